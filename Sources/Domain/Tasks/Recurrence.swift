import Bytes
import FactSchema

/// A rule of RFC 5545 by which something comes again, as far as it is made of days: FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT
/// and UNTIL. Weeks begin on Monday.
///
/// It knows no zones: days are those of whoever asks.
public struct Recurrence: Sendable, Equatable {
  enum Frequency: String, CaseIterable {
    case daily = "DAILY", weekly = "WEEKLY", monthly = "MONTHLY", yearly = "YEARLY"
  }

  /// A weekday: any of the period, or the n-th, from its end where n is negative.
  struct Weekday: Sendable, Equatable {
    /// 0 is Monday.
    var number: Int
    var ordinal: Int?
  }

  /// Until when, included.
  enum End: Sendable, Equatable {
    case never
    case count(Int)
    case day(CalendarDate)
    case time(Instant)
  }

  var frequency: Frequency
  var interval = 1
  var weekdays: [Weekday] = []
  /// From the month's end where negative.
  var monthDays: [Int] = []
  var end = End.never

  /// The first day of the rule behind another one that `start` began with; nil where there is none before the year 2200.
  ///
  /// Linear in the days of the periods that are looked at; periods that the interval passes over are not.
  func day(after day: CalendarDate, from start: CalendarDate) -> CalendarDate? {
    let last = CalendarDate(Bounds.latest)
    var next = CalendarDate(day: day.day + 1)
    while next < last {
      let (period, ofStart) = (self.period(of: next), self.period(of: start))
      let passed = (period - ofStart) % interval
      guard passed == 0 else {
        guard let aligned = beginning(ofPeriod: period - passed + interval) else { return nil }
        next = aligned
        continue
      }
      if has(next, from: start) { return next }
      next.day += 1
    }
    return nil
  }

  /// The number of the period that the day is in: its day, week, month or year.
  private func period(of date: CalendarDate) -> Int {
    let (year, month, _) = date.components
    return switch frequency {
    case .daily: Int(date.day)
    case .weekly: Int(date.weekStart.day + 3) / 7
    case .monthly: year * 12 + month - 1
    case .yearly: year
    }
  }

  /// Nil past the calendar's end.
  private func beginning(ofPeriod period: Int) -> CalendarDate? {
    switch frequency {
    case .daily: CalendarDate(day: Int32(clamping: period))
    case .weekly: CalendarDate(day: Int32(clamping: period * 7 - 3))
    case .monthly: CalendarDate(year: period / 12, month: period % 12 + 1, day: 1)
    case .yearly: CalendarDate(year: period, month: 1, day: 1)
    }
  }

  /// Whether a day of a period that counts is one of the rule. What the rule does not say, the start does.
  private func has(_ date: CalendarDate, from start: CalendarDate) -> Bool {
    let (year, month, day) = date.components
    let length = CalendarDate.length(ofMonth: month, year: year)
    if !monthDays.isEmpty, !monthDays.contains(day), !monthDays.contains(day - length - 1) { return false }
    if !weekdays.isEmpty { return weekdays.contains { isMeant($0, date) } }
    guard monthDays.isEmpty else { return true }
    let begun = start.components
    return switch frequency {
    case .daily: true
    case .weekly: date.weekday == start.weekday
    case .monthly: day == begun.day
    case .yearly: day == begun.day && month == begun.month
    }
  }

  private func isMeant(_ weekday: Weekday, _ date: CalendarDate) -> Bool {
    guard weekday.number == date.weekday else { return false }
    guard let ordinal = weekday.ordinal else { return true }
    let (year, month, day) = date.components
    let isOfYear = frequency == .yearly
    let place = isOfYear ? Int(date.day - date.yearStart.day) : day - 1
    let length = isOfYear ? CalendarDate.length(ofYear: year) : CalendarDate.length(ofMonth: month, year: year)
    return ordinal > 0 ? place / 7 + 1 == ordinal : (length - 1 - place) / 7 + 1 == -ordinal
  }
}

extension CalendarDate {
  /// 0 on Mondays.
  var weekday: Int { Int(day - weekStart.day) }

  static func length(ofYear year: Int) -> Int { length(ofMonth: 2, year: year) == 29 ? 366 : 365 }
}
