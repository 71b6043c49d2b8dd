import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A retraction that concerns consent` {
  var world = World()
  let ada: SubjectID
  let campaign: SubjectID
  let sent: Position

  init() throws {
    ada = try world.record(.contactCreated(.with { $0.name = "Ada" })).subject
    campaign = try world.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", "email", "news") })
    ).subject
    let (campaign, ada) = (campaign, ada)
    try world.record(
      .campaignSent(.with { ($0.campaign, $0.contact) = (campaign.description, ada.description) }))
    sent = world.head
  }

  private mutating func withdrawn(_ purpose: String = "news", selfService: Bool = false) throws -> Position {
    let ada = ada.description
    try world.record(
      .consentWithdrawn(
        .with { ($0.contact, $0.purpose, $0.channel, $0.selfService) = (ada, purpose, "email", selfService) }))
    return world.head
  }

  private mutating func granted(_ purpose: String = "news") throws -> Position {
    let ada = ada.description
    try world.record(.consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (ada, purpose, "email") }))
    return world.head
  }

  private mutating func responded(_ response: CampaignResponse, selfService: Bool = false) throws -> Position {
    let (ada, campaign) = (ada.description, campaign.description)
    try world.record(
      .campaignResponseRecorded(
        .with { ($0.campaign, $0.contact, $0.response, $0.selfService) = (campaign, ada, response, selfService) }))
    return world.head
  }

  private var maySend: Bool {
    (try? world.decided(
      .campaignSent(.with { ($0.campaign, $0.contact) = (campaign.description, ada.description) }))) != nil
  }

  private func expectUnconfirmed(_ position: Position, sourceLocation: SourceLocation = #_sourceLocation) {
    world.expectRefusal(
      .conflict, "position", reason: "confirmConsent", of: World.retraction(of: position),
      sourceLocation: sourceLocation)
  }

  @Test mutating func `restores it only where that is confirmed`() throws {
    let position = try withdrawn()
    #expect(!maySend)
    expectUnconfirmed(position)
    try world.retract(position, confirming: true)
    #expect(maySend)
    // Objecting again is free; what restores once more is not.
    try world.retract(world.head)
    #expect(!maySend)
    expectUnconfirmed(world.head)
  }

  @Test mutating func `takes back that somebody withdrew only where that is confirmed, whatever was said since`() throws
  {
    let first = try withdrawn()
    let second = try withdrawn("*")
    expectUnconfirmed(first)
    try world.retract(first, confirming: true)
    #expect(!maySend)
    expectUnconfirmed(second)
    let later = try granted()
    // What was said since decides on news; on everything else the withdrawal did.
    expectUnconfirmed(second)
    try world.retract(later)
    #expect(!maySend)
  }

  @Test mutating func `takes back that somebody agreed, but does not restore that without confirmation`() throws {
    try world.record(.consentDefaultSet(.with { ($0.purpose, $0.channel, $0.consent) = ("*", "*", .withdrawn) }))
    let position = try granted()
    #expect(maySend)
    try world.retract(position)
    #expect(!maySend)
    expectUnconfirmed(world.head)
    try world.retract(world.head, confirming: true)
    #expect(maySend)
  }

  @Test mutating func `never takes back what the contact itself withdrew`() throws {
    let position = try withdrawn(selfService: true)
    for confirming in [false, true] {
      world.expectRefusal(
        .conflict, "position", reason: "selfService", of: World.retraction(of: position, confirming: confirming))
    }
    // Nor when it was said twice.
    try world.retract(try withdrawn(), confirming: true)
    #expect(!maySend)
  }

  @Test mutating func `takes back an objection by its response itself, not by way of a retraction`() throws {
    let position = try responded(.unsubscribed)
    try world.retract(position)
    let first = world.head
    try world.retract(first)
    let second = world.head
    expectUnconfirmedWith(second)
    // Without the word it is the same as before: the response falls, and what was objected to stays.
    try world.retract(second)
    #expect(!maySend)
    try world.retract(world.head)
    try world.retract(position, confirming: true)
    #expect(maySend)
  }

  private func expectUnconfirmedWith(_ position: Position) {
    world.expectRefusal(
      .conflict, "position", reason: "confirmConsent", of: World.retraction(of: position, confirming: true))
  }

  @Test(arguments: [CampaignResponse.unsubscribed, .complained])
  func `lets an objection outlive the response, unless it says otherwise`(_ response: CampaignResponse) throws {
    var suite = self
    let position = try suite.responded(response)
    var kept = suite
    try kept.world.retract(position)
    #expect(!kept.maySend)
    // The campaign that says what was objected to stays as long.
    try kept.world.retract(suite.sent)
    kept.world.expectStoodOn(Position(2), by: position.next)
    try suite.world.retract(position, confirming: true)
    #expect(suite.maySend)
    try suite.world.retract(suite.sent)
    try suite.world.retract(Position(2))
  }

  @Test(arguments: [CampaignResponse.unsubscribed, .complained])
  func `never takes back by what the contact itself objected`(_ response: CampaignResponse) throws {
    var suite = self
    let position = try suite.responded(response, selfService: true)
    for confirming in [false, true] {
      suite.world.expectRefusal(
        .conflict, "position", reason: "selfService", of: World.retraction(of: position, confirming: confirming))
    }
    suite.world.expectStoodOn(suite.sent, by: position)
    // What is no objection is taken back as any other.
    try suite.world.retract(try suite.responded(.opened, selfService: true))
    #expect(!suite.maySend)
  }

  @Test mutating func `does not judge again what was sent`() throws {
    try world.record(.consentDefaultSet(.with { ($0.purpose, $0.channel, $0.consent) = ("*", "*", .withdrawn) }))
    let position = try granted()
    let (ada, campaign) = (ada.description, campaign.description)
    try world.record(.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, ada) }))
    try world.retract(position)
    #expect(world.sends(of: self.campaign, to: self.ada).count == 2)
  }
}
