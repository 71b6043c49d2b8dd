import Domain
import LMDB
import Schema

extension ViewSnapshot {
  /// The most rows that one page looks at; a page that finds less than its limit among them has a cursor all the same.
  static let pageRowsMax = 20_000

  /// Goes through the keys under `prefix` until a page is full.
  ///
  /// `accept` looks at one key, adds the entry to the page and says so, or passes it over, or says by nil that there are
  /// no more. The first page begins at `from` where that is given, which stands behind the prefix in the keys. The result
  /// is the key to go on after; nil when nothing is left.
  borrowing func page(
    _ prefix: RowKey, from start: Instant? = nil, _ bounds: PageBounds, backward: Bool = false,
    accept: (RowKey) throws(Refusal) -> Bool?
  ) throws(Refusal) -> RowKey? {
    var after = try bounds.key(under: prefix) ?? start.map { prefix.appending($0) { $0.append($1) } }
    var accepted = 0
    var looked = 0
    while looked < Self.pageRowsMax {
      let wanted = accepted < bounds.limit ? min(bounds.limit - accepted, Self.chunkRows) : 1
      let keys = try keys(prefix, after: after, backward: backward, limit: wanted)
      if keys.isEmpty { return nil }
      if accepted == bounds.limit { return after }
      for key in keys {
        guard let isAccepted = try accept(key) else { return nil }
        if isAccepted { accepted += 1 }
        after = key
      }
      looked += keys.count
    }
    return after
  }

  private static var chunkRows: Int { 256 }

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
