import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

/// Hears what the engine says.
final class Said: Sendable {
  private let heard = Mutex<[EngineNotice]>([])

  func hear(_ notice: EngineNotice) { heard.withLock { $0.append(notice) } }

  var kinds: [EngineNotice.Kind] { heard.withLock { $0.map(\.kind) } }
  var sentences: [String] { heard.withLock { $0.map(\.sentence) } }
}

@Suite struct `A fault at run time` {
  @Test func `of one read model is said, its queries are answered from what it has, and a failed rebuild is said too`()
    async throws
  {
    let said = Said()
    let kith = try TestEngine(readModels: [Failing()], said: said)
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(.noteAdded(NoteAdded.with { ($0.contact, $0.text) = (ada, "poison") }))
    // The state is there a moment before it is said.
    while try kith.engine.projection("failing").state != .stopped || said.kinds.isEmpty { await Task.yield() }
    #expect(said.kinds == [.fault])
    #expect(said.sentences.first?.contains("failing stopped at position \(place(2)): notes are too much") == true)
    let begun = try kith.engine.rebuild("failing")
    var info = try kith.engine.projection("failing")
    while !info.hasFailedBuild || said.kinds.count < 2 {
      await Task.yield()
      info = try kith.engine.projection("failing")
    }
    #expect(info.failedBuild.job == begun.job && info.failedBuild.generation == begun.generation)
    #expect(info.failedBuild.cause.contains("notes are too much"))
    #expect(info.state == .stopped && info.generation == 1 && info.position == place(1))
    // Nothing is left of it that the next start would go on with.
    let left = try FileManager.default.contentsOfDirectory(atPath: kith.options.folder + "/views")
    #expect(left == ["failing.1"])
    #expect(said.kinds == [.fault, .fault])
    #expect(kith.engine.status().notices == said.sentences)
    kith.engine.stop()
  }

  @Test func `of the log's size is said once, and queries go on`() async throws {
    let said = Said()
    let kith = try TestEngine(said: said) { ($0.logMapSize, $0.journalBytes) = (4 << 20, 64 << 10) }
    let ada = try await kith.record(created("Ada")).events[0].subject
    let text = String(repeating: "x", count: 60_000)
    var refused = 0
    while refused < 3 {
      do {
        _ = try await kith.record(.noteAdded(NoteAdded.with { ($0.contact, $0.text) = (ada, text) }))
      } catch let refusal as Refusal where refusal.code == .storageFull {
        refused += 1
      }
    }
    #expect(said.kinds == [.fault])
    #expect(kith.engine.status().notices.count { $0.contains("log.mapSize") } == 1)
    #expect(try await kith.card(ada).name == "Ada")
    kith.engine.stop()
  }

  @Test func `leaves what it may not see to nobody who names a position`() async throws {
    let kith = try TestEngine(readModels: [Poisoned()] + ReadModelCatalogue.all.filter { $0.name == "history" })
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(.noteAdded(NoteAdded.with { ($0.contact, $0.text) = (ada, "poison") }))
    while try kith.engine.projection("contacts").state != .stopped { await Task.yield() }
    let reply = try await kith.query(ContactGetRequest.with { $0.contact = ada })
    #expect(reply.contact.name == "Ada" && reply.position == place(1))
    #expect(reply.behind.head == place(2) && reply.behind.reason == "stopped")
    let named = ContactGetRequest.with { ($0.contact, $0.atLeast) = (ada, place(2)) }
    let refusal = await #expect(throws: Refusal.self) { try await kith.query(named) }
    #expect(refusal?.code == .behind && refusal?.position == Position(place(1)))
    kith.engine.stop()
  }
}

extension `A fault at run time` {
  @Test func `of the only generation is what its queries are told, and not that one is being built`() async throws {
    let kith = try TestEngine(readModels: [Poisoned()] + ReadModelCatalogue.all.filter { $0.name == "history" })
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(.noteAdded(NoteAdded.with { ($0.contact, $0.text) = (ada, "poison") }))
    try kith.restart { try FileManager.default.removeItem(atPath: $0 + "/views") }
    while try !kith.engine.projection("contacts").hasFailedBuild { await Task.yield() }
    #expect(try kith.engine.projection("contacts").state == .stopped)
    let refusal = await #expect(throws: Refusal.self) { try await kith.card(ada) }
    #expect(refusal?.code == .internal && refusal?.message.contains("notes are too much") == true)
    kith.engine.stop()
  }
}

/// Contacts that cannot take a note.
struct Poisoned: Projection {
  private let contacts = ContactsProjection()
  var name: String { contacts.name }
  var version: UInt32 { contacts.version }
  var queries: [QueryKind] { contacts.queries }

  func part(of header: EventHeader) -> SubjectID? { contacts.part(of: header) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    if event.header.type == FactType.noteAdded.rawValue { throw .cannotApply("notes are too much") }
    try contacts.apply(event, to: &view)
  }
}
