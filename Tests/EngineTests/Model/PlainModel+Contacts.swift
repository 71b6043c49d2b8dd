import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

extension PlainModel {
  mutating func judgeContact(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .contactCreated(let fact): return create(&entry, fact, assigned)
    case .contactDetailsChanged(let fact): return change(&entry, fact)
    case .contactTagged(let fact):
      return changeTags(&entry, fact.contact, fact.tags) { tags, named in
        tags + named.filter { !tags.contains($0) }
      }
    case .contactUntagged(let fact):
      return changeTags(&entry, fact.contact, fact.tags) { tags, named in tags.filter { !named.contains($0) } }
    case .consentGranted(let fact): return consent(&entry, fact.contact, fact.purpose, fact.channel, true)
    case .consentWithdrawn(let fact): return consent(&entry, fact.contact, fact.purpose, fact.channel, false)
    default: return [.invalid]
    }
  }

  private mutating func create(
    _ entry: inout Entry, _ proposed: ContactCreated, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.contact, "contact")
    if fact.contact.isEmpty { fact.contact = assigned }
    if fact.kind == .unspecified { fact.kind = .person }
    if fact.name.isEmpty { wrong.insert(.invalid) }
    wrong.formUnion(reachProblems(fact.emails, fact.phones))
    if !isWord(fact.source) { wrong.insert(.invalid) }
    wrong.formUnion(organizationProblems(fact.organization))
    wrong.formUnion(externalIDProblems(fact.externalID, of: fact.contact))
    fact.tags = Self.unique(fact.tags)
    guard wrong.isEmpty else { return wrong }
    state.made["contact", default: []].append(fact.contact)
    let card = ContactCard.with {
      ($0.id, $0.version, $0.kind, $0.name) = (fact.contact, 1, fact.kind, fact.name)
      ($0.givenName, $0.familyName, $0.organization) = (fact.givenName, fact.familyName, fact.organization)
      ($0.emails, $0.phones, $0.tags) = (fact.emails, fact.phones, fact.tags)
      ($0.source, $0.owner, $0.externalID) = (fact.source, fact.owner, fact.externalID)
      $0.createdAt = stamp(entry.occurredAt)
    }
    state.contacts[fact.contact] = Contact(card: card)
    entry.fact.fact = .contactCreated(fact)
    entry.subject = fact.contact
    entry.version = 1
    entry.owner = fact.owner
    if !fact.organization.isEmpty { entry.others = [fact.organization] }
    return []
  }

  private mutating func change(_ entry: inout Entry, _ proposed: ContactDetailsChanged) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = missingContact(fact.contact)
    fact.tags = Self.unique(fact.tags)
    var set: Set<String> = []
    if fact.hasKind { set.insert("kind") }
    if fact.hasName { set.insert("name") }
    if fact.hasOwner { set.insert("owner") }
    if fact.hasSource { set.insert("source") }
    if fact.hasOrganization { set.insert("organization") }
    if fact.hasExternalID { set.insert("externalId") }
    if !fact.emails.isEmpty { set.insert("emails") }
    if !fact.tags.isEmpty { set.insert("tags") }
    if set.isEmpty, fact.clear.isEmpty { wrong.insert(.invalid) }
    if !set.isDisjoint(with: fact.clear) { wrong.insert(.invalid) }
    if !Set(fact.clear).isSubset(of: Self.clearable) { wrong.insert(.invalid) }
    if fact.hasName && fact.name.isEmpty || fact.hasOwner && fact.owner.isEmpty { wrong.insert(.invalid) }
    if fact.hasSource && (fact.source.isEmpty || !isWord(fact.source)) { wrong.insert(.invalid) }
    wrong.formUnion(reachProblems(fact.emails, fact.phones))
    if fact.hasOrganization {
      if fact.organization == fact.contact { wrong.insert(.invalid) }
      wrong.formUnion(organizationProblems(fact.organization))
      if stands(fact.organization, under: fact.contact) { wrong.insert(.conflict) }
    }
    let hasMembers = state.contacts.values.contains { $0.card.organization == fact.contact }
    if fact.hasKind, fact.kind == .person, hasMembers { wrong.insert(.conflict) }
    wrong.formUnion(externalIDProblems(fact.externalID, of: fact.contact))
    guard wrong.isEmpty, var contact = state.contacts[fact.contact] else { return wrong }
    contact.card.version += 1
    if fact.hasKind { contact.card.kind = fact.kind }
    if fact.hasName { contact.card.name = fact.name }
    if fact.hasOwner { contact.card.owner = fact.owner }
    if fact.hasSource { contact.card.source = fact.source }
    if fact.hasOrganization { contact.card.organization = fact.organization }
    if fact.hasExternalID { contact.card.externalID = fact.externalID }
    if !fact.emails.isEmpty { contact.card.emails = fact.emails }
    if !fact.tags.isEmpty { contact.card.tags = fact.tags }
    if fact.clear.contains("owner") { contact.card.owner = "" }
    if fact.clear.contains("source") { contact.card.source = "" }
    if fact.clear.contains("organization") { contact.card.organization = "" }
    if fact.clear.contains("externalId") { contact.card.externalID = "" }
    if fact.clear.contains("emails") { contact.card.emails = [] }
    if fact.clear.contains("phones") { contact.card.phones = [] }
    if fact.clear.contains("tags") { contact.card.tags = [] }
    state.contacts[fact.contact] = contact
    entry.fact.fact = .contactDetailsChanged(fact)
    entry.subject = fact.contact
    entry.version = contact.card.version
    if fact.hasOrganization { entry.others = [fact.organization] }
    return []
  }

  private static let clearable: Set<String> = [
    "givenName", "familyName", "organization", "emails", "phones", "tags", "source", "owner", "externalId",
  ]

  private mutating func changeTags(
    _ entry: inout Entry, _ id: String, _ named: [String], _ body: ([String], [String]) -> [String]
  ) -> Set<Refusal.Code> {
    var wrong = missingContact(id)
    if named.isEmpty { wrong.insert(.invalid) }
    guard wrong.isEmpty, var contact = state.contacts[id] else { return wrong }
    let tags = Self.unique(named)
    contact.card.tags = body(contact.card.tags, tags)
    contact.card.version += 1
    state.contacts[id] = contact
    if case .contactTagged(var fact) = entry.fact.fact {
      fact.tags = tags
      entry.fact.fact = .contactTagged(fact)
    }
    if case .contactUntagged(var fact) = entry.fact.fact {
      fact.tags = tags
      entry.fact.fact = .contactUntagged(fact)
    }
    entry.subject = id
    entry.version = contact.card.version
    return []
  }

  /// Each once, in the order of the first.
  private static func unique(_ tags: [String]) -> [String] {
    tags.reduce(into: []) { found, tag in if !found.contains(tag) { found.append(tag) } }
  }

  private func reachProblems(_ emails: [String], _ phones: [String]) -> Set<Refusal.Code> {
    let areEmails = emails.allSatisfy { $0.split(separator: "@").count == 2 }
    return areEmails && phones.allSatisfy { $0.hasPrefix("+") } ? [] : [.invalid]
  }

  private func organizationProblems(_ id: String) -> Set<Refusal.Code> {
    if id.isEmpty { return [] }
    if let found = state.contacts[id] { return found.card.kind == .organization ? [] : [.invalid] }
    return missingContact(id)
  }

  /// Whether an organization belongs to the contact, however far below.
  private func stands(_ id: String, under contact: String) -> Bool {
    var next = id
    while let above = state.contacts[next]?.card.organization, !above.isEmpty {
      if above == contact { return true }
      next = above
    }
    return false
  }

  private func externalIDProblems(_ text: String, of holder: String) -> Set<Refusal.Code> {
    guard !text.isEmpty else { return [] }
    let isTaken = state.contacts.values.contains { $0.card.externalID == text && $0.card.id != holder }
    return isTaken ? [.conflict] : []
  }

  // MARK: - Consents

  private mutating func consent(
    _ entry: inout Entry, _ id: String, _ purpose: String, _ channel: String, _ isGranted: Bool
  ) -> Set<Refusal.Code> {
    var wrong = missingContact(id)
    for word in [purpose, channel] where word != "*" { wrong.formUnion(requiredWord(word)) }
    guard wrong.isEmpty else { return wrong }
    setConsent(id, purpose, channel, isGranted, entry.occurredAt)
    entry.subject = id
    entry.version = state.version(id)
    return []
  }

  mutating func setConsent(
    _ id: String, _ purpose: String, _ channel: String, _ isGranted: Bool, _ since: Int64
  ) {
    guard var contact = state.contacts[id] else { return }
    contact.consents.removeAll { $0.purpose == purpose && $0.channel == channel }
    contact.consents.append(
      .with { ($0.purpose, $0.channel, $0.granted, $0.since) = (purpose, channel, isGranted, stamp(since)) })
    state.contacts[id] = contact
  }

  /// The latest word by position decides, `*` being all; without any, sending is allowed.
  func maySend(_ campaign: CampaignCard, to id: String) -> Bool {
    if campaign.purpose == "transactional" { return true }
    let words = state.contacts[id]?.consents ?? []
    let latest = words.last {
      ["*", campaign.purpose].contains($0.purpose) && ["*", campaign.channel].contains($0.channel)
    }
    return latest?.granted ?? true
  }
}
