import Cryptography
import Glibc
import Schema
import Synchronization

/// The file of the subjects' keys: numbered slots of 64 bytes, made ahead in durable blocks, erased in place.
///
/// A slot is `key 32 | SHA-256(slot u64 | key) 32`, or 64 zeros once erased. Slot 0 is never used.
final class Vault: Sendable {
  static let slotBytes = 64
  static let keyBytes = SealingKey.bytes
  /// The header's block, before slot 0.
  static let headerBytes = 4096
  /// Slots that are read together: a page of the file.
  static let pageSlots: UInt64 = 64
  /// The most pages held in memory, in two halves of which the older is dropped whole.
  static let cachedPagesMax = 2_048

  /// What a slot holds.
  enum Slot {
    case key(SealingKey)
    case erased
    case damaged
  }

  /// Neighbouring slots as the file holds them, and a bit for each whose digest has been checked.
  struct Page {
    let bytes: [UInt8]
    var checked: UInt64 = 0
  }

  struct State {
    /// Slots that hold durable keys or zeros: 0 up to, but not including, this.
    var made: UInt64
    var recent: [UInt64: Page] = [:]
    var older: [UInt64: Page] = [:]
    /// Counted so that a page that was being read while a slot of it changed is not kept.
    var changes: UInt64 = 0
  }

  let path: String
  let descriptor: Int32
  let entropy: Entropy
  /// How many slots are made at once.
  let block: UInt64
  let state: Mutex<State>

  init(path: String, descriptor: Int32, made: UInt64, block: UInt64, entropy: Entropy) {
    self.path = path
    self.descriptor = descriptor
    self.entropy = entropy
    self.block = block
    state = Mutex(State(made: made))
  }

  deinit { close(descriptor) }

  /// What the slot holds; past the slots that were made it is damaged.
  func slot(_ slot: UInt64) throws(EventLogError) -> Slot {
    let number = slot / Self.pageSlots
    let bit: UInt64 = 1 << (slot % Self.pageSlots)
    let (known, changes, made) = state.withLock { state in (state.page(number), state.changes, state.made) }
    guard slot > 0, slot < made else { return .damaged }
    var page: Page
    if let known { page = known } else { page = Page(bytes: try read(page: number)) }
    let start = Int(slot % Self.pageSlots) * Self.slotBytes
    guard start + Self.slotBytes <= page.bytes.count else { throw .vaultDamaged(slot: slot) }
    if page.checked & bit != 0 { return .key(Self.key(page.bytes.span, at: start)) }
    let found = Self.decode(page.bytes.span, slot: slot, at: start)
    if case .key = found { page.checked |= bit }
    state.withLock { state in
      if state.changes == changes { state.keep(page, number) }
    }
    return found
  }

  /// Makes sure that slots up to `slot` hold durable keys; `.noSpace` when the device is full, with nothing changed.
  func make(upTo slot: UInt64) throws(EventLogError) {
    let made = state.withLock { $0.made }
    guard slot >= made else { return }
    let count = max(block, slot - made + 1)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(count) * Self.slotBytes)
    let keys = try entropy.bytes(Int(count) * Self.keyBytes)
    for index in 0..<Int(count) {
      let key = keys[(index * Self.keyBytes)..<((index + 1) * Self.keyBytes)]
      bytes.append(contentsOf: key)
      Self.check(slot: made + UInt64(index), key: key).appendWords(to: &bytes)
    }
    try write(bytes, at: Self.offset(made))
    try sync()
    state.withLock { state in
      state.made = made + count
      // The page in which the new slots begin may be held without them.
      state.forget(made / Self.pageSlots)
    }
  }

  /// Destroys the key of the slot, durably: what was sealed with it can never be opened again.
  func erase(_ slot: UInt64) throws(EventLogError) {
    guard slot > 0, slot < state.withLock({ $0.made }) else { throw .vaultDamaged(slot: slot) }
    try write([UInt8](repeating: 0, count: Self.slotBytes), at: Self.offset(slot))
    try sync()
    state.withLock { $0.forget(slot / Self.pageSlots) }
  }

  static func offset(_ slot: UInt64) -> Int { headerBytes + Int(slot) * slotBytes }

  /// What the 64 bytes of a slot hold.
  static func decode(_ bytes: Span<UInt8>, slot: UInt64, at start: Int = 0) -> Slot {
    let key = bytes.copy(start..<(start + keyBytes))
    let stored = Digest256(bytes, at: start + keyBytes)
    if stored == check(slot: slot, key: key[...]) { return .key(Self.key(bytes, at: start)) }
    return stored == .zero && key.allSatisfy { $0 == 0 } ? .erased : .damaged
  }

  private static func key(_ bytes: Span<UInt8>, at start: Int) -> SealingKey {
    SealingKey(bytes.extracting(start..<(start + keyBytes)))
  }

  /// Binds a key to its slot, so that damage is told from erasure and one slot from another.
  static func check(slot: UInt64, key: ArraySlice<UInt8>) -> Digest256 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + keyBytes)
    bytes.append(number: slot)
    bytes.append(contentsOf: key)
    return Hashing.digest(bytes.span, 0..<bytes.count)
  }

  /// The bytes of a page's slots, as far as the file has them.
  private func read(page: UInt64) throws(EventLogError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(Self.pageSlots) * Self.slotBytes)
    let got = try readAll(descriptor, &bytes, at: Self.offset(page * Self.pageSlots), path: path)
    if got < bytes.count { bytes.removeSubrange(got...) }
    return bytes
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(EventLogError) {
    try writeAll(descriptor, bytes, at: offset, path: path)
  }

  private func sync() throws(EventLogError) {
    guard fdatasync(descriptor) == 0 else { throw EventLogError.failed("fdatasync", path) }
  }
}

extension Vault.State {
  mutating func page(_ number: UInt64) -> Vault.Page? {
    if let page = recent[number] { return page }
    guard let page = older[number] else { return nil }
    keep(page, number)
    return page
  }

  /// Keeps a page, or what has been checked of it more.
  mutating func keep(_ page: Vault.Page, _ number: UInt64) {
    if let known = recent[number] {
      recent[number]?.checked = known.checked | page.checked
      return
    }
    if recent.count >= Vault.cachedPagesMax / 2 {
      older = recent
      recent = [:]
    }
    recent[number] = page
  }

  /// Lets go of a page of which a slot has changed.
  mutating func forget(_ number: UInt64) {
    changes += 1
    recent[number] = nil
    older[number] = nil
  }
}
