import Bytes
import RowStore

/// A row that counts facts, in 8 bytes; there is none where there are no facts.
enum RowCount {
  /// Counts so many more.
  static func add(_ count: Int64, to key: RowKey, _ view: inout ViewWriter) throws(ProjectionFailure) {
    view.put(key, row(Self.count(try view.row(key)) + count))
  }

  /// The row that counts what one part adds now instead of what it added.
  static let sum: RowSum = { row, before, after in
    let sum = count(row) + count(after) - count(before)
    return sum == 0 ? nil : Self.row(sum)
  }

  private static func count(_ row: [UInt8]?) -> Int64 {
    guard let row, row.count == 8 else { return 0 }
    return row.span.bigEndian(at: 0)
  }

  private static func row(_ count: Int64) -> [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(UInt64(bitPattern: count))
    return row
  }
}
