import APISchema
import Domain
import Engine
import EventLog
import FactSchema
import Foundation
import LMDB
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

/// A read model that cannot take a certain fact.
struct Failing: Projection {
  let name = "failing"
  let version: UInt32 = 1

  func part(of header: EventHeader) -> SubjectID? { nil }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    if event.header.type == FactType.noteAdded.rawValue { throw .cannotApply("notes are too much") }
    // What holds from the beginning has its row where it stands.
    guard event.header.position > .zero else { return }
    var key = RowKey(table: 1)
    key.append(event.header.position)
    view.put(key, [1])
  }
}

/// Takes two milliseconds for every fact.
struct Slow: Projection {
  let name = "slow"
  let version: UInt32 = 1

  func part(of header: EventHeader) -> SubjectID? { nil }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) {
    let end = ContinuousClock.now.advanced(by: .milliseconds(2))
    while ContinuousClock.now < end {}
  }
}

@Suite struct `Read models` {
  static func all() -> [any Projection] { ReadModelCatalogue.all }

  @Test func `show what was recorded before the query, every time`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    for count in 1...50 {
      _ = try await kith.record(called(ada))
      #expect(try await kith.card(ada).interactionCount == UInt64(count))
    }
    kith.engine.stop()
  }

  @Test func `that are slow hold back neither recording nor the others, and say that they are behind`() async throws {
    let kith = try TestEngine(readModels: Self.all() + [Slow()]) { $0.limits.lagMax = 100 }
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<5 { _ = try await kith.record(request(Array(repeating: called(ada), count: 100))) }
    #expect(try await kith.card(ada).interactionCount == 500)
    #expect(try kith.engine.projection("slow").lag > 100)
    var isSaid = false
    // The follower says it at the end of its round, which may be a moment after the card was answered.
    while !isSaid, try kith.engine.projection("slow").lag > 0 {
      isSaid = kith.engine.status().notices.contains { $0.hasPrefix("the read model slow is ") }
      await Task.yield()
    }
    #expect(isSaid)
    kith.engine.stop()
  }

  @Test func `are behind when a position does not come in time`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let request = ContactGetRequest.with {
      $0.contact = ada
      $0.atLeast = 100
      $0.timeoutMs = 1
    }
    let error = await #expect(throws: Refusal.self) {
      try await kith.query(request)
    }
    #expect(error?.code == .behind)
    kith.engine.stop()
  }

  @Test func `are rebuilt while facts are recorded and queries answered`() async throws {
    let kith = try TestEngine { ($0.limits.buildEvents, $0.rebuildMemory) = (64, 0) }
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<300 { _ = try await kith.record(called(ada)) }
    let before = try await kith.caughtUp("contacts")
    let begun = try kith.engine.rebuild("all")
    #expect(begun.generation == before.generation + 1)
    for count in 301...400 {
      _ = try await kith.record(called(ada))
      #expect(try await kith.card(ada).interactionCount == UInt64(count))
    }
    let after = try await kith.caughtUp("contacts")
    #expect(after.generation == before.generation + 1)
    #expect(try await kith.verify("contacts").equal)
    #expect(kith.engine.status().notices == [])
    kith.engine.stop()
  }

  /// More calls than are looked up at a time, in an order of times that is none, some of them in the future.
  @Test func `know the last interaction that is left when one is retracted`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let bob = try await kith.record(created("Bob")).events[0].subject
    var times: [UInt64: Instant] = [:]
    for index in 0..<80 {
      _ = try await kith.record(called(bob))
      kith.clock.advance(milliseconds: 3_600_000)
      let time = Instant(microseconds: kith.clock.now.microseconds + Int64(index * 37 % 80 - 60) * 3_600_000_000)
      var call = request([called(ada)])
      call.events[0].occurredAt = time.timestamp
      times[try await kith.record(call).position] = time
    }
    for (position, time) in times.sorted(by: { ($0.value, $0.key) > ($1.value, $1.key) }) {
      #expect(try await kith.card(ada).lastInteractionAt == time.timestamp)
      _ = try await kith.record(retracted(position))
    }
    #expect(try await !kith.card(ada).hasLastInteractionAt)
    #expect(try await kith.card(ada).interactionCount == 0)
    #expect(try await kith.verify("contacts").equal)
    kith.engine.stop()
  }

  @Test func `have the digest of a rebuild at the same position`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<20 { _ = try await kith.record(called(ada)) }
    _ = try await kith.record(retracted(place(3)))
    let before = try await kith.caughtUp("contacts")
    _ = try kith.engine.rebuild("contacts")
    var after = try await kith.caughtUp("contacts")
    while after.generation == before.generation { after = try await kith.caughtUp("contacts") }
    #expect(after.position == before.position)
    #expect(after.digest == before.digest)
    kith.engine.stop()
  }

  @Test func `go on being built after a restart`() async throws {
    // So little memory that rows are spilled time and again.
    let kith = try TestEngine { ($0.limits.buildEvents, $0.rebuildMemory) = (16, 0) }
    let commands = (0..<3000).map { kith.command(request([created("Contact \($0)")])) }
    kith.engine.submit(commands)
    for command in commands { _ = try await kith.collector.outcome(command.ticket).result.get() }
    let before = try await kith.caughtUp("contacts")
    _ = try kith.engine.rebuild("contacts")
    try kith.restart()
    let after = try await kith.caughtUp("contacts")
    #expect(after.generation == before.generation + 1)
    #expect(after.digest == before.digest)
    kith.engine.stop()
  }

  @Test func `are not rebuilt twice at a time`() async throws {
    let kith = try TestEngine()
    for number in 0..<2000 { kith.engine.submit([kith.command(request([created("Contact \(number)")]))]) }
    _ = try await kith.record(created("Last"))
    _ = try kith.engine.rebuild("contacts")
    let error = #expect(throws: Refusal.self) { try kith.engine.rebuild("all") }
    #expect(error?.code == .conflict)
    kith.engine.stop()
  }

  @Test func `stop alone at a fact that they cannot take`() async throws {
    let kith = try TestEngine(readModels: Self.all() + [Failing()])
    let ada = try await kith.record(created("Ada")).events[0].subject
    let note = NoteAdded.with { ($0.contact, $0.text) = (ada, "poison") }
    _ = try await kith.record(.noteAdded(note))
    _ = try await kith.record(called(ada))
    #expect(try await kith.card(ada).interactionCount == 1)
    var info = try kith.engine.projection("failing")
    while info.state != .stopped {
      await Task.yield()
      info = try kith.engine.projection("failing")
    }
    #expect(info.fault.position == place(2))
    #expect(info.fault.type == "NoteAdded")
    #expect(info.fault.cause == "notes are too much")
    #expect(info.position == place(1))
    kith.engine.stop()
  }

  @Test(arguments: ["views", "index", "registry"]) func `and all that is derived come back when deleted`(
    folder: String
  ) async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada", externalID: "a-1"), commandID: "one").events[0].subject
    for _ in 0..<10 { _ = try await kith.record(called(ada)) }
    let before = try await kith.caughtUp("contacts")
    try kith.restart { try FileManager.default.removeItem(atPath: "\($0)/\(folder)") }
    let after = try await kith.caughtUp("contacts")
    #expect(after.digest == before.digest)
    #expect(try await kith.record(created("Ada", externalID: "a-1"), commandID: "one").replayed)
    let error = await #expect(throws: Refusal.self) { try await kith.record(created("Eve", externalID: "a-1")) }
    #expect(error?.code == .conflict)
    let calls = try await kith.read(LogReadRequest.with { $0.types = ["CallLogged"] })
    #expect(calls.events.count == 10)
    kith.engine.stop()
  }

  @Test func `of another log are made again`() async throws {
    let other = try TestEngine()
    _ = try await other.record(created("Eve"))
    _ = try await other.caughtUp("contacts")
    try other.stop()
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    let before = try await kith.caughtUp("contacts")
    try kith.restart { folder in
      for derived in ["views", "index", "registry"] {
        try FileManager.default.removeItem(atPath: "\(folder)/\(derived)")
        try FileManager.default.copyItem(
          atPath: other.folder.path("data/\(derived)"), toPath: "\(folder)/\(derived)")
      }
    }
    let after = try await kith.caughtUp("contacts")
    #expect(after.digest == before.digest)
    // A card asks history too, whose people's interactions are an organization's.
    _ = try await kith.caughtUp("history")
    #expect(try await kith.card(ada).name == "Ada")
    #expect(kith.engine.status().notices.count >= 3)
    kith.engine.stop()
  }

  @Test func `that another boot left open are made again`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada"))
    _ = try await kith.caughtUp("contacts")
    let copy = try ScratchCopy(of: kith.options.folder)
    try kith.stop()
    let later = try TestEngine(folder: copy.folder, bootID: "boot-2")
    #expect(later.engine.status().notices.count >= 2)
    #expect(try await later.caughtUp("contacts").rows > 0)
    later.engine.stop()
  }

  @Test func `name the row that differs from a rebuild`() async throws {
    let kith = try TestEngine()
    let ada = try await kith.record(created("Ada")).events[0].subject
    for _ in 0..<5 { _ = try await kith.record(called(ada)) }
    let before = try await kith.caughtUp("contacts")
    let origin = kith.engine.origin
    let secretMark = kith.secretMark
    try kith.restart { folder in
      let identity = ViewIdentity(
        origin: origin, projection: "contacts", version: before.version, generation: before.generation,
        secretMark: secretMark)
      let view = try View.open(
        folder: "\(folder)/views/contacts.\(before.generation)", identity: identity,
        options: ViewOptions(bootID: "boot-1"))
      var writer = view.writer()
      var key: RowKey?
      try view.snapshot().scan(RowKey()) { bytes, _ in
        key = RowKey(bytes.indices.map { bytes[$0] })
        return .stop
      }
      writer.put(try #require(key), [9, 9, 9])
      try writer.flush(leaf: view.state.leaf)
      try view.close(clean: true)
    }
    let result = try await kith.verify("contacts")
    #expect(!result.equal)
    #expect(result.differentRows == 1)
    #expect(result.differences.first?.kind == "changed")
    #expect(result.digest != before.digest && result.rebuiltDigest == before.digest)
    // Nothing was changed by looking; a rebuild mends it.
    #expect(try await kith.caughtUp("contacts").generation == before.generation)
    #expect(try await !kith.verify("contacts").equal)
    _ = try kith.engine.rebuild("contacts")
    var after = try await kith.caughtUp("contacts")
    while after.generation == before.generation { after = try await kith.caughtUp("contacts") }
    #expect(after.digest == before.digest)
    #expect(try await kith.verify("contacts").equal)
    kith.engine.stop()
  }
}
