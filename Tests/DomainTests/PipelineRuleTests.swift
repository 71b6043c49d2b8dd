import Domain
import FactSchema
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

  @Test func `may lose a stage that deals are in; they leave it, close in it, and do not come back`() throws {
    var world = world
    let pipeline = try world.record(defined("", [stage("a"), stage("b")])).subject
    let deal = try world.record(
      .dealOpened(
        .with {
          $0.contact = company.ada.description; $0.title = "x"
        })
    ).subject
    try world.record(defined(pipeline.description, [stage("b"), stage("c")]))
    try world.record(.dealWon(.with { $0.deal = deal.description }))
    world.expectRefusal(
      .conflict, "stage", reason: "stageGone", of: .dealReopened(.with { $0.deal = deal.description }))
    try world.record(
      .dealReopened(
        .with {
          $0.deal = deal.description; $0.stage = "b"
        }))
    world.expectRefusal(
      .invalid, "stage",
      of: .dealStageChanged(
        .with {
          $0.deal = deal.description; $0.stage = "a"
        }))
    try world.record(
      .dealStageChanged(
        .with {
          $0.deal = deal.description; $0.stage = "c"
        }))
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
