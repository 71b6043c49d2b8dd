import FactSchema
import LMDB
import TestSupport
import Testing

@testable import EventLog

@Suite struct `Reading` {
  let fixture: Fixture
  let log: JournaledLog

  init() throws {
    fixture = try Fixture()
    log = try fixture.open()
    // The first are in the log's file, the others in its journal, in batches of two.
    try log.append((1...12).map { Fixture.record($0, open: [UInt8($0)]) })
    try log.checkpoint()
    for position in stride(from: 13, to: 20, by: 2) as StrideTo<UInt64> {
      try log.append([position, position + 1].map { Fixture.record($0, open: [UInt8($0)]) })
    }
  }

  /// The numbers of the records.
  func positions(_ records: [LogRecord]) -> [UInt64] { records.map(\.header.position.value) }

  /// Flips a bit of the stored record; `byte` counts from the record's end when it is negative.
  func damage(_ position: UInt64, byte: Int) throws {
    let key = Position(position).key
    var write = try log.environment.write()
    var bytes = try #require(try write.get(key, in: log.records))
    bytes[byte < 0 ? bytes.count + byte : byte] ^= 1
    try write.put(key, bytes, in: log.records)
    try write.commit()
  }

  @Test func `forward from any position`() throws {
    #expect(positions(try log.read(after: .zero, limit: 100)) == Array(1...20))
    #expect(positions(try log.read(after: Position(7), limit: 3)) == [8, 9, 10])
    #expect(positions(try log.read(after: Position(19), limit: 3)) == [20])
    #expect(positions(try log.read(after: Position(20), limit: 3)) == [])
    #expect(positions(try log.read(after: Position(1000), limit: 3)) == [])
  }

  @Test func `backward from any position`() throws {
    #expect(positions(try log.readBackward(before: Position(.max), limit: 3)) == [20, 19, 18])
    #expect(positions(try log.readBackward(before: Position(4), limit: 10)) == [3, 2, 1])
    #expect(positions(try log.readBackward(before: Position(1), limit: 10)) == [])
    #expect(positions(try log.readBackward(before: .zero, limit: 10)) == [])
  }

  @Test func `from the journal as from the file`() throws {
    for position in 1...20 as ClosedRange<UInt64> {
      #expect(positions(try log.read(after: Position(position - 1), limit: 1)) == [position])
      #expect(positions(try log.readBackward(before: Position(position + 1), limit: 1)) == [position])
      #expect(try log.record(at: Position(position))?.open == [UInt8(position)])
    }
    let many = try log.records(at: [20, 3, 12, 13, 25, 14].map { Position($0) })
    #expect(try many.map { try $0.get().header.position.value } == [20, 3, 12, 13, 14])
    let all = try log.read(after: .zero, limit: 100)
    try log.checkpoint()
    #expect(try log.read(after: .zero, limit: 100) == all)
  }

  @Test func `no more once the bytes asked for were read`() throws {
    let one = try #require(try log.environment.read().get(Position(1).key, in: log.records)).count
    #expect(positions(try log.read(after: .zero, limit: 100, maxBytes: one * 3)) == [1, 2, 3])
    #expect(positions(try log.read(after: .zero, limit: 100, maxBytes: 1)) == [1])
  }

  @Test func `past the head and at 0 there is nothing`() throws {
    #expect(try log.record(at: .zero) == nil)
    #expect(try log.record(at: Position(21)) == nil)
    #expect(try log.leaf(at: Position(21)) == nil)
  }

  @Test func `a scan sees types, subjects and slots without opening a seal`() throws {
    var seen: [UInt64] = []
    try log.scan(from: Position(17)) { (view) throws(FactLogError) in
      seen.append(view.position.value)
      #expect(view.type == 16)
      #expect(try view.subjects() == [SubjectID(.contact, 1)])
      #expect(try view.slot() == 1)
      #expect(try view.openPart().open == [UInt8(view.position.value)])
      return .next
    }
    #expect(seen == [18, 19, 20])
  }

  /// The format, the header's length, the header, the open part, the seals and the check.
  @Test(arguments: [0, 3, 5, 60, 170, 185, -20, -1])
  func `a damaged record is refused by position and the rest is served`(byte: Int) throws {
    try damage(5, byte: byte)
    #expect(throws: FactLogError.self) { try log.record(at: Position(5)) }
    #expect(positions(try log.read(after: .zero, limit: 100)) == [1, 2, 3, 4])
    let error = #expect(throws: FactLogError.self) { try log.read(after: Position(4), limit: 100) }
    guard case .damaged(let position, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position == Position(5))
    #expect(positions(try log.read(after: Position(5), limit: 100)) == Array(6...20))
    #expect(positions(try log.readBackward(before: Position(.max), limit: 100)) == Array((6...20).reversed()))
    #expect(positions(try log.readBackward(before: Position(5), limit: 100)) == [4, 3, 2, 1])
    let many = try log.records(at: [Position(4), Position(5), Position(6)])
    #expect(many.map { (try? $0.get())?.header.position.value } == [4, nil, 6])
  }

  @Test func `a record that is not there is refused by position`() throws {
    var write = try log.environment.write()
    try write.delete(Position(5).key, in: log.records)
    try write.commit()
    #expect(throws: FactLogError.damaged(position: Position(5), fault: .missing)) { try log.record(at: Position(5)) }
    #expect(throws: FactLogError.damaged(position: Position(5), fault: .missing)) {
      try log.read(after: Position(4), limit: 1)
    }
    #expect(positions(try log.read(after: Position(5), limit: 1)) == [6])
  }

  @Test func `the last records being gone is damage like any other, and the log goes on behind them`() throws {
    try log.checkpoint()
    var write = try log.environment.write()
    for position in [19, 20] as [UInt64] { try write.delete(Position(position).key, in: log.records) }
    try write.commit()
    func expectTheRest(_ log: JournaledLog) throws {
      for gone in [19, 20] as [UInt64] {
        let fault = FactLogError.damaged(position: Position(gone), fault: .missing)
        #expect(throws: fault) { try log.record(at: Position(gone)) }
        #expect(throws: fault) { try log.read(after: Position(gone - 1), limit: 1) }
        #expect(throws: fault) { try log.readBackward(before: Position(gone + 1), limit: 1) }
      }
      #expect(positions(try log.read(after: .zero, limit: 100)) == Array(1...18))
      var visited: [UInt64] = []
      let last = try log.scanPastDamage(from: .zero, limit: 100) { visited.append($0.position.value) }
      #expect(visited == Array(1...18) + (log.head > Position(20) ? [21] : []))
      #expect(last == log.head)
    }
    try expectTheRest(log)
    try log.append([Fixture.record(21, open: [21])])
    try expectTheRest(log)
    try log.checkpoint()
    try expectTheRest(log)
  }

  @Test func `a record moved to another key is refused`() throws {
    var write = try log.environment.write()
    let bytes = try #require(try write.get(Position(6).key, in: log.records))
    try write.put(Position(5).key, bytes, in: log.records)
    try write.commit()
    #expect(throws: FactLogError.damaged(position: Position(5), fault: .position(6))) {
      try log.record(at: Position(5))
    }
  }
}
