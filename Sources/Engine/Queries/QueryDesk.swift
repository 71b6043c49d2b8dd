import Domain
import Projections
import Schema
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
      return .query(query, views, ticket)
    case .standing(let answer): return .standing(answer, ticket)
    }
  }
}

/// Decides when a query may run: at once, when its read models have come far enough, or never.
///
/// Waiting costs no thread; it is bounded in number and time.
final class QueryDesk: Sendable {
  private let board: Board
  private let pool: QueryPool
  private let follower: FollowerInbox
  private let limits: EngineLimits
  private let clock = ContinuousClock()
  /// The head when the daemon began: after a crash a read model may be behind what was acknowledged before it, and no
  /// query is answered from there.
  private let floor: Position
  private let head: @Sendable () -> Position

  init(
    board: Board, pool: QueryPool, follower: FollowerInbox, limits: EngineLimits,
    head: @escaping @Sendable () -> Position
  ) {
    floor = head()
    self.head = head
    self.board = board
    self.pool = pool
    self.follower = follower
    self.limits = limits
  }

  /// Where a query can go now.
  private enum Course {
    /// Now; with the word for what keeps a read model from what is needed, where something does.
    case runs([View], String?)
    case refused(Refusal)
    case waits
  }

  /// The views that a query runs on when it can be answered this moment, without waiting for anything.
  func views(for job: QueryJob) -> (views: [View], behind: Behind?)? {
    guard let (places, needed) = bounds(of: job) else { return nil }
    let found = board.state.withLock { state -> (views: [View], reason: String?)? in
      guard !state.isClosed,
        case .runs(let views, let reason) = Self.course(places, needed, atLeast: job.query.atLeast ?? .zero, state)
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
    let places = job.query.projections.compactMap { board.places[$0] }
    guard places.count == job.query.projections.count else { return nil }
    return (places, max(job.after, job.query.atLeast ?? .zero, floor))
  }

  /// Takes queries over; false when the desk has been closed.
  func submit(_ jobs: [QueryJob]) -> Bool {
    take(jobs) { job, now, state in
      guard let (places, needed) = bounds(of: job) else {
        return .refuse(job.ticket, Refusal(.unsupported, "a read model that the query needs is not kept"))
      }
      let question = WaitingQuery(
        question: .query(job.query), ticket: job.ticket, places: places, needed: needed,
        atLeast: job.query.atLeast ?? .zero, deadline: deadline(now, job.query.timeoutMilliseconds))
      return place(question, &state)
    }
  }

  /// Takes a question about the engine over; false when the desk has been closed.
  func submit(_ job: StandingJob) -> Bool {
    take([job]) { job, now, state in
      guard job.atLeast > .zero else { return .standing(job.answer, job.ticket) }
      let places = job.projection.map { board.places[$0].map { [$0] } ?? [] } ?? Array(board.places.values)
      let question = WaitingQuery(
        question: .standing(job.answer), ticket: job.ticket, places: places, needed: job.atLeast,
        atLeast: job.atLeast, deadline: deadline(now, job.timeoutMilliseconds))
      return place(question, &state)
    }
  }

  /// Starts those of the jobs that can be answered; false when the desk has been closed.
  private func take<Job>(
    _ jobs: [Job], _ place: (Job, ContinuousClock.Instant, inout Board.State) -> QueryPool.Job?
  ) -> Bool {
    var ready: [QueryPool.Job] = []
    ready.reserveCapacity(jobs.count)
    var isWaiting = false
    let now = clock.now
    let isOpen = board.state.withLock { state in
      guard !state.isClosed else { return false }
      for job in jobs {
        if let job = place(job, now, &state) { ready.append(job) } else { isWaiting = true }
      }
      return true
    }
    guard isOpen else { return false }
    pool.submit(ready)
    guard isWaiting else { return true }
    follower.hurry()
    pool.watch(self)
    return true
  }

  private func deadline(_ now: ContinuousClock.Instant, _ milliseconds: Int) -> ContinuousClock.Instant {
    now.advanced(by: .milliseconds(min(milliseconds, limits.queryWaitMax)))
  }

  /// Refuses what still waits, and everything from now on; after the follower has ended.
  func close() {
    board.state.withLock { $0.isClosed = true }
    expire(all: true)
  }

  /// What the pool is to do about a question now; nil when it waits.
  private func place(_ question: WaitingQuery, _ state: inout Board.State) -> QueryPool.Job? {
    switch Self.course(question.places, question.needed, atLeast: question.atLeast, state) {
    case .runs(let views, let reason): return question.job(views, behind(reason))
    case .refused(let refusal): return .refuse(question.ticket, refusal)
    case .waits:
      guard state.waiting.count < limits.queriesWaiting else {
        return .refuse(question.ticket, Refusal(.tooMany, "too many queries wait"))
      }
      state.waiting.append(question)
      for place in question.places { state.slots[place].wanted = max(state.slots[place].wanted, question.needed) }
      return nil
    }
  }

  /// A read model came further, stopped or was replaced: starts what that allows.
  func progressed() {
    var ready: [QueryPool.Job] = []
    board.state.withLock { state in
      guard !state.waiting.isEmpty else { return }
      let waiting = state.waiting
      state.waiting.removeAll(keepingCapacity: true)
      for query in waiting {
        switch Self.course(query.places, query.needed, atLeast: query.atLeast, state) {
        case .waits: state.waiting.append(query)
        case .runs(let views, let reason): ready.append(query.job(views, behind(reason)))
        case .refused(let refusal): ready.append(.refuse(query.ticket, refusal))
        }
      }
      Self.recount(&state)
    }
    pool.submit(ready)
  }

  /// Refuses those whose time is over, or all when the engine stops; when the next one's time is over.
  @discardableResult
  func expire(all isStopping: Bool = false) -> ContinuousClock.Instant? {
    var expired: [QueryPool.Job] = []
    let now = clock.now
    let next = board.state.withLock { state -> ContinuousClock.Instant? in
      let waiting = state.waiting
      state.waiting.removeAll(keepingCapacity: true)
      for query in waiting {
        guard isStopping || query.deadline <= now else {
          state.waiting.append(query)
          continue
        }
        let refusal =
          isStopping
          ? Refusal(.shuttingDown, "the daemon is shutting down")
          : Self.behind(Self.reached(query.places, state), query.needed)
        expired.append(.refuse(query.ticket, refusal))
      }
      Self.recount(&state)
      return state.waiting.map(\.deadline).min()
    }
    pool.submit(expired)
    return next
  }

  /// How many wait.
  var waitingCount: Int { board.state.withLock { $0.waiting.count } }

  /// What is still wanted of each read model.
  private static func recount(_ state: inout Board.State) {
    for place in state.slots.indices { state.slots[place].wanted = .zero }
    for query in state.waiting {
      for place in query.places { state.slots[place].wanted = max(state.slots[place].wanted, query.needed) }
    }
  }

  /// A read model that cannot follow answers from what it has, and the answer says so; unless the client named a position
  /// that it has not reached.
  private static func course(
    _ places: [Int], _ needed: Position, atLeast: Position, _ state: Board.State
  ) -> Course {
    var views: [View] = []
    views.reserveCapacity(places.count)
    var waits = false
    var obstacle: String?
    for place in places {
      guard let view = state.slots[place].live else {
        let name = state.slots[place].projection.name
        return .refused(Refusal(.rebuilding, "the read model \(name) is being built for the first time"))
      }
      views.append(view)
      let flushed = state.slots[place].flushed
      guard flushed < needed else { continue }
      if let word = state.slots[place].obstacle, flushed >= atLeast {
        obstacle = word
      } else if state.slots[place].fault != nil {
        return .refused(behind(reached(places, state), needed))
      } else {
        waits = true
      }
    }
    return waits ? .waits : .runs(views, obstacle)
  }

  private static func reached(_ places: [Int], _ state: Board.State) -> Position {
    places.map { state.slots[$0].flushed }.min() ?? .zero
  }

  private static func behind(_ reached: Position, _ needed: Position) -> Refusal {
    Refusal(.behind, "the read model has reached position \(reached), the query needs \(needed)", position: reached)
  }
}
