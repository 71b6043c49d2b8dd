import Bytes

/// How messages are written on a connection; its first byte tells which.
public enum Framing: Sendable {
  /// JSON-RPC 2.0, one message a line. The first byte is not 0x00.
  case json
  /// A 0x00 byte, a 4-byte big-endian length, a protobuf `Request` or `Reply`.
  case binary

  /// The byte that begins every binary frame, and no line of JSON.
  public static let binaryMark: UInt8 = 0
  /// The mark and the length before a binary message.
  public static let binaryHeaderBytes = 5
}

extension Array where Element == UInt8 {
  /// Appends the header of a binary frame of `count` bytes.
  mutating func append(frameOf count: Int) {
    append(Framing.binaryMark)
    appendBigEndian(UInt32(truncatingIfNeeded: count))
  }
}
