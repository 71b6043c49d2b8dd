public import Domain
import LMDB
public import Schema
import Synchronization

/// Gathers the changes that events make to a view's rows, and writes them, each row once, when told to flush.
///
/// Belongs to one thread. What was changed is seen by its own reads at once, by snapshots after ``flush(leaf:)``.
public final class ViewWriter {
  let view: View
  /// The last event that was applied.
  public internal(set) var position: Position
  var overlay = Overlay()
  var inserts = PendingInserts()
  /// What a build has put aside, newer than the file and older than the overlay.
  var runs: RowRuns
  /// What the event under way has changed, to take it back when it fails.
  private var undo: [Undo] = []
  private var reader: ReadTransaction?
  /// Whether the file has no rows yet, so that nothing has to be looked up in it.
  var isFileEmpty: Bool

  private struct Undo {
    var index: Int
    var value: [UInt8]?
    var wasChanged: Bool
  }

  init(_ view: View) {
    let isFree = view.hasWriter.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    precondition(isFree, "a view has one writer at a time")
    self.view = view
    let state = view.state
    position = state.position
    isFileEmpty = state.rows == 0
    runs = RowRuns(folder: view.folder)
  }

  deinit { view.hasWriter.store(false, ordering: .releasing) }

  /// About the bytes of memory that what is not flushed takes: to be flushed when they exceed what may be used.
  public var pendingBytes: Int { overlay.bytes + inserts.bytes }

  /// The rows that the next flush will write or remove.
  public var pendingRows: Int { overlay.changedCount + inserts.count }

  /// Applies the next event; when that fails, nothing of it stays.
  public func apply(_ event: RecordedEvent, by projection: some Projection) throws(ProjectionFailure) {
    guard event.position == position.next else { throw .gap(expected: position.next, found: event.position) }
    guard projection.kinds.contains(event.type) else {
      position = event.position
      return
    }
    undo.removeAll(keepingCapacity: true)
    let insertsBefore = inserts.mark
    do throws(ProjectionFailure) {
      try projection.apply(event, to: self)
    } catch {
      for change in undo.reversed() {
        overlay.restore(at: change.index, value: change.value, isChanged: change.wasChanged)
      }
      inserts.truncate(to: insertsBefore)
      throw error
    }
    position = event.position
  }

  /// Goes past events of kinds that the projection does not look at, which need not be decoded for it.
  public func pass(upTo position: Position) {
    if position > self.position { self.position = position }
  }

  /// The row as the events so far have left it, or nil. Rows made by ``insert(_:isListed:_:)`` since the last flush are
  /// not seen.
  public func get(_ key: RowKey) throws(ProjectionFailure) -> [UInt8]? {
    if let index = overlay.index(of: key) { return overlay.entries[index].value }
    if let found = try aside(key) {
      var value: [UInt8]?
      if case .value(let stored) = found { value = stored }
      overlay.add(Overlay.Entry(key: key, value: value, base: nil, isBaseKnown: false, isChanged: false))
      return value
    }
    let stored = isFileEmpty ? nil : try read(key)
    overlay.add(Overlay.Entry(key: key, value: stored, base: stored, isBaseKnown: true, isChanged: false))
    return stored
  }

  /// Stores the row, replacing one that is there.
  public func put(_ key: RowKey, _ value: [UInt8]) { change(key, to: value, isBaseKnown: isFileEmpty) }

  /// Stores a row that is not there yet, and may be read back: spares the look-up of the old one.
  public func create(_ key: RowKey, _ value: [UInt8]) { change(key, to: value, isBaseKnown: true) }

  /// Removes the row if it is there.
  public func delete(_ key: RowKey) { change(key, to: nil, isBaseKnown: isFileEmpty) }

  /// Stores a row that is not there yet and is not read by key again before the next flush: the cheapest way to write.
  ///
  /// `fill` appends the row's bytes to an array that holds others before it, and must not use the writer. A listed row
  /// is seen by ``lastKey(prefix:)``.
  public func insert(_ key: RowKey, isListed: Bool = false, _ fill: (inout [UInt8]) -> Void = { _ in }) {
    inserts.add(key, isListed: isListed, fill)
  }

  /// The greatest key with this prefix among rows made by `insert` with `isListed` and not deleted; the prefix has
  /// ``PendingInserts/groupBytes`` bytes.
  public func lastKey(prefix: RowKey) throws(ProjectionFailure) -> RowKey? {
    var last: RowKey?
    let aside = try keysAside(prefix: prefix)
    func consider(_ key: RowKey) -> Bool {
      if let index = overlay.index(of: key) {
        if overlay.entries[index].value == nil { return false }
      } else if aside[key] == true {
        return false
      }
      if last.map({ $0 < key }) ?? true { last = key }
      return true
    }
    for key in inserts.keys(inGroup: prefix) { _ = consider(key) }
    for key in aside.keys { _ = consider(key) }
    guard !isFileEmpty else { return last }
    try reading { (transaction) throws(LMDBError) in
      try transaction.scan(view.rows, prefix: prefix.bytes, order: .descending) { key, _ in
        consider(RowKey(key)) ? .stop : .next
      }
    }
    return last
  }

  /// Forgets what is not flushed; the next event is the one past the last flush.
  public func discard() {
    forget()
    runs = RowRuns(folder: view.folder)
    position = view.state.position
  }

  private func change(_ key: RowKey, to value: [UInt8]?, isBaseKnown: Bool) {
    let index: Int
    if let known = overlay.index(of: key) {
      index = known
    } else {
      index = overlay.entries.count
      overlay.add(Overlay.Entry(key: key, value: nil, base: nil, isBaseKnown: isBaseKnown, isChanged: false))
    }
    let before = overlay.change(at: index, to: value)
    undo.append(Undo(index: index, value: before.value, wasChanged: before.wasChanged))
  }

  private func read(_ key: RowKey) throws(ProjectionFailure) -> [UInt8]? {
    try reading { (transaction) throws(LMDBError) in
      try key.withSpan { (bytes) throws(LMDBError) in try transaction.get(bytes, in: view.rows) }
    }
  }

  /// One read transaction serves until the next flush: only this writer changes the rows.
  private func reading<Result>(
    _ body: (borrowing ReadTransaction) throws(LMDBError) -> Result
  ) throws(ProjectionFailure) -> Result {
    do throws(LMDBError) {
      let transaction = if let open = reader.take() { open } else { try view.environment.read() }
      let result = try body(transaction)
      reader = consume transaction
      return result
    } catch {
      throw .view(ViewError(error))
    }
  }

  /// Ends the read transaction, which would hold back the file's growth and keep old pages.
  func endReading() { _ = reader.take() }

  func forget() {
    endReading()
    overlay.removeAll()
    inserts.removeAll()
    undo.removeAll(keepingCapacity: true)
  }
}

@available(*, unavailable)
extension ViewWriter: Sendable {}
