import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `The vault` {
  let fixture: Fixture

  init() throws { fixture = try Fixture() }

  /// Appends a record of a new contact for each of the next slots.
  func appendContacts(_ count: UInt64, to log: JournaledLog) throws {
    let status = log.status
    try log.append(
      (0..<count).map {
        Fixture.record(status.head.value + 1 + $0, contact: status.nextFreeSlot + $0, slot: status.nextFreeSlot + $0)
      })
  }

  var vaultURL: URL { URL(fileURLWithPath: fixture.options.folder + "/vault") }

  @Test func `slots go on after the highest that a record carries`() throws {
    do {
      let log = try fixture.open()
      #expect(log.nextFreeSlot == 1)
      try appendContacts(3, to: log)
      #expect(log.nextFreeSlot == 4)
    }
    #expect(try fixture.open().nextFreeSlot == 4)
  }

  @Test func `no two slots have the same key, over blocks and restarts`() throws {
    for _ in 0..<3 {
      let log = try JournaledLog.open(fixture.options, now: Fixture.now)
      try appendContacts(100, to: log)
    }
    let bytes = Array(try Data(contentsOf: vaultURL))
    var keys: Set<[UInt8]> = []
    for slot in 1...300 {
      let start = Vault.headerBytes + slot * Vault.slotBytes
      keys.insert(Array(bytes[start..<(start + Vault.keyBytes)]))
    }
    #expect(keys.count == 300)
  }

  @Test func `an erased subject's records keep their open part and lose the rest for good`() throws {
    do {
      let log = try fixture.open()
      try appendContacts(2, to: log)
      let root = log.root
      try log.erase(slot: 1)
      let erased = try #require(try log.record(at: Position(1)))
      #expect(erased.personal == .erased)
      #expect(erased.open == [1, 2, 3])
      #expect(erased.slot == 1)
      #expect(try log.record(at: Position(2))?.personal == .plain(Array("Ada Lovelace".utf8)))
      #expect(log.root == root)
    }
    #expect(try fixture.open().record(at: Position(1))?.personal == .erased)
  }

  @Test func `a damaged key is told from an erased one`() throws {
    do { try appendContacts(2, to: try fixture.open()) }
    var bytes = try Data(contentsOf: vaultURL)
    bytes[Vault.headerBytes + Vault.slotBytes + 5] ^= 1
    try bytes.write(to: vaultURL)
    let log = try fixture.open()
    #expect(throws: FactLogError.damaged(position: Position(1), fault: .key(slot: 1))) {
      try log.record(at: Position(1))
    }
    #expect(try log.record(at: Position(2)) != nil)
  }

  @Test func `keys made ahead that a cut left unsound are made again before use`() throws {
    do { try appendContacts(2, to: try fixture.open()) }
    var bytes = try Data(contentsOf: vaultURL)
    bytes[Vault.headerBytes + 10 * Vault.slotBytes + 5] ^= 1
    try bytes.write(to: vaultURL)
    let log = try JournaledLog.open(fixture.options, now: Fixture.now)
    try appendContacts(20, to: log)
    #expect(try log.read(after: .zero, limit: 100).count == 22)
  }

  private static let remedy = ": put the newest sound copy of this log's vault back"

  @Test func `another log's vault is refused`() throws {
    do { _ = try fixture.open() }
    let other = try Fixture()
    do { _ = try JournaledLog.open(other.options, now: Fixture.now) }
    try FileManager.default.removeItem(at: vaultURL)
    try FileManager.default.copyItem(atPath: other.options.folder + "/vault", toPath: vaultURL.path)
    let refusal = EventLogError.notALog(path: vaultURL.path, reason: "the vault belongs to another log\(Self.remedy)")
    #expect(throws: refusal) { try fixture.open() }
  }

  @Test func `a vault that is gone or cut short is refused`() throws {
    do { try appendContacts(2, to: try fixture.open()) }
    let bytes = try Data(contentsOf: vaultURL)
    try bytes.prefix(Vault.headerBytes + 2 * Vault.slotBytes).write(to: vaultURL)
    let short = "the vault is cut short: it has 2 slots, the log uses 3\(Self.remedy)"
    #expect(throws: EventLogError.notALog(path: vaultURL.path, reason: short)) { try fixture.open() }
    try FileManager.default.removeItem(at: vaultURL)
    let missing = "the vault with the subjects' keys is missing\(Self.remedy)"
    #expect(throws: EventLogError.notALog(path: vaultURL.path, reason: missing)) { try fixture.open() }
  }

  @Test func `a vault with keys is not overwritten when its log is gone`() throws {
    do { try appendContacts(2, to: try fixture.open()) }
    let before = try Data(contentsOf: vaultURL)
    let path = fixture.options.folder + "/log"
    try FileManager.default.removeItem(atPath: path)
    let reason = "it is empty, but the vault holds keys: put the log back, or move the vault"
    #expect(throws: EventLogError.notALog(path: path, reason: reason)) { try fixture.open() }
    #expect(try Data(contentsOf: vaultURL) == before)
  }

  @Test func `only the owner can read the folder and the vault`() throws {
    do { _ = try fixture.open() }
    func mode(_ path: String) throws -> Int {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
    }
    #expect(try mode(fixture.options.folder) == 0o700)
    #expect(try mode(vaultURL.path) == 0o600)
    #expect(try mode(fixture.options.folder + "/log/data.mdb") == 0o600)
  }
}
