import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

@Suite struct `What is sent to an address` {
  var world = World()
  let ada: SubjectID
  let news: SubjectID
  let bills: SubjectID
  let texts: SubjectID

  init() throws {
    ada = try world.record(
      .contactCreated(
        .with { ($0.name, $0.emails, $0.phones) = ("Ada", ["Ada@Example.org", "b@example.org"], ["020 7946 0018"]) })
    ).subject
    news = try Self.campaign("email", "news", &world)
    bills = try Self.campaign("email", "transactional", &world)
    texts = try Self.campaign("sms", "news", &world)
  }

  private static func campaign(_ channel: String, _ purpose: String, _ world: inout World) throws -> SubjectID {
    try world.record(.campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", channel, purpose) })).subject
  }

  private func send(
    _ campaign: SubjectID, _ address: String = "", to contact: SubjectID? = nil
  ) -> Fact.OneOf_Fact {
    .campaignSent(
      .with {
        ($0.campaign, $0.contact) = (campaign.description, (contact ?? ada).description)
        $0.address = address
      })
  }

  private func response(
    _ response: CampaignResponse, _ bounce: CampaignBounce = .unspecified, to campaign: SubjectID? = nil
  ) -> Fact.OneOf_Fact {
    .campaignResponseRecorded(
      .with {
        ($0.campaign, $0.contact) = ((campaign ?? news).description, ada.description)
        ($0.response, $0.bounce) = (response, bounce)
      })
  }

  private func added(
    _ address: String, _ scope: SuppressionScope = .unspecified, channel: String = ""
  ) -> Fact.OneOf_Fact {
    .suppressionAdded(.with { ($0.address, $0.scope, $0.channel) = (address, scope, channel) })
  }

  private func lifted(_ address: String) -> Fact.OneOf_Fact { .suppressionLifted(.with { $0.address = address }) }

  private func maySend(
    _ campaign: SubjectID, _ address: String = "", to contact: SubjectID? = nil, at time: Instant? = nil
  ) -> Bool {
    (try? world.decided(send(campaign, address, to: contact), at: time)) != nil
  }

  private func expectSuppressed(
    _ campaign: SubjectID, since position: Position, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    world.expectRefusal(
      .conflict, "contact", reason: "suppressed", of: send(campaign), sourceLocation: sourceLocation)
    do throws(Refusal) {
      _ = try world.decided(send(campaign))
    } catch {
      #expect(error.position == position, sourceLocation: sourceLocation)
      #expect(error.message.contains("since \(position)"), sourceLocation: sourceLocation)
    }
  }

  @Test mutating func `is nothing any more once a message bounced for good, nor what is transactional`() throws {
    try world.record(send(news))
    try world.record(response(.bounced, .hard))
    let bounce = world.head
    expectSuppressed(news, since: bounce)
    expectSuppressed(bills, since: bounce)
    // Another address is another one, and so is a phone.
    #expect(maySend(news, "b@example.org") && maySend(texts))
  }

  @Test mutating func `is nothing any more after three messages that bounced otherwise`() throws {
    for _ in 0..<2 {
      try world.record(send(news))
      try world.record(response(.bounced, .soft))
    }
    try world.record(send(bills))
    #expect(maySend(news))
    // What does not say how it bounced bounced softly, whatever campaign it is of.
    try world.record(response(.bounced, to: bills))
    #expect(world.events.last?.fact.campaignResponseRecorded.bounce == .soft)
    expectSuppressed(news, since: world.head)
    expectSuppressed(bills, since: world.head)
    try world.record(lifted("ada@example.org"))
    #expect(maySend(news))
    // It begins anew.
    try world.record(response(.bounced))
    #expect(maySend(news))
  }

  @Test mutating func `is only what is transactional after a complaint, and consent does not change that`() throws {
    try world.record(send(news))
    try world.record(response(.complained))
    let complaint = world.head
    let ada = ada.description
    try world.record(.consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (ada, "*", "*") }))
    expectSuppressed(news, since: complaint)
    #expect(maySend(bills))
    try world.record(lifted(" ADA@example.org"))
    #expect(maySend(news))
  }

  @Test mutating func `is nothing where somebody said so, in whatever form the address is written`() throws {
    try world.record(added("ada@EXAMPLE.org"))
    let first = world.head
    expectSuppressed(news, since: first)
    expectSuppressed(bills, since: first)
    try world.record(added("+44 20 7946 0018"))
    expectSuppressed(texts, since: world.head)
    try world.record(lifted("(020) 7946 0018"))
    #expect(maySend(texts) && !maySend(news))
  }

  @Test mutating func `is what scope and channel leave`() throws {
    try world.record(added("ada@example.org", .allButTransactional))
    #expect(!maySend(news) && maySend(bills))
    try world.record(added("ada@example.org", channel: "letter"))
    #expect(maySend(bills))
    try world.record(added("ada@example.org", channel: "email"))
    #expect(!maySend(bills))
  }

  @Test mutating func `holds for whoever has the address, and for addresses that nobody has`() throws {
    let bob = try world.record(.contactCreated(.with { $0.name = "Bob" })).subject
    try world.record(added("ada@example.org"))
    #expect(maySend(news, to: bob))
    let change = ContactDetailsChanged.with { ($0.contact, $0.emails) = (bob.description, ["ada@example.org"]) }
    try world.record(.contactDetailsChanged(change))
    #expect(!maySend(news, to: bob))
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.clear) = (bob.description, ["emails"]) }))
    #expect(maySend(news, to: bob) && !maySend(news, "ada@example.org", to: bob))
    try world.record(added("nobody@example.org"))
    #expect(!maySend(news, "nobody@example.org", to: bob))
  }

  @Test mutating func `is judged as of when it was sent, by what is known when that is recorded`() throws {
    let before = world.now
    try world.record(added("ada@example.org"))
    #expect(maySend(news, at: before) && !maySend(news))
    let added = world.now
    try world.record(lifted("ada@example.org"))
    #expect(maySend(news) && !maySend(news, at: added))
    // At the same time what suppresses holds.
    let tie = world.now
    try world.record(self.added("ada@example.org"), at: tie)
    #expect(!maySend(news, at: tie) && !maySend(news))
  }

  @Test mutating func `is told of the address that the last message of the campaign went to`() throws {
    try world.record(send(news))
    try world.record(send(news, "b@example.org"))
    let change = ContactDetailsChanged.with { ($0.contact, $0.emails) = (ada.description, ["c@example.org"]) }
    try world.record(.contactDetailsChanged(change))
    try world.record(response(.bounced, .hard))
    #expect(maySend(news) && maySend(news, "ada@example.org") && !maySend(news, "b@example.org"))
  }

  @Test func `is refused where it is no address, or one of another kind than the channel's`() {
    for address in ["nobody", "12", "a@b@c", "@example.org"] {
      world.expectRefusal(.invalid, "address", of: added(address))
      world.expectRefusal(.invalid, "address", of: lifted(address))
      world.expectRefusal(.invalid, "address", of: send(news, address))
    }
    world.expectRefusal(.invalid, "address", of: send(news, "+442079460018"))
    world.expectRefusal(.invalid, "address", of: send(texts, "ada@example.org"))
    world.expectRefusal(.invalid, "address", of: added(""))
  }

  @Test mutating func `has a bounce only where it bounced`() throws {
    try world.record(send(news))
    world.expectRefusal(.invalid, "bounce", of: response(.opened, .hard))
    world.expectRefusal(.invalid, "bounce", of: response(.bounced, .UNRECOGNIZED(3)))
  }

  @Test mutating func `keeps in facts what stands for the address, which nobody else makes`() throws {
    let sent = try world.record(send(news)).fact.campaignSent
    let bounced = try world.record(response(.bounced)).fact.campaignResponseRecorded
    let said = try world.record(added("ada@example.org")).fact.suppressionAdded
    #expect(Set([sent.addressKey, bounced.addressKey, said.addressKey]).count == 1)
    #expect(said.addressKey.utf8.count == 32 && said.scope == .everything)
    // Not by the campaigns that have none, nor by other responses.
    #expect(try world.record(response(.opened)).fact.campaignResponseRecorded.addressKey == "")
    var forged = said
    forged.suppression = ""
    _ = try world.decided(.suppressionAdded(forged))
    forged.address = "b@example.org"
    world.expectRefusal(.invalid, "addressKey", of: .suppressionAdded(forged))
  }

  @Test mutating func `is bounded by how much may be said of an address`() throws {
    for _ in 0..<Bounds.suppressionWords { try world.record(lifted("ada@example.org")) }
    world.expectRefusal(.conflict, "address", reason: "tooManySuppressions", of: added("ada@example.org"))
    try world.record(send(news))
    world.expectRefusal(.conflict, "response", reason: "tooManySuppressions", of: response(.bounced))
    try world.record(response(.opened))
    try world.record(added("b@example.org"))
  }

  // MARK: - Taken back

  private func expectUnconfirmed(_ position: Position, sourceLocation: SourceLocation = #_sourceLocation) {
    world.expectRefusal(
      .conflict, "position", reason: "confirmConsent", of: World.retraction(of: position),
      sourceLocation: sourceLocation)
  }

  @Test mutating func `is more again after a retraction only where that is confirmed`() throws {
    try world.record(added("ada@example.org"))
    let first = world.head
    expectUnconfirmed(first)
    try world.record(added("ada@example.org"))
    // Though another one holds still.
    expectUnconfirmed(first)
    try world.retract(first, confirming: true)
    #expect(!maySend(news))
    let second = Position(first.value + 1)
    expectUnconfirmed(second)
    try world.retract(second, confirming: true)
    #expect(maySend(news))
    // What suppresses again is free, what lifts again is not.
    try world.retract(world.head)
    #expect(!maySend(news))
    try world.record(lifted("ada@example.org"))
    let lift = world.head
    try world.retract(lift)
    #expect(!maySend(news))
    expectUnconfirmed(world.head)
    try world.retract(world.head, confirming: true)
    #expect(maySend(news))
  }

  @Test mutating func `is more again when a bounce is taken back, which must be confirmed where it changes that`()
    throws
  {
    try world.record(send(news))
    try world.record(response(.bounced, .hard))
    expectUnconfirmed(world.head)
    try world.retract(world.head, confirming: true)
    #expect(maySend(news))
    for _ in 0..<4 { try world.record(response(.bounced, .soft)) }
    #expect(!maySend(news))
    // One of four changes nothing, the next would.
    try world.retract(world.head)
    let third = Position(world.head.value - 2)
    expectUnconfirmed(third)
    try world.retract(third, confirming: true)
    #expect(maySend(news))
  }

  @Test mutating func `stays suppressed by a complaint that is taken back, unless that says otherwise`() throws {
    try world.record(send(news))
    try world.record(response(.complained))
    let complaint = world.head
    var kept = self
    try kept.world.retract(complaint)
    let ada = ada.description
    try kept.world.record(.consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (ada, "*", "*") }))
    kept.expectSuppressed(news, since: complaint)
    try world.retract(complaint, confirming: true)
    #expect(maySend(news))
  }

  @Test mutating func `went where it went, whatever is taken back of its contact`() throws {
    let change = ContactDetailsChanged.with { ($0.contact, $0.emails) = (ada.description, ["c@example.org"]) }
    try world.record(.contactDetailsChanged(change))
    let changed = world.head
    try world.record(send(news))
    try world.retract(changed)
    try world.record(response(.bounced, .hard))
    #expect(maySend(news) && !maySend(news, "c@example.org"))
    // What lets it bounce cannot be taken back without the bounce.
    world.expectStoodOn(Position(changed.value + 1), by: world.head)
  }
}
