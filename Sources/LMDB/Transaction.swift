import CLMDB

/// What can be read in: a ``ReadTransaction`` or a ``WriteTransaction``.
///
/// Bytes are lent to closures as spans and cannot outlive them. Nothing here allocates unless it returns an array.
public protocol Transaction: ~Copyable {
  var environment: Environment { get }
  var handle: TransactionHandle { get }
}

/// A transaction as LMDB knows it; of no use outside this module.
@safe
public struct TransactionHandle {
  let pointer: OpaquePointer
  /// The size of the map's pages where all that it sees is in the map; 0 where pages that it writes are elsewhere.
  let pageBytes: Int

  init(pointer: OpaquePointer, pageBytes: Int) {
    unsafe self.pointer = unsafe pointer
    self.pageBytes = pageBytes
  }
}

@available(*, unavailable)
extension TransactionHandle: Sendable {}

extension Transaction where Self: ~Copyable {
  /// Lends the key's value to `body`; nil, without calling it, when the key is not there.
  @inlinable
  public borrowing func withValue<Result>(
    of key: Span<UInt8>, in table: Table, _ body: (Span<UInt8>) -> Result
  ) throws(LMDBError) -> Result? {
    guard let value = try unsafe handle.value(of: key, in: table) else { return nil }
    return body(unsafe value.span)
  }

  /// Lends the key's value to `body`; nil, without calling it, when the key is not there.
  @inlinable
  public borrowing func withValue<Result>(
    of key: [UInt8], in table: Table, _ body: (Span<UInt8>) -> Result
  ) throws(LMDBError) -> Result? {
    try withValue(of: key.span, in: table, body)
  }

  /// A copy of the key's value, or nil.
  public borrowing func get(_ key: Span<UInt8>, in table: Table) throws(LMDBError) -> [UInt8]? {
    guard let value = try unsafe handle.value(of: key, in: table) else { return nil }
    return unsafe Array(value)
  }

  /// A copy of the key's value, or nil.
  public borrowing func get(_ key: [UInt8], in table: Table) throws(LMDBError) -> [UInt8]? {
    try get(key.span, in: table)
  }

  /// Whether the key is there.
  public borrowing func contains(_ key: [UInt8], in table: Table) throws(LMDBError) -> Bool {
    unsafe try handle.value(of: key.span, in: table) != nil
  }

  /// The table's counts and sizes; no scan.
  public borrowing func info(of table: Table) throws(LMDBError) -> TableInfo {
    var status = MDB_stat()
    try LMDBError.check(unsafe mdb_stat(handle.pointer, table.identifier, &status), "mdb_stat")
    let pages = status.ms_branch_pages + status.ms_leaf_pages + status.ms_overflow_pages
    return TableInfo(
      entries: status.ms_entries, depth: Int(status.ms_depth), branchPages: status.ms_branch_pages,
      leafPages: status.ms_leaf_pages, overflowPages: status.ms_overflow_pages, bytes: pages * Int(status.ms_psize))
  }
}

extension TransactionHandle {
  @usableFromInline
  func value(of key: Span<UInt8>, in table: Table) throws(LMDBError) -> UnsafeBufferPointer<UInt8>? {
    var value = unsafe MDB_val()
    let result = unsafe key.withUnsafeBufferPointer { key in
      var keyBytes = unsafe MDB_val(key)
      return unsafe mdb_get(pointer, table.identifier, &keyBytes, &value)
    }
    if result == MDB_SUCCESS { return try unsafe lent(value) }
    if result == MDB_NOTFOUND { return nil }
    throw LMDBError(result, "mdb_get")
  }
}

extension TransactionHandle {
  /// The bytes that LMDB points at, as long as the transaction lives and until its next change. Throws `.corrupted` where they
  /// would not be on their page: LMDB believes what a damaged page says of their length.
  func lent(_ value: MDB_val) throws(LMDBError) -> UnsafeBufferPointer<UInt8> {
    guard pageBytes > 0, let start = unsafe value.mv_data else { return unsafe value.bytes }
    let size = unsafe value.mv_size
    let place = Int(bitPattern: start) & (pageBytes - 1)
    if place == Self.headerBytes {
      // Behind the header of pages of its own, which says how many they are.
      let pages = unsafe start.load(fromByteOffset: -4, as: UInt32.self)
      guard size <= Int(pages) * pageBytes - Self.headerBytes else { throw LMDBError(.corrupted, operation: "mdb_get") }
    } else {
      guard size <= pageBytes - place else { throw LMDBError(.corrupted, operation: "mdb_get") }
    }
    return unsafe value.bytes
  }

  /// What LMDB has at the beginning of a page.
  private static let headerBytes = 16
}
