/// A reader of bytes that come from outside, and what must hold whatever the bytes are.
///
/// The same checks are made by libFuzzer (config/fuzz) and, over the committed corpus, by an ordinary test.
enum FuzzTarget: String, CaseIterable {
  /// The JSON scanner, and what reads and writes messages with it.
  case json
  /// The framer of both framings, requests, replies.
  case frames
  /// The log's records and what the log keeps about itself.
  case records
  /// Delimiter-separated files.
  case tables
  /// The cursors of paged queries, and the queries that go on from them.
  case cursors

  /// What does not hold for these bytes; nil when all does. The first bytes choose the check and its parameters.
  func problem(_ input: [UInt8]) -> String? {
    guard input.count >= 2 else { return nil }
    let bytes = Array(input.dropFirst(2))
    return switch self {
    case .json: JSONFuzz.problem(input[0], input[1], bytes)
    case .frames: FrameFuzz.problem(input[0], input[1], bytes)
    case .records: RecordFuzz.problem(input[0], input[1], bytes)
    case .tables: TableFuzz.problem(input[0], input[1], bytes)
    case .cursors: CursorFuzz.problem(input[0], input[1], bytes)
    }
  }
}

/// The numbers that a fuzzer's bytes are taken for, one after the other; 0 past the end.
struct FuzzBytes {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var rest: [UInt8] { Array(bytes.dropFirst(at)) }

  mutating func byte() -> UInt8 {
    guard at < bytes.count else { return 0 }
    at += 1
    return bytes[at - 1]
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number {
    var value: Number = 0
    for _ in 0..<MemoryLayout<Number>.size { value = value << 8 | Number(truncatingIfNeeded: byte()) }
    return value
  }

  mutating func take(_ count: Int) -> [UInt8] { (0..<min(count, bytes.count - at)).map { _ in byte() } }
}
