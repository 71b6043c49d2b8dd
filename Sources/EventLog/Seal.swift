import Bytes
import Cryptography

/// One seal of a record, by where it stands: `slot u64 | length u32 | nonce 12 | ciphertext | tag 16`, the length being
/// that of what follows it.
struct Seal {
  static let nonceBytes = AES256GCM.nonceBytes
  static let tagBytes = AES256GCM.tagBytes
  /// Slot and length.
  static let prefixBytes = 12

  let slot: UInt64
  /// Nonce, ciphertext and tag.
  let combined: Range<Int>

  /// The seals in that range of a record; any bytes are safe.
  static func all(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RecordFault) -> [Seal] {
    guard !range.isEmpty else { throw .seals }
    let count = Int(bytes[range.lowerBound])
    var offset = range.lowerBound + 1
    var seals: [Seal] = []
    for _ in 0..<count {
      let seal = try Seal(bytes, at: offset, end: range.upperBound)
      offset = seal.combined.upperBound
      seals.append(seal)
    }
    guard offset == range.upperBound else { throw .seals }
    return seals
  }

  init(_ bytes: Span<UInt8>, at offset: Int, end: Int) throws(RecordFault) {
    guard end - offset >= Self.prefixBytes else { throw .seals }
    slot = bytes.bigEndian(at: offset)
    let length = Int(bytes.bigEndian(at: offset + 8, as: UInt32.self))
    guard length >= Self.nonceBytes + Self.tagBytes, length <= end - offset - Self.prefixBytes else { throw .seals }
    let start = offset + Self.prefixBytes
    combined = start..<(start + length)
  }
}
