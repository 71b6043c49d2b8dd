import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func judgeContact(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .contactCreated(let fact): return create(&entry, fact, assigned)
    case .contactDetailsChanged(let fact): return change(&entry, fact)
    case .contactTagged(var fact):
      let wrong = tagProblems(&fact.tags).union(change(&entry, of: fact.contact))
      entry.fact.fact = .contactTagged(fact)
      return wrong
    case .contactUntagged(var fact):
      let wrong = tagProblems(&fact.tags).union(change(&entry, of: fact.contact))
      entry.fact.fact = .contactUntagged(fact)
      return wrong
    case .contactsRelated(let fact): return relate(&entry, fact, assigned)
    case .relationshipEnded(let fact): return end(&entry, fact)
    case .contactArchived(let fact):
      let isArchived = state.contacts[fact.contact]?.card.hasArchivedAt ?? false
      return change(&entry, of: fact.contact).union(isArchived ? [.conflict] : [])
    case .contactRestored(let fact):
      let isArchived = state.contacts[fact.contact]?.card.hasArchivedAt ?? true
      return change(&entry, of: fact.contact).union(isArchived ? [] : [.conflict])
    case .contactRoleAssigned(let fact): return assign(&entry, fact)
    case .contactRoleEnded(let fact): return end(&entry, fact)
    case .consentGranted(var fact):
      let hasTwoEnds = fact.hasUntilAt && !fact.untilOn.isEmpty
      if fact.basis == .unspecified { fact.basis = .consent }
      entry.fact.fact = .consentGranted(fact)
      return consent(&entry, fact.contact, fact.purpose, fact.channel).union(hasTwoEnds ? [.invalid] : [])
    case .consentWithdrawn(let fact): return consent(&entry, fact.contact, fact.purpose, fact.channel)
    default: return [.invalid]
    }
  }

  private func create(
    _ entry: inout Entry, _ proposed: ContactCreated, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.contact, "contact")
    if fact.contact.isEmpty { fact.contact = assigned }
    if fact.kind == .unspecified { fact.kind = .person }
    if fact.name.isEmpty { wrong.insert(.invalid) }
    wrong.formUnion(ownerProblems(&fact.owner))
    wrong.formUnion(reachProblems(fact.emails, fact.phones))
    if !isWord(fact.source) { wrong.insert(.invalid) }
    wrong.formUnion(organizationProblems(fact.organization))
    wrong.formUnion(externalIDProblems(fact.externalID, of: fact.contact))
    wrong.formUnion(detailProblems(fact, of: fact.contact))
    fact.tags = Self.unique(fact.tags)
    // None of the model's phones are wrong but those that lack their calling code.
    if !fact.phones.allSatisfy({ $0.hasPrefix("+") }) { fact.phoneRegion = state.company.phoneRegion }
    entry.fact.fact = .contactCreated(fact)
    (entry.subject, entry.version) = (fact.contact, 1)
    entry.others = Self.unique([fact.organization, fact.referrer].filter { !$0.isEmpty })
    return wrong
  }

  private func change(_ entry: inout Entry, _ proposed: ContactDetailsChanged) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong: Set<Refusal.Code> = []
    fact.tags = Self.unique(fact.tags)
    var set: Set<String> = []
    if fact.hasKind { set.insert("kind") }
    if fact.hasName { set.insert("name") }
    if fact.hasGivenName { set.insert("givenName") }
    if fact.hasFamilyName { set.insert("familyName") }
    if fact.hasOwner { set.insert("owner") }
    if fact.hasSource { set.insert("source") }
    if fact.hasOrganization { set.insert("organization") }
    if fact.hasExternalID { set.insert("externalId") }
    if !fact.emails.isEmpty { set.insert("emails") }
    if !fact.phones.isEmpty { set.insert("phones") }
    if !fact.tags.isEmpty { set.insert("tags") }
    wrong.formUnion(detailProblems(said(fact, &set), of: fact.contact))
    if set.isEmpty, fact.clear.isEmpty { wrong.insert(.invalid) }
    if !set.isDisjoint(with: fact.clear) { wrong.insert(.invalid) }
    if !Set(fact.clear).isSubset(of: Self.clearable) { wrong.insert(.invalid) }
    if fact.hasName && fact.name.isEmpty || fact.hasOwner && fact.owner.isEmpty { wrong.insert(.invalid) }
    if fact.hasOwner { wrong.formUnion(ownerProblems(&fact.owner)) }
    if fact.hasSource && (fact.source.isEmpty || !isWord(fact.source)) { wrong.insert(.invalid) }
    wrong.formUnion(reachProblems(fact.emails, fact.phones))
    if fact.hasOrganization {
      if fact.organization == fact.contact { wrong.insert(.invalid) }
      wrong.formUnion(organizationProblems(fact.organization))
      var belongs = PlainModel.Contact(card: ContactCard())
      belongs.organizations = state.contacts[fact.contact]?.organizations ?? []
      belongs.organizations.append((fact.organization, entry.occurredAt, entry.position))
      let spans = belongs.memberships.filter { $0.organization == fact.organization }.map { ($0.since, $0.until) }
      if leadsBack(fact.organization, to: fact.contact, "member_of", spans) { wrong.insert(.conflict) }
    }
    let hasMembers = state.contacts.values.contains { $0.belongsTo.contains(fact.contact) }
    if fact.hasKind, fact.kind == .person, hasMembers { wrong.insert(.conflict) }
    wrong.formUnion(externalIDProblems(fact.externalID, of: fact.contact))
    entry.fact.fact = .contactDetailsChanged(fact)
    entry.others = Self.unique([fact.organization, fact.referrer].filter { !$0.isEmpty })
    return wrong.union(change(&entry, of: fact.contact))
  }

  /// The entry of a fact that changes a contact.
  func change(_ entry: inout Entry, of contact: String) -> Set<Refusal.Code> {
    (entry.subject, entry.version) = (contact, state.version(contact) + 1)
    return missingContact(contact)
  }

  private static let clearable: Set<String> = [
    "givenName", "familyName", "organization", "emails", "phones", "tags", "source", "owner", "externalId", "title",
    "jobTitle", "nickname", "birthday", "anniversary", "addresses", "websites", "handles", "language", "sourceIds",
    "referrer", "emailLabels", "phoneLabels",
  ]

  private func tagProblems(_ tags: inout [String]) -> Set<Refusal.Code> {
    tags = Self.unique(tags)
    return tags.isEmpty ? [.invalid] : []
  }

  /// Each once, in the order of the first.
  private static func unique(_ tags: [String]) -> [String] {
    tags.reduce(into: []) { found, tag in if !found.contains(tag) { found.append(tag) } }
  }

  private func reachProblems(_ emails: [String], _ phones: [String]) -> Set<Refusal.Code> {
    let areEmails = emails.allSatisfy { $0.split(separator: "@").count == 2 }
    return areEmails && (phones.allSatisfy { $0.hasPrefix("+") } || !state.company.phoneRegion.isEmpty)
      ? [] : [.invalid]
  }

  private func organizationProblems(_ id: String) -> Set<Refusal.Code> {
    if id.isEmpty { return [] }
    if let found = state.contacts[id] { return found.card.kind == .organization ? [] : [.invalid] }
    return missingContact(id)
  }

  private func externalIDProblems(_ text: String, of holder: String) -> Set<Refusal.Code> {
    guard !text.isEmpty else { return [] }
    let isTaken = state.contacts.values.contains { $0.card.externalID == text && $0.card.id != holder }
    return isTaken ? [.conflict] : []
  }

  // MARK: - Consents

  private func consent(
    _ entry: inout Entry, _ id: String, _ purpose: String, _ channel: String
  ) -> Set<Refusal.Code> {
    (entry.subject, entry.version) = (id, state.version(id))
    return [purpose, channel].filter { $0 != "*" }.reduce(missingContact(id)) { $0.union(requiredWord($1)) }
  }

  /// The latest word up to the sending decides, `*` being all, unless it has ended by then; without any, sending is allowed.
  func maySend(_ campaign: CampaignCard, to id: String, at time: Int64, said: Int64? = nil) -> Bool {
    if campaign.purpose == "transactional" { return true }
    let words = (state.contacts[id]?.words ?? []).filter {
      ["*", campaign.purpose].contains($0.purpose) && ["*", campaign.channel].contains($0.channel)
        && microseconds($0.since) <= said ?? time
    }
    let latest = Contact.latest(words)
    let usual = state.company.consentDefaults.last {
      ["*", campaign.purpose].contains($0.purpose) && ["*", campaign.channel].contains($0.channel)
    }
    return latest.map { $0.granted && !hasEnded($0, at: time) } ?? (usual?.consent != .withdrawn)
  }
}
