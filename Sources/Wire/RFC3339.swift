import Schema

/// Times as text: RFC 3339 in UTC with milliseconds out, any offset in.
enum RFC3339 {
  /// Since 1970 in UTC.
  typealias Time = (seconds: Int64, nanos: Int64)

  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z, what protobuf's Timestamp and RFC 3339 both can say.
  static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Appends `"YYYY-MM-DDTHH:MM:SS.mmmZ"` with its quotes; false when the time is out of range.
  static func append(seconds: Int64, nanos: Int64, to out: inout [UInt8]) -> Bool {
    guard Self.seconds.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return false }
    let days = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
    let ofDay = Int(seconds - days * 86_400)
    let date = civil(days: Int(days))
    var text: [26 of UInt8] = .init(repeating: UInt8(ascii: "\""))
    set(date.year / 100, in: &text, at: 1)
    set(date.year % 100, in: &text, at: 3)
    text[5] = UInt8(ascii: "-")
    set(date.month, in: &text, at: 6)
    text[8] = UInt8(ascii: "-")
    set(date.day, in: &text, at: 9)
    text[11] = UInt8(ascii: "T")
    set(ofDay / 3600, in: &text, at: 12)
    text[14] = UInt8(ascii: ":")
    set(ofDay / 60 % 60, in: &text, at: 15)
    text[17] = UInt8(ascii: ":")
    set(ofDay % 60, in: &text, at: 18)
    text[20] = UInt8(ascii: ".")
    let milliseconds = Int(nanos / 1_000_000)
    set(milliseconds / 10, in: &text, at: 21)
    text[23] = UInt8(milliseconds % 10) + 48
    text[24] = UInt8(ascii: "Z")
    out.append(text.span, 0..<26)
    return true
  }

  /// Reads a time; nil when it is not RFC 3339 or outside the years 1 to 9999. Digits past nanoseconds are dropped.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (seconds: Int64, nanos: Int64)? {
    var at = range.lowerBound
    let end = range.upperBound
    guard let (year, month, day) = date(bytes, &at, end), skip("T", bytes, &at, end) || skip("t", bytes, &at, end),
      let hour = number(2, bytes, &at, end), skip(":", bytes, &at, end),
      let minute = number(2, bytes, &at, end), skip(":", bytes, &at, end),
      let second = number(2, bytes, &at, end),
      hour < 24, minute < 60, second < 60,
      let nanos = fraction(bytes, &at, end), let offset = offset(bytes, &at, end), at == end
    else { return nil }
    let ofDay = hour * 3600 + minute * 60 + second - offset
    let seconds = Int64(days(year: year, month: month, day: day) * 86_400 + ofDay)
    return Self.seconds.contains(seconds) ? (seconds, nanos) : nil
  }

  /// What a date, YYYY-MM-DD, stands for; nil when it is not one, or outside the years 1 to 9999.
  static func date(
    _ bytes: Span<UInt8>, _ range: Range<Int>, as meaning: DateMeaning
  ) -> Time? {
    var at = range.lowerBound
    guard range.count == 10, let date = date(bytes, &at, range.upperBound) else { return nil }
    let seconds = Int64(days(year: date.year, month: date.month, day: date.day)) * 86_400 + meaning.seconds
    // The last day has no next one: its end is its last moment.
    guard seconds <= Self.seconds.upperBound else { return (Self.seconds.upperBound, 999_999_999) }
    return (seconds, 0)
  }

  private static func date(
    _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int
  ) -> (year: Int, month: Int, day: Int)? {
    guard let year = number(4, bytes, &at, end), skip("-", bytes, &at, end), let month = number(2, bytes, &at, end),
      skip("-", bytes, &at, end), let day = number(2, bytes, &at, end), year >= 1, (1...12).contains(month), day >= 1,
      day <= length(ofMonth: month, year)
    else { return nil }
    return (year, month, day)
  }

  /// The date of a day's number, day 0 being 1970-01-01 (Howard Hinnant's algorithm: years begin in March).
  static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The number of a date's day; the inverse of `civil`.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func set(_ number: Int, in text: inout [26 of UInt8], at index: Int) {
    text[index] = UInt8(truncatingIfNeeded: number / 10) &+ 48
    text[index + 1] = UInt8(truncatingIfNeeded: number % 10) &+ 48
  }

  private static func number(_ digits: Int, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    guard end - at >= digits else { return nil }
    var value = 0
    for _ in 0..<digits {
      let digit = bytes[at] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      at += 1
    }
    return value
  }

  private static func skip(_ character: Unicode.Scalar, _ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private static func fraction(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int64? {
    guard skip(".", bytes, &at, end) else { return 0 }
    var nanos: Int64 = 0
    var weight: Int64 = 100_000_000
    let start = at
    while at < end, bytes[at] &- 48 < 10 {
      nanos += Int64(bytes[at] &- 48) * weight
      weight /= 10
      at += 1
    }
    return at > start ? nanos : nil
  }

  /// The offset from UTC in seconds.
  private static func offset(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    if skip("Z", bytes, &at, end) || skip("z", bytes, &at, end) { return 0 }
    let isEast = skip("+", bytes, &at, end)
    guard isEast || skip("-", bytes, &at, end) else { return nil }
    guard let hours = number(2, bytes, &at, end), skip(":", bytes, &at, end), let minutes = number(2, bytes, &at, end),
      hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return isEast ? seconds : -seconds
  }
}
