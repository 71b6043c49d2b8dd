import CLMDB
import Synchronization

extension Environment {
  /// The map's size in bytes; with ``Durability/derived`` also the file's.
  public var mapSize: Int { mapSizeLock.withLock { $0 } }

  /// Makes a derived environment's file and map larger: by half, by ``growthStepMin`` or to `bytes`, whichever is most; on a
  /// device that has not as much left, by ``growthStepTight`` or to `bytes`.
  ///
  /// To be called after `.mapFull`, when the write transaction that met it has ended; the caller then writes again. New
  /// read transactions wait meanwhile, and those under way are waited for, at most ``drainLimit`` seconds
  /// (`.readersBusy`): do not call it while holding one. `.noSpace` leaves everything as it was.
  public func grow(atLeast bytes: Int = 0) throws(LMDBError) {
    guard writingThread.load(ordering: .relaxed) != currentThread() else {
      throw LMDBError(.nestedWrite, operation: "grow", path: options.path)
    }
    try mapSizeLock.withLock { (size) throws(LMDBError) in
      // Outside the gate: allocating may take a while, and readers need not wait for it.
      let wanted = try allocate(
        generous: pageRounded(max(bytes, size + max(size / 2, Self.growthStepMin))),
        tight: pageRounded(max(bytes, size + Self.growthStepTight)))
      try resize(to: wanted)
      size = wanted
    }
  }

  /// Allocates the file as large as the device allows of the two sizes, and returns which it was.
  private func allocate(generous: Int, tight: Int) throws(LMDBError) -> Int {
    do throws(LMDBError) {
      try unsafe allocateFile(handle, bytes: generous, path: options.path)
      return generous
    } catch {
      guard error.code == .noSpace, tight < generous else { throw error }
    }
    try unsafe allocateFile(handle, bytes: tight, path: options.path)
    return tight
  }

  /// Takes over the size that another process gave the map.
  func adoptMapSize() throws(LMDBError) {
    try mapSizeLock.withLock { (size) throws(LMDBError) in
      try resize(to: 0)
      var info = unsafe MDB_envinfo()
      unsafe mdb_env_info(handle, &info)
      size = unsafe info.me_mapsize
    }
  }

  private func resize(to bytes: Int) throws(LMDBError) {
    guard gate.close(seconds: Self.drainLimit) else {
      throw LMDBError(.readersBusy, operation: "grow", path: options.path)
    }
    defer { gate.open() }
    try LMDBError.check(unsafe mdb_env_set_mapsize(handle, bytes), "mdb_env_set_mapsize", path: options.path)
  }
}
