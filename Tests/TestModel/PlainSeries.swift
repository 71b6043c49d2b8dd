import Foundation

/// When a task is due, and when again, worked out day by day with the calendar of Foundation.
struct PlainSeries {
  /// What the rule says, by the names of its parts.
  private var parts: [String: String] = [:]
  /// When it was due first, in microseconds as all times here.
  private var first: Int64 = 0
  /// The day in its zone that it is due by its rule.
  private var slot: Int64 = 0
  private var zone = ""
  private var isOfDays = false
  private(set) var occurrence: UInt32 = 0

  init() {}

  /// A task that is due then, at a time or on a day.
  init(_ rule: String, zone: String, due: Int64, isOfDays: Bool) {
    guard !rule.isEmpty else { return }
    for part in rule.split(separator: ";") {
      let sides = part.split(separator: "=").map(String.init)
      parts[sides[0]] = sides[1]
    }
    self.isOfDays = isOfDays
    self.zone = isOfDays ? "" : zone
    (first, occurrence) = (due, 1)
    slot = Int64(PlainZone.day(self.zone, due))
  }

  /// Goes on to the next time: when that is due, and its date where it is of days; nil where there is none.
  mutating func next() -> (due: Int64, date: String)? {
    guard occurrence > 0 else { return nil }
    if let count = parts["COUNT"].flatMap(Int.init), occurrence >= count { return nil }
    let start = Int64(PlainZone.day(zone, first))
    let timeOfDay = first + PlainZone.offset(zone, at: first) - start * 86_400_000_000
    var day = slot + 1
    // Until the year 2200.
    while day < 84_006 {
      if isMeant(day, start) {
        let due = PlainZone.time(zone, Int32(day), timeOfDay)
        if isPast(day, due) { return nil }
        (slot, occurrence) = (day, occurrence + 1)
        return (due, isOfDays ? Self.date(day) : "")
      }
      day += 1
    }
    return nil
  }

  private func isPast(_ day: Int64, _ due: Int64) -> Bool {
    guard let until = parts["UNTIL"] else { return false }
    let compact = Self.date(day).filter { $0 != "-" }
    if until.count == 8 { return compact > until }
    let format = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    return Date(timeIntervalSince1970: Double(due) / 1_000_000).formatted(format) > until
  }

  private static let calendar = {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    return calendar
  }()

  private static func moment(_ day: Int64) -> Date { Date(timeIntervalSince1970: Double(day) * 86_400) }

  private static func date(_ day: Int64) -> String { moment(day).formatted(.iso8601.year().month().day()) }

  private static let weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

  private func isMeant(_ day: Int64, _ start: Int64) -> Bool {
    let (calendar, date, begun) = (Self.calendar, Self.moment(day), Self.moment(start))
    let unit: Calendar.Component =
      switch parts["FREQ"] {
      case "DAILY": .day
      case "WEEKLY": .weekOfYear
      case "MONTHLY": .month
      default: .year
      }
    guard let period = calendar.dateInterval(of: unit, for: date),
      let ofStart = calendar.dateInterval(of: unit, for: begun),
      let passed = calendar.dateComponents([unit], from: ofStart.start, to: period.start).value(for: unit),
      passed % (parts["INTERVAL"].flatMap(Int.init) ?? 1) == 0
    else { return false }
    let own = calendar.dateComponents([.month, .day, .weekday], from: date)
    let first = calendar.dateComponents([.month, .day, .weekday], from: begun)
    let length = calendar.range(of: .day, in: .month, for: date)?.count ?? 0
    if let days = parts["BYMONTHDAY"]?.split(separator: ",").compactMap({ Int($0) }) {
      let isOne = days.contains { $0 == own.day || $0 + length + 1 == own.day }
      if !isOne { return false }
    }
    if let weekdays = parts["BYDAY"]?.split(separator: ",") {
      return weekdays.contains { isMeant($0, date, period, Self.weekdays[(own.weekday ?? 1) - 1]) }
    }
    if parts["BYMONTHDAY"] != nil { return true }
    return switch unit {
    case .weekOfYear: own.weekday == first.weekday
    case .month: own.day == first.day
    case .year: own.day == first.day && own.month == first.month
    default: true
    }
  }

  /// Whether a day of that name is the n-th in the period, or the n-th from its end.
  private func isMeant(_ text: Substring, _ date: Date, _ period: DateInterval, _ name: String) -> Bool {
    guard text.hasSuffix(name) else { return false }
    guard let number = Int(text.dropLast(2)) else { return true }
    let before = Int(date.timeIntervalSince(period.start) / 86_400) / 7 + 1
    let behind = Int(period.end.timeIntervalSince(date) / 86_400 - 1) / 7 + 1
    return number > 0 ? before == number : behind == -number
  }
}
