import LMDB
import TestSupport
import Testing

@Suite struct `Transactions` {
  let folder: ScratchFolder
  let environment: Environment
  let table: Table

  init() throws {
    folder = try ScratchFolder("lmdb")
    environment = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20))
    table = try environment.openTable("rows")
  }

  @Test func `a committed value is read back`() throws {
    var write = try environment.write()
    try write.put([1], [2, 3], in: table)
    try write.commit()
    let read = try environment.read()
    #expect(try read.get([1], in: table) == [2, 3])
  }

  @Test func `a key that is not there is nil`() throws {
    let read = try environment.read()
    #expect(try read.get([9], in: table) == nil)
  }

  @Test func `leaving the scope without commit drops the changes`() throws {
    do {
      var write = try environment.write()
      try write.put([1], [2], in: table)
    }
    #expect(try environment.read().get([1], in: table) == nil)
  }

  @Test func `a write transaction reads its own changes`() throws {
    var write = try environment.write()
    try write.put([1], [2], in: table)
    #expect(try write.get([1], in: table) == [2])
  }

  @Test func `a snapshot does not see later commits`() throws {
    let before = try environment.read()
    var write = try environment.write()
    try write.put([1], [2], in: table)
    try write.commit()
    #expect(try before.get([1], in: table) == nil)
  }

  @Test func `an ended reader that is used again sees the newest commit`() throws {
    do { _ = try environment.read() }
    var write = try environment.write()
    try write.put([1], [2], in: table)
    try write.commit()
    #expect(try environment.read().get([1], in: table) == [2])
  }

  @Test func `insert leaves a value that is there`() throws {
    var write = try environment.write()
    #expect(try write.insert([1], [2], in: table))
    #expect(try !write.insert([1], [3], in: table))
    #expect(try write.get([1], in: table) == [2])
  }

  @Test func `append refuses a key that is not past the last`() throws {
    var write = try environment.write()
    try write.append([2], [2], in: table)
    #expect(throws: LMDBError(.keyExists, operation: "mdb_cursor_put", path: environment.options.path)) {
      try write.append([1], [2], in: table)
    }
  }

  @Test func `delete says whether the key was there`() throws {
    var write = try environment.write()
    try write.put([1], [2], in: table)
    #expect(try write.delete([1], in: table))
    #expect(try !write.delete([1], in: table))
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `rows put in any order, between deletions and in two tables, are those of a dictionary`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let environment = try Environment(.init(path: folder.path("large"), mapSize: 64 << 20))
    let tables = [try environment.openTable("rows"), try environment.openTable("other")]
    var expected: [[[UInt8]: [UInt8]]] = [[:], [:]]
    for _ in 0..<20 {
      var write = try environment.write()
      var number = 0
      for _ in 0..<1_000 {
        // Mostly near the one before, as in a sorted batch.
        number = generator.below(8) == 0 ? generator.below(4_000) : number + generator.below(3)
        let key = [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
        let which = generator.below(16) == 0 ? 1 : 0
        switch generator.below(12) {
        case 0:
          #expect(try write.delete(key, in: tables[which]) == (expected[which].removeValue(forKey: key) != nil))
        case 1:
          let isNew = expected[which][key] == nil
          #expect(try write.insert(key, [1], in: tables[which]) == isNew)
          if isNew { expected[which][key] = [1] }
        default:
          // Some do not fit on a page.
          let count = generator.below(100) == 0 ? 9_000 : generator.below(300)
          let value = [UInt8](repeating: UInt8(truncatingIfNeeded: generator.next()), count: count)
          try write.put(key, value, in: tables[which])
          expected[which][key] = value
        }
      }
      try write.commit()
    }
    let read = try environment.read()
    for (table, expected) in zip(tables, expected) {
      #expect(try read.info(of: table).entries == expected.count)
      for (key, value) in expected { #expect(try read.get(key, in: table) == value) }
    }
  }

  @Test func `removeAll empties the table and keeps it`() throws {
    var write = try environment.write()
    for key in 0..<100 { try write.put([UInt8(key)], [1], in: table) }
    try write.removeAll(in: table)
    #expect(try write.info(of: table).entries == 0)
    try write.put([1], [1], in: table)
    try write.commit()
    #expect(try environment.read().contains([1], in: table))
  }

  @Test func `an empty key is refused`() throws {
    var write = try environment.write()
    #expect(throws: LMDBError(.badValueSize, operation: "mdb_cursor_put", path: environment.options.path)) {
      try write.put([], [1], in: table)
    }
  }

  @Test func `a second write transaction of the same thread is refused`() throws {
    let write = try environment.write()
    #expect(throws: LMDBError(.nestedWrite, operation: "mdb_txn_begin", path: environment.options.path)) {
      _ = try environment.write()
    }
    try write.commit()
  }
}
