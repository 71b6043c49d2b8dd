import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// The message of a subject's card, with what the schema says of it.
protocol CardMessage: Message {
  /// What it is the card of.
  static var kind: SubjectKind { get }
  /// The facts about such a subject, each as deep as the card needs it.
  static var facts: FactKinds { get }

  /// The subject's id, as text.
  var id: String { get set }
  /// The subject's version.
  var version: UInt64 { get set }

  /// Takes over what a fact about the subject says and does.
  mutating func take(_ fact: Fact.OneOf_Fact, at time: Google_Protobuf_Timestamp)

  /// The names of the fields that were erased; none of a card that names none.
  var erased: [String] { get set }
  /// The names of its personal fields, where it names those that were erased; facts say them under the same names.
  static var erasable: [String] { get }

  /// The number of the field that is not stored but found when it is asked for; nil where there is none.
  static var flagField: UInt64? { get }
  /// That field.
  var flag: Bool { get set }
}

extension CardMessage {
  static var erasable: [String] { [] }
  var erased: [String] {
    get { [] }
    set {}
  }

  static var flagField: UInt64? { nil }
  var flag: Bool {
    get { false }
    set {}
  }

  /// Takes over what the event says and does, and the version that the subject has from then on.
  mutating func take(_ event: RecordedEvent) {
    version = event.header.version.value
    if let fact = event.fact.fact { take(fact, at: event.header.occurredAt.timestamp) }
    guard !event.erasedFields.isEmpty else { return }
    erased = ErasedNames.joined(erased, event.erasedFields.filter(Self.erasable.contains))
  }
}

/// The fields of a card that were erased.
enum ErasedNames {
  /// Those of before and those that another fact had, each once; but for what was emptied.
  static func joined(_ before: [String], _ more: [String], cleared: [String] = []) -> [String] {
    let kept = cleared.isEmpty ? before : before.filter { !cleared.contains($0) }
    return kept + more.filter { !kept.contains($0) }
  }
}

/// A row that is a subject's card.
protocol CardRow: Sendable {
  associatedtype Card: CardMessage

  /// How many bytes it has before the card, which no reply shows.
  static var headBytes: Int { get }

  /// The card of a stored row; nil for bytes that are none.
  init?(stored: [UInt8])

  /// The row to store.
  func stored() throws(ProjectionFailure) -> [UInt8]

  var card: Card { get }
  /// Changes the card in its place.
  mutating func withCard(_ body: (inout Card) -> Void)
}

extension CardRow {
  /// The encoded card of a stored row.
  static func card(of row: [UInt8]) -> [UInt8] { headBytes == 0 ? row : Array(row[headBytes...]) }
}

/// Most cards are stored as the message that a reply holds, without what is found when it is asked for.
extension CardRow where Self: CardMessage, Card == Self {
  static var headBytes: Int { 0 }
  var card: Self { self }
  mutating func withCard(_ body: (inout Self) -> Void) { body(&self) }

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

/// A card that is stored behind a head of its own, of a fixed size.
protocol HeadedCardRow: CardRow where Card: CardRow {
  init(head: Span<UInt8>, card: Card)
  var card: Card { get set }
  func appendHead(to row: inout [UInt8])
}

extension HeadedCardRow {
  mutating func withCard(_ body: (inout Card) -> Void) { body(&card) }

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
}
