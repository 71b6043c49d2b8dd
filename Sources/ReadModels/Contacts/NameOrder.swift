import Domain
import FactSchema
import RowStore

/// The rows that hold contacts in the order of their folded names, however long these are.
///
/// A key has room for so much of a name: `table 8 | 30 bytes at most | 0 | contact`. Where a name goes on, or ends just
/// there, a further row has the next stretch of it, under a hash of all before: `table 14 | hash (8) | 22 bytes at most |
/// 0 | contact`, and so on to its end. So the names that are equal as far as a key goes are those of a table of their own.
enum NameOrder {
  static let firstBytes = 30
  static let furtherBytes = 22
  /// More than the folding of a name of the greatest length gives.
  static let nameBytesMax = 4_096

  /// What of a name is in the keys.
  static func bytes(of folded: String) -> [UInt8] { Array(folded.utf8.lazy.filter { $0 != 0 }.prefix(nameBytesMax)) }

  /// The keys of a name, without the contact; none of an empty one.
  static func keys(of folded: String) -> [RowKey] {
    let name = bytes(of: folded)
    guard !name.isEmpty else { return [] }
    return stretches(of: name).map { key(name, $0) }
  }

  /// The ranges of a name that stand in keys, one after the other; the last may be empty.
  static func stretches(of name: [UInt8]) -> [Range<Int>] {
    var stretches = [0..<min(firstBytes, name.count)]
    while let last = stretches.last, last.count == capacity(at: last.lowerBound) {
      stretches.append(last.upperBound..<min(last.upperBound + furtherBytes, name.count))
    }
    return stretches
  }

  /// How many bytes a key holds of a name from this byte on.
  static func capacity(at start: Int) -> Int { start == 0 ? firstBytes : furtherBytes }

  /// The key of a stretch, up to the 0.
  static func key(_ name: [UInt8], _ stretch: Range<Int>) -> RowKey {
    var key = prefix(name[..<stretch.lowerBound])
    for byte in name[stretch] { key.append(byte) }
    key.append(UInt8(0))
    return key
  }

  /// What the keys begin with of names that begin so, as far as the stretches before go.
  static func prefix(_ before: ArraySlice<UInt8>) -> RowKey {
    guard !before.isEmpty else { return ContactsTable.names }
    var hash = FNV128()
    for byte in before { hash.add(byte) }
    return RowKey(table: 14).appending(UInt64(truncatingIfNeeded: hash.value >> 64)) { $0.append($1) }
  }
}

/// Goes through the contacts in the order of their names, a page at a time.
struct NameWalk {
  /// A contact, and where its name stood in the keys.
  struct Entry {
    var contact: SubjectID
    var name: [UInt8]
  }

  /// The keys under one beginning of names.
  private struct Level {
    var prefix: RowKey
    var keys: [RowKey] = []
    var index = 0
    var after: RowKey?
    var isRead = false
  }

  /// What the levels before the last have in common.
  private var path: [UInt8] = []
  private var levels: [Level]
  /// Keys that were looked at.
  private(set) var looked = 0

  private static let idBytes = 16
  private static let chunkRows = 256

  /// From the first name on.
  init() { levels = [Level(prefix: ContactsTable.names)] }

  /// Past this entry.
  init(after entry: Entry) {
    levels = []
    for stretch in NameOrder.stretches(of: entry.name) {
      let key = NameOrder.key(entry.name, stretch)
      let isLast = stretch.count < NameOrder.capacity(at: stretch.lowerBound)
      levels.append(
        Level(
          prefix: NameOrder.prefix(entry.name[..<stretch.lowerBound]),
          after: isLast ? key.with(entry.contact) : Self.end(of: key)))
      if !isLast { path += entry.name[stretch] }
    }
  }

  /// The next contact; nil when there is none. `wanted` is about how many more will be asked for.
  mutating func next(_ snapshot: borrowing RowReader, wanted: Int) throws(Refusal) -> Entry? {
    while let last = levels.indices.last {
      guard let key = try nextKey(last, snapshot, wanted: wanted) else {
        levels.removeLast()
        path.removeLast(min(path.count, NameOrder.capacity(at: last == 1 ? 0 : 1)))
        continue
      }
      looked += 1
      let bytes = key.bytes
      let stretch = bytes[levels[last].prefix.count..<bytes.count - Self.idBytes - 1]
      guard stretch.count == NameOrder.capacity(at: path.count) else {
        return Entry(contact: key.lastSubject(.contact), name: path + stretch)
      }
      // Names go on here: all of them come before the next key of this level that begins otherwise.
      let group = Self.group(key)
      path += stretch
      skip(group, last)
      levels.append(Level(prefix: NameOrder.prefix(path[...])))
    }
    return nil
  }

  private mutating func nextKey(
    _ level: Int, _ snapshot: borrowing RowReader, wanted: Int
  ) throws(Refusal) -> RowKey? {
    if levels[level].index == levels[level].keys.count {
      guard !levels[level].isRead else { return nil }
      let limit = max(1, min(wanted, Self.chunkRows))
      levels[level].keys = try snapshot.keys(levels[level].prefix, after: levels[level].after, limit: limit)
      levels[level].index = 0
      levels[level].isRead = levels[level].keys.count < limit
      guard !levels[level].keys.isEmpty else { return nil }
    }
    let key = levels[level].keys[levels[level].index]
    levels[level].index += 1
    if levels[level].index == levels[level].keys.count { levels[level].after = key }
    return key
  }

  /// Moves a level past the keys of a group.
  private mutating func skip(_ group: RowKey, _ level: Int) {
    while levels[level].index < levels[level].keys.count, levels[level].keys[levels[level].index].hasPrefix(group) {
      levels[level].index += 1
    }
    levels[level].after = Self.end(of: group)
  }

  /// A key without its contact.
  private static func group(_ key: RowKey) -> RowKey {
    RowKey(key.bytes.dropLast(idBytes)) ?? key
  }

  /// Past all contacts of a group.
  private static func end(of group: RowKey) -> RowKey { group.appending(UInt128.max) { $0.append($1) } }
}
