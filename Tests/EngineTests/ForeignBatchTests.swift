import APISchema
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

@Suite struct `What another writer has appended` {
  /// Contacts with as many and as long tags as a fact may have: more than the registry's file begins with.
  private static func record(_ commands: Int, by engine: TestEngine) async throws {
    let tags = (0..<64).map { String(repeating: "長", count: 60) + "\($0)" }
    for command in 0..<commands {
      _ = try await engine.record(
        request(
          (0..<100).map { index in
            .contactCreated(
              ContactCreated.with {
                $0.name = "Ada \(command) \(index)"
                $0.tags = tags
              })
          }))
    }
  }

  @Test(.enabled(if: SmallDisk.mayMount, "only root may mount a small file system"))
  func `is held back on a full disk, and is taken when there is room`() async throws {
    let folder = try ScratchFolder("kith-foreign")
    let disk = try SmallDisk(folder.path("disk"))
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    let first = try TestEngine(over: log, clock: clock)
    let said = Said()
    let second = try TestEngine(
      folder: try ScratchFolder("kith", in: disk.path), said: said, over: log, clock: clock, seed: 8
    ) {
      $0.limits.derivedChanges = 500
      $0.limits.catchUpEvents = 250
    }
    try disk.fill()
    try await Self.record(14, by: first)
    let refusal = await #expect(throws: Refusal.self) {
      // What came before the disk was found full may still be taken.
      while true { _ = try await second.record(created("Eve")) }
    }
    #expect(refusal?.code == .storageFull)
    let known = second.engine.head
    #expect(known < log.head)
    try await Self.record(2, by: first)
    let again = await #expect(throws: Refusal.self) { try await second.record(created("Eve")) }
    #expect(again?.code == .storageFull)
    #expect(second.engine.head == known, "memory would grow instead")
    #expect(try await first.record(created("Eve")).position == log.head.value)

    try disk.empty()
    await second.knowsLog()
    let reply = try await second.record(created("Eve"))
    #expect(reply.position == log.head.value)
    for engine in [first, second] {
      await engine.knowsLog()
      for name in ["registry", "index", "contacts"] {
        #expect(try await engine.verify(name).equal, "\(name)")
      }
      engine.engine.stop()
    }
  }

  /// A fact of a type that a newer release has, and bytes that are none.
  @Test(arguments: [UInt32(9_999), 16])
  func `and cannot be decoded ends what would go on without it, and nothing else`(_ type: UInt32) async throws {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    let first = try TestEngine(over: log, clock: clock)
    let ada = try await first.record(created("Ada")).events[0].subject
    await first.knowsLog()
    let card = try await first.card(ada)
    let fatal = Mutex<[String]>([])
    let folder = try ScratchFolder()
    var options = first.options
    options.folder = folder.path("data")
    let surroundings = EngineSurroundings(
      now: { clock.now }, randomBytes: { RandomBox(seed: 9).bytes($0) }, userName: { "user\($0)" }, ownUID: 4711,
      bootID: "boot-1", onFatal: { sentence in fatal.withLock { $0.append(sentence) } }, onNotice: { _ in })
    let second = try Engine.open(options, surroundings, over: log)
    second.start()
    let header = EventHeader(
      position: log.head.next, type: type, recordedAt: clock.now, occurredAt: clock.now,
      subject: SubjectID(.contact, 77), version: Version(1), uid: 1001, role: .agent)
    // Field 1 of a message says that 100 bytes follow, and none do.
    try log.append([PendingRecord(header: header, message: [0x0A, 100], openCount: 2)], at: log.head)
    while fatal.withLock({ $0.isEmpty }) { await Task.yield() }
    let sentence = fatal.withLock { $0.joined() }
    #expect(sentence.contains("position \(place(2)) cannot be read back"), "\(sentence)")
    #expect(second.head == Position(place(1)), "it is not gone past")
    second.stop()
    // It is the same at each start, until a release knows it.
    options.folder = folder.path("anew")
    let refusal = #expect(throws: EngineError.self) { try Engine.open(options, surroundings, over: log) }
    #expect(
      refusal?.message.contains("position \(place(2)) cannot be read back") == true, "\(String(describing: refusal))")
    #expect(try log.record(at: Position(place(1)))?.header.subject.description == card.id)
    first.engine.stop()
  }
}
