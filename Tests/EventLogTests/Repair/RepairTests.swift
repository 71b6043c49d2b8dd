import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `A repair of a log` {
  @Test(arguments: RepairWorld.Part.allCases, [UInt64(5), 74, 260])
  func `brings back every part of a record from a copy, byte for byte`(_ part: RepairWorld.Part, _ position: UInt64)
    throws
  {
    let world = try RepairWorld()
    try world.flip(part, at: position)
    let report = try world.repair("whole")
    #expect(report.findings.map(\.place) == [.record(Position(position))])
    #expect(report.left == 0 && report.isWritten)
    try world.expectWhole()
  }

  @Test(arguments: [RepairWorld.Part.format, .length, .check])
  func `needs no copy for what follows from the rest`(_ part: RepairWorld.Part) throws {
    let world = try RepairWorld()
    try world.flip(part, at: 9)
    let report = try world.repair()
    #expect(report.findings.map(\.source) == [world.folder])
    try world.expectWhole()
  }

  @Test func `takes parts of one record from where each is whole`() throws {
    let world = try RepairWorld()
    try world.flip(.open, .subject, at: 20)
    try world.flip(.seals, .subject, at: 20, in: world.path("whole"))
    try world.flip(.open, at: 20, in: world.path("older"))
    #expect(try world.repair("whole").left == 1)
    #expect(try world.repair("whole", "older").left == 0)
    try world.expectWhole()
  }

  @Test func `takes from an older backup what that has, and names the rest`() throws {
    let world = try RepairWorld()
    let positions: [UInt64] = [3, 37, 150, 200, 250]
    for position in positions { try world.flip(.open, at: position) }
    let report = try world.repair("older")
    #expect(report.findings.filter { $0.reason == nil }.map(\.place) == [3, 37, 150].map { .record(Position($0)) })
    #expect(report.left == 2)
    let second = try world.repair("older")
    #expect(second.findings.map(\.place) == [200, 250].map { .record(Position($0)) } && !second.isWritten)
    #expect(try world.repair("older", "whole").left == 0)
    try world.expectWhole()
  }

  /// The tree of 260 records has a node over 256 of them: one header that is nowhere leaves nothing to hold others against.
  @Test func `takes no header that the tree cannot bear out`() throws {
    let world = try RepairWorld()
    try world.flip(.subject, at: 3)
    try world.flip(.subject, at: 200)
    try world.flip(.open, at: 4)
    let before = try world.files()
    let report = try world.repair("older", checks: true)
    #expect(report.findings.map { $0.reason == nil } == [false, true, false])
    #expect(try world.files() == before)
    #expect(try world.repair("older").left == 2)
    #expect(try world.repair("whole").left == 0)
    try world.expectWhole()
  }

  /// A backup keeps the nodes of the tree as it was: they bear out what is beside a record that is nowhere any more.
  @Test func `holds headers against the nodes that a backup keeps`() throws {
    let world = try RepairWorld()
    try world.flip(.subject, at: 170)
    try world.flip(.subject, at: 20)
    for name in ["older", "whole"] { try world.flip(.subject, at: 170, in: world.path(name)) }
    let report = try world.repair("older", "whole")
    // 180 is 128, 32, 16 and 4: 170 is in the third of these, and 20 in the first.
    #expect(report.findings.map { $0.reason == nil } == [true, false])
    #expect(try RepairWorld.dump(world.folder)[Position(20).key] == world.original[Position(20).key])
  }

  @Test func `takes nothing that was changed in a backup, though its digests hold`() throws {
    let world = try RepairWorld()
    try world.flip(.subject, at: 8)
    try world.forge(8, in: world.path("whole"))
    let before = try world.files()
    let report = try world.repair("whole")
    #expect(report.left > 0 && !report.isWritten)
    #expect(try world.files() == before)
    #expect(try world.repair("whole", "older").left == 0)
    try world.expectWhole()
  }

  @Test func `finds a record that was changed so that its own digests hold`() throws {
    let world = try RepairWorld()
    for position in [UInt64(8), 80, 259] { try world.forge(position, in: world.folder) }
    let alone = try world.repair()
    #expect(alone.findings.map(\.place) == [.tree(1...256), .tree(257...260)])
    try world.forge(12, in: world.path("whole"))
    let report = try world.repair("whole")
    #expect(report.findings.map(\.place) == [8, 80, 259].map { .record(Position($0)) })
    #expect(report.left == 0 && report.copies.map(\.changed) == [Position(12)])
    try world.expectWhole()
  }

  @Test func `takes nothing from another log, or from one that has parted from this one`() throws {
    let world = try RepairWorld()
    let other = try RepairWorld()
    // The same origin, as the fixture counts: this one is given another.
    let stranger = try Fixture()
    do {
      let log = try JournaledLog.open(stranger.options, now: Fixture.now)
      try log.append((1...8).map { Fixture.record($0, contact: $0, slot: $0) })
      try log.checkpoint()
    }
    try RepairWorld.copy(stranger.options.folder, world.path("stranger"))
    try RepairWorld.copy(world.path("older"), other.folder)
    do {
      let log = try other.fixture.open()
      try log.append((181...230).map { Fixture.record($0, contact: 1, slot: 1, open: [9]) })
      try log.checkpoint()
    }
    try RepairWorld.copy(other.folder, world.path("parted"))
    try world.flip(.open, at: 5)
    try world.changeSlot(2) { $0[3] ^= 1 }
    let before = try world.files()
    let report = try world.repair("stranger", "parted")
    #expect(report.copies[0].refusal?.contains("another log") == true)
    #expect(report.copies[1].refusal?.contains("parts from this log at position 181") == true)
    #expect(report.left == 2 && !report.isWritten)
    #expect(try world.files() == before)
    #expect(try world.repair("parted", "whole").left == 0)
    try world.expectWhole()
  }

  @Test func `says what it would do and does nothing when it is asked to`() throws {
    let world = try RepairWorld()
    try world.flip(.seals, at: 5)
    try world.changeSlot(7) { $0[40] ^= 1 }
    let before = try world.files()
    func names() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: world.folder).sorted() }
    try FileManager.default.removeItem(atPath: world.folder + "/kith.lock")
    let there = try names()
    let report = try world.repair("whole", checks: true)
    #expect(report.repaired == 2 && report.left == 0 && !report.isWritten)
    #expect(try world.files() == before)
    #expect(try names() == there)
    #expect(try world.repair("whole").findings == report.findings)
    try world.expectWhole()
  }

  @Test func `is refused while the log is open, of a folder from itself, and of what is none`() throws {
    let world = try RepairWorld()
    #expect(throws: EventLogError.notALog(path: world.folder, reason: "it is the folder that is to be repaired")) {
      try LogRepair.run(world.folder, from: [world.folder], checks: false)
    }
    #expect(throws: EventLogError.self) { try LogRepair.run(world.path("none"), from: [], checks: true) }
    #expect(throws: EventLogError.self) { try world.repair("none") }
    let log = try world.fixture.open()
    for checks in [false, true] {
      #expect(throws: EventLogError.lockedByAnother(path: world.folder)) { try world.repair("whole", checks: checks) }
    }
    withExtendedLifetime(log) {}
  }

  @Test func `leaves what the journal has behind the file, and opens a log of an earlier release`() throws {
    let world = try RepairWorld()
    do {
      let log = try world.fixture.open()
      try log.append((261...264).map(RepairWorld.record))
    }
    try world.flip(.open, at: 5)
    #expect(try world.repair("whole").left == 0)
    do {
      let log = try world.fixture.open()
      #expect(log.head == Position(264))
      #expect(
        try log.record(at: Position(262))?.open
          == RepairWorld.record(262).message.prefix(RepairWorld.record(262).openCount).map { $0 })
    }
    let former = try FormerLog(5)
    let folder = former.fixture.options.folder
    try RepairWorld.copy(folder, former.fixture.folder.path("copy"))
    let url = URL(fileURLWithPath: folder + "/log/data.mdb")
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.range(of: Data([1, 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 3]), options: .backwards))
    let whole = bytes
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: url)
    #expect(try LogRepair.run(folder, from: [former.fixture.folder.path("copy")], checks: false).left == 0)
    #expect(try Data(contentsOf: url) == whole)
  }

  @Test func `lets the next start make again what was derived without what was damaged`() throws {
    let world = try RepairWorld()
    try world.flip(.open, at: 5)
    try world.changeSlot(7) { $0[3] ^= 1 }
    #expect(try world.repair("whole").left == 0)
    #expect(try world.fixture.open().damage.isMended)
  }
}
