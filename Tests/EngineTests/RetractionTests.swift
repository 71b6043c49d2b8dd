import APISchema
import Domain
import Engine
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A retraction, asked of the engine,` {
  private func rehearsal(_ facts: Fact.OneOf_Fact..., name: String = "r") -> RecordRequest {
    var request = request(facts)
    request.rehearsal = name
    return request
  }

  private func reason(_ kith: TestEngine, _ request: RecordRequest) async -> ErrorReason? {
    do {
      _ = try await kith.record(request)
      return nil
    } catch {
      return (error as? Refusal)?.reason
    }
  }

  @Test func `is seen by what is rehearsed behind it, whatever others record meanwhile`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let made = try await kith.record(created("Ada"))
    let ada = made.events[0].subject
    let noted = try await kith.record(called(ada)).position
    #expect(await reason(kith, rehearsal(retracted(made.position), name: "other")) == .stoodOn)
    #expect(await reason(kith, rehearsal(retracted(noted))) == nil)
    #expect(await reason(kith, rehearsal(retracted(noted))) == .retracted)
    for _ in 0..<3 { _ = try await kith.record(created("Bob")) }
    #expect(await reason(kith, rehearsal(retracted(made.position))) == nil)
    let call = await #expect(throws: Refusal.self) { try await kith.record(rehearsal(called(ada))) }
    #expect(call?.code == .notFound)
    // Nothing of it happened.
    #expect(await reason(kith, request([retracted(made.position)])) == .stoodOn)
    #expect(try await kith.card(ada).interactionCount == 1)
  }

  @Test func `stands behind what was rehearsed before it`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let deal = try await kith.record(.dealOpened(.with { ($0.contact, $0.title) = (ada, "d") })).events[0].subject
    let moved = try await kith.record(.dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "proposal") })).position
    let won = try await kith.record(.dealWon(.with { $0.deal = deal })).position
    #expect(await reason(kith, rehearsal(retracted(won))) == nil)
    #expect(await reason(kith, rehearsal(.dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "lead") }))) == nil)
    // Without the change of stage the rehearsed one would lead where the deal is.
    #expect(await reason(kith, rehearsal(retracted(moved))) == .stoodOn)
    #expect(await reason(kith, rehearsal(retracted(moved), name: "other")) == nil)
    // Within one command as well, the last first.
    #expect(await reason(kith, request([retracted(moved), retracted(won)])) == nil)
    let card = try await kith.query(DealGetRequest.with { $0.deal = deal }).deal
    #expect(card.state == .open && card.stage == "lead" && card.version == 5)
  }

  @Test func `is bounded by what all of a command's are judged by`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let campaign = try await kith.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", "email", "news") })
    ).events[0].subject
    let sent = Fact.OneOf_Fact.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, ada) })
    var last: UInt64 = 0
    for _ in 0..<9 {
      last = try await kith.record(request([Fact.OneOf_Fact](repeating: sent, count: 1_000))).position
    }
    let many = (0..<12).map { retracted(last - UInt64($0)) }
    let refusal = await #expect(throws: Refusal.self) { try await kith.record(request(many)) }
    #expect(
      refusal?.code == .tooLarge && refusal?.message.contains("100000") ?? false, "\(String(describing: refusal))")
    #expect(try await kith.record(retracted(last)).position == last + 1)
    let report = try await kith.query(CampaignReportRequest.with { ($0.campaign, $0.timeoutMs) = (campaign, 60_000) })
    #expect(report.sent == 1)
  }

  @Test func `costs nothing of its contact's others where it changes nothing that is known`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    var last = try await kith.record(request([Fact.OneOf_Fact](repeating: called(ada), count: 350))).position
    for count in [0, 350, 0] as [UInt64] {
      last = try await kith.record(request((0..<350).map { retracted(last - $0) })).position
      let card = ContactGetRequest.with { ($0.contact, $0.timeoutMs) = (ada, 60_000) }
      #expect(try await kith.query(card).contact.interactionCount == count)
    }
  }

  @Test func `takes nothing back that its own command records, rehearsed or not`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = contactID(1)
    for position in 1...6 as ClosedRange<UInt64> {
      let facts = [created("Ada", id: ada), called(ada), retracted(position)]
      for name in ["r\(position)", ""] {
        // Rehearsals that lie there make room.
        kith.clock.advance(milliseconds: 11_000)
        var request = request(facts)
        if !name.isEmpty { request.rehearsal = name }
        let refusal = await #expect(throws: Refusal.self) { try await kith.record(request) }
        #expect(refusal?.code == .notFound && refusal?.event == 2, "\(position) \(name)")
        #expect(refusal?.message.contains("before this command") == true && refusal?.position == Position(position))
      }
    }
    // Nor does a rehearsal take back what was only rehearsed, of which nobody knows where it would stand.
    _ = try await kith.record(rehearsal(created("Ada", id: ada)))
    let inside = await #expect(throws: Refusal.self) { try await kith.record(rehearsal(retracted(1 << 62 + 2))) }
    #expect(inside?.code == .notFound && kith.engine.head == .zero)
  }

  @Test func `takes back a deal that a definition moved with the move`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    func defined(_ stages: [String], _ moves: [String: String] = [:], id: String = "") -> Fact.OneOf_Fact {
      .pipelineDefined(
        .with {
          ($0.pipeline, $0.name) = (id, "P")
          $0.stages = stages.map { stage in .with { $0.stage = stage } }
          $0.move = moves.map { move in .with { ($0.stage, $0.to) = move } }
        })
    }
    let pipeline = try await kith.record(defined(["a", "b"])).events[0].subject
    let opened = try await kith.record(
      .dealOpened(.with { ($0.contact, $0.title, $0.pipeline) = (ada, "d", pipeline) }))
    let moved = try await kith.record(defined(["b"], ["a": "b"], id: pipeline)).position
    for name in ["r", ""] {
      func facts(_ positions: UInt64..., name suffix: String) -> RecordRequest {
        kith.clock.advance(milliseconds: 11_000)
        var request = request(positions.map(retracted))
        if !name.isEmpty { request.rehearsal = name + suffix }
        return request
      }
      #expect(await reason(kith, facts(opened.position, name: "1")) == .stoodOn)
      #expect(await reason(kith, facts(moved, name: "2")) == .stoodOn)
      #expect(await reason(kith, facts(opened.position, moved, name: "3")) == .stoodOn)
      #expect(await reason(kith, facts(moved, opened.position, name: "4")) == nil)
    }
    let board = PipelineBoardRequest.with { $0.pipeline = pipeline }
    #expect(try await kith.query(board).stages.map(\.count) == [0])
    let head = kith.engine.head.value
    // What would be with the deal, in a rehearsal of both, and without its opening again.
    var restoring = request([retracted(head), retracted(head - 1)])
    restoring.rehearsal = "back"
    let caller = kith.collector.caller()
    _ = try await kith.record(restoring, of: caller)
    let back = try await kith.whatIf(board, .init(rehearsal: "back", caller: caller))
    #expect(back.asItWouldBe?.stages.map(\.count) == [1])
    #expect(await reason(kith, request([retracted(head), retracted(head - 1)])) == nil)
    #expect(try await kith.query(board).stages.map(\.count) == [1])
    let without = try await kith.whatIf(board, .init(without: [opened.position]))
    #expect(without.asItWouldBe?.stages.map(\.count) == [0])
    #expect(without.reply.leftOut.starts(with: [opened.position, moved]))
    for model in kith.options.readModels {
      _ = try await kith.caughtUp(model.name)
      #expect(try await kith.verify(model.name).equal, "\(model.name)")
    }
  }

  @Test func `takes back what was handed over from somebody who has left, with what made it`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let carl = try await kith.record(.userAdded(.with { $0.login = "carl" })).events[0].subject
    _ = try await kith.record(.userAdded(.with { $0.login = "dora" }))
    let ada = try await kith.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") }))
    let handed = try await kith.record(.workHandedOver(.with { ($0.from, $0.to) = ("carl", "dora") })).position
    _ = try await kith.record(.userDeactivated(.with { $0.user = carl }))
    #expect(await reason(kith, request([retracted(handed)])) == .stoodOn)
    #expect(await reason(kith, request([retracted(handed), retracted(ada.position)])) == nil)
    let gone = await #expect(throws: Refusal.self) { try await kith.card(ada.events[0].subject) }
    #expect(gone?.code == .notFound)
  }
}

@Suite struct `The caller's last command` {
  private func get(_ kith: TestEngine, uid: UInt32 = 1000, _ request: CommandGetRequest = .init()) async throws
    -> CommandGetReply
  {
    let job = CommandGetJob(request: request, ticket: kith.collector.ticket(kith.collector.caller(uid: uid)))
    kith.engine.submit(job)
    return try await CommandGetReply(serializedBytes: kith.collector.outcome(job.ticket).result.get())
  }

  @Test func `is the last of which something stands, whole and in order`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let none = await #expect(throws: Refusal.self) { try await get(kith) }
    #expect(none?.code == .notFound)
    let ada = contactID(1)
    let first = try await kith.record(request([created("Ada", id: ada), called(ada), called(ada)])).position
    _ = try await kith.record(request([created("Bob")]), uid: 1001)
    var reply = try await get(kith)
    #expect(reply.facts.map(\.event.position) == [first - 2, first - 1, first] && !reply.more)
    #expect(reply.facts.map(\.event.commandIndex) == [0, 1, 2] && reply.facts.map(\.event.commandCount) == [3, 3, 3])
    #expect(reply.facts.map(\.summary) == ["Contact created: Ada", "Call made, 1 min", "Call made, 1 min"])
    reply = try await get(kith, .with { $0.limit = 2 })
    #expect(reply.facts.count == 2 && reply.more)
    reply = try await get(kith, .with { $0.after = first - 1 })
    #expect(reply.facts.map(\.event.position) == [first] && !reply.more)
    // What was taken back is skipped, also when its retraction was; what takes back is a command as any other.
    let undone = try await kith.record(request([retracted(first)])).position
    reply = try await get(kith)
    #expect(reply.facts.map(\.event.position) == [undone] && reply.facts[0].concerned.position == first)
    #expect(reply.facts[0].concerned.retractedBy == undone && reply.facts[0].concernedSummary == "Call made, 1 min")
    _ = try await kith.record(request([retracted(undone)]), uid: 1001)
    reply = try await get(kith)
    #expect(reply.facts.map(\.event.position) == [first - 2, first - 1, first])
    #expect(reply.facts.allSatisfy { !$0.event.hasRetractedBy })
  }

  @Test func `says what becomes of each field when it is taken back, and of several one after the other`() async throws
  {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(.contactCreated(.with { ($0.name, $0.owner) = ("Ada", "carl") })).events[0].subject
    func named(_ name: String) -> Fact.OneOf_Fact {
      .contactDetailsChanged(.with { ($0.contact, $0.name) = (ada, name) })
    }
    func changes(_ positions: UInt64...) async throws -> [[String]] {
      try await get(kith, .with { $0.positions = positions }).facts.map { fact in
        fact.changes.map { change in
          "\(change.field): \(change.hasBefore ? change.before : "-") > \(change.hasAfter ? change.after : "-")"
        }.sorted()
      }
    }
    let first = try await kith.record(named("Bea")).position
    #expect(try await changes(first) == [["name: Bea > Ada"]])
    #expect(try await changes(first - 1) == [[]])
    let second = try await kith.record(
      .contactDetailsChanged(.with { ($0.contact, $0.name, $0.clear) = (ada, "Eve", ["owner"]) })
    ).position
    // What was said since stays.
    #expect(try await changes(first) == [[]])
    #expect(try await changes(second) == [["name: Eve > Bea", "owner: - > carl"]])
    #expect(try await changes(second, first) == [["name: Bea > Ada"], ["name: Eve > Bea", "owner: - > carl"]])
    let undone = try await kith.record(request([retracted(second), retracted(first)])).position
    #expect(try await kith.card(ada).name == "Ada")
    #expect(try await changes(undone - 1, undone) == [["name: Bea > Eve", "owner: carl > -"], ["name: Ada > Bea"]])
    // By the command as a whole.
    let whole = try await get(kith)
    #expect(whole.facts.map(\.event.position) == [undone - 1, undone])
    #expect(whole.facts.map { Set($0.changes.map(\.after)) } == [["Eve", ""], ["Bea"]])
    // What was taken back already is not taken back again.
    _ = try await kith.record(retracted(undone))
    #expect(try await changes(undone - 1, undone, first) == [[], ["name: Bea > Eve", "owner: carl > -"], []])
    let task = try await kith.record(.taskScheduled(.with { ($0.title, $0.dueOn) = ("t", "2027-01-01") })).events[0]
      .subject
    let moved = try await kith.record(.taskRescheduled(.with { ($0.task, $0.dueOn) = (task, "2027-02-01") })).position
    #expect(try await changes(moved) == [["dueAt: 2027-02-01 > 2027-01-01"]])
    // What more than a hundred facts lie between is not told.
    for number in 0..<101 {
      let value = Fact.OneOf_Fact.contactDetailsChanged(.with { ($0.contact, $0.source) = (ada, "s\(number)") })
      _ = try await kith.record(value)
    }
    let last = try await kith.record(named("Zoe")).position
    #expect(try await changes(last) == [[]])
    #expect(try await changes(last - 1) == [["source: s100 > s99"]])
    for wrong in [
      CommandGetRequest.with { ($0.positions, $0.position) = ([first], first) },
      .with { ($0.positions, $0.after) = ([first], first) },
    ] {
      #expect(await #expect(throws: Refusal.self) { try await get(kith, wrong) }?.field == "positions")
    }
    let beyond = await #expect(throws: Refusal.self) { try await get(kith, .with { $0.positions = [first, 9_999] }) }
    #expect(beyond?.code == .notFound && beyond?.field == "positions")
    let page = try await get(kith, .with { ($0.positions, $0.limit) = ([second, first, second], 1) })
    #expect(page.facts.map(\.event.position) == [first] && page.more)
  }

  @Test func `may be another's fact at a position, where that is told anyway`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let made = try await kith.record(created("Ada")).position
    let user = try await kith.record(.userAdded(.with { $0.login = "carl" })).position
    #expect(try await get(kith, uid: 1001, .with { $0.position = made }).facts.map(\.event.position) == [made])
    #expect(try await get(kith, .with { $0.position = user }).facts.count == 1)
    let refusal = await #expect(throws: Refusal.self) { try await get(kith, uid: 1001, .with { $0.position = user }) }
    #expect(refusal?.reason == .notRetractable)
    for request in [
      CommandGetRequest.with { $0.position = 99 }, .with { $0.after = made }, .with { $0.after = 99 },
    ] {
      let refusal = await #expect(throws: Refusal.self) { try await get(kith, uid: 1001, request) }
      #expect(refusal?.code == .notFound)
    }
    // The ids that clients give to their commands are told to nobody else.
    var named = request([created("Bob")])
    (named.commandID, named.correlationID) = ("c-1", "c-2")
    let own = try await kith.record(named).position
    for (uid, id) in [(1000, "c-1"), (1001, "")] as [(UInt32, String)] {
      let event = try await get(kith, uid: uid, .with { $0.position = own }).facts[0].event
      #expect(event.commandID == id && event.correlationID == (id.isEmpty ? "" : "c-2"))
    }
    let both = CommandGetRequest.with { ($0.position, $0.after) = (made, made) }
    #expect(await #expect(throws: Refusal.self) { try await get(kith, both) }?.field == "after")
  }
}
