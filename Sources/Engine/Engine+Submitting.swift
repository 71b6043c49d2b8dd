public import APISchema
public import Domain
import FactSchema
import ReadModels
import Synchronization

extension Engine {
  /// Hands commands of one connection to the writer, in order; outcomes come in the same order.
  public func submit(_ commands: [Command]) {
    guard !commands.isEmpty else { return }
    let refusal: Refusal
    switch writing.queue.push(commands) {
    case .taken: return
    case .full: refusal = Refusal(.tooMany, "too many commands wait, of this user or of all")
    case .closed:
      // After a commit whose outcome is not known nothing is answered any more.
      guard !writing.hasDied else { return }
      refusal = Self.shuttingDown
    }
    refuse(commands.map(\.ticket), refusal)
  }

  /// The job that a method's encoded request asks for, of a caller who may see personal fields or not; `after` is set when
  /// it is known.
  ///
  /// Throws `.unsupported` for a method that no read model owns, `.invalid` with the field for what is wrong.
  public func job(
    _ method: Method, _ encoded: [UInt8], seesPersonal: Bool = true, _ ticket: Ticket
  ) throws(Refusal) -> QueryJob {
    var query = try queries.query(method, encoded)
    query.seesPersonal = seesPersonal
    query.epoch = tip.epoch
    return QueryJob(query: query, after: .zero, ticket: ticket)
  }

  /// Hands queries over; each runs when its read models have reached the position it needs.
  public func submit(_ queries: [QueryJob]) {
    guard !queries.isEmpty else { return }
    if !scheduler.submit(queries) { refuse(queries.map(\.ticket), Self.shuttingDown) }
  }

  /// Hands a question about the past over: the read models that it needs are made as they were then, and asked.
  ///
  /// Refused are a position past the head as `.invalid`, too many at once as `.tooMany`, what takes too long as `.timedOut`.
  public func submit(_ job: MomentJob) {
    if let refusal = moments.submit(job) { refuse([job.ticket], refusal) }
  }

  /// Hands a question about what would be over, to be answered when its read models have come as far as its query needs.
  ///
  /// Refused is what could not be left out or recorded, as a command is; too many at once as `tooMany`, what needs too many
  /// facts or too much memory as `tooLarge`, what takes too long as `timedOut`.
  public func submit(_ job: WhatIfJob) {
    let isTaken = scheduler.submit(job.query) { [moments] views in moments.submit(job, on: views) }
    if !isTaken { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Answers a brief query on the calling thread; nil when it must wait, or is not brief: ``submit(_:)`` takes it then.
  ///
  /// A hand-over to another thread and back costs several times what such an answer does.
  public func answer(_ job: QueryJob) -> Result<[UInt8], Refusal>? {
    guard job.query.isBrief, let found = scheduler.views(for: job) else { return nil }
    var query = job.query
    query.behind = found.behind
    let watch = QueryWatch(slice: Self.briefSlice, seconds: 1)
    do throws(Refusal) {
      return .success(
        try query.run(on: found.views, now: surroundings.now(), watch: watch, actorName: actorName))
    } catch {
      // It was not so brief, after all: of an organization with very many people.
      if watch.stopped != nil { return nil }
      return .failure(eventReader.explained(error))
    }
  }

  /// How long a brief query may take before it is handed over.
  private static let briefSlice = Duration.milliseconds(2)

  /// Hands over a question about the engine; it is answered when its read models have come far enough.
  public func submit(_ job: StatusJob) {
    if !scheduler.submit(job) { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Hands over pages of the log to be read.
  public func submit(_ jobs: [LogReadJob]) {
    let works = jobs.map { QueryPool.Job(ticket: $0.ticket, work: .logRead($0.request)) }
    if !pool.submit(works) { refuse(jobs.map(\.ticket), Self.shuttingDown) }
  }

  /// Hands over a look at what the caller recorded together.
  public func submit(_ job: CommandGetJob) {
    let work = QueryPool.Work.command(job.request, uid: job.ticket.caller.uid)
    if !pool.submit([QueryPool.Job(ticket: job.ticket, work: work)]) { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Hands over the question what is recorded about somebody.
  public func submit(_ job: DisclosureJob) {
    let work = QueryPool.Work.disclosure(job.request)
    if !pool.submit([QueryPool.Job(ticket: job.ticket, work: work)]) { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Hands over texts whose identities are to be made.
  public func submit(_ job: LogIdentifyJob) {
    let reader = IdentityReader(eventReader: eventReader, registry: registry)
    let uid = job.ticket.caller.uid
    let work = QueryPool.Work.made { () throws(Refusal) in try reader.identify(job.request, uid: uid) }
    if !pool.submit([QueryPool.Job(ticket: job.ticket, work: work)]) { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Verifies a read model on the builder's thread, after what is being built.
  public func submit(_ job: VerifyJob) {
    if !builder.submit(.verify(job)) { refuse([job.ticket], Self.shuttingDown) }
  }

  /// Begins a subscription from `request.after` on; `number` comes back in every delivery.
  ///
  /// Throws `.invalid` for an unknown type or a bad id, `.tooMany`. The first delivery may come before this returns.
  public func subscribe(
    _ request: LogSubscribeRequest, number: UInt64, caller: Caller, receiver: any SubscriptionReceiver
  ) throws(Refusal) -> SubscriptionID {
    try subscriptions.subscribe(request, number: number, caller: caller, receiver: receiver)
  }

  /// Allows a subscription that many more facts; the credits it has now.
  public func credit(_ subscription: SubscriptionID, _ credits: UInt32) throws(Refusal) -> UInt64 {
    try subscriptions.credit(subscription, credits)
  }

  /// Ends a subscription; a delivery that is under way may still arrive. Unknown ones are ignored.
  public func unsubscribe(_ subscription: SubscriptionID) { subscriptions.unsubscribe(subscription) }

  /// A connection has taken so many bytes of events that it was given, or needs so many more for them where it is a
  /// negative number: it is given more when it has taken what there is.
  public func took(_ bytes: Int, _ caller: Caller) { subscriptions.took(bytes, caller) }

  /// A connection has ended: what waits for it is dropped, what runs for it ends soon, and its rehearsals are forgotten.
  /// Commands that it gave are obeyed. Its subscriptions are to be ended by ``unsubscribe(_:)``.
  public func leave(_ caller: Caller) {
    caller.leave()
    scheduler.drop(caller)
    pool.drop(caller)
    moments.drop(caller)
    var rehearsals: [Rehearsals.Rehearsal] = []
    writing.rehearsals.withLock { $0.leave(caller, &rehearsals) }
    guard !rehearsals.isEmpty else { return }
    let forgotten = Forgotten(taking: &rehearsals)
    if forgotten.isWorthwhile { pool.release(for: caller) { forgotten.letGo() } }
  }

  private func refuse(_ tickets: [Ticket], _ refusal: Refusal) {
    var outcomes = Outcomes()
    for ticket in tickets { outcomes.add(ticket, .failure(refusal)) }
    outcomes.deliver()
  }

  private static let shuttingDown = Refusal(.shuttingDown, "the daemon is shutting down")
}
