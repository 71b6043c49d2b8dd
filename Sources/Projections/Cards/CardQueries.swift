import Domain
import Schema
import SwiftProtobuf

/// What a stored card becomes in a reply: most as they are, some with what depends on now.
typealias CardEntry<Card> = @Sendable (_ card: Card, _ row: [UInt8], _ now: Instant) -> [UInt8]

/// `noun.get`: the card of a subject.
struct CardGetQuery<Card: CardRow>: QueryBody {
  let projections: [String]
  let isBrief = true
  private let collection: CardCollection<Card>
  private let subject: SubjectID
  private let field: String
  private let number: UInt64
  private let entry: CardEntry<Card>?

  init(
    _ collection: CardCollection<Card>, of model: String, _ subject: SubjectID, _ field: String, _ number: UInt64,
    _ entry: CardEntry<Card>?
  ) {
    projections = [model]
    self.collection = collection
    self.subject = subject
    self.field = field
    self.number = number
    self.entry = entry
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard let row = try collection.row(subject, snapshot) else { throw .missing(field, subject) }
    var reply: [UInt8] = []
    reply.appendField(QueryReply.position, snapshot.position.value)
    reply.appendField(
      number,
      try entry.map { (entry) throws(Refusal) in
        entry(try collection.card(row), row, context.now)
      } ?? row)
    return reply
  }
}

extension CardCollection {
  /// The query for one card of this collection of a read model: `field` names the subject in the request, and the reply
  /// has the card in its field of that number.
  func get<Request: ReadModelRequest>(
    of model: String, _ field: String, answeredAs number: UInt64, entry: CardEntry<Card>? = nil,
    _ id: @escaping @Sendable (Request) -> String
  ) -> QueryKind {
    QueryKind { (request: Request) throws(Refusal) in
      let subject = try QueryCheck.id(id(request), kind, field)
      return CardGetQuery(self, of: model, subject, field, number, entry)
    }
  }
}

/// `noun.list`: the cards that meet all of the given conditions, a page of them.
struct CardListQuery<Request: ListRequest, Card: CardRow>: QueryBody {
  let projections: [String]
  private let list: CardListing<Request, Card>
  private let request: Request
  private let bounds: PageBounds
  private let times: TimeRange

  init(_ list: CardListing<Request, Card>, _ request: Request) throws(Refusal) {
    try list.filters.check(request)
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
struct CardListing<Request: ListRequest, Card: CardRow>: Sendable {
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

/// From the first, which is included, to the last, which is not; nil: without end.
struct TimeRange: Sendable {
  var from: Instant?
  var to: Instant?

  init() {}

  /// The times of two fields of a request, of which those that are named are there.
  init(
    _ from: (name: String, time: Google_Protobuf_Timestamp?), _ to: (name: String, time: Google_Protobuf_Timestamp?)
  ) throws(Refusal) {
    self.from = try Self.instant(from.time, from.name)
    self.to = try Self.instant(to.time, to.name)
    if let first = self.from, let end = self.to, end < first {
      throw .invalid(to.name, "must not be before \(from.name)")
    }
  }

  private static func instant(_ time: Google_Protobuf_Timestamp?, _ field: String) throws(Refusal) -> Instant? {
    guard let time else { return nil }
    guard let instant = Instant(time) else { throw .invalid(field, "must be a time") }
    return instant
  }
}
