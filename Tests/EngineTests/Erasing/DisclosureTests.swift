import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `What is held about a person` {
  private func page(_ kith: TestEngine, _ request: ContactDiscloseRequest) async throws -> ContactDiscloseReply {
    let job = DisclosureJob(request: request, ticket: kith.collector.ticket())
    kith.engine.submit(job)
    return try await ContactDiscloseReply(serializedBytes: kith.collector.outcome(job.ticket).result.get())
  }

  private func all(_ kith: TestEngine, _ contact: String, limit: UInt32 = 1000) async throws -> [DisclosedFact] {
    var facts: [DisclosedFact] = []
    var request = ContactDiscloseRequest.with { ($0.contact, $0.limit) = (contact, limit) }
    while true {
      let page = try await page(kith, request)
      #expect(page.facts.count <= limit && (page.more || page.next == page.position))
      facts += page.facts
      guard page.more else { return facts }
      request.after = page.next
    }
  }

  /// By the whole log, fact by fact.
  private func expected(_ kith: TestEngine, _ contact: String) async throws -> [UInt64] {
    var events: [Event] = []
    var request = LogReadRequest.with { $0.limit = 1000 }
    while true {
      let page = try await kith.read(request)
      events += page.events
      guard page.more else { break }
      request.after = page.next
    }
    let own = events.compactMap { event -> String? in
      switch event.fact.fact {
      case .dealOpened(let fact): fact.contact == contact ? event.subjects[0] : nil
      case .dealTransferred(let fact): fact.contact == contact ? event.subjects[0] : nil
      case .taskScheduled(let fact): fact.contact == contact ? event.subjects[0] : nil
      case .orderPlaced(let fact): fact.contact == contact ? event.subjects[0] : nil
      default: nil
      }
    }
    return events.filter { $0.subjects.contains(contact) || own.contains($0.subjects[0]) }.map(\.position)
  }

  @Test(arguments: [UInt32(1), 3, 1000])
  func `is each fact about the contact and about what is its own, once and in order`(limit: UInt32) async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let surroundings = try await FieldSuite.surroundings([kith], 1)
    let other = try await FieldSuite.surroundings([kith], 2)
    let deal = surroundings.id(.deal, 0)
    let facts: [Fact.OneOf_Fact] = [
      .dealStageChanged(.with { ($0.deal, $0.stage) = (deal, "beta") }),
      .taskCompleted(.with { $0.task = surroundings.id(.task, 1) }),
      .dealTransferred(.with { ($0.deal, $0.contact) = (deal, surroundings.id(.contact, 1)) }),
      .dealWon(.with { $0.deal = deal }),
    ]
    for fact in facts { _ = try await kith.record(fact) }
    let won = kith.last
    _ = try await kith.record(.factRetracted(.with { ($0.position, $0.reason) = (won.value, "mistaken") }))
    for number in 0...3 {
      for contact in [surroundings.id(.contact, number), other.id(.contact, number)] {
        let told = try await all(kith, contact, limit: limit).map(\.event.position)
        #expect(try await told == expected(kith, contact), "\(contact)")
        #expect(told.count > 1)
      }
    }
  }

  @Test func `has no text that may be about somebody else, and says which it leaves out and why`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let (ada, bea) = (contactID(1), contactID(2))
    _ = try await kith.record(request([created("Ada", id: ada), created("Beatrix", id: bea)]))
    let own = try await kith.record(called(ada, notes: "Wants an offer")).position
    let first = try await kith.record(
      .meetingLogged(.with { ($0.contact, $0.also, $0.text) = (ada, [bea], "Beatrix is unwell") })
    ).position
    let second = try await kith.record(
      .meetingLogged(.with { ($0.contact, $0.also, $0.text) = (bea, [ada], "Beatrix and a friend") })
    ).position
    let facts = try await all(kith, ada)
    let told = Dictionary(uniqueKeysWithValues: facts.map { ($0.event.position, $0) })
    #expect(told[own]?.event.fact.callLogged.notes == "Wants an offer" && told[own]?.event.denied == [])
    #expect(told[first]?.event.denied == ["text"] && told[first]?.because == .namesOthers)
    #expect(told[second]?.event.denied == ["text"] && told[second]?.because == .ofAnother)
    let bytes = try facts.map { try $0.serializedBytes() as [UInt8] }.joined()
    for word in ["Beatrix", "unwell", "friend"] { #expect(!Array(bytes).contains(word.utf8)) }
    // The other one sees it the other way round.
    let others = Dictionary(uniqueKeysWithValues: try await all(kith, bea).map { ($0.event.position, $0) })
    #expect(others[first]?.because == .ofAnother && others[second]?.because == .namesOthers)
    #expect(others[own] == nil)
  }

  @Test func `is what is left of somebody who was erased, and nothing of a contact that is not there`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = contactID(1)
    _ = try await kith.record(request([created("Ada", id: ada), called(ada, notes: "Wants an offer")]))
    let erased = try await kith.record(
      .personalDataErased(.with { ($0.contact, $0.reason) = (ada, "Asked for") })
    ).position
    try await kith.waitForReceipt(after: erased)
    let facts = try await all(kith, ada)
    #expect(
      facts.map { $0.event.fact.type?.name } == [
        "ContactCreated", "CallLogged", "PersonalDataErased", "ErasureCompleted",
      ])
    #expect(facts.map(\.event.erased) == [["name"], ["notes"], [], []])
    #expect(facts.allSatisfy { $0.event.denied.isEmpty })
    let unknown = await #expect(throws: Refusal.self) { try await page(kith, .with { $0.contact = contactID(9) }) }
    #expect(unknown?.code == .notFound && unknown?.field == "contact")
    let past = await #expect(throws: Refusal.self) {
      try await page(kith, .with { ($0.contact, $0.after) = (ada, 999) })
    }
    #expect(past?.code == .invalid && past?.field == "after")
  }
}
