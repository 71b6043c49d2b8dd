import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

extension PipelinesProjection {
  // MARK: Deals

  /// Of open deals only.
  static let byStage = CardList<DealListRequest, DealRow>(
    table: 3, for: .stage, wanted: { $0.hasStage && $0.state == .open ? .stage($0.stage, of: $0.pipeline) : nil },
    by: { $0.isOpen ? .stage($0.card.stage, of: $0.card.pipeline) : nil })

  /// Listed in the order of their ids.
  static let deals = CardCollection<DealListRequest, DealRow>(
    ReadModelName.pipelines, table: 1, beside: [2],
    lists: [
      .by(.contact, table: 7, others: { $0.card.contacts.compactMap { .subject($0.contact) } }), byStage,
      .by(.owner, table: 8), .by(.state, table: 9),
    ],
    flag: Rotting(),
    resolve: { (request, snapshot) throws(Refusal) in
      if request.hasPipeline {
        request.pipeline = try PipelineCatalogue.pipeline(request.pipeline, "pipeline", snapshot).id.description
      }
      if request.hasStage { try PipelineCatalogue.checkStage(request.stage, of: SubjectID(request.pipeline), snapshot) }
      // Only open deals rot.
      if request.rotting, !request.hasState { request.state = .open }
    }, people: PeopleCards(table: 7) { Instant($0.card.openedAt) })

  /// A ``StageVisit`` without its length: deal, number.
  static func visit(_ deal: SubjectID, _ number: UInt32) -> RowKey {
    visits(deal).appending(number) { $0.append($1) }
  }
  static func visits(_ deal: SubjectID) -> RowKey { RowKey(table: 2).with(deal) }

  // MARK: Pipelines

  static let defined = CardList<PipelineListRequest, PipelineRow>.all(table: 11, isFixed: true)
  static let byName = CardList<PipelineListRequest, PipelineRow>(table: 12) { .word($0.card.name) }

  /// Listed in the order of their first definitions.
  static let pipelines = CardCollection<PipelineListRequest, PipelineRow>(
    ReadModelName.pipelines, table: 10, beside: [4, 14], lists: [defined, byName], order: { .position($0.definedAt) },
    last: { (snapshot) throws(Refusal) in try PipelineCatalogue.last(snapshot) })

  /// The card of the pipeline that the daemon brought.
  static let initial = RowKey(table: 15)

  static func knownStages(of pipeline: SubjectID) -> RowKey { RowKey(table: 14).with(pipeline) }
  /// A ``RowCount`` for each stage that was ever defined, and one for it in its pipeline.
  static func knownStage(_ stage: String, of pipeline: SubjectID?) -> RowKey {
    let table = pipeline.map { knownStages(of: $0) } ?? RowKey(table: 13)
    return table.appending(KeyHash.short(stage)) { $0.append($1) }
  }

  /// The ``RowCount`` of deals that were opened in the built-in pipeline, whose stages are known then.
  static let openedInBuiltIn = RowKey(table: 16)
}

/// A pipeline as stored: the position of its first definition, then its card.
struct PipelineRow: HeadedCardRow {
  static let headBytes = 8
  var definedAt: Position
  var card: PipelineCard

  init(definedAt: Position, card: PipelineCard) {
    self.definedAt = definedAt
    self.card = card
  }

  init(head: Span<UInt8>, card: PipelineCard) {
    self.init(definedAt: Position(head.bigEndian(at: 0)), card: card)
  }

  func appendHead(to row: inout [UInt8]) { row.appendBigEndian(definedAt.value) }
}

/// A deal as stored: when it entered its stage, how many visits to stages it has made, then its card without `rotting`.
struct DealRow: HeadedCardRow {
  static let headBytes = 16
  var enteredAt: Instant
  var visits: UInt64
  var card: DealCard

  init(enteredAt: Instant, visits: UInt64, card: DealCard) {
    self.enteredAt = enteredAt
    self.visits = visits
    self.card = card
  }

  init(head: Span<UInt8>, card: DealCard) {
    self.init(
      enteredAt: Instant(microseconds: head.bigEndian(at: 0)), visits: head.bigEndian(at: 8),
      card: card)
  }

  /// The value that counts in totals.
  var amount: Amount? { card.hasValue ? Amount(card.value) : nil }
  var isOpen: Bool { card.state == .open }

  func appendHead(to row: inout [UInt8]) {
    row.appendBigEndian(enteredAt.microseconds)
    row.appendBigEndian(visits)
  }
}
