import Dispatch
import Domain
import Projections
import Schema
import Synchronization

extension Query {
  /// The encoded reply or the refusal.
  func answer(on views: [View], _ surroundings: EngineSurroundings) -> Result<[UInt8], Refusal> {
    do throws(Refusal) {
      return .success(try run(on: views, now: surroundings.now(), actorName: surroundings.userName))
    } catch {
      return .failure(error)
    }
  }
}

/// The few threads that read: queries whose read models are far enough, and pages of the log.
///
/// Jobs are taken and answered in batches. One sleeping thread watches the deadlines of queries that wait.
final class QueryPool: Sendable {
  /// Something to answer.
  enum Job: Sendable {
    case query(Query, [View], Ticket)
    case logRead(LogReadJob)
    case standing(@Sendable () throws(Refusal) -> [UInt8], Ticket)
    case refuse(Ticket, Refusal)
  }

  private struct State {
    var queue: [Job] = []
    /// Of the queue, those that were taken already.
    var taken = 0
    /// Threads that sleep, and how many of them were called.
    var idle = 0
    var called = 0
    var isClosed = false
    /// Whose deadlines are to be watched.
    var desk: QueryDesk?
    var isWatching = false
    /// Grows with every query that begins to wait.
    var watchCount: UInt64 = 0
  }

  private let state = Mutex(State())
  private let semaphore = DispatchSemaphore(value: 0)
  private let batch: Int
  private let reader: LogReader
  private let surroundings: EngineSurroundings

  init(batch: Int, reader: LogReader, surroundings: EngineSurroundings) {
    self.batch = batch
    self.reader = reader
    self.surroundings = surroundings
  }

  /// Adds jobs; false when the pool has been closed.
  @discardableResult
  func submit(_ jobs: [Job]) -> Bool {
    guard !jobs.isEmpty else { return true }
    let calls = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.queue.append(contentsOf: jobs)
      // A thread takes a batch; another one is worth waking for much more than that.
      return Self.call(1 + jobs.count / max(1, batch / 2), &state)
    }
    for _ in 0..<(calls ?? 0) { semaphore.signal() }
    return calls != nil
  }

  /// Has a thread look at the desk's deadlines from now on, until nobody waits.
  func watch(_ desk: QueryDesk) {
    let calls = state.withLock { state in
      state.desk = desk
      state.watchCount += 1
      return state.isWatching ? 0 : Self.call(1, &state)
    }
    if calls > 0 { semaphore.signal() }
  }

  /// Ends the threads when all that was submitted is answered.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      state.desk = nil
      return state.idle
    }
    for _ in 0..<idle { semaphore.signal() }
  }

  /// What each thread does.
  func run() {
    var outcomes = Outcomes()
    while let jobs = take() {
      for job in jobs { answer(job, &outcomes) }
      outcomes.deliver()
    }
  }

  // MARK: Taking

  /// How many sleeping threads to call of so many wanted; they are counted as called.
  private static func call(_ wanted: Int, _ state: inout State) -> Int {
    let calls = max(0, min(wanted, state.idle - state.called))
    state.called += calls
    return calls
  }

  private func take() -> ArraySlice<Job>? {
    while true {
      let (jobs, isClosed, watched) = state.withLock { state -> (ArraySlice<Job>, Bool, QueryDesk?) in
        let jobs = state.queue[state.taken..<min(state.taken + batch, state.queue.count)]
        state.taken += jobs.count
        if state.taken == state.queue.count {
          state.queue = []
          state.taken = 0
        }
        guard jobs.isEmpty, !state.isClosed else { return (jobs, state.isClosed, nil) }
        state.idle += 1
        guard state.desk != nil, !state.isWatching else { return (jobs, false, nil) }
        state.isWatching = true
        return (jobs, false, state.desk)
      }
      if !jobs.isEmpty { return jobs }
      if isClosed { return nil }
      sleep(watching: watched)
    }
  }

  /// Sleeps until called, or for a moment while it watches deadlines.
  private func sleep(watching desk: QueryDesk?) {
    let isCalled: Bool
    var isWatching = false
    if let desk, isWaited(on: desk) {
      isWatching = true
      isCalled = semaphore.wait(timeout: .now() + .milliseconds(Self.watchMilliseconds)) == .success
    } else {
      semaphore.wait()
      isCalled = true
    }
    state.withLock { state in
      state.idle -= 1
      if isCalled { state.called -= 1 }
      if isWatching { state.isWatching = false }
    }
  }

  /// Whether a query waits, those whose time is over being refused; if not, watching ends until the next one does.
  private func isWaited(on desk: QueryDesk) -> Bool {
    let before = state.withLock { $0.watchCount }
    if desk.expire() != nil { return true }
    return state.withLock { state in
      guard state.watchCount == before else { return true }
      state.desk = nil
      // The thread goes to sleep for good: the next query that waits needs another look.
      state.isWatching = false
      return false
    }
  }

  /// How exact a deadline is kept.
  private static let watchMilliseconds = 20

  // MARK: Answering

  private func answer(_ job: Job, _ outcomes: inout Outcomes) {
    switch job {
    case .refuse(let ticket, let refusal): outcomes.add(ticket, .failure(refusal))
    case .logRead(let job):
      do throws(Refusal) {
        outcomes.add(job.ticket, .success(try reader.read(job.request)))
      } catch {
        outcomes.add(job.ticket, .failure(error))
      }
    case .standing(let answer, let ticket):
      do throws(Refusal) {
        outcomes.add(ticket, .success(try answer()))
      } catch {
        outcomes.add(ticket, .failure(error))
      }
    case .query(let query, let views, let ticket):
      outcomes.add(ticket, query.answer(on: views, surroundings))
    }
  }
}
