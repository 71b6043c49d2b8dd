import Crypto
import Glibc
import Schema
import Synchronization

/// The file of the subjects' keys: numbered slots of 64 bytes, made ahead in durable blocks, erased in place.
///
/// A slot is `key 32 | SHA-256(slot u64 | key) 32`, or 64 zeros once erased. Slot 0 is never used.
final class Vault: Sendable {
  static let slotBytes = 64
  static let keyBytes = 32
  /// The header's block, before slot 0.
  static let headerBytes = 4096
  /// The most keys held in memory, in two halves of which the older is dropped whole.
  static let cachedKeysMax = 65_536

  /// What a slot holds.
  enum Slot {
    case key(SymmetricKey)
    case erased
    case damaged
  }

  struct State {
    /// Slots that hold durable keys or zeros: 0 up to, but not including, this.
    var made: UInt64
    var recent: [UInt64: SymmetricKey] = [:]
    var older: [UInt64: SymmetricKey] = [:]
    /// Counted so that a key that was being read while it was erased is not kept.
    var erasures: UInt64 = 0
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
    let (known, erasures, made) = state.withLock { state in
      (state.cached(slot), state.erasures, state.made)
    }
    if let known { return .key(known) }
    guard slot > 0, slot < made else { return .damaged }
    let bytes = try read(slot, count: 1)
    let found = Self.decode(bytes.span, slot: slot)
    guard case .key(let key) = found else { return found }
    state.withLock { state in
      if state.erasures == erasures { state.keep(key, slot) }
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
    state.withLock { $0.made = made + count }
  }

  /// Destroys the key of the slot, durably: what was sealed with it can never be opened again.
  func erase(_ slot: UInt64) throws(EventLogError) {
    guard slot > 0, slot < state.withLock({ $0.made }) else { throw .vaultDamaged(slot: slot) }
    try write([UInt8](repeating: 0, count: Self.slotBytes), at: Self.offset(slot))
    try sync()
    state.withLock { state in
      state.erasures += 1
      state.recent[slot] = nil
      state.older[slot] = nil
    }
  }

  static func offset(_ slot: UInt64) -> Int { headerBytes + Int(slot) * slotBytes }

  /// What the 64 bytes of a slot hold.
  static func decode(_ bytes: Span<UInt8>, slot: UInt64, at start: Int = 0) -> Slot {
    let key = bytes.copy(start..<(start + keyBytes))
    let stored = Digest256(bytes, at: start + keyBytes)
    if stored == check(slot: slot, key: key[...]) { return .key(SymmetricKey(data: key)) }
    return stored == .zero && key.allSatisfy { $0 == 0 } ? .erased : .damaged
  }

  /// Binds a key to its slot, so that damage is told from erasure and one slot from another.
  static func check(slot: UInt64, key: ArraySlice<UInt8>) -> Digest256 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + keyBytes)
    bytes.append(number: slot)
    bytes.append(contentsOf: key)
    return Hashing.digest(bytes.span, 0..<bytes.count)
  }

  /// The bytes of `count` slots from `slot` on.
  func read(_ slot: UInt64, count: Int) throws(EventLogError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count * Self.slotBytes)
    let got = try readAll(descriptor, &bytes, at: Self.offset(slot), path: path)
    guard got == bytes.count else { throw .vaultDamaged(slot: slot) }
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
  mutating func cached(_ slot: UInt64) -> SymmetricKey? {
    if let key = recent[slot] { return key }
    guard let key = older[slot] else { return nil }
    keep(key, slot)
    return key
  }

  mutating func keep(_ key: SymmetricKey, _ slot: UInt64) {
    if recent.count >= Vault.cachedKeysMax / 2 {
      older = recent
      recent = [:]
    }
    recent[slot] = key
  }
}
