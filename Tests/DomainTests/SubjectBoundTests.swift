import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// What every further fact about a subject would have to look at is bounded when it is recorded.
@Suite struct `What a subject gathers` {
  let company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  private func tagged(_ tags: [String]) -> Fact.OneOf_Fact {
    .contactTagged(
      .with { [ada = company.ada] in
        $0.contact = ada.description; $0.tags = tags
      })
  }

  private func untagged(_ tags: [String]) -> Fact.OneOf_Fact {
    .contactUntagged(
      .with { [ada = company.ada] in
        $0.contact = ada.description; $0.tags = tags
      })
  }

  @Test func `is at most 256 tags on a contact, counted as they are on it`() throws {
    var world = world
    for start in stride(from: 0, to: 256, by: 64) { try world.record(tagged((start..<start + 64).map { "t\($0)" })) }
    world.expectRefusal(.conflict, "tags", reason: "tooManyTags", of: tagged(["one more"]))
    // What is on already is no tag more, in whatever form it is written.
    try world.record(tagged(["t0", "t255"]))
    try world.record(untagged(["t7", "nothing"]))
    try world.record(tagged(["caf\u{E9}"]))
    try world.record(tagged(["cafe\u{301}"]))
    world.expectRefusal(.conflict, "tags", reason: "tooManyTags", of: tagged(["one more"]))
    try world.record(
      .contactDetailsChanged(
        .with { [ada = company.ada] in
          $0.contact = ada.description; $0.tags = ["only"]
        }))
    try world.record(tagged(["one more"]))
    try world.record(
      .contactDetailsChanged(
        .with { [ada = company.ada] in
          $0.contact = ada.description; $0.clear = ["tags"]
        }))
    for start in stride(from: 0, to: 256, by: 64) { try world.record(tagged((start..<start + 64).map { "t\($0)" })) }
  }

  @Test func `counts the tags that a contact was created with`() throws {
    var world = world
    let tags = (0..<64).map { "c\($0)" }
    let bob = try world.record(
      .contactCreated(
        .with {
          $0.name = "Bob"; $0.tags = tags
        })
    ).subject
    func tagged(_ tags: [String]) -> Fact.OneOf_Fact {
      .contactTagged(
        .with {
          $0.contact = bob.description; $0.tags = tags
        })
    }
    for start in stride(from: 0, to: 192, by: 64) { try world.record(tagged((start..<start + 64).map { "t\($0)" })) }
    world.expectRefusal(.conflict, "tags", reason: "tooManyTags", of: tagged(["one more"]))
  }

  @Test func `is at most 4,096 pipelines, which may be defined anew`() throws {
    var world = world
    func defined(_ id: String = "") -> Fact.OneOf_Fact {
      .pipelineDefined(
        .with {
          $0.pipeline = id; $0.name = "P"; $0.stages = [.with { $0.stage = "a" }]
        })
    }
    let first = try world.record(defined()).subject
    for _ in 1..<4_096 { try world.record(defined()) }
    world.expectRefusal(.conflict, "pipeline", reason: "tooManyPipelines", of: defined())
    try world.record(defined(first.description))
    world.expectRefusal(.conflict, "pipeline", reason: "tooManyPipelines", of: defined())
  }

  @Test func `is at most 4,096 stages entered by a deal`() throws {
    var world = world
    let deal = company.deal.description
    func moved(_ stage: String) -> Fact.OneOf_Fact {
      .dealStageChanged(
        .with {
          $0.deal = deal; $0.stage = stage
        })
    }
    for visit in 1..<4_096 { try world.record(moved(visit % 2 == 0 ? "lead" : "qualified")) }
    world.expectRefusal(.conflict, "deal", reason: "tooManyStages", of: moved("lead"))
    try world.record(.dealWon(.with { $0.deal = deal }))
    world.expectRefusal(.conflict, "deal", reason: "tooManyStages", of: .dealReopened(.with { $0.deal = deal }))
  }

  /// A response that objects is a word on consent: beyond the bound it is taken where everything is withdrawn.
  @Test func `is at most 256 words on consent, objections in responses among them`() throws {
    var world = world
    let ada = company.ada.description
    func objection(_ channel: String) throws -> Fact.OneOf_Fact {
      let campaign = try world.record(
        .campaignCreated(
          .with {
            $0.name = "C"; $0.channel = channel; $0.purpose = "offers"
          })
      ).subject.description
      try world.record(
        .campaignSent(
          .with {
            $0.campaign = campaign; $0.contact = ada
          }))
      return .campaignResponseRecorded(
        .with {
          $0.campaign = campaign; $0.contact = ada; $0.response = .unsubscribed
        })
    }
    let last = try objection("last")
    let late = try objection("late")
    for number in 0..<255 { try world.record(try objection("c\(number)")) }
    try world.record(last)
    world.expectRefusal(.conflict, "response", reason: "tooManyConsents", of: late)
    try world.record(
      .consentWithdrawn(
        .with {
          $0.contact = ada; $0.purpose = "*"; $0.channel = "*"
        }))
    try world.record(late)
    #expect(world.states[company.ada]?.contact.consents.count == 257)
    // It said nothing new: a later word for all is the last on its pair, and one that differs makes a row.
    try world.record(
      .consentGranted(
        .with {
          $0.contact = ada; $0.purpose = "*"; $0.channel = "*"
        }))
    world.expectRefusal(.conflict, "response", reason: "tooManyConsents", of: late)
  }
}
