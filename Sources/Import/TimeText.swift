/// Dates and times as people and files write them. The calendar is the Gregorian one; there are no time zones by name,
/// only offsets.
package enum TimeText {
  /// A point in the calendar with an offset from UTC.
  struct Moment: Equatable {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Minutes east of UTC.
    var offset = 0

    var isValid: Bool {
      (1...9999).contains(year) && (1...12).contains(month) && (1...TimeText.days(in: month, of: year)).contains(day)
        && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
        && (0...999).contains(millisecond) && abs(offset) <= 18 * 60
    }

    /// `2026-03-01`
    var date: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// RFC 3339.
    var timestamp: String {
      let fraction = millisecond == 0 ? "" : ".\(padded(millisecond, 3))"
      let zone =
        offset == 0 ? "Z" : "\(offset < 0 ? "-" : "+")\(padded(abs(offset) / 60, 2)):\(padded(abs(offset) % 60, 2))"
      return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction)\(zone)"
    }
  }

  /// When something happened, as RFC 3339; nil when the text says no time. Takes RFC 3339, the same with a space instead
  /// of `T`, without seconds or offset (`offset` then, UTC by default), or a date alone. A fraction beyond milliseconds
  /// is cut.
  ///
  /// A date alone is noon of that day in UTC, whatever the offset: so it counts on that day in every figure.
  package static func timestamp(_ text: String, offset: Int = 0) -> String? {
    guard var moment = moment(text, offset: offset) else { return nil }
    if isDate(text) { (moment.hour, moment.offset) = (12, 0) }
    return moment.timestamp
  }

  /// Whether the text, which says a time or a date, says a date alone.
  private static func isDate(_ text: String) -> Bool { text.utf8.count == 10 }

  /// `2026-03-01 09:30`, of a time in seconds since 1970, UTC; empty for a time outside the years 1 to 9999.
  package static func minute(seconds: Int64) -> String {
    guard abs(seconds) < 1 << 38, let moment = moment(milliseconds: seconds * 1000) else { return "" }
    return String(moment.timestamp.prefix(16)).replacing("T", with: " ")
  }

  static func moment(_ text: String, offset: Int) -> Moment? {
    var reader = DigitReader(text)
    var moment = Moment(offset: offset)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2)
    else { return nil }
    (moment.year, moment.month, moment.day) = (year, month, day)
    guard !reader.isAtEnd else { return moment.isValid ? moment : nil }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
      let minute = reader.number(2)
    else { return nil }
    (moment.hour, moment.minute) = (hour, minute)
    if reader.skip(":") {
      guard let second = reader.number(2) else { return nil }
      moment.second = second
      if reader.skip(".") || reader.skip(",") {
        guard let millisecond = reader.fraction() else { return nil }
        moment.millisecond = millisecond
      }
    }
    _ = reader.skip(" ")
    if !reader.isAtEnd {
      guard let zone = Self.offset(reader.rest) else { return nil }
      moment.offset = zone
    }
    return moment.isValid ? moment : nil
  }

  /// Minutes east of UTC of `Z`, `UTC`, `+02:00` or `-0530`; nil for another text.
  package static func offset(_ text: String) -> Int? {
    if ["z", "utc"].contains(text.lowercased()) { return 0 }
    var reader = DigitReader(text)
    let isWest = reader.skip("-")
    guard isWest || reader.skip("+"), let hours = reader.number(2) else { return nil }
    _ = reader.skip(":")
    guard let minutes = reader.number(2), reader.isAtEnd, hours <= 18, minutes < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }

  /// The moment so many milliseconds after 1970.
  static func moment(milliseconds: Int64) -> Moment? {
    guard abs(milliseconds) < 400_000_000_000_000 else { return nil }
    func floor(_ a: Int64, _ b: Int64) -> (quotient: Int64, rest: Int64) {
      let rest = ((a % b) + b) % b
      return ((a - rest) / b, rest)
    }
    let (days, inDay) = floor(milliseconds, 86_400_000)
    // Days to a date, by 400-year eras that begin in March (H. Hinnant's civil-from-days).
    let (era, inEra) = floor(days + 719_468, 146_097)
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let moment = Moment(
      year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month),
      day: Int(dayOfYear - (153 * shifted + 2) / 5 + 1), hour: Int(inDay / 3_600_000),
      minute: Int(inDay / 60_000 % 60), second: Int(inDay / 1000 % 60), millisecond: Int(inDay % 1000))
    return moment.isValid ? moment : nil
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// The number with zeros before it.
private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Reads digits and marks from the front of a text.
private struct DigitReader {
  private var bytes: ArraySlice<UInt8>

  init(_ text: String) { self.bytes = Array(text.utf8)[...] }

  var isAtEnd: Bool { bytes.isEmpty }
  var rest: String { String(decoding: bytes, as: UTF8.self) }

  /// Exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    guard bytes.count >= digits else { return nil }
    var value = 0
    for byte in bytes.prefix(digits) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    bytes = bytes.dropFirst(digits)
    return value
  }

  /// One to nine digits after the point, as milliseconds.
  mutating func fraction() -> Int? {
    let digits = bytes.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    bytes = bytes.dropFirst(digits.count)
    return (Array(digits) + [0x30, 0x30]).prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: mark) else { return false }
    bytes = bytes.dropFirst()
    return true
  }
}
