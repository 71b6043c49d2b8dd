import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

@Suite struct `What contacts are to each other, when asked,` {
  var world = World()

  private mutating func house(_ name: String) throws -> SubjectID {
    try world.contact(name) { $0.kind = .organization }
  }

  @discardableResult
  private mutating func relate(
    _ from: SubjectID, _ kind: String, _ to: SubjectID, since: Int = 1, until: Int? = nil
  ) throws -> Position {
    try world.record(
      .contactsRelated(
        .with {
          ($0.kind, $0.from, $0.to, $0.since) = (kind, from.description, to.description, Instant.day(since).timestamp)
          if let until { $0.until = Instant.day(until).timestamp }
        }))
    return world.head
  }

  private func relations(
    _ contact: SubjectID, limit: UInt32 = 1_000, _ fill: (inout ContactRelationsRequest) -> Void = { _ in }
  ) throws -> [Relation] {
    var found: [Relation] = []
    var request = ContactRelationsRequest.with { ($0.contact, $0.limit) = (contact.description, limit) }
    fill(&request)
    try ReadSide(world).pages(request) { page in
      #expect(page.relations.count <= Int(limit))
      found += page.relations
      return page.hasCursor ? page.cursor : nil
    }
    return found
  }

  private func tree(_ contact: SubjectID, at day: Int = 400) throws -> ContactTreeReply {
    try ReadSide(world).ask(
      ContactTreeRequest.with { ($0.contact, $0.at) = (contact.description, Instant.day(day).timestamp) })
  }

  @Test mutating func `are told of both sides, its own first, each once over any pages`() throws {
    let acme = try house("Acme")
    var expected: [String] = []
    for index in 0..<30 {
      let person = try world.contact("P\(index)") { if index < 10 { $0.organization = acme.description } }
      if index < 10 { expected.append("member_of P\(index)") }
      if index.isMultiple(of: 3) {
        try relate(person, "supplier_of", acme, since: 1, until: 5)
        try relate(person, "supplier_of", acme, since: 7)
        expected += ["supplier_of P\(index)", "supplier_of P\(index)"]
      }
      if index.isMultiple(of: 7) {
        try relate(acme, "knows", person)
        expected.append("knows P\(index)")
      }
    }
    for limit in [1, 2, 3, 7, 1_000] as [UInt32] {
      let found = try relations(acme, limit: limit)
      #expect(found.map { "\($0.kind) \($0.name)" }.sorted() == expected.sorted())
      let own = found.map { $0.from == acme.description }
      #expect(own == own.sorted { $0 && !$1 })
    }
    #expect(try relations(acme) { $0.kind = "supplier_of" }.count == 20)
    #expect(try relations(acme) { ($0.kind, $0.at) = ("supplier_of", Instant.day(6).timestamp) }.isEmpty)
    #expect(try relations(acme) { ($0.kind, $0.at) = ("supplier_of", Instant.day(7).timestamp) }.count == 10)
  }

  @Test mutating func `have who referred to whom, of both`() throws {
    let (ada, bob) = (try world.contact("Ada") { _ in }, try world.contact("Bob") { _ in })
    let eve = try world.contact("Eve") { $0.referrer = ada.description }
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.referrer) = (eve.description, bob.description) }), at: .day(9))
    let changed = world.head
    func shown(_ contact: SubjectID) throws -> [String] {
      try relations(contact).map {
        "\($0.kind) \($0.name) \($0.hasSince ? 1 : 0)\($0.hasUntil ? 1 : 0) \($0.to == eve.description)"
      }
    }
    #expect(try shown(eve) == ["refers_to Ada 01 true", "refers_to Bob 10 true"])
    #expect(try shown(ada) == ["refers_to Eve 01 true"] && shown(bob) == ["refers_to Eve 10 true"])
    let card = try ReadSide(world).ask(ContactGetRequest.with { ($0.contact, $0.own) = (eve.description, true) })
    #expect(card.contact.referrer == bob.description)
    try world.retract(changed)
    #expect(try shown(eve) == ["refers_to Ada 00 true"] && shown(bob).isEmpty)
  }

  @Test mutating func `make a tree whose sums are those of its leaves`() throws {
    let (top, left, right) = (try house("Top"), try house("Left"), try house("Right"))
    let leaves = [try house("A"), try house("B"), try house("C")]
    try relate(top, "parent_of", left)
    try relate(top, "parent_of", right)
    try relate(left, "parent_of", leaves[0])
    try relate(left, "parent_of", leaves[1])
    // One stands under two.
    try relate(right, "parent_of", leaves[1])
    try relate(right, "parent_of", leaves[2], since: 100)
    for (index, leaf) in leaves.enumerated() {
      let person = try world.contact("P") { $0.organization = leaf.description }
      for day in 0...index { try world.call(person, at: .day(10 + day)) }
      _ = try world.order(person, "\(10 * (index + 1))", at: .day(3))
      _ = try world.deal(person, "5", at: .day(3))
    }
    let reply = try tree(top)
    #expect(reply.nodes.map { "\($0.depth) \($0.name)" } == ["0 Top", "1 Left", "2 A", "2 B", "1 Right", "2 C"])
    func figures(_ name: String) throws -> [UInt64] {
      let total = try #require(reply.nodes.first { $0.name == name }).total
      return [total.interactionCount, total.openDeals, total.ordersCount]
    }
    #expect(try figures("A") == [1, 1, 1] && figures("B") == [2, 1, 1] && figures("C") == [3, 1, 1])
    #expect(try figures("Left") == [3, 2, 2] && figures("Right") == [5, 2, 2] && figures("Top") == [6, 3, 3])
    #expect(reply.nodes[0].total.ordersTotal == [.eur("60.00")] && reply.nodes[0].own.ordersTotal.isEmpty)
    #expect(reply.nodes[0].total.lastInteractionAt == Instant.day(12).timestamp)
    let shared = try #require(reply.nodes.first { $0.name == "B" })
    #expect(Set(shared.parents) == [left.description, right.description])
    // Before it stood there, and from below.
    #expect(try !tree(top, at: 50).nodes.contains { $0.name == "C" })
    #expect(try tree(leaves[1]).above.map { "\($0.depth) \($0.name)" } == ["2 Top", "1 Left", "1 Right"])
    // With its part of the tree gone, it is as if that had never been.
    try world.retract(
      Position(world.events.first { $0.fact.contactsRelated.to == right.description }?.position.value ?? 0))
    #expect(try tree(top).nodes.map(\.name) == ["Top", "Left", "A", "B"])
  }

  @Test mutating func `are of a contact that is there`() throws {
    let nobody = SubjectID(.contact, 7).description
    let side = try ReadSide(world)
    #expect(try side.refusal(ContactTreeRequest.with { $0.contact = nobody }).code == .notFound)
    #expect(try side.refusal(ContactRelationsRequest.with { $0.contact = nobody }).code == .notFound)
    let top = try house("Top")
    var houses: [SubjectID] = []
    for index in 0..<1_000 {
      houses.append(try house("H\(index)"))
      try relate(index < 200 ? top : houses[index % 200], "parent_of", houses[index])
    }
    #expect(try ReadSide(world).refusal(ContactTreeRequest.with { $0.contact = top.description }).code == .tooLarge)
  }

  @Test mutating func `leave out who is archived, unless that is asked for`() throws {
    let (ada, bob) = (try world.contact("Ada King") { _ in }, try world.contact("Bob King") { _ in })
    try world.record(.contactArchived(.with { $0.contact = bob.description }), at: .day(9))
    func names(_ fill: (inout ContactFindRequest) -> Void) throws -> [String] {
      try ReadSide(world).ask(ContactFindRequest.with(fill)).contacts.map(\.name)
    }
    #expect(try names { _ in } == ["Ada King"] && names { $0.text = "king" } == ["Ada King"])
    #expect(try names { $0.archived = true } == ["Ada King", "Bob King"])
    let found = try ReadSide(world).ask(ContactFindRequest.with { ($0.text, $0.archived) = ("bob", true) }).contacts
    #expect(found.map(\.archivedAt) == [Instant.day(9).timestamp])
    try world.record(.contactRestored(.with { $0.contact = bob.description }))
    #expect(try names { $0.text = "king" } == ["Ada King", "Bob King"])
    #expect(!ada.description.isEmpty)
  }
}
