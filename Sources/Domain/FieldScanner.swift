/// Walks the top-level fields of an encoded protobuf message without decoding their values.
struct FieldScanner {
  /// One field: its number, and where its key and value stand in the bytes.
  struct Field {
    var number: UInt64
    var range: Range<Int>
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next field; nil at the end. Groups and bytes that end too early are malformed.
  mutating func next() throws(FactCodec.Failure) -> Field? {
    guard index < bytes.count else { return nil }
    let start = index
    let key = try varint()
    switch key & 7 {
    case 0: _ = try varint()
    case 1: index += 8
    case 2:
      let length = try varint()
      guard length <= UInt64(bytes.count - index) else { throw .malformed }
      index += Int(length)
    case 5: index += 4
    default: throw .malformed
    }
    guard index <= bytes.count else { throw .malformed }
    return Field(number: key >> 3, range: start..<index)
  }

  private mutating func varint() throws(FactCodec.Failure) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard index < bytes.count else { throw .malformed }
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .malformed
  }
}
