import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A contact that is created` {
  let company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func created(_ change: (inout ContactCreated) -> Void) -> Fact.OneOf_Fact {
    var fact = ContactCreated.with { $0.name = "Grace Hopper" }
    change(&fact)
    return .contactCreated(fact)
  }

  @Test func `is a person unless it says otherwise`() throws {
    #expect(try world.decided(created { _ in }).fact.contactCreated.kind == .person)
    #expect(try world.decided(created { $0.kind = .organization }).fact.contactCreated.kind == .organization)
    world.expectRefusal(.invalid, "kind", of: created { $0.kind = .UNRECOGNIZED(9) })
  }

  @Test func `gets an id of its own in the fact`() throws {
    let event = try world.decided(created { _ in })
    #expect(event.fact.contactCreated.contact == event.subject.description)
    #expect(event.subject.kind == .contact)
  }

  @Test(arguments: [
    "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{2060} \u{AD}", "\u{3164}", "\u{115F}\u{1160}", "\u{FE0F}", "\u{200D}",
    "\u{2800}",
    "\u{E0020}", "\u{2066}\u{2069}", "\u{61C}",
  ])
  func `needs a name that can be seen`(_ name: String) {
    world.expectRefusal(.invalid, "name", of: created { $0.name = name })
    world.expectRefusal(.invalid, "givenName", of: created { $0.givenName = name })
    world.expectRefusal(.invalid, "tags[0]", of: created { $0.tags = [name] })
    world.expectRefusal(.invalid, "externalId", of: created { $0.externalID = name })
  }

  @Test(arguments: [
    (" Grace Hopper\t", "Grace Hopper"), ("\u{FEFF}Grace", "Grace"), ("Zoe\u{308}", "Zo\u{EB}"),
    ("\u{202D}Ann\u{202C}", "Ann"),
    ("م\u{200C}ن", "م\u{200C}ن"), ("❤\u{FE0F}", "❤\u{FE0F}"),
  ])
  func `is stored trimmed and composed`(_ typed: String, _ stored: String) throws {
    let fact = try world.decided(
      created {
        ($0.name, $0.familyName, $0.externalID, $0.tags) = (typed, typed, typed, [typed])
      }
    ).fact.contactCreated
    for text in [fact.name, fact.familyName, fact.externalID, fact.tags[0]] {
      #expect(Array(text.utf8) == Array(stored.utf8))
    }
  }

  @Test(arguments: ["", " ", "\u{A0}", "a\nb", "a\u{0}", "a\u{2028}b", String(repeating: "é", count: 201)])
  func `needs a name of one line with something to see`(_ name: String) {
    world.expectRefusal(.invalid, "name", of: created { $0.name = name })
  }

  @Test func `may have a name of 200 characters`() throws {
    let name = String(repeating: "é", count: 200)
    #expect(try world.decided(created { $0.name = name }).fact.contactCreated.name == name)
  }

  @Test func `has given and family names of one line`() {
    world.expectRefusal(.invalid, "givenName", of: created { $0.givenName = "\t" })
    world.expectRefusal(.invalid, "familyName", of: created { $0.familyName = "a\rb" })
  }

  @Test func `keeps e-mail addresses as typed, without what cannot be seen, and only the same text once`() throws {
    let typed = [" Grace@Example.ORG ", "grace@example.org", "g@x", "\u{2068}g@x\u{2069}", "a\u{200B}@b.de"]
    let event = try world.decided(created { $0.emails = typed })
    #expect(event.fact.contactCreated.emails == ["Grace@Example.ORG", "grace@example.org", "g@x", "a@b.de"])
    world.expectRefusal(.invalid, "emails[1]", of: created { $0.emails = ["a@b", "nobody"] })
    let many = (0...Bounds.emails).map { "a\($0)@example.org" }
    world.expectRefusal(.invalid, "emails", of: created { $0.emails = many })
  }

  @Test func `keeps phones as typed, and only the same text once`() throws {
    let typed = ["020 7946 0958", "+44 20 7946 0958", "+1 212 555 0100", " 020 7946 0958"]
    let event = try world.decided(created { $0.phones = typed })
    #expect(event.fact.contactCreated.phones == ["020 7946 0958", "+44 20 7946 0958", "+1 212 555 0100"])
    world.expectRefusal(.invalid, "phones[0]", of: created { $0.phones = ["12"] })
    world.expectRefusal(
      .invalid, "phones", of: created { $0.phones = (0...Bounds.phones).map { "+4420000\(1000 + $0)" } })
  }

  @Test(arguments: [
    ["+1 555 123 4567 ext 12", "+1 555 123 4567 ext 13"], ["+1 555 123 4567", "+1 555 123 4567x12"],
    ["tel:+15551234567;ext=12", "tel:+15551234567;ext=13"], ["555 123 4567 #1", "555 123 4567 #2", "555 123 4567"],
  ])
  func `keeps each extension of a number`(_ phones: [String]) throws {
    var world = world
    try world.record(.companyConfigured(.with { $0.phoneRegion = "US" }))
    #expect(try world.decided(created { $0.phones = phones }).fact.contactCreated.phones == phones)
    let change = ContactDetailsChanged.with { ($0.contact, $0.phones) = (company.ada.description, phones) }
    #expect(try world.decided(.contactDetailsChanged(change)).fact.contactDetailsChanged.phones == phones)
  }

  @Test func `says the region that completed its phones, and none that was not needed`() throws {
    func region(_ phones: [String], _ said: String = "") throws -> String {
      try world.decided(created { ($0.phones, $0.phoneRegion) = (phones, said) }).fact.contactCreated.phoneRegion
    }
    #expect(try region(["020 7946 0958"]) == "GB")
    #expect(try region(["+1 212 555 0100", "020 7946 0958"]) == "GB")
    #expect(try region(["+44 20 7946 0958"]) == "")
    #expect(try region([]) == "")
    #expect(try region(["030 123456"], "DE") == "DE")
    for unknown in ["UK", "XX", "ZZ", "de", "D", "DEU"] {
      world.expectRefusal(
        .invalid, "phoneRegion", of: created { ($0.phones, $0.phoneRegion) = (["+4930123456"], unknown) })
    }
    world.expectRefusal(.invalid, "phoneRegion", of: created { $0.phoneRegion = "DE" })
  }

  @Test func `has no phone without a plus where the company has no region`() throws {
    var world = world
    try world.record(.companyConfigured(.with { $0.clear = ["phoneRegion"] }))
    world.expectRefusal(.invalid, "phones[0]", of: created { $0.phones = ["020 7946 0958"] })
    _ = try world.decided(created { $0.phones = ["+44 20 7946 0958"] })
  }

  @Test func `has tags in their own spelling, each once`() throws {
    let event = try world.decided(created { $0.tags = [" Key account ", "Key account", "VIP"] })
    #expect(event.fact.contactCreated.tags == ["Key account", "VIP"])
    world.expectRefusal(.invalid, "tags[0]", of: created { $0.tags = [" "] })
    world.expectRefusal(.invalid, "tags[0]", of: created { $0.tags = [String(repeating: "x", count: 65)] })
    world.expectRefusal(.invalid, "tags", of: created { $0.tags = (0...64).map { "t\($0)" } })
  }

  @Test func `has a word as its source and a login name as its owner`() throws {
    _ = try world.decided(
      created {
        $0.source = "trade-fair_2026"; $0.owner = "DOM\\joe"
      })
    world.expectRefusal(.invalid, "source", of: created { $0.source = "Trade fair" })
    world.expectRefusal(.invalid, "owner", of: created { $0.owner = "joe doe" })
    world.expectRefusal(.invalid, "owner", of: created { $0.owner = String(repeating: "j", count: 65) })
  }

  @Test func `belongs to an organization that exists and is one`() throws {
    let event = try world.decided(created { $0.organization = company.acme.description })
    #expect(event.otherSubjects == [company.acme])
    world.expectRefusal(.invalid, "organization", of: created { $0.organization = company.bob.description })
  }

  @Test func `has an external id that no other contact has`() throws {
    _ = try world.decided(created { $0.externalID = "O-1" })
    world.expectRefusal(.conflict, "externalId", reason: "externalIdTaken", of: created { $0.externalID = "A-1" })
    for form in [" A-1", "A-1 ", "A-1\u{200B}", "\u{A0}A-1"] {
      world.expectRefusal(.conflict, "externalId", reason: "externalIdTaken", of: created { $0.externalID = form })
    }
    world.expectRefusal(
      .invalid, "externalId", of: created { $0.externalID = String(repeating: "x", count: 201) })
    world.expectRefusal(.invalid, "externalId", of: created { $0.externalID = "  " })
  }

  @Test func `is refused with the holder of its external id and without that id's text`() {
    #expect {
      try world.decided(created { $0.externalID = "A-1" })
    } throws: { error in
      let refusal = error as? Refusal
      return refusal?.subject == company.ada && refusal?.message.contains("A-1") == false
    }
  }
}

@Suite struct `A contact whose details change` {
  var company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func changed(_ change: (inout ContactDetailsChanged) -> Void) -> Fact.OneOf_Fact {
    var fact = ContactDetailsChanged.with { $0.contact = company.ada.description }
    change(&fact)
    return .contactDetailsChanged(fact)
  }

  @Test func `has its next version`() throws {
    #expect(try world.decided(changed { $0.owner = "carl" }).version == Version(2))
  }

  @Test func `must change something`() {
    world.expectRefusal(.invalid, "clear", of: changed { _ in })
  }

  @Test func `is cleared of the fields that can be empty, by either of their names`() throws {
    let event = try world.decided(changed { $0.clear = ["given_name", "givenName", "emails", "externalId"] })
    #expect(event.fact.contactDetailsChanged.clear == ["givenName", "emails", "externalId"])
  }

  @Test(arguments: ["name", "kind", "contact", "clear", "nonsense", ""])
  func `is not cleared of others`(_ name: String) {
    world.expectRefusal(.invalid, "clear[0]", of: changed { $0.clear = [name] })
  }

  @Test func `does not have a field both set and cleared`() {
    world.expectRefusal(
      .invalid, "owner",
      of: changed {
        $0.owner = "joe"; $0.clear = ["owner"]
      })
    world.expectRefusal(
      .invalid, "tags",
      of: changed {
        $0.tags = ["a"]; $0.clear = ["tags"]
      })
  }

  @Test func `is not set to nothing`() {
    world.expectRefusal(.invalid, "name", of: changed { $0.name = "" })
    world.expectRefusal(.invalid, "givenName", of: changed { $0.givenName = "" })
    world.expectRefusal(.invalid, "familyName", of: changed { $0.familyName = "" })
    world.expectRefusal(.invalid, "source", of: changed { $0.source = "" })
    world.expectRefusal(.invalid, "owner", of: changed { $0.owner = "" })
    world.expectRefusal(.invalid, "externalId", of: changed { $0.externalID = "" })
    world.expectRefusal(.invalid, "organization", of: changed { $0.organization = "" })
    world.expectRefusal(.invalid, "kind", of: changed { $0.kind = .unspecified })
  }

  @Test func `obeys the rules of its fields`() {
    world.expectRefusal(.invalid, "name", of: changed { $0.name = "\n" })
    world.expectRefusal(.invalid, "emails[0]", of: changed { $0.emails = ["x"] })
    world.expectRefusal(.invalid, "phones[0]", of: changed { $0.phones = ["x"] })
    world.expectRefusal(.invalid, "tags[0]", of: changed { $0.tags = [""] })
    world.expectRefusal(.invalid, "source", of: changed { $0.source = "A" })
    world.expectRefusal(.invalid, "owner", of: changed { $0.owner = "a b" })
    world.expectRefusal(.invalid, "externalId", of: changed { $0.externalID = "\t" })
  }

  @Test func `is not its own organization`() throws {
    world.expectRefusal(.invalid, "organization", of: changed { $0.organization = company.ada.description })
    #expect(try world.decided(changed { $0.organization = company.acme.description }).otherSubjects == [company.acme])
  }

  @Test func `keeps its own external id and gives a changed one free`() throws {
    var world = world
    try world.record(changed { $0.externalID = "A-1" })
    try world.record(changed { $0.externalID = "A-2" })
    try world.record(
      .contactCreated(
        .with {
          $0.name = "New"; $0.externalID = "A-1"
        }))
    world.expectRefusal(.conflict, "externalId", of: changed { $0.externalID = "A-1" })
    try world.record(changed { $0.clear = ["externalId"] })
    try world.record(
      .contactCreated(
        .with {
          $0.name = "Newer"; $0.externalID = "A-2"
        }))
  }

  @Test func `has one external id however it is composed`() throws {
    var world = world
    try world.record(changed { $0.externalID = "caf\u{E9}" })
    for form in ["caf\u{E9}", "cafe\u{301}", "cafe\u{301} "] {
      world.expectRefusal(
        .conflict, "externalId", reason: "externalIdTaken",
        of: .contactCreated(.with { ($0.name, $0.externalID) = ("New", form) }))
    }
    // An id of another kind has nothing to do with it.
    _ = try world.decided(
      .orderPlaced(
        .with { ($0.contact, $0.total, $0.externalID) = (company.ada.description, .eur("1"), "caf\u{E9}") }))
    try world.record(changed { $0.clear = ["externalId"] })
    #expect(world.holder(of: world.key(of: ExternalID(.contact, "cafe\u{301}"))) == nil)
  }

  @Test func `must not stand above its own organization, however far`() throws {
    var world = world
    var chain = [company.acme]
    for name in ["B", "C", "D"] {
      let above = chain.last?.description ?? ""
      chain.append(
        try world.record(
          .contactCreated(.with { ($0.name, $0.kind, $0.organization) = (name, .organization, above) })
        ).subject)
    }
    for below in chain.dropFirst() {
      world.expectRefusal(
        .conflict, "organization", reason: "circle",
        of: .contactDetailsChanged(
          .with { ($0.contact, $0.organization) = (company.acme.description, below.description) }))
    }
    // Out of the way it may.
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.clear) = (chain[1].description, ["organization"]) }))
    try world.record(
      .contactDetailsChanged(
        .with { ($0.contact, $0.organization) = (company.acme.description, chain[3].description) }))
  }

  @Test func `stands under so many organizations and no more`() throws {
    var world = world
    var below = company.acme
    for number in 0..<Bounds.organizationDepth + 1 {
      let organization = try world.record(
        .contactCreated(.with { ($0.name, $0.kind) = ("O\(number)", .organization) })
      ).subject
      let change = ContactDetailsChanged.with {
        ($0.contact, $0.organization) = (organization.description, below.description)
      }
      if number < Bounds.organizationDepth {
        try world.record(.contactDetailsChanged(change))
      } else {
        world.expectRefusal(.invalid, "organization", of: .contactDetailsChanged(change))
      }
      below = organization
    }
  }

  @Test func `stays an organization while others belong to it`() throws {
    var world = world
    let acme = company.acme.description
    func becomes(_ kind: ContactKind) -> Fact.OneOf_Fact {
      .contactDetailsChanged(.with { ($0.contact, $0.kind) = (acme, kind) })
    }
    try world.record(changed { $0.organization = acme })
    try world.record(.contactCreated(.with { ($0.name, $0.organization) = ("Carl", acme) }))
    let carl = try #require(world.events.last?.header.subject).description
    world.expectRefusal(.conflict, "kind", reason: "hasMembers", of: becomes(.person))
    try world.record(becomes(.organization))
    try world.record(changed { $0.organization = acme })
    try world.record(changed { $0.clear = ["organization"] })
    world.expectRefusal(.conflict, "kind", reason: "hasMembers", of: becomes(.person))
    let other = try world.record(.contactCreated(.with { ($0.name, $0.kind) = ("Other", .organization) })).subject
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.organization) = (carl, other.description) }))
    try world.record(becomes(.person))
  }

  @Test func `has a region only with phones of its own`() throws {
    world.expectRefusal(.invalid, "phoneRegion", of: changed { ($0.name, $0.phoneRegion) = ("Ada", "DE") })
    world.expectRefusal(.invalid, "phoneRegion", of: changed { ($0.phones, $0.phoneRegion) = (["030 123456"], "UK") })
    let fact = try world.decided(changed { $0.phones = ["020 7946 0958"] }).fact.contactDetailsChanged
    #expect(fact.phoneRegion == "GB")
    let whole = try world.decided(changed { $0.phones = ["+44 20 7946 0958"] }).fact.contactDetailsChanged
    #expect(!whole.hasPhoneRegion)
  }

  @Test func `becomes an organization to which others may belong`() throws {
    var world = world
    let bob = company.bob.description
    try world.record(
      .contactDetailsChanged(
        .with {
          $0.contact = bob; $0.kind = .organization
        }))
    try world.record(changed { $0.organization = bob })
  }

  @Test func `is tagged and untagged at its next version`() throws {
    var world = world
    let ada = company.ada.description
    #expect(
      try world.record(
        .contactTagged(
          .with {
            $0.contact = ada; $0.tags = [" a", "a"]
          })
      ).version == Version(2))
    #expect(world.events.last?.fact.contactTagged.tags == ["a"])
    #expect(
      try world.record(
        .contactUntagged(
          .with {
            $0.contact = ada; $0.tags = ["b"]
          })
      ).version == Version(3))
    world.expectRefusal(
      .invalid, "tags[0]",
      of: .contactTagged(
        .with {
          $0.contact = ada; $0.tags = ["\n"]
        }))
    world.expectRefusal(
      .invalid, "tags[1]",
      of: .contactUntagged(
        .with {
          $0.contact = ada; $0.tags = ["a", ""]
        }))
  }
}
