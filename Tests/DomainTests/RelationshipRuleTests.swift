@testable import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `What contacts are to each other` {
  let company: Company
  var world: World
  var bob: String { company.bob.description }
  var acme: String { company.acme.description }

  init() throws {
    company = try Company()
    world = company.world
  }

  private static func day(_ day: Int64) -> Instant { Instant(microseconds: day * 86_400_000_000) }

  func related(
    _ from: String, _ to: String, _ kind: String = Belonging.memberOf, since: Int64? = nil, until: Int64? = nil,
    id: String = ""
  ) -> Fact.OneOf_Fact {
    .contactsRelated(
      .with {
        ($0.relationship, $0.kind, $0.from, $0.to) = (id, kind, from, to)
        if let since { $0.since = Self.day(since).timestamp }
        if let until { $0.until = Self.day(until).timestamp }
      })
  }

  func ended(_ id: String, until: Int64? = nil) -> Fact.OneOf_Fact {
    .relationshipEnded(
      .with {
        $0.relationship = id
        if let until { $0.until = Self.day(until).timestamp }
      })
  }

  func organization(_ name: String) throws -> Fact.OneOf_Fact {
    .contactCreated(.with { ($0.name, $0.kind) = (name, .organization) })
  }

  var memberships: [String] {
    (world.states[company.bob]?.contact.belongs.memberships ?? []).map {
      let since = $0.since == Membership.beginning ? "" : "\($0.since.microseconds / 86_400_000_000)"
      return since + "-" + ($0.until == Membership.end ? "" : "\($0.until.microseconds / 86_400_000_000)")
    }
  }

  @Test mutating func `is a fact about the first, and names the other`() throws {
    let event = try world.record(related(bob, acme, since: 10))
    #expect(event.subject == company.bob && event.otherSubjects == [company.acme])
    let id = event.fact.contactsRelated.relationship
    #expect(SubjectID(id)?.kind == .relationship)
    #expect(memberships == ["10-"])
    world.expectRefusal(.conflict, "relationship", reason: "exists", of: related(bob, acme, since: 10, id: id))
    let end = try world.record(ended(id, until: 20))
    #expect(end.subject == company.bob && end.otherSubjects == [company.acme] && end.version == event.version.next)
    #expect(memberships == ["10-20"])
    world.expectRefusal(.conflict, "relationship", reason: "ended", of: ended(id))
    world.expectStoodOn(world.head.previous, by: world.head)
    try world.retract(world.head)
    #expect(memberships == ["10-"])
  }

  @Test mutating func `has a time, another contact, and an organization for its members`() throws {
    world.expectRefusal(.invalid, "until", of: related(bob, acme, since: 10, until: 10))
    world.expectRefusal(.invalid, "to", of: related(bob, bob, "friend"))
    world.expectRefusal(.invalid, "to", of: related(bob, bob))
    world.expectRefusal(.invalid, "to", of: related(bob, company.ada.description))
    world.expectRefusal(.invalid, "kind", of: related(bob, acme, "No Word"))
    world.expectRefusal(.notFound, "relationship", of: ended(unknown(.relationship)))
    try world.record(related(bob, company.ada.description, "friend", since: 10))
    #expect(memberships.isEmpty)
    let id = try world.record(related(bob, acme, since: 10)).fact.contactsRelated.relationship
    world.expectRefusal(.invalid, "until", of: ended(id, until: 10))
    let change = ContactDetailsChanged.with { ($0.contact, $0.kind) = (company.acme.description, .person) }
    world.expectRefusal(.conflict, "kind", reason: "hasMembers", of: .contactDetailsChanged(change))
  }

  @Test mutating func `is said in short by the organization, from when that happened on`() throws {
    let other = try world.record(organization("Globex")).subject.description
    func changed(_ organization: String, _ day: Int64) throws {
      try world.record(
        .contactDetailsChanged(
          .with {
            $0.contact = bob
            if organization.isEmpty { $0.clear = ["organization"] } else { $0.organization = organization }
          }), at: Self.day(day))
    }
    try changed(acme, 10)
    try changed(other, 20)
    #expect(memberships == ["10-20", "20-"])
    try changed("", 15)
    #expect(memberships == ["10-15", "20-"])
    #expect(world.states[company.bob]?.contact.organization == other)
    // At the same time the later one holds.
    try changed(acme, 20)
    #expect(world.states[company.bob]?.contact.organization == acme)
    try world.retract(world.head)
    #expect(world.states[company.bob]?.contact.organization == other)
  }

  @Test mutating func `leads back at no time`() throws {
    let (first, second, third) = (
      try world.record(organization("A")).subject.description, try world.record(organization("B")).subject.description,
      try world.record(organization("C")).subject.description
    )
    try world.record(related(first, second, since: 10, until: 20))
    try world.record(related(second, third, since: 15, until: 30))
    // They never hold together.
    _ = try world.decided(related(third, first, since: 20))
    _ = try world.decided(related(third, first, since: 1, until: 15))
    world.expectRefusal(.conflict, "to", reason: "circle", of: related(third, first, since: 19))
    try world.record(related(first, second, "parent_of", since: 1))
    world.expectRefusal(.conflict, "to", reason: "circle", of: related(second, first, "parent_of", since: 5))
    try world.record(related(first, second, "friend", since: 1))
    _ = try world.decided(related(second, first, "friend", since: 1))
  }
}
