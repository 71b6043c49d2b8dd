/// Says of a key that a run surely lacks it, in one look into memory; wrong for about one in thirty that it lacks.
struct BloomFilter: Sendable {
  /// Each key sets four bits of one word.
  private var words: [UInt64]
  /// How many it was made for.
  let rows: Int

  init(rows: Int) {
    self.rows = rows
    words = [UInt64](repeating: 0, count: max(1, rows * Self.bitsPerRow / 64))
  }

  mutating func add(_ key: RowKey) {
    let hash = key.quickHash
    words[place(hash)] |= Self.bits(hash)
  }

  func mayHave(_ key: RowKey) -> Bool {
    let hash = key.quickHash
    let bits = Self.bits(hash)
    return words[place(hash)] & bits == bits
  }

  private func place(_ hash: UInt64) -> Int { Int(hash.multipliedFullWidth(by: UInt64(words.count)).high) }

  private static func bits(_ hash: UInt64) -> UInt64 {
    // The high bits have chosen the word; these are the low ones.
    1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63) | 1 << (hash >> 18 & 63)
  }

  private static let bitsPerRow = 12
}
