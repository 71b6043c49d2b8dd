import APISchema
import Domain
import EventLog
import FactSchema
import Foundation
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine
@testable import TestModel

@Suite struct `A branch` {
  private static func called(
    _ configure: (inout EngineOptions) -> Void = { _ in }
  ) async throws -> (kith: TestEngine, ada: String, call: UInt64) {
    let kith = try TestEngine(configure: configure)
    let ada = try await kith.record(created("Ada")).events[0].subject
    var call: UInt64 = 0
    for _ in 0..<9 { call = try await kith.record(EngineTests.called(ada)).position }
    return (kith, ada, call)
  }

  private static func card(_ contact: String) -> ContactGetRequest { .with { $0.contact = contact } }

  /// A thousand times as many facts as the subject has; what may be read is little more than those.
  @Test func `costs the facts of its subjects, and not the length of the log`() async throws {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    var world = World()
    let ada = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") })).subject
    let eve = try world.record(.contactCreated(.with { $0.name = "Eve" })).subject
    var calls: [UInt64] = []
    for _ in 0..<10 {
      _ = try world.record(EngineTests.called(ada.description))
      calls.append(world.head.value)
    }
    try append(world.events, to: log)
    while log.head.value < 50_000 {
      let batch = (0..<1_000).map { number in
        let encoded = encoded(Fact.with { $0.fact = EngineTests.called(eve.description) })
        let header = EventHeader(
          position: Position(log.head.value + UInt64(number) + 1), type: encoded.type.rawValue, recordedAt: clock.now,
          occurredAt: clock.now, subject: eve, version: Version(1), uid: 1000, role: .agent)
        return PendingRecord(header: header, message: encoded.message, openCount: encoded.openCount)
      }
      try log.append(batch, at: log.head)
    }
    let kith = try TestEngine(over: log, clock: clock) { $0.limits.branchFacts = 50 }
    defer { try? kith.stop() }
    for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
    _ = try await kith.record(created("Bob"))
    for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
    let answers = try await kith.whatIf(Self.card(ada.description), .init(without: [calls[3]]))
    #expect(answers.asItIs?.contact.interactionCount == 10 && answers.asItWouldBe?.contact.interactionCount == 9)
    let figure = MetricsQueryRequest.with { $0.metric = "calls.logged" }
    let figures = try await kith.whatIf(figure, .init(without: Array(calls.prefix(4))))
    let logged = figures.asItIs?.series.first?.value ?? 0
    #expect(logged > 49_000 && figures.asItWouldBe?.series.first?.value == logged - 4)
    // Hers are more than may be read.
    let refusal = await kith.refusal(Self.card(eve.description), .init(without: [40_000]))
    #expect(refusal?.code == .tooLarge)
  }

  @Test func `is bounded in its facts, its memory and its time`() async throws {
    func refused(
      _ code: Refusal.Code, without count: Int = 1, _ configure: @escaping (inout EngineLimits) -> Void
    ) async throws {
      let (kith, ada, call) = try await Self.called { configure(&$0.limits) }
      defer { try? kith.stop() }
      let refusal = await kith.refusal(
        Self.card(ada), .init(without: (0..<UInt64(count)).map { call - $0 }, with: [EngineTests.called(ada)]))
      #expect(refusal?.code == code)
    }
    try await refused(.tooLarge) { $0.branchFacts = 5 }
    try await refused(.tooLarge) { $0.branchBytes = 0 }
    try await refused(.tooLarge, without: 3) { $0.branchLeftOut = 2 }
    try await refused(.timedOut) {
      $0.branchSeconds = 0; $0.branchFacts = 1_000
    }
    try await refused(.tooMany) { $0.momentsWaiting = 0 }
  }

  @Test func `is answered or refused when the engine stops, and not for who has left`() async throws {
    let (kith, ada, call) = try await Self.called()
    let engine = kith.engine
    let gone = kith.collector.caller()
    gone.leave()
    engine.submit(try kith.job(Self.card(ada), .init(without: [call], caller: gone)))
    let jobs = try (0..<10).map { _ in try kith.job(Self.card(ada), .init(without: [call])) }
    for job in jobs { engine.submit(job) }
    try kith.stop()
    for job in jobs {
      switch await kith.collector.outcome(job.ticket).result {
      case .success(let reply):
        #expect(try WhatIfReply(serializedBytes: reply).asItWouldBe.contactGet.contact.interactionCount == 8)
      case .failure(let refusal): #expect(refusal.code == .shuttingDown)
      }
    }
  }

  @Test func `is made of read models that have not written what was recorded`() async throws {
    // Nothing is written before somebody waits for it, and nobody does.
    let (kith, ada, call) = try await Self.called { $0.limits.gatherMilliseconds = 60_000 }
    defer { try? kith.stop() }
    var job = try kith.job(Self.card(ada), .init(without: [call]))
    job.query.after = .zero
    kith.engine.submit(job)
    let reply = try await WhatIfReply(serializedBytes: kith.collector.outcome(job.ticket).result.get())
    #expect(reply.position == call)
    #expect(reply.asItIs.contactGet.contact.interactionCount == 9)
    #expect(reply.asItWouldBe.contactGet.contact.interactionCount == 8)
  }

  @Test func `is asked by any query of read models, and by its rules`() async throws {
    let (kith, _, call) = try await Self.called()
    defer { try? kith.stop() }
    let refusal = await kith.refusal(Self.card(contactID(9)), .init(without: [call]))
    #expect(refusal?.code == .notFound && refusal?.field == "query.contactGet.contact")
    #expect(throws: Refusal.self) { try kith.job(DealListRequest.with { $0.contact = "nobody" }, .init()) }
    let metric = MetricsQueryRequest.with { ($0.metric, $0.by) = ("calls.logged", "day") }
    #expect(try await kith.whatIf(metric, .init(without: [call])).asItWouldBe?.series.first?.value == 8)
  }
}
