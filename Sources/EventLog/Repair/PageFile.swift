import Bytes

/// The pages of LMDB's file (of its releases 0.9), read without LMDB.
///
/// LMDB believes what stands on a page, and a damaged one may end the process that reads it. Here each page is held against
/// what its place in the tree demands, and one that is not so is told from one that is.
struct PageFile {
  /// Bytes of the file.
  struct Place: Equatable {
    var offset: Int
    var count: Int
    var range: Range<Int> { offset..<offset + count }
  }

  /// A table.
  struct Tree {
    /// Nil when it is empty.
    var root: UInt64?
    /// How many levels of pages it has.
    var depth: Int
  }

  /// An entry of a leaf page.
  struct Entry {
    var key: [UInt8]
    var value: Place
    /// Whether the value says where a table begins.
    var isTable: Bool
  }

  let file: StoredFile
  let pageBytes: Int
  /// The table without a name.
  let main: Tree

  private static let leafFlags: UInt16 = 2
  private static let branchFlags: UInt16 = 1
  private static let overflowFlags: UInt16 = 4
  private static let headerBytes = 16
  private static let nodeBytes = 8
  private static let depthMax = 32

  /// Reads the two pages that a file begins with. Both must be sound: where one is not, nobody can tell whether it was the
  /// one that counts.
  init(_ file: StoredFile) throws(EventLogError) {
    let damaged = EventLogError.notALog(
      path: file.path, reason: "its first pages are damaged: put a sound copy of the log back")
    guard let first = try file.bytes(0..<4096), let bytes = Self.pageBytes(first.span),
      let pages = try file.bytes(0..<2 * bytes)
    else { throw damaged }
    var newest: (transaction: UInt64, main: Tree)?
    for number in 0...1 {
      guard let found = Self.meta(pages.span.extracting(number * bytes..<(number + 1) * bytes), UInt64(number)) else {
        throw damaged
      }
      if newest.map({ found.transaction > $0.transaction }) ?? true { newest = found }
    }
    guard let newest else { throw damaged }
    self.file = file
    pageBytes = bytes
    main = newest.main
  }

  /// The size of a page, which the first one says.
  private static func pageBytes(_ page: Span<UInt8>) -> Int? {
    let bytes = Int(page.littleEndian(at: 40, as: UInt32.self))
    return (512...65_536).contains(bytes) && bytes & (bytes - 1) == 0 ? bytes : nil
  }

  private static func meta(_ page: Span<UInt8>, _ number: UInt64) -> (transaction: UInt64, main: Tree)? {
    guard page.littleEndian(at: 0, as: UInt64.self) == number, page.littleEndian(at: 10, as: UInt16.self) == 8,
      page.littleEndian(at: 16, as: UInt32.self) == 0xBEEF_C0DE, page.littleEndian(at: 20, as: UInt32.self) == 1,
      pageBytes(page) == page.count, let main = tree(page, at: 88)
    else { return nil }
    return (page.littleEndian(at: 144), main)
  }

  /// What says where a table begins, in the 48 bytes at the offset; nil when that cannot be.
  private static func tree(_ bytes: Span<UInt8>, at offset: Int) -> Tree? {
    let depth = Int(bytes.littleEndian(at: offset + 6, as: UInt16.self))
    let root: UInt64 = bytes.littleEndian(at: offset + 40)
    guard root != .max else { return depth == 0 ? Tree(root: nil, depth: 0) : nil }
    return (1...depthMax).contains(depth) && root > 1 ? Tree(root: root, depth: depth) : nil
  }

  /// The table that an entry leads to; nil where it leads nowhere.
  func tree(_ entry: Entry) throws(EventLogError) -> Tree? {
    guard entry.isTable, entry.value.count == 48, let bytes = try file.bytes(entry.value.range) else { return nil }
    return Self.tree(bytes.span, at: 0)
  }

  // MARK: Pages

  /// How many pages there are.
  var count: UInt64 { UInt64(file.count / pageBytes) }

  func page(_ number: UInt64) throws(EventLogError) -> [UInt8]? {
    guard number < count else { return nil }
    let start = Int(number) * pageBytes
    return try file.bytes(start..<start + pageBytes)
  }

  /// The entries of a leaf page; nil where it is not what a leaf page is.
  func leaf(_ number: UInt64, _ bytes: [UInt8]) throws(EventLogError) -> [Entry]? {
    guard let nodes = nodes(number, bytes, Self.leafFlags) else { return nil }
    var entries: [Entry] = []
    entries.reserveCapacity(nodes.count)
    var filled = 0
    for node in nodes {
      guard let (entry, end) = try entry(bytes.span, node, Int(number) * pageBytes) else { return nil }
      filled += (end - node + 1) & ~1
      entries.append(entry)
    }
    // The entries fill what is not free, without a gap.
    return filled == pageBytes - Int(bytes.span.littleEndian(at: 14, as: UInt16.self)) ? entries : nil
  }

  /// What leads to other pages: the least key of each but the first, and the page; nil where the page is not that.
  func branch(_ number: UInt64, _ bytes: [UInt8]) -> [(key: [UInt8], page: UInt64)]? {
    guard let nodes = nodes(number, bytes, Self.branchFlags) else { return nil }
    let span = bytes.span
    var children: [(key: [UInt8], page: UInt64)] = []
    children.reserveCapacity(nodes.count)
    for node in nodes {
      let child: UInt64 = span.littleEndian(at: node) & 0xFFFF_FFFF_FFFF
      let end = node + Self.nodeBytes + Int(span.littleEndian(at: node + 6, as: UInt16.self))
      guard end <= bytes.count, child > 1, child < count else { return nil }
      children.append(([UInt8](bytes[node + Self.nodeBytes..<end]), child))
    }
    return children
  }

  /// Where the nodes of a page begin; nil where the page is not of that kind and number, or they are not within it.
  private func nodes(_ number: UInt64, _ bytes: [UInt8], _ flags: UInt16) -> [Int]? {
    let span = bytes.span
    let lower = Int(span.littleEndian(at: 12, as: UInt16.self))
    let upper = Int(span.littleEndian(at: 14, as: UInt16.self))
    guard span.littleEndian(at: 0, as: UInt64.self) == number, span.littleEndian(at: 10, as: UInt16.self) == flags,
      lower > Self.headerBytes, lower % 2 == 0, lower <= upper, upper <= bytes.count
    else { return nil }
    var nodes: [Int] = []
    for pointer in stride(from: Self.headerBytes, to: lower, by: 2) {
      let node = Int(span.littleEndian(at: pointer, as: UInt16.self))
      guard node >= upper, node % 2 == 0, node + Self.nodeBytes <= bytes.count else { return nil }
      nodes.append(node)
    }
    return nodes
  }

  /// The entry of the node in a page that begins at the offset of the file, and where it ends in the page; nil where it leads
  /// out of page or file.
  private func entry(
    _ page: Span<UInt8>, _ node: Int, _ offset: Int
  ) throws(EventLogError) -> (entry: Entry, end: Int)? {
    let count = Int(page.littleEndian(at: node, as: UInt32.self))
    let flags: UInt16 = page.littleEndian(at: node + 4)
    let data = node + Self.nodeBytes + Int(page.littleEndian(at: node + 6, as: UInt16.self))
    guard flags <= 2, data <= page.count else { return nil }
    let key = [UInt8](copying: page.extracting(node + Self.nodeBytes..<data))
    guard flags == 1 else {
      guard data + count <= page.count else { return nil }
      return (
        Entry(key: key, value: Place(offset: offset + data, count: count), isTable: flags == 2), data + count
      )
    }
    guard data + 8 <= page.count else { return nil }
    let first: UInt64 = page.littleEndian(at: data)
    guard let value = try overflow(first, count) else { return nil }
    return (Entry(key: key, value: value, isTable: false), data + 8)
  }

  /// A long value, which has pages of its own; nil where these are not that.
  private func overflow(_ first: UInt64, _ count: Int) throws(EventLogError) -> Place? {
    guard first > 1, first < self.count, let head = try file.bytes(Int(first) * pageBytes..<Int(first) * pageBytes + 16)
    else { return nil }
    let pages = UInt64(head.span.littleEndian(at: 12, as: UInt32.self))
    guard head.span.littleEndian(at: 0, as: UInt64.self) == first,
      head.span.littleEndian(at: 10, as: UInt16.self) == Self.overflowFlags, pages <= self.count - first,
      Self.headerBytes + count <= Int(pages) * pageBytes
    else { return nil }
    return Place(offset: Int(first) * pageBytes + Self.headerBytes, count: count)
  }

  /// Whatever on a page looks like an entry, of a page that need not be sound or in use.
  func remains(_ number: UInt64, _ bytes: [UInt8]) throws(EventLogError) -> [Entry] {
    var entries: [Entry] = []
    let span = bytes.span
    for pointer in stride(from: Self.headerBytes, to: bytes.count / 2, by: 2) {
      let node = Int(span.littleEndian(at: pointer, as: UInt16.self))
      guard node >= Self.headerBytes, node + Self.nodeBytes <= bytes.count else { break }
      if let (entry, _) = try entry(span, node, Int(number) * pageBytes) { entries.append(entry) }
    }
    return entries
  }
}
