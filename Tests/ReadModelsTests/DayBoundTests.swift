import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Days as bounds are the company's; what is due on a day is so on that day in every zone.
@Suite struct `A day as a bound of a list` {
  /// Tasks due at these hours of 2026-03-29 in UTC, and on days.
  private func side(_ zone: String) throws -> ReadSide {
    var world = World()
    if !zone.isEmpty { try world.record(.companyConfigured(.with { $0.timeZone = zone })) }
    for hour in stride(from: -30, through: 54, by: 1) {
      try world.record(
        .taskScheduled(
          .with {
            $0.title = "\(hour)"
            $0.dueAt = Instant.day(87, plusSeconds: Int64(hour) * 3_600).timestamp
            $0.reminders = ["PT0S"]
          }))
    }
    for day in ["2026-03-28", "2026-03-29", "2026-03-30"] {
      try world.record(.taskScheduled(.with { ($0.title, $0.dueOn) = (day, day) }))
    }
    return try ReadSide(world, batches: [7])
  }

  /// The hours of UTC that are of 2026-03-29: where clocks are set forward on that day it has 23.
  @Test(arguments: [
    ("", 0, 24), ("Europe/Berlin", -1, 22), ("America/New_York", 4, 28), ("Asia/Tokyo", -9, 15),
    ("+14:00", -14, 10), ("-11:00", 11, 35),
  ])
  func `is that of the company's zone`(_ zone: String, _ first: Int, _ end: Int) throws {
    let side = try side(zone)
    func titles(_ body: (inout TaskListRequest) -> Void) throws -> Set<String> {
      Set(
        try side.ask { (r: inout TaskListRequest) in
          r.limit = 1_000
          body(&r)
        }.tasks.map(\.title))
    }
    let day = "2026-03-29"
    let hours = Set((first..<end).map(String.init))
    #expect(try titles { ($0.dueFromOn, $0.dueToOn) = (day, day) } == hours.union([day]))
    #expect(
      try titles { $0.dueFromOn = day } == Set((first...54).map(String.init)).union([day, "2026-03-30"]))
    #expect(try titles { $0.dueToOn = day } == Set((-30..<end).map(String.init)).union(["2026-03-28", day]))
    // A time bounds by itself; there a day is its noon in UTC.
    let time = Instant.day(87, plusSeconds: 12 * 3_600).timestamp
    #expect(
      try titles { ($0.dueFrom, $0.dueToOn) = (time, day) } == Set((12..<max(12, end)).map(String.init)).union([day]))
    let reminders = try side.ask { (r: inout ReminderListRequest) in
      (r.fromOn, r.toOn, r.limit) = (day, day, 1_000)
    }.reminders
    #expect(Set(reminders.map(\.task.title)) == hours)
  }

  @Test func `is the same page by page`() throws {
    let side = try side("+14:00")
    var request = TaskListRequest.with { ($0.dueFromOn, $0.dueToOn, $0.limit) = ("2026-03-29", "2026-03-29", 3) }
    var titles: [String] = []
    while true {
      let page = try side.ask(request)
      titles += page.tasks.map(\.title)
      guard page.hasCursor else { break }
      request.cursor = page.cursor
    }
    #expect(titles == (-14..<10).map(String.init) + ["2026-03-29"])
  }

  @Test func `is refused beside a time, and before the first one`() throws {
    let side = try side("")
    func field(_ body: (inout TaskListRequest) -> Void) throws -> String? {
      try side.refusal(TaskListRequest.with(body)).field
    }
    #expect(try field { ($0.dueFrom, $0.dueFromOn) = (Instant.day(1).timestamp, "2026-01-01") } == "dueFromOn")
    #expect(try field { ($0.dueFromOn, $0.dueToOn) = ("2026-01-02", "2026-01-01") } == "dueToOn")
    #expect(try field { $0.dueToOn = "2026-02-30" } == "dueToOn")
  }
}
