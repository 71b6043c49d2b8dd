import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A pipeline` {
  let company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func defined(_ id: String = "", _ stages: [PipelineDefined.Stage]) -> Fact.OneOf_Fact {
    .pipelineDefined(
      .with {
        $0.pipeline = id; $0.name = "Leasing"; $0.stages = stages
      })
  }

  func stage(_ word: String, _ probability: UInt32 = 10, rotDays: UInt32 = 0) -> PipelineDefined.Stage {
    .with {
      $0.stage = word; $0.probability = probability; $0.rotDays = rotDays
    }
  }

  @Test func `has 1 to 64 stages, each once, from 0 to 100 percent`() throws {
    _ = try world.decided(defined("", (0..<64).map { stage("s\($0)") }))
    _ = try world.decided(defined("", [stage("a", 0), stage("b", 100, rotDays: 30)]))
    world.expectRefusal(.invalid, "stages", of: defined("", []))
    world.expectRefusal(.invalid, "stages", of: defined("", (0...64).map { stage("s\($0)") }))
    world.expectRefusal(.invalid, "stages[1].stage", of: defined("", [stage("a"), stage("a")]))
    world.expectRefusal(.invalid, "stages[0].stage", of: defined("", [stage("A")]))
    world.expectRefusal(.invalid, "stages[0].stage", of: defined("", [stage("")]))
    world.expectRefusal(.invalid, "stages[1].probability", of: defined("", [stage("a"), stage("b", 101)]))
    world.expectRefusal(.invalid, "stages[0].rotDays", of: defined("", [stage("a", rotDays: 36_501)]))
  }

  @Test func `is defined anew under its id and keeps its place`() throws {
    var world = world
    let first = try world.record(defined("", [stage("a"), stage("b")])).subject
    try world.record(defined("", [stage("z")]))
    let again = try world.record(defined(first.description, [stage("b"), stage("c")]))
    #expect(again.version == Version(2))
    #expect(world.firstPipeline() == first)
  }

  @Test func `loses a stage that deals are open in only where it says where they go`() throws {
    var world = world
    let pipeline = try world.record(defined("", [stage("a"), stage("b")])).subject
    let opened = Fact.OneOf_Fact.dealOpened(.with { ($0.contact, $0.title) = (company.ada.description, "x") })
    let deals = try (0..<3).map { _ in try world.record(opened).subject }
    try world.record(.dealWon(.with { $0.deal = deals[1].description }))
    func moved(_ moves: [(String, String)], _ stages: [String] = ["b", "c"]) -> Fact.OneOf_Fact {
      .pipelineDefined(
        .with {
          ($0.pipeline, $0.name, $0.stages) = (pipeline.description, "Leasing", stages.map { stage($0) })
          $0.move = moves.map { move in .with { ($0.stage, $0.to) = move } }
        })
    }
    world.expectRefusal(.conflict, "move", reason: "stageInUse", of: moved([]))
    world.expectRefusal(.invalid, "move[0].to", of: moved([("a", "z")]))
    world.expectRefusal(.invalid, "move[0].stage", of: moved([("z", "b")]))
    world.expectRefusal(.invalid, "move[0].stage", of: moved([("b", "c")]))
    world.expectRefusal(.invalid, "move[1].stage", of: moved([("a", "b"), ("a", "c")]))
    world.expectRefusal(.invalid, "move[0].stage", of: moved([("A", "b")]))
    // A new one has left nothing out.
    let new = PipelineDefined.with {
      ($0.name, $0.stages, $0.move) = ("New", [stage("b")], [.with { ($0.stage, $0.to) = ("a", "b") }])
    }
    world.expectRefusal(.invalid, "move[0].stage", of: .pipelineDefined(new))
    try world.record(moved([("a", "c")]))
    #expect(deals.map { world.state(of: $0)?.deal.stage } == ["c", "a", "c"])
    // Nothing is open in it: what was closed in it is opened again elsewhere.
    world.expectRefusal(
      .conflict, "stage", reason: "stageGone", of: .dealReopened(.with { $0.deal = deals[1].description }))
    try world.record(.dealReopened(.with { ($0.deal, $0.stage) = (deals[1].description, "b") }))
    world.expectRefusal(
      .invalid, "stage", of: .dealStageChanged(.with { ($0.deal, $0.stage) = (deals[1].description, "a") }))
    // A stage that nothing is open in may go without a word.
    try world.record(moved([], ["b", "c", "d"]))
    try world.record(moved([], ["b", "c"]))
  }

  @Test func `that is built in can be defined like any other`() throws {
    var world = world
    let event = try world.record(defined(BuiltInPipeline.id.description, [stage("lead"), stage("done")]))
    #expect(event.version == Version(1))
    try world.record(
      .dealStageChanged(
        .with {
          $0.deal = company.deal.description; $0.stage = "done"
        }))
  }
}
