public import Bytes
public import FactSchema

extension CalendarDate {
  /// The day on which the instant falls in UTC.
  public init(_ instant: Instant) { self.init(day: instant.day) }

  /// Midnight in UTC at which the day begins.
  public var start: Instant { Instant(microseconds: Int64(day) * 86_400_000_000) }
}
