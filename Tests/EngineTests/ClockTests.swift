import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// A machine's clock that was five years ahead for one fact, and is right again.
@Suite struct `A clock that was wrong once` {
  static let days: Int64 = 5 * 365

  /// An engine with one fact of the wrong time and the clock set right; the contact.
  static func recorded() async throws -> (kith: TestEngine, ada: String) {
    let kith = try TestEngine { $0.limits.tendMilliseconds = 10 }
    let ada = try await kith.record(created("Ada")).events[0].subject
    kith.clock.jump(days: days)
    _ = try await kith.record(called(ada))
    kith.clock.jump(days: -days)
    return (kith, ada)
  }

  /// Records a call and gives its event.
  static func call(_ kith: TestEngine, _ ada: String) async throws -> Event {
    let position = try await kith.record(called(ada)).position
    return try await kith.read(LogReadRequest.with { $0.after = position - 1 }).events[0]
  }

  @Test func `gives no later fact its time of happening, also after a restart`() async throws {
    let (kith, ada) = try await Self.recorded()
    let wrong = try await kith.read(LogReadRequest.with { $0.after = place(1) }).events[0]
    for isRestarted in [false, true] {
      if isRestarted { try kith.restart() }
      let event = try await Self.call(kith, ada)
      #expect(event.occurredAt == kith.clock.now.timestamp)
      #expect(event.recordedAt == wrong.recordedAt)
    }
    kith.engine.stop()
  }

  @Test func `does not bound when facts may have happened`() async throws {
    let (kith, ada) = try await Self.recorded()
    var late = request([called(ada)])
    late.events[0].occurredAt = Instant(microseconds: kith.clock.now.microseconds + 25 * 3_600_000_000).timestamp
    let refusal = await #expect(throws: Refusal.self) { try await kith.record(late) }
    #expect(refusal?.field == "events[0].occurredAt")
    late.events[0].occurredAt = Instant(microseconds: kith.clock.now.microseconds + 23 * 3_600_000_000).timestamp
    #expect(try await kith.record(late).position == place(3))
    kith.engine.stop()
  }

  @Test func `is a notice, also after a restart, until the clock has come as far`() async throws {
    let (kith, ada) = try await Self.recorded()
    func notices(_ part: String) -> Int { kith.engine.status().notices.count { $0.contains(part) } }
    _ = try await Self.call(kith, ada)
    _ = try await Self.call(kith, ada)
    #expect(notices("recordedAt stays there") == 1)
    try kith.restart()
    #expect(notices("recordedAt stays there") == 1)
    kith.clock.jump(days: Self.days)
    _ = try await Self.call(kith, ada)
    #expect(notices("recordedAt stays there") == 0)
    #expect(notices("no longer is") == 1)
    kith.engine.stop()
  }

  @Test func `does not hold for a clock that is a minute behind`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    kith.clock.advance(milliseconds: -60_000)
    _ = try await Self.call(kith, ada)
    #expect(kith.engine.status().notices == [])
    kith.clock.advance(milliseconds: -1)
    _ = try await Self.call(kith, ada)
    #expect(kith.engine.status().notices.count == 1)
    kith.engine.stop()
  }

  @Test func `is left behind by a fact, for good`() async throws {
    let (kith, ada) = try await Self.recorded()
    let wrong = try await kith.read(LogReadRequest.with { $0.after = place(1) }).events[0]
    #expect(try kith.engine.resetClock(uid: 0) == Position(place(3)))
    let reset = try await kith.read(LogReadRequest.with { $0.after = place(2) }).events[0]
    #expect(reset.fact.clockReset.was == wrong.recordedAt)
    #expect(reset.recordedAt == kith.clock.now.timestamp)
    #expect(reset.actor.role == "daemon")
    for isRestarted in [false, true] {
      if isRestarted { try kith.restart() }
      kith.clock.advance(milliseconds: 10)
      #expect(try await Self.call(kith, ada).recordedAt == kith.clock.now.timestamp)
      #expect(!kith.engine.status().notices.contains { $0.contains("recordedAt stays there") })
    }
    // There is nothing to set right any more.
    #expect(try kith.engine.resetClock(uid: 0) == nil)
    for name in ["contacts", "history", "metrics", "registry", "index"] { #expect(try await kith.verify(name).equal) }
    kith.engine.stop()
  }

  /// The last interaction that is left may lie before the reset, recorded by the clock that was ahead.
  @Test func `hides no interaction that is left when a later one is retracted`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    kith.clock.jump(days: 100)
    let ahead = try await Self.call(kith, ada)
    kith.clock.jump(days: -100)
    _ = try kith.engine.resetClock(uid: 0)
    var last: [Event] = []
    for _ in 0..<3 {
      kith.clock.jump(days: 2)
      last.append(try await Self.call(kith, ada))
    }
    kith.clock.jump(days: 97)
    last.append(try await Self.call(kith, ada))
    _ = try await kith.record(retracted(last[3].position))
    #expect(try await kith.card(ada).lastInteractionAt == ahead.occurredAt)
    #expect(try await kith.verify("contacts").equal)
    kith.engine.stop()
  }
}
