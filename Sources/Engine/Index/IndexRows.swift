import Bytes
import FactSchema
import ReadModels
import RowStore

/// The keys of the index: a byte that names the table, then what is looked for, then the position; of retractions what is
/// retracted, then the position of the retraction. Values are empty.
enum IndexRows {
  static func prefix(subject: SubjectID, type: UInt32) -> [UInt8] {
    var key: [UInt8] = [1]
    key.reserveCapacity(28)
    RegistryRows.append(subject, to: &key)
    key.appendBigEndian(UInt16(truncatingIfNeeded: type))
    return key
  }

  /// Of all types.
  static func prefix(subject: SubjectID) -> [UInt8] {
    var key: [UInt8] = [1]
    key.reserveCapacity(18)
    RegistryRows.append(subject, to: &key)
    return key
  }

  /// The type in a key, before its position.
  static func type(_ key: Span<UInt8>) -> UInt16 {
    key.count >= 10 ? key.bigEndian(at: key.count - 10) : 0
  }

  static func prefix(type: UInt32) -> [UInt8] {
    var key: [UInt8] = [2]
    key.reserveCapacity(11)
    key.appendBigEndian(UInt16(truncatingIfNeeded: type))
    return key
  }

  static let retractionPrefix: [UInt8] = [3]

  static func retractionKey(_ position: Position) -> [UInt8] { key(retractionPrefix, position) }

  /// What is retracted by a retraction's key.
  static func retracted(_ key: Span<UInt8>) -> Position { Position(key.count >= 9 ? key.bigEndian(at: 1) : 0) }

  static func key(_ prefix: [UInt8], _ position: Position) -> [UInt8] {
    var key = prefix
    key.appendBigEndian(position.value)
    return key
  }

  /// The position at the end of a key.
  static func position(_ key: Span<UInt8>) -> Position {
    Position(key.count >= 8 ? key.bigEndian(at: key.count - 8) : 0)
  }

  /// The rows of one fact, without order.
  static func append(_ entry: IndexEntry, to rows: inout [IndexRow]) {
    let type = UInt16(truncatingIfNeeded: entry.type)
    var key = RowKey(table: 2)
    key.append(type)
    key.append(entry.position)
    rows.append(IndexRow(key: key))
    rows.append(row(entry.subject, type, entry.position))
    for subject in entry.otherSubjects { rows.append(row(subject, type, entry.position)) }
    if let retracts = entry.retracts {
      var key = RowKey(table: 3)
      key.append(retracts)
      key.append(entry.position)
      rows.append(IndexRow(key: key))
    }
  }

  private static func row(_ subject: SubjectID, _ type: UInt16, _ position: Position) -> IndexRow {
    var key = RowKey(table: 1)
    key.append(subject.kind.rawValue)
    key.append(subject.value)
    key.append(type)
    key.append(position)
    return IndexRow(key: key)
  }
}

/// A row on its way into the index: facts are many, so that its key is held inline.
struct IndexRow: Sendable {
  var key: RowKey
}

/// What the index keeps of a fact.
struct IndexEntry: Sendable {
  var position: Position
  var type: UInt32
  var subject: SubjectID
  var otherSubjects: [SubjectID]
  /// The position that a FactRetracted names.
  var retracts: Position?

  /// How many rows it has.
  var rowCount: Int { 2 + otherSubjects.count + (retracts == nil ? 0 : 1) }

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
