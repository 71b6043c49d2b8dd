import Synchronization

/// A bar with the rate and the time left, on standard error of a terminal; nothing elsewhere.
final class ProgressBar: Sendable {
  private struct State {
    var lastDrawn: ContinuousClock.Instant?
    var isDrawn = false
  }

  private let console: Console
  private let label: String
  private let unit: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let state = Mutex(State())

  /// Work that is over sooner shows no bar.
  private static let drawAfter = Duration.milliseconds(300)
  /// The shortest time between two drawings.
  private static let redrawAfter = Duration.milliseconds(80)

  /// A bar for `label`; `unit` is what is counted, such as rows.
  init(_ label: String, unit: String, console: Console) {
    self.console = console
    self.label = label
    self.unit = unit
    self.start = clock.now
  }

  /// Shows how far the work is. `fraction` of nil: it is not known.
  func show(count: UInt64, fraction: Double?, rate: Double? = nil, secondsLeft: Double? = nil) {
    let now = clock.now
    guard console.style.showsProgress, now - start >= Self.drawAfter else { return }
    let isDue = state.withLock { state in
      if let last = state.lastDrawn, now - last < Self.redrawAfter { return false }
      state.lastDrawn = now
      state.isDrawn = true
      return true
    }
    guard isDue else { return }
    let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
    let rate = rate ?? (seconds > 0.2 ? Double(count) / seconds : nil)
    let left = secondsLeft ?? fraction.flatMap { $0 > 0.01 && seconds > 0.5 ? seconds / $0 * (1 - $0) : nil }
    console.progress(
      ProgressBar.text(label: label, unit: unit, count: count, fraction: fraction, rate: rate, secondsLeft: left))
  }

  /// Takes the bar away.
  func finish() {
    let wasDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if wasDrawn { console.progress("") }
  }

  /// One line: `Import [█████·····] 50 %  1,000 rows  200/s  5 s left`.
  static func text(
    label: String, unit: String, count: UInt64, fraction: Double?, rate: Double?, secondsLeft: Double?
  ) -> String {
    var parts = [label]
    if let fraction {
      let filled = Int(max(0, min(1, fraction)) * 20)
      parts[0] += " [" + String(repeating: "█", count: filled) + String(repeating: "·", count: 20 - filled) + "]"
      parts.append("\(Int(max(0, min(1, fraction)) * 100)) %")
    }
    parts.append("\(Figures.grouped(Int64(clamping: count))) \(unit)")
    if let rate { parts.append("\(Figures.grouped(Int64(rate)))/s") }
    if let secondsLeft { parts.append("\(Figures.duration(Int64(secondsLeft.rounded(.up)))) left") }
    return parts.joined(separator: "  ")
  }
}

/// Numbers for people.
enum Figures {
  /// `12,345`
  static func grouped(_ number: Int64) -> String {
    var digits = String(number.magnitude)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// `1 fact`, `2 facts`
  static func count(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `5 s`, `3 min 20 s`, `2 h 5 min` or `3 days 4 h`.
  static func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    case ..<86_400: seconds / 60 % 60 == 0 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
    default: "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }
  }

  /// `1.5 MiB`
  static func bytes(_ count: UInt64) -> String {
    var value = Double(count)
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
      value /= 1024
      unit = next
    }
    return unit == "B" ? "\(count) B" : "\((value * 10).rounded() / 10) \(unit)"
  }

  /// A figure without a fraction where it has none.
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? grouped(Int64(value)) : String((value * 10_000).rounded() / 10_000)
  }
}
