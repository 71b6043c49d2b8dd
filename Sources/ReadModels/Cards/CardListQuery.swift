import APISchema
import Domain
import RowStore

/// `noun.list`: the cards that meet all of the given conditions, a page of them.
struct CardListQuery<Request: ListRequest & QueryRequest, Card: CardRow>: QueryBody {
  let projections: [String]
  private let list: CardListing<Request, Card>
  private let request: Request
  private let bounds: PageBounds
  private let times: TimeRange

  init(_ list: CardListing<Request, Card>, _ request: Request) throws(Refusal) {
    times = try list.times(request)
    projections = [list.model] + list.filters.knowers(request)
    self.list = list
    self.request = request
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var position = snapshot.position
    for (place, model) in projections.enumerated().dropFirst() {
      let known = try context.snapshot(place)
      position = min(position, known.position)
      try list.filters.checkKnown(request, to: model, known, snapshot)
    }
    let (prefix, rest) = list.filters.selection(request)
    let isDecoded = list.entry != nil || !rest.isEmpty
    var page = PageFill(bounds, position: position)
    let next = try snapshot.page(
      prefix, from: times.from, after: try bounds.key(under: prefix), backward: list.isBackward, into: &page
    ) { (key) throws(Refusal) in
      if let to = times.to, key.instant(at: prefix.count) >= to { return .end }
      guard let row = try list.collection.row(list.collection.subject(key), snapshot) else { return .passed(0) }
      guard isDecoded else { return .entry(row) }
      let card = try list.collection.card(row)
      guard rest.allSatisfy({ $0.meets(request, card) }) else { return .passed(row.count) }
      return .entry(list.entry?(card, row, context.now) ?? row)
    }
    return try page.ended(at: next?.bytes, bounds)
  }
}

/// What a list of cards is: its collection, what it may be asked with, and in which direction it is gone through.
struct CardListing<Request: ListRequest & QueryRequest, Card: CardRow>: Sendable {
  let collection: CardCollection<Card>
  let model: String
  let filters: CardFilters<Request, Card>
  let isBackward: Bool
  /// The times that are asked for, of a collection in the order of times.
  let times: @Sendable (Request) throws(Refusal) -> TimeRange
  let entry: CardEntry<Card>?

  init(
    _ collection: CardCollection<Card>, of model: String, filters: CardFilters<Request, Card>, isBackward: Bool = false,
    times: @escaping @Sendable (Request) throws(Refusal) -> TimeRange = { _ in TimeRange() },
    entry: CardEntry<Card>? = nil
  ) {
    self.collection = collection
    self.model = model
    self.filters = filters
    self.isBackward = isBackward
    self.times = times
    self.entry = entry
  }

  /// The list as a query of its read model.
  var query: QueryKind {
    QueryKind { (request: Request) throws(Refusal) in try CardListQuery(self, request) }
  }
}
