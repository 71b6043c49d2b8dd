import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// An open deal rots that has neither moved nor had an interaction for longer than its stage allows: one that names it, or
/// one with one of its contacts that names no deal.
struct Rotting: CardFlag {
  /// Says when there was the last interaction.
  let model: String? = ReadModelName.contacts
  /// After how many days deals rot, by pipeline and stage, of the pipelines that were asked about.
  private var days: [String: [String: UInt32]] = [:]

  mutating func isSet(_ deal: DealRow, _ views: borrowing CardViews, now: Instant) throws(Refusal) -> Bool {
    guard deal.isOpen, let days = try days(of: deal.card, views.own), let id = SubjectID(deal.card.id) else {
      return false
    }
    let last = now.microseconds - Int64(days) * 86_400_000_000
    if deal.enteredAt.microseconds >= last { return false }
    for contact in Self.contacts(of: deal.card) {
      let time = ContactCounters(try views.other(ContactsTable.counters(contact))).lastWithoutDealAt
      if let time, time.microseconds >= last { return false }
    }
    // With whom it was does not matter: it may have been another one's contact then.
    var isQuiet = true
    try views.scanOther(ContactsTable.interactions(of: id)) { _, row in
      let time = ContactCounters(Array(copying: row)).lastInteractionAt
      if let time, time.microseconds >= last { isQuiet = false }
      return isQuiet ? .next : .stop
    }
    return isQuiet
  }

  /// Whose interactions that name no deal count for this one.
  private static func contacts(of deal: DealCard) -> [SubjectID] { [deal.contact].compactMap { SubjectID($0) } }

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
