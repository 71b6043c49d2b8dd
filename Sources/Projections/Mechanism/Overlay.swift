/// The changed and the lately read rows of a view, in memory: a hash table from key to value.
///
/// Entries are never removed one by one, only all at once, so that an entry's index stays valid until then.
struct Overlay {
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
  }

  /// In the order in which their keys were first seen.
  private(set) var entries: ContiguousArray<Entry> = []
  /// Open addressing: the index of an entry plus 1, or 0.
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 64)
  /// About the bytes that values take.
  private(set) var valueBytes = 0
  /// How many entries differ from the file, or may do so.
  private(set) var changedCount = 0

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

  /// What it says of the key; nil when it knows nothing of it.
  func found(_ key: RowKey) -> RowRun.Found? {
    guard let index = index(of: key) else { return nil }
    let entry = entries[index]
    guard entry.isAddition else { return entry.value.map { .value($0) } ?? .deleted }
    return entry.value.map { .addition($0) }
  }

  /// Adds an entry for a key that has none.
  mutating func add(_ entry: Entry) {
    if (entries.count + 1) * 2 > slots.count { enlarge() }
    entries.append(entry)
    place(entry.key, index: entries.count - 1)
    valueBytes += (entry.value?.count ?? 0) + (entry.base?.count ?? 0)
    if entry.isChanged { changedCount += 1 }
  }

  /// What a change is taken back to.
  struct Before {
    var value: [UInt8]?
    var wasChanged: Bool
    var wasAddition: Bool
  }

  /// Changes the row; what it was before.
  mutating func change(at index: Int, to value: [UInt8]?, isAddition: Bool = false) -> Before {
    let before = Before(
      value: entries[index].value, wasChanged: entries[index].isChanged, wasAddition: entries[index].isAddition)
    valueBytes += (value?.count ?? 0) - (before.value?.count ?? 0)
    if !before.wasChanged { changedCount += 1 }
    entries[index].value = value
    entries[index].isChanged = true
    entries[index].isAddition = isAddition
    return before
  }

  /// Takes a change back.
  mutating func restore(at index: Int, to before: Before) {
    valueBytes += (before.value?.count ?? 0) - (entries[index].value?.count ?? 0)
    if entries[index].isChanged != before.wasChanged { changedCount += before.wasChanged ? 1 : -1 }
    entries[index].value = before.value
    entries[index].isChanged = before.wasChanged
    entries[index].isAddition = before.wasAddition
  }

  /// Adds an addition to what the row held before, which has been looked up now; what it holds.
  mutating func resolve(
    at index: Int, onto stored: [UInt8]?, base: [UInt8]?, isBaseKnown: Bool, by sum: RowSum
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
    changedCount = 0
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
