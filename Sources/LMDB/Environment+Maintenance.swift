import CLMDB

extension Environment {
  /// Flushes what was committed to the device; without `force` only where commits do so anyway.
  public func sync(force: Bool = true) throws(LMDBError) {
    gate.enter()
    defer { gate.leave() }
    try LMDBError.check(unsafe mdb_env_sync(handle, force ? 1 : 0), "mdb_env_sync", path: options.path)
  }

  /// Writes a consistent copy into an empty folder that is there; `compact` leaves out free pages.
  ///
  /// Reading and writing go on meanwhile; the copy holds a read transaction while it runs.
  public func copy(to path: String, compact: Bool = false) throws(LMDBError) {
    gate.enter()
    defer { gate.leave() }
    try LMDBError.check(
      unsafe mdb_env_copy2(handle, path, compact ? UInt32(MDB_CP_COMPACT) : 0), "mdb_env_copy2", path: path)
  }

  /// Frees the reader slots of processes that are gone; how many there were.
  @discardableResult
  public func clearStaleReaders() throws(LMDBError) -> Int {
    var dead: Int32 = 0
    try LMDBError.check(unsafe mdb_reader_check(handle, &dead), "mdb_reader_check", path: options.path)
    return Int(dead)
  }

  /// Sizes and counts as of the last commit.
  public func info() -> EnvironmentInfo {
    // LMDB reads them from the map, which a growth takes away for a moment.
    gate.enter()
    defer { gate.leave() }
    var info = unsafe MDB_envinfo()
    unsafe mdb_env_info(handle, &info)
    return EnvironmentInfo(
      mapSize: unsafe info.me_mapsize, pageSize: unsafe pageSize(handle), lastPage: unsafe info.me_last_pgno,
      lastTransaction: unsafe info.me_last_txnid, readers: unsafe Int(info.me_numreaders),
      maxReaders: unsafe Int(info.me_maxreaders))
  }
}

/// An environment's sizes and counts.
public struct EnvironmentInfo: Sendable, Equatable {
  /// In bytes.
  public let mapSize: Int
  /// In bytes.
  public let pageSize: Int
  /// The number of the last page in use; pages are counted from 0.
  public let lastPage: Int
  /// The number of the last committed transaction.
  public let lastTransaction: Int
  /// Reader slots that were ever in use, over all processes.
  public let readers: Int
  /// Read transactions that can be open at once.
  public let maxReaders: Int

  /// The bytes of the file up to its last page in use, free pages between included.
  public var usedBytes: Int { (lastPage + 1) * pageSize }
}

/// A table's size.
public struct TableInfo: Sendable, Equatable {
  /// Rows.
  public let entries: Int
  /// The levels of its tree.
  public let depth: Int
  /// Pages that lead to others.
  public let branchPages: Int
  /// Pages that hold rows.
  public let leafPages: Int
  /// Pages of values too large for a leaf.
  public let overflowPages: Int
  /// In bytes, all pages of the table.
  public let bytes: Int
}
