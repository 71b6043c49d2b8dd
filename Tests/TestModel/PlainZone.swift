import Foundation

/// Time zones by Foundation's own tables and calendar; times in microseconds since 1970.
enum PlainZone {
  /// How far ahead of UTC clocks are then.
  static func offset(_ zone: String, at time: Int64) -> Int64 {
    if let fixed = fixed(zone) { return fixed }
    let date = Date(timeIntervalSince1970: (Double(time) / 1_000_000).rounded(.down))
    return Int64(TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0) * 1_000_000
  }

  /// The day that calendars show then.
  static func day(_ zone: String, _ time: Int64) -> Int32 { dayNumber(time + offset(zone, at: time)) }

  /// When clocks show so much past midnight on that day.
  static func time(_ zone: String, _ day: Int32, _ timeOfDay: Int64) -> Int64 {
    let shown = Int64(day) * 86_400_000_000 + timeOfDay
    if let fixed = fixed(zone) { return shown - fixed }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let (seconds, rest) = timeOfDay.quotientAndRemainder(dividingBy: 1_000_000)
    let date = Date(timeIntervalSince1970: Double(day) * 86_400 + Double(seconds))
    var parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    parts.timeZone = calendar.timeZone
    let found = calendar.date(from: parts) ?? date
    return Int64(found.timeIntervalSince1970.rounded()) * 1_000_000 + rest
  }

  /// Of an offset from UTC, or of no zone.
  private static func fixed(_ zone: String) -> Int64? {
    if zone.isEmpty || zone == "Z" { return 0 }
    guard zone.count == 6, "+-".contains(zone.prefix(1)) else { return nil }
    let (hours, minutes) = (Int64(zone.dropFirst().prefix(2)) ?? 0, Int64(zone.suffix(2)) ?? 0)
    return (zone.hasPrefix("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000_000
  }
}
