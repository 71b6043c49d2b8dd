public import Schema

extension Instant {
  /// Reads an RFC 3339 time with any offset, such as `2026-11-21T21:29:00.125+01:00`; nil when it is not one. Digits
  /// beyond the microsecond are dropped; a leap second (`:60`) is not accepted.
  public init?(rfc3339 text: String) {
    var reader = DigitReader(text)
    guard let date = reader.date(), reader.skip("T", "t") || reader.skip(" ", " "),
      let hour = reader.number(digits: 2), hour < 24, reader.skip(":", ":"),
      let minute = reader.number(digits: 2), minute < 60, reader.skip(":", ":"),
      let second = reader.number(digits: 2), second < 60,
      let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let seconds = Int64(date.day) * 86_400 + Int64((hour * 60 + minute) * 60 + second) - Int64(offset * 60)
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  /// RFC 3339 in UTC with exactly three fraction digits, such as `2026-11-21T20:29:00.125Z`; what is finer is dropped.
  /// For instants of the years 0001 to 9999.
  public var rfc3339: String {
    var text: [UInt8] = []
    text.reserveCapacity(24)
    let date = CalendarDate(self)
    date.appendDate(to: &text)
    let milliseconds = Int((microseconds - date.start.microseconds) / 1_000)
    for (mark, value, count) in [
      (UInt8(ascii: "T"), milliseconds / 3_600_000, 2), (UInt8(ascii: ":"), milliseconds / 60_000 % 60, 2),
      (UInt8(ascii: ":"), milliseconds / 1_000 % 60, 2), (UInt8(ascii: "."), milliseconds % 1_000, 3),
    ] {
      text.append(mark)
      text.appendDigits(value, count: count)
    }
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends a number of zero or more with leading zeros.
  mutating func appendDigits(_ value: Int, count: Int) {
    var divisor = 1
    for _ in 1..<count { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
      divisor /= 10
    }
  }
}

/// Reads the fixed fields of dates and times.
struct DigitReader {
  private var bytes: Substring.UTF8View

  init(_ text: String) { bytes = text[...].utf8 }

  var isAtEnd: Bool { bytes.isEmpty }

  /// A number of exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let byte = bytes.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      bytes.removeFirst()
    }
    return value
  }

  /// Takes one of two characters.
  mutating func skip(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
    guard let byte = bytes.first, byte == UInt8(ascii: a) || byte == UInt8(ascii: b) else { return false }
    bytes.removeFirst()
    return true
  }

  mutating func date() -> CalendarDate? {
    guard let year = number(digits: 4), skip("-", "-"), let month = number(digits: 2), skip("-", "-"),
      let day = number(digits: 2)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// The microseconds of a fraction of 1 to 9 digits, 0 when there is none; nil when a point has no digits behind it.
  mutating func fraction() -> Int64? {
    guard skip(".", ".") else { return 0 }
    var value: Int64 = 0
    var count = 0
    while count < 9, let digit = number(digits: 1) {
      if count < 6 { value = value * 10 + Int64(digit) }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// The minutes by which local time is ahead of UTC.
  mutating func offset() -> Int? {
    if skip("Z", "z") { return 0 }
    let sign = skip("+", "+") ? 1 : -1
    guard sign == 1 || skip("-", "-"), let hours = number(digits: 2), hours < 24, skip(":", ":"),
      let minutes = number(digits: 2), minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
