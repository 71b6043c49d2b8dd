import Domain
import FactSchema
import Synchronization

/// Compares the machine's clock with the times that the log holds: `recordedAt` never goes back, so a clock that was wrong
/// once holds it still until the clock has come as far.
final class ClockWatch: Sendable {
  /// How far the clock may be behind the last fact without a word.
  static let toleratedMicroseconds: Int64 = 60_000_000

  /// When the last fact was recorded, in microseconds.
  private let last: Atomic<Int64>
  private let isBehind = Atomic(false)
  private let notices: Notices

  init(recordedAtLast: Instant, notices: Notices) {
    last = Atomic(recordedAtLast.microseconds)
    self.notices = notices
  }

  /// When the last fact was recorded.
  var recordedAtLast: Instant { Instant(microseconds: last.load(ordering: .relaxed)) }

  /// Facts were recorded at that time.
  func recorded(at instant: Instant) { last.store(instant.microseconds, ordering: .relaxed) }

  /// Looks at the clock; costs nothing while it is right.
  func look(at clock: Instant) {
    let last = recordedAtLast
    let isBehindNow = last.microseconds - Self.toleratedMicroseconds > clock.microseconds
    guard isBehindNow != isBehind.load(ordering: .relaxed),
      isBehind.exchange(isBehindNow, ordering: .relaxed) != isBehindNow
    else { return }
    if isBehindNow {
      notices.begin(
        .clockBehind,
        "the machine's clock says \(clock.rfc3339) and the last fact was recorded at \(last.rfc3339): recordedAt stays "
          + "there until the clock is past it; where the clock was wrong before and is right now, start once with "
          + "--reset-clock")
    } else {
      notices.end(.clockBehind, "the machine's clock was behind the log and no longer is")
    }
  }
}
