import NIOCore
import Schema

// What libFuzzer calls: compiled together with the room's own sources by config/fuzz, so that their branches are counted.
// The first byte chooses a reader, the second a shape or the size of pieces, the rest is what it reads.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard input.count >= 2 else { return 0 }
  let bytes = Array(input.dropFirst(2))
  let choice = Int(input[1])
  switch input[0] % 6 {
  case 0: WireFuzz.line(bytes)
  case 1: WireFuzz.frame(bytes)
  case 2: WireFuzz.framer(bytes, pieceBytes: choice % 16 + 1)
  case 3: WireFuzz.writer(bytes, WireFuzz.shape(choice))
  case 4: WireFuzz.reader(bytes, WireFuzz.shape(choice))
  default: _ = try? ReplyDecoder.decode(bytes.span)
  }
  return 0
}

private enum WireFuzz {
  static let decoder = RequestDecoder(role: .operator, batchMax: 8)

  static func shape(_ choice: Int) -> MessageShape { MessageShape(index: choice % SchemaTables.messages.count) }

  /// What is accepted from a line is a message that the binary framing accepts.
  static func line(_ bytes: [UInt8]) {
    let requests: [InboundRequest] =
      switch decoder.decodeLine(bytes.span) {
      case .one(let request): [request]
      case .batch(let requests): requests
      }
    for case .call(let call) in requests {
      let range = 0..<call.request.count
      guard (try? ShapeCheck().check(call.request.span, range, call.method.request.index)) != nil else {
        preconditionFailure("a line was accepted whose message is not")
      }
    }
  }

  /// What is accepted from a frame can be written as JSON and read again.
  static func frame(_ bytes: [UInt8]) {
    guard case .call(let call) = decoder.decodeFrame(bytes.span) else { return }
    guard let text = written(call.request, call.method.request) else {
      preconditionFailure("a frame was accepted that cannot be written")
    }
    guard (try? JSONReader.encode(text.span, as: call.method.request)) != nil else {
      preconditionFailure("a frame was accepted that cannot be read from JSON")
    }
  }

  /// The pieces that a stream comes in make no difference.
  static func framer(_ bytes: [UInt8], pieceBytes: Int) {
    let pieces = stride(from: 0, to: bytes.count, by: pieceBytes).map {
      Array(bytes[$0..<min(bytes.count, $0 + pieceBytes)])
    }
    precondition(items(pieces) == items([bytes]), "the pieces make a difference")
  }

  private static func items(_ pieces: [[UInt8]]) -> [InboundItem] {
    var framer = InboundFramer(messageBytes: 64)
    var items: [InboundItem] = []
    for piece in pieces {
      framer.feed(ByteBuffer(bytes: piece))
      while let item = framer.next() { items.append(item) }
      precondition(framer.unfinishedBytes <= 64 + Framing.binaryHeaderBytes, "more is held than a message")
    }
    return items
  }

  /// What is written is JSON.
  static func writer(_ bytes: [UInt8], _ shape: MessageShape) {
    guard let text = written(bytes, shape) else { return }
    precondition(JSONScanner.isValid(text.span), "what was written is not JSON")
  }

  /// What is read can be written, and reads the same again.
  static func reader(_ bytes: [UInt8], _ shape: MessageShape) {
    guard let message = try? JSONReader.encode(bytes.span, as: shape) else { return }
    guard let text = written(message, shape) else { preconditionFailure("what was read cannot be written") }
    if shape.table.name == "CampaignReportReply" || shape.table.name == "CampaignReportReply.Rates" { return }
    guard let again = try? JSONReader.encode(text.span, as: shape), let repeated = written(again, shape) else {
      preconditionFailure("what was written cannot be read")
    }
    precondition(repeated == text, "what was written reads differently")
  }

  private static func written(_ message: [UInt8], _ shape: MessageShape) -> [UInt8]? {
    var out: [UInt8] = []
    return (try? JSONWriter.append(message.span, as: shape, to: &out)) == nil ? nil : out
  }
}
