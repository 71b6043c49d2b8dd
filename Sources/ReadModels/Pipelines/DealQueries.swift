import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `deal.get`: the deal and its visits to stages, a page of them where they are very many.
struct DealGetQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let deal: SubjectID
  private let bounds: PageBounds

  init(_ request: DealGetRequest) throws(Refusal) {
    deal = try QueryCheck.read(SubjectID(request.deal))
    bounds = try PageBounds(request, default: PageBounds.limitMax)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    var rotDays = RotDays()
    guard let found = try DealReply(deal, snapshot, contacts, &rotDays, now: context.now) else {
      throw .missing("deal", deal)
    }
    var page = PageFill(bounds, position: min(snapshot.position, contacts.position))
    page.head(DealGetReply.Field.deal, found.encoded)
    let visits = PipelinesProjection.visits(deal)
    let next = try snapshot.page(visits, after: try bounds.key(under: visits), into: &page) { (key) throws(Refusal) in
      guard let visit = try snapshot.get(key) else { return .passed(0) }
      return .entry(try Self.visit(visit, now: context.now))
    }
    return try page.ended(at: next?.bytes, bounds)
  }

  /// A stored visit with how long it lasted.
  private static func visit(_ row: [UInt8], now: Instant) throws(Refusal) -> [UInt8] {
    guard let decoded = Row.decode(StageVisit.self, row), let entered = Instant(decoded.enteredAt) else {
      throw .internal("a stage's row could not be read")
    }
    let left = (decoded.hasLeftAt ? Instant(decoded.leftAt) : nil) ?? now
    var encoded = row
    encoded.appendField(
      StageVisit.Field.seconds, UInt64(max(0, (left.microseconds - entered.microseconds) / 1_000_000)))
    return encoded
  }
}

/// `deal.list`: deals that meet all of the given conditions, in the order of their ids.
struct DealListQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let request: DealListRequest
  private let bounds: PageBounds

  init(_ request: DealListRequest) throws(Refusal) {
    self.request = request
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    var request = request
    if request.hasPipeline {
      request.pipeline = try PipelineCatalogue.pipeline(request.pipeline, "pipeline", snapshot).id.description
    }
    if request.hasStage { try PipelineCatalogue.checkStage(request.stage, of: SubjectID(request.pipeline), snapshot) }
    try Self.filters.checkKnown(request, to: "contacts", contacts, snapshot)
    let (prefix, rest) = Self.filters.selection(request)
    var rotDays = RotDays()
    var page = PageFill(bounds, position: min(snapshot.position, contacts.position))
    let next = try snapshot.page(prefix, after: try bounds.key(under: prefix), into: &page) { (key) throws(Refusal) in
      let found = try DealReply(key.lastSubject(.deal), snapshot, contacts, &rotDays, now: context.now)
      guard let found, rest.allSatisfy({ $0.meets(request, found.row) }),
        !request.hasRotting || request.rotting == found.isRotting
      else { return .passed(found?.encoded.count ?? 0) }
      return .entry(found.encoded)
    }
    return try page.ended(at: next?.bytes, bounds)
  }

  /// Of a request whose pipeline is an id.
  private static let filters = CardFilters<DealListRequest, DealRow>(
    [
      .subject(
        "contact", knower: .contact, in: PipelinesProjection.byContact,
        { $0.hasContact ? $0.contact : nil }, is: { $0.card.contact }),
      .text(
        "stage", { $0.hasStage ? $0.stage : nil }, is: { $0.card.stage },
        prefix: { request in
          guard request.hasStage, isOpen(request), let pipeline = SubjectID(request.pipeline) else { return nil }
          return PipelinesProjection.byStage.prefix(.stage(pipeline, hash: KeyHash.short(request.stage)))
        }),
      .owner(in: PipelinesProjection.byOwner, { $0.hasOwner ? $0.owner : nil }, is: { $0.card.owner }),
      .state(
        { $0.hasState ? $0.state : nil }, is: { $0.card.state },
        prefix: { request in
          guard request.hasState || isOpen(request) else { return nil }
          let state = isOpen(request) ? DealCard.State.open : request.state
          return PipelinesProjection.byState.prefix(.state(state.rawValue))
        }),
      .text("pipeline", { $0.hasPipeline ? $0.pipeline : nil }, is: { $0.card.pipeline }),
    ], else: PipelinesProjection.deals.cards)

  /// Whether only open deals are asked for; only such rot.
  private static func isOpen(_ request: DealListRequest) -> Bool {
    request.hasState && request.state == .open || request.hasRotting && request.rotting
  }
}

/// A deal on its way into a reply.
struct DealReply {
  let row: DealRow
  let isRotting: Bool
  private let stored: [UInt8]

  /// Nil when there is no such deal. `contacts` says when its contact had its last interaction.
  init?(
    _ deal: SubjectID, _ snapshot: borrowing RowReader, _ contacts: borrowing RowReader,
    _ rotDays: inout RotDays, now: Instant
  ) throws(Refusal) {
    guard let stored = try PipelinesProjection.deals.row(deal, snapshot) else { return nil }
    let row = try PipelinesProjection.deals.card(stored)
    self.stored = stored
    self.row = row
    let days = try rotDays.days(row.card.pipeline, row.card.stage, snapshot)
    guard row.card.state == .open, days > 0, let contact = SubjectID(row.card.contact) else {
      isRotting = false
      return
    }
    let interaction = ContactCounters(try contacts.get(ContactsTable.counters(contact))).lastInteractionAt
    let moved = max(row.enteredAt, interaction ?? row.enteredAt)
    isRotting = now.microseconds - moved.microseconds > Int64(days) * 86_400_000_000
  }

  /// The encoded ``DealCard``.
  var encoded: [UInt8] {
    var card = DealRow.card(of: stored)
    card.appendField(DealCard.Field.rotting, isRotting ? 1 : 0)
    return card
  }
}
