import FactSchema
import Foundation
import TestSupport
import Testing

@testable import RowStore

@Suite struct `A view that is built` {
  let scratch: ScratchFolder
  let folder: String

  init() throws {
    scratch = try ScratchFolder("view")
    folder = scratch.path("probe")
  }

  private func open(_ name: String = "probe") throws -> View {
    try View.open(
      folder: scratch.path(name),
      identity: ViewIdentity(origin: "log", projection: "probe", version: 1, generation: 1),
      options: ViewOptions(bootID: "boot", initialBytes: 64 << 10))
  }

  @Test func `finds what was spilled as it was left`() throws {
    let view = try open()
    var writer = view.writer()
    let prefix = RowKey(table: 9).appending(UInt128(5)) { $0.append($1) }
    let keys = (0..<5).map { index in prefix.appending(UInt8(index)) { $0.append($1) } }
    writer.insert(keys[0]) { $0.append(1) }
    try writer.flush(leaf: .zero)
    writer.insert(keys[1]) { $0.append(1) }
    writer.insert(keys[2]) { $0.append(1) }
    let created = RowKey(table: 8)
    writer.create(created, [7])
    try writer.spill()
    writer.insert(keys[3]) { $0.append(1) }
    writer.put(keys[1], [2])
    try writer.spill()
    #expect(try writer.get(keys[0]) == [1])
    #expect(try writer.get(keys[1]) == [2])
    #expect(try writer.get(created) == [7])
    #expect(try writer.get(keys[4]) == nil)
    writer.delete(keys[3])
    try writer.spill()
    #expect(try writer.get(keys[3]) == nil)
    writer.delete(keys[2])
    writer.delete(keys[0])
    writer.delete(keys[1])
    writer.delete(created)
    #expect(try view.snapshot().get(keys[0]) == [1])
    try writer.flush(leaf: .zero)
    #expect(view.state.rows == 0)
    #expect(view.state.digest == .zero)
  }

  @Test func `keeps every row of many that were spilled, large and small`() throws {
    let view = try open()
    var writer = view.writer()
    // More than one larger run is merged of.
    let rounds = SortedRuns.mergedCount * 5 / 2
    let large = { (round: Int, index: Int) in round % 13 == 0 && index < 3 ? 700_000 : index }
    for round in 0..<rounds {
      for index in 0..<50 {
        let value = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: large(round, index))
        writer.put(RowKey(table: 9).appending(UInt32(round * 25 + index)) { $0.append($1) }, value)
      }
      try writer.spill()
    }
    try writer.flush(leaf: .zero)
    #expect(view.state.rows == UInt64(rounds * 25 + 25))
    let other = try open("other")
    var direct = other.writer()
    for round in 0..<rounds {
      for index in 0..<50 {
        let value = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: large(round, index))
        direct.put(RowKey(table: 9).appending(UInt32(round * 25 + index)) { $0.append($1) }, value)
      }
    }
    try direct.flush(leaf: .zero)
    #expect(view.state.digest == other.state.digest)
  }

  /// A row is the list of what was added to it, so that the order shows.
  @Test(arguments: [false, true])
  func `joins additions in the order in which they came, over runs and onto the file`(isFilled: Bool) throws {
    let view = try open()
    var writer = view.writer()
    let list: MergeOperator = { older, addition in (older ?? []) + addition }
    let keys = (0..<4).map { index in RowKey(table: 9).appending(UInt8(index)) { $0.append($1) } }
    if isFilled {
      for key in keys { writer.put(key, [0]) }
      try writer.flush(leaf: .zero)
    }
    // Something spilled, so that nothing is looked up.
    writer.put(RowKey(table: 1), [])
    try writer.spill()
    // The first is only added to; the second is read in between, the third put, the fourth deleted.
    for round in 1...UInt8(SortedRuns.mergedCount + 5) {
      for key in keys { try writer.merge(key, [round], by: list) }
      if round.isMultiple(of: 7) { _ = try writer.get(keys[1]) }
      if round == 20 { writer.put(keys[2], [100]) }
      if round == 30 { writer.delete(keys[3]) }
      if round.isMultiple(of: 2) { for key in keys { try writer.merge(key, [200], by: list) } }
      try writer.spill()
    }
    let base: [UInt8] = isFilled ? [0] : []
    func added(from first: UInt8) -> [UInt8] {
      (first...UInt8(SortedRuns.mergedCount + 5)).flatMap { $0.isMultiple(of: 2) ? [$0, 200] : [$0] }
    }
    let expected = [
      base + added(from: 1), base + added(from: 1), [100, 200] + added(from: 21), [200] + added(from: 31),
    ]
    #expect(try keys.map { try writer.get($0) } == expected)
    try writer.flush(leaf: .zero)
    let snapshot = try view.snapshot()
    #expect(try keys.map { try snapshot.get($0) } == expected)
    var digest = RowDigest()
    for (key, value) in zip(keys, expected) { digest.add(key, value.span) }
    let none: [UInt8] = []
    digest.add(RowKey(table: 1), none.span)
    #expect(view.state.digest == digest.sum)
    #expect(view.state.rows == 5)
  }

  @Test func `leaves no file beside its own when rows are spilled`() throws {
    let view = try open()
    var writer = view.writer()
    writer.put(RowKey(table: 9), [1])
    try writer.spill()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["data.mdb", "lock.mdb"])
    try writer.flush(leaf: .zero)
    #expect(try view.snapshot().get(RowKey(table: 9)) == [1])
  }
}
