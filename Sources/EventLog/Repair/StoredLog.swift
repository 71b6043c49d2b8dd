import Bytes
import FactSchema
import Glibc

/// A log in a folder that nobody has open, read without LMDB and without believing anything of it: one that is to be
/// repaired, or a copy of it.
struct StoredLog {
  /// A value that the log keeps about itself.
  struct Value {
    var bytes: [UInt8]
    var place: PageFile.Place
  }

  let folder: String
  let pages: PageFile
  let records: PageFile.Tree
  /// By their keys, what stands beside the records.
  let values: [[UInt8]: Value]
  let vault: StoredFile?

  var path: String { folder + "/log" }

  init(_ folder: String, isWritable: Bool = false) throws(EventLogError) {
    self.folder = folder
    let data = folder + "/log/data.mdb"
    guard let file = try StoredFile(data, isWritable: isWritable) else {
      throw .notALog(path: folder, reason: "it is no data folder: it has no log/data.mdb")
    }
    pages = try PageFile(file)
    let damaged = EventLogError.notALog(
      path: folder + "/log", reason: "the page is damaged that says where its records are: put a sound copy back")
    guard let root = pages.main.root, pages.main.depth == 1, let page = try pages.page(root),
      let entries = try pages.leaf(root, page)
    else { throw damaged }
    var values: [[UInt8]: Value] = [:]
    var records: PageFile.Tree?
    for entry in entries {
      if entry.isTable, entry.key == Array(LogMeta.recordsTable.utf8) {
        records = try pages.tree(entry)
      } else if !entry.isTable, let bytes = try file.bytes(entry.value.range) {
        values[entry.key] = Value(bytes: bytes, place: entry.value)
      }
    }
    guard let records else { throw damaged }
    self.records = records
    self.values = values
    vault = try StoredFile(folder + "/vault", isWritable: isWritable)
  }

  /// The value under the key of what every log has.
  func value(_ key: [UInt8]) throws(EventLogError) -> Value {
    guard let value = values[key] else {
      throw .notALog(path: path, reason: "its identity or its state is missing: put a sound copy back")
    }
    return value
  }

  func identity() throws(EventLogError) -> LogIdentity {
    try LogIdentity(try value(LogMeta.identityKey).bytes, path: path)
  }

  func state(_ format: UInt32) throws(EventLogError) -> LogState {
    try LogState(try value(LogMeta.stateKey).bytes, format: format, path: path)
  }

  /// What the journal holds behind the file.
  func later(_ origin: LogOrigin, behind head: Position) throws(EventLogError) -> [JournalEntry] {
    try Journal.read(path: path + "/journal", origin: origin).entries.filter { $0.last > head }
  }

  /// The 64 bytes of a slot; nil where the vault ends before them, or the disk does not give them.
  func slot(_ slot: UInt64) throws(EventLogError) -> [UInt8]? {
    guard let vault, slot < UInt64(vault.count / Vault.slotBytes) else { return nil }
    return try vault.bytes(Vault.offset(slot)..<Vault.offset(slot) + Vault.slotBytes)
  }

  /// Whole records at these positions, wherever in the file they stand: of pages that are damaged or were given up, too.
  func elsewhere(_ wanted: (UInt64) -> Bool) throws(EventLogError) -> [UInt64: PageFile.Place] {
    var found: [UInt64: PageFile.Place] = [:]
    for number in 2..<max(2, pages.count) {
      guard let page = try pages.page(number) else { continue }
      for entry in try pages.remains(number, page) where entry.value.count > RecordLayout.prefixBytes + 8 {
        let start = entry.value.offset + RecordLayout.prefixBytes
        guard let bytes = try pages.file.bytes(start..<start + 8) else { continue }
        let position: UInt64 = bytes.span.bigEndian(at: 0)
        guard wanted(position), found[position] == nil, let record = try pages.file.bytes(entry.value.range),
          (try? StoredRecord.checked(record, Position(position))) != nil
        else { continue }
        found[position] = entry.value
      }
    }
    return found
  }
}

/// Says that a folder is read, to whoever wants to write in it, for as long as it is there. Nothing is written for that: a
/// copy may be where nothing can be.
final class ReadClaim: Sendable {
  private let descriptor: Int32

  init(_ folder: String) throws(EventLogError) {
    descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw EventLogError.failed("open", folder) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw .lockedByAnother(path: folder)
    }
  }

  deinit { close(descriptor) }
}
