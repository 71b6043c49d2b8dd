import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Orders and what was paid on them.
struct OrdersProjection: Projection {
  let name = ReadModelName.orders
  let version: UInt32 = 2
  let kinds = OrderCard.facts.union(FactKinds(header: [.factRetracted], open: [.paymentReceived]))
  var queries: [QueryKind] { [Self.orders.list] }

  /// Listed in the order of the times at which they were placed, the newest first.
  private static let orders = CardCollection<OrderListRequest, OrderCard>(
    ReadModelName.orders, table: 1, lists: [.by(.contact, table: 2, isFixed: true), .all(table: 3, isFixed: true)],
    order: { .time($0.placedAt) }, isBackward: true, people: PeopleCards(table: 2) { Instant($0.placedAt) })

  /// The order, also of a payment on it.
  func part(of header: EventHeader) -> SubjectID? {
    header.subject.kind == .order ? header.subject : header.other(.order)
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? { Self.orders.subject(ofRow: key) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    guard case .paymentReceived(let fact) = event.fact.fact else { return try Self.orders.apply(event, &view) }
    try paid(fact, &view)
  }

  private func paid(_ fact: PaymentReceived, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard let order = SubjectID(fact.order), let amount = Amount(fact.amount) else { return }
    // What was paid on an order that is retracted is paid on none.
    guard try view.row(Self.orders.key(order)) != nil else { return }
    try Self.orders.change(order, &view) { card, _ in
      var sums: [Currency: Int128] = [:]
      for paid in card.paid {
        if let currency = Currency(paid.currency) { sums[currency] = Int128(paid.amount.filter { $0 != "." }) ?? 0 }
      }
      sums[amount.currency, default: 0] += Int128(amount.minorUnits)
      card.paid = sums.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { .exactly($0.value, of: $0.key) }
    }
  }
}
