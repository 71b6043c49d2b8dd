import Bytes
import FactSchema
import Glibc
import LMDB

/// A log that is read to be copied, by nobody else meanwhile; nothing of it is changed.
struct OldLog {
  let path: String
  let identity: LogIdentity
  /// Of its file.
  let state: LogState
  let vault: Vault
  let sealer: Sealer
  /// What the journal holds behind its file, in order.
  let later: [JournalEntry]

  private let lock: FolderLock
  private let environment: Environment
  private let records: Table
  private let meta: Table

  /// The slot that its next new key would have got.
  var nextSlot: UInt64 { later.last?.nextSlot ?? state.nextSlot }

  init(_ folder: String) throws(EventLogError) {
    path = folder + "/log"
    var status = stat()
    guard unsafe stat(path + "/data.mdb", &status) == 0 else {
      throw .notALog(path: folder, reason: "it is no data folder: it has no log/data.mdb")
    }
    lock = try FolderLock(folder: folder)
    if let list = try DamageList.read(path + "/damaged"), !list.shunned.isEmpty {
      throw .notALog(path: path, reason: "pages of it are damaged: put a sound copy back first")
    }
    guard try LossNote.read(path + "/loss") == nil else {
      throw .notALog(
        path: path, reason: "a loss was accepted and is not recorded yet: start the daemon and stop it first")
    }
    do throws(LMDBError) {
      environment = try Environment(.init(path: path, mapSize: 0, maxTables: 4, durability: .synced, readOnly: true))
      records = try environment.openTable(LogMeta.recordsTable, create: false)
      meta = try environment.openMainTable()
    } catch {
      throw EventLogError(error)
    }
    let reading = environment
    let table = meta
    func value(_ key: [UInt8]) throws(EventLogError) -> [UInt8] {
      let found = try translating { () throws(LMDBError) in try reading.read().get(key, in: table) }
      guard let found else {
        throw .notALog(path: folder + "/log", reason: "its identity or its state is missing: put a sound copy back")
      }
      return found
    }
    identity = try LogIdentity(try value(LogMeta.identityKey), path: path)
    state = try LogState(try value(LogMeta.stateKey), format: identity.format, path: path)
    let head = state.head
    later = try Journal.read(path: path + "/journal", origin: identity.origin).entries.filter { $0.last > head }
    vault = try Vault.open(
      path: folder + "/vault", origin: identity.origin, head: nil, next: later.last?.nextSlot ?? state.nextSlot,
      block: 1, entropy: .system)
    sealer = Sealer(vault: vault, origin: identity.origin)
  }

  /// Lends the records of its file past the position, in order, until `body` says no.
  func scan(
    after position: Position, _ body: (Position, Span<UInt8>) throws(EventLogError) -> Bool
  ) throws(EventLogError) {
    var failure: EventLogError?
    try translating { () throws(LMDBError) in
      try environment.read().scan(records, from: .at(position.next.key)) { key, bytes in
        do throws(EventLogError) {
          return try body(Position(key.count == 8 ? key.bigEndian(at: 0) : 0), bytes) ? .next : .stop
        } catch {
          failure = error
          return .stop
        }
      }
    }
    if let failure { throw failure }
  }

  /// A record, every check made and every seal opened whose key is there.
  func record(_ bytes: Span<UInt8>, _ position: Position) throws(EventLogError) -> (RecordLayout, LogRecord) {
    do throws(RecordFault) {
      let layout = try RecordLayout(bytes)
      let leaf = try layout.verifiedLeaf(bytes, position: position)
      let view = RecordView(bytes, position: position, layout: layout, leaf: leaf, sealer: sealer)
      do throws(FactLogError) {
        return (layout, try view.record())
      } catch {
        guard case .damaged(_, let fault) = error else { throw .page }
        throw fault
      }
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// What is kept beside the records.
  func kept() throws(EventLogError) -> [(key: [UInt8], value: [UInt8])] {
    var found: [(key: [UInt8], value: [UInt8])] = []
    try translating { () throws(LMDBError) in
      try environment.read().scan(meta, prefix: Array("kith.".utf8)) { key, value in
        found.append(([UInt8](copying: key), [UInt8](copying: value)))
        return .next
      }
    }
    return found.filter { $0.key != LogMeta.identityKey && $0.key != LogMeta.stateKey }
  }
}
