import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

extension PlainModel.State {
  func describe(_ card: inout ContactCard, _ fact: ContactDetailsChanged) {
    if fact.hasTitle { card.title = fact.title }
    if fact.hasJobTitle { card.jobTitle = fact.jobTitle }
    if fact.hasNickname { card.nickname = fact.nickname }
    if fact.hasBirthday { card.birthday = fact.birthday }
    if fact.hasAnniversary { card.anniversary = fact.anniversary }
    if fact.hasLanguage { card.language = fact.language }
    if !fact.addresses.isEmpty { card.addresses = fact.addresses }
    if !fact.websites.isEmpty { card.websites = fact.websites }
    if !fact.handles.isEmpty { card.handles = fact.handles }
    if !fact.sourceIds.isEmpty { card.sourceIds = fact.sourceIds }
    if fact.clear.contains("title") { card.title = "" }
    if fact.clear.contains("birthday") { card.birthday = "" }
    if fact.clear.contains("language") { card.language = "" }
    if fact.clear.contains("addresses") { card.addresses = [] }
    if fact.clear.contains("handles") { card.handles = [] }
    if fact.clear.contains("sourceIds") { card.sourceIds = [] }
    if fact.clear.contains("emailLabels") { card.emailLabels = [] }
  }
}

extension PlainModel.Contact {
  /// Who referred to it, and when: each until the next one.
  var referrals: [Membership] {
    referrers.compactMap { own in
      let later = referrers.filter { ($0.since, $0.position) > (own.since, own.position) }
      let until = later.map(\.since).min() ?? .max
      return own.organization.isEmpty || own.since >= until ? nil : (own.organization, own.since, until, "")
    }
  }

  /// Who refers to it.
  var referrer: String { referrers.max { ($0.since, $0.position) < ($1.since, $1.position) }?.organization ?? "" }

  func has(role: String, at time: Int64) -> Bool {
    roles.contains { $0.role == role && $0.since <= time && time < $0.until ?? .max }
  }

  /// Its roles as a card shows them.
  var rolesShown: [ContactCard.Role] {
    roles.sorted { ($0.since, $0.role) < ($1.since, $1.role) }.map { role in
      .with {
        ($0.role, $0.since) = (role.role, stamp(role.since))
        if let until = role.until { $0.until = stamp(until) }
      }
    }
  }
}

// MARK: - Relations and trees

extension PlainModel {
  /// Whether a contact was ever assigned the role by what stands.
  func isKnown(role: String) -> Bool {
    log.contains { entry in
      guard case .contactRoleAssigned(let fact) = entry.fact.fact else { return false }
      return fact.role == role && !isRetracted(entry)
    }
  }

  /// All that contacts are to each other, as a list shows it to somebody who asks about `asked`.
  private func relations(of contact: String, asked: String) -> [Relation] {
    guard let known = state.contacts[contact] else { return [] }
    func shown(_ kind: String, _ from: String, _ to: String, _ span: Contact.Membership) -> Relation {
      .with {
        ($0.kind, $0.from, $0.to, $0.relationship) = (kind, from, to, span.relationship)
        $0.name = state.contacts[from == asked ? to : from]?.card.name ?? ""
        if span.since != .min { $0.since = stamp(span.since) }
        if span.until != .max { $0.until = stamp(span.until) }
      }
    }
    let kinds = Set(known.relationships.map(\.kind) + ["member_of"])
    let own = kinds.flatMap { kind in
      known.relations(kind).filter { $0.since < $0.until }.map { shown(kind, contact, $0.organization, $0) }
    }
    return own + known.referrals.map { shown("refers_to", $0.organization, contact, $0) }
  }

  /// What the contact is to others and others to it, in no order.
  func relations(_ request: ContactRelationsRequest) -> [Relation] {
    let id = request.contact
    let incoming = state.contacts.keys.filter { $0 != id }.flatMap { other in
      relations(of: other, asked: id).filter { $0.from == id || $0.to == id }
    }
    return (relations(of: id, asked: id) + incoming).filter { relation in
      if request.hasKind, relation.kind != request.kind { return false }
      guard request.hasAt else { return true }
      let time = microseconds(request.at)
      return (!relation.hasSince || microseconds(relation.since) <= time)
        && (!relation.hasUntil || time < microseconds(relation.until))
    }
  }

  /// Who stands directly under the contact at that time.
  private func children(of contact: String, at time: Int64) -> Set<String> {
    let relations = state.contacts[contact]?.relations("parent_of") ?? []
    return Set(relations.filter { $0.since <= time && time < $0.until }.map(\.organization)).subtracting([contact])
  }

  /// The contact and all under it.
  private func subtree(of contact: String, at time: Int64) -> Set<String> {
    var found: Set<String> = []
    var open = [contact]
    while let next = open.popLast() {
      if found.insert(next).inserted { open += children(of: next, at: time) }
    }
    return found
  }

  /// The nodes of a tree by contact, without their depths, which depend on the way to them.
  func tree(_ contact: String, at time: Int64, now: Int64) -> (nodes: [String: TreeNode], above: Set<String>) {
    var nodes: [String: TreeNode] = [:]
    let all = subtree(of: contact, at: time)
    for id in all {
      nodes[id] = .with { node in
        let card = state.contacts[id]?.card ?? ContactCard()
        (node.contact, node.kind, node.name) = (id, card.kind, card.name)
        node.parents = all.filter { id != contact && children(of: $0, at: time).contains(id) }.sorted()
        node.own = figures([id], now)
        node.total = figures(subtree(of: id, at: time), now)
      }
    }
    let above = state.contacts.keys.filter { $0 != contact && subtree(of: $0, at: time).contains(contact) }
    return (nodes, Set(above))
  }

  private func figures(_ contacts: Set<String>, _ now: Int64) -> TreeFigures {
    let cards = contacts.compactMap { card($0, own: false, now: now) }
    return .with {
      $0.interactionCount = cards.map(\.interactionCount).reduce(0, +)
      if let last = cards.filter(\.hasLastInteractionAt).map({ microseconds($0.lastInteractionAt) }).max() {
        $0.lastInteractionAt = stamp(last)
      }
      $0.openDeals = cards.map(\.openDeals).reduce(0, +)
      $0.ordersCount = cards.map(\.ordersCount).reduce(0, +)
      $0.ordersTotal = Cash.sums(cards.flatMap(\.ordersTotal).compactMap { Cash($0) }).filter { $0.minor != 0 }
        .map(\.money)
    }
  }
}
