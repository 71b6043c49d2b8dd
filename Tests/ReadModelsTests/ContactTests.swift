import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A contact's card` {
  private func card(_ world: World, _ contact: SubjectID) throws -> ContactCard {
    try ReadSide(world).ask(ContactGetRequest.with { $0.contact = contact.description }).contact
  }

  @Test func `says what the contact was created with`() throws {
    var world = World()
    let ada = try world.contact("Ada Lovelace", owner: "carl") {
      $0.emails = ["ada@example.com"]
      $0.tags = ["vip"]
      $0.source = "web"
      $0.externalID = "A-1"
    }
    let card = try card(world, ada)
    #expect(card.id == ada.description)
    #expect(card.version == 1)
    #expect(card.kind == .person)
    #expect(card.name == "Ada Lovelace")
    #expect(card.emails == ["ada@example.com"])
    #expect(card.tags == ["vip"])
    #expect(card.source == "web")
    #expect(card.owner == "carl")
    #expect(card.externalID == "A-1")
    #expect(card.createdAt == world.now.timestamp)
    #expect(!card.hasLastInteractionAt)
  }

  @Test func `follows changes of its details, and raises its version with them only`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl") { $0.tags = ["old"] }
    try world.record(
      .contactDetailsChanged(
        .with {
          $0.contact = ada.description
          $0.name = "Ada King"
          $0.clear = ["owner"]
        }))
    try world.record(
      .contactTagged(
        .with {
          $0.contact = ada.description
          $0.tags = ["new", "old"]
        }))
    try world.record(
      .contactUntagged(
        .with {
          $0.contact = ada.description
          $0.tags = ["old"]
        }))
    try world.call(ada)
    let card = try card(world, ada)
    #expect(card.version == 4)
    #expect(card.name == "Ada King")
    #expect(card.owner == "")
    #expect(card.tags == ["new"])
  }

  @Test func `counts interactions, orders and open deals`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    try world.call(ada, at: .day(10))
    try world.call(ada, at: .day(5))
    let deal = try world.deal(ada)
    _ = try world.deal(ada)
    try world.record(.dealLost(.with { $0.deal = deal.description }))
    _ = try world.order(ada, "12.50")
    _ = try world.order(ada, "0.50")
    let card = try card(world, ada)
    #expect(card.interactionCount == 2)
    #expect(card.lastInteractionAt == Instant.day(10).timestamp)
    #expect(card.openDeals == 1)
    #expect(card.ordersCount == 2)
    #expect(card.ordersTotal == [.eur("13.00")])
  }

  @Test func `no longer counts what was retracted`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    try world.call(ada, at: .day(5))
    let late = try world.call(ada, at: .day(10))
    _ = try world.order(ada, "12.50")
    let order = world.head
    try world.retract(late)
    try world.retract(order)
    let card = try card(world, ada)
    #expect(card.interactionCount == 1)
    #expect(card.lastInteractionAt == Instant.day(5).timestamp)
    #expect(card.ordersCount == 0)
    #expect(card.ordersTotal == [])
  }

  @Test func `has no last interaction when all were retracted, in whatever batches`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let call = try world.call(ada)
    try world.retract(call)
    for batches in [[1], [2], [100]] {
      let card = try ReadSide(world, batches: batches).ask(ContactGetRequest.with { $0.contact = ada.description })
      #expect(!card.contact.hasLastInteractionAt)
      #expect(card.contact.interactionCount == 0)
    }
  }

  @Test func `keeps the latest word on each purpose and channel`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    for granted in [true, false] {
      let purpose = "newsletter"
      if granted {
        try world.record(
          .consentGranted(
            .with {
              $0.contact = ada.description
              $0.purpose = purpose
              $0.channel = "email"
            }))
      } else {
        try world.record(
          .consentWithdrawn(
            .with {
              $0.contact = ada.description
              $0.purpose = purpose
              $0.channel = "email"
            }))
      }
    }
    let card = try card(world, ada)
    #expect(card.consents.count == 1)
    #expect(card.consents.first?.granted == false)
    #expect(card.version == 1)
  }

  @Test func `loses a consent when the contact unsubscribes, for good`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let campaign = try world.record(
      .campaignCreated(
        .with {
          $0.name = "Spring"
          $0.channel = "email"
          $0.purpose = "newsletter"
        })
    ).subject
    try world.record(
      .campaignSent(
        .with {
          $0.campaign = campaign.description
          $0.contact = ada.description
        }))
    try world.record(
      .campaignResponseRecorded(
        .with {
          $0.campaign = campaign.description
          $0.contact = ada.description
          $0.response = .unsubscribed
        }))
    try world.retract(world.head)
    let consents = try card(world, ada).consents
    #expect(consents.map(\.purpose) == ["newsletter"])
    #expect(consents.map(\.channel) == ["email"])
    #expect(consents.map(\.granted) == [false])
  }

  @Test func `of an erased contact is made of the open part`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl") { $0.emails = ["ada@example.com"] }
    let open = try FactCodec.encode(world.events[0].fact).open
    let header = world.events[0].header
    let fact = try FactCodec.decode(type: header.type, message: open)
    let erased = RecordedEvent(header: header, fact: SharedFact(fact, message: open), isErased: true)
    let scratch = try ReadSide(World())
    for projection in ReadModelCatalogue.all {
      var writer = try #require(scratch.views[projection.name]).writer()
      try writer.apply(erased, by: projection)
      try writer.flush(leaf: .zero)
    }
    let card = try scratch.ask(ContactGetRequest.with { $0.contact = ada.description }).contact
    #expect(card.name == "")
    #expect(card.owner == "carl")
  }

  @Test func `of an unknown contact is not found`() throws {
    let side = try ReadSide(World())
    let id = SubjectID(.contact, 7)
    let refusal = try side.refusal(ContactGetRequest.with { $0.contact = id.description })
    #expect(refusal.code == .notFound)
    #expect(refusal.field == "contact")
    #expect(refusal.subject == id)
  }

  @Test func `of something that is no contact is invalid`() throws {
    let side = try ReadSide(World())
    for text in ["", "ada", SubjectID(.deal, 1).description] {
      let refusal = try side.refusal(ContactGetRequest.with { $0.contact = text })
      #expect(refusal.code == .invalid)
      #expect(refusal.field == "contact")
    }
  }
}

@Suite struct `Contacts are found` {
  let side: ReadSide
  let ada: SubjectID
  let bob: SubjectID
  let zoe: SubjectID

  init() throws {
    var world = World()
    bob = try world.contact("Bob O'Brien", owner: "dora") { $0.phones = ["020 7946 0958"] }
    ada = try world.contact("Ada Adélaïde Lovelace", owner: "carl") {
      $0.emails = ["Ada@Example.com"]
      $0.tags = ["VIP"]
      $0.externalID = "A-1"
    }
    zoe = try world.contact("Zoë Ada", owner: "carl") { $0.emails = ["ada@example.com"] }
    side = try ReadSide(world)
  }

  private func ids(_ body: (inout ContactFindRequest) -> Void) throws -> [String] {
    try side.ask(body).contacts.map(\.id)
  }

  @Test func `all by name, without a condition`() throws {
    #expect(try ids { _ in } == [ada, bob, zoe].map(\.description))
  }

  @Test func `by the beginning of any word, with case and accents folded`() throws {
    #expect(try ids { $0.text = "zoe" } == [zoe.description])
    #expect(try ids { $0.text = "ADELA" } == [ada.description])
    #expect(try ids { $0.text = "obr" } == [bob.description])
    #expect(try ids { $0.text = "lace" } == [])
  }

  @Test func `once each, though several of their words begin so`() throws {
    #expect(try ids { $0.text = "ad" }.sorted() == [ada, zoe].map(\.description).sorted())
  }

  @Test func `by several words, each the beginning of one of theirs`() throws {
    #expect(try ids { $0.text = "ada love" } == [ada.description])
    #expect(try ids { $0.text = "ada nobody" } == [])
  }

  @Test func `by the whole name, with case and accents folded, and by no beginning of it`() throws {
    var world = World()
    let long = "Maria Theresia Walburga Amalia Christina"
    let leeds = try world.contact("Anna Leeds")
    let lee = try world.contact("Ann Lee") { $0.tags = ["vip"] }
    let accented = try world.contact("ANN LÉE")
    let longer = try world.contact("\(long) I")
    let longest = try world.contact("\(long) II")
    let side = try ReadSide(world)
    func ids(_ name: String, tag: String? = nil) throws -> [String] {
      try side.ask { (request: inout ContactFindRequest) in
        request.name = name
        if let tag { request.tag = tag }
      }.contacts.map(\.id)
    }
    #expect(try ids(" ann lee ").sorted() == [lee, accented].map(\.description).sorted())
    #expect(try ids("Ann Lee", tag: "vip") == [lee.description])
    #expect(try ids("Anna Leeds") == [leeds.description])
    #expect(try ids("Ann") == [])
    #expect(try ids("\(long) I") == [longer.description])
    #expect(try ids("\(long) II") == [longest.description])
  }

  @Test func `by e-mail address, all that share it`() throws {
    #expect(try ids { $0.email = "ADA@example.com" }.sorted() == [ada, zoe].map(\.description).sorted())
  }

  @Test func `by phone in whatever form`() throws {
    #expect(try ids { $0.phone = "+44 20 7946 0958" } == [bob.description])
    #expect(try ids { $0.phone = "(020) 79460958" } == [bob.description])
  }

  @Test func `by tag, owner and external id`() throws {
    #expect(try ids { $0.tag = "vip" } == [ada.description])
    #expect(try ids { $0.owner = "carl" } == [ada, zoe].map(\.description))
    #expect(try ids { $0.externalID = "A-1" } == [ada.description])
  }

  @Test func `by all conditions at once`() throws {
    #expect(
      try ids {
        $0.text = "ada"
        $0.owner = "carl"
        $0.tag = "vip"
      } == [ada.description])
  }

  @Test func `with what a list shows of them`() throws {
    let item = try #require(try side.ask { (r: inout ContactFindRequest) in r.externalID = "A-1" }.contacts.first)
    #expect(item.version == 1)
    #expect(item.kind == .person)
    #expect(item.name == "Ada Adélaïde Lovelace")
    #expect(item.emails == ["Ada@Example.com"])
    #expect(item.tags == ["VIP"])
    #expect(item.owner == "carl")
  }

  @Test func `no longer by what they were called before`() throws {
    var world = World()
    let ada = try world.contact("Ada Byron") { $0.emails = ["byron@example.com"] }
    try world.record(
      .contactDetailsChanged(
        .with {
          $0.contact = ada.description
          $0.name = "Ada King"
          $0.emails = ["king@example.com"]
        }))
    for batches in [[1], [10]] {
      let side = try ReadSide(world, batches: batches)
      #expect(try side.ask { (r: inout ContactFindRequest) in r.text = "byron" }.contacts == [])
      #expect(try side.ask { (r: inout ContactFindRequest) in r.email = "byron@example.com" }.contacts == [])
      #expect(try side.ask { (r: inout ContactFindRequest) in r.text = "king" }.contacts.count == 1)
      #expect(try side.ask { (r: inout ContactFindRequest) in r.email = "king@example.com" }.contacts.count == 1)
    }
  }

  @Test func `unless the condition makes no sense`() throws {
    for (field, request) in [
      ("text", ContactFindRequest.with { $0.text = "--" }), ("name", .with { $0.name = " " }),
      ("email", .with { $0.email = "ada" }),
      ("phone", .with { $0.phone = "no" }), ("owner", .with { $0.owner = "" }), ("limit", .with { $0.limit = 0 }),
      ("cursor", .with { $0.cursor = "nonsense" }), ("timeoutMs", .with { $0.timeoutMs = 0 }),
    ] {
      let refusal = try side.refusal(request)
      #expect(refusal.code == .invalid)
      #expect(refusal.field == field)
    }
  }
}
