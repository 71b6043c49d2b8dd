import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `deal.get`: the deal and its visits to stages, a page of them where they are very many.
struct DealGetQuery: QueryBody {
  let projections = PipelinesProjection.deals.models
  private let deal: SubjectID
  private let bounds: PageBounds

  init(_ request: DealGetRequest) throws(Refusal) {
    deal = try request.subject()
    bounds = try PageBounds(request, default: PageBounds.limitMax)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let views = try PipelinesProjection.deals.views(context)
    var entries = CardEntries(PipelinesProjection.deals, now: context.now)
    guard let entry = try entries.entry(deal, views) else { throw DealGetRequest.missing(deal) }
    var page = PageFill(bounds, position: views.position)
    page.head(DealGetRequest.cardField, entry)
    let visits = PipelinesProjection.visits(deal)
    let next = try views.own.page(visits, after: try bounds.key(under: visits), into: &page) { (key) throws(Refusal) in
      guard let visit = try views.own.get(key) else { return .passed(0) }
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
