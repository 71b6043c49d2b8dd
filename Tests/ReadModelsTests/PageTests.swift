import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A page ends at about 1 MiB` {
  private static let bytesMax = 1 << 20

  /// All pages of a list: how many there were, and what `read` takes from each.
  private func pages<Request: PageRequest, Entry>(
    _ side: ReadSide, _ request: Request, _ read: (Request.Answer) -> (entries: [Entry], cursor: String?)
  ) throws -> (pages: Int, entries: [Entry]) {
    var entries: [Entry] = []
    var pages = 0
    try side.pages(request) { reply in
      pages += 1
      let (found, cursor) = read(reply)
      let bytes = try reply.serializedData().count
      #expect(bytes <= Self.bytesMax + 8_192 || found.count == 1, "a page of \(bytes) bytes")
      entries += found
      return cursor
    }
    return (pages, entries)
  }

  @Test(arguments: [ContactHistoryRequest.Order.recorded, .occurred], [true, false])
  func `of the longest notes in a history, in each order`(
    _ order: ContactHistoryRequest.Order, isBackward: Bool
  ) throws {
    var world = World()
    let ada = try world.contact("Ada")
    for index in 0..<35 {
      try world.record(
        .noteAdded(
          .with {
            $0.contact = ada.description
            $0.text = String(repeating: "n", count: Bounds.textBytes)
          }), at: index.isMultiple(of: 3) ? .day(index * 7 % 200) : nil)
    }
    let request = ContactHistoryRequest.with {
      ($0.contact, $0.order, $0.backward, $0.limit) = (ada.description, order, isBackward, 1_000)
    }
    let found = try pages(try ReadSide(world), request) { ($0.entries, $0.hasCursor ? $0.cursor : nil) }
    var expected = world.events.map(\.header)
    if order == .occurred {
      expected.sort {
        ($0.occurredAt.microseconds, $0.position.value) < ($1.occurredAt.microseconds, $1.position.value)
      }
    }
    if isBackward { expected.reverse() }
    #expect(found.entries.map(\.position) == expected.map(\.position.value))
    #expect(found.pages == 3)
  }

  @Test func `of orders with a thousand lines`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    for _ in 0..<8 {
      try world.record(
        .orderPlaced(
          .with {
            $0.contact = ada.description
            $0.total = .eur("1")
            $0.lines = Array(
              repeating: .with { $0.product = String(repeating: "p", count: 200) }, count: Bounds.lines)
          }))
    }
    let found = try pages(try ReadSide(world), OrderListRequest.with { $0.limit = 1_000 }) {
      ($0.orders.map(\.id), $0.hasCursor ? $0.cursor : nil)
    }
    #expect(found.entries.count == 8)
    #expect(Set(found.entries).count == 8)
    #expect(found.pages == 2)
  }

  @Test func `of pipelines with as many stages as they may have, and leads on to the built-in one`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    _ = try world.deal(ada, "5")
    for index in 0..<250 {
      try world.record(
        .pipelineDefined(
          .with {
            $0.name = "pipeline \(index)"
            $0.stages = (0..<Bounds.stages).map { number in
              .with { $0.stage = "\(number)-" + String(repeating: "s", count: 60) }
            }
          }))
    }
    let found = try pages(try ReadSide(world), PipelineListRequest.with { $0.limit = 1_000 }) {
      ($0.pipelines.map(\.name), $0.hasCursor ? $0.cursor : nil)
    }
    #expect(found.entries == (0..<250).map { "pipeline \($0)" } + ["sales"])
    #expect(found.pages == 2)
    for limit in [1, 250, 251] as [UInt32] {
      let found = try pages(try ReadSide(world), PipelineListRequest.with { $0.limit = limit }) {
        ($0.pipelines.map(\.name), $0.hasCursor ? $0.cursor : nil)
      }
      #expect(found.entries == (0..<250).map { "pipeline \($0)" } + ["sales"])
    }
  }

  @Test func `of a board, whose stages lead on`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let stages = (0..<Bounds.stages).map { "stage-\($0)" }
    let pipeline = try world.record(
      .pipelineDefined(
        .with {
          $0.name = "wide"
          $0.stages = stages.map { word in .with { $0.stage = word } }
        })
    ).subject
    for stage in stages {
      for _ in 0..<20 {
        _ = try world.deal(ada, "5") {
          $0.title = String(repeating: "\u{1F600}", count: Bounds.said("DealOpened", "title", \.maxCharacters))
          $0.stage = stage
        }
      }
    }
    let side = try ReadSide(world)
    let found = try pages(side, PipelineBoardRequest()) { ($0.stages, $0.hasCursor ? $0.cursor : nil) }
    #expect(found.entries.map(\.stage) == stages)
    #expect(found.entries.allSatisfy { $0.deals.count == 20 })
    #expect(found.pages == 2)
    // A cursor into stages that are no longer the pipeline's says so.
    let cursor = try side.ask(PipelineBoardRequest()).cursor
    try world.record(
      .pipelineDefined(
        .with {
          $0.pipeline = pipeline.description
          $0.name = "wide"
          $0.stages = stages.reversed().map { word in .with { $0.stage = word } }
        }))
    try side.follow(world)
    #expect(try side.refusal(PipelineBoardRequest.with { $0.cursor = cursor }).field == "cursor")
    let after = try pages(side, PipelineBoardRequest()) { ($0.stages.map(\.stage), $0.hasCursor ? $0.cursor : nil) }
    #expect(after.entries == stages.reversed())
    #expect(after.pages == 2)
  }

  @Test func `of a deal's stages, in pages of the limit`() throws {
    var world = World()
    let deal = try world.deal(try world.contact("Ada"), "5")
    for index in 0..<30 {
      try world.record(
        .dealStageChanged(
          .with {
            $0.deal = deal.description
            $0.stage = index.isMultiple(of: 2) ? "qualified" : "lead"
          }))
    }
    let request = DealGetRequest.with { ($0.deal, $0.limit) = (deal.description, 7) }
    let side = try ReadSide(world)
    let found = try pages(side, request) { ($0.stages, $0.hasCursor ? $0.cursor : nil) }
    #expect(found.pages == 5)
    #expect(found.entries == (try side.ask(DealGetRequest.with { $0.deal = deal.description }).stages))
    #expect(found.entries.count == 31)
  }

  @Test func `of a figure's points`() throws {
    var world = World()
    let owners = (0..<9).map { "\($0)" + String(repeating: "\u{1F600}", count: Bounds.ownerCharacters - 1) }
    for owner in owners {
      for day in 0..<600 { _ = try world.contact("Ada", owner: owner, at: .day(-day)) }
    }
    let request = MetricsQueryRequest.with { ($0.metric, $0.by) = ("contacts.created", "day,owner") }
    let found = try pages(try ReadSide(world), request) { ($0.series, $0.hasCursor ? $0.cursor : nil) }
    #expect(found.entries.count == 5_400)
    #expect(found.pages == 2)
    #expect(Set(found.entries.map { "\($0.at) \($0.key.owner)" }).count == 5_400)
    #expect(found.entries.map(\.at) == found.entries.map(\.at).sorted())
  }

  /// A card has no pages: what it holds is bounded when it is recorded.
  @Test func `of a card that has as much of everything as a contact may`() throws {
    var world = World()
    let wide = "\u{1F600}"
    let ada = try world.contact(String(repeating: wide, count: Bounds.said("ContactCreated", "name", \.maxCharacters)))
    { fact in
      fact.emails = (0..<Bounds.emails).map {
        "\(100 + $0)\(String(repeating: "a", count: 57))@" + String(repeating: "b.c", count: 60)
      }
      fact.phones = (0..<Bounds.phones).map { "+4420794609\(10 + $0)" + String(repeating: " ", count: 20) }
      fact.givenName = fact.name
      fact.familyName = fact.name
    }
    var number = 0
    while true {
      let tags = (0..<Bounds.tags).map {
        "\(number + $0)" + String(repeating: wide, count: Bounds.said("ContactCreated", "tags", \.maxCharacters) - 6)
      }
      do {
        try world.record(.contactTagged(.with { ($0.contact, $0.tags) = (ada.description, tags) }))
      } catch {
        break
      }
      number += tags.count
      try #require(number < 10_000, "a contact may have any number of tags")
    }
    for purpose in 0..<Bounds.consents {
      let word = "\(purpose)" + String(repeating: "p", count: 60)
      try world.record(.consentGranted(.with { ($0.contact, $0.purpose, $0.channel) = (ada.description, word, word) }))
    }
    let card = try ReadSide(world).ask(ContactGetRequest.with { $0.contact = ada.description })
    #expect(card.contact.tags.count == number)
    #expect(card.contact.consents.count == Bounds.consents)
    #expect(try card.serializedData().count <= Self.bytesMax / 4)
  }
}
