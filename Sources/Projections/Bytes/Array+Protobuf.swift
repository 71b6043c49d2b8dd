import Domain
import Schema

/// Where protobuf's wire format is written to, byte by byte.
///
/// Fields with their default are left out, as proto3 has it.
protocol ProtobufSink {
  mutating func append(_ byte: UInt8)
}

extension ProtobufSink {
  @inline(__always)
  mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// A field of wire type 0.
  @inline(__always)
  mutating func appendField(_ number: UInt64, _ value: UInt64) {
    guard value != 0 else { return }
    appendVarint(number << 3)
    appendVarint(value)
  }

  /// A field of wire type 0 that is there also when it is 0.
  mutating func appendPresentField(_ number: UInt64, _ value: UInt64) {
    appendVarint(number << 3)
    appendVarint(value)
  }

  /// A time as `google.protobuf.Timestamp`.
  mutating func appendField(_ number: UInt64, _ instant: Instant) {
    let seconds = instant.microseconds / 1_000_000 - (instant.microseconds % 1_000_000 < 0 ? 1 : 0)
    let nanos = UInt64((instant.microseconds - seconds * 1_000_000) * 1_000)
    let secondsBits = UInt64(bitPattern: seconds)
    let count =
      (secondsBits == 0 ? 0 : 1 + varintCount(secondsBits)) + (nanos == 0 ? 0 : 1 + varintCount(nanos))
    appendHead(number, count: count)
    appendField(TimestampField.seconds, secondsBits)
    appendField(TimestampField.nanos, nanos)
  }

  /// The key of a length-delimited field and its length.
  @inline(__always)
  mutating func appendHead(_ number: UInt64, count: Int) {
    appendVarint(number << 3 | 2)
    appendVarint(UInt64(count))
  }
}

/// How many bytes a varint takes.
func varintCount(_ value: UInt64) -> Int { value == 0 ? 1 : (70 - value.leadingZeroBitCount) / 7 }

/// Rows and replies that are put together from parts.
extension Array: ProtobufSink where Element == UInt8 {
  mutating func appendField(_ number: UInt64, _ text: String) {
    if !text.isEmpty { appendPresentField(number, text) }
  }

  /// A text of a repeated field.
  mutating func appendPresentField(_ number: UInt64, _ text: String) {
    let bytes = text.utf8.span
    appendHead(number, count: bytes.count)
    append(bytes)
  }

  /// A message, string or bytes field; there also when it is empty.
  mutating func appendField(_ number: UInt64, _ bytes: [UInt8]) {
    appendHead(number, count: bytes.count)
    append(contentsOf: bytes)
  }

  /// A message, string or bytes field from lent bytes.
  mutating func appendField(_ number: UInt64, _ bytes: Span<UInt8>) {
    appendHead(number, count: bytes.count)
    append(bytes)
  }

  mutating func appendField(_ number: UInt64, _ money: Money) {
    appendHead(number, count: Self.textFieldCount(money.currency) + Self.textFieldCount(money.amount))
    appendField(Money.Field.currency, money.currency)
    appendField(Money.Field.amount, money.amount)
  }

  mutating func appendField(_ number: UInt64, double: Double) {
    appendVarint(number << 3 | 1)
    let bits = double.bitPattern
    for shift in stride(from: UInt64(0), through: 56, by: 8) { append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }

  private static func textFieldCount(_ text: String) -> Int {
    text.isEmpty ? 0 : 1 + varintCount(UInt64(text.utf8.count)) + text.utf8.count
  }
}

/// A few bytes that are put together on the stack: many small parts of a row are appended to it in one piece.
struct ShortBytes: ProtobufSink {
  /// It holds 96 at most.
  private var bytes = InlineArray<96, UInt8>(repeating: 0)
  private(set) var count = 0

  /// Traps when there is no room left.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  /// Appends 8 bytes, most significant first; traps when there is no room for them.
  @inline(__always)
  mutating func appendBigEndian(_ value: UInt64) {
    for index in 0..<8 { bytes[count + index] = UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * index)) }
    count += 8
  }

  /// What was put together.
  var array: [UInt8] { [UInt8](copying: bytes.span.extracting(first: count)) }

  /// Appends what was put together to a row.
  @inline(__always)
  func append(to row: inout [UInt8]) { row.append(bytes.span.extracting(first: count)) }
}
