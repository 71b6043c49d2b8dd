import Bytes
import Domain
import FactSchema

/// By what a figure is told apart: a unit of time, and words.
struct MetricGrouping: Sendable {
  enum Period: String, CaseIterable, Sendable {
    case day, week, month, year

    /// The first day of the period that the day is in. Weeks begin on Monday.
    func start(of day: Int32) -> CalendarDate {
      let date = CalendarDate(day: day)
      return switch self {
      case .day: date
      case .week: date.weekStart
      case .month: date.monthStart
      case .year: date.yearStart
      }
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

  /// The day that a text begins, and whether it was given as a time; nil when it begins none.
  static func day(_ text: String) -> (day: Int32, isTime: Bool)? {
    if let date = CalendarDate(text) { return (date.day, false) }
    guard let time = Instant(rfc3339: text), CalendarDate(time).start == time else { return nil }
    return (time.day, true)
  }
}
