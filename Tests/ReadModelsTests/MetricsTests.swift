import APISchema
import Domain
import FactSchema
@testable import ReadModels
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A figure` {
  private func question(
    _ metric: String, by: String? = nil, from: String? = nil, to: String? = nil
  ) -> MetricsQueryRequest {
    .with {
      $0.metric = metric
      if let by { $0.by = by }
      if let from { $0.from = from }
      if let to { $0.to = to }
    }
  }

  private func points(
    _ side: ReadSide, _ metric: String, by: String? = nil, from: String? = nil, to: String? = nil
  ) throws -> [MetricsQueryReply.Point] {
    try side.ask(question(metric, by: by, from: from, to: to)).series
  }

  private func calls() throws -> ReadSide {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl", at: .day(0))
    let bob = try world.contact("Bob", owner: "dora", at: .day(0))
    try world.call(ada, .inbound, seconds: 10, at: .day(0))
    try world.call(ada, seconds: 20, at: .day(3, plusSeconds: 86_399))
    try world.call(bob, seconds: 30, at: .day(4))
    try world.call(bob, seconds: 40, at: .day(31))
    return try ReadSide(world, batches: [2])
  }

  @Test func `is one total without by, and says its definition`() throws {
    let side = try calls()
    let reply = try side.ask { (r: inout MetricsQueryRequest) in r.metric = "calls.seconds" }
    #expect(reply.series.map(\.value) == [100])
    #expect(reply.series.map(\.hasAt) == [false])
    #expect(reply.metric == "calls.seconds")
    #expect(reply.timeZone == "UTC")
    #expect(reply.basis == "occurredAt")
    #expect(!reply.definition.isEmpty)
  }

  @Test func `is told apart by day, week, month and year, each by its first day`() throws {
    let side = try calls()
    let days = try points(side, "calls.logged", by: "day")
    #expect(days.map(\.at) == ["2026-01-01", "2026-01-04", "2026-01-05", "2026-02-01"])
    let weeks = try points(side, "calls.logged", by: "week")
    #expect(weeks.map(\.at) == ["2025-12-29", "2026-01-05", "2026-01-26"])
    #expect(weeks.map(\.value) == [2, 1, 1])
    #expect(try points(side, "calls.logged", by: "month").map(\.value) == [3, 1])
    #expect(try points(side, "calls.logged", by: "year").map(\.at) == ["2026-01-01"])
  }

  @Test func `is told apart by words, alone and with time`() throws {
    let side = try calls()
    let owners = try points(side, "calls.logged", by: "owner")
    #expect(owners.map(\.key.owner) == ["carl", "dora"])
    #expect(owners.map(\.value) == [2, 2])
    let both = try points(side, "calls.logged", by: "month,direction")
    #expect(both.map(\.key.direction) == ["INBOUND", "OUTBOUND", "OUTBOUND"])
    #expect(both.map(\.value) == [1, 2, 1])
  }

  @Test func `is of the days asked for: dates included, a time at the end excluded`() throws {
    let side = try calls()
    #expect(try points(side, "calls.logged", from: "2026-01-04", to: "2026-01-05").first?.value == 2)
    #expect(try points(side, "calls.logged", to: "2026-01-05T00:00:00Z").first?.value == 2)
    #expect(try points(side, "calls.logged", from: "2026-01-05T00:00:00+01:00").first?.value == 2)
    #expect(try points(side, "calls.logged", from: "2027-01-01").first?.value == 0)
    #expect(try points(side, "calls.logged", by: "day", from: "2027-01-01") == [])
  }

  @Test func `that cannot be given is refused with what is possible`() throws {
    let side = try ReadSide(World())
    for (field, request) in [
      ("metric", question("calls.dropped")),
      ("metric", question("")),
      ("by", question("calls.logged", by: "stage")),
      ("by", question("calls.logged", by: "day,week")),
      ("by", question("calls.logged", by: "")),
      ("by", question("pipeline.open", by: "day")),
      ("from", question("pipeline.open", from: "2026-01-01")),
      ("from", question("calls.logged", from: "January")),
      ("to", question("calls.logged", to: "2026-01-05T12:00:00Z")),
      ("to", question("calls.logged", from: "2026-01-05", to: "2026-01-04")),
    ] {
      let refusal = try side.refusal(request)
      #expect(refusal.code == .invalid)
      #expect(refusal.field == field)
    }
    let refusal = try side.refusal(question("calls.logged", by: "stage"))
    #expect(refusal.message.contains("owner, actor, direction, outcome"))
  }

  @Test func `of won deals counts only the last closing`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    let deals = try (0..<3).map { _ in try world.deal(ada, "10", owner: "carl", at: .day(0)) }
    try world.record(.dealWon(.with { $0.deal = deals[0].description }), at: .day(1))
    try world.record(.dealWon(.with { $0.deal = deals[1].description }), at: .day(2))
    try world.record(
      .dealLost(
        .with {
          $0.deal = deals[2].description
          $0.reason = "price"
        }), at: .day(2))
    try world.record(.dealReopened(.with { $0.deal = deals[0].description }), at: .day(3))
    let side = try ReadSide(world)
    #expect(try points(side, "deals.won", by: "day").map(\.at) == ["2026-01-03"])
    #expect(try points(side, "deals.winRate").first?.value == 0.5)
    #expect(try points(side, "deals.wonValue").first?.amounts == [.eur("10.00")])
    #expect(try points(side, "deals.lost", by: "reason").map(\.key.reason) == ["price"])
    #expect(try points(side, "deals.opened", by: "owner,stage").map(\.value) == [3])
    try world.record(.dealLost(.with { $0.deal = deals[0].description }), at: .day(4))
    try side.follow(world)
    #expect(try points(side, "deals.winRate").first?.value == 1.0 / 3)
    #expect(try points(side, "deals.winRate", from: "2030-01-01").first?.hasValue == false)
  }

  @Test func `of the pipeline is what is open now`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    _ = try world.deal(ada, "100")
    _ = try world.deal(ada, "100") { $0.stage = "proposal" }
    let side = try ReadSide(world)
    #expect(try points(side, "pipeline.open").first?.amounts == [.eur("200.00")])
    #expect(try points(side, "pipeline.weighted").first?.amounts == [.eur("60.00")])
    let stages = try points(side, "pipeline.weighted", by: "stage")
    #expect(stages.map(\.key.stage) == ["lead", "proposal"])
    #expect(stages.map(\.amounts) == [[.eur("10.00")], [.eur("50.00")]])
  }

  @Test func `of customer days counts each contact once a day, while an order of that day stands`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    _ = try world.order(ada, "1", items: 2, at: .day(1))
    let first = world.head
    _ = try world.order(ada, "1", items: 3, at: .day(1, plusSeconds: 60))
    let second = world.head
    _ = try world.order(ada, "1", at: .day(2))
    let side = try ReadSide(world)
    #expect(try points(side, "orders.customerDays").first?.value == 2)
    #expect(try points(side, "orders.items").first?.value == 6)
    #expect(try points(side, "orders.count").first?.value == 3)
    #expect(try points(side, "orders.revenue").first?.amounts == [.eur("3.00")])
    try world.retract(first)
    try side.follow(world)
    #expect(try points(side, "orders.customerDays").first?.value == 2)
    try world.retract(second)
    try side.follow(world)
    #expect(try points(side, "orders.customerDays").first?.value == 1)
    #expect(try points(side, "orders.items").first?.value == 1)
  }

  @Test func `of closed deals is of the owner that they have, also corrected afterwards`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl")
    let deals = try (0..<3).map { _ in try world.deal(ada, "10", owner: "carl", at: .day(0)) }
    func own(_ deal: SubjectID, _ owner: String?) throws {
      try world.record(
        .dealRevised(
          .with {
            $0.deal = deal.description
            if let owner { $0.owner = owner } else { $0.clear = ["owner"] }
          }))
    }
    for deal in deals { try world.record(.dealWon(.with { $0.deal = deal.description }), at: .day(1)) }
    try own(deals[0], "dora")
    try own(deals[1], "dora")
    try own(deals[1], nil)
    let side = try ReadSide(world)
    #expect(try points(side, "deals.won", by: "owner").map(\.key.owner) == ["", "carl", "dora"])
    #expect(
      try points(side, "deals.wonValue", by: "owner").map(\.amounts) == Array(repeating: [.eur("10.00")], count: 3))
    #expect(try points(side, "deals.won", by: "day").map(\.value) == [3])
    // As it was at its opening, it was opened by.
    #expect(try points(side, "deals.opened", by: "owner").map(\.key.owner) == ["carl"])
    // Opened again, it is nobody's closed deal.
    try world.record(.dealReopened(.with { $0.deal = deals[0].description }))
    #expect(try points(ReadSide(world), "deals.won", by: "owner").map(\.key.owner) == ["", "carl"])
  }

  @Test func `of customer days is of the owner at the first order of the day that stands`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl")
    _ = try world.order(ada, "1", at: .day(1))
    let first = world.head
    try give(ada, to: "dora", at: .day(1, plusSeconds: 10), &world)
    _ = try world.order(ada, "1", at: .day(1, plusSeconds: 20))
    let side = try ReadSide(world)
    #expect(try points(side, "orders.customerDays", by: "owner").map(\.key.owner) == ["carl"])
    try world.retract(first)
    try side.follow(world)
    #expect(try points(side, "orders.customerDays", by: "owner").map(\.key.owner) == ["dora"])
  }

  private func give(
    _ contact: SubjectID, to owner: String, at time: Instant? = nil, _ world: inout World
  ) throws {
    try world.record(
      .contactDetailsChanged(
        .with {
          $0.contact = contact.description
          $0.owner = owner
        }), at: time)
  }

  @Test func `keeps the owner whom the contact had then, also when it is retracted`() throws {
    var world = World()
    let ada = try world.contact("Ada", owner: "carl")
    let call = try world.call(ada)
    try give(ada, to: "dora", &world)
    try world.call(ada)
    let side = try ReadSide(world)
    #expect(try points(side, "calls.logged", by: "owner").map(\.key.owner) == ["carl", "dora"])
    try world.retract(call)
    try side.follow(world)
    #expect(try points(side, "calls.logged", by: "owner").map(\.key.owner) == ["dora"])
  }

  @Test func `of a sum beyond 64 bits is exact`() throws {
    var world = World()
    let ada = try world.contact("Ada")
    for _ in 0..<100 { _ = try world.order(ada, "999999999999999.99") }
    let side = try ReadSide(world)
    #expect(try points(side, "orders.revenue").first?.amounts == [.eur("99999999999999999.00")])
  }
}

@Suite struct `The figures of the schema` {
  @Test func `are those that there are, with their units of time`() {
    #expect(Metric.all.map(\.name) == SchemaTables.metrics.map(\.name))
    #expect(Metric.all.map { $0.family == nil } == SchemaTables.metrics.map(\.isOfNow))
    #expect(MetricGrouping.Period.allCases.map(\.rawValue) == MetricTable.times)
  }
}
