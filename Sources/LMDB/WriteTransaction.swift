import CLMDB

/// Changes that become visible, all at once, by ``commit()``; going out of scope without it drops them.
///
/// Belongs to the thread that began it. It reads its own changes.
@safe
public struct WriteTransaction: ~Copyable, Transaction {
  /// What it writes.
  public let environment: Environment
  /// The transaction for LMDB's own calls.
  public let handle: TransactionHandle
  /// Where the last row was put: the next one of a sorted batch is often on the same page, and found without a search.
  /// Ends with the transaction.
  private var place: (cursor: OpaquePointer, table: UInt32)?
  private var isOpen = true

  init(environment: Environment, handle: TransactionHandle) {
    self.environment = environment
    self.handle = handle
  }

  deinit {
    guard isOpen else { return }
    unsafe mdb_txn_abort(handle.pointer)
    environment.endWriting()
  }

  /// Makes the changes visible, and with ``Environment/Durability/synced`` durable, before it returns.
  ///
  /// When it throws, nothing was changed as far as readers can see; `.mapFull` asks for growth, `.noSpace` for space. With
  /// any other error a synced environment must be opened again before its state is known.
  public consuming func commit() throws(LMDBError) {
    isOpen = false
    // A commit that fails has freed the transaction.
    let result = unsafe mdb_txn_commit(handle.pointer)
    environment.endWriting()
    try LMDBError.check(result, "mdb_txn_commit", path: environment.options.path)
  }
}

extension WriteTransaction {
  /// Stores the value where the last one was stored, or wherever it belongs.
  @inline(always)
  mutating func putNear(_ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table, flags: UInt32) -> Int32 {
    if let place = unsafe place, unsafe place.table == table.identifier {
      return unsafe Self.put(place.cursor, key, value, flags)
    }
    leavePlace()
    var cursor: OpaquePointer?
    let result = unsafe mdb_cursor_open(handle.pointer, table.identifier, &cursor)
    guard result == MDB_SUCCESS, let cursor = unsafe cursor else { return result }
    unsafe place = (cursor, table.identifier)
    return unsafe Self.put(cursor, key, value, flags)
  }

  /// Forgets where the last row was put; before anything that moves other rows than by putting.
  mutating func leavePlace() {
    if let place = unsafe place.take() { unsafe mdb_cursor_close(place.cursor) }
  }

  private static func put(
    _ cursor: OpaquePointer, _ key: Span<UInt8>, _ value: Span<UInt8>, _ flags: UInt32
  ) -> Int32 {
    unsafe key.withUnsafeBufferPointer { key in
      unsafe value.withUnsafeBufferPointer { value in
        var keyBytes = unsafe MDB_val(key)
        var valueBytes = unsafe MDB_val(value)
        return unsafe mdb_cursor_put(cursor, &keyBytes, &valueBytes, flags)
      }
    }
  }
}

@available(*, unavailable)
extension WriteTransaction: Sendable {}
