import Domain
import FactSchema
import RowSchema
import RowStore

/// Deals, their stage histories, and the board's totals.
struct PipelinesProjection: Projection {
  let name = "pipelines"
  let version: UInt32 = 3
  /// What happens to pipelines and deals.
  let kinds = FactKinds(
    open: [.pipelineDefined, .dealStageChanged, .dealWon, .dealLost, .dealReopened], whole: [.dealOpened, .dealRevised])
  var queries: [QueryKind] {
    [
      QueryKind(DealGetQuery.init), QueryKind(DealListQuery.init), QueryKind(PipelineListQuery.init),
      QueryKind(PipelineBoardQuery.init),
    ]
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? {
    Self.deals.subject(ofRow: key) ?? Self.pipelines.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .pipelineDefined(let fact): try defined(fact, header, &view)
    case .dealOpened(let fact): try opened(fact, header, &view)
    case .dealStageChanged(let fact): try change(header, &view) { $0.take(fact) }
    case .dealRevised(let fact): try change(header, &view) { $0.take(fact) }
    case .dealWon(let fact): try close(.won, header, &view) { $0.take(fact) }
    case .dealLost(let fact): try close(.lost, header, &view) { $0.take(fact) }
    case .dealReopened(let fact):
      try change(header, &view) { card in
        card.take(fact)
        card.state = .open
        card.clearClosedAt()
        (card.reason, card.competitor) = ("", "")
      }
    default: break
    }
  }

  private func defined(
    _ fact: PipelineDefined, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    for stage in fact.stages { know(stage.stage, of: header.subject, &view) }
    if try view.row(Self.pipelines.key(header.subject)) != nil {
      return try Self.pipelines.change(header, &view) { $0.card.take(fact) }
    }
    var row = PipelineRow(definedAt: header.position, card: PipelineCard())
    row.card.take(fact)
    try Self.pipelines.create(row, header, &view)
  }

  /// A stage that was one stays known to filters, with and without its pipeline.
  private func know(_ stage: String, of pipeline: SubjectID, _ view: inout ViewWriter) {
    view.put(Self.knownStage(stage, of: nil), [])
    view.put(Self.knownStage(stage, of: pipeline), [])
  }

  private func opened(_ fact: DealOpened, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var card = DealCard()
    card.take(fact)
    card.state = .open
    card.openedAt = header.occurredAt.timestamp
    if SubjectID(card.pipeline) == BuiltInPipeline.id {
      for stage in BuiltInPipeline.stages { know(stage.stage, of: BuiltInPipeline.id, &view) }
    }
    var row = DealRow(enteredAt: header.occurredAt, visits: 0, card: card)
    try enter(&row, header.subject, header.occurredAt, &view)
    try Self.deals.create(row, header, &view)
    try count(row, +1, &view)
  }

  /// Changes a deal, and everything that follows from what was changed.
  private func change(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout DealCard) -> Void
  ) throws(ProjectionFailure) {
    let deal = header.subject
    try Self.deals.change(deal, &view) { (row, view) throws(ProjectionFailure) in
      let before = row
      body(&row.card)
      row.version = header.version.value
      if before.isOpen { try count(before, -1, &view) }
      if row.isOpen { try count(row, +1, &view) }
      guard before.isOpen != row.isOpen || before.card.stage != row.card.stage else { return }
      if before.isOpen { try leave(row, deal, header.occurredAt, &view) }
      if row.isOpen { try enter(&row, deal, header.occurredAt, &view) }
    }
  }

  private func close(
    _ state: DealCard.State, _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout DealCard) -> Void
  ) throws(ProjectionFailure) {
    try change(header, &view) { card in
      body(&card)
      card.state = state
      card.closedAt = header.occurredAt.timestamp
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
