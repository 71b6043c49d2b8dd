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

/// What the daemon records of its own, so that answers depend on the log alone.
@Suite struct `What holds from the beginning` {
  private static func events(_ kith: TestEngine) async throws -> [Event] {
    try await kith.read(LogReadRequest()).events
  }

  private static func refusal(_ kith: TestEngine, _ phone: String) async -> Refusal? {
    await #expect(throws: Refusal.self) { try await kith.query(ContactFindRequest.with { $0.phone = phone }) }
  }

  @Test func `is recorded with the first command, before it, and is none of its facts`() async throws {
    let kith = try TestEngine { $0.seeds = Seeds(phoneRegion: "GB", grantsConsent: false) }
    #expect(kith.engine.head == .zero)
    let refused = await #expect(throws: Refusal.self) { try await kith.record(created("")) }
    #expect(refused?.code == .invalid && kith.engine.head == .zero)
    let reply = try await kith.record(created("Ada"), commandID: "one")
    #expect(reply.position == 4 && reply.events.count == 1)
    #expect(try await kith.record(created("Ada"), commandID: "one").events == reply.events)
    let events = try await Self.events(kith)
    #expect(events.map(\.fact.type) == [.companyConfigured, .pipelineDefined, .consentDefaultSet, .contactCreated])
    for event in events.prefix(3) {
      #expect(event.actor.role == "daemon" && event.actor.uid == 4711 && event.causationID == "initial")
      #expect(event.commandID.isEmpty && event.recordedAt == events[3].recordedAt)
    }
    let card = try await kith.query(CompanyGetRequest()).company
    #expect(card.phoneRegion == "GB" && card.version == 2)
    #expect(card.consentDefaults.map(\.consent) == [.withdrawn])
    try kith.restart()
    _ = try await kith.record(created("Eve"))
    #expect(kith.engine.head == Position(5))
    for name in kith.options.readModels.map(\.name) + ["registry", "index"] {
      #expect(try await kith.verify(name).equal, "\(name)")
    }
    kith.engine.stop()
  }

  @Test func `is known to a rehearsal in an empty log, which stays empty`() async throws {
    let kith = try TestEngine { $0.seeds = Seeds(phoneRegion: "GB") }
    var rehearsed = request([
      .contactCreated(.with { ($0.contact, $0.name, $0.phones) = (contactID(1), "Ada", ["020 7946 0018"]) }),
      .dealOpened(.with { ($0.contact, $0.title) = (contactID(1), "Engine") }),
    ])
    rehearsed.rehearsal = "r"
    for _ in 0..<2 {
      #expect(try await kith.record(rehearsed).events.map(\.version) == [1, 1])
      rehearsed = request([called(contactID(1))])
      rehearsed.rehearsal = "r"
      rehearsed.events.append(contentsOf: request([called(contactID(1))]).events)
    }
    #expect(kith.engine.head == .zero)
    #expect(try await !kith.query(CompanyGetRequest()).hasCompany)
    #expect(try await kith.query(PipelineListRequest()).pipelines == [])
    kith.engine.stop()
  }

  @Test func `is shared by a commit of many commands once`() async throws {
    let kith = try TestEngine()
    // The first of them is refused, and takes nothing with it.
    let commands = [called(contactID(9))] + (0..<20).map { created("Contact \($0)") }
    let sent = commands.map { kith.command(request([$0])) }
    kith.engine.submit(sent)
    for command in sent { _ = await kith.collector.outcome(command.ticket) }
    #expect(kith.engine.head == Position(22))
    #expect(try await Self.events(kith).filter { $0.causationID == "initial" }.map(\.position) == [1, 2])
    kith.engine.stop()
  }

  @Test func `is changed by facts alone, from their position on`() async throws {
    let kith = try TestEngine { $0.seeds = Seeds(phoneRegion: "GB") }
    func contact(_ number: UInt64) -> Fact.OneOf_Fact {
      .contactCreated(.with { ($0.contact, $0.name, $0.phones) = (contactID(number), "C", ["030 1234567"]) })
    }
    func found(_ phone: String) async throws -> [String] {
      try await kith.query(ContactFindRequest.with { $0.phone = phone }).contacts.map(\.id)
    }
    _ = try await kith.record(contact(1))
    _ = try await kith.record(.companyConfigured(.with { $0.phoneRegion = "DE" }), contact(2))
    #expect(try await found("030 1234567") == [contactID(2)])
    #expect(try await found("+44 30 1234567") == [contactID(1)])
    _ = try await kith.record(.companyConfigured(.with { $0.clear = ["phoneRegion"] }))
    #expect(await Self.refusal(kith, "030 1234567")?.field == "phone")
    let refused = await #expect(throws: Refusal.self) { try await kith.record(contact(3)) }
    #expect(refused?.field == "events[0].data.phones[0]")
    // Whatever the settings of a later start.
    for region in ["GB", nil] {
      try kith.stop()
      let later = try TestEngine(folder: kith.folder) { $0.seeds = Seeds(phoneRegion: region, grantsConsent: false) }
      #expect(later.engine.hasBegun)
      #expect(await Self.refusal(later, "030 1234567")?.field == "phone")
      #expect(later.engine.head == kith.last)
      try later.stop()
    }
  }

  /// With all read models, and every question that the schema knows.
  @Test func `lets two engines with one log answer alike, whatever their settings, users and machines`() async throws {
    let first = try TestEngine { $0.seeds = Seeds(phoneRegion: "GB") }
    let surroundings = try await FieldSuite.surroundings([first], 1)
    _ = try await first.record(.companyConfigured(.with { $0.phoneRegion = "DE" }))
    _ = try await first.record(
      .consentDefaultSet(.with { ($0.purpose, $0.channel, $0.consent) = ("offers", "*", .withdrawn) }))
    try first.restart()
    var digests: [String: String] = [:]
    for model in first.options.readModels { digests[model.name] = try await first.caughtUp(model.name).digest }
    let copy = try ScratchCopy(of: first.options.folder)
    for derived in ["views", "registry", "index"] {
      try FileManager.default.removeItem(atPath: copy.folder.path("data/\(derived)"))
    }
    let second = try TestEngine(folder: copy.folder, bootID: "another") {
      $0.seeds = Seeds(phoneRegion: "US", grantsConsent: false)
    }
    for model in second.options.readModels {
      #expect(try await second.caughtUp(model.name).digest == digests[model.name], "\(model.name)")
    }
    for kith in [first, second] { kith.clock.jump(days: 1) }
    let questions = Questions(surroundings, from: "2023-01-01", to: "2033-01-01")
    #expect(try await questions.difference(first, second) == nil)
    for phone in ["030 123456", "020 79460018", "+442079460018"] {
      let request = ContactFindRequest.with { $0.phone = phone }
      #expect(try await first.query(request).contacts == second.query(request).contacts)
    }
    let company = try await [first.query(CompanyGetRequest()).company, second.query(CompanyGetRequest()).company]
    #expect(company[0] == company[1] && company[0].phoneRegion == "DE")
    // And decide alike.
    for kith in [first, second] {
      let reply = try await kith.record(
        .contactCreated(.with { ($0.contact, $0.name, $0.phones) = (contactID(77), "D", ["030 123456"]) }))
      let event = try await kith.read(.with { $0.after = reply.position - 1 }).events[0]
      #expect(event.fact.contactCreated.phoneRegion == "DE")
    }
    first.engine.stop()
    second.engine.stop()
  }
}
