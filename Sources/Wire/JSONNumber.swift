import Bytes

/// JSON numbers: writing doubles, and reading checked numbers exactly.
enum JSONNumber {
  /// Appends the shortest text that reads back as the same double; a whole number without a fraction.
  ///
  /// JSON has no words for what is not a number: those are written as protobuf's mapping has them, as strings.
  static func append(_ value: Double, to out: inout [UInt8]) {
    if !value.isFinite {
      out.append(literal: value.isNaN ? "\"NaN\"" : value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
    } else if value == value.rounded(.towardZero), value.magnitude < 9_007_199_254_740_992,
      value != 0 || value.sign == .plus
    {
      out.append(decimal: Int64(value))
    } else {
      out.append(contentsOf: value.description.utf8)
    }
  }

  /// A whole number: its magnitude and whether it has a minus.
  struct Whole {
    var magnitude: UInt64
    var isNegative: Bool
  }

  enum WholeResult {
    case whole(Whole)
    case notWhole
    case tooLarge
  }

  /// Reads a checked JSON number as a whole number: `1e3` and `2.0` are whole too.
  static func whole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> WholeResult {
    var at = range.lowerBound
    let end = range.upperBound
    let isNegative = at < end && bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    var magnitude: UInt64 = 0
    while at < end {
      let digit = bytes[at] &- 48
      guard digit < 10 else { return wholeOfDecimal(bytes, range, isNegative) }
      let (product, productOverflows) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflows) = product.addingReportingOverflow(UInt64(digit))
      if productOverflows || sumOverflows {
        return hasPointOrExponent(bytes, at..<end) ? wholeOfDecimal(bytes, range, isNegative) : .tooLarge
      }
      magnitude = sum
      at += 1
    }
    return .whole(Whole(magnitude: magnitude, isNegative: isNegative))
  }

  private static func hasPointOrExponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] &- 48 >= 10 { return true }
    return false
  }

  /// The slow way, for a number with a point or an exponent: digits and a power of ten.
  private static func wholeOfDecimal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ isNegative: Bool) -> WholeResult {
    var digits: [UInt8] = []
    var power = 0
    var isFraction = false
    var at = range.lowerBound + (isNegative ? 1 : 0)
    while at < range.upperBound {
      let byte = bytes[at]
      if byte &- 48 < 10 {
        if !digits.isEmpty || byte != 48 { digits.append(byte &- 48) }
        if isFraction { power -= 1 }
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        power += exponent(bytes, at + 1..<range.upperBound)
        break
      }
      at += 1
    }
    while digits.last == 0 {
      digits.removeLast()
      power += 1
    }
    if digits.isEmpty { return .whole(Whole(magnitude: 0, isNegative: isNegative)) }
    if power < 0 { return .notWhole }
    if digits.count + power > 20 { return .tooLarge }
    var magnitude: UInt64 = 0
    for digit in digits + [UInt8](repeating: 0, count: power) {
      let (product, productOverflows) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflows) = product.addingReportingOverflow(UInt64(digit))
      if productOverflows || sumOverflows { return .tooLarge }
      magnitude = sum
    }
    return .whole(Whole(magnitude: magnitude, isNegative: isNegative))
  }

  /// The exponent after `e`, held within what no number of the protocol can need.
  private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let limit = 100_000_000
    var value = 0
    var isNegative = false
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "-") { isNegative = true }
      if byte &- 48 < 10, value < limit { value = value * 10 + Int(byte &- 48) }
    }
    return isNegative ? -value : value
  }

  /// Reads a checked JSON number as a double; nil when it is out of range.
  static func double(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    guard let value = Double(bytes.extracting(range).text), value.isFinite else { return nil }
    return value
  }
}
