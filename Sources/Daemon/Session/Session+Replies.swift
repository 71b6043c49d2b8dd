import Domain
import Engine
import Logging
import NIOCore
import Schema
import Wire

extension Session {
  /// Takes the outcome of a command or query into its slot.
  func accept(_ outcome: Outcome) {
    guard phase != .closed, let number = slots.number(endingIn: UInt32(truncatingIfNeeded: outcome.number)) else {
      return
    }
    switch slots.step(of: number) {
    case .running: running -= 1
    case .command: break
    case .held, .atHead, .answered: return
    }
    if let position = outcome.position { lastPosition = max(lastPosition, position) }
    switch outcome.result {
    case .success(let reply):
      answerBytes += reply.count
      slots.setState(.result(reply), of: number)
    case .failure(let refusal):
      if refusal.code == .internal { hub.logger.error("\(slots[number].method.name) failed: \(refusal.message)") }
      slots.setState(.error(ErrorReply(refusal)), of: number)
    }
  }

  /// Writes every reply from the head of the ring on that is known.
  func answer() {
    isOutFull = false
    while !slots.isEmpty {
      if unsentBytes + out.count >= limits.replyBytes {
        isOutFull = true
        return
      }
      switch slots.step(of: slots.head) {
      case .command, .held, .running: return
      case .answered: write(slots.removeFirst())
      case .atHead:
        // What is answered here reads the engine as it is now, so all commands before it must be done: they are.
        let slot = slots[slots.head]
        guard case .atHead(let request) = slot.state else { return }
        do throws(Refusal) {
          let reply = try perform(slot.method, request)
          answerBytes += reply.count
          slots.setState(.result(reply), of: slots.head)
        } catch {
          slots.setState(.error(ErrorReply(error)), of: slots.head)
        }
      }
    }
  }

  private func write(_ slot: Slot) {
    frontier = max(frontier, slots.head)
    requestBytes -= slot.requestBytes
    answerBytes -= slot.answerBytes
    outRequests += 1
    if slot.batch == .none {
      encode(slot, into: &out)
      return
    }
    var piece: [UInt8] = []
    encode(slot, into: &piece)
    batchBytes += piece.count
    answerBytes += piece.count
    batchReplies.append(piece)
    if slot.batch == .last {
      ReplyEncoder.appendBatch(batchReplies, into: &out)
      answerBytes -= batchBytes
      batchBytes = 0
      batchReplies.removeAll()
      takeHeldDeliveries()
    }
  }

  private func encode(_ slot: Slot, into bytes: inout [UInt8]) {
    guard let encoder else { return }
    switch slot.state {
    case .result(let reply):
      if !encoder.appendResult(reply, of: slot.method, to: slot.id, into: &bytes) {
        hub.logger.error("A reply to \(slot.method.name) could not be written.")
      }
    case .error(let error): encoder.appendError(error, fact: slot.fact, to: slot.id, into: &bytes)
    case .command, .held, .running, .atHead: preconditionFailure("a reply is written before it is known")
    }
  }

  /// Gives the kernel everything written in this turn at once.
  func flush() {
    guard let context else { return }
    if out.isEmpty {
      // Notifications only: nothing to wait for.
      outRequests = 0
      return
    }
    let bytes = out.count
    let requests = outRequests
    let events = outEventBytes
    outEventBytes = 0
    unsentBytes += bytes
    unsentRequests += requests
    outRequests = 0
    var buffer = context.channel.allocator.buffer(capacity: bytes)
    buffer.writeBytes(out)
    if out.capacity > Limits.keptOutBytes { out = [] } else { out.removeAll(keepingCapacity: true) }
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      self.sent(bytes: bytes, requests: requests, events: events)
    }
    context.writeAndFlush(Self.wrapOutboundOut(buffer), promise: promise)
  }

  /// The kernel has taken a write, of which so many bytes were events.
  private func sent(bytes: Int, requests: Int, events: Int) {
    unsentBytes -= bytes
    unsentRequests -= requests
    guard phase != .closed else { return }
    if events > 0 { hub.engine.took(events, caller) }
    if isOutFull || isHeldBack || frontier < slots.tail || isInputClosed || home.isStopping || phase != .serving {
      turn()
    } else {
      readOn()
    }
  }

  /// Whether every request that was read has been answered and the kernel has the answers.
  var isDone: Bool { slots.isEmpty && out.isEmpty && unsentBytes == 0 }
}
