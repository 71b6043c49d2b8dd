import FactSchema
import RowSchema

/// Who belongs together.
extension PlainModel {
  /// Whether one of the contacts is among the deal's people, or shares an organization with one of them, which may be the
  /// contact itself.
  func isDeal(_ id: String, of contacts: [String]) -> Bool {
    guard let deal = state.deals[id] else { return false }
    return contacts.contains { contact in
      deal.people.contains { !circle(of: $0).isDisjoint(with: circle(of: contact)) }
    }
  }

  /// The contact and what it belongs or belonged to.
  private func circle(of contact: String) -> Set<String> {
    Set((state.contacts[contact]?.memberships ?? []).map(\.organization) + [contact])
  }
}

// MARK: - A company is its people

extension PlainModel {
  /// Whether somebody belongs or belonged to the contact.
  func hasPeople(_ id: String) -> Bool {
    state.contacts.values.contains { contact in contact.memberships.contains { $0.organization == id } }
  }

  /// Whether what is of the contact at that time is of the other, too: it is the same, or belonged to it then.
  func isOf(_ contact: String, _ other: String, at time: Int64) -> Bool {
    if contact == other { return true }
    return state.contacts[contact]?.memberships.contains {
      $0.organization == other && $0.since <= time && time < $0.until
    } ?? false
  }

  /// All that happened with the contact and its people, each with one of those with whom it did.
  func historyOfPeople(_ id: String) -> [(entry: Entry, person: String)] {
    log.compactMap { entry in
      let persons = entry.contacts.filter { isOf($0, id, at: entry.occurredAt) }
      guard let first = persons.min() else { return nil }
      return (entry, persons.contains(id) ? id : first)
    }
  }

  /// The same with what is counted of its people, each thing once.
  func countPeople(_ card: inout ContactCard) {
    let id = card.id
    let met = historyOfPeople(id).map(\.entry).filter { Self.interactionTypes.contains($0.type) && !isRetracted($0) }
    card.interactionCount = UInt64(met.count)
    card.clearLastInteractionAt()
    if let last = met.map(\.occurredAt).max() { card.lastInteractionAt = stamp(last) }
    card.openDeals = UInt64(state.deals.values.count { $0.isOpen && isDeal($0, ofPeopleOf: id) })
    let orders = state.orders.values.filter { isOf($0.contact, id, at: microseconds($0.placedAt)) }
    card.ordersCount = UInt64(orders.count)
    card.ordersTotal = Cash.sums(orders.compactMap { Cash($0.total) }).filter { $0.minor != 0 }.map(\.money)
  }

  /// Whether somebody who had the deal was of the contact when it was opened.
  func isDeal(_ deal: Deal, ofPeopleOf id: String) -> Bool {
    deal.people.contains { isOf($0, id, at: microseconds(deal.card.openedAt)) }
  }
}

extension PlainModel.Contact {
  typealias Membership = (organization: String, since: Int64, until: Int64, relationship: String)

  /// When it belongs to what: to an organization that it was said to have until the next one that holds later, or from the same
  /// time on and was said later.
  var memberships: [Membership] {
    var found: [Membership] = []
    for own in organizations where !own.organization.isEmpty {
      let later = organizations.filter { ($0.since, $0.position) > (own.since, own.position) }
      let until = later.map(\.since).min() ?? .max
      if own.since < until { found.append((own.organization, own.since, until, "")) }
    }
    for relationship in relationships where relationship.kind == "member_of" {
      let until = relationship.until ?? .max
      if relationship.since < until {
        found.append((relationship.to, relationship.since, until, relationship.id))
      }
    }
    return found.sorted { ($0.since, $0.relationship) < ($1.since, $1.relationship) }
  }

  /// What it has as its organization.
  var organization: String {
    organizations.max { ($0.since, $0.position) < ($1.since, $1.position) }?.organization ?? ""
  }

  /// What it belongs to without an end.
  var belongsTo: Set<String> {
    let related = relationships.filter { $0.kind == "member_of" && $0.until == nil }.map(\.to)
    return Set(related + (organization.isEmpty ? [] : [organization]))
  }

  /// What it is to others in that way, and when.
  func relations(_ kind: String) -> [Membership] {
    if kind == "member_of" { return memberships }
    return relationships.filter { $0.kind == kind }.map { ($0.to, $0.since, $0.until ?? .max, $0.id) }
  }
}

extension PlainModel.State {
  /// What a fact says of whom a contact belongs to.
  mutating func changeBelonging(_ entry: PlainModel.Entry) {
    guard var contact = contacts[entry.subject] else { return }
    switch entry.fact.fact {
    case .contactDetailsChanged(let fact):
      if fact.hasReferrer || fact.clear.contains("referrer") {
        contact.referrers.append((fact.referrer, entry.occurredAt, entry.position))
      }
      if fact.hasOrganization || fact.clear.contains("organization") {
        contact.organizations.append((fact.organization, entry.occurredAt, entry.position))
        contact.saidOrganization = fact.organization
      }
    case .contactRoleAssigned(let fact):
      let since = fact.hasSince ? microseconds(fact.since) : entry.occurredAt
      contact.roles.append((fact.role, since, fact.hasUntil ? microseconds(fact.until) : nil))
    case .contactRoleEnded(let fact):
      let until = fact.hasUntil ? microseconds(fact.until) : entry.occurredAt
      for place in contact.roles.indices where contact.roles[place].role == fact.role {
        if contact.roles[place].until == nil { contact.roles[place].until = until }
      }
    case .contactsRelated(let fact):
      contact.relationships.append(
        PlainModel.Relationship(
          id: fact.relationship, kind: fact.kind, to: fact.to,
          since: fact.hasSince ? microseconds(fact.since) : entry.occurredAt,
          until: fact.hasUntil ? microseconds(fact.until) : nil))
    case .relationshipEnded(let fact):
      let until = fact.hasUntil ? microseconds(fact.until) : entry.occurredAt
      for place in contact.relationships.indices where contact.relationships[place].id == fact.relationship {
        if contact.relationships[place].until == nil { contact.relationships[place].until = until }
      }
    default: return
    }
    contacts[entry.subject] = contact
  }
}
