import Domain
import FactSchema
import Foundation
import Synchronization
import Testing

@testable import EventLog

@Suite struct `Keys that were made ahead` {
  private static func record(_ position: UInt64, epoch: UInt32, key: SealKey?) -> PendingRecord {
    let header = EventHeader(
      position: Position(position), type: 16, recordedAt: Fixture.now, occurredAt: Fixture.now,
      subject: SubjectID(.contact, UInt128(position)), version: Version(1), uid: 1000, role: .agent, epoch: epoch)
    var record = PendingRecord(header: header, message: [1] + (key == nil ? [] : [2, 3]), openCount: 1)
    record.key = key
    return record
  }

  /// What lies in the file's slots.
  private static func slots(_ fixture: Fixture) throws -> [Data] {
    let vault = try Data(contentsOf: URL(fileURLWithPath: fixture.options.folder + "/vault"))
    return stride(from: 4096, to: vault.count - 63, by: 64).map { vault[$0..<$0 + 64] }
  }

  @Test func `are made anew where a loss of facts is accepted, before anybody gets one`() throws {
    let fixture = try Fixture()
    let log = try fixture.open()
    try log.append([Self.record(1, epoch: 1, key: .new(0)), Self.record(2, epoch: 1, key: .new(1))])
    let before = try Self.slots(fixture)
    #expect(before.count > 3)
    try log.append([Self.record(3, epoch: 1, key: nil)])
    #expect(try Self.slots(fixture) == before)
    try log.append([Self.record(4, epoch: 2, key: nil)])
    let after = try Self.slots(fixture)
    #expect(after.count >= before.count)
    #expect(after[..<3] == before[..<3])
    for slot in 3..<before.count { #expect(after[slot] != before[slot], "slot \(slot)") }
    // They are sound, and a fact sealed with one is read again.
    try log.append([Self.record(5, epoch: 2, key: .new(0))])
    #expect(try log.record(at: Position(5))?.personal == .plain([2, 3]))
    #expect(try log.record(at: Position(1))?.personal == .plain([2, 3]))
  }

  @Test func `are made anew by the next attempt where the first one failed`() throws {
    let fixture = try Fixture()
    let path = fixture.options.folder + "/renewed"
    let fails = Mutex(false)
    let counting = Fixture.counting()
    let entropy = Entropy { (count) throws(EventLogError) in
      guard !fails.withLock({ $0 }) else { throw .noSpace }
      return try counting.bytes(count)
    }
    func slots() throws -> [Data] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      return stride(from: 4096, to: bytes.count - 63, by: 64).map { bytes[$0..<$0 + 64] }
    }
    try FileManager.default.createDirectory(atPath: fixture.options.folder, withIntermediateDirectories: true)
    try Vault.create(path: path, origin: LogOrigin(1), entropy: entropy)
    let vault = try Vault.open(path: path, origin: LogOrigin(1), head: .zero, next: 1, block: 8, entropy: entropy)
    try vault.make(upTo: 1)
    let before = try slots()
    #expect(before.count == 9)
    fails.withLock { $0 = true }
    #expect(throws: EventLogError.noSpace) { try vault.renew(from: 3) }
    #expect(try slots() == before)
    fails.withLock { $0 = false }
    try vault.renew(from: 3)
    let after = try slots()
    #expect(after[..<3] == before[..<3])
    for slot in 3..<before.count { #expect(after[slot] != before[slot], "slot \(slot)") }
  }
}
