import FactSchema
import RowSchema

extension Decider {
  /// Somebody is one of a deal's people, or is it in other roles.
  mutating func dealContactAdded(_ fact: inout DealContactAdded) throws(Refusal) -> Draft {
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    let (deal, state) = try existing(fact.deal, .deal, "deal")
    notePeople(of: state.deal)
    note(contact)
    if !state.deal.contacts.contains(fact.contact) {
      guard state.deal.contacts.count < Bounds.dealContacts else {
        throw .conflict(
          "\(state.deal.contacts.count) contacts were added to \(deal), and there may be \(Bounds.dealContacts)",
          field: "contact", reason: .tooManyContacts, subject: deal, version: state.unchanged)
      }
    }
    return Draft(.dealContactAdded(fact), about: deal, version: state.raised)
  }

  /// Its contact stays the one that it was opened for, or transferred to: only its roles go.
  mutating func dealContactRemoved(_ fact: inout DealContactRemoved) throws(Refusal) -> Draft {
    let (deal, state) = try existing(fact.deal, .deal, "deal")
    guard state.deal.contacts.contains(fact.contact) else {
      let contact = try existingVersion(fact.contact, .contact, "contact").id
      throw .conflict(
        "\(contact) is none of those that were added to \(deal)", field: "contact", reason: .notInDeal,
        subject: deal, version: state.unchanged)
    }
    notePeople(of: state.deal)
    return Draft(.dealContactRemoved(fact), about: deal, version: state.raised)
  }

  /// Notes whom a fact about the deal implies: first the contact that it is of.
  mutating func notePeople(of deal: SubjectState.DealState) {
    note(stored: deal.contact)
    for contact in deal.contacts { note(stored: contact) }
  }

  /// Refuses a deal that is of none of these contacts, nor of an organization that one of them belongs or
  /// belonged to, nor of somebody who does or did: people who work together work on the same deals.
  func checkDeal(
    _ deal: SubjectState.DealState, isOf contact: SubjectID, _ others: [SubjectID] = []
  ) throws(Refusal) {
    // As nearly all are.
    guard SubjectID(deal.contact) != contact else { return }
    let (contacts, people) = ([contact] + others, deal.people)
    guard !contacts.contains(where: people.contains) else { return }
    var known = Set(people)
    for person in people { known.formUnion(try organizations(of: person)) }
    for contact in contacts {
      guard !known.contains(contact), try known.isDisjoint(with: organizations(of: contact)) else { return }
    }
    throw .invalid("deal", "must be a deal of somebody who took part, or of their organization")
  }

  private func organizations(of contact: SubjectID) throws(Refusal) -> [SubjectID] {
    try knowledge.state(of: contact)?.contact.belongs.memberships.map(\.organization) ?? []
  }
}

extension SubjectState.DealState {
  /// Its contact, and those who were added to it.
  var people: [SubjectID] { ([contact] + contacts).compactMap { SubjectID($0) } }
}
