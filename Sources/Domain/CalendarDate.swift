public import Schema

/// A day of the Gregorian calendar, in UTC where a time becomes one.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var day: Int32

  /// The day so many days after 1970-01-01.
  public init(day: Int32) { self.day = day }

  /// The day on which the instant falls in UTC.
  public init(_ instant: Instant) { self.init(day: instant.day) }

  /// Reads `YYYY-MM-DD` of the years 0001 to 9999; nil when it is not so written or not in the calendar.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let date = reader.date(), reader.isAtEnd else { return nil }
    self = date
  }

  /// The date of a year, month and day; nil when there is none such.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    // Years begin in March here, so that the leap day is their last.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(day: Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468))
  }

  /// The year, month and day.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// Midnight in UTC at which the day begins.
  public var start: Instant { Instant(microseconds: Int64(day) * 86_400_000_000) }

  /// The Monday of the week (ISO 8601) that the day is in.
  public var weekStart: CalendarDate {
    let sinceMonday = (Int(day) + 3) % 7
    return CalendarDate(day: day - Int32(truncatingIfNeeded: sinceMonday < 0 ? sinceMonday + 7 : sinceMonday))
  }

  /// The first day of its month.
  public var monthStart: CalendarDate {
    CalendarDate(day: day - Int32(truncatingIfNeeded: components.day - 1))
  }

  /// The first day of its year.
  public var yearStart: CalendarDate {
    CalendarDate(year: components.year, month: 1, day: 1) ?? self
  }

  /// `YYYY-MM-DD`.
  public var description: String {
    var text: [UInt8] = []
    appendDate(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func appendDate(to text: inout [UInt8]) {
    let (year, month, day) = components
    text.appendDigits(year, count: 4)
    text.append(UInt8(ascii: "-"))
    text.appendDigits(month, count: 2)
    text.append(UInt8(ascii: "-"))
    text.appendDigits(day, count: 2)
  }

  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.day < b.day }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
