/// Walks the fields of an encoded message that we wrote ourselves; ends at the first byte that does not fit.
struct FieldReader {
  struct Field {
    var number: UInt64
    /// The value of a field of wire type 0; else 0.
    var value: UInt64
    /// The content of a length-delimited field; else empty.
    var content: Range<Int>
    /// The whole field, its key included.
    var range: Range<Int>
  }

  let bytes: [UInt8]
  private var index: Int
  private let end: Int

  init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    index = start
    end = bytes.count
  }

  /// Reads the fields of a message within another.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    precondition(range.upperBound <= bytes.count, "a message ends within the one that holds it")
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> Field? {
    let start = index
    guard let key = varint() else { return nil }
    var value: UInt64 = 0
    var content = index..<index
    switch key & 7 {
    case 0:
      guard let number = varint() else { return nil }
      value = number
    case 1: index += 8
    case 2:
      guard let length = varint(), length <= UInt64(end - index) else { return nil }
      content = index..<index + Int(length)
      index = content.upperBound
    case 5: index += 4
    default: return nil
    }
    guard index <= end else { return nil }
    return Field(number: key >> 3, value: value, content: content, range: start..<index)
  }

  /// The text in a field.
  func text(_ field: Field) -> String { String(decoding: bytes[field.content], as: UTF8.self) }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < end, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
