import FactSchema
import RowSchema

extension Decider {
  /// What it retracts is neither counted nor undone: a contact that unsubscribed stays unsubscribed although the
  /// response is retracted, until it consents again. A retracted order frees its external id.
  mutating func factRetracted(_ fact: inout FactRetracted) throws(Refusal) -> Draft {
    let field = "position"
    let target = Position(fact.position)
    guard target < position, let recorded = try knowledge.recorded(at: target) else {
      throw Refusal(
        .notFound, "position: \(target) is beyond the facts recorded so far", field: field, position: target)
    }
    guard let type = FactType(rawValue: recorded.type), type.isRetractable else {
      throw .conflict(
        "only interactions, notes, orders, payments, sends and responses can be retracted", field: field,
        reason: .notRetractable, subject: recorded.subject, position: target)
    }
    if let earlier = try knowledge.retraction(of: target) {
      throw .conflict(
        "the fact at \(target) was retracted already at \(earlier)", field: field, reason: .retracted,
        subject: recorded.subject, position: earlier)
    }
    guard let state = try knowledge.state(of: recorded.subject) else { throw .notFound(field, recorded.subject) }
    for subject in recorded.otherSubjects { note(subject) }
    return Draft(
      .factRetracted(fact), about: recorded.subject, version: type.keepsVersion ? state.unchanged : state.raised)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func retraction(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .factRetracted(let fact) = content else { return [] }
    let target = Position(fact.position)
    var changes: [RegistryChange] = [.retracted(target, by: position)]
    guard let type = try knowledge.recorded(at: target)?.type else { return changes }
    switch FactType(rawValue: type) {
    case .campaignSent: changes += try sends { $0 == 0 ? 0 : $0 - 1 }
    case .orderPlaced:
      var order = try before().order
      order.retracted = true
      changes += try holding(nil, before: order.key)
      order.set(nil)
      changes.append(state(.order(order)))
    case .paymentReceived: changes.append(state(.payment(try before().payment)))
    default: break
    }
    return changes
  }
}
