import Bytes
import Descriptors

extension MessageReader {
  /// Reads a whole number of the field's range: a number, or for 64 bits also a string of digits.
  func readWhole(_ text: Span<UInt8>, _ at: inout Int, _ kind: FieldDescriptor.Kind) throws(WireError) -> UInt64 {
    let range: Range<Int>
    switch JSONScanner.kind(text, at) {
    case .number:
      let start = at
      _ = JSONScanner.skipNumber(text, &at, end)
      range = start..<at
    case .string where kind == .int64 || kind == .uint64:
      range = readKeyless(text, &at)
      guard isDigits(text, range, mayBeNegative: kind == .int64) else { throw outOfRange(kind) }
    default: throw wrongKind(text, at, "a whole number")
    }
    guard case .whole(let whole) = JSONNumber.whole(text, range) else { throw outOfRange(kind) }
    let limit: UInt64 =
      switch kind {
      case .int32: whole.isNegative ? 1 << 31 : 1 << 31 - 1
      case .int64: whole.isNegative ? 1 << 63 : 1 << 63 - 1
      case .uint32: whole.isNegative ? 0 : UInt64(UInt32.max)
      default: whole.isNegative ? 0 : UInt64.max
      }
    guard whole.magnitude <= limit else { throw outOfRange(kind) }
    return whole.isNegative ? 0 &- whole.magnitude : whole.magnitude
  }

  /// Whether a number is written in digits alone, as short as it can be.
  private func isDigits(_ text: Span<UInt8>, _ range: Range<Int>, mayBeNegative: Bool) -> Bool {
    let isNegative = mayBeNegative && !range.isEmpty && text[range.lowerBound] == UInt8(ascii: "-")
    let digits = (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound
    guard !digits.isEmpty, text[digits.lowerBound] != UInt8(ascii: "0") || digits.count == 1 && !isNegative else {
      return false
    }
    for index in digits where text[index] &- 48 >= 10 { return false }
    return true
  }

  /// Reads an enum value by its name, or by its number; the value that means nothing is refused.
  func readWord(_ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor) throws(WireError) -> UInt64 {
    var number: Int32?
    switch JSONScanner.kind(text, at) {
    case .string:
      let range = readKeyless(text, &at)
      number = pool.enumNumber(text, range, in: field.target)
      if number == nil, text.firstIndex(of: UInt8(ascii: "\\"), in: range) != nil {
        let name = content(of: range, text)
        number = pool.enumNumber(name.span, 0..<name.count, in: field.target)
      }
    case .number:
      let value = Int32(truncatingIfNeeded: try readWhole(text, &at, .int32))
      number = pool.enumValue(value, in: field.target) == nil ? nil : value
    default: throw wrongKind(text, at, "a word")
    }
    guard let number, number != 0 else { throw unknownWord(field) }
    return UInt64(bitPattern: Int64(number))
  }

  func unknownWord(_ field: FieldDescriptor) -> WireError {
    let words = SchemaWords.of(enumeration: field.target).joined(separator: ", ")
    return WireError(.invalid, "must be one of \(words)")
  }

  func outOfRange(_ kind: FieldDescriptor.Kind) -> WireError {
    let range =
      switch kind {
      case .int32: "-2147483648 to 2147483647"
      case .int64: "-9223372036854775808 to 9223372036854775807"
      case .uint32: "0 to 4294967295"
      default: "0 to 18446744073709551615"
      }
    return WireError(.invalid, "must be a whole number from \(range)")
  }
}
