import Schema

/// Rows that were read, by subject: as many as are talked about in a while, then none again.
struct ReadCache<Value> {
  private(set) var values: [SubjectID: Value] = [:]

  /// Keeps what the environment has from now on.
  mutating func keep(_ value: Value, of subject: SubjectID) {
    if values.count >= Self.countMax, values[subject] == nil { values.removeAll(keepingCapacity: true) }
    values[subject] = value
  }

  private static var countMax: Int { 1 << 15 }
}
