import APISchema
import Bytes
import Domain
import FactSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import ReadModels

/// Figures by the days, weeks and fiscal years of the company.
@Suite struct `A company's calendar` {
  private func points(
    _ world: World, by: String, from: String? = nil, to: String? = nil, fill: Bool = false
  ) throws -> [String] {
    let reply = try ReadSide(building: world).ask { (request: inout MetricsQueryRequest) in
      (request.metric, request.by, request.fill) = ("calls.logged", by, fill)
      if let from { request.from = from }
      if let to { request.to = to }
    }
    return reply.series.map { "\($0.at) \(Int($0.value))" }
  }

  private func world(
    _ configured: (inout CompanyConfigured) -> Void, callsAt times: [String]
  ) throws -> World {
    var world = World()
    let ada = try world.contact("Ada", at: .day(0))
    for time in times {
      let at: Instant = try #require(Instant(rfc3339: time))
      try world.call(ada, at: at)
    }
    var fact = CompanyConfigured()
    configured(&fact)
    try world.record(.companyConfigured(fact))
    return world
  }

  @Test func `has the days of its zone, also of what was recorded before it was said`() throws {
    // In Berlin it is Monday, 5 January, since half an hour; and summer since 2026-03-29 at one in UTC.
    let times = ["2026-01-04T23:30:00Z", "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-06-30T22:00:00Z"]
    let berlin = try world({ $0.timeZone = "Europe/Berlin" }, callsAt: times)
    #expect(try points(berlin, by: "day") == ["2026-01-05 1", "2026-03-28 1", "2026-03-29 1", "2026-07-01 1"])
    #expect(try points(berlin, by: "week") == ["2026-01-05 1", "2026-03-23 2", "2026-06-29 1"])
    #expect(try points(berlin, by: "quarter") == ["2026-01-01 3", "2026-07-01 1"])
    // Bounds are days of the zone, whatever the offset of a midnight.
    #expect(try points(berlin, by: "day", from: "2026-01-05", to: "2026-03-28") == ["2026-01-05 1", "2026-03-28 1"])
    #expect(try points(berlin, by: "day", to: "2026-03-28T00:00:00-05:00") == ["2026-01-05 1"])
    let newYork = try world(
      { $0.timeZone = "America/New_York" }, callsAt: ["2026-01-01T04:59:59Z", "2026-01-01T05:00:00Z"])
    #expect(try points(newYork, by: "year") == ["2025-01-01 1", "2026-01-01 1"])
  }

  @Test func `shows periods without anything as 0 where that is asked for`() throws {
    let berlin = try world(
      { ($0.timeZone, $0.fiscalYearStart) = ("Europe/Berlin", "04-28") },
      callsAt: ["2026-03-28T22:59:59Z", "2026-03-31T22:30:00Z"])
    let days = ["2026-03-28 1", "2026-03-29 0", "2026-03-30 0", "2026-03-31 0", "2026-04-01 1", "2026-04-02 0"]
    #expect(try points(berlin, by: "day", to: "2026-04-02", fill: true) == days)
    #expect(try points(berlin, by: "day", from: "2026-03-29", to: "2026-03-31", fill: true) == Array(days[1...3]))
    // To the world's today, 21 November 2026.
    let months = try points(berlin, by: "month", from: "2026-02-10", fill: true)
    #expect(months.prefix(3) == ["2026-02-01 0", "2026-03-01 1", "2026-04-01 1"] && months.last == "2026-11-01 0")
    #expect(months.count == 10)
    let fiscal = ["2026-01-28 2", "2026-04-28 0", "2026-07-28 0", "2026-10-28 0"]
    #expect(try points(berlin, by: "fiscalQuarter", fill: true) == fiscal)
    // Nothing to begin with, and a year of which nobody asked for an end.
    #expect(try points(World(), by: "day", fill: true) == [])
    #expect(try points(berlin, by: "year", from: "2027-01-01", fill: true) == [])
    let many = #expect(throws: Refusal.self) {
      try points(berlin, by: "day", from: "1990-01-01", to: "2026-12-31", fill: true)
    }
    #expect(many?.field == "by" && many?.message.contains("more than 10000 points") ?? false)
  }

  @Test func `fills in for all words that occur, with the currencies that these have`() throws {
    var world = World()
    let (ada, bob) = (try world.contact("Ada", at: .day(0)), try world.contact("Bob", at: .day(0)))
    try world.record(.contactDetailsChanged(.with { ($0.contact, $0.owner) = (ada.description, "kim") }))
    for (contact, day, value, currency) in [(ada, 0, "5", "EUR"), (ada, 2, "7", "USD"), (bob, 1, "3", "EUR")] {
      try world.record(
        .orderPlaced(
          .with {
            $0.contact = contact.description
            ($0.total.amount, $0.total.currency) = (value, currency)
          }), at: .day(day))
    }
    let reply = try ReadSide(building: world).ask { (request: inout MetricsQueryRequest) in
      (request.metric, request.by, request.fill) = ("orders.revenue", "day,owner", true)
      let days = [0, 2].map { CalendarDate(day: Instant.day($0).day).description }
      (request.from, request.to) = (days[0], days[1])
    }
    let shown = reply.series.map {
      "\($0.key.owner):" + $0.amounts.map { "\($0.amount)\($0.currency)" }.joined(separator: "+")
    }
    #expect(
      shown == [
        ":0.00EUR", "kim:5.00EUR+0.00USD", ":3.00EUR", "kim:0.00EUR+0.00USD", ":0.00EUR", "kim:0.00EUR+7.00USD",
      ])
  }

  @Test func `leaves what was told as a date on its day`() throws {
    var world = try world({ $0.timeZone = "Pacific/Auckland" }, callsAt: ["2026-01-01T12:00:00Z"])
    // The noon in UTC is one in the morning of the next day there.
    #expect(try points(world, by: "day") == ["2026-01-02 1"])
    let told = try #require(world.events.first { $0.type == FactType.callLogged.rawValue })
    var header = told.header
    header = EventHeader(
      position: world.next, type: header.type, recordedAt: header.recordedAt, occurredAt: header.occurredAt,
      subject: header.subject, version: header.version, otherSubjects: header.otherSubjects, uid: 0, role: .agent,
      isOfDay: true)
    world.append(RecordedEvent(header: header, fact: told.shared), changes: [])
    #expect(try points(world, by: "day") == ["2026-01-01 1", "2026-01-02 1"])
  }

  @Test func `begins weeks and fiscal years when it says so`() throws {
    let times = ["2026-04-05T12:00:00Z", "2026-04-06T12:00:00Z", "2026-07-05T12:00:00Z", "2026-07-06T12:00:00Z"]
    let plain = try world({ $0.timeZone = "UTC" }, callsAt: times)
    #expect(try points(plain, by: "fiscalYear") == ["2026-01-01 4"])
    #expect(try points(plain, by: "fiscalQuarter") == ["2026-04-01 2", "2026-07-01 2"])
    #expect(try points(plain, by: "week") == ["2026-03-30 1", "2026-04-06 1", "2026-06-29 1", "2026-07-06 1"])
    let british = try world({ ($0.weekStart, $0.fiscalYearStart) = (.sunday, "04-06") }, callsAt: times)
    #expect(try points(british, by: "fiscalYear") == ["2025-04-06 1", "2026-04-06 3"])
    #expect(try points(british, by: "fiscalQuarter") == ["2026-01-06 1", "2026-04-06 2", "2026-07-06 1"])
    #expect(try points(british, by: "week") == ["2026-04-05 2", "2026-07-05 2"])
    #expect(try points(british, by: "year") == ["2026-01-01 4"])
  }

  @Test func `makes all rows others when its zone changes, and none when it is said again`() throws {
    var world = try world({ $0.timeZone = "Asia/Kolkata" }, callsAt: ["2026-01-04T23:30:00Z"])
    let side = try ReadSide(building: world)
    let view = try #require(side.views[ReadModelName.metrics])
    try world.record(.companyConfigured(.with { $0.timeZone = "Asia/Kolkata" }))
    try side.follow(world)
    #expect(view.state.digest == (try ReadSide(building: world)).digests[ReadModelName.metrics])
    try world.record(.companyConfigured(.with { $0.clear = ["timeZone"] }))
    do {
      var writer = view.writer()
      #expect(throws: ProjectionFailure.outdated("the company is in the time zone UTC from here on")) {
        try writer.apply(try #require(world.events.last), by: MetricsProjection(), from: world)
      }
      #expect(writer.position == world.head.previous)
    }
    // Nothing of it is left, and all is made again.
    try side.follow(world)
    #expect(side.digests == (try ReadSide(building: world)).digests)
    #expect(try points(world, by: "day") == ["2026-01-04 1"])
  }
}
