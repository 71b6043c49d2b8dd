import Bytes
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

/// The oracles are Foundation's calendar and protobuf's own JSON of a Timestamp.
@Suite struct `The calendar` {
  /// Gregorian in all years, as ISO 8601 has it.
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .current
    return calendar
  }()

  private static func text(_ time: UnixTime) -> String? {
    var bytes: [UInt8] = []
    return time.appendRFC3339(to: &bytes) ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private static func time(_ text: String) -> UnixTime? { UnixTime(rfc3339: text.utf8.span) }

  @Test(arguments: [UInt64](1...10)) func `has the days that Foundation's has`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      // Since 1583, before which Foundation's changes to the Julian calendar.
      let day = Int32(-141_427 + random.below(3_074_000))
      let date = CalendarDate(day: day)
      let foundation = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = Self.calendar.dateComponents([.year, .month, .day, .weekday], from: foundation)
      #expect(date.components == (try #require(parts.year), try #require(parts.month), try #require(parts.day)))
      let (year, month, number) = date.components
      #expect(CalendarDate(year: year, month: month, day: number) == date)
      #expect(
        Self.calendar.range(of: .day, in: .month, for: foundation)?.count
          == CalendarDate.length(ofMonth: month, year: year))
      #expect(date.weekStart.day == day - Int32((try #require(parts.weekday) + 5) % 7))
    }
  }

  @Test func `has each day once, from the first to the last`() throws {
    var expected = try #require(CalendarDate(year: 1, month: 1, day: 1)?.day)
    #expect(expected == -719_162)
    for year in 1...9_999 {
      for month in 1...12 {
        let first = try #require(CalendarDate(year: year, month: month, day: 1))
        let last = try #require(
          CalendarDate(year: year, month: month, day: CalendarDate.length(ofMonth: month, year: year)))
        guard first.day == expected, first.components == (year, month, 1), last.components.month == month else {
          Issue.record("\(year)-\(month) begins on day \(first.day), not \(expected)")
          return
        }
        expected = last.day + 1
      }
    }
    #expect(expected == 2_932_897)
  }

  @Test(arguments: [
    (0, 1, 1), (10_000, 1, 1), (2026, 0, 1), (2026, 13, 1), (2026, 4, 31), (2026, 2, 29), (1900, 2, 29), (2026, 1, 0),
    (-1, 1, 1),
  ])
  func `has no such dates`(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CalendarDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [UInt64](1...10)) func `writes and reads times as protobuf's library does`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let seconds = Int64.random(in: UnixTime.seconds, using: &random)
      let time = UnixTime(seconds: seconds, nanos: Int32(random.below(1_000)) * 1_000_000)
      let text = try #require(Self.text(time))
      #expect(
        try Google_Protobuf_Timestamp(jsonString: "\"\(text)\"") == .init(seconds: time.seconds, nanos: time.nanos))
      #expect(Self.time(text) == time)
      let finer = UnixTime(seconds: seconds, nanos: time.nanos + Int32(random.below(1_000_000)))
      #expect(Self.text(finer) == text)
      let json = try Google_Protobuf_Timestamp(seconds: finer.seconds, nanos: finer.nanos).jsonString()
      #expect(Self.time(String(json.dropFirst().dropLast())) == finer)
    }
  }

  @Test(arguments: [UInt64](1...10)) func `has times in messages as protobuf's library does`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let microseconds = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random)
      let time = UnixTime(microseconds: microseconds / (random.oneIn(4) ? 1_000_000 : 1) * (random.oneIn(4) ? 0 : 1))
      let library: [UInt8] = try Google_Protobuf_Timestamp(seconds: time.seconds, nanos: time.nanos).serializedBytes()
      var ours: [UInt8] = []
      ours.appendMessage(time)
      #expect(ours == library && time.messageCount == ours.count)
      #expect(UnixTime(message: ours.span) == time)
      var field: [UInt8] = []
      field.appendField(7, time)
      #expect(field == [7 << 3 | 2, UInt8(library.count)] + library)
      #expect(UnixTime(microseconds: time.microseconds) == time && time.isOfCalendar)
    }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0, 0), ("1970-01-01t00:00:00.5z", 0, 500_000_000),
      ("1969-12-31T23:59:59.999999999Z", -1, 999_999_999),
      ("2026-11-21T21:29:00.1234567891+01:00", 1_795_292_940, 123_456_789), ("1970-01-01T00:00:00-00:30", 1_800, 0),
      ("0001-01-01T00:00:00+00:01", -62_135_596_860, 0),
    ] as [(String, Int64, Int32)])
  func `reads RFC 3339 with any offset and fraction`(_ text: String, _ seconds: Int64, _ nanos: Int32) {
    #expect(Self.time(text) == UnixTime(seconds: seconds, nanos: nanos))
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T20:29:00", "2026-11-21T20:29Z", "2026-11-21T24:00:00Z", "2026-11-21T20:60:00Z",
    "2026-11-21T20:29:60Z", "2026-11-21T20:29:00.Z", "2026-11-21T20:29:00+1:00", "2026-11-21T20:29:00+24:00",
    "2026-11-21T20:29:00+01:60", "2026-11-21T20:29:00ZZ", "2026-11-31T20:29:00Z", "2026-11-21T20:29:00,5Z",
    "2026-11-21 20:29:00Z", "२०२६-11-21T20:29:00Z", "0000-01-01T00:00:00Z", "2026-11-21T20:29:00+0100",
  ])
  func `reads nothing else`(_ text: String) {
    #expect(Self.time(text) == nil)
  }

  @Test func `reads no part of a time as one`() {
    let text = "2026-11-21T21:29:00.125+01:00"
    #expect(Self.time(text) != nil)
    for count in 0..<text.utf8.count { #expect(Self.time(String(text.prefix(count))) == nil, "\(count)") }
  }

  @Test func `allows a space before the time where that is asked for`() {
    let text = "2026-11-21 20:29:00Z"
    #expect(UnixTime(rfc3339: text.utf8.span, allowsSpace: true) == Self.time("2026-11-21T20:29:00Z"))
  }

  @Test func `says which times it does not have`() {
    for time in [
      UnixTime(seconds: -62_135_596_801, nanos: 0), UnixTime(seconds: 253_402_300_800, nanos: 0),
      UnixTime(seconds: 0, nanos: -1), UnixTime(seconds: 0, nanos: 1_000_000_000),
    ] {
      #expect(!time.isOfCalendar && Self.text(time) == nil)
    }
    #expect(Self.text(UnixTime(seconds: -62_135_596_800, nanos: 0)) == "0001-01-01T00:00:00.000Z")
    #expect(Self.text(UnixTime(seconds: 253_402_300_799, nanos: 999_999_999)) == "9999-12-31T23:59:59.999Z")
  }

  @Test(
    arguments: [
      [0x08], [0x08, 0x80], [0x18, 0x01], [0x0A, 0x00], [0x0D, 0, 0, 0, 0], [0x00, 0x00], [0x10, 0x01, 0xFF],
    ] as [[UInt8]])
  func `reads no such messages as times`(_ bytes: [UInt8]) { #expect(UnixTime(message: bytes.span) == nil) }

  @Test func `takes the last of a time's repeated fields`() {
    let bytes: [UInt8] = [0x08, 1, 0x10, 2, 0x08, 3]
    #expect(UnixTime(message: bytes.span) == UnixTime(seconds: 3, nanos: 2))
  }
}
