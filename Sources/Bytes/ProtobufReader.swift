/// Reads protobuf's wire form where it stands: a place in lent bytes that is moved past what was read.
///
/// Any bytes are safe. Each function gives nil or false for what is not a message's, and has then moved anywhere up to the
/// end, but for ``field(_:)``.
@frozen
public struct ProtobufReader: Sendable {
  /// Where it stands.
  public var index: Int
  /// Where the message ends.
  public let end: Int

  /// Reads the message in that range of the bytes that each call is lent; traps in a call whose bytes end before it does.
  @inlinable @inline(__always)
  public init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing of the message is left.
  @inlinable public var isAtEnd: Bool { index >= end }

  /// Reads a varint of at most ten bytes that fits 64 bits.
  @inlinable @inline(__always)
  public mutating func varint(_ bytes: Span<UInt8>) -> UInt64? {
    guard index < end else { return nil }
    let first = bytes[index]
    if first < 0x80 {
      index &+= 1
      return UInt64(first)
    }
    guard let (value, next) = Self.longVarint(bytes, index, end) else { return nil }
    index = next
    return value
  }

  @usableFromInline
  static func longVarint(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (value: UInt64, next: Int)? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    var index = start
    while index < end, shift < 70 {
      let byte = bytes[index]
      index &+= 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return (value, index) }
      shift &+= 7
    }
    return nil
  }

  /// Reads a field's tag; nil for a number that protobuf does not have.
  @inlinable @inline(__always)
  public mutating func tag(_ bytes: Span<UInt8>) -> ProtobufTag? {
    guard let tag = varint(bytes), tag >= 8, tag <= UInt64(UInt32.max) else { return nil }
    return ProtobufTag(number: tag >> 3, wireType: WireType(rawValue: UInt8(truncatingIfNeeded: tag & 7)))
  }

  /// Reads a length and gives the range of what it counts, past which it moves.
  @inlinable @inline(__always)
  public mutating func delimited(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard let count = varint(bytes), count <= UInt64(end &- index) else { return nil }
    let start = index
    index &+= Int(truncatingIfNeeded: count)
    return start..<index
  }

  /// Reads eight bytes, least significant first.
  @inlinable
  public mutating func fixed64(_ bytes: Span<UInt8>) -> UInt64? {
    guard end &- index >= 8 else { return nil }
    defer { index &+= 8 }
    return bytes.littleEndian(at: index)
  }

  /// Moves past a value; false for groups and other wire types, and for values that do not end.
  @inlinable
  public mutating func skip(_ wireType: WireType, _ bytes: Span<UInt8>) -> Bool {
    switch wireType {
    case .varint: return varint(bytes) != nil
    case .delimited: return delimited(bytes) != nil
    case .fixed64, .fixed32:
      let count = wireType == .fixed64 ? 8 : 4
      guard end &- index >= count else { return false }
      index &+= count
      return true
    default: return false
    }
  }

  /// Reads a whole field; nil at the end, and without having moved where what stands there is none.
  @inlinable @inline(__always)
  public mutating func field(_ bytes: Span<UInt8>) -> ProtobufField? {
    var reader = self
    guard let tag = reader.tag(bytes) else { return nil }
    var value: UInt64 = 0
    var content = reader.index..<reader.index
    switch tag.wireType {
    case .varint:
      guard let number = reader.varint(bytes) else { return nil }
      value = number
    case .delimited:
      guard let range = reader.delimited(bytes) else { return nil }
      content = range
    default: guard reader.skip(tag.wireType, bytes) else { return nil }
    }
    defer { self = reader }
    return ProtobufField(
      number: tag.number, wireType: tag.wireType, value: value, content: content, range: index..<reader.index)
  }
}
