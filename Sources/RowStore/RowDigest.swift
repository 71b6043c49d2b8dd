import Bytes
import Cryptography
package import FactSchema

/// The digest of a view: the sum modulo 2^256 of SHA-256(table | key length | rest of the key | value) over all rows.
///
/// `table` is the key's first byte and the length, of the whole key, another. The sum depends neither on the order of
/// the rows nor on the batches in which they were written, so that a live and a rebuilt view can be compared, also
/// between machines.
package struct RowDigest {
  package private(set) var sum: Digest256
  /// Holds one row's bytes at a time.
  private var scratch: [UInt8] = []

  package init(_ sum: Digest256 = .zero) { self.sum = sum }

  /// Counts a row in.
  mutating func add(_ key: RowKey, _ value: Span<UInt8>) { sum = Self.added(sum, hash(key, value)) }

  /// Counts a row out.
  mutating func subtract(_ key: RowKey, _ value: Span<UInt8>) { sum = Self.subtracted(sum, hash(key, value)) }

  /// Counts in what another one has counted.
  package mutating func add(_ other: RowDigest) { sum = Self.added(sum, other.sum) }

  /// Counts in a row with a key as it is stored.
  package mutating func add(bytes key: [UInt8], _ value: Span<UInt8>) { sum = Self.added(sum, hash(bytes: key, value)) }

  /// Counts out a row with a key as it is stored.
  package mutating func subtract(bytes key: [UInt8], _ value: Span<UInt8>) {
    sum = Self.subtracted(sum, hash(bytes: key, value))
  }

  private mutating func hash(bytes key: [UInt8], _ value: Span<UInt8>) -> Digest256 {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(key.first ?? 0)
    scratch.append(UInt8(truncatingIfNeeded: key.count))
    scratch.append(contentsOf: key.dropFirst())
    scratch.append(value)
    return SHA256.digest(scratch)
  }

  private mutating func hash(_ key: RowKey, _ value: Span<UInt8>) -> Digest256 {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(key.table)
    scratch.append(UInt8(key.count))
    key.withSpan { bytes in scratch.append(bytes.extracting(1...)) }
    scratch.append(value)
    return SHA256.digest(scratch)
  }

  private static func added(_ a: Digest256, _ b: Digest256) -> Digest256 {
    var carry: UInt64 = 0
    func plus(_ x: UInt64, _ y: UInt64) -> UInt64 {
      let (partial, first) = x.addingReportingOverflow(y)
      let (result, second) = partial.addingReportingOverflow(carry)
      carry = first || second ? 1 : 0
      return result
    }
    let word3 = plus(a.words.3, b.words.3)
    let word2 = plus(a.words.2, b.words.2)
    let word1 = plus(a.words.1, b.words.1)
    return Digest256((plus(a.words.0, b.words.0), word1, word2, word3))
  }

  private static func subtracted(_ a: Digest256, _ b: Digest256) -> Digest256 {
    var borrow: UInt64 = 0
    func minus(_ x: UInt64, _ y: UInt64) -> UInt64 {
      let (partial, first) = x.subtractingReportingOverflow(y)
      let (result, second) = partial.subtractingReportingOverflow(borrow)
      borrow = first || second ? 1 : 0
      return result
    }
    let word3 = minus(a.words.3, b.words.3)
    let word2 = minus(a.words.2, b.words.2)
    let word1 = minus(a.words.1, b.words.1)
    return Digest256((minus(a.words.0, b.words.0), word1, word2, word3))
  }
}
