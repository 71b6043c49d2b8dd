import Bytes
import FactSchema

/// Goes through the records of a file in the order of their positions, past pages that are damaged.
struct RecordCursor {
  /// A record's bytes.
  struct Found {
    var position: UInt64
    var place: PageFile.Place
  }

  private struct Branch {
    /// The least position of each, and its page.
    var children: [(low: UInt64, page: UInt64)]
    var next = 0
    /// Past every position below it.
    var high: UInt64
  }

  private let pages: PageFile
  private let depth: Int
  private var branches: [Branch] = []
  private var found: [Found] = []
  private var next = 0
  /// The page that the records come from that are at hand, which is read once.
  private var page: (start: Int, bytes: [UInt8]) = (0, [])
  /// How many pages were not what their place demands; what is below such a one is not found.
  private(set) var damagedPages = 0

  init(_ pages: PageFile, _ table: PageFile.Tree) throws(EventLogError) {
    self.pages = pages
    depth = table.depth
    if let root = table.root { try enter(root, 0, .max) }
  }

  /// The next record; nil at the end.
  mutating func advance() throws(EventLogError) -> Found? {
    while true {
      if next < found.count {
        next += 1
        return found[next - 1]
      }
      guard var branch = branches.popLast() else { return nil }
      guard branch.next < branch.children.count else { continue }
      let child = branch.children[branch.next]
      branch.next += 1
      let high = branch.next < branch.children.count ? branch.children[branch.next].low : branch.high
      branches.append(branch)
      try enter(child.page, child.low, high)
    }
  }

  /// The bytes of a record that was found; nil where the disk does not give them.
  func bytes(_ place: PageFile.Place) throws(EventLogError) -> [UInt8]? {
    let start = place.offset - page.start
    guard start >= 0, start + place.count <= page.bytes.count else { return try pages.file.bytes(place.range) }
    return [UInt8](page.bytes[start..<start + place.count])
  }

  /// Goes on with what is below a page, all of which has positions from `low` on and before `high`.
  private mutating func enter(_ number: UInt64, _ low: UInt64, _ high: UInt64) throws(EventLogError) {
    found = []
    next = 0
    guard let bytes = try pages.page(number) else { return damagedPages += 1 }
    guard branches.count + 1 == depth else {
      guard let children = Self.children(pages.branch(number, bytes), low, high) else { return damagedPages += 1 }
      return branches.append(Branch(children: children, high: high))
    }
    guard let records = Self.records(try pages.leaf(number, bytes), low, high) else { return damagedPages += 1 }
    found = records
    page = (Int(number) * pages.pageBytes, bytes)
  }

  private static func records(_ entries: [PageFile.Entry]?, _ low: UInt64, _ high: UInt64) -> [Found]? {
    guard let entries else { return nil }
    var records: [Found] = []
    for entry in entries {
      guard !entry.isTable, entry.key.count == 8 else { return nil }
      let position: UInt64 = entry.key.span.bigEndian(at: 0)
      guard position >= low, position < high, records.last.map({ $0.position < position }) ?? true else { return nil }
      records.append(Found(position: position, place: entry.value))
    }
    return records
  }

  private static func children(
    _ nodes: [(key: [UInt8], page: UInt64)]?, _ low: UInt64, _ high: UInt64
  ) -> [(low: UInt64, page: UInt64)]? {
    guard let nodes else { return nil }
    var children: [(low: UInt64, page: UInt64)] = []
    for node in nodes {
      guard let last = children.last else {
        children.append((low, node.page))
        continue
      }
      guard node.key.count == 8 else { return nil }
      let least: UInt64 = node.key.span.bigEndian(at: 0)
      guard least > last.low, least < high else { return nil }
      children.append((least, node.page))
    }
    return children
  }
}

/// The records of a log by their positions, which are asked for in ascending order.
struct RecordSource {
  private var cursor: RecordCursor
  private var ahead: RecordCursor.Found?
  /// What stands elsewhere in the file than under its position.
  private let elsewhere: [UInt64: PageFile.Place]
  private let later: [JournalEntry]
  private var laterIndex = 0

  init(
    _ pages: PageFile, _ table: PageFile.Tree, elsewhere: [UInt64: PageFile.Place] = [:], later: [JournalEntry] = []
  ) throws(EventLogError) {
    cursor = try RecordCursor(pages, table)
    ahead = try cursor.advance()
    self.elsewhere = elsewhere
    self.later = later
  }

  var damagedPages: Int { cursor.damagedPages }

  /// The record's bytes, and where they are in the file if they stand there under its position; nil where there are none.
  mutating func record(at position: UInt64) throws(EventLogError) -> (bytes: [UInt8], place: PageFile.Place?)? {
    while let found = ahead, found.position < position { ahead = try cursor.advance() }
    if let found = ahead, found.position == position, let bytes = try cursor.bytes(found.place) {
      return (bytes, found.place)
    }
    if let place = elsewhere[position], let bytes = try cursor.bytes(place) { return (bytes, nil) }
    while laterIndex < later.count, later[laterIndex].last.value < position { laterIndex += 1 }
    guard laterIndex < later.count, later[laterIndex].first.value <= position else { return nil }
    return later[laterIndex].withRecord(at: Position(position)) { ([UInt8](copying: $0), nil) }
  }
}
