public import Domain
public import Schema

/// Deals, their stage histories, and the board's totals.
public struct PipelinesProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "pipelines"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 3
  /// What happens to pipelines and deals.
  public let kinds = FactKinds(
    open: [.pipelineDefined, .dealStageChanged, .dealWon, .dealLost, .dealReopened], whole: [.dealOpened, .dealRevised])
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [
      QueryKind(DealGetQuery.init), QueryKind(DealListQuery.init), QueryKind(PipelineListQuery.init),
      QueryKind(PipelineBoardQuery.init),
    ]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// Whose row it is that has this key.
  public func subject(ofRow key: [UInt8]) -> SubjectID? { PipelinesTable.subject(ofRow: key) }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .pipelineDefined(let fact): try defined(fact, header, &view)
    case .dealOpened(let fact): try opened(fact, header, &view)
    case .dealStageChanged(let fact): try change(header, &view) { $0.card.stage = fact.stage }
    case .dealRevised(let fact): try change(header, &view) { Self.revise(&$0.card, fact) }
    case .dealWon(let fact):
      try change(header, &view) { row in
        row.card.state = .won
        row.card.closedAt = header.occurredAt.timestamp
        if fact.hasValue { row.card.value = fact.value }
      }
    case .dealLost(let fact):
      try change(header, &view) { row in
        row.card.state = .lost
        row.card.closedAt = header.occurredAt.timestamp
        row.card.reason = fact.reason
        row.card.competitor = fact.competitor
      }
    case .dealReopened(let fact):
      try change(header, &view) { row in
        row.card.state = .open
        row.card.clearClosedAt()
        row.card.reason = ""
        row.card.competitor = ""
        if !fact.stage.isEmpty { row.card.stage = fact.stage }
      }
    default: break
    }
  }

  // MARK: - Pipelines

  private func defined(_ fact: PipelineDefined, _ header: EventHeader, _ view: inout ViewWriter)
    throws(ProjectionFailure)
  {
    var card = PipelineCard()
    card.id = header.subject.description
    card.version = header.version.value
    card.name = fact.name
    card.stages = fact.stages
    let key = PipelinesTable.pipeline(header.subject)
    var definedAt = header.position
    if let row = try view.get(key), row.count >= 8, let old = Row.decode(PipelineCard.self, row, from: 8) {
      definedAt = Position(row.span.bigEndian(at: 0))
      view.delete(PipelinesTable.name(old.name, definedAt, header.subject))
    } else {
      view.put(PipelinesTable.order(definedAt, header.subject), [])
    }
    view.put(PipelinesTable.name(card.name, definedAt, header.subject), [])
    for stage in fact.stages { know(stage.stage, of: header.subject, &view) }
    var row: [UInt8] = []
    row.appendBigEndian(definedAt.value)
    row.append(contentsOf: try view.encoded(card))
    view.put(key, row)
  }

  /// A stage that was one stays known to filters, with and without its pipeline.
  private func know(_ stage: String, of pipeline: SubjectID, _ view: inout ViewWriter) {
    view.put(PipelinesTable.knownStage(stage, of: nil), [])
    view.put(PipelinesTable.knownStage(stage, of: pipeline), [])
  }

  // MARK: - Deals

  private func opened(_ fact: DealOpened, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let deal = header.subject
    let contact = try header.requiredContact()
    var card = DealCard()
    card.id = deal.description
    card.version = header.version.value
    card.contact = contact.description
    card.title = fact.title
    card.pipeline = fact.pipeline
    card.stage = fact.stage
    card.state = .open
    if fact.hasValue { card.value = fact.value }
    card.expectedClose = fact.expectedClose
    card.owner = fact.owner
    card.openedAt = header.occurredAt.timestamp
    if SubjectID(card.pipeline) == BuiltInPipeline.id {
      for stage in BuiltInPipeline.stages { know(stage.stage, of: BuiltInPipeline.id, &view) }
    }
    var row = DealRow(enteredAt: header.occurredAt, visits: 0, card: card)
    try enter(&row, deal, header.occurredAt, &view)
    view.create(PipelinesTable.deal(deal), try row.encoded(view))
    view.insert(PipelinesTable.contact(contact).with(deal))
    view.put(PipelinesTable.state(.open).with(deal), [])
    if !card.owner.isEmpty { view.put(PipelinesTable.owner(card.owner).with(deal), []) }
    try count(row, deal, +1, &view)
  }

  /// Changes a deal, and everything that follows from what was changed.
  private func change(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout DealRow) -> Void
  ) throws(ProjectionFailure) {
    let deal = header.subject
    let key = PipelinesTable.deal(deal)
    guard let stored = try view.get(key), let before = DealRow(stored) else {
      throw .cannotApply("\(deal) is not known")
    }
    var row = before
    body(&row)
    row.card.version = header.version.value
    let (wasOpen, isOpen) = (before.card.state == .open, row.card.state == .open)
    if wasOpen { try count(before, deal, -1, &view) }
    if isOpen { try count(row, deal, +1, &view) }
    if wasOpen != isOpen || before.card.stage != row.card.stage {
      if wasOpen { try leave(row, deal, header.occurredAt, &view) }
      if isOpen { try enter(&row, deal, header.occurredAt, &view) }
    }
    if before.card.state != row.card.state {
      view.delete(PipelinesTable.state(before.card.state).with(deal))
      view.put(PipelinesTable.state(row.card.state).with(deal), [])
    }
    if before.card.owner != row.card.owner {
      if !before.card.owner.isEmpty { view.delete(PipelinesTable.owner(before.card.owner).with(deal)) }
      if !row.card.owner.isEmpty { view.put(PipelinesTable.owner(row.card.owner).with(deal), []) }
    }
    view.put(key, try row.encoded(view))
  }

  private static func revise(_ card: inout DealCard, _ fact: DealRevised) {
    if fact.hasTitle { card.title = fact.title }
    if fact.hasValue { card.value = fact.value }
    if fact.hasExpectedClose { card.expectedClose = fact.expectedClose }
    if fact.hasOwner { card.owner = fact.owner }
    for field in fact.clear {
      switch field {
      case "value": card.clearValue()
      case "expectedClose": card.expectedClose = ""
      case "owner": card.owner = ""
      default: break
      }
    }
  }

  /// Begins a visit to the row's stage.
  private func enter(
    _ row: inout DealRow, _ deal: SubjectID, _ time: Instant, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var visit = StageVisit()
    visit.stage = row.card.stage
    visit.enteredAt = time.timestamp
    view.create(PipelinesTable.visit(deal, UInt32(row.visits)), try view.encoded(visit))
    row.visits += 1
    row.enteredAt = time
  }

  /// Ends the latest visit.
  private func leave(
    _ row: DealRow, _ deal: SubjectID, _ time: Instant, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard row.visits > 0 else { return }
    let key = PipelinesTable.visit(deal, UInt32(row.visits - 1))
    guard var visit = try view.message(key, StageVisit.self) else { throw .cannotApply("\(deal) has no stage") }
    visit.leftAt = time.timestamp
    view.put(key, try view.encoded(visit))
  }

  /// Counts an open deal into its stage, or out of it.
  private func count(
    _ row: DealRow, _ deal: SubjectID, _ change: Int64, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard let pipeline = SubjectID(row.card.pipeline) else { throw .cannotApply("\(deal) is in no pipeline") }
    let place = PipelinesTable.open(pipeline, row.card.stage).with(deal)
    if change > 0 { view.put(place, []) } else { view.delete(place) }
    let key = PipelinesTable.bucket(pipeline, row.card.stage, row.amount?.currency)
    var bucket = DealBucket(try view.get(key))
    bucket.count += change
    bucket.sum += Int128(change) * Int128(row.amount?.minorUnits ?? 0)
    if bucket.count == 0 { view.delete(key) } else { view.put(key, bucket.encoded) }
  }
}
