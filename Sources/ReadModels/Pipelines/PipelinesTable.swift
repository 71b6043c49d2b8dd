import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

extension PipelinesProjection {
  // MARK: Deals

  static let byContact = CardList<DealRow>(7, isFixed: true) { .subject($0.card.contact) }
  static let byOwner = CardList<DealRow>(8) { .present($0.card.owner) }
  static let byState = CardList<DealRow>(9) { .state($0.card.state.rawValue) }
  /// Of open deals only.
  static let byStage = CardList<DealRow>(3) { row in
    guard row.card.state == .open, let pipeline = SubjectID(row.card.pipeline) else { return nil }
    return .stage(pipeline, hash: KeyHash.short(row.card.stage))
  }

  /// Listed in the order of their ids.
  static let deals = CardCollection(of: .deal, table: 1, beside: [2], lists: [byStage, byContact, byOwner, byState])

  /// A ``StageVisit`` without its length: deal, number.
  static func visit(_ deal: SubjectID, _ number: UInt32) -> RowKey {
    visits(deal).appending(number) { $0.append($1) }
  }
  static func visits(_ deal: SubjectID) -> RowKey { RowKey(table: 2).with(deal) }

  // MARK: Pipelines

  static let defined = CardList<PipelineRow>(11, isFixed: true)
  static let byName = CardList<PipelineRow>(12) { .word($0.card.name) }

  /// Listed in the order of their first definitions.
  static let pipelines = CardCollection(
    of: .pipeline, table: 10, beside: [4, 14], lists: [defined, byName], order: { .position($0.definedAt) })

  static func knownStages(of pipeline: SubjectID) -> RowKey { RowKey(table: 14).with(pipeline) }
  /// An empty row for each stage that was ever defined, and one for it in its pipeline.
  static func knownStage(_ stage: String, of pipeline: SubjectID?) -> RowKey {
    let table = pipeline.map { knownStages(of: $0) } ?? RowKey(table: 13)
    return table.appending(KeyHash.short(stage)) { $0.append($1) }
  }
}

extension DealCard: CardRow {}
extension PipelineCard: CardRow {}

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
