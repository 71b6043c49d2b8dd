public import Domain
import Schema

/// What happened with each contact: every fact that is about it, names it or implies it.
public struct HistoryProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "history"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 3
  /// Of interactions and notes, which most facts are, the stored message serves as it is.
  public let kinds = FactKinds.all(
    message: .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded)

  /// Follows every fact of its kind.
  public init() {}

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    if event.header.subject.kind == .contact { add(event, to: event.header.subject, &view) }
    for subject in event.header.otherSubjects where subject.kind == .contact { add(event, to: subject, &view) }
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

  private func add(_ event: RecordedEvent, to contact: SubjectID, _ view: inout ViewWriter) {
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
