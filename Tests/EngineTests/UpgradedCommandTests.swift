import APISchema
import Domain
import EventLog
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// Commands of records of format 1 that `kith log upgrade` has copied: nothing is left by which a request is known but what it
/// recorded.
@Suite struct `A command of an upgraded log` {
  /// An engine over the same records without digests of requests.
  private static func upgraded(_ kith: TestEngine, erasing slot: UInt64? = nil) throws -> TestEngine {
    var stored: [(fact: StoredFact, slot: UInt64?)] = []
    try kith.engine.eventReader.log.scan(from: .zero, limit: .max) { (view) throws(FactLogError) in
      stored.append((try view.fact(opening: true), try view.slot()))
      return .next
    }
    var keys: [UInt64: Int] = [:]
    let records = try stored.map { stored in
      let header = stored.fact.header
      let fact = try FactCodec.encode(FactCodec.decode(type: header.type, message: stored.fact.message))
      var record = PendingRecord(header: header, message: fact.message, openCount: fact.openCount)
      // Of what was erased there is nothing to seal.
      if let slot = stored.slot, fact.hasPersonal {
        let number = keys[slot] ?? keys.count
        keys[slot] = number
        record.key = .new(number)
      }
      return record
    }
    let log = try MemoryLog(now: kith.clock.now)
    _ = try log.append(records, at: .zero)
    if let slot { try log.erase(slot: slot) }
    return try TestEngine(over: log, clock: kith.clock, seed: 8)
  }

  private static func isReused(_ kith: TestEngine, _ request: RecordRequest) async -> Bool {
    do {
      _ = try await kith.record(request)
      return false
    } catch {
      return (error as? Refusal)?.code == .idReused
    }
  }

  /// The schema makes the facts and the changes: a fact or a field of a new release is held to the same.
  @Test func `is answered where each field is the same, and refused where one is another`() async throws {
    let kith = try TestEngine()
    var asked: [(tree: Tree, type: FactType, request: RecordRequest, reply: RecordReply)] = []
    for (number, type) in FieldSuite.types.enumerated() {
      let surroundings = try await FieldSuite.surroundings([kith], UInt64(number) + 1)
      let tree = try await kith.maker(type, in: surroundings).full()
      var request = try Self.command(tree, type)
      if number.isMultiple(of: 2) { request.events[0].occurredAt = kith.clock.now.timestamp }
      asked.append((tree, type, request, try await kith.record(request)))
    }
    let upgraded = try Self.upgraded(kith)
    for (tree, type, request, reply) in asked {
      let again = try await upgraded.record(request)
      #expect(again.replayed && again.position == reply.position && again.events == reply.events, "\(type)")
      var other = request
      other.events[0].occurredAt = kith.clock.now.timestamp
      other.events[0].occurredAt.seconds -= 5
      #expect(await Self.isReused(upgraded, other), "\(type)")
      for field in type.message.fields where tree[field.jsonName] != nil {
        for changed in Self.changed(tree, field) {
          let other = try Self.command(changed, type)
          #expect(await Self.isReused(upgraded, other), "\(type).\(field.jsonName): \(changed)")
        }
      }
    }
    kith.engine.stop()
    upgraded.engine.stop()
  }

  private static func command(_ tree: Tree, _ type: FactType) throws -> RecordRequest {
    let fact = try FactCodec.decode(type: type.rawValue, message: tree.encoded(type.message))
    return .with {
      $0.commandID = type.name
      $0.events = [.with { $0.fact = fact }]
    }
  }

  /// The same with another value of the field, with one more where it has several, and without it where the daemon would not
  /// have filled it in.
  private static func changed(_ tree: Tree, _ field: FieldTable) -> [Tree] {
    guard let values = tree.fields[field.jsonName], let first = values.first else { return [] }
    let filledIn = [
      "kind", "pipeline", "stage", "channel", "basis", "zone", "phoneRegion", "dueAt", "dueOn", "bounce", "scope",
      "addressKey",
    ]
    var changed: [Tree] = []
    func add(_ values: [Tree.Value]?) {
      var other = tree
      other.fields[field.jsonName] = values
      changed.append(other)
    }
    if let other = Self.other(first, field) {
      add([other] + values.dropFirst())
      if field.label == .repeated { add(values + [other]) }
    }
    if !field.creates, !filledIn.contains(field.jsonName) { add(nil) }
    return changed
  }

  private static func other(_ value: Tree.Value, _ field: FieldTable) -> Tree.Value? {
    switch value {
    case .number(let number): field.kind == .bool ? nil : .number(number + 1)
    case .double: nil
    case .text(let text): .text(text + "1")
    case .time(let time): .time(time + 1_000_000)
    case .message(let tree):
      tree.fields.keys.sorted().lazy.compactMap { name -> Tree.Value? in
        guard case .text(let text)? = tree[name] else { return nil }
        var other = tree
        other.fields[name] = [.text(text + "1")]
        return .message(other)
      }.first
    }
  }

  @Test func `is known by what was sent, in whatever form, and what is left to the daemon`() async throws {
    let kith = try TestEngine()
    func contact(_ name: String, notes: String = "Likes numbers") -> RecordRequest {
      var request = request(
        [
          .contactCreated(
            .with {
              ($0.contact, $0.name, $0.emails) = (contactID(1), name, ["Ada@Example.org"])
              ($0.owner, $0.externalID, $0.tags) = ("carl", "cafe\u{301}", ["b", "a", "b"])
            }),
          .noteAdded(.with { ($0.contact, $0.text) = (contactID(1), notes) }),
          .orderPlaced(.with { ($0.contact, $0.total) = (contactID(1), .of("EUR", "10")) }),
          .dealOpened(.with { ($0.contact, $0.title) = (contactID(1), "Engine") }),
        ], commandID: "c")
      request.correlationID = "why"
      return request
    }
    let first = try await kith.record(contact(" Ada "))
    let upgraded = try Self.upgraded(kith)
    var same = contact("Ada")
    same.events[0].fact.contactCreated.externalID = "caf\u{E9}"
    same.events[2].fact.orderPlaced.total = .of("EUR", "10.000")
    for request in [contact(" Ada "), same] {
      let again = try await upgraded.record(request)
      #expect(again.replayed && again.position == first.position && again.events == first.events)
    }
    var others: [RecordRequest] = [contact("Eve"), contact("Ada", notes: "Likes words")]
    for change in [
      { $0.correlationID = "else" }, { $0.causationID = "cause" }, { $0.events.removeLast() },
      { $0.events.append($0.events[1]) }, { $0.events.swapAt(1, 2) },
      { $0.events[0].fact.contactCreated.tags = ["b"] }, { $0.events[0].fact.contactCreated.tags = ["a", "b"] },
      { $0.events[0].fact.contactCreated.emails = [] },
      { $0.events[0].fact.contactCreated.phones = ["+49 30 1234567"] },
      { $0.events[2].fact.orderPlaced.total = .of("EUR", "10.01") },
      { $0.events[3].fact.dealOpened.stage = "proposal" },
      { $0.events[3].fact.dealOpened.deal = SubjectID(.deal, 5).description },
      { $0.events[0].occurredAt = Google_Protobuf_Timestamp(seconds: 1_600_000_000) },
    ] as [(inout RecordRequest) -> Void] {
      var other = same
      change(&other)
      others.append(other)
    }
    for (index, other) in others.enumerated() { #expect(await Self.isReused(upgraded, other), "\(index)") }
    upgraded.engine.stop()
    // The one exception.
    let erased = try Self.upgraded(kith, erasing: 1)
    for request in [same, contact("Eve")] {
      let again = try await erased.record(request)
      #expect(again.replayed && again.position == first.position)
    }
    kith.engine.stop()
    erased.engine.stop()
  }

  @Test func `names a contact by an address that it had then`() async throws {
    let kith = try TestEngine()
    func contact(_ number: UInt64, _ email: String) -> Fact.OneOf_Fact {
      .contactCreated(
        .with {
          ($0.contact, $0.name, $0.emails) = (contactID(number), "Contact", [email])
          ($0.phones, $0.externalID) = (["+49 30 123456\(number)"], "c-\(number)")
        })
    }
    _ = try await kith.record(contact(1, "Ada@example.org"), contact(2, "eve@example.org"))
    let noted = try await kith.record(
      .noteAdded(.with { ($0.contact, $0.text) = (contactID(1), "n") }), commandID: "n")
    // Since then it has another.
    _ = try await kith.record(
      .contactDetailsChanged(.with { ($0.contact, $0.emails) = (contactID(1), ["later@example.org"]) }))
    let upgraded = try Self.upgraded(kith)
    func record(_ address: String) async throws -> RecordReply {
      let request = RecordRequest.with { $0.commandID = "n" }
      let fact = Fact.with { $0.noteAdded = .with { ($0.contact, $0.text) = (address, "n") } }
      let event = Command.Event(encoded(fact), namesByAddress: true)
      let command = Command(
        request: request, events: [event], uid: 1000, role: .agent, ticket: upgraded.collector.ticket())
      upgraded.engine.submit([command])
      return try await RecordReply(serializedBytes: upgraded.collector.outcome(command.ticket).result.get())
    }
    for address in ["email:ada@example.org", "phone:+49 (30) 1234561", "externalId:c-1"] {
      let again = try await record(address)
      #expect(again.replayed && again.position == noted.position, "\(address)")
    }
    for address in ["email:eve@example.org", "email:later@example.org", "phone:+49 30 1234562", "externalId:c-2"] {
      await #expect(throws: Refusal.self, "\(address)") { try await record(address) }
    }
    kith.engine.stop()
    upgraded.engine.stop()
  }
}
