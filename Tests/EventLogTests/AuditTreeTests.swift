import Cryptography
import FactSchema
import Testing

@testable import EventLog

@Suite struct `The audit tree` {
  /// RFC 6962, section 2.1, word for word.
  static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.isEmpty { return SHA256.digest([]).bytes }
    if leaves.count == 1, let leaf = leaves.first { return leaf }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return SHA256.digest([1] + root(leaves[..<middle]) + root(leaves[middle...])).bytes
  }

  static func leaf(_ number: Int) -> [UInt8] { SHA256.digest([0, UInt8(number & 255), UInt8(number >> 8)]).bytes }

  @Test func `the root is RFC 6962's for every size up to 600`() {
    var tree = AuditTree()
    var leaves: [[UInt8]] = []
    #expect(tree.root.bytes == Self.root([]))
    for size in 1...600 {
      leaves.append(Self.leaf(size))
      tree.append(Digest256(Self.leaf(size)))
      #expect(tree.root.bytes == Self.root(leaves[...]), "size \(size)")
      #expect(tree.edge.count == size.nonzeroBitCount)
    }
  }

  @Test func `an edge that was stored goes on like the first`() throws {
    var tree = AuditTree()
    for number in 0..<37 { tree.append(Digest256(Self.leaf(number))) }
    var again = try #require(AuditTree(size: 37, edge: tree.edge))
    tree.append(Digest256(Self.leaf(37)))
    again.append(Digest256(Self.leaf(37)))
    #expect(again == tree)
  }

  @Test func `an edge of another size is refused`() {
    #expect(AuditTree(size: 3, edge: [.zero]) == nil)
  }

  @Test func `the log's root is that of its records' headers`() throws {
    let fixture = try Fixture()
    let log = try fixture.open()
    var leaves: [[UInt8]] = []
    for batch in [1...1, 2...4, 5...9, 10...20] as [ClosedRange<UInt64>] {
      let appended = try log.append(batch.map { Fixture.record($0) })
      leaves += appended.leaves.map(\.bytes)
      #expect(appended.root.bytes == Self.root(leaves[...]))
      #expect(log.status == LogStatus(head: Position(batch.upperBound), root: appended.root, nextFreeSlot: 2, epoch: 1))
    }
    for (index, leaf) in leaves.enumerated() {
      #expect(try log.leaf(at: Position(UInt64(index + 1)))?.bytes == leaf)
    }
  }
}
