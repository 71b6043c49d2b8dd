@testable import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A deal that is transferred` {
  let company: Company
  var world: World
  var deal: String { company.deal.description }

  init() throws {
    company = try Company()
    world = company.world
  }

  func transferred(_ change: (inout DealTransferred) -> Void) -> Fact.OneOf_Fact {
    .dealTransferred(
      .with {
        $0.deal = deal
        change(&$0)
      })
  }

  @Test mutating func `is the other contact's from then on, and names both`() throws {
    let event = try world.record(transferred { $0.contact = company.bob.description })
    #expect(event.version == Version(2))
    #expect(event.otherSubjects == [company.bob, company.ada])
    // What is said of it is sealed for its new contact.
    let revised = try world.record(.dealRevised(.with { ($0.deal, $0.title) = (deal, "Bob's engine") }))
    #expect(revised.sealSubject == company.bob && revised.otherSubjects == [company.bob])
    _ = try world.decided(
      .callLogged(.with { ($0.contact, $0.direction, $0.deal) = (company.bob.description, .inbound, deal) }))
    world.expectRefusal(
      .invalid, "deal",
      of: .callLogged(.with { ($0.contact, $0.direction, $0.deal) = (company.ada.description, .inbound, deal) }))
  }

  @Test mutating func `enters a stage of the other pipeline, its first unless one is named`() throws {
    let pipeline = try world.record(company.sample(.pipelineDefined)).subject
    let event = try world.decided(transferred { $0.pipeline = pipeline.description })
    #expect(event.fact.dealTransferred.stage == "talk")
    #expect(event.otherSubjects == [company.ada, pipeline])
    world.expectRefusal(.invalid, "stage", of: transferred { ($0.pipeline, $0.stage) = (pipeline.description, "lead") })
    world.expectRefusal(
      .invalid, "stage", of: transferred { ($0.contact, $0.stage) = (company.bob.description, "lead") })
    try world.record(transferred { ($0.pipeline, $0.contact) = (pipeline.description, company.bob.description) })
    world.expectRefusal(.invalid, "stage", of: .dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "proposal") }))
    world.expectRefusal(
      .notFound, "pipeline", of: transferred { $0.pipeline = BuiltInPipeline.id.description })
  }

  @Test func `goes somewhere else, and is open`() {
    world.expectRefusal(.invalid, "contact", of: transferred { _ in })
    world.expectRefusal(
      .conflict, "contact", reason: "sameContact", of: transferred { $0.contact = company.ada.description })
    world.expectRefusal(
      .conflict, "pipeline", reason: "samePipeline", of: transferred { $0.pipeline = BuiltInPipeline.id.description })
    world.expectRefusal(.notFound, "contact", of: transferred { $0.contact = unknown(.contact) })
    world.expectRefusal(.notFound, "pipeline", of: transferred { $0.pipeline = unknown(.pipeline) })
    world.expectRefusal(
      .conflict, "deal", reason: "won",
      of: .dealTransferred(.with { ($0.deal, $0.contact) = (company.wonDeal.description, company.bob.description) }))
  }
}

@Suite struct `The people of a deal` {
  let company: Company
  var world: World
  var deal: String { company.deal.description }

  init() throws {
    company = try Company()
    world = company.world
  }

  func added(_ contact: SubjectID, _ roles: [String] = []) -> Fact.OneOf_Fact {
    .dealContactAdded(.with { ($0.deal, $0.contact, $0.roles) = (deal, contact.description, roles) })
  }

  var won: Fact.OneOf_Fact { .dealWon(.with { $0.deal = deal }) }

  func removed(_ contact: SubjectID) -> Fact.OneOf_Fact {
    .dealContactRemoved(.with { ($0.deal, $0.contact) = (deal, contact.description) })
  }

  @Test mutating func `are named by each fact about it, its contact first`() throws {
    let event = try world.record(added(company.bob, ["decider", "user", "user"]))
    #expect(event.version == Version(2) && event.otherSubjects == [company.ada, company.bob])
    #expect(event.fact.dealContactAdded.roles == ["decider", "user"])
    try world.record(added(company.acme))
    let all = [company.ada, company.bob, company.acme]
    #expect(try world.decided(won).otherSubjects == all)
    #expect(try world.record(removed(company.bob)).otherSubjects == all)
    #expect(try world.decided(won).otherSubjects == [company.ada, company.acme])
  }

  @Test mutating func `may have other roles, and its contact some`() throws {
    try world.record(added(company.bob, ["user"]))
    try world.record(added(company.bob, ["decider"]))
    #expect(world.states[company.deal]?.deal.contacts == [company.bob.description])
    try world.record(added(company.ada, ["decider"]))
    try world.record(removed(company.ada))
    #expect(world.states[company.deal]?.deal.people == [company.ada, company.bob])
  }

  @Test mutating func `are there, and not too many`() throws {
    world.expectRefusal(.conflict, "contact", reason: "notInDeal", of: removed(company.bob))
    world.expectRefusal(.conflict, "contact", reason: "notInDeal", of: removed(company.ada))
    world.expectRefusal(.notFound, "contact", of: added(SubjectID(.contact, 0xFFFF_FFFF)))
    world.expectRefusal(.invalid, "roles[1]", of: added(company.bob, ["user", "No Word"]))
    world.expectRefusal(.invalid, "roles[0]", of: added(company.bob, [""]))
    world.expectRefusal(.invalid, "roles", of: added(company.bob, (0...16).map { "r\($0)" }))
    for number in 0..<Bounds.dealContacts {
      let contact = try world.record(.contactCreated(.with { $0.name = "Member \(number)" })).subject
      try world.record(added(contact))
    }
    world.expectRefusal(.conflict, "contact", reason: "tooManyContacts", of: added(company.bob))
    #expect(try world.decided(won).otherSubjects.count == 33)
  }
}

@Suite struct `A campaign that is corrected` {
  let company: Company
  var campaign: String { company.campaign.description }

  init() throws { company = try Company() }

  @Test func `has another name or another planned cost, and the channel and purpose that it had`() throws {
    var world = company.world
    let fields = FactType.campaignRevised.message.fields.map(\.jsonName)
    #expect(!fields.contains("channel") && !fields.contains("purpose"))
    let event = try world.record(.campaignRevised(.with { ($0.campaign, $0.cost) = (campaign, .eur("7.5")) }))
    #expect(event.version == Version(2) && event.fact.campaignRevised.cost == .eur("7.50"))
    // What may be sent is judged as before.
    _ = try world.decided(company.sample(.campaignSent))
    world.expectRefusal(.invalid, "clear", of: .campaignRevised(.with { $0.campaign = campaign }))
    world.expectRefusal(
      .invalid, "cost.amount", of: .campaignRevised(.with { ($0.campaign, $0.cost) = (campaign, .eur("x")) }))
    world.expectRefusal(
      .invalid, "clear[0]", of: .campaignRevised(.with { ($0.campaign, $0.clear) = (campaign, ["name"]) }))
    world.expectRefusal(
      .notFound, "campaign", of: .campaignRevised(.with { ($0.campaign, $0.name) = (unknown(.campaign), "N") }))
  }

  @Test func `is charged with what was spent on a day, which leaves its version`() throws {
    func cost(_ amount: String, on day: String) -> Fact.OneOf_Fact {
      .campaignCostRecorded(.with { ($0.campaign, $0.amount, $0.on) = (campaign, .eur(amount), day) })
    }
    let world = company.world
    let event = try world.decided(cost("12.3", on: "2026-11-01"))
    #expect(event.version == Version(1) && event.fact.campaignCostRecorded.amount == .eur("12.30"))
    world.expectRefusal(.invalid, "on", of: cost("1", on: ""))
    world.expectRefusal(.invalid, "on", of: cost("1", on: "2026-02-30"))
    world.expectRefusal(.invalid, "amount.amount", of: cost("-1", on: "2026-11-01"))
    world.expectRefusal(
      .invalid, "amount", of: .campaignCostRecorded(.with { ($0.campaign, $0.on) = (campaign, "2026-11-01") }))
  }
}
