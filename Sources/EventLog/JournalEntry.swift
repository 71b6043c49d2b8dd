import Schema

/// A batch as the journal holds it, and as it is kept in memory until its records are in the log's file.
///
/// `magic u32 | length u32 | lap u128 | first position u64 | records u32 | next free slot u64 | root before 32`, then each
/// record as `length u32 | bytes`, then SHA-256 over all of that. The lap is a secret of
/// this turn through the journal, so that neither an entry of an earlier turn nor one that a client made up is taken.
final class JournalEntry: Sendable {
  static let magic: UInt32 = 0x4B4A_4531
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

    /// The bytes of the entry so far, with its digest.
    var byteCount: Int { bytes.count + JournalEntry.digestBytes }

    init(first: Position, count: Int, nextSlot: UInt64, rootBefore: Digest256, capacity: Int) {
      self.first = first
      self.nextSlot = nextSlot
      self.rootBefore = rootBefore
      bytes.reserveCapacity(capacity)
      records.reserveCapacity(count)
      bytes.append(number: JournalEntry.magic)
      bytes.append(number: UInt32(0))
      bytes.append(number: UInt128(0))
      bytes.append(number: first.value)
      bytes.append(number: UInt32(count))
      bytes.append(number: nextSlot)
      rootBefore.appendWords(to: &bytes)
    }

    mutating func append(_ record: [UInt8]) {
      bytes.append(number: UInt32(record.count))
      records.append(bytes.count..<(bytes.count + record.count))
      bytes.append(contentsOf: record)
    }

    consuming func finished(lap: UInt128) -> JournalEntry {
      bytes.replace(at: 4, number: UInt32(byteCount))
      for word in 0..<4 {
        bytes.replace(at: 8 + 4 * word, number: UInt32(truncatingIfNeeded: lap >> UInt128(96 - 32 * word)))
      }
      Hashing.digest(bytes.span, 0..<bytes.count).appendWords(to: &bytes)
      return JournalEntry(
        bytes: bytes, first: first, nextSlot: nextSlot, rootBefore: rootBefore, records: records)
    }
  }

  /// The sound entry of the lap that begins at the offset of the journal; nil when there is none.
  static func read(_ journal: Span<UInt8>, at start: Int, lap: UInt128) -> JournalEntry? {
    guard start + headerBytes + digestBytes <= journal.count else { return nil }
    let magic: UInt32 = journal.number(at: start)
    let length = Int(journal.number(at: start + 4, as: UInt32.self))
    let owner: UInt128 = journal.number(at: start + 8)
    guard magic == Self.magic, owner == lap, length >= headerBytes + digestBytes, start + length <= journal.count else {
      return nil
    }
    let end = start + length - digestBytes
    guard Hashing.digest(journal, start..<end) == Digest256(journal, at: end) else { return nil }
    let count = Int(journal.number(at: start + 32, as: UInt32.self))
    var records: [Range<Int>] = []
    var at = headerBytes
    while records.count < count, start + at + 4 <= end {
      let bytes = Int(journal.number(at: start + at, as: UInt32.self))
      guard start + at + 4 + bytes <= end else { return nil }
      records.append((at + 4)..<(at + 4 + bytes))
      at += 4 + bytes
    }
    guard records.count == count, count > 0, start + at == end else { return nil }
    return JournalEntry(
      bytes: journal.copy(start..<(start + length)),
      first: Position(journal.number(at: start + 24)), nextSlot: journal.number(at: start + 36),
      rootBefore: Digest256(journal, at: start + 44), records: records)
  }
}
