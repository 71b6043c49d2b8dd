import APISchema
import Bytes
import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import Synchronization

/// Answers what would be: lets the writer decide a branch of the log, makes the rows of the read models there, in memory and
/// over those that are there, and runs the query on both.
///
/// The rows are looked at before the branch is decided, so that they are not ahead of where it begins; what they lack is
/// applied in memory, so that all are as of one position.
struct WhatIfs: Sendable {
  let eventReader: EventReader
  let readModels: ReadModelRegistry
  let limits: EngineLimits
  let beginning: Beginning
  let actorName: ActorNames
  let now: @Sendable () -> Instant
  /// Where the writer takes commands from.
  let queue: CommandQueue

  /// Answers on the calling thread; `isStopping` says whether that is to end.
  func answer(
    _ asked: WhatIfJob, on views: [any RowSource], isStopping: @escaping @Sendable () -> Bool
  ) throws(Refusal) -> [UInt8] {
    let watch = BranchWatch(asked.ticket.caller, views, limits, isStopping: isStopping)
    while true {
      do throws(Refusal) {
        return try answer(asked, on: views, watch)
      } catch {
        // What it read must grow, which nobody can read meanwhile: it begins again.
        guard watch.beginsAgain() else { throw error }
      }
    }
  }

  private func answer(
    _ asked: WhatIfJob, on views: [any RowSource], _ watch: BranchWatch
  ) throws(Refusal) -> [UInt8] {
    let readings = try Self.stored { () throws(ViewError) in
      try views.map { (view) throws(ViewError) in try view.reading() }
    }
    let branch = try branch(asked, watch)
    let facts = LogFacts(eventReader, beginning) { () throws(Refusal) in try watch.step() }
    let rest = try BranchFacts(branch, facts, eventReader)
    let leftOut = try branch.leftOut.map { (position) throws(Refusal) in try fact(at: position) }
    var (asItIs, asItWouldBe): ([any ReadableRows], [any ReadableRows]) = ([], [])
    for (name, reading) in zip(asked.query.query.projections, readings) {
      guard let place = readModels.places[name] else {
        throw Refusal(.unsupported, "a read model that the query needs is not kept")
      }
      let projection = readModels.state.withLock { $0.entries[place].projection }
      let rows = try rows(of: projection, over: reading, branch, leftOut, facts, rest, watch)
      asItIs.append(rows.asItIs)
      asItWouldBe.append(rows.asItWouldBe)
    }
    let time = now()
    let first = try run(asked, on: asItIs, time, watch)
    let second = try run(asked, on: asItWouldBe, time, watch)
    if case .failure(let refusal) = first, case .failure = second { throw refusal }
    return try encoded(asked, branch, try? first.get(), try? second.get())
  }

  // MARK: The branch

  /// Has the writer decide the branch.
  private func branch(_ asked: WhatIfJob, _ watch: BranchWatch) throws(Refusal) -> Branch {
    while true {
      let order = BranchOrder(without: asked.without, caller: asked.ticket.caller)
      switch queue.push([Command(order, asked)]) {
      case .taken: break
      case .full: throw Refusal(.tooMany, "too many commands wait, of this user or of all")
      case .closed: throw Refusal(.shuttingDown, "the daemon is shutting down")
      }
      var outcome: Result<Branch, Refusal>?
      while outcome == nil {
        outcome = order.outcome(within: Self.lookMilliseconds)
        if outcome == nil { try watch.look() }
      }
      guard let outcome else { continue }
      let branch: Branch
      do throws(Refusal) { branch = try outcome.get() } catch { throw CommandRules.inWhatIf(error) }
      // It was decided behind facts of a batch that came to nothing.
      if branch.position <= eventReader.head { return branch }
    }
  }

  private func fact(at position: Position) throws(Refusal) -> RecordedEvent {
    let chunk = eventReader.chunk(after: position.previous, limit: 1, kinds: .all)
    guard let fact = chunk.events.first else {
      throw Refusal(.damaged, "without: the fact at \(position) cannot be read", field: "without", position: position)
    }
    return fact
  }

  // MARK: Rows

  private func rows(
    of projection: some Projection, over reading: any RowReading, _ branch: Branch, _ leftOut: [RecordedEvent],
    _ facts: LogFacts, _ rest: BranchFacts, _ watch: BranchWatch
  ) throws(Refusal) -> (asItIs: BranchedRows, asItWouldBe: BranchedRows) {
    try watch.look()
    let identity = projection.identity(origin: eventReader.log.origin.description, generation: 0)
    var writer = ViewWriter(over: reading)
    try catchUp(&writer, by: projection, from: facts, upTo: branch.position, watch)
    let asItIs = writer.branched(as: identity, asOf: branch.position)
    try writer.leaveOut(
      leftOut, by: projection, from: facts, leaving: rest, log: SubjectID(.log, eventReader.log.origin.value),
      upTo: branch.position)
    try checkRoom(writer, projection)
    let isDamaged = eventReader.log.damage.isAny
    do throws(Unapplied) {
      try writer.apply(rest.added[...], by: projection, from: rest) { isDamaged && $0.isContradiction }
    } catch {
      if case .outdated = error.cause {
        throw Refusal(
          .unsupported, "with: all figures would be others, as from another time zone on: \(error.cause)", field: "with"
        )
      }
      if case .erasedMeanwhile = error.cause {
        throw Refusal(.unsupported, "with: an erasure cannot be tried: rehearse it", field: "with")
      }
      throw error.isContradiction
        ? .invalid("rehearsal", "does not fit what was recorded since: rehearse again")
        : .internal("\(projection.name) cannot take what is added: \(error.cause)")
    }
    try checkRoom(writer, projection)
    return (asItIs, writer.branched(as: identity, asOf: branch.position))
  }

  /// Applies what the log has and the read model has not written yet.
  private func catchUp(
    _ writer: inout ViewWriter, by projection: some Projection, from facts: LogFacts, upTo end: Position,
    _ watch: BranchWatch
  ) throws(Refusal) {
    let isDamaged = eventReader.log.damage.isAny
    while writer.position < end {
      let after = writer.position
      guard end.value - after.value <= limits.branchFacts else {
        throw Refusal(.behind, "\(projection.name) is too far behind the log", position: after)
      }
      let chunk = eventReader.chunk(
        after: after, limit: min(limits.catchUpEvents, Int(end.value - after.value)), kinds: projection.kinds)
      for _ in chunk.events { try watch.step() }
      do throws(Unapplied) {
        try writer.apply(chunk.events[...], by: projection, from: facts) { isDamaged && $0.isContradiction }
      } catch {
        if error.cause.isOutdated {
          throw Refusal(.rebuilding, "the read model \(projection.name) is about to be made again", position: after)
        }
        throw .internal("\(projection.name) cannot take the fact at position \(error.header.position): \(error.cause)")
      }
      if let fault = chunk.fault {
        throw Refusal(
          .damaged, "the fact at position \(fault.position) cannot be read: \(fault.cause)", position: fault.position)
      }
      writer.pass(upTo: chunk.last)
      try checkRoom(writer, projection)
    }
  }

  private func checkRoom(_ writer: borrowing ViewWriter, _ projection: some Projection) throws(Refusal) {
    guard writer.pendingBytes <= limits.branchBytes else {
      throw Refusal(
        .tooLarge, "what changes in \(projection.name) does not fit in memory: leave out or add fewer facts at a time")
    }
  }

  private static func stored<Result>(_ body: () throws(ViewError) -> Result) throws(Refusal) -> Result {
    do throws(ViewError) { return try body() } catch { throw .internal("a read model could not be read: \(error)") }
  }

  // MARK: Answers

  /// The answer; what is not there is no reason to end, for it may be in the other one.
  private func run(
    _ asked: WhatIfJob, on rows: [any ReadableRows], _ time: Instant, _ watch: BranchWatch
  ) throws(Refusal) -> Result<[UInt8], Refusal> {
    do throws(Refusal) {
      return .success(try asked.query.query.run(on: rows, now: time, watch: watch.ofQuery(), actorName: actorName))
    } catch {
      let refusal = error.moved(under: asked.path)
      guard refusal.code == .notFound else { throw refusal }
      return .failure(refusal)
    }
  }

  private func encoded(
    _ asked: WhatIfJob, _ branch: Branch, _ asItIs: [UInt8]?, _ asItWouldBe: [UInt8]?
  ) throws(Refusal) -> [UInt8] {
    let method = asked.query.query.method
    var reply: [UInt8] = []
    reply.appendField(WhatIfReply.Field.position, branch.position.value)
    for position in branch.leftOut { reply.appendPresentField(WhatIfReply.Field.leftOut, position.value) }
    reply.appendField(WhatIfReply.Field.added, UInt64(branch.added.count))
    for (field, answer) in [(WhatIfReply.Field.asItIs, asItIs), (WhatIfReply.Field.asItWouldBe, asItWouldBe)] {
      guard let answer else { continue }
      let start = reply.begin(delimited: field)
      reply.appendField(UInt64(method.rawValue), answer)
      reply.end(delimited: start)
    }
    return reply + (try asked.differences(method, asItIs, asItWouldBe))
  }

  /// How often it is looked at whether anybody still waits, in milliseconds.
  private static let lookMilliseconds = 20
}
