import APISchema
import Domain
import FactSchema
import RowStore

/// `noun.list`: the cards that meet all of the given conditions, a page of them.
struct CardListQuery<Request: CardListRequest, Row: CardRow>: Sendable where Request.Card == Row.Card {
  let projections: [String]
  private let cards: CardCollection<Request, Row>
  private let request: Request
  private let bounds: PageBounds
  private let times: TimeRange

  init(_ cards: CardCollection<Request, Row>, _ request: Request) throws(Refusal) {
    times = try request.times()
    var models = cards.models
    for (_, _, knower) in cards.named(request) {
      if let model = knower?.model, !models.contains(model) { models.append(model) }
    }
    if times.hasDays, !models.contains(TimeRange.zoneModel) { models.append(TimeRange.zoneModel) }
    projections = models
    self.cards = cards
    self.request = request
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let views = try cards.views(context)
    var request = request
    try cards.resolve?(&request, views.own)
    var (position, times) = (views.position, self.times)
    let (prefix, rest) = cards.selection(request)
    var people: People?
    for (place, model) in projections.enumerated() {
      try views.with(place, context) { (known) throws(Refusal) in
        position = min(position, known.position)
        try cards.checkKnown(request, to: model, known, views.own)
        if model == ReadModelName.contacts, cards.people?.table == prefix.table, !request.isOwn {
          people = try People(of: prefix.lastSubject(.contact), known)
        }
        if times.hasDays, model == TimeRange.zoneModel { times = try times.resolved(known) }
      }
    }
    var entries = CardEntries(cards, now: context.now)
    let isDecoded = !entries.areStored || !rest.isEmpty || times.hasDays
    var page = PageFill(bounds, position: position)
    if let people, !people.isAlone {
      let merged = PeopleList(cards, people, prefix, rest)
      let place = try merged.fill(&page, &entries, views, after: try bounds.key(under: prefix))
      return try page.ended(at: place?.bytes, bounds)
    }
    let next = try views.own.page(
      prefix, from: times.start, after: try bounds.key(under: prefix), backward: cards.isBackward, into: &page
    ) { (key) throws(Refusal) in
      if let end = times.end, key.instant(at: prefix.count) >= end { return .end }
      guard let stored = try cards.row(cards.subject(key), views.own) else { return .passed(0) }
      guard isDecoded else { return .entry(Row.card(of: stored)) }
      let row = try entries.row(stored, views)
      let card = row.card
      if times.hasDays, !times.includes(key.instant(at: prefix.count), of: Request.day(of: card)) {
        return .passed(stored.count - Row.headBytes)
      }
      for (condition, wanted) in rest where Request.value(condition, of: card) != wanted {
        return .passed(stored.count - Row.headBytes)
      }
      return .entry(entries.entry(row, stored))
    }
    if let next { return try page.ended(at: next.bytes, bounds) }
    guard let last = try cards.last?(views.own), try !page.add(CardAnswer.encoded(last)) else { return page.reply }
    let given = try views.own.keys(prefix, after: nil, backward: !cards.isBackward, limit: 1).first
    return try page.ended(at: given?.bytes, bounds)
  }
}

extension CardCollection {
  /// The query for its cards.
  var list: QueryKind {
    QueryKind { (request: Request) throws(Refusal) in
      let query = try CardListQuery(self, request)
      return CardAnswer(projections: query.projections, isBrief: false) { (context) throws(Refusal) in
        try query.run(context)
      }
    }
  }

  /// A condition with what a request wants of it, and who knows whether there is that.
  typealias Named = (condition: Request.Condition, wanted: ListKey, knower: CardKnower?)

  /// The conditions that a request names, in the order in which they are seen to.
  func named(_ request: Request) -> [Named] {
    conditions.compactMap { condition in request.wanted(condition).map { (condition, $0, Request.knower(condition)) } }
  }

  /// Refuses what is known to no read model, as far as no card has it; `known` is a view of that model.
  func checkKnown(
    _ request: Request, to model: String, _ known: borrowing RowReader, _ own: borrowing RowReader
  ) throws(Refusal) {
    for (condition, wanted, knower) in named(request) {
      guard let knower, knower.model == model else { continue }
      if let list = lists.first(where: { $0.condition == condition }), let key = list.wanted(request),
        try own.hasAny(list.prefix(key))
      {
        continue
      }
      try knower.check(wanted, known)
    }
  }

  /// What is gone through, the first list that the request asks for, and the conditions that its cards may not meet.
  func selection(_ request: Request) -> (prefix: RowKey, rest: [(condition: Request.Condition, wanted: ListKey)]) {
    let named = named(request).map { (condition: $0.condition, wanted: $0.wanted) }
    for list in lists {
      guard let key = list.wanted(request) else { continue }
      return (list.prefix(key), named.filter { key.isHashed || $0.condition != list.condition })
    }
    return (cards, named)
  }
}
