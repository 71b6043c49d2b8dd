/// Where protobuf's wire form is written to, byte by byte.
///
/// Fields with their default are left out, as proto3 has it.
public protocol ProtobufSink {
  /// Appends a byte.
  mutating func append(_ byte: UInt8)
}

extension ProtobufSink {
  /// Appends a varint, as short as it can be.
  @inlinable @inline(__always)
  public mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends what a field begins with.
  @inlinable @inline(__always)
  public mutating func appendTag(_ number: UInt64, _ wireType: WireType) {
    appendVarint(number << 3 | UInt64(wireType.rawValue))
  }

  /// The tag of a delimited field and its length.
  @inlinable @inline(__always)
  public mutating func appendHead(_ number: UInt64, count: Int) {
    appendTag(number, .delimited)
    appendVarint(UInt64(count))
  }

  /// A number that is a varint.
  @inlinable @inline(__always)
  public mutating func appendField(_ number: UInt64, _ value: UInt64) {
    guard value != 0 else { return }
    appendPresentField(number, value)
  }

  /// The same, there also when it is 0.
  @inlinable @inline(__always)
  public mutating func appendPresentField(_ number: UInt64, _ value: UInt64) {
    appendTag(number, .varint)
    appendVarint(value)
  }

  /// A truth value.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ value: Bool) { appendField(number, value ? 1 as UInt64 : 0) }

  /// A double, there also when it is 0.
  public mutating func appendPresentField(_ number: UInt64, _ value: Double) {
    appendTag(number, .fixed64)
    for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
  }

  /// A time as `google.protobuf.Timestamp`.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ time: UnixTime) {
    appendHead(number, count: time.messageCount)
    appendMessage(time)
  }

  /// The fields of a time as `google.protobuf.Timestamp`.
  @inlinable
  public mutating func appendMessage(_ time: UnixTime) {
    appendField(UnixTime.secondsField, UInt64(bitPattern: time.seconds))
    appendField(UnixTime.nanosField, UInt64(bitPattern: Int64(time.nanos)))
  }
}

/// Messages that are put together from parts.
extension Array: ProtobufSink where Element == UInt8 {
  /// A text.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ text: String) {
    if !text.isEmpty { appendPresentField(number, text) }
  }

  /// A text of a repeated field or of one that can be absent: there also when it is empty.
  @inlinable
  public mutating func appendPresentField(_ number: UInt64, _ text: String) { appendField(number, text.utf8.span) }

  /// A message, text or bytes, there also when it is empty.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ bytes: [UInt8]) { appendField(number, bytes.span) }

  /// A message, text or bytes that are lent, there also when they are empty.
  @inlinable
  public mutating func appendField(_ number: UInt64, _ bytes: Span<UInt8>) {
    appendHead(number, count: bytes.count)
    append(bytes)
  }

  /// Begins a delimited field whose length is not known yet; ``end(delimited:)`` writes that.
  @inlinable
  public mutating func begin(delimited number: UInt64) -> Int {
    appendTag(number, .delimited)
    append(0)
    return count
  }

  /// Ends a delimited field that began there: writes its length, and moves its bytes when that takes more than one byte.
  @inlinable
  public mutating func end(delimited start: Int) {
    let length = count - start
    if length < 0x80 {
      self[start - 1] = UInt8(truncatingIfNeeded: length)
    } else {
      moveApart(start, length)
    }
  }

  @usableFromInline
  mutating func moveApart(_ start: Int, _ length: Int) {
    var digits = StackBytes<10>()
    digits.appendVarint(UInt64(length))
    replaceSubrange(start - 1..<start, with: digits.array)
  }
}
