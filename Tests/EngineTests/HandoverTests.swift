import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Users, and work that is handed over, through the engine: the oracle is a plain list of who was told to have what.
@Suite struct `A hand-over` {
  /// Who has what, as it was told.
  private struct Told {
    var owners: [String: String] = [:]
    var closed: Set<String> = []

    func open(of owner: String, _ kinds: [String] = ["contact", "deal", "task"]) -> [String] {
      owners.keys.filter { id in
        owners[id] == owner && !closed.contains(id) && kinds.contains { id.hasPrefix($0 + "_") }
      }.sorted()
    }
  }

  private static let logins = ["carl", "dora", "emma", "finn"]

  private static func handover(_ from: String, _ to: String, _ of: [String] = []) -> Fact.OneOf_Fact {
    .workHandedOver(.with { ($0.from, $0.to, $0.of) = (from, to, of) })
  }

  /// The owners that the read models show of all that was told.
  private static func shown(_ kith: TestEngine, _ told: Told) async throws -> [String: String] {
    var owners: [String: String] = [:]
    for id in told.owners.keys {
      switch SubjectID(id)?.kind {
      case .contact: owners[id] = try await kith.query(ContactGetRequest.with { $0.contact = id }).contact.owner
      case .deal: owners[id] = try await kith.query(DealGetRequest.with { $0.deal = id }).deal.owner
      default: owners[id] = try await kith.query(TaskGetRequest.with { $0.task = id }).task.owner
      }
    }
    return owners
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `gives everything open and nothing else, in random histories, across restarts`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let kith = try TestEngine()
    var users: [String: String] = [:]
    for login in Self.logins {
      users[login] = try await kith.record(.userAdded(.with { $0.login = login })).events[0].subject
    }
    var active = Set(Self.logins)
    var told = Told()
    for step in 0..<220 {
      let owner = random.pick(active.sorted())
      let typed = random.oneIn(3) ? owner.uppercased() : owner
      let known = told.owners.keys.sorted()
      switch random.below(11) {
      case 0, 1:
        let made = try await kith.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", typed) }))
        told.owners[made.events[0].subject] = owner
      case 2 where known.contains { $0.hasPrefix("contact_") }:
        let contact = random.pick(known.filter { $0.hasPrefix("contact_") })
        let made = try await kith.record(
          .dealOpened(.with { ($0.contact, $0.title, $0.owner) = (contact, "d", typed) }))
        told.owners[made.events[0].subject] = owner
      case 3:
        let made = try await kith.record(
          .taskScheduled(.with { ($0.title, $0.owner, $0.dueAt) = ("t", typed, kith.clock.now.timestamp) }))
        told.owners[made.events[0].subject] = owner
      case 4 where !known.isEmpty: try await Self.close(random.pick(known), kith, &told)
      case 5:
        for deal in told.closed.sorted() where deal.hasPrefix("deal_") {
          // What is another's who is gone stays closed.
          guard active.contains(told.owners[deal] ?? "") else { continue }
          _ = try await kith.record(.dealReopened(.with { $0.deal = deal }))
          told.closed.remove(deal)
          break
        }
      case 6, 7:
        let to = random.pick(active.sorted())
        guard to != owner else { continue }
        let of = random.pick([[], ["contacts"], ["deals", "tasks"]])
        let kinds = of.isEmpty ? ["contact", "deal", "task"] : of.map { String($0.dropLast()) }
        let expected = told.open(of: owner, kinds)
        let reply = try await kith.record(Self.handover(typed, to, of))
        #expect(reply.events.count == 1 && reply.events[0].expanded == UInt32(expected.count))
        #expect(reply.position == reply.events[0].position + UInt64(expected.count))
        let events = try await kith.read(
          .with { ($0.after, $0.limit) = (reply.events[0].position, 1000) }
        ).events.filter { $0.position <= reply.position }
        #expect(events.map { $0.subjects[0] }.sorted() == expected)
        #expect(events.allSatisfy { $0.actor.role == "daemon" && $0.actor.uid == 1000 && $0.causationID == "expanded" })
        for id in expected { told.owners[id] = to }
      case 8:
        let fact = UserDeactivated.with { $0.user = users[owner] ?? "" }
        let isFree = told.open(of: owner).isEmpty && active.count > 1
        guard isFree || !told.open(of: owner).isEmpty else { continue }
        let refusal = await Self.refusal { _ = try await kith.record(.userDeactivated(fact)) }
        #expect((refusal == nil) == isFree, "\(String(describing: refusal))")
        if isFree { active.remove(owner) } else { #expect(refusal?.reason == .ownsWork) }
      case 9:
        guard let gone = Self.logins.first(where: { !active.contains($0) }) else { continue }
        let refusal = await Self.refusal { _ = try await kith.record(Self.handover(owner, gone)) }
        #expect(refusal?.reason == .deactivated)
        _ = try await kith.record(.userReactivated(.with { $0.user = users[gone] ?? "" }))
        active.insert(gone)
      default:
        if step % 4 == 0 { try kith.restart() }
      }
    }
    #expect(try await Self.shown(kith, told) == told.owners)
    try kith.restart()
    for name in kith.options.readModels.map(\.name) + ["registry", "index"] {
      #expect(try await kith.verify(name).equal, "\(name)")
    }
    // A registry that is made again from the log knows the same.
    try kith.restart { try FileManager.default.removeItem(atPath: $0 + "/registry") }
    for owner in active {
      let to = try #require(Self.logins.first { $0 != owner && active.contains($0) } ?? nil)
      let expanded = try await kith.record(Self.handover(owner, to)).events[0].expanded
      #expect(Int(expanded) == told.open(of: owner).count)
      for id in told.open(of: owner) { told.owners[id] = to }
    }
    kith.engine.stop()
  }

  private static func close(_ id: String, _ kith: TestEngine, _ told: inout Told) async throws {
    guard !told.closed.contains(id) else { return }
    switch SubjectID(id)?.kind {
    case .deal: _ = try await kith.record(.dealWon(.with { $0.deal = id }))
    case .task: _ = try await kith.record(.taskCompleted(.with { $0.task = id }))
    default: return
    }
    told.closed.insert(id)
  }

  private static func refusal(_ body: () async throws -> Void) async -> Refusal? {
    do {
      try await body()
      return nil
    } catch {
      return error as? Refusal
    }
  }

  /// An engine in which `carl` has so many contacts.
  private static func owning(_ count: Int, atMost most: Int = Bounds.commandFacts) async throws -> TestEngine {
    let kith = try TestEngine { $0.limits.commandFacts = most }
    var left = count
    while left > 0 {
      let some = min(left, 1000)
      _ = try await kith.record(
        request((0..<some).map { _ in .contactCreated(.with { ($0.name, $0.owner) = ("A", "carl") }) }))
      left -= some
    }
    return kith
  }

  @Test func `is known again under its command id, also when it is asked for otherwise`() async throws {
    let kith = try await Self.owning(3)
    let first = try await kith.record(Self.handover("carl", "dora"), commandID: "c")
    #expect(first.events.map(\.expanded) == [3])
    for _ in 0..<2 {
      let again = try await kith.record(Self.handover("carl", "dora"), commandID: "c")
      #expect(again.replayed && again.events == first.events && again.position == first.position)
      let refusal = await Self.refusal { _ = try await kith.record(Self.handover("carl", "emma"), commandID: "c") }
      #expect(refusal?.code == .idReused)
      try kith.restart()
    }
    kith.engine.stop()
  }

  @Test func `stands with others in a command, each knowing what came before it`() async throws {
    let kith = try await Self.owning(2)
    let carl = try await kith.record(.userAdded(.with { $0.login = "carl" })).events[0].subject
    _ = try await kith.record(.userAdded(.with { $0.login = "dora" }))
    let deactivated = Fact.OneOf_Fact.userDeactivated(.with { $0.user = carl })
    #expect(await Self.refusal { _ = try await kith.record(deactivated) }?.reason == .ownsWork)
    let head = kith.engine.head
    var rehearsed = request([Self.handover("carl", "dora"), deactivated])
    rehearsed.rehearsal = "r"
    #expect(try await kith.record(rehearsed).events.map(\.expanded) == [2, 0])
    #expect(kith.engine.head == head)
    let created = Fact.OneOf_Fact.contactCreated(.with { ($0.name, $0.owner) = ("B", "carl") })
    let reply = try await kith.record(request([created, Self.handover("carl", "dora"), deactivated]))
    #expect(reply.events.map(\.expanded) == [0, 3, 0])
    #expect(reply.events.map(\.position) == [head.value + 1, head.value + 2, head.value + 6])
    let events = try await kith.read(.with { $0.after = head.value }).events
    #expect(events.map(\.position) == (head.value + 1...head.value + 6).map(\.self))
    // Nothing of a command that is refused at its end.
    let refusal = await Self.refusal {
      _ = try await kith.record(request([Self.handover("dora", "dora"), deactivated]))
    }
    #expect(refusal?.event == 0 && kith.engine.head.value == head.value + 6)
    kith.engine.stop()
  }

  /// The second is as many as a header can count.
  private static let bounds =
    ProcessInfo.processInfo.environment["KITH_LONG"] == nil ? [40] : [40, Bounds.commandFacts]

  @Test(arguments: bounds) func `is refused whole past what one command may record`(most: Int) async throws {
    let kith = try await Self.owning(most, atMost: most)
    let refusal = await Self.refusal { _ = try await kith.record(Self.handover("carl", "dora")) }
    #expect(refusal?.code == .tooLarge && refusal?.event == 0)
    let contact = try await kith.query(ContactFindRequest.with { $0.limit = 1 }).contacts[0].id
    _ = try await kith.record(.contactDetailsChanged(.with { ($0.contact, $0.owner) = (contact, "emma") }))
    let head = kith.engine.head.value
    let reply = try await kith.record(Self.handover("carl", "dora"))
    #expect(reply.events[0].expanded == UInt32(most - 1))
    #expect(kith.engine.head.value == head + UInt64(most))
    let page = try await kith.query(ContactFindRequest.with { ($0.owner, $0.limit) = ("carl", 1) })
    #expect(page.contacts.isEmpty)
    kith.engine.stop()
  }

  @Test func `is recorded under the names that users had`() async throws {
    let kith = try TestEngine()
    func names() async throws -> [String] {
      try await kith.read(.with { ($0.after, $0.limit) = (2, 100) }).events.map(\.actor.name)
    }
    let contact = try await kith.record(created("Ada")).events[0].subject
    let eve = try await kith.record(.userAdded(.with { ($0.login, $0.uid) = ("eve", 1000) })).events[0].subject
    _ = try await kith.record(called(contact))
    _ = try await kith.record(.userChanged(.with { ($0.user, $0.clear) = (eve, ["uid"]) }))
    _ = try await kith.record(called(contact))
    _ = try await kith.record(.userAdded(.with { ($0.login, $0.uid) = ("adam", 1000) }))
    _ = try await kith.record(called(contact))
    let expected = ["user1000", "eve", "eve", "user1000", "user1000", "adam", "adam"]
    #expect(try await names() == expected)
    let history = try await kith.query(ContactHistoryRequest.with { ($0.contact, $0.backward) = (contact, false) })
    #expect(history.entries.map(\.actor.name) == ["user1000", "eve", "user1000", "adam"])
    try kith.restart()
    #expect(try await names() == expected)
    kith.engine.stop()
  }
}
