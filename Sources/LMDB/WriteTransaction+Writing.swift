import CLMDB
import Glibc

extension WriteTransaction {
  /// Stores the value, replacing one that is there.
  ///
  /// Throws `.mapFull`, `.transactionFull`, `.badValueSize`; after `.mapFull` only aborting is left.
  public mutating func put(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table) throws(LMDBError) {
    try check(handle.put(key, value, in: table, flags: 0), "mdb_put")
  }

  /// Stores the value, replacing one that is there.
  public mutating func put(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) {
    try check(handle.put(key.span, value.span, in: table, flags: 0), "mdb_put")
  }

  /// Stores the value past the last key: quicker than `put`, and pages are filled whole. Throws `.keyExists` when the key
  /// is not past the last one.
  public mutating func append(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table) throws(LMDBError) {
    try check(handle.put(key, value, in: table, flags: UInt32(MDB_APPEND)), "mdb_put")
  }

  /// Stores the value past the last key; see the form that takes spans.
  public mutating func append(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) {
    try check(handle.put(key.span, value.span, in: table, flags: UInt32(MDB_APPEND)), "mdb_put")
  }

  /// Stores the value unless the key is there; whether it did.
  public mutating func insert(_ key: [UInt8], _ value: [UInt8], in table: Table) throws(LMDBError) -> Bool {
    let result = handle.put(key.span, value.span, in: table, flags: UInt32(MDB_NOOVERWRITE))
    if result == MDB_KEYEXIST { return false }
    try check(result, "mdb_put")
    return true
  }

  /// Stores a value of `count` bytes that `fill` writes straight into the page; they are 0 before.
  ///
  /// With `append` the key must be past the last one, else `.keyExists`.
  @inlinable
  public mutating func put(
    _ key: Span<UInt8>, count: Int, in table: Table, append: Bool = false, fill: (inout MutableSpan<UInt8>) -> Void
  ) throws(LMDBError) {
    let buffer = try unsafe handle.reserve(key, count: count, in: table, append: append)
    var span = unsafe buffer.mutableSpan
    fill(&span)
  }

  /// Removes the key; whether it was there.
  @discardableResult
  public mutating func delete(_ key: Span<UInt8>, in table: Table) throws(LMDBError) -> Bool {
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
    try check(unsafe mdb_drop(handle.pointer, table.identifier, 0), "mdb_drop")
  }

  private func check(_ result: Int32, _ operation: String) throws(LMDBError) {
    guard result == MDB_SUCCESS else { throw LMDBError(result, operation, path: environment.options.path) }
  }
}

extension TransactionHandle {
  func put(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table, flags: UInt32) -> Int32 {
    unsafe key.withUnsafeBufferPointer { key in
      unsafe value.withUnsafeBufferPointer { value in
        var keyBytes = unsafe MDB_val(key)
        var valueBytes = unsafe MDB_val(value)
        return unsafe mdb_put(pointer, table.identifier, &keyBytes, &valueBytes, flags)
      }
    }
  }

  func delete(_ key: Span<UInt8>, in table: Table) -> Int32 {
    unsafe key.withUnsafeBufferPointer { key in
      var keyBytes = unsafe MDB_val(key)
      return unsafe mdb_del(pointer, table.identifier, &keyBytes, nil)
    }
  }

  /// The room for a value of `count` bytes, all 0, valid until the next change of the transaction.
  @usableFromInline
  func reserve(
    _ key: Span<UInt8>, count: Int, in table: Table, append: Bool
  ) throws(LMDBError) -> UnsafeMutableBufferPointer<UInt8> {
    var room = unsafe MDB_val(mv_size: count, mv_data: nil)
    let flags = UInt32(MDB_RESERVE) | (append ? UInt32(MDB_APPEND) : 0)
    let result = unsafe key.withUnsafeBufferPointer { key in
      var keyBytes = unsafe MDB_val(key)
      return unsafe mdb_put(pointer, table.identifier, &keyBytes, &room, flags)
    }
    try LMDBError.check(result, "mdb_put")
    guard let start = unsafe room.mv_data else { throw LMDBError(.corrupted, operation: "mdb_put") }
    unsafe memset(start, 0, count)
    return unsafe UnsafeMutableBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
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
