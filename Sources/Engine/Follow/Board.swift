import Domain
import Projections
import Schema
import Synchronization

/// Where every read model stands, and the queries that wait for one to come further: what the follower, the builder, the
/// queries and the status share.
final class Board: Sendable {
  /// One read model.
  struct Slot: Sendable {
    let projection: any Projection
    /// The generation that answers queries; nil while none can.
    var live: View?
    /// Up to where the live generation's rows are written.
    var flushed = Position.zero
    /// Up to where the follower has applied events to it.
    var applied = Position.zero
    var isCaughtUp = false
    var fault: Fault?
    var building: Building?
    /// The number of the newest generation, good or not.
    var generationLast: UInt64 = 0
    /// What a waiting query needs at most.
    var wanted = Position.zero
  }

  /// Why a read model stopped.
  struct Fault: Sendable, Equatable {
    var position: Position
    var type: UInt32
    var cause: String
  }

  /// How far a new generation has come.
  struct Building: Sendable {
    var generation: UInt64
    var job: UInt64
    var begun: ContinuousClock.Instant
    var start: Position
    var position: Position
    var target: Position
  }

  struct State {
    var slots: [Slot]
    var waiting: [WaitingQuery] = []
    var notices: [String]
    /// Whether queries are refused because the engine stops.
    var isClosed = false
    /// The number of the last rebuild.
    var jobLast: UInt64 = 0
  }

  let state: Mutex<State>
  /// The places of the read models in `slots`.
  let places: [String: Int]

  init(_ projections: [any Projection], notices: [String] = []) {
    state = Mutex(State(slots: projections.map { Slot(projection: $0) }, notices: notices))
    var places: [String: Int] = [:]
    for (place, projection) in projections.enumerated() { places[projection.name] = place }
    self.places = places
  }

  /// The place of a read model by its name.
  func place(of name: String) throws(Refusal) -> Int {
    guard let place = places[name] else {
      throw Refusal(.notFound, "there is no read model of that name", field: "projection")
    }
    return place
  }

  func notice(_ sentence: String) {
    state.withLock { state in
      if !state.notices.contains(sentence), state.notices.count < Self.noticesMax { state.notices.append(sentence) }
    }
  }

  /// The most sentences kept for the status.
  private static let noticesMax = 100
}

extension Board.Slot {
  /// The state's name in the protocol.
  var state: ProjectionInfo.State {
    if fault != nil { return .stopped }
    if live == nil { return .building }
    return isCaughtUp ? .following : .catchingUp
  }
}
