import APISchema
import Domain
import ReadModels
import RowStore
import Synchronization

/// The few threads that read: queries whose read models are far enough, and pages of the log.
///
/// A query begins among the short ones, where it may take a few milliseconds. What takes longer is begun again on other
/// threads, which leave the processors to everybody else; there a uid has one or two. So nobody's short query waits for
/// more than another one's few milliseconds, and what the second beginning costs is little beside the query.
final class QueryPool: Sendable {
  /// Something to answer.
  struct Job: TicketedJob {
    let ticket: Ticket
    let work: Work
  }

  enum Work: Sendable {
    case query(Query, [any RowSource])
    case logRead(LogReadRequest)
    case command(CommandGetRequest, uid: UInt32)
    case disclosure(ContactDiscloseRequest)
    /// What this makes of something else than read models' rows.
    case made(by: @Sendable () throws(Refusal) -> [UInt8])
    /// Answers nobody: lets something go that is so large that this takes its time.
    case release(@Sendable () -> Void)

    /// Its method, by which a connection's long ones are remembered.
    var method: Method? {
      switch self {
      case .query(let query, _): query.method
      case .logRead: .logRead
      case .command: .commandGet
      case .disclosure: .contactDisclose
      case .made, .release: nil
      }
    }
  }

  let short: QueryLane<Job>
  let long: QueryLane<Job>
  private let limits: EngineLimits
  private let reader: LogReader
  private let surroundings: EngineSurroundings
  private let actorName: ActorNames
  private let clock = ContinuousClock()

  init(
    threads: Int, limits: EngineLimits, reader: LogReader, surroundings: EngineSurroundings,
    actorName: @escaping ActorNames
  ) {
    short = QueryLane(threads: threads, eachMax: threads)
    long = QueryLane(threads: Self.longThreads(threads), eachMax: threads)
    self.limits = limits
    self.reader = reader
    self.surroundings = surroundings
    self.actorName = actorName
  }

  /// How many threads the long queries have: so many that several uids get on at once, each for a part of the processors.
  static func longThreads(_ threads: Int) -> Int { threads * 4 }

  /// Adds jobs; false when the pool has been closed.
  @discardableResult
  func submit(_ jobs: [Job]) -> Bool {
    guard !jobs.isEmpty else { return true }
    return short.submit(jobs)
  }

  /// Lets something large go on a thread where nobody waits for it.
  func release(for caller: Caller, _ release: @escaping @Sendable () -> Void) {
    _ = long.submit([Job(ticket: Ticket(caller: caller, number: 0), work: .release(release))])
  }

  /// Drops what waits for a connection that has left.
  func drop(_ caller: Caller) {
    short.drop(caller)
    long.drop(caller)
  }

  /// Ends the threads when all that was submitted is answered.
  func close() {
    short.close()
    long.close()
  }

  // MARK: Threads

  /// What each thread for short queries does.
  func runShort() {
    run(short) { job in
      guard let method = job.work.method, job.ticket.caller.expectsLong(method) else { return shortMax }
      return .zero
    }
  }

  /// What each thread for long queries does.
  func runLong() {
    EngineThread.yieldToOthers()
    run(long) { _ in nil }
  }

  /// Does the lane's jobs, each for as long as `slice` allows it; one that is allowed nothing is moved on at once.
  private func run(_ lane: QueryLane<Job>, slice: (Job) -> Duration?) {
    var outcomes = Outcomes()
    var gathered = 0
    var done: QueryLane<Job>.Done?
    while let job = lane.take(after: done, beforeSleep: { outcomes.deliver() }) {
      // Quick answers to one connection are handed over many at a time; none waits for anything else.
      if gathered > 0, let last = done,
        last.caller !== job.ticket.caller || last.nanoseconds > Self.quick || gathered >= limits.queryBatch
      {
        outcomes.deliver()
        gathered = 0
      }
      let begun = clock.now
      if let result = answer(job, within: slice(job)) {
        outcomes.add(job.ticket, result)
        gathered += 1
      }
      done = QueryLane<Job>.Done(caller: job.ticket.caller, nanoseconds: begun.duration(to: clock.now).nanoseconds)
    }
    outcomes.deliver()
  }

  /// How long an answer takes at most that is handed over with others, in nanoseconds.
  private static let quick: UInt64 = 100_000

  /// How long a query may take among the short ones.
  private var shortMax: Duration { .microseconds(limits.shortQueryMicroseconds) }

  // MARK: Answering

  /// The answer to a job; nil where it was moved on, or nobody is there to be answered.
  private func answer(_ job: Job, within slice: Duration?) -> Result<[UInt8], Refusal>? {
    let caller = job.ticket.caller
    if case .release(let release) = job.work {
      release()
      return nil
    }
    if slice == .zero, long.submit([job]) { return nil }
    let watch = QueryWatch(
      slice: slice, seconds: limits.querySeconds, clock: clock, isInTheWay: { self.isInTheWay(job.work) },
      hasCallerLeft: { caller.hasLeft })
    let result: Result<[UInt8], Refusal>
    do throws(Refusal) {
      result = .success(try answer(job.work, watch))
    } catch {
      result = .failure(reader.explained(error))
    }
    switch watch.stopped {
    case .callerLeft: return nil
    case .slice:
      if let method = job.work.method { caller.note(isLong: true, method) }
      // While the engine stops there is nobody else to give way to.
      return long.submit([job]) ? nil : answer(job, within: nil)
    case .time: return result
    case nil:
      if let method = job.work.method, slice == nil { caller.note(isLong: watch.elapsed > shortMax, method) }
      return result
    }
  }

  /// Whether a file that it reads waits for its readers to end.
  private func isInTheWay(_ work: Work) -> Bool {
    switch work {
    case .query(_, let views): views.contains(where: \.holdsReadersBack)
    case .logRead, .command, .disclosure: reader.holdsReadersBack
    case .made, .release: false
    }
  }

  private func answer(_ work: Work, _ watch: QueryWatch) throws(Refusal) -> [UInt8] {
    switch work {
    case .query(let query, let views):
      try query.run(on: views, now: surroundings.now(), watch: watch, actorName: actorName)
    case .logRead(let request): try reader.read(request, watch)
    case .command(let request, let uid): try reader.command(request, uid: uid, watch)
    case .disclosure(let request): try reader.disclose(request, watch)
    case .made(let answer): try answer()
    case .release: []
    }
  }
}

extension Duration {
  /// Whole nanoseconds.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}
