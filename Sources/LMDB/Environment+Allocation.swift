import CLMDB
import Synchronization

extension Environment {
  /// The step by which a synced environment's file is allocated ahead, in bytes.
  public static let allocationStep = 16 << 20

  /// Makes sure that the file has so many bytes on the device past its last page in use.
  ///
  /// For a synced environment, before a transaction that may write as much: a full device is then `.noSpace` here and
  /// not a page cut short in the middle of a commit, which LMDB cannot tell from a failing disk. Where the usual step does
  /// not fit, it makes do with what is needed.
  public func allocate(ahead bytes: Int) throws(LMDBError) {
    let needed = pageRounded(info().usedBytes + bytes)
    try allocatedBytes.withLock { (allocated) throws(LMDBError) in
      guard needed > allocated else { return }
      do throws(LMDBError) {
        let generous = max(needed, allocated + Self.allocationStep)
        try unsafe allocateFile(handle, bytes: generous, path: options.path)
        allocated = generous
      } catch {
        guard error.code == .noSpace else { throw error }
        try unsafe allocateFile(handle, bytes: needed, path: options.path)
        allocated = needed
      }
    }
  }
}
