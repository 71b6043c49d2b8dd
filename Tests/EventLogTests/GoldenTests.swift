import Bytes
import Cryptography
import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

/// The files in `Golden`, which `config/golden-log.py` makes from Docs/format.md alone, and what they hold.
enum Golden {
  static let origin = LogOrigin(0x0001_0203_0405_0607_0809_0A0B_0C0D_0E0F)
  static let open = Array("open part".utf8)
  static let personal = Array("Ada Lovelace".utf8)

  static func file(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func small(epoch: UInt32) -> EventHeader {
    EventHeader(
      position: Position(1), type: 16, recordedAt: Instant(microseconds: 1_790_000_000_000_000),
      occurredAt: Instant(microseconds: 1_789_999_999_000_000), subject: SubjectID(.contact, 1), version: Version(1),
      uid: 1000, role: .agent, epoch: epoch)
  }

  static func full(isOfDay: Bool = false, roleName: String? = nil, epoch: UInt32) -> EventHeader {
    EventHeader(
      position: Position(0x0102_0304_0506_0708), type: 0xA1A2_A3A4, schemaVersion: 0xB1B2,
      recordedAt: Instant(microseconds: -1), occurredAt: Instant(microseconds: Int64.max),
      subject: SubjectID(.deal, 0x1011_1213_1415_1617_1819_1A1B_1C1D_1E1F), version: Version(0xC1C2_C3C4_C5C6_C7C8),
      otherSubjects: [SubjectID(.contact, 2), SubjectID(.pipeline, UInt128.max)], uid: 0xD1D2_D3D4, role: .operator,
      commandID: "command-1", requestDigest: Digest256((1, 2, 3, 4)), index: 0xE1E2, count: 0xF1F2,
      correlationID: "correlation/2", causationID: "~", isOfDay: isOfDay, roleName: roleName, epoch: epoch)
  }

  /// A vault with four keys that count up from 0, and nonces that go on from there.
  static func sealing(_ fixture: Fixture) throws -> (Vault, Sealer, NonceSource) {
    let path = fixture.folder.path("vault")
    let entropy = Fixture.counting()
    try Vault.create(path: path, origin: origin, entropy: .system)
    let vault = try Vault.open(path: path, origin: origin, head: .zero, next: 1, block: 4, entropy: entropy)
    try vault.make(upTo: 4)
    return (vault, Sealer(vault: vault, origin: origin), NonceSource(entropy))
  }

  /// What a record holds, every check made and every seal opened.
  static func read(_ bytes: [UInt8], _ header: EventHeader) throws -> (open: [UInt8], personal: PersonalPart) {
    let (_, sealer, _) = try sealing(Fixture())
    let layout = try RecordLayout(bytes.span)
    _ = try layout.verifiedLeaf(bytes.span, position: header.position)
    try layout.verifyOpen(bytes.span)
    try layout.verifySeals(bytes.span)
    #expect(try HeaderCodec.decode(bytes.span, layout.header, layout.format) == header)
    let (personal, _) = try sealer.open(bytes.span, layout, position: header.position, type: header.type)
    return ([UInt8](copying: bytes.span.extracting(layout.open)), personal)
  }

  static func encoded(_ header: EventHeader, seals: [UInt8] = [0]) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = RecordCodec.encode(header, open: open, seals: seals, to: &bytes)
    return bytes
  }
}

/// The bytes of format 1, which is read for ever.
@Suite struct `Format 1` {
  @Test func `a record without a seal`() throws {
    let bytes = try Golden.file("record-open.bin")
    let header = Golden.small(epoch: 0)
    let read = try Golden.read(bytes, header)
    #expect(read.open == Golden.open && read.personal == .none)
    #expect(Golden.encoded(header) == bytes)
  }

  @Test func `a record with every header field and a seal`() throws {
    let bytes = try Golden.file("record-sealed.bin")
    let read = try Golden.read(bytes, Golden.full(epoch: 0))
    #expect(read.open == Golden.open && read.personal == .plain(Golden.personal))
    let layout = try RecordLayout(bytes.span)
    let seals = try Seal.all(bytes.span, layout)
    #expect(seals.map(\.slot) == [3] && seals.map(\.keptUntil) == [0])
    #expect(Golden.encoded(Golden.full(epoch: 0), seals: Array(bytes[layout.seals])) == bytes)
  }

  @Test(arguments: ["journal.bin", "journal-2.bin"]) func `a journal of one entry`(_ name: String) throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("journal")
    try Data(Golden.file(name)).write(to: URL(fileURLWithPath: path))
    var held = Journal.Held()
    // The generation's bytes go on from the origin's.
    let entropy = Entropy { (count) throws(EventLogError) in (0..<count).map { 16 + UInt8($0) } }
    _ = try Journal.open(path: path, bytes: 0, origin: Golden.origin, entropy: entropy, held: &held)
    #expect(held.entries.map(\.first) == [Position(1)] && held.entries.map(\.nextSlot) == [5])
    let records = try #require(held.entries.first.map { entry in entry.records.map { Array(entry.bytes[$0]) } })
    #expect(records.map { $0[0] } == (name == "journal.bin" ? [1, 1] : [1, 2]))
    // The same, put together here.
    try Journal.create(path: path, bytes: 3 * Journal.block, origin: Golden.origin, entropy: entropy)
    var journal = try Journal.open(path: path, bytes: 0, origin: Golden.origin, entropy: entropy, held: &held)
    #expect(held.entries.isEmpty)
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
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Golden.file(name))
  }

  @Test func `a journal of version 1, and what it is opened as`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("journal")
    try Data(Golden.file("journal-1.bin")).write(to: URL(fileURLWithPath: path))
    let entropy = Fixture.counting()
    var held = Journal.Held()
    var journal = try Journal.open(path: path, bytes: 0, origin: Golden.origin, entropy: entropy, held: &held)
    #expect(held.entries.map(\.first) == [Position(1)] && held.entries.map(\.nextSlot) == [5])
    let entry = try #require(held.entries.first)
    #expect(
      try entry.records.map { Array(entry.bytes[$0]) }
        == [Golden.file("record-open.bin"), Golden.file("record-sealed.bin")])
    try journal.rewind()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path))[8..<12] == Data([0, 0, 0, 2]))
    _ = try Journal.open(path: path, bytes: 0, origin: Golden.origin, entropy: entropy, held: &held)
    #expect(held.entries.isEmpty)
  }

  @Test func `a vault with three keys, the middle one erased`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("vault")
    try Vault.create(path: path, origin: Golden.origin, entropy: Fixture.counting())
    do {
      let vault = try Vault.open(
        path: path, origin: Golden.origin, head: .zero, next: 1, block: 3, entropy: Fixture.counting())
      try vault.make(upTo: 3)
      try vault.erase(2)
    }
    #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Golden.file("vault.bin"))
  }

  @Test func `a vault of the first releases is read, and has the secret of its log from then on`() throws {
    let fixture = try Fixture()
    let path = fixture.folder.path("vault")
    try Data(Golden.file("vault-1.bin")).write(to: URL(fileURLWithPath: path))
    func open(head: UInt64) throws -> Vault {
      try Vault.open(path: path, origin: Golden.origin, head: Position(head), next: 4, block: 1, entropy: .system)
    }
    let first = try open(head: 7)
    for slot in [1, 3] as [UInt64] {
      guard case .key = try first.slot(slot) else {
        Issue.record("the key of slot \(slot) is lost")
        return
      }
    }
    guard case .erased = try first.slot(2) else {
      Issue.record("the erased key is there")
      return
    }
    #expect(first.secret.after == Position(7))
    let again = try open(head: 9)
    #expect((again.secret.key.mark, again.secret.after) == (first.secret.key.mark, Position(7)))
    // Nothing but the header has changed.
    let (old, new) = (try Golden.file("vault-1.bin"), try Array(Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(old[136...] == new[136...])
    for offset in [3, 11, 40, 70, 100, 110, 135] {
      var damaged = new
      damaged[offset] ^= 1
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      #expect(throws: EventLogError.self) { try open(head: 9) }
    }
  }

  @Test func `the log's identity and state`() throws {
    let bytes = try Golden.file("meta.bin")
    let identity = try LogIdentity(Array(bytes[..<28]), path: "")
    #expect(identity.origin == Golden.origin && identity.createdAt == Fixture.now)
    #expect(identity.format == 1 && identity.source == nil)
    let state = try LogState(Array(bytes[28...]), format: 1, path: "")
    #expect(state.tree == GoldenTree.ofThree && state.nextSlot == 0x0102_0304_0506_0708 && state.epoch == 1)
  }
}

/// The bytes of format 2: a change here makes every existing log unreadable.
@Suite struct `Format 2` {
  private static let sealed = Golden.full(isOfDay: true, roleName: "sales+support", epoch: 0x0102_0304)

  @Test func `a record without a seal`() throws {
    let bytes = try Golden.file("record-2-open.bin")
    #expect(Golden.encoded(Golden.small(epoch: 1)) == bytes)
    let read = try Golden.read(bytes, Golden.small(epoch: 1))
    #expect(read.open == Golden.open && read.personal == .none)
  }

  @Test func `a record with every header field and two seals, one of which is kept`() throws {
    let bytes = try Golden.file("record-2-sealed.bin")
    let header = Self.sealed
    var (_, sealer, nonces) = try Golden.sealing(Fixture())
    var seals: [UInt8] = [2]
    try sealer.seal(
      Golden.personal.span, slot: 3, position: header.position, type: header.type, nonces: &nonces, to: &seals)
    let kept = Array("a bill of hers".utf8)
    try sealer.seal(
      kept.span, slot: 4, keptUntil: 25_000, position: header.position, type: header.type, nonces: &nonces, to: &seals)
    #expect(Golden.encoded(header, seals: seals) == bytes)
    let read = try Golden.read(bytes, header)
    #expect(read.open == Golden.open && read.personal == .plain(Golden.personal + kept))
    let found = try Seal.all(bytes.span, RecordLayout(bytes.span))
    #expect(found.map(\.slot) == [3, 4] && found.map(\.keptUntil) == [0, 25_000])
  }

  @Test func `a record with a seal of nothing`() throws {
    let bytes = try Golden.file("record-2-of-nothing.bin")
    let header = Golden.small(epoch: 1)
    var (_, sealer, nonces) = try Golden.sealing(Fixture())
    var seals: [UInt8] = [1]
    let nothing: [UInt8] = []
    try sealer.seal(nothing.span, slot: 3, position: header.position, type: header.type, nonces: &nonces, to: &seals)
    #expect(Golden.encoded(header, seals: seals) == bytes)
    #expect(try Golden.read(bytes, header).personal == .plain([]))
  }

  @Test func `the log's identity and state`() throws {
    let source = LogSource(
      origin: LogOrigin(0x1011_1213_1415_1617_1819_1A1B_1C1D_1E1F), head: Position(0x1112_1314_1516_1718),
      root: Digest256([UInt8](repeating: 7, count: 32)))
    let identity = LogIdentity(origin: Golden.origin, createdAt: Fixture.now, source: source)
    var state = LogState()
    (state.tree, state.nextSlot, state.epoch) = (GoldenTree.ofThree, 0x0102_0304_0506_0708, 0x0102_0304)
    var bytes = identity.bytes
    state.encode(to: &bytes)
    #expect(try bytes == Golden.file("meta-2.bin"))
    #expect(try LogIdentity(Array(bytes[..<116]), path: "") == identity)
    #expect(try LogState(Array(bytes[116...]), format: 2, path: "") == state)
  }

  @Test func `a flipped bit of the identity, the state or the vault's header is found`() throws {
    let meta = try Golden.file("meta-2.bin")
    for bit in 0..<meta.count * 8 {
      var bytes = meta
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: EventLogError.self, "bit \(bit)") {
        _ = try LogIdentity(Array(bytes[..<116]), path: "")
        _ = try LogState(Array(bytes[116...]), format: 2, path: "")
      }
    }
    let fixture = try Fixture()
    let path = fixture.folder.path("vault")
    let vault = try Golden.file("vault.bin")
    for bit in Array(0..<64 * 8) + [100 * 8, 4095 * 8 + 7] {
      var bytes = vault
      bytes[bit / 8] ^= 1 << (bit % 8)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(throws: EventLogError.self, "bit \(bit)") {
        _ = try Vault.open(path: path, origin: Golden.origin, head: .zero, next: 1, block: 4, entropy: .system)
      }
    }
  }
}

private enum GoldenTree {
  /// Of leaves that are plain to write down: 32 times the number.
  static var ofThree: AuditTree {
    var tree = AuditTree()
    for number in 0..<3 { tree.append(Digest256([UInt8](repeating: UInt8(number), count: 32))) }
    return tree
  }
}
