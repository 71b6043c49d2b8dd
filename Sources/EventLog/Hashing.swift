import Bytes
import Cryptography
import FactSchema

/// The digests of records and of the audit tree (RFC 6962, section 2.1).
enum Hashing {
  /// SHA-256 of the range of the bytes.
  static func digest(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Digest256 {
    SHA256.digest(bytes.extracting(range))
  }

  /// The leaf of a record: SHA-256(0x00 | header).
  static func leaf(_ bytes: Span<UInt8>, header: Range<Int>) -> Digest256 {
    var hasher = SHA256()
    hasher.update(byte: 0)
    hasher.update(bytes.extracting(header))
    return hasher.finalize()
  }

  /// An inner node: SHA-256(0x01 | left | right).
  static func node(_ left: Digest256, _ right: Digest256) -> Digest256 {
    var bytes = StackBytes<65>()
    bytes.append(1)
    bytes.append(left)
    bytes.append(right)
    return bytes.withSpan { SHA256.digest($0) }
  }

  /// The root of the tree without leaves: SHA-256 of nothing.
  static let empty = SHA256().finalize()
}

extension StackBytes {
  /// Appends the kind and the value of an id.
  @inline(__always)
  mutating func append(_ subject: SubjectID) {
    append(subject.kind.rawValue)
    appendBigEndian(subject.value)
  }
}
