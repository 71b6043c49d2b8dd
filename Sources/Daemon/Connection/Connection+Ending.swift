import APISchema
import Domain
import Engine
import FactSchema
import Wire

extension Connection {
  /// What is to be given back when a connection has ended.
  struct Rest {
    var subscriptions: [SubscriptionID]
    var unfinishedBytes: Int
    var grantedBytes: Int
    var hasClaims: Bool
  }

  /// Answers what is left, ends the subscriptions with a word, and closes: those that the engine is to end.
  mutating func stop() -> [SubscriptionID] {
    isStopping = true
    let ended = endSubscriptions()
    turn()
    return ended
  }

  /// Answers that nothing more can be read from this connection, after the replies it still owes.
  mutating func refuse(_ error: ErrorReply) {
    guard phase == .serving else { return }
    if framing == nil { framing = framer.framing ?? .json }
    pending.append(PendingRequest(id: .null, method: .hello, bytes: 0, state: .answered(.error(error))))
    phase = .discarding
    heldItem = nil
    framer = InboundFramer(messageBytes: limits.requestBytes)
    isHeldBack = false
    forgetUnfinished()
  }

  /// Closes a connection that has nothing left to answer and no reason to stay; soon where permission was taken or its
  /// client is to read why.
  mutating func end() -> Action? {
    switch phase {
    case .closed: return nil
    case .draining: return isDone ? .close : closeLater()
    case .discarding:
      guard isDone else { return nil }
      return isInputClosed ? .close : closeLater()
    case .serving:
      let isOver = isStopping || isInputClosed && !isHeldBack && subscriptions.isEmpty
      return isDone && isOver ? .close : nil
    }
  }

  /// Closes after the time that a client gets to read why.
  private mutating func closeLater() -> Action? {
    guard !isClosing else { return nil }
    isClosing = true
    return .closeLater
  }

  /// The connection has ended.
  mutating func closed() -> Rest {
    let rest = Rest(
      subscriptions: subscriptions.values.map(\.id), unfinishedBytes: countedBytes,
      grantedBytes: grantedBytes - Limits.budgetOfConnection, hasClaims: !claims.isEmpty)
    phase = .closed
    stage = .idle
    turnsAgain = false
    subscriptions = [:]
    endings.removeAll()
    deliveries.removeAll()
    pending = PendingRequests()
    (answerBytes, requestBytes, reservedBytes, running) = (0, 0, 0, 0)
    heldItem = nil
    framer = InboundFramer(messageBytes: limits.requestBytes)
    forgetUnfinished()
    countedBytes = 0
    claims = []
    grantedBytes = Limits.budgetOfConnection
    return rest
  }
}
