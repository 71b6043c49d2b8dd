import APISchema
import Domain
import FactSchema
import Wire

extension Connection {
  /// Has every reply written from the head of the queue on that is known.
  mutating func nextReply() -> Action? {
    if wroteMuch {
      wroteMuch = false
      if let action = balanceBudget() { return action }
    }
    if !isInBatch, let action = nextHeldDelivery() { return action }
    while !pending.isEmpty {
      if unsentBytes + outBytes >= limits.replyBytes { isOutFull = true }
      if isOutFull { return nil }
      switch pending.step(of: pending.head) {
      case .newCommand, .command, .waiting, .unresolved, .resolving, .running: return nil
      case .answered:
        // Text takes more than the message that it is made from, so that others' may have to go first.
        if !mayBeLarge, pending.answerBytes(of: pending.head) > Limits.budgetStep, unsentBytes + outBytes > 0 {
          return .askBudget
        }
        mayBeLarge = false
        return .reply(removeFirst())
      case .atHead:
        // What is answered here reads the engine as it is now, so all commands before it must be done: they are.
        let request = pending[pending.head]
        guard case .atHead(let bytes) = request.state else { return nil }
        return .perform(Call(number: pending.head, method: request.method, request: bytes, after: lastPosition))
      }
    }
    return nil
  }

  /// Whether the user holds all it may: a large reply waits then until others are taken.
  mutating func sees(isBudgetFull: Bool) {
    if isBudgetFull { isOutFull = true } else { mayBeLarge = true }
  }

  private mutating func removeFirst() -> Reply {
    let request = pending.removeFirst()
    guard case .answered(let answer) = request.state else {
      preconditionFailure("a reply is written before it is known")
    }
    frontier = max(frontier, pending.head)
    commandFrontier = max(commandFrontier, pending.head)
    requestBytes -= request.bytes
    if case .result(let bytes) = answer {
      answerBytes -= cost(ofAnswer: bytes.count)
      wroteMuch = bytes.count > Limits.budgetStep
    }
    outRequests += 1
    var reply = Reply(
      id: request.id, method: request.method, fact: request.fact, answer: answer, batch: request.batch, endsLine: false)
    guard request.batch != .none else { return reply }
    isInBatch = true
    if request.id != .none {
      reply.mark = isBatchBegun ? UInt8(ascii: ",") : UInt8(ascii: "[")
      isBatchBegun = true
    }
    if request.batch == .last {
      reply.endsLine = isBatchBegun
      isInBatch = false
      isBatchBegun = false
    }
    return reply
  }

  /// So many bytes were written, of events or of anything else.
  mutating func wrote(_ bytes: Int, events: Bool = false) {
    outBytes += bytes
    if events { outEventBytes += bytes }
  }

  /// Gives the kernel everything at once that was written; nil when that is nothing.
  mutating func flush() -> Write? {
    defer { (outBytes, outRequests) = (0, 0) }
    // Without bytes there were notifications only: nothing to wait for.
    guard outBytes > 0 else { return nil }
    defer { outEventBytes = 0 }
    return sends(outBytes, requests: outRequests, eventBytes: outEventBytes)
  }

  /// Bytes go to the kernel that are not of the connection's own buffer.
  mutating func sends(_ bytes: Int, requests: Int = 0, eventBytes: Int = 0) -> Write {
    unsentBytes += bytes
    unsentRequests += requests
    return Write(bytes: bytes, requests: requests, eventBytes: eventBytes)
  }

  /// The kernel has taken a write, or the connection has ended without.
  mutating func sent(_ write: Write) {
    unsentBytes -= write.bytes
    unsentRequests -= write.requests
    takenWrites &+= 1
    guard phase != .closed else { return }
    if isOutFull || isHeldBack || frontier < pending.tail || isInputClosed || isStopping || phase != .serving {
      turn()
    } else {
      readOn()
    }
  }

  /// Whether every request that was read has been answered and the kernel has the answers.
  var isDone: Bool { pending.isEmpty && outBytes == 0 && unsentBytes == 0 }
}
