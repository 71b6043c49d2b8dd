import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import Synchronization

/// Answers what is asked about the past: makes the read models as they were, keeps a few of them, and runs the queries there;
/// and beside it what would be (``WhatIfs``).
///
/// On two threads of its own, which let everything else go first; a uid has one of them. What was made last is kept for the
/// next question about the same moment, for a while and not many. Each takes ``EngineLimits/momentBytes`` of memory at most,
/// and what is more lies in a folder that goes with it.
final class Moments: Sendable {
  private enum Job: TicketedJob {
    case moment(MomentJob)
    case whatIf(WhatIfJob, [any RowSource])

    var ticket: Ticket {
      switch self {
      case .moment(let asked): asked.ticket
      case .whatIf(let asked, _): asked.ticket
      }
    }
  }

  /// A read model as it was.
  private struct Name: Hashable {
    var place: Int
    var end: ReplayEnd
  }

  private struct Kept {
    var name: Name
    var rows: PastRows
    var usedAt: ContinuousClock.Instant
  }

  private let eventReader: EventReader
  private let readModels: ReadModelRegistry
  private let limits: EngineLimits
  private let beginning: Beginning
  private let actorName: ActorNames
  private let makeView: @Sendable (any Projection) throws(ViewError) -> ScratchView
  private let whatIfs: WhatIfs
  private let clock = ContinuousClock()
  private let lane = QueryLane<Job>(threads: threads, eachMax: 1)
  private let kept = Mutex<[Kept]>([])
  /// Who has how many of the places in which questions wait.
  private let waiting: Mutex<Shares>
  private let isStopping = Atomic(false)

  static let threads = 2

  init(
    eventReader: EventReader, readModels: ReadModelRegistry, limits: EngineLimits,
    actorName: @escaping ActorNames, scratch: ScratchFolders, viewOptions: ViewOptions,
    beginning: Beginning, now: @escaping @Sendable () -> Instant, commands: CommandQueue
  ) {
    self.eventReader = eventReader
    whatIfs = WhatIfs(
      eventReader: eventReader, readModels: readModels, limits: limits, beginning: beginning, actorName: actorName,
      now: now, queue: commands)
    self.readModels = readModels
    self.limits = limits
    self.actorName = actorName
    self.beginning = beginning
    waiting = Mutex(Shares(Shares.Rule(total: limits.momentsWaiting, percent: limits.sharePercent)))
    makeView = { [origin = eventReader.log.origin] (projection) throws(ViewError) in
      let identity = projection.identity(origin: origin.description, generation: 0)
      return try ScratchView(folder: scratch.path(of: projection.name), identity: identity, options: viewOptions)
    }
  }

  // MARK: Asking

  /// Takes a question over, or says why not.
  func submit(_ asked: MomentJob) -> Refusal? { submit(.moment(asked)) }

  /// Takes a question about what would be over, whose read models are these, or says why not.
  func submit(_ asked: WhatIfJob, on views: [any RowSource]) -> Refusal? { submit(.whatIf(asked, views)) }

  private func submit(_ job: Job) -> Refusal? {
    let caller = job.ticket.caller
    guard waiting.withLock({ $0.take(uid: caller.uid, caller.standing) }) else {
      return Refusal(.tooMany, "too many questions about the past, or about what would be, wait")
    }
    guard lane.submit([job]) else {
      leave(caller)
      return Self.shuttingDown
    }
    return nil
  }

  /// Drops what waits for a connection that has left.
  func drop(_ caller: Caller) { leave(caller, lane.drop(caller)) }

  /// Gives places back in which questions waited.
  private func leave(_ caller: Caller, _ count: Int = 1) {
    waiting.withLock { $0.give(count, uid: caller.uid, caller.standing) }
  }

  /// Ends the threads: what is being made is given up, and what waits is refused.
  func close() {
    isStopping.store(true, ordering: .releasing)
    lane.close()
  }

  /// Lets everything go that is kept. What was made before a key was erased holds what it sealed.
  func forget() { forget { _ in true } }

  /// Lets go what nobody has asked for a while.
  func forgetIdle() {
    let now = clock.now
    forget { [limits] in $0.usedAt.duration(to: now) >= .seconds(limits.momentIdleSeconds) }
  }

  private func forget(_ isOver: (Kept) -> Bool) {
    // Let go outside of the lock: a file is closed.
    _ = kept.withLock { kept in
      let over = kept.filter(isOver)
      kept.removeAll(where: isOver)
      return over.map(\.rows)
    }
  }

  /// How many are kept.
  var count: Int { kept.withLock { $0.count } }

  // MARK: Threads

  /// What each of the threads does.
  func run() {
    EngineThread.yieldToOthers()
    var done: QueryLane<Job>.Done?
    while let job = lane.take(after: done, beforeSleep: {}) {
      leave(job.ticket.caller)
      let begun = clock.now
      let result = answer(job)
      if !job.ticket.caller.hasLeft {
        job.ticket.receiver.deliver([Outcome(number: job.ticket.number, result: result)])
      }
      done = .init(caller: job.ticket.caller, nanoseconds: begun.duration(to: clock.now).nanoseconds)
    }
  }

  private func answer(_ job: Job) -> Result<[UInt8], Refusal> {
    do throws(Refusal) {
      switch job {
      case .moment(let asked): return .success(try answer(asked))
      case .whatIf(let asked, let views):
        return .success(
          try whatIfs.answer(asked, on: views) { [self] in isStopping.load(ordering: .acquiring) })
      }
    } catch {
      return .failure(isStopping.load(ordering: .acquiring) ? Self.shuttingDown : eventReader.explained(error))
    }
  }

  private func answer(_ asked: MomentJob) throws(Refusal) -> [UInt8] {
    let (end, now) = try eventReader.end(of: asked.moment)
    let caller = asked.ticket.caller
    let all = try asked.query.projections.map { (name) throws(Refusal) in
      guard let place = readModels.places[name] else {
        throw Refusal(.unsupported, "a read model that the query needs is not kept")
      }
      return try rows(Name(place: place, end: end), for: caller)
    }
    let watch = QueryWatch(
      seconds: limits.querySeconds, clock: clock,
      hasCallerLeft: { [self] in caller.hasLeft || isStopping.load(ordering: .acquiring) })
    // The rows are held until the answer is there.
    return try withExtendedLifetime(all) { () throws(Refusal) in
      try asked.query.run(on: all.map(\.source), now: now, watch: watch, actorName: actorName)
    }
  }

  // MARK: What is made

  /// The read model as it was, made where it is not kept.
  private func rows(_ name: Name, for caller: Caller) throws(Refusal) -> PastRows {
    let now = clock.now
    let known = kept.withLock { kept -> PastRows? in
      guard let index = kept.firstIndex(where: { $0.name == name }) else { return nil }
      kept[index].usedAt = now
      return kept[index].rows
    }
    if let known { return known }
    let projection = readModels.state.withLock { $0.entries[name.place].projection }
    let erased = eventReader.erased.count
    let rows = try replay(projection, upTo: name.end, for: caller)
    // What was made while somebody was erased has some of what is gone.
    if eventReader.erased.count == erased { keep(Kept(name: name, rows: rows, usedAt: clock.now)) }
    return rows
  }

  private func replay(
    _ projection: any Projection, upTo end: ReplayEnd, for caller: Caller
  ) throws(Refusal) -> PastRows {
    let room = GatheredRows.Room(bytesMax: limits.momentBytes) { [makeView] () throws(ViewError) in
      try makeView(projection)
    }
    let begun = clock.now
    return try Replay(eventReader, beginning, projection, limits, in: room).replay(upTo: end) { () throws(Refusal) in
      // Who has left hears nothing of it.
      guard !isStopping.load(ordering: .acquiring), !caller.hasLeft else { throw Self.shuttingDown }
      guard begun.duration(to: clock.now) < .seconds(limits.momentSeconds) else {
        throw Refusal(
          .timedOut,
          "\(projection.name) could not be made as of then within \(limits.momentSeconds) s, which is the longest allowed"
        )
      }
    }
  }

  /// Keeps it in the place of what nobody has asked for the longest.
  private func keep(_ made: Kept) {
    // Let go outside of the lock: a file is closed.
    _ = kept.withLock { kept -> PastRows? in
      // Another thread may have made the same.
      guard !kept.contains(where: { $0.name == made.name }) else { return nil }
      kept.append(made)
      guard kept.count > limits.momentsKept, let index = kept.indices.min(by: { kept[$0].usedAt < kept[$1].usedAt })
      else { return nil }
      return kept.remove(at: index).rows
    }
  }

  private static let shuttingDown = Refusal(.shuttingDown, "the daemon is shutting down")
}
