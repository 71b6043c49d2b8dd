import APISchema
import Domain
import EventLog
import FactSchema
import Foundation
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// What is kept of the past, how it is given up, and what is not kept.
@Suite struct `What is made of the past` {
  /// An engine of which every moment lies in a file, and a contact that was made and called a few times.
  private static func called(
    _ configure: (inout EngineOptions) -> Void = { _ in }
  ) async throws -> (TestEngine, String) {
    let kith = try TestEngine {
      $0.limits.momentBytes = 0
      configure(&$0)
    }
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<9 { _ = try await kith.record(called(ada)) }
    return (kith, ada)
  }

  private static func called(_ contact: String) -> Fact.OneOf_Fact { EngineTests.called(contact) }

  private static func folders(_ kith: TestEngine) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(kith.options.folder)/views")
      .filter { $0.contains(Generations.scratchWord) }
  }

  @Test func `is kept for the next question, of a few moments only, and goes with its files`() async throws {
    let (kith, ada) = try await Self.called { $0.limits.momentsKept = 2 }
    defer { try? kith.stop() }
    let request = ContactGetRequest.with { $0.contact = ada }
    for _ in 0..<2 {
      for position in 1...10 {
        let card = try await kith.ask(request, at: .position(Position(place(UInt64(position))))).contact
        #expect(card.interactionCount == UInt64(position - 1))
        #expect(kith.engine.moments.count <= 2)
        #expect(try Self.folders(kith).count <= 2)
      }
    }
    #expect(kith.engine.moments.count == 2)
    let kept = try Self.folders(kith)
    _ = try await kith.ask(request, at: .position(Position(place(10))))
    #expect(try Self.folders(kith) == kept, "what is kept is not made again")
    kith.engine.moments.forgetIdle()
    #expect(kith.engine.moments.count == 2, "it was asked a moment ago")
    try kith.restart()
    #expect(try Self.folders(kith) == [])
  }

  @Test func `goes when nobody asks for it`() async throws {
    let (kith, ada) = try await Self.called { $0.limits.momentIdleSeconds = 0 }
    defer { try? kith.stop() }
    _ = try await kith.ask(ContactGetRequest.with { $0.contact = ada }, at: .position(Position(place(3))))
    kith.engine.moments.forgetIdle()
    #expect(kith.engine.moments.count == 0)
    #expect(try Self.folders(kith) == [])
  }

  @Test func `is given up in the middle, and leaves nothing`() async throws {
    let (kith, _) = try await Self.called { $0.limits.catchUpEvents = 2 }
    defer { try? kith.stop() }
    let engine = kith.engine
    let (origin, views) = (engine.eventReader.log.origin, "\(engine.options.folder)/views")
    for projection in engine.options.readModels {
      for moment in [ReplayEnd(position: engine.head), ReplayEnd(position: engine.head, occurredAt: kith.clock.now)] {
        var looks = 0
        let replay = Replay(
          engine.eventReader, engine.beginning, projection, engine.options.limits,
          in: .init(bytesMax: 0) { () throws(ViewError) in try ScratchView(projection, origin, views) })
        #expect(throws: Refusal(.shuttingDown, "enough")) {
          _ = try replay.replay(upTo: moment) { () throws(Refusal) in
            looks += 1
            if looks == 3 { throw Refusal(.shuttingDown, "enough") }
          }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: views).allSatisfy { !$0.contains("tried") })
      }
    }
  }

  @Test func `answers or refuses everything when the engine stops, and nobody who has left`() async throws {
    let (kith, ada) = try await Self.called()
    let engine = kith.engine
    let request = try ContactGetRequest.with { $0.contact = ada }.serializedBytes() as [UInt8]
    let caller = kith.collector.caller()
    caller.leave()
    func submit(_ position: UInt64, _ ticket: Ticket) throws {
      let query = try engine.job(.contactGet, request, ticket).query
      engine.submit(MomentJob(query: query, moment: .position(Position(place(position))), ticket: ticket))
    }
    try submit(5, kith.collector.ticket(caller))
    let tickets = (1...10).map { _ in kith.collector.ticket() }
    for (index, ticket) in tickets.enumerated() { try submit(UInt64(index + 1), ticket) }
    try kith.stop()
    for ticket in tickets {
      switch await kith.collector.outcome(ticket).result {
      case .success(let reply): #expect(try ContactGetReply(serializedBytes: reply).contact.id == ada)
      case .failure(let refusal): #expect(refusal.code == .shuttingDown)
      }
    }
    #expect(try Self.folders(kith) == [])
    let late = kith.collector.ticket()
    let query = try engine.job(.contactGet, request, late).query
    engine.submit(MomentJob(query: query, moment: .position(Position(1)), ticket: late))
    let refused = Refusal(.shuttingDown, "the daemon is shutting down")
    #expect(await kith.collector.outcome(late).result == .failure(refused))
  }

  @Test func `is refused when too much is asked, or it takes too long`() async throws {
    let (kith, ada) = try await Self.called { $0.limits.momentSeconds = 0 }
    defer { try? kith.stop() }
    let request = ContactGetRequest.with { $0.contact = ada }
    do {
      _ = try await kith.ask(request, at: .position(Position(place(3))))
      Issue.record("no time is allowed")
    } catch let refusal as Refusal {
      #expect(refusal.code == .timedOut)
    }
    let (other, eve) = try await Self.called { $0.limits.momentsWaiting = 0 }
    defer { try? other.stop() }
    do {
      _ = try await other.ask(ContactGetRequest.with { $0.contact = eve }, at: .position(Position(place(3))))
      Issue.record("nobody may wait")
    } catch let refusal as Refusal {
      #expect(refusal.code == .tooMany)
    }
  }

  /// A limit of 100 places, of which a user may have so many hundredths: nobody keeps others from asking.
  @Test func `is asked by each user within a share of the places, which are there again`() async throws {
    let (kith, ada) = try await Self.called { $0.limits.momentsWaiting = 100 }
    defer { try? kith.stop() }
    let engine = kith.engine
    let request = try ContactGetRequest.with { $0.contact = ada }.serializedBytes() as [UInt8]
    let share = Shares.Rule(total: 100, percent: engine.options.limits.sharePercent).each(.user)
    func ask(_ caller: Caller, _ count: Int) throws -> [Ticket] {
      try (0..<count).map { index in
        let ticket = kith.collector.ticket(caller)
        let query = try engine.job(.contactGet, request, ticket).query
        engine.submit(
          MomentJob(query: query, moment: .position(Position(place(UInt64(index % 10 + 1)))), ticket: ticket))
        return ticket
      }
    }
    func refused(_ tickets: [Ticket]) async -> Int {
      var count = 0
      for ticket in tickets {
        if case .failure(let refusal) = await kith.collector.outcome(ticket).result, refusal.code == .tooMany {
          count += 1
        }
      }
      return count
    }
    for round in 1...3 {
      let greedy = (0..<3).map { _ in kith.collector.caller(uid: 2000) }
      let theirs = try greedy.map { try ask($0, 60) }
      let other = try ask(kith.collector.caller(uid: 2001), 5)
      #expect(await refused(other) == 0, "round \(round)")
      var denied = 0
      for tickets in theirs { denied += await refused(tickets) }
      // Those that left the line meanwhile made room for more.
      #expect(denied > 0 && denied <= 180 - share, "round \(round): \(denied)")
    }
    // What a connection takes with it is there for the next.
    let leaving = kith.collector.caller(uid: 2000)
    _ = try ask(leaving, share)
    engine.leave(leaving)
    #expect(await refused(try ask(kith.collector.caller(uid: 2000), share / 2)) == 0)
  }

  @Test func `does not tell what was erased since, at any moment`() async throws {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    let kith = try TestEngine(over: log, clock: clock)
    defer { try? kith.stop() }
    let reply = try await kith.record(created("Ada Lovelace"))
    let ada = reply.events[0].subject
    _ = try await kith.record(EngineTests.called(ada, notes: "secret"))
    let slot = try #require(try log.record(at: Position(place(1)))?.slot)
    try log.erase(slot: slot)
    let moments: [Moment] = [
      .position(Position(place(1))), .position(Position(place(2))), .recordedAt(clock.now), .occurredAt(clock.now),
    ]
    for moment in moments {
      let card = try await kith.ask(ContactGetRequest.with { $0.contact = ada }, at: moment).contact
      #expect(card.id == ada)
      #expect(card.name == "")
      let history = try await kith.ask(ContactHistoryRequest.with { $0.contact = ada }, at: moment)
      #expect(!(try history.jsonString().contains("secret")))
      let found = try await kith.ask(ContactFindRequest.with { $0.text = "lovelace" }, at: moment).contacts
      #expect(found.isEmpty)
    }
    kith.engine.moments.forget()
    #expect(kith.engine.moments.count == 0)
  }
}
