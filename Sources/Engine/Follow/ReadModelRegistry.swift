import APISchema
import Domain
import FactSchema
import ReadModels
import RowStore
import Synchronization

/// Where every read model stands, and the gate at which queries wait for one to come further: what the follower, the
/// builder, the queries and the status share.
final class ReadModelRegistry: Sendable {
  /// One read model.
  struct Entry: Sendable {
    let projection: any Projection
    /// The generation that answers queries; nil while none can.
    var live: View?
    /// Whether what there is of it on disk is being looked at and not open yet.
    var isOpening = false
    /// Up to where the follower has applied events to it.
    var applied = Position.zero
    var isCaughtUp = false
    var fault: Fault?
    /// Whether its rows cannot be written for now, because the device is full.
    var isStalled = false
    /// Whether a fact that builds on a damaged one was left out.
    var leavesOut = false
    var building: Building?
    /// Why the last generation that was begun came to nothing; nil since one was finished.
    var failedBuild: FailedBuild?
    /// The bytes that the device had left when there was no room to build what nothing else serves.
    var roomThen: UInt64?
    /// The number of the newest generation, good or not.
    var generationLast: UInt64 = 0
  }

  /// Why a read model stopped.
  struct Fault: Sendable, Equatable {
    var position: Position
    var type: UInt32
    var cause: String
    /// Whether it is made again because of it.
    var isOutdated = false
    /// Whether its rows have what was erased.
    var isOfErasure = false
  }

  /// A generation that was begun and given up.
  struct FailedBuild: Sendable, Equatable {
    var generation: UInt64
    var job: UInt64
    var fault: Fault
  }

  /// How far a new generation has come.
  struct Building: Sendable {
    var generation: UInt64
    var job: UInt64
    var begun: ContinuousClock.Instant
    var start: Position
    var position: Position
    var target: Position
    /// When all facts were read and the rows began to be written.
    var writingSince: ContinuousClock.Instant?
    /// Of all read models that are built in the same pass.
    var rowsGathered: UInt64 = 0
    var rowsWritten: UInt64 = 0
    /// How many rows a second were written in the last build that wrote many.
    var rowsPerSecond: Double
  }

  struct State {
    var entries: [Entry]
    /// How far they have come, up to where the rows of the generations that serve are written, and who waits for that.
    var gate: PositionGate<Question>
    /// The number of the last rebuild.
    var jobLast: UInt64 = 0
    /// How many rows a second the last build wrote that had many; before the first one a guess.
    var rowsPerSecond = 500_000.0
  }

  let state: Mutex<State>
  /// The places of the read models in `entries`.
  let places: [String: Int]
  /// What those who run the daemon are told.
  let notices: Notices

  init(_ projections: [any Projection], notices: Notices = Notices()) {
    state = Mutex(
      State(entries: projections.map { Entry(projection: $0) }, gate: PositionGate(count: projections.count)))
    self.notices = notices
    var places: [String: Int] = [:]
    for (place, projection) in projections.enumerated() { places[projection.name] = place }
    self.places = places
  }

  /// The place of a read model by its name.
  func place(of name: String) throws(Refusal) -> Int {
    guard let place = places[name] else {
      throw Refusal(.notFound, "projection: there is no read model of that name", field: "projection")
    }
    return place
  }

  /// Takes note that a read model goes on without a fact that it cannot apply, because it builds on a damaged one; true.
  func leavesOut(_ place: Int, _ fault: Fault) -> Bool {
    let name: String? = state.withLock { state in
      defer { state.entries[place].leavesOut = true }
      return state.entries[place].leavesOut ? nil : state.entries[place].projection.name
    }
    if let name {
      notice(
        "\(name) leaves out facts that build on damaged ones, the first at position \(fault.position): \(fault.cause)")
    }
    return true
  }

  func notice(_ sentence: String) { notices.add(sentence) }

  /// Stops the generation that serves: it answers from where it stands from now on.
  func stop(_ place: Int, _ fault: Fault) {
    let name = state.withLock { state in
      state.entries[place].fault = fault
      return state.entries[place].projection.name
    }
    notices.begin(
      .stopped(name),
      fault.isOutdated
        ? "the read model \(name) is made again because of position \(fault.position): \(fault.cause)"
        : "the read model \(name) stopped at position \(fault.position): \(fault.cause); a rebuild mends it")
  }

  /// Nothing is answered by the generation that serves any more.
  func withdraw(_ place: Int) { state.withLock { $0.entries[place].live = nil } }

  /// The rows of the generation that serves cannot be written for now.
  func stall(_ place: Int) { state.withLock { $0.entries[place].isStalled = true } }
}

extension ReadModelRegistry.Entry {
  /// The state's name in the protocol.
  var state: ProjectionInfo.State {
    if isOpening { return .catchingUp }
    if building != nil || (live == nil && fault == nil) { return .building }
    if fault != nil { return .stopped }
    return isCaughtUp && !isStalled ? .following : .catchingUp
  }
}
