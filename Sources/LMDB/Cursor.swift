import CLMDB
import Glibc

/// A place in a table, for one scan.
@safe
struct Cursor: ~Copyable {
  private let handle: OpaquePointer
  private let transaction: TransactionHandle
  private let prefix: [UInt8]
  private let order: ScanOrder

  init(_ transaction: TransactionHandle, _ table: Table, prefix: [UInt8], order: ScanOrder) throws(LMDBError) {
    var cursor: OpaquePointer?
    let result = unsafe mdb_cursor_open(transaction.pointer, table.identifier, &cursor)
    guard result == MDB_SUCCESS, let cursor = unsafe cursor else { throw LMDBError(result, "mdb_cursor_open") }
    unsafe handle = unsafe cursor
    self.transaction = transaction
    self.prefix = prefix
    self.order = order
  }

  deinit { unsafe mdb_cursor_close(handle) }

  /// Goes to the first entry of the scan; nil when there is none.
  borrowing func begin(_ start: ScanStart) throws(LMDBError) -> CursorEntry? {
    let entry = try order == .ascending ? beginAscending(start) : beginDescending(start)
    return limited(entry)
  }

  /// Goes on by one; nil at the end.
  borrowing func advance() throws(LMDBError) -> CursorEntry? {
    limited(try get(order == .ascending ? MDB_NEXT : MDB_PREV))
  }

  private borrowing func beginAscending(_ start: ScanStart) throws(LMDBError) -> CursorEntry? {
    switch start {
    case .at(let key) where !key.lexicographicallyPrecedes(prefix):
      return try seek(key)
    case .after(let key) where !key.lexicographicallyPrecedes(prefix):
      guard let entry = try seek(key) else { return nil }
      return entry.hasKey(key) ? try get(MDB_NEXT) : entry
    default:
      return try seek(prefix)
    }
  }

  private borrowing func beginDescending(_ start: ScanStart) throws(LMDBError) -> CursorEntry? {
    let end = successor(of: prefix)
    switch start {
    case .at(let key) where end.map(key.lexicographicallyPrecedes) ?? true:
      guard let entry = try seek(key) else { return try get(MDB_LAST) }
      return entry.hasKey(key) ? entry : try get(MDB_PREV)
    case .after(let key) where end.map(key.lexicographicallyPrecedes) ?? true:
      return try last(before: key)
    default:
      guard let end else { return try get(MDB_LAST) }
      return try last(before: end)
    }
  }

  /// The last entry whose key is less.
  private borrowing func last(before key: [UInt8]) throws(LMDBError) -> CursorEntry? {
    guard try seek(key) != nil else { return try get(MDB_LAST) }
    return try get(MDB_PREV)
  }

  /// The first entry whose key is not less.
  private borrowing func seek(_ key: [UInt8]) throws(LMDBError) -> CursorEntry? {
    guard !key.isEmpty else { return try get(MDB_FIRST) }
    return try unsafe key.withUnsafeBufferPointer { (bytes) throws(LMDBError) in
      var keyBytes = unsafe MDB_val(bytes)
      var value = unsafe MDB_val()
      return try unsafe entry(mdb_cursor_get(handle, &keyBytes, &value, MDB_SET_RANGE), keyBytes, value)
    }
  }

  private borrowing func get(_ operation: MDB_cursor_op) throws(LMDBError) -> CursorEntry? {
    var key = unsafe MDB_val()
    var value = unsafe MDB_val()
    return try unsafe entry(mdb_cursor_get(handle, &key, &value, operation), key, value)
  }

  private borrowing func entry(_ result: Int32, _ key: MDB_val, _ value: MDB_val) throws(LMDBError) -> CursorEntry? {
    if result == MDB_SUCCESS {
      return try unsafe CursorEntry(key: transaction.lent(key), value: transaction.lent(value))
    }
    if result == MDB_NOTFOUND { return nil }
    throw LMDBError(result, "mdb_cursor_get")
  }

  private borrowing func limited(_ entry: CursorEntry?) -> CursorEntry? {
    guard let entry, !prefix.isEmpty else { return entry }
    return entry.hasPrefix(prefix) ? entry : nil
  }
}

/// The entry that a cursor stands on; valid until it moves.
@safe
struct CursorEntry {
  let key: UnsafeBufferPointer<UInt8>
  let value: UnsafeBufferPointer<UInt8>

  init(key: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    unsafe self.key = unsafe key
    unsafe self.value = unsafe value
  }

  func hasKey(_ other: [UInt8]) -> Bool {
    guard let start = unsafe key.baseAddress else { return other.isEmpty }
    return unsafe key.count == other.count && memcmp(start, other, other.count) == 0
  }

  func hasPrefix(_ prefix: [UInt8]) -> Bool {
    guard let start = unsafe key.baseAddress else { return prefix.isEmpty }
    return unsafe key.count >= prefix.count && memcmp(start, prefix, prefix.count) == 0
  }
}

/// The least key that is past every key with this prefix; nil when there is none.
func successor(of prefix: [UInt8]) -> [UInt8]? {
  guard let index = prefix.lastIndex(where: { $0 != 0xFF }) else { return nil }
  var result = Array(prefix[...index])
  result[index] += 1
  return result
}
