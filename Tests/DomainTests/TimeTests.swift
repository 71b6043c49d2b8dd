import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `Instants` {
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
    "2026-11-21T20:29:00ZZ", "2026-11-31T20:29:00Z", "2026-11-21T20:29:00 01:00",
  ])
  func `are not read from anything else`(_ text: String) { #expect(Instant(rfc3339: text) == nil) }

  @Test(arguments: [UInt64](1...10))
  func `are written in UTC to the millisecond and read back the same`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
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
    var generator = SeededGenerator(seed: seed)
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
