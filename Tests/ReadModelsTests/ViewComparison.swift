import Bytes
import FactSchema
import LMDB

@testable import ReadModels
@testable import RowStore

/// Two views of one read model, at the same position, compared row by row.
struct ViewComparison: Sendable {
  /// A row that is not the same in both.
  struct Difference: Sendable, Equatable {
    /// What is wrong with the first view's row: not there, too much, or another value.
    enum Kind: String, Sendable { case missing, extra, changed }

    /// The row's key.
    var key: [UInt8]
    /// How the rows differ.
    var kind: Kind

    /// The key's first byte, in hexadecimal.
    var table: String { Self.hexadecimal(key.prefix(1)) }
    /// The whole key, in hexadecimal.
    var keyText: String { Self.hexadecimal(key[...]) }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  /// How many rows differ.
  private(set) var differentRows: UInt64 = 0
  /// The first of them.
  private(set) var differences: [Difference] = []
  /// The digests of the rows as they were read now, whatever the views say of themselves.
  private(set) var digest = Digest256.zero
  /// The digest of the rows as they should be.
  private(set) var expectedDigest = Digest256.zero

  /// Whether there is no difference.
  var isEqual: Bool { differentRows == 0 }

  /// Rows read from one view at a time, so that no scan lends bytes of two.
  static let chunkRows = 4_096

  /// Compares `view` with `expected`, keeping at most `limit` differences.
  ///
  /// Reads both in chunks; neither may be written meanwhile.
  init(of view: View, with expected: View, limit: Int = 100) throws(ViewError) {
    var left = ChunkReader(view)
    var right = ChunkReader(expected)
    var sums = (RowDigest(), RowDigest())
    do throws(LMDBError) {
      while true {
        switch (try left.first(), try right.first()) {
        case (nil, nil):
          (digest, expectedDigest) = (sums.0.sum, sums.1.sum)
          return
        case (let row?, let other?) where row.key == other.key:
          if row.value != other.value { note(row.key, .changed, limit) }
          sums.0.add(bytes: row.key, row.value.span)
          sums.1.add(bytes: other.key, other.value.span)
          left.removeFirst()
          right.removeFirst()
        case (let row?, let other) where other.map({ row.key.lexicographicallyPrecedes($0.key) }) ?? true:
          note(row.key, .extra, limit)
          sums.0.add(bytes: row.key, row.value.span)
          left.removeFirst()
        case (_, let other?):
          note(other.key, .missing, limit)
          sums.1.add(bytes: other.key, other.value.span)
          right.removeFirst()
        case (_, nil):
          preconditionFailure("a row without another precedes it")
        }
      }
    } catch {
      throw ViewError(error)
    }
  }

  private mutating func note(_ key: [UInt8], _ kind: Difference.Kind, _ limit: Int) {
    differentRows += 1
    if differences.count < limit { differences.append(Difference(key: key, kind: kind)) }
  }
}

/// The rows of a view in order, some thousand at a time.
private struct ChunkReader {
  private let view: View
  private var rows: [(key: [UInt8], value: [UInt8])] = []
  private var index = 0
  private var isAtEnd = false

  init(_ view: View) { self.view = view }

  mutating func first() throws(LMDBError) -> (key: [UInt8], value: [UInt8])? {
    if index == rows.count, !isAtEnd { try readOn() }
    return index < rows.count ? rows[index] : nil
  }

  mutating func removeFirst() { index += 1 }

  private mutating func readOn() throws(LMDBError) {
    let last = rows.last?.key
    var next: [(key: [UInt8], value: [UInt8])] = []
    let transaction = try view.environment.read()
    try transaction.scan(view.rows, from: last.map { .after($0) } ?? .end) { key, value in
      next.append((Array(copying: key), Array(copying: value)))
      return next.count < ViewComparison.chunkRows ? .next : .stop
    }
    isAtEnd = next.count < ViewComparison.chunkRows
    rows = next
    index = 0
  }
}
