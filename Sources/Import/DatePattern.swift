package import Bytes

/// How a file writes dates and times: `yyyyMMdd`, `dd.MM.yyyy HH:mm`, `M/d/yy h:mm a`, `iso`, `unix` or `unixms`.
package struct DatePattern: Sendable, Equatable {
  private enum Part: Equatable {
    /// A number of at least and at most so many digits, into a named slot.
    case number(Unit, ClosedRange<Int>)
    case monthName
    case halfOfDay
    case zone
    case literal(Character)
  }

  private enum Unit { case year, shortYear, month, day, hour, halfHour, minute, second, millisecond }

  private enum Form: Equatable { case iso, unix, unixMilliseconds, parts([Part]) }

  private let form: Form
  /// Whether it says a time of day.
  package let hasTime: Bool

  /// Reads a pattern; nil when a letter means nothing here or the date is not whole.
  package init?(_ text: String) {
    switch text {
    case "iso": (form, hasTime) = (.iso, false)
    case "unix": (form, hasTime) = (.unix, true)
    case "unixms": (form, hasTime) = (.unixMilliseconds, true)
    default:
      guard let parts = Self.parts(text) else { return nil }
      form = .parts(parts)
      hasTime = parts.contains { part in
        if case .number(let slot, _) = part { slot == .hour || slot == .halfHour } else { false }
      }
    }
  }

  /// The date as `2026-03-01`, or the time as RFC 3339 where the pattern says one; nil when the text is no such date.
  package func read(_ text: String, in zone: Zone) -> String? {
    let bare = text.trimmed
    switch form {
    case .iso:
      guard let moment = TimeText.moment(bare, in: zone) else { return nil }
      return bare.count == 10 ? moment.date : moment.timestamp
    case .unix:
      guard let seconds = Int64(bare), abs(seconds) < 1 << 40 else { return nil }
      return TimeText.moment(milliseconds: seconds * 1000)?.timestamp
    case .unixMilliseconds: return Int64(bare).flatMap { TimeText.moment(milliseconds: $0) }?.timestamp
    case .parts(let parts):
      guard let moment = read(bare, parts: parts, in: zone) else { return nil }
      return hasTime ? moment.timestamp : moment.date
    }
  }

  private static func parts(_ text: String) -> [Part]? {
    var parts: [Part] = []
    var rest = text[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      switch (first, run.count) {
      case ("y", 4): parts.append(.number(.year, 4...4))
      case ("y", 2): parts.append(.number(.shortYear, 2...2))
      case ("M", 3): parts.append(.monthName)
      case ("M", 1), ("M", 2): parts.append(.number(.month, run.count...2))
      case ("d", 1), ("d", 2): parts.append(.number(.day, run.count...2))
      case ("H", 1), ("H", 2): parts.append(.number(.hour, run.count...2))
      case ("h", 1), ("h", 2): parts.append(.number(.halfHour, run.count...2))
      case ("m", 1), ("m", 2): parts.append(.number(.minute, run.count...2))
      case ("s", 1), ("s", 2): parts.append(.number(.second, run.count...2))
      case ("S", 3): parts.append(.number(.millisecond, 3...3))
      case ("a", 1): parts.append(.halfOfDay)
      case ("Z", 1), ("X", 1): parts.append(.zone)
      default:
        guard !first.isLetter || first == "T" else { return nil }
        parts += run.map { .literal($0) }
      }
    }
    func has(_ wanted: [Unit]) -> Bool {
      parts.contains { part in if case .number(let slot, _) = part { wanted.contains(slot) } else { false } }
    }
    guard has([.year, .shortYear]), has([.day]), has([.month]) || parts.contains(.monthName) else { return nil }
    return parts
  }

  private func read(_ text: String, parts: [Part], in zone: Zone) -> TimeText.Moment? {
    var moment = TimeText.Moment()
    var isOffsetSaid = false
    var rest = text[...]
    var isAfternoon: Bool?
    for part in parts {
      switch part {
      case .literal(let character):
        guard rest.first == character else { return nil }
        rest.removeFirst()
      case .number(let slot, let width):
        let digits = rest.prefix(width.upperBound).prefix { $0.isASCII && $0.isNumber }
        guard digits.count >= width.lowerBound, let number = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        Self.set(slot, number, in: &moment)
      case .monthName:
        guard let index = Self.months.firstIndex(of: rest.prefix(3).lowercased()) else { return nil }
        moment.month = index + 1
        rest = rest.dropFirst(3)
      case .halfOfDay:
        switch rest.prefix(2).lowercased() {
        case "am": isAfternoon = false
        case "pm": isAfternoon = true
        default: return nil
        }
        rest = rest.dropFirst(2)
      case .zone:
        let length = rest.first == "Z" ? 1 : (rest.dropFirst(3).first == ":" ? 6 : 5)
        guard let offset = TimeText.offset(String(rest.prefix(length))) else { return nil }
        (moment.offset, isOffsetSaid) = (offset, true)
        rest = rest.dropFirst(length)
      }
    }
    if let isAfternoon { moment.hour = moment.hour % 12 + (isAfternoon ? 12 : 0) }
    guard rest.isEmpty, moment.isValid else { return nil }
    return isOffsetSaid ? moment : moment.shown(in: zone, isDate: !hasTime)
  }

  private static func set(_ slot: Unit, _ number: Int, in moment: inout TimeText.Moment) {
    switch slot {
    case .year: moment.year = number
    // Two digits mean 1970 to 2069.
    case .shortYear: moment.year = number < 70 ? 2000 + number : 1900 + number
    case .month: moment.month = number
    case .day: moment.day = number
    case .hour, .halfHour: moment.hour = number
    case .minute: moment.minute = number
    case .second: moment.second = number
    case .millisecond: moment.millisecond = number
    }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
