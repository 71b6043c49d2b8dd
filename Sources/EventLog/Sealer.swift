import Bytes
import Cryptography
import FactSchema
import Glibc

/// Seals personal parts with their subjects' keys, and opens them.
final class Sealer: Sendable {
  private let vault: Vault
  private let origin: LogOrigin
  private let cipher = AES256GCM()
  private let onEmpty: @Sendable (_ slot: UInt64) -> Void

  /// `onEmpty` is told of each slot without a key that something is sealed with.
  init(vault: Vault, origin: LogOrigin, onEmpty: @escaping @Sendable (_ slot: UInt64) -> Void = { _ in }) {
    self.vault = vault
    self.origin = origin
    self.onEmpty = onEmpty
  }

  /// Appends a list of one seal; throws `.vaultDamaged` when the slot holds no sound key.
  func seal(
    _ personal: Span<UInt8>, slot: UInt64, position: Position, type: UInt32, nonces: inout NonceSource,
    to bytes: inout [UInt8]
  ) throws(EventLogError) {
    guard case .key(let key) = try vault.slot(slot) else { throw .vaultDamaged(slot: slot) }
    var head = StackBytes<13>()
    head.append(1)
    head.appendBigEndian(slot)
    head.appendBigEndian(UInt32(Seal.nonceBytes + personal.count + Seal.tagBytes))
    head.append(to: &bytes)
    try nonces.append(to: &bytes)
    do {
      try withAssociated(position: position, type: type, slot: slot) { (associated) throws(CipherFailure) in
        try cipher.seal(personal, key: key, associated: associated, behindNonce: &bytes)
      }
    } catch {
      throw .system(ENOMEM, operation: "seal", path: vault.path)
    }
  }

  /// Opens the seals in that range of a record: their plain texts joined, or that one's key was erased; and the first slot.
  func open(
    _ bytes: Span<UInt8>, _ range: Range<Int>, position: Position, type: UInt32
  ) throws(RecordFault) -> (PersonalPart, slot: UInt64?) {
    guard let slot = try Seal.all(bytes, range).first?.slot else { return (.none, nil) }
    var plain: [UInt8] = []
    let isOpen = try open(bytes, range, position: position, type: type, to: &plain)
    return (isOpen ? .plain(plain) : .erased, slot)
  }

  /// Appends the plain texts of the seals in that range of a record; false, with nothing appended, when a key was erased.
  func open(
    _ bytes: Span<UInt8>, _ range: Range<Int>, position: Position, type: UInt32, to plain: inout [UInt8]
  ) throws(RecordFault) -> Bool {
    guard !range.isEmpty else { throw .seals }
    let before = plain.count
    var offset = range.lowerBound + 1
    for _ in 0..<bytes[range.lowerBound] {
      let seal = try Seal(bytes, at: offset, end: range.upperBound)
      offset = seal.combined.upperBound
      guard try open(seal, bytes, position: position, type: type, to: &plain) else {
        plain.removeSubrange(before...)
        return false
      }
    }
    guard offset == range.upperBound else { throw .seals }
    return true
  }

  /// Appends the seal's plain text; false when its key was erased.
  private func open(
    _ seal: Seal, _ bytes: Span<UInt8>, position: Position, type: UInt32, to plain: inout [UInt8]
  ) throws(RecordFault) -> Bool {
    guard let key = try key(of: seal) else { return false }
    let isOpen: Bool
    do {
      isOpen = try withAssociated(position: position, type: type, slot: seal.slot) {
        (associated) throws(CipherFailure) in
        try cipher.open(bytes.extracting(seal.combined), key: key, associated: associated, to: &plain)
      }
    } catch {
      throw .key(slot: seal.slot)
    }
    guard isOpen else { throw .seal }
    return true
  }

  /// The seal's key; nil when it was erased.
  private func key(of seal: Seal) throws(RecordFault) -> SealingKey? {
    do throws(EventLogError) {
      switch try vault.slot(seal.slot) {
      case .key(let key): return key
      case .erased:
        onEmpty(seal.slot)
        return nil
      case .damaged: throw EventLogError.vaultDamaged(slot: seal.slot)
      }
    } catch {
      throw .key(slot: seal.slot)
    }
  }

  /// Lends what a seal is bound to: format, origin, position, type, slot.
  private func withAssociated<Value>(
    position: Position, type: UInt32, slot: UInt64, _ body: (Span<UInt8>) throws(CipherFailure) -> Value
  ) throws(CipherFailure) -> Value {
    var bytes = StackBytes<37>()
    bytes.append(RecordLayout.format)
    bytes.appendBigEndian(origin.value)
    bytes.appendBigEndian(position.value)
    bytes.appendBigEndian(type)
    bytes.appendBigEndian(slot)
    return try bytes.withSpan(body)
  }
}
