import Domain
import FactSchema
import RowStore

extension RowReader {
  /// Goes through the keys under `prefix` until the page ends.
  ///
  /// The first page begins at `from` where that is given, which stands behind the prefix in the keys. The result is the
  /// key to go on after; nil when nothing is left. A page that finds less than its limit may have one all the same.
  borrowing func page(
    _ prefix: RowKey, from start: Instant? = nil, after place: RowKey?, backward: Bool = false,
    into page: inout PageFill, step: (RowKey) throws(Refusal) -> PageStep
  ) throws(Refusal) -> RowKey? {
    var after = place ?? start.map { prefix.appending($0) { $0.append($1) } }
    while !page.isSpent {
      let wanted = page.isFull ? 1 : min(page.room, Self.chunkRows)
      let keys = try keys(prefix, after: after, backward: backward, limit: wanted)
      if keys.isEmpty { return nil }
      if page.isFull { return after }
      for key in keys {
        switch try step(key) {
        case .end: return nil
        case .passed(let bytes): page.pass(bytes)
        case .entry(let entry): guard page.add(entry) else { return after }
        }
        after = key
      }
    }
    return after
  }

  private static var chunkRows: Int { 256 }

  /// The next keys under a prefix.
  borrowing func keys(
    _ prefix: RowKey, after: RowKey?, backward: Bool = false, limit: Int
  ) throws(Refusal) -> [RowKey] {
    var keys: [RowKey] = []
    guard limit > 0 else { return keys }
    try scan(prefix, from: .after(after), backward: backward) { key, _ in
      keys.append(RowKey(key))
      return keys.count < limit ? .next : .stop
    }
    return keys
  }
}
