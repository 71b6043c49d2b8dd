import Domain
import Schema
import SwiftProtobuf
import Testing

@Suite struct `Dates and times` {
  @Test(arguments: [
    ("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1900-03-01", -25_508),
  ])
  func `are days of the calendar`(_ text: String, _ day: Int32) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.day == day)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-04-00", "20260401",
    "2026-04-01 ", "0000-01-01", "-001-01-01", "2026/04/01", "२०२६-01-01",
  ])
  func `are not what the calendar does not have`(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test func `follow each other without gaps for four centuries`() throws {
    var day = try #require(CalendarDate("1800-01-01"))
    for year in 1800..<2200 {
      for month in 1...12 {
        for dayOfMonth in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: dayOfMonth) else { continue }
          guard date == day, date.components == (year, month, dayOfMonth) else {
            Issue.record("\(year)-\(month)-\(dayOfMonth) is day \(date.day), expected \(day.day)")
            return
          }
          day.day += 1
        }
      }
    }
    #expect(day.description == "2200-01-01")
  }

  @Test(arguments: [
    ("2026-11-21", "2026-11-16", "2026-11-01", "2026-01-01"), ("2026-11-16", "2026-11-16", "2026-11-01", "2026-01-01"),
    ("1969-12-28", "1969-12-22", "1969-12-01", "1969-01-01"), ("1970-01-01", "1969-12-29", "1970-01-01", "1970-01-01"),
  ])
  func `have a Monday, a first of the month and a first of the year`(
    _ text: String, _ monday: String, _ month: String, _ year: String
  ) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.weekStart.description == monday)
    #expect(date.monthStart.description == month)
    #expect(date.yearStart.description == year)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001Z", 1), ("1969-12-31T23:59:59.5Z", -500_000),
    ("2026-11-21T21:29:00.125+01:00", 1_795_292_940_125_000), ("2026-11-21t20:29:00.125z", 1_795_292_940_125_000),
    ("2026-11-21 20:29:00.1259999Z", 1_795_292_940_125_999), ("1970-01-01T00:00:00-00:30", 1_800_000_000),
    ("1970-01-01T00:00:00.123456789Z", 123_456),
  ])
  func `are read from RFC 3339 with any offset`(_ text: String, _ microseconds: Int64) {
    #expect(Instant(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T20:29:00", "2026-11-21T20:29Z", "2026-11-21T24:00:00Z", "2026-11-21T20:60:00Z",
    "2026-11-21T20:29:60Z", "2026-11-21T20:29:00.Z", "2026-11-21T20:29:00+1:00", "2026-11-21T20:29:00+24:00",
    "2026-11-21T20:29:00ZZ", "2026-11-31T20:29:00Z", "2026-11-21T20:29:00.1234567890Z", "2026-11-21T20:29:00 01:00",
  ])
  func `are not read from anything else`(_ text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test(arguments: [UInt64](1...10))
  func `are written in UTC to the millisecond and read back the same`(_ seed: UInt64) throws {
    var generator = Seeded(seed)
    for _ in 0..<500 {
      let milliseconds = Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &generator)
      let instant = Instant(microseconds: milliseconds * 1_000)
      #expect(Instant(rfc3339: instant.rfc3339) == instant)
      #expect(instant.rfc3339.utf8.count == 24)
      let finer = Instant(microseconds: instant.microseconds + Int64.random(in: 0...999, using: &generator))
      #expect(finer.rfc3339 == instant.rfc3339)
    }
  }

  @Test(arguments: [UInt64](1...10))
  func `are the same in messages`(_ seed: UInt64) {
    var generator = Seeded(seed)
    for _ in 0..<500 {
      let instant = Instant(
        microseconds: Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator))
      #expect((0..<1_000_000_000).contains(instant.timestamp.nanos))
      #expect(Instant(instant.timestamp) == instant)
    }
  }

  @Test func `in messages are bounded`() {
    #expect(Instant(.with { $0.seconds = 253_402_300_800 }) == nil)
    #expect(Instant(.with { $0.seconds = -62_135_596_801 }) == nil)
    #expect(Instant(.with { $0.nanos = 1_000_000_000 }) == nil)
    #expect(Instant(.with { $0.nanos = -1 }) == nil)
  }
}
