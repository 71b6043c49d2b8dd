import FactSchema
import RowSchema

extension Decider {
  mutating func orderPlaced(_ fact: inout OrderPlaced) throws(Refusal) -> Draft {
    let order = try newID(fact.order, .order, "order")
    fact.order = order.description
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    for (index, line) in fact.lines.enumerated() where line.hasUnitPrice {
      guard line.unitPrice.currency == fact.total.currency else {
        throw .invalid("lines[\(index)].unitPrice.currency", "must be that of the total")
      }
    }
    try checkFree(externalID: fact.externalID, for: order, "externalId")
    note(contact)
    return Draft(.orderPlaced(fact), about: order, version: Version(1), sealedFor: contact)
  }

  /// A payment may be in another currency than its order.
  mutating func paymentReceived(_ fact: inout PaymentReceived) throws(Refusal) -> Draft {
    let payment = try newID(fact.payment, .payment, "payment")
    fact.payment = payment.description
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    note(contact)
    if !fact.order.isEmpty {
      let (order, state) = try existing(fact.order, .order, "order")
      guard state.order.contact == fact.contact else { throw .invalid("order", "must be an order of the contact") }
      guard !state.order.retracted else {
        throw .conflict(
          "\(order) was retracted", field: "order", reason: .retracted, subject: order, version: state.unchanged)
      }
      note(order)
    }
    return Draft(.paymentReceived(fact), about: payment, version: Version(1), sealedFor: contact)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func order(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .orderPlaced(let fact) = content else { return [] }
    let key = key(ExternalID(.order, fact.externalID))
    var order = SubjectState.OrderState()
    order.contact = fact.contact
    order.set(key)
    return [state(.order(order))] + (try holding(key, before: nil))
  }

  func payment(_ content: Fact.OneOf_Fact) -> [RegistryChange] {
    guard case .paymentReceived(let fact) = content else { return [] }
    var payment = SubjectState.PaymentState()
    payment.contact = fact.contact
    return [state(.payment(payment))]
  }
}
