import APISchema
import Domain
import EventLog
import FactSchema
import RowSchema
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// A log of which some records cannot be trusted any more.
private final class DamagedLog: FactLog {
  private let sound: MemoryLog
  private let damaged = Mutex<Set<Position>>([])

  init(_ sound: MemoryLog) { self.sound = sound }

  func spoil(_ positions: some Sequence<UInt64>) { damaged.withLock { $0.formUnion(positions.map { Position($0) }) } }

  private func check(_ position: Position) throws(FactLogError) {
    guard damaged.withLock({ $0.contains(position) }) else { return }
    damage.note(position, .lengths)
    throw .damaged(position: position, fault: .lengths)
  }

  var origin: LogOrigin { sound.origin }
  var createdAt: Instant { sound.createdAt }
  var status: LogStatus { sound.status }
  var damage: Damage { sound.damage }
  var secret: LogSecret { sound.secret }
  func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended {
    try sound.append(batch, at: head)
  }
  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    try sound.code(of: personal, slot: slot, position: position)
  }
  func erase(slot: UInt64) throws(FactLogError) { try sound.erase(slot: slot) }
  func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8] {
    try sound.kept(name, otherwise: value)
  }
  func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    try sound.scan(order, from: position, limit: limit) { (record) throws(FactLogError) in
      try check(record.position)
      return try body(record)
    }
  }
  func record(at position: Position) throws(FactLogError) -> LogRecord? {
    try check(position)
    return try sound.record(at: position)
  }
  func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>] {
    try sound.records(at: positions)
  }
  func leaf(at position: Position) throws(FactLogError) -> Digest256? { try sound.leaf(at: position) }
  func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing { sound.follow(onMove) }
}

@Suite struct `The past of a damaged log` {
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func `is what can be read`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let clock = TestClock()
    let log = DamagedLog(try MemoryLog(now: clock.now))
    let kith = try TestEngine(over: log, clock: clock)
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    var times = [clock.now]
    for _ in 2...60 {
      clock.advance(milliseconds: Int64(random.below(3)) * 1_000)
      times.append(clock.now)
      _ = try await kith.record(called(ada))
    }
    // Here and there, and a stretch, of which one reaches to the end.
    let stretch = seed == 1 ? 41...60 as ClosedRange<UInt64> : 21...35
    let damaged = Set(stretch).union((0..<6).map { _ in UInt64(2 + random.below(59)) })
    log.spoil(damaged.map(place))
    let request = ContactGetRequest.with { $0.contact = ada }
    func expect(_ moment: Moment, upTo last: UInt64) async throws {
      let card = try await kith.ask(request, at: moment).contact
      let calls = (2...max(2, last)).filter { $0 <= last && !damaged.contains($0) }
      #expect(card.interactionCount == UInt64(calls.count), "\(moment)")
      #expect(card.hasLastInteractionAt == !calls.isEmpty)
      if let last = calls.last { #expect(card.lastInteractionAt == times[Int(last) - 1].timestamp) }
    }
    for _ in 0..<40 {
      let position = UInt64(1 + random.below(60))
      try await expect(.position(Position(place(position))), upTo: position)
      // What is damaged has no time: nothing is asked of it.
      let time = random.pick(times)
      let last = times.indices.last { times[$0] <= time && !damaged.contains(UInt64($0) + 1) } ?? 0
      try await expect(.recordedAt(time), upTo: UInt64(last) + 1)
      try await expect(.occurredAt(time), upTo: UInt64(last) + 1)
    }
  }
}
