import Bytes
public import Domain
public import FactSchema
public import RowStore

/// What happened with each contact: every fact that is about it, names it or implies it.
public struct HistoryProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = ReadModelName.history
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 6
  /// Of nearly all the stored message serves as it is.
  public let kinds = FactKinds.messages(whole: .clockReset)
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [QueryKind(ContactHistoryQuery.init)]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// None: an entry is what its fact says, and stays when that is retracted.
  public func part(of header: EventHeader) -> SubjectID? { nil }

  /// All: what does not stand is shown so.
  public let retractedKinds = FactKinds.all

  /// The contact whose history it is in.
  public func subject(ofRow key: [UInt8]) -> SubjectID? {
    switch key.first ?? 0 {
    case ...3: SubjectID(.contact, beginning: key)
    case 5: SubjectID(.contact, ending: key)
    default: nil
    }
  }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    if event.type == FactType.clockReset.rawValue { return try clockReset(event, &view) }
    let isInOrder = try isInOrder(event.header, &view)
    if event.header.subject.kind == .contact { add(event, to: event.header.subject, isInOrder, &view) }
    for subject in event.header.otherSubjects where subject.kind == .contact {
      add(event, to: subject, isInOrder, &view)
    }
    if let contact = event.header.contact, HistoryTable.isToldFrom(event.header) {
      view.insert(HistoryTable.change(event.header.subject, event.position, contact))
    }
    for standing in event.retraction?.standings ?? [] {
      // A retraction names the subjects of what it takes back.
      if event.header.subject.kind == .contact { mark(standing, of: event.header.subject, &view) }
      for subject in event.header.otherSubjects where subject.kind == .contact { mark(standing, of: subject, &view) }
    }
  }

  private func mark(_ standing: Retraction.Standing, of contact: SubjectID, _ view: inout ViewWriter) {
    let key = HistoryTable.retraction(contact, standing.position)
    guard let by = standing.retractedBy else { return view.delete(key) }
    var row: [UInt8] = []
    row.appendBigEndian(by.value)
    view.put(key, row)
  }

  private func add(_ event: RecordedEvent, to contact: SubjectID, _ isInOrder: Bool, _ view: inout ViewWriter) {
    view.insert(HistoryTable.entry(contact, event.position)) { row in
      HistoryRow.append(event, isInOrder: isInOrder, to: &row)
    }
    if !isInOrder { view.insert(HistoryTable.outOfOrder(contact, event.header.occurredAt, event.position)) }
  }

  /// Entries that occurred when they were recorded are in the order of their times already; but where the daemon's clock
  /// was begun anew, only from when it has passed what it said before.
  private func isInOrder(_ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) -> Bool {
    guard header.occurredAt == header.recordedAt else { return false }
    guard let latest = try view.row(HistoryTable.latestBeforeReset), latest.count == 8 else { return true }
    return header.recordedAt.microseconds >= latest.span.bigEndian(at: 0, as: Int64.self)
  }

  private func clockReset(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard case .clockReset(let fact) = event.fact.fact, let was = Instant(fact.was) else { return }
    let known = try view.row(HistoryTable.latestBeforeReset).map { $0.span.bigEndian(at: 0, as: Int64.self) }
    var row: [UInt8] = []
    row.appendBigEndian(max(was.microseconds, known ?? .min))
    view.put(HistoryTable.latestBeforeReset, row)
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

  /// An empty row for each entry that is elsewhere in the order of times than by position: contact, time, position.
  static func outOfOrder(_ contact: SubjectID, _ time: Instant, _ position: Position) -> RowKey {
    var key = outOfOrder(contact)
    key.append(time)
    key.append(position)
    return key
  }
  static func outOfOrder(_ contact: SubjectID) -> RowKey { RowKey(table: 2).with(contact) }

  /// The position of the retraction of an entry, 8 bytes: contact, position.
  static func retraction(_ contact: SubjectID, _ position: Position) -> RowKey {
    var key = retractions(contact)
    key.append(position)
    return key
  }
  static func retractions(_ contact: SubjectID) -> RowKey { RowKey(table: 3).with(contact) }

  /// The positions of the entries that were taken back.
  static func retracted(of contact: SubjectID, _ history: borrowing RowReader) throws(Refusal) -> Set<UInt64> {
    var positions: Set<UInt64> = []
    try history.scan(retractions(contact)) { key, _ in
      positions.insert(key.bigEndian(at: key.count - 8))
      return .next
    }
    return positions
  }

  /// An empty row for each fact that says what a subject's fields are, but for the making of a contact, with which its
  /// history begins: subject, position, and a contact in whose history the fact is.
  static func change(_ subject: SubjectID, _ position: Position, _ contact: SubjectID) -> RowKey {
    change(subject, position).with(contact)
  }
  static func change(_ subject: SubjectID, _ position: Position) -> RowKey {
    var key = changes(of: subject)
    key.append(position)
    return key
  }
  static func changes(of subject: SubjectID) -> RowKey { RowKey(table: 5).with(subject) }

  /// Whether a later fact's history may go back to this one.
  static func isToldFrom(_ header: EventHeader) -> Bool {
    switch header.subject.kind {
    // Who else is one of its people is no field of the deal.
    case .deal: ![.dealContactAdded, .dealContactRemoved].contains(FactType(rawValue: header.type))
    case .task: true
    case .contact: FactType(rawValue: header.type)?.changesFields ?? false
    default: false
    }
  }

  /// The latest time of recording before the daemon's clock was begun anew, 8 bytes; there only when it was.
  static let latestBeforeReset = RowKey(table: 4)
}
