import Schema

extension Decider {
  mutating func contactCreated(_ proposed: ContactCreated) throws(Refusal) -> Draft {
    var fact = proposed
    let contact = try newID(fact.contact, .contact, "contact")
    fact.contact = contact.description
    switch fact.kind {
    case .unspecified: fact.kind = .person
    case .person, .organization: break
    case .UNRECOGNIZED: throw .invalid("kind", "must be PERSON or ORGANIZATION")
    }
    try Check.requiredLine(fact.name, "name", characters: Bounds.nameCharacters)
    try Check.line(fact.givenName, "givenName", characters: Bounds.nameCharacters)
    try Check.line(fact.familyName, "familyName", characters: Bounds.nameCharacters)
    fact.emails = try Check.emails(fact.emails, "emails")
    fact.phones = try Check.phones(fact.phones, "phones", region: context.region)
    fact.tags = try Check.tags(fact.tags, "tags")
    try Check.word(fact.source, "source")
    try Check.owner(fact.owner, "owner")
    try Check.externalID(fact.externalID, "externalId")
    if !fact.organization.isEmpty { try organization(fact.organization, of: contact) }
    try checkFree(externalID: fact.externalID, for: contact, "externalId")
    return Draft(.contactCreated(fact), about: contact, version: Version(1))
  }

  mutating func contactDetailsChanged(_ proposed: ContactDetailsChanged) throws(Refusal) -> Draft {
    var fact = proposed
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    fact.clear = try Check.clear(
      fact.clear, of: .contactDetailsChanged,
      clearable: [
        ("givenName", fact.hasGivenName), ("familyName", fact.hasFamilyName),
        ("organization", fact.hasOrganization), ("emails", !fact.emails.isEmpty), ("phones", !fact.phones.isEmpty),
        ("tags", !fact.tags.isEmpty), ("source", fact.hasSource), ("owner", fact.hasOwner),
        ("externalId", fact.hasExternalID),
      ])
    try checkScalars(fact)
    fact.emails = try Check.emails(fact.emails, "emails")
    fact.phones = try Check.phones(fact.phones, "phones", region: context.region)
    fact.tags = try Check.tags(fact.tags, "tags")
    let setsScalar =
      fact.hasKind || fact.hasName || fact.hasGivenName || fact.hasFamilyName || fact.hasOrganization || fact.hasSource
      || fact.hasOwner || fact.hasExternalID
    let setsList = !fact.emails.isEmpty || !fact.phones.isEmpty || !fact.tags.isEmpty
    guard setsScalar || setsList || !fact.clear.isEmpty else {
      throw .invalid("clear", "or another field must say what changes")
    }
    if fact.hasOrganization { try organization(fact.organization, of: contact) }
    try checkFree(externalID: fact.externalID, for: contact, "externalId")
    return Draft(.contactDetailsChanged(fact), about: contact, version: state.raised)
  }

  mutating func contactTagged(_ proposed: ContactTagged) throws(Refusal) -> Draft {
    var fact = proposed
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try Check.required(!fact.tags.isEmpty, "tags")
    fact.tags = try Check.tags(fact.tags, "tags")
    let before = state.contact.tags
    guard Tags.adding(fact.tags, to: before).count <= max(Bounds.contactTags, before.count) else {
      throw .conflict(
        "\(contact) has \(before.count) tags and may have \(Bounds.contactTags)", field: "tags", reason: "tooManyTags",
        subject: contact, version: state.unchanged)
    }
    return Draft(.contactTagged(fact), about: contact, version: state.raised)
  }

  /// Taking off a tag that is not on is accepted: what it asks for holds already.
  mutating func contactUntagged(_ proposed: ContactUntagged) throws(Refusal) -> Draft {
    var fact = proposed
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try Check.required(!fact.tags.isEmpty, "tags")
    fact.tags = try Check.tags(fact.tags, "tags")
    return Draft(.contactUntagged(fact), about: contact, version: state.raised)
  }

  private func checkScalars(_ fact: ContactDetailsChanged) throws(Refusal) {
    if fact.hasKind, fact.kind != .person, fact.kind != .organization {
      throw .invalid("kind", "must be PERSON or ORGANIZATION")
    }
    for (isSet, text, field) in [
      (fact.hasName, fact.name, "name"), (fact.hasGivenName, fact.givenName, "givenName"),
      (fact.hasFamilyName, fact.familyName, "familyName"),
    ] {
      try Check.notEmpty(isSet, text, field)
      try Check.line(text, field, characters: Bounds.nameCharacters)
    }
    try Check.notEmpty(fact.hasSource, fact.source, "source")
    try Check.word(fact.source, "source")
    try Check.notEmpty(fact.hasOwner, fact.owner, "owner")
    try Check.owner(fact.owner, "owner")
    try Check.notEmpty(fact.hasExternalID, fact.externalID, "externalId")
    try Check.externalID(fact.externalID, "externalId")
  }

  /// The organization that a contact belongs to: another contact, of the kind ORGANIZATION.
  private mutating func organization(_ text: String, of contact: SubjectID) throws(Refusal) {
    let field = "organization"
    if text == contact.description { throw .invalid(field, "must be another contact") }
    let (organization, state) = try existing(text, .contact, field)
    guard state.contact.kind == .organization else {
      throw .invalid(field, "must be a contact of the kind ORGANIZATION")
    }
    note(organization)
  }
}
