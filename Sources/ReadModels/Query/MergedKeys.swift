import Domain
import RowStore

/// The keys under several beginnings as one list, in the order of what stands behind these.
///
/// What several of them have stands there once. A few keys of each are held, so that one of ten thousand beginnings costs no more
/// than the seek to its next key.
struct MergedKeys {
  private struct Source {
    let prefix: RowKey
    /// What stands behind the beginning in those that were read and not given yet, the next one last.
    var keys: [RowKey] = []
    var after: RowKey?
    var isRead = false
  }

  private var sources: [Source]
  private let isBackward: Bool
  private let chunk: Int
  /// The places of those that have a next key, as a heap by it.
  private var heap: [Int] = []
  private var isBegun = false

  /// How many keys are held of all together, where that is more than one of each.
  private static let heldKeys = 4_096

  /// Behind `place`, which is what stood behind one of the prefixes; the prefixes are of one length.
  init(_ prefixes: [RowKey], after place: RowKey?, backward: Bool) {
    sources = prefixes.map { prefix in
      Source(prefix: prefix, after: place.map { place in RowKey(prefix.bytes + place.bytes) ?? prefix })
    }
    isBackward = backward
    chunk = min(64, max(1, Self.heldKeys / max(1, prefixes.count)))
  }

  /// The next of them, with the places of the beginnings that have it, in their order; nil where there is none.
  mutating func next(_ rows: borrowing RowReader) throws(Refusal) -> (key: RowKey, places: [Int])? {
    if !isBegun {
      isBegun = true
      for place in sources.indices { try push(place, rows) }
    }
    guard let first = heap.first else { return nil }
    let key = head(first)
    var places: [Int] = []
    while let place = heap.first, head(place) == key {
      pop()
      places.append(place)
      sources[place].keys.removeLast()
      try push(place, rows)
    }
    return (key, places.sorted())
  }

  private func head(_ place: Int) -> RowKey { sources[place].keys[sources[place].keys.count - 1] }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (head(a), head(b))
    return isBackward ? second < first : first < second
  }

  /// Puts it into the heap, unless nothing is left of it.
  private mutating func push(_ place: Int, _ rows: borrowing RowReader) throws(Refusal) {
    if sources[place].keys.isEmpty {
      guard !sources[place].isRead else { return }
      let keys = try rows.keys(
        sources[place].prefix, after: sources[place].after, backward: isBackward, limit: chunk)
      sources[place].isRead = keys.count < chunk
      sources[place].after = keys.last
      let prefixBytes = sources[place].prefix.count
      sources[place].keys = keys.reversed().map { RowKey($0.bytes.dropFirst(prefixBytes)) ?? $0 }
      guard !keys.isEmpty else { return }
    }
    heap.append(place)
    var child = heap.count - 1
    while child > 0, isBefore(heap[child], heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the first out of the heap.
  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(heap[child], heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
