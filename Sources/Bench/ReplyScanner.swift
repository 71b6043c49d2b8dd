import APISchema
import Bytes

/// Finds where a reply ends and whether it is a refusal, without decoding it.
struct ReplyScanner {
  let framing: Framing

  /// The next whole reply of what was read, where it stands in the buffer, or nil.
  @inline(__always)
  func next(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    switch framing {
    case .binary: nextFrame(in: socket)
    case .json: nextLine(in: socket)
    case .redis: nextNumber(in: socket)
    case .postgres: nextRow(in: socket)
    }
  }

  @inline(__always)
  private func nextFrame(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    guard socket.filled - start >= 5 else { return nil }
    let length = Int(socket.input.span.bigEndian(at: start + 1, as: UInt32.self))
    let end = start + 5 + length
    guard end <= socket.filled else { return nil }
    // The id (1: a tag and one byte), then the outcome.
    return (start..<end, length > 2 && socket.input[start + 7] == UInt8(Reply.Field.error << 3 | 2))
  }

  private func nextLine(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    guard let end = socket.input[start..<socket.filled].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let head = socket.input[start..<min(end, start + 48)]
    return (start..<(end + 1), !head.isEmpty && head.contains(sequence: #""error""#.utf8))
  }

  /// A line of Redis's: a number, which is negative for a refusal, or an error.
  private func nextNumber(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    guard let end = socket.input[start..<socket.filled].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    return (start..<(end + 1), socket.input[start] != UInt8(ascii: ":") || socket.input[start + 1] == UInt8(ascii: "-"))
  }

  /// PostgreSQL's messages up to the end of one command; its one value is negative for a refusal.
  private func nextRow(in socket: Socket) -> (bytes: Range<Int>, refused: Bool)? {
    let start = socket.taken
    var end = start
    var isRefused = false
    while let message = nextPostgresMessage(in: socket, from: end) {
      end = message.upperBound
      switch socket.input[message.lowerBound] {
      case UInt8(ascii: "D"):
        isRefused = message.count < 12 || socket.input[message.lowerBound + 11] == UInt8(ascii: "-")
      case UInt8(ascii: "C"): return (start..<end, isRefused)
      case UInt8(ascii: "E"): return (start..<end, true)
      default: break
      }
    }
    return nil
  }

  /// The next whole message of PostgreSQL's: a letter and a length that counts itself.
  func nextPostgresMessage(in socket: Socket, from start: Int) -> Range<Int>? {
    guard socket.filled - start >= 5 else { return nil }
    let length = Int(socket.input.span.bigEndian(at: start + 1, as: UInt32.self))
    return start + 1 + length <= socket.filled ? start..<(start + 1 + length) : nil
  }
}

extension ArraySlice where Element == UInt8 {
  /// Whether these bytes stand in it.
  func contains(sequence: String.UTF8View) -> Bool {
    let wanted = Array(sequence)
    guard count >= wanted.count else { return false }
    return (startIndex...(endIndex - wanted.count)).contains { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
