import Domain
import EventLog
import Foundation
import LMDB
import Projections
import Schema
import Synchronization

/// Builds new generations from the log, and verifies old ones, on a thread of its own beside all that is live.
///
/// Several read models are built in one pass: the log is read, opened and decoded once, on a second thread.
final class Builder: Sendable {
  /// Something to build.
  enum Job: Sendable {
    /// New generations of these read models, marked as building on the board; with the views of those that go on.
    case rebuild([Int], resumed: [Int: View])
    case verify(VerifyJob)
  }

  let history: History
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
    history: History, board: Board, follower: FollowerInbox, options: EngineOptions, views: String,
    viewOptions: ViewOptions
  ) {
    self.history = history
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
        passengers.append(Passenger(place: place, projection: slot.projection, view: view))
      } catch {
        fail(place, slot.projection.name, "\(error)")
      }
    }
    pass(passengers)
    for passenger in passengers {
      if let failure = passenger.failure {
        fail(passenger.place, passenger.projection.name, failure)
        Generations.remove(passenger.view.folder)
      } else if isStopped {
        try? passenger.view.close(clean: true)
      } else {
        follower.adopt(.init(place: passenger.place, view: passenger.view, role: .candidate))
      }
    }
  }

  /// Opens a generation to be built.
  private func open(_ projection: any Projection, _ generation: UInt64) throws(ViewError) -> View {
    let path = Generations.path(views, projection.name, generation)
    guard Generations.begin(path) else { throw .noSpace }
    let identity = ViewIdentity(
      origin: history.log.origin.description, projection: projection.name, version: projection.version,
      generation: generation)
    return try View.open(folder: path, identity: identity, options: viewOptions)
  }

  private func fail(_ place: Int, _ name: String, _ cause: String) {
    board.notice("\(name) could not be built: \(cause)")
    board.abandon(place, Board.Fault(position: .zero, type: 0, cause: "it could not be built: \(cause)"))
  }

  // MARK: The pass over the log

  /// One view that takes part in a pass.
  final class Passenger {
    let place: Int
    let projection: any Projection
    let view: View
    private(set) var writer: ViewWriter?
    private(set) var failure: String?

    init(place: Int, projection: any Projection, view: View) {
      self.place = place
      self.projection = projection
      self.view = view
      writer = view.writer()
    }

    var position: Position { writer?.position ?? view.state.position }

    /// Applies what it has not seen of a chunk, and writes when more than so many bytes have gathered.
    func take(_ chunk: Chunk, bytesMax: Int) {
      guard let writer, failure == nil, let first = chunk.events.first?.header.position else { return }
      let seen = writer.position < first ? 0 : Int(writer.position.value - first.value) + 1
      guard seen < chunk.events.count else { return }
      failure = Self.apply(chunk.events[seen...], by: projection, to: writer)
      if failure == nil, writer.pendingBytes >= bytesMax { flush(chunk.leaf) }
    }

    func flush(_ leaf: Digest256) {
      guard let writer, failure == nil, writer.position > view.state.position else { return }
      do throws(ViewError) {
        try writer.flush(leaf: leaf)
      } catch {
        failure = "its rows cannot be written: \(error)"
      }
    }

    /// Lets go of the writer.
    func end() { writer = nil }

    private static func apply(
      _ events: ArraySlice<RecordedEvent>, by projection: some Projection, to writer: ViewWriter
    ) -> String? {
      for index in events.indices {
        do throws(ProjectionFailure) {
          try writer.apply(events[index], by: projection)
        } catch {
          return "at position \(events[index].header.position): \(error)"
        }
      }
      return nil
    }
  }

  /// Decoded facts in order, and the leaf of the last.
  struct Chunk: Sendable {
    var events: [RecordedEvent]
    var leaf: Digest256
    var fault: String?
  }

  /// Takes views through the log from where they stand until they are near the head, and writes what they gathered.
  func pass(_ passengers: [Passenger]) {
    guard let start = passengers.map(\.position).min() else { return }
    // An eighth: about as long as writing takes, the decoded facts that wait meanwhile take their share of the memory too.
    let bytesMax = max(1 << 20, options.rebuildMemory / 8 / max(1, passengers.count))
    let channel = Channel<Chunk>(limit: options.limits.buildChunks)
    let decoder = EngineThread("kith-decode") { [self] in decode(from: start, into: channel) }
    var leaf = Digest256.zero
    while let chunk = channel.next() {
      if let fault = chunk.fault { board.notice(fault) }
      guard let last = chunk.events.last?.header.position, !isStopped else { break }
      leaf = chunk.leaf
      for passenger in passengers { passenger.take(chunk, bytesMax: bytesMax) }
      let head = history.head
      board.state.withLock { state in
        for passenger in passengers {
          state.slots[passenger.place].building?.position = last
          state.slots[passenger.place].building?.target = head
        }
      }
    }
    channel.close()
    decoder.join()
    for passenger in passengers {
      passenger.flush(history.leaf(at: passenger.position) ?? leaf)
      passenger.end()
    }
    // Rows and decoded facts took up to `rebuild.memory`.
    ProcessMemory.giveBack()
  }

  /// Reads, opens and decodes from a position until less than a chunk is left.
  private func decode(from start: Position, into channel: Channel<Chunk>) {
    EngineThread.yieldToOthers()
    var position = start
    let limit = options.limits.catchUpEvents
    while !isStopped {
      let isLast = history.head.value - position.value <= UInt64(limit)
      do throws(History.Fault) {
        let chunk = try history.chunk(after: position, limit: limit)
        guard let last = chunk.events.last?.header.position, channel.send(chunk) else { break }
        position = last
      } catch {
        let fault = "the record at position \(error.position) is damaged, so no read model can be built: \(error.cause)"
        _ = channel.send(Chunk(events: [], leaf: .zero, fault: fault))
        break
      }
      if isLast { break }
    }
    channel.close()
  }
}

extension History {
  /// The facts past `after`, decoded, with the leaf of the last.
  func chunk(after: Position, limit: Int) throws(Fault) -> Builder.Chunk {
    let events = try events(after: after, limit: limit)
    let last = events.last.flatMap { leaf(at: $0.header.position) }
    return Builder.Chunk(events: events, leaf: last ?? Digest256.zero, fault: nil)
  }
}
