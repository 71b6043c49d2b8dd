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
    #expect(throws: LMDBError(.keyExists, operation: "mdb_put", path: environment.options.path)) {
      try write.append([1], [2], in: table)
    }
  }

  @Test func `delete says whether the key was there`() throws {
    var write = try environment.write()
    try write.put([1], [2], in: table)
    #expect(try write.delete([1], in: table))
    #expect(try !write.delete([1], in: table))
  }

  @Test func `a reserved value is what was written into the page`() throws {
    var write = try environment.write()
    let key: [UInt8] = [7]
    try write.put(key.span, count: 4, in: table) { room in
      room[0] = 1
      room[3] = 4
    }
    #expect(try write.get(key, in: table) == [1, 0, 0, 4])
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
    #expect(throws: LMDBError(.badValueSize, operation: "mdb_put", path: environment.options.path)) {
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
