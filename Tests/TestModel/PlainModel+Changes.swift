import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What facts changed, from what to what: worked out from the cards before and after them.
extension PlainModel {
  /// Those of a fact, in the order of the fields' names.
  func changes(of entry: Entry) -> [FieldChange] {
    guard let fields = Self.changed(entry.fact) else { return [] }
    var state = State()
    for earlier in log where earlier.position < entry.position && earlier.subject == entry.subject {
      if !isRetracted(earlier) { state.change(earlier) }
    }
    let before = state.texts(entry.subject)
    state.change(entry)
    let after = state.texts(entry.subject)
    return fields.sorted().filter { before[$0] != after[$0] }.map { field in
      .with {
        $0.field = field
        if let text = before[field] { $0.before = text }
        if let text = after[field] { $0.after = text }
      }
    }
  }

  /// The fields that a fact may change; nil of one that is told otherwise.
  private static func changed(_ fact: Fact) -> [String]? {
    switch fact.fact {
    case .contactDetailsChanged:
      [
        "kind", "name", "givenName", "familyName", "organization", "emails", "phones", "phoneRegion", "tags", "source",
        "owner", "externalId", "title", "jobTitle", "nickname", "birthday", "anniversary", "addresses", "websites",
        "handles", "language", "sourceIds", "emailLabels", "phoneLabels", "referrer",
      ]
    case .dealStageChanged: ["stage"]
    case .dealTransferred: ["contact", "pipeline", "stage"]
    case .dealRevised: ["title", "value", "expectedClose", "owner"]
    case .taskReassigned, .taskRescheduled, .taskRevised, .taskCompleted:
      ["title", "owner", "reminders", "dueAt", "recurrence", "zone"]
    default: nil
    }
  }
}

extension PlainModel.State {
  /// What a card says in its fields that are not empty.
  fileprivate func texts(_ id: String) -> [String: String] {
    var texts: [String: String] = [:]
    if let card = contacts[id]?.card {
      texts = [
        "kind": card.kind == .organization ? "ORGANIZATION" : "PERSON", "name": card.name, "givenName": card.givenName,
        "familyName": card.familyName, "organization": contacts[id]?.saidOrganization ?? "", "source": card.source,
        "owner": card.owner,
        "emails": card.emails.joined(separator: ", "), "phones": card.phones.joined(separator: ", "),
        "phoneRegion": card.phoneRegion, "tags": card.tags.joined(separator: ", "), "externalId": card.externalID,
      ]
      texts.merge(details(card, referrer: contacts[id]?.referrers.last?.organization ?? "")) { $1 }
    }
    if let card = deals[id]?.card {
      texts = [
        "stage": card.stage, "contact": card.contact, "pipeline": card.pipeline, "title": card.title,
        "expectedClose": card.expectedClose, "owner": card.owner,
        "value": card.hasValue ? "\(card.value.amount) \(card.value.currency)" : "",
      ]
    }
    if let card = tasks[id] {
      texts = [
        "title": card.title, "owner": card.owner, "recurrence": card.recurrence, "zone": card.zone,
        "reminders": card.reminders.joined(separator: ", "),
        "dueAt": card.dueOn.isEmpty ? Instant(card.dueAt)?.rfc3339 ?? "" : card.dueOn,
      ]
    }
    return texts.filter { !$0.value.isEmpty }
  }

  private func details(_ card: ContactCard, referrer: String) -> [String: String] {
    let addresses = card.addresses.map { address in
      let parts = address.lines + [address.postalCode, address.city, address.region, address.country]
      return (address.label.isEmpty ? "" : address.label + ": ")
        + parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
    return [
      "title": card.title, "jobTitle": card.jobTitle, "nickname": card.nickname, "birthday": card.birthday,
      "anniversary": card.anniversary, "language": card.language, "referrer": referrer,
      "addresses": addresses.joined(separator: ", "), "websites": card.websites.joined(separator: ", "),
      "handles": card.handles.map { "\($0.service): \($0.name)" }.joined(separator: ", "),
      "sourceIds": card.sourceIds.map { "\($0.source): \($0.id)" }.joined(separator: ", "),
      "emailLabels": card.emailLabels.joined(separator: ", "),
      "phoneLabels": card.phoneLabels.joined(separator: ", "),
    ]
  }
}
