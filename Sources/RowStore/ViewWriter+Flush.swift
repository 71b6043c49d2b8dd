public import FactSchema
import LMDB
import Synchronization

extension ViewWriter {
  /// Writes all changes, in the order of their keys, and how far they have come, in one transaction.
  ///
  /// `leaf` is the audit tree's leaf of the event at ``position``. Grows the file when it is full. When it throws,
  /// nothing was written and nothing forgotten: it may be tried again.
  public mutating func flush(leaf: Digest256) throws(ViewError) {
    guard !hasSpilled else { return try merge(leaf: leaf) }
    endReading()
    let order = FlushOrder(memtable, inserts)
    do throws(LMDBError) {
      try view.markOpen()
      try view.makeRoom(for: pendingBytes)
      while true {
        do throws(LMDBError) {
          let state = try write(order, leaf: leaf)
          view.current.withLock { $0 = state }
          isFileEmpty = state.rows == 0
          break
        } catch {
          guard error.code == .mapFull else { throw error }
          try view.environment.grow()
        }
      }
    } catch {
      throw ViewError(error)
    }
    memtable.becomeClean()
    inserts.removeAll()
  }

  private func write(_ order: FlushOrder, leaf: Digest256) throws(LMDBError) -> ViewState {
    var transaction = try view.environment.write()
    var state = view.state
    var digest = RowDigest(state.digest)
    let last = isFileEmpty ? nil : try transaction.last(in: view.rows).flatMap { RowKey($0.key) }
    let insertedRows = inserts.rows
    let insertedValues = inserts.values
    for step in order.steps {
      // Past the last row, rows are appended, which is quicker and fills the pages.
      switch step {
      case .insert(let index):
        let row = insertedRows[Int(index)]
        let value = insertedValues.span.extracting(row.start..<row.start + Int(row.count))
        try store(row.key, value, isPast: last.map { $0 < row.key } ?? true, &transaction)
        digest.add(row.key, value)
        state.rows += 1
      case .change(let index):
        try apply(memtable.entries.span, Int(index), past: last, &transaction, &digest, &state.rows)
      }
    }
    state.digest = digest.sum
    state.position = position
    state.leaf = leaf
    try transaction.put(ViewMeta.stateKey, ViewMeta.bytes(of: state), in: view.meta)
    try transaction.commit()
    return state
  }

  private func apply(
    _ entries: Span<Memtable.Entry>, _ index: Int, past last: RowKey?, _ transaction: inout WriteTransaction,
    _ digest: inout RowDigest, _ rows: inout UInt64
  ) throws(LMDBError) {
    let key = entries[index].key
    let isPast = last.map { $0 < key } ?? true
    var before = entries[index].base
    if !entries[index].isBaseKnown, !isPast {
      before = try key.withSpan { (key) throws(LMDBError) in try transaction.get(key, in: view.rows) }
    }
    let after = entries[index].value
    guard before != after else { return }
    if let before {
      digest.subtract(key, before.span)
      rows -= 1
    }
    guard let after else {
      _ = try key.withSpan { (key) throws(LMDBError) in try transaction.delete(key, in: view.rows) }
      return
    }
    try store(key, after.span, isPast: isPast, &transaction)
    digest.add(key, after.span)
    rows += 1
  }

  private func store(
    _ key: RowKey, _ value: Span<UInt8>, isPast: Bool, _ transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try key.withSpan { (bytes) throws(LMDBError) in
      if isPast {
        try transaction.append(bytes, value, in: view.rows)
      } else {
        try transaction.put(bytes, value, in: view.rows)
      }
    }
  }
}

extension View {
  /// Grows the file so that about so many bytes of rows fit: a large flush would else be begun in vain several times.
  func makeRoom(for pending: Int) throws(LMDBError) {
    guard pending > Environment.growthStepMin else { return }
    let needed = environment.info().usedBytes + pending * 3 / 2
    if needed > environment.mapSize { try environment.grow(atLeast: needed) }
  }
}

/// The order in which a flush writes: changed rows and new rows merged by key. A changed row hides a new one.
struct FlushOrder {
  enum Step {
    case change(UInt32)
    case insert(UInt32)
  }

  private(set) var steps: ContiguousArray<Step> = []

  init(_ memtable: borrowing Memtable, _ inserts: borrowing PendingInserts) {
    // Spans lend a row's key, where an array's element would be copied for it.
    let entries = memtable.entries.span
    let rows = inserts.rows.span
    let changes = RowOrder(memtable.changed.lazy.map(Int.init)) { entries[$0].key }.indices
    let news = RowOrder(rows.indices) { rows[$0].key }.indices
    steps.reserveCapacity(changes.count + news.count)
    var next = 0
    for change in changes {
      let key = entries[Int(change)].key
      while next < news.count, rows[Int(news[next])].key < key {
        steps.append(.insert(news[next]))
        next += 1
      }
      if next < news.count, rows[Int(news[next])].key == key { next += 1 }
      steps.append(.change(change))
    }
    while next < news.count {
      steps.append(.insert(news[next]))
      next += 1
    }
  }
}
