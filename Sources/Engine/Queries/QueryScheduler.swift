import APISchema
import Domain
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization

/// Something that is asked, before it is known whether it can be answered.
struct Question: Sendable {
  enum Content: Sendable {
    case query(Query)
    case status(@Sendable () throws(Refusal) -> [UInt8])
    /// What is answered elsewhere, from these views.
    case elsewhere(@Sendable ([any RowSource]) -> Refusal?)
  }

  var content: Content
  var ticket: Ticket
  /// The read models that it is answered from, by their places.
  var places: [Int]
}

/// Decides when a query may run: at once, when its read models have come far enough, or never.
///
/// Waiting costs no thread; the ``PositionGate`` bounds it in number and time, in all and for each uid. One sleeping thread
/// watches the deadlines.
final class QueryScheduler: Sendable {
  private typealias Gate = PositionGate<Question>

  private let readModels: ReadModelRegistry
  private let pool: QueryPool
  private let follower: FollowerInbox
  private let limits: EngineLimits
  private let clock = ContinuousClock()
  private let wakeup = Wakeup()
  /// The head when the daemon began: after a crash a read model may be behind what was acknowledged before it, and no
  /// query is answered from there.
  private let floor: Position
  private let head: @Sendable () -> Position

  init(
    readModels: ReadModelRegistry, pool: QueryPool, follower: FollowerInbox, limits: EngineLimits,
    head: @escaping @Sendable () -> Position
  ) {
    floor = head()
    self.head = head
    self.readModels = readModels
    self.pool = pool
    self.follower = follower
    self.limits = limits
    let rule = Shares.Rule(total: limits.queriesWaiting, percent: limits.sharePercent)
    readModels.state.withLock { $0.gate.set(rule) }
  }

  // MARK: At once

  /// The views that a query runs on when it can be answered this moment, without waiting for anything.
  func views(for job: QueryJob) -> (views: [any RowSource], behind: Behind?)? {
    guard let need = need(of: job) else { return nil }
    let found = readModels.state.withLock { state -> (views: [any RowSource], obstacle: String?)? in
      guard !state.gate.isClosed, case .passes(let obstacle) = state.admission(of: need) else { return nil }
      return (state.views(at: need.places), obstacle)
    }
    guard let found, !found.views.contains(where: \.holdsReadersBack) else { return nil }
    return (found.views, behind(found.obstacle))
  }

  private func behind(_ obstacle: String?) -> Behind? {
    obstacle.map { word in
      .with {
        $0.head = head().value
        $0.reason = word
      }
    }
  }

  /// What a query needs of its read models; nil when one is not kept.
  private func need(of job: QueryJob) -> Gate.Need? {
    let places = job.query.projections.compactMap { readModels.places[$0] }
    guard places.count == job.query.projections.count else { return nil }
    let atLeast = job.query.atLeast ?? .zero
    return Gate.Need(places: places, position: max(job.after, atLeast, floor), atLeast: atLeast)
  }

  // MARK: When it may

  /// What is to be done when the registry's lock has been left.
  private struct Ready {
    var jobs: [QueryPool.Job] = []
    var refused = Outcomes()
    var elsewhere: [(ticket: Ticket, take: () -> Refusal?)] = []
    var isWaiting = false
    /// Whether the thread that watches deadlines sleeps for too long.
    var wakes = false
  }

  /// Takes queries over; false when the scheduler has been closed.
  func submit(_ jobs: [QueryJob]) -> Bool {
    take(jobs) { job, now, state, ready in
      guard let need = need(of: job) else {
        return ready.refused.add(job.ticket, .failure(Self.notKept))
      }
      let question = Question(content: .query(job.query), ticket: job.ticket, places: need.places)
      place(question, need, until: deadline(now, job.query.timeoutMilliseconds), &state, &ready)
    }
  }

  /// Lets `take` have the views of a query when they have come far enough; it says why not where it does not take them. False
  /// when the scheduler has been closed.
  func submit(_ job: QueryJob, to take: @escaping @Sendable ([any RowSource]) -> Refusal?) -> Bool {
    self.take([job]) { job, now, state, ready in
      guard let need = need(of: job) else { return ready.refused.add(job.ticket, .failure(Self.notKept)) }
      let question = Question(content: .elsewhere(take), ticket: job.ticket, places: need.places)
      place(question, need, until: deadline(now, job.query.timeoutMilliseconds), &state, &ready)
    }
  }

  private static let notKept = Refusal(.unsupported, "a read model that the query needs is not kept")

  /// Takes a question about the engine over; false when the scheduler has been closed.
  func submit(_ job: StatusJob) -> Bool {
    take([job]) { job, now, state, ready in
      guard job.atLeast > .zero else {
        return ready.jobs.append(QueryPool.Job(ticket: job.ticket, work: .made(by: job.answer)))
      }
      let places = job.projection.map { readModels.places[$0].map { [$0] } ?? [] } ?? Array(readModels.places.values)
      let question = Question(content: .status(job.answer), ticket: job.ticket, places: places)
      place(
        question, Gate.Need(places: places, position: job.atLeast, atLeast: job.atLeast),
        until: deadline(now, job.timeoutMilliseconds), &state, &ready)
    }
  }

  /// Starts those of the jobs that can be answered; false when the scheduler has been closed.
  private func take<Job>(
    _ jobs: [Job], _ place: (Job, ContinuousClock.Instant, inout ReadModelRegistry.State, inout Ready) -> Void
  ) -> Bool {
    var ready = Ready()
    ready.jobs.reserveCapacity(jobs.count)
    let now = clock.now
    let isOpen = readModels.state.withLock { state in
      guard !state.gate.isClosed else { return false }
      for job in jobs { place(job, now, &state, &ready) }
      return true
    }
    guard isOpen else { return false }
    give(&ready)
    if ready.isWaiting { follower.hurry() }
    if ready.wakes { wakeup.signal() }
    return true
  }

  private func deadline(_ now: ContinuousClock.Instant, _ milliseconds: Int) -> ContinuousClock.Instant {
    now.advanced(by: .milliseconds(min(milliseconds, limits.queryWaitMax)))
  }

  /// Starts or refuses a question now, or lets it wait.
  private func place(
    _ question: Question, _ need: Gate.Need, until deadline: ContinuousClock.Instant,
    _ state: inout ReadModelRegistry.State, _ ready: inout Ready
  ) {
    let admission = state.admission(of: need)
    guard case .waits = admission else { return add(question, admission, state, &ready) }
    guard state.gate.wait(question, for: need, of: question.ticket.caller, until: deadline) else {
      return ready.refused.add(question.ticket, .failure(Refusal(.tooMany, "too many queries wait")))
    }
    ready.isWaiting = true
    if state.gate.mustWake(for: deadline) { ready.wakes = true }
  }

  /// Adds what is to be done with a question that need not wait.
  private func add(
    _ question: Question, _ admission: Gate.Admission, _ state: ReadModelRegistry.State, _ ready: inout Ready
  ) {
    switch admission {
    case .passes(let obstacle):
      switch question.content {
      case .query(var query):
        query.behind = behind(obstacle)
        let work = QueryPool.Work.query(query, state.views(at: question.places))
        ready.jobs.append(QueryPool.Job(ticket: question.ticket, work: work))
      case .status(let answer): ready.jobs.append(QueryPool.Job(ticket: question.ticket, work: .made(by: answer)))
      case .elsewhere(let take):
        let views = state.views(at: question.places)
        ready.elsewhere.append((question.ticket, { take(views) }))
      }
    case .refused(let refusal): ready.refused.add(question.ticket, .failure(refusal))
    case .waits: preconditionFailure("what waits is not to be done yet")
    }
  }

  /// Hands over what a look at the gate found.
  private func give(_ ready: inout Ready) {
    pool.submit(ready.jobs)
    for (ticket, take) in ready.elsewhere {
      if let refusal = take() { ready.refused.add(ticket, .failure(refusal)) }
    }
    ready.refused.deliver()
  }

  // MARK: When something happens

  /// A read model came further, stopped or was replaced: starts what that allows.
  func progressed() {
    var ready = Ready()
    readModels.state.withLock { state in
      for (question, admission) in state.release() { add(question, admission, state, &ready) }
    }
    give(&ready)
  }

  /// Drops what waits for a connection that has left.
  func drop(_ caller: Caller) { readModels.state.withLock { $0.gate.drop(caller) } }

  /// Refuses what still waits, and everything from now on; after the follower has ended.
  func close() {
    var ready = Ready()
    for question in readModels.state.withLock({ $0.gate.close() }) {
      ready.refused.add(question.ticket, .failure(Refusal(.shuttingDown, "the daemon is shutting down")))
    }
    give(&ready)
    wakeup.signal()
  }

  /// Watches deadlines until the scheduler is closed.
  func run() {
    while true {
      var ready = Ready()
      let now = clock.now
      let (isClosed, expired, next) = readModels.state.withLock { state in
        let (expired, next) = state.gate.expire(at: now)
        return (state.gate.isClosed, expired, next)
      }
      if isClosed { return }
      for (question, refusal) in expired { ready.refused.add(question.ticket, .failure(refusal)) }
      give(&ready)
      // A moment more than the deadline: it is over then.
      wakeup.wait(milliseconds: next.map { Int(now.duration(to: $0).microseconds / 1000) + 1 })
    }
  }

  /// How many wait.
  var waitingCount: Int { readModels.state.withLock { $0.gate.count } }
}

extension ReadModelRegistry.State {
  /// What is to be done with a question that needs this.
  fileprivate func admission(of need: PositionGate<Question>.Need) -> PositionGate<Question>.Admission {
    gate.admission(of: need) { entries[$0].standing }
  }

  /// Those questions that need not wait any longer.
  fileprivate mutating func release() -> [(waiter: Question, admission: PositionGate<Question>.Admission)] {
    let entries = entries
    return gate.release { entries[$0].standing }
  }

  /// The generations that serve, of read models that do.
  fileprivate func views(at places: [Int]) -> [any RowSource] { places.compactMap { entries[$0].live } }
}

extension ReadModelRegistry.Entry {
  /// How it stands for a query.
  fileprivate var standing: PositionGate<Question>.Standing {
    guard live != nil else {
      if isOpening { return .comes }
      if let fault, building == nil {
        return .isAbsent(.internal("the read model \(projection.name) could not be built: \(fault.cause)"))
      }
      return .isAbsent(Refusal(.rebuilding, "the read model \(projection.name) is being built and does not serve yet"))
    }
    if let fault {
      return fault.isOutdated ? .isStalled(BehindReason.outdated.rawValue) : .hasStopped(BehindReason.stopped.rawValue)
    }
    return isStalled ? .isStalled(BehindReason.storageFull.rawValue) : .follows
  }
}
