import Bytes
import FactSchema
import Glibc

extension Vault {
  private static let magic: [UInt8] = Array("KITHVLT1".utf8)
  private static let version: UInt32 = 1

  /// The origin of the log that the vault at this path belongs to; nil when there is no vault.
  static func origin(path: String) throws(EventLogError) -> LogOrigin? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      return nil
    }
    defer { close(descriptor) }
    return try readHeader(descriptor, path: path)
  }

  /// Whether the vault at this path never had keys made for it.
  static func isUnused(path: String) throws(EventLogError) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw EventLogError.failed("stat", path) }
    return Int(status.st_size) <= headerBytes + slotBytes
  }

  /// Writes a vault without slots in use, whole or not at all; slot 0 is there from the start.
  static func create(path: String, origin: LogOrigin) throws(EventLogError) {
    let temporary = path + ".new"
    let descriptor = unsafe Glibc.open(temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw EventLogError.failed("open", temporary) }
    defer { close(descriptor) }
    var bytes = magic
    bytes.appendBigEndian(version)
    bytes.appendBigEndian(UInt32(slotBytes))
    bytes.appendBigEndian(origin.value)
    Hashing.digest(bytes.span, 0..<bytes.count).append(to: &bytes)
    bytes.append(contentsOf: repeatElement(0, count: headerBytes + slotBytes - bytes.count))
    try writeAll(descriptor, bytes, at: 0, path: temporary)
    guard fsync(descriptor) == 0 else { throw EventLogError.failed("fsync", temporary) }
    guard unsafe rename(temporary, path) == 0 else { throw EventLogError.failed("rename", path) }
  }

  /// Writes a vault of another log's keys, for the log with that origin: slots up to `next`, as they are.
  static func copy(
    from source: Vault, to path: String, origin: LogOrigin, next: UInt64
  ) throws(EventLogError) {
    try create(path: path, origin: origin)
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
  /// left unsound are made again.
  static func open(
    path: String, origin: LogOrigin, next: UInt64, block: UInt64, entropy: Entropy
  ) throws(EventLogError) -> Vault {
    let descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      throw .notALog(path: path, reason: "the vault with the subjects' keys is missing" + remedy)
    }
    do throws(EventLogError) {
      guard try readHeader(descriptor, path: path) == origin else {
        throw .notALog(path: path, reason: "the vault belongs to another log" + remedy)
      }
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0 else { throw EventLogError.failed("fstat", path) }
      let slots = UInt64(max(0, Int(status.st_size) - headerBytes) / slotBytes)
      guard slots >= next else {
        throw .notALog(
          path: path, reason: "the vault is cut short: it has \(slots) slots, the log uses \(next)" + remedy)
      }
      let made = try soundSlots(descriptor, path: path, from: next, to: slots)
      return Vault(path: path, descriptor: descriptor, made: made, block: block, entropy: entropy)
    } catch {
      close(descriptor)
      throw error
    }
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

  private static func readHeader(_ descriptor: Int32, path: String) throws(EventLogError) -> LogOrigin {
    var bytes = [UInt8](repeating: 0, count: headerBytes)
    let got = try readAll(descriptor, &bytes, at: 0, path: path)
    guard got == bytes.count, Array(bytes[0..<8]) == magic else {
      throw .notALog(path: path, reason: "the vault does not begin as one" + remedy)
    }
    guard Digest256(bytes.span, at: 32) == Hashing.digest(bytes.span, 0..<32), bytes[64...].allSatisfy({ $0 == 0 })
    else {
      throw .notALog(path: path, reason: "the vault's header is damaged" + remedy)
    }
    let version: UInt32 = bytes.span.bigEndian(at: 8)
    guard version == Self.version else { throw .newerFormat(version, upTo: Self.version) }
    guard bytes.span.bigEndian(at: 12, as: UInt32.self) == UInt32(slotBytes) else {
      throw .notALog(path: path, reason: "the vault's slots have another size" + remedy)
    }
    return LogOrigin(bytes.span.bigEndian(at: 16))
  }
}
