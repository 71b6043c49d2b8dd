import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `Sending a campaign` {
  var company: Company
  var ada: String { company.ada.description }

  init() throws { company = try Company() }

  var sent: Fact.OneOf_Fact {
    .campaignSent(
      .with {
        $0.campaign = company.campaign.description; $0.contact = ada
      })
  }

  func consent(_ granted: Bool, _ purpose: String, _ channel: String) -> Fact.OneOf_Fact {
    granted
      ? .consentGranted(
        .with {
          $0.contact = ada; $0.purpose = purpose; $0.channel = channel
        })
      : .consentWithdrawn(
        .with {
          $0.contact = ada; $0.purpose = purpose; $0.channel = channel
        })
  }

  private func consentDefault(
    _ consent: ConsentDefaultSet.Consent, _ purpose: String = "*", _ channel: String = "*"
  ) -> Fact.OneOf_Fact {
    .consentDefaultSet(.with { ($0.consent, $0.purpose, $0.channel) = (consent, purpose, channel) })
  }

  @Test(arguments: [("newsletter", "email"), ("*", "email"), ("newsletter", "*"), ("*", "*")])
  func `goes by the company's default without a word of the contact`(_ purpose: String, _ channel: String) throws {
    var world = company.world
    try world.record(consentDefault(.withdrawn, purpose, channel))
    world.expectRefusal(.conflict, "contact", reason: "consentMissing", of: sent)
    // E-mail only to who agreed beside letters to everybody who did not object.
    try world.record(consentDefault(.granted, "*", "letter"))
    world.expectRefusal(.conflict, "contact", reason: "consentMissing", of: sent)
    try world.record(consentDefault(.granted, "newsletter", "email"))
    _ = try world.decided(sent)
    // The latest that speaks of it, however broad.
    try world.record(consentDefault(.withdrawn))
    world.expectRefusal(.conflict, "contact", reason: "consentMissing", of: sent)
    #expect(world.states[SubjectID(.company, 0)]?.company.consentDefaults.map(\.purpose) == ["*"])
  }

  @Test func `is allowed where the default for something else was withdrawn`() throws {
    var world = company.world
    for (purpose, channel) in [("offers", "email"), ("newsletter", "sms"), ("*", "sms"), ("offers", "*")] {
      try world.record(consentDefault(.withdrawn, purpose, channel))
    }
    _ = try world.decided(sent)
  }

  @Test func `has no more defaults than there may be, unless one stands for others`() throws {
    var world = company.world
    for number in 0..<Bounds.consents { try world.record(consentDefault(.withdrawn, "p\(number)", "email")) }
    world.expectRefusal(
      .conflict, "purpose", reason: "tooManyConsentDefaults", of: consentDefault(.withdrawn, "more", "email"))
    try world.record(consentDefault(.granted, "p7", "email"))
    try world.record(consentDefault(.granted, "*", "email"))
    #expect(world.states[SubjectID(.company, 0)]?.company.consentDefaults.count == 1)
  }

  @Test func `is allowed without any word of the contact, unless the company says otherwise`() throws {
    var world = company.world
    #expect(try world.decided(sent).otherSubjects == [company.campaign])
    try world.record(consentDefault(.withdrawn))
    world.expectRefusal(.conflict, "contact", reason: "consentMissing", of: sent)
    try world.record(consent(true, "newsletter", "email"))
    _ = try world.decided(sent)
  }

  @Test(arguments: [("newsletter", "email"), ("*", "email"), ("newsletter", "*"), ("*", "*")])
  func `is refused where consent was withdrawn`(_ purpose: String, _ channel: String) throws {
    var world = company.world
    try world.record(consent(false, purpose, channel))
    world.expectRefusal(.conflict, "contact", reason: "consentWithdrawn", of: sent)
  }

  @Test(arguments: [("offers", "email"), ("newsletter", "sms"), ("*", "sms"), ("offers", "*")])
  func `is allowed where consent to something else was withdrawn`(_ purpose: String, _ channel: String) throws {
    var world = company.world
    try world.record(consent(false, purpose, channel))
    _ = try world.decided(sent)
  }

  @Test func `obeys the latest word, of whatever breadth`() throws {
    var world = company.world
    try world.record(consent(false, "newsletter", "email"))
    try world.record(consent(true, "*", "*"))
    _ = try world.decided(sent)
    try world.record(consent(false, "newsletter", "*"))
    world.expectRefusal(.conflict, "contact", reason: "consentWithdrawn", of: sent)
    // The same pair as the first word: its place is that of the latest.
    try world.record(consent(true, "newsletter", "email"))
    _ = try world.decided(sent)
    #expect(world.states[company.ada]?.contact.consents.count == 3)
  }

  @Test func `for a transactional purpose needs no consent`() throws {
    var world = company.world
    try world.record(consentDefault(.withdrawn))
    try world.record(consent(false, "*", "*"))
    _ = try world.decided(
      .campaignSent(
        .with {
          $0.campaign = company.mailing.description; $0.contact = ada
        }))
  }

  @Test func `has a subject of one line`() throws {
    let world = company.world
    let campaign = company.campaign.description
    _ = try world.decided(
      .campaignSent(
        .with {
          $0.campaign = campaign; $0.contact = ada; $0.subject = "Spring!"
        }))
    world.expectRefusal(
      .invalid, "subject",
      of: .campaignSent(
        .with {
          $0.campaign = campaign; $0.contact = ada; $0.subject = "a\nb"
        }))
  }

  @Test func `leaves the versions of contact and campaign as they are`() throws {
    let event = try company.world.decided(sent)
    #expect(event.version == Version(1))
    #expect(event.changes == [.sends(campaign: company.campaign, contact: company.ada, Sends(count: 2))])
  }
}

@Suite struct `A response to a campaign` {
  var company: Company

  init() throws { company = try Company() }

  func response(_ response: CampaignResponse, from contact: SubjectID? = nil) -> Fact.OneOf_Fact {
    .campaignResponseRecorded(
      .with {
        $0.campaign = company.campaign.description
        $0.contact = (contact ?? company.ada).description
        $0.response = response
      })
  }

  @Test func `comes from a contact to which something was sent`() {
    company.world.expectRefusal(.conflict, "campaign", reason: "neverSent", of: response(.opened, from: company.bob))
  }

  @Test func `is accepted again`() throws {
    var world = company.world
    try world.record(response(.opened))
    #expect(try world.record(response(.opened)).changes == [])
  }

  @Test func `is one that is known`() {
    company.world.expectRefusal(.invalid, "response", of: response(.UNRECOGNIZED(99)))
  }

  @Test(arguments: [CampaignResponse.unsubscribed, .complained])
  func `that objects withdraws the campaign's purpose on its channel`(_ objection: CampaignResponse) throws {
    var world = company.world
    let send = company.sample(.campaignSent)
    try world.record(response(objection))
    world.expectRefusal(.conflict, "contact", reason: "consentWithdrawn", of: send)
    try world.record(company.sample(.consentGranted))
    _ = try world.decided(send)
  }

  @Test(arguments: [CampaignResponse.delivered, .bounced, .opened, .clicked, .replied, .converted])
  func `that does not object withdraws nothing`(_ answer: CampaignResponse) throws {
    #expect(try company.world.decided(response(answer)).changes == [])
  }

  @Test func `that objected and is retracted leaves the withdrawal standing`() throws {
    var world = company.world
    let position = world.next
    try world.record(response(.unsubscribed))
    try world.record(
      .factRetracted(
        .with {
          $0.position = position.value; $0.reason = "mistaken"
        }))
    world.expectRefusal(.conflict, "contact", reason: "consentWithdrawn", of: company.sample(.campaignSent))
  }
}

@Suite struct `Campaigns and consents` {
  let company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func created(_ change: (inout CampaignCreated) -> Void) -> Fact.OneOf_Fact {
    var fact = CampaignCreated.with {
      $0.name = "Autumn"; $0.channel = "sms"; $0.purpose = "offers"
    }
    change(&fact)
    return .campaignCreated(fact)
  }

  @Test func `are made of words`() {
    world.expectRefusal(.invalid, "channel", of: created { $0.channel = "*" })
    world.expectRefusal(.invalid, "purpose", of: created { $0.purpose = "Special offers" })
    world.expectRefusal(.invalid, "name", of: created { $0.name = "\n" })
    let ada = company.ada.description
    world.expectRefusal(
      .invalid, "purpose",
      of: .consentGranted(
        .with {
          $0.contact = ada; $0.purpose = "**"; $0.channel = "*"
        }))
    world.expectRefusal(
      .invalid, "channel",
      of: .consentWithdrawn(
        .with {
          $0.contact = ada; $0.purpose = "*"; $0.channel = "E-mail"
        }))
  }

  @Test func `have a cost that is exact`() throws {
    #expect(try world.decided(created { $0.cost = .of("JPY", "5.0") }).fact.campaignCreated.cost == .of("JPY", "5"))
    world.expectRefusal(.invalid, "cost.amount", of: created { $0.cost = .of("JPY", "5.5") })
  }

  @Test func `have evidence that is text`() {
    let ada = company.ada.description
    world.expectRefusal(
      .invalid, "evidence",
      of: .consentGranted(
        .with {
          $0.contact = ada; $0.purpose = "*"; $0.channel = "*"; $0.evidence = "\u{0}"
        }))
  }

  @Test func `are bounded in number, but for the word on everything`() throws {
    var world = world
    let ada = company.ada.description
    func withdrawn(_ purpose: String, _ channel: String) -> Fact.OneOf_Fact {
      .consentWithdrawn(
        .with {
          $0.contact = ada; $0.purpose = purpose; $0.channel = channel
        })
    }
    for index in 0..<Bounds.consents { try world.record(withdrawn("p\(index)", "email")) }
    world.expectRefusal(.conflict, "purpose", reason: "tooManyConsents", of: withdrawn("more", "email"))
    _ = try world.decided(withdrawn("p0", "email"))
    _ = try world.decided(withdrawn("*", "*"))
  }
}
