import Bytes
import FactSchema
import Glibc
import LMDB

/// The file in front of the log's: a batch is durable as soon as it is here, which takes one small write and one flush.
///
/// It is written from its second block on, batch after batch, over zeros that are on the device already. When it is full,
/// the log's file takes over what it holds (``LogUpkeep/checkpoint()``) and it begins again, in a new generation. The first
/// block says whose it is: `magic 8 | version u32 | block u32 | origin 16 | generation 16 | SHA-256 of these 32`.
///
/// Used by one thread at a time.
struct Journal {
  static let block = BlockWriter.block
  private static let magic: [UInt8] = Array("KITHJRN1".utf8)
  private static let version: UInt32 = 2
  private static let headerBytes = 48

  let path: String
  /// The version that its first block has; what is written is of the newest.
  private var version: UInt32
  /// The secret of the current turn.
  private(set) var generation: UInt128
  private var writer: BlockWriter
  let size: Int
  private let origin: LogOrigin
  private let entropy: Entropy
  /// Where the next entry goes.
  private var end = Journal.block

  private init(
    path: String, writer: BlockWriter, size: Int, origin: LogOrigin, version: UInt32, generation: UInt128,
    entropy: Entropy
  ) {
    self.path = path
    self.version = version
    self.writer = writer
    self.size = size
    self.origin = origin
    self.generation = generation
    self.entropy = entropy
  }

  var file: PlacedFile { PlacedFile(path: path, descriptor: writer.descriptor) }

  /// Whether an entry of so many bytes can ever be held.
  func canHold(_ bytes: Int) -> Bool { Self.block + BlockWriter.blocks(bytes) <= size }

  /// Whether there is room for an entry of so many bytes in this generation.
  func hasRoom(_ bytes: Int) -> Bool { end + BlockWriter.blocks(bytes) <= size }

  /// Makes the entry durable. After an error its fate is not known, and nothing more may be appended.
  mutating func append(_ entry: JournalEntry) throws(LMDBError) {
    precondition(version == Self.version && hasRoom(entry.bytes.count), "the journal must be rewound first")
    try writer.write(entry.bytes, at: end)
    end += BlockWriter.blocks(entry.bytes.count)
  }

  /// Begins again from the front: what it holds must be in the log's file, durably. After an error it cannot be used.
  mutating func rewind() throws(EventLogError) {
    guard end > Self.block || version != Self.version else { return }
    generation = try Self.newGeneration(entropy)
    do throws(LMDBError) {
      try writer.write(Self.header(origin, generation), at: 0)
    } catch {
      throw .commitFailed(StorageFailure(error))
    }
    end = Self.block
    version = Self.version
  }

  private static func newGeneration(_ entropy: Entropy) throws(EventLogError) -> UInt128 {
    let bytes = try entropy.bytes(16)
    return bytes.span.bigEndian(at: 0)
  }

  private static func header(_ origin: LogOrigin, _ generation: UInt128) -> [UInt8] {
    var bytes = magic
    bytes.appendBigEndian(version)
    bytes.appendBigEndian(UInt32(block))
    bytes.appendBigEndian(origin.value)
    bytes.appendBigEndian(generation)
    Hashing.digest(bytes.span, 0..<headerBytes).append(to: &bytes)
    return bytes
  }
}

extension Journal {
  /// What a journal holds.
  struct Held {
    /// The entries of its generation, in order.
    var entries: [JournalEntry] = []
    /// The last fact that it proves to have been acknowledged and cannot give.
    var lost: (to: Position, leaf: Digest256)?

    /// Whether its file was empty.
    var wasEmptied = false

    /// Takes note that the entry is sound and cannot be had, because one before it is damaged or missing.
    mutating func lose(_ entry: JournalEntry) { lost = (entry.last, (try? entry.leaf(at: entry.last)) ?? .zero) }
  }

  /// Opens the journal of the log with that origin.
  ///
  /// An empty one is made anew, of `bytes`: what it had is told by what was derived from it. One that is missing or damaged
  /// is refused, unless the loss is accepted.
  static func open(
    path: String, bytes: Int, origin: LogOrigin, entropy: Entropy, acceptsLoss: Bool = false, held: inout Held
  ) throws(EventLogError) -> Journal {
    do throws(EventLogError) {
      let isEmpty = try size(path) == 0
      if isEmpty { try create(path: path, bytes: bytes, origin: origin, entropy: entropy) }
      defer { held.wasEmptied = isEmpty }
      return try openWhole(path: path, origin: origin, entropy: entropy, acceptsLoss: acceptsLoss, held: &held)
    } catch {
      guard acceptsLoss, case .notALog(_, let reason) = error, reason != foreign else { throw error }
      try create(path: path, bytes: bytes, origin: origin, entropy: entropy)
      return try openWhole(path: path, origin: origin, entropy: entropy, acceptsLoss: false, held: &held)
    }
  }

  private static let foreign = "the journal belongs to another log: put back the one of this log"
  private static let remedy =
    ": put a sound copy back, or start once with --accept-loss to go on without what was in it alone"

  private static func openWhole(
    path: String, origin: LogOrigin, entropy: Entropy, acceptsLoss: Bool, held: inout Held
  ) throws(EventLogError) -> Journal {
    let content = try load(path)
    let (version, generation) = try readHeader(content.span, origin: origin, path: path)
    var journal = Journal(
      path: path, writer: try BlockWriter(path: path), size: content.count, origin: origin, version: version,
      generation: generation,
      entropy: entropy)
    (held, journal.end) = try entries(content.span, of: generation, acceptsLoss: acceptsLoss, path: path)
    return journal
  }

  /// What the journal of the log with that origin holds; nothing of it is changed.
  static func read(path: String, origin: LogOrigin) throws(EventLogError) -> Held {
    guard try size(path) > 0 else { return Held() }
    let content = try load(path)
    let (_, generation) = try readHeader(content.span, origin: origin, path: path)
    return try entries(content.span, of: generation, acceptsLoss: false, path: path).held
  }

  private static func size(_ path: String) throws(EventLogError) -> Int {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("stat", path) }
      throw .notALog(
        path: path,
        reason: "the journal is missing, and with it perhaps the latest facts: put it back, or start once with "
          + "--accept-loss if it is lost")
    }
    return Int(status.st_size)
  }

  private static func load(_ path: String) throws(EventLogError) -> [UInt8] {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw EventLogError.failed("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw EventLogError.failed("fstat", path) }
    var content = [UInt8](repeating: 0, count: Int(status.st_size) / block * block)
    let got = try readAll(descriptor, &content, at: 0, path: path)
    guard got == content.count, got >= 2 * block else {
      throw .notALog(path: path, reason: "the journal is cut short" + remedy)
    }
    return content
  }

  /// Writes a journal without entries, whole or not at all.
  ///
  /// Its zeros are written and not only allocated: the first write to a block that was only allocated costs the flush of
  /// the file system's own records.
  static func create(path: String, bytes: Int, origin: LogOrigin, entropy: Entropy) throws(EventLogError) {
    let temporary = path + ".new"
    let descriptor = unsafe Glibc.open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw EventLogError.failed("open", temporary) }
    var isInPlace = false
    // A half that found no room takes no more of it.
    defer {
      close(descriptor)
      if !isInPlace { unsafe unlink(temporary) }
    }
    let header = header(origin, try newGeneration(entropy))
    var content = [UInt8](repeating: 0, count: BlockWriter.blocks(bytes))
    content.replaceSubrange(0..<header.count, with: header)
    try writeAll(descriptor, content, at: 0, path: temporary)
    guard fsync(descriptor) == 0 else { throw EventLogError.failed("fsync", temporary) }
    guard unsafe rename(temporary, path) == 0 else { throw EventLogError.failed("rename", path) }
    isInPlace = true
    try syncFolder(parent(of: path))
  }

  private static func readHeader(
    _ content: Span<UInt8>, origin: LogOrigin, path: String
  ) throws(EventLogError) -> (version: UInt32, generation: UInt128) {
    guard content.extracting(first: 8).isEqual(to: magic, at: 0) else {
      throw .notALog(path: path, reason: "the journal does not begin as one" + remedy)
    }
    let version: UInt32 = content.bigEndian(at: 8)
    guard Digest256(content, at: headerBytes) == Hashing.digest(content, 0..<headerBytes) else {
      throw .notALog(path: path, reason: "the journal's header is damaged" + remedy)
    }
    guard (1...Self.version).contains(version) else { throw .newerFormat(version, upTo: Self.version) }
    guard content.bigEndian(at: 16) == origin.value else {
      throw .notALog(path: path, reason: foreign)
    }
    return (version, content.bigEndian(at: 32))
  }

  /// The generation's entries. What follows the first that is not sound was cut off before it was acknowledged, unless a
  /// sound one comes later: then an acknowledged one is damaged.
  private static func entries(
    _ content: Span<UInt8>, of generation: UInt128, acceptsLoss: Bool, path: String
  ) throws(EventLogError) -> (held: Held, end: Int) {
    var held = Held()
    var end = block
    while let entry = JournalEntry.read(content, at: end, generation: generation) {
      held.entries.append(entry)
      end += BlockWriter.blocks(entry.bytes.count)
    }
    for start in stride(from: end, to: content.count, by: block) {
      guard let later = JournalEntry.read(content, at: start, generation: generation) else { continue }
      guard acceptsLoss else {
        throw .notALog(
          path: path,
          reason: "the journal is damaged before the fact at position \(later.first)" + remedy)
      }
      held.lose(later)
      end = start + BlockWriter.blocks(later.bytes.count)
    }
    return (held, end)
  }
}
