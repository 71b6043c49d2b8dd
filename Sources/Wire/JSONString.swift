import Bytes

/// JSON strings: writing them from UTF-8, and reading their escapes.
package enum JSONString {
  /// Appends the bytes as a JSON string with its quotes; false when they are not UTF-8. Plain runs are copied whole.
  static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to out: inout [UInt8]) -> Bool {
    out.append(UInt8(ascii: "\""))
    var at = range.lowerBound
    let end = range.upperBound
    var isChecked = false
    while at < end {
      let run = isChecked ? JSONString.runEnd(bytes, at, end) : JSONString.plainEnd(bytes, at, end)
      out.append(bytes.extracting(at..<run))
      at = run
      guard at < end else { break }
      let byte = bytes[at]
      if byte >= 0x80 {
        guard bytes.extracting(range).isUTF8 else { return false }
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
  package static func append(_ text: String, to out: inout [UInt8]) {
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
      let run = JSONString.runEnd(bytes, at, end)
      out.append(bytes.extracting(at..<run))
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

  // MARK: Runs

  /// Where the first byte of the range stands that JSON text cannot hold as it is within a string (a control character,
  /// `"` or `\`) or that is not ASCII; the end of the range when there is none.
  @inline(__always)
  static func plainEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    runEnd(bytes, start, end, orNotASCII: 0x8080_8080_8080_8080)
  }

  /// Where the first control character, `"` or `\` of the range stands; its end when there is none.
  @inline(__always)
  static func runEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int { runEnd(bytes, start, end, orNotASCII: 0) }

  /// Eight bytes at a time.
  private static func runEnd(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, orNotASCII mask: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index &+ 8 <= end {
      let word = bytes.littleEndian(at: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // The lowest set bit is exact; bits above it may be false, and are never looked at.
      let special = ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      let found = (special & highs) | (word & mask)
      if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < end {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || (mask != 0 && byte >= 0x80) { return index }
      index &+= 1
    }
    return end
  }
}
