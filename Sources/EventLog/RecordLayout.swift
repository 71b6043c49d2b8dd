import Bytes
import FactSchema

/// Where the parts of an encoded record stand; made only when they add up.
struct RecordLayout {
  /// The first bytes of the leaf, at the record's end, so that a damaged header is found without the tree.
  static let checkBytes = 8
  /// The format byte and the header's length.
  static let prefixBytes = 5
  /// No part is longer, in bytes.
  static let partBytesMax = 1 << 26

  let format: RecordFormat
  let header: Range<Int>
  let open: Range<Int>
  let seals: Range<Int>

  /// Splits the record; any bytes are safe.
  init(_ bytes: Span<UInt8>) throws(RecordFault) {
    guard bytes.count > Self.prefixBytes + Self.checkBytes else { throw .lengths }
    guard let format = RecordFormat(rawValue: bytes[0]) else { throw .format(bytes[0]) }
    let headerLength = Int(bytes.bigEndian(at: 1, as: UInt32.self))
    guard headerLength >= format.fixedHeaderBytes, headerLength <= HeaderLayout.lengthMax else { throw .lengths }
    let headerEnd = Self.prefixBytes + headerLength
    let sealsEnd = bytes.count - Self.checkBytes
    guard headerEnd < sealsEnd else { throw .lengths }
    let openLength = Int(bytes.bigEndian(at: Self.prefixBytes + HeaderLayout.openLength, as: UInt32.self))
    guard openLength < sealsEnd - headerEnd else { throw .lengths }
    self.format = format
    header = Self.prefixBytes..<headerEnd
    open = headerEnd..<(headerEnd + openLength)
    seals = (headerEnd + openLength)..<sealsEnd
  }

  /// The leaf of the header, once it has been held against the check at the record's end and the key.
  func verifiedLeaf(_ bytes: Span<UInt8>, position: Position) throws(RecordFault) -> Digest256 {
    let leaf = Hashing.leaf(bytes, header: header)
    guard leaf.words.0 == bytes.bigEndian(at: seals.upperBound, as: UInt64.self) else { throw .headerDigest }
    let stored: UInt64 = bytes.bigEndian(at: header.lowerBound + HeaderLayout.position)
    guard stored == position.value else { throw .position(stored) }
    return leaf
  }

  func verifyOpen(_ bytes: Span<UInt8>) throws(RecordFault) {
    let stored = Digest256(bytes, at: header.lowerBound + HeaderLayout.openDigest)
    guard Hashing.digest(bytes, open) == stored else { throw .openDigest }
  }

  func verifySeals(_ bytes: Span<UInt8>) throws(RecordFault) {
    let stored = Digest256(bytes, at: header.lowerBound + HeaderLayout.sealsDigest)
    // Most records without personal fields have the same one byte here.
    if seals.count == 1, bytes[seals.lowerBound] == 0, stored == Self.noSealsDigest { return }
    guard Hashing.digest(bytes, seals) == stored else { throw .sealsDigest }
  }

  /// The digest of a list of no seals: of one byte 0.
  static let noSealsDigest: Digest256 = {
    let none: [UInt8] = [0]
    return Hashing.digest(none.span, 0..<1)
  }()
}
