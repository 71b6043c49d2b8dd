import LMDB
import Synchronization

extension EventLog {
  /// What is kept in the log's file under that name, beside the records: once kept, it never changes.
  ///
  /// Keeps `value` durably where nothing is kept yet. For one thread at a time with ``append(_:)``. Throws `.noSpace` on a
  /// full device: nothing is kept then.
  public func kept(_ name: String, otherwise value: [UInt8]) throws(EventLogError) -> [UInt8] {
    try writer.withLock { (writer) throws(EventLogError) in
      guard !writer.isStopped else { throw .stopped }
      return try translating { () throws(LMDBError) in try keep(value, as: LogMeta.keptKey(name)) }
    }
  }

  private func keep(_ value: [UInt8], as key: [UInt8]) throws(LMDBError) -> [UInt8] {
    if let kept = try environment.read().get(key, in: meta) { return kept }
    var transaction = try environment.write()
    try transaction.put(key, value, in: meta)
    try transaction.commit()
    return value
  }
}
