import Domain
import Projections
import Schema

/// One view that the follower keeps up with the log.
final class Followed {
  let place: Int
  let projection: any Projection
  let view: View
  var role: FollowerInbox.Role
  /// Nil when the view was stopped.
  private var writer: ViewWriter?
  /// When the oldest change that is not written was made.
  var gatheringSince: ContinuousClock.Instant?
  /// How long the last writing took.
  private var flushDuration = Duration.zero
  /// Whether it has been said that it is far behind.
  var isLate = false
  /// Not to be tried again before: the disk was full.
  var retryAt: ContinuousClock.Instant?

  init(_ adoption: FollowerInbox.Adoption, _ projection: any Projection) {
    place = adoption.place
    self.projection = projection
    view = adoption.view
    role = adoption.role
    writer = adoption.view.writer()
  }

  /// Up to where events were applied.
  var position: Position { writer?.position ?? view.state.position }
  var isStopped: Bool { writer == nil }
  /// About the bytes of memory that what is not written takes.
  var pendingBytes: Int { writer?.pendingBytes ?? 0 }
  var hasUnwritten: Bool { (writer?.position ?? .zero) > view.state.position }

  /// Applies the events past its position, which they must reach without a gap.
  func apply(_ events: ArraySlice<RecordedEvent>, now: ContinuousClock.Instant) -> Board.Fault? {
    guard !isStopped else { return nil }
    if gatheringSince == nil, !events.isEmpty { gatheringSince = now }
    return Self.apply(events, by: projection, to: &writer)
  }

  /// Opens the existential once per slice, not once per event.
  private static func apply(
    _ events: ArraySlice<RecordedEvent>, by projection: some Projection, to writer: inout ViewWriter?
  ) -> Board.Fault? {
    do throws(ProjectionFailure) {
      try writer?.apply(events, by: projection)
      return nil
    } catch {
      let applied = writer?.position ?? .zero
      let failed = events.first { $0.position > applied }?.header
      return Board.Fault(
        position: failed?.position ?? applied.next, type: failed?.type ?? 0, cause: error.description)
    }
  }

  /// When what was gathered is to be written, if nobody waits for it: the longer writing takes, the more is gathered,
  /// because rows that share a page then cost less each.
  func flushDue(_ limits: EngineLimits) -> ContinuousClock.Instant? {
    let least = Duration.milliseconds(limits.gatherMilliseconds)
    let most = max(least, Duration.milliseconds(limits.gatherMillisecondsMax))
    return gatheringSince?.advanced(by: min(most, max(least, flushDuration * 4)))
  }

  /// Writes what was gathered.
  func flush(_ history: History) throws(ViewError) {
    guard hasUnwritten else { return }
    let clock = ContinuousClock()
    let start = clock.now
    let leaf = history.leaf(at: position) ?? .zero
    try writer?.flush(leaf: leaf)
    flushDuration = start.duration(to: clock.now)
    gatheringSince = nil
    retryAt = nil
  }

  /// Lets go of the writer; what is not written is forgotten.
  func stop() { writer = nil }
}
