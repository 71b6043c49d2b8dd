/// Goes through the pages of an environment's file as LMDB (of its releases 0.9) keeps them, read as plain bytes while nobody
/// writes to them.
///
/// LMDB believes what stands on a page, and a damaged one may end the process, or be written over. Here each page is held
/// against what its place demands: its number and kind, its entries within it and without a gap, their keys in order and
/// within those of the page above; and no page may be in two places, or be in use and free.
public struct PageWalk {
  /// What is wrong with a file.
  public struct Fault: Error, Equatable, CustomStringConvertible {
    /// The page on which that shows.
    public var page: UInt64
    /// What is wrong with it, as the end of a sentence.
    public var cause: String

    public var description: String { "page \(page) \(cause)" }
  }

  private let file: PlainFile
  private let meta: PageMeta
  /// The pages that were come upon, a bit each.
  private var seen: [UInt64]
  private var page: PageBytes

  private static let depthMax = 32

  private init(_ file: PlainFile) throws(Fault) {
    self.file = file
    meta = try PageMeta(file)
    seen = Array(repeating: 0, count: Int(meta.last / 64) + 1)
    page = PageBytes(number: 0, size: meta.pageBytes)
  }

  /// Holds every page in use against what its place demands; nil when all are sound, or when there is no such file or an empty
  /// one. Returns early, with nil, when `mayGoOn` says so.
  public static func fault(in path: String, mayGoOn: () -> Bool = { true }) -> Fault? {
    guard let file = try? PlainFile(path), let size = try? file.size(), size > 0 else { return nil }
    do throws(Fault) {
      var walk = try PageWalk(file)
      try walk.all(mayGoOn)
      return nil
    } catch {
      return error
    }
  }

  /// The rows of a small table; nil where there is none, or where they cannot be believed.
  public static func rows(of table: String, in path: String) -> [[UInt8]: [UInt8]]? {
    guard let file = try? PlainFile(path) else { return nil }
    do throws(Fault) {
      var walk = try PageWalk(file)
      var found: PageTree?
      try walk.main { (key, value) throws(Fault) in
        if key == Array(table.utf8) { found = value }
      }
      guard let found else { return nil }
      var rows: [[UInt8]: [UInt8]] = [:]
      try walk.tree(found) { (entry, page) throws(Fault) in
        if entry.kind == .here { rows[page.key(entry)] = page.value(entry) }
      }
      return rows
    } catch {
      return nil
    }
  }

  // MARK: Walking

  private mutating func all(_ mayGoOn: () -> Bool) throws(Fault) {
    var tables: [PageTree] = []
    try main { (_, table) throws(Fault) in tables.append(table) }
    var goesOn = true
    for table in tables where goesOn {
      try tree(table) { (_, _) throws(Fault) in goesOn = goesOn && mayGoOn() }
    }
    var free: [UInt64] = []
    try tree(meta.free) { [file, meta] (entry, page) throws(Fault) in
      free += try Self.free(entry, page, file, meta.pageBytes)
    }
    for number in free { try take(number, on: number) }
  }

  /// Goes through the table without a name, and gives the named ones.
  private mutating func main(_ found: ([UInt8], PageTree) throws(Fault) -> Void) throws(Fault) {
    try tree(meta.main) { (entry, page) throws(Fault) in
      guard entry.kind == .table else { return }
      try found(page.key(entry), try PageTree(page.value(entry), on: page.number, flags: 0))
    }
  }

  /// The pages that an entry of the free ones names.
  private static func free(
    _ entry: PageEntry, _ page: PageBytes, _ file: PlainFile, _ pageBytes: Int
  ) throws(Fault) -> [UInt64] {
    guard case .elsewhere(let first) = entry.kind else { return try free(page.value(entry), page.number) }
    var bytes = [UInt8](repeating: 0, count: entry.size)
    guard (try? file.read(into: &bytes, at: Int(first) * pageBytes + PageBytes.headerBytes)) != nil else {
      throw Fault(page: first, cause: "cannot be read")
    }
    return try free(bytes, first)
  }

  private static func free(_ bytes: [UInt8], _ number: UInt64) throws(Fault) -> [UInt64] {
    let words = stride(from: 0, to: bytes.count - bytes.count % 8, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
    guard let count = words.first, count < UInt64(words.count) else {
      throw Fault(page: number, cause: "names more free pages than it has room for")
    }
    return Array(words[1..<1 + Int(count)])
  }

  /// Notes that a page is in use, or free; each is once.
  private mutating func take(_ number: UInt64, on page: UInt64) throws(Fault) {
    guard number > 1, number <= meta.last else { throw Fault(page: page, cause: "leads out of the file") }
    let (word, bit) = (Int(number / 64), UInt64(1) << (number % 64))
    guard seen[word] & bit == 0 else { throw Fault(page: number, cause: "is in two places") }
    seen[word] |= bit
  }

  private func read(_ number: UInt64, into page: inout PageBytes) throws(Fault) {
    guard (try? file.read(into: &page.bytes, at: Int(number) * meta.pageBytes)) != nil else {
      throw Fault(page: number, cause: "cannot be read")
    }
    page.number = number
  }

  /// Goes through a table and gives each of its entries with the page that it is on.
  private mutating func tree(
    _ tree: PageTree, _ found: (PageEntry, PageBytes) throws(Fault) -> Void
  ) throws(Fault) {
    guard let root = tree.root else { return }
    guard tree.depth <= Self.depthMax else { throw Fault(page: root, cause: "is too deep") }
    // What is left to be gone to: pages with the bounds of their keys, the next one last.
    var waiting: [PageStep] = [PageStep(page: root, level: 1, low: nil, high: nil, parent: root)]
    var page = PageBytes(number: 0, size: meta.pageBytes)
    while let step = waiting.popLast() {
      try take(step.page, on: step.parent)
      try read(step.page, into: &page)
      let isLeaf = step.level == tree.depth
      let entries = try page.entries(isLeaf: isLeaf)
      try page.check(entries, within: step, isLeaf: isLeaf, byNumber: tree.isByNumber)
      if isLeaf {
        for entry in entries {
          if case .elsewhere(let first) = entry.kind { try takeRun(first, entry.size, step.page) }
          try found(entry, page)
        }
        continue
      }
      for (place, entry) in entries.enumerated().reversed() {
        waiting.append(
          PageStep(
            page: entry.child, level: step.level + 1, low: place == 0 ? step.low : page.key(entry),
            high: place + 1 < entries.count ? page.key(entries[place + 1]) : step.high, parent: step.page))
      }
    }
  }

  /// Notes the pages of a long value.
  private mutating func takeRun(_ first: UInt64, _ size: Int, _ parent: UInt64) throws(Fault) {
    try take(first, on: parent)
    try read(first, into: &page)
    let pages = page.runPages
    guard page.isRun, pages > 0, pages <= meta.last - first + 1,
      PageBytes.headerBytes + size <= Int(pages) * meta.pageBytes
    else { throw Fault(page: first, cause: "does not hold the value that it should") }
    for number in first + 1..<first + pages { try take(number, on: first) }
  }
}

/// A page to be gone to.
struct PageStep {
  var page: UInt64
  /// 1 at a table's root.
  var level: Int
  /// All keys are from this one on; nil: from the first.
  var low: [UInt8]?
  /// And before this one.
  var high: [UInt8]?
  /// Where it is named.
  var parent: UInt64
}
