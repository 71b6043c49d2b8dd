import Schema

/// The keys of the index: a byte that names the table, then what is looked for, then the position. Values are empty,
/// but for retractions, whose value is the retracting position.
enum IndexRows {
  static func prefix(subject: SubjectID, type: UInt32) -> [UInt8] {
    var key: [UInt8] = [1]
    key.reserveCapacity(28)
    RegistryRows.append(subject, to: &key)
    RegistryRows.append(UInt64(type), bytes: 2, to: &key)
    return key
  }

  static func prefix(type: UInt32) -> [UInt8] {
    var key: [UInt8] = [2]
    key.reserveCapacity(11)
    RegistryRows.append(UInt64(type), bytes: 2, to: &key)
    return key
  }

  static let retractionPrefix: [UInt8] = [3]

  static func retractionKey(_ position: Position) -> [UInt8] { key(retractionPrefix, position) }

  static func key(_ prefix: [UInt8], _ position: Position) -> [UInt8] {
    var key = prefix
    RegistryRows.append(position.value, bytes: 8, to: &key)
    return key
  }

  /// The position at the end of a key.
  static func position(_ key: Span<UInt8>) -> Position {
    var value: UInt64 = 0
    for index in max(key.count - 8, 0)..<key.count { value = value << 8 | UInt64(key[index]) }
    return Position(value)
  }

  /// The rows of one fact, without order.
  static func append(_ entry: IndexEntry, to rows: inout [DerivedStore.Row]) {
    let type = entry.type
    rows.append(.init(key: key(prefix(type: type), entry.position), value: []))
    rows.append(.init(key: key(prefix(subject: entry.subject, type: type), entry.position), value: []))
    for subject in entry.otherSubjects {
      rows.append(.init(key: key(prefix(subject: subject, type: type), entry.position), value: []))
    }
    if let retracts = entry.retracts {
      rows.append(.init(key: retractionKey(retracts), value: RegistryRows.bytes(entry.position.value)))
    }
  }
}

/// What the index keeps of a fact.
struct IndexEntry: Sendable {
  var position: Position
  var type: UInt32
  var subject: SubjectID
  var otherSubjects: [SubjectID]
  /// The position that a FactRetracted names.
  var retracts: Position?

  init(_ header: EventHeader, retracts: Position?) {
    self.position = header.position
    self.type = header.type
    self.subject = header.subject
    self.otherSubjects = header.otherSubjects
    self.retracts = retracts
  }
}

extension LogFilter {
  func matches(_ entry: IndexEntry) -> Bool {
    guard types.isEmpty || types.contains(entry.type) else { return false }
    return subjects.isEmpty || subjects.contains(entry.subject)
      || entry.otherSubjects.contains(where: subjects.contains)
  }
}
