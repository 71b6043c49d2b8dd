/// A day of the Gregorian calendar, in UTC where a time becomes one.
///
/// Between dates and days goes Howard Hinnant's arithmetic (howardhinnant.github.io/date_algorithms.html, `days_from_civil`
/// and `civil_from_days`): eras of 400 years, and years that begin in March, so that the leap day is their last.
@frozen
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var day: Int32

  /// The day so many days after 1970-01-01.
  @inlinable
  public init(day: Int32) { self.day = day }

  /// Reads `YYYY-MM-DD` of the years 0001 to 9999; nil when it is not so written or not in the calendar.
  public init?(_ text: String) { self.init(text.utf8.span) }

  /// Reads the same of UTF-8.
  public init?(_ bytes: Span<UInt8>) {
    var reader = DigitReader(0..<bytes.count)
    guard let date = reader.date(bytes), reader.isAtEnd else { return nil }
    self = date
  }

  /// The date of a year, month and day; nil when there is none such in the years 1 to 9999.
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9_999, month >= 1, month <= 12, day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(day: Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468))
  }

  /// The year, month and day.
  @inlinable
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
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends `YYYY-MM-DD`.
  public func append(to text: inout [UInt8]) {
    let (year, month, day) = components
    text.append(decimal: year, width: 4)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: month, width: 2)
    text.append(UInt8(ascii: "-"))
    text.append(decimal: day, width: 2)
  }

  @inlinable
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.day < b.day }

  /// How many days that month of that year has.
  @inlinable
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
