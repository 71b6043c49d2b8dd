import APISchema
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

/// Facts as the first releases stored them, which took texts as they came and did not say the region of phones.
@Suite struct `A log of an earlier release` {
  /// A data folder that holds these contacts, recorded without a daemon.
  private static func log(_ contacts: [ContactCreated], commandID: String? = nil) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let now = Instant(microseconds: 1_700_000_000_000_000)
    let log = try LocalLog.open(
      LocalLog.Options(folder: folder.path("data"), logMapSize: 1 << 30, reserveBytes: 4096, allowCopyOnWrite: true),
      now: now)
    let records = try contacts.enumerated().map { index, contact in
      let fact = try FactCodec.encode(Fact.with { $0.contactCreated = contact })
      let header = EventHeader(
        position: Position(UInt64(index) + 1), type: 16, recordedAt: now, occurredAt: now,
        subject: try #require(SubjectID(contact.contact)), version: Version(1), uid: 1000, role: .agent,
        commandID: commandID)
      return PendingRecord(
        header: header, message: fact.message, openCount: fact.openCount, key: .new(index))
    }
    _ = try log.append(records, at: .zero)
    try log.checkpoint()
    return folder
  }

  /// Keeps a region for early phones, as releases did before it was a fact; the log is closed again.
  private static func keep(_ region: String, in folder: ScratchFolder) throws {
    let log = try LocalLog.open(
      LocalLog.Options(folder: folder.path("data"), logMapSize: 1 << 30, reserveBytes: 4096, allowCopyOnWrite: true),
      now: Instant(microseconds: 1_700_000_000_000_000))
    #expect(try log.kept("phone-region", otherwise: Array(region.utf8)) == Array(region.utf8))
    try log.checkpoint()
  }

  private static func contact(_ number: UInt64, _ body: (inout ContactCreated) -> Void) -> ContactCreated {
    var contact = ContactCreated.with {
      $0.contact = contactID(number)
      $0.kind = .person
      $0.name = "Contact \(number)"
    }
    body(&contact)
    return contact
  }

  private static func engine(_ folder: ScratchFolder, _ region: String?) throws -> TestEngine {
    try TestEngine(folder: folder) { $0.seeds = Seeds(phoneRegion: region) }
  }

  private static func found(
    _ kith: TestEngine, _ body: (inout ContactFindRequest) -> Void
  ) async throws -> [String] {
    try await kith.query(ContactFindRequest.with(body)).contacts.map(\.id).sorted()
  }

  @Test func `finds its phones as they were at the first start, whatever is set afterwards`() async throws {
    let folder = try Self.log([Self.contact(1) { $0.phones = ["030 1234567", "+1 212 555 0100"] }])
    var digest: String?
    for (region, remade) in [("DE", false), ("GB", false), ("GB", true), (nil, true), ("US", false)]
      as [(String?, Bool)]
    {
      if remade {
        for derived in ["views", "registry", "index"] {
          try FileManager.default.removeItem(atPath: folder.path("data/\(derived)"))
        }
      }
      let kith = try Self.engine(folder, region)
      let state = try await kith.caughtUp("contacts")
      #expect(try await Self.found(kith) { $0.phone = "+49 30 1234567" } == [contactID(1)])
      #expect(try await Self.found(kith) { $0.phone = "+44 30 1234567" } == [])
      #expect(try await Self.found(kith) { $0.phone = "+1 212 555 0100" } == [contactID(1)])
      #expect(try await kith.card(contactID(1)).phoneRegion == "DE")
      #expect(digest == nil || digest == state.digest)
      digest = state.digest
      #expect(try await kith.verify("contacts").equal)
      // What is recorded now has what the company says now, and no configuration.
      if region == "GB", !remade {
        _ = try await kith.record(.contactCreated(Self.contact(3) { $0.phones = ["030 7654321"] }))
        #expect(try await Self.found(kith) { $0.phone = "+49 30 7654321" } == [contactID(3)])
        _ = try await kith.record(.companyConfigured(.with { $0.phoneRegion = "GB" }))
        _ = try await kith.record(.contactCreated(Self.contact(2) { $0.phones = ["030 1234567"] }))
        #expect(try await Self.found(kith) { $0.phone = "+44 30 1234567" } == [contactID(2)])
        digest = nil
        _ = try await kith.record(retagged(contactID(1)), retagged(contactID(2)))
        #expect(try await Self.found(kith) { $0.phone = "+44 30 1234567" } == [contactID(2)])
        _ = try await kith.record(
          .contactDetailsChanged(.with { ($0.contact, $0.phones) = (contactID(2), ["+7 495 1234567"]) }))
      }
      try kith.stop()
    }
  }

  @Test func `is told at its head what holds from the beginning, once`() async throws {
    let folder = try Self.log([Self.contact(1) { $0.phones = ["030 1234567"] }])
    for region in ["DE", "GB"] {
      let kith = try Self.engine(folder, region)
      while kith.engine.head < Position(3) { await Task.yield() }
      let events = try await kith.read(.with { $0.after = 1 }).events
      #expect(events.map(\.fact.type) == [.companyConfigured, .pipelineDefined])
      #expect(events.allSatisfy { $0.causationID == "initial" && $0.actor.role == "daemon" })
      #expect(events[0].fact.companyConfigured.phoneRegion == "DE")
      _ = try await kith.caughtUp("pipelines")
      #expect(try await kith.query(PipelineListRequest()).pipelines.map(\.name) == ["sales"])
      for name in kith.options.readModels.map(\.name) + ["registry", "index"] {
        if !["registry", "index"].contains(name) { _ = try await kith.caughtUp(name) }
        #expect(try await kith.verify(name).equal, "\(name)")
      }
      try kith.stop()
    }
  }

  /// Who asks about a moment before it was said is answered as if it had been said all along; and so by whoever opens the log
  /// later, whatever is set there.
  @Test func `is told what held at every moment before that, too`() async throws {
    let folder = try Self.log((1...3).map { number in Self.contact(number) { $0.phones = ["030 1234567"] } })
    let now = Instant(microseconds: 1_700_000_000_000_000)
    var digests: Set<Digest256> = []
    for region in ["DE", "GB"] {
      let kith = try Self.engine(folder, region)
      while kith.engine.head < Position(5) { await Task.yield() }
      for position in 0...5 as ClosedRange<UInt64> {
        let moment = Moment.position(Position(position))
        #expect(try await kith.ask(CompanyGetRequest(), at: moment).company.phoneRegion == "DE", "\(moment)")
        #expect(try await kith.ask(PipelineListRequest(), at: moment).pipelines.map(\.name) == ["sales"], "\(moment)")
        let found = try await kith.ask(ContactFindRequest.with { $0.phone = "030 1234567" }, at: moment)
        #expect(found.contacts.map(\.id) == (1...3).prefix(Int(position)).map(contactID), "\(moment)")
      }
      for moment in [Moment.recordedAt(now), .occurredAt(now)] {
        #expect(try await kith.ask(CompanyGetRequest(), at: moment).company.phoneRegion == "DE", "\(moment)")
        let found = try await kith.ask(ContactFindRequest.with { $0.phone = "+49 30 1234567" }, at: moment)
        #expect(found.contacts.count == 3, "\(moment)")
      }
      try digests.insert(kith.digest(of: "contacts", at: Position(2)))
      try kith.stop()
    }
    #expect(digests.count == 1)
  }

  @Test func `says that it has grown of itself`() async throws {
    let folder = try Self.log([Self.contact(1) { _ in }])
    let said = Said()
    let kith = try TestEngine(folder: folder, said: said)
    func sentences() -> [String] { said.sentences.filter { $0.contains("did not say what holds for the company") } }
    while sentences().isEmpty { await Task.yield() }
    #expect(sentences().count == 1 && sentences()[0].hasSuffix("from position 2 to 3"), "\(sentences())")
    try kith.stop()
    // Once; and of a new log never.
    for other in [try TestEngine(folder: folder, said: Said()), try TestEngine(said: Said())] {
      _ = try await other.record(created("Ada"))
      #expect(other.engine.status().notices.allSatisfy { !$0.contains("what holds for the company") })
      other.engine.stop()
    }
  }

  /// A release between kept the region of its first start, and the setting was changed afterwards.
  @Test func `goes by the region that was kept for its first facts, and by the setting from then on`() async throws {
    let folder = try Self.log([Self.contact(1) { $0.phones = ["030 1234567"] }])
    try Self.keep("DE", in: folder)
    let kith = try Self.engine(folder, "GB")
    while kith.engine.head < Position(4) { await Task.yield() }
    let events = try await kith.read(.with { $0.after = 1 }).events
    #expect(events.map(\.causationID) == ["initial", "initial", "configured"])
    #expect(events[2].fact.companyConfigured.phoneRegion == "GB")
    _ = try await kith.caughtUp("contacts")
    #expect(try await Self.found(kith) { $0.phone = "+49 30 1234567" } == [contactID(1)])
    #expect(try await Self.found(kith) { $0.phone = "030 1234567" } == [])
    _ = try await kith.record(.contactCreated(Self.contact(2) { $0.phones = ["030 1234567"] }))
    #expect(try await Self.found(kith) { $0.phone = "030 1234567" } == [contactID(2)])
    #expect(try await kith.verify("contacts").equal)
    kith.engine.stop()
  }

  @Test func `finds all that hold an external id in one of its forms, and gives it to no other`() async throws {
    let forms = ["caf\u{E9}", "cafe\u{301}", "caf\u{E9} "]
    let folder = try Self.log(
      forms.enumerated().map { index, form in Self.contact(UInt64(index) + 1) { $0.externalID = form } })
    for remade in [false, true] {
      if remade { try FileManager.default.removeItem(atPath: folder.path("data/registry")) }
      let kith = try Self.engine(folder, nil)
      _ = try await kith.caughtUp("contacts")
      for form in forms {
        #expect(try await Self.found(kith) { $0.externalID = form } == [1, 2, 3].map(contactID))
        try await Self.expectTaken(kith, form)
      }
      try kith.stop()
    }
    // What another holds by now is not given away by who held it before.
    let kith = try Self.engine(folder, nil)
    let release = ContactDetailsChanged.with { ($0.contact, $0.clear) = (contactID(1), ["externalId"]) }
    _ = try await kith.record(.contactDetailsChanged(release))
    #expect(try await Self.found(kith) { $0.externalID = forms[0] } == [2, 3].map(contactID))
    try await Self.expectTaken(kith, forms[0])
    kith.engine.stop()
  }

  /// As `kith log upgrade` leaves records of format 1.
  @Test func `knows a command whose digest was left out by what it recorded`() async throws {
    let folder = try Self.log([Self.contact(1) { _ in }], commandID: "c")
    let kith = try Self.engine(folder, nil)
    let reply = try await kith.record(created("Contact 1"), commandID: "c")
    #expect(reply.replayed && reply.position == 1)
    let refused = await #expect(throws: Refusal.self) { try await kith.record(created("Eve"), commandID: "c") }
    #expect(refused?.code == .idReused)
    kith.engine.stop()
  }

  private static func expectTaken(_ kith: TestEngine, _ form: String) async throws {
    let refused = await #expect(throws: Refusal.self) { try await kith.record(created("Eve", externalID: form)) }
    #expect(refused?.code == .conflict)
  }
}

private func retagged(_ contact: String) -> Fact.OneOf_Fact {
  .contactTagged(.with { ($0.contact, $0.tags) = (contact, ["seen"]) })
}

@Suite struct `An external id` {
  /// In memory, in the registry's rows, after a restart, and with the registry made again.
  @Test(arguments: ["memory", "rows", "restart", "remade"])
  func `is free or taken in every form alike`(_ place: String) async throws {
    let kith = try TestEngine { if place == "rows" { $0.limits.derivedChanges = 1 } }
    let ada = try await kith.record(created("Ada", externalID: "cafe\u{301}")).events[0].subject
    // So that the checkpointer has written the first before the next are judged.
    if place == "rows" { for _ in 0..<50 { _ = try await kith.record(created("Other")) } }
    if place == "restart" { try kith.restart() }
    if place == "remade" {
      try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/registry") }
    }
    for form in ["caf\u{E9}", "cafe\u{301}", " caf\u{E9}", "cafe\u{301}\u{200B}"] {
      let refused = await #expect(throws: Refusal.self) { try await kith.record(created("Eve", externalID: form)) }
      #expect(refused?.code == .conflict)
      #expect(refused?.subject?.description == ada)
      let request = ContactFindRequest.with { $0.externalID = form }
      #expect(try await kith.query(request).contacts.map(\.id) == [ada])
    }
    _ = try await kith.record(
      .contactDetailsChanged(.with { ($0.contact, $0.externalID) = (ada, "caf\u{E9}-2") }))
    let eve = try await kith.record(created("Eve", externalID: "caf\u{E9}")).events[0].subject
    let request = ContactFindRequest.with { $0.externalID = "cafe\u{301}" }
    #expect(try await kith.query(request).contacts.map(\.id) == [eve])
    kith.engine.stop()
  }
}
