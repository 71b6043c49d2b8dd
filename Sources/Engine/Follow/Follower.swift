import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import Synchronization

/// The one thread that keeps the live read models up with the log.
///
/// It applies durable facts from memory, gathers what they change, and writes it at once when a query waits, else when
/// enough or long enough has gathered.
final class Follower {
  let eventReader: EventReader
  let readModels: ReadModelRegistry
  let inbox: FollowerInbox
  let queries: QueryScheduler
  let limits: EngineLimits
  private let beginning: Beginning
  /// Begins to make a read model again, by its place.
  private let rebuild: (Int) -> Void
  private let clock = ContinuousClock()
  private var followed: [Followed] = []
  /// Facts from memory, without gaps, that some view may still need.
  private var window: [RecordedEvent] = []
  private var windowBytes = 0
  private var handedTo: Position
  /// What retractions are told again from.
  private let facts: LogFacts
  /// Where it is told again that is long; made when it is needed first.
  private var beside: BuildThread?
  private var isStopping = false
  /// Whether a query waits for a fact that has not been handed on yet.
  private var awaitsBatch = false

  init(
    eventReader: EventReader, readModels: ReadModelRegistry, inbox: FollowerInbox, queries: QueryScheduler,
    limits: EngineLimits, beginning: Beginning, rebuild: @escaping (Int) -> Void
  ) {
    self.eventReader = eventReader
    self.readModels = readModels
    self.inbox = inbox
    self.queries = queries
    self.limits = limits
    handedTo = eventReader.head
    self.beginning = beginning
    self.rebuild = rebuild
    facts = LogFacts(eventReader, beginning)
  }

  /// Follows until told to stop, and then for a moment until everything handed on is applied and written; the next start
  /// goes on from there.
  func run() {
    var end: ContinuousClock.Instant?
    while true {
      takeWork()
      if isStopping, end == nil { end = clock.now.advanced(by: .milliseconds(limits.stopFollowMilliseconds)) }
      let isBehind = applyAll()
      flushDue()
      switchCandidates()
      report()
      if let end, !isBehind || clock.now >= end { break }
      if isBehind { continue }
      inbox.sleep(milliseconds: sleepMilliseconds, isAwaited: awaitsBatch)
    }
    for view in followed where view.hasUnwritten { flush(view) }
    report()
    for view in followed { view.stop() }
    beside?.end()
  }

  // MARK: Taking

  private func takeWork() {
    let work = inbox.take()
    handedTo = work.handedTo
    isStopping = work.isStopping
    for adoption in work.adoptions {
      let projection = readModels.state.withLock { $0.entries[adoption.place].projection }
      followed.append(Followed(adoption, projection))
    }
    for batch in work.batches { take(batch) }
    trimWindow()
  }

  private func take(_ batch: DurableBatch) {
    if let first = batch.events.first?.position, window.last.map({ $0.position.next != first }) ?? false {
      // Batches were dropped between: what is before the gap would never be enough.
      forgetWindow(window.count)
    }
    for event in batch.events { window.append(eventReader.toldAsRecorded(event)) }
    windowBytes += batch.bytes
  }

  /// Lets the first of what is in memory go.
  private func forgetWindow(_ count: Int) {
    if count == window.count {
      window.removeAll(keepingCapacity: true)
      windowBytes = 0
    } else {
      for event in window[..<count] { windowBytes -= event.message.count }
      window.removeFirst(count)
    }
  }

  private func trimWindow() {
    guard let first = window.first?.position, let last = window.last?.position else { return }
    let needed = followed.filter { !$0.isStopped }.map(\.position).min() ?? last
    if needed >= last {
      forgetWindow(window.count)
    } else if needed.value >= first.value + UInt64(Self.trimEvents) {
      forgetWindow(Int(needed.value - first.value) + 1)
    } else if window.count > limits.handedOverEvents {
      // A view far behind reads the log; the window is for those that keep up.
      forgetWindow(window.count - limits.handedOverEvents)
    }
    if windowBytes > limits.handedOverBytes { forgetWindow(window.count) }
  }

  // MARK: Applying

  /// Applies a piece to each view, those that queries wait for first; whether some view is still behind.
  private func applyAll() -> Bool {
    defer {
      facts.forget()
      if eventReader.erased.isAny {
        eventReader.erased.forget(upTo: followed.filter { !$0.isStopped }.map(\.position).min() ?? handedTo)
      }
    }
    var isBehind = false
    let awaited = readModels.state.withLock { $0.gate.stillAwaited }
    for view in followed.sorted(by: { awaited[$0.place] != nil && awaited[$1.place] == nil }) {
      guard !view.isStopped else { continue }
      apply(to: view)
      if !view.isStopped, !view.isWaiting, view.position < handedTo { isBehind = true }
      if let awaited = awaited[view.place] {
        if view.role == .live, view.position >= awaited, view.retryAt.map({ $0 <= clock.now }) ?? true { flush(view) }
      } else if inbox.isHurried {
        return true
      }
    }
    awaitsBatch = awaited.contains { $0.map { $0 > handedTo } ?? false }
    return isBehind
  }

  /// Applies what is next to a view, for as long as its turn is: one that is slow is not to hold the others back.
  private func apply(to view: Followed) {
    guard view.position < handedTo, !view.isWaiting else { return }
    let now = clock.now
    let end = now.advanced(by: .milliseconds(limits.followMilliseconds))
    let fault: ReadModelRegistry.Fault?
    if view.hasAside {
      fault = view.finishAside(from: facts) { leavesOut($0, view) }
    } else if let first = window.first?.position, view.position.next >= first,
      let last = window.last?.position, view.position < last
    {
      let start = Int(view.position.value + 1 - first.value)
      let piece = window[start..<min(start + limits.catchUpEvents, window.count)]
      fault = apply(piece, upTo: piece.last?.position ?? view.position, to: view, now: now, until: end)
    } else {
      fault = catchUp(view, now: now, until: end)
    }
    if let fault { stop(view, fault) }
  }

  /// Applies the events piece by piece until the turn is over; what is missing between and behind them is damaged.
  private func apply(
    _ events: ArraySlice<RecordedEvent>, upTo last: Position, to view: Followed, now: ContinuousClock.Instant,
    until end: ContinuousClock.Instant
  ) -> ReadModelRegistry.Fault? {
    var rest = events
    repeat {
      var piece = rest.prefix(Self.pieceEvents)
      // What several retractions of a subject concern is told again once.
      if piece.contains(where: \.isToldAgain) { piece = rest }
      rest = rest[piece.endIndex...]
      let upTo = rest.isEmpty ? last : piece.last?.position ?? last
      let fault = view.apply(
        piece, upTo: upTo, from: facts, now: now, beside: { longRetelling($1, by: $0) },
        leavesOut: { leavesOut($0, view) })
      if let fault { return fault }
      if view.hasAside { return nil }
    } while !rest.isEmpty && clock.now < end
    return nil
  }

  /// Begins to tell again aside what retractions among the events concern, where that is long; nil where it is not.
  private func longRetelling(
    _ events: ArraySlice<RecordedEvent>, by projection: any Projection
  ) -> RetellingJob? {
    let parts = projection.partsRetold(in: events, from: facts)
    let types = FactType.allCases.filter { projection.kinds.contains($0.rawValue) }
    let end = events.last?.position ?? .zero
    let isLong = try? facts.hasMore(than: limits.retoldFacts, of: parts, types: types, upTo: end)
    guard isLong ?? false else { return nil }
    let job = RetellingJob(events, parts, projection, eventReader, beginning)
    let thread = beside ?? BuildThread("kith-retell")
    beside = thread
    thread.helper { [inbox] in
      job.run()
      inbox.hurry()
    }
    return job
  }

  /// Applies a piece read from the log, to every view that stands where it begins.
  private func catchUp(
    _ view: Followed, now: ContinuousClock.Instant, until end: ContinuousClock.Instant
  ) -> ReadModelRegistry.Fault? {
    let position = view.position
    var chunk = eventReader.chunk(
      after: position, limit: limits.buildEvents, kinds: .all, bytesMax: Self.chunkBytes)
    // What was erased since is taken out of the rows at the erasure, as what it was.
    if eventReader.erased.isAny { chunk.events = chunk.events.map(eventReader.erased.asBefore) }
    if let fault = chunk.fault, chunk.last == position {
      return ReadModelRegistry.Fault(position: fault.position, type: fault.type, cause: fault.cause)
    }
    for other in followed where other !== view && !other.isStopped && other.position == position {
      let end = clock.now.advanced(by: .milliseconds(limits.followMilliseconds))
      if let fault = apply(chunk.events[...], upTo: chunk.last, to: other, now: now, until: end) { stop(other, fault) }
    }
    return apply(chunk.events[...], upTo: chunk.last, to: view, now: now, until: max(end, clock.now))
  }

  /// Whether a read model goes on without a fact that it cannot apply: one that may build on a damaged one.
  private func leavesOut(_ fault: ReadModelRegistry.Fault, _ view: Followed) -> Bool {
    eventReader.log.damage.isAny && readModels.leavesOut(view.place, fault)
  }

  /// Stops one read model where it is; the others go on.
  private func stop(_ view: Followed, _ fault: ReadModelRegistry.Fault) {
    if view.hasUnwritten { flush(view) }
    letGo(view)
    if view.role == .live {
      if fault.isOfErasure { readModels.withdraw(view.place) }
      readModels.stop(view.place, fault)
      queries.progressed()
    } else if fault.isOutdated {
      Generations.remove(view.view.folder)
      followed.removeAll { $0 === view }
      readModels.abandon(view.place)
    } else {
      giveUp(view, fault)
    }
    if fault.isOutdated { rebuild(view.place) }
  }

  // MARK: Writing

  private func flushDue() {
    let now = clock.now
    for view in followed where view.hasUnwritten {
      if let retryAt = view.retryAt, retryAt > now { continue }
      let isOld = view.flushDue(limits).map { $0 <= now } ?? true
      if isOld || view.pendingBytes >= limits.memtableBytesMax || isStopping { flush(view) }
    }
  }

  /// Writes what a view gathered; false when it could not be written.
  @discardableResult
  private func flush(_ view: Followed) -> Bool {
    let wasStalled = view.retryAt != nil
    do throws(ViewError) {
      try view.flush(eventReader)
    } catch {
      return failed(view, error)
    }
    if wasStalled { readModels.notices.diskHasRoom(for: view.view.folder) }
    guard view.role == .live else { return true }
    let position = view.view.state.position
    readModels.state.withLock { state in
      state.gate.set(position, of: view.place)
      if wasStalled { state.entries[view.place].isStalled = false }
    }
    queries.progressed()
    return true
  }

  /// On a full device the rows are kept and written when there is room; queries need not wait for that.
  private func failed(_ view: Followed, _ error: ViewError) -> Bool {
    if case .noSpace = error {
      let isNew = view.retryAt == nil
      view.retryAt = clock.now.advanced(by: .seconds(1))
      guard isNew else { return false }
      readModels.notices.diskIsFull(for: view.view.folder)
      guard view.role == .live else { return false }
      readModels.stall(view.place)
      queries.progressed()
      return false
    }
    let fault = ReadModelRegistry.Fault(position: view.position, type: 0, cause: "its rows cannot be written: \(error)")
    letGo(view)
    if view.role == .live { readModels.stop(view.place, fault) } else { giveUp(view, fault) }
    queries.progressed()
    return false
  }

  /// Gives up a new generation: it would come to the same end at the next start.
  private func giveUp(_ candidate: Followed, _ fault: ReadModelRegistry.Fault) {
    Generations.remove(candidate.view.folder)
    readModels.abandon(candidate.place, fault)
  }

  // MARK: Generations

  /// Lets candidates that have come as far as the live generation take its place, in one step.
  private func switchCandidates() {
    for candidate in followed where candidate.role == .candidate && !candidate.isStopped {
      let live = followed.first { $0.place == candidate.place && $0.role == .live }
      let target = live.flatMap { $0.isStopped ? nil : $0.position } ?? handedTo
      guard candidate.position >= target, flush(candidate) else { continue }
      if let live, !live.isStopped { guard flush(live) else { continue } }
      candidate.role = .live
      dismissLive(live)
      readModels.replace(candidate.place, with: candidate.view, instead: live?.view)
      queries.progressed()
    }
  }

  private func dismissLive(_ live: Followed?) {
    guard let live else { return }
    letGo(live)
    reportLag(live)
    followed.removeAll { $0 === live }
  }

  /// Follows a view no longer; a full device is none of its concern then.
  private func letGo(_ view: Followed) {
    view.stop()
    if view.retryAt != nil { readModels.notices.diskHasRoom(for: view.view.folder) }
  }

  // MARK: Saying how far

  private func report() {
    var isFull = false
    readModels.state.withLock { state in
      for view in followed where view.role == .live && !view.isStopped {
        state.entries[view.place].applied = view.position
        if view.position >= handedTo { state.entries[view.place].isCaughtUp = true }
        if view.retryAt != nil { isFull = true }
      }
    }
    inbox.follow(isFull: isFull)
    for view in followed where view.role == .live { reportLag(view) }
  }

  /// Says that a read model has fallen far behind, and that it has come up again.
  private func reportLag(_ view: Followed) {
    let lag = handedTo.value - min(view.position.value, handedTo.value)
    let name = view.projection.name
    if view.isLate {
      guard view.isStopped || lag <= UInt64(limits.lagMax) / 2 else { return }
      view.isLate = false
      readModels.notices.end(.late(name), "the read model \(name) was far behind and is not any more")
    } else if lag > UInt64(limits.lagMax), !view.isStopped {
      view.isLate = true
      readModels.notices.begin(
        .late(name), "the read model \(name) is \(lag) facts behind: queries of it wait, recording goes on")
    }
  }

  /// How long until the next change is due to be written; nil when none waits.
  private var sleepMilliseconds: Int? {
    let now = clock.now
    let due = followed.compactMap { view -> ContinuousClock.Instant? in
      guard view.hasUnwritten else { return nil }
      return view.retryAt ?? view.flushDue(limits)
    }
    guard let next = due.min() else { return nil }
    return next > now ? Int(now.duration(to: next).microseconds / 1000) + 1 : 1
  }

  private static let trimEvents = 8192
  /// The facts that are applied between two looks at the clock.
  private static let pieceEvents = 32
  /// The bytes of records after which a stretch that is read from the log ends.
  private static let chunkBytes = 4 << 20
}
