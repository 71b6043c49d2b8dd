import FactSchema
import Testing

@testable import Engine

@Suite struct `A subscription's machine` {
  @Test func `begins in the past`() {
    let machine = SubscriptionMachine(after: .zero, credits: 10)
    #expect(machine.phase == .catchingUp)
  }

  @Test func `is full without credits and catches up when it gets some`() {
    var machine = SubscriptionMachine(after: .zero, credits: 0)
    #expect(machine.phase == .full)
    machine.credit(5, max: 100)
    #expect(machine.phase == .catchingUp)
    #expect(machine.room == 5)
  }

  @Test func `is live once nothing is past it`() {
    var machine = SubscriptionMachine(after: .zero, credits: 10)
    machine.gave(3, upTo: Position(7), isAtEnd: true)
    #expect(machine.phase == .live)
    #expect(machine.cursor == Position(7))
    #expect(machine.credits == 7)
  }

  @Test func `takes a batch that goes on from where it stands`() {
    var machine = SubscriptionMachine(after: .zero, credits: 10)
    machine.gave(0, upTo: Position(7), isAtEnd: true)
    let isTaken = machine.meets(first: Position(8))
    #expect(isTaken)
  }

  @Test func `looks into the log when a batch was left out`() {
    var machine = SubscriptionMachine(after: .zero, credits: 10)
    machine.gave(0, upTo: Position(7), isAtEnd: true)
    let isTaken = machine.meets(first: Position(9))
    #expect(!isTaken)
    #expect(machine.phase == .catchingUp)
  }

  @Test func `never has more credits than it may`() {
    var machine = SubscriptionMachine(after: .zero, credits: 10)
    machine.credit(1000, max: 100)
    #expect(machine.credits == 100)
  }
}

@Suite struct `New ids` {
  @Test func `ascend, also within a millisecond and when the clock goes back`() {
    let bytes: @Sendable (Int) -> [UInt8] = { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }
    var maker = IDMaker(randomBytes: bytes)
    let times: [Int64] = [1_000_000, 1_000_000, 1_000_500, 1_002_000, 999_000, 2_000_000]
    let ids = times.map { maker.make(at: Instant(microseconds: $0)) }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `are UUIDs of version 7`() {
    var maker = IDMaker(randomBytes: { count in [UInt8](repeating: 0xFF, count: count) })
    let id = maker.make(at: Instant(microseconds: 1_700_000_000_000_000))
    #expect(id >> 76 & 0xF == 7)
    #expect(id >> 62 & 0b11 == 0b10)
    #expect(id >> 80 == 1_700_000_000_000)
  }
}
