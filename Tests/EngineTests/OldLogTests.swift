import APISchema
import Domain
import Engine
import EventLog
import FactSchema
import Foundation
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

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
    let models = ReadModelCatalogue.all(ReadModelSettings(phoneRegion: region))
    return try TestEngine(folder: folder, readModels: models) { $0.region = region }
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
      // What is recorded now has the setting of now.
      if region == "GB", !remade {
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
  @Test func `answers a command whose digest was left out as it was first`() async throws {
    let folder = try Self.log([Self.contact(1) { _ in }], commandID: "c")
    let kith = try Self.engine(folder, nil)
    for name in ["Contact 1", "Eve"] {
      let reply = try await kith.record(created(name), commandID: "c")
      #expect(reply.replayed && reply.position == 1)
    }
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
