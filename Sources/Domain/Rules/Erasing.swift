import FactSchema
import RowSchema

extension Decider {
  mutating func personalDataErased(_ fact: inout PersonalDataErased) throws(Refusal) -> Draft {
    for (field, isSaid) in [
      ("addressKeys", !fact.addressKeys.isEmpty), ("fields", !fact.fields.isEmpty),
      ("suppressions", !fact.suppressions.isEmpty),
    ] where isSaid {
      throw .invalid(field, "must be left to the daemon, which makes it")
    }
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    if state.contact.erasedAt > 0 { throw Self.erased(contact, state, "contact") }
    let erasure = try Erasure(of: contact, before: position, knowing: knowledge)
    fact.fields = erasure.fields
    if !fact.unsuppressed { fact.addressKeys = erasure.addresses.prefix(Self.addressesMax).map(\.digits) }
    fact.suppressions = erasure.suppressions.map(\.description)
    // By them their facts are known as erased; those past the bound read as facts whose key is lost.
    for suppression in erasure.suppressions.prefix(Bounds.otherSubjects) { note(suppression) }
    return Draft(.personalDataErased(fact), about: contact, version: state.raised)
  }

  private static let addressesMax = 64

  /// What the daemon records when an erasure is done; once.
  mutating func erasureCompleted(_ fact: ErasureCompleted) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    guard state.contact.erasedAt == fact.erasure, fact.erasure > 0 else {
      throw .internal("\(contact) was not erased at position \(fact.erasure)")
    }
    return Draft(.erasureCompleted(fact), about: contact, version: state.unchanged)
  }

  /// Refuses what is said of somebody who was erased, but for what ends something of theirs, or of others with them, and has
  /// nothing personal.
  func checkErased(_ draft: borrowing Draft, _ type: FactType, hasPersonal: Bool) throws(Refusal) {
    guard knowledge.mayHaveErasures, !type.isOfTheDaemon else { return }
    if draft.subject.kind == .contact { try checkErased(draft.subject, draft, type, hasPersonal) }
    for other in otherSubjects where other.kind == .contact && other != draft.subject {
      try checkErased(other, draft, type, hasPersonal)
    }
  }

  private func checkErased(
    _ contact: SubjectID, _ draft: borrowing Draft, _ type: FactType, _ hasPersonal: Bool
  ) throws(Refusal) {
    guard let state = try knowledge.state(of: contact), state.contact.erasedAt > 0 else { return }
    // What was recorded in the same command before it was erased there is not looked at again.
    if contact != draft.subject, !hasPersonal || draft.sealSubject != contact, try ends(contact, draft, type) { return }
    throw Self.erased(contact, state, "contact")
  }

  /// Whether a fact that names or implies somebody else than its subject begins nothing with them.
  private func ends(_ contact: SubjectID, _ draft: borrowing Draft, _ type: FactType) throws(Refusal) -> Bool {
    switch type {
    case .factRetracted, .relationshipEnded, .dealContactRemoved: return true
    case .paymentReceived:
      // On an order that is theirs.
      return otherSubjects.contains { $0.kind == .order }
    default: break
    }
    guard type.creates == nil, let state = try knowledge.state(of: draft.subject) else { return false }
    let text = contact.description
    return switch state.state {
    case .deal(let deal): deal.contact == text || deal.contacts.contains(text)
    case .task(let task): task.contact == text
    case .order(let order): order.contact == text
    default: false
    }
  }

  private static func erased(_ contact: SubjectID, _ state: SubjectState, _ field: String) -> Refusal {
    Refusal(
      .erased,
      "\(contact) was erased at position \(state.contact.erasedAt); nothing personal is recorded of it any more",
      field: field, subject: contact, version: state.unchanged, position: Position(state.contact.erasedAt))
  }
}

// MARK: - What is known afterwards

extension Evolution {
  /// Nothing that was made of something personal is known any more, as where the facts are read without it.
  func erased(_ fact: PersonalDataErased) throws(Refusal) -> [RegistryChange] {
    let old = try before().contact
    var contact = old
    contact.clearEmail()
    contact.clearPhone()
    contact.clearExternalKey()
    contact.sourceKeys = []
    contact.archived = true
    contact.erasedAt = position.value
    var changes = state(.contact(contact), after: .contact(old)) + (try holding(contact, before: old))
    for sealed in try knowledge.sealedFacts(of: subject, before: position) {
      changes += try forgotten(sealed.header)
    }
    for address in fact.addressKeys { changes += try say(.erased, of: address, .everything) }
    return changes
  }

  /// What is not known any more that a fact said.
  private func forgotten(_ header: EventHeader) throws(Refusal) -> [RegistryChange] {
    switch FactType(rawValue: header.type) {
    case .campaignSent:
      guard let campaign = header.otherSubjects.first(where: { $0.kind == .campaign }) else { return [] }
      let sends = try knowledge.sends(of: campaign, to: subject)
      return sends.address == nil ? [] : [.sends(campaign: campaign, contact: subject, Sends(count: sends.count))]
    case .orderPlaced:
      guard header.sealSubject == subject, var state = try knowledge.state(of: header.subject),
        let key = state.order.key
      else { return [] }
      state.order.set(nil)
      let isHeld = try knowledge.holder(of: key) == header.subject
      return [.state(header.subject, state)] + (isHeld ? [.externalID(key, nil)] : [])
    default: return []
    }
  }
}
