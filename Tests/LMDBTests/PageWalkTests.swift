import Foundation
import LMDB
import TestSupport
import Testing

@Suite struct `A walk through pages` {
  /// A file that much was written to and removed from, in every form that rows have: short, long, with free pages.
  private static func written(_ dice: inout SeededGenerator, durability: Environment.Durability) throws -> ScratchFolder
  {
    let folder = try ScratchFolder()
    let environment = try Environment(
      Environment.Options(path: folder.path("e"), mapSize: 64 << 20, maxTables: 3, durability: durability))
    let tables = [try environment.openTable("rows"), try environment.openTable("others")]
    for _ in 0..<12 {
      var transaction = try environment.write()
      for _ in 0..<300 {
        let number = dice.below(3_000)
        let key =
          withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) } + [UInt8](repeating: 7, count: number % 40)
        let table = tables[dice.oneIn(8) ? 1 : 0]
        if dice.oneIn(3) {
          try transaction.delete(key, in: table)
        } else {
          let count = dice.oneIn(60) ? dice.below(12_000) : dice.below(200)
          try transaction.put(key, [UInt8](repeating: UInt8(number & 255), count: count), in: table)
        }
      }
      try transaction.commit()
    }
    try environment.sync()
    return folder
  }

  @Test(arguments: [Environment.Durability.derived, .synced], 0..<6)
  func `finds nothing in what LMDB wrote`(durability: Environment.Durability, seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed))
    let folder = try Self.written(&dice, durability: durability)
    let fault = PageWalk.fault(in: folder.path("e/data.mdb"))
    #expect(fault == nil, "\(fault?.description ?? "")")
  }

  /// A changed bit of a page in use is a fault, or is in a key, a value or what no page has: then every row is read as before
  /// but for it, and the file can be written to.
  @Test func `finds each changed bit that could lead LMDB astray`() throws {
    var dice = SeededGenerator(seed: 1130)
    let folder = try Self.written(&dice, durability: .derived)
    let path = folder.path("e/data.mdb")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    // The first ones, those that lead to others, and those of rows.
    let pages = stride(from: 0, to: bytes.count, by: 4_096).filter { [8, 1, 2].contains(bytes[$0 + 10]) }
    let rows = try Self.rows(folder.path("e"))
    var found = 0
    for _ in 0..<60 {
      let place = dice.pick(pages) + (dice.oneIn(2) ? dice.below(200) : dice.below(4_096))
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(dice.below(8))
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      if PageWalk.fault(in: path) != nil {
        found += 1
        continue
      }
      let left = try Self.rows(folder.path("e"))
      // One row has another key, or another value.
      #expect(left.count >= rows.count - 1 && left.filter { rows[$0.key] != $0.value }.count <= 1, "byte \(place)")
      let environment = try Environment(Environment.Options(path: folder.path("e"), mapSize: 0, maxTables: 3))
      let table = try environment.openTable("rows")
      for keys in [left.keys.prefix(40), left.keys.dropFirst(40).prefix(40)] {
        var transaction = try environment.write()
        for key in keys { try transaction.put(Array(key), [1, 2, 3], in: table) }
        try transaction.commit()
      }
      let fault = PageWalk.fault(in: path)
      #expect(fault == nil, "byte \(place): \(fault?.description ?? "")")
    }
    #expect(found > 1)
  }

  private static func rows(_ folder: String) throws -> [Data: Data] {
    let environment = try Environment(Environment.Options(path: folder, mapSize: 0, maxTables: 3, readOnly: true))
    let table = try environment.openTable("rows", create: false)
    var rows: [Data: Data] = [:]
    try environment.read().scan(table) { key, value in
      rows[Data(key.indices.map { key[$0] })] = Data(value.indices.map { value[$0] })
      return .next
    }
    return rows
  }

  @Test func `gives the rows of a small table`() throws {
    let folder = try ScratchFolder()
    let path = folder.path("e")
    do {
      let environment = try Environment(Environment.Options(path: path, maxTables: 2))
      let table = try environment.openTable("meta")
      var transaction = try environment.write()
      try transaction.put([1], [2, 3], in: table)
      try transaction.put([4], [], in: table)
      try transaction.commit()
    }
    #expect(PageWalk.rows(of: "meta", in: path + "/data.mdb") == [[1]: [2, 3], [4]: []])
    #expect(PageWalk.rows(of: "rows", in: path + "/data.mdb") == nil)
    #expect(PageWalk.rows(of: "meta", in: path + "/nothing") == nil)
    #expect(PageWalk.fault(in: path + "/nothing") == nil)
  }
}
