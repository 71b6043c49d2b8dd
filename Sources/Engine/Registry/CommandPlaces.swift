import FactSchema

/// Where the first facts of commands stand, by the hashes of their keys.
///
/// Holds no texts: to put one in or to let all go counts no references.
struct CommandPlaces: Sendable {
  private var places: [UInt64: Position] = [:]
  /// Of hashes that several commands have, those but the first; hardly ever any.
  private var others: [UInt64: [Position]] = [:]
  private var othersCount = 0

  /// How many commands.
  var count: Int { places.count + othersCount }

  mutating func reserveCapacity(_ count: Int) { places.reserveCapacity(count) }

  /// Adds one; whether it was not there.
  mutating func insert(_ position: Position, _ hash: UInt64) -> Bool {
    guard let first = places.updateValue(position, forKey: hash) else { return true }
    places[hash] = first
    guard first != position, !others[hash, default: []].contains(position) else { return false }
    others[hash, default: []].append(position)
    othersCount += 1
    return true
  }

  /// Takes back the last one that was added under a hash.
  mutating func removeLast(_ hash: UInt64) {
    guard others[hash]?.popLast() != nil else {
      places[hash] = nil
      return
    }
    othersCount -= 1
    if others[hash]?.isEmpty ?? false { others[hash] = nil }
  }

  /// Those of a hash, in the order in which they were added.
  subscript(hash: UInt64) -> [Position] {
    guard let first = places[hash] else { return [] }
    return [first] + others(of: hash)
  }

  /// All hashes, each once.
  var hashes: some Collection<UInt64> { places.keys }

  /// Each hash with the first of its commands, in the order of the hashes.
  var sorted: [(hash: UInt64, first: Position)] {
    var sorted: [(hash: UInt64, first: Position)] = places.map { (hash: $0.key, first: $0.value) }
    sorted.sort { $0.hash < $1.hash }
    return sorted
  }

  /// Those of a hash but the first.
  func others(of hash: UInt64) -> [Position] { others.isEmpty ? [] : others[hash, default: []] }
}
