import APISchema
import Bytes
import Domain
import FactSchema
import LMDB
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import ReadModels
@testable import RowStore

@Suite struct `Suppressed addresses` {
  var world = World()
  let ada: SubjectID
  let news: SubjectID

  init() throws {
    ada = try world.record(
      .contactCreated(.with { ($0.name, $0.emails, $0.phones) = ("Ada", ["Ada@Example.org"], ["+442079460018"]) })
    ).subject
    news = try world.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("N", "email", "news") })
    ).subject
  }

  private mutating func bounced(_ bounce: CampaignBounce, at address: String = "") throws {
    let (ada, news) = (ada.description, news.description)
    try world.record(.campaignSent(.with { ($0.campaign, $0.contact, $0.address) = (news, ada, address) }))
    try world.record(
      .campaignResponseRecorded(
        .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (news, ada, .bounced, bounce) }))
  }

  private mutating func add(_ address: String, reason: String = "") throws {
    try world.record(.suppressionAdded(.with { ($0.address, $0.reason) = (address, reason) }))
  }

  private func card(_ side: ReadSide) throws -> [Suppression] {
    try side.ask { (r: inout ContactGetRequest) in r.contact = ada.description }.contact.suppressions
  }

  @Test mutating func `are told on the card of whoever has them, with why and since when`() throws {
    try add("ada@example.org", reason: "Moved away")
    let added = world.head
    try world.record(
      .suppressionAdded(
        .with { ($0.address, $0.scope, $0.channel) = ("020 7946 0018", .allButTransactional, "sms") }))
    try bounced(.soft, at: "b@example.org")
    let shown = try card(ReadSide(world, batches: [2]))
    #expect(
      shown == [
        .with {
          ($0.address, $0.scope, $0.cause, $0.reason) = ("ada@example.org", .everything, .added, "Moved away")
          ($0.since, $0.position) = (world.events[Int(added.value) - 1].header.occurredAt.timestamp, added.value)
          $0.id = world.events[Int(added.value) - 1].header.subject.description
        },
        .with {
          ($0.address, $0.scope, $0.cause) = ("020 7946 0018", .allButTransactional, .added)
          ($0.channel, $0.position) = ("sms", added.value + 1)
          $0.since = world.events[Int(added.value)].header.occurredAt.timestamp
          $0.id = world.events[Int(added.value)].header.subject.description
        },
      ])
  }

  @Test mutating func `are told for each cause once, and until they are lifted`() throws {
    try bounced(.soft)
    try bounced(.hard)
    let hard = world.head.value
    let (ada, news) = (ada.description, news.description)
    for bounce in [CampaignBounce.soft, .soft, .soft, .hard] {
      try world.record(
        .campaignResponseRecorded(
          .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (news, ada, .bounced, bounce) }))
    }
    let shown = try card(ReadSide(world))
    #expect(shown.map(\.cause) == [.hardBounce, .softBounces])
    #expect(shown.map(\.position) == [hard, hard + 2])
    #expect(shown.allSatisfy { $0.address == "Ada@Example.org" && $0.contact == ada && $0.scope == .everything })
    try world.record(.suppressionLifted(.with { $0.address = "ada@example.org" }))
    #expect(try card(ReadSide(world)) == [])
  }

  @Test mutating func `are listed a page at a time, each entry once, and found by any form of the address`() throws {
    for index in 0..<40 {
      try add("n\(index)@example.org")
      if index.isMultiple(of: 4) {
        try world.record(.suppressionLifted(.with { $0.address = "n\(index)@example.org" }))
      }
      if index.isMultiple(of: 5) {
        try world.record(.suppressionAdded(.with { ($0.address, $0.channel) = ("N\(index)@Example.org", "email") }))
      }
    }
    let side = try ReadSide(world, batches: [7])
    var found: [Suppression] = []
    try side.pages(.with { $0.limit = 3 } as SuppressionListRequest) { page in
      #expect(page.suppressions.count <= 3)
      found += page.suppressions
      return page.hasCursor ? page.cursor : nil
    }
    let all = try side.ask { (r: inout SuppressionListRequest) in r.limit = 1_000 }.suppressions
    #expect(found == all && Set(found.map(\.position)).count == found.count)
    // 30 were not lifted, and 8 were suppressed by e-mail then.
    #expect(found.count == 38)
    func at(_ address: String) throws -> Int {
      try side.ask { (r: inout SuppressionListRequest) in r.address = address }.suppressions.count
    }
    #expect(
      try [at("N5@EXAMPLE.org"), at("n4@example.org"), at("n1@example.org"), at("x@example.org")] == [2, 0, 1, 0])
    var wrong = SuppressionListRequest()
    wrong.address = "nobody"
    #expect(try side.refusal(wrong).field == "address")
  }

  @Test mutating func `name the contact alone where the message went to an address that is not the contact's`() throws {
    try bounced(.hard, at: "old@example.org")
    let side = try ReadSide(world)
    #expect(try card(side) == [])
    let shown = try side.ask { (r: inout SuppressionListRequest) in r.address = "OLD@example.org" }.suppressions
    #expect(shown.map(\.address) == [""] && shown.map(\.contact) == [ada.description])
  }

  @Test mutating func `hold no address in their rows' keys`() throws {
    try add("ada@example.org")
    let view = try #require(try ReadSide(world).views[ReadModelName.contacts])
    var keys = 0
    let transaction = try view.environment.read()
    try transaction.scan(view.rows, prefix: [24]) { key, _ in
      keys += 1
      #expect(!String(decoding: Array(copying: key), as: UTF8.self).contains("ada"))
      return .next
    }
    #expect(keys == 1)
  }

  @Test mutating func `split those whose messages bounced into hard and soft`() throws {
    try bounced(.hard)
    for (index, bounce) in [CampaignBounce.soft, .unspecified].enumerated() {
      let bob = try world.record(.contactCreated(.with { $0.name = "Bob \(index)" })).subject.description
      let news = news.description
      try world.record(.campaignSent(.with { ($0.campaign, $0.contact) = (news, bob) }))
      try world.record(
        .campaignResponseRecorded(
          .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (news, bob, .bounced, bounce) }))
    }
    let report = try ReadSide(world).ask { (r: inout CampaignReportRequest) in r.campaign = news.description }
    #expect([report.sent, report.bounced, report.hardBounced, report.softBounced] == [3, 3, 1, 2])
    #expect(report.rates.hardBounce == 1.0 / 3 && report.rates.softBounce == 2.0 / 3 && report.rates.bounce == 1)
  }
}
