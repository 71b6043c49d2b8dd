public import FactSchema

/// Which facts stand and which were taken back, by the retractions up to a position.
///
/// A fact stands when an even number of standing retractions take it back: a retraction of a retraction restores.
public struct Standings {
  /// The retractions of a fact.
  private let retractions: (Position) throws(Refusal) -> [Position]
  /// What was found out, for what is asked next.
  private var known: [Position: Position?] = [:]

  /// By `retractions`, which gives the positions of the facts that name the one at a position in order to take it back,
  /// as far as they count.
  public init(retractions: @escaping (Position) throws(Refusal) -> [Position]) { self.retractions = retractions }

  /// By these retractions, as far as they stand up to `end`.
  public init(_ all: [Retracting], asOf end: Position) {
    var places: [Position: [Position]] = [:]
    for retraction in all where retraction.by <= end {
      places[retraction.target, default: []].append(retraction.by)
    }
    self.init { (position) throws(Refusal) in places[position] ?? [] }
  }

  /// What took the fact at the position back; nil where it stands. Of several it is the last one.
  public mutating func retractedBy(_ position: Position) throws(Refusal) -> Position? {
    // What retracts stands later than what it retracts, so that this ends; by a stack, because a chain may be long.
    var open = [position]
    while let next = open.last {
      guard known[next] == nil else {
        open.removeLast()
        continue
      }
      let retractions = try retractions(next).filter { $0 > next }
      let unknown = retractions.filter { known[$0] == nil }
      guard unknown.isEmpty else {
        open += unknown
        continue
      }
      let standing = retractions.filter { known[$0] == .some(nil) }
      known.updateValue(standing.count.isMultiple(of: 2) ? nil : standing.max(), forKey: next)
      open.removeLast()
    }
    return known[position] ?? nil
  }
}
