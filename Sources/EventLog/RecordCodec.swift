import Bytes
import FactSchema

/// A whole record as bytes.
enum RecordCodec {
  /// Appends the record's bytes, with that digest of its request in place of the header's; its leaf.
  static func encode(
    _ header: EventHeader, open: Span<UInt8>, seals: [UInt8], requestDigest: Digest256, to bytes: inout [UInt8]
  ) -> Digest256 {
    let start = bytes.count + RecordLayout.prefixBytes
    bytes.append(RecordFormat(header).rawValue)
    bytes.appendBigEndian(UInt32(0))
    HeaderCodec.encode(
      header, openLength: open.count, openDigest: Hashing.digest(open, 0..<open.count),
      sealsDigest: seals.count == 1 && seals[0] == 0
        ? RecordLayout.noSealsDigest : Hashing.digest(seals.span, 0..<seals.count),
      requestDigest: requestDigest, to: &bytes)
    let end = bytes.count
    bytes.replace(at: start - 4, byBigEndian: UInt32(end - start))
    let leaf = Hashing.leaf(bytes.span, header: start..<end)
    bytes.append(open)
    bytes.append(contentsOf: seals)
    bytes.appendBigEndian(leaf.words.0)
    return leaf
  }
}
