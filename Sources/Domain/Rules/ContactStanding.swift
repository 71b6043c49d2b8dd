import FactSchema
import RowSchema

/// What a contact is to the company: its roles, and whether it is among those who are looked at.
extension Decider {
  mutating func contactArchived(_ fact: inout ContactArchived) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    guard !state.contact.archived else {
      throw .conflict(
        "\(contact) is archived already", field: "contact", reason: .archived, subject: contact,
        version: state.unchanged)
    }
    return Draft(.contactArchived(fact), about: contact, version: state.raised)
  }

  mutating func contactRestored(_ fact: inout ContactRestored) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    guard state.contact.archived else {
      throw .conflict(
        "\(contact) is not archived", field: "contact", reason: .notArchived, subject: contact,
        version: state.unchanged)
    }
    return Draft(.contactRestored(fact), about: contact, version: state.raised)
  }

  /// A contact has a role once at any time.
  mutating func contactRoleAssigned(_ fact: inout ContactRoleAssigned) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    let (roles, role) = (state.contact.roles, Roles.role(fact, at: occurredAt))
    guard !role.hasUntil || role.since < role.until else { throw .invalid("until", "must be after since") }
    guard roles.count < Bounds.roles else {
      throw .conflict(
        "\(contact) was assigned \(roles.count) roles, and that is as many as there may be", field: "role",
        reason: .tooManyRoles, subject: contact, version: state.unchanged)
    }
    guard !roles.contains(where: { Roles.meet($0, role) }) else {
      throw .conflict(
        "\(contact) has the role already in some of that time", field: "role", reason: .roleHeld, subject: contact,
        version: state.unchanged)
    }
    return Draft(.contactRoleAssigned(fact), about: contact, version: state.raised)
  }

  mutating func contactRoleEnded(_ fact: inout ContactRoleEnded) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    guard let role = Roles.open(fact.role, in: state.contact.roles) else {
      throw .conflict(
        "\(contact) does not have the role without an end", field: "role", reason: .roleNotHeld, subject: contact,
        version: state.unchanged)
    }
    guard Roles.end(fact, at: occurredAt) > role.since else { throw .invalid("until", "must be after it began") }
    return Draft(.contactRoleEnded(fact), about: contact, version: state.raised)
  }
}
