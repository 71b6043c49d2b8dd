import FactSchema

/// Makes the records of a batch: seals, encodes, and adds their leaves to the tree. The same for every log.
struct BatchEncoder {
  private let sealer: Sealer
  private var nonces: NonceSource
  /// A record's seals before their digest is known; kept for its capacity.
  private var seals: [UInt8] = []

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
    }
    return entry
  }

  /// Appends the encoded record; its leaf.
  private mutating func encode(
    _ pending: PendingRecord, newSlots: Range<UInt64>, to bytes: inout [UInt8]
  ) throws(FactLogError) -> Digest256 {
    seals.removeAll(keepingCapacity: true)
    let message = pending.message
    let openCount = pending.openCount
    if pending.hasPersonal, let slot = pending.slot(newSlots: newSlots) {
      do throws(EventLogError) {
        try sealer.seal(
          message.span.extracting(openCount...), slot: slot, position: pending.header.position,
          type: pending.header.type, nonces: &nonces, to: &seals)
      } catch {
        throw FactLogError(error)
      }
    } else {
      seals.append(0)
    }
    return RecordCodec.encode(pending.header, open: message.span.extracting(..<openCount), seals: seals, to: &bytes)
  }
}

extension PendingRecord {
  /// The slot of its key, where the batch's new ones are in those slots.
  fileprivate func slot(newSlots: Range<UInt64>) -> UInt64? {
    switch key {
    case .slot(let slot): slot
    case .new(let number): newSlots.lowerBound + UInt64(number)
    case nil: nil
    }
  }
}
