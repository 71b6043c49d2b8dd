import Domain
import Schema

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

  /// Reads `by`: words with commas between.
  init(_ text: String, for metric: Metric) throws(Refusal) {
    let periods = metric.family == nil ? [] : Period.allCases.map(\.rawValue)
    let possible = (periods + metric.dimensions).joined(separator: ", ")
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(part)
      if periods.contains(word), let period = Period(rawValue: word) {
        guard self.period == nil else { throw .invalid("by", "can name one of day, week, month and year only") }
        self.period = period
      } else if metric.dimensions.contains(word), !dimensions.contains(word) {
        dimensions.append(word)
      } else {
        throw .invalid("by", "can name, for \(metric.name), each once: \(possible)")
      }
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
    if let from {
      guard let (day, _) = Self.day(from) else { throw Self.refusal("from") }
      first = day
    }
    if let to {
      guard let (day, isTime) = Self.day(to) else { throw Self.refusal("to") }
      last = isTime ? day - 1 : day
      guard first <= day else { throw .invalid("to", "must not be before from") }
    }
  }

  /// The day that a text begins, and whether it was given as a time.
  private static func day(_ text: String) -> (Int32, isTime: Bool)? {
    guard text.utf8.count <= QueryBounds.wordsBytes else { return nil }
    if let date = CalendarDate(text) { return (date.day, false) }
    guard let time = Instant(rfc3339: text), CalendarDate(time).start == time else { return nil }
    return (time.day, true)
  }

  private static func refusal(_ field: String) -> Refusal {
    .invalid(field, "must be a date (YYYY-MM-DD) or a midnight in UTC: figures are kept by day")
  }
}
