public import Bytes
public import FactSchema

extension Zone {
  /// The day that its calendars show then.
  public func day(of time: Instant) -> Int32 {
    isUTC ? time.day : Instant(microseconds: time.microseconds + offset(at: time.seconds) * 1_000_000).day
  }

  /// The first moment of that day there; where the zone leaves the day out, of the next.
  public func start(of date: CalendarDate) -> Instant {
    Instant(microseconds: start(ofLocal: date.start.seconds) * 1_000_000)
  }

  /// When its clocks show, on that day, so many microseconds past midnight.
  public func time(_ date: CalendarDate, _ timeOfDay: Int64) -> Instant {
    let shown = Instant(microseconds: date.start.microseconds + timeOfDay)
    return Instant(microseconds: shown.microseconds - offset(ofLocal: shown.seconds) * 1_000_000)
  }

  /// How many microseconds past midnight its clocks show then.
  public func timeOfDay(_ time: Instant) -> Int64 {
    let shown = Instant(microseconds: time.microseconds + offset(at: time.seconds) * 1_000_000)
    return shown.microseconds - Int64(shown.day) * 86_400_000_000
  }
}

extension Instant {
  /// Whole seconds since 1970, those that have begun.
  fileprivate var seconds: Int64 {
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return rest < 0 ? seconds - 1 : seconds
  }
}
