import APISchema
import Domain
import Engine
import FactSchema
import Logging
import NIOCore
import Rights
import Wire

/// What is written.
extension Session {
  /// Writes what `body` appends, and says so.
  func write(_ body: (ReplyEncoder, inout [UInt8]) -> Void) {
    guard let encoder else { return }
    let before = out.count
    body(encoder, &out)
    connection.wrote(out.count - before)
  }

  func write(_ reply: Connection.Reply) {
    if reply.method == .rpcDiscover, case .result = reply.answer, reply.id != .none { return writeDescription(reply) }
    write { encoder, out in
      if let mark = reply.mark { out.append(mark) }
      append(reply, encoder, &out)
      if reply.batch != .none { Self.end(reply, &out) }
    }
  }

  private func append(_ reply: Connection.Reply, _ encoder: ReplyEncoder, _ out: inout [UInt8]) {
    switch reply.answer {
    case .result(let bytes):
      if !encoder.appendResult(bytes, of: reply.method, to: reply.id, into: &out) {
        hub.logger.error("A reply to \(reply.method.name) could not be written.")
      }
    case .refused(let refusal):
      let error = ErrorReply(
        refusal, seesPersonal: connection.seesPersonal, userName: hub.engine.userName(of:))
      encoder.appendError(error, fact: reply.fact, to: reply.id, into: &out)
    case .error(let error): encoder.appendError(error, fact: reply.fact, to: reply.id, into: &out)
    }
  }

  /// Within the line of a batch no answer ends it but the last.
  private static func end(_ reply: Connection.Reply, _ out: inout [UInt8]) {
    if reply.id != .none, out.last == UInt8(ascii: "\n") { out.removeLast() }
    if reply.endsLine { out.append(contentsOf: [UInt8(ascii: "]"), UInt8(ascii: "\n")]) }
  }

  /// Writes the service's description, whose bytes all connections share.
  private func writeDescription(_ reply: Connection.Reply) {
    guard let encoder else { return }
    let description = hub.description.bytes(encoder.framing)
    write { encoder, out in
      if let mark = reply.mark { out.append(mark) }
      encoder.appendDescriptionHead(count: description.readableBytes, to: reply.id, into: &out)
    }
    if let write = connection.flush() { send(write) }
    if let context {
      write(description, connection.sends(description.readableBytes), context)
      context.flush()
    }
    write { encoder, out in
      encoder.appendDescriptionTail(into: &out)
      if reply.batch != .none { Self.end(reply, &out) }
    }
  }

  /// Writes events of a subscription.
  func write(_ content: SubscriptionDelivery.Content, of subscription: UInt64) {
    guard case .events(let events) = content, let encoder else { return }
    let before = out.count
    for event in events { encoder.appendEvent(event.span, subscription: subscription, into: &out) }
    // What it holds now is not what it was given: JSON is longer.
    hub.engine.took(content.byteCount - (out.count - before), caller)
    connection.wrote(out.count - before, events: true)
  }

  // MARK: Sending

  /// Gives the kernel everything written in this turn at once.
  func send(_ write: Connection.Write) {
    guard let context else { return }
    var buffer = context.channel.allocator.buffer(capacity: out.count)
    buffer.writeBytes(out)
    if out.capacity > Limits.keptOutBytes { out = [] } else { out.removeAll(keepingCapacity: true) }
    self.write(buffer, write, context)
    context.flush()
  }

  private func write(_ buffer: ByteBuffer, _ write: Connection.Write, _ context: ChannelHandlerContext) {
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in self.sent(write) }
    context.write(Self.wrapOutboundOut(buffer), promise: promise)
  }

  /// The kernel has taken a write.
  private func sent(_ write: Connection.Write) {
    connection.sent(write)
    guard connection.phase != .closed else { return }
    if write.eventBytes > 0 { hub.engine.took(write.eventBytes, caller) }
    run()
  }
}
