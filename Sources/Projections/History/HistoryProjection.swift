public import Domain
import Schema

/// What happened with each contact: every fact that is about it, names it or implies it.
public struct HistoryProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "history"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 2

  /// Follows every fact of its kind.
  public init() {}

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: ViewWriter) throws(ProjectionFailure) {
    if event.header.subject.kind == .contact { add(event, to: event.header.subject, view) }
    for subject in event.header.otherSubjects where subject.kind == .contact { add(event, to: subject, view) }
    guard event.type == FactType.factRetracted.rawValue else { return }
    let original = try ViewWriter.retracted(by: event)
    func mark(_ contact: SubjectID) {
      view.insert(HistoryTable.retraction(contact, original.position)) {
        $0.appendBigEndian(event.position.value)
      }
    }
    if original.header.subject.kind == .contact { mark(original.header.subject) }
    for subject in original.header.otherSubjects where subject.kind == .contact { mark(subject) }
  }

  private func add(_ event: RecordedEvent, to contact: SubjectID, _ view: ViewWriter) {
    view.insert(HistoryTable.entry(contact, event.position)) { row in HistoryRow.append(event, to: &row) }
    // Entries that occurred when they were recorded are in the order of their times already.
    if event.header.occurredAt != event.header.recordedAt {
      view.insert(HistoryTable.backdated(contact, event.header.occurredAt, event.position))
    }
  }
}

/// The keys of the history view.
enum HistoryTable {
  /// A ``HistoryRow``: contact, position.
  static func entry(_ contact: SubjectID, _ position: Position) -> RowKey {
    var key = entries(contact)
    key.append(position)
    return key
  }
  static func entries(_ contact: SubjectID) -> RowKey { RowKey(table: 1).with(contact) }

  /// An empty row for each entry that did not occur when it was recorded: contact, time, position.
  static func backdated(_ contact: SubjectID, _ time: Instant, _ position: Position) -> RowKey {
    var key = backdated(contact)
    key.append(time)
    key.append(position)
    return key
  }
  static func backdated(_ contact: SubjectID) -> RowKey { RowKey(table: 2).with(contact) }

  /// The position of the retraction of an entry, 8 bytes: contact, position.
  static func retraction(_ contact: SubjectID, _ position: Position) -> RowKey {
    var key = retractions(contact)
    key.append(position)
    return key
  }
  static func retractions(_ contact: SubjectID) -> RowKey { RowKey(table: 3).with(contact) }
}

/// A stored entry: what a page needs to know of it, then the ``HistoryEntry`` without actor and retraction.
///
/// `uid (4) | role (1) | is back-dated (1) | type (2) | occurredAt (8) | message`, all big-endian.
enum HistoryRow {
  static let headBytes = 16

  static func append(_ event: RecordedEvent, to row: inout [UInt8]) {
    let header = event.header
    let isBackdated: UInt64 = header.occurredAt == header.recordedAt ? 0 : 1
    var head = ShortBytes()
    head.appendBigEndian(
      UInt64(header.uid) << 32 | UInt64(header.role.rawValue) << 24 | isBackdated << 16
        | UInt64(header.type & 0xFFFF))
    head.appendBigEndian(UInt64(bitPattern: header.occurredAt.microseconds))
    head.appendField(1, header.position.value)
    // The fact as it is stored, as the field of its type in a `Fact`.
    let type = UInt64(header.type)
    let message = event.message
    let headCount = varintCount(type << 3 | 2) + varintCount(UInt64(message.count))
    head.appendHead(2, count: headCount + message.count)
    head.appendHead(type, count: message.count)
    head.append(to: &row)
    row.append(contentsOf: message)
    var tail = ShortBytes()
    tail.appendField(3, header.occurredAt)
    tail.appendField(4, header.recordedAt)
    // The line's length is known only behind it: 2 bytes are kept for it.
    tail.appendVarint(6 << 3 | 2)
    tail.append(0x80)
    tail.append(0)
    tail.append(to: &row)
    let start = row.count
    HistorySummary.append(event.fact, to: &row)
    let length = row.count - start
    row[start - 2] = UInt8(truncatingIfNeeded: length & 0x7F) | 0x80
    row[start - 1] = UInt8(truncatingIfNeeded: length >> 7)
  }

  static func uid(_ row: Span<UInt8>) -> UInt32 { UInt32(truncatingIfNeeded: row.bigEndian(at: 0) >> 32) }
  static func role(_ row: Span<UInt8>) -> Role { Role(rawValue: row[4]) ?? .none }
  static func isBackdated(_ row: Span<UInt8>) -> Bool { row[5] != 0 }
  static func type(_ row: Span<UInt8>) -> UInt32 { UInt32(row[6]) << 8 | UInt32(row[7]) }
  static func occurredAt(_ row: Span<UInt8>) -> Instant {
    Instant(microseconds: Int64(bitPattern: row.bigEndian(at: 8)))
  }
}
