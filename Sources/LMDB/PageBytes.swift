/// What the two pages say that a file begins with, of the one that counts.
struct PageMeta {
  let pageBytes: Int
  let free: PageTree
  let main: PageTree
  /// The last page in use.
  let last: UInt64

  /// Both must be sound: where one is not, nobody can tell whether it was the one that counts.
  init(_ file: PlainFile) throws(PageWalk.Fault) {
    var start = PageBytes(number: 0, size: 4096)
    guard let size = try? file.size(), (try? file.read(into: &start.bytes, at: 0)) != nil else {
      throw PageWalk.Fault(page: 0, cause: "cannot be read")
    }
    let bytes = Int(start.number32(40))
    guard (512...65_536).contains(bytes), bytes & (bytes - 1) == 0 else {
      throw PageWalk.Fault(page: 0, cause: "is not what an LMDB file begins with")
    }
    var newest: (transaction: UInt64, page: PageBytes)?
    for number in UInt64(0)...1 {
      var page = PageBytes(number: number, size: bytes)
      guard (try? file.read(into: &page.bytes, at: Int(number) * bytes)) != nil, page.number64(0) == number,
        page.number16(10) == 8, page.number32(16) == 0xBEEF_C0DE, page.number32(20) == 1, page.number32(40) == bytes
      else { throw PageWalk.Fault(page: number, cause: "is not what an LMDB file begins with") }
      let transaction = page.number64(144)
      if newest.map({ transaction > $0.transaction }) ?? true { newest = (transaction, page) }
    }
    guard let page = newest?.page else { throw PageWalk.Fault(page: 0, cause: "cannot be read") }
    pageBytes = bytes
    last = page.number64(136)
    let (used, isBeyond) = (last &+ 1).multipliedReportingOverflow(by: UInt64(bytes))
    guard last > 0, !isBeyond, used > 0, used <= UInt64(size) else {
      throw PageWalk.Fault(page: page.number, cause: "says that the file has more pages than it has")
    }
    free = try PageTree(Array(page.bytes[40..<88]), on: page.number, flags: 8, pad: UInt32(bytes))
    main = try PageTree(Array(page.bytes[88..<136]), on: page.number, flags: 0)
  }
}

/// A table, as 48 bytes say where it begins.
struct PageTree {
  /// Nil when it is empty.
  var root: UInt64?
  /// How many levels of pages it has.
  var depth: Int
  /// Whether its keys are numbers of the machine, as those of the table of free pages are.
  var isByNumber: Bool

  init(_ bytes: [UInt8], on page: UInt64, flags: UInt16, pad: UInt32 = 0) throws(PageWalk.Fault) {
    let said = PageBytes(number: page, bytes: bytes)
    guard bytes.count == 48, said.number32(0) == pad, said.number16(4) == flags else {
      throw PageWalk.Fault(page: page, cause: "describes a table as none is")
    }
    let root = said.number64(40)
    depth = Int(said.number16(6))
    guard (root == .max) == (depth == 0) else {
      throw PageWalk.Fault(page: page, cause: "describes a table as none is")
    }
    self.root = root == .max ? nil : root
    isByNumber = flags == 8
  }
}

/// Where an entry of a page is.
struct PageEntry {
  /// Where its value is.
  enum Kind: Equatable {
    /// Behind its key.
    case here
    /// Behind its key, and says where a table begins.
    case table
    /// From that page on.
    case elsewhere(UInt64)
  }

  var key: Range<Int>
  /// The bytes of its value.
  var size: Int
  var kind: Kind
  /// On a page that leads to others, the one that it leads to.
  var child: UInt64
}

/// The bytes of a page.
struct PageBytes {
  var number: UInt64
  var bytes: [UInt8]

  static let headerBytes = 16
  private static let nodeBytes = 8

  init(number: UInt64, size: Int) { self.init(number: number, bytes: [UInt8](repeating: 0, count: size)) }

  init(number: UInt64, bytes: [UInt8]) {
    self.number = number
    self.bytes = bytes
  }

  func number16(_ at: Int) -> UInt16 { UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8 }
  func number32(_ at: Int) -> UInt32 { UInt32(number16(at)) | UInt32(number16(at + 2)) << 16 }
  func number64(_ at: Int) -> UInt64 { UInt64(number32(at)) | UInt64(number32(at + 4)) << 32 }

  /// Whether it is the first of those of a long value.
  var isRun: Bool { number64(0) == number && number16(10) == 4 }
  /// How many pages that value has.
  var runPages: UInt64 { UInt64(number32(12)) }

  func key(_ entry: PageEntry) -> [UInt8] { Array(bytes[entry.key]) }
  /// The value of an entry that has it here.
  func value(_ entry: PageEntry) -> [UInt8] { Array(bytes[entry.key.upperBound..<entry.key.upperBound + entry.size]) }

  /// The entries of a page of that kind, all of which are within it and fill what is not free.
  func entries(isLeaf: Bool) throws(PageWalk.Fault) -> [PageEntry] {
    let (lower, upper) = (Int(number16(12)), Int(number16(14)))
    guard number64(0) == number, number16(10) == (isLeaf ? 2 : 1), lower > Self.headerBytes, lower % 2 == 0,
      lower <= upper, upper <= bytes.count
    else { throw PageWalk.Fault(page: number, cause: "is not of the kind that its place demands") }
    var entries: [PageEntry] = []
    entries.reserveCapacity((lower - Self.headerBytes) / 2)
    var filled = 0
    for pointer in stride(from: Self.headerBytes, to: lower, by: 2) {
      let node = Int(number16(pointer))
      guard node >= upper, node % 2 == 0, node + Self.nodeBytes <= bytes.count,
        let (entry, end) = entry(node, isLeaf: isLeaf)
      else { throw PageWalk.Fault(page: number, cause: "has an entry that is not within it") }
      filled += (end - node + 1) & ~1
      entries.append(entry)
    }
    guard filled == bytes.count - upper else { throw PageWalk.Fault(page: number, cause: "has entries that overlap") }
    return entries
  }

  /// The entry that begins there, and where it ends; nil where it is not within the page.
  private func entry(_ node: Int, isLeaf: Bool) -> (entry: PageEntry, end: Int)? {
    let data = node + Self.nodeBytes + Int(number16(node + 6))
    guard data <= bytes.count else { return nil }
    let key = node + Self.nodeBytes..<data
    guard isLeaf else {
      let child = UInt64(number32(node)) | UInt64(number16(node + 4)) << 32
      return (PageEntry(key: key, size: 0, kind: .here, child: child), data)
    }
    let size = Int(number32(node))
    switch number16(node + 4) {
    case 1:
      guard data + 8 <= bytes.count else { return nil }
      return (PageEntry(key: key, size: size, kind: .elsewhere(number64(data)), child: 0), data + 8)
    case let flags where flags == 0 || flags == 2:
      guard size <= bytes.count - data else { return nil }
      return (PageEntry(key: key, size: size, kind: flags == 2 ? .table : .here, child: 0), data + size)
    default: return nil
    }
  }

  /// Holds the keys against each other and against what the page above says of them.
  func check(
    _ entries: [PageEntry], within step: PageStep, isLeaf: Bool, byNumber: Bool
  ) throws(PageWalk.Fault) {
    func precedes(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
      byNumber
        ? one.reversed().lexicographicallyPrecedes(other.reversed()) : one.lexicographicallyPrecedes(other)
    }
    // On a page that leads to others the first key says nothing.
    let keys = entries.dropFirst(isLeaf ? 0 : 1).map { bytes[$0.key] }
    var last: ArraySlice<UInt8>?
    for key in keys {
      guard !key.isEmpty, last.map({ precedes($0, key) }) ?? true else {
        throw PageWalk.Fault(page: number, cause: "has keys that are not in order")
      }
      last = key
    }
    guard let first = keys.first, let last else { return }
    guard step.low.map({ !precedes(first, $0[...]) }) ?? true, step.high.map({ precedes(last, $0[...]) }) ?? true else {
      throw PageWalk.Fault(page: number, cause: "has keys that belong elsewhere")
    }
  }
}
