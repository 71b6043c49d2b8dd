/// The changed rows of a view and others that were lately read or written, in memory: a hash table from key to value.
///
/// Entries are never removed one by one, only all at once, so that an entry's index stays valid until then.
struct Memtable {
  struct Entry {
    var key: RowKey
    /// What the row holds from now on; nil: there is no such row.
    var value: [UInt8]?
    /// What the view's file holds, if `isBaseKnown`.
    var base: [UInt8]?
    var isBaseKnown: Bool
    var isChanged: Bool
    /// Whether what the row held before has not been looked up: the value is to be added to that, and nil adds nothing.
    var isAddition = false

    /// The file holds the value now; by how many bytes the entry has grown.
    fileprivate mutating func becomeClean() -> Int {
      let before = base?.count ?? 0
      base = value
      isBaseKnown = true
      isChanged = false
      return (value?.count ?? 0) - before
    }
  }

  /// What a change is taken back to.
  private struct Undo {
    var index: Int
    var value: [UInt8]?
    var wasChanged: Bool
    var wasAddition: Bool
  }

  /// In the order in which their keys were first seen.
  private(set) var entries: ContiguousArray<Entry> = []
  /// Open addressing: the index of an entry plus 1, or 0.
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 64)
  /// About the bytes that values take.
  private(set) var valueBytes = 0
  /// The indices of the entries that differ from the file, or may do so, in the order in which they were changed first.
  private(set) var changed: ContiguousArray<UInt32> = []
  /// What has been changed since ``beginEvent()``, to take it back.
  private var undo: [Undo] = []

  /// What a row costs beside its value: entry, slot and the array's head.
  static let entryBytes = MemoryLayout<Entry>.stride + 8 + 32

  var bytes: Int { entries.count * Self.entryBytes + valueBytes }

  /// The index of the key's entry; nil when it has none.
  func index(of key: RowKey) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.quickHash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].key == key { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// What the row holds as far as the memtable knows.
  enum Known {
    /// It says nothing of the row.
    case nothing
    /// The row's value; nil: there is no such row.
    case value([UInt8]?)
    /// The entry at the index is to be added to what the row held before.
    case addition(Int)
  }

  func known(_ key: RowKey) -> Known {
    guard let index = index(of: key) else { return .nothing }
    return entries[index].isAddition ? .addition(index) : .value(entries[index].value)
  }

  /// What it says of the key; nil when it knows nothing of it.
  func found(_ key: RowKey) -> SortedRun.Found? {
    guard let index = index(of: key) else { return nil }
    let entry = entries[index]
    guard entry.isAddition else { return entry.value.map { .value($0) } ?? .deleted }
    return entry.value.map { .addition($0) }
  }

  /// Adds an entry, which is not changed yet, for a key that has none.
  mutating func add(_ entry: Entry) {
    if (entries.count + 1) * 2 > slots.count { enlarge() }
    entries.append(entry)
    place(entry.key, index: entries.count - 1)
    valueBytes += (entry.value?.count ?? 0) + (entry.base?.count ?? 0)
  }

  // MARK: Changing

  /// From here on changes can be taken back by ``takeBack()``.
  mutating func beginEvent() { undo.removeAll(keepingCapacity: true) }

  /// Takes back all changes since ``beginEvent()``.
  mutating func takeBack() {
    for change in undo.reversed() {
      let index = change.index
      valueBytes += (change.value?.count ?? 0) - (entries[index].value?.count ?? 0)
      // Those that were changed first by this event are the last ones, and are taken back from the last one on.
      if !change.wasChanged { changed.removeLast() }
      entries[index].value = change.value
      entries[index].isChanged = change.wasChanged
      entries[index].isAddition = change.wasAddition
    }
    undo.removeAll(keepingCapacity: true)
  }

  /// Says what the row holds from now on; nil: there is no such row. `isBaseKnown` tells whether the file is known not to
  /// have it, where the row was not looked up.
  mutating func put(_ key: RowKey, _ value: [UInt8]?, isBaseKnown: Bool, isAddition: Bool = false) {
    change(at: index(of: key) ?? unknown(key, isBaseKnown: isBaseKnown), to: value, isAddition: isAddition)
  }

  /// Adds to what the memtable says of the row; false when it says nothing.
  mutating func add(_ key: RowKey, _ addition: [UInt8], by sum: MergeOperator) -> Bool {
    guard let index = index(of: key) else { return false }
    change(at: index, to: sum(entries[index].value, addition), isAddition: entries[index].isAddition)
    return true
  }

  /// An entry for a row that was not looked up.
  private mutating func unknown(_ key: RowKey, isBaseKnown: Bool) -> Int {
    add(Entry(key: key, value: nil, base: nil, isBaseKnown: isBaseKnown, isChanged: false, isAddition: true))
    return entries.count - 1
  }

  private mutating func change(at index: Int, to value: [UInt8]?, isAddition: Bool) {
    let (wasChanged, wasAddition) = (entries[index].isChanged, entries[index].isAddition)
    var other = value
    // Moved out and in, not copied.
    swap(&entries[index].value, &other)
    valueBytes += (value?.count ?? 0) - (other?.count ?? 0)
    if !wasChanged { changed.append(UInt32(index)) }
    entries[index].isChanged = true
    entries[index].isAddition = isAddition
    undo.append(Undo(index: index, value: other, wasChanged: wasChanged, wasAddition: wasAddition))
  }

  /// Adds an addition to what the row held before, which has been looked up now; what it holds.
  mutating func resolve(
    at index: Int, onto stored: [UInt8]?, base: [UInt8]?, isBaseKnown: Bool, by sum: MergeOperator
  ) -> [UInt8]? {
    let addition = entries[index].value
    let value = addition.map { sum(stored, $0) } ?? stored
    valueBytes += (value?.count ?? 0) - (addition?.count ?? 0) + (base?.count ?? 0)
    entries[index].value = value
    entries[index].base = base
    entries[index].isBaseKnown = isBaseKnown
    entries[index].isAddition = false
    return value
  }

  /// The file holds every row now as the memtable says. What it knows is kept for the events to come, which are often about
  /// the same rows, unless that is much.
  mutating func becomeClean() {
    guard bytes <= Self.keptBytesMax else { return removeAll() }
    for index in changed { valueBytes += entries[Int(index)].becomeClean() }
    changed.removeAll(keepingCapacity: true)
    undo.removeAll(keepingCapacity: true)
  }

  /// Up to how many bytes of rows are kept when they have been written.
  private static let keptBytesMax = 4 << 20

  /// Forgets everything; keeps the memory of a table that was filled and is not unusually large, or any.
  mutating func removeAll(keepingCapacity: Bool = false) {
    let wasNeeded = entries.count <= Self.keptEntriesMax && entries.count > slots.count / Self.shrinkFactor
    entries.removeAll(keepingCapacity: keepingCapacity || wasNeeded)
    if keepingCapacity || wasNeeded {
      for index in slots.indices { slots[index] = 0 }
    } else {
      slots = [UInt32](repeating: 0, count: 64)
    }
    valueBytes = 0
    changed.removeAll(keepingCapacity: keepingCapacity || wasNeeded)
    undo.removeAll(keepingCapacity: true)
  }

  /// Up to how many entries the table's memory is kept from one flush to the next.
  private static let keptEntriesMax = 1 << 17
  /// A table of which so small a part was filled is given back: a rush has ended.
  private static let shrinkFactor = 32

  private mutating func enlarge() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for index in entries.indices { place(entries[index].key, index: index) }
  }

  private mutating func place(_ key: RowKey, index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.quickHash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(index + 1)
  }
}
