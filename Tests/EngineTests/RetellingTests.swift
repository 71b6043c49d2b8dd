import APISchema
import Dispatch
import Domain
import Engine
import EventLog
import FactSchema
import Foundation
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import TestModel

/// Facts of any kind are retracted and restored by another writer, whose rules allow it already.
@Suite struct `What is retracted, of any kind,` {
  @Test(arguments: 301...304 as ClosedRange<UInt64>)
  func `was never recorded, across restarts and rebuilds and at any moment`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    var world = RetractingWorld(seed: seed, steps: 0, isSeeded: true)
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    world.adopt(log.secret.key)
    try append(world.world.events, to: log)
    // On the follower's thread, or nearly all aside.
    let system = try ModelledEngine(over: log, clock: clock, retoldFacts: seed.isMultiple(of: 2) ? 2 : 2_000)
    defer { try? system.kith.stop() }
    var questions = ModelQuestions(system, seed: seed)
    for _ in 0..<10 {
      for _ in 0..<50 { world.step() }
      while log.head < world.world.head {
        try append(world.world.events[Int(log.head.value)...].prefix(1 + random.below(60)), to: log)
      }
      if random.oneIn(2) { try await system.disturb(&random) }
      questions.model = world.model
      for _ in 0..<15 { try await questions.one() }
    }
    try await questions.everything()
    try await questions.figuresInFull()
    try await system.verify()
    for _ in 0..<20 {
      let last = world.world.events[random.below(world.world.events.count)]
      let moment = AtMoment(
        kith: system.kith, moment: .position(last.position), now: last.header.recordedAt.microseconds)
      var then = ModelQuestions(moment, seed: random.next())
      then.model = PlainModel(world.world, upTo: last.position)
      try await then.one()
    }
  }

  /// Contacts whose calls are not applied while it is shut.
  private final class Gated: Projection {
    private let contacts = ContactsProjection()
    private let gate = DispatchSemaphore(value: 0)
    private let isShut = Atomic(false)
    var name: String { contacts.name }
    var version: UInt32 { contacts.version }
    var queries: [QueryKind] { contacts.queries }
    var retractedKinds: FactKinds { contacts.retractedKinds }
    var context: FactContext? { contacts.context }
    func part(of header: EventHeader) -> SubjectID? { contacts.part(of: header) }
    func sum(ofTable table: UInt8) -> RowSum? { contacts.sum(ofTable: table) }

    func shut() { isShut.store(true, ordering: .sequentiallyConsistent) }
    func open() {
      isShut.store(false, ordering: .sequentiallyConsistent)
      gate.signal()
    }

    func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
      if event.type == FactType.callLogged.rawValue, isShut.load(ordering: .sequentiallyConsistent) { gate.wait() }
      try contacts.apply(event, to: &view)
    }
  }

  @Test func `is told again aside where it is long, while queries of that read model are behind`() async throws {
    let gated = Gated()
    let models = ReadModelCatalogue.all.map { $0.name == gated.name ? gated : $0 }
    let kith = try TestEngine(readModels: models) { $0.limits.retoldFacts = 5 }
    defer { try? kith.stop() }
    // Whatever fails, nothing is to wait for it.
    defer { gated.open() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let bob = try await kith.record(created("Bob")).events[0].subject
    var last: UInt64 = 0
    for _ in 0..<6 { last = try await kith.record(called(ada)).position }
    #expect(try await kith.card(ada).interactionCount == 6)
    gated.shut()
    let retraction = try await kith.record(retracted(last))
    let request = ContactGetRequest.with { ($0.contact, $0.timeoutMs) = (ada, 20) }
    let refusal = await #expect(throws: Refusal.self) { try await kith.query(request) }
    #expect(refusal?.code == .behind)
    // The others go on, and what is recorded meanwhile waits.
    let history = ContactHistoryRequest.with { ($0.contact, $0.own) = (ada, true) }
    #expect(try await kith.query(history).entries.count == 8)
    _ = try await kith.record(created("Carl"))
    #expect(try await kith.query(OrderListRequest()).position > retraction.position)
    gated.open()
    #expect(try await kith.card(ada).interactionCount == 5)
    #expect(try await kith.card(bob).interactionCount == 0)
    #expect(try await kith.verify(gated.name).equal)
  }

  /// Of 50,000 facts; of a million where `KITH_LONG` is set.
  @Test func `costs what its subject has been through, and not the length of the log`() async throws {
    let count = ProcessInfo.processInfo.environment["KITH_LONG"] == nil ? 50_000 : 1_000_000
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    var world = World()
    let ada = try world.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") })).subject
    let others = try (0..<200).map { number in
      try world.record(.contactCreated(.with { $0.name = "Bob \(number)" })).subject
    }
    try append(world.events, to: log)
    var calls: [UInt64] = []
    while log.head.value < count {
      let batch = (0..<1_000).map { number in
        let position = Position(log.head.value + UInt64(number) + 1)
        let isAdas = position.value.isMultiple(of: UInt64(count / 1_000))
        if isAdas { calls.append(position.value) }
        return Self.call(isAdas ? ada : others[number % others.count], position, at: clock.now)
      }
      try log.append(batch, at: log.head)
    }
    let kith = try TestEngine(over: log, clock: clock)
    defer { try? kith.stop() }
    for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
    #expect(try await kith.card(ada.description).interactionCount == UInt64(calls.count) && calls.count >= 900)
    let begun = ContinuousClock.now
    _ = try await kith.record(retracted(calls[calls.count / 2]))
    for model in kith.options.readModels { _ = try await kith.caughtUp(model.name) }
    let took = begun.duration(to: .now)
    #expect(took < .seconds(1), "\(took)")
    #expect(try await kith.card(ada.description).interactionCount == UInt64(calls.count - 1))
  }

  private static func call(_ contact: SubjectID, _ position: Position, at time: Instant) -> PendingRecord {
    let encoded = encoded(Fact.with { $0.fact = called(contact.description) })
    let header = EventHeader(
      position: position, type: encoded.type.rawValue, recordedAt: time, occurredAt: time, subject: contact,
      version: Version(1), uid: 1000, role: .agent)
    return PendingRecord(header: header, message: encoded.message, openCount: encoded.openCount)
  }
}
