import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// A company is its people, of the time in which they belong to it.
@Suite struct `An organization` {
  private static func house(_ world: inout World, _ name: String = "Acme") throws -> SubjectID {
    try world.contact(name) { $0.kind = .organization }
  }

  private static func card(_ contact: SubjectID, _ world: World, own: Bool = false) throws -> ContactCard {
    try ReadSide(world).ask(ContactGetRequest.with { ($0.contact, $0.own) = (contact.description, own) }).contact
  }

  private static func history(_ contact: SubjectID, _ world: World) throws -> [HistoryEntry] {
    try ReadSide(world).ask(ContactHistoryRequest.with { $0.contact = contact.description }).entries
  }

  @Test func `was spoken to when its people were, and has their orders and open deals`() throws {
    var world = World()
    let acme = try Self.house(&world)
    let bea = try world.contact("Bea") { $0.organization = acme.description }
    let carl = try world.contact("Carl") { $0.organization = acme.description }
    let call = try world.call(bea, at: .day(5))
    try world.call(carl, at: .day(3))
    _ = try world.order(bea, "10", at: .day(1))
    _ = try world.order(acme, "5", at: .day(1))
    let deal = try world.deal(carl, "100", at: .day(2))
    let card = try Self.card(acme, world)
    #expect(card.interactionCount == 2 && card.lastInteractionAt == Instant.day(5).timestamp)
    #expect(card.ordersCount == 2 && card.ordersTotal == [.eur("15.00")] && card.openDeals == 1)
    let own = try Self.card(acme, world, own: true)
    #expect(own.interactionCount == 0 && !own.hasLastInteractionAt && own.ordersCount == 1 && own.openDeals == 0)
    let entry = try #require(try Self.history(acme, world).first { $0.position == call.value })
    #expect(entry.person == bea.description)
    let side = try ReadSide(world)
    for (isOwn, expected) in [(false, [deal.description]), (true, [])] {
      let deals = try side.ask(
        DealListRequest.with { ($0.contact, $0.own) = (acme.description, isOwn) })
      #expect(deals.deals.map(\.id) == expected)
      let orders = try side.ask(OrderListRequest.with { ($0.contact, $0.own) = (acme.description, isOwn) })
      #expect(orders.orders.count == (isOwn ? 1 : 2))
    }
  }

  @Test func `counts what several of its people did together once`() throws {
    var world = World()
    let acme = try Self.house(&world)
    let bea = try world.contact("Bea") { $0.organization = acme.description }
    let carl = try world.contact("Carl") { $0.organization = acme.description }
    let eve = try world.contact("Eve")
    try world.record(
      .meetingLogged(.with { ($0.contact, $0.also) = (eve.description, [bea.description, carl.description]) }))
    try world.record(.meetingLogged(.with { ($0.contact, $0.also) = (bea.description, [acme.description]) }))
    let deal = try world.deal(bea, "1")
    try world.record(.dealContactAdded(.with { ($0.deal, $0.contact) = (deal.description, carl.description) }))
    let card = try Self.card(acme, world)
    #expect(card.interactionCount == 2 && card.openDeals == 1)
    for (contact, count) in [(eve, 1), (bea, 2), (carl, 1)] {
      #expect(try Self.card(contact, world).interactionCount == UInt64(count))
    }
    let entries = try Self.history(acme, world).filter { $0.fact.meetingLogged.contact != "" }
    #expect(entries.map(\.person) == [acme.description, bea.description])
  }

  @Test func `has what was of its people while they were its own`() throws {
    var world = World()
    let (acme, globex) = (try Self.house(&world), try Self.house(&world, "Globex"))
    let bea = try world.contact("Bea") { $0.organization = acme.description }
    for day in [1, 4, 9] { try world.call(bea, at: .day(day)) }
    _ = try world.order(bea, "10", at: .day(2))
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.organization) = (bea.description, globex.description) }),
      at: .day(5))
    let moved = world.head
    #expect(try Self.card(acme, world).interactionCount == 2)
    #expect(try Self.card(globex, world).interactionCount == 1)
    #expect(try Self.card(acme, world).ordersTotal == [.eur("10.00")])
    #expect(try Self.card(globex, world).ordersCount == 0)
    // It is said later that she had been away before.
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.clear) = (bea.description, ["organization"]) }), at: .day(3))
    #expect(try Self.card(acme, world).interactionCount == 1)
    #expect(try Self.card(bea, world).organization == globex.description)
    let since = Instant.day(3)
    try world.record(
      .contactsRelated(
        .with {
          ($0.kind, $0.from, $0.to) = ("member_of", bea.description, acme.description)
          $0.since = since.timestamp
        }))
    #expect(try Self.card(acme, world).interactionCount == 3)
    let related = world.head
    try world.retract(moved)
    #expect(try Self.card(globex, world).interactionCount == 0)
    try world.retract(related)
    #expect(try Self.card(acme, world).interactionCount == 1)
    #expect(try Self.card(bea, world).organization == "")
    #expect(try Self.card(bea, world).memberships.count == 1)
  }

  @Test func `has deals that do not rot while its people are met, who are its people then`() throws {
    var world = World()
    let pipeline = SubjectID(.pipeline, 9).description
    try world.record(
      .pipelineDefined(
        .with {
          ($0.pipeline, $0.name) = (pipeline, "Sales")
          $0.stages = [.with { ($0.stage, $0.probability, $0.rotDays) = ("talk", 50, 10) }]
        }))
    let acme = try Self.house(&world)
    let bea = try world.contact("Bea") { $0.organization = acme.description }
    let deal = try world.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.pipeline) = (acme.description, "Mill", pipeline) }), at: .day(1)
    ).subject
    func isRotting(_ day: Int) throws -> Bool {
      try ReadSide(world).ask(DealGetRequest.with { $0.deal = deal.description }, now: .day(day)).deal.rotting
    }
    #expect(try isRotting(15))
    try world.call(bea, at: .day(6))
    #expect(try !isRotting(15))
    #expect(try isRotting(17))
    // She left before the next call, and the earlier one was while she was there.
    try world.record(
      .contactDetailsChanged(.with { ($0.contact, $0.clear) = (bea.description, ["organization"]) }), at: .day(8))
    let left = world.head
    let call = try world.call(bea, at: .day(12))
    #expect(try !isRotting(15))
    #expect(try isRotting(17))
    // A call that names another deal is about that one.
    let other = try world.deal(bea, "1", at: .day(7))
    try world.record(
      .callLogged(
        .with { ($0.contact, $0.direction, $0.deal) = (bea.description, .outbound, other.description) }), at: .day(7))
    #expect(try isRotting(17))
    try world.retract(left)
    #expect(try !isRotting(22))
    try world.retract(call)
    #expect(try isRotting(22))
  }
}
