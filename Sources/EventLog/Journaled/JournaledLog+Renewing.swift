import FactSchema
import LMDB
import Synchronization

extension JournaledLog {
  /// Gives the log's file an identity and a state of the newest format, under digests: of a log that was kept by a release
  /// before them. Its records stay as they are, and from then on those releases refuse it.
  ///
  /// What no digest covered so far is held against the records once: a slot that is given a second time would seal two
  /// people's fields with one key.
  func renew() throws(EventLogError) {
    let next = nextFreeSlot
    var reused: (position: Position, slot: UInt64)?
    do throws(FactLogError) {
      _ = try scanPastDamage(from: .zero, limit: .max) { (view) throws(FactLogError) in
        let slot = try view.highestSlot()
        if slot >= next, reused == nil { reused = (view.position, slot) }
      }
    } catch {
      throw .notALog(path: environment.options.path, reason: "it cannot be read: \(error)")
    }
    if let (position, slot) = reused {
      throw .notALog(
        path: environment.options.path,
        reason: "its next free slot is \(next), and the record at position \(position) is sealed with slot \(slot): "
          + "put a sound copy of the log back")
    }
    try writer.withLock { (writer) throws(EventLogError) in
      var state: [UInt8] = []
      writer.state.encode(to: &state)
      try translating { () throws(LMDBError) in
        try renew(LogIdentity(origin: origin, createdAt: createdAt, source: source).bytes, state)
      }
    }
  }

  private func renew(_ identity: [UInt8], _ state: [UInt8]) throws(LMDBError) {
    var writing = try environment.write()
    try writing.put(LogMeta.identityKey, identity, in: meta)
    try writing.put(LogMeta.stateKey, state, in: meta)
    try writing.commit()
  }
}
