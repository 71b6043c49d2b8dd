import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Orders and what was paid on them.
struct OrdersProjection: Projection {
  let name = "orders"
  let version: UInt32 = 1
  let kinds = FactKinds(.orderPlaced, .paymentReceived, .factRetracted)
  var queries: [QueryKind] { [Self.list.query] }

  func subject(ofRow key: [UInt8]) -> SubjectID? { Self.orders.subject(ofRow: key) }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .orderPlaced(let fact):
      var card = OrderCard()
      card.take(fact)
      card.placedAt = header.occurredAt.timestamp
      try Self.orders.create(card, header, &view)
    case .paymentReceived(let fact): try paid(fact, +1, &view)
    case .factRetracted:
      let original = try ViewWriter.retracted(by: event)
      switch original.fact.fact {
      case .orderPlaced: try Self.orders.change(header, &view) { $0.retractedBy = header.position.value }
      case .paymentReceived(let fact): try paid(fact, -1, &view)
      default: break
      }
    default: break
    }
  }

  private func paid(_ fact: PaymentReceived, _ times: Int64, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard let order = SubjectID(fact.order), let amount = Amount(fact.amount) else { return }
    try Self.orders.change(order, &view) { card, _ in
      var sums: [Currency: Int128] = [:]
      for paid in card.paid {
        if let currency = Currency(paid.currency) { sums[currency] = Int128(paid.amount.filter { $0 != "." }) ?? 0 }
      }
      sums[amount.currency, default: 0] += Int128(amount.minorUnits) * Int128(times)
      card.paid = sums.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { .exactly($0.value, of: $0.key) }
    }
  }
}

// MARK: - The orders and their lists

extension OrderCard: CardRow {}

extension OrdersProjection {
  private static let byContact = CardList<OrderCard>(2, isFixed: true) { .subject($0.contact) }
  private static let all = CardList<OrderCard>(3, isFixed: true)

  /// Lists are in the order of the times at which orders were placed.
  private static let orders = CardCollection(
    of: .order, table: 1, lists: [byContact, all],
    order: { .time(Instant($0.placedAt) ?? Instant(microseconds: 0)) })

  /// The newest first.
  private static let list = CardListing<OrderListRequest, OrderCard>(
    orders, of: "orders",
    filters: CardFilters(
      [
        .subject(
          "contact", knower: .contact, in: byContact, { $0.hasContact ? $0.contact : nil },
          is: { $0.contact })
      ], else: all.prefix()),
    isBackward: true)
}
