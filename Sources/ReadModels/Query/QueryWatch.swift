public import Domain

/// What a query looks at while it runs: whether it may go on.
///
/// Everything that reads rows or records takes a step for each, so that no query has to think of it. It belongs to the
/// thread that runs the query.
public final class QueryWatch {
  /// Why a query ended before its answer.
  public enum Stop: Sendable {
    /// It took longer than it may where it runs now, or stands in the way of what it reads; it is begun again.
    case slice
    /// It took longer than any query may.
    case time
    /// Nobody is there any more to be answered.
    case callerLeft
  }

  /// Why it is to end; nil while it may go on.
  public private(set) var stopped: Stop?
  private var steps: UInt32 = 0
  private let begun: ContinuousClock.Instant
  private let slice: Duration?
  private let seconds: Int
  private let clock: ContinuousClock
  private let isInTheWay: () -> Bool
  private let hasCallerLeft: () -> Bool

  /// A watch that begins now and ends a query after `slice`, where there is one, and after so many seconds; and as soon
  /// as a file that it reads must grow, which nobody can read meanwhile.
  public init(
    slice: Duration? = nil, seconds: Int, clock: ContinuousClock = ContinuousClock(),
    isInTheWay: @escaping () -> Bool = { false }, hasCallerLeft: @escaping () -> Bool = { false }
  ) {
    self.slice = slice
    self.seconds = seconds
    self.clock = clock
    self.isInTheWay = isInTheWay
    self.hasCallerLeft = hasCallerLeft
    begun = clock.now
    if hasCallerLeft() { stopped = .callerLeft }
  }

  /// The time since it began.
  public var elapsed: Duration { begun.duration(to: clock.now) }

  /// Counts a row that was looked at; false when the query is to end.
  @inlinable
  public func mayGoOn() -> Bool {
    guard stopped == nil else { return false }
    return isBetweenLooks() || look()
  }

  /// Counts a row that was looked at, and ends the query by a refusal when it is to end.
  @inlinable
  public func step() throws(Refusal) {
    guard mayGoOn() else { throw refusal }
  }

  @usableFromInline
  func isBetweenLooks() -> Bool {
    steps &+= 1
    return steps % Self.stepsPerLook != 0
  }

  @usableFromInline
  func look() -> Bool {
    let elapsed = elapsed
    if hasCallerLeft() {
      stopped = .callerLeft
    } else if elapsed >= .seconds(seconds) {
      stopped = .time
    } else if slice.map({ elapsed >= $0 }) ?? false || isInTheWay() {
      stopped = .slice
    }
    return stopped == nil
  }

  /// What a query that was ended is answered with.
  public var refusal: Refusal {
    Refusal(
      .timedOut, "the query took longer than \(seconds) s, which is the longest that one may: ask for less at a time")
  }

  private static let stepsPerLook: UInt32 = 64
}

@available(*, unavailable)
extension QueryWatch: Sendable {}
