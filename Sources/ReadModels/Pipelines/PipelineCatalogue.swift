import Domain
import FactSchema
import RowSchema
import RowStore

/// The pipelines as a query sees them, each read when it is asked for.
///
/// They are in the order in which they were first defined; behind them, until one is defined and while it still has open
/// deals, stands the one that the daemon brought.
enum PipelineCatalogue {
  /// A pipeline and its definition.
  typealias Found = (id: SubjectID, card: PipelineCard)

  /// The pipeline that the daemon brought, as it brought it; nil in an empty log.
  private static func builtIn(_ snapshot: borrowing RowReader) throws(Refusal) -> PipelineCard? {
    guard let row = try snapshot.get(PipelinesProjection.initial) else { return nil }
    guard let card = Row.decode(PipelineCard.self, row) else { throw unreadable }
    return card
  }

  private static let unreadable = Refusal.internal("a pipeline's row could not be read")

  /// The definition of a pipeline; nil when there is none.
  static func card(_ id: SubjectID, _ snapshot: borrowing RowReader) throws(Refusal) -> PipelineCard? {
    guard let row = try PipelinesProjection.pipelines.row(id, snapshot) else {
      return id == BuiltInPipeline.id ? try builtIn(snapshot) : nil
    }
    return try PipelinesProjection.pipelines.row(of: row).card
  }

  /// The first pipeline; there is none before the first fact.
  static func first(_ snapshot: borrowing RowReader) throws(Refusal) -> Found {
    let key = try snapshot.keys(PipelinesProjection.defined.prefix(), after: nil, limit: 1).first
    let id = key?.lastSubject(.pipeline) ?? BuiltInPipeline.id
    guard let card = try card(id, snapshot) else { throw key == nil ? .missing("pipeline", id) : unreadable }
    return (id, card)
  }

  /// The pipeline that the daemon brought, where it is listed behind those that were defined.
  static func last(_ snapshot: borrowing RowReader) throws(Refusal) -> PipelineCard? {
    try hasBuiltIn(snapshot) ? builtIn(snapshot) : nil
  }

  /// Whether the built-in pipeline is listed behind those that were defined.
  private static func hasBuiltIn(_ snapshot: borrowing RowReader) throws(Refusal) -> Bool {
    if try PipelinesProjection.pipelines.row(BuiltInPipeline.id, snapshot) != nil { return false }
    if try !snapshot.hasAny(PipelinesProjection.defined.prefix()) { return true }
    return try snapshot.hasAny(PipelinesProjection.buckets(BuiltInPipeline.id))
  }

  /// The pipeline of this id or, else, name: the first with it.
  static func pipeline(
    _ text: String, _ field: String, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> Found {
    if let id = SubjectID(text) {
      let isOne = id == BuiltInPipeline.id ? try knowsBuiltIn(snapshot) : true
      guard isOne, let card = try card(id, snapshot) else { throw .missing(field, id) }
      return (id, card)
    }
    for key in try snapshot.keys(PipelinesProjection.byName.prefix(.word(text)), after: nil, limit: namesakesMax) {
      let id = key.lastSubject(.pipeline)
      if let card = try card(id, snapshot), card.name == text { return (id, card) }
    }
    if try knowsBuiltIn(snapshot), let card = try builtIn(snapshot), card.name == text {
      return (BuiltInPipeline.id, card)
    }
    throw .unknownWord(field, "the id or name of no pipeline")
  }

  /// Of names with the same hash more than one is a wonder.
  private static let namesakesMax = 16

  /// Whether the built-in pipeline is one, or was while deals were opened in it.
  private static func knowsBuiltIn(_ snapshot: borrowing RowReader) throws(Refusal) -> Bool {
    if try PipelinesProjection.pipelines.row(BuiltInPipeline.id, snapshot) != nil { return true }
    if try wasUsed(snapshot) { return true }
    return try hasBuiltIn(snapshot)
  }

  /// Whether a deal was opened in it.
  private static func wasUsed(_ snapshot: borrowing RowReader) throws(Refusal) -> Bool {
    try snapshot.get(PipelinesProjection.openedInBuiltIn) != nil
  }

  /// All, one after the other.
  static func forEach(
    _ snapshot: borrowing RowReader, _ body: (Found) throws(Refusal) -> Void
  ) throws(Refusal) {
    var after: RowKey?
    while let key = try snapshot.keys(PipelinesProjection.defined.prefix(), after: after, limit: 1).first {
      let id = key.lastSubject(.pipeline)
      guard let card = try card(id, snapshot) else { throw unreadable }
      try body((id, card))
      after = key
    }
    if let card = try last(snapshot) { try body((BuiltInPipeline.id, card)) }
  }

  /// Refuses a stage that was never one of the pipeline's, or of any pipeline's.
  static func checkStage(
    _ stage: String, of pipeline: SubjectID?, _ snapshot: borrowing RowReader
  ) throws(Refusal) {
    let known = try snapshot.get(PipelinesProjection.knownStage(stage, of: pipeline)) != nil
    if known { return }
    if pipeline == nil || pipeline == BuiltInPipeline.id {
      var counts = try wasUsed(snapshot)
      if !counts { counts = try hasBuiltIn(snapshot) }
      if counts, let card = try builtIn(snapshot), card.stages.contains(where: { $0.stage == stage }) { return }
    }
    throw .unknownWord("stage", pipeline == nil ? "a stage of no pipeline" : "no stage of that pipeline")
  }
}
