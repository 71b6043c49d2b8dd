/// Walks the top-level fields of an encoded protobuf message without decoding their values.
struct FieldScanner {
  /// One field: its number, and where its key and value stand in the bytes.
  struct Field {
    var number: UInt64
    var wireType: UInt64
    /// A varint's value, or how many bytes a delimited value has; 0 for others.
    var value: UInt64
    var range: Range<Int>
  }

  static let varint: UInt64 = 0
  static let delimited: UInt64 = 2

  private let bytes: [UInt8]
  private var index = 0
  /// Whether every varint so far was as short as it can be.
  private(set) var isShortest = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next field; nil at the end. Groups and bytes that end too early are malformed.
  mutating func next() throws(FactCodec.Failure) -> Field? {
    guard index < bytes.count else { return nil }
    let start = index
    let key = try varint()
    var value: UInt64 = 0
    switch key & 7 {
    case Self.varint: value = try varint()
    case 1: index += 8
    case Self.delimited:
      value = try varint()
      guard value <= UInt64(bytes.count - index) else { throw .malformed }
      index += Int(value)
    case 5: index += 4
    default: throw .malformed
    }
    guard index <= bytes.count else { throw .malformed }
    return Field(number: key >> 3, wireType: key & 7, value: value, range: start..<index)
  }

  private mutating func varint() throws(FactCodec.Failure) -> UInt64 {
    guard index < bytes.count else { throw .malformed }
    let first = bytes[index]
    index += 1
    return first < 0x80 ? UInt64(first) : try longVarint(from: UInt64(first & 0x7F))
  }

  private mutating func longVarint(from first: UInt64) throws(FactCodec.Failure) -> UInt64 {
    var value = first
    for shift in stride(from: UInt64(7), to: 70, by: 7) {
      guard index < bytes.count else { throw .malformed }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        if byte == 0 { isShortest = false }
        return value
      }
    }
    throw .malformed
  }
}
