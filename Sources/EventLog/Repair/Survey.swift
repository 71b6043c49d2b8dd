import Bytes
import FactSchema

/// What of a log is damaged: found by reading every record, opening every seal, and making the audit tree again.
struct Survey {
  /// In the order of positions.
  var faults: [(position: UInt64, fault: RecordFault)] = []
  /// The audit tree, of the leaves that the records have.
  var tree = ChoiceTree(from: 1)
  /// How many pages are damaged that lead to records or hold them.
  var damagedPages = 0
  /// Where records stand that are not found under their positions.
  var elsewhere: [UInt64: PageFile.Place] = [:]
  /// The slots that hold neither a key nor the zeros of an erased one.
  var damagedSlots: [UInt64] = []
  /// Past every slot that something is sealed with.
  var nextSlot: UInt64 = 1
  /// That of the last record of format 2.
  var epoch: UInt32 = 1
  private var hasVault = false
  var records: UInt64 = 0
  var openedSeals: UInt64 = 0
  var erasedSeals: UInt64 = 0
  /// The last records that the file has under their positions.
  var last: UInt64 = 0

  /// Whether the file's pages are to be made anew.
  var needsNewFile: Bool { damagedPages > 0 || !elsewhere.isEmpty }

  func fault(at position: UInt64) -> RecordFault? {
    var (low, high) = (0, faults.count)
    while low < high {
      let middle = (low + high) / 2
      if faults[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < faults.count && faults[low].position == position ? faults[low].fault : nil
  }
}

extension Survey {
  /// Reads all that is in the log up to the head; slots up to `slots` are in use. Of a vault that is missing or another log's
  /// nothing is.
  init(_ log: StoredLog, _ origin: LogOrigin, head: UInt64, slots: UInt64) throws(EventLogError) {
    elsewhere = try Self.elsewhere(log, head: head)
    hasVault = log.vault != nil && !VaultHead.isForeign(log, origin)
    if hasVault { damagedSlots = try Self.damagedSlots(log, before: slots) }
    let seals = SealCheck(origin)
    var source = try RecordSource(log.pages, log.records, elsewhere: elsewhere)
    for position in stride(from: 1, through: head, by: 1) {
      let found = try source.record(at: position)
      if let found {
        try take(found.bytes, Position(position), log, seals)
        if found.place != nil { last = position }
      } else {
        faults.append((position, .missing))
        tree.append([])
      }
    }
    damagedPages = source.damagedPages
    guard damagedPages > 0 else { return }
    faults = faults.map { $0.fault == .missing ? ($0.position, .page) : $0 }
  }

  /// The last position that has a record under it.
  static func last(_ log: StoredLog) throws(EventLogError) -> UInt64 {
    var cursor = try RecordCursor(log.pages, log.records)
    var last: UInt64 = 0
    while let found = try cursor.advance() { last = found.position }
    return last
  }

  private static func elsewhere(_ log: StoredLog, head: UInt64) throws(EventLogError) -> [UInt64: PageFile.Place] {
    var cursor = try RecordCursor(log.pages, log.records)
    var expected: UInt64 = 1
    var gaps: [ClosedRange<UInt64>] = []
    while let found = try cursor.advance(), found.position <= head {
      if found.position > expected { gaps.append(expected...found.position - 1) }
      expected = found.position + 1
    }
    if expected <= head { gaps.append(expected...head) }
    guard !gaps.isEmpty else { return [:] }
    return try log.elsewhere { position in
      var (low, high) = (0, gaps.count)
      while low < high {
        let middle = (low + high) / 2
        if gaps[middle].upperBound < position { low = middle + 1 } else { high = middle }
      }
      return low < gaps.count && gaps[low].contains(position)
    }
  }

  private static func damagedSlots(_ log: StoredLog, before next: UInt64) throws(EventLogError) -> [UInt64] {
    var damaged: [UInt64] = []
    for slot in stride(from: 1, to: next, by: 1) {
      guard let bytes = try log.slot(slot), case .key = Vault.decode(bytes.span, slot: slot) else {
        if let bytes = try log.slot(slot), case .erased = Vault.decode(bytes.span, slot: slot) { continue }
        damaged.append(slot)
        continue
      }
    }
    return damaged
  }

  private mutating func take(
    _ bytes: [UInt8], _ position: Position, _ log: StoredLog, _ seals: SealCheck
  ) throws(EventLogError) {
    records += 1
    do throws(RecordFault) {
      let (layout, leaf, header) = try StoredRecord.checked(bytes, position)
      tree.append([(leaf, 0)])
      if layout.format == .two { epoch = header.epoch }
      if let fault = try open(bytes, layout, position, header.type, log, seals) {
        faults.append((position.value, fault))
      }
    } catch {
      tree.append(StoredRecord.leaf(bytes, position).map { [($0.leaf, 0)] } ?? [])
      faults.append((position.value, error))
    }
  }

  /// What is wrong with a seal of a record that is sound otherwise.
  private mutating func open(
    _ bytes: [UInt8], _ layout: RecordLayout, _ position: Position, _ type: UInt32, _ log: StoredLog, _ seals: SealCheck
  ) throws(RecordFault) -> RecordFault? {
    var fault: RecordFault?
    for seal in try Seal.all(bytes.span, layout) {
      nextSlot = max(nextSlot, seal.slot &+ 1)
      guard hasVault else { continue }
      guard let slot = try? log.slot(seal.slot) else {
        fault = .key(slot: seal.slot)
        continue
      }
      switch Vault.decode(slot.span, slot: seal.slot) {
      case .erased: erasedSeals += 1
      case .damaged: fault = .key(slot: seal.slot)
      case .key(let key):
        let opens = try? seals.opens(seal, of: bytes, layout.format, position, type: type, under: key)
        if opens == true { openedSeals += 1 } else { fault = .seal }
      }
    }
    return fault
  }
}
