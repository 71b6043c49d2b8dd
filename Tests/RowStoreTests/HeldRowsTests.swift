import FactSchema
import TestSupport
import Testing

@testable import RowStore

@Suite struct `Rows in memory` {
  private static let identity = ViewIdentity(origin: "log", projection: "probe", version: 1, generation: 1)

  /// Few bytes, so that many keys begin with others and are met again.
  private static func key(_ generator: inout SeededGenerator) -> RowKey {
    var key = RowKey(table: UInt8(1 + generator.below(3)))
    for _ in 0..<generator.below(10) { key.append(UInt8(generator.below(3) * 127)) }
    return key
  }

  private static func change(_ writer: inout ViewWriter, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var inserted: Set<RowKey> = []
    for step in 0..<2_000 {
      let key = key(&generator)
      let value = (0..<generator.below(5)).map { _ in UInt8(generator.below(256)) }
      switch generator.below(6) {
      case 0: writer.delete(key)
      case 1: _ = try writer.get(key)
      case 2:
        let new = RowKey(table: 9).appending(UInt32(step)) { $0.append($1) }
        if inserted.insert(new).inserted { writer.insert(new) { $0 += value } }
      case 3:
        let mark = writer.beginChange()
        writer.put(key, [1, 2, 3])
        writer.takeBack(to: mark)
      default: writer.put(key, value)
      }
    }
    writer.pass(upTo: Position(7))
  }

  /// Keys and values of a scan, up to a number of rows.
  private static func scanned(
    _ rows: any RowReading, _ prefix: RowKey, _ start: RowScanStart, backward: Bool, limit: Int
  ) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    try rows.scan(prefix, from: start, backward: backward) { key, value in
      found += [key.indices.map { key[$0] }, value.indices.map { value[$0] }]
      return found.count < limit * 2 ? .next : .stop
    }
    return found
  }

  /// A view is the other way to the answer.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func `are read as those of a view`(seed: UInt64) throws {
    let scratch = try ScratchFolder("view")
    let view = try View.open(
      folder: scratch.path("probe"), identity: Self.identity, options: ViewOptions(bootID: "boot"))
    var other = view.writer()
    try Self.change(&other, seed: seed)
    try other.flush(leaf: .zero)
    var writer = ViewWriter()
    try Self.change(&writer, seed: seed)
    let held = writer.held(as: Self.identity, leaf: .zero)
    #expect(held.state == view.state)
    #expect(held.state.rows > 500)
    let (one, two): (any RowReading, any RowReading) = (held.reading(), try view.reading())
    #expect(one.position == two.position)
    var generator = SeededGenerator(seed: seed + 100)
    for _ in 0..<2_000 {
      let key = Self.key(&generator)
      #expect(try one.get(key) == two.get(key))
      var lent: [[UInt8]] = []
      let isThere = try one.lend(key) { value in lent.append(value.indices.map { value[$0] }) }
      #expect(try lent.first == two.get(key) && isThere == (lent.count == 1))
      let prefix = generator.oneIn(3) ? Self.key(&generator) : RowKey(key.bytes.prefix(1 + generator.below(3))) ?? key
      let start: RowScanStart = generator.oneIn(3) ? .at(key) : .after(generator.oneIn(2) ? key : nil)
      let (backward, limit) = (generator.oneIn(2), 1 + generator.below(30))
      // A scan begins at a key that it may come to.
      if case .at = start, !key.hasPrefix(prefix) { continue }
      if case .after(.some) = start, !key.hasPrefix(prefix) { continue }
      let found = try Self.scanned(one, prefix, start, backward: backward, limit: limit)
      #expect(try found == Self.scanned(two, prefix, start, backward: backward, limit: limit))
    }
  }

  @Test func `that are gathered go on in a view`() throws {
    let scratch = try ScratchFolder("view")
    let view = try View.open(
      folder: scratch.path("probe"), identity: Self.identity, options: ViewOptions(bootID: "boot"))
    var writer = ViewWriter()
    try Self.change(&writer, seed: 5)
    let held = writer.held(as: Self.identity, leaf: .zero)
    writer.goOn(in: view)
    try writer.spill()
    try writer.flush(leaf: .zero)
    #expect(view.state == held.state)
  }

  @Test func `may be none`() throws {
    let held = ViewWriter().held(as: Self.identity, leaf: .zero)
    #expect(held.state == .empty)
    #expect(try held.reading().get(RowKey(table: 1)) == nil)
    #expect(try Self.scanned(held.reading(), RowKey(), .after(nil), backward: true, limit: 9) == [])
  }
}
