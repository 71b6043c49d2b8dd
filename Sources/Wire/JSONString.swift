/// JSON strings: writing them from UTF-8, and reading their escapes.
enum JSONString {
  /// Appends the bytes as a JSON string with its quotes; false when they are not UTF-8. Plain runs are copied whole.
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to out: inout [UInt8]) -> Bool {
    out.append(UInt8(ascii: "\""))
    var at = range.lowerBound
    let end = range.upperBound
    var isChecked = false
    while at < end {
      let run = isChecked ? Bytes.stringRunEnd(bytes, at, end) : Bytes.plainEnd(bytes, at, end)
      out.append(bytes, at..<run)
      at = run
      guard at < end else { break }
      let byte = bytes[at]
      if byte >= 0x80 {
        guard Bytes.isUTF8(bytes, range) else { return false }
        isChecked = true
        continue
      }
      appendEscaped(byte, to: &out)
      at += 1
    }
    out.append(UInt8(ascii: "\""))
    return true
  }

  /// Appends text as a JSON string with its quotes.
  static func append(_ text: String, to out: inout [UInt8]) {
    let bytes = Array(text.utf8)
    _ = append(bytes.span, 0..<bytes.count, to: &out)
  }

  private static func appendEscaped(_ byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): out.append(literal: "\\\"")
    case UInt8(ascii: "\\"): out.append(literal: "\\\\")
    case 0x08: out.append(literal: "\\b")
    case 0x09: out.append(literal: "\\t")
    case 0x0A: out.append(literal: "\\n")
    case 0x0C: out.append(literal: "\\f")
    case 0x0D: out.append(literal: "\\r")
    default:
      out.append(literal: "\\u00")
      out.append(hexDigit(byte >> 4))
      out.append(hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 87 }

  /// Appends the content of a checked JSON string, `range` being what stands between its quotes, with its escapes
  /// resolved.
  static func appendContent(_ bytes: Span<UInt8>, _ range: Range<Int>, to out: inout [UInt8]) {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let run = Bytes.stringRunEnd(bytes, at, end)
      out.append(bytes, at..<run)
      at = run
      guard at + 1 < end else { break }
      if bytes[at] == UInt8(ascii: "\\") {
        appendUnescaped(bytes, &at, end, to: &out)
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
  }

  /// Appends what one escape stands for and moves `at` past it.
  private static func appendUnescaped(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int, to out: inout [UInt8]) {
    let kind = bytes[at + 1]
    at += 2
    switch kind {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "u"):
      guard let unit = hex4(bytes, at, end) else { return }
      at += 4
      var value = UInt32(unit)
      if unit & 0xFC00 == 0xD800, let low = hex4(bytes, at + 2, end) {
        at += 6
        value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
      }
      if let scalar = Unicode.Scalar(value) { out.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    default: out.append(kind)
    }
  }

  /// The UTF-16 unit of four hexadecimal digits, or nil.
  static func hex4(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> UInt16? {
    guard at >= 0, end - at >= 4 else { return nil }
    var value: UInt16 = 0
    for index in at..<at + 4 {
      let byte = bytes[index]
      let digit: UInt8
      switch byte {
      case 48...57: digit = byte - 48
      case 65...70: digit = byte - 55
      case 97...102: digit = byte - 87
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
