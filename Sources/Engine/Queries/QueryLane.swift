import Dispatch
import Synchronization

/// Something that is done for whoever asked it.
protocol TicketedJob: Sendable {
  var ticket: Ticket { get }
}

/// A few threads, and the jobs that wait for one of them, in fair turns.
final class QueryLane<Job: TicketedJob>: Sendable {
  private struct State {
    var turns = Turns<Job>()
    /// Threads that sleep, and how many of them were called.
    var idle = 0
    var called = 0
    var busy = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let semaphore = DispatchSemaphore(value: 0)
  private let threads: Int
  private let eachMax: Int

  /// A lane of so many threads. A uid may have `eachMax` of them while half of all are free, and one else.
  init(threads: Int, eachMax: Int) {
    self.threads = threads
    self.eachMax = eachMax
  }

  /// Adds jobs; false when the lane has been closed.
  func submit(_ jobs: [Job]) -> Bool {
    let calls = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      for job in jobs { state.turns.add(job, of: job.ticket.caller) }
      // A thread does many short jobs in the time that waking another one takes.
      return Self.call(1 + jobs.count / Self.jobsPerCall, &state)
    }
    for _ in 0..<(calls ?? 0) { semaphore.signal() }
    return calls != nil
  }

  /// What was done by the thread that takes the next job.
  struct Done {
    let caller: Caller
    let nanoseconds: UInt64
  }

  /// The next job for the calling thread, after it has done another; `beforeSleep` is called when there is none yet. Nil
  /// when the lane is closed and nothing is left.
  func take(after done: Done?, beforeSleep: () -> Void) -> Job? {
    var done = done
    while true {
      let (job, calls, isClosed) = state.withLock { state -> (Job?, Int, Bool) in
        var calls = 0
        if let last = done.take() {
          state.busy -= 1
          state.turns.done(last.caller, nanoseconds: last.nanoseconds)
          // What takes this long is worth another thread.
          if last.nanoseconds > Self.longNanoseconds, state.turns.count > 1 { calls = Self.call(1, &state) }
        }
        let job = state.turns.next(runningMax: state.busy * 2 < threads ? eachMax : 1)
        if job != nil { state.busy += 1 } else if !state.isClosed { state.idle += 1 }
        return (job, calls, state.isClosed)
      }
      for _ in 0..<calls { semaphore.signal() }
      if let job { return job }
      beforeSleep()
      // What a uid may not have more of now is taken by the thread that its other job leaves.
      if isClosed { return nil }
      semaphore.wait()
      state.withLock { state in
        state.idle -= 1
        state.called -= 1
      }
    }
  }

  /// Drops what waits for a connection that has left; how many jobs that were.
  @discardableResult
  func drop(_ caller: Caller) -> Int {
    // The jobs are let go outside of the lock.
    let jobs = state.withLock { $0.turns.remove(caller) }
    return jobs.count
  }

  /// Ends the threads when all that was submitted is done.
  func close() {
    let idle = state.withLock { state in
      state.isClosed = true
      state.called = state.idle
      return state.idle
    }
    for _ in 0..<idle { semaphore.signal() }
  }

  /// How many sleeping threads to call of so many wanted; they are counted as called.
  private static func call(_ wanted: Int, _ state: inout State) -> Int {
    let calls = max(0, min(wanted, state.idle - state.called))
    state.called += calls
    return calls
  }

  /// How many wait.
  var count: Int { state.withLock { $0.turns.count } }

  private static var jobsPerCall: Int { 32 }
  private static var longNanoseconds: UInt64 { 500_000 }
}
