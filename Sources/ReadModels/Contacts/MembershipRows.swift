import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore
import SwiftProtobuf

/// What contacts belong to: on their cards, and as it was said in rows of its own, of those of which more was said than one
/// organization when they were made.
enum MembershipRows {
  /// Changes what is known of a contact, and gives it as it is then.
  static func change(
    _ contact: SubjectID, _ view: inout ViewWriter, _ body: (inout Belonging) -> Void
  ) throws(ProjectionFailure) -> Belonging {
    let key = ContactsTable.belonging(contact)
    var belonging: Belonging
    if let known = try view.message(key, Belonging.self) {
      belonging = known
    } else {
      let card = try view.message(ContactsTable.identity(contact), ContactCard.self)
      belonging = Belonging(organization: card?.organization ?? "")
    }
    let (before, others) = (spans(belonging), related(belonging))
    body(&belonging)
    view.put(key, try view.encoded(belonging))
    let after = spans(belonging)
    for other in related(belonging).subtracting(others) { view.put(ContactsTable.related(contact, to: other), []) }
    for organization in before.keys where after[organization] == nil {
      view.delete(ContactsTable.member(contact, of: organization))
    }
    for (organization, row) in after where before[organization] != row {
      view.put(ContactsTable.member(contact, of: organization), row)
    }
    return belonging
  }

  /// When the contact belonged to each organization, as the organization's rows have it.
  private static func spans(_ belonging: Belonging) -> [SubjectID: [UInt8]] {
    var spans: [SubjectID: [UInt8]] = [:]
    for membership in belonging.memberships {
      spans[membership.organization, default: []] += row(membership.since, membership.until)
    }
    return spans
  }

  /// To whom the contact is something else than a member, and by whom it was referred. No fact makes them fewer.
  private static func related(_ belonging: Belonging) -> Set<SubjectID> {
    let relationships = belonging.relationships.filter { $0.kind != Belonging.memberOf }.map(\.to)
    return Set((relationships + belonging.referrers.map(\.organization)).compactMap { SubjectID($0) })
  }

  private static func row(_ since: Instant, _ until: Instant) -> [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(since.microseconds)
    row.appendBigEndian(until.microseconds)
    return row
  }

  /// Shows it on the contact's card.
  static func show(_ belonging: Belonging, on card: inout ContactCard) {
    card.organization = belonging.organization
    card.referrer = belonging.referrer
    card.memberships = belonging.memberships.map { membership in
      .with {
        ($0.organization, $0.relationship) = (membership.organization.description, membership.relationship)
        if membership.since > Membership.beginning { $0.since = membership.since.timestamp }
        if membership.until < Membership.end { $0.until = membership.until.timestamp }
      }
    }
  }

  /// The same of what a contact is made with, which holds from the beginning, on an encoded card.
  static func begin(
    _ contact: SubjectID, _ fact: ContactCreated, _ card: inout [UInt8], _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    if !fact.organization.isEmpty {
      if let id = SubjectID(fact.organization) {
        view.create(ContactsTable.member(contact, of: id), row(Membership.beginning, Membership.end))
      }
      var membership: [UInt8] = []
      membership.appendField(ContactCard.Membership.Field.organization, fact.organization)
      card.appendField(ContactCard.Field.memberships, membership)
    }
    guard let referrer = SubjectID(fact.referrer) else { return }
    var belonging = Belonging(organization: fact.organization)
    belonging.refer(fact.referrer, since: Membership.beginning, at: .zero)
    view.create(ContactsTable.belonging(contact), try view.encoded(belonging))
    view.put(ContactsTable.related(contact, to: referrer), [])
  }
}
