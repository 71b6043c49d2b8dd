import Bytes
import Cryptography
import FactSchema
import LMDB
import Testing

@testable import EventLog

/// A log as releases before format 2 kept it, made of one that this one made.
struct FormerLog {
  let fixture: Fixture

  /// So many sealed records of format 1, with slots from 1 on; the state names another next free slot where one is given.
  init(_ count: UInt64, nextSlot: UInt64? = nil) throws {
    fixture = try Fixture()
    do {
      let log = try fixture.open()
      try log.append((1...count).map { Fixture.record($0, contact: $0, slot: $0) })
      try log.checkpoint()
    }
    let environment = try Environment(
      .init(path: fixture.options.folder + "/log", mapSize: 1 << 30, maxTables: 4, durability: .synced))
    let records = try environment.openTable(LogMeta.recordsTable)
    let meta = try environment.openMainTable()
    let identity = try LogIdentity(try #require(try environment.read().get(LogMeta.identityKey, in: meta)), path: "")
    let vault = try Vault.open(
      path: fixture.options.folder + "/vault", origin: identity.origin, head: .zero, next: count + 1, block: 4,
      entropy: .system)
    var tree = AuditTree()
    var writing = try environment.write()
    for position in 1...count {
      let (record, leaf) = try Self.record(position, identity.origin, vault)
      tree.append(leaf)
      try writing.put(Position(position).key, record, in: records)
    }
    var state: [UInt8] = []
    state.appendBigEndian(count)
    state.appendBigEndian(nextSlot ?? count + 1)
    for node in tree.edge { node.append(to: &state) }
    try writing.put(LogMeta.stateKey, state, in: meta)
    var old: [UInt8] = []
    old.appendBigEndian(UInt32(1))
    old.appendBigEndian(identity.origin.value)
    old.appendBigEndian(identity.createdAt.microseconds)
    try writing.put(LogMeta.identityKey, old, in: meta)
    try writing.commit()
  }

  /// Its request's digest is one of format 1: not zero.
  private static func record(
    _ position: UInt64, _ origin: LogOrigin, _ vault: Vault
  ) throws -> (bytes: [UInt8], leaf: Digest256) {
    let header = EventHeader(
      position: Position(position), type: 16, recordedAt: Fixture.now, occurredAt: Fixture.now,
      subject: SubjectID(.contact, UInt128(position)), version: Version(1), uid: 1000, role: .agent,
      commandID: "command-\(position)", requestDigest: Digest256((position, 2, 3, 4)), epoch: 0)
    var bound: [UInt8] = [1] + origin.bytes
    bound.appendBigEndian(position)
    bound.appendBigEndian(UInt32(16))
    bound.appendBigEndian(position)
    guard case .key(let key) = try vault.slot(position) else { throw EventLogError.vaultDamaged(slot: position) }
    var sealed = [UInt8](repeating: UInt8(position), count: 12)
    try AES256GCM().seal(Array("Ada Lovelace".utf8).span, key: key, associated: bound.span, behindNonce: &sealed)
    var seals: [UInt8] = [1]
    seals.appendBigEndian(position)
    seals.appendBigEndian(UInt32(sealed.count))
    seals += sealed
    var bytes: [UInt8] = []
    let leaf = RecordCodec.encode(header, open: [1, 2, 3], seals: seals, to: &bytes)
    return (bytes, leaf)
  }
}
