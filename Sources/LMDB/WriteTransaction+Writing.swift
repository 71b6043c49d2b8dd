import CLMDB
import Glibc

extension WriteTransaction {
  /// Stores the value, replacing one that is there.
  ///
  /// Throws `.mapFull`, `.transactionFull`, `.badValueSize`; after `.mapFull` only aborting is left.
  public mutating func put(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table) throws(LMDBError) {
    try check(putNear(key, value, in: table, flags: 0), "mdb_cursor_put")
  }

  /// Stores the value, replacing one that is there.
  public mutating func put(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) {
    try check(putNear(key.span, value.span, in: table, flags: 0), "mdb_cursor_put")
  }

  /// Stores the value past the last key: quicker than `put`, and pages are filled whole. Throws `.keyExists` when the key
  /// is not past the last one.
  public mutating func append(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table) throws(LMDBError) {
    try check(putNear(key, value, in: table, flags: UInt32(MDB_APPEND)), "mdb_cursor_put")
  }

  /// Stores the value past the last key; see the form that takes spans.
  public mutating func append(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) {
    try check(putNear(key.span, value.span, in: table, flags: UInt32(MDB_APPEND)), "mdb_cursor_put")
  }

  /// Stores the value unless the key is there; whether it did.
  public mutating func insert(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) -> Bool {
    let result = putNear(key.span, value.span, in: table, flags: UInt32(MDB_NOOVERWRITE))
    if result == MDB_KEYEXIST { return false }
    try check(result, "mdb_cursor_put")
    return true
  }

  /// Removes the key; whether it was there.
  @discardableResult
  public mutating func delete(_ key: Span<UInt8>, in table: Table) throws(LMDBError) -> Bool {
    leavePlace()
    let result = handle.delete(key, in: table)
    if result == MDB_NOTFOUND { return false }
    try check(result, "mdb_del")
    return true
  }

  /// Removes the key; whether it was there.
  @discardableResult
  public mutating func delete(_ key: [UInt8], in table: Table) throws(LMDBError) -> Bool {
    try delete(key.span, in: table)
  }

  /// Removes every entry of the table; the table stays.
  public mutating func removeAll(in table: Table) throws(LMDBError) {
    leavePlace()
    try check(unsafe mdb_drop(handle.pointer, table.identifier, 0), "mdb_drop")
  }

  private func check(_ result: Int32, _ operation: String) throws(LMDBError) {
    guard result == MDB_SUCCESS else { throw LMDBError(result, operation, path: environment.options.path) }
  }
}

extension TransactionHandle {
  func delete(_ key: Span<UInt8>, in table: Table) -> Int32 {
    unsafe key.withUnsafeBufferPointer { key in
      var keyBytes = unsafe MDB_val(key)
      return unsafe mdb_del(pointer, table.identifier, &keyBytes, nil)
    }
  }
}

extension MDB_val {
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  /// The bytes, valid as long as the transaction that gave them, and until its next change.
  var bytes: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: mv_data?.assumingMemoryBound(to: UInt8.self), count: mv_size)
  }
}
