import Domain
import FactSchema
import TestSupport
import Testing

@Suite struct `A fact stands` {
  /// By the definition, without remembering anything.
  private func stands(_ position: Int, _ targets: [Int: Int]) -> Bool {
    targets.filter { $0.value == position && stands($0.key, targets) }.count.isMultiple(of: 2)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `when an even number of standing retractions take it back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var targets: [Int: Int] = [:]
    for position in 2...14 where !random.oneIn(3) { targets[position] = 1 + random.below(position - 1) }
    let all = targets.map { Retracting(target: Position(UInt64($0.value)), by: Position(UInt64($0.key))) }
    for end in 1...14 {
      var standings = Standings(all, asOf: Position(UInt64(end)))
      let known = targets.filter { $0.key <= end }
      for position in 1...14 {
        let by = try standings.retractedBy(Position(UInt64(position)))
        #expect((by == nil) == stands(position, known))
        if let by { #expect(targets[Int(by.value)] == position && stands(Int(by.value), known)) }
      }
    }
  }

  @Test func `or not at the end of a chain of any length`() throws {
    let all = (2...200_001).map { Retracting(target: Position(UInt64($0 - 1)), by: Position(UInt64($0))) }
    var standings = Standings(all, asOf: Position(.max))
    #expect(try standings.retractedBy(Position(1)) == nil)
    #expect(try standings.retractedBy(Position(2)) == Position(3))
  }
}
