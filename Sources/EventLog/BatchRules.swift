import FactSchema

/// What a batch must be to be stored, and what it is given: the same for every log.
enum BatchRules {
  /// Refuses a batch of which a record cannot be stored behind that state; the slots of its new keys.
  static func newSlots(of batch: [PendingRecord], after state: LogState) throws(FactLogError) -> Range<UInt64> {
    guard !batch.isEmpty else { throw .invalid(index: 0, reason: "the batch is empty") }
    guard batch.count <= LogLimits.batchRecordsMax else {
      throw .invalid(
        index: LogLimits.batchRecordsMax, reason: "the batch has more than \(LogLimits.batchRecordsMax) records")
    }
    var expected = state.head.next
    var newKeys = 0
    var epoch = state.epoch
    func use(_ key: SealKey?, _ index: Int) throws(FactLogError) {
      switch key {
      case .slot(let slot) where slot > 0 && slot < state.nextSlot: break
      case .slot(let slot): throw .invalid(index: index, reason: "its slot \(slot) was never given")
      case .new(let number) where (0...newKeys).contains(number): newKeys = max(newKeys, number + 1)
      case .new(let number): throw .invalid(index: index, reason: "its new key \(number) leaves some out")
      case nil: throw .invalid(index: index, reason: "it has a personal part and no key")
      }
    }
    for index in batch.indices {
      let position = batch[index].header.position
      guard position == expected else {
        throw .invalid(index: index, reason: "its position is \(position), expected \(expected)")
      }
      expected = expected.next
      try check(batch[index], index: index)
      guard batch[index].header.epoch == epoch || batch[index].header.epoch == epoch + 1 else {
        throw .invalid(index: index, reason: "its epoch is \(batch[index].header.epoch), expected \(epoch)")
      }
      epoch = batch[index].header.epoch
      if batch[index].isSealed { try use(batch[index].key, index) }
      if let kept = batch[index].kept { try use(kept.key, index) }
    }
    return state.nextSlot..<state.nextSlot + UInt64(newKeys)
  }

  /// Whether a loss of facts is accepted with the batch. Epochs never go back.
  static func endsEpoch(_ batch: [PendingRecord], of state: LogState) -> Bool {
    batch.last.map { $0.header.epoch > state.epoch } ?? false
  }

  private static func check(
    _ id: String?, _ name: String, index: Int, bytesMax: Int = HeaderLayout.idBytesMax
  ) throws(FactLogError) {
    guard let id else { return }
    guard (1...bytesMax).contains(id.utf8.count), HeaderCodec.isPrintable(id.utf8.span) else {
      throw .invalid(index: index, reason: "its \(name) is not 1 to \(bytesMax) printable ASCII bytes")
    }
  }

  private static func check(_ pending: PendingRecord, index: Int) throws(FactLogError) {
    let header = pending.header
    guard header.otherSubjects.count <= HeaderLayout.othersMax else {
      throw .invalid(index: index, reason: "it names more than \(HeaderLayout.othersMax) other subjects")
    }
    try check(header.commandID, "command id", index: index)
    try check(header.correlationID, "correlation id", index: index)
    try check(header.causationID, "causation id", index: index)
    try check(header.roleName, "role's name", index: index, bytesMax: HeaderLayout.roleNameBytesMax)
    guard max(pending.openCount, pending.message.count - pending.openCount) <= LogLimits.partBytesMax else {
      throw .invalid(index: index, reason: "a part is longer than \(LogLimits.partBytesMax) bytes")
    }
    guard let kept = pending.kept else { return }
    guard kept.count > 0, pending.personalCount >= 0, kept.until > 0, kept.key != pending.key else {
      throw .invalid(index: index, reason: "what is kept of it has no bytes, no key of its own, or no day")
    }
  }
}
