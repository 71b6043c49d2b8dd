import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

@Suite struct `A repair of a log's pages` {
  enum Harm: String, CaseIterable, Sendable { case zeros, noise, number, node, long }

  @Test(arguments: Harm.allCases, [UInt64(5), 74, 260])
  func `makes the file anew with all that was on them`(_ harm: Harm, _ position: UInt64) throws {
    let world = try RepairWorld()
    let page = try world.page(of: position)
    var dice = SeededGenerator(seed: 19)
    try world.change(world.folder) { bytes in
      let start = page * 4096
      switch harm {
      case .zeros: bytes.replaceSubrange(start..<start + 4096, with: repeatElement(0, count: 4096))
      case .noise:
        bytes.replaceSubrange(
          start..<start + 4096, with: (0..<4096).map { _ in UInt8.random(in: 0...255, using: &dice) })
      case .number: bytes[start + 1] ^= 1
      case .node: bytes[start + 13] ^= 0x40
      // Of a long record 64 KiB more than there are: whoever believes it ends by a signal.
      case .long: bytes[start + 14] ^= 0x40
      }
    }
    let report = try world.repair("whole")
    #expect(report.left == 0 && report.isWritten)
    #expect(report.findings.contains { $0.place == .pages })
    try world.expectWhole()
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/log/repairing"))
  }

  @Test func `needs no copy where records are only not found under their positions`() throws {
    let world = try RepairWorld()
    let log = try StoredLog(world.folder)
    let root = try #require(log.records.root)
    try world.change(world.folder) { bytes in
      // A key on the page that leads to the others.
      let start = Int(root) * 4096
      let node = start + Int(bytes[start + 20]) + Int(bytes[start + 21]) << 8
      bytes[node + 8] ^= 1
    }
    let report = try world.repair()
    #expect(report.left == 0 && report.findings.map(\.place) == [.pages])
    try world.expectWhole()
  }

  @Test func `keeps what is left of records that are in no copy`() throws {
    let world = try RepairWorld()
    let page = try world.page(of: 255)
    try world.flip(.open, at: 200)
    let damaged = try RepairWorld.bytes(world.folder + "/log/data.mdb")
    try world.change(world.folder) {
      $0.replaceSubrange(page * 4096..<page * 4096 + 4096, with: repeatElement(0, count: 4096))
    }
    #expect(damaged.count > 0)
    let report = try world.repair("older")
    #expect(report.isWritten && report.left > 1)
    let after = try RepairWorld.dump(world.folder)
    for position in 1...RepairWorld.head {
      let key = Position(position).key
      if position == 200 {
        #expect(after[key] != nil && after[key] != world.original[key])
      } else {
        #expect(after[key] == nil || after[key] == world.original[key])
      }
    }
    #expect(try world.repair("older").isWritten == false)
    #expect(try world.repair("whole").left == 0)
    try world.expectWhole()
  }

  @Test(arguments: [LogMeta.identityKey, LogMeta.stateKey], [0, 11, 25, -5])
  func `brings back what the log says about itself`(_ key: [UInt8], _ index: Int) throws {
    let world = try RepairWorld()
    let value = try #require(world.original[key])
    try world.change(world.folder) { bytes in
      let data = Data(bytes)
      var start = data.startIndex
      while let range = data.range(of: Data(value), in: start..<data.endIndex) {
        bytes[index < 0 ? range.upperBound + index : range.lowerBound + index] ^= 1
        start = range.upperBound
      }
    }
    #expect(throws: EventLogError.self) { try world.fixture.open() }
    // The state is made again of the records; the identity is written once and the same in every copy.
    let report = key == LogMeta.stateKey ? try world.repair() : try world.repair("older")
    #expect(report.left == 0 && report.findings.map(\.place) == [key == LogMeta.stateKey ? .state : .identity])
    try world.expectWhole()
  }

  @Test func `is refused where the pages are damaged that everything hangs on`() throws {
    let world = try RepairWorld()
    for index in [16, 4096 + 16] {
      try world.change(world.folder) { $0[index] ^= 1 }
      let refusal = #expect(throws: EventLogError.self) { try world.repair("whole") }
      #expect(refusal?.description.contains("first pages are damaged") == true)
      try world.change(world.folder) { $0[index] ^= 1 }
    }
    try world.expectWhole()
  }
}
