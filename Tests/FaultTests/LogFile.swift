import Foundation
import TestSupport

/// The log's files as their format has them, to be damaged while the daemon is away.
struct LogFile {
  let folder: String

  init(_ dataFolder: String) { folder = dataFolder }

  private var data: URL { URL(fileURLWithPath: folder + "/log/data.mdb") }
  private var journal: URL { URL(fileURLWithPath: folder + "/log/journal") }
  private var vault: URL { URL(fileURLWithPath: folder + "/vault") }

  /// What of a record is damaged.
  enum Part: String, CaseIterable, Sendable { case header, open, seals }

  /// Flips a bit in a part of the record at the position, wherever the file has it.
  func flip(_ part: Part, ofRecordAt position: Int) throws {
    var bytes = [UInt8](try Data(contentsOf: data))
    for record in Self.records(at: position, in: bytes) {
      let header = record + 5
      let headerCount = Self.number(bytes, record + 1, 4)
      let openCount = Self.number(bytes, header + 64, 4)
      switch part {
      case .header: bytes[header + 30] ^= 1
      case .open: bytes[header + headerCount + openCount - 1] ^= 1
      case .seals: bytes[header + headerCount + openCount + 30] ^= 1
      }
    }
    try Data(bytes).write(to: data)
  }

  /// Says of the record at the position that it is 2 GiB long.
  func makeTooLong(_ position: Int) throws {
    let handle = try FileHandle(forUpdating: data)
    let bytes = [UInt8](try Data(contentsOf: data))
    for record in Self.records(at: position, in: bytes) {
      // A node of LMDB: the data's length in two halves, flags, the key's length, the key.
      try handle.seek(toOffset: UInt64(record - 16))
      try handle.write(contentsOf: [0xFF, 0xFF, 0xFF, 0x7F])
    }
    try handle.close()
  }

  /// Each leaf page of LMDB's that has a record at the position, older versions of it included, and the positions on it.
  func leaves(withRecordAt position: Int) throws -> [(page: Int, positions: [Int])] {
    let bytes = [UInt8](try Data(contentsOf: data))
    return (0..<bytes.count / 4_096).compactMap { page in
      let positions = Self.positions(onLeaf: Array(bytes[page * 4_096..<page * 4_096 + 4_096]))
      return positions.contains(position) ? (page, positions) : nil
    }
  }

  /// The keys of 8 bytes on a page: its number, flags (2 is a leaf), where its free space begins and ends, and where each node
  /// is; a node is its data's length in two halves, flags, the key's length, the key.
  private static func positions(onLeaf page: [UInt8]) -> [Int] {
    func little(_ at: Int) -> Int { Int(page[at]) | Int(page[at + 1]) << 8 }
    guard little(10) == 2, (16..<4_096).contains(little(12)) else { return [] }
    return stride(from: 16, to: little(12), by: 2).compactMap { pointer in
      let node = little(pointer)
      guard (16..<4_080).contains(node), little(node + 6) == 8 else { return nil }
      return number(page, node + 8, 8)
    }
  }

  /// Fills the page of the log's file with zeros.
  func zero(page: Int) throws {
    let handle = try FileHandle(forUpdating: data)
    try handle.seek(toOffset: UInt64(page) * 4_096)
    try handle.write(contentsOf: [UInt8](repeating: 0, count: 4_096))
    try handle.close()
  }

  /// Where records with that key begin: the key, then the format, then a length below 65,536.
  private static func records(at position: Int, in bytes: [UInt8]) -> [Int] {
    let pattern = Data((0..<8).map { UInt8(truncatingIfNeeded: position >> (56 - 8 * $0)) } + [2, 0, 0])
    let data = Data(bytes)
    var found: [Int] = []
    var start = data.startIndex
    while let range = data.range(of: pattern, in: start..<data.endIndex) {
      found.append(range.lowerBound + 8)
      start = range.upperBound
    }
    return found
  }

  /// Damages a slot of the vault, or fills it with zeros.
  func damageSlot(_ slot: Int, zeroed: Bool) throws {
    var bytes = [UInt8](try Data(contentsOf: vault))
    let start = 4_096 + 64 * slot
    if zeroed {
      bytes.replaceSubrange(start..<start + 64, with: repeatElement(0, count: 64))
    } else {
      bytes[start + 7] ^= 1
    }
    try Data(bytes).write(to: vault)
  }

  func emptyJournal() throws { try Data().write(to: journal) }

  /// Flips a bit in the journal's last entry, or the one before.
  func flipJournalEntry(fromEnd place: Int = 0) throws {
    var bytes = [UInt8](try Data(contentsOf: journal))
    let generation = bytes[32..<48]
    let entries = stride(from: 4_096, to: bytes.count, by: 4_096).filter { start in
      bytes[start..<start + 4].elementsEqual("KJE2".utf8) && bytes[start + 8..<start + 24].elementsEqual(generation)
    }
    bytes[entries[entries.count - 1 - place] + 100] ^= 1
    try Data(bytes).write(to: journal)
  }

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
  }
}
