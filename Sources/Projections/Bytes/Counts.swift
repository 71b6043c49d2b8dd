/// A number of each kind, in a row one after the other as varints.
struct Counts<Kind: RawRepresentable<Int> & CaseIterable>: Equatable {
  private var values: [UInt64]

  /// None of any kind.
  init() { values = [UInt64](repeating: 0, count: Kind.allCases.count) }

  /// The numbers of a stored row; what it lacks is 0.
  init(_ row: [UInt8]?) {
    self.init()
    var index = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in row ?? [] {
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      if index < values.count { values[index] = value }
      index += 1
      (value, shift) = (0, 0)
    }
  }

  /// How many of that kind there are; never below 0.
  subscript(kind: Kind) -> UInt64 {
    get { values[kind.rawValue] }
    set { values[kind.rawValue] = newValue }
  }

  /// Counts `new` instead of `old`.
  mutating func replace(_ old: Self, by new: Self) {
    for index in values.indices { values[index] = values[index] &+ new.values[index] &- old.values[index] }
  }

  var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    for value in values { row.appendVarint(value) }
    return row
  }
}
