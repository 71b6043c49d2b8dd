import Glibc

/// Keeps a load to a rate: for tests whose subject is what becomes of it over time.
public struct Pace {
  private let interval: Duration
  private var next: ContinuousClock.Instant

  public init(perSecond: Double) {
    interval = .seconds(1 / perSecond)
    next = .now
  }

  /// Returns when the next one is due; at once when that was in the past.
  public mutating func wait() {
    next += interval
    let (seconds, attoseconds) = ContinuousClock.now.duration(to: next).components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    if microseconds > 0 { usleep(UInt32(clamping: microseconds)) } else { next = .now }
  }
}
