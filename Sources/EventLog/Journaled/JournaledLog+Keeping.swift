import LMDB
import Synchronization

extension JournaledLog {
  func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8] {
    try writer.withLock { (writer) throws(FactLogError) in
      guard !writer.isStopped else { throw .stopped }
      do throws(LMDBError) {
        return try keep(value, as: LogMeta.keptKey(name))
      } catch {
        throw FactLogError(EventLogError(error))
      }
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
