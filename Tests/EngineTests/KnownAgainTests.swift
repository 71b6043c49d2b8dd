import APISchema
import Cryptography
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

/// A command that is sent again, and what the log tells of it.
@Suite struct `A request with a command id` {
  private static func note(_ contact: String, _ text: String) -> Fact.OneOf_Fact {
    .noteAdded(.with { ($0.contact, $0.text) = (contact, text) })
  }

  private static func reused(_ kith: TestEngine, _ request: RecordRequest) async -> Bool {
    do {
      _ = try await kith.record(request)
      return false
    } catch {
      return (error as? Refusal)?.code == .idReused
    }
  }

  /// The oracle is the specification put together plainly, with the key as it lies in the vault.
  @Test func `is known by a digest over what is open and codes of what is personal`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let eve = try await kith.record(created("Eve")).events[0].subject
    var request = request(
      [called(ada, notes: "hers"), Self.note(eve, "theirs"), called(ada, seconds: 5)], commandID: "c")
    request.correlationID = "why"
    request.events[1].occurredAt = Google_Protobuf_Timestamp(seconds: 1_600_000_000, nanos: 7000)
    _ = try await kith.record(request)
    let vault = try [UInt8](Data(contentsOf: URL(fileURLWithPath: kith.options.folder + "/vault")))
    var beside = request
    (beside.events, beside.commandID) = ([], "")
    beside.clearCommandID()
    var previous: [UInt8] = []
    for (index, slot) in [1, 2, nil].enumerated() {
      let event = request.events[index]
      let fact = encoded(event.fact)
      let position = place(UInt64(index) + 3)
      var bytes = previous
      if index == 0 {
        let content: [UInt8] = try beside.serializedBytes()
        bytes += big(UInt32(content.count)) + content
      }
      bytes += big(fact.type.rawValue) + [(event.hasOccurredAt ? 1 : 0) | (slot == nil ? 0 : 4)]
      bytes += big(event.occurredAt.seconds) + big(event.occurredAt.nanos) + big(UInt32(fact.openCount)) + fact.open
      if let slot {
        let start = 4096 + 64 * slot
        bytes += Self.hmac(Array(vault[start..<start + 32]), Array("kith.req".utf8) + big(position) + fact.personal)
      }
      previous = SHA256.digest(bytes).bytes
      let header = try #require(try kith.engine.eventReader.header(at: Position(position)))
      #expect(header.requestDigest.bytes == previous, "\(index)")
    }
    #expect(try await kith.record(request).replayed)
    kith.engine.stop()
  }

  private static func hmac(_ key: [UInt8], _ text: [UInt8]) -> [UInt8] {
    let block = key + [UInt8](repeating: 0, count: 64 - key.count)
    let inner = SHA256.digest(block.map { $0 ^ 0x36 } + text).bytes
    return SHA256.digest(block.map { $0 ^ 0x5C } + inner).bytes
  }

  private func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  @Test func `tells no two logs, positions or contacts the same of the same words`() async throws {
    var digests: Set<Digest256> = []
    for _ in 0..<2 {
      let kith = try TestEngine()
      var contacts: [String] = []
      for number in 1...2 as ClosedRange<UInt64> {
        contacts.append(try await kith.record(created("Ada", id: contactID(number))).events[0].subject)
      }
      for (index, contact) in (contacts + contacts).enumerated() {
        let position = try await kith.record(Self.note(contact, "secret"), commandID: "c\(index)").position
        digests.insert(try #require(try kith.engine.eventReader.header(at: Position(position))).requestDigest)
      }
      kith.engine.stop()
    }
    #expect(digests.count == 8)
  }

  @Test func `is another one where anything differs, however it is personal`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let eve = try await kith.record(created("Eve")).events[0].subject
    let facts = [called(ada, notes: "hers"), Self.note(eve, "theirs"), called(ada)]
    let sent = request(facts, commandID: "c")
    #expect(try await !kith.record(sent).replayed)
    var others = [
      request([called(ada, notes: "his")] + facts[1...], commandID: "c"),
      request([facts[0], Self.note(eve, "ours"), facts[2]], commandID: "c"),
      request([facts[0], Self.note(ada, "theirs"), facts[2]], commandID: "c"),
      request([facts[0], facts[1], called(ada, seconds: 61)], commandID: "c"),
      request([facts[0], facts[1], called(ada, notes: "n")], commandID: "c"),
      request([called(ada)] + facts[1...], commandID: "c"), request(Array(facts[..<2]), commandID: "c"),
      request(facts + [called(ada)], commandID: "c"),
    ]
    for change in [
      { $0.correlationID = "b" }, { $0.expect = [.with { ($0.subject, $0.version) = (ada, 1) }] },
      { $0.events[2].occurredAt = Google_Protobuf_Timestamp(seconds: 1_600_000_000) },
    ] as [(inout RecordRequest) -> Void] {
      var other = sent
      change(&other)
      others.append(other)
    }
    for place in ["memory", "restart", "remade"] {
      if place == "restart" { try kith.restart() }
      if place == "remade" { try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/registry") } }
      for (index, other) in others.enumerated() { #expect(await Self.reused(kith, other), "\(place) \(index)") }
      #expect(try await kith.record(sent).replayed)
    }
    kith.engine.stop()
  }

  /// The one exception: nobody can tell any more, and nobody is to.
  @Test(arguments: ["erased", "damaged"])
  func `is answered as it was first where a key is gone, whatever it says now`(_ fate: String) async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let eve = try await kith.record(created("Eve")).events[0].subject
    let first = try await kith.record(Self.note(ada, "hers"), Self.note(eve, "theirs"), commandID: "c")
    let other = try await kith.record(Self.note(eve, "theirs"), commandID: "d")
    if fate == "erased" {
      try kith.engine.eventReader.log.erase(slot: 1)
    } else {
      try kith.restart { folder in
        let vault = URL(fileURLWithPath: folder + "/vault")
        var bytes = try Data(contentsOf: vault)
        bytes[4096 + 64] ^= 1
        try bytes.write(to: vault)
      }
    }
    for text in ["hers", "his"] {
      let again = try await kith.record(Self.note(ada, text), commandID: "c")
      #expect(again.replayed && again.position == first.position && again.events == first.events)
    }
    #expect(await Self.reused(kith, request([Self.note(eve, "ours")], commandID: "d")))
    #expect(try await kith.record(Self.note(eve, "theirs"), commandID: "d").position == other.position)
    kith.engine.stop()
  }

  @Test func `is known within the batch that records it`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let commands = ["one", "one", "two"].map { kith.command(request([Self.note(ada, $0)], commandID: "c")) }
    kith.engine.submit(commands)
    let outcomes = await [kith.collector.outcome(commands[0].ticket), kith.collector.outcome(commands[1].ticket)]
    let replies = try outcomes.map { try RecordReply(serializedBytes: $0.result.get()) }
    #expect(replies.map(\.replayed) == [false, true] && replies[0].position == replies[1].position)
    let third = await kith.collector.outcome(commands[2].ticket)
    #expect(throws: Refusal.self) { try third.result.get() }
    kith.engine.stop()
  }

  /// Of a fact that is about her and has no personal field, too.
  @Test func `names a contact by an address only in what her key covers`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    func tagged(_ contact: String) -> Command.Event {
      let fact = Fact.OneOf_Fact.contactTagged(.with { ($0.contact, $0.tags) = (contact, ["vip"]) })
      return Command.Event(encoded(Fact.with { $0.fact = fact }), namesByAddress: contact != ada)
    }
    func record(_ address: String) async throws -> RecordReply {
      let request = RecordRequest.with { $0.commandID = "c" }
      let sent = Command(
        request: request, events: [tagged(address)], uid: 1000, role: .agent, ticket: kith.collector.ticket())
      let command = Command(sent, request: request, events: [tagged(ada)])
      kith.engine.submit([command])
      return try await RecordReply(serializedBytes: kith.collector.outcome(command.ticket).result.get())
    }
    let first = try await record("email:ada@example.org")
    #expect(!first.replayed)
    #expect(try await record("email:ada@example.org").replayed)
    await #expect(throws: Refusal.self) { try await record("email:eve@example.org") }
    let stored = try #require(try kith.engine.eventReader.log.record(at: Position(first.position)))
    #expect(stored.slot == 1 && stored.personal == .plain([]))
    try kith.engine.eventReader.log.erase(slot: 1)
    #expect(try await record("email:eve@example.org").replayed)
    try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/registry") }
    #expect(try await record("email:ada@example.org").replayed)
    kith.engine.stop()
  }

  @Test func `leaves nothing of a rehearsal's digest behind`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    var rehearsed = request([Self.note(ada, "hers")], commandID: "c")
    rehearsed.rehearsal = "r"
    let caller = kith.collector.caller()
    #expect(try await !kith.record(rehearsed, of: caller).replayed)
    #expect(try await kith.record(rehearsed, of: caller).replayed)
    var other = request([Self.note(ada, "his")], commandID: "c")
    other.rehearsal = "r"
    await #expect(throws: Refusal.self) { try await kith.record(other, of: caller) }
    #expect(try await !kith.record(request([Self.note(ada, "hers")], commandID: "c")).replayed)
    #expect(try await kith.record(rehearsed, of: caller).replayed)
    kith.engine.stop()
  }
}

@Suite struct `A cursor` {
  @Test func `of another epoch is refused`() async throws {
    let kith = try TestEngine()
    for name in ["Ada", "Bea", "Eve"] { _ = try await kith.record(created(name)) }
    let first = try await kith.query(ContactFindRequest.with { $0.limit = 1 })
    let next = ContactFindRequest.with { ($0.limit, $0.cursor) = (1, first.cursor) }
    #expect(try await kith.query(next).contacts.map(\.name) == ["Bea"])
    let encoded: [UInt8] = try next.serializedBytes()
    var job = try kith.engine.job(.contactFind, encoded, kith.collector.ticket())
    job.query.epoch = 2
    job.after = kith.last
    kith.engine.submit([job])
    let outcome = await kith.collector.outcome(job.ticket)
    let refusal = #expect(throws: Refusal.self) { try outcome.result.get() }
    #expect(refusal?.code == .historyTruncated && refusal?.reason == .epoch && refusal?.field == "cursor")
    kith.engine.stop()
  }
}

@Suite struct `A fact's header` {
  @Test func `says that the time was a day, and by which roles it was recorded`() async throws {
    let kith = try TestEngine()
    let noon = Google_Protobuf_Timestamp(seconds: 1_600_000_000 / 86_400 * 86_400 + 43_200)
    for isOfDay in [false, true] {
      let command = Command(
        request: RecordRequest(),
        events: [Command.Event(encoded(Fact.with { $0.fact = created("Ada") }), occurredAt: noon, isOfDay: isOfDay)],
        uid: 1000, role: .custom, roleName: "sales+support", ticket: kith.collector.ticket())
      kith.engine.submit([command])
      _ = try await kith.collector.outcome(command.ticket).result.get()
    }
    let events = try await kith.read(.with { $0.after = place(0) }).events
    #expect(events.map(\.hasOccurredOn) == [false, true] && events[1].occurredOn == "2020-09-13")
    #expect(events.map(\.occurredAt) == [noon, noon])
    #expect(events.map(\.actor.roleName) == ["sales+support", "sales+support"])
    kith.engine.stop()
  }
}
