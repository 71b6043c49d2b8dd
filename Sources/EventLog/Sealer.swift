import Bytes
import Cryptography
import FactSchema
import Glibc

/// Seals personal parts with their subjects' keys, and opens them.
final class Sealer: Sendable {
  private let vault: Vault
  private let origin: LogOrigin
  private let cipher = AES256GCM()

  init(vault: Vault, origin: LogOrigin) {
    self.vault = vault
    self.origin = origin
  }

  /// Appends the seal of a part of a record of format 2; throws `.vaultDamaged` when the slot holds no sound key.
  func seal(
    _ personal: Span<UInt8>, slot: UInt64, keptUntil: UInt32 = 0, position: Position, type: UInt32,
    nonces: inout NonceSource, to bytes: inout [UInt8]
  ) throws(EventLogError) {
    guard case .key(let key) = try vault.slot(slot) else { throw .vaultDamaged(slot: slot) }
    var head = StackBytes<16>()
    head.appendBigEndian(slot)
    head.appendBigEndian(keptUntil)
    head.appendBigEndian(UInt32(Seal.nonceBytes + personal.count + Seal.tagBytes))
    head.append(to: &bytes)
    try nonces.append(to: &bytes)
    let bound = SealBound(format: .two, position: position, type: type, slot: slot, keptUntil: keptUntil)
    do {
      try withAssociated(bound) { (associated) throws(CipherFailure) in
        try cipher.seal(personal, key: key, associated: associated, behindNonce: &bytes)
      }
    } catch {
      throw .system(ENOMEM, operation: "seal", path: vault.path)
    }
  }

  /// HMAC-SHA-256 of the position and what was said of a person, under the slot's key; nil where that is not sound or gone.
  func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    let found = try asFactLogError { () throws(EventLogError) in try vault.slot(slot) }
    guard case .key(let key) = found else { return nil }
    var head = StackBytes<16>()
    head.appendBigEndian(Self.requestLabel)
    head.appendBigEndian(position.value)
    var function = HMAC256(key)
    head.withSpan { function.update($0) }
    function.update(personal)
    return function.finalize()
  }

  /// Tells this use of a key from others: `kith.req`.
  private static let requestLabel: UInt64 = 0x6B69_7468_2E72_6571

  /// Opens the seals of a record: their plain texts joined, as far as their keys are there; and the slot of its subject.
  func open(
    _ bytes: Span<UInt8>, _ layout: RecordLayout, position: Position, type: UInt32
  ) throws(RecordFault) -> (PersonalPart, slot: UInt64?) {
    let seals = try Seal.all(bytes, layout)
    guard !seals.isEmpty else { return (.none, nil) }
    var plain: [UInt8] = []
    let isWhole = try open(bytes, layout, position: position, type: type, to: &plain)
    let part: PersonalPart = isWhole ? .plain(plain) : plain.isEmpty ? .erased : .partly(plain)
    return (part, Seal.subjectSlot(seals))
  }

  /// Appends the plain texts of the seals of a record; false when a key was erased, whose text is left out.
  func open(
    _ bytes: Span<UInt8>, _ layout: RecordLayout, position: Position, type: UInt32, to plain: inout [UInt8]
  ) throws(RecordFault) -> Bool {
    let range = layout.seals
    guard !range.isEmpty else { throw .seals }
    var isWhole = true
    var offset = range.lowerBound + 1
    for _ in 0..<bytes[range.lowerBound] {
      let seal = try Seal(bytes, at: offset, end: range.upperBound, layout.format)
      offset = seal.combined.upperBound
      if seal.isOfNothing { continue }
      let bound = SealBound(
        format: layout.format, position: position, type: type, slot: seal.slot, keptUntil: seal.keptUntil)
      if try !open(seal, bytes, bound, to: &plain) { isWhole = false }
    }
    guard offset == range.upperBound else { throw .seals }
    return isWhole
  }

  /// Appends the seal's plain text; false when its key was erased.
  private func open(
    _ seal: Seal, _ bytes: Span<UInt8>, _ bound: SealBound, to plain: inout [UInt8]
  ) throws(RecordFault) -> Bool {
    guard let key = try key(of: seal) else { return false }
    let isOpen: Bool
    do {
      isOpen = try withAssociated(bound) { (associated) throws(CipherFailure) in
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
      case .erased: return nil
      case .damaged: throw EventLogError.vaultDamaged(slot: seal.slot)
      }
    } catch {
      throw .key(slot: seal.slot)
    }
  }

  /// Appends the record's seals as another log's sealer makes them, which has the same keys; what cannot be opened, because
  /// its key is gone, is taken over as it is. How many these were.
  func reseal(
    _ bytes: Span<UInt8>, _ layout: RecordLayout, position: Position, type: UInt32, by other: Sealer,
    nonces: inout NonceSource, to sealed: inout [UInt8]
  ) throws(EventLogError) -> Int {
    let seals: [Seal]
    do throws(RecordFault) { seals = try Seal.all(bytes, layout) } catch {
      throw .damaged(position: position, fault: error)
    }
    var gone = 0
    sealed.append(UInt8(seals.count))
    for seal in seals {
      let bound = SealBound(
        format: layout.format, position: position, type: type, slot: seal.slot, keptUntil: seal.keptUntil)
      var plain: [UInt8] = []
      let isOpen: Bool
      do throws(RecordFault) { isOpen = try open(seal, bytes, bound, to: &plain) } catch {
        throw .damaged(position: position, fault: error)
      }
      if isOpen {
        try other.seal(
          plain.span, slot: seal.slot, keptUntil: seal.keptUntil, position: position, type: type, nonces: &nonces,
          to: &sealed)
      } else {
        gone += 1
        sealed.appendBigEndian(seal.slot)
        sealed.appendBigEndian(seal.keptUntil)
        sealed.appendBigEndian(UInt32(seal.combined.count))
        sealed.append(bytes.extracting(seal.combined))
      }
    }
    return gone
  }

  /// Lends what a seal is bound to.
  private func withAssociated<Value>(
    _ bound: SealBound, _ body: (Span<UInt8>) throws(CipherFailure) -> Value
  ) throws(CipherFailure) -> Value {
    try bound.withBytes(of: origin, body)
  }
}
