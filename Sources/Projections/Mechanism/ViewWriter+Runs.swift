import LMDB
import Schema
import Synchronization

extension ViewWriter {
  /// Puts the changes since the last time aside, sorted, in a file of their own: the next ``flush(leaf:)`` merges all of
  /// them and writes each row once. Until then no snapshot sees them, and the view's state does not change.
  ///
  /// For builds: rows that come in any order would each touch a page of the file, time and again. When it throws, the
  /// view is to be given up.
  public func putAside() throws(ViewError) {
    endReading()
    do throws(LMDBError) {
      let order = FlushOrder(overlay, inserts)
      guard !order.steps.isEmpty else { return forget() }
      var run = try RunWriter(in: view.folder, rows: order.steps.count)
      let rows = inserts.rows
      let values = inserts.values
      for step in order.steps {
        switch step {
        case .insert(let index):
          let row = rows[Int(index)]
          try run.append(row.key, values.span.extracting(row.start..<row.start + Int(row.count)))
        case .change(let index):
          let entry = overlay.entries[Int(index)]
          if let value = entry.value { try run.append(entry.key, value.span) } else { try run.append(entry.key, nil) }
        }
      }
      try runs.add(run.finish(level: 0))
    } catch {
      throw ViewError(error)
    }
    forget()
  }

  /// What was put aside for the key; nil when nothing was.
  func aside(_ key: RowKey) throws(ProjectionFailure) -> RowRun.Found? {
    guard !runs.isEmpty else { return nil }
    do throws(LMDBError) {
      return try runs.find(key)
    } catch {
      throw .view(ViewError(error))
    }
  }

  /// The keys with the prefix that were put aside, and whether their rows are deleted.
  func keysAside(prefix: RowKey) throws(ProjectionFailure) -> [RowKey: Bool] {
    guard !runs.isEmpty else { return [:] }
    do throws(LMDBError) {
      return try runs.keys(prefix: prefix)
    } catch {
      throw .view(ViewError(error))
    }
  }

  /// Writes all that was put aside and is pending, in the order of the keys. When it throws, the view is to be given up.
  ///
  /// In several transactions, because one would change more pages than LMDB can hold: meanwhile the view is marked, so
  /// that a process that ends before the last one leaves nothing that is taken for whole.
  func merge(leaf: Digest256) throws(ViewError) {
    try putAside()
    do throws(LMDBError) {
      try view.markOpen()
      try ViewMeta.setMark(ViewMeta.mergingMark, view.environment, view.meta)
      var merge = try RunMerge(runs.runs)
      var total = MergeTotal(view.state)
      var batch = MergeBatch()
      while try batch.fill(from: &merge) { try write(batch, &total) }
      var state = total.state
      state.position = position
      state.leaf = leaf
      var transaction = try view.environment.write()
      try transaction.put(ViewMeta.stateKey, ViewMeta.bytes(of: state), in: view.meta)
      try transaction.put(ViewMeta.markKey, ViewMeta.openMark(view.bootID), in: view.meta)
      try transaction.commit()
      view.current.withLock { $0 = state }
      isFileEmpty = state.rows == 0
    } catch {
      throw ViewError(error)
    }
    runs = RowRuns(folder: view.folder)
  }

  /// Writes a batch in one transaction, in a larger file if need be.
  private func write(_ batch: borrowing MergeBatch, _ total: inout MergeTotal) throws(LMDBError) {
    try makeRoom(for: batch.byteCount)
    while true {
      var after = total
      do throws(LMDBError) {
        var transaction = try view.environment.write()
        for row in batch.rows { try write(row, batch.values.span, &transaction, &after) }
        try transaction.commit()
        total = after
        return
      } catch {
        guard error.code == .mapFull else { throw error }
        try view.environment.grow()
      }
    }
  }

  private func write(
    _ row: MergeBatch.Row, _ values: Span<UInt8>, _ transaction: inout WriteTransaction, _ total: inout MergeTotal
  ) throws(LMDBError) {
    if !isFileEmpty {
      let before = try row.key.withSpan { (key) throws(LMDBError) in try transaction.get(key, in: view.rows) }
      if let before {
        total.digest.subtract(row.key, before.span)
        total.rows -= 1
        if row.isDeleted {
          _ = try row.key.withSpan { (key) throws(LMDBError) in try transaction.delete(key, in: view.rows) }
        }
      }
    }
    guard !row.isDeleted else { return }
    let value = values.extracting(row.start..<row.start + Int(row.count))
    try store(row.key, value, isPast: isFileEmpty, &transaction)
    total.digest.add(row.key, value)
    total.rows += 1
  }
}

/// What a merge has come to.
private struct MergeTotal {
  var digest: RowDigest
  var rows: UInt64
  private let begun: ViewState

  init(_ state: ViewState) {
    begun = state
    digest = RowDigest(state.digest)
    rows = state.rows
  }

  var state: ViewState {
    var state = begun
    state.digest = digest.sum
    state.rows = rows
    return state
  }
}

/// Merged rows that are written together.
private struct MergeBatch {
  struct Row {
    var key: RowKey
    var start: Int
    var count: Int32
    var isDeleted: Bool
  }

  private(set) var rows: ContiguousArray<Row> = []
  private(set) var values: [UInt8] = []

  var byteCount: Int { rows.count * MemoryLayout<Row>.stride + values.count }

  /// Takes the next rows; false when there are none.
  mutating func fill(from merge: inout RunMerge) throws(LMDBError) -> Bool {
    rows.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    while byteCount < Self.bytesMax {
      let isThere = try merge.next { key, isDeleted, value in
        rows.append(Row(key: key, start: values.count, count: Int32(value.count), isDeleted: isDeleted))
        values.append(value)
      }
      guard isThere else { break }
    }
    return !rows.isEmpty
  }

  private static let bytesMax = 8 << 20
}
