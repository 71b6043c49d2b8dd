import Bytes

/// A number of each kind, in a row one after the other as varints.
struct Counts<Kind: RawRepresentable<Int> & CaseIterable & SendableMetatype>: Equatable {
  private var values: [UInt64]

  /// None of any kind.
  init() { values = [UInt64](repeating: 0, count: Kind.allCases.count) }

  /// The numbers of a stored row; what it lacks is 0.
  init(_ row: [UInt8]?) {
    self.init()
    let row = row ?? []
    var reader = ProtobufReader(0..<row.count)
    for index in values.indices {
      guard let value = reader.varint(row.span) else { return }
      values[index] = value
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

  /// The row of what several parts come to, where one adds something else than it did.
  static var sum: RowSum {
    { row, before, after in
      var counts = Self(row)
      counts.replace(Self(before), by: Self(after))
      return counts.isEmpty ? nil : counts.encoded
    }
  }

  private var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    for value in values { row.appendVarint(value) }
    return row
  }
}
