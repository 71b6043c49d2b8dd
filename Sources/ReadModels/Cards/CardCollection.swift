import Domain
import FactSchema
import RowStore
import SwiftProtobuf

/// Cards of subjects of one kind, each under its subject, and the lists in which they are found.
///
/// The declaration is all that a read model says of it: cards are stored, and kept in their lists, as they change.
struct CardCollection<Request: CardListRequest, Row: CardRow>: Sendable where Request.Card == Row.Card {
  typealias Resolve = @Sendable (inout Request, borrowing RowReader) throws(Refusal) -> Void
  typealias Last = @Sendable (borrowing RowReader) throws(Refusal) -> Row.Card?

  private let model: String
  private let table: UInt8
  private let beside: [UInt8]
  let lists: [CardList<Request, Row>]
  /// What lists serve, in their order, then what none serves, in the schema's.
  let conditions: [Request.Condition]
  private let order: (@Sendable (Row) -> ListKey)?
  let isBackward: Bool
  let flag: (any CardFlag<Row>)?
  let resolve: Resolve?
  let last: Last?
  let people: PeopleCards<Row>?

  /// The cards of a read model.
  ///
  /// `table` is the first byte of their keys, `beside` those of the tables whose rows' keys begin with the subject too. Of the
  /// `lists` the first is gone through that a request asks for, from its end where `isBackward`; they give their cards by
  /// `order`, else by the ids. `flag` finds what is not stored of a card, `resolve` puts ids into a request for what it calls
  /// otherwise, `last` gives a card that stands behind all others and is not stored; `people` says which cards of its people an
  /// organization has too.
  init(
    _ model: String, table: UInt8, beside: [UInt8] = [], lists: [CardList<Request, Row>] = [],
    order: (@Sendable (Row) -> ListKey)? = nil, isBackward: Bool = false, flag: (any CardFlag<Row>)? = nil,
    resolve: Resolve? = nil, last: Last? = nil, people: PeopleCards<Row>? = nil
  ) {
    self.model = model
    self.table = table
    self.beside = beside
    self.lists = lists
    let served = lists.compactMap(\.condition)
    conditions = served + Request.Condition.allCases.filter { !served.contains($0) }
    self.order = order
    self.isBackward = isBackward
    self.flag = flag
    self.resolve = resolve
    self.last = last
    self.people = people
  }

  /// What its subjects are.
  var kind: SubjectKind { Row.Card.kind }

  /// What the keys of all cards begin with.
  var cards: RowKey { RowKey(table: table) }

  /// The key of the subject's card.
  func key(_ subject: SubjectID) -> RowKey { cards.with(subject) }

  /// Whose row it is that has this key: a card's, or one of a list; nil for a key of another table.
  func subject(ofRow key: [UInt8]) -> SubjectID? {
    guard let first = key.first else { return nil }
    if first == table || beside.contains(first) { return SubjectID(kind, beginning: key) }
    return lists.contains { $0.table == first } ? SubjectID(kind, ending: key) : nil
  }

  // MARK: Changing

  /// Stores the row of what the fact created; id and version are the header's.
  func create(_ row: Row, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let subject = header.subject
    var row = row
    row.withCard {
      $0.id = subject.description
      $0.version = header.version.value
    }
    view.create(key(subject), try row.stored())
    for list in lists {
      if let others = list.others {
        for place in places(of: row, in: list, others) { view.create(place.with(subject), []) }
        continue
      }
      guard let place = place(of: row, in: list) else { continue }
      if list.isFixed { view.insert(place.with(subject)) } else { view.create(place.with(subject), []) }
    }
  }

  /// Changes the card of what the fact is about; its version is the header's from then on.
  func change(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout Row.Card) -> Void
  ) throws(ProjectionFailure) {
    try change(header.subject, &view) { (row, _) in
      row.withCard {
        $0.version = header.version.value
        body(&$0)
      }
    }
  }

  /// Raises the version of the card that a retraction is about, where there is one.
  func retraction(_ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard header.subject.kind == kind, try view.row(key(header.subject)) != nil else { return }
    try change(header, &view) { _ in }
  }

  /// Changes a card, and the lists that it is in, as `body` does; it is given the writer for rows beside the card's.
  func change(
    _ subject: SubjectID, _ view: inout ViewWriter,
    _ body: (inout Row, inout ViewWriter) throws(ProjectionFailure) -> Void
  ) throws(ProjectionFailure) {
    guard let stored = try view.row(key(subject)) else { throw .cannotApply("\(subject) is not known") }
    guard let before = Row(stored: stored) else {
      throw .cannotApply("a stored row of table \(table) is not a message of its type")
    }
    var row = before
    try body(&row, &view)
    for list in lists where !list.isFixed {
      if let others = list.others {
        let (old, new) = (places(of: before, in: list, others), places(of: row, in: list, others))
        for place in old.subtracting(new) { view.delete(place.with(subject)) }
        for place in new.subtracting(old) { view.put(place.with(subject), []) }
        continue
      }
      let (old, new) = (place(of: before, in: list), place(of: row, in: list))
      guard old != new else { continue }
      if let old { view.delete(old.with(subject)) }
      if let new { view.put(new.with(subject), []) }
    }
    view.put(key(subject), try row.stored())
  }

  /// Where a row stands in a list, without the subject; nil where it does not.
  private func place(of row: Row, in list: CardList<Request, Row>) -> RowKey? {
    guard let key = list.key(row) else { return nil }
    var place = list.prefix(key)
    order?(row).append(to: &place)
    return place
  }

  /// All places of a row in a list in which it may stand several times.
  private func places(
    of row: Row, in list: CardList<Request, Row>, _ others: (Row) -> [ListKey]
  ) -> Set<RowKey> {
    var keys = others(row)
    if let key = list.key(row) { keys.append(key) }
    return Set(
      keys.map { key in
        var place = list.prefix(key)
        order?(row).append(to: &place)
        return place
      })
  }

  // MARK: Asking

  /// The subject's stored row; nil when there is no such subject.
  func row(_ subject: SubjectID, _ snapshot: borrowing RowReader) throws(Refusal) -> [UInt8]? {
    try snapshot.get(key(subject))
  }

  /// What is stored in a row.
  func row(of stored: [UInt8]) throws(Refusal) -> Row {
    guard let row = Row(stored: stored) else { throw .internal("a stored card of a \(kind.prefix) could not be read") }
    return row
  }

  /// The read models that any answer with its cards is read from.
  var models: [String] { [model] + (flag?.asksPeople == true ? PeopleViews.models : []) }

  /// Their views.
  func views(_ context: QueryContext) throws(Refusal) -> CardViews {
    try CardViews(context, hasPeople: flag?.asksPeople == true)
  }

  /// The subject that a list's key ends with.
  func subject(_ key: RowKey) -> SubjectID { key.lastSubject(kind) }
}

/// What of the cards of people an organization has too.
struct PeopleCards<Row: CardRow>: Sendable {
  /// The table of the list by contacts.
  let table: UInt8
  /// When somebody must have belonged to it.
  let time: @Sendable (Row) -> Instant?
}

extension CardCollection where Row: CardMessage, Row.Card == Row {
  /// Does to a card what the schema says of a fact about its subject; other facts pass by.
  func apply(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    if event.type == FactType.factRetracted.rawValue { return try retraction(event.header, &view) }
    guard Row.facts.contains(event.header.type) else { return }
    if FactType(rawValue: event.header.type)?.creates != Row.kind {
      return try change(event.header.subject, &view) { (card, _) in card.take(event) }
    }
    var card = Row()
    card.take(event)
    try create(card, event.header, &view)
  }
}
