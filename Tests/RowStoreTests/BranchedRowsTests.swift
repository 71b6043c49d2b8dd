import FactSchema
import TestSupport
import Testing

@testable import RowStore

/// A dictionary of all rows, those below and those over them, is the other way to the answer.
@Suite struct `Rows over others` {
  private static let identity = ViewIdentity(origin: "log", projection: "probe", version: 1, generation: 1)

  /// Few bytes, so that many keys begin with others and are met again.
  private static func key(_ generator: inout SeededGenerator) -> RowKey {
    var key = RowKey(table: UInt8(1 + generator.below(3)))
    for _ in 0..<generator.below(6) { key.append(UInt8(generator.below(3) * 127)) }
    return key
  }

  private static func change(
    _ writer: inout ViewWriter, _ rows: inout [RowKey: [UInt8]], _ generator: inout SeededGenerator, steps: Int
  ) throws {
    for _ in 0..<steps {
      let key = key(&generator)
      let value = (0..<generator.below(5)).map { _ in UInt8(generator.below(256)) }
      switch generator.below(6) {
      case 0:
        writer.delete(key)
        rows[key] = nil
      case 1: #expect(try writer.get(key) == rows[key])
      case 2:
        let sum: MergeOperator = { ($0 ?? []) + $1 }
        try writer.merge(key, value, by: sum)
        rows[key] = sum(rows[key], value)
      case 3 where rows[key] == nil && generator.oneIn(4):
        let new = RowKey(table: 9).appending(UInt64(generator.next())) { $0.append($1) }
        writer.insert(new) { $0 += value }
        rows[new] = value
      default:
        writer.put(key, value)
        rows[key] = value
      }
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `are read as if all had been written, and what is below stays`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let scratch = try ScratchFolder("view")
    let view = try View.open(
      folder: scratch.path("probe"), identity: Self.identity, options: ViewOptions(bootID: "boot"))
    var rows: [RowKey: [UInt8]] = [:]
    var below = view.writer()
    try Self.change(&below, &rows, &generator, steps: 300)
    below.pass(upTo: Position(7))
    try below.flush(leaf: .zero)
    let (state, original) = (view.state, rows)
    let reading = try view.reading()
    var writer = ViewWriter(over: reading)
    #expect(writer.position == Position(7))
    let same = writer.branched(as: Self.identity, asOf: Position(7))
    try Self.change(&writer, &rows, &generator, steps: 150)
    let branched = writer.branched(as: Self.identity, asOf: Position(5))
    // What is written below from now on is not seen.
    below.put(RowKey(table: 1), [1, 2, 3])
    try below.flush(leaf: .zero)
    #expect(branched.reading().position == Position(5) && same.count == 0)
    for _ in 0..<200 {
      try Self.compare(same.reading(), original, &generator)
      try Self.compare(branched.reading(), rows, &generator)
    }
    #expect(view.state.rows == state.rows + (original[RowKey(table: 1)] == nil ? 1 : 0))
  }

  private static func compare(
    _ reading: any RowReading, _ rows: [RowKey: [UInt8]], _ generator: inout SeededGenerator
  ) throws {
    let key = generator.oneIn(3) ? rows.keys.sorted()[generator.below(rows.count)] : key(&generator)
    #expect(try reading.get(key) == rows[key])
    var lent: [UInt8]?
    #expect(try reading.lend(key) { span in lent = span.indices.map { span[$0] } } == (rows[key] != nil))
    #expect(lent == rows[key])
    let (prefix, backward, limit) = (self.key(&generator), generator.oneIn(2), 1 + generator.below(20))
    let start: RowScanStart =
      switch generator.below(3) {
      case 0: .at(key)
      case 1: .after(key)
      default: .after(nil)
      }
    var expected = rows.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    if backward { expected.reverse() }
    expected = expected.filter { row in
      switch start {
      case .at(let key): backward ? row.key <= key : row.key >= key
      case .after(let key): key.map { backward ? row.key < $0 : row.key > $0 } ?? true
      }
    }
    var found: [[UInt8]] = []
    try reading.scan(prefix, from: start, backward: backward) { key, value in
      found += [key.indices.map { key[$0] }, value.indices.map { value[$0] }]
      return found.count < limit * 2 ? .next : .stop
    }
    #expect(found == expected.prefix(limit).flatMap { [$0.key.bytes, $0.value] })
  }
}
