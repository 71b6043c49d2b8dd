import FactSchema
import NIOCore

@testable import Rights
@testable import Wire

/// The framer gives the same messages in whatever pieces the bytes come; what a frame asks can be said in JSON too.
enum FrameFuzz {
  private static let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 8)
  private static let messageBytes = 64

  static func problem(_ kind: UInt8, _ choice: UInt8, _ bytes: [UInt8]) -> String? {
    switch kind % 3 {
    case 0: return framer(bytes, pieceBytes: Int(choice) % 16 + 1)
    case 1: return request(bytes)
    default:
      _ = try? ReplyDecoder.decode(bytes.span)
      return nil
    }
  }

  private static func framer(_ bytes: [UInt8], pieceBytes: Int) -> String? {
    let pieces = stride(from: 0, to: bytes.count, by: pieceBytes).map {
      Array(bytes[$0..<min(bytes.count, $0 + pieceBytes)])
    }
    var isBounded = true
    guard items(pieces, &isBounded) == items([bytes], &isBounded) else { return "the pieces make a difference" }
    return isBounded ? nil : "more is held than a message"
  }

  private static func items(_ pieces: [[UInt8]], _ isBounded: inout Bool) -> [InboundItem] {
    var framer = InboundFramer(messageBytes: messageBytes)
    var items: [InboundItem] = []
    for piece in pieces {
      framer.feed(ByteBuffer(bytes: piece))
      while let item = framer.next() { items.append(item) }
      if framer.unfinishedBytes > messageBytes + Framing.binaryHeaderBytes { isBounded = false }
    }
    return items
  }

  /// What is accepted from a frame can be written as JSON and read again, and framed and decoded again.
  private static func request(_ bytes: [UInt8]) -> String? {
    guard case .call(let call) = decoder.decodeFrame(bytes.span) else { return nil }
    guard let text = JSONFuzz.written(call.request, call.method.request) else {
      return "a frame was accepted that cannot be written"
    }
    guard let read = try? JSONReader.encode(text.span, as: call.method.request) else {
      return "a frame was accepted that cannot be read from JSON"
    }
    guard JSONFuzz.written(read, call.method.request) == text else { return "a frame reads differently from JSON" }
    guard case .number(let id) = call.id else { return "a frame's id is no number" }
    var frame: [UInt8] = []
    RequestEncoder.appendFrame(call.request, of: call.method, id: id, into: &frame)
    let message = Array(frame.dropFirst(Framing.binaryHeaderBytes))
    return decoder.decodeFrame(message.span) == .call(call) ? nil : "a frame that was written decodes differently"
  }
}
