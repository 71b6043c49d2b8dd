import Bytes
import Cryptography

/// One seal of a record, by where it stands: `slot u64 | kept until u32 | length u32 | nonce 12 | ciphertext | tag 16`, the
/// length being that of what follows it. In format 1 there is no `kept until`.
struct Seal {
  static let nonceBytes = AES256GCM.nonceBytes
  static let tagBytes = AES256GCM.tagBytes

  let slot: UInt64
  /// The day until which the key is kept, whatever its subject wants, in days since 1970-01-01; 0 for a subject's own key.
  let keptUntil: UInt32
  /// Nonce, ciphertext and tag.
  let combined: Range<Int>

  /// Whether it is a seal of nothing, which says only whose key it is.
  var isOfNothing: Bool { combined.count == Self.nonceBytes + Self.tagBytes }

  /// What stands before the nonce.
  static func prefixBytes(_ format: RecordFormat) -> Int { format == .one ? 12 : 16 }

  /// The seals of a record; any bytes are safe.
  static func all(_ bytes: Span<UInt8>, _ layout: RecordLayout) throws(RecordFault) -> [Seal] {
    try all(bytes, layout.seals, layout.format)
  }

  /// The seals in that range of a record of the format; any bytes are safe.
  static func all(_ bytes: Span<UInt8>, _ range: Range<Int>, _ format: RecordFormat) throws(RecordFault) -> [Seal] {
    guard !range.isEmpty else { throw .seals }
    let count = Int(bytes[range.lowerBound])
    var offset = range.lowerBound + 1
    var seals: [Seal] = []
    for _ in 0..<count {
      let seal = try Seal(bytes, at: offset, end: range.upperBound, format)
      offset = seal.combined.upperBound
      seals.append(seal)
    }
    guard offset == range.upperBound else { throw .seals }
    return seals
  }

  init(_ bytes: Span<UInt8>, at offset: Int, end: Int, _ format: RecordFormat) throws(RecordFault) {
    let prefix = Self.prefixBytes(format)
    guard end - offset >= prefix else { throw .seals }
    slot = bytes.bigEndian(at: offset)
    keptUntil = format == .one ? 0 : bytes.bigEndian(at: offset + 8)
    let length = Int(bytes.bigEndian(at: offset + prefix - 4, as: UInt32.self))
    guard length >= Self.nonceBytes + Self.tagBytes, length <= end - offset - prefix else { throw .seals }
    let start = offset + prefix
    combined = start..<(start + length)
  }

  /// The slot of the subject's own key among those of a record.
  static func subjectSlot(_ seals: [Seal]) -> UInt64? { seals.first { $0.keptUntil == 0 }?.slot }
}
