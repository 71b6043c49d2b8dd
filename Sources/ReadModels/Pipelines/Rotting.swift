import Domain
import FactSchema
import RowSchema
import RowStore

/// An open deal rots that has neither moved nor had an interaction for longer than its stage allows.
struct Rotting: CardFlag {
  /// Says when the deal's contact had its last interaction.
  let model: String? = ReadModelName.contacts
  /// After how many days deals rot, by pipeline and stage, of the pipelines that were asked about.
  private var days: [String: [String: UInt32]] = [:]

  mutating func isSet(_ deal: DealRow, _ views: borrowing CardViews, now: Instant) throws(Refusal) -> Bool {
    guard deal.isOpen, let days = try days(of: deal.card, views.own), let contact = SubjectID(deal.card.contact) else {
      return false
    }
    let interaction = ContactCounters(try views.other(ContactsTable.counters(contact))).lastInteractionAt
    let moved = max(deal.enteredAt, interaction ?? deal.enteredAt)
    return now.microseconds - moved.microseconds > Int64(days) * 86_400_000_000
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
