import APISchema
import Bytes
import Domain
import FactSchema
import RowStore

/// A request that names one subject, and whose answer has its card.
protocol CardGetRequest: QueryRequest {
  associatedtype Card: CardMessage
  /// The id of whose card it is.
  var card: String { get }
  /// The name of that field.
  static var cardName: String { get }
  /// The number of the field of the answer that has the card.
  static var cardField: UInt64 { get }
}

extension CardGetRequest {
  /// Whose card a request wants whose form was checked.
  func subject() throws(Refusal) -> SubjectID { try QueryCheck.read(SubjectID(card)) }

  /// The refusal where there is no such card.
  static func missing(_ subject: SubjectID) -> Refusal { .missing(cardName, subject) }
}

/// A request for a list of cards, with the conditions that it may name: the fields that it and the card both have.
protocol CardListRequest: ListRequest, QueryRequest {
  associatedtype Card: CardMessage
  associatedtype Condition: CaseIterable & Hashable & Sendable

  /// What is asked for; nil where it does not name the condition.
  func wanted(_ condition: Condition) -> ListKey?
  /// What a card has there; nil where it has nothing.
  static func value(_ condition: Condition, of card: Card) -> ListKey?
  /// Who knows whether there is what the condition names; nil: nobody need know.
  static func knower(_ condition: Condition) -> CardKnower?
  /// Whether what an organization has by its people is left out.
  var isOwn: Bool { get }
  /// The times that are asked for, of cards in the order of times.
  func times() throws(Refusal) -> TimeRange
  /// The day that a card is of, where its time in that order stands for one.
  static func day(of card: Card) -> CalendarDate?
}

extension CardListRequest {
  var isOwn: Bool { true }
  func times() throws(Refusal) -> TimeRange { TimeRange() }
  static func day(of card: Card) -> CalendarDate? { nil }
}

extension DealListRequest {
  var isOwn: Bool { own }
}

extension OrderListRequest {
  var isOwn: Bool { own }
}

/// The conditions of a list that has none.
struct NoCondition: Hashable, CaseIterable {
  static let allCases: [NoCondition] = []
}

extension CardListRequest where Condition == NoCondition {
  func wanted(_ condition: NoCondition) -> ListKey? { nil }
  static func value(_ condition: NoCondition, of card: Card) -> ListKey? { nil }
  static func knower(_ condition: NoCondition) -> CardKnower? { nil }
}

/// Who knows whether there is what a condition names.
struct CardKnower: Sendable {
  let model: String
  /// Refuses what was never recorded.
  let check: @Sendable (_ wanted: ListKey, borrowing RowReader) throws(Refusal) -> Void

  static let contact = CardKnower(model: ReadModelName.contacts) { (wanted, contacts) throws(Refusal) in
    if case .subject(let contact) = wanted { try Known.contact(contact, contacts) }
  }
  static let owner = CardKnower(model: ReadModelName.contacts) { (wanted, contacts) throws(Refusal) in
    if case .word(let owner) = wanted { try Known.owner(owner, contacts) }
  }
  static let deal = CardKnower(model: ReadModelName.pipelines) { (wanted, pipelines) throws(Refusal) in
    guard case .subject(let deal) = wanted, try PipelinesProjection.deals.row(deal, pipelines) == nil else { return }
    throw .missing("deal", deal)
  }
  static let team = CardKnower(model: ReadModelName.users) { (wanted, users) throws(Refusal) in
    guard case .subject(let team) = wanted, try UsersProjection.teams.row(team, users) == nil else { return }
    throw .missing("team", team)
  }

  /// Of a user whom the request names in that field.
  static func user(as field: String) -> CardKnower {
    CardKnower(model: ReadModelName.users) { (wanted, users) throws(Refusal) in
      guard case .subject(let user) = wanted, try UsersProjection.users.row(user, users) == nil else { return }
      throw .missing(field, user)
    }
  }
}
