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

  /// Adds an entry for a key that has none.
  mutating func add(_ entry: Entry) {
    if (entries.count + 1) * 2 > slots.count { enlarge() }
    entries.append(entry)
    place(entry.key, index: entries.count - 1)
    valueBytes += (entry.value?.count ?? 0) + (entry.base?.count ?? 0)
    if entry.isChanged { changedCount += 1 }
  }

  /// Changes the row; what it was before.
  mutating func change(at index: Int, to value: [UInt8]?) -> (value: [UInt8]?, wasChanged: Bool) {
    let before = entries[index].value
    let wasChanged = entries[index].isChanged
    valueBytes += (value?.count ?? 0) - (before?.count ?? 0)
    if !wasChanged { changedCount += 1 }
    entries[index].value = value
    entries[index].isChanged = true
    return (before, wasChanged)
  }

  /// Takes a change back.
  mutating func restore(at index: Int, value: [UInt8]?, isChanged: Bool) {
    valueBytes += (value?.count ?? 0) - (entries[index].value?.count ?? 0)
    if entries[index].isChanged != isChanged { changedCount += isChanged ? 1 : -1 }
    entries[index].value = value
    entries[index].isChanged = isChanged
  }

  /// Forgets everything; keeps the memory of a table that was not unusually large.
  mutating func removeAll() {
    let keeping = entries.count <= Self.keptEntriesMax
    entries.removeAll(keepingCapacity: keeping)
    slots =
      keeping && slots.count <= Self.keptEntriesMax * 2
      ? {
        var slots = slots; for index in slots.indices { slots[index] = 0 }; return slots
      }()
      : [UInt32](repeating: 0, count: 64)
    valueBytes = 0
    changedCount = 0
  }

  /// Up to how many entries the table's memory is kept from one flush to the next.
  private static let keptEntriesMax = 1 << 15

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
