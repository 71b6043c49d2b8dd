import APISchema
import FactSchema
import NIOCore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Descriptors
@testable import Rights
@testable import Wire

/// Changes bytes at random: flips, cuts, copies, joins, and puts in what readers trip over.
private func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
  let tokens: [[UInt8]] = [
    Array("{".utf8), Array("}".utf8), Array("[".utf8), Array("]".utf8), Array("\"".utf8), Array("\\".utf8),
    Array(",".utf8),
    Array(":".utf8), Array("null".utf8), Array("-0".utf8), Array("1e999".utf8), Array("\\u0000".utf8),
    Array("\\ud83d".utf8),
    Array("\\ude00".utf8), Array("18446744073709551616".utf8), Array(" ".utf8), Array("0.1".utf8), [0xC3, 0xA9], [0xFF],
    [0],
    [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], [0x0A], [0x7F],
  ]
  var bytes = bytes
  for _ in 0..<1 + random.below(3) {
    let at = random.below(bytes.count + 1)
    switch random.below(6) {
    case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
    case 1 where at < bytes.count: bytes.remove(at: at)
    case 2: bytes.insert(contentsOf: tokens[random.below(tokens.count)], at: at)
    case 3: bytes.removeSubrange(at..<min(bytes.count, at + random.below(6)))
    case 4:
      let from = random.below(bytes.count + 1)
      bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + random.below(12))], at: at)
    default: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: random.next()) }
    }
  }
  return bytes
}

@Suite struct `Hostile inputs` {
  static let seeds: Range<UInt64> = 0..<6
  static let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 8)

  /// A request as a line, of a random method.
  private static func line(_ messages: inout RandomMessages) throws -> [UInt8] {
    let method = Method.allCases[messages.random.below(Method.allCases.count)]
    let params = try JSONWriter.text(messages.message(method.request.table.name, depth: 2), as: method.request)
    let one = #"{"jsonrpc":"2.0","id":\#(messages.random.below(99)),"method":"\#(method.name)","params":\#(params)}"#
    return Array((messages.random.oneIn(5) ? "[\(one),\(one)]" : one).utf8)
  }

  @Test(arguments: seeds)
  func `lines are JSON exactly when a plain reader says so`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for _ in 0..<400 {
      let line = mutate(try Self.line(&messages), &messages.random)
      let isJSON = JSONValue(bytes: line) != nil
      let isValid = JSONScanner.isValid(line.span)
      #expect(isValid == isJSON, "seed \(seed): \(text(line))")
      if case .one(let request) = Self.decoder.decodeLine(line.span) {
        #expect((request.error?.kind == .notJSON) == !isJSON, "seed \(seed): \(text(line))")
      } else {
        #expect(isJSON, "seed \(seed): \(text(line))")
      }
    }
  }

  @Test(arguments: seeds)
  func `what is accepted from a line is a message that the binary framing accepts`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for _ in 0..<1000 {
      let line = mutate(try Self.line(&messages), &messages.random)
      let requests: [InboundRequest] =
        switch Self.decoder.decodeLine(line.span) {
        case .one(let request): [request]
        case .batch(let requests): requests
        }
      for case .call(let call) in requests {
        #expect(throws: Never.self, "seed \(seed): \(text(line))") {
          try StrictCheck.check(call.request.span, 0..<call.request.count, call.method.request.index)
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `what is accepted from a frame is a message to protobuf's own library and to JSON`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for _ in 0..<1000 {
      let frame = mutate([0x08, 0x05] + (try messages.message("Request", depth: 2)), &messages.random)
      guard let call = Self.decoder.decodeFrame(frame.span).call else { continue }
      let type = try #require(messageTypes[call.method.request.table.name])
      let theirs = try type.init(serializedBytes: call.request)
      let written = Array(try JSONWriter.text(call.request, as: call.method.request).utf8)
      let read = try JSONReader.encode(written.span, as: call.method.request)
      let again = try JSONWriter.text(read, as: call.method.request)
      #expect(again == text(written), "seed \(seed): \(frame)")
      #expect(theirs.isInitialized)
    }
  }

  @Test(arguments: seeds)
  func `noise is refused and never traps`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let bytes = (0..<random.below(40)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let place: Comment = "seed \(seed): \(bytes)"
      guard case .one(let line) = Self.decoder.decodeLine(bytes.span) else {
        Issue.record(place)
        continue
      }
      // A digit alone is JSON, and no request.
      #expect(line.call == nil && line.error != nil, place)
      #expect((line.error?.kind == .notJSON) == (JSONValue(bytes: bytes) == nil), place)
      let frame = Self.decoder.decodeFrame(bytes.span)
      #expect((frame.call == nil) != (frame.error == nil), place)
      if frame.call != nil { #expect((try? Request(serializedBytes: bytes))?.method != nil, place) }
      if (try? ReplyDecoder.decode(bytes.span)) != nil {
        #expect((try? Reply(serializedBytes: bytes)) != nil, place)
      }
      for messageType in ["Event", "ContactCard", "RecordRequest"].compactMap(MessageType.init(named:)) {
        var out: [UInt8] = []
        if (try? JSONWriter.append(bytes.span, as: messageType, to: &out)) != nil {
          #expect(JSONValue(bytes: out) != nil, place)
        } else {
          #expect(out.isEmpty, place)
        }
        if (try? JSONReader.encode(bytes.span, as: messageType)) != nil {
          #expect(JSONValue(bytes: bytes) != nil, place)
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `damaged messages are written or refused and never trap`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for table in SchemaTables.messages {
      let messageType = try #require(MessageType(named: table.name))
      for _ in 0..<6 {
        let bytes = mutate(try messages.message(table.name), &messages.random)
        var out: [UInt8] = []
        guard (try? JSONWriter.append(bytes.span, as: messageType, to: &out)) != nil else {
          #expect(out.isEmpty)
          continue
        }
        let isValid = JSONScanner.isValid(out.span)
        #expect(isValid, "seed \(seed), \(table.name): \(bytes)")
      }
    }
  }

  @Test func `a long number of any kind is read in linear time and refused`() throws {
    for digits in ["1", "0", "9"].map({ String(repeating: $0, count: 1_000_000) }) {
      let written = digits.first == "0" ? "0." + digits + "1" : digits
      #expect(try refusal(#"{"seconds": \#(written)}"#, "StageVisit")?.kind == .invalid)
      #expect(try refusal(#"{"seconds": \#(written)e-1000000}"#, "StageVisit")?.kind == .invalid)
    }
  }
}
