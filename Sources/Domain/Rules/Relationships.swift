import FactSchema
import RowSchema

extension Decider {
  /// One of the kind `member_of` is to an organization; of this kind and of `parent_of` there is no circle at any time.
  mutating func contactsRelated(_ fact: inout ContactsRelated) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.from, .contact, "from")
    let relationship: SubjectID
    if fact.relationship.isEmpty {
      relationship = context.makeID(.relationship)
      fact.relationship = relationship.description
    } else {
      relationship = try id(fact.relationship, .relationship, "relationship")
      if let holder = try holder(of: fact.relationship) {
        throw .conflict(
          "\(relationship) exists already", field: "relationship", reason: .exists, subject: holder,
          version: try knowledge.version(of: holder))
      }
    }
    let other: SubjectID
    if fact.kind == Belonging.memberOf {
      other = try organization(fact.to, of: contact, "to").id
    } else {
      if fact.to == fact.from { throw .invalid("to", "must be another contact") }
      other = try existingVersion(fact.to, .contact, "to").id
    }
    let since = fact.hasSince ? Instant(fact.since) ?? occurredAt : occurredAt
    let until = fact.hasUntil ? Instant(fact.until) ?? Membership.end : Membership.end
    guard since < until else { throw .invalid("until", "must be after since") }
    try checkRoom(contact, state, "relationship")
    if Self.withoutCircles.contains(fact.kind) {
      let added = Membership(organization: other, since: since, until: until)
      try checkNoCircle(fact.kind, from: contact, [added], "to")
    }
    note(other)
    return Draft(.contactsRelated(fact), about: contact, version: state.raised)
  }

  mutating func relationshipEnded(_ fact: inout RelationshipEnded) throws(Refusal) -> Draft {
    let relationship = try id(fact.relationship, .relationship, "relationship")
    guard let contact = try holder(of: fact.relationship), let state = try knowledge.state(of: contact), !state.fallen,
      let known = state.contact.belonging.relationships.first(where: { $0.relationship == fact.relationship })
    else { throw .notFound("relationship", relationship) }
    guard !known.hasUntil else {
      throw .conflict(
        "\(relationship) has an end already", field: "relationship", reason: .ended, subject: contact,
        version: state.unchanged)
    }
    let until = fact.hasUntil ? Instant(fact.until) ?? occurredAt : occurredAt
    guard until.microseconds > known.since else { throw .invalid("until", "must be after it began") }
    note(stored: known.to)
    return Draft(.relationshipEnded(fact), about: contact, version: state.raised)
  }

  /// The contact that a relationship is of; nil where there is none.
  private func holder(of relationship: String) throws(Refusal) -> SubjectID? {
    try knowledge.holder(of: knowledge.key(of: .relationship(relationship)))
  }

  /// A contact tells all that it was.
  func checkRoom(_ contact: SubjectID, _ state: SubjectState, _ field: String) throws(Refusal) {
    let belongs = state.contact.belongs
    let most = [belongs.relationships.count, belongs.statements.count, belongs.referrers.count].max() ?? 0
    guard most >= Bounds.relationships else { return }
    throw .conflict(
      "\(contact) has \(Bounds.relationships) relationships, or organizations one after the other, and may have no more",
      field: field, reason: .tooManyRelationships, subject: contact, version: state.unchanged)
  }

  /// The kinds of which none leads back.
  static let withoutCircles = [Belonging.memberOf, "parent_of"]

  /// Follows what the contact is to others, which must not come back to it at any time at which all of that holds.
  func checkNoCircle(
    _ kind: String, from contact: SubjectID, _ added: [Membership], _ field: String
  ) throws(Refusal) {
    switch try knowledge.circle(of: kind, from: contact, added) {
    case .none: return
    case .tooDeep:
      throw .invalid(
        field, "must not stand under more than \(Bounds.organizationDepth) organizations, one in another")
    case .back(let other):
      throw .conflict(
        "\(other) belongs to \(contact) itself", field: field, reason: .circle, subject: other,
        version: try knowledge.version(of: other))
    }
  }
}

extension ExternalID {
  /// What stands for a relationship, of which the contact is known that it is of.
  static func relationship(_ id: String) -> ExternalID { ExternalID(.relationship, id) }
}

/// What is found where relationships of a kind are followed.
enum Circle {
  case none
  /// More stand one in another, or beside each other, than are followed.
  case tooDeep
  /// This one of those that were added leads back.
  case back(SubjectID)
}

extension Knowledge {
  /// Whether relationships that are added to a contact lead back to it over others', at a time at which all of them hold.
  func circle(of kind: String, from contact: SubjectID, _ added: [Membership]) throws(Refusal) -> Circle {
    for first in added {
      if first.organization == contact { return .back(contact) }
      // Each way that is still to be followed: to where, when all of it holds, and how many there are before.
      var open = [(first, depth: 1)]
      var passed: [SubjectID: [Membership]] = [first.organization: [first]]
      var steps = 0
      while let (reached, depth) = open.popLast() {
        steps += 1
        guard depth <= Bounds.organizationDepth, steps <= Self.stepsMax else { return .tooDeep }
        for next in try state(of: reached.organization)?.contact.belongs.relations(kind) ?? [] {
          var way = next
          (way.since, way.until) = (max(next.since, reached.since), min(next.until, reached.until))
          guard way.since < way.until else { continue }
          if way.organization == contact { return .back(first.organization) }
          // Logs of earlier releases may hold circles.
          let known = passed[way.organization] ?? []
          guard !known.contains(where: { $0.since <= way.since && way.until <= $0.until }) else { continue }
          passed[way.organization] = known + [way]
          open.append((way, depth + 1))
        }
      }
    }
    return .none
  }

  private static var stepsMax: Int { 4_096 }
}
