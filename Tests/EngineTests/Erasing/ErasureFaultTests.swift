import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// A log whose keys cannot be destroyed for a while, as on a disk that fails.
private final class StubbornLog: FactLog {
  let log: MemoryLog
  let isStubborn = Atomic(true)

  init(_ clock: TestClock) throws { log = try MemoryLog(now: clock.now) }

  func erase(slot: UInt64) throws(FactLogError) {
    if isStubborn.load(ordering: .sequentiallyConsistent) { throw .failed("the disk does not write") }
    try log.erase(slot: slot)
  }

  var origin: LogOrigin { log.origin }
  var createdAt: Instant { log.createdAt }
  var status: LogStatus { log.status }
  var damage: Damage { log.damage }
  var secret: LogSecret { log.secret }
  func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended {
    try log.append(batch, at: head)
  }
  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    try log.code(of: personal, slot: slot, position: position)
  }
  func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8] {
    try log.kept(name, otherwise: value)
  }
  func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) { try log.scan(order, from: position, limit: limit, body) }
  func record(at position: Position) throws(FactLogError) -> LogRecord? { try log.record(at: position) }
  func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>] {
    try log.records(at: positions)
  }
  func leaf(at position: Position) throws(FactLogError) -> Digest256? { try log.leaf(at: position) }
  func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing { log.follow(onMove) }
}

/// Contacts that cannot be built for a while.
private final class Unbuildable: Projection {
  private let contacts = ContactsProjection()
  let isFailing = Atomic(false)
  var name: String { contacts.name }
  var version: UInt32 { contacts.version }
  var kinds: FactKinds { contacts.kinds }
  var queries: [QueryKind] { contacts.queries }
  var retractedKinds: FactKinds { contacts.retractedKinds }
  var context: FactContext? { contacts.context }
  func part(of header: EventHeader) -> SubjectID? { contacts.part(of: header) }
  func sum(ofTable table: UInt8) -> RowSum? { contacts.sum(ofTable: table) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    if event.type == FactType.contactCreated.rawValue, isFailing.load(ordering: .sequentiallyConsistent) {
      throw .cannotApply("it must not be built now")
    }
    try contacts.apply(event, to: &view)
  }
}

/// An erasure that meets a fault is gone on with, and nothing is said to be gone before it is.
@Suite struct `An erasure that cannot be done at once` {
  private func erased(_ contact: String) -> Fact.OneOf_Fact {
    .personalDataErased(.with { ($0.contact, $0.reason) = (contact, "Asked for") })
  }

  private func receipts(_ kith: TestEngine) async throws -> [Event] {
    try await kith.read(.with { $0.types = ["ErasureCompleted"] }).events
  }

  @Test func `is gone on with where keys could not be destroyed, before anything is answered by the next process`()
    async throws
  {
    let clock = TestClock()
    let log = try StubbornLog(clock)
    let kith = try TestEngine(over: log, clock: clock) {
      ($0.limits.erasureGatherMilliseconds, $0.limits.erasurePauseMilliseconds) = (1, 60_000)
    }
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let position = try await kith.record(erased(ada)).position
    // Its key is there still: nothing is said to be done.
    #expect(try await receipts(kith).isEmpty)
    #expect(try log.record(at: Position(position - 1))?.personal != .erased)
    log.isStubborn.store(false, ordering: .sequentiallyConsistent)
    try kith.restart(limits: { $0.erasurePauseMilliseconds = 1 })
    #expect(try log.record(at: Position(position - 1))?.personal == .erased)
    let request = ContactGetRequest.with { $0.contact = ada }
    while true {
      do {
        let card = try await kith.query(request).contact
        #expect(card.name.isEmpty && card.erased == ["name"])
        break
      } catch let refusal as Refusal where refusal.code == .rebuilding {
        await Task.yield()
      }
    }
    while try await receipts(kith).isEmpty { await Task.yield() }
    #expect(try await kith.verify("contacts").equal)
  }

  @Test func `is said for as long as it is not done`() async throws {
    let (said, contacts) = (Said(), Unbuildable())
    let models = ReadModelCatalogue.all.map { $0.name == contacts.name ? contacts : $0 }
    let kith = try TestEngine(readModels: models, said: said) {
      ($0.limits.erasureGatherMilliseconds, $0.limits.erasurePauseMilliseconds) = (1, 1)
    }
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(created("Bob"))
    _ = try await kith.card(ada)
    contacts.isFailing.store(true, ordering: .sequentiallyConsistent)
    _ = try await kith.record(erased(ada))
    while !said.sentences.contains(where: { $0.contains("may still lie in files") }) { await Task.yield() }
    #expect(try await receipts(kith).isEmpty)
    contacts.isFailing.store(false, ordering: .sequentiallyConsistent)
    while try await receipts(kith).isEmpty { await Task.yield() }
    while !said.sentences.contains("what was erased lies in no file any more") { await Task.yield() }
  }

  @Test func `is done together with those that come close behind`() async throws {
    let kith = try TestEngine { $0.limits.erasureGatherMilliseconds = 1_000 }
    defer { try? kith.stop() }
    var people: [String] = []
    for number in 0..<20 { people.append(try await kith.record(created("Person \(number)")).events[0].subject) }
    let before = try await kith.caughtUp("contacts").generation
    for person in people { _ = try await kith.record(erased(person)) }
    while try await receipts(kith).count < people.count { await Task.yield() }
    // Two, where the first was recorded long before the last.
    #expect(try await kith.caughtUp("contacts").generation <= before + 3)
  }
}
