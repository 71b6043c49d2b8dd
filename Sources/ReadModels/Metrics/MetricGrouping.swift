import Bytes
import Domain
import FactSchema
import RowSchema

/// By what a figure is told apart: a unit of time, and words.
struct MetricGrouping: Sendable {
  enum Period: String, CaseIterable, Sendable {
    case day, week, month, quarter, year, fiscalQuarter, fiscalYear

    /// The first day of the period that the day is in.
    func start(of day: Int32, by calendar: MetricsCalendar) -> CalendarDate {
      let date = CalendarDate(day: day)
      switch self {
      case .day: return date
      case .week:
        // Where weeks begin later than on Monday, so many days.
        let later = calendar.weekStart == .unspecified ? 0 : Int32(calendar.weekStart.rawValue - 1)
        return CalendarDate(day: CalendarDate(day: day - later).weekStart.day + later)
      case .month: return date.monthStart
      case .quarter: return Self.start(of: date, months: 3, from: nil)
      case .year: return date.yearStart
      case .fiscalQuarter: return Self.start(of: date, months: 3, from: MonthDay(calendar.fiscalYearStart))
      case .fiscalYear: return Self.start(of: date, months: 12, from: MonthDay(calendar.fiscalYearStart))
      }
    }

    /// The first day of the period after the one that begins on that day.
    func next(after start: Int32, by calendar: MetricsCalendar) -> Int32 {
      var day = start + shortest
      while self.start(of: day, by: calendar).day == start { day += 1 }
      return day
    }

    /// No period of the kind has fewer days.
    private var shortest: Int32 {
      switch self {
      case .day: 1
      case .week: 7
      case .month: 28
      case .quarter, .fiscalQuarter: 89
      case .year, .fiscalYear: 365
      }
    }

    /// The beginning of the period of so many months that the date is in, where one of them begins on that day of the year.
    private static func start(of date: CalendarDate, months: Int, from first: MonthDay?) -> CalendarDate {
      let (firstMonth, firstDay) = (first?.month ?? 1, first?.day ?? 1)
      let (year, month, day) = date.components
      // Months since the period's year began, those that have begun.
      let passed = (month - firstMonth + 12 - (day < firstDay ? 1 : 0)) % 12 % months
      let began = year * 12 + month - 1 - (day < firstDay ? 1 : 0) - passed
      return CalendarDate(year: began / 12, month: began % 12 + 1, day: firstDay) ?? date
    }
  }

  private(set) var period: Period?
  /// In the order asked for.
  private(set) var dimensions: [String] = []

  /// Reads `by`, whose form was checked: words with commas between.
  init(_ text: String) {
    for word in text.split(separator: ",") {
      if let period = Period(rawValue: String(word)) { self.period = period } else { dimensions.append(String(word)) }
    }
  }

  /// All in one.
  init() {}

  var isTotal: Bool { period == nil && dimensions.isEmpty }
}

/// The days that a query asks for, both included.
struct MetricDays: Sendable {
  var first = Int32.min
  var last = Int32.max

  init(from: String?, to: String?) throws(Refusal) {
    if let from { first = try QueryCheck.read(Self.day(from)).day }
    if let to {
      let (day, isTime) = try QueryCheck.read(Self.day(to))
      last = isTime ? day - 1 : day
      guard first <= day else { throw .invalid("to", "must not be before from") }
    }
  }

  /// The day of a date or of a midnight, and whether it was given as a time; nil of another text.
  static func day(_ text: String) -> (day: Int32, isTime: Bool)? {
    if let date = CalendarDate(text) { return (date.day, false) }
    guard Instant(rfc3339: text) != nil, let date = CalendarDate(String(text.prefix(10))) else { return nil }
    let clock = text.dropFirst(11)
    let fraction = clock.dropFirst(8).prefix { $0 == "." || $0.isNumber }
    guard clock.hasPrefix("00:00:00"), fraction.allSatisfy({ $0 == "." || $0 == "0" }) else { return nil }
    return (date.day, true)
  }
}
