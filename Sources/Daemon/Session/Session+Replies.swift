import APISchema
import Domain
import Engine
import FactSchema
import Logging
import NIOCore
import Rights
import Wire

extension Session {
  /// Takes the outcome of a command or query into its slot.
  func accept(_ outcome: Outcome) {
    guard phase != .closed, let number = slots.number(endingIn: UInt32(truncatingIfNeeded: outcome.number)) else {
      return
    }
    switch slots.step(of: number) {
    case .running:
      running -= 1
      reservedBytes -= reservation(for: slots[number].method)
    case .resolving:
      running -= 1
      reservedBytes -= reservation(for: slots[number].method)
      return resolve(number, by: outcome.result)
    case .command: break
    case .held, .heldCommand, .unresolved, .atHead, .answered: return
    }
    if let position = outcome.position { lastPosition = max(lastPosition, position) }
    settle(outcome.result, of: number)
  }

  /// Puts an answer into its slot.
  func settle(_ result: Result<[UInt8], Refusal>, of number: UInt64) {
    switch result {
    case .success(let reply):
      let method = slots[number].method
      guard reply.count <= method.replyBytes else {
        let refusal = Refusal(
          .tooLarge, "the answer has more than \(method.replyBytes) bytes: ask for less of it at a time")
        return slots.setState(.error(ErrorReply(refusal)), of: number)
      }
      answerBytes += cost(ofAnswer: reply.count)
      slots.setState(.result(reply), of: number)
    case .failure(let refusal):
      if refusal.code == .internal { hub.logger.error("\(slots[number].method.name) failed: \(refusal.message)") }
      slots.setState(.error(errorReply(refusal)), of: number)
    }
  }

  /// Whether the client is given personal fields.
  var seesPersonal: Bool { rights.allow(.personal) }

  /// What writes answers for this client.
  func newEncoder(_ framing: Framing) -> ReplyEncoder { ReplyEncoder(framing: framing, hidesPersonal: !seesPersonal) }

  /// What a refusal is to this client.
  func errorReply(_ refusal: Refusal) -> ErrorReply { ErrorReply(refusal, seesPersonal: seesPersonal) }

  /// Writes every reply from the head of the ring on that is known.
  func answer() {
    isOutFull = false
    while !slots.isEmpty {
      if unsentBytes + out.count >= limits.replyBytes {
        isOutFull = true
        return
      }
      switch slots.step(of: slots.head) {
      case .command, .held, .heldCommand, .unresolved, .resolving, .running: return
      case .answered:
        // Text takes more than the message that it is made from, so that others' may have to go first.
        if slots.answerBytes(of: slots.head) > Limits.budgetStep, account.isFull, unsentBytes + out.count > 0 {
          isOutFull = true
          return
        }
        write(slots.removeFirst())
      case .atHead:
        // What is answered here reads the engine as it is now, so all commands before it must be done: they are.
        let slot = slots[slots.head]
        guard case .atHead(let request) = slot.state else { return }
        do throws(Refusal) {
          let reply = try perform(slot.method, request)
          answerBytes += cost(ofAnswer: reply.count)
          slots.setState(.result(reply), of: slots.head)
        } catch {
          slots.setState(.error(errorReply(error)), of: slots.head)
        }
      }
    }
  }

  private func write(_ slot: Slot) {
    frontier = max(frontier, slots.head)
    requestBytes -= slot.requestBytes
    answerBytes -= cost(ofAnswer: slot.answerBytes)
    outRequests += 1
    guard slot.batch != .none else { return encode(slot) }
    // The answers of a batch stand in one line, each as soon as it is known.
    isInBatch = true
    if slot.id != .none {
      out.append(isBatchBegun ? UInt8(ascii: ",") : UInt8(ascii: "["))
      isBatchBegun = true
      encode(slot)
      // Within the line no answer ends it.
      if out.last == UInt8(ascii: "\n") { out.removeLast() }
    }
    guard slot.batch == .last else { return }
    if isBatchBegun { out.append(contentsOf: [UInt8(ascii: "]"), UInt8(ascii: "\n")]) }
    isInBatch = false
    isBatchBegun = false
    takeHeldDeliveries()
  }

  private func encode(_ slot: Slot) {
    guard let encoder else { return }
    switch slot.state {
    case .result where slot.method == .rpcDiscover && slot.id != .none: writeDescription(to: slot.id, encoder)
    case .result(let reply):
      if !encoder.appendResult(reply, of: slot.method, to: slot.id, into: &out) {
        hub.logger.error("A reply to \(slot.method.name) could not be written.")
      }
      if reply.count > Limits.budgetStep { settleBudget() }
    case .error(let error): encoder.appendError(error, fact: slot.fact, to: slot.id, into: &out)
    case .command, .held, .running, .resolving, .atHead: preconditionFailure("a reply is written before it is known")
    }
  }

  /// Writes the service's description, whose bytes all connections share.
  private func writeDescription(to id: RequestID, _ encoder: ReplyEncoder) {
    let description = hub.description.bytes(encoder.framing)
    encoder.appendDescriptionHead(count: description.readableBytes, to: id, into: &out)
    flush()
    if let context {
      write(description, requests: 0, events: 0, context)
      context.flush()
    }
    encoder.appendDescriptionTail(into: &out)
  }

  /// Gives the kernel everything written in this turn at once.
  func flush() {
    guard let context else { return }
    if out.isEmpty {
      // Notifications only: nothing to wait for.
      outRequests = 0
      return
    }
    let events = outEventBytes
    outEventBytes = 0
    var buffer = context.channel.allocator.buffer(capacity: out.count)
    buffer.writeBytes(out)
    if out.capacity > Limits.keptOutBytes { out = [] } else { out.removeAll(keepingCapacity: true) }
    write(buffer, requests: outRequests, events: events, context)
    outRequests = 0
    context.flush()
  }

  private func write(_ buffer: ByteBuffer, requests: Int, events: Int, _ context: ChannelHandlerContext) {
    let bytes = buffer.readableBytes
    unsentBytes += bytes
    unsentRequests += requests
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
      self.sent(bytes: bytes, requests: requests, events: events)
    }
    context.write(Self.wrapOutboundOut(buffer), promise: promise)
  }

  /// The kernel has taken a write, of which so many bytes were events.
  private func sent(bytes: Int, requests: Int, events: Int) {
    unsentBytes -= bytes
    unsentRequests -= requests
    takenWrites &+= 1
    guard phase != .closed else { return }
    if events > 0 { hub.engine.took(events, caller) }
    if isOutFull || isHeldBack || frontier < slots.tail || isInputClosed || home.isStopping || phase != .serving {
      turn()
    } else {
      settleBudget()
      readOn()
    }
  }

  /// Whether every request that was read has been answered and the kernel has the answers.
  var isDone: Bool { slots.isEmpty && out.isEmpty && unsentBytes == 0 }
}
