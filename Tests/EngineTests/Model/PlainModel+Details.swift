import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  /// What a change says of the details of a contact, as if it made one, and the names of what it sets.
  func said(_ fact: ContactDetailsChanged, _ set: inout Set<String>) -> ContactCreated {
    if fact.hasTitle { set.insert("title") }
    if fact.hasJobTitle { set.insert("jobTitle") }
    if fact.hasNickname { set.insert("nickname") }
    if fact.hasBirthday { set.insert("birthday") }
    if fact.hasAnniversary { set.insert("anniversary") }
    if fact.hasLanguage { set.insert("language") }
    if fact.hasReferrer { set.insert("referrer") }
    if !fact.addresses.isEmpty { set.insert("addresses") }
    if !fact.websites.isEmpty { set.insert("websites") }
    if !fact.handles.isEmpty { set.insert("handles") }
    if !fact.sourceIds.isEmpty { set.insert("sourceIds") }
    // They say nothing alone, and are not both said and cleared.
    if !fact.emailLabels.isEmpty, !fact.emails.isEmpty { set.insert("emailLabels") }
    return .with {
      ($0.birthday, $0.anniversary, $0.language, $0.referrer) =
        (fact.birthday, fact.anniversary, fact.language, fact.referrer)
      ($0.addresses, $0.handles, $0.sourceIds) = (fact.addresses, fact.handles, fact.sourceIds)
      ($0.emails, $0.phones) = (fact.emails, fact.phones)
      ($0.emailLabels, $0.phoneLabels) = (fact.emailLabels, fact.phoneLabels)
    }
  }

  /// What is wrong with the details that the random facts have.
  func detailProblems(_ fact: ContactCreated, of contact: String) -> Set<Refusal.Code> {
    var wrong: Set<Refusal.Code> = []
    if [fact.birthday, fact.anniversary].contains("1990-02-30") || fact.language == "DEUTSCH" {
      wrong.insert(.invalid)
    }
    let isEmpty = fact.addresses.contains(PostalAddress())
    if isEmpty || fact.addresses.contains(where: { $0.country == "XX" }) { wrong.insert(.invalid) }
    if fact.handles.contains(where: \.service.isEmpty) { wrong.insert(.invalid) }
    if fact.emails.isEmpty && !fact.emailLabels.isEmpty || fact.phones.isEmpty && !fact.phoneLabels.isEmpty {
      wrong.insert(.invalid)
    }
    if !fact.referrer.isEmpty {
      if fact.referrer == contact { wrong.insert(.invalid) }
      wrong.formUnion(missingContact(fact.referrer))
    }
    if Set(fact.sourceIds.map(\.source)).count < Set(fact.sourceIds.map { "\($0)" }).count { wrong.insert(.invalid) }
    let others = state.contacts.values.filter { $0.card.id != contact }
    if fact.sourceIds.contains(where: { id in others.contains { $0.card.sourceIds.contains(id) } }) {
      wrong.insert(.conflict)
    }
    return wrong
  }

  func assign(_ entry: inout Entry, _ fact: ContactRoleAssigned) -> Set<Refusal.Code> {
    var wrong = change(&entry, of: fact.contact).union(requiredWord(fact.role))
    let since = fact.hasSince ? microseconds(fact.since) : entry.occurredAt
    let until = fact.hasUntil ? microseconds(fact.until) : Int64.max
    if since >= until || since < CommandJudge.earliest || until < CommandJudge.earliest { wrong.insert(.invalid) }
    let held = state.contacts[fact.contact]?.roles.filter { $0.role == fact.role } ?? []
    if held.contains(where: { $0.since < until && since < $0.until ?? .max }) { wrong.insert(.conflict) }
    return wrong
  }

  func end(_ entry: inout Entry, _ fact: ContactRoleEnded) -> Set<Refusal.Code> {
    var wrong = change(&entry, of: fact.contact).union(requiredWord(fact.role))
    if fact.hasUntil, microseconds(fact.until) < CommandJudge.earliest { wrong.insert(.invalid) }
    guard let known = state.contacts[fact.contact] else { return wrong }
    guard let held = known.roles.first(where: { $0.role == fact.role && $0.until == nil }) else {
      return wrong.union([.conflict])
    }
    if (fact.hasUntil ? microseconds(fact.until) : entry.occurredAt) <= held.since { wrong.insert(.invalid) }
    return wrong
  }
}
