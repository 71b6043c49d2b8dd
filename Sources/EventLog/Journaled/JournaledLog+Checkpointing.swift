import FactSchema
import LMDB
import Synchronization

extension JournaledLog {
  /// Moves what the journal holds into the log's file, durably.
  ///
  /// Throws `.noSpace` on a full device: nothing happened then. After `.outcomeUnknown`, and with `.stopped`, the log takes
  /// nothing more.
  func checkpoint() throws(FactLogError) {
    try writer.withLock { (writer) throws(FactLogError) in
      guard !writer.isStopped else { throw .stopped }
      do throws(EventLogError) {
        try checkpoint(writer.state, &writer)
      } catch {
        throw FactLogError(error)
      }
    }
  }

  /// Writes the tail and the state after it in one durable transaction, and begins the journal again.
  func checkpoint(_ state: LogState, _ writer: inout Writer) throws(EventLogError) {
    let entries = tail.all
    guard !entries.isEmpty else { return }
    try store(entries, state, &writer)
    tail.removeAll()
    writer.tailRoom = 0
    do throws(EventLogError) {
      try writer.journal.rewind()
    } catch {
      writer.isStopped = true
      throw error
    }
  }

  /// Writes batches that follow the last one of the file, and the state after them, in one durable transaction.
  func store(_ entries: [JournalEntry], _ state: LogState, _ writer: inout Writer) throws(EventLogError) {
    do throws(LMDBError) {
      var transaction = try environment.write()
      try transaction.append(entries, to: records)
      var bytes: [UInt8] = []
      state.encode(to: &bytes)
      try transaction.put(LogMeta.stateKey, bytes, in: meta)
      try transaction.commit()
    } catch {
      throw judge(error, &writer)
    }
  }

  /// A commit that met a full device was dropped whole, unless LMDB says that its last page was at stake: the environment
  /// then takes no further transaction. Of any other failure the outcome is unknown.
  private func judge(_ error: LMDBError, _ writer: inout Writer) -> EventLogError {
    if error.code == .noSpace || error.code == .mapFull, canWrite { return EventLogError(error) }
    writer.isStopped = true
    return .commitFailed(StorageFailure(error))
  }

  private var canWrite: Bool {
    do throws(LMDBError) {
      _ = try environment.write()
      return true
    } catch {
      return false
    }
  }
}

extension WriteTransaction {
  /// Appends the records of the batches.
  mutating func append(_ entries: [JournalEntry], to table: Table) throws(LMDBError) {
    for entry in entries {
      let bytes = entry.bytes
      var position = entry.first
      for record in entry.records {
        let key = position.key
        try append(key.span, bytes.span.extracting(record), in: table)
        position = position.next
      }
    }
  }
}
