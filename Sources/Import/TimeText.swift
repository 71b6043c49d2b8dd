package import Bytes

/// Dates and times as people and files write them, in the Gregorian calendar.
package enum TimeText {
  /// A point in the calendar with an offset from UTC.
  struct Moment: Equatable {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Minutes east of UTC.
    var offset = 0

    /// The same as clocks of a zone show it, where nothing was said of its offset. A date alone stays that date.
    func shown(in zone: Zone, isDate: Bool = false) -> Moment? {
      guard isValid, let day = CalendarDate(year: year, month: month, day: day)?.day else { return nil }
      let local = Int64(day) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
      let ahead = zone.offset(ofLocal: local)
      guard ahead % 60 == 0 || isDate else {
        // Clocks once went by the sun: such an offset is written as UTC.
        return TimeText.moment(milliseconds: (local - ahead) * 1000 + Int64(millisecond))
      }
      var moment = self
      moment.offset = Int(ahead / 60)
      return moment
    }

    var isValid: Bool {
      CalendarDate(year: year, month: month, day: day) != nil && (0...23).contains(hour) && (0...59).contains(minute)
        && (0...59).contains(second)
        && (0...999).contains(millisecond) && abs(offset) <= 18 * 60
    }

    /// `2026-03-01`
    var date: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// RFC 3339.
    var timestamp: String {
      let fraction = millisecond == 0 ? "" : ".\(padded(millisecond, 3))"
      let zone =
        offset == 0 ? "Z" : "\(offset < 0 ? "-" : "+")\(padded(abs(offset) / 60, 2)):\(padded(abs(offset) % 60, 2))"
      return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction)\(zone)"
    }
  }

  /// When something happened, as RFC 3339; nil when the text says no time. Takes RFC 3339, the same with a space instead
  /// of `T`, without seconds or offset (that of `zone` then, UTC by default), or a date alone. A fraction beyond milliseconds
  /// is cut.
  ///
  /// A date alone is noon of that day in UTC, whatever the zone: so it counts on that day in every figure.
  package static func timestamp(_ text: String, in zone: Zone = .utc) -> String? {
    guard var moment = moment(text, in: zone) else { return nil }
    if isDate(text) { (moment.hour, moment.offset) = (12, 0) }
    return moment.timestamp
  }

  /// When something happened, as ``timestamp(_:in:)`` has it, but of a date alone that date, which the daemon keeps as
  /// the day that it is; nil when the text says no time.
  package static func timeOrDay(_ text: String, in zone: Zone = .utc) -> String? {
    guard let moment = moment(text, in: zone) else { return nil }
    return isDate(text) ? moment.date : moment.timestamp
  }

  /// Whether the text, which says a time or a date, says a date alone.
  private static func isDate(_ text: String) -> Bool { text.utf8.count == 10 }

  /// `2026-03-01 09:30`, of a time in seconds since 1970, UTC; empty for a time outside the years 1 to 9999.
  package static func minute(seconds: Int64) -> String {
    guard abs(seconds) < 1 << 38, let moment = moment(milliseconds: seconds * 1000) else { return "" }
    return String(moment.timestamp.prefix(16)).replacing("T", with: " ")
  }

  static func moment(_ text: String, in zone: Zone) -> Moment? {
    let text = text.utf8.span
    var reader = DigitReader(0..<text.count)
    var moment = Moment()
    guard let date = reader.date(text) else { return nil }
    (moment.year, moment.month, moment.day) = date.components
    guard !reader.isAtEnd else { return moment.shown(in: zone, isDate: true) }
    guard reader.skip("T", text) || reader.skip("t", text) || reader.skip(" ", text),
      let hour = reader.number(2, text), reader.skip(":", text), let minute = reader.number(2, text)
    else { return nil }
    (moment.hour, moment.minute) = (hour, minute)
    if reader.skip(":", text) {
      guard let second = reader.number(2, text) else { return nil }
      moment.second = second
      if reader.skip(".", text) || reader.skip(",", text) {
        guard let nanos = reader.fraction(text) else { return nil }
        moment.millisecond = Int(nanos / 1_000_000)
      }
    }
    _ = reader.skip(" ", text)
    if reader.isAtEnd { return moment.shown(in: zone) }
    guard let offset = Self.offset(text.extracting(reader.index...).text) else { return nil }
    moment.offset = offset
    return moment.isValid ? moment : nil
  }

  /// Minutes east of UTC of `Z`, `UTC`, `+02:00` or `-0530`; nil for another text.
  package static func offset(_ text: String) -> Int? {
    if ["z", "utc"].contains(text.lowercased()) { return 0 }
    let text = text.utf8.span
    var reader = DigitReader(0..<text.count)
    let isWest = reader.skip("-", text)
    guard isWest || reader.skip("+", text), let hours = reader.number(2, text) else { return nil }
    _ = reader.skip(":", text)
    guard let minutes = reader.number(2, text), reader.isAtEnd, hours <= 18, minutes < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }

  /// The moment so many milliseconds after 1970.
  static func moment(milliseconds: Int64) -> Moment? {
    guard abs(milliseconds) < 400_000_000_000_000 else { return nil }
    let inDay = ((milliseconds % 86_400_000) + 86_400_000) % 86_400_000
    let date = CalendarDate(day: Int32(truncatingIfNeeded: (milliseconds - inDay) / 86_400_000)).components
    let moment = Moment(
      year: date.year, month: date.month, day: date.day, hour: Int(inDay / 3_600_000),
      minute: Int(inDay / 60_000 % 60), second: Int(inDay / 1000 % 60), millisecond: Int(inDay % 1000))
    return moment.isValid ? moment : nil
  }
}

/// The number with zeros before it.
private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
