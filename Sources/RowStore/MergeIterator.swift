import LMDB

/// Several runs as one: the rows in the order of their keys, of each key what the newest run says.
struct MergeIterator {
  /// One run's place in the merge, with the entry at which it stands.
  private struct Reader {
    let run: SortedRun
    /// How much of the file has been read into the buffer, with what was before it.
    var offset = 0
    var buffer: [UInt8] = []
    var entry: RunEntry

    /// Nil for an empty run.
    init?(_ run: SortedRun) throws(LMDBError) {
      self.run = run
      entry = RunEntry()
      guard try advance() else { return nil }
    }

    /// Goes to the next entry; false at the end.
    mutating func advance() throws(LMDBError) -> Bool {
      if let next = RunEntry(buffer.span, at: entry.value.upperBound) {
        entry = next
        return true
      }
      buffer.removeSubrange(..<entry.value.upperBound)
      entry.value = 0..<0
      while true {
        // More than once for a row that is larger than what is read at a time.
        let more = min(MergeIterator.bufferBytes, run.byteCount - offset)
        guard more > 0 else { return false }
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: more))
        try run.file.read(into: &buffer, from: start, at: offset)
        offset += more
        if let next = RunEntry(buffer.span, at: 0) {
          entry = next
          return true
        }
      }
    }
  }

  private var readers: [Reader] = []
  /// A heap of the readers that are not at their end: the least key first, of equal keys the newest run.
  private var heap: [Int] = []

  /// Merges runs that are given from the oldest to the newest.
  init(_ runs: some Sequence<SortedRun>) throws(LMDBError) {
    for run in runs {
      if let reader = try Reader(run) { readers.append(reader) }
    }
    heap = Array(readers.indices)
    for place in heap.indices.reversed() { sink(place) }
  }

  /// Lends the next row to `body`; false when there is none. Additions are joined by `sum`.
  mutating func next(
    _ sum: MergeOperator, _ body: (RowKey, RunEntry.Kind, Span<UInt8>) throws(LMDBError) -> Void
  ) throws(LMDBError) -> Bool {
    guard let first = heap.first else { return false }
    let entry = readers[first].entry
    if entry.kind == .addition {
      let joined = try joinFirst(sum)
      try body(entry.key, joined.kind, joined.value.span)
      return true
    }
    do {
      let buffer = readers[first].buffer
      try body(entry.key, entry.kind, buffer.span.extracting(entry.value))
    }
    repeat { try advanceFirst() } while heap.first.map { readers[$0].entry.key == entry.key } ?? false
    return true
  }

  /// What the entries of the least key come to, the newest of which is an addition; goes past them.
  private mutating func joinFirst(_ sum: MergeOperator) throws(LMDBError) -> (kind: RunEntry.Kind, value: [UInt8]) {
    let key = readers[heap[0]].entry.key
    var total: SortedRun.Found?
    while let first = heap.first, readers[first].entry.key == key {
      let buffer = readers[first].buffer
      total = readers[first].entry.found(in: buffer.span).joined(with: total, by: sum)
      try advanceFirst()
    }
    switch total {
    case .value(let value): return (.value, value)
    case .addition(let value): return (.addition, value)
    case .deleted, nil: return (.deleted, [])
    }
  }

  private mutating func advanceFirst() throws(LMDBError) {
    if try !readers[heap[0]].advance() {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in 2 * place + 1...2 * place + 2 where child < heap.count && isBefore(heap[child], heap[least]) {
        least = child
      }
      guard least != place else { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    readers[a].entry.key == readers[b].entry.key ? a > b : readers[a].entry.key < readers[b].entry.key
  }

  private static let bufferBytes = 256 << 10
}
