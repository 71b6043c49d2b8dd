import Bytes
import Domain
import FactSchema
import RowStore
import SwiftProtobuf

/// A row that is a subject's card.
protocol CardRow: Sendable {
  /// The card of a stored row; nil for bytes that are none.
  init?(stored: [UInt8])

  /// The row to store.
  func stored() throws(ProjectionFailure) -> [UInt8]

  /// The subject's id, as text.
  var id: String { get set }
  /// The subject's version.
  var version: UInt64 { get set }
}

/// Most cards are stored as the message that a reply holds, without what is computed when it is asked for.
extension CardRow where Self: Message {
  init?(stored: [UInt8]) {
    guard let card = Row.decode(Self.self, stored) else { return nil }
    self = card
  }

  func stored() throws(ProjectionFailure) -> [UInt8] {
    do {
      return try serializedBytes()
    } catch {
      throw .cannotApply("a row could not be encoded")
    }
  }
}

/// A card that is stored behind a head of its own, of a fixed size, which no reply shows.
protocol HeadedCardRow: CardRow {
  associatedtype Card: CardRow & Message

  /// How many bytes the head has.
  static var headBytes: Int { get }

  init(head: Span<UInt8>, card: Card)
  var card: Card { get set }
  func appendHead(to row: inout [UInt8])
}

extension HeadedCardRow {
  init?(stored: [UInt8]) {
    guard stored.count >= Self.headBytes, let card = Row.decode(Card.self, stored, from: Self.headBytes) else {
      return nil
    }
    self.init(head: stored.span.extracting(first: Self.headBytes), card: card)
  }

  func stored() throws(ProjectionFailure) -> [UInt8] {
    var row: [UInt8] = []
    appendHead(to: &row)
    return row + (try card.stored())
  }

  var id: String {
    get { card.id }
    set { card.id = newValue }
  }

  var version: UInt64 {
    get { card.version }
    set { card.version = newValue }
  }

  /// The encoded card of a stored row.
  static func card(of row: [UInt8]) -> [UInt8] { Array(row[headBytes...]) }
}

/// What a list of cards is by: a part of its rows' keys.
enum ListKey: Hashable {
  /// Every card.
  case all
  case subject(SubjectID)
  /// A word that is found whatever its form.
  case word(String)
  case state(Int)
  /// A pipeline and the hash of one of its stages.
  case stage(SubjectID, hash: UInt64)
  case time(Instant)
  case position(Position)

  /// The subject of that id in a card's field; nil where it names none.
  static func subject(_ text: String) -> ListKey? { SubjectID(text).map { .subject($0) } }

  /// The word in a card's field; nil where there is none.
  static func present(_ word: String) -> ListKey? { word.isEmpty ? nil : .word(word) }

  func append(to key: inout RowKey) {
    switch self {
    case .all: break
    case .subject(let id): key.append(id.value)
    case .word(let word): key.append(KeyHash.of(TextRules.normalForm(word)))
    case .state(let state): key.append(UInt8(truncatingIfNeeded: state))
    case .stage(let pipeline, let hash):
      key.append(pipeline.value)
      key.append(hash)
    case .time(let time): key.append(time)
    case .position(let position): key.append(position)
    }
  }
}

/// A list that a collection keeps its cards in: an empty row for each, whose key is what the list is by, the collection's
/// order, and the subject.
struct CardList<Card: Sendable>: Sendable {
  /// The first byte of its rows' keys.
  let table: UInt8
  /// Whether a card stays where it was first put, so that its row is the cheapest to write.
  let isFixed: Bool
  /// Where a card stands in it; nil where it does not.
  let key: @Sendable (Card) -> ListKey?

  init(_ table: UInt8, isFixed: Bool = false, by key: @escaping @Sendable (Card) -> ListKey? = { _ in .all }) {
    self.table = table
    self.isFixed = isFixed
    self.key = key
  }

  /// What the keys of its rows by `key` begin with.
  func prefix(_ key: ListKey = .all) -> RowKey {
    var prefix = RowKey(table: table)
    key.append(to: &prefix)
    return prefix
  }
}

/// Cards of subjects of one kind, each under its subject, and the lists in which they are found.
///
/// The declaration is all that a read model says of it: cards are stored, and kept in their lists, as they change.
struct CardCollection<Card: CardRow>: Sendable {
  let kind: SubjectKind
  private let table: UInt8
  /// Tables beside it whose rows' keys begin with the subject.
  private let beside: [UInt8]
  private let lists: [CardList<Card>]
  /// In what order lists give their cards; nil: in that of the ids.
  private let order: (@Sendable (Card) -> ListKey)?

  init(
    of kind: SubjectKind, table: UInt8, beside: [UInt8] = [], lists: [CardList<Card>] = [],
    order: (@Sendable (Card) -> ListKey)? = nil
  ) {
    self.kind = kind
    self.table = table
    self.beside = beside
    self.lists = lists
    self.order = order
  }

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

  /// Stores the card of what the fact created; id and version are the header's.
  func create(_ card: Card, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let subject = header.subject
    var card = card
    card.id = subject.description
    card.version = header.version.value
    view.create(key(subject), try card.stored())
    for list in lists {
      guard let place = place(of: card, in: list) else { continue }
      if list.isFixed { view.insert(place.with(subject)) } else { view.create(place.with(subject), []) }
    }
  }

  /// Changes the card of what the fact is about; its version is the header's from then on.
  func change(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout Card) throws(ProjectionFailure) -> Void
  ) throws(ProjectionFailure) {
    try change(header.subject, &view) { (card, _) throws(ProjectionFailure) in
      card.version = header.version.value
      try body(&card)
    }
  }

  /// Changes a card, and the lists that it is in, as `body` does; it is given the writer for rows beside the card's.
  func change(
    _ subject: SubjectID, _ view: inout ViewWriter,
    _ body: (inout Card, inout ViewWriter) throws(ProjectionFailure) -> Void
  ) throws(ProjectionFailure) {
    guard let stored = try view.row(key(subject)) else { throw .cannotApply("\(subject) is not known") }
    guard let before = Card(stored: stored) else {
      throw .cannotApply("a stored row of table \(table) is not a message of its type")
    }
    var card = before
    try body(&card, &view)
    for list in lists where !list.isFixed {
      let (old, new) = (place(of: before, in: list), place(of: card, in: list))
      guard old != new else { continue }
      if let old { view.delete(old.with(subject)) }
      if let new { view.put(new.with(subject), []) }
    }
    view.put(key(subject), try card.stored())
  }

  /// Where a card stands in a list, without the subject; nil where it does not.
  private func place(of card: Card, in list: CardList<Card>) -> RowKey? {
    guard let key = list.key(card) else { return nil }
    var place = list.prefix(key)
    order?(card).append(to: &place)
    return place
  }

  // MARK: Asking

  /// The subject's stored row; nil when there is no such subject.
  func row(_ subject: SubjectID, _ snapshot: borrowing RowReader) throws(Refusal) -> [UInt8]? {
    try snapshot.get(key(subject))
  }

  /// The card of a stored row.
  func card(_ row: [UInt8]) throws(Refusal) -> Card {
    guard let card = Card(stored: row) else { throw .internal("a stored card of a \(kind.prefix) could not be read") }
    return card
  }

  /// The subject that a list's key ends with.
  func subject(_ key: RowKey) -> SubjectID { key.lastSubject(kind) }
}
