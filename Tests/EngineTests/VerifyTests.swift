import APISchema
import Domain
import Engine
import FactSchema
import Foundation
import LMDB
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@Suite struct `A verification` {
  /// An engine with something of everything: two contacts, calls, a deal, a task, an order, a campaign.
  static func filled() async throws -> (kith: TestEngine, ada: String) {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada Lovelace", externalID: "a-1"), commandID: "one").events[0].subject
    let eve = try await kith.record(created("Eve"), commandID: "two").events[0].subject
    for contact in [ada, eve] {
      for _ in 0..<3 { _ = try await kith.record(called(contact)) }
      _ = try await kith.record(.dealOpened(.with { ($0.contact, $0.title) = (contact, "A chance") }))
      _ = try await kith.record(
        .taskScheduled(.with { ($0.contact, $0.title, $0.dueAt) = (contact, "Call", kith.clock.now.timestamp) }))
      _ = try await kith.record(
        .orderPlaced(
          .with { order in
            (order.contact, order.itemCount) = (contact, 1)
            order.total = .with { ($0.currency, $0.amount) = ("EUR", "12.00") }
          }))
    }
    let campaign = try await kith.record(
      .campaignCreated(.with { ($0.name, $0.channel, $0.purpose) = ("Spring", "email", "news") })
    ).events[0].subject
    _ = try await kith.record(.campaignSent(.with { ($0.campaign, $0.contact) = (campaign, ada) }))
    _ = try await kith.record(.userAdded(.with { $0.login = "carl" }))
    _ = try await kith.record(retracted(place(3)))
    return (kith, ada)
  }

  static let names = ReadModelCatalogue.all.map(\.name)

  /// Every file in the data folder that verifying might touch, with its size.
  static func files(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder + "/views").sorted()
  }

  /// Changes the rows of an environment of a stopped engine.
  static func edit(_ path: String, _ body: (inout WriteTransaction, Table) throws -> Void) throws {
    let environment = try Environment(Environment.Options(path: path, mapSize: 0, maxTables: 2))
    let rows = try environment.openTable("rows")
    var transaction = try environment.write()
    try body(&transaction, rows)
    try transaction.commit()
    try environment.sync()
  }

  /// The folder of a read model's generation.
  static func generation(_ folder: String, _ name: String) throws -> String {
    let found = try FileManager.default.contentsOfDirectory(atPath: folder + "/views").first {
      $0.hasPrefix(name + ".")
    }
    return "\(folder)/views/\(try #require(found))"
  }

  @Test func `finds everything derived equal to the log, and changes nothing`() async throws {
    let (kith, _) = try await Self.filled()
    // What the registry and the index hold is on disk after a stop.
    try kith.restart()
    var digests: [String: String] = [:]
    for name in Self.names { digests[name] = try await kith.caughtUp(name).digest }
    let before = try Self.files(kith.options.folder)
    for name in Self.names + ["registry", "index"] {
      let reply = try await kith.verify(name)
      #expect(reply.equal && reply.differentRows == 0 && reply.digest == reply.rebuiltDigest, "\(name): \(reply)")
      #expect(reply.position == kith.engine.head.value && reply.rows > 0, "\(name)")
      if let digest = digests[name] { #expect(reply.digest == digest) }
    }
    #expect(try Self.files(kith.options.folder) == before)
    #expect(kith.engine.status().notices == [])
    kith.engine.stop()
  }

  @Test(arguments: names) func `finds a row that was taken out, changed or put in, and leaves it`(
    name: String
  ) async throws {
    let (kith, _) = try await Self.filled()
    let before = try await kith.caughtUp(name)
    let long = Array(repeating: UInt8(1), count: 60)
    var keys: [[UInt8]] = []
    try kith.restart(vouchingFor: "views/\(name).1") { folder in
      try Self.edit(try Self.generation(folder, name)) { transaction, rows in
        try transaction.scan(rows, from: .end) { key, _ in
          keys.append(key.indices.map { key[$0] })
          return .next
        }
        try transaction.delete(keys[0], in: rows)
        try transaction.put(keys[1], [9, 9, 9], in: rows)
        try transaction.put(long, [7], in: rows)
      }
    }
    func hex(_ key: [UInt8]) -> String { key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
    for _ in 0..<2 {
      let reply = try await kith.verify(name)
      #expect(!reply.equal && reply.differentRows == 3)
      #expect(reply.digest != reply.rebuiltDigest && reply.rebuiltDigest == before.digest)
      #expect(reply.differences.first { $0.kind == "missing" }?.key == hex(keys[0]))
      #expect(reply.differences.first { $0.kind == "changed" }?.key == hex(keys[1]))
      #expect(reply.differences.first { $0.kind == "extra" }?.key == hex(long))
    }
    #expect(try await kith.caughtUp(name).generation == before.generation)
    kith.engine.stop()
  }

  @Test func `looks at rows, not at what a file says of them`() async throws {
    let (kith, _) = try await Self.filled()
    _ = try await kith.caughtUp("contacts")
    try kith.restart(vouchingFor: "views/contacts.1") { folder in
      let environment = try Environment(
        Environment.Options(path: try Self.generation(folder, "contacts"), mapSize: 0, maxTables: 2))
      let meta = try environment.openTable("meta")
      var transaction = try environment.write()
      var state = try #require(try transaction.get(Array("state".utf8), in: meta))
      state[79] ^= 1
      try transaction.put(Array("state".utf8), state, in: meta)
      try transaction.commit()
    }
    let reply = try await kith.verify("contacts")
    #expect(!reply.equal && reply.differences.map(\.kind) == ["changed"])
    kith.engine.stop()
  }

  @Test func `names the contact of a row of its history`() async throws {
    let (kith, ada) = try await Self.filled()
    _ = try await kith.caughtUp("history")
    let subject = try #require(SubjectID(ada))
    try kith.restart(vouchingFor: "views/history.1") { folder in
      try Self.edit(try Self.generation(folder, "history")) { transaction, rows in
        var prefix: [UInt8] = [1]
        for shift in stride(from: 120, through: 0, by: -8) {
          prefix.append(UInt8(truncatingIfNeeded: subject.value >> UInt128(shift)))
        }
        let row = try #require(try transaction.first(in: rows, prefix: prefix))
        try transaction.delete(row.key, in: rows)
      }
    }
    #expect(try await kith.verify("history").differences.map(\.subject) == [ada])
    kith.engine.stop()
  }

  @Test func `finds a command id that was freed and a fact that was hidden`() async throws {
    let (kith, ada) = try await Self.filled()
    try kith.restart(vouchingFor: "registry", "index") { folder in
      try Self.edit(folder + "/registry") { transaction, rows in
        // Commands are table 4: a hash of the uid and the id.
        let row = try #require(try transaction.first(in: rows, prefix: [4]))
        try transaction.delete(row.key, in: rows)
      }
      try Self.edit(folder + "/index") { transaction, rows in
        let row = try #require(try transaction.first(in: rows, prefix: [1, 1]))
        try transaction.delete(row.key, in: rows)
      }
    }
    let registry = try await kith.verify("registry")
    #expect(registry.differences.map(\.kind) == ["missing"] && registry.differences.map(\.table) == ["4"])
    let index = try await kith.verify("index")
    #expect(index.differences.map(\.kind) == ["missing"])
    #expect(index.differences.first.flatMap { SubjectID($0.subject) }?.kind == .contact)
    // It only looked: the id is still free, which is what an operator must know before anything is made again.
    #expect(try await !kith.verify("registry").equal)
    #expect(!ada.isEmpty)
    kith.engine.stop()
  }

  /// The name is given again: to what was left there, places of commands would be added a second time.
  @Test(arguments: ["registry", "index"]) func `begins anew where a process was killed in the midst of one`(
    name: String
  ) async throws {
    let kith = try TestEngine()
    for number in 0..<5 { _ = try await kith.record(created("Ada"), commandID: "command-\(number)") }
    try kith.restart { folder in
      for number in 1...20 {
        try FileManager.default.copyItem(
          atPath: "\(folder)/\(name)", toPath: "\(folder)/views/\(name).verify-\(number)")
      }
    }
    let reply = try await kith.verify(name)
    #expect(reply.equal, "\(reply)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: kith.options.folder + "/views").allSatisfy {
        !$0.contains("verify-")
      })
    kith.engine.stop()
  }

  @Test func `of a read model that has stopped is of what it has`() async throws {
    let kith = try TestEngine(readModels: [Failing()])
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(.noteAdded(NoteAdded.with { ($0.contact, $0.text) = (ada, "poison") }))
    _ = try await kith.record(called(ada))
    while try kith.engine.projection("failing").state != .stopped { await Task.yield() }
    let reply = try await kith.verify("failing")
    #expect(reply.equal && reply.position == place(1) && reply.rows == place(1))
    kith.engine.stop()
  }

  @Test func `goes on while facts are recorded`() async throws {
    let (kith, ada) = try await Self.filled()
    kith.engine.submit((0..<2000).map { _ in kith.command(request([called(ada)])) })
    let reply = try await kith.verify("history")
    #expect(reply.equal, "\(reply)")
    _ = try await kith.record(called(ada))
    #expect(try await kith.verify("registry").equal)
    kith.engine.stop()
  }

  /// The client goes while the copy is made: what would have been the rest of it is not.
  @Test(arguments: ["departing", "registry"]) func `ends when its client has gone`(name: String) async throws {
    let departing = Departing()
    let kith = try TestEngine(readModels: [departing]) { $0.limits.buildEvents = 16 }
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<10 { _ = try await kith.record(request((0..<200).map { _ in called(ada) })) }
    _ = try await kith.caughtUp("departing")
    let caller = kith.collector.caller()
    let before = departing.applied.load(ordering: .relaxed)
    let engine = kith.engine
    departing.onNext.withLock { onNext in onNext = { engine.leave(caller) } }
    let job = VerifyJob(projection: "departing", ticket: kith.collector.ticket(caller))
    kith.engine.submit(job)
    let error = await #expect(throws: Refusal.self) { try await kith.collector.outcome(job.ticket).result.get() }
    #expect(error?.code == .shuttingDown)
    #expect(departing.applied.load(ordering: .relaxed) - before < 100)
    // One that waits behind it is not begun, and another client's is made.
    #expect(try await kith.verify(name).equal)
    kith.engine.stop()
  }

  @Test func `of something that is not derived is refused`() async throws {
    let kith = try TestEngine()
    let refusal = await #expect(throws: Refusal.self) { try await kith.verify("vault") }
    #expect(refusal?.code == .notFound)
    kith.engine.stop()
  }
}

/// Counts what it is given, and does something once on the way.
final class Departing: Projection {
  let name = "departing"
  let version: UInt32 = 1
  let applied = Atomic(0)
  let onNext = Mutex<(@Sendable () -> Void)?>(nil)

  func part(of header: EventHeader) -> SubjectID? { nil }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) {
    applied.add(1, ordering: .relaxed)
    onNext.withLock { $0.take() }?()
  }
}
