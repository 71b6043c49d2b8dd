import Bytes
import FactSchema

extension Recurrence {
  /// The largest interval, count and number of a list: what is more was mistyped.
  static let intervalMax = 1_000
  static let countMax = 100_000

  /// Reads a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH`.
  ///
  /// Refuses what is not so written, and by its name what RFC 5545 has beside it.
  static func read(_ text: String, _ field: String) throws(Refusal) -> Recurrence {
    var parts: [(name: String, value: String)] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[1].isEmpty else { throw .invalid(field, example) }
      guard known.contains(sides[0]) else { throw unknown(sides[0], field) }
      guard !parts.contains(where: { $0.name == sides[0] }) else {
        throw .invalid(field, "must have \(sides[0]) only once")
      }
      parts.append((sides[0], sides[1]))
    }
    guard let word = parts.first(where: { $0.name == "FREQ" })?.value else { throw .invalid(field, "must have a FREQ") }
    guard let frequency = Frequency(rawValue: word) else {
      let name = ["SECONDLY", "MINUTELY", "HOURLY"].contains(word) ? "FREQ=\(word) is not understood: it " : "FREQ "
      throw .invalid(field, name + "must be DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    var rule = Recurrence(frequency: frequency)
    for (name, value) in parts { try rule.take(name, value, field) }
    if frequency == .weekly, !rule.monthDays.isEmpty {
      throw .invalid(field, "must not have BYMONTHDAY where FREQ is WEEKLY")
    }
    if frequency == .daily || frequency == .weekly, rule.weekdays.contains(where: { $0.ordinal != nil }) {
      throw .invalid(field, "must not number the days of BYDAY where FREQ is DAILY or WEEKLY")
    }
    if let most = rule.weekdays.compactMap(\.ordinal).map(abs).max(), most > (frequency == .monthly ? 5 : 53) {
      throw .invalid(field, "must not number a day of BYDAY beyond 5 in a month and 53 in a year")
    }
    return rule
  }

  private static let example = "must be a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH"
  private static let known = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"]
  /// What RFC 5545 has beside these.
  private static let others = [
    "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
  ]

  private static func unknown(_ name: String, _ field: String) -> Refusal {
    guard others.contains(name) else { return .invalid(field, example) }
    return .invalid(
      field, "\(name) is not understood: of RFC 5545's parts it must be of " + known.joined(separator: ", "))
  }

  private mutating func take(_ name: String, _ value: String, _ field: String) throws(Refusal) {
    switch name {
    case "INTERVAL": interval = try Self.number(value, 1...Self.intervalMax, "INTERVAL", field)
    case "COUNT": try set(.count(Self.number(value, 1...Self.countMax, "COUNT", field)), field)
    case "UNTIL":
      guard let until = Self.until(value) else {
        throw .invalid(field, "UNTIL must be a date such as 20261231, or a time in UTC such as 20261231T170000Z")
      }
      try set(until, field)
    case "BYDAY":
      for text in value.split(separator: ",", omittingEmptySubsequences: false) {
        guard let weekday = Self.weekday(text) else {
          throw .invalid(
            field, "BYDAY must be of MO, TU, WE, TH, FR, SA, SU, with a number before it such as 1MO or -1FR")
        }
        if !weekdays.contains(weekday) { weekdays.append(weekday) }
      }
    case "BYMONTHDAY":
      for text in value.split(separator: ",", omittingEmptySubsequences: false) {
        guard let day = Self.signed(text), (1...31).contains(abs(day)) else {
          throw .invalid(field, "BYMONTHDAY must be of 1 to 31 and -1 to -31")
        }
        if !monthDays.contains(day) { monthDays.append(day) }
      }
    default: break
    }
  }

  private mutating func set(_ end: End, _ field: String) throws(Refusal) {
    guard self.end == .never else { throw .invalid(field, "must not have both COUNT and UNTIL") }
    self.end = end
  }

  private static func number(
    _ text: String, _ range: ClosedRange<Int>, _ name: String, _ field: String
  ) throws(Refusal) -> Int {
    guard let number = digits(text[...], atMost: 6), range.contains(number) else {
      throw .invalid(field, "\(name) must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func digits(_ text: Substring, atMost count: Int) -> Int? {
    guard (1...count).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func signed(_ text: Substring) -> Int? {
    let isNegative = text.hasPrefix("-")
    let number = digits(isNegative || text.hasPrefix("+") ? text.dropFirst() : text, atMost: 2)
    return isNegative ? number.map { -$0 } : number
  }

  private static func weekday(_ text: Substring) -> Weekday? {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    guard let number = names.firstIndex(of: String(text.suffix(2))) else { return nil }
    let before = text.dropLast(2)
    if before.isEmpty { return Weekday(number: number) }
    guard let ordinal = signed(before), ordinal != 0 else { return nil }
    return Weekday(number: number, ordinal: ordinal)
  }

  private static func until(_ text: String) -> End? {
    func date(_ text: Substring) -> CalendarDate? {
      guard text.utf8.count == 8, let number = digits(text, atMost: 8) else { return nil }
      return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
    if text.utf8.count == 8 { return date(text[...]).map { .day($0) } }
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 7, parts[1].hasSuffix("Z"), let day = date(parts[0]),
      let number = digits(parts[1].dropLast(), atMost: 6)
    else { return nil }
    let (hours, minutes, seconds) = (number / 10_000, number / 100 % 100, number % 100)
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return .time(
      Instant(microseconds: day.start.microseconds + Int64(hours * 3600 + minutes * 60 + seconds) * 1_000_000))
  }
}
