import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A campaign's report` {
  private func campaign(_ world: inout World) throws -> SubjectID {
    try world.record(
      .campaignCreated(
        .with {
          $0.name = "Spring"
          $0.channel = "email"
          $0.purpose = "newsletter"
          $0.cost = .eur("10")
        })
    ).subject
  }

  @discardableResult
  private func send(_ world: inout World, _ campaign: SubjectID, _ contact: SubjectID) throws -> Position {
    try world.record(
      .campaignSent(
        .with {
          $0.campaign = campaign.description
          $0.contact = contact.description
        }))
    return world.head
  }

  @discardableResult
  private func respond(
    _ world: inout World, _ campaign: SubjectID, _ contact: SubjectID, _ response: CampaignResponse
  ) throws -> Position {
    try world.record(
      .campaignResponseRecorded(
        .with {
          $0.campaign = campaign.description
          $0.contact = contact.description
          $0.response = response
        }))
    return world.head
  }

  @Test func `counts distinct contacts and gives rates`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    for contact in contacts { try send(&world, spring, contact) }
    try send(&world, spring, contacts[0])
    for contact in contacts.prefix(2) { try respond(&world, spring, contact, .delivered) }
    try respond(&world, spring, contacts[3], .bounced)
    try respond(&world, spring, contacts[0], .opened)
    try respond(&world, spring, contacts[0], .opened)
    let report = try ReadSide(world, batches: [3]).ask { (r: inout CampaignReportRequest) in
      r.campaign = spring.description
    }
    #expect(report.campaign.name == "Spring")
    #expect(report.sent == 4)
    #expect(report.delivered == 2)
    #expect(report.bounced == 1)
    #expect(report.unknown == 1)
    #expect(report.opened == 1)
    #expect(report.clicked == 0)
    #expect(report.rates.delivery == 0.5)
    #expect(report.rates.bounce == 0.25)
    #expect(report.rates.open == 0.5)
    #expect(report.rates.click == 0)
    #expect(report.rates.hasClickToOpen)
    #expect(report.cost == .eur("10.00"))
  }

  @Test func `has no rates where nothing was delivered`() throws {
    var world = World()
    let spring = try campaign(&world)
    let report = try ReadSide(world).ask { (r: inout CampaignReportRequest) in r.campaign = spring.description }
    #expect(!report.rates.hasDelivery)
    #expect(!report.rates.hasOpen)
    #expect(report.hasRates)
  }

  @Test func `counts a contact until all of its responses of a kind are retracted`() throws {
    var world = World()
    let spring = try campaign(&world)
    let ada = try world.contact("Ada")
    let sent = try send(&world, spring, ada)
    let first = try respond(&world, spring, ada, .opened)
    let second = try respond(&world, spring, ada, .opened)
    let side = try ReadSide(world)
    let request = CampaignReportRequest.with { $0.campaign = spring.description }
    try world.retract(first)
    try side.follow(world)
    #expect(try side.ask(request).opened == 1)
    try world.retract(second)
    try side.follow(world)
    #expect(try side.ask(request).opened == 0)
    try world.retract(sent)
    try side.follow(world)
    #expect(try side.ask(request).sent == 0)
  }

  @Test func `stands beside the campaign, which is listed`() throws {
    var world = World()
    let spring = try campaign(&world)
    let side = try ReadSide(world)
    let found = try side.ask { (r: inout CampaignGetRequest) in r.campaign = spring.description }
    #expect(found.campaign.channel == "email")
    #expect(found.campaign.version == 1)
    #expect(try side.ask { (_: inout CampaignListRequest) in }.campaigns == [found.campaign])
    let unknown = SubjectID(.campaign, 99).description
    #expect(try side.refusal(CampaignGetRequest.with { $0.campaign = unknown }).code == .notFound)
    #expect(try side.refusal(CampaignReportRequest.with { $0.campaign = unknown }).field == "campaign")
  }

  private func report(_ world: World, _ campaign: SubjectID) throws -> CampaignReportReply {
    try ReadSide(world, batches: [4]).ask { (r: inout CampaignReportRequest) in r.campaign = campaign.description }
  }

  @Test func `takes a message that was answered as delivered, and no rate above 1`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    for contact in contacts { try send(&world, spring, contact) }
    try respond(&world, spring, contacts[0], .delivered)
    for contact in contacts.dropFirst() { try respond(&world, spring, contact, .opened) }
    let report = try report(world, spring)
    #expect(report.deliveredBasis == "confirmed")
    #expect(report.delivered == 4)
    #expect(report.unknown == 0)
    #expect(report.opened == 3)
    #expect(report.rates.open == 0.75)
  }

  @Test func `takes what did not bounce as delivered where no delivery is confirmed, and says so`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    for contact in contacts { try send(&world, spring, contact) }
    try respond(&world, spring, contacts[0], .bounced)
    try respond(&world, spring, contacts[1], .clicked)
    let before = try report(world, spring)
    #expect(before.deliveredBasis == "sentMinusBounced")
    #expect([before.sent, before.delivered, before.bounced, before.unknown] == [4, 3, 1, 0])
    try respond(&world, spring, contacts[2], .delivered)
    let after = try report(world, spring)
    #expect(after.deliveredBasis == "confirmed")
    #expect([after.sent, after.delivered, after.bounced, after.unknown] == [4, 2, 1, 1])
  }

  @Test func `counts nothing of a contact whose messages were all taken back`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    let sends = try contacts.map { try send(&world, spring, $0) }
    for contact in contacts { try respond(&world, spring, contact, .delivered) }
    for sent in sends.dropFirst() { try world.retractAnyway(sent) }
    let report = try report(world, spring)
    #expect(report.sent == 1)
    #expect(report.delivered == 1)
    #expect(report.rates.delivery == 1)
  }

  @Test func `counts a contact as bounced when all of its messages did, and never as delivered too`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<4).map { try world.contact("Contact \($0)") }
    // One of two messages bounced; both did; a delivery was reported of what then bounced; it was opened after all.
    for contact in contacts { try send(&world, spring, contact) }
    for contact in contacts.prefix(2) { try send(&world, spring, contact) }
    for contact in contacts { try respond(&world, spring, contact, .bounced) }
    try respond(&world, spring, contacts[0], .delivered)
    try respond(&world, spring, contacts[1], .bounced)
    try respond(&world, spring, contacts[2], .delivered)
    try respond(&world, spring, contacts[3], .opened)
    let report = try report(world, spring)
    #expect([report.sent, report.delivered, report.bounced, report.unknown] == [4, 2, 2, 0])
  }

  @Test func `gives clicks of those that let no opening be seen, and a rate of those that did`() throws {
    var world = World()
    let spring = try campaign(&world)
    let contacts = try (0..<3).map { try world.contact("Contact \($0)") }
    for contact in contacts {
      try send(&world, spring, contact)
      try respond(&world, spring, contact, .clicked)
    }
    try respond(&world, spring, contacts[0], .opened)
    let report = try report(world, spring)
    #expect(report.opened == 1)
    #expect(report.clicked == 3)
    #expect(report.rates.clickToOpen == 1)
    #expect(report.rates.click == 1)
  }
}
