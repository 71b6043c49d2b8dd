import CLMDB
import Glibc
import Synchronization

extension Environment {
  /// Begins reading: a snapshot of what the last commit left.
  ///
  /// End it soon (let it go out of scope): a long one keeps the file's old pages from being used again, and holds back
  /// growth. Throws `.tooManyReaders`.
  public func read() throws(LMDBError) -> ReadTransaction {
    gate.enter()
    do {
      return ReadTransaction(
        environment: self, handle: try unsafe TransactionHandle(pointer: takeReader(), pageBytes: pageBytes))
    } catch {
      gate.leave()
      guard error.code == .mapResized else { throw error }
    }
    try adoptMapSize()
    gate.enter()
    do {
      return ReadTransaction(
        environment: self, handle: try unsafe TransactionHandle(pointer: takeReader(), pageBytes: pageBytes))
    } catch {
      gate.leave()
      throw error
    }
  }

  /// Whether ``read()`` would wait now, because the file grows.
  public var holdsReadersBack: Bool { gate.isClosed }

  /// Begins writing, waiting for a writer of another thread or process to end.
  ///
  /// The transaction belongs to this thread. Throws `.nestedWrite` when it has one already, `.panic` after a commit
  /// whose last page could not be written.
  public func write() throws(LMDBError) -> WriteTransaction {
    let thread = currentThread()
    guard writingThread.load(ordering: .relaxed) != thread else {
      throw LMDBError(.nestedWrite, operation: "mdb_txn_begin", path: options.path)
    }
    gate.enter()
    var transaction: OpaquePointer?
    let result = unsafe mdb_txn_begin(handle, nil, 0, &transaction)
    guard result == MDB_SUCCESS, let transaction = unsafe transaction else {
      gate.leave()
      throw LMDBError(result, "mdb_txn_begin", path: options.path)
    }
    writingThread.store(thread, ordering: .relaxed)
    return unsafe WriteTransaction(
      environment: self, handle: TransactionHandle(pointer: transaction, pageBytes: writesIntoMap ? pageBytes : 0))
  }

  /// A renewed reader of the pool, or a new one; the caller is inside the gate.
  private func takeReader() throws(LMDBError) -> OpaquePointer {
    guard let idle = idleReaders.withLock({ $0.popLast() }) else { return try unsafe beginReading() }
    let result = unsafe mdb_txn_renew(idle.handle)
    guard result == MDB_SUCCESS else {
      unsafe mdb_txn_abort(idle.handle)
      throw LMDBError(result, "mdb_txn_renew", path: options.path)
    }
    return unsafe idle.handle
  }

  func beginReading() throws(LMDBError) -> OpaquePointer {
    var transaction: OpaquePointer?
    var result = unsafe mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction)
    // The slots may be those of processes that were killed.
    if result == MDB_READERS_FULL, try clearStaleReaders() > 0 {
      result = unsafe mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction)
    }
    guard result == MDB_SUCCESS, let transaction = unsafe transaction else {
      throw LMDBError(result, "mdb_txn_begin", path: options.path)
    }
    return unsafe transaction
  }

  func endReading(_ transaction: OpaquePointer) {
    unsafe mdb_txn_reset(transaction)
    let idle = unsafe IdleReader(handle: transaction)
    let isKept = idleReaders.withLock { readers in
      guard readers.count < Self.pooledReadersMax else { return false }
      readers.append(idle)
      return true
    }
    if !isKept { unsafe mdb_txn_abort(transaction) }
    gate.leave()
  }

  /// Called when the write transaction has been committed or aborted.
  func endWriting() {
    writingThread.store(0, ordering: .relaxed)
    gate.leave()
  }
}

/// A number for this thread, never 0.
func currentThread() -> UInt { UInt(pthread_self()) }
