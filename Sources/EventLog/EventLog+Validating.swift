import FactSchema

extension EventLog {
  /// Refuses a batch of which a record cannot be stored; the highest slot that it uses, or 0.
  func validate(_ batch: [PendingRecord], state: LogState) throws(EventLogError) -> UInt64 {
    guard !batch.isEmpty else { throw .invalid(index: 0, reason: "the batch is empty") }
    guard batch.count <= Self.batchRecordsMax else {
      throw .invalid(index: Self.batchRecordsMax, reason: "the batch has more than \(Self.batchRecordsMax) records")
    }
    var expected = state.head.next
    var highest: (slot: UInt64, index: Int) = (0, 0)
    var newSlots: Set<UInt64> = []
    for (index, record) in batch.enumerated() {
      let position = record.header.position
      guard position == expected else {
        throw .invalid(index: index, reason: "its position is \(position), expected \(expected)")
      }
      expected = expected.next
      try validate(record, index: index)
      guard record.hasPersonal, let slot = record.slot else { continue }
      if slot > highest.slot { highest = (slot, index) }
      if slot >= state.nextSlot { newSlots.insert(slot) }
    }
    guard newSlots.isEmpty || highest.slot - state.nextSlot == UInt64(newSlots.count - 1) else {
      throw .invalid(index: highest.index, reason: "its slot \(highest.slot) leaves some out")
    }
    return highest.slot
  }

  private func validate(_ id: String?, _ name: String, index: Int) throws(EventLogError) {
    guard let id else { return }
    guard (1...HeaderLayout.idBytesMax).contains(id.utf8.count), HeaderCodec.isPrintable(id.utf8.span) else {
      throw .invalid(index: index, reason: "its \(name) is not 1 to \(HeaderLayout.idBytesMax) printable ASCII bytes")
    }
  }

  private func validate(_ pending: PendingRecord, index: Int) throws(EventLogError) {
    let header = pending.header
    guard header.otherSubjects.count <= HeaderLayout.othersMax else {
      throw .invalid(index: index, reason: "it names more than \(HeaderLayout.othersMax) other subjects")
    }
    try validate(header.commandID, "command id", index: index)
    try validate(header.correlationID, "correlation id", index: index)
    try validate(header.causationID, "causation id", index: index)
    guard max(pending.openCount, pending.message.count - pending.openCount) <= Self.partBytesMax else {
      throw .invalid(index: index, reason: "a part is longer than \(Self.partBytesMax) bytes")
    }
    if pending.hasPersonal {
      guard let slot = pending.slot, slot > 0 else {
        throw .invalid(index: index, reason: "it has a personal part and no slot")
      }
    }
  }
}
