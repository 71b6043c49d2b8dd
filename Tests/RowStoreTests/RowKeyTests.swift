import FactSchema
import TestSupport
import Testing

@testable import RowStore

@Suite struct `A row's key` {
  @Test(arguments: 0..<4)
  func `compares as its bytes do`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var keys: [(key: RowKey, bytes: [UInt8])] = []
    for _ in 0..<200 {
      let bytes = (0..<generator.below(20)).map { _ in UInt8(generator.below(3)) }
      if let key = RowKey(bytes) { keys.append((key, bytes)) }
    }
    for a in keys {
      #expect(a.key.bytes == a.bytes)
      for b in keys {
        let isLess = a.bytes.lexicographicallyPrecedes(b.bytes)
        let isEqual = a.bytes == b.bytes
        let isBeginning = a.bytes.starts(with: b.bytes)
        #expect((a.key < b.key) == isLess)
        #expect((a.key == b.key) == isEqual)
        #expect(a.key.hasPrefix(b.key) == isBeginning)
      }
    }
  }

  @Test func `is made of its parts, big-endian`() {
    var key = RowKey(table: 7)
    key.append(UInt16(0x0102))
    key.append(UInt128(0x0304))
    key.append(UInt64(0x05))
    key.append(UInt32(0x06))
    var expected: [UInt8] = [7, 1, 2]
    expected += [UInt8](repeating: 0, count: 14)
    expected += [3, 4, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 6]
    #expect(key.bytes == expected)
  }

  @Test func `puts earlier times first, also before 1970`() {
    let times: [Int64] = [.min, -5, 0, 5, .max]
    let keys = times.map { time in RowKey(table: 1).appending(Instant(microseconds: time)) { $0.append($1) } }
    #expect(keys == keys.sorted())
  }

  @Test func `of more than 48 bytes is none`() {
    #expect(RowKey([UInt8](repeating: 1, count: 48)) != nil)
    #expect(RowKey([UInt8](repeating: 1, count: 49)) == nil)
  }
}

@Suite struct `The order of rows` {
  /// Keys of all lengths that begin alike, so that many are equal for some words; some more than once.
  static func keys(_ count: Int, _ generator: inout SeededGenerator) -> [RowKey] {
    var keys: [RowKey] = []
    for _ in 0..<count {
      if !keys.isEmpty, generator.oneIn(20) {
        keys.append(generator.pick(keys))
        continue
      }
      var key = RowKey(table: UInt8(1 + generator.below(2)))
      let equalBytes = generator.below(24)
      for _ in 0..<equalBytes { key.append(UInt8(0)) }
      for _ in 0..<generator.below(24) { key.append(UInt8(generator.below(generator.oneIn(2) ? 2 : 256))) }
      keys.append(key)
    }
    return keys
  }

  @Test(arguments: [0, 1, 2, 16, 17, 100, 511, 512, 3_000, 20_000])
  func `is that of their keys, and of equal keys as they came`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let keys = Self.keys(count, &generator)
    let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect(RowOrder(count: count) { keys[$0] }.indices.map(Int.init) == expected)
  }

  @Test func `is found of some of them`() {
    var generator = SeededGenerator(seed: 7)
    let keys = Self.keys(2_000, &generator)
    let chosen = keys.indices.filter { $0 % 3 == 0 }
    let expected = chosen.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect(RowOrder(chosen) { keys[$0] }.indices.map(Int.init) == expected)
  }
}
