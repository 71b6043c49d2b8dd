import Bytes
import FactSchema
import LMDB

/// The rows of the `meta` table: what the view is, how far it has come, and whether it was closed.
enum ViewMeta {
  static let identityKey = Array("identity".utf8)
  static let stateKey = Array("state".utf8)
  static let markKey = Array("mark".utf8)
  static let cleanMark = Array("clean".utf8)
  /// Of a view whose rows are being put together from runs: it is worth nothing until they are whole.
  static let mergingMark = Array("merging".utf8)

  /// The mark of a view that is in use since this start of the machine.
  static func openMark(_ bootID: String) -> [UInt8] { Array("open ".utf8) + Array(bootID.utf8) }

  /// What a folder holds.
  struct Found {
    var identity: [UInt8]
    var state: ViewState
    var mark: [UInt8]
  }

  /// What the folder holds; nil when it is new.
  static func read(_ environment: Environment, _ meta: Table) throws(LMDBError) -> Found? {
    let transaction = try environment.read()
    guard let identity = try transaction.get(identityKey, in: meta) else { return nil }
    guard let mark = try transaction.get(markKey, in: meta), let bytes = try transaction.get(stateKey, in: meta),
      let state = state(bytes.span)
    else { throw LMDBError(.corrupted, operation: "meta") }
    return Found(identity: identity, state: state, mark: mark)
  }

  /// What rows of the table say; nil where something is missing.
  static func found(_ rows: [[UInt8]: [UInt8]]) -> Found? {
    guard let identity = rows[identityKey], let mark = rows[markKey], let bytes = rows[stateKey],
      let state = state(bytes.span)
    else { return nil }
    return Found(identity: identity, state: state, mark: mark)
  }

  /// Writes what a new view holds.
  static func begin(
    _ identity: ViewIdentity, bootID: String, _ environment: Environment, _ meta: Table
  ) throws(LMDBError) {
    var transaction = try environment.write()
    try transaction.put(identityKey, bytes(of: identity), in: meta)
    try transaction.put(stateKey, bytes(of: .empty), in: meta)
    try transaction.put(markKey, openMark(bootID), in: meta)
    try transaction.commit()
  }

  static func setMark(_ mark: [UInt8], _ environment: Environment, _ meta: Table) throws(LMDBError) {
    var transaction = try environment.write()
    try transaction.put(markKey, mark, in: meta)
    try transaction.commit()
  }

  static func bytes(of identity: ViewIdentity) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in [identity.origin, identity.projection] {
      bytes.append(UInt8(truncatingIfNeeded: text.utf8.count))
      bytes.append(contentsOf: text.utf8)
    }
    bytes.appendBigEndian(UInt64(identity.version))
    bytes.appendBigEndian(identity.generation)
    if let mark = identity.secretMark { bytes.append(contentsOf: mark.utf8) }
    return bytes
  }

  static func bytes(of state: ViewState) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(80)
    bytes.appendBigEndian(state.position.value)
    state.leaf.append(to: &bytes)
    bytes.appendBigEndian(state.rows)
    state.digest.append(to: &bytes)
    return bytes
  }

  static func state(_ bytes: Span<UInt8>) -> ViewState? {
    guard bytes.count == 80 else { return nil }
    return ViewState(
      position: Position(bytes.bigEndian(at: 0)), leaf: Digest256(bytes, at: 8), rows: bytes.bigEndian(at: 40),
      digest: Digest256(bytes, at: 48))
  }
}
