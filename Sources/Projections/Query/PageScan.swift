import Domain
import LMDB

extension ViewSnapshot {
  /// The most rows that one page looks at; a page that finds less than its limit among them has a cursor all the same.
  static let pageRowsMax = 20_000

  /// Goes through the keys under `prefix` until a page is full.
  ///
  /// `accept` looks at one key, adds the entry to the page and says so, or passes it over. The result is the key to go on
  /// after; nil when nothing is left.
  borrowing func page(
    _ prefix: RowKey, _ bounds: PageBounds, backward: Bool = false,
    accept: (RowKey) throws(Refusal) -> Bool
  ) throws(Refusal) -> RowKey? {
    var after = try bounds.key(under: prefix)
    var accepted = 0
    var looked = 0
    while looked < Self.pageRowsMax {
      let wanted = accepted < bounds.limit ? min(bounds.limit - accepted, 256) : 1
      let keys = try keys(prefix, after: after, backward: backward, limit: wanted)
      if keys.isEmpty { return nil }
      if accepted == bounds.limit { return after }
      for key in keys {
        if try accept(key) { accepted += 1 }
        after = key
      }
      looked += keys.count
    }
    return after
  }

  /// The next keys under a prefix.
  borrowing func keys(
    _ prefix: RowKey, after: RowKey?, backward: Bool, limit: Int
  ) throws(Refusal) -> [RowKey] {
    var keys: [RowKey] = []
    try scan(prefix, after: after, backward: backward) { key, _ in
      keys.append(RowKey(key))
      return keys.count < limit ? .next : .stop
    }
    return keys
  }
}
