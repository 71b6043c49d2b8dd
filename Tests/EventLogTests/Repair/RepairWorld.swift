import Bytes
import FactSchema
import Foundation
import LMDB
import TestSupport
import Testing

@testable import EventLog

/// A log whose every byte is known, copies of it, and ways to damage it.
struct RepairWorld {
  let fixture: Fixture
  /// What LMDB says that the log holds: its records and values.
  let original: [[UInt8]: [UInt8]]
  let vault: [UInt8]
  /// How many contacts there are, each with a slot.
  static let contacts: UInt64 = 24
  static let olderHead: UInt64 = 180
  static let head: UInt64 = 260

  var folder: String { fixture.options.folder }
  func path(_ name: String) -> String { fixture.folder.path(name) }

  /// 260 facts: most sealed under the keys of 24 contacts, some too long for a page, some with nothing sealed. A copy
  /// `older` of the first 180, and a copy `whole` of all.
  init() throws {
    fixture = try Fixture()
    for head in [Self.olderHead, Self.head] {
      do {
        let log = try fixture.open()
        let from = log.head.value + 1
        try log.append((from...head).map(Self.record))
        try log.checkpoint()
      }
      try Self.copy(fixture.options.folder, fixture.folder.path(head == Self.head ? "whole" : "older"))
    }
    original = try Self.dump(fixture.options.folder)
    vault = try Self.bytes(fixture.options.folder + "/vault")
  }

  static func record(_ position: UInt64) -> PendingRecord {
    let contact = (position - 1) % contacts + 1
    let open = [UInt8](repeating: UInt8(position % 251), count: position % 37 == 0 ? 9_000 : 20 + Int(position % 90))
    let isSealed = position % 11 != 0 || position <= contacts
    return Fixture.record(
      position, contact: contact, personal: isSealed ? Array("a name of \(position)".utf8) : [],
      slot: isSealed ? contact : nil, open: open)
  }

  static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  static func copy(_ folder: String, _ target: String) throws {
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(atPath: folder, toPath: target)
  }

  /// All that is in the log's file, as LMDB reads it.
  static func dump(_ folder: String) throws -> [[UInt8]: [UInt8]] {
    let environment = try Environment(
      .init(path: folder + "/log", mapSize: 0, maxTables: 4, durability: .synced, readOnly: true))
    var found: [[UInt8]: [UInt8]] = [:]
    for table in [try environment.openMainTable(), try environment.openTable("records", create: false)] {
      try environment.read().scan(table) { key, value in
        if !key.text.hasPrefix("records") { found[Array(copying: key)] = Array(copying: value) }
        return .next
      }
    }
    return found
  }

  // MARK: Damage

  /// Changes the bytes of a file in a folder of the world.
  func change(_ folder: String, _ name: String = "log/data.mdb", _ body: (inout [UInt8]) throws -> Void) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(name)")
    var bytes = try Self.bytes(url.path)
    try body(&bytes)
    // In place: the file stays the one that it is.
    let handle = try FileHandle(forUpdating: url)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  /// Where the record stands in the file, as often as it does.
  func places(_ position: UInt64, in file: [UInt8]) -> [Int] {
    let record = original[Position(position).key] ?? []
    var found: [Int] = []
    let data = Data(file)
    var start = data.startIndex
    while let range = data.range(of: Data(record), in: start..<data.endIndex) {
      found.append(range.lowerBound)
      start = range.upperBound
    }
    return found
  }

  enum Part: String, CaseIterable, Sendable {
    case format, length, openLength, subject, counts, open, seals, check
  }

  /// Flips a bit in parts of the record, wherever the file has it.
  func flip(_ parts: Part..., at position: UInt64, in folder: String? = nil) throws {
    let record = original[Position(position).key] ?? []
    let header = Int(record.span.bigEndian(at: 1, as: UInt32.self))
    let open = Int(record.span.bigEndian(at: 5 + 64, as: UInt32.self))
    try change(folder ?? self.folder) { bytes in
      let found = places(position, in: bytes)
      try #require(!found.isEmpty)
      for part in parts {
        let offset =
          switch part {
          case .format: 0
          case .length: 4
          case .openLength: 5 + 66
          case .subject: 5 + 40
          case .counts: 5 + 165
          case .open: 5 + header + open / 2
          case .seals: 5 + header + open + (record.count - 8 - 5 - header - open) / 2
          case .check: record.count - 3
          }
        for start in found { bytes[start + offset] ^= 4 }
      }
    }
  }

  /// Makes another record of one, whose own digests all hold: only the audit tree tells it from what it was.
  func forge(_ position: UInt64, in folder: String) throws {
    let record = original[Position(position).key] ?? []
    var layout = try RecordLayout(record.span)
    var forged = record
    forged[layout.open.lowerBound] ^= 1
    let digest = Hashing.digest(forged.span, layout.open).bytes
    let place = layout.header.lowerBound + HeaderLayout.openDigest
    forged.replaceSubrange(place..<place + 32, with: digest)
    layout = try RecordLayout(forged.span)
    forged.replace(at: forged.count - 8, byBigEndian: Hashing.leaf(forged.span, header: layout.header).words.0)
    try change(folder) { bytes in
      for start in places(position, in: bytes) { bytes.replaceSubrange(start..<start + forged.count, with: forged) }
    }
  }

  func changeSlot(_ slot: UInt64, in folder: String? = nil, _ body: (inout [UInt8]) -> Void) throws {
    try change(folder ?? self.folder, "vault") { bytes in
      var found = Array(bytes[Vault.offset(slot)..<Vault.offset(slot) + 64])
      body(&found)
      bytes.replaceSubrange(Vault.offset(slot)..<Vault.offset(slot) + 64, with: found)
    }
  }

  /// The number of the leaf page in use that has the record, or of its first page of its own.
  func page(of position: UInt64) throws -> Int {
    let log = try StoredLog(folder)
    var cursor = try RecordCursor(log.pages, log.records)
    while let found = try cursor.advance() {
      if found.position == position { return found.place.offset / log.pages.pageBytes }
    }
    throw EventLogError.notALog(path: folder, reason: "no record \(position)")
  }

  // MARK: Repairing

  func repair(_ copies: String..., checks: Bool = false) throws -> LogRepair.Report {
    try LogRepair.run(folder, from: copies.map(path), checks: checks)
  }

  /// The log is what it was, byte for byte, and a repair finds nothing more to do.
  func expectWhole() throws {
    #expect(try Self.dump(folder) == original)
    #expect(try Self.bytes(folder + "/vault") == vault)
    let again = try repair()
    #expect(again.findings == [] && !again.isWritten)
    let log = try fixture.open()
    #expect(log.head == Position(Self.head) && log.root == again.root)
  }

  /// What is in the folder's files.
  func files(_ name: String? = nil) throws -> [[UInt8]] {
    try ["log/data.mdb", "log/journal", "vault"].map { try Self.bytes("\(name.map(path) ?? folder)/\($0)") }
  }
}
