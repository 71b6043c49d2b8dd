import EventLog
import FactSchema
import TestSupport
import Testing

@Suite struct `Appending` {
  let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @Test func `a new log is at position 0 with the root of nothing`() throws {
    let log = try fixture.open()
    #expect(log.head == .zero)
    #expect(log.root.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `a record is read back as it was handed in`() throws {
    let log = try fixture.open()
    let pending = Fixture.record(1)
    try log.append([pending])
    let record = try #require(try log.record(at: Position(1)))
    #expect(record.header == pending.header)
    #expect(record.open == Array(pending.message[..<pending.openCount]))
    #expect(record.personal == .plain(Array(pending.message[pending.openCount...])))
    #expect(record.slot == 1)
  }

  @Test func `reopening goes on where it was`() throws {
    var root = try { () in
      let log = try fixture.open()
      try log.append([Fixture.record(1), Fixture.record(2)])
      return log.root
    }()
    let log = try fixture.open()
    #expect(log.head == Position(2))
    #expect(log.root == root)
    root = try log.append([Fixture.record(3)]).root
    #expect(log.root == root)
    #expect(try log.read(after: .zero, limit: 10).map(\.header.position.value) == [1, 2, 3])
  }

  @Test func `a second opening of the folder is refused`() throws {
    let log = try fixture.open()
    #expect(throws: EventLogError.lockedByAnother(path: fixture.options.folder)) { try fixture.open() }
    #expect(log.head == .zero)
  }
}
