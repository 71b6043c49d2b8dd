import Domain
import EventLog
import FactSchema
import Foundation
import LMDB
import ReadModels
import RowStore

/// Everything of an opened engine, before its threads run.
struct EngineParts: Sendable {
  let options: EngineOptions
  let surroundings: EngineSurroundings
  let eventReader: EventReader
  /// Of the log, where it is in the data folder.
  let upkeep: (any LogUpkeep)?
  /// The claim on the data folder, where the log is not in it.
  let claim: FolderLock?
  let readModels: ReadModelRegistry
  let writing: WriterShared
  let checkpointer: Checkpointer
  let registry: DerivedStore
  let commandFilters: CommandFilterMaker
  let subscriptions: SubscriptionService
  let follower: FollowerInbox
  let builder: Builder
  let moments: Moments
  let erasures: Erasures
  let pool: QueryPool
  let scheduler: QueryScheduler
  var plan: GenerationOpener.Plan
  let clockWatch: ClockWatch
  let tender: Tender
  let files: DerivedFiles
  let opening: Opening
  /// Under which names uids recorded.
  let users: UserDirectory
  /// What was lost and is to be recorded as accepted.
  let acceptedLoss: Loss?
  /// What the log says that holds from its beginning, or is to be told.
  let beginning: Beginning

  /// Over that log, or over the one in the data folder.
  init(_ options: EngineOptions, _ surroundings: EngineSurroundings, log elsewhere: (any FactLog)?) throws(EngineError)
  {
    self.surroundings = surroundings
    let users = UserDirectory(surroundings.userName)
    self.users = users
    let actorName: ActorNames = { users.name(of: $0, at: $1) }
    try DataFolder.check(options.folder)
    let notices = Notices(surroundings.onNotice)
    let opening = EngineOpening(options: options, surroundings: surroundings, notices: notices)
    let (log, upkeep, claim) = try opening.open(over: elsewhere)
    (self.upkeep, self.claim) = (upkeep, claim)
    acceptedLoss = try opening.mindLossAndDamage(log, upkeep)
    var options = options
    options.readModels = options.readModels.map { $0.reading(under: log.secret.key) }
    self.options = options
    readModels = ReadModelRegistry(options.readModels, notices: notices)
    let room = StartRoom(folder: options.folder, readModels: options.readModels, notices: notices)
    files = opening.files(of: log)
    let (registry, index, unknown) = try StoreOpening(
      options: options, bootID: surroundings.bootID, log: log, files: files, notices: notices, room: room
    ).open(registry: Self.registryVersion, index: Self.indexVersion)
    let eventReader = EventReader(log: log, index: index)
    (self.eventReader, self.registry) = (eventReader, registry)
    commandFilters = CommandFilterMaker(registry, room: options.limits.commandFilterIDs)
    let known = Registry(store: registry, eventReader: eventReader)
    let isWritten = try CatchUp(
      eventReader: eventReader, registry: known, index: index, limits: options.limits, end: eventReader.head, room: room
    ).run()
    beginning = try Self.begun(eventReader, users, options)
    let (views, scratch) = (options.folder + "/views", ScratchFolders(in: options.folder + "/views"))
    let viewOptions = ViewOptions(bootID: surroundings.bootID, readersMax: options.readersMax)
    let generations = GenerationOpener(
      eventReader: eventReader, readModels: readModels, folder: views, options: viewOptions, files: files)
    plan = try generations.begin()
    try Self.takeReserve(upkeep)
    clockWatch = ClockWatch(recordedAtLast: Self.recordedAtLast(eventReader), notices: readModels.notices)
    clockWatch.look(at: surroundings.now())
    let writing = WriterShared(limits: options.limits)
    self.writing = writing
    checkpointer = Checkpointer(
      registry: registry, eventReader: eventReader, limits: options.limits, notices: readModels.notices,
      unwritten: isWritten ? nil : known.freeze()
    ) { [surroundings] cause in writing.die(because: cause, surroundings) }
    let encoder = EventEncoder(actorName: actorName, erasedFields: eventReader.erasedFields(of:))
    let reader = LogReader(eventReader: eventReader, encoder: encoder, limits: options.limits)
    subscriptions = SubscriptionService(
      eventReader: eventReader, reader: reader, encoder: encoder, limits: options.limits)
    follower = FollowerInbox(head: eventReader.head, limits: options.limits)
    builder = Builder(
      eventReader: eventReader, registry: registry, readModels: readModels, follower: follower, options: options,
      views: views, viewOptions: viewOptions, scratch: scratch, beginning: beginning, files: files
    ) { [checkpointer] in checkpointer.bring(to: $0, nudging: writing.queue, isStopped: $1) }
    moments = Moments(
      eventReader: eventReader, readModels: readModels, limits: options.limits, actorName: actorName,
      scratch: scratch, viewOptions: viewOptions, beginning: beginning, now: surroundings.now, commands: writing.queue)
    erasures = Erasures(
      eventReader: eventReader, readModels: readModels, builder: builder, checkpointer: checkpointer, moments: moments,
      commands: writing.queue, limits: options.limits, uid: surroundings.ownUID)
    tender = Tender(
      eventReader: eventReader, upkeep: upkeep, registry: registry, readModels: readModels, builder: builder,
      moments: moments, clockWatch: clockWatch, options: options, now: surroundings.now)
    pool = QueryPool(
      threads: max(1, options.queryThreads), limits: options.limits, reader: reader, surroundings: surroundings,
      actorName: actorName)
    scheduler = QueryScheduler(
      readModels: readModels, pool: pool, follower: follower, limits: options.limits, head: { eventReader.head })
    self.opening = Opening(generations, found: plan.found, unknown: unknown, builder, queries: scheduler) {
      [surroundings] cause in writing.die(because: cause, surroundings)
    }
  }

  /// What the log says of losses and of users, and what holds from its beginning.
  private static func begun(
    _ eventReader: EventReader, _ users: UserDirectory, _ options: EngineOptions
  ) throws(EngineError) -> Beginning {
    do throws(Refusal) {
      try eventReader.learnLosses()
      try users.learn(from: eventReader)
    } catch {
      throw EngineError(.inaccessible, error.message)
    }
    return try Beginning(eventReader, seeds: options.seeds)
  }

  /// Only when what is derived has caught up: on a full disk the reserve's space is what that lives on.
  private static func takeReserve(_ upkeep: (any LogUpkeep)?) throws(EngineError) {
    do throws(FactLogError) {
      try upkeep?.restoreReserve()
    } catch {
      throw EngineError(.inaccessible, "the reserve cannot be made: \(error)")
    }
  }

  /// When the last fact was recorded whose record can be read.
  private static func recordedAtLast(_ eventReader: EventReader) -> Instant {
    for back in 0..<min(damagedMax, eventReader.head.value) {
      if let header = try? eventReader.header(at: Position(eventReader.head.value - back)) { return header.recordedAt }
    }
    return Instant(microseconds: 0)
  }

  /// How many damaged records at the end of the log are looked past.
  private static let damagedMax: UInt64 = 1024

  /// Raised when the registry's rows change their form or what is in them.
  private static let registryVersion: UInt64 = 12
  /// Raised when the index's rows do.
  private static let indexVersion: UInt64 = 2
}

/// The threads of a running engine.
struct EngineThreads: Sendable {
  let writer: EngineThread
  let checkpointer: EngineThread
  let commandFilters: EngineThread
  let builder: EngineThread
  let follower: EngineThread
  let subscriptions: EngineThread
  let tender: EngineThread
  let scheduler: EngineThread
  let pool: [EngineThread]
  let moments: [EngineThread]
  let opening: EngineThread
  let erasures: EngineThread
  /// Wakes the writer for what other writers of the log append.
  let following: LogFollowing

  init(_ opened: EngineParts) {
    let plan = opened.plan
    // What the threads hold lives as long as they do; the generations found at start are to go when they are replaced.
    var lasting = opened
    lasting.plan = GenerationOpener.Plan()
    let parts = lasting
    parts.erasures.resume()
    following = parts.eventReader.log.follow { [queue = parts.writing.queue] in queue.nudge() }
    writer = EngineThread("kith-writer") { Self.write(parts) }
    checkpointer = EngineThread("kith-checkpoint") { parts.checkpointer.run() }
    commandFilters = EngineThread("kith-filter") { parts.commandFilters.run() }
    builder = EngineThread("kith-build") { parts.builder.run() }
    follower = EngineThread("kith-follow") { Self.follow(parts) }
    subscriptions = EngineThread("kith-subscribe") { parts.subscriptions.run() }
    tender = EngineThread("kith-tend") { parts.tender.run() }
    scheduler = EngineThread("kith-schedule") { parts.scheduler.run() }
    let threads = max(1, parts.options.queryThreads)
    pool =
      (0..<threads).map { number in EngineThread("kith-query-\(number)") { parts.pool.runShort() } }
      + (0..<QueryPool.longThreads(threads)).map { number in
        EngineThread("kith-long-\(number)") { parts.pool.runLong() }
      }
    moments = (0..<Moments.threads).map { number in EngineThread("kith-past-\(number)") { parts.moments.run() } }
    opening = EngineThread("kith-hold") { parts.opening.run() }
    erasures = EngineThread("kith-erase") { parts.erasures.run() }
    for adoption in plan.followed { parts.follower.adopt(adoption) }
    if !plan.built.isEmpty {
      _ = parts.builder.submit(.rebuild(plan.built, resumed: [:]))
    }
    parts.opening.wait()
  }

  private static func write(_ parts: EngineParts) {
    let registry = Registry(
      store: parts.registry, eventReader: parts.eventReader, filters: parts.commandFilters)
    let feed = CommitFeed(
      eventReader: parts.eventReader, registry: registry, follower: parts.follower, subscriptions: parts.subscriptions,
      clockWatch: parts.clockWatch, users: parts.users, limits: parts.options.limits)
    Writer(
      options: parts.options, surroundings: parts.surroundings, eventReader: parts.eventReader, registry: registry,
      shared: parts.writing, checkpointer: parts.checkpointer, feed: feed, follower: parts.follower, pool: parts.pool,
      erasures: parts.erasures, clockWatch: parts.clockWatch, notices: parts.readModels.notices,
      beginning: parts.beginning,
      seedsAtOnce: parts.acceptedLoss == nil
    ).run()
  }

  private static func follow(_ parts: EngineParts) {
    Follower(
      eventReader: parts.eventReader, readModels: parts.readModels, inbox: parts.follower, queries: parts.scheduler,
      limits: parts.options.limits, beginning: parts.beginning, rebuild: { parts.builder.begin([$0]) }
    ).run()
  }
}
