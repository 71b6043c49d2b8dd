import APISchema
import Domain
import Engine
import NIOCore
import Rights
import Wire

extension Session {
  /// Answers what is left, closes the subscriptions with a word, and closes.
  func stop() {
    endSubscriptions(.told)
    turn()
    endWhenDone()
  }

  /// Answers queries that are still waiting with `shuttingDown`. Commands are never given up.
  func giveUpQueries() {
    let error = ErrorReply(Refusal(.shuttingDown, "The daemon is stopping."))
    for number in slots.head..<slots.tail {
      switch slots.step(of: number) {
      case .held, .heldCommand, .unresolved, .resolving, .running: slots.setState(.error(error), of: number)
      case .command, .atHead, .answered: break
      }
    }
    turn()
  }

  /// Looks at the roles and limits again: a connection from which a permission was taken answers what it has read and closes.
  func settingsChanged() {
    limits = hub.limits.seen(by: caller.standing)
    let newRights = hub.rights(of: peer)
    guard newRights != rights else { return }
    let keeps = newRights.allow(rights.permissions)
    rights = newRights
    decoder = RequestDecoder(rights: rights, batchMax: limits.batch)
    encoder = encoder.map { newEncoder($0.framing) }
    guard !keeps else { return }
    endSubscriptions(.told)
    if phase == .serving { phase = .draining }
    setUnfinished(0)
    unfinishedSince = nil
    closeLater()
    turn()
  }

  /// Answers that nothing more can be read from this connection, after the replies it still owes.
  func refuseConnection(_ error: WireError) { refuseConnection(error.reply) }

  func refuseConnection(_ error: ErrorReply) {
    guard phase == .serving else { return }
    if encoder == nil { encoder = newEncoder(framer.framing ?? .json) }
    slots.append(Slot(id: .null, method: .hello, requestBytes: 0, state: .error(error)))
    phase = .discarding
    heldItem = nil
    framer = InboundFramer(messageBytes: limits.requestBytes)
    isHeldBack = false
    unfinishedSince = nil
    setUnfinished(0)
  }

  /// Closes a connection that has nothing left to answer and no reason to stay.
  func endWhenDone() {
    guard phase != .closed, isDone else { return }
    switch phase {
    case .closed: return
    case .draining: close()
    case .discarding:
      if isInputClosed { close() } else { closeLater() }
    case .serving:
      if home.isStopping || (isInputClosed && !isHeldBack && subscriptions.isEmpty) { close() }
    }
  }

  func close() { context?.close(promise: nil) }

  /// Closes after the time that a client gets to read why.
  private func closeLater() {
    guard !isClosing else { return }
    isClosing = true
    home.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Limits.discardMilliseconds)) { [weak self] in
      self?.close()
    }
  }
}
