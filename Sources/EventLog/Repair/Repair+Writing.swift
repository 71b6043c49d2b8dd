import FactSchema
import Glibc
import LMDB

extension Repair {
  /// Writes what was planned, durably, and reads all of it again.
  mutating func write() throws(EventLogError) {
    let isNew = survey.needsNewFile
    guard isNew || !recipes.isEmpty || !slots.isEmpty || !values.isEmpty || vaultHead != nil else { return }
    try clear()
    // Before anything is written: what was derived without the records is to be made again, whatever ends this.
    try note(isNew: false)
    let isWritten = isNew ? false : try overwriteRecords()
    if !isWritten { try makeFile() }
    try overwriteVault()
    report.isWritten = true
    try verify()
  }

  private var damagePath: String { target.path + "/damaged" }
  private var newFolder: String { target.path + "/repairing" }

  /// Removes what a repair left that was cut off.
  private func clear() throws(EventLogError) {
    for name in ["data.mdb", "lock.mdb"] {
      guard unsafe unlink(newFolder + "/" + name) == 0 || errno == ENOENT || errno == ENOTDIR else {
        throw EventLogError.failed("unlink", newFolder + "/" + name)
      }
    }
    guard unsafe rmdir(newFolder) == 0 || errno == ENOENT else { throw EventLogError.failed("rmdir", newFolder) }
  }

  /// Says to the next start of a daemon which records were damaged: as it finds them sound, it makes everything derived again.
  private func note(isNew: Bool) throws(EventLogError) {
    let known = try DamageList.read(damagePath)
    var list = known.flatMap { $0.origin == origin ? $0 : nil } ?? DamageList(origin: origin)
    guard let file = try StoredFile(target.path + "/data.mdb") else { return }
    if isNew || list.file == 0 { list.file = file.number }
    if isNew { list.shunned = [] }
    list.found = Array(Set(list.found + mended).sorted().prefix(Damage.entriesMax))
    do throws(EventLogError) {
      try list.write(damagePath, durably: true)
    } catch {
      // A full disk: the log holds some space back for this.
      guard case .noSpace = error, Reserve.release(target.folder + "/reserve") else { throw error }
      try list.write(damagePath, durably: true)
    }
  }

  // MARK: In place

  /// Writes records and values over what stands in their places; false, with nothing written, where one has no such place.
  private func overwriteRecords() throws(EventLogError) -> Bool {
    for (key, bytes) in values where target.values[key]?.bytes.count != bytes.count { return false }
    let positions = recipes.keys.sorted()
    var records = try RepairedRecords(target, survey, copies, recipes)
    for position in positions {
      guard let found = try records.record(at: position), found.place?.count == found.bytes.count else { return false }
    }
    records = try RepairedRecords(target, survey, copies, recipes)
    let file = target.pages.file
    for position in positions {
      guard let found = try records.record(at: position), let place = found.place, let before = found.before else {
        continue
      }
      for range in Self.differences(before, found.bytes) {
        try file.write(Array(found.bytes[range]), at: place.offset + range.lowerBound)
      }
    }
    for (key, bytes) in values {
      if let place = target.values[key]?.place { try file.write(bytes, at: place.offset) }
    }
    try file.sync()
    return true
  }

  /// Where the bytes differ, in stretches: what is sound is not written again.
  private static func differences(_ before: [UInt8], _ after: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in after.indices where before[index] != after[index] {
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }

  private func overwriteVault() throws(EventLogError) {
    guard let vault = target.vault, vaultHead != nil || !slots.isEmpty else { return }
    if let vaultHead { try vault.write(vaultHead, at: 0) }
    for (slot, bytes) in slots { try vault.write(bytes, at: Vault.offset(slot)) }
    try vault.sync()
  }

  // MARK: A new file

  /// How much of the records is written at a time.
  private static let batchBytes = 4 << 20

  /// Makes the log's file anew of what is there and what is put right, and puts it in the old one's place.
  private func makeFile() throws(EventLogError) {
    do throws(EventLogError) {
      try fill()
      try syncFolder(newFolder)
      guard unsafe rename(newFolder + "/data.mdb", target.path + "/data.mdb") == 0 else {
        throw EventLogError.failed("rename", newFolder)
      }
      try syncFolder(target.path)
    } catch {
      try? clear()
      throw error
    }
    try note(isNew: true)
    try clear()
  }

  private func fill() throws(EventLogError) {
    var source = try RepairedRecords(target, survey, copies, recipes)
    let (environment, records, meta) = try translating { () throws(LMDBError) in
      let environment = try Environment(.init(path: newFolder, mapSize: 1 << 40, maxTables: 4, durability: .synced))
      return (environment, try environment.openTable(LogMeta.recordsTable), try environment.openMainTable())
    }
    var position: UInt64 = 1
    while position <= state.head.value {
      var batch: [(key: [UInt8], value: [UInt8])] = []
      var bytes = 0
      while position <= state.head.value, bytes < Self.batchBytes {
        if let found = try source.record(at: position) {
          batch.append((Position(position).key, found.bytes))
          bytes += found.bytes.count
        }
        position += 1
      }
      try translating { () throws(LMDBError) in
        var writing = try environment.write()
        for (key, value) in batch { try writing.append(key, value, in: records) }
        try writing.commit()
      }
    }
    try translating { () throws(LMDBError) in
      var writing = try environment.write()
      for (key, value) in target.values { try writing.put(key, values[key] ?? value.bytes, in: meta) }
      try writing.commit()
    }
  }

  // MARK: Afterwards

  /// Reads everything again: what was put right must be so, and nothing else may have changed.
  private mutating func verify() throws(EventLogError) {
    let log = try StoredLog(target.folder)
    let after = try Survey(log, origin, head: state.head.value, slots: max(state.nextSlot, later.last?.nextSlot ?? 1))
    let before = Set(survey.faults.map(\.position))
    for (position, fault) in after.faults {
      let isLeft = recipes[position].map { !$0.isWhole } ?? before.contains(position)
      guard isLeft else {
        throw .notALog(
          path: target.path, reason: "after the repair the record at position \(position) is damaged: \(fault)")
      }
    }
    guard after.damagedPages == 0, after.elsewhere.isEmpty, slots.keys.allSatisfy({ !after.damagedSlots.contains($0) })
    else { throw .notALog(path: target.path, reason: "after the repair pages or slots of it are damaged") }
    report.records = after.records
    report.openedSeals = after.openedSeals
    report.erasedSeals = after.erasedSeals
  }
}
