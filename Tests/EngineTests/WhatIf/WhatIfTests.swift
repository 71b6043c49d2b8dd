import APISchema
import Dispatch
import Domain
import EventLog
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Engine

@Suite struct `A question about what would be` {
  private func card(_ contact: String) -> ContactGetRequest { .with { $0.contact = contact } }

  @Test func `is answered as it is and as it would be, with what was left out and added`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let call = try await kith.record(called(ada)).position
    let answers = try await kith.whatIf(card(ada), .init(without: [call, call], with: [called(ada), called(ada)]))
    #expect(answers.asItIs?.contact.interactionCount == 1)
    #expect(answers.asItWouldBe?.contact.interactionCount == 2)
    #expect(answers.reply.leftOut == [call] && answers.reply.added == 2)
    let history = try await kith.whatIf(
      ContactHistoryRequest.with { $0.contact = ada }, .init(without: [call], with: [called(ada)]))
    // It was never said: there is nothing to strike out.
    #expect(history.asItWouldBe?.entries.map(\.position) == [call + 1, place(1)])
    #expect(history.asItIs?.entries.map(\.position) == [call, place(1)])
    #expect(try await kith.card(ada).interactionCount == 1)
    #expect(kith.engine.head.value == call)
  }

  @Test func `is answered where what is asked for is there on one side alone`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    // In a log that has nothing: what the daemon would bring is added with it.
    let new = contactID(77)
    let answers = try await kith.whatIf(card(new), .init(with: [created("Ada", id: new)]))
    #expect(answers.asItIs == nil && answers.asItWouldBe?.contact.name == "Ada")
    #expect(answers.reply.added == 3 && answers.reply.position == 0)
    #expect(answers.reply.differences.map(\.path) == ["contact"])
    let refusal = await kith.refusal(card(new), .init(with: [created("Bob")]))
    #expect(refusal?.code == .notFound)
    #expect(kith.engine.head == .zero)
  }

  @Test func `names a rehearsal, whose facts come first and which stays as it is`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let caller = kith.collector.caller()
    func rehearse(_ facts: Fact.OneOf_Fact...) async throws {
      var request = request(facts)
      request.rehearsal = "plan"
      _ = try await kith.record(request, of: caller)
    }
    let new = contactID(78)
    try await rehearse(created("Bob", id: new), called(ada))
    try await rehearse(called(new), called(new))
    // Others record meanwhile: what was rehearsed comes behind that.
    let call = try await kith.record(called(ada)).position
    var planned = TestEngine.Branching(rehearsal: "plan", caller: caller)
    #expect(try await kith.whatIf(card(new), planned).asItWouldBe?.contact.interactionCount == 2)
    planned.without = [call]
    planned.with = [called(new)]
    let answers = try await kith.whatIf(card(new), planned)
    #expect(answers.asItIs == nil && answers.asItWouldBe?.contact.interactionCount == 3)
    #expect(answers.reply.leftOut == [call] && answers.reply.added == 5)
    #expect(try await kith.whatIf(card(ada), planned).asItWouldBe?.contact.interactionCount == 1)
    // The rehearsal knows nothing of what was asked.
    try await rehearse(called(new))
    planned = TestEngine.Branching(rehearsal: "plan", caller: caller)
    #expect(try await kith.whatIf(card(new), planned).asItWouldBe?.contact.interactionCount == 3)
    planned.rehearsal = "another"
    #expect(await kith.refusal(card(ada), planned)?.field == "rehearsal")
    planned = TestEngine.Branching(rehearsal: "plan", uid: 2000)
    #expect(await kith.refusal(card(ada), planned)?.code == .notFound)
  }

  @Test func `judges a rehearsal again by what was recorded since`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let call = try await kith.record(called(ada)).position
    let opening = Fact.OneOf_Fact.dealOpened(.with { ($0.contact, $0.title) = (ada, "Engine") })
    let deal = try await kith.record(opening).events[0].subject
    let won = Fact.OneOf_Fact.dealWon(.with { $0.deal = deal })
    let order = Fact.OneOf_Fact.orderPlaced(
      .with { ($0.contact, $0.externalID, $0.total) = (ada, "o-1", .eur("10.00")) })
    let caller = kith.collector.caller()
    for (name, fact) in [("call", retracted(call)), ("won", won), ("order", order), ("again", called(ada))] {
      var rehearsed = request([fact])
      rehearsed.rehearsal = name
      _ = try await kith.record(rehearsed, of: caller)
      let planned = TestEngine.Branching(rehearsal: name, caller: caller)
      #expect(try await kith.whatIf(card(ada), planned).reply.added == 1)
      _ = try await kith.record(fact)
      guard name != "again" else {
        // Another such call goes with the first.
        let answers = try await kith.whatIf(card(ada), planned)
        #expect(answers.asItWouldBe?.contact.interactionCount == 2)
        continue
      }
      let refusal = await kith.refusal(card(ada), planned)
      #expect(refusal?.code == .invalid && refusal?.field == "rehearsal", "\(name)")
      #expect(refusal?.message.contains("does not fit what was recorded since") ?? false)
    }
  }

  @Test func `leaves out what had fallen already of what is not made`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let made = try await kith.record(created("Ada"))
    let ada = made.events[0].subject
    let call = try await kith.record(called(ada)).position
    let taken = try await kith.record(retracted(call)).position
    let without = TestEngine.Branching(without: [made.position])
    let history = try await kith.whatIf(ContactHistoryRequest.with { $0.contact = ada }, without)
    #expect(history.asItIs?.entries.count == 3 && history.asItWouldBe == nil)
    #expect(history.reply.leftOut == [made.position, call, taken])
    // Its parameters are named where they stand.
    let unknown = await kith.refusal(card(contactID(9)), without)
    #expect(unknown?.code == .notFound && unknown?.field == "query.contactGet.contact")
  }

  @Test func `leaves out what restored an objection's response, and the objection stays`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let campaign = try await kith.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("C", "email", "news") })
    ).events[0].subject
    _ = try await kith.record(.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, ada) }))
    let response = try await kith.record(
      .campaignResponseRecorded(.with { ($0.campaign, $0.contact, $0.response) = (campaign, ada, .unsubscribed) })
    ).position
    let taken = try await kith.record(retracted(response)).position
    let restored = try await kith.record(retracted(taken)).position
    let without = TestEngine.Branching(without: [restored])
    let report = try await kith.whatIf(CampaignReportRequest.with { $0.campaign = campaign }, without)
    #expect(report.asItIs?.unsubscribed == 1 && report.asItWouldBe?.unsubscribed == 0)
    let contact = try await kith.whatIf(card(ada), without)
    #expect(contact.asItWouldBe?.contact.consents.map(\.granted) == [false])
  }

  @Test func `is refused where a rehearsal does not fit any more, or is larger than a branch`() async throws {
    let kith = try TestEngine { $0.limits.branchAdded = 3 }
    defer { try? kith.stop() }
    let new = contactID(79)
    let caller = kith.collector.caller()
    var rehearsed = request([created("Ada", id: new)])
    rehearsed.rehearsal = "plan"
    _ = try await kith.record(rehearsed, of: caller)
    let planned = TestEngine.Branching(rehearsal: "plan", caller: caller)
    #expect(try await kith.whatIf(card(new), planned).asItWouldBe != nil)
    rehearsed = request([called(new), called(new), called(new)])
    rehearsed.rehearsal = "plan"
    _ = try await kith.record(rehearsed, of: caller)
    #expect(await kith.refusal(card(new), planned)?.code == .tooLarge)
  }

  @Test func `retracts as well, by what is added`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let call = try await kith.record(called(ada)).position
    let answers = try await kith.whatIf(
      ContactHistoryRequest.with { $0.contact = ada }, .init(with: [retracted(call), called(ada)]))
    let entries = answers.asItWouldBe?.entries ?? []
    #expect(entries.map(\.position) == [call + 2, call + 1, call, place(1)])
    #expect(entries.first { $0.position == call }?.retractedBy == call + 1)
    let counted = try await kith.whatIf(card(ada), .init(with: [retracted(call), called(ada), called(ada)]))
    #expect(counted.asItWouldBe?.contact.interactionCount == 2)
  }

  @Test func `is refused by the rules that everything is recorded by`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let call = try await kith.record(called(ada)).position
    let company = await kith.refusal(card(ada), .init(without: [1]))
    #expect(
      company?.message
        == "without: CompanyConfigured at 1 holds for the whole company and cannot be left out: add another one instead"
    )
    #expect(company?.field == "without" && company?.position == Position(1))
    let beyond = await kith.refusal(card(ada), .init(without: [call + 1]))
    #expect(beyond?.code == .notFound && beyond?.field == "without")
    #expect(await kith.refusal(card(ada), .init(without: [0]))?.code == .notFound)
    _ = try await kith.record(retracted(call))
    #expect(await kith.refusal(card(ada), .init(without: [call]))?.reason == .retracted)
    let nobody = await kith.refusal(card(ada), .init(with: [called(ada), called(contactID(5))]))
    #expect(nobody?.field == "with[1].data.contact" && nobody?.message.hasPrefix("with[1].data.contact: ") ?? false)
    // What is added is judged without what is left out.
    let order = Fact.OneOf_Fact.orderPlaced(
      .with { ($0.contact, $0.externalID, $0.total) = (ada, "o-1", .eur("10.00")) })
    let placed = try await kith.record(order).position
    #expect(await kith.refusal(card(ada), .init(with: [order]))?.code == .conflict)
    let again = try await kith.whatIf(card(ada), .init(without: [placed], with: [order, called(ada)]))
    #expect(again.asItWouldBe?.contact.ordersCount == 1 && again.reply.leftOut == [placed])
  }

  @Test func `leaves out what took a fact back, and was itself taken back`() throws {
    var leaving = LeavingOut(limit: 10)
    try leaving.leaveOut([Position(3)], upTo: Position(20)) { (position) throws(Refusal) in
      [Position(3): [Position(7), Position(11)], Position(7): [Position(9)]][position] ?? []
    } retract: { (_) throws(Refusal) in
    }
    #expect(leaving.positions == Set([3, 7, 9, 11].map { Position($0) }))
  }
}

/// A deal stands on its contact, and what becomes of it on its opening: 2 on 1, 3 and 4 on 2, 6 on 4.
@Suite struct `What stands on a fact that is left out` {
  private static let stands: [UInt64: UInt64] = [2: 1, 3: 2, 4: 2, 6: 4]

  /// Rules that refuse to take back what another fact stands on, by the first of these.
  private struct Rules {
    var retracted: [UInt64] = []

    mutating func retract(_ position: Position) throws(Refusal) {
      let standing = stands.filter { $0.value == position.value && !retracted.contains($0.key) }.keys.sorted()
      guard let later = standing.first else { return retracted.append(position.value) }
      throw Refusal(.conflict, "another stands on it", reason: .version, position: Position(later))
    }
  }

  private func leftOut(_ named: [UInt64], limit: Int = 100, upTo end: UInt64 = 20) throws -> [UInt64] {
    var (rules, leaving) = (Rules(), LeavingOut(limit: limit) { $0.position })
    try leaving.leaveOut(named.map { Position($0) }, upTo: Position(end)) { (_) throws(Refusal) in
      []
    } retract: { (position) throws(Refusal) in
      try rules.retract(position)
    }
    #expect(rules.retracted.count == leaving.positions.count, "each once")
    return leaving.positions.map(\.value).sorted()
  }

  @Test func `is left out as well, and so on`() throws {
    #expect(try leftOut([1]) == [1, 2, 3, 4, 6])
    #expect(try leftOut([4, 3]) == [3, 4, 6])
    #expect(try leftOut([5]) == [5])
    #expect(throws: Refusal.self) { try leftOut([1], limit: 4) }
    // What is behind the branch's beginning is somebody else's.
    #expect(throws: Refusal.self) { try leftOut([1], upTo: 5) }
  }
}
