import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Deals, their stage histories, and the board's totals.
struct PipelinesProjection: Projection {
  let name = ReadModelName.pipelines
  let version: UInt32 = 4
  let kinds = PipelineCard.facts.union(DealCard.facts)
  var queries: [QueryKind] {
    [QueryKind(DealGetQuery.init), Self.deals.list, Self.pipelines.list, QueryKind(PipelineBoardQuery.init)]
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? {
    Self.deals.subject(ofRow: key) ?? Self.pipelines.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    switch event.fact.fact {
    case .pipelineDefined(let fact):
      if event.isInitial { try begin(fact, &view) } else { try defined(fact, event, &view) }
    case .dealOpened: try opened(event, &view)
    default: if DealCard.facts.contains(event.header.type) { try change(event, &view) }
    }
  }

  /// Keeps the pipeline that the daemon brought apart from those that are defined: it gives way to them.
  private func begin(_ fact: PipelineDefined, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var card = PipelineCard()
    card.id = fact.pipeline
    card.name = fact.name
    card.stages = fact.stages
    view.put(Self.initial, try view.encoded(card))
  }

  private func defined(
    _ fact: PipelineDefined, _ event: RecordedEvent, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let pipeline = event.header.subject
    for stage in fact.stages { know(stage.stage, of: pipeline, &view) }
    if try view.row(Self.pipelines.key(pipeline)) != nil {
      return try Self.pipelines.change(pipeline, &view) { row, _ in row.card.take(event) }
    }
    var row = PipelineRow(definedAt: event.header.position, card: PipelineCard())
    row.card.take(event)
    try Self.pipelines.create(row, event.header, &view)
  }

  /// A stage that was one stays known to filters, with and without its pipeline.
  private func know(_ stage: String, of pipeline: SubjectID, _ view: inout ViewWriter) {
    view.put(Self.knownStage(stage, of: nil), [])
    view.put(Self.knownStage(stage, of: pipeline), [])
  }

  private func opened(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    var row = DealRow(enteredAt: header.occurredAt, visits: 0, card: DealCard())
    row.card.take(event)
    if SubjectID(row.card.pipeline) == BuiltInPipeline.id,
      let brought = try view.message(Self.initial, PipelineCard.self)
    {
      for stage in brought.stages { know(stage.stage, of: BuiltInPipeline.id, &view) }
    }
    try enter(&row, header.subject, header.occurredAt, &view)
    try Self.deals.create(row, header, &view)
    try count(row, +1, &view)
  }

  /// Changes a deal, and everything that follows from what was changed.
  private func change(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let (deal, time) = (event.header.subject, event.header.occurredAt)
    try Self.deals.change(deal, &view) { (row, view) throws(ProjectionFailure) in
      let before = row
      row.card.take(event)
      if before.isOpen { try count(before, -1, &view) }
      if row.isOpen { try count(row, +1, &view) }
      guard before.isOpen != row.isOpen || before.card.stage != row.card.stage else { return }
      if before.isOpen { try leave(row, deal, time, &view) }
      if row.isOpen { try enter(&row, deal, time, &view) }
    }
  }

  /// Begins a visit to the row's stage.
  private func enter(
    _ row: inout DealRow, _ deal: SubjectID, _ time: Instant, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var visit = StageVisit()
    visit.stage = row.card.stage
    visit.enteredAt = time.timestamp
    view.create(Self.visit(deal, UInt32(row.visits)), try view.encoded(visit))
    row.visits += 1
    row.enteredAt = time
  }

  /// Ends the latest visit.
  private func leave(
    _ row: DealRow, _ deal: SubjectID, _ time: Instant, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard row.visits > 0 else { return }
    let key = Self.visit(deal, UInt32(row.visits - 1))
    guard var visit = try view.message(key, StageVisit.self) else { throw .cannotApply("\(deal) has no stage") }
    visit.leftAt = time.timestamp
    view.put(key, try view.encoded(visit))
  }

  /// Counts an open deal into its stage, or out of it.
  private func count(_ row: DealRow, _ change: Int64, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard let pipeline = SubjectID(row.card.pipeline) else { throw .cannotApply("\(row.card.id) is in no pipeline") }
    let key = Self.bucket(pipeline, row.card.stage, row.amount?.currency)
    var bucket = DealBucket(try view.row(key))
    bucket.count += change
    bucket.sum += Int128(change) * Int128(row.amount?.minorUnits ?? 0)
    if bucket.count == 0 { view.delete(key) } else { view.put(key, bucket.encoded) }
  }
}
