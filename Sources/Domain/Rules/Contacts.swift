import FactSchema
import RowSchema

extension Decider {
  mutating func contactCreated(_ fact: inout ContactCreated) throws(Refusal) -> Draft {
    let contact = try newID(fact.contact, .contact, "contact")
    fact.contact = contact.description
    if fact.kind == .unspecified { fact.kind = .person }
    fact.owner = try owner(fact.owner)
    if !fact.organization.isEmpty { note(try organization(fact.organization, of: contact).id) }
    if !fact.referrer.isEmpty { note(try referrer(fact.referrer, of: contact)) }
    try checkFree(externalID: fact.externalID, for: contact, "externalId")
    try checkFree(&fact.sourceIds, for: contact)
    return Draft(.contactCreated(fact), about: contact, version: Version(1))
  }

  mutating func contactDetailsChanged(_ fact: inout ContactDetailsChanged) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try checkKind(fact, of: contact, state)
    if fact.hasOwner { fact.owner = try owner(fact.owner) }
    if fact.hasOrganization {
      let organization = try organization(fact.organization, of: contact).id
      var belongs = state.contact.belongs
      belongs.state(fact.organization, since: occurredAt, at: position)
      let added = belongs.memberships.filter { $0.organization == organization }
      try checkNoCircle(Belonging.memberOf, from: contact, added, "organization")
      note(organization)
    }
    if fact.hasOrganization || fact.clear.contains("organization") { try checkRoom(contact, state, "organization") }
    if fact.hasReferrer { note(try referrer(fact.referrer, of: contact)) }
    if fact.hasReferrer || fact.clear.contains("referrer") { try checkRoom(contact, state, "referrer") }
    try checkFree(externalID: fact.externalID, for: contact, "externalId")
    try checkFree(&fact.sourceIds, for: contact)
    return Draft(.contactDetailsChanged(fact), about: contact, version: state.raised)
  }

  mutating func contactTagged(_ fact: inout ContactTagged) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    let before = state.contact.tags
    guard Tags.adding(fact.tags, to: before).count <= max(Bounds.contactTags, before.count) else {
      throw .conflict(
        "\(contact) has \(before.count) tags and may have \(Bounds.contactTags)", field: "tags", reason: .tooManyTags,
        subject: contact, version: state.unchanged)
    }
    return Draft(.contactTagged(fact), about: contact, version: state.raised)
  }

  /// Taking off a tag that is not on is accepted: what it asks for holds already.
  mutating func contactUntagged(_ fact: inout ContactUntagged) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    return Draft(.contactUntagged(fact), about: contact, version: state.raised)
  }

  /// An organization stays one for as long as somebody belongs to it.
  private func checkKind(
    _ fact: ContactDetailsChanged, of contact: SubjectID, _ state: SubjectState
  ) throws(Refusal) {
    guard fact.hasKind, fact.kind == .person, state.contact.members > 0 else { return }
    throw .conflict(
      "\(contact) is the organization of \(state.contact.members) contacts, so that it cannot become a person",
      field: "kind", reason: .hasMembers, subject: contact, version: state.unchanged)
  }

  /// Who is to have referred to the contact: another one.
  private func referrer(_ text: String, of contact: SubjectID) throws(Refusal) -> SubjectID {
    if text == contact.description { throw .invalid("referrer", "must be another contact") }
    return try existingVersion(text, .contact, "referrer").id
  }

  /// Refuses ids in systems of which there are two, or that another contact has. The same again is left out.
  private func checkFree(_ ids: inout [SourceID], for contact: SubjectID) throws(Refusal) {
    var kept: [SourceID] = []
    for (place, id) in ids.enumerated() where !kept.contains(id) {
      if kept.contains(where: { $0.source == id.source }) {
        throw .invalid("sourceIds[\(place)].source", "must be another one than before: a contact has one id in each")
      }
      let external = ExternalID(.contact, source: id.source, id.id)
      if let other = try knowledge.holder(of: knowledge.key(of: external)), other != contact {
        throw .conflict(
          "sourceIds[\(place)] belongs to \(other)", field: "sourceIds[\(place)]", reason: .externalIDTaken,
          subject: other, version: try knowledge.version(of: other))
      }
      kept.append(id)
    }
    ids = kept
  }

  /// The organization that a contact is to belong to: another contact, of the kind ORGANIZATION.
  func organization(
    _ text: String, of contact: SubjectID, _ field: String = "organization"
  ) throws(Refusal) -> (id: SubjectID, state: SubjectState) {
    if text == contact.description { throw .invalid(field, "must be another contact") }
    let (organization, state) = try existing(text, .contact, field)
    guard state.contact.kind == .organization else {
      throw .invalid(field, "must be a contact of the kind ORGANIZATION")
    }
    return (organization, state)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func contact(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    switch content {
    case .consentGranted(let fact): return try consent(fact.purpose, fact.channel, granted: fact)
    case .consentWithdrawn(let fact): return try consent(fact.purpose, fact.channel)
    case .campaignSent(let fact): return try sent(fact)
    case .campaignResponseRecorded(let fact): return try response(fact)
    case .personalDataErased(let fact): return try erased(fact)
    default: break
    }
    let old = try before().contact
    var contact = old
    switch content {
    case .contactCreated(let fact):
      contact.kind = fact.kind
      contact.set(key(ExternalID(.contact, fact.externalID)))
      contact.sourceKeys = sourceKeys(fact.sourceIds)
      contact.tags = fact.tags
      contact.organization = fact.organization
      contact.owner = fact.owner
      contact.setEmail(fact.emails, knowledge)
      contact.setPhone(fact.phones, fact.phoneRegion, knowledge)
      if !fact.referrer.isEmpty {
        contact.belongs.refer(fact.referrer, since: Membership.beginning, at: .zero)
      }
    case .contactTagged(let fact): contact.tags = Tags.adding(fact.tags, to: contact.tags)
    case .contactUntagged(let fact): contact.tags = Tags.removing(fact.tags, from: contact.tags)
    case .contactDetailsChanged(let fact):
      if fact.hasKind { contact.kind = fact.kind }
      if fact.hasExternalID { contact.set(key(ExternalID(.contact, fact.externalID))) }
      if fact.clear.contains("externalId") { contact.set(nil) }
      if !fact.sourceIds.isEmpty || fact.clear.contains("sourceIds") {
        contact.sourceKeys = sourceKeys(fact.sourceIds)
      }
      if !fact.tags.isEmpty || fact.clear.contains("tags") { contact.tags = fact.tags }
      if !fact.emails.isEmpty || fact.clear.contains("emails") { contact.setEmail(fact.emails, knowledge) }
      if !fact.phones.isEmpty || fact.clear.contains("phones") {
        contact.setPhone(fact.phones, fact.phoneRegion, knowledge)
      }
      if fact.hasOrganization || fact.clear.contains("organization") {
        contact.belongs.state(fact.organization, since: occurredAt, at: position)
      }
      if fact.hasReferrer || fact.clear.contains("referrer") {
        contact.belongs.refer(fact.referrer, since: occurredAt, at: position)
      }
      if fact.hasOwner { contact.owner = fact.owner }
      if fact.clear.contains("owner") { contact.owner = "" }
    case .contactsRelated(let fact): contact.belongs.relate(fact, at: occurredAt)
    case .relationshipEnded(let fact): contact.belongs.end(fact, at: occurredAt)
    case .contactRoleAssigned(let fact): Roles.assign(fact, at: occurredAt, in: &contact.roles)
    case .contactRoleEnded(let fact): Roles.end(fact, at: occurredAt, in: &contact.roles)
    case .contactArchived: contact.archived = true
    case .contactRestored: contact.archived = false
    default: break
    }
    var changes = state(.contact(contact), after: .contact(old))
    if contact.organization != old.organization || contact.hasBelonging || old.hasBelonging {
      let (was, belongs) = (old.belongs.belongsTo, contact.belongs.belongsTo)
      for organization in was.subtracting(belongs).sorted() {
        changes += try membership(in: organization) { $0 > 0 ? $0 - 1 : 0 }
      }
      for organization in belongs.subtracting(was).sorted() { changes += try membership(in: organization) { $0 + 1 } }
    }
    changes += try holding(contact, before: old)
    if case .contactsRelated(let fact) = content {
      changes.append(.externalID(knowledge.key(of: .relationship(fact.relationship)), subject))
    }
    return changes
  }

  private func sourceKeys(_ ids: [SourceID]) -> [SubjectState.ExternalKey] {
    ids.map { knowledge.key(of: ExternalID(.contact, source: $0.source, $0.id)).stored }
  }

  /// How many contacts belong to an organization from now on; nothing where none is named, or one that is not known.
  private func membership(in organization: String, _ change: (UInt32) -> UInt32) throws(Refusal) -> [RegistryChange] {
    guard let id = SubjectID(organization), id != subject, var state = try knowledge.state(of: id) else { return [] }
    state.contact.members = change(state.contact.members)
    return [.state(id, state)]
  }

  func consent(
    _ purpose: String, _ channel: String, granted: ConsentGranted? = nil
  ) throws(Refusal) -> [RegistryChange] {
    var contact = try before().contact
    let row = SubjectState.ConsentState(purpose, channel, at: occurredAt, position: position, granted: granted)
    Consents.record(row, in: &contact.consents)
    return [state(.contact(contact))]
  }
}
