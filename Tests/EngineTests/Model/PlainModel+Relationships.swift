import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func relate(_ entry: inout Entry, _ proposed: ContactsRelated, _ assigned: String) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = missingContact(fact.from).union(missingContact(fact.to)).union(requiredWord(fact.kind))
    if fact.relationship.isEmpty {
      fact.relationship = assigned
    } else {
      wrong.formUnion(missing(fact.relationship, "relationship", true))
      if relationship(fact.relationship) != nil { wrong.insert(.conflict) }
    }
    if fact.from == fact.to { wrong.insert(.invalid) }
    if fact.kind == "member_of", let to = state.contacts[fact.to], to.card.kind != .organization {
      wrong.insert(.invalid)
    }
    let since = fact.hasSince ? microseconds(fact.since) : entry.occurredAt
    let until = fact.hasUntil ? microseconds(fact.until) : Int64.max
    if since >= until || isTooEarly(fact.hasSince, fact.since) || isTooEarly(fact.hasUntil, fact.until) {
      wrong.insert(.invalid)
    }
    if ["member_of", "parent_of"].contains(fact.kind), leadsBack(fact.to, to: fact.from, fact.kind, [(since, until)]) {
      wrong.insert(.conflict)
    }
    entry.fact.fact = .contactsRelated(fact)
    (entry.subject, entry.version, entry.others) = (fact.from, state.version(fact.from) + 1, [fact.to])
    return wrong
  }

  func end(_ entry: inout Entry, _ fact: RelationshipEnded) -> Set<Refusal.Code> {
    var wrong = missing(fact.relationship, "relationship", relationship(fact.relationship) != nil)
    if isTooEarly(fact.hasUntil, fact.until) { wrong.insert(.invalid) }
    guard let (contact, known) = relationship(fact.relationship) else { return wrong }
    if known.until != nil { wrong.insert(.conflict) }
    if (fact.hasUntil ? microseconds(fact.until) : entry.occurredAt) <= known.since { wrong.insert(.invalid) }
    (entry.subject, entry.version, entry.others) = (contact, state.version(contact) + 1, [known.to])
    return wrong
  }

  private func isTooEarly(_ isThere: Bool, _ time: Google_Protobuf_Timestamp) -> Bool {
    isThere && microseconds(time) < CommandJudge.earliest
  }

  private func relationship(_ id: String) -> (contact: String, known: Relationship)? {
    for (contact, known) in state.contacts {
      if let found = known.relationships.first(where: { $0.id == id }) { return (contact, found) }
    }
    return nil
  }

  /// Whether the contact is one of those to which the other leads in that way, at any moment of these times: looked for anew
  /// between every two moments at which anything begins or ends.
  func leadsBack(_ id: String, to contact: String, _ kind: String, _ spans: [(Int64, Int64)]) -> Bool {
    var moments: Set<Int64> = []
    for known in state.contacts.values {
      for relation in known.relations(kind) { moments.formUnion([relation.since, relation.until]) }
    }
    for (since, until) in spans {
      for moment in moments.union([since]) where since <= moment && moment < until {
        var reached: Set<String> = [id]
        var open = [id]
        while let next = open.popLast() {
          for relation in state.contacts[next]?.relations(kind) ?? []
          where relation.since <= moment && moment < relation.until {
            if reached.insert(relation.organization).inserted { open.append(relation.organization) }
          }
        }
        if reached.contains(contact) { return true }
      }
    }
    return false
  }
}
