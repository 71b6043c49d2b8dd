import APISchema
import Domain
import Engine
import EventLog
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

/// A log of which another writer is first, as often as it is told.
private final class ContestedLog: FactLog {
  let log: MemoryLog
  private let rivals = Mutex<[@Sendable (MemoryLog) throws -> Void]>([])
  private let attempts = Mutex(0)
  private let spoilt = Mutex<Position?>(nil)

  init() throws { log = try MemoryLog(now: Instant(microseconds: 1_700_000_000_000_000)) }

  /// What happens before each of the next appends, in order.
  func contest(_ bodies: [@Sendable (MemoryLog) throws -> Void]) { rivals.withLock { $0 += bodies } }

  /// Lets no scan read the record there.
  func spoil(_ position: Position) { spoilt.withLock { $0 = position } }

  var attemptCount: Int { attempts.withLock { $0 } }

  func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended {
    attempts.withLock { $0 += 1 }
    let rival = rivals.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    do {
      try rival?(log)
    } catch {
      Issue.record("the rival could not append: \(error)")
    }
    return try log.append(batch, at: head)
  }

  var origin: LogOrigin { log.origin }
  var createdAt: Instant { log.createdAt }
  var status: LogStatus { log.status }
  var damage: Damage { log.damage }
  var secret: LogSecret { log.secret }
  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    try log.code(of: personal, slot: slot, position: position)
  }

  func erase(slot: UInt64) throws(FactLogError) { try log.erase(slot: slot) }
  func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8] {
    try log.kept(name, otherwise: value)
  }
  func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    let spoilt = spoilt.withLock { $0 }
    try log.scan(order, from: position, limit: limit) { (view) throws(FactLogError) in
      guard view.position != spoilt else { throw .damaged(position: view.position, fault: .headerDigest) }
      return try body(view)
    }
  }
  func record(at position: Position) throws(FactLogError) -> LogRecord? { try log.record(at: position) }
  func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>] {
    try log.records(at: positions)
  }
  func leaf(at position: Position) throws(FactLogError) -> Digest256? { try log.leaf(at: position) }
  func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing { log.follow(onMove) }
}

/// Appends that a contact was created, as a writer of its own that no engine knows.
private func createElsewhere(_ number: UInt64, externalID: String = "") -> @Sendable (MemoryLog) throws -> Void {
  { log in
    let fact = encoded(
      Fact.with { $0.fact = created("Rival \(number)", id: contactID(number), externalID: externalID) })
    let last = try log.record(at: log.head)?.header.recordedAt ?? log.createdAt
    let header = EventHeader(
      position: log.head.next, type: fact.type.rawValue, recordedAt: last, occurredAt: last,
      subject: SubjectID(.contact, UInt128(number) << 64 | 7), version: Version(1), uid: 1001, role: .agent)
    let record = PendingRecord(header: header, message: fact.message, openCount: fact.openCount, key: .new(0))
    try log.append([record], at: log.head)
  }
}

private func owned(_ contact: String, by owner: String) -> Fact.OneOf_Fact {
  .contactDetailsChanged(
    ContactDetailsChanged.with {
      $0.contact = contact
      $0.owner = owner
    })
}

@Suite struct `Two engines over one log` {
  /// Both, and the log.
  private static func two(
    _ configure: (inout EngineOptions) -> Void = { _ in }
  ) throws -> (TestEngine, TestEngine, MemoryLog) {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    let first = try TestEngine(over: log, clock: clock, seed: 7, configure: configure)
    return (first, try TestEngine(over: log, clock: clock, seed: 8, configure: configure), log)
  }

  @Test func `show what the other decided: registry, read models, index and subscriptions`() async throws {
    let (first, second, log) = try Self.two()
    let listener = Listener()
    _ = try second.engine.subscribe(LogSubscribeRequest(), number: 1, receiver: listener)
    let reply = try await first.record(created("Ada", id: contactID(1), externalID: "A-1"), commandID: "create")
    _ = try await first.record(called(contactID(1), notes: "about the offer"))
    // The read model, by a query that names what the first has answered.
    let card = try await second.card(contactID(1), after: log.head)
    #expect(card.name == "Ada" && card.interactionCount == 1)
    // The subscription.
    let events = await listener.events(place(2))
    #expect(events.map(\.position) == Array(1...place(2)))
    // The registry: who holds an external id, what a command was answered, which version a subject has, its key's slot.
    let taken = await #expect(throws: Refusal.self) { try await second.record(created("Eve", externalID: "A-1")) }
    #expect(taken?.code == .conflict && taken?.subject == SubjectID(contactID(1)))
    let again = try await second.record(created("Ada", id: contactID(1), externalID: "A-1"), commandID: "create")
    #expect(again.replayed && again.position == reply.position)
    #expect(try await second.record(owned(contactID(1), by: "eve")).events[0].version == 2)
    let slots = try log.read(after: Position(place(0)), limit: 10).map(\.slot)
    #expect(slots[0] == 1 && Set(slots.compactMap(\.self)) == [1])
    // The index.
    let read = try await second.read(LogReadRequest.with { $0.types = ["ContactCreated"] })
    #expect(read.events.map(\.position) == [place(1)] && read.head == place(3))
    // And back.
    await first.knowsLog()
    #expect(try await first.card(contactID(1), after: log.head).owner == "eve")
    for engine in [first.engine, second.engine] {
      #expect(engine.tip.head == log.head && engine.tip.root == log.root)
      engine.stop()
    }
  }

  @Test func `never have one folder`() throws {
    let (first, second, log) = try Self.two()
    var failure: EngineError?
    do {
      _ = try TestEngine(folder: first.folder, over: log)
    } catch let error as EngineError {
      failure = error
    }
    #expect(failure?.code == .locked)
    first.engine.stop()
    second.engine.stop()
  }

  @Test func `judge conditions by what the other recorded`() async throws {
    let (first, second, _) = try Self.two()
    _ = try await first.record(created("Ada", id: contactID(1)))
    var conditional = request([called(contactID(1))])
    conditional.unless = .with { $0.types = ["ContactCreated"] }
    let stands = await #expect(throws: Refusal.self) { try await second.record(conditional) }
    #expect(stands?.code == .conflict && stands?.position == Position(place(1)))
    var expecting = request([owned(contactID(1), by: "eve")])
    expecting.expect = [
      .with {
        $0.subject = contactID(1)
        $0.version = 1
      }
    ]
    #expect(try await second.record(expecting).position == place(2))
    let outdated = await #expect(throws: Refusal.self) { try await first.record(expecting) }
    #expect(outdated?.code == .stale && outdated?.version == Version(2) && outdated?.change?.value == "eve")
    first.engine.stop()
    second.engine.stop()
  }

  /// Far more than is read at a time, by a reader whose hand-over is small, and taken back by the other.
  @Test func `follow a long way, a little at a time`() async throws {
    let (first, second, log) = try Self.two {
      $0.limits.catchUpEvents = 7
      $0.limits.handedOverEvents = 16
      $0.limits.derivedChanges = 20
    }
    second.engine.stop()
    let ada = try await first.record(created("Ada", id: contactID(1))).events[0].subject
    for _ in 0..<30 { _ = try await first.record(request(Array(repeating: called(ada), count: 10))) }
    try second.restart()
    let listener = Listener()
    _ = try second.engine.subscribe(LogSubscribeRequest.with { $0.after = place(300) }, number: 1, receiver: listener)
    for _ in 0..<30 { _ = try await first.record(request(Array(repeating: called(ada), count: 10))) }
    #expect(await listener.events(301).map(\.position) == Array(place(301)...place(601)))
    #expect(try await second.record(retracted(place(300))).position == place(602))
    #expect(try await second.card(ada).interactionCount == 599)
    #expect(try await first.card(ada, after: log.head).interactionCount == 599)
    for engine in [first, second] {
      for name in ["registry", "index", "contacts", "metrics"] {
        #expect(try await engine.verify(name).equal, "\(name)")
      }
      engine.engine.stop()
    }
  }

  @Test func `go past a record that one of them cannot read`() async throws {
    let log = try ContestedLog()
    let clock = TestClock()
    let first = try TestEngine(over: log.log, clock: clock)
    let second = try TestEngine(over: log, clock: clock, seed: 8)
    _ = try await first.record(created("Ada", id: contactID(1)))
    let listener = Listener()
    _ = try second.engine.subscribe(LogSubscribeRequest(), number: 1, receiver: listener)
    _ = await listener.events(place(1))
    log.spoil(Position(place(3)))
    _ = try await first.record(request([called(contactID(1)), called(contactID(1)), called(contactID(1))]))
    let events = await listener.events(place(4))
    #expect(events.map(\.position) == Array(1...place(4)))
    #expect(events.filter { !$0.damaged.isEmpty }.map(\.position) == [place(3)])
    #expect(try await second.card(contactID(1), after: log.head).interactionCount == 2)
    #expect(try await first.card(contactID(1)).interactionCount == 3)
    #expect(try await second.record(called(contactID(1))).position == place(5))
    first.engine.stop()
    second.engine.stop()
  }

  @Test func `record all of what many ask of both at once, each once`() async throws {
    let (first, second, log) = try Self.two()
    _ = try await first.record(created("Ada", id: contactID(1)))
    let each = 200
    await withTaskGroup(of: Void.self) { group in
      for (number, kith) in [first, second].enumerated() {
        let collector = kith.collector
        let engine = kith.engine
        let commands = (0..<each).map { index in
          kith.command(
            request(
              [
                index % 9 == 0
                  ? created("Contact \(number) \(index)") : owned(contactID(1), by: "\(number)-\(index)")
              ],
              commandID: "\(number)-\(index)"))
        }
        group.addTask {
          for command in commands {
            engine.submit([command])
            let outcome = await collector.outcome(command.ticket)
            if case .failure(let refusal) = outcome.result { Issue.record("refused: \(refusal)") }
          }
        }
      }
    }
    let headers = try log.read(after: .zero, limit: .max).map(\.header)
    #expect(headers.map(\.position.value) == Array(1...UInt64(place(2 * each + 1))))
    #expect(headers.filter { $0.role == .daemon }.map(\.position.value) == [1, 2])
    #expect(Set(headers.compactMap(\.commandID)).count == 2 * each)
    var versions: [SubjectID: UInt64] = [:]
    for header in headers where header.role != .daemon {
      versions[header.subject, default: 0] += 1
      #expect(header.version.value == versions[header.subject])
    }
    for kith in [first, second] {
      await kith.knowsLog()
      for name in ["registry", "index"] { #expect(try await kith.verify(name).equal, "\(name)") }
    }
    for name in first.options.readModels.map(\.name) {
      #expect(try await first.caughtUp(name).digest == second.caughtUp(name).digest, "\(name)")
    }
    first.engine.stop()
    second.engine.stop()
  }
}

@Suite struct `A writer whose head moved` {
  private static let number: UInt64 = 90

  @Test func `decides again, and loses nothing`() async throws {
    let log = try ContestedLog()
    let kith = try TestEngine(over: log)
    _ = try await kith.record(created("Ada", id: contactID(1)))
    log.contest((0..<5).map { createElsewhere(Self.number + $0) })
    let before = log.attemptCount
    let commands = (0..<10).map { kith.command(request([called(contactID(1))], commandID: "call-\($0)")) }
    kith.engine.submit(commands)
    var positions: [Position] = []
    for command in commands {
      let outcome = await kith.collector.outcome(command.ticket)
      _ = try outcome.result.get()
      positions.append(try #require(outcome.position))
    }
    // Behind the contacts that came from elsewhere, which are known.
    #expect(positions == (7...16).map { Position(place($0)) })
    #expect(log.attemptCount >= before + 6)
    for number in 0..<5 {
      #expect(try await kith.card(contactID(Self.number + UInt64(number)), after: log.head).name.hasPrefix("Rival"))
    }
    #expect(try await kith.card(contactID(1), after: log.head).interactionCount == 10)
    #expect(Set(try log.log.read(after: Position(place(0)), limit: 6).compactMap(\.slot)) == Set(1...6))
    for name in ["registry", "index", "contacts"] { #expect(try await kith.verify(name).equal) }
    kith.engine.stop()
  }

  @Test func `refuses what was right before and is not any more`() async throws {
    let log = try ContestedLog()
    let kith = try TestEngine(over: log)
    log.contest([createElsewhere(Self.number, externalID: "A-1")])
    let error = await #expect(throws: Refusal.self) { try await kith.record(created("Ada", externalID: "A-1")) }
    #expect(error?.code == .conflict && error?.subject == SubjectID(contactID(Self.number)))
    #expect(log.head == Position(1))
    kith.engine.stop()
  }

  @Test func `rehearses once what shares a batch with what is decided again`() async throws {
    let log = try ContestedLog()
    let kith = try TestEngine(over: log)
    log.contest((0..<3).map { createElsewhere(Self.number + $0) })
    var rehearsed = request([created("Eve", id: contactID(2))])
    rehearsed.rehearsal = "import"
    let commands = [
      kith.command(rehearsed), kith.command(request([created("Ada", id: contactID(1))])), kith.command(rehearsed),
    ]
    kith.engine.submit(commands)
    var results: [Result<[UInt8], Refusal>] = []
    for command in commands { results.append(await kith.collector.outcome(command.ticket).result) }
    #expect((try? results[0].get()) != nil)
    #expect((try? results[1].get()) != nil)
    // The same contact twice within a rehearsal is one too many.
    guard case .failure(let refusal) = results[2] else {
      Issue.record("rehearsed twice")
      return
    }
    #expect(refusal.code == .conflict)
    #expect(log.head == Position(place(4)))
    kith.engine.stop()
  }

  @Test func `gives up after so many times, with nothing recorded, and goes on`() async throws {
    let log = try ContestedLog()
    let kith = try TestEngine(over: log) { ($0.limits.decisions, $0.limits.decidingMilliseconds) = (3, 0) }
    log.contest((0..<3).map { createElsewhere(Self.number + $0) })
    let error = await #expect(throws: Refusal.self) {
      try await kith.record(created("Ada", id: contactID(1)), commandID: "one")
    }
    #expect(error?.code == .tooMany && error?.code.isRetryable == true)
    #expect(log.attemptCount == 3)
    #expect(log.head == Position(3))
    #expect(try await kith.record(created("Ada", id: contactID(1)), commandID: "one").position == place(4))
    kith.engine.stop()
  }

  /// Its time never goes back behind what another writer recorded.
  @Test func `records no earlier than what came from elsewhere`() async throws {
    let log = try ContestedLog()
    let clock = TestClock()
    let kith = try TestEngine(over: log, clock: clock)
    _ = try await kith.record(created("Ada", id: contactID(1)))
    clock.advance(milliseconds: 60_000)
    let other = try TestEngine(over: log.log, clock: clock, seed: 8)
    _ = try await other.record(called(contactID(1)))
    clock.advance(milliseconds: -30_000)
    _ = try await kith.record(called(contactID(1)))
    let times = try log.read(after: Position(place(0)), limit: 3).map(\.header.recordedAt)
    #expect(times[0] < times[1] && times[1] == times[2])
    kith.engine.stop()
    other.engine.stop()
  }
}
