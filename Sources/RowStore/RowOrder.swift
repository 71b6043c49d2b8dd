/// The order of rows by their keys, found without moving the rows.
///
/// Keys are compared a word of eight bytes at a time: all rows by their first words, those whose first words are equal by
/// the second ones, and so on. Many rows are distributed byte by byte and not compared at all.
public struct RowOrder: Sendable {
  /// The rows' indices, the least key first; those of equal keys as they came.
  public let indices: [UInt32]

  /// Orders `count` rows, which have the keys that `key` says.
  public init(count: Int, key: (Int) -> RowKey) { self.init(0..<count, key: key) }

  /// Orders the rows at `indices`.
  init(_ indices: some Sequence<Int>, key: (Int) -> RowKey) {
    var sorting = WordSort(indices.map { WordSort.Place(word: key($0).word(0), index: UInt32($0)) })
    sorting.sort(sorting.places.indices, word: 0, key: key)
    self.indices = sorting.places.map(\.index)
  }
}

/// Sorts rows by one word of their keys after the other.
private struct WordSort {
  /// Where a row is, and the word of its key that is looked at.
  struct Place {
    var word: UInt64
    var index: UInt32
  }

  var places: [Place]
  /// As long as `places`; holds what is being distributed.
  private var other: [Place] = []
  /// For each byte of a word, how many places have it at each of its values.
  private var counts: [UInt32] = []

  /// Up to how many places are inserted one by one.
  private static let insertedMax = 16
  /// From how many places on distributing beats comparing.
  private static let distributedMin = 512

  init(_ places: [Place]) { self.places = places }

  /// Sorts a range whose places have their word of this number, and are equal in the words before it.
  mutating func sort(_ range: Range<Int>, word: Int, key: (Int) -> RowKey) {
    if range.count <= Self.insertedMax {
      insert(range)
    } else if range.count < Self.distributedMin {
      places[range].sort { $0.word < $1.word }
    } else {
      distribute(range)
    }
    guard word + 1 < RowKey.wordsMax else { return }
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, places[end].word == places[start].word { end += 1 }
      if end - start > 1 {
        for index in start..<end { places[index].word = key(Int(places[index].index)).word(word + 1) }
        sort(start..<end, word: word + 1, key: key)
      }
      start = end
    }
  }

  private mutating func insert(_ range: Range<Int>) {
    for next in range.dropFirst() {
      let place = places[next]
      var hole = next
      while hole > range.lowerBound, places[hole - 1].word > place.word {
        places[hole] = places[hole - 1]
        hole -= 1
      }
      places[hole] = place
    }
  }

  /// Distributes by each byte of the word, the last one first; bytes that are the same everywhere are passed over.
  private mutating func distribute(_ range: Range<Int>) {
    if other.isEmpty { other = places }
    var isSwapped = false
    counts = [UInt32](repeating: 0, count: 8 * 256)
    for index in range {
      let word = places[index].word
      for byte in 0..<8 { counts[byte << 8 | Self.byte(byte, of: word)] += 1 }
    }
    for byte in 0..<8 where counts[byte << 8 | Self.byte(byte, of: places[range.lowerBound].word)] < range.count {
      var start = UInt32(range.lowerBound)
      for value in byte << 8..<(byte + 1) << 8 {
        let count = counts[value]
        counts[value] = start
        start += count
      }
      for index in range {
        let place = places[index]
        let slot = byte << 8 | Self.byte(byte, of: place.word)
        other[Int(counts[slot])] = place
        counts[slot] += 1
      }
      swap(&places, &other)
      isSwapped.toggle()
    }
    guard isSwapped else { return }
    // Of the other array only the range is true.
    swap(&places, &other)
    for index in range { places[index] = other[index] }
  }

  private static func byte(_ number: Int, of word: UInt64) -> Int {
    Int(truncatingIfNeeded: word >> UInt64(number * 8)) & 0xFF
  }
}
