import Schema

extension Decider {
  /// What it retracts is neither counted nor undone: a contact that unsubscribed stays unsubscribed although the
  /// response is retracted, until it consents again. A retracted order frees its external id.
  mutating func factRetracted(_ fact: FactRetracted) throws(Refusal) -> Draft {
    let field = "position"
    try Check.required(fact.position != 0, field)
    try Check.requiredWord(fact.reason, "reason")
    let target = Position(fact.position)
    guard target < position, let recorded = try knowledge.recorded(at: target) else {
      throw Refusal(
        .notFound, "position \(target) is beyond the facts recorded so far", field: field, position: target)
    }
    guard let type = FactType(rawValue: recorded.type), type.isRetractable else {
      throw .conflict(
        "only interactions, notes, orders, payments, sends and responses can be retracted", field: field,
        reason: "notRetractable", subject: recorded.subject, position: target)
    }
    if let earlier = try knowledge.retraction(of: target) {
      throw .conflict(
        "the fact at \(target) was retracted already at \(earlier)", field: field, reason: "retracted",
        subject: recorded.subject, position: earlier)
    }
    guard let state = try knowledge.state(of: recorded.subject) else { throw .notFound(field, recorded.subject) }
    for subject in recorded.otherSubjects { note(subject) }
    return Draft(
      .factRetracted(fact), about: recorded.subject, version: type.keepsVersion ? state.unchanged : state.raised)
  }
}
