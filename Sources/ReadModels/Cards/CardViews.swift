import Bytes
import Domain
import FactSchema
import RowStore

/// The views that an answer with cards is read from.
struct CardViews: ~Copyable {
  /// That of the cards.
  let own: RowReader
  /// Those of contacts and histories, where their flag asks them.
  private let people: PeopleViews?

  init(_ context: QueryContext, hasPeople: Bool) throws(Refusal) {
    let own = try context.snapshot()
    let people = hasPeople ? try PeopleViews(context) : nil
    self.own = own
    self.people = people
  }

  /// What they all contain.
  var position: Position {
    switch people {
    case .some(let people): min(own.position, people.contacts.position, people.history.position)
    case .none: own.position
    }
  }

  /// Lends the views of contacts and histories; nil where there are none.
  borrowing func withPeople<Result>(
    _ body: (borrowing PeopleViews) throws(Refusal) -> Result
  ) throws(Refusal) -> Result? {
    switch people {
    case .some(let people): return try body(people)
    case .none: return nil
    }
  }

  /// Lends the view at a place of the query's `projections`.
  borrowing func with<Result>(
    _ place: Int, _ context: QueryContext, _ body: (borrowing RowReader) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    switch people {
    case .some(let people) where place == 1: return try body(people.contacts)
    case .some(let people) where place == 2: return try body(people.history)
    default: return try body(context.snapshot(place))
    }
  }
}

/// The views that say who was met when.
struct PeopleViews: ~Copyable {
  /// The read models, which stand behind the cards' own in a query's `projections`.
  static let models = [ReadModelName.contacts, ReadModelName.history]

  let contacts: RowReader
  let history: RowReader

  init(_ context: QueryContext) throws(Refusal) {
    let contacts = try context.snapshot(1)
    let history = try context.snapshot(2)
    self.contacts = contacts
    self.history = history
  }
}

@available(*, unavailable)
extension CardViews: Sendable {}

@available(*, unavailable)
extension PeopleViews: Sendable {}

/// What finds the flag of a card, which is not stored because it depends on now and perhaps on other read models. Each
/// answer has one of its own, which may remember what it found.
protocol CardFlag<Row>: Sendable {
  associatedtype Row: CardRow
  /// Whether contacts and histories are asked beside the card's own read model.
  var asksPeople: Bool { get }
  mutating func isSet(_ row: Row, _ views: borrowing CardViews, now: Instant) throws(Refusal) -> Bool
}

/// The cards of one answer.
struct CardEntries<Request: CardListRequest, Row: CardRow> where Request.Card == Row.Card {
  private let cards: CardCollection<Request, Row>
  private var flag: (any CardFlag<Row>)?
  private let now: Instant

  init(_ cards: CardCollection<Request, Row>, now: Instant) {
    self.cards = cards
    flag = cards.flag
    self.now = now
  }

  /// Whether an entry is a stored card as it is.
  var areStored: Bool { flag == nil }

  /// A stored row with its flag.
  mutating func row(_ stored: [UInt8], _ views: borrowing CardViews) throws(Refusal) -> Row {
    var row = try cards.row(of: stored)
    let now = now
    if try flag?.isSet(row, views, now: now) == true { row.withCard { $0.flag = true } }
    return row
  }

  /// What a reply says of such a row: the bytes of the card.
  func entry(_ row: Row, _ stored: [UInt8]) -> [UInt8] {
    var entry = Row.card(of: stored)
    if let field = Row.Card.flagField { entry.appendField(field, row.card.flag) }
    return entry
  }

  /// The same of a subject; nil when there is no such card.
  mutating func entry(_ subject: SubjectID, _ views: borrowing CardViews) throws(Refusal) -> [UInt8]? {
    guard let stored = try cards.row(subject, views.own) else { return nil }
    return areStored ? Row.card(of: stored) : entry(try row(stored, views), stored)
  }
}
