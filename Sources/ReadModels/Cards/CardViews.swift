import Bytes
import Domain
import FactSchema
import RowStore

/// The views that an answer with cards is read from.
struct CardViews: ~Copyable {
  /// That of the cards.
  let own: RowReader
  /// That of the read model which their flag asks; nil where it asks none.
  private let other: RowReader?

  init(_ context: QueryContext, hasOther: Bool) throws(Refusal) {
    let own = try context.snapshot()
    let other = hasOther ? try context.snapshot(1) : nil
    self.own = own
    self.other = other
  }

  /// What they both contain.
  var position: Position {
    switch other {
    case .some(let other): min(own.position, other.position)
    case .none: own.position
    }
  }

  /// A row of the other read model.
  borrowing func other(_ key: RowKey) throws(Refusal) -> [UInt8]? { try other?.get(key) }

  /// Lends the rows of the other read model whose keys begin so, until `body` says stop.
  borrowing func scanOther(
    _ prefix: RowKey, _ body: (_ key: Span<UInt8>, _ row: Span<UInt8>) -> RowScanStep
  ) throws(Refusal) {
    switch other {
    case .some(let other): try other.scan(prefix, body)
    case .none: break
    }
  }

  /// Lends the view at a place of the query's `projections`.
  borrowing func with<Result>(
    _ place: Int, _ context: QueryContext, _ body: (borrowing RowReader) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    switch other {
    case .some(let other) where place == 1: return try body(other)
    default: return try body(context.snapshot(place))
    }
  }
}

@available(*, unavailable)
extension CardViews: Sendable {}

/// What finds the flag of a card, which is not stored because it depends on now and perhaps on another read model. Each
/// answer has one of its own, which may remember what it found.
protocol CardFlag<Row>: Sendable {
  associatedtype Row: CardRow
  /// The read model that is asked beside the card's own; nil: none.
  var model: String? { get }
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
