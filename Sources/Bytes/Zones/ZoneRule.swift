/// The rule by which a zone's clocks change in every year: what POSIX's TZ says, with times of day from -167 to 167 hours.
struct ZoneRule: Sendable {
  /// A day of every year.
  enum Day: Sendable, Equatable {
    /// The n-th weekday (0 is Sunday) of a month; the fifth is the last.
    case weekday(month: Int, week: Int, weekday: Int)
    /// From 1 on, 29 February never counted.
    case julian(Int)
    /// From 0 on, 29 February counted.
    case ofYear(Int)
  }

  /// When clocks change: so many seconds of that day, by the clocks before the change.
  struct Change: Sendable, Equatable {
    var day: Day
    var seconds: Int64
  }

  /// What holds for a part of the year.
  struct Summer: Sendable, Equatable {
    var offset: Int64
    var begin: Change
    var end: Change
  }

  private let offset: Int64
  private let summer: Summer?

  /// Clocks that do not change.
  init(fixed offset: Int64) { (self.offset, summer) = (offset, nil) }

  /// Whether it is UTC.
  var isUTC: Bool { offset == 0 && summer == nil }

  /// The offset at a time.
  func offset(at time: Int64) -> Int64 {
    guard let summer else { return offset }
    let local = time + offset
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let year = CalendarDate(day: Int32(truncatingIfNeeded: day)).components.year
    let begin = Self.time(summer.begin, year) - offset
    let end = Self.time(summer.end, year) - summer.offset
    let isSummer = begin < end ? begin <= time && time < end : !(end <= time && time < begin)
    return isSummer ? summer.offset : offset
  }

  /// The time of a change, as clocks show it, as if it were UTC.
  private static func time(_ change: Change, _ year: Int) -> Int64 {
    Int64(day(change.day, year)) * 86_400 + change.seconds
  }

  private static func day(_ day: Day, _ year: Int) -> Int32 {
    let first = CalendarDate(year: year, month: 1, day: 1)?.day ?? 0
    switch day {
    case .ofYear(let number): return first + Int32(number)
    case .julian(let number):
      let isLeap = CalendarDate.length(ofMonth: 2, year: year) == 29
      return first + Int32(number - 1) + (isLeap && number >= 60 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      guard let start = CalendarDate(year: year, month: month, day: 1) else { return first }
      // Monday is 0 in the calendar, Sunday in the rule.
      let ahead = weekday + 6 - Int(start.day - start.weekStart.day)
      let place = ahead % 7 + (week - 1) * 7
      let length = CalendarDate.length(ofMonth: month, year: year)
      return start.day + Int32(place < length ? place : place - 7)
    }
  }
}

// MARK: - Reading

extension ZoneRule {
  /// Reads what POSIX's TZ says, such as `CET-1CEST,M3.5.0,M10.5.0/3`; nil for what is not so written.
  init?(_ text: Substring) {
    var reader = Reader(rest: text)
    guard reader.name(), let west = reader.time() else { return nil }
    offset = -west
    guard !reader.rest.isEmpty else {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    var ahead = offset + 3600
    if reader.rest.first != "," {
      guard let west = reader.time() else { return nil }
      ahead = -west
    }
    guard let begin = reader.change(), let end = reader.change(), reader.rest.isEmpty else { return nil }
    summer = Summer(offset: ahead, begin: begin, end: end)
  }

  private struct Reader {
    var rest: Substring

    /// Passes over a name: letters, or anything in angle brackets.
    mutating func name() -> Bool {
      if rest.first == "<" {
        guard let end = rest.firstIndex(of: ">") else { return false }
        rest = rest[rest.index(after: end)...]
        return true
      }
      let letters = rest.prefix { $0.isLetter }
      rest = rest[letters.endIndex...]
      return letters.count >= 3
    }

    /// `hours[:minutes[:seconds]]` with a sign or without.
    mutating func time() -> Int64? {
      var sign: Int64 = 1
      if let first = rest.first, first == "-" || first == "+" {
        sign = first == "-" ? -1 : 1
        rest.removeFirst()
      }
      guard var seconds = number().map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] as [Int64] where rest.first == ":" {
        rest.removeFirst()
        guard let part = number() else { return nil }
        seconds += part * unit
      }
      return sign * seconds
    }

    /// `,day[/time]`; two in the morning where no time is said.
    mutating func change() -> Change? {
      guard rest.popFirst() == ",", let day = day() else { return nil }
      guard rest.first == "/" else { return Change(day: day, seconds: 7200) }
      rest.removeFirst()
      return time().map { Change(day: day, seconds: $0) }
    }

    private mutating func day() -> Day? {
      switch rest.first {
      case "M":
        rest.removeFirst()
        guard let month = number(), rest.popFirst() == ".", let week = number(), rest.popFirst() == ".",
          let weekday = number()
        else { return nil }
        return .weekday(month: Int(month), week: Int(week), weekday: Int(weekday))
      case "J":
        rest.removeFirst()
        return number().map { .julian(Int($0)) }
      default: return number().map { .ofYear(Int($0)) }
      }
    }

    private mutating func number() -> Int64? {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      return Int64(digits)
    }
  }
}
