import Domain
import FactSchema

/// Finds out which facts are left out when some are: these, and what does not stand without them.
///
/// Each is retracted in a rehearsal, the last one first. Where a rule refuses that because of a later fact, this is left out
/// before. What had retracted it, and was taken back, goes with it.
struct LeavingOut {
  /// What is left out.
  private(set) var positions: Set<Position> = []
  private let limit: Int
  private let inTheWay: (Refusal) -> Position?

  /// At most so many. `inTheWay` says which later fact a refusal is for, because it stands on what was to be retracted.
  init(limit: Int, inTheWay: @escaping (Refusal) -> Position? = Self.standing) {
    self.limit = limit
    self.inTheWay = inTheWay
  }

  /// By the word that rules have for it.
  static func standing(_ refusal: Refusal) -> Position? {
    refusal.reason?.rawValue == "stoodOn" ? refusal.position : nil
  }

  /// Leaves facts out that stand up to `end`; `retractions` gives all that retracted one until then, `retract` rehearses the
  /// retraction of one, or refuses.
  mutating func leaveOut(
    _ named: [Position], upTo end: Position, retractions: (Position) throws(Refusal) -> [Position],
    retract: (Position) throws(Refusal) -> Void
  ) throws(Refusal) {
    for position in Set(named).sorted(by: >) {
      var waiting = [position]
      while let next = waiting.last {
        if !positions.contains(next) {
          guard try leaveOut(next, upTo: end, &waiting, retract) else { continue }
          try take(next, retractions)
        }
        waiting.removeLast()
      }
    }
  }

  /// Takes in what did not stand and is told of what is not made: `fallen` gives the facts that were retracted already and
  /// name what the one at a position made.
  mutating func takeFallen(
    retractions: (Position) throws(Refusal) -> [Position], _ fallen: (Position) throws(Refusal) -> [Position]
  ) throws(Refusal) {
    var open = Array(positions)
    while let next = open.popLast() {
      for position in try fallen(next) where !positions.contains(position) {
        try take(position, retractions)
        open.append(position)
        guard positions.count <= limit else { throw tooLarge(position) }
      }
    }
  }

  private func tooLarge(_ position: Position) -> Refusal {
    Refusal(
      .tooLarge, "without: more than \(limit) facts would be left out, with those that stand on what is named",
      field: "without", position: position)
  }

  /// Takes it in with all that retracted it, and what retracted that.
  private mutating func take(
    _ position: Position, _ retractions: (Position) throws(Refusal) -> [Position]
  ) throws(Refusal) {
    var open = [position]
    while let next = open.popLast() {
      if positions.insert(next).inserted { open += try retractions(next) }
    }
  }

  /// False where a later fact is in the way, which waits to be left out before.
  private func leaveOut(
    _ position: Position, upTo end: Position, _ waiting: inout [Position],
    _ retract: (Position) throws(Refusal) -> Void
  ) throws(Refusal) -> Bool {
    guard positions.count + waiting.count <= limit else { throw tooLarge(position) }
    do throws(Refusal) {
      try retract(position)
      return true
    } catch {
      guard let later = inTheWay(error), later > position, later <= end, !positions.contains(later),
        !waiting.contains(later)
      else { throw error }
      waiting.append(later)
      return false
    }
  }
}
