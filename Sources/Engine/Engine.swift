import Domain
public import EventLog
public import FactSchema
import ReadModels
import RowStore
import Synchronization

/// Facts in, positions out: the log with everything that is derived from it, in one data folder.
///
/// Its methods may be called from any thread and do not wait, except where they say so.
public final class Engine: Sendable {
  let options: EngineOptions
  let surroundings: EngineSurroundings
  let eventReader: EventReader
  let upkeep: (any LogUpkeep)?
  private let claim: FolderLock?
  let readModels: ReadModelRegistry
  let writing: WriterShared
  let checkpointer: Checkpointer
  let registry: DerivedStore
  private let commandFilters: CommandFilterMaker
  let subscriptions: SubscriptionService
  let follower: FollowerInbox
  let builder: Builder
  let moments: Moments
  private let erasures: Erasures
  let pool: QueryPool
  let scheduler: QueryScheduler
  let clockWatch: ClockWatch
  let actorName: ActorNames
  /// What its read models can be asked.
  let queries: QueryCatalogue
  private let tender: Tender
  private let opening: Opening
  let files: DerivedFiles
  let acceptedLoss: Loss?
  /// Whether the log said already when it was opened what its ``EngineOptions/seeds`` would tell it, so that these changed
  /// nothing.
  public var hasBegun: Bool { beginning.seeds == nil }
  let beginning: Beginning
  private let life: Mutex<Life>

  /// What the engine is doing.
  private enum Life {
    case opened(EngineParts)
    case running(EngineThreads)
    case stopped
  }

  init(_ parts: EngineParts) {
    options = parts.options
    queries = QueryCatalogue(parts.options.readModels)
    surroundings = parts.surroundings
    eventReader = parts.eventReader
    upkeep = parts.upkeep
    claim = parts.claim
    readModels = parts.readModels
    writing = parts.writing
    checkpointer = parts.checkpointer
    registry = parts.registry
    commandFilters = parts.commandFilters
    subscriptions = parts.subscriptions
    follower = parts.follower
    builder = parts.builder
    moments = parts.moments
    erasures = parts.erasures
    pool = parts.pool
    scheduler = parts.scheduler
    clockWatch = parts.clockWatch
    actorName = { [users = parts.users] (uid, position) in users.name(of: uid, at: position) }
    tender = parts.tender
    opening = parts.opening
    files = parts.files
    acceptedLoss = parts.acceptedLoss
    beginning = parts.beginning
    life = Mutex(.opened(parts))
  }

  /// Opens the data folder, making it when it is not there, and brings the registry and the index up to the log.
  ///
  /// What was derived and cannot be trusted is made again; the status's notices say so. Blocks for as long as that takes;
  /// after a clean stop nothing is read but the ends.
  public static func open(_ options: EngineOptions, _ surroundings: EngineSurroundings) throws(EngineError) -> Engine {
    Engine(try EngineParts(options, surroundings, log: nil))
  }

  /// Opens the data folder over a log that is kept elsewhere: only what is derived from it is there. Other engines may have
  /// the same log.
  public static func open(
    _ options: EngineOptions, _ surroundings: EngineSurroundings, over log: any FactLog
  ) throws(EngineError) -> Engine {
    Engine(try EngineParts(options, surroundings, log: log))
  }

  /// Starts the threads: from now on commands and queries are answered.
  public func start() {
    life.withLock { life in
      guard case .opened(let parts) = life else { return }
      life = .running(EngineThreads(parts))
    }
  }

  /// Ends gracefully: everything submitted gets its outcome, subscriptions end, all that is derived is closed clean.
  ///
  /// Blocks until that is done. What is submitted after this began is refused as `shuttingDown`.
  public func stop() {
    let threads = life.withLock { life -> EngineThreads? in
      defer { life = .stopped }
      guard case .running(let threads) = life else { return nil }
      return threads
    }
    guard let threads else { return }
    threads.following.end()
    erasures.stop()
    tender.stop()
    threads.tender.join()
    writing.queue.close()
    threads.writer.join()
    checkpointer.close()
    threads.checkpointer.join()
    commandFilters.close()
    threads.commandFilters.join()
    opening.stop()
    builder.stop()
    moments.close()
    threads.opening.join()
    threads.builder.join()
    threads.erasures.join()
    for thread in threads.moments { thread.join() }
    moments.forget()
    follower.stop()
    threads.follower.join()
    scheduler.close()
    threads.scheduler.join()
    subscriptions.stop()
    threads.subscriptions.join()
    pool.close()
    for thread in threads.pool { thread.join() }
    guard !writing.hasDied else { return }
    closeDerived()
  }

  /// Brings everything derived to disk and marks it as whole; what cannot be marked is made again at the next start.
  private func closeDerived() {
    if checkpointer.refusal != nil { try? upkeep?.releaseReserve() }
    // What cannot be moved now is moved at the next start.
    try? upkeep?.checkpoint()
    let live = readModels.state.withLock { $0.entries.compactMap(\.live) }
    // Marked first: it takes no time, and what a stop that is cut off cannot say of the files is looked after by the next start.
    for store in [registry, eventReader.index.store] { try? store.close() }
    for view in live { try? view.close(clean: true) }
    files.state(registry, named: "registry")
    files.state(eventReader.index.store, named: "index")
    for view in live { files.close(view) }
  }

  /// The position of the last durable fact that is known here.
  public var head: Position { eventReader.head }

  /// The login name of a uid, or its number.
  public func userName(of uid: UInt32) -> String { surroundings.userName(uid) }

  /// The position of the last accepted loss of facts; nil when there is none.
  public var lastLoss: Position? { eventReader.losses.last }

  /// The log's identity, 32 hexadecimal digits.
  public var origin: String { eventReader.log.origin.description }

  /// The audit tree's root over all facts up to a durable position, that position, and the log's epoch there.
  public var tip: (head: Position, root: Digest256, epoch: UInt32) {
    let status = eventReader.status
    return (status.head, status.root, status.epoch)
  }
}
