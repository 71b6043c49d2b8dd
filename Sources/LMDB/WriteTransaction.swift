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

@available(*, unavailable)
extension WriteTransaction: Sendable {}
