import LMDB
import TestSupport
import Testing

@Suite struct `Scans` {
  let folder: ScratchFolder
  let environment: Environment
  let table: Table
  /// Every key there is: of prefixes, neighbours and the last byte's edge.
  let keys: [[UInt8]] = [[0], [1], [1, 0], [1, 255], [2, 1], [2, 1, 7], [2, 3], [255], [255, 255]]

  init() throws {
    folder = try ScratchFolder("scan")
    environment = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20))
    table = try environment.openTable("rows")
    var write = try environment.write()
    for key in keys.shuffled() { try write.put(key, key + key, in: table) }
    try write.commit()
  }

  static let bounds: [[UInt8]] = [
    [0], [0, 5], [1], [1, 0], [1, 1], [2], [2, 1], [2, 2], [3], [255], [255, 255], [255, 255, 1],
  ]
  static let prefixes: [[UInt8]] = [[], [1], [2], [2, 1], [3], [255], [255, 255]]

  /// What a scan is to visit, found without one.
  func expected(_ start: ScanStart, _ prefix: [UInt8], _ order: ScanOrder) -> [[UInt8]] {
    let ascending = keys.filter { key in
      guard key.starts(with: prefix) else { return false }
      let isBefore = { (a: [UInt8], b: [UInt8]) in a.lexicographicallyPrecedes(b) }
      return switch (start, order) {
      case (.end, _): true
      case (.at(let bound), .ascending): !isBefore(key, bound)
      case (.after(let bound), .ascending): isBefore(bound, key)
      case (.at(let bound), .descending): !isBefore(bound, key)
      case (.after(let bound), .descending): isBefore(key, bound)
      }
    }.sorted { $0.lexicographicallyPrecedes($1) }
    return order == .ascending ? ascending : ascending.reversed()
  }

  func visited(_ start: ScanStart, _ prefix: [UInt8], _ order: ScanOrder) throws -> [[UInt8]] {
    var visited: [[UInt8]] = []
    let read = try environment.read()
    try read.scan(table, from: start, prefix: prefix, order: order) { key, value in
      let bytes = key.indices.map { key[$0] }
      #expect(value.indices.map { value[$0] } == bytes + bytes)
      visited.append(bytes)
      return .next
    }
    return visited
  }

  @Test(arguments: prefixes, [ScanOrder.ascending, .descending])
  func `every start visits exactly the keys of its range in order`(prefix: [UInt8], order: ScanOrder) throws {
    let starts: [ScanStart] = [.end] + Self.bounds.flatMap { [.at($0), .after($0)] }
    for start in starts {
      #expect(try visited(start, prefix, order) == expected(start, prefix, order), "\(start) \(prefix) \(order)")
    }
  }

  @Test func `stop ends the scan`() throws {
    var visits = 0
    try environment.read().scan(table) { _, _ in
      visits += 1
      return visits == 3 ? .stop : .next
    }
    #expect(visits == 3)
  }

  @Test func `an empty table has neither entries nor a first or last`() throws {
    let empty = try environment.openTable("empty")
    let read = try environment.read()
    for order in [ScanOrder.ascending, .descending] {
      try read.scan(empty, order: order) { _, _ in
        Issue.record("an entry of an empty table")
        return .next
      }
    }
    #expect(try read.first(in: empty) == nil)
    #expect(try read.last(in: empty) == nil)
  }

  @Test func `first and last are the ends of the table and of a prefix`() throws {
    let read = try environment.read()
    #expect(try read.first(in: table)?.key == [0])
    #expect(try read.last(in: table)?.key == [255, 255])
    #expect(try read.first(in: table, prefix: [2])?.key == [2, 1])
    #expect(try read.last(in: table, prefix: [2])?.key == [2, 3])
    #expect(try read.last(in: table, prefix: [3])?.key == nil)
  }
}
