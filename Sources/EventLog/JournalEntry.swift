import Bytes
import FactSchema

/// A batch as the journal holds it, and as it is kept in memory until its records are in the log's file.
///
/// `magic u32 | length u32 | generation u128 | first position u64 | records u32 | next free slot u64 | root before 32`, then
/// each record as `length u32 | bytes`, then SHA-256 over the fields before the records and the records' leaves: a leaf stands
/// for every byte of its record, and was made for the audit tree already. The generation is a secret of this
/// turn through the journal, so that neither an entry of an earlier turn nor one that a client made up is taken.
final class JournalEntry: Sendable {
  static let magic: UInt32 = 0x4B4A_4532
  /// Entries of journals of version 1, whose digest is over all the bytes before it.
  static let magicOfWholeDigest: UInt32 = 0x4B4A_4531
  static let headerBytes = 76
  static let digestBytes = 32

  /// The entry.
  let bytes: [UInt8]
  /// The position of the first record.
  let first: Position
  /// The log's next free slot after the batch.
  let nextSlot: UInt64
  /// The audit tree's root before the batch.
  let rootBefore: Digest256
  /// Where the records' bytes are.
  let records: [Range<Int>]

  /// The position of the last record.
  var last: Position { Position(first.value + UInt64(records.count) - 1) }

  fileprivate init(bytes: [UInt8], first: Position, nextSlot: UInt64, rootBefore: Digest256, records: [Range<Int>]) {
    self.bytes = bytes
    self.first = first
    self.nextSlot = nextSlot
    self.rootBefore = rootBefore
    self.records = records
  }

  /// Lends the bytes of the record at the position, which must be one of this entry's.
  func withRecord<Value, Failure: Error>(
    at position: Position, _ body: (_ bytes: Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let bytes = bytes
    return try body(bytes.span.extracting(records[Int(position.value - first.value)]))
  }

  /// The leaf of the record at the position, which must be one of this entry's.
  func leaf(at position: Position) throws(RecordFault) -> Digest256 {
    try withRecord(at: position) { (bytes) throws(RecordFault) in
      try RecordLayout(bytes).verifiedLeaf(bytes, position: position)
    }
  }
}

extension JournalEntry {
  /// An entry that is being put together.
  struct Builder {
    private let first: Position
    private let nextSlot: UInt64
    private let rootBefore: Digest256
    private var bytes: [UInt8] = []
    private var records: [Range<Int>] = []
    /// The leaf of each record so far, in order.
    private(set) var leaves: [Digest256] = []

    /// The bytes of the entry so far, with its digest.
    var byteCount: Int { bytes.count + JournalEntry.digestBytes }

    init(first: Position, count: Int, nextSlot: UInt64, rootBefore: Digest256, capacity: Int) {
      self.first = first
      self.nextSlot = nextSlot
      self.rootBefore = rootBefore
      bytes.reserveCapacity(capacity)
      records.reserveCapacity(count)
      leaves.reserveCapacity(count)
      bytes.appendBigEndian(JournalEntry.magic)
      bytes.appendBigEndian(UInt32(0))
      bytes.appendBigEndian(UInt128(0))
      bytes.appendBigEndian(first.value)
      bytes.appendBigEndian(UInt32(count))
      bytes.appendBigEndian(nextSlot)
      rootBefore.append(to: &bytes)
    }

    /// Adds the record that `encode` appends to the entry's bytes; its leaf, which that gives.
    mutating func append<Failure: Error>(
      _ encode: (_ bytes: inout [UInt8]) throws(Failure) -> Digest256
    ) throws(Failure) -> Digest256 {
      bytes.appendBigEndian(UInt32(0))
      let start = bytes.count
      let leaf = try encode(&bytes)
      bytes.replace(at: start - 4, byBigEndian: UInt32(bytes.count - start))
      records.append(start..<bytes.count)
      leaves.append(leaf)
      return leaf
    }

    consuming func finished(generation: UInt128) -> JournalEntry {
      bytes.replace(at: 4, byBigEndian: UInt32(byteCount))
      bytes.replace(at: 8, byBigEndian: generation)
      JournalEntry.digest(bytes.span.extracting(..<JournalEntry.headerBytes), leaves).append(to: &bytes)
      return JournalEntry(
        bytes: bytes, first: first, nextSlot: nextSlot, rootBefore: rootBefore, records: records)
    }
  }

  /// The sound entry of the generation that begins at the offset of the journal; nil when there is none.
  static func read(_ journal: Span<UInt8>, at start: Int, generation: UInt128) -> JournalEntry? {
    guard start + headerBytes + digestBytes <= journal.count else { return nil }
    let magic: UInt32 = journal.bigEndian(at: start)
    let length = Int(journal.bigEndian(at: start + 4, as: UInt32.self))
    let owner: UInt128 = journal.bigEndian(at: start + 8)
    guard magic == Self.magic || magic == magicOfWholeDigest, owner == generation, length >= headerBytes + digestBytes,
      start + length <= journal.count
    else { return nil }
    let bytes = journal.extracting(start..<(start + length))
    let first = Position(bytes.bigEndian(at: 24))
    guard let records = records(bytes),
      let digest = magic == Self.magic ? digest(bytes, first, records) : wholeDigest(bytes),
      digest == Digest256(bytes, at: length - digestBytes)
    else { return nil }
    return JournalEntry(
      bytes: [UInt8](copying: bytes.extracting(0..<length)), first: first, nextSlot: bytes.bigEndian(at: 36),
      rootBefore: Digest256(bytes, at: 44),
      records: records)
  }

  /// Where the records of an entry are; nil when they do not add up to it.
  private static func records(_ bytes: Span<UInt8>) -> [Range<Int>]? {
    let end = bytes.count - digestBytes
    let count = Int(bytes.bigEndian(at: 32, as: UInt32.self))
    var records: [Range<Int>] = []
    var at = headerBytes
    while records.count < count, at + 4 <= end {
      let length = Int(bytes.bigEndian(at: at, as: UInt32.self))
      guard at + 4 + length <= end else { return nil }
      records.append((at + 4)..<(at + 4 + length))
      at += 4 + length
    }
    return records.count == count && count > 0 && at == end ? records : nil
  }

  /// The digest that the entry has to have; nil when a record of it is damaged.
  private static func digest(_ bytes: Span<UInt8>, _ first: Position, _ records: [Range<Int>]) -> Digest256? {
    var leaves: [Digest256] = []
    leaves.reserveCapacity(records.count)
    for (offset, range) in records.enumerated() {
      let record = bytes.extracting(range)
      guard let leaf = try? wholeLeaf(record, position: Position(first.value &+ UInt64(offset))) else { return nil }
      leaves.append(leaf)
    }
    return digest(bytes.extracting(..<headerBytes), leaves)
  }

  /// The leaf of a record of which every byte was held against it.
  private static func wholeLeaf(_ record: Span<UInt8>, position: Position) throws(RecordFault) -> Digest256 {
    let layout = try RecordLayout(record)
    let leaf = try layout.verifiedLeaf(record, position: position)
    try layout.verifyOpen(record)
    try layout.verifySeals(record)
    return leaf
  }

  private static func digest(_ header: Span<UInt8>, _ leaves: [Digest256]) -> Digest256 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(header.count + leaves.count * digestBytes)
    bytes.append(header)
    for leaf in leaves { leaf.append(to: &bytes) }
    return Hashing.digest(bytes.span, 0..<bytes.count)
  }

  private static func wholeDigest(_ bytes: Span<UInt8>) -> Digest256? {
    Hashing.digest(bytes, 0..<(bytes.count - digestBytes))
  }
}
