import APISchema
import Domain
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

@Suite struct `The writer` {
  @Test func `answers with position, subject and version`() async throws {
    let kith = try TestEngine()
    let reply = try await kith.record(created("Ada"))
    #expect(reply.position == place(1))
    #expect(reply.events.map(\.version) == [1])
    #expect(reply.events.first?.subject.hasPrefix("contact_") == true)
    #expect(!reply.replayed)
    #expect(kith.engine.head == Position(place(1)))
    kith.engine.stop()
  }

  @Test func `gives the first answer to the same command again`() async throws {
    let kith = try TestEngine()
    let first = try await kith.record(created("Ada"), commandID: "one")
    kith.clock.advance(milliseconds: 5)
    var again = try await kith.record(created("Ada"), commandID: "one")
    #expect(again.replayed)
    again.replayed = false
    #expect(again == first)
    #expect(kith.engine.head == Position(place(1)))
    kith.engine.stop()
  }

  @Test func `gives the first answer also after a restart`() async throws {
    let kith = try TestEngine()
    let first = try await kith.record(created("Ada", id: contactID(1)), called(contactID(1)), commandID: "one")
    try kith.restart()
    var again = try await kith.record(created("Ada", id: contactID(1)), called(contactID(1)), commandID: "one")
    #expect(again.replayed)
    again.replayed = false
    #expect(again == first)
    kith.engine.stop()
  }

  @Test func `refuses another request under the same command id`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada"), commandID: "one")
    let error = await #expect(throws: Refusal.self) { try await kith.record(created("Eve"), commandID: "one") }
    #expect(error?.code == .idReused)
    kith.engine.stop()
  }

  @Test func `knows a command that was corrected by both ids, also when the registry was made again`() async throws {
    let kith = try TestEngine()
    var corrected = request([created("Ada", id: contactID(1))], commandID: "second")
    corrected.causationID = "corrects:first"
    let reply = try await kith.record(corrected)
    #expect(!reply.replayed)
    for _ in 0..<2 {
      // The first form, the corrected one by itself, and the correction again.
      let error = await #expect(throws: Refusal.self) { try await kith.record(created("Eve"), commandID: "first") }
      #expect(error?.code == .idReused)
      #expect(error?.reason == .corrected)
      for (id, causation) in [("first", ""), ("second", ""), ("second", "corrects:first"), ("third", "corrects:first")]
      {
        var again = request([created("Ada", id: contactID(1))], commandID: id)
        if !causation.isEmpty { again.causationID = causation }
        #expect(try await kith.record(again).replayed, "\(id) \(causation)")
        again.rehearsal = "r"
        #expect(try await kith.record(again).replayed, "\(id) \(causation)")
      }
      let other = await #expect(throws: Refusal.self) { try await kith.record(created("Eve"), commandID: "second") }
      #expect(other?.reason == nil)
      try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/registry") }
    }
    #expect(kith.engine.head == Position(place(1)))
    let header = try #require(try await kith.read(LogReadRequest()).events.last)
    #expect(header.commandID == "second")
    #expect(header.causationID == "corrects:first")
    kith.engine.stop()
  }

  @Test func `knows a command that was corrected by both ids in a rehearsal`() async throws {
    let kith = try TestEngine()
    for (id, causation, isReplay) in [("second", "corrects:first", false), ("first", "", true), ("second", "", true)] {
      var rehearsed = request([created("Ada", id: contactID(1))], commandID: id)
      if !causation.isEmpty { rehearsed.causationID = causation }
      rehearsed.rehearsal = "r"
      #expect(try await kith.record(rehearsed).replayed == isReplay)
    }
    #expect(kith.engine.head == Position(0))
    kith.engine.stop()
  }

  @Test func `refuses a correction without an id of its own, or of nothing`() async throws {
    let kith = try TestEngine()
    for (id, causation, field) in [("", "corrects:first", "commandId"), ("one", "corrects:", "causationId")] {
      var bad = request([created("Ada")], commandID: id)
      bad.causationID = causation
      let error = await #expect(throws: Refusal.self) { try await kith.record(bad) }
      #expect(error?.code == .invalid)
      #expect(error?.field == field)
    }
    kith.engine.stop()
  }

  @Test func `keeps the command ids of two callers apart`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(request([created("Ada")], commandID: "one"), uid: 1)
    let reply = try await kith.record(request([created("Eve")], commandID: "one"), uid: 2)
    #expect(!reply.replayed)
    kith.engine.stop()
  }

  @Test(arguments: ["", "\u{7}", "é", String(repeating: "x", count: 129)])
  func `refuses what cannot be a client's id`(id: String) async throws {
    let kith = try TestEngine()
    for field in ["commandId", "correlationId", "causationId"] {
      var bad = request([created("Ada")])
      switch field {
      case "commandId": bad.commandID = id
      case "correlationId": bad.correlationID = id
      default: bad.causationID = id
      }
      let command = bad
      let error = await #expect(throws: Refusal.self) { try await kith.record(command) }
      #expect(error?.code == .invalid && error?.field == field)
    }
    #expect(try await kith.record(request([created("Ada")])).position == place(1))
    kith.engine.stop()
  }

  @Test func `recognises a duplicate within one batch`() async throws {
    let kith = try TestEngine()
    let commands = (0..<3).map { _ in kith.command(request([created("Ada")], commandID: "one")) }
    kith.engine.submit(commands)
    var replies: [RecordReply] = []
    for command in commands {
      replies.append(try RecordReply(serializedBytes: await kith.collector.outcome(command.ticket).result.get()))
    }
    #expect(replies.map(\.position) == [place(1), place(1), place(1)])
    #expect(replies.map(\.replayed) == [false, true, true])
    kith.engine.stop()
  }

  @Test func `records all events or none`() async throws {
    let kith = try TestEngine()
    let ada = contactID(1)
    let error = await #expect(throws: Refusal.self) {
      try await kith.record(created("Ada", id: ada), called(contactID(99)))
    }
    #expect(error?.code == .notFound)
    #expect(error?.event == 1)
    #expect(error?.field == "events[1].data.contact")
    #expect(kith.engine.head == Position(0))
    // Nothing of the refused command is known: the id is still free.
    #expect(try await kith.record(created("Ada", id: ada)).position == place(1))
    kith.engine.stop()
  }

  @Test func `lets later events of a command know earlier ones`() async throws {
    let kith = try TestEngine()
    let reply = try await kith.record(created("Ada", id: contactID(1)), called(contactID(1)))
    #expect(reply.events.map(\.position) == [place(1), place(2)])
    #expect(reply.events.map(\.version) == [1, 1])
    kith.engine.stop()
  }

  @Test func `lets commands that wait together share a commit`() async throws {
    let kith = try TestEngine()
    let commands = (0..<50).map { kith.command(request([created("Contact \($0)")])) }
    kith.engine.submit(commands)
    for command in commands { _ = try await kith.collector.outcome(command.ticket).result.get() }
    #expect(kith.engine.status().lastCommit?.commands == 50)
    #expect(kith.collector.deliveries == 1)
    kith.engine.stop()
  }

  @Test func `never lets recorded time go back`() async throws {
    let kith = try TestEngine()
    let first = try await kith.record(created("Ada"))
    kith.clock.advance(milliseconds: -10_000)
    let second = try await kith.record(created("Eve"))
    #expect(second.recordedAt.seconds == first.recordedAt.seconds)
    kith.engine.stop()
  }

  @Test func `refuses a version that is not the expected one`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada", id: contactID(1)))
    var wrong = request([called(contactID(1))])
    wrong.expect = [Expectation.with { ($0.subject, $0.version) = (contactID(1), 2) }]
    let error = await #expect(throws: Refusal.self) { try await kith.record(wrong) }
    #expect(error?.code == .conflict)
    #expect(error?.version == Version(1))
    wrong.expect = [Expectation.with { ($0.subject, $0.version) = (contactID(1), 1) }]
    #expect(try await kith.record(wrong).position == place(2))
    kith.engine.stop()
  }

  @Test(arguments: [1, 1 << 15]) func `judges unless whatever the index has written`(derivedChanges: Int) async throws {
    let kith = try TestEngine { $0.limits.derivedChanges = derivedChanges }
    _ = try await kith.record(created("Ada", id: contactID(1)))
    _ = try await kith.record(called(contactID(1)))
    var conditional = request([created("Eve")])
    conditional.unless = Condition.with {
      ($0.types, $0.subjects, $0.after) = (["CallLogged"], [contactID(1)], place(1))
    }
    let error = await #expect(throws: Refusal.self) { try await kith.record(conditional) }
    #expect(error?.code == .conflict)
    #expect(error?.position == Position(place(2)))
    conditional.unless.after = place(3)
    let early = await #expect(throws: Refusal.self) { try await kith.record(conditional) }
    #expect(early?.code == .invalid)
    #expect(early?.field == "unless.after")
    #expect(early?.position == Position(place(2)))
    conditional.unless.after = place(2)
    #expect(try await kith.record(conditional).position == place(3))
    kith.engine.stop()
  }

  @Test func `judges unless by the open batch too`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada", id: contactID(1)))
    var once = request([called(contactID(1))])
    once.unless = Condition.with { ($0.types, $0.subjects, $0.after) = (["CallLogged"], [contactID(1)], 0) }
    let commands = (0..<3).map { _ in kith.command(once) }
    kith.engine.submit(commands)
    var accepted = 0
    for command in commands {
      if case .success = await kith.collector.outcome(command.ticket).result { accepted += 1 }
    }
    #expect(accepted == 1)
    kith.engine.stop()
  }

  @Test func `answers everything submitted before it stops and refuses what comes after`() async throws {
    let kith = try TestEngine()
    let commands = (0..<500).map { kith.command(request([created("Contact \($0)")])) }
    kith.engine.submit(commands)
    kith.engine.stop()
    for command in commands { _ = try await kith.collector.outcome(command.ticket).result.get() }
    let late = kith.command(request([created("Late")]))
    kith.engine.submit([late])
    let error = await #expect(throws: Refusal.self) { try await kith.collector.outcome(late.ticket).result.get() }
    #expect(error?.code == .shuttingDown)
  }
}

/// Before the writer has taken anything of it.
@Suite struct `What waits for the writer` {
  @Test func `is within the share of each user, and leaves something to the others and to operators`() {
    var limits = EngineLimits()
    limits.commandsWaiting = 100
    let queue = CommandQueue(limits: limits)
    let collector = Collector()
    func push(_ count: Int, _ caller: Caller) -> CommandQueue.Pushed {
      queue.push(
        (0..<count).map { _ in
          Command(request: RecordRequest(), events: [], uid: caller.uid, role: .agent, ticket: collector.ticket(caller))
        })
    }
    let greedy = (1...6 as ClosedRange<UInt32>).map { uid in (0..<2).map { _ in collector.caller(uid: uid) } }
    // On however many connections: a quarter, and all or none of what is given at once.
    #expect(push(20, greedy[0][0]) == .taken && push(6, greedy[0][1]) == .full)
    #expect(push(5, greedy[0][1]) == .taken && push(1, greedy[0][0]) == .full)
    for user in greedy.dropFirst() { while push(5, user[0]) == .taken {} }
    #expect(push(1, collector.caller(uid: 9)) == .full)
    #expect(push(10, collector.caller(uid: 0, .operator)) == .taken)
    // What the writer has taken waits no more.
    #expect(queue.take()?.count == 100)
    #expect(push(25, greedy[0][0]) == .taken)
    queue.close()
    #expect(push(1, greedy[1][0]) == .closed)
  }

  /// Users of whom each gives as much as there is room for, again and again: whoever gives one command waits for one turn.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `is taken in turns, and in order of each`(seed: UInt64) {
    var limits = EngineLimits()
    (limits.commandsWaiting, limits.commandsATurn) = (1_000, 16)
    let queue = CommandQueue(limits: limits)
    let collector = Collector()
    let callers = (0..<4 as Range<UInt32>).map { collector.caller(uid: $0) }
    var dice = SeededGenerator(seed: seed)
    var given = [[UInt64]](repeating: [], count: 4)
    var taken = given
    func push(_ user: Int, _ count: Int) {
      let tickets = (0..<count).map { _ in collector.ticket(callers[user]) }
      let commands = tickets.map {
        Command(request: RecordRequest(), events: [], uid: callers[user].uid, role: .agent, ticket: $0)
      }
      if queue.push(commands) == .taken { given[user] += tickets.map(\.number) }
    }
    for _ in 0..<200 {
      for user in 0..<3 { push(user, dice.below(40)) }
      push(3, 1)
      let commands = queue.take() ?? []
      #expect(commands.count <= 16)
      for command in commands { taken[Int(command.uid)].append(command.ticket.number) }
      // Three others have some: the one's is among the first sixteen.
      #expect(taken[3] == given[3])
    }
    queue.close()
    while let commands = queue.take() {
      for command in commands { taken[Int(command.uid)].append(command.ticket.number) }
    }
    #expect(taken == given && given[0].count > 500)
  }
}

@Suite struct `A rehearsal` {
  @Test func `judges as if its earlier commands had been recorded, and records nothing`() async throws {
    let kith = try TestEngine()
    var first = request([created("Ada", id: contactID(1))])
    first.rehearsal = "import"
    var second = request([called(contactID(1))])
    second.rehearsal = "import"
    #expect(try await kith.record(first).position == 0)
    #expect(try await kith.record(second).events.map(\.version) == [1])
    let error = await #expect(throws: Refusal.self) { try await kith.record(first) }
    #expect(error?.code == .conflict)
    #expect(kith.engine.head == Position(0))
    kith.engine.stop()
  }

  @Test func `does not show in what is really recorded`() async throws {
    let kith = try TestEngine()
    var rehearsed = request([created("Ada", id: contactID(1))])
    rehearsed.rehearsal = "import"
    _ = try await kith.record(rehearsed)
    #expect(try await kith.record(created("Ada", id: contactID(1))).position == place(1))
    kith.engine.stop()
  }
}
