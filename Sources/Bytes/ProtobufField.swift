/// How the value of a field is encoded, in the three lowest bits of its tag; groups and the two numbers that mean nothing
/// can be such too.
@frozen
public struct WireType: Hashable, Sendable {
  /// The number.
  public var rawValue: UInt8

  /// The one with that number.
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A number of one to ten bytes.
  @inlinable public static var varint: WireType { WireType(rawValue: 0) }
  /// Eight bytes, the least significant first.
  @inlinable public static var fixed64: WireType { WireType(rawValue: 1) }
  /// A length, and so many bytes: a text, bytes, or a message.
  @inlinable public static var delimited: WireType { WireType(rawValue: 2) }
  /// Four bytes, the least significant first.
  @inlinable public static var fixed32: WireType { WireType(rawValue: 5) }
}

/// What a field begins with.
@frozen
public struct ProtobufTag: Hashable, Sendable {
  /// The field's number, 1 to 2^29 - 1.
  public var number: UInt64
  /// How its value is encoded.
  public var wireType: WireType

  /// The tag of a field.
  @inlinable
  public init(number: UInt64, wireType: WireType) {
    self.number = number
    self.wireType = wireType
  }
}

/// A field of an encoded message, by where it stands.
@frozen
public struct ProtobufField: Hashable, Sendable {
  /// Its number.
  public var number: UInt64
  /// How its value is encoded.
  public var wireType: WireType
  /// A varint's value; else 0.
  public var value: UInt64
  /// Where the content of a delimited field stands; else empty.
  public var content: Range<Int>
  /// Where the whole field stands, its tag included.
  public var range: Range<Int>

  /// Puts a field together.
  @inlinable
  public init(number: UInt64, wireType: WireType, value: UInt64 = 0, content: Range<Int>, range: Range<Int>) {
    self.number = number
    self.wireType = wireType
    self.value = value
    self.content = content
    self.range = range
  }

  /// Whether its tag and its value or length take as few bytes as they can.
  @inlinable
  public var isShortest: Bool {
    let tag = varintCount(number << 3)
    return switch wireType {
    case .varint: range.count == tag + varintCount(value)
    case .delimited: range.count == tag + varintCount(UInt64(content.count)) + content.count
    case .fixed64: range.count == tag + 8
    default: range.count == tag + 4
    }
  }
}

/// How many bytes a varint takes.
@inlinable
public func varintCount(_ value: UInt64) -> Int { (70 - (value | 1).leadingZeroBitCount) / 7 }
