import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `A repair of a key` {
  @Test(arguments: [0, 31, 32, 63])
  func `brings it back where something of it is left and it opens what it sealed`(_ index: Int) throws {
    let world = try RepairWorld()
    try world.changeSlot(7) { $0[index] ^= 0x10 }
    let report = try world.repair("older")
    #expect(report.findings.map(\.place) == [.slot(7)] && report.left == 0)
    try world.expectWhole()
  }

  /// What is left is 16 bytes of 64, as of a sector that was written in part.
  @Test func `brings it back from a quarter of it, and not from less`() throws {
    let world = try RepairWorld()
    try world.changeSlot(7) { $0.replaceSubrange(20..<60, with: repeatElement(0xEE, count: 40)) }
    try world.changeSlot(8) { $0.replaceSubrange(4..<60, with: repeatElement(0xEE, count: 56)) }
    let report = try world.repair("whole")
    #expect(report.findings.map { $0.reason == nil } == [true, false])
    #expect(report.findings[1].reason?.contains("too little of it is left") == true)
  }

  @Test func `never brings back one that was erased, whatever happened to its slot afterwards`() throws {
    let world = try RepairWorld()
    do {
      let log = try world.fixture.open()
      for slot in [UInt64(2), 3, 4] { try log.erase(slot: slot) }
    }
    // Bits that came into the zeros, and a sector that is full of something.
    try world.changeSlot(3) { $0[9] ^= 1 }
    try world.changeSlot(4) { $0 = (0..<64).map { UInt8($0 * 37 & 0xFF) } }
    let before = try RepairWorld.bytes(world.folder + "/vault")
    let report = try world.repair("older", "whole")
    #expect(report.findings.map(\.place) == [.slot(3), .slot(4)] && report.left == 2)
    #expect(try RepairWorld.bytes(world.folder + "/vault") == before)
    // Nor one that a copy has erased, though another has it and much of it is left.
    try world.changeSlot(5) { $0[9] ^= 1 }
    try world.changeSlot(5, in: world.path("whole")) { $0 = [UInt8](repeating: 0, count: 64) }
    let second = try world.repair("older", "whole")
    #expect(second.findings.first { $0.place == .slot(5) }?.reason?.contains("what was erased stays so") == true)
    #expect(second.left == 3)
  }

  /// Slots whose own digest holds, with another key: only the seals tell.
  @Test func `takes no key that does not open what the slot sealed`() throws {
    let world = try RepairWorld()
    func forge(_ slot: UInt64, in folder: String) throws {
      try world.changeSlot(slot, in: folder) { bytes in
        bytes[0] ^= 1
        let check = Vault.check(slot: slot, key: bytes.span.extracting(0..<32)).bytes
        bytes.replaceSubrange(32..<64, with: check)
      }
    }
    try world.changeSlot(7) { $0[3] ^= 1 }
    try forge(7, in: world.path("whole"))
    let report = try world.repair("whole")
    #expect(report.left == 1 && !report.isWritten)
    #expect(report.findings[0].reason?.contains("does not open every seal") == true)
    #expect(try world.repair("whole", "older").left == 0)
    try world.expectWhole()
    try forge(9, in: world.folder)
    let own = try world.repair("whole")
    #expect(own.left > 0 && own.findings.allSatisfy { $0.fault == RecordFault.seal.description })
  }

  @Test(arguments: [3, 20, 40, 70, 100, 120, 1000])
  func `brings back the vault's beginning from what is left of it`(_ index: Int) throws {
    let world = try RepairWorld()
    try world.change(world.folder, "vault") { $0[index] ^= 1 }
    #expect(throws: EventLogError.self) { try world.fixture.open() }
    let report = try world.repair("older")
    #expect(report.findings.map(\.place) == [.vault] && report.left == 0)
    try world.expectWhole()
  }

  @Test func `says what to do about a vault that is missing or another log's`() throws {
    let world = try RepairWorld()
    try world.flip(.open, at: 5)
    try FileManager.default.removeItem(atPath: world.folder + "/vault")
    let report = try world.repair("whole")
    #expect(report.findings.map { $0.reason == nil } == [true, false])
    #expect(report.findings[1].reason?.contains("newest sound copy") == true)
    let stranger = try Fixture()
    do {
      try JournaledLog.open(stranger.options, now: Fixture.now).append(
        (1...64).map { Fixture.record($0, contact: $0, slot: $0) })
    }
    try RepairWorld.copy(stranger.options.folder + "/vault", world.folder + "/vault")
    let foreign = try world.repair("whole")
    #expect(foreign.findings.map(\.place) == [.vault] && foreign.left == 1 && foreign.openedSeals == 0)
  }
}
