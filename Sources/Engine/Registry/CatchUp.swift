import Domain
import EventLog
import FactSchema
import LMDB
import SwiftProtobuf

/// Brings the registry and the index from where they stand up to the log's head, before anything is decided.
struct CatchUp {
  let eventReader: EventReader
  let registry: Registry
  let index: LogIndex
  let limits: EngineLimits
  /// How far to go.
  let end: Position
  /// Is told of each damaged record that is left out, and why.
  var onDamaged: (Position, RecordFault) -> Void = { _, _ in }
  /// Is told of each record of format 1.
  var onFormat1: () -> Void = {}
  /// What is given up on a full device; nil: what cannot be written is an error.
  var room: StartRoom?
  /// Whether to go on; looked at between two stretches.
  var mayGoOn: () -> Bool = { true }

  /// The changes that are written at a time: more than the checkpointer's, because nobody waits for them one by one.
  private static let changesMax = 1 << 18

  /// Writes what the log has more. On a full device the rest stays in the registry's layer and in the index's tail, within
  /// ``EngineLimits/unwrittenChanges``, and is for the checkpointer to write; false then.
  func run() throws(EngineError) -> Bool {
    // The index first: the registry finds in it what a retraction concerns.
    let isIndexWritten = try catchUpIndex()
    let isRegistryWritten = try catchUpRegistry()
    return isRegistryWritten && isIndexWritten
  }

  @discardableResult
  func catchUpRegistry() throws(EngineError) -> Bool {
    var position = registry.store.position
    let head = end
    var changesMax = Self.changesMax
    while position < head {
      do throws(Refusal) {
        try registry.refresh()
      } catch {
        throw EngineError(.inaccessible, error.message)
      }
      while position < head, registry.changeCount < changesMax {
        guard mayGoOn() else { throw Self.ended }
        _ = try learning.learn(try read(after: &position))
      }
      registry.release()
      registry.keep()
      let rows = registry.changedRows
      let isWritten = try write(position) { (leaf) throws(LMDBError) in
        try registry.store.write(rows, position: position, leaf: leaf)
      }
      guard isWritten else {
        if position == head { return false }
        guard changesMax < limits.unwrittenChanges else { throw Self.noRoom("registry", registry.store.position, head) }
        changesMax = limits.unwrittenChanges
        continue
      }
      _ = registry.freeze()
      registry.thaw()
    }
    return true
  }

  @discardableResult
  func catchUpIndex() throws(EngineError) -> Bool {
    var position = index.store.position
    let head = end
    var isWritten = true
    while position < head {
      guard isWritten || index.waiting < limits.unwrittenChanges else {
        throw Self.noRoom("index", index.store.position, head)
      }
      let entries = try entries(after: &position)
      if isWritten {
        var rows: [IndexRow] = []
        for entry in entries { IndexRows.append(entry, to: &rows) }
        isWritten = try write(position) { (leaf) throws(LMDBError) in
          try index.write(rows, position: position, leaf: leaf)
        }
      }
      if !isWritten { index.append(entries) }
    }
    return isWritten
  }

  /// What the index has of the next facts; `position` moves past them.
  private func entries(after position: inout Position) throws(EngineError) -> [IndexEntry] {
    var entries: [IndexEntry] = []
    var rows = 0
    while position < end, rows < Self.changesMax {
      guard mayGoOn() else { throw Self.ended }
      let from = position
      do throws(FactLogError) {
        // A record whose header is damaged is not found by type or subject; the rest is.
        position = try eventReader.log.scanPastDamage(from: from, limit: limit(after: from), onDamaged: onDamaged) {
          (view) throws(FactLogError) in
          if view.isOfFormat1 { onFormat1() }
          var retracts: Position?
          if view.type == FactType.factRetracted.rawValue { retracts = retracted(view) }
          let entry = IndexEntry(try view.header(), retracts: retracts)
          rows += entry.rowCount
          entries.append(entry)
        }
      } catch {
        throw EngineError(.damaged, "the index cannot be made from the log: \(error)")
      }
      guard position > from else { throw EngineError(.damaged, "the log ends before its head, at position \(from)") }
    }
    return entries
  }

  private func limit(after position: Position) -> Int {
    min(limits.catchUpEvents, Int(clamping: end.value - position.value))
  }

  private func retracted(_ view: borrowing RecordView) -> Position? {
    do {
      return Position(try FactRetracted(serializedBytes: view.openPart().open).position)
    } catch {
      return nil
    }
  }

  /// The next records as far as they are sound; `position` moves past all that are damaged.
  private func read(after position: inout Position) throws(EngineError) -> Learning.Stretch {
    let from = position
    do throws(FactLogError) {
      let stretch = try learning.read(after: from, limit: limit(after: from))
      position = stretch.last
      for header in stretch.headers where header.epoch == 0 { onFormat1() }
      guard position > from else { throw FactLogError.damaged(position: from.next, fault: .missing) }
      return stretch
    } catch {
      throw EngineError(.damaged, "the registry cannot be made from the log: \(error)")
    }
  }

  private var learning: Learning { Learning(eventReader: eventReader, registry: registry, onDamaged: onDamaged) }

  /// Whether it was written; where the device is full, what can be given up is given up first.
  private func write(
    _ position: Position, _ body: (_ leaf: Digest256) throws(LMDBError) -> Void
  ) throws(EngineError) -> Bool {
    while true {
      do throws(LMDBError) {
        try body(eventReader.mark(at: position))
        return true
      } catch {
        let code: EngineError.Code = error.code == .noSpace ? .storageFull : .inaccessible
        guard code == .storageFull, let room else {
          throw EngineError(code, "what is derived from the log cannot be written: \(error)")
        }
        guard room.make() else { return false }
      }
    }
  }

  private static func noRoom(_ name: String, _ position: Position, _ head: Position) -> EngineError {
    EngineError(
      .storageFull,
      "the disk is full: the folder \(name) ends at position \(position) of \(head), and deciding needs the rest. Make "
        + "room and start again; nothing of the log is lost")
  }

  private static let ended = EngineError(.inaccessible, "nobody waits for it any more")
}
