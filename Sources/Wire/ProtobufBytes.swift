/// Protobuf's wire format over borrowed bytes: every function checks its range and gives nil for what is not a message.
enum Protobuf {
  static let varint: UInt8 = 0
  static let fixed64: UInt8 = 1
  static let delimited: UInt8 = 2
  static let fixed32: UInt8 = 5

  /// Reads a varint of at most ten bytes and moves `at` past it.
  @inline(__always)
  static func readVarint(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> UInt64? {
    guard at < end else { return nil }
    let first = bytes[at]
    if first < 0x80 {
      at &+= 1
      return UInt64(first)
    }
    return readLongVarint(bytes, &at, end)
  }

  private static func readLongVarint(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < end, shift < 70 {
      let byte = bytes[at]
      at &+= 1
      if shift == 63, byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift &+= 7
    }
    return nil
  }

  /// Reads a field's number and wire type; nil for number 0 or a number that protobuf does not have.
  @inline(__always)
  static func readTag(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> (
    number: UInt32, wireType: UInt8
  )? {
    guard let tag = readVarint(bytes, &at, end), tag >= 8, tag <= UInt64(UInt32.max) else {
      return nil
    }
    return (UInt32(truncatingIfNeeded: tag >> 3), UInt8(truncatingIfNeeded: tag & 7))
  }

  /// Reads a length and gives the range of what it counts; `at` is moved past it.
  @inline(__always)
  static func readDelimited(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Range<Int>? {
    guard let count = readVarint(bytes, &at, end), count <= UInt64(end &- at) else { return nil }
    let start = at
    at &+= Int(truncatingIfNeeded: count)
    return start..<at
  }

  /// Reads eight bytes, least significant first.
  static func readFixed64(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> UInt64? {
    guard end &- at >= 8 else { return nil }
    var value: UInt64 = 0
    for offset in 0..<8 { value |= UInt64(bytes[at &+ offset]) &<< UInt64(8 &* offset) }
    at &+= 8
    return value
  }

  /// Moves `at` past a value; false for groups, unknown wire types and values that do not end.
  static func skip(_ wireType: UInt8, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    switch wireType {
    case varint: return readVarint(bytes, &at, end) != nil
    case delimited: return readDelimited(bytes, &at, end) != nil
    case fixed64, fixed32:
      let count = wireType == fixed64 ? 8 : 4
      guard end &- at >= count else { return false }
      at &+= count
      return true
    default: return false
    }
  }
}

extension Array where Element == UInt8 {
  /// Appends a varint.
  @inline(__always)
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends the header of a binary frame of `count` bytes.
  mutating func append(frameOf count: Int) {
    append(Framing.binaryMark)
    for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: count >> shift)) }
  }

  /// Begins a length-delimited field whose length is not known yet; `end(delimited:)` writes it.
  mutating func begin(delimited number: UInt32) -> Int {
    append(varint: UInt64(number) << 3 | 2)
    append(0)
    return count
  }

  /// Ends a length-delimited field: writes its length, and moves its bytes when that takes more than one byte.
  mutating func end(delimited start: Int) {
    let length = count - start
    if length < 0x80 {
      self[start - 1] = UInt8(truncatingIfNeeded: length)
      return
    }
    var digits: [UInt8] = []
    digits.append(varint: UInt64(length))
    replaceSubrange(start - 1..<start, with: digits)
  }
}
