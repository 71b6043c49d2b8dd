/// New rows that wait for a flush, their values one behind the other in one array.
public struct PendingInserts: Sendable {
  struct Row {
    var key: RowKey
    var start: Int
    var count: Int32
  }

  /// Where it ended at a moment.
  struct Mark {
    var rows: Int
    var values: Int
  }

  private(set) var rows: ContiguousArray<Row> = []
  private(set) var values: [UInt8] = []

  var count: Int { rows.count }
  var bytes: Int { rows.count * MemoryLayout<Row>.stride + values.count }
  /// The present end.
  var mark: Mark { Mark(rows: rows.count, values: values.count) }

  @inline(always)
  mutating func add(_ key: RowKey, _ fill: (inout [UInt8]) -> Void) {
    makeRoom()
    let start = values.count
    fill(&values)
    rows.append(Row(key: key, start: start, count: Int32(values.count - start)))
  }

  /// Lets large arrays grow by a quarter, where they would double: a build fills them up to a bound that is its memory.
  @inline(always)
  private mutating func makeRoom() {
    if rows.count == rows.capacity, rows.count > Self.keptRowsMax { rows.reserveCapacity(rows.count / 4 * 5) }
    if values.capacity - values.count < Self.valueRoom, values.count > Self.keptBytesMax {
      values.reserveCapacity(values.count / 4 * 5)
    }
  }

  /// Drops what was added past `mark`.
  mutating func truncate(to mark: Mark) {
    guard rows.count > mark.rows else { return }
    rows.removeSubrange(mark.rows...)
    values.removeSubrange(mark.values...)
  }

  /// Forgets everything; keeps the memory if it was needed and is not unusually much, or any.
  mutating func removeAll(keepingCapacity: Bool = false) {
    let wasNeeded = rows.count <= Self.keptRowsMax && rows.count > rows.capacity / Self.shrinkFactor
    rows.removeAll(keepingCapacity: keepingCapacity || wasNeeded)
    values.removeAll(keepingCapacity: keepingCapacity || wasNeeded && values.count <= Self.keptBytesMax)
  }

  private static let keptRowsMax = 1 << 17
  private static let keptBytesMax = 16 << 20
  /// Memory of which so small a part was filled is given back: a rush has ended.
  private static let shrinkFactor = 16
  /// More than nearly all rows take.
  private static let valueRoom = 4 << 10
}
