import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// An open deal rots that has neither moved nor had an interaction for longer than its stage allows: one that names it, or
/// one with one of its contacts that names no deal; of an organization, with one of those who belonged to it then.
struct Rotting: CardFlag {
  let asksPeople = true
  /// After how many days deals rot, by pipeline and stage, of the pipelines that were asked about.
  private var days: [String: [String: UInt32]] = [:]
  /// Whether somebody was met, by since when, of the contacts that were asked about.
  private var met: [Int64: [SubjectID: Bool]] = [:]

  mutating func isSet(_ deal: DealRow, _ views: borrowing CardViews, now: Instant) throws(Refusal) -> Bool {
    guard deal.isOpen, let days = try days(of: deal.card, views.own), let id = SubjectID(deal.card.id) else {
      return false
    }
    let last = now.microseconds - Int64(days) * 86_400_000_000
    if deal.enteredAt.microseconds >= last { return false }
    for contact in Self.contacts(of: deal.card) {
      if try wasMet(contact, since: last, views) { return false }
    }
    // With whom it was does not matter: it may have been another one's contact then.
    let isQuiet = try views.withPeople { (people) throws(Refusal) in
      var isQuiet = true
      try people.contacts.scan(ContactsTable.interactions(of: id)) { _, row in
        let time = ContactCounters(Array(copying: row)).lastInteractionAt
        if let time, time.microseconds >= last { isQuiet = false }
        return isQuiet ? .next : .stop
      }
      return isQuiet
    }
    return isQuiet ?? true
  }

  /// Many deals may be of the same contact.
  private mutating func wasMet(
    _ contact: SubjectID, since time: Int64, _ views: borrowing CardViews
  ) throws(Refusal) -> Bool {
    if let known = met[time]?[contact] { return known }
    let found = try views.withPeople { (people) throws(Refusal) in
      try Meetings(since: time).include(contact, people)
    }
    let wasMet = found ?? false
    met[time, default: [:]][contact] = wasMet
    return wasMet
  }

  /// Whose interactions that name no deal count for this one.
  private static func contacts(of deal: DealCard) -> [SubjectID] {
    ([deal.contact] + deal.contacts.map(\.contact)).compactMap { SubjectID($0) }
  }

  /// Nil: never.
  private mutating func days(of deal: DealCard, _ pipelines: borrowing RowReader) throws(Refusal) -> UInt32? {
    if days[deal.pipeline] == nil {
      var rotting: [String: UInt32] = [:]
      if let id = SubjectID(deal.pipeline), let card = try PipelineCatalogue.card(id, pipelines) {
        for stage in card.stages where stage.rotDays > 0 { rotting[stage.stage] = stage.rotDays }
      }
      days[deal.pipeline] = rotting
    }
    return days[deal.pipeline]?[deal.stage]
  }
}
