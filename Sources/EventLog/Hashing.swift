import Crypto
import Schema

/// The digests of records and of the audit tree (RFC 6962, section 2.1).
enum Hashing {
  /// SHA-256 of the range of the bytes.
  static func digest(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Digest256 {
    var hasher = SHA256()
    hasher.update(bytes, range)
    return Digest256(hasher.finalize())
  }

  /// The leaf of a record: SHA-256(0x00 | header).
  static func leaf(_ bytes: Span<UInt8>, header: Range<Int>) -> Digest256 {
    var hasher = SHA256()
    hasher.update(byte: 0)
    hasher.update(bytes, header)
    return Digest256(hasher.finalize())
  }

  /// An inner node: SHA-256(0x01 | left | right).
  static func node(_ left: Digest256, _ right: Digest256) -> Digest256 {
    var bytes: [UInt8] = [1]
    bytes.reserveCapacity(65)
    left.appendWords(to: &bytes)
    right.appendWords(to: &bytes)
    return digest(bytes.span, 0..<65)
  }

  /// The root of the tree without leaves: SHA-256 of nothing.
  static let empty = Digest256(SHA256().finalize())
}

extension SHA256 {
  fileprivate mutating func update(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a read past the end")
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe update(bufferPointer: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]))
    }
  }

  fileprivate mutating func update(byte: UInt8) {
    unsafe withUnsafeBytes(of: byte) { unsafe update(bufferPointer: $0) }
  }
}

extension Digest256 {
  init(_ digest: SHA256.Digest) {
    self = unsafe digest.withUnsafeBytes { bytes in
      func word(_ index: Int) -> UInt64 {
        UInt64(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
      }
      return Digest256((word(0), word(1), word(2), word(3)))
    }
  }

  /// The 32 bytes at the offset; traps past the end.
  init(_ bytes: Span<UInt8>, at offset: Int) {
    self.init(
      (
        bytes.number(at: offset), bytes.number(at: offset + 8), bytes.number(at: offset + 16),
        bytes.number(at: offset + 24)
      ))
  }

  func appendWords(to bytes: inout [UInt8]) {
    bytes.append(number: words.0)
    bytes.append(number: words.1)
    bytes.append(number: words.2)
    bytes.append(number: words.3)
  }
}
