import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `An order` {
  var company: Company
  var world: World { company.world }
  var ada: String { company.ada.description }

  init() throws { company = try Company() }

  func placed(_ change: (inout OrderPlaced) -> Void) -> Fact.OneOf_Fact {
    var fact = OrderPlaced.with {
      $0.contact = company.ada.description; $0.total = .eur("10")
    }
    change(&fact)
    return .orderPlaced(fact)
  }

  func line(_ change: (inout OrderPlaced.Line) -> Void) -> Fact.OneOf_Fact {
    placed { order in
      var line = OrderPlaced.Line.with { $0.product = "Cog" }
      change(&line)
      order.lines = [.with { $0.product = "Wheel" }, line]
    }
  }

  @Test func `has an exact total, a count and lines`() throws {
    let event = try world.decided(
      placed {
        $0.itemCount = 3
        $0.lines = [
          .with {
            $0.product = "Cog"; $0.quantity = "01.50"; $0.unitPrice = .eur("4")
          }
        ]
      })
    #expect(event.fact.orderPlaced.total == .eur("10.00"))
    #expect(event.fact.orderPlaced.lines[0].quantity == "1.5")
    #expect(event.fact.orderPlaced.lines[0].unitPrice == .eur("4.00"))
    #expect(event.otherSubjects == [company.ada])
  }

  @Test func `is refused for what is not exact or out of bounds`() {
    world.expectRefusal(.invalid, "total.amount", of: placed { $0.total = .eur("1,5") })
    world.expectRefusal(.invalid, "total.amount", of: placed { $0.total = .eur("1000000000000000.01") })
    world.expectRefusal(.invalid, "total.currency", of: placed { $0.total = .of("eur", "1") })
    world.expectRefusal(.invalid, "itemCount", of: placed { $0.itemCount = -1 })
    world.expectRefusal(.invalid, "itemCount", of: placed { $0.itemCount = Bounds.itemCount + 1 })
    world.expectRefusal(.invalid, "lines[1].quantity", of: line { $0.quantity = "-1" })
    world.expectRefusal(.invalid, "lines[1].quantity", of: line { $0.quantity = "1e3" })
    world.expectRefusal(.invalid, "lines[1].unitPrice.amount", of: line { $0.unitPrice = .eur("") })
    world.expectRefusal(.invalid, "lines[1].unitPrice.currency", of: line { $0.unitPrice = .of("USD", "1") })
    world.expectRefusal(.invalid, "lines[1].product", of: line { $0.product = "a\nb" })
    let many = (0...Bounds.lines).map { index in OrderPlaced.Line.with { $0.product = "p\(index)" } }
    world.expectRefusal(.invalid, "lines", of: placed { $0.lines = many })
  }

  @Test func `has an external id of its own, which contacts do not share`() throws {
    world.expectRefusal(.conflict, "externalId", reason: "externalIdTaken", of: placed { $0.externalID = "O-1" })
    _ = try world.decided(placed { $0.externalID = "A-1" })
    world.expectRefusal(.invalid, "externalId", of: placed { $0.externalID = "\u{1}" })
  }

  @Test func `that is retracted gives its external id free and takes no payment`() throws {
    var world = world
    try world.record(
      .factRetracted(
        .with {
          $0.position = company.placed.value; $0.reason = "duplicate"
        }))
    #expect(world.states[company.order]?.version == 2)
    #expect(world.states[company.order]?.order.retracted == true)
    try world.record(placed { $0.externalID = "O-1" })
    world.expectRefusal(
      .conflict, "order", reason: "retracted",
      of: .paymentReceived(
        .with {
          $0.contact = ada; $0.amount = .eur("1"); $0.order = company.order.description
        }))
  }

  @Test func `is paid by its contact, in any currency`() throws {
    let order = company.order.description
    let event = try world.decided(
      .paymentReceived(
        .with {
          $0.contact = ada; $0.amount = .of("USD", "1"); $0.order = order
        }))
    #expect(event.otherSubjects == [company.ada, company.order])
    world.expectRefusal(
      .invalid, "order",
      of: .paymentReceived(
        .with {
          $0.contact = company.bob.description; $0.amount = .eur("1"); $0.order = order
        }))
    world.expectRefusal(
      .invalid, "amount.amount",
      of: .paymentReceived(
        .with {
          $0.contact = ada; $0.amount = .eur("1.001")
        }))
  }
}

@Suite struct `A retraction` {
  var company: Company
  var world: World { company.world }

  init() throws { company = try Company() }

  func retracted(_ position: Position, _ reason: String = "mistaken") -> Fact.OneOf_Fact {
    .factRetracted(
      .with {
        ($0.position, $0.reason, $0.confirmConsent) = (position.value, reason, true)
      })
  }

  @Test(arguments: FactType.allCases)
  func `is of any fact about a contact, deal, task, order, payment or campaign`(_ type: FactType) throws {
    var world = world
    let position = world.next
    let event = try world.record(company.sample(type))
    if type.isRetractable {
      let retraction = try world.decided(retracted(position))
      #expect(retraction.subject == event.subject)
      #expect(retraction.otherSubjects == event.otherSubjects)
      #expect(retraction.version == (type.keepsVersion ? event.version : event.version.next))
    } else {
      world.expectRefusal(.conflict, "position", reason: "notRetractable", of: retracted(position))
    }
  }

  @Test func `happens once`() throws {
    var world = world
    try world.record(retracted(company.call))
    world.expectRefusal(.conflict, "position", reason: "retracted", of: retracted(company.call))
  }

  @Test func `is of a fact that was recorded before`() {
    world.expectRefusal(.notFound, "position", of: retracted(world.next))
    world.expectRefusal(.notFound, "position", of: retracted(Position(.max)))
  }

  @Test func `has a word as its reason`() {
    world.expectRefusal(.invalid, "reason", of: retracted(company.call, "My mistake"))
  }

  @Test func `is too much where rules go by more than 10,000 facts of its subject`() throws {
    var world = world
    while try world.facts(of: company.ada, before: world.next).count < Bounds.toldFacts {
      for _ in 0..<100 { try world.record(company.sample(.campaignSent)) }
    }
    world.expectRefusal(.tooLarge, "position", of: retracted(company.send))
    try world.record(retracted(company.call))
  }

  @Test func `of the only send leaves nothing to respond to`() throws {
    var world = world
    try world.record(retracted(company.send))
    world.expectRefusal(.conflict, "campaign", reason: "neverSent", of: company.sample(.campaignResponseRecorded))
    try world.record(company.sample(.campaignSent))
    try world.record(company.sample(.campaignResponseRecorded))
  }
}
