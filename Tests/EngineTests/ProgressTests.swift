import APISchema
import FactSchema
import Testing

@testable import Engine

@Suite struct `The time that a rebuild has left` {
  /// A build that began ten seconds ago and has read 1,000 of 2,000 facts, where 1,000 rows a second are written.
  static func building(_ now: ContinuousClock.Instant) -> ReadModelRegistry.Building {
    ReadModelRegistry.Building(
      generation: 2, job: 1, begun: now.advanced(by: .seconds(-10)), start: .zero, position: Position(1000),
      target: Position(2000), rowsPerSecond: 1000)
  }

  @Test func `is that of reading the rest, and of writing all rows then`() {
    let now = ContinuousClock.now
    var building = Self.building(now)
    building.rowsGathered = 5_000
    let info = building.info(at: now)
    // Ten seconds for the other half, and ten for the 10,000 rows that there will be.
    #expect(info.eventsPerSecond == 100)
    #expect(info.secondsLeft == 20)
    #expect(info.rowsGathered == 0)
  }

  @Test func `goes by how fast rows are written, once they are`() {
    let now = ContinuousClock.now
    var building = Self.building(now)
    (building.position, building.rowsGathered) = (Position(2000), 80_000)
    building.writingSince = now
    #expect(building.info(at: now).secondsLeft == 80)
    building.writingSince = now.advanced(by: .seconds(-5))
    building.rowsWritten = 20_000
    let info = building.info(at: now)
    #expect(info.secondsLeft == 15)
    #expect(info.rowsGathered == 80_000 && info.rowsWritten == 20_000)
    // Of the facts alone: the writing took none of their time.
    #expect(info.eventsPerSecond == 400)
  }
}

@Suite struct `A read model's state` {
  @Test func `is that of the build that is under way, whatever answers meanwhile`() {
    var entry = ReadModelRegistry.Entry(projection: Failing())
    #expect(entry.state == .building)
    entry.fault = ReadModelRegistry.Fault(position: Position(7), type: 0, cause: "because")
    #expect(entry.state == .stopped)
    entry.building = `The time that a rebuild has left`.building(.now)
    #expect(entry.state == .building)
  }
}

@Suite struct `What is told of faults` {
  @Test func `is a fault and its end once, whoever meets it`() {
    let said = Said()
    let notices = Notices { said.hear($0) }
    for writer in ["log", "contacts", "log"] { notices.diskIsFull(for: writer) }
    #expect(notices.sentences.count == 1 && said.kinds == [.fault])
    notices.diskHasRoom(for: "log")
    notices.diskHasRoom(for: "history")
    #expect(notices.lasts(.diskFull) && said.kinds == [.fault])
    notices.diskHasRoom(for: "contacts")
    notices.diskHasRoom(for: "contacts")
    #expect(!notices.lasts(.diskFull) && said.kinds == [.fault, .end])
    #expect(notices.sentences == ["the disk was full and has room again"])
    notices.diskIsFull(for: "log")
    #expect(said.kinds == [.fault, .end, .fault] && notices.sentences.count == 1)
  }

  @Test func `is bounded`() {
    let said = Said()
    let notices = Notices { said.hear($0) }
    for number in 0..<1000 { notices.add("event \(number % 500)") }
    notices.begin(.clockBehind, "the clock")
    #expect(notices.sentences.count == 101 && said.kinds.count == 101)
  }
}
