import Bytes
import FactSchema

/// A header out of a record's bytes of which nothing is believed.
struct StoredHeader {
  let bytes: [UInt8]
  let format: RecordFormat
  let header: EventHeader
  let leaf: Digest256
  /// Whether the record's check is that of the leaf: without the tree, no other header has it but by a chance of one in
  /// 2^64.
  let isChecked: Bool

  /// Nil where nothing in the bytes is a header of that position.
  init?(_ record: [UInt8], position: Position) {
    guard record.count > RecordLayout.prefixBytes + RecordLayout.checkBytes else { return nil }
    let check: UInt64 = record.span.bigEndian(at: record.count - RecordLayout.checkBytes)
    var unchecked: StoredHeader?
    for count in Self.lengths(record) {
      guard let found = StoredHeader(record, count, position, check: check) else { continue }
      if found.isChecked {
        self = found
        return
      }
      unchecked = unchecked ?? found
    }
    guard let unchecked else { return nil }
    self = unchecked
  }

  private init?(_ record: [UInt8], _ count: Int, _ position: Position, check: UInt64) {
    let range = RecordLayout.prefixBytes..<RecordLayout.prefixBytes + count
    guard (RecordFormat.one.fixedHeaderBytes...HeaderLayout.lengthMax).contains(count),
      range.upperBound + RecordLayout.checkBytes < record.count
    else { return nil }
    // No header can be read in both.
    for format in [RecordFormat.two, .one] {
      guard let header = try? HeaderCodec.decode(record.span, range, format), header.position == position else {
        continue
      }
      self.format = format
      self.header = header
      bytes = [UInt8](record[range])
      leaf = Hashing.leaf(record.span, header: range)
      isChecked = leaf.words.0 == check
      return
    }
    return nil
  }

  /// How long the header may be: as the record says, and as the header's own numbers say.
  private static func lengths(_ record: [UInt8]) -> [Int] {
    var lengths = [Int(record.span.bigEndian(at: 1, as: UInt32.self))]
    for format in [RecordFormat.two, .one] {
      let end = RecordLayout.prefixBytes + format.fixedHeaderBytes
      guard record.count > end else { continue }
      let counts = record[RecordLayout.prefixBytes + HeaderLayout.otherCount..<end]
      let texts = counts.dropFirst().prefix(3).reduce(0) { $0 + Int($1) }
      let name = format == .two ? Int(record[RecordLayout.prefixBytes + HeaderLayout.roleNameLength]) : 0
      lengths.append(
        format.fixedHeaderBytes + Int(counts.first ?? 0) * HeaderLayout.subjectBytes + texts + name)
    }
    return lengths
  }

  private var openCount: Int { Int(bytes.span.bigEndian(at: HeaderLayout.openLength, as: UInt32.self)) }

  /// A part of a record with this header.
  enum Part {
    case open
    case seals
  }

  /// What stands in a record's bytes where the part has to be; nil where the bytes end before.
  func standing(_ part: Part, in record: [UInt8]) -> ArraySlice<UInt8>? {
    let start = RecordLayout.prefixBytes + bytes.count
    let end = record.count - RecordLayout.checkBytes
    guard start + openCount < end else { return nil }
    return part == .open ? record[start..<start + openCount] : record[start + openCount..<end]
  }

  /// The part, if it is in the record's bytes and has the digest that the header demands.
  func sound(_ part: Part, in record: [UInt8]) -> ArraySlice<UInt8>? {
    guard let found = standing(part, in: record) else { return nil }
    let digest = part == .open ? HeaderLayout.openDigest : HeaderLayout.sealsDigest
    let made = found.withSpan { Hashing.digest($0, 0..<$0.count) }
    return made == Digest256(bytes.span, at: digest) ? found : nil
  }

  /// The whole record.
  func record(open: ArraySlice<UInt8>, seals: ArraySlice<UInt8>) -> [UInt8] {
    var record = [format.rawValue]
    record.appendBigEndian(UInt32(bytes.count))
    record += bytes
    record += open
    record += seals
    record.appendBigEndian(leaf.words.0)
    return record
  }
}

extension ArraySlice where Element == UInt8 {
  fileprivate func withSpan<Value>(_ body: (Span<UInt8>) -> Value) -> Value { body(Array(self).span) }
}

/// What is wrong with a record's bytes, whatever they are.
enum StoredRecord {
  /// The layout of a sound record and its leaf. Seals are not opened.
  static func checked(
    _ bytes: [UInt8], _ position: Position
  ) throws(RecordFault) -> (layout: RecordLayout, leaf: Digest256, header: EventHeader) {
    let (layout, leaf, header) = try checkedHeader(bytes, position)
    try layout.verifyOpen(bytes.span)
    try layout.verifySeals(bytes.span)
    _ = try Seal.all(bytes.span, layout)
    return (layout, leaf, header)
  }

  static func checkedHeader(
    _ bytes: [UInt8], _ position: Position
  ) throws(RecordFault) -> (layout: RecordLayout, leaf: Digest256, header: EventHeader) {
    let layout = try RecordLayout(bytes.span)
    let leaf = try layout.verifiedLeaf(bytes.span, position: position)
    return (layout, leaf, try HeaderCodec.decode(bytes.span, layout.header, layout.format))
  }

  /// The leaf that its header says, whether or not the rest of the record bears it out.
  static func leaf(_ bytes: [UInt8], _ position: Position) -> (leaf: Digest256, isChecked: Bool)? {
    if let (_, leaf, _) = try? checkedHeader(bytes, position) { return (leaf, true) }
    return StoredHeader(bytes, position: position).map { ($0.leaf, $0.isChecked) }
  }
}
