import APISchema
import FactSchema
import Glibc
import NIOCore
import SwiftProtobuf
import Wire

/// Reads the daemon's replies and hands them to who waits for them.
final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let exchange: Exchange
  private var framer: InboundFramer

  init(exchange: Exchange, replyBytesMax: Int) {
    self.exchange = exchange
    self.framer = InboundFramer(messageBytes: replyBytesMax)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    framer.feed(unwrapInboundIn(data))
    while let item = framer.next() {
      guard case .frame(let message) = item, handle(message) else {
        exchange.fail(KithError(.malformed, "the daemon's answer is none of this protocol; is this kithd's socket?"))
        context.close(promise: nil)
        return
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    exchange.fail(Self.closed)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let isClosed = (error as? IOError).map { [ECONNRESET, EPIPE].contains($0.errnoCode) } ?? false
    exchange.fail(
      isClosed
        ? Self.closed
        : KithError(.disconnected, "the connection to the daemon broke: \(error)", isRetryable: true))
    context.close(promise: nil)
  }

  private static let closed = KithError(
    .disconnected, "the daemon closed the connection before it answered", isRetryable: true)

  /// False when the message is none of the protocol.
  private func handle(_ message: ByteBuffer) -> Bool {
    guard let reply = try? ReplyDecoder.decode(message.readableBytesUInt8Span) else { return false }
    switch reply {
    case .result(let id, _, let bytes): return exchange.answer(id: id, .success(bytes))
    case .error(let id, let error):
      // An error to no request ends the connection: the daemon could not read what was sent.
      if exchange.answer(id: id, .failure(KithError(error))) { return true }
      exchange.fail(KithError(error))
      return true
    case .event(let subscription, let bytes):
      guard let event = try? Event(serializedBytes: bytes) else { return false }
      exchange.subscription(subscription)?.append(event)
    case .ended(let ended):
      let code = KithError.Code(rawValue: ended.code)
      exchange.removeSubscription(ended.subscription)?.finish(
        KithError(code, "the daemon ended the subscription at position \(ended.position)", isRetryable: true))
    case .unknown(let id):
      if id != 0 {
        return exchange.answer(
          id: id, .failure(KithError(.malformed, "the daemon's answer is of a kind not known here")))
      }
    }
    return true
  }
}
