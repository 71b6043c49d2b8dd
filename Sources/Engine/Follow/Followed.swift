import Domain
import FactSchema
import ReadModels
import RowStore

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
  /// Whether what it gathered is not whole, so that it must not be written.
  private(set) var isTorn = false
  /// What is told again on another thread; nothing more is applied before it is done.
  private var aside: RetellingJob?

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
  var hasUnwritten: Bool { !isTorn && (writer?.position ?? .zero) > view.state.position }

  /// Whether it waits for what is told again aside.
  var isWaiting: Bool { aside.map { $0.outcome == nil } ?? false }
  /// Whether something is told again aside, done or not.
  var hasAside: Bool { aside != nil }

  /// Applies the events past its position, in order, and nothing of the damaged records that are missing between them, and
  /// behind them up to `last`.
  ///
  /// What a retraction concerns is told again from `facts`. `leavesOut` says of an event that contradicts the rows whether it
  /// may be left out. Where much is to be told again, `beside` begins it, and what follows is not applied: ``hasAside``.
  func apply(
    _ events: ArraySlice<RecordedEvent>, upTo last: Position, from facts: LogFacts, now: ContinuousClock.Instant,
    beside: (any Projection, ArraySlice<RecordedEvent>) -> RetellingJob?, leavesOut: (ReadModelRegistry.Fault) -> Bool
  ) -> ReadModelRegistry.Fault? {
    guard !isStopped, last > position else { return nil }
    if gatheringSince == nil { gatheringSince = now }
    var rest = events
    while let first = rest.first?.position {
      writer?.pass(upTo: Position(first.value - 1))
      // Positions rise: without a gap when the last is as far from the first as there are events.
      let isWhole = (rest.last?.position.value ?? first.value) - first.value == UInt64(rest.count - 1)
      var end = isWhole ? rest.endIndex : rest.startIndex + 1
      while !isWhole, end < rest.endIndex, rest[end].position == rest[end - 1].position.next { end += 1 }
      var whole = rest[..<end]
      if let first = whole.firstIndex(where: \.isToldAgain),
        let job = beside(projection, whole[first...])
      {
        aside = job
        whole = whole[..<first]
      }
      if let fault = apply(whole, by: projection, from: facts, [:], leavesOut) { return fault }
      if aside != nil { return nil }
      rest = rest[end...]
    }
    writer?.pass(upTo: last)
    return nil
  }

  /// Opens the existential once per slice, not once per event.
  private func apply(
    _ events: ArraySlice<RecordedEvent>, by projection: some Projection, from facts: LogFacts,
    _ prepared: [SubjectID: Retelling], _ leavesOut: (ReadModelRegistry.Fault) -> Bool
  ) -> ReadModelRegistry.Fault? {
    var (rest, prepared) = (events, prepared)
    while true {
      do throws(ProjectionFailure) {
        try writer?.apply(rest, by: projection, from: facts, prepared: prepared)
        return nil
      } catch {
        let applied = writer?.position ?? .zero
        let failed = rest.firstIndex { $0.position > applied }
        let header = failed.map { rest[$0].header }
        var fault = ReadModelRegistry.Fault(
          position: header?.position ?? applied.next, type: header?.type ?? 0, cause: error.description)
        switch error {
        case .torn: isTorn = true
        case .erasedMeanwhile: fault.isOfErasure = true
        case .outdated, .cannotApply, .view, .gap: break
        }
        fault.isOutdated = error.isOutdated
        guard case .cannotApply = error, let failed, leavesOut(fault) else { return fault }
        writer?.pass(upTo: fault.position)
        rest = rest[(failed + 1)...]
        prepared = [:]
      }
    }
  }

  /// Puts what was told again aside into the rows, with the events that it ends with.
  func finishAside(
    from facts: LogFacts, leavesOut: (ReadModelRegistry.Fault) -> Bool
  ) -> ReadModelRegistry.Fault? {
    guard let job = aside, let outcome = job.outcome else { return nil }
    aside = nil
    switch outcome {
    case .success(let prepared): return apply(job.events, by: projection, from: facts, prepared, leavesOut)
    case .failure(let refusal):
      let header = job.events.first?.header
      return ReadModelRegistry.Fault(
        position: header?.position ?? position, type: header?.type ?? 0, cause: refusal.message)
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
  func flush(_ eventReader: EventReader) throws(ViewError) {
    guard hasUnwritten else { return }
    let clock = ContinuousClock()
    let start = clock.now
    let mark = eventReader.mark(at: position)
    try writer?.flush(leaf: mark)
    flushDuration = start.duration(to: clock.now)
    gatheringSince = nil
    retryAt = nil
  }

  /// Lets go of the writer; what is not written is forgotten.
  func stop() {
    aside?.cancel()
    aside = nil
    writer = nil
  }
}
