import Bytes
import LMDB

/// Merged rows that are written together.
struct MergeBatch: Sendable {
  struct Row {
    var key: RowKey
    var start: Int
    var count: Int32
    var kind: RunEntry.Kind

    var value: Range<Int> { start..<start + Int(count) }
  }

  private(set) var rows: ContiguousArray<Row> = []
  private(set) var values: [UInt8] = []
  /// Of all rows, if they are complete.
  private(set) var digest = RowDigest()

  var byteCount: Int { rows.count * MemoryLayout<Row>.stride + values.count }

  /// The next rows, none at the end. Where there is nothing below them they are complete: additions are rows, and what is
  /// deleted is left out.
  init(of merge: inout MergeIterator, isComplete: Bool, _ sum: MergeOperator) throws(LMDBError) {
    values.reserveCapacity(Self.bytesMax)
    while byteCount < Self.bytesMax {
      let isThere = try merge.next(sum) { key, kind, value in
        guard isComplete else { return append(key, kind, value) }
        switch kind {
        case .deleted: break
        case .addition: appendComplete(key, sum(nil, Array(copying: value)).span)
        case .value, .inserted: appendComplete(key, value)
        }
      }
      guard isThere else { break }
    }
  }

  private mutating func appendComplete(_ key: RowKey, _ value: Span<UInt8>) {
    append(key, .value, value)
    digest.add(key, value)
  }

  private mutating func append(_ key: RowKey, _ kind: RunEntry.Kind, _ value: Span<UInt8>) {
    rows.append(Row(key: key, start: values.count, count: Int32(value.count), kind: kind))
    values.append(value)
  }

  private static let bytesMax = 4 << 20
}
