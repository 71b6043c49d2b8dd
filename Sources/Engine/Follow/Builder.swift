import Domain
import EventLog
import FactSchema
import Foundation
import LMDB
import Memory
import ReadModels
import RowStore
import Synchronization

/// Builds new generations from the log, and verifies old ones, on a thread of its own beside all that is live.
///
/// Several read models are built in one pass: the log is read and decoded once, on threads of their own, and of each fact
/// only as much as one of them looks at.
final class Builder: Sendable {
  /// Something to build.
  enum Job: Sendable {
    /// New generations of these read models, marked as building in the registry; with the views of those that go on.
    case rebuild([Int], resumed: [Int: GenerationOpener.Half])
    case verify(VerifyJob)
  }

  let eventReader: EventReader
  let registry: DerivedStore
  let readModels: ReadModelRegistry
  let follower: FollowerInbox
  let options: EngineOptions
  let views: String
  let viewOptions: ViewOptions
  let scratch: ScratchFolders
  let beginning: Beginning
  let files: DerivedFiles
  /// Has the registry written as far as a position; false where that was ended.
  let bringRegistry: @Sendable (Position, _ isEnded: () -> Bool) -> Bool
  private let jobs = Inbox<Job>(limit: 1024)
  private let isStopping = Atomic(false)

  init(
    eventReader: EventReader, registry: DerivedStore, readModels: ReadModelRegistry, follower: FollowerInbox,
    options: EngineOptions, views: String, viewOptions: ViewOptions, scratch: ScratchFolders, beginning: Beginning,
    files: DerivedFiles, bringRegistry: @escaping @Sendable (Position, _ isEnded: () -> Bool) -> Bool
  ) {
    self.eventReader = eventReader
    self.registry = registry
    self.readModels = readModels
    self.follower = follower
    self.options = options
    self.views = views
    self.viewOptions = viewOptions
    self.scratch = scratch
    self.beginning = beginning
    self.files = files
    self.bringRegistry = bringRegistry
  }

  /// Adds a job; false when there are too many, or the engine stops.
  func submit(_ job: Job) -> Bool { jobs.push([job]) == .taken }

  /// Stops at the next chunk; what is half built is written and goes on at the next start.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    jobs.close()
  }

  var isStopped: Bool { isStopping.load(ordering: .acquiring) }

  func run() {
    EngineThread.yieldToOthers()
    while let jobs = jobs.take() {
      // What waits to be rebuilt is built in one pass.
      var places: [Int] = []
      var resumed: [Int: GenerationOpener.Half] = [:]
      for case .rebuild(let more, let views) in jobs {
        places += more
        resumed.merge(views) { view, _ in view }
      }
      if !places.isEmpty { rebuild(places, resumed) }
      for case .verify(let job) in jobs { verify(job) }
    }
  }

  // MARK: Rebuilding

  private func rebuild(_ places: [Int], _ resumed: [Int: GenerationOpener.Half]) {
    guard !isStopped else { return }
    let beside = BuildThread()
    defer { beside.end() }
    var targets: [BuildTarget] = []
    // What is recorded from then on is followed.
    let head = eventReader.head
    let erased = eventReader.erased.count
    var ends: [Position: [BuildTarget]] = [:]
    for place in places {
      let entry = readModels.state.withLock { $0.entries[place] }
      guard let building = entry.building else { continue }
      let half: GenerationOpener.Half
      do throws(ViewError) {
        if let begun = resumed[place] {
          half = begun
        } else {
          half = .init(view: try open(entry.projection, building.generation, upTo: head), end: head)
        }
      } catch {
        fail(place, Failure(error, "its folder cannot be made"))
        continue
      }
      do throws(Refusal) {
        let target = BuildTarget(
          place: place, projection: entry.projection, view: half.view,
          initial: try beginning.initial(upTo: ReplayEnd(position: half.end)), helper: beside.helper,
          progress: { [readModels] rows in readModels.wrote(rows, for: places) })
        targets.append(target)
        ends[half.end, default: []].append(target)
      } catch {
        fail(place, Failure(cause: "what holds from the beginning cannot be read: \(error.message)"))
      }
    }
    for (end, targets) in ends.sorted(by: { $0.key < $1.key }) { pass(targets, upTo: end, isRebuild: true) }
    var failures: [(place: Int, failure: Failure)] = []
    let isMixed = eventReader.erased.count != erased
    var again: [Int] = []
    for target in targets {
      if isMixed, target.failure == nil {
        // Somebody was erased meanwhile: of what was read before some may be in the rows.
        Generations.remove(target.view.folder)
        readModels.abandon(target.place)
        again.append(target.place)
      } else if let failure = target.failure {
        Generations.remove(target.view.folder)
        failures.append((target.place, failure))
      } else if isStopped {
        files.close(target.view)
      } else {
        follower.adopt(.init(place: target.place, view: target.view, role: .candidate))
      }
    }
    // Their files take no room any more once they are closed.
    targets.removeAll()
    for (place, failure) in failures { fail(place, failure) }
    if !again.isEmpty { begin(again) }
  }

  /// Opens a generation to be built up to a position.
  private func open(_ projection: any Projection, _ generation: UInt64, upTo end: Position) throws(ViewError) -> View {
    let path = Generations.path(views, projection.name, generation)
    try Generations.begin(path, upTo: end)
    let identity = projection.identity(origin: eventReader.log.origin.description, generation: generation)
    do throws(ViewError) {
      return try View.open(folder: path, identity: identity, options: viewOptions)
    } catch {
      Generations.remove(path)
      throw error
    }
  }

  private func fail(_ place: Int, _ failure: Failure) {
    let fault = ReadModelRegistry.Fault(position: .zero, type: 0, cause: failure.cause)
    readModels.abandon(place, fault, roomThen: failure.isForRoom ? freeBytes : nil)
  }

  private var freeBytes: UInt64 {
    Disk.freeBytes(at: FileManager.default.fileExists(atPath: views) ? views : options.folder)
  }

  /// Begins again to build what nothing serves because there was no room for it, once there is more.
  func buildWhereRoomIs() {
    guard readModels.awaitsRoom else { return }
    begin(readModels.places(withRoomIn: freeBytes))
  }

  /// Begins to build new generations, where none of them is being built.
  func begin(_ places: [Int]) {
    guard let begun = readModels.beginRebuild(places, head: eventReader.head) else { return }
    guard !submit(.rebuild(begun.places, resumed: [:])) else { return }
    for place in begun.places { readModels.abandon(place) }
  }

  /// Why a generation came to nothing.
  struct Failure {
    var cause: String
    /// Whether the device was full.
    var isForRoom = false
  }

  // MARK: The pass over the log

  /// One view that takes part in a pass.
  final class BuildTarget {
    let place: Int
    let projection: any Projection
    let view: View
    private var writer: ViewWriter?
    private(set) var failure: Failure?
    /// The rows that were spilled.
    private var rowsSpilled: UInt64 = 0

    init(
      place: Int, projection: any Projection, view: View, initial: InitialState, helper: @escaping BuildHelper,
      progress: BuildProgress? = nil
    ) {
      self.place = place
      self.projection = projection
      self.view = view
      writer = view.writer(helper: helper, progress: progress)
      if view.state.position == .zero { failure = Self.begin(with: initial, by: projection, &writer) }
    }

    private static func begin(
      with initial: InitialState, by projection: some Projection, _ writer: inout ViewWriter?
    ) -> Failure? {
      do throws(ProjectionFailure) {
        try writer?.begin(with: initial, by: projection)
        return nil
      } catch {
        return Failure(cause: "at its beginning: \(error)")
      }
    }

    var position: Position { writer?.position ?? view.state.position }
    /// The rows that will have been written when the build ends, as far as it has come.
    var rowsGathered: UInt64 { rowsSpilled + UInt64(writer?.pendingRows ?? 0) }

    /// Applies what it has not seen of a chunk, and spills its rows when more than so many bytes have gathered.
    func take(_ chunk: EventReader.Chunk, bytesMax: Int, leavesOut: (ReadModelRegistry.Fault) -> Bool) {
      guard writer != nil, failure == nil, position < chunk.last else { return }
      let seen = chunk.events.prefix { [position] in $0.position <= position }.count
      do throws(Unapplied) {
        try writer?.apply(chunk.events[seen...], by: projection) { unapplied in
          let header = unapplied.header
          return unapplied.isContradiction
            && leavesOut(.init(position: header.position, type: header.type, cause: unapplied.cause.description))
        }
      } catch {
        failure = Failure(cause: "at position \(error.header.position): \(error.cause)")
        return
      }
      writer?.pass(upTo: chunk.last)
      guard (writer?.pendingBytes ?? 0) >= bytesMax else { return }
      do throws(ViewError) {
        rowsSpilled += UInt64(writer?.pendingRows ?? 0)
        try writer?.spill()
      } catch {
        failure = Failure(error, "its rows cannot be spilled")
      }
    }

    func flush(_ leaf: Digest256) {
      guard writer != nil, failure == nil, position > view.state.position else { return }
      do throws(ViewError) {
        try writer?.flush(leaf: leaf)
      } catch {
        failure = Failure(error, "its rows cannot be written")
      }
    }

    /// Lets go of the writer.
    func end() { writer = nil }
  }

  /// Takes views through the log from where they stand to `end`, and writes what they gathered; the damaged records that they
  /// have to do without. All facts are told as they stand at the end, so that what does not is left out. Ends early when
  /// `isEnded` says so.
  @discardableResult
  func pass(
    _ targets: [BuildTarget], upTo end: Position, isRebuild: Bool = false, isEnded: (@Sendable () -> Bool)? = nil
  ) -> [EventReader.Fault] {
    let isEnded = isEnded ?? { [self] in isStopped }
    guard let start = targets.map(\.position).min() else { return [] }
    var damaged: [EventReader.Fault] = []
    // A tenth: as much is being spilled meanwhile, and arrays that grow, the order of the rows, keys and decoded facts
    // that wait take their share of the memory too.
    let bytesMax = max(64 << 10, options.rebuildMemory / 10 / max(1, targets.count))
    let channel = Channel<EventReader.Chunk>(
      limit: options.limits.buildChunks, bytesMax: options.limits.buildQueueBytes)
    let kinds = targets.reduce(FactKinds.none) { $0.union($1.projection.kinds) }
    let decoders = (0..<options.limits.buildThreads).map { _ in
      EngineThread("kith-decode") { [self] in decode(from: start, upTo: end, kinds, into: channel, isEnded) }
    }
    while !isEnded(), let chunk = channel.next() {
      damaged += chunk.damaged
      if let fault = chunk.fault {
        damaged.append(fault)
        readModels.notice(
          "the record at position \(fault.position) cannot be read, so no read model can be built: \(fault.cause)")
      }
      for target in targets {
        target.take(chunk, bytesMax: bytesMax) { [eventReader, readModels] fault in
          eventReader.log.damage.isAny && readModels.leavesOut(target.place, fault)
        }
      }
      if isRebuild { say(targets, chunk.last, end) }
    }
    channel.close()
    for decoder in decoders { decoder.join() }
    if isRebuild { readModels.beginWriting(targets.map(\.place)) }
    for target in targets {
      target.flush(eventReader.mark(at: target.position))
      target.end()
    }
    if isRebuild { readModels.endWriting(targets.map(\.place)) }
    // Rows and decoded facts took up to `rebuild.memory`.
    ProcessMemory.giveBack()
    return damaged
  }

  /// Says how far a build has come.
  private func say(_ targets: [BuildTarget], _ position: Position, _ end: Position) {
    let rows = targets.reduce(0) { $0 + $1.rowsGathered }
    readModels.state.withLock { state in
      for target in targets {
        state.entries[target.place].building?.position = position
        state.entries[target.place].building?.target = end
        state.entries[target.place].building?.rowsGathered = rows
      }
    }
  }

  /// Reads and decodes stretches of the log, each of the same length and in pieces of so many bytes, until one is shorter:
  /// there is the head, or damage.
  private func decode(
    from start: Position, upTo end: Position, _ kinds: FactKinds, into channel: Channel<EventReader.Chunk>,
    _ isEnded: () -> Bool
  ) {
    EngineThread.yieldToOthers()
    let limit = options.limits.buildEvents
    while !isEnded(), let ticket = channel.ticket() {
      let after = Position(start.value + ticket * UInt64(limit))
      let isLast = end.value <= after.value + UInt64(limit)
      guard end > after else { return channel.end(at: ticket) }
      let last = Position(min(after.value + UInt64(limit), end.value))
      var position = after
      while !isEnded() {
        let chunk = eventReader.chunk(
          after: position, limit: Int(last.value - position.value), kinds: kinds,
          bytesMax: options.limits.buildPieceBytes, told: .asOf(end))
        let isWhole = chunk.last >= last || chunk.fault != nil || chunk.last == position
        channel.send(
          chunk, ticket, bytes: chunk.bytes, isWhole: isWhole, isLast: isWhole && (isLast || chunk.fault != nil))
        if isWhole { break }
        position = chunk.last
      }
    }
    // Who takes the stretches may be waiting for the next one.
    if isEnded() { channel.close() }
  }
}

extension Builder.Failure {
  init(_ error: ViewError, _ sentence: String) {
    // What says itself which folder could not be made needs no more words.
    if case .unmade(let cause) = error {
      self.init(cause: cause)
      return
    }
    self.init(cause: "\(sentence): \(error)", isForRoom: error == .noSpace)
  }
}
