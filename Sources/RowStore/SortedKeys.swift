/// The keys of rows in memory, in order.
struct SortedKeys: Sendable {
  private let keys: ContiguousArray<RowKey>

  /// Keys that are in order.
  init(_ keys: ContiguousArray<RowKey>) { self.keys = keys }

  var count: Int { keys.count }
  var indices: Range<Int> { keys.indices }
  subscript(index: Int) -> RowKey { keys[index] }

  /// Where the key stands; nil where there is none.
  func index(of key: RowKey) -> Int? {
    let index = lowerBound(key)
    return index < keys.count && keys[index] == key ? index : nil
  }

  /// The places of a scan, in its order.
  func walk(_ prefix: RowKey, from start: RowScanStart, backward: Bool) -> Walk {
    let range = lowerBound(prefix)..<end(of: prefix)
    var next = range.lowerBound
    if backward {
      next =
        switch start {
        case .at(let key): upperBound(key) - 1
        case .after(let key): key.map { lowerBound($0) - 1 } ?? range.upperBound - 1
        }
      next = min(next, range.upperBound - 1)
    } else {
      switch start {
      case .at(let key): next = max(next, lowerBound(key))
      case .after(let key): if let key { next = max(next, upperBound(key)) }
      }
    }
    return Walk(range: range, next: next, step: backward ? -1 : 1)
  }

  /// Places that are gone through one after the other.
  struct Walk {
    fileprivate let range: Range<Int>
    fileprivate var next: Int
    fileprivate let step: Int

    /// Where it is; nil at its end.
    var place: Int? { range.contains(next) ? next : nil }

    /// Goes on by one.
    mutating func advance() { next += step }
  }

  /// The first row whose key is not less; past the last one when all are.
  private func lowerBound(_ key: RowKey) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first row whose key is greater.
  private func upperBound(_ key: RowKey) -> Int {
    let index = lowerBound(key)
    return index < keys.count && keys[index] == key ? index + 1 : index
  }

  /// The first row behind all whose keys begin with the prefix.
  private func end(of prefix: RowKey) -> Int {
    var (low, high) = (lowerBound(prefix), keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].hasPrefix(prefix) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
