import Domain
import Schema
import SwiftProtobuf
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

  @Test func `keeps e-mail addresses as typed, without space around them and each once`() throws {
    let event = try world.decided(created { $0.emails = [" Grace@Example.ORG ", "grace@example.org", "g@x"] })
    #expect(event.fact.contactCreated.emails == ["Grace@Example.ORG", "g@x"])
    world.expectRefusal(.invalid, "emails[1]", of: created { $0.emails = ["a@b", "nobody"] })
    let many = (0...Bounds.emails).map { "a\($0)@example.org" }
    world.expectRefusal(.invalid, "emails", of: created { $0.emails = many })
  }

  @Test func `keeps phones as typed and each once`() throws {
    let event = try world.decided(created { $0.phones = ["020 7946 0958", "+44 20 7946 0958", "+1 212 555 0100"] })
    #expect(event.fact.contactCreated.phones == ["020 7946 0958", "+1 212 555 0100"])
    world.expectRefusal(.invalid, "phones[0]", of: created { $0.phones = ["12"] })
    world.expectRefusal(
      .invalid, "phones", of: created { $0.phones = (0...Bounds.phones).map { "+4420000\(1000 + $0)" } })
  }

  @Test func `has no phone without a plus where no region is configured`() throws {
    var world = world
    world.region = nil
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
    #expect(try world.decided(changed { $0.owner = "joe" }).version == Version(2))
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
