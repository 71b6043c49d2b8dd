import APISchema
import Domain
import FactSchema
import ReadModels
import RowStore
import TestSupport
import Testing

@testable import TestModel

/// Facts of any kind are taken back and restored: what the read models say then is what a fold over the rest says.
@Suite struct `What is retracted` {
  private static let seeds: ClosedRange<UInt64> = 201...208

  @Test(arguments: seeds)
  func `was never said, to every query`(seed: UInt64) async throws {
    var world = RetractingWorld(seed: seed, steps: 150)
    let side = try ReadSide(World())
    var questions = ModelQuestions(side, seed: seed)
    for round in 0..<6 {
      for _ in 0..<60 { world.step() }
      try side.follow(world.world, batches: [1, 3, 20, 1 + round])
      questions.model = world.model
      for _ in 0..<20 { try await questions.one() }
      try await questions.everything()
      try await questions.figuresInFull()
    }
  }

  @Test(arguments: seeds)
  func `leaves the rows that are built without it, in whatever batches it was followed`(seed: UInt64) throws {
    let world = RetractingWorld(seed: seed, steps: 500).world
    let built = try ReadSide(building: world)
    for batches in [[1], [4, 1, 9], [1_000_000]] {
      let followed = try ReadSide(world, batches: batches)
      for (name, view) in followed.views {
        let comparison = try ViewComparison(of: view, with: #require(built.views[name]))
        #expect(comparison.isEqual, "\(name) in batches of \(batches): \(comparison.differences.map(\.keyText))")
        #expect(view.state.digest == built.digests[name], "\(name) in batches of \(batches)")
      }
    }
  }

  @Test func `is of every kind that a person records, and what was retracted is restored`() {
    let worlds = (201...246 as ClosedRange<UInt64>).map { RetractingWorld(seed: $0, steps: 500) }
    let types = worlds.reduce(into: Set<UInt32>()) { $0.formUnion($1.types) }
    let never = RetractingWorld.never.union([.logLossAccepted, .clockReset, .erasureCompleted])
    #expect(FactType.allCases.filter { !never.contains($0) && !types.contains($0.rawValue) } == [])
    #expect(worlds.map(\.restored).reduce(0, +) > 50 && worlds.map(\.joint).reduce(0, +) > 50)
  }

  @Test(arguments: seeds) func `was never known to the rules`(seed: UInt64) {
    #expect(RetractingWorld(seed: seed, steps: 600).differences == [])
  }
}
