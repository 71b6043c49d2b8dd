import FactSchema
import TestSupport
import Testing

@testable import Engine

@Suite struct `An id of a subject` {
  @Test(arguments: [UInt64](1...5))
  func `is greater than the one before, also within a millisecond and when the clock goes back`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var maker = IDMaker(randomBytes: RandomBox().bytes)
    var last: UInt128 = 0
    var now: Int64 = 1_795_262_400_000_000
    for _ in 0..<5_000 {
      now += Int64.random(in: -2_000...2_000, using: &random)
      let id = maker.make(at: Instant(microseconds: now))
      #expect(id > last)
      // The version and the variant of a UUIDv7.
      #expect(id >> 76 & 0xF == 7)
      #expect(id >> 62 & 0b11 == 0b10)
      last = id
    }
  }

  @Test func `carries the millisecond at which it was made`() {
    var maker = IDMaker(randomBytes: RandomBox().bytes)
    #expect(maker.make(at: Instant(microseconds: 1_795_262_400_123_999)) >> 80 == 1_795_262_400_123)
  }
}
