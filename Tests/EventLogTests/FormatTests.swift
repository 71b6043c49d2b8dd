import Bytes
import FactSchema
import Foundation
import LMDB
import TestSupport
import Testing

@testable import EventLog

@Suite struct `A log of format 1` {
  @Test func `is opened, renewed and goes on with records of format 2`() throws {
    let old = try FormerLog(3)
    do {
      let log = try old.fixture.open()
      #expect(log.head == Position(3) && log.nextFreeSlot == 4 && log.status.epoch == 1)
      try log.append([Fixture.record(4, contact: 4, slot: 4)])
    }
    let log = try old.fixture.open()
    #expect(log.head == Position(4))
    var formats: [Bool] = []
    var epochs: [UInt32] = []
    try log.scan(from: .zero) { (view) throws(FactLogError) in
      formats.append(view.isOfFormat1)
      epochs.append(try view.header().epoch)
      return .next
    }
    #expect(formats == [true, true, true, false])
    #expect(epochs == [0, 0, 0, 1])
    #expect(try log.record(at: Position(4))?.personal == .plain(Array("Ada Lovelace".utf8)))
  }

  @Test func `is refused where its next free slot is one that a record is sealed with`() throws {
    let old = try FormerLog(3, nextSlot: 3)
    let path = old.fixture.options.folder + "/log"
    let reason =
      "its next free slot is 3, and the record at position 3 is sealed with slot 3: put a sound copy of the log back"
    #expect(throws: EventLogError.notALog(path: path, reason: reason)) { try old.fixture.open() }
  }
}

@Suite struct `What is kept when a subject is erased` {
  let fixture: Fixture
  static let own = Array("her note".utf8)
  static let bill = Array("her bill".utf8)

  init() throws { fixture = try Fixture() }

  static func record(_ kept: KeptPart = KeptPart(count: bill.count, key: .slot(2), until: 25_000)) -> PendingRecord {
    var record = Fixture.record(1, personal: own + bill)
    record.kept = kept
    return record
  }

  @Test(arguments: LogKind.allCases, [[], [1], [2], [1, 2]] as [[UInt64]])
  func `is what another key seals`(_ kind: LogKind, _ erased: [UInt64]) throws {
    let made = try kind.make()
    let log = made.log
    try log.append([Self.record()])
    #expect(log.nextFreeSlot == 3)
    for slot in erased { try log.erase(slot: slot) }
    let record = try #require(try log.record(at: Position(1)))
    #expect(record.slot == 1 && record.open == [1, 2, 3])
    let expected: PersonalPart =
      switch erased {
      case []: .plain(Self.own + Self.bill)
      case [1]: .partly(Self.bill)
      case [2]: .partly(Self.own)
      default: .erased
      }
    #expect(record.personal == expected)
    let fact = StoredFact(record)
    #expect(fact.isErased == !erased.isEmpty)
    #expect(fact.message == [1, 2, 3] + (erased.contains(1) ? [] : Self.own) + (erased.contains(2) ? [] : Self.bill))
  }

  @Test func `is there alone, and then the record has no slot of its subject's`() throws {
    let log = try fixture.open()
    var record = Fixture.record(1, personal: Self.bill, slot: nil)
    record.kept = KeptPart(count: Self.bill.count, key: .slot(1), until: 1)
    try log.append([record])
    #expect(try log.record(at: Position(1))?.slot == nil)
    #expect(try log.record(at: Position(1))?.personal == .plain(Self.bill))
  }

  @Test(
    arguments: [
      KeptPart(count: 0, key: .slot(2), until: 9), KeptPart(count: 100, key: .slot(2), until: 9),
      KeptPart(count: 3, key: .slot(2), until: 0), KeptPart(count: 3, key: .slot(1), until: 9),
    ])
  func `is refused without bytes, a day or a key of its own`(_ kept: KeptPart) throws {
    let log = try fixture.open()
    let reason = "what is kept of it has no bytes, no key of its own, or no day"
    #expect(throws: FactLogError.invalid(index: 0, reason: reason)) { try log.append([Self.record(kept)]) }
    #expect(log.head == .zero)
  }

  /// Everything but the seal's own tag is made to fit.
  @Test func `is bound to the day until which it is kept`() throws {
    do {
      let log = try fixture.open()
      try log.append([Self.record()])
      try log.checkpoint()
    }
    try changeDay()
    let log = try fixture.open()
    #expect(throws: FactLogError.damaged(position: Position(1), fault: .seal)) { try log.record(at: Position(1)) }
  }

  private func changeDay() throws {
    let environment = try Environment(
      .init(path: fixture.options.folder + "/log", mapSize: 1 << 30, maxTables: 4, durability: .synced))
    let records = try environment.openTable(LogMeta.recordsTable)
    var bytes = try #require(try environment.read().get(Position(1).key, in: records))
    let layout = try RecordLayout(bytes.span)
    let second = try Seal.all(bytes.span, layout)[1]
    bytes[second.combined.lowerBound - 5] ^= 1
    let digest = Hashing.digest(bytes.span, layout.seals).bytes
    let place = layout.header.lowerBound + HeaderLayout.sealsDigest
    bytes.replaceSubrange(place..<place + 32, with: digest)
    let check = Hashing.leaf(bytes.span, header: layout.header).bytes.prefix(8)
    bytes.replaceSubrange(layout.seals.upperBound..., with: check)
    var writing = try environment.write()
    try writing.put(Position(1).key, bytes, in: records)
    try writing.commit()
  }
}

@Suite struct `An epoch` {
  private static func record(_ position: UInt64, epoch: UInt32) -> PendingRecord {
    let header = EventHeader(
      position: Position(position), type: 16, recordedAt: Fixture.now, occurredAt: Fixture.now,
      subject: SubjectID(.contact, 1), version: Version(position), uid: 1000, role: .agent, epoch: epoch)
    return PendingRecord(header: header, message: [1], openCount: 1)
  }

  @Test(arguments: [false, true]) func `is that of the last record, also after a start`(_ isCheckpointed: Bool) throws {
    let fixture = try Fixture()
    do {
      let log = try fixture.open()
      #expect(log.status.epoch == 1)
      try log.append([Self.record(1, epoch: 1), Self.record(2, epoch: 2), Self.record(3, epoch: 2)])
      #expect(log.status.epoch == 2)
      if isCheckpointed { try log.checkpoint() }
    }
    let log = try fixture.open()
    #expect(log.status.epoch == 2)
    for epoch in [0, 1, 4] as [UInt32] {
      let reason = "its epoch is \(epoch), expected 2"
      #expect(throws: FactLogError.invalid(index: 0, reason: reason)) { try log.append([Self.record(4, epoch: epoch)]) }
    }
    try log.append([Self.record(4, epoch: 3)])
    #expect(log.status.epoch == 3)
  }
}

@Suite struct `A request's digest` {
  private static func part(_ open: String, _ personal: String, beside: String = "") -> RequestPart {
    RequestPart(
      type: 16, message: Array((open + personal).utf8), openCount: open.utf8.count, time: (-5, 7),
      forms: [.time, .address], beside: Array(beside.utf8))
  }

  /// Records of one command: the second seals nothing of its own, and the third has nothing personal.
  private static let records: [PendingRecord] = {
    var records = (1...3 as ClosedRange<UInt64>).map { number in
      let header = EventHeader(
        position: Position(number), type: 16, recordedAt: Fixture.now, occurredAt: Fixture.now,
        subject: SubjectID(.contact, 1), version: Version(number), uid: 1000, role: .agent, commandID: "c",
        index: UInt16(number - 1), count: 3)
      let message = [1, 2] + (number == 1 ? Array("Ada".utf8) : [])
      return PendingRecord(header: header, message: message, openCount: 2, key: number == 3 ? nil : .slot(1))
    }
    records[0].request = part("open", "Ada", beside: "why")
    records[1].request = part("", "ada@example.org")
    records[2].request = part("open", "")
    return records
  }()

  /// The oracle is Python's hashlib and hmac, with the key of slot 1: the origin, the journal's generation and the log's secret
  /// took the first 64 bytes, and in memory origin and secret the first 48, so that keys count on from there.
  @Test(arguments: LogKind.allCases)
  func `has of what is personal only codes under the key`(_ kind: LogKind) throws {
    let made = try kind.make()
    let log = made.log
    try log.append(Self.records)
    let digests = try log.read(after: .zero, limit: 3).map(\.header.requestDigest.description)
    #expect(
      digests
        == (kind == .memory
          ? [
            "0c6efd899dcc30b3e778759b63312af2b31b24a261d3c553ad1c99ad8ad700c1",
            "d0de18aabf269220c77984c3b9fa35275dcf40d0d7aa3d603acef3bbf0b2b2ce",
            "78affdd1b5086ecb91b26dd0b21b990ef6923faf1efb9e860c0a06ee7f7f218a",
          ]
          : [
            "ab629bd3b4fa48e52e48286ca52fe913dcb5dac72ad0733b27c3f594d8f6938b",
            "73b32a760f9e6df2f96845f31c252774063b3a2ba315a1de5de22a720eb13d97",
            "41f79c9effd59dc2997264831bd564eeaf3ad986c3adea26be52afd17222b686",
          ]))
  }

  @Test(arguments: LogKind.allCases)
  func `is made again while the key is there, and the seal of nothing has nothing to lose`(_ kind: LogKind) throws {
    let made = try kind.make()
    let log = made.log
    try log.append(Self.records)
    #expect(try log.read(after: .zero, limit: 3).map(\.slot) == [1, 1, nil])
    var digest = RequestDigest()
    for record in Self.records {
      let part = try #require(record.request)
      let code =
        part.hasPersonal
        ? try log.code(
          of: part.message.span.extracting(part.openCount...), slot: 1, position: record.header.position) : nil
      #expect(try log.record(at: record.header.position)?.header.requestDigest == digest.next(part, code: code))
    }
    #expect(try log.record(at: Position(2))?.personal == .plain([]))
    try log.erase(slot: 1)
    let nothing: [UInt8] = []
    let code = try log.code(of: nothing.span, slot: 1, position: Position(1))
    #expect(code == nil)
    #expect(try log.record(at: Position(1))?.personal == .erased)
    #expect(try log.record(at: Position(2))?.personal == .plain([]))
  }
}
