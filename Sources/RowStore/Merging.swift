import Bytes
import LMDB
import Synchronization

/// Writes merged runs into a view's file: while one thread writes a batch, a helper merges the next one.
struct Merging: Sendable {
  let view: View
  /// Whether the file has no rows yet, so that nothing has to be looked up in it.
  let isFileEmpty: Bool
  let sum: MergeOperator
  let helper: BuildHelper?
  let progress: BuildProgress?

  /// Writes all rows; the view's state with them, but for how far it has come.
  func run(_ runs: [SortedRun]) throws(LMDBError) -> ViewState {
    let batches = MergeBatches(try MergeIterator(runs), isComplete: isFileEmpty, sum)
    var total = Total(view.state)
    batches.makeNext()
    var batch = try batches.taken()
    while !batch.rows.isEmpty {
      if let helper { helper { batches.makeNext() } } else { batches.makeNext() }
      // Also when writing fails: the helper must not be left with the runs.
      let written = Result { () throws(LMDBError) in try write(batch, total) }
      let next = Result { () throws(LMDBError) in try batches.taken() }
      total = try written.get()
      progress?(batch.rows.count)
      batch = try next.get()
    }
    return total.state(view.state)
  }

  // MARK: Writing

  /// What has been written.
  private struct Total {
    var digest: RowDigest
    var rows: UInt64

    init(_ state: ViewState) {
      digest = RowDigest(state.digest)
      rows = state.rows
    }

    func state(_ before: ViewState) -> ViewState {
      var state = before
      state.digest = digest.sum
      state.rows = rows
      return state
    }
  }

  /// Writes a batch in one transaction, in a larger file if need be.
  private func write(_ batch: MergeBatch, _ before: Total) throws(LMDBError) -> Total {
    try view.makeRoom(for: batch.byteCount)
    while true {
      var total = before
      do throws(LMDBError) {
        var transaction = try view.environment.write()
        if isFileEmpty {
          try append(batch, &transaction)
          total.digest.add(batch.digest)
          total.rows += UInt64(batch.rows.count)
        } else {
          for row in batch.rows { try write(row, batch.values.span, &transaction, &total) }
        }
        try transaction.commit()
        return total
      } catch {
        guard error.code == .mapFull else { throw error }
        try view.environment.grow()
      }
    }
  }

  /// Writes complete rows past the last one of the file.
  private func append(_ batch: MergeBatch, _ transaction: inout WriteTransaction) throws(LMDBError) {
    let values = batch.values
    for row in batch.rows {
      let value = values.span.extracting(row.value)
      try row.key.withSpan { (key) throws(LMDBError) in try transaction.append(key, value, in: view.rows) }
    }
  }

  /// Writes a row over what the file holds.
  private func write(
    _ row: MergeBatch.Row, _ values: Span<UInt8>, _ transaction: inout WriteTransaction, _ total: inout Total
  ) throws(LMDBError) {
    let before = try row.key.withSpan { (key) throws(LMDBError) in try transaction.get(key, in: view.rows) }
    if let before {
      total.digest.subtract(row.key, before.span)
      total.rows -= 1
    }
    guard row.kind != .deleted else {
      guard before != nil else { return }
      return try row.key.withSpan { (key) throws(LMDBError) in _ = try transaction.delete(key, in: view.rows) }
    }
    var value = Array(copying: values.extracting(row.value))
    if row.kind == .addition { value = sum(before, value) }
    try row.key.withSpan { (key) throws(LMDBError) in try transaction.put(key, value.span, in: view.rows) }
    total.digest.add(row.key, value.span)
    total.rows += 1
  }
}

/// Batches of merged rows, one after the other: made on one thread, taken on another.
private final class MergeBatches: Sendable {
  private let isComplete: Bool
  private let sum: MergeOperator
  private let merge: Mutex<MergeIterator>
  private let batch = Handover<MergeBatch>()

  init(_ merge: consuming MergeIterator, isComplete: Bool, _ sum: @escaping MergeOperator) {
    self.isComplete = isComplete
    self.sum = sum
    self.merge = Mutex(merge)
  }

  /// Makes the next batch; an empty one at the end.
  func makeNext() {
    batch.make { () throws(LMDBError) in
      try merge.withLock { (merge) throws(LMDBError) in
        try MergeBatch(of: &merge, isComplete: isComplete, sum)
      }
    }
  }

  /// Takes the batch that is being made, once it is.
  func taken() throws(LMDBError) -> MergeBatch { try batch.take() }
}
