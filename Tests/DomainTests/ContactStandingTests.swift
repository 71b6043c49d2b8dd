@testable import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `What a contact is to the company` {
  let company: Company
  var world: World
  var bob: String { company.bob.description }

  init() throws {
    company = try Company()
    world = company.world
  }

  private static func day(_ day: Int64) -> Instant { Instant(microseconds: day * 86_400_000_000) }

  func assigned(_ role: String, since: Int64? = nil, until: Int64? = nil) -> Fact.OneOf_Fact {
    .contactRoleAssigned(
      .with {
        ($0.contact, $0.role) = (bob, role)
        if let since { $0.since = Self.day(since).timestamp }
        if let until { $0.until = Self.day(until).timestamp }
      })
  }

  func ended(_ role: String, until: Int64? = nil) -> Fact.OneOf_Fact {
    .contactRoleEnded(
      .with {
        ($0.contact, $0.role) = (bob, role)
        if let until { $0.until = Self.day(until).timestamp }
      })
  }

  var roles: [String] {
    (world.states[company.bob]?.contact.roles ?? []).map { role in
      "\(role.role) \(role.since / 86_400_000_000)-" + (role.hasUntil ? "\(role.until / 86_400_000_000)" : "")
    }
  }

  @Test mutating func `is several roles at a time, each once at any time`() throws {
    let version = try #require(world.states[company.bob]).version
    let first = try world.record(assigned("customer", since: 10))
    #expect(first.version.value == version + 1)
    try world.record(assigned("vendor", since: 5, until: 20))
    #expect(roles == ["vendor 5-20", "customer 10-"])
    for (since, until) in [(10, nil), (9, nil), (5, 11), (30, 40), (11, 12)] as [(Int64, Int64?)] {
      world.expectRefusal(.conflict, "role", reason: "roleHeld", of: assigned("customer", since: since, until: until))
    }
    try world.record(assigned("customer", since: 2, until: 10))
    try world.record(ended("customer", until: 30))
    try world.record(assigned("customer", since: 30))
    #expect(roles == ["customer 2-10", "vendor 5-20", "customer 10-30", "customer 30-"])
    world.expectRefusal(.conflict, "role", reason: "roleNotHeld", of: ended("vendor"))
    world.expectRefusal(.conflict, "role", reason: "roleNotHeld", of: ended("partner"))
  }

  @Test mutating func `has times that are in order, and its own where none is said`() throws {
    world.expectRefusal(.invalid, "until", of: assigned("customer", since: 10, until: 10))
    world.expectRefusal(.invalid, "role", of: assigned("No Word"))
    let time = Self.day(7)
    try world.record(assigned("customer"), at: time)
    #expect(roles == ["customer 7-"])
    world.expectRefusal(.invalid, "until", of: ended("customer", until: 7))
    try world.record(ended("customer"), at: Self.day(9))
    #expect(roles == ["customer 7-9"])
  }

  @Test mutating func `has no more roles than may be`() throws {
    for day in 0..<Int64(Bounds.roles) { try world.record(assigned("customer", since: day, until: day + 1)) }
    world.expectRefusal(.conflict, "role", reason: "tooManyRoles", of: assigned("vendor"))
  }

  @Test mutating func `is taken back where nothing stands on it`() throws {
    let first = try world.record(assigned("customer", since: 10))
    let end = try world.record(ended("customer", until: 20))
    try world.record(assigned("customer", since: 25))
    func retraction(_ position: Position) -> Fact.OneOf_Fact {
      .factRetracted(.with { ($0.position, $0.reason) = (position.value, "mistaken") })
    }
    // The end is of the first, and without it the two would meet.
    world.expectRefusal(.conflict, "position", reason: "stoodOn", of: retraction(position(first)))
    world.expectRefusal(.conflict, "position", reason: "stoodOn", of: retraction(position(end)))
    try world.record(retraction(world.head))
    try world.record(retraction(position(end)))
    #expect(roles == ["customer 10-"])
  }

  private func position(_ event: DecidedEvent) -> Position {
    world.events.last { $0.header.subject == event.subject && $0.header.version == event.version }?.position ?? .zero
  }

  @Test mutating func `is archived until it is restored, whatever is recorded about it`() throws {
    let archived = Fact.OneOf_Fact.contactArchived(.with { ($0.contact, $0.reason) = (bob, "Moved") })
    let restored = Fact.OneOf_Fact.contactRestored(.with { $0.contact = bob })
    world.expectRefusal(.conflict, "contact", reason: "notArchived", of: restored)
    try world.record(archived)
    let position = world.head
    world.expectRefusal(.conflict, "contact", reason: "archived", of: archived)
    try world.record(.noteAdded(.with { ($0.contact, $0.text) = (bob, "n") }))
    try world.record(restored)
    world.expectRefusal(
      .conflict, "position", reason: "stoodOn",
      of: .factRetracted(.with { ($0.position, $0.reason) = (position.value, "mistaken") }))
    try world.record(.factRetracted(.with { ($0.position, $0.reason) = (world.head.value, "mistaken") }))
    #expect(world.states[company.bob]?.contact.archived == true)
  }

  // MARK: - Details

  func created(_ fill: (inout ContactCreated) -> Void) -> Fact.OneOf_Fact {
    .contactCreated(
      .with {
        $0.name = "Grace"
        fill(&$0)
      })
  }

  @Test mutating func `has one id in each system, that nobody else has`() throws {
    func ids(_ pairs: (String, String)...) -> [SourceID] {
      pairs.map { source, id in .with { ($0.source, $0.id) = (source, id) } }
    }
    let grace = try world.record(created { $0.sourceIds = ids(("erp", "1"), ("shop", "1"), ("erp", "1")) })
    #expect(grace.fact.contactCreated.sourceIds == ids(("erp", "1"), ("shop", "1")))
    // An id of no system is another one.
    try world.record(created { $0.externalID = "1" })
    world.expectRefusal(
      .conflict, "sourceIds[1]", reason: "externalIdTaken",
      of: created { $0.sourceIds = ids(("erp", "2"), ("shop", "1")) })
    world.expectRefusal(.invalid, "sourceIds[1].source", of: created { $0.sourceIds = ids(("erp", "2"), ("erp", "3")) })
    let (change, hers) = (grace.subject.description, ids(("erp", "2")))
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.sourceIds) = (change, hers) }))
    try world.record(created { $0.sourceIds = ids(("shop", "1")) })
    world.expectRefusal(.conflict, "sourceIds[0]", reason: "externalIdTaken", of: created { $0.sourceIds = hers })
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.clear) = (change, ["sourceIds"]) }))
    try world.record(created { $0.sourceIds = hers })
    // What was freed is taken by now.
    world.expectRefusal(
      .conflict, "position", reason: "externalIdTaken",
      of: .factRetracted(.with { ($0.position, $0.reason) = (world.head.value - 1, "mistaken") }))
  }

  @Test mutating func `has labels for the addresses that it has`() throws {
    let made = try world.record(
      created {
        ($0.emails, $0.emailLabels) = (["a@example.org", "a@example.org", "b@example.org"], ["work", "home", "work"])
      }
    ).fact.contactCreated
    #expect(made.emails == ["a@example.org", "b@example.org"] && made.emailLabels == ["work", "work"])
    world.expectRefusal(.invalid, "emailLabels", of: created { $0.emailLabels = ["work"] })
    world.expectRefusal(
      .invalid, "phoneLabels[0]",
      of: created { ($0.phones, $0.phoneLabels) = (["+442079460018"], ["Two Words"]) })
  }

  @Test(arguments: ["1990-02-29", "02-03", "--02-30", "--13-01", "0999-01-01", "1990-1-1", "--0229"])
  mutating func `has no birthday that is no day`(day: String) {
    world.expectRefusal(.invalid, "birthday", of: created { $0.birthday = day })
  }

  @Test mutating func `may be referred to by another one alone, and have an address that says something`() throws {
    try world.record(created { ($0.referrer, $0.birthday, $0.anniversary) = (bob, "--02-29", "1875-03-01") })
    world.expectRefusal(.notFound, "referrer", of: created { $0.referrer = SubjectID(.contact, 77).description })
    let own = bob
    world.expectRefusal(
      .invalid, "referrer", of: .contactDetailsChanged(.with { ($0.contact, $0.referrer) = (own, own) }))
    world.expectRefusal(.invalid, "addresses[0].lines", of: created { $0.addresses = [PostalAddress()] })
    world.expectRefusal(
      .invalid, "addresses[0].country", of: created { $0.addresses = [.with { $0.country = "England" }] })
    world.expectRefusal(.invalid, "handles[0].name", of: created { $0.handles = [.with { $0.service = "mastodon" }] })
  }
}
