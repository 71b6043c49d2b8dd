import Bytes
import Cryptography
import FactSchema
import Glibc

extension Vault {
  private static let magic: [UInt8] = Array("KITHVLT1".utf8)
  /// That of vaults with the secret of their log.
  private static let version: UInt32 = 2
  /// That of the first releases, whose vaults get one when they are opened.
  private static let versionWithoutSecret: UInt32 = 1
  /// Where the header ends that says the secret too: 32 bytes, how many facts there were before it, and the digest of all
  /// that stands before.
  private static let secretEnd = 136

  /// The origin of the log that the vault at this path belongs to; nil when there is no vault.
  static func origin(path: String) throws(EventLogError) -> LogOrigin? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      return nil
    }
    defer { close(descriptor) }
    return try readHeader(descriptor, path: path).origin
  }

  /// Whether the vault at this path never had keys made for it.
  static func isUnused(path: String) throws(EventLogError) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw EventLogError.failed("stat", path) }
    return Int(status.st_size) <= headerBytes + slotBytes
  }

  /// Writes a vault without slots in use, whole or not at all; slot 0 is there from the start.
  static func create(path: String, origin: LogOrigin, entropy: Entropy) throws(EventLogError) {
    try create(path: path, header: header(origin, secret: try entropy.bytes(keyBytes), after: .zero))
  }

  private static func create(path: String, header: [UInt8]) throws(EventLogError) {
    let temporary = path + ".new"
    let descriptor = unsafe Glibc.open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw EventLogError.failed("open", temporary) }
    defer { close(descriptor) }
    let bytes = header + repeatElement(0, count: headerBytes + slotBytes - header.count)
    try writeAll(descriptor, bytes, at: 0, path: temporary)
    guard fsync(descriptor) == 0 else { throw EventLogError.failed("fsync", temporary) }
    guard unsafe rename(temporary, path) == 0 else { throw EventLogError.failed("rename", path) }
  }

  /// Writes a vault of another log's keys, for the log with that origin: its secret, and slots up to `next`, as they are. One
  /// that has no secret gives the copy a new one, which facts up to `head` know nothing of.
  static func copy(
    from source: Vault, to path: String, origin: LogOrigin, head: Position, next: UInt64, entropy: Entropy
  ) throws(EventLogError) {
    var secret = try entropy.bytes(keyBytes)
    var after = head
    if let known = try readHeader(source.descriptor, path: source.path).secret {
      after = known.after
      _ = try readAll(source.descriptor, &secret, at: 64, path: source.path)
    }
    try create(path: path, header: header(origin, secret: secret, after: after))
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw EventLogError.failed("open", path) }
    defer { close(descriptor) }
    var slot: UInt64 = 1
    while slot < next {
      let count = min(next - slot, copiedSlots)
      var bytes = [UInt8](repeating: 0, count: Int(count) * slotBytes)
      guard try readAll(source.descriptor, &bytes, at: offset(slot), path: source.path) == bytes.count else {
        throw .notALog(path: source.path, reason: "the vault is cut short" + remedy)
      }
      try writeAll(descriptor, bytes, at: offset(slot), path: path)
      slot += count
    }
    guard fsync(descriptor) == 0 else { throw EventLogError.failed("fsync", path) }
  }

  /// How many slots are copied at a time.
  private static let copiedSlots: UInt64 = 16_384

  /// Opens the vault of the log with that origin. Slots from `next` on were made ahead and never used: those that a cut
  /// left unsound are made again. `head` is the log's; nil where the vault is only read: one without a secret keeps none.
  static func open(
    path: String, origin: LogOrigin, head: Position?, next: UInt64, block: UInt64, entropy: Entropy
  ) throws(EventLogError) -> Vault {
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      throw .notALog(path: path, reason: "the vault with the subjects' keys is missing" + remedy)
    }
    do throws(EventLogError) {
      let header = try readHeader(descriptor, path: path)
      guard header.origin == origin else {
        throw .notALog(path: path, reason: "the vault belongs to another log" + remedy)
      }
      let secret =
        if let known = header.secret { known } else if let head {
          try addSecret(descriptor, path: path, origin: origin, after: head, entropy: entropy)
        } else { LogSecret(key: .ofNoLog, after: .zero) }
      let slots = try slots(in: descriptor, path: path)
      guard slots >= next else {
        throw .notALog(
          path: path, reason: "the vault is cut short: it has \(slots) slots, the log uses \(next)" + remedy)
      }
      let made = try soundSlots(descriptor, path: path, from: next, to: slots)
      return Vault(path: path, descriptor: descriptor, secret: secret, made: made, block: block, entropy: entropy)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// How many slots lie in the file, slot 0 too.
  static func slots(in descriptor: Int32, path: String) throws(EventLogError) -> UInt64 {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw EventLogError.failed("fstat", path) }
    return UInt64(max(0, Int(status.st_size) - headerBytes) / slotBytes)
  }

  /// The first slot from `from` on that holds no sound key, or `to`.
  private static func soundSlots(
    _ descriptor: Int32, path: String, from: UInt64, to: UInt64
  ) throws(EventLogError) -> UInt64 {
    guard from < to else { return from }
    var bytes = [UInt8](repeating: 0, count: Int(to - from) * slotBytes)
    let got = try readAll(descriptor, &bytes, at: offset(from), path: path)
    for index in 0..<(got / slotBytes) {
      let slot = from + UInt64(index)
      guard case .key = decode(bytes.span, slot: slot, at: index * slotBytes) else { return slot }
    }
    return from + UInt64(got / slotBytes)
  }

  private static let remedy = ": put the newest sound copy of this log's vault back"

  /// What a vault begins with.
  private static func header(_ origin: LogOrigin, secret: [UInt8], after head: Position) -> [UInt8] {
    var bytes = magic
    bytes.appendBigEndian(version)
    bytes.appendBigEndian(UInt32(slotBytes))
    bytes.appendBigEndian(origin.value)
    Hashing.digest(bytes.span, 0..<bytes.count).append(to: &bytes)
    bytes.append(contentsOf: secret)
    bytes.appendBigEndian(head.value)
    Hashing.digest(bytes.span, 0..<bytes.count).append(to: &bytes)
    return bytes
  }

  /// What the vault of the log begins with, made of damaged bytes that still have its secret, or never had one; nil where
  /// they do not say which.
  static func head(_ damaged: [UInt8], _ origin: LogOrigin) -> [UInt8]? {
    for version in [Self.version, versionWithoutSecret] {
      var bytes = magic
      bytes.appendBigEndian(version)
      bytes.appendBigEndian(UInt32(slotBytes))
      bytes.appendBigEndian(origin.value)
      Hashing.digest(bytes.span, 0..<bytes.count).append(to: &bytes)
      let isLeft = bytes[..<32] == damaged[..<32] || bytes[32...] == damaged[32..<64]
      bytes += damaged[64..<secretEnd]
      let hasSecret = Digest256(bytes.span, at: 104) == Hashing.digest(bytes.span, 0..<104)
      let isEmpty = damaged[64..<secretEnd].allSatisfy { $0 == 0 }
      if version == Self.version ? hasSecret : isEmpty && isLeft { return bytes }
    }
    return nil
  }

  /// Gives a vault of the first releases a secret, durably. The header is in one sector of the disk: a cut leaves the one
  /// before or the new one.
  private static func addSecret(
    _ descriptor: Int32, path: String, origin: LogOrigin, after head: Position, entropy: Entropy
  ) throws(EventLogError) -> LogSecret {
    let secret = try entropy.bytes(keyBytes)
    try writeAll(descriptor, header(origin, secret: secret, after: head), at: 0, path: path)
    guard fdatasync(descriptor) == 0 else { throw EventLogError.failed("fdatasync", path) }
    return LogSecret(key: LinkKey(SealingKey(secret.span)), after: head)
  }

  /// Whose vault it is, and the secret, which one of the first releases has not.
  private static func readHeader(
    _ descriptor: Int32, path: String
  ) throws(EventLogError) -> (origin: LogOrigin, secret: LogSecret?) {
    var bytes = [UInt8](repeating: 0, count: headerBytes)
    let got = try readAll(descriptor, &bytes, at: 0, path: path)
    guard got == bytes.count, Array(bytes[0..<8]) == magic else {
      throw .notALog(path: path, reason: "the vault does not begin as one" + remedy)
    }
    let damaged = EventLogError.notALog(path: path, reason: "the vault's header is damaged" + remedy)
    guard Digest256(bytes.span, at: 32) == Hashing.digest(bytes.span, 0..<32) else { throw damaged }
    let version: UInt32 = bytes.span.bigEndian(at: 8)
    guard version <= Self.version else { throw .newerFormat(version, upTo: Self.version) }
    guard bytes.span.bigEndian(at: 12, as: UInt32.self) == UInt32(slotBytes) else {
      throw .notALog(path: path, reason: "the vault's slots have another size" + remedy)
    }
    let hasSecret = version != versionWithoutSecret
    guard !hasSecret || Digest256(bytes.span, at: 104) == Hashing.digest(bytes.span, 0..<104),
      bytes[(hasSecret ? secretEnd : 64)...].allSatisfy({ $0 == 0 })
    else { throw damaged }
    let secret = LogSecret(
      key: LinkKey(SealingKey(bytes.span.extracting(64..<96))), after: Position(bytes.span.bigEndian(at: 96)))
    return (LogOrigin(bytes.span.bigEndian(at: 16)), hasSecret ? secret : nil)
  }
}
