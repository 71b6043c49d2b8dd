import Domain
import EventLog
import LMDB
import Schema
import SwiftProtobuf

/// Brings the registry and the index from where they stand up to the log's head, before anything is decided.
struct CatchUp {
  let history: History
  let registry: Registry
  let index: LogIndex
  let limits: EngineLimits
  /// How far to go.
  let end: Position
  /// Is told of each damaged record that is left out, and why.
  let onDamaged: (Position, RecordFault) -> Void

  /// The changes that are written at a time: more than the keeper's, because nobody waits for them one by one.
  private static let changesMax = 1 << 18

  func run() throws(EngineError) {
    try catchUpRegistry()
    try catchUpIndex()
  }

  func catchUpRegistry() throws(EngineError) {
    var position = registry.store.position
    let head = end
    while position < head {
      do throws(Refusal) {
        try registry.refresh()
      } catch {
        throw EngineError(.inaccessible, error.message)
      }
      while position < head, registry.changeCount < Self.changesMax {
        let records = try read(after: &position)
        for record in records { try learn(record) }
        if let last = records.last?.header.position { position = last }
      }
      registry.release()
      let rows = registry.freeze().rows()
      try write(position) { (leaf) throws(LMDBError) in
        try registry.store.write(rows, position: position, leaf: leaf)
      }
      registry.thaw()
      registry.keep()
    }
  }

  /// Learns what a record says.
  private func learn(_ record: LogRecord) throws(EngineError) {
    let header = record.header
    do throws(Refusal) {
      let event: RecordedEvent
      do throws(History.Fault) {
        event = try history.event(record)
      } catch {
        throw Refusal.internal(error.cause)
      }
      registry.apply(try evolve(event, knowing: registry))
      if let slot = record.slot { try learn(slot, header) }
      guard let id = header.commandID, header.index == 0 else { return }
      let entry = CommandEntry(first: header.position, count: header.count)
      registry.remember(CommandKey(uid: header.uid, id: id), entry)
      if let corrected = CommandKey.corrected(header.causationID, uid: header.uid) {
        registry.remember(corrected, entry)
      }
    } catch {
      throw EngineError(.damaged, "the fact at position \(header.position) cannot be read back: \(error.message)")
    }
  }

  /// Learns whose slot it is. A record is sealed for what it is about, unless that belongs to a contact; a contact has its
  /// slot since it was created, so that a slot that none of the subjects has is the primary one's.
  private func learn(_ slot: UInt64, _ header: EventHeader) throws(Refusal) {
    if try registry.slot(of: header.subject) == slot { return }
    for subject in header.otherSubjects where try registry.slot(of: subject) == slot { return }
    registry.remember(slot: slot, of: header.subject)
  }

  func catchUpIndex() throws(EngineError) {
    var position = index.store.position
    let head = end
    while position < head {
      var rows: [IndexRow] = []
      while position < head, rows.count < Self.changesMax {
        let from = position
        do throws(EventLogError) {
          try history.log.scan(from: from, limit: limit(after: from)) { (view) throws(EventLogError) in
            var retracts: Position?
            if view.type == FactType.factRetracted.rawValue {
              retracts = try self.retracted(view)
            }
            IndexRows.append(IndexEntry(try view.header(), retracts: retracts), to: &rows)
            position = view.position
            return .next
          }
        } catch {
          // A damaged record is not found by type or subject; the rest is.
          guard case .damaged(let damaged, let fault) = error else {
            throw EngineError(.damaged, "the log cannot be read: \(error)")
          }
          onDamaged(damaged, fault)
          position = damaged
        }
      }
      try write(position) { (leaf) throws(LMDBError) in
        try index.write(rows, position: position, leaf: leaf)
      }
    }
  }

  private func limit(after position: Position) -> Int {
    min(limits.catchUpEvents, Int(clamping: end.value - position.value))
  }

  private func retracted(_ view: borrowing RecordView) throws(EventLogError) -> Position? {
    let open = try view.openPart().open
    guard let fact = try? FactRetracted(serializedBytes: open) else { return nil }
    return Position(fact.position)
  }

  /// The next records; `position` moves past a damaged one, which is left out: the rest must go on being served.
  private func read(after position: inout Position) throws(EngineError) -> [LogRecord] {
    do throws(EventLogError) {
      return try history.log.read(after: position, limit: limit(after: position))
    } catch {
      guard case .damaged(let damaged, let fault) = error else {
        throw EngineError(.damaged, "the registry cannot be made from the log: \(error)")
      }
      onDamaged(damaged, fault)
      position = damaged
      return []
    }
  }

  private func write(
    _ position: Position, _ body: (_ leaf: Digest256) throws(LMDBError) -> Void
  ) throws(EngineError) {
    do throws(LMDBError) {
      try body(history.leaf(at: position) ?? .zero)
    } catch {
      let code: EngineError.Code = error.code == .noSpace ? .storageFull : .inaccessible
      throw EngineError(code, "what is derived from the log cannot be written: \(error)")
    }
  }
}
