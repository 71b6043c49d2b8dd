import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `An upgrade of a log` {
  /// Three records of format 1, of which the second's key is erased, and three of format 2, of which the last two are in the
  /// journal alone.
  private static func mixed() throws -> FormerLog {
    let former = try FormerLog(3)
    do {
      let log = try former.fixture.open()
      try log.erase(slot: 2)
      _ = try log.kept("phone-region", otherwise: [68, 69])
      var asked = Fixture.record(4, contact: 4, slot: 4)
      asked.request = RequestPart(type: 16, message: Array("openAda".utf8), openCount: 4)
      try log.append([asked])
      try log.checkpoint()
      try log.append([Fixture.record(5, contact: 1, slot: 1)])
      var kept = Fixture.record(6, contact: 5, slot: 5)
      kept.kept = KeptPart(count: 8, key: .slot(6), until: 25_000)
      try log.append([kept])
    }
    return former
  }

  private static func bytes(_ folder: String) throws -> [String: Data] {
    try ["log/data.mdb", "log/journal", "vault"].reduce(into: [:]) { found, name in
      found[name] = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
  }

  @Test func `has the same facts, all of format 2, and names where they come from`() throws {
    let former = try Self.mixed()
    let folder = former.fixture.options.folder
    let target = former.fixture.folder.path("new")
    let before = try Self.bytes(folder)
    let report = try LogUpgrade.copy(from: folder, to: target, now: Fixture.now)
    #expect(try Self.bytes(folder) == before)
    #expect(report.records == 6 && report.recordsOfFormat1 == 3)
    #expect(report.digestsLeftOut == 3 && report.erasedSeals == 1)
    let old = try former.fixture.open()
    let new = try JournaledLog.open(.init(folder: target, logMapSize: 1 << 30), now: Fixture.now)
    #expect(report.source == LogSource(origin: old.origin, head: old.head, root: old.root))
    #expect(new.source == report.source && new.origin != old.origin && new.root == report.root)
    #expect(new.nextFreeSlot == 7 && new.status.epoch == 1)
    let (theirs, ours) = (try old.read(after: .zero, limit: 9), try new.read(after: .zero, limit: 9))
    for (their, our) in zip(theirs, ours) {
      #expect(our.open == their.open && our.personal == their.personal && our.slot == their.slot)
      #expect(our.header.epoch == 1 && our.header.commandID == their.header.commandID)
      #expect(our.header.requestDigest == (their.header.epoch == 0 ? .zero : their.header.requestDigest))
    }
    #expect(ours.map(\.personal)[1] == .erased && ours.count == 6 && theirs.count == 6)
    #expect(ours[3].header.requestDigest != .zero)
    #expect(try new.kept("phone-region", otherwise: []) == [68, 69])
    try new.append([Fixture.record(7, contact: 7, slot: 7)])
    #expect(try new.record(at: Position(7))?.slot == 7)
  }

  @Test func `of an empty log is an empty log`() throws {
    let fixture = try Fixture()
    do { _ = try fixture.open() }
    let report = try LogUpgrade.copy(from: fixture.options.folder, to: fixture.folder.path("new"), now: Fixture.now)
    #expect(report.records == 0 && report.root == AuditTree().root)
  }

  @Test(arguments: ["target", "nothing", "running", "record", "seal", "journal", "loss"])
  func `is refused with a sentence, and changes nothing`(_ fault: String) throws {
    let former = try Self.mixed()
    let folder = former.fixture.options.folder
    let target = former.fixture.folder.path("new")
    let running = fault == "running" ? try former.fixture.open() : nil
    func flip(_ name: String, _ place: (Data) -> Int?) throws {
      let file = URL(fileURLWithPath: "\(folder)/\(name)")
      var bytes = try Data(contentsOf: file)
      bytes[try #require(place(bytes))] ^= 1
      try bytes.write(to: file)
    }
    switch fault {
    case "target": try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    case "nothing": try FileManager.default.removeItem(atPath: folder + "/log/data.mdb")
    case "running": break
    case "record":
      // In the open part of each record of the file.
      try flip("log/data.mdb") { $0.range(of: Data([1, 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 3]))?.lowerBound }
    case "seal": try flip("vault") { _ in 4096 + 3 * 64 }
    case "journal": try flip("log/journal") { _ in 4096 + 100 }
    default:
      let log = try former.fixture.open()
      try log.accept(Loss(from: Position(7), to: Position(8), leaf: .zero))
    }
    let before = try? Self.bytes(folder)
    let refusal = #expect(throws: EventLogError.self) {
      try LogUpgrade.copy(from: folder, to: target, now: Fixture.now)
    }
    let words = [
      "target": "mkdir", "nothing": "no data folder", "running": "another kithd", "record": "position 3 is damaged",
      "seal": "position 3 is damaged", "journal": "the journal is damaged before", "loss": "a loss was accepted",
    ]
    #expect(refusal?.description.contains(words[fault] ?? "") == true, "\(refusal?.description ?? "")")
    #expect(before == (try? Self.bytes(folder)))
    #expect((running != nil) == (fault == "running"))
  }
}
