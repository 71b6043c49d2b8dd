/// The order of rows by their keys, found without moving the rows.
public struct RowOrder: Sendable {
  /// The rows' indices, the least key first.
  public let indices: [UInt32]

  /// Orders `count` rows, which have the keys that `key` says.
  public init(count: Int, key: (Int) -> RowKey) { self.init(0..<count, key: key) }

  /// Orders the rows at `indices`.
  init(_ indices: some Sequence<Int>, key: (Int) -> RowKey) {
    var places = indices.map { Place(head: key($0).head, index: UInt32($0)) }
    places.sort { a, b in a.head != b.head ? a.head < b.head : key(Int(a.index)) < key(Int(b.index)) }
    self.indices = places.map(\.index)
  }

  /// Where a row is, and the beginning of its key, which nearly always tells the order already.
  private struct Place {
    var head: UInt64
    var index: UInt32
  }
}
