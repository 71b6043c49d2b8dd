import HeapModule
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

  /// Where a reader that is not at its end stands: the least key comes first, of equal keys the newest run.
  private struct Place: Comparable {
    let key: RowKey
    let reader: Int

    static func < (a: Place, b: Place) -> Bool { a.key == b.key ? a.reader > b.reader : a.key < b.key }
  }

  private var readers: [Reader] = []
  private var places = Heap<Place>()

  /// Merges runs that are given from the oldest to the newest.
  init(_ runs: some Sequence<SortedRun>) throws(LMDBError) {
    for run in runs {
      if let reader = try Reader(run) { readers.append(reader) }
    }
    places = Heap(readers.indices.map { Place(key: readers[$0].entry.key, reader: $0) })
  }

  /// Lends the next row to `body`; false when there is none. Additions are joined by `sum`.
  mutating func next(
    _ sum: MergeOperator, _ body: (RowKey, RunEntry.Kind, Span<UInt8>) throws(LMDBError) -> Void
  ) throws(LMDBError) -> Bool {
    guard let first = places.min?.reader else { return false }
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
    repeat { try advanceFirst() } while places.min?.key == entry.key
    return true
  }

  /// What the entries of the least key come to, the newest of which is an addition; goes past them.
  private mutating func joinFirst(_ sum: MergeOperator) throws(LMDBError) -> (kind: RunEntry.Kind, value: [UInt8]) {
    let key = places.min?.key
    var total: SortedRun.Found?
    while let first = places.min?.reader, readers[first].entry.key == key {
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
    guard let first = places.min?.reader else { return }
    if try readers[first].advance() {
      places.replaceMin(with: Place(key: readers[first].entry.key, reader: first))
    } else {
      places.removeMin()
    }
  }

  private static let bufferBytes = 256 << 10
}
