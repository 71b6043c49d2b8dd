import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// What is taken back of deals that the daemon moved with a definition.
@Suite struct `A deal that a definition moved` {
  private static let pipeline = SubjectID(.pipeline, 77).description
  private static let deal = SubjectID(.deal, 78)
  private static let contact = SubjectID(.contact, 1).description

  private static func defined(_ stages: [String], _ moves: [(String, String)] = []) -> Fact.OneOf_Fact {
    .pipelineDefined(
      .with {
        ($0.pipeline, $0.name) = (pipeline, "Projects")
        $0.stages = stages.map { stage in .with { $0.stage = stage } }
        $0.move = moves.map { move in .with { ($0.stage, $0.to) = move } }
      })
  }

  private static func moved(_ stage: String) -> Fact.OneOf_Fact {
    .dealStageChanged(.with { ($0.deal, $0.stage) = (deal.description, stage) })
  }

  private static let won = Fact.OneOf_Fact.dealWon(.with { $0.deal = deal.description })

  /// At 1 a contact, at 2 a pipeline of a, b and c, at 3 the deal in a.
  private static func world() throws -> World {
    var world = World()
    try world.record(.contactCreated(.with { ($0.contact, $0.name) = (contact, "Ada") }))
    try world.record(defined(["a", "b", "c"]))
    try world.record(
      .dealOpened(
        .with {
          ($0.deal, $0.contact, $0.title) = (deal.description, contact, "d")
          ($0.pipeline, $0.stage) = (pipeline, "a")
        }))
    return world
  }

  private static func world(_ facts: [Fact.OneOf_Fact]) throws -> World {
    var world = try world()
    for fact in facts { try world.record(fact) }
    return world
  }

  private func stage(_ world: World) -> String? { world.states[Self.deal]?.deal.stage }

  private func refusal(_ world: World, _ position: UInt64) -> Refusal? {
    #expect(throws: Refusal.self) { try world.decided(World.retraction(of: Position(position))) }
  }

  @Test func `is nothing when its opening is taken back together with the move, and the same when both are restored`()
    throws
  {
    let world = try Self.world([Self.defined(["b", "c"], [("a", "b")])])
    #expect(stage(world) == "b" && world.events.last?.header.isExpanded == true)
    // What to do is said by each of both.
    #expect(refusal(world, 3)?.position == Position(5))
    let alone = try #require(self.refusal(world, 5))
    #expect(alone.reason == .stoodOn && alone.position == Position(4))
    #expect(alone.message.contains("left in the stage a") && alone.message.contains("in one command"))
    #expect(alone.message.hasSuffix("at 3"))
    var after = world
    try after.retract(together: [Position(5), Position(3)])
    #expect(after.states[Self.deal]?.fallen == true)
    var wrongly = world
    #expect(throws: Refusal.self) { try wrongly.retract(together: [Position(3), Position(5)]) }
    // The opening alone stands again no more.
    #expect(refusal(after, 7)?.message.contains("record it anew") == true)
    try after.retract(together: [Position(7), Position(6)])
    #expect(after.difference(from: world) == nil)
  }

  @Test func `is where it would be without an earlier change of stage, and nowhere else`() throws {
    // From a, which stays, it would not have been moved.
    var world = try Self.world([Self.moved("b"), Self.defined(["a", "c"], [("b", "c")])])
    #expect(refusal(world, 4)?.position == Position(6))
    try world.retract(together: [Position(6), Position(4)])
    #expect(stage(world) == "a")
    // From a, which goes there too, it would.
    world = try Self.world([Self.moved("b"), Self.defined(["c"], [("a", "c"), ("b", "c")])])
    try world.retract(Position(4))
    #expect(stage(world) == "c")
    // From a, which goes elsewhere, it would be elsewhere.
    world = try Self.world([Self.moved("b"), Self.defined(["c", "d"], [("a", "d"), ("b", "c")])])
    #expect(refusal(world, 4)?.position == Position(5))
    #expect(throws: Refusal.self) { try world.retract(together: [Position(6), Position(4)]) }
  }

  @Test func `is not won in a stage that is gone`() throws {
    // It was in a when b was left out, and would have been in b.
    let left = Self.defined(["a", "c"], [("b", "c")])
    let world = try Self.world([Self.moved("b"), Self.moved("a"), left, Self.won])
    let refusal = try #require(self.refusal(world, 5))
    #expect(refusal.position == Position(6) && refusal.message.contains("left in the stage b"))
    // The first that stands against it is named, though another does.
    let back = try Self.world([Self.moved("b"), Self.moved("a"), left, Self.moved("c")])
    #expect(self.refusal(back, 5)?.position == Position(6))
    // What was won in it before stays so.
    var early = try Self.world([Self.moved("b"), Self.won, Self.defined(["a", "c"])])
    #expect(self.refusal(early, 5)?.position == Position(6))
    try early.retract(together: [Position(5), Position(4)])
    #expect(stage(early) == "a" && early.states[Self.deal]?.deal.won == false)
  }

  @Test func `is not held to what a log of an earlier release has`() throws {
    var world = try Self.world([Self.moved("b")])
    // As one that did not ask where deals go.
    let header = EventHeader(
      position: world.next, type: FactType.pipelineDefined.rawValue, recordedAt: world.now, occurredAt: world.now,
      subject: try #require(SubjectID(Self.pipeline)), version: Version(2), uid: 1000, role: .agent)
    let left = try FactCodec.encode(.with { $0.fact = Self.defined(["a", "c"]) })
    let event = RecordedEvent(header: header, fact: left.content)
    world.append(event, changes: try evolve(event, knowing: world))
    try world.record(.dealRevised(.with { ($0.deal, $0.title) = (Self.deal.description, "e") }))
    try world.retract(Position(6))
    #expect(stage(world) == "b")
    try world.record(Self.moved("c"))
    try world.retract(Position(8))
    #expect(stage(world) == "b")
    try world.retract(Position(4))
    #expect(stage(world) == "a")
  }

  /// Every short history of the deal and of what its pipeline has: each fact, and each two, are taken back exactly where the
  /// daemon would have done the same then.
  @Test(arguments: [[], [Self.moved("b")]]) func `is as if it had never been recorded`(
    _ facts: [Fact.OneOf_Fact]
  ) throws {
    let id = Self.deal.description
    let steps: [Fact.OneOf_Fact] = [
      Self.moved("a"), Self.moved("b"), Self.moved("c"), Self.won,
      .dealReopened(.with { ($0.deal, $0.stage) = (id, "c") }), Self.defined(["a", "c"], [("b", "c")]),
      Self.defined(["b", "c"], [("a", "b")]), Self.defined(["c"], [("a", "c"), ("b", "c")]),
      Self.defined(["a", "b", "c"]),
    ]
    var count = (taken: 0, refused: 0, joint: 0)
    func check(_ world: World) throws {
      let own = world.events.filter { $0.header.subject == Self.deal }.map(\.position)
      for (index, first) in own.enumerated() {
        for second in own[index...] {
          let chosen = first == second ? [first] : [second, first]
          switch RetractingWorld.together(chosen, in: world) {
          case .success(var after):
            count.taken += 1
            if chosen.count > 1, (try? world.decided(World.retraction(of: second))) == nil { count.joint += 1 }
            let retractions = chosen.indices.map { Position(world.head.value + 1 + UInt64($0)) }
            #expect(throws: Never.self) { try after.retract(together: retractions.reversed()) }
            #expect(after.difference(from: world) == nil)
          case .failure(let difference):
            count.refused += 1
            #expect(difference.text == nil, "\(world.events.map(\.fact))")
          }
        }
      }
    }
    func exhaust(_ world: World, _ length: Int) throws {
      try check(world)
      guard length > 0 else { return }
      for step in steps {
        var next = world
        guard (try? next.record(step)) != nil else { continue }
        try exhaust(next, length - 1)
      }
    }
    try exhaust(Self.world(facts), 3)
    // Else it says nothing.
    #expect(count.taken > 100 && count.refused > 100 && count.joint > 10, "\(count)")
  }
}
