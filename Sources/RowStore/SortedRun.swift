import Bytes
import LMDB

/// Rows in the order of their keys in a scratch file, found again by key: what a build has gathered, until it is merged.
///
/// An entry is a word (`key count u8 | kind u8 | 0 u16 | value count u32`), the key's words, and the value.
struct SortedRun: Sendable {
  /// What a run says of a key.
  enum Found: Equatable {
    case value([UInt8])
    case deleted
    /// What is to be added to what older runs or the file hold.
    case addition([UInt8])
  }

  /// A stretch of entries that is read at once, by its first key.
  struct Block: Sendable {
    var first: RowKey
    var offset: Int
  }

  let file: ScratchFile
  let byteCount: Int
  let blocks: [Block]
  let filter: BloomFilter
  /// How often its rows have been merged into a larger run.
  let level: Int

  /// What the run says of the key; nil when it says nothing, or has it as ``RunEntry/Kind/inserted``. `scratch` is used
  /// for reading.
  func find(_ key: RowKey, _ scratch: inout [UInt8]) throws(LMDBError) -> Found? {
    guard filter.mayHave(key), let block = lastBlock(upTo: key) else { return nil }
    var found: Found?
    try scan(block, &scratch) { entry, bytes in
      guard entry.key >= key else { return true }
      if entry.key == key {
        found = entry.found(in: bytes)
      }
      return false
    }
    return found
  }

  /// The last block whose first key is not past this one.
  private func lastBlock(upTo key: RowKey) -> Int? {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].first <= key { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  private func scan(
    _ block: Int, _ scratch: inout [UInt8], _ body: (RunEntry, Span<UInt8>) -> Bool
  ) throws(LMDBError) {
    let start = blocks[block].offset
    let end = block + 1 < blocks.count ? blocks[block + 1].offset : byteCount
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: repeatElement(0, count: end - start))
    try file.read(into: &scratch, at: start)
    var offset = 0
    while let entry = RunEntry(scratch.span, at: offset) {
      guard body(entry, scratch.span) else { return }
      offset = entry.value.upperBound
    }
  }
}

/// One row of a run, in bytes that hold it.
struct RunEntry {
  static let headBytes = 8

  /// What an entry says of its row.
  enum Kind: UInt8 {
    /// It holds the value.
    case value
    /// It is not there, whatever older runs and the file say.
    case deleted
    /// The value is to be added to what older runs or the file hold.
    case addition
    /// It holds the value, and nobody looks for it by its key.
    case inserted
  }

  var key: RowKey
  var kind: Kind
  var value: Range<Int>

  /// Before all others, in no bytes.
  init() {
    key = RowKey()
    kind = .deleted
    value = 0..<0
  }

  /// Nil when the bytes from `offset` on do not hold it whole.
  @inline(always)
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard bytes.count - offset >= Self.headBytes else { return nil }
    let head: UInt64 = bytes.bigEndian(at: offset)
    let keyCount = Int(head >> 56)
    let start = offset + Self.headBytes + RowKey.wordBytes(keyCount)
    let end = start + Int(head & 0xFFFF_FFFF)
    guard end <= bytes.count, let key = RowKey(words: bytes, at: offset + Self.headBytes, count: keyCount),
      let kind = Kind(rawValue: UInt8(truncatingIfNeeded: head >> 48))
    else { return nil }
    self.key = key
    self.kind = kind
    value = start..<end
  }

  /// What it says of its key to who looks for it, in the bytes that it was read from.
  func found(in bytes: Span<UInt8>) -> SortedRun.Found {
    switch kind {
    case .deleted: .deleted
    case .addition: .addition(Array(copying: bytes.extracting(value)))
    case .value, .inserted: .value(Array(copying: bytes.extracting(value)))
    }
  }

  @inline(always)
  static func append(_ key: RowKey, _ kind: Kind, _ value: Span<UInt8>, to bytes: inout [UInt8]) {
    bytes.appendBigEndian(UInt64(key.count) << 56 | UInt64(kind.rawValue) << 48 | UInt64(value.count))
    key.appendWords(to: &bytes)
    bytes.append(value)
  }
}

/// Writes a run, row by row in the order of the keys.
struct RunWriter {
  private let file: ScratchFile
  private var buffer: [UInt8] = []
  private var written = 0
  private var blocks: [SortedRun.Block] = []
  private var filter: BloomFilter

  /// `findable` is about how many rows there will be that are not ``RunEntry/Kind/inserted``.
  init(in folder: String, findable: Int) throws(LMDBError) {
    file = try ScratchFile(in: folder)
    filter = BloomFilter(rows: findable)
    buffer.reserveCapacity(Self.bufferBytes + (64 << 10))
  }

  /// Appends a row.
  @inline(always)
  mutating func append(_ key: RowKey, _ kind: RunEntry.Kind, _ value: Span<UInt8>) throws(LMDBError) {
    let offset = written + buffer.count
    if blocks.last.map({ offset - $0.offset >= Self.blockBytes }) ?? true {
      blocks.append(SortedRun.Block(first: key, offset: offset))
    }
    if kind != .inserted { filter.add(key) }
    RunEntry.append(key, kind, value, to: &buffer)
    if buffer.count >= Self.bufferBytes { try writeBuffer() }
  }

  /// The whole run.
  consuming func finish(level: Int) throws(LMDBError) -> SortedRun {
    try writeBuffer()
    return SortedRun(file: file, byteCount: written, blocks: blocks, filter: filter, level: level)
  }

  private mutating func writeBuffer() throws(LMDBError) {
    try file.write(buffer, at: written)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static let blockBytes = 4 << 10
  private static let bufferBytes = 1 << 20
}
