public import Domain
public import Schema

/// Orders and what was paid on them.
public struct OrdersProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "orders"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 1
  /// The facts that it looks at.
  public let kinds = FactKinds(.orderPlaced, .paymentReceived, .factRetracted)
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [QueryKind(OrderListQuery.init)]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// The order: its lists end with it.
  public func subject(ofRow key: [UInt8]) -> SubjectID? {
    key.first == 1 ? SubjectID(.order, beginning: key) : SubjectID(.order, ending: key)
  }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .orderPlaced(let fact): try placed(fact, header, &view)
    case .paymentReceived(let fact): try paid(fact, +1, &view)
    case .factRetracted:
      let original = try ViewWriter.retracted(by: event)
      switch original.fact.fact {
      case .orderPlaced:
        try change(original.header.subject, &view) { card in
          card.retractedBy = header.position.value
          card.version = header.version.value
        }
      case .paymentReceived(let fact): try paid(fact, -1, &view)
      default: break
      }
    default: break
    }
  }

  private func placed(_ fact: OrderPlaced, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let contact = try header.requiredContact()
    var card = OrderCard()
    card.id = header.subject.description
    card.version = header.version.value
    card.contact = contact.description
    card.total = fact.total
    card.itemCount = fact.itemCount
    card.lines = fact.lines
    card.externalID = fact.externalID
    card.placedAt = header.occurredAt.timestamp
    view.create(OrdersTable.order(header.subject), try view.encoded(card))
    view.insert(OrdersTable.ofContact(contact).appending(header.occurredAt) { $0.append($1) }.with(header.subject))
    view.insert(OrdersTable.all.appending(header.occurredAt) { $0.append($1) }.with(header.subject))
  }

  private func paid(_ fact: PaymentReceived, _ times: Int64, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard let order = SubjectID(fact.order), let amount = Amount(fact.amount) else { return }
    try change(order, &view) { card in
      var sums: [Currency: Int128] = [:]
      for paid in card.paid {
        if let currency = Currency(paid.currency) { sums[currency] = Int128(paid.amount.filter { $0 != "." }) ?? 0 }
      }
      sums[amount.currency, default: 0] += Int128(amount.minorUnits) * Int128(times)
      card.paid = sums.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { .exactly($0.value, of: $0.key) }
    }
  }

  private func change(
    _ order: SubjectID, _ view: inout ViewWriter, _ body: (inout OrderCard) -> Void
  ) throws(ProjectionFailure) {
    let key = OrdersTable.order(order)
    guard var card = try view.message(key, OrderCard.self) else { throw .cannotApply("\(order) is not known") }
    body(&card)
    view.put(key, try view.encoded(card))
  }
}

/// The keys of the orders view.
enum OrdersTable {
  /// An ``OrderCard``.
  static func order(_ order: SubjectID) -> RowKey { RowKey(table: 1).with(order) }

  // Empty rows: time, order.
  static func ofContact(_ contact: SubjectID) -> RowKey { RowKey(table: 2).with(contact) }
  static let all = RowKey(table: 3)
}
