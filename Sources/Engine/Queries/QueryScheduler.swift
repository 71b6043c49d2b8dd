import APISchema
import Domain
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization

/// What is asked, before it is known whether it can be answered.
enum Question: Sendable {
  case query(Query)
  case standing(@Sendable () throws(Refusal) -> [UInt8])
}

/// A question that waits for its read models to reach its position.
struct WaitingQuery: Sendable {
  var question: Question
  var ticket: Ticket
  var places: [Int]
  var needed: Position
  /// What the client named, without which it wants no answer; no more than is needed.
  var atLeast: Position
  var deadline: ContinuousClock.Instant

  /// What the pool is to do now that those read models have come far enough.
  func job(_ views: [View], _ behind: Behind?) -> QueryPool.Job {
    switch question {
    case .query(var query):
      query.behind = behind
      return QueryPool.Job(ticket: ticket, work: .query(query, views))
    case .standing(let answer): return QueryPool.Job(ticket: ticket, work: .standing(answer))
    }
  }
}

/// Decides when a query may run: at once, when its read models have come far enough, or never.
///
/// Waiting costs no thread; it is bounded in number and time, in all and for each uid. One sleeping thread watches the
/// deadlines.
final class QueryScheduler: Sendable {
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
    readModels.state.withLock { $0.waiting.shares.rule = rule }
  }

  /// Where a query can go now.
  private enum Admission {
    /// Now; with the word for what keeps a read model from what is needed, where something does.
    case runs([View], String?)
    case refused(Refusal)
    case waits
  }

  /// What is to be done when the registry's lock has been left.
  private struct Ready {
    var jobs: [QueryPool.Job] = []
    var refused = Outcomes()
    var isWaiting = false
    /// Whether the thread that watches deadlines sleeps for good.
    var wakes = false
  }

  /// The views that a query runs on when it can be answered this moment, without waiting for anything.
  func views(for job: QueryJob) -> (views: [View], behind: Behind?)? {
    guard let (places, needed) = bounds(of: job) else { return nil }
    let found = readModels.state.withLock { state -> (views: [View], reason: String?)? in
      guard !state.isClosed,
        case .runs(let views, let reason) = Self.admission(
          places, needed, atLeast: job.query.atLeast ?? .zero, state.entries)
      else { return nil }
      return (views, reason)
    }
    guard let found, !found.views.contains(where: \.holdsReadersBack) else { return nil }
    return (found.views, behind(found.reason))
  }

  private func behind(_ reason: String?) -> Behind? {
    reason.map { reason in
      .with {
        $0.head = head().value
        $0.reason = reason
      }
    }
  }

  /// The places of a query's read models and the position that they need; nil when one is not kept.
  private func bounds(of job: QueryJob) -> (places: [Int], needed: Position)? {
    let places = job.query.projections.compactMap { readModels.places[$0] }
    guard places.count == job.query.projections.count else { return nil }
    return (places, max(job.after, job.query.atLeast ?? .zero, floor))
  }

  /// Takes queries over; false when the scheduler has been closed.
  func submit(_ jobs: [QueryJob]) -> Bool {
    take(jobs) { job, now, state, ready in
      guard let (places, needed) = bounds(of: job) else {
        let refusal = Refusal(.unsupported, "a read model that the query needs is not kept")
        return ready.refused.add(job.ticket, .failure(refusal))
      }
      let question = WaitingQuery(
        question: .query(job.query), ticket: job.ticket, places: places, needed: needed,
        atLeast: job.query.atLeast ?? .zero, deadline: deadline(now, job.query.timeoutMilliseconds))
      place(question, &state, &ready)
    }
  }

  /// Takes a question about the engine over; false when the scheduler has been closed.
  func submit(_ job: StatusJob) -> Bool {
    take([job]) { job, now, state, ready in
      guard job.atLeast > .zero else {
        return ready.jobs.append(QueryPool.Job(ticket: job.ticket, work: .standing(job.answer)))
      }
      let places = job.projection.map { readModels.places[$0].map { [$0] } ?? [] } ?? Array(readModels.places.values)
      let question = WaitingQuery(
        question: .standing(job.answer), ticket: job.ticket, places: places, needed: job.atLeast,
        atLeast: job.atLeast, deadline: deadline(now, job.timeoutMilliseconds))
      place(question, &state, &ready)
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
      guard !state.isClosed else { return false }
      for job in jobs { place(job, now, &state, &ready) }
      ready.wakes = ready.isWaiting && !state.waiting.isWatched
      if ready.isWaiting { state.waiting.isWatched = true }
      return true
    }
    guard isOpen else { return false }
    give(&ready)
    if ready.isWaiting { follower.hurry() }
    if ready.wakes { wakeup.signal() }
    return true
  }

  /// Hands over what a look at the registry found.
  private func give(_ ready: inout Ready) {
    pool.submit(ready.jobs)
    ready.refused.deliver()
  }

  private func deadline(_ now: ContinuousClock.Instant, _ milliseconds: Int) -> ContinuousClock.Instant {
    now.advanced(by: .milliseconds(min(milliseconds, limits.queryWaitMax)))
  }

  /// Refuses what still waits, and everything from now on; after the follower has ended.
  func close() {
    readModels.state.withLock { $0.isClosed = true }
    expire(all: true)
    wakeup.signal()
  }

  /// Starts or refuses a question now, or lets it wait.
  private func place(_ question: WaitingQuery, _ state: inout ReadModelRegistry.State, _ ready: inout Ready) {
    switch Self.admission(question.places, question.needed, atLeast: question.atLeast, state.entries) {
    case .runs(let views, let reason): ready.jobs.append(question.job(views, behind(reason)))
    case .refused(let refusal): ready.refused.add(question.ticket, .failure(refusal))
    case .waits:
      guard state.waiting.add(question) else {
        return ready.refused.add(question.ticket, .failure(Refusal(.tooMany, "too many queries wait")))
      }
      ready.isWaiting = true
      for place in question.places { state.entries[place].wanted = max(state.entries[place].wanted, question.needed) }
    }
  }

  /// A read model came further, stopped or was replaced: starts what that allows.
  func progressed() {
    var ready = Ready()
    readModels.state.withLock { state in
      guard !state.waiting.queries.isEmpty else { return }
      let entries = state.entries
      state.waiting.remove { query in
        switch Self.admission(query.places, query.needed, atLeast: query.atLeast, entries) {
        case .waits: return false
        case .runs(let views, let reason): ready.jobs.append(query.job(views, behind(reason)))
        case .refused(let refusal): ready.refused.add(query.ticket, .failure(refusal))
        }
        return true
      }
      Self.recount(&state)
    }
    give(&ready)
  }

  /// Refuses those whose time is over, or all when the engine stops; whether one waits still.
  @discardableResult
  private func expire(all isStopping: Bool = false) -> Bool {
    var ready = Ready()
    let now = clock.now
    let isWaiting = readModels.state.withLock { state in
      let entries = state.entries
      state.waiting.remove { query in
        guard isStopping || query.deadline <= now else { return false }
        let refusal =
          isStopping
          ? Refusal(.shuttingDown, "the daemon is shutting down")
          : Self.behind(Self.reached(query.places, entries), query.needed)
        ready.refused.add(query.ticket, .failure(refusal))
        return true
      }
      Self.recount(&state)
      state.waiting.isWatched = !state.waiting.queries.isEmpty
      return state.waiting.isWatched
    }
    give(&ready)
    return isWaiting
  }

  /// Drops what waits for a connection that has left.
  func drop(_ caller: Caller) {
    readModels.state.withLock { state in
      guard !state.waiting.queries.isEmpty else { return }
      state.waiting.remove { $0.ticket.caller === caller }
      Self.recount(&state)
    }
  }

  /// Watches deadlines until the scheduler is closed.
  func run() {
    while !readModels.state.withLock({ $0.isClosed }) {
      wakeup.wait(milliseconds: expire() ? Self.watchMilliseconds : nil)
    }
  }

  /// How exact a deadline is kept.
  private static let watchMilliseconds = 20

  /// How many wait.
  var waitingCount: Int { readModels.state.withLock { $0.waiting.queries.count } }

  /// What is still wanted of each read model.
  private static func recount(_ state: inout ReadModelRegistry.State) {
    for place in state.entries.indices { state.entries[place].wanted = .zero }
    for query in state.waiting.queries {
      for place in query.places { state.entries[place].wanted = max(state.entries[place].wanted, query.needed) }
    }
  }

  /// A read model that cannot follow answers from what it has, and the answer says so; unless the client named a position
  /// that it has not reached.
  private static func admission(
    _ places: [Int], _ needed: Position, atLeast: Position, _ entries: [ReadModelRegistry.Entry]
  ) -> Admission {
    var views: [View] = []
    views.reserveCapacity(places.count)
    var waits = false
    var obstacle: String?
    for place in places {
      guard let view = entries[place].live else {
        let name = entries[place].projection.name
        if let fault = entries[place].fault, entries[place].building == nil {
          return .refused(.internal("the read model \(name) could not be built: \(fault.cause)"))
        }
        return .refused(Refusal(.rebuilding, "the read model \(name) is being built for the first time"))
      }
      views.append(view)
      let flushed = entries[place].flushed
      guard flushed < needed else { continue }
      if let word = entries[place].obstacle, flushed >= atLeast {
        obstacle = word
      } else if entries[place].fault != nil {
        return .refused(behind(reached(places, entries), needed))
      } else {
        waits = true
      }
    }
    return waits ? .waits : .runs(views, obstacle)
  }

  private static func reached(_ places: [Int], _ entries: [ReadModelRegistry.Entry]) -> Position {
    places.map { entries[$0].flushed }.min() ?? .zero
  }

  private static func behind(_ reached: Position, _ needed: Position) -> Refusal {
    Refusal(.behind, "the read model has reached position \(reached), the query needs \(needed)", position: reached)
  }
}
