import Domain
import FactSchema
import RowStore
import SwiftProtobuf

/// A condition that the request of a list may name.
struct CardFilter<Request: Sendable, Card: Sendable>: Sendable {
  /// The field of the request that names it.
  let field: String
  /// What is asked for; nil where the request does not name the condition.
  let wanted: @Sendable (Request) -> String?
  /// What the keys of the cards that meet it begin with; nil where no list is of them.
  let prefix: @Sendable (Request) -> RowKey?
  /// Whether the card meets it.
  let meets: @Sendable (Request, Card) -> Bool
  /// Whether that list holds those that meet it and no others, as none does whose keys hold a hash.
  let isExact: Bool
  /// The read model that knows whether there is what is asked for, and its refusal where there is not; nil: nobody need
  /// know.
  let knower: CardKnower?

  init(
    _ field: String, wanted: @escaping @Sendable (Request) -> String?, knower: CardKnower? = nil, isExact: Bool = false,
    prefix: @escaping @Sendable (Request) -> RowKey? = { _ in nil },
    meets: @escaping @Sendable (Request, Card) -> Bool
  ) {
    self.field = field
    self.wanted = wanted
    self.prefix = prefix
    self.isExact = isExact
    self.meets = meets
    self.knower = knower
  }

  /// The id of a subject in a field of that name; `id` is that of a card.
  static func subject(
    _ field: String, knower: CardKnower, in list: CardList<Card>,
    _ wanted: @escaping @Sendable (Request) -> String?, is id: @escaping @Sendable (Card) -> String
  ) -> CardFilter {
    CardFilter(
      field, wanted: wanted, knower: knower, isExact: true,
      prefix: { request in wanted(request).flatMap(ListKey.subject).map(list.prefix) },
      meets: { request, card in wanted(request).flatMap(SubjectID.init) == SubjectID(id(card)) })
  }

  /// A text in a field of that name, which the list need not have.
  static func text(
    _ field: String, knower: CardKnower? = nil, _ wanted: @escaping @Sendable (Request) -> String?,
    is text: @escaping @Sendable (Card) -> String,
    prefix: @escaping @Sendable (Request) -> RowKey? = { _ in nil }
  ) -> CardFilter {
    CardFilter(
      field, wanted: wanted, knower: knower, prefix: prefix, meets: { wanted($0) == text($1) })
  }

  /// The login name of who looks after it.
  static func owner(
    in list: CardList<Card>, _ wanted: @escaping @Sendable (Request) -> String?,
    is owner: @escaping @Sendable (Card) -> String
  ) -> CardFilter {
    .text("owner", knower: .owner, wanted, is: owner) { request in
      wanted(request).map { list.prefix(.word($0)) }
    }
  }

  /// One of the states of a card; `prefix` names the list of those that are in it.
  static func state<State: Enum & Sendable>(
    _ wanted: @escaping @Sendable (Request) -> State?,
    is state: @escaping @Sendable (Card) -> State, prefix: @escaping @Sendable (Request) -> RowKey?
  ) -> CardFilter {
    CardFilter(
      "state", wanted: { wanted($0).map { "\($0)" } }, isExact: true, prefix: prefix,
      meets: { request, card in wanted(request) == state(card) })
  }
}

/// Who knows whether there is what a condition names.
struct CardKnower: Sendable {
  let model: String
  let check: @Sendable (_ wanted: String, borrowing RowReader) throws(Refusal) -> Void

  static let contact = CardKnower(model: "contacts") { (wanted, contacts) throws(Refusal) in
    if let contact = SubjectID(wanted) { try Known.contact(contact, contacts) }
  }
  static let owner = CardKnower(model: "contacts") { (wanted, contacts) throws(Refusal) in
    try Known.owner(wanted, contacts)
  }
  static let deal = CardKnower(model: "pipelines") { (wanted, pipelines) throws(Refusal) in
    guard let deal = SubjectID(wanted), try PipelinesProjection.deals.row(deal, pipelines) == nil else { return }
    throw .missing("deal", deal)
  }
}

/// All conditions that a list may be asked with; the list that is gone through is the first that one of them names.
struct CardFilters<Request: Sendable, Card: Sendable>: Sendable {
  private let filters: [CardFilter<Request, Card>]
  /// What is gone through where no condition names a list.
  private let all: RowKey

  init(_ filters: [CardFilter<Request, Card>], else all: RowKey) {
    self.filters = filters
    self.all = all
  }

  /// The read models that know what the request names, each once.
  func knowers(_ request: Request) -> [String] {
    var names: [String] = []
    for filter in named(request) {
      if let name = filter.knower?.model, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Refuses what is known to no read model, as far as no card has it; `known` is a view of that model.
  func checkKnown(
    _ request: Request, to model: String, _ known: borrowing RowReader, _ snapshot: borrowing RowReader
  ) throws(Refusal) {
    for filter in named(request) {
      guard let knower = filter.knower, knower.model == model, let wanted = filter.wanted(request) else { continue }
      if let prefix = filter.prefix(request), try snapshot.hasAny(prefix) { continue }
      try knower.check(wanted, known)
    }
  }

  /// What is gone through, and the conditions that its cards may not meet.
  func selection(_ request: Request) -> (prefix: RowKey, rest: [CardFilter<Request, Card>]) {
    var rest = named(request)
    for filter in filters {
      guard let prefix = filter.prefix(request) else { continue }
      if filter.isExact, let place = rest.firstIndex(where: { $0.field == filter.field }) { rest.remove(at: place) }
      return (prefix, rest)
    }
    return (all, rest)
  }

  private func named(_ request: Request) -> [CardFilter<Request, Card>] {
    filters.filter { $0.wanted(request) != nil }
  }
}
