/// Reads the fields of dates and times: a place in lent text that is moved past what was read. Any bytes are safe.
public struct DigitReader: Sendable {
  /// Where it stands.
  public private(set) var index: Int
  /// Where the text ends.
  public let end: Int

  /// Reads that range of the text that each call is lent.
  public init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// Whether nothing is left.
  public var isAtEnd: Bool { index == end }

  /// A number of exactly so many digits of ASCII.
  public mutating func number(_ digits: Int, _ text: Span<UInt8>) -> Int? {
    guard end - index >= digits else { return nil }
    var value = 0
    for _ in 0..<digits {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      index += 1
    }
    return value
  }

  /// Takes a character of ASCII; false where another one stands.
  public mutating func skip(_ character: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
    guard index < end, text[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// A date `YYYY-MM-DD` of the calendar, of the years 0001 to 9999.
  public mutating func date(_ text: Span<UInt8>) -> CalendarDate? {
    guard let year = number(4, text), skip("-", text), let month = number(2, text), skip("-", text),
      let day = number(2, text)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// The nanoseconds of a fraction of a second, which begins behind its point; digits past them are dropped. Nil where it
  /// has no digits.
  public mutating func fraction(_ text: Span<UInt8>) -> Int32? {
    var nanos: Int32 = 0
    var weight: Int32 = 100_000_000
    let start = index
    while index < end, text[index] &- 48 < 10 {
      nanos += Int32(text[index] &- 48) * weight
      weight /= 10
      index += 1
    }
    return index > start ? nanos : nil
  }

  /// The minutes by which local time is ahead of UTC: `Z`, or hours and minutes such as `+02:00`.
  public mutating func offset(_ text: Span<UInt8>) -> Int? {
    if skip("Z", text) || skip("z", text) { return 0 }
    let isEast = skip("+", text)
    guard isEast || skip("-", text), let hours = number(2, text), hours < 24, skip(":", text),
      let minutes = number(2, text), minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }
}
