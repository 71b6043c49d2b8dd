import Schema

extension Decider {
  mutating func orderPlaced(_ proposed: OrderPlaced) throws(Refusal) -> Draft {
    var fact = proposed
    let order = try newID(fact.order, .order, "order")
    fact.order = order.description
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    try Check.required(fact.hasTotal, "total")
    fact.total = try Check.money(fact.total, "total")
    try Check.number(fact.itemCount, "itemCount", atMost: Bounds.itemCount)
    try Check.count(fact.lines.count, "lines", atMost: Bounds.lines)
    for index in fact.lines.indices {
      try line(&fact.lines[index], "lines[\(index)]", currency: fact.total.currency)
    }
    fact.externalID = try Check.externalID(fact.externalID, .order, "externalId")
    try checkFree(externalID: fact.externalID, for: order, "externalId")
    note(contact)
    return Draft(.orderPlaced(fact), about: order, version: Version(1), sealedFor: contact)
  }

  /// A payment may be in another currency than its order.
  mutating func paymentReceived(_ proposed: PaymentReceived) throws(Refusal) -> Draft {
    var fact = proposed
    let payment = try newID(fact.payment, .payment, "payment")
    fact.payment = payment.description
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    try Check.required(fact.hasAmount, "amount")
    fact.amount = try Check.money(fact.amount, "amount")
    note(contact)
    if !fact.order.isEmpty {
      let (order, state) = try existing(fact.order, .order, "order")
      guard state.order.contact == fact.contact else { throw .invalid("order", "must be an order of the contact") }
      guard !state.order.retracted else {
        throw .conflict(
          "\(order) was retracted", field: "order", reason: "retracted", subject: order, version: state.unchanged)
      }
      note(order)
    }
    return Draft(.paymentReceived(fact), about: payment, version: Version(1), sealedFor: contact)
  }

  private func line(_ line: inout OrderPlaced.Line, _ field: String, currency: String) throws(Refusal) {
    line.product = try Check.line(line.product, "\(field).product", characters: Bounds.productCharacters)
    if !line.quantity.isEmpty {
      guard let quantity = DecimalQuantity.normalForm(line.quantity) else {
        throw .invalid(
          "\(field).quantity",
          """
          must be a decimal string of zero or more with at most \(Bounds.quantityDigits) digits before the point and \
          \(Bounds.quantityFractionDigits) behind it
          """)
      }
      line.quantity = quantity
    }
    guard line.hasUnitPrice else { return }
    line.unitPrice = try Check.money(line.unitPrice, "\(field).unitPrice")
    guard line.unitPrice.currency == currency else {
      throw .invalid("\(field).unitPrice.currency", "must be that of the total")
    }
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func order(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .orderPlaced(let fact) = content else { return [] }
    let id = ExternalID(.order, fact.externalID)
    var order = SubjectState.OrderState()
    order.contact = fact.contact
    order.externalID = id.text
    return [state(.order(order))] + (try holding(id, before: ExternalID(.order, "")))
  }

  func payment(_ content: Fact.OneOf_Fact) -> [RegistryChange] {
    guard case .paymentReceived(let fact) = content else { return [] }
    var payment = SubjectState.PaymentState()
    payment.contact = fact.contact
    return [state(.payment(payment))]
  }
}
