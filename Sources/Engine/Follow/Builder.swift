import Domain
import EventLog
import Foundation
import LMDB
import Memory
import Projections
import Schema
import Synchronization

/// Builds new generations from the log, and verifies old ones, on a thread of its own beside all that is live.
///
/// Several read models are built in one pass: the log is read and decoded once, on threads of their own, and of each fact
/// only as much as one of them looks at.
final class Builder: Sendable {
  /// Something to build.
  enum Job: Sendable {
    /// New generations of these read models, marked as building on the board; with the views of those that go on.
    case rebuild([Int], resumed: [Int: View])
    case verify(VerifyJob)
  }

  let history: History
  let registry: DerivedStore
  let board: Board
  let follower: FollowerInbox
  let options: EngineOptions
  let views: String
  let viewOptions: ViewOptions
  private let jobs = Inbox<Job>(limit: 1024)
  private let isStopping = Atomic(false)
  /// Of the folders that verifications used: a folder is opened once.
  let verifications = Atomic<UInt64>(0)

  init(
    history: History, registry: DerivedStore, board: Board, follower: FollowerInbox, options: EngineOptions,
    views: String, viewOptions: ViewOptions
  ) {
    self.history = history
    self.registry = registry
    self.board = board
    self.follower = follower
    self.options = options
    self.views = views
    self.viewOptions = viewOptions
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
      var resumed: [Int: View] = [:]
      for case .rebuild(let more, let views) in jobs {
        places += more
        resumed.merge(views) { view, _ in view }
      }
      if !places.isEmpty { rebuild(places, resumed) }
      for case .verify(let job) in jobs { verify(job) }
    }
  }

  // MARK: Rebuilding

  private func rebuild(_ places: [Int], _ resumed: [Int: View]) {
    guard !isStopped else { return }
    let beside = BuildThread()
    defer { beside.end() }
    var passengers: [Passenger] = []
    for place in places {
      let slot = board.state.withLock { $0.slots[place] }
      guard let building = slot.building else { continue }
      do throws(ViewError) {
        let view: View
        if let half = resumed[place] {
          view = half
        } else {
          view = try open(slot.projection, building.generation)
        }
        passengers.append(
          Passenger(
            place: place, projection: slot.projection, view: view, helper: beside.helper,
            progress: { [board] rows in board.wrote(rows, for: places) }))
      } catch {
        fail(place, Failure(error, "its folder cannot be made"))
      }
    }
    pass(passengers)
    var failures: [(place: Int, failure: Failure)] = []
    for passenger in passengers {
      if let failure = passenger.failure {
        Generations.remove(passenger.view.folder)
        failures.append((passenger.place, failure))
      } else if isStopped {
        try? passenger.view.close(clean: true)
      } else {
        follower.adopt(.init(place: passenger.place, view: passenger.view, role: .candidate))
      }
    }
    // Their files take no room any more once they are closed.
    passengers.removeAll()
    for (place, failure) in failures { fail(place, failure) }
  }

  /// Opens a generation to be built.
  private func open(_ projection: any Projection, _ generation: UInt64) throws(ViewError) -> View {
    let path = Generations.path(views, projection.name, generation)
    try Generations.begin(path)
    let identity = ViewIdentity(
      origin: history.log.origin.description, projection: projection.name, version: projection.version,
      generation: generation)
    do throws(ViewError) {
      return try View.open(folder: path, identity: identity, options: viewOptions)
    } catch {
      Generations.remove(path)
      throw error
    }
  }

  private func fail(_ place: Int, _ failure: Failure) {
    let fault = Board.Fault(position: .zero, type: 0, cause: failure.cause)
    board.abandon(place, fault, roomThen: failure.isForRoom ? freeBytes : nil)
  }

  private var freeBytes: UInt64 {
    Disk.freeBytes(at: FileManager.default.fileExists(atPath: views) ? views : options.folder)
  }

  /// Begins again to build what nothing serves because there was no room for it, once there is more.
  func buildWhereRoomIs() {
    guard board.awaitsRoom else { return }
    guard let begun = board.beginRebuild(board.places(withRoomIn: freeBytes), head: history.head) else { return }
    guard !submit(.rebuild(begun.places, resumed: [:])) else { return }
    for place in begun.places { board.abandon(place) }
  }

  /// Why a generation came to nothing.
  struct Failure {
    var cause: String
    /// Whether the device was full.
    var isForRoom = false
  }

  // MARK: The pass over the log

  /// One view that takes part in a pass.
  final class Passenger {
    let place: Int
    let projection: any Projection
    let view: View
    private var writer: ViewWriter?
    private(set) var failure: Failure?
    /// The rows that were put aside.
    private var rowsAside: UInt64 = 0

    init(
      place: Int, projection: any Projection, view: View, helper: @escaping BuildHelper,
      progress: BuildProgress? = nil
    ) {
      self.place = place
      self.projection = projection
      self.view = view
      writer = view.writer(helper: helper, progress: progress)
    }

    var position: Position { writer?.position ?? view.state.position }
    /// The rows that will have been written when the build ends, as far as it has come.
    var rowsGathered: UInt64 { rowsAside + UInt64(writer?.pendingRows ?? 0) }

    /// Applies what it has not seen of a chunk, and puts rows aside when more than so many bytes have gathered.
    func take(_ chunk: History.Chunk, bytesMax: Int, leavesOut: (Board.Fault) -> Bool) {
      guard writer != nil, failure == nil, position < chunk.last else { return }
      let seen = chunk.events.prefix { [position] in $0.position <= position }.count
      failure = Self.apply(chunk.events[seen...], by: projection, to: &writer, leavesOut)
      guard failure == nil else { return }
      writer?.pass(upTo: chunk.last)
      guard (writer?.pendingBytes ?? 0) >= bytesMax else { return }
      do throws(ViewError) {
        rowsAside += UInt64(writer?.pendingRows ?? 0)
        try writer?.putAside()
      } catch {
        failure = Failure(error, "its rows cannot be put aside")
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

    private static func apply(
      _ events: ArraySlice<RecordedEvent>, by projection: some Projection, to writer: inout ViewWriter?,
      _ leavesOut: (Board.Fault) -> Bool
    ) -> Failure? {
      for index in events.indices {
        do throws(ProjectionFailure) {
          // What was left out between is of no kind that it looks at, or damaged.
          writer?.pass(upTo: Position(events[index].position.value - 1))
          try writer?.apply(events[index], by: projection)
        } catch {
          let header = events[index].header
          let fault = Board.Fault(position: header.position, type: header.type, cause: error.description)
          guard case .cannotApply = error, leavesOut(fault) else {
            return Failure(cause: "at position \(header.position): \(error)")
          }
          writer?.pass(upTo: header.position)
        }
      }
      return nil
    }
  }

  /// Takes views through the log from where they stand until they are near the head, or at `end`, and writes what they
  /// gathered; the damaged records that they have to do without. Ends early when `isEnded` says so.
  @discardableResult
  func pass(
    _ passengers: [Passenger], upTo end: Position? = nil, isEnded: (@Sendable () -> Bool)? = nil
  ) -> [History.Fault] {
    let isEnded = isEnded ?? { [self] in isStopped }
    guard let start = passengers.map(\.position).min() else { return [] }
    var damaged: [History.Fault] = []
    // A tenth: as much is being put aside meanwhile, and arrays that grow, the order of the rows, keys and decoded facts
    // that wait take their share of the memory too.
    let bytesMax = max(64 << 10, options.rebuildMemory / 10 / max(1, passengers.count))
    let channel = Channel<History.Chunk>(
      limit: options.limits.buildChunks, bytesMax: options.limits.buildQueueBytes)
    let kinds = passengers.reduce(FactKinds.none) { $0.union($1.projection.kinds) }
    let decoders = (0..<options.limits.buildThreads).map { _ in
      EngineThread("kith-decode") { [self] in decode(from: start, upTo: end, kinds, into: channel, isEnded) }
    }
    while !isEnded(), let chunk = channel.next() {
      damaged += chunk.damaged
      if let fault = chunk.fault {
        damaged.append(fault)
        board.notice(
          "the record at position \(fault.position) cannot be read, so no read model can be built: \(fault.cause)")
      }
      for passenger in passengers {
        passenger.take(chunk, bytesMax: bytesMax) { [history, board] fault in
          history.log.damage.isAny && board.leavesOut(passenger.place, fault)
        }
      }
      if end == nil { say(passengers, chunk.last) }
    }
    channel.close()
    for decoder in decoders { decoder.join() }
    if end == nil { board.beginWriting(passengers.map(\.place)) }
    for passenger in passengers {
      passenger.flush(history.mark(at: passenger.position))
      passenger.end()
    }
    if end == nil { board.endWriting(passengers.map(\.place)) }
    // Rows and decoded facts took up to `rebuild.memory`.
    ProcessMemory.giveBack()
    return damaged
  }

  /// Says how far a build has come.
  private func say(_ passengers: [Passenger], _ position: Position) {
    let head = history.head
    let rows = passengers.reduce(0) { $0 + $1.rowsGathered }
    board.state.withLock { state in
      for passenger in passengers {
        state.slots[passenger.place].building?.position = position
        state.slots[passenger.place].building?.target = head
        state.slots[passenger.place].building?.rowsGathered = rows
      }
    }
  }

  /// Reads and decodes stretches of the log, each of the same length and in pieces of so many bytes, until one is shorter:
  /// there is the head, or damage.
  private func decode(
    from start: Position, upTo end: Position?, _ kinds: FactKinds, into channel: Channel<History.Chunk>,
    _ isEnded: () -> Bool
  ) {
    EngineThread.yieldToOthers()
    let limit = options.limits.buildEvents
    while !isEnded(), let ticket = channel.ticket() {
      let after = Position(start.value + ticket * UInt64(limit))
      // The last stretch is the one in which the log ended when it was begun; what is recorded from then on is followed.
      let head = end ?? history.head
      let isLast = head.value <= after.value + UInt64(limit)
      guard head > after else { return channel.end(at: ticket) }
      let last = Position(min(after.value + UInt64(limit), head.value))
      var position = after
      while !isEnded() {
        let chunk = history.chunk(
          after: position, limit: Int(last.value - position.value), kinds: kinds,
          bytesMax: options.limits.buildPieceBytes)
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
