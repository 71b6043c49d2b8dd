import Bytes
import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

/// The bytes of format 1, for ever: a change here makes every existing log unreadable.
@Suite struct `Format 1` {
  static let origin = LogOrigin(0x0001_0203_0405_0607_0809_0A0B_0C0D_0E0F)

  static func golden(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name)
    return Array(try Data(contentsOf: file))
  }

  static let smallHeader = EventHeader(
    position: Position(1), type: 16, recordedAt: Instant(microseconds: 1_790_000_000_000_000),
    occurredAt: Instant(microseconds: 1_789_999_999_000_000), subject: SubjectID(.contact, 1), version: Version(1),
    uid: 1000, role: .agent)

  static let fullHeader = EventHeader(
    position: Position(0x0102_0304_0506_0708), type: 0xA1A2_A3A4, schemaVersion: 0xB1B2,
    recordedAt: Instant(microseconds: -1), occurredAt: Instant(microseconds: Int64.max),
    subject: SubjectID(.deal, 0x1011_1213_1415_1617_1819_1A1B_1C1D_1E1F), version: Version(0xC1C2_C3C4_C5C6_C7C8),
    otherSubjects: [SubjectID(.contact, 2), SubjectID(.pipeline, UInt128.max)], uid: 0xD1D2_D3D4, role: .operator,
    commandID: "command-1", requestDigest: Digest256((1, 2, 3, 4)), index: 0xE1E2, count: 0xF1F2,
    correlationID: "correlation/2", causationID: "~")

  /// Keys and nonces count up from 0 in the order in which they are asked for.
  static func record(_ header: EventHeader, open: String, personal: String) throws -> [UInt8] {
    let fixture = try Fixture()
    let path = fixture.folder.path("vault")
    let entropy = Fixture.counting()
    try Vault.create(path: path, origin: origin)
    let vault = try Vault.open(path: path, origin: origin, next: 1, block: 4, entropy: entropy)
    try vault.make(upTo: 4)
    var nonces = NonceSource(entropy)
    var seals: [UInt8] = personal.isEmpty ? [0] : []
    if !personal.isEmpty {
      let personal = Array(personal.utf8)
      try Sealer(vault: vault, origin: origin).seal(
        personal.span, slot: 3, position: header.position, type: header.type, nonces: &nonces, to: &seals)
    }
    var bytes: [UInt8] = []
    _ = RecordCodec.encode(header, open: Array(open.utf8), seals: seals, to: &bytes)
    return bytes
  }

  /// A record at that position, with a seal.
  static func record(_ position: UInt64) throws -> [UInt8] {
    let header = EventHeader(
      position: Position(position), type: 20, recordedAt: Instant(microseconds: 1_790_000_000_000_000),
      occurredAt: Instant(microseconds: 1_790_000_000_000_000), subject: SubjectID(.contact, 1), version: Version(1),
      uid: 1000, role: .agent)
    return try record(header, open: "open part", personal: "Ada Lovelace")
  }

  @Test func `a record without a seal`() throws {
    #expect(try Self.record(Self.smallHeader, open: "open part", personal: "") == Self.golden("record-open.bin"))
  }

  @Test func `a record with every header field and a seal`() throws {
    let bytes = try Self.record(Self.fullHeader, open: "open part", personal: "Ada Lovelace")
    #expect(try bytes == Self.golden("record-sealed.bin"))
  }

  @Test func `the kept record with a seal is read`() throws {
    let bytes = try Self.golden("record-sealed.bin")
    let layout = try RecordLayout(bytes.span)
    _ = try layout.verifiedLeaf(bytes.span, position: Self.fullHeader.position)
    try layout.verifyOpen(bytes.span)
    try layout.verifySeals(bytes.span)
    #expect(try HeaderCodec.decode(bytes.span, layout.header) == Self.fullHeader)
    #expect([UInt8](copying: bytes.span.extracting(layout.open)) == Array("open part".utf8))
    #expect(try Seal.all(bytes.span, layout.seals).map(\.slot) == [3])
  }

  @Test func `a journal of one entry`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("journal")
    // The generation's bytes go on from the origin's.
    let entropy = Entropy { (count) throws(EventLogError) in (0..<count).map { 16 + UInt8($0) } }
    try Journal.create(path: path, bytes: 3 * Journal.block, origin: Self.origin, entropy: entropy)
    var held = Journal.Held()
    var journal = try Journal.open(path: path, bytes: 0, origin: Self.origin, entropy: entropy, held: &held)
    #expect(held.entries.isEmpty)
    let records = try [Self.record(1), Self.record(2)]
    var entry = JournalEntry.Builder(
      first: Position(1), count: 2, nextSlot: 5, rootBefore: AuditTree().root, capacity: 0)
    for (offset, record) in records.enumerated() {
      let leaf = try RecordLayout(record.span).verifiedLeaf(record.span, position: Position(UInt64(offset) + 1))
      #expect(
        entry.append { bytes in
          bytes += record
          return leaf
        } == leaf)
    }
    try journal.append(entry.finished(generation: journal.generation))
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Self.golden("journal.bin"))
    _ = try Journal.open(path: path, bytes: 0, origin: Self.origin, entropy: entropy, held: &held)
    #expect(held.entries.map(\.first) == [Position(1)] && held.entries.map(\.nextSlot) == [5])
    let entryHeld = try #require(held.entries.first)
    #expect(entryHeld.records.map { Array(entryHeld.bytes[$0]) } == records)
  }

  @Test func `a journal of version 1, and what it is opened as`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("journal")
    try Data(Self.golden("journal-1.bin")).write(to: URL(fileURLWithPath: path))
    let entropy = Fixture.counting()
    var held = Journal.Held()
    var journal = try Journal.open(path: path, bytes: 0, origin: Self.origin, entropy: entropy, held: &held)
    #expect(held.entries.map(\.first) == [Position(1)] && held.entries.map(\.nextSlot) == [5])
    let entry = try #require(held.entries.first)
    #expect(
      try entry.records.map { Array(entry.bytes[$0]) }
        == [Self.golden("record-open.bin"), Self.golden("record-sealed.bin")])
    try journal.rewind()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path))[8..<12] == Data([0, 0, 0, 2]))
    _ = try Journal.open(path: path, bytes: 0, origin: Self.origin, entropy: entropy, held: &held)
    #expect(held.entries.isEmpty)
  }

  @Test func `a vault with three keys, the middle one erased`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("vault")
    try Vault.create(path: path, origin: Self.origin)
    do {
      let vault = try Vault.open(path: path, origin: Self.origin, next: 1, block: 3, entropy: Fixture.counting())
      try vault.make(upTo: 3)
      try vault.erase(2)
    }
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Self.golden("vault.bin"))
  }

  @Test func `the log's identity and state`() throws {
    var state = LogState()
    state.nextSlot = 0x0102_0304_0506_0708
    for number in 0..<3 { state.tree.append(Digest256(AuditTreeGolden.leaf(number))) }
    var bytes = LogIdentity(origin: Self.origin, createdAt: Instant(microseconds: 1_790_000_000_000_000)).bytes
    state.encode(to: &bytes)
    #expect(try bytes == Self.golden("meta.bin"))
    #expect(try LogIdentity(Array(bytes[..<28]), path: "").origin == Self.origin)
    #expect(try LogState(Array(bytes[28...]), path: "") == state)
  }
}

/// Leaves that are plain to write down: 32 times the number.
private enum AuditTreeGolden {
  static func leaf(_ number: Int) -> [UInt8] { [UInt8](repeating: UInt8(number), count: 32) }
}
