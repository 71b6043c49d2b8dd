import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine
@testable import TestModel

/// People are erased out of random histories, with retractions, restarts and rebuilds between: the rows are those that are made
/// from what is left of the log.
@Suite struct `Who is erased out of a random history` {
  @Test(arguments: 501...506 as ClosedRange<UInt64>)
  func `is in no row, and everything equals a rebuild`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var world = RetractingWorld(seed: seed, steps: 0, isSeeded: true)
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    world.adopt(log.secret.key)
    for _ in 0..<400 { world.step() }
    try append(world.world.events, to: log)
    let system = try ModelledEngine(over: log, clock: clock, retoldFacts: seed.isMultiple(of: 2) ? 2 : 2_000)
    let kith = system.kith
    defer { try? kith.stop() }
    await kith.knowsLog()
    clock.jump(days: 4_000)
    var people = world.world.states.filter {
      $0.value.contact != .init() && !$0.value.fallen && $0.key.kind == .contact
    }
    .keys.sorted()
    #expect(people.count > 5)
    for _ in 0..<5 {
      let person = people.remove(at: random.below(people.count))
      let request = ContactGetRequest.with { $0.contact = person.description }
      let before = try await system.answer(to: request).contact
      _ = try await kith.record(
        .personalDataErased(
          .with {
            ($0.contact, $0.reason, $0.unsuppressed) = (person.description, "Asked for", random.oneIn(3))
          }))
      if random.oneIn(3) { try await system.disturb(&random) }
      let card = try await system.answer(to: request).contact
      #expect(card.name.isEmpty && card.emails.isEmpty && card.erased.contains("name"))
      #expect(card.interactionCount == before.interactionCount && card.ordersTotal == before.ordersTotal)
      #expect(card.openDeals == before.openDeals && card.consents == before.consents && card.tags == before.tags)
      try await verify(kith)
      // Somebody else's facts are taken back all the same.
      let last = world.world.events[random.below(world.world.events.count)].position
      _ = try? await kith.record(retracted(last.value))
    }
    try await verify(kith)
    try kith.restart()
    try await verify(kith)
  }

  /// Whatever is recorded meanwhile, such as that an erasure is completed.
  private func verify(_ kith: TestEngine) async throws {
    for name in ReadModelCatalogue.all.map(\.name) + ["registry", "index"] {
      while true {
        do {
          let reply = try await kith.verify(name)
          #expect(reply.equal, "\(name): \(reply.differences)")
          break
        } catch let refusal as Refusal where refusal.code == .rebuilding || refusal.code == .behind {
          await Task.yield()
        }
      }
    }
  }

  @Test func `is erased by another engine over the same log, too`() async throws {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    let (first, second) = (
      try TestEngine(over: log, clock: clock, seed: 7), try TestEngine(over: log, clock: clock, seed: 8)
    )
    defer {
      try? first.stop()
      try? second.stop()
    }
    let ada = try await first.record(created("Ada", externalID: "x-1")).events[0].subject
    _ = try await first.record(called(ada, notes: "Likes numbers"))
    await second.knowsLog()
    #expect(try await second.card(ada, after: log.head.value > 0 ? log.head : .zero).name == "Ada")
    let erased = try await first.record(
      .personalDataErased(.with { ($0.contact, $0.reason) = (ada, "Asked for") })
    ).position
    await second.knowsLog()
    for name in ReadModelCatalogue.all.map(\.name) { _ = try await second.caughtUp(name) }
    let card = try await second.card(ada, after: Position(erased))
    #expect(card.name.isEmpty && card.erased == ["name", "externalId"])
    for engine in [first, second] { try await verify(engine) }
  }
}
