import Bytes
import Cryptography
import FactSchema
import Glibc
import Synchronization

/// The file of the subjects' keys: numbered slots of 64 bytes, made ahead in durable blocks, erased in place.
///
/// A slot is `key 32 | SHA-256(slot u64 | key) 32`, or 64 zeros once erased. Slot 0 is never used.
final class Vault: Sendable {
  static let slotBytes = 64
  static let keyBytes = SealingKey.bytes
  /// The header's block, before slot 0.
  static let headerBytes = 4096
  /// Slots that are read together: a page.
  static let pageSlots: UInt64 = 16
  /// The places for pages in memory, each for those whose number leaves the same remainder: the keys of a million
  /// subjects, in 32 MB.
  static let pagePlaces = 1 << 16

  /// What a slot holds.
  enum KeySlot {
    case key(SealingKey)
    case erased
    case damaged
  }

  /// The sound keys of neighbouring slots.
  struct Page {
    let number: UInt64
    fileprivate var keys: [SealingKey] = []
    /// A bit for each slot that holds a sound key.
    fileprivate var sound: UInt64 = 0

    init(_ number: UInt64, _ bytes: Span<UInt8>) {
      self.number = number
      keys.reserveCapacity(Int(Vault.pageSlots))
      for index in 0..<bytes.count / Vault.slotBytes {
        let slot = number * Vault.pageSlots + UInt64(index)
        if case .key = Vault.decode(bytes, slot: slot, at: index * Vault.slotBytes) { sound |= 1 << UInt64(index) }
        let start = index * Vault.slotBytes
        keys.append(SealingKey(bytes.extracting(start..<start + Vault.keyBytes)))
      }
    }

    /// The key of one of its slots, if it is sound.
    func key(_ slot: UInt64) -> SealingKey? {
      let index = slot % Vault.pageSlots
      return sound & (1 << index) != 0 ? keys[Int(index)] : nil
    }
  }

  struct State {
    /// Slots that hold durable keys or zeros: 0 up to, but not including, this.
    var made: UInt64
    var pages = [Page?](repeating: nil, count: Vault.pagePlaces)
    /// Counted so that a page that was being read while a slot of it changed is not kept.
    var changes: UInt64 = 0
  }

  let path: String
  let descriptor: Int32
  let entropy: Entropy
  /// The secret of the log itself, which no erasure destroys.
  let secret: LogSecret
  /// How many slots are made at once.
  let block: UInt64
  let state: Mutex<State>

  init(path: String, descriptor: Int32, secret: LogSecret, made: UInt64, block: UInt64, entropy: Entropy) {
    self.path = path
    self.descriptor = descriptor
    self.secret = secret
    self.entropy = entropy
    self.block = block
    state = Mutex(State(made: made))
  }

  deinit { close(descriptor) }

  var file: PlacedFile { PlacedFile(path: path, descriptor: descriptor) }

  /// What the slot holds; past the slots that were made it is damaged.
  func slot(_ slot: UInt64) throws(EventLogError) -> KeySlot {
    let (known, changes, made) = state.withLock { state in (state.key(slot), state.changes, state.made) }
    if let known { return .key(known) }
    guard slot > 0, slot < made else { return .damaged }
    let bytes: [UInt8]
    do throws(EventLogError) {
      bytes = try read(page: slot / Self.pageSlots)
    } catch {
      guard case .system(EIO, _, _) = error else { throw error }
      // The disk does not give the page.
      return .damaged
    }
    let start = Int(slot % Self.pageSlots) * Self.slotBytes
    guard start + Self.slotBytes <= bytes.count else { return .damaged }
    let page = Page(slot / Self.pageSlots, bytes.span)
    state.withLock { state in
      if state.changes == changes { state.keep(page) }
    }
    return page.key(slot).map { .key($0) } ?? Self.decode(bytes.span, slot: slot, at: start)
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
      let key = (index * Self.keyBytes)..<((index + 1) * Self.keyBytes)
      bytes.append(contentsOf: keys[key])
      Self.check(slot: made + UInt64(index), key: keys.span.extracting(key)).append(to: &bytes)
    }
    try write(bytes, at: Self.offset(made))
    try sync()
    state.withLock { state in
      state.made = made + count
      // The page in which the new slots begin may be held without them.
      state.forget(made / Self.pageSlots)
    }
  }

  /// Makes the keys anew that were made ahead, from that slot on, durably: facts that were lost may have been sealed with
  /// them, and nobody else gets their keys. Where it fails it is done again: what counts is what lies in the file.
  func renew(from slot: UInt64) throws(EventLogError) {
    let end = try Self.slots(in: descriptor, path: path)
    guard slot < end else { return }
    state.withLock { $0.forgetAll(from: slot) }
    try make(upTo: end - 1)
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
  static func decode(_ bytes: Span<UInt8>, slot: UInt64, at start: Int = 0) -> KeySlot {
    let key = bytes.extracting(start..<(start + keyBytes))
    let stored = Digest256(bytes, at: start + keyBytes)
    if stored == check(slot: slot, key: key) { return .key(SealingKey(key)) }
    return stored == .zero && key.indices.allSatisfy { key[$0] == 0 } ? .erased : .damaged
  }

  /// Binds a key to its slot, so that damage is told from erasure and one slot from another.
  static func check(slot: UInt64, key: Span<UInt8>) -> Digest256 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + keyBytes)
    bytes.appendBigEndian(slot)
    bytes.append(key)
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
  /// The slot's key, if it is held.
  func key(_ slot: UInt64) -> SealingKey? {
    let number = slot / Vault.pageSlots
    guard let page = pages[place(number)], page.number == number else { return nil }
    return page.key(slot)
  }

  mutating func keep(_ page: Vault.Page) { pages[place(page.number)] = page }

  /// Lets go of a page of which a slot has changed.
  mutating func forget(_ number: UInt64) {
    changes += 1
    pages[place(number)] = nil
  }

  /// Takes slots from that one on for never made.
  mutating func forgetAll(from slot: UInt64) {
    made = slot
    changes += 1
    for place in pages.indices where pages[place].map({ $0.number >= slot / Vault.pageSlots }) ?? false {
      pages[place] = nil
    }
  }

  private func place(_ number: UInt64) -> Int { Int(number % UInt64(Vault.pagePlaces)) }
}
