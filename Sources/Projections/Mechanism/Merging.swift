import Dispatch
import LMDB
import Schema
import Synchronization

/// Writes merged runs into a view's file: while one thread writes a batch, a helper merges the next one.
struct Merging: Sendable {
  let view: View
  /// Whether the file has no rows yet, so that nothing has to be looked up in it.
  let isFileEmpty: Bool
  let sum: RowSum
  let helper: BuildHelper?

  /// Writes all rows; the view's state with them, but for how far it has come.
  func run(_ runs: [RowRun]) throws(LMDBError) -> ViewState {
    let batches = MergeBatches(try RunMerge(runs), isComplete: isFileEmpty, sum)
    var total = Total(view.state)
    batches.makeNext()
    var batch = try batches.taken()
    while !batch.rows.isEmpty {
      if let helper { helper { batches.makeNext() } } else { batches.makeNext() }
      // Also when writing fails: the helper must not be left with the runs.
      let written = result { () throws(LMDBError) in try write(batch, total) }
      let next = result { () throws(LMDBError) in try batches.taken() }
      total = try written.get()
      batch = try next.get()
    }
    return total.state(view.state)
  }

  private func result<Value>(_ body: () throws(LMDBError) -> Value) -> Result<Value, LMDBError> {
    do throws(LMDBError) {
      return .success(try body())
    } catch {
      return .failure(error)
    }
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
  private struct State {
    var merge: RunMerge
    var made: Result<MergeBatch, LMDBError>?
  }

  private let isComplete: Bool
  private let sum: RowSum
  private let state: Mutex<State>
  private let isMade = DispatchSemaphore(value: 0)

  init(_ merge: consuming RunMerge, isComplete: Bool, _ sum: @escaping RowSum) {
    self.isComplete = isComplete
    self.sum = sum
    state = Mutex(State(merge: merge))
  }

  /// Makes the next batch; an empty one at the end.
  func makeNext() {
    state.withLock { state in
      do throws(LMDBError) {
        state.made = .success(try MergeBatch(of: &state.merge, isComplete: isComplete, sum))
      } catch {
        state.made = .failure(error)
      }
    }
    isMade.signal()
  }

  /// Takes the batch that is being made, once it is.
  func taken() throws(LMDBError) -> MergeBatch {
    isMade.wait()
    guard let made = state.withLock({ $0.made.take() }) else { throw LMDBError(.corrupted, operation: "merge") }
    return try made.get()
  }
}

/// Merged rows that are written together.
struct MergeBatch: Sendable {
  struct Row {
    var key: RowKey
    var start: Int
    var count: Int32
    var kind: RunEntry.Kind

    var value: Range<Int> { start..<start + Int(count) }
  }

  private(set) var rows: ContiguousArray<Row> = []
  private(set) var values: [UInt8] = []
  /// Of all rows, if they are complete.
  private(set) var digest = RowDigest()

  var byteCount: Int { rows.count * MemoryLayout<Row>.stride + values.count }

  /// The next rows, none at the end. Where there is nothing below them they are complete: additions are rows, and what is
  /// deleted is left out.
  init(of merge: inout RunMerge, isComplete: Bool, _ sum: RowSum) throws(LMDBError) {
    values.reserveCapacity(Self.bytesMax)
    while byteCount < Self.bytesMax {
      let isThere = try merge.next(sum) { key, kind, value in
        guard isComplete else { return append(key, kind, value) }
        switch kind {
        case .deleted: break
        case .addition: appendComplete(key, sum(nil, Array(copying: value)).span)
        case .value, .inserted: appendComplete(key, value)
        }
      }
      guard isThere else { break }
    }
  }

  private mutating func appendComplete(_ key: RowKey, _ value: Span<UInt8>) {
    append(key, .value, value)
    digest.add(key, value)
  }

  private mutating func append(_ key: RowKey, _ kind: RunEntry.Kind, _ value: Span<UInt8>) {
    rows.append(Row(key: key, start: values.count, count: Int32(value.count), kind: kind))
    values.append(value)
  }

  private static let bytesMax = 4 << 20
}
