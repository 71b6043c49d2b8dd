import FactSchema

/// Makes the records of a batch: seals, encodes, and adds their leaves to the tree. The same for every log.
struct BatchEncoder {
  private let sealer: Sealer
  private var nonces: NonceSource
  /// A record's seals before their digest is known; kept for its capacity.
  private var seals: [UInt8] = []
  /// Of the command whose records are being encoded.
  private var request = RequestDigest()

  init(_ sealer: Sealer, nonces: NonceSource) {
    self.sealer = sealer
    self.nonces = nonces
  }

  /// The batch as one entry, of which the new keys are in those slots and made; `state` is taken on to the one after it.
  mutating func encode(
    _ batch: [PendingRecord], newSlots: Range<UInt64>, rootBefore: Digest256, _ state: inout LogState
  ) throws(FactLogError) -> JournalEntry.Builder {
    state.nextSlot = newSlots.upperBound
    var entry = JournalEntry.Builder(
      first: state.head.next, count: batch.count, nextSlot: state.nextSlot, rootBefore: rootBefore,
      capacity: batch.count * 512 + Journal.block)
    for index in batch.indices {
      let leaf = try entry.append { (bytes) throws(FactLogError) in
        try encode(batch[index], newSlots: newSlots, to: &bytes)
      }
      state.tree.append(leaf)
      state.epoch = batch[index].header.epoch
    }
    return entry
  }

  /// Appends the encoded record; its leaf.
  private mutating func encode(
    _ pending: PendingRecord, newSlots: Range<UInt64>, to bytes: inout [UInt8]
  ) throws(FactLogError) -> Digest256 {
    let slot = pending.isSealed ? pending.key?.slot(newSlots: newSlots) : nil
    do throws(EventLogError) {
      try seal(pending, slot, newSlots: newSlots)
    } catch {
      throw FactLogError(error)
    }
    return RecordCodec.encode(
      pending.header, open: pending.message.span.extracting(..<pending.openCount), seals: seals,
      requestDigest: try digest(pending, slot), to: &bytes)
  }

  /// Makes the record's seals.
  private mutating func seal(
    _ pending: PendingRecord, _ slot: UInt64?, newSlots: Range<UInt64>
  ) throws(EventLogError) {
    seals.removeAll(keepingCapacity: true)
    seals.append((slot == nil ? 0 : 1) + (pending.kept == nil ? 0 : 1))
    let (position, type) = (pending.header.position, pending.header.type)
    let own = pending.openCount..<(pending.openCount + pending.personalCount)
    if let slot {
      try sealer.seal(
        pending.message.span.extracting(own), slot: slot, position: position, type: type, nonces: &nonces, to: &seals)
    }
    if let kept = pending.kept {
      try sealer.seal(
        pending.message.span.extracting(own.upperBound...), slot: kept.key.slot(newSlots: newSlots),
        keptUntil: kept.until, position: position, type: type, nonces: &nonces, to: &seals)
    }
  }

  /// By what the request is known again that asked for the record; zero where it is not.
  private mutating func digest(_ pending: PendingRecord, _ slot: UInt64?) throws(FactLogError) -> Digest256 {
    guard let part = pending.request else { return .zero }
    if pending.header.index == 0 { request = RequestDigest() }
    guard part.hasPersonal, let slot else { return request.next(part, code: nil) }
    let personal = part.message.span.extracting(part.openCount...)
    guard let code = try sealer.code(of: personal, slot: slot, position: pending.header.position) else {
      throw .keyDamaged(slot: slot)
    }
    return request.next(part, code: code)
  }
}

extension SealKey {
  /// The key's slot, where the batch's new ones are in those slots.
  fileprivate func slot(newSlots: Range<UInt64>) -> UInt64 {
    switch self {
    case .slot(let slot): slot
    case .new(let number): newSlots.lowerBound + UInt64(number)
    }
  }
}
