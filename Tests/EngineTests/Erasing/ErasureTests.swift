import APISchema
import Domain
import FactSchema
import Foundation
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// A person's data is gone, and everything else stays true.
@Suite struct `Who is erased` {
  private static let count = 6

  /// An engine with people who are to be erased and others.
  private func company(_ configure: (inout EngineOptions) -> Void = { _ in }) async throws -> TestEngine {
    let kith = try TestEngine {
      $0.limits.erasureGatherMilliseconds = 1
      configure(&$0)
    }
    let campaign = try await kith.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("Spring", "email", "news") })
    ).events[0].subject
    for number in 0..<Self.count {
      for mark in [ErasedPeople.kept, ErasedPeople.gone] {
        let other = mark == ErasedPeople.kept ? nil : ErasedPeople.id(ErasedPeople.kept, number)
        for fact in ErasedPeople.facts(mark, number, campaign, with: other) { _ = try await kith.record(fact) }
      }
    }
    return kith
  }

  private func erase(_ kith: TestEngine, _ numbers: Range<Int> = 0..<count) async throws -> [UInt64] {
    var positions: [UInt64] = []
    for number in numbers {
      let fact = Fact.OneOf_Fact.personalDataErased(
        .with {
          ($0.contact, $0.reason, $0.reference) = (ErasedPeople.id(ErasedPeople.gone, number), "Asked for", "R-1")
        })
      positions.append(try await kith.record(fact).position)
    }
    return positions
  }

  /// Waits for the receipts.
  private func receipts(_ kith: TestEngine, _ count: Int = count) async throws -> [ErasureCompleted] {
    let end = ContinuousClock.now.advanced(by: .seconds(60))
    while ContinuousClock.now < end {
      let found = try await all(kith, ["ErasureCompleted"]).compactMap { event -> ErasureCompleted? in
        guard case .erasureCompleted(let fact) = event.fact.fact else { return nil }
        return fact
      }
      if found.count == count { return found }
      await Task.yield()
    }
    Issue.record("the erasures are not completed")
    return []
  }

  private func all(_ kith: TestEngine, _ types: [String] = []) async throws -> [Event] {
    var events: [Event] = []
    while true {
      let request = LogReadRequest.with { ($0.after, $0.types, $0.limit) = (events.last?.position ?? 0, types, 500) }
      let reply = try await kith.read(request)
      events += reply.events
      if reply.events.isEmpty || !reply.more { return events }
    }
  }

  private func verifyAll(_ kith: TestEngine) async throws {
    for name in ReadModelCatalogue.all.map(\.name) + ["registry", "index"] {
      let reply = try await kith.verify(name)
      #expect(reply.equal, "\(name): \(reply.differences)")
    }
  }

  @Test func `is in no file any more, in no form, nor are the keys; the others are`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    try await verifyAll(kith)
    let folder = kith.options.folder
    #expect(try ErasedPeople.found(ErasedPeople.gone, in: folder).contains { $0.hasSuffix("UTF-8") })
    let before = try ErasedPeople.keys(in: folder)
    _ = try await erase(kith)
    let after = try ErasedPeople.keys(in: folder)
    let destroyed = Array(before.subtracting(after))
    // Each has one, and each suppression of an address of theirs.
    #expect(destroyed.count == 2 * Self.count)
    let receipts = try await receipts(kith)
    #expect(try ErasedPeople.found(ErasedPeople.gone, in: folder, keys: destroyed) == [])
    #expect(try ErasedPeople.found(ErasedPeople.kept, in: folder).contains { $0.hasSuffix("UTF-8") })
    for receipt in receipts {
      #expect(receipt.keys == 2 && receipt.facts > 10)
      #expect(Set(receipt.reached) == Set(ReadModelCatalogue.all.map(\.name) + ["registry"]))
      #expect(receipt.rests.map(\.what) == ["suppressions"])
    }
    try await verifyAll(kith)
    try kith.restart()
    #expect(try ErasedPeople.found(ErasedPeople.gone, in: folder, keys: destroyed) == [])
    try await verifyAll(kith)
  }

  @Test func `reads as erased, and not as never said`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    let contact = ErasedPeople.id(ErasedPeople.gone, 1)
    let before = try await kith.card(contact)
    let position = try await erase(kith, 1..<2)[0]
    let card = try await kith.card(contact)
    #expect(card.name.isEmpty && card.emails.isEmpty && card.phones.isEmpty && card.addresses.isEmpty)
    let erased = [
      "name", "givenName", "familyName", "emails", "phones", "externalId", "title", "jobTitle", "nickname", "addresses",
      "websites", "handles", "sourceIds",
    ]
    // What was emptied before was not there to be erased.
    #expect(card.erased == erased)
    #expect(card.hasErasedAt && card.hasArchivedAt && card.version == before.version + 1)
    #expect(card.tags == before.tags && card.owner == before.owner && card.consents == before.consents)
    #expect(card.interactionCount == before.interactionCount && card.ordersTotal == before.ordersTotal)
    #expect(card.openDeals == before.openDeals && card.lastInteractionAt == before.lastInteractionAt)
    let history = try await kith.query(
      ContactHistoryRequest.with { ($0.contact, $0.limit, $0.own) = (contact, 50, true) })
    for entry in history.entries {
      let type = entry.fact.type
      switch type {
      case .noteAdded: #expect(entry.erased == ["text"])
      case .emailLogged: #expect(entry.erased == ["subject", "text"])
      case .dealOpened, .taskScheduled: #expect(entry.erased == ["title"])
      case .callLogged:
        guard case .callLogged(let fact) = entry.fact.fact else { break }
        #expect(fact.notes.isEmpty && fact.durationSeconds == 60)
      case .personalDataErased: #expect(entry.position == position && entry.erased == [])
      default: break
      }
      #expect(!entry.summary.contains(ErasedPeople.gone))
    }
    // One call had notes, the other had none.
    let calls = history.entries.filter { $0.fact.type == .callLogged }.map(\.erased)
    #expect(Set(calls) == [["notes"], []] && calls.count == 2)
    let events = try await all(kith)
    for event in events where event.subjects.first == contact && event.fact.type == .noteAdded {
      #expect(event.erased == ["text"] && !event.hasDamaged)
    }
    #expect(!events.contains { $0.hasDamaged })
    #expect(!events.contains { "\($0)".contains("\(ErasedPeople.gone)1@") })
    let deal = try await kith.query(DealListRequest.with { $0.contact = contact }).deals
    #expect(deal.count == 1 && deal[0].title.isEmpty && deal[0].erased == ["title"])
    let tasks = try await kith.query(TaskListRequest.with { $0.contact = contact }).tasks
    #expect(tasks.map(\.erased) == [["title"]])
    let orders = try await kith.query(OrderListRequest.with { $0.contact = contact }).orders
    #expect(orders.map(\.erased) == [["externalId"]])
    // Who took part in a meeting of theirs has it without its text.
    let other = ErasedPeople.id(ErasedPeople.kept, 1)
    let met = try await kith.query(ContactHistoryRequest.with { ($0.contact, $0.limit, $0.own) = (other, 50, true) })
    #expect(met.entries.first { $0.fact.type == .meetingLogged && !$0.erased.isEmpty }?.erased == ["text"])
  }

  @Test func `is found by nothing, and nothing is sent to the addresses`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    for unsuppressed in [false, true] {
      let number = unsuppressed ? 3 : 1
      let email = "\(ErasedPeople.gone)\(number)@\(ErasedPeople.gone).example"
      _ = try await kith.record(
        .personalDataErased(
          .with {
            ($0.contact, $0.reason) = (ErasedPeople.id(ErasedPeople.gone, number), "Asked for")
            $0.unsuppressed = unsuppressed
          }))
      #expect(try await kith.query(ContactFindRequest.with { $0.email = email }).contacts.isEmpty)
      // The same address again: of somebody from a list that was bought.
      let again = try await kith.record(
        .contactCreated(.with { ($0.name, $0.emails) = ("Again", [email]) })
      ).events[0].subject
      let card = try await kith.card(again)
      #expect(card.suppressions.map(\.cause) == (unsuppressed ? [.softBounces] : [.erased]) || unsuppressed)
      let campaign = try #require(try await all(kith, ["CampaignCreated"]).first?.subjects.first)
      let send = Fact.OneOf_Fact.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, again) })
      if unsuppressed {
        _ = try await kith.record(send)
      } else {
        let refusal = await #expect(throws: Refusal.self) { _ = try await kith.record(send) }
        #expect(refusal?.reason == .suppressed)
      }
    }
    // Their external id is free.
    _ = try await kith.record(created("New", externalID: "\(ErasedPeople.gone) external 1 Zoë"))
    let found = try await kith.query(ContactFindRequest.with { ($0.text, $0.archived) = (ErasedPeople.gone, true) })
    #expect(found.contacts.count == Self.count - 2)
    try await verifyAll(kith)
  }

  @Test func `is said nothing personal of any more, and what is open can be ended`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    let contact = ErasedPeople.id(ErasedPeople.gone, 2)
    let other = ErasedPeople.id(ErasedPeople.kept, 2)
    let relationship = SubjectID(.relationship, 7).description
    let related = ContactsRelated.with {
      ($0.relationship, $0.kind, $0.from, $0.to) = (relationship, "refers_to", other, contact)
      $0.since = Instant(microseconds: kith.clock.now.microseconds - 1_000_000).timestamp
    }
    _ = try await kith.record(.contactsRelated(related))
    let note = try await kith.record(.noteAdded(.with { ($0.contact, $0.text) = (other, "By mistake") })).position
    _ = try await erase(kith, 2..<3)
    let deal = try await kith.query(DealListRequest.with { $0.contact = contact }).deals[0].id
    let task = try await kith.query(TaskListRequest.with { $0.contact = contact }).tasks[0].id
    let order = try await kith.query(OrderListRequest.with { $0.contact = contact }).orders[0].id
    let refused: [Fact.OneOf_Fact] = [
      called(contact), .noteAdded(.with { ($0.contact, $0.text) = (contact, "x") }),
      .contactDetailsChanged(.with { ($0.contact, $0.nickname) = (contact, "x") }),
      .contactTagged(.with { ($0.contact, $0.tags) = (contact, ["x"]) }),
      .contactRestored(.with { $0.contact = contact }),
      .dealOpened(.with { ($0.contact, $0.title) = (contact, "x") }),
      .dealRevised(.with { ($0.deal, $0.title) = (deal, "x") }),
      .orderPlaced(.with { ($0.contact, $0.total) = (contact, .eur("1.00")) }),
      .paymentReceived(.with { ($0.contact, $0.amount) = (contact, .eur("1.00")) }),
      .contactsRelated(.with { ($0.kind, $0.from, $0.to) = ("refers_to", other, contact) }),
      .meetingLogged(.with { ($0.contact, $0.also) = (other, [contact]) }),
      .personalDataErased(.with { ($0.contact, $0.reason) = (contact, "again") }),
    ]
    for fact in refused {
      let refusal = await #expect(throws: Refusal.self, "\(fact)") { _ = try await kith.record(fact) }
      #expect(refusal?.code == .erased, "\(fact): \(refusal?.message ?? "")")
    }
    let whole = ErasedPeople.id(ErasedPeople.gone, 3)
    for forged in [
      PersonalDataErased.with { $0.addressKeys = [String(repeating: "0", count: 32)] },
      .with { $0.fields = [.with { $0.fact = "NoteAdded" }] },
      .with { $0.suppressions = [SubjectID(.suppression, 7).description] },
    ] {
      var forged = forged
      (forged.contact, forged.reason) = (whole, "Asked for")
      let refusal = await #expect(throws: Refusal.self) { _ = try await kith.record(.personalDataErased(forged)) }
      #expect(refusal?.code == .invalid)
    }
    let taken: [Fact.OneOf_Fact] = [
      .dealRevised(.with { ($0.deal, $0.value) = (deal, .eur("90.00")) }), .dealWon(.with { $0.deal = deal }),
      .taskCompleted(.with { $0.task = task }), .relationshipEnded(.with { $0.relationship = relationship }),
      retracted(note), .workHandedOver(.with { ($0.from, $0.to) = ("eve", "dora") }),
      .paymentReceived(.with { ($0.contact, $0.order, $0.amount) = (contact, order, .eur("7.00")) }),
    ]
    for fact in taken { _ = try await kith.record(fact) }
    #expect(try await kith.query(OrderListRequest.with { $0.contact = contact }).orders[0].paid == [.eur("12.00")])
    try await verifyAll(kith)
  }

  @Test func `leaves what was written about others, and the receipt says where`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    let (contact, other) = (ErasedPeople.id(ErasedPeople.gone, 0), ErasedPeople.id(ErasedPeople.kept, 0))
    let met = try await kith.record(
      .meetingLogged(.with { ($0.contact, $0.also, $0.text) = (other, [contact], "Both were there") })
    ).position
    _ = try await kith.record(.meetingLogged(.with { ($0.contact, $0.also) = (other, [contact]) }))
    _ = try await erase(kith, 0..<1)
    let receipt = try #require(try await receipts(kith, 1).first)
    #expect(receipt.rests.map(\.what) == ["othersTexts", "suppressions"])
    #expect(receipt.rests[0].positions == [met] && receipt.rests[0].count == 1)
    // Its own addresses: the two e-mail addresses and the phone.
    #expect(receipt.rests[1].count == 3)
    let history = try await kith.query(
      ContactHistoryRequest.with { ($0.contact, $0.limit, $0.own) = (contact, 50, true) })
    #expect(history.entries.first { $0.position == met }?.summary.contains("Both were there") ?? false)
  }

  /// In a log of the first release.
  @Test func `leaves digests of the first release, and the receipt counts them`() async throws {
    let kith = try await GoldenLog(name: "0").engine(views: [])
    defer { try? kith.stop() }
    let first = try #require(try await all(kith, ["ContactCreated"]).first)
    let contact = first.subjects[0]
    let expected = try await all(kith).count {
      $0.subjects.contains(contact) && $0.hasCommandID && $0.commandID != ""
    }
    _ = try await kith.record(.personalDataErased(.with { ($0.contact, $0.reason) = (contact, "Asked for") }))
    let receipt = try #require(try await receipts(kith, 1).first)
    #expect(receipt.rests.first { $0.what == "digestsOfFormat1" }?.count ?? 0 == UInt64(expected))
    for name in ReadModelCatalogue.all.map(\.name) + ["registry"] { #expect(try await kith.verify(name).equal) }
  }

  @Test func `leaves every figure as it was, after a rebuild too`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    func figures() async throws -> [String] {
      var figures: [String] = []
      let metrics = [
        "contacts.created", "calls.logged", "calls.seconds", "emails.logged", "interactions.logged", "deals.opened",
        "campaigns.sent", "campaigns.softBounces", "orders.count", "orders.items", "orders.customerDays",
        "orders.revenue",
        "payments.received", "pipeline.open",
      ]
      for metric in metrics {
        let reply = try await kith.query(MetricsQueryRequest.with { $0.metric = metric })
        figures.append("\(metric): \(reply.series)")
      }
      return figures
    }
    let before = try await figures()
    _ = try await erase(kith)
    #expect(try await figures() == before)
    _ = try await receipts(kith)
    #expect(try await figures() == before)
  }

  @Test func `is forgotten by a process that was killed before, too`() async throws {
    let kith = try await company { $0.limits.erasureGatherMilliseconds = 60_000 }
    defer { try? kith.stop() }
    let folder = kith.options.folder
    let before = try ErasedPeople.keys(in: folder)
    _ = try await erase(kith)
    let destroyed = Array(before.subtracting(try ErasedPeople.keys(in: folder)))
    try kith.crash()
    #expect(try await all(kith, ["ErasureCompleted"]).isEmpty)
    try kith.restart(limits: { $0.erasureGatherMilliseconds = 1 })
    _ = try await receipts(kith)
    #expect(try ErasedPeople.found(ErasedPeople.gone, in: folder, keys: destroyed) == [])
    try await verifyAll(kith)
  }

  @Test func `is gone of what is told again when retractions and erasures meet`() async throws {
    let kith = try await company()
    defer { try? kith.stop() }
    for number in 0..<Self.count {
      let contact = ErasedPeople.id(ErasedPeople.gone, number)
      let own = try await all(kith).filter { $0.subjects.first == contact }
      let change = try #require(own.first { $0.fact.type == .contactDetailsChanged }?.position)
      let note = try #require(own.first { $0.fact.type == .noteAdded }?.position)
      // In one command, so that read models meet them together.
      _ = try await kith.record(
        request([
          retracted(change), retracted(note),
          .personalDataErased(.with { ($0.contact, $0.reason) = (contact, "Asked for") }),
        ]))
    }
    _ = try await receipts(kith)
    #expect(try ErasedPeople.found(ErasedPeople.gone, in: kith.options.folder) == [])
    try await verifyAll(kith)
  }
}
