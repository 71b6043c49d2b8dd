import Bytes
import FactSchema
import Foundation
import TestSupport
import Testing

@testable import EventLog

/// Damage at random, in the log and in its copies, held against the log as it was.
@Suite struct `A repair of random damage` {
  private static let isLong = ProcessInfo.processInfo.environment["KITH_FAULTS"] == "long"

  @Test(arguments: isLong ? Array(0..<200) : Array(0..<24))
  func `leaves each record as it was or as it is, and says which`(seed: UInt64) throws {
    var dice = SeededGenerator(seed: 7_700 + seed)
    let world = try RepairWorld()
    // What is not damaged at all can be put right from it; what is damaged everywhere cannot.
    let isWholeKept = Bool.random(using: &dice)
    try Self.damage(world, world.folder, &dice)
    if !isWholeKept { try Self.damage(world, world.path("whole"), &dice) }
    if Bool.random(using: &dice) { try Self.damage(world, world.path("older"), &dice) }
    let before = try? Self.records(world)
    let report: LogRepair.Report
    do {
      report = try world.repair("older", "whole")
    } catch {
      // Only of what everything hangs on, and then nothing was written.
      #expect("\(error)".contains("damaged"), "\(error)")
      return
    }
    if isWholeKept { #expect(report.left == 0, "\(report.findings.filter { $0.reason != nil })") }
    guard report.left > 0 else { return try world.expectWhole() }
    let after = try Self.records(world)
    let named = Set(
      report.findings.compactMap { finding -> UInt64? in
        guard case .record(let position) = finding.place, finding.reason != nil else { return nil }
        return position.value
      })
    for position in 1...RepairWorld.head {
      let record = after[position]
      let isWhole = record == world.original[Position(position).key]
      #expect(isWhole != named.contains(position), "seed \(seed), position \(position): \(report.findings)")
      if let record, !isWhole, (try? StoredRecord.checked(record, Position(position))) != nil {
        Issue.record("seed \(seed): a record that never was stands at \(position)")
      }
      if before?[position] == world.original[Position(position).key] { #expect(isWhole) }
    }
    let again = try world.repair("older", "whole")
    #expect(!again.isWritten && again.left == report.left)
  }

  /// The records that are found under their positions.
  private static func records(_ world: RepairWorld) throws -> [UInt64: [UInt8]] {
    let log = try StoredLog(world.folder)
    var source = try RecordSource(log.pages, log.records)
    var found: [UInt64: [UInt8]] = [:]
    for position in 1...RepairWorld.head {
      if let record = try source.record(at: position), record.place != nil { found[position] = record.bytes }
    }
    return found
  }

  /// Bits of records, stretches of pages and parts of keys; nothing that erases one.
  private static func damage(_ world: RepairWorld, _ folder: String, _ dice: inout SeededGenerator) throws {
    let log = try StoredLog(folder)
    let main = Int(log.pages.main.root ?? 0)
    try world.change(folder) { bytes in
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let page = Int.random(in: 2..<bytes.count / 4096, using: &dice)
        let isMain = page == main
        let count = isMain ? 1 : [1, 1, 3, 16, 300].randomElement(using: &dice) ?? 1
        let start = page * 4096 + Int.random(in: 0..<4096 - count, using: &dice)
        for index in start..<start + count { bytes[index] = UInt8.random(in: 0...255, using: &dice) }
      }
    }
    for _ in 0..<Int.random(in: 0...2, using: &dice) {
      let slot = UInt64.random(in: 1...RepairWorld.contacts, using: &dice)
      let index = Int.random(in: 0..<60, using: &dice)
      try world.changeSlot(slot, in: folder) { bytes in
        for index in index..<index + 4 { bytes[index] = UInt8.random(in: 1...255, using: &dice) }
      }
    }
  }
}
