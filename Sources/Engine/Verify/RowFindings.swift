import APISchema
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf

/// Rows of one stretch of keys, in order.
struct RowStretch {
  /// The rows, their keys as they are stored.
  private(set) var rows: [(key: [UInt8], value: [UInt8])] = []
  /// Whether there may be more behind them.
  private(set) var isCut = false
  private var bytes = 0
  private let rowsMax: Int

  init(rowsMax: Int) { self.rowsMax = rowsMax }

  /// Takes the next row; whether there is room for another.
  mutating func take(_ key: Span<UInt8>, _ value: Span<UInt8>) -> Bool {
    let row = (key: key.indices.map { key[$0] }, value: value.indices.map { value[$0] })
    bytes += row.key.count + row.value.count
    rows.append(row)
    isCut = rows.count >= rowsMax || bytes >= Self.bytesMax
    return !isCut
  }

  /// The last key up to which the stretch is known; nil when that is to the end.
  var end: [UInt8]? { isCut ? rows.last?.key : nil }

  private static let bytesMax = 4 << 20
}

/// What comparing rows with what they should be has found so far.
struct RowFindings {
  /// The rows that were looked at.
  private(set) var rows: UInt64 = 0
  private(set) var differentRows: UInt64 = 0
  /// The first of those that differ.
  private(set) var differences: [ProjectionVerifyReply.Difference] = []
  /// The hashes of the rows that differ as they are, less those of what they should be.
  private var surplus = RowDigest()
  private let limit: Int
  private let subject: (_ key: [UInt8], _ value: [UInt8]) -> SubjectID?

  /// Names at most `limit` rows, each with its subject, where key and value tell.
  init(limit: Int, subject: @escaping (_ key: [UInt8], _ value: [UInt8]) -> SubjectID?) {
    self.limit = limit
    self.subject = subject
  }

  /// Compares two stretches that begin behind one key; up to which key it could be, nil when that was all.
  mutating func compare(_ found: RowStretch, with expected: RowStretch) -> [UInt8]? {
    // What one stretch has beyond the other one's end is compared in the next.
    let end = [found.end, expected.end].compactMap { $0 }.min { $0.lexicographicallyPrecedes($1) }
    let one = found.rows.prefix { row in end.map { !$0.lexicographicallyPrecedes(row.key) } ?? true }
    let other = expected.rows.prefix { row in end.map { !$0.lexicographicallyPrecedes(row.key) } ?? true }
    var place = 0
    for row in one {
      while place < other.count, other[place].key.lexicographicallyPrecedes(row.key) {
        note("missing", other[place].key, found: nil, expected: other[place].value)
        place += 1
      }
      if place < other.count, other[place].key == row.key {
        if other[place].value != row.value {
          note("changed", row.key, found: row.value, expected: other[place].value)
        }
        place += 1
      } else {
        note("extra", row.key, found: row.value, expected: nil)
      }
    }
    for row in other[place...] { note("missing", row.key, found: nil, expected: row.value) }
    rows += UInt64(one.count)
    return end
  }

  /// The digest of the rows as they are, from that of the rows as they should be.
  func digest(expected: Digest256) -> Digest256 {
    var digest = RowDigest(expected)
    digest.add(surplus)
    return digest.sum
  }

  private mutating func note(_ kind: String, _ key: [UInt8], found: [UInt8]?, expected: [UInt8]?) {
    if let found { surplus.add(bytes: key, found.span) }
    if let expected { surplus.subtract(bytes: key, expected.span) }
    note(kind, key, subject(key, expected ?? found ?? []))
  }

  /// Counts a difference in, and names it where there is room.
  mutating func note(_ kind: String, _ key: [UInt8], _ subject: SubjectID?) {
    differentRows += 1
    guard differences.count < limit else { return }
    differences.append(
      .with {
        $0.table = String(key.first ?? 0)
        $0.key = key.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        $0.kind = kind
        $0.subject = subject?.description ?? ""
      })
  }
}
