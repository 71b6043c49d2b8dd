import Cryptography
import Schema

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
    FixedBytes.lend(count: 65) { bytes in
      bytes.put(1 as UInt8)
      bytes.put(left)
      bytes.put(right)
    } to: {
      SHA256.digest($0)
    }
  }

  /// The root of the tree without leaves: SHA-256 of nothing.
  static let empty = SHA256().finalize()
}

extension Digest256 {
  /// The 32 bytes at the offset; traps past the end.
  init(_ bytes: Span<UInt8>, at offset: Int) {
    self.init(
      (
        bytes.number(at: offset), bytes.number(at: offset + 8), bytes.number(at: offset + 16),
        bytes.number(at: offset + 24)
      ))
  }

  func appendWords(to bytes: inout [UInt8]) { bytes.append(count: 32) { $0.put(self) } }
}
