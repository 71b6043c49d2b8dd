import Domain
import FactSchema
import TestSupport
import Testing

@testable import Engine

/// What is in memory of the index is found as if it were looked through.
@Suite struct `Facts in memory` {
  @Test(arguments: [1, 2, 3] as [UInt64]) func `are found past a position as looking through them finds them`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let subjects = (1...6 as ClosedRange<UInt128>).map { SubjectID(.contact, $0) }
    let types = Array(FactType.allCases.prefix(5))
    var entries: [IndexEntry] = []
    var places = TailPlaces()
    for position in 1...400 as ClosedRange<UInt64> {
      let header = EventHeader(
        position: Position(position), type: types[random.below(types.count)].rawValue,
        recordedAt: Instant(microseconds: 0),
        occurredAt: Instant(microseconds: 0), subject: subjects[random.below(6)], version: Version(1),
        otherSubjects: random.oneIn(3) ? [subjects[random.below(6)]] : [], uid: 0, role: .agent)
      entries.append(IndexEntry(header, retracts: nil))
      guard random.oneIn(4) else { continue }
      places.take(entries)
      let filter = LogFilter(
        types: (0..<random.below(3)).map { _ in types[random.below(types.count)].rawValue },
        subjects: (0..<random.below(4)).map { _ in subjects[random.below(6)] })
      let after = Position(UInt64(random.below(Int(position) + 2)))
      #expect(
        places.first(filter, after: after) == entries.first { $0.position > after && filter.matches($0) }?.position)
    }
  }
}
