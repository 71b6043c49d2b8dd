import Domain
import LMDB
import Schema

/// The pipelines as a query sees them.
struct PipelineCatalogue {
  /// In the order in which they were first defined; before that, and while it still has deals, the built-in one.
  private(set) var pipelines: [(id: SubjectID, card: PipelineCard)] = []

  init(_ snapshot: borrowing ViewSnapshot) throws(Refusal) {
    var ids: [SubjectID] = []
    try snapshot.scan(PipelinesTable.order) { key, _ in
      ids.append(RowKey(key).lastSubject(.pipeline))
      return .next
    }
    for id in ids {
      guard let row = try snapshot.get(PipelinesTable.pipeline(id)), row.count >= 8,
        let card = Row.decode(PipelineCard.self, row, from: 8)
      else { throw .internal("a pipeline's row could not be read") }
      pipelines.append((id, card))
    }
    if !ids.contains(BuiltInPipeline.id) {
      let hasDeals = try snapshot.hasAny(PipelinesTable.buckets(BuiltInPipeline.id))
      if ids.isEmpty || hasDeals { pipelines.append((BuiltInPipeline.id, Self.builtIn)) }
    }
  }

  private static let builtIn: PipelineCard = {
    var card = PipelineCard()
    card.id = BuiltInPipeline.id.description
    card.name = BuiltInPipeline.name
    card.stages = BuiltInPipeline.stages
    return card
  }()

  /// The pipeline of this id or, else, name.
  func pipeline(_ text: String, _ field: String) throws(Refusal) -> (id: SubjectID, card: PipelineCard) {
    if let id = SubjectID(text) {
      guard id.kind == .pipeline else { throw .invalid(field, "must be a pipeline's id or name") }
      guard let found = pipelines.first(where: { $0.id == id }) else { throw .missing(field, id) }
      return found
    }
    guard let found = pipelines.first(where: { $0.card.name == text }) else {
      throw Refusal(.notFound, "\(field) is the id or name of no pipeline", field: field)
    }
    return found
  }

  /// After how many days a deal in this stage rots; 0: never.
  func rotDays(_ pipeline: String, _ stage: String) -> UInt32 {
    let card = pipelines.first { $0.card.id == pipeline }?.card
    return card?.stages.first { $0.stage == stage }?.rotDays ?? 0
  }
}

/// A deal on its way into a reply.
struct DealReply {
  let row: DealRow
  let isRotting: Bool
  private let stored: [UInt8]

  /// Nil when there is no such deal. `contacts` says when its contact had its last interaction.
  init?(
    _ deal: SubjectID, _ snapshot: borrowing ViewSnapshot, _ catalogue: PipelineCatalogue,
    contacts: borrowing ViewSnapshot, now: Instant
  ) throws(Refusal) {
    guard let stored = try snapshot.get(PipelinesTable.deal(deal)) else { return nil }
    guard let row = DealRow(stored) else { throw .internal("a deal's row could not be read") }
    self.stored = stored
    self.row = row
    let days = catalogue.rotDays(row.card.pipeline, row.card.stage)
    guard row.card.state == .open, days > 0, let contact = SubjectID(row.card.contact) else {
      isRotting = false
      return
    }
    let interaction = ContactCounters(try contacts.get(ContactsTable.counters(contact))).lastInteractionAt
    let moved = max(row.enteredAt, interaction ?? row.enteredAt)
    isRotting = now.microseconds - moved.microseconds > Int64(days) * 86_400_000_000
  }

  /// The encoded ``DealCard``.
  var encoded: [UInt8] {
    var card = Array(stored[DealRow.headBytes...])
    card.appendField(15, isRotting ? 1 : 0)
    return card
  }
}
