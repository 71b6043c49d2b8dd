import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Deals, their stage histories, and the board's totals.
struct PipelinesProjection: Projection {
  let name = ReadModelName.pipelines
  let version: UInt32 = 7
  let kinds = PipelineCard.facts.union(DealCard.facts).union(FactKinds(header: [.factRetracted]))
  var queries: [QueryKind] {
    [QueryKind(DealGetQuery.init), Self.deals.list, Self.pipelines.list, QueryKind(PipelineBoardQuery.init)]
  }

  func part(of header: EventHeader) -> SubjectID? {
    switch header.subject.kind {
    case .deal, .pipeline: header.subject
    default: nil
    }
  }

  /// What is open in a stage, by its deals; what filters may name, by the facts that name it.
  func sum(ofTable table: UInt8) -> RowSum? {
    switch table {
    case 4: DealBucket.sum
    case 13, 14, 16: RowCount.sum
    default: nil
    }
  }

  func subject(ofRow key: [UInt8]) -> SubjectID? {
    Self.deals.subject(ofRow: key) ?? Self.pipelines.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    switch event.fact.fact {
    case .pipelineDefined(let fact):
      if event.isInitial { try begin(fact, &view) } else { try defined(fact, event, &view) }
    case .dealOpened: try opened(event, &view)
    case .dealContactAdded(let fact):
      try Self.deals.change(event.header, &view) { card in
        var person = DealContact()
        (person.contact, person.roles) = (fact.contact, fact.roles)
        let place = card.contacts.firstIndex { $0.contact == fact.contact }
        if let place { card.contacts[place] = person } else { card.contacts.append(person) }
      }
    case .dealContactRemoved(let fact):
      try Self.deals.change(event.header, &view) { card in card.contacts.removeAll { $0.contact == fact.contact } }
    case .factRetracted: try Self.deals.retraction(event.header, &view)
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
    for stage in fact.stages {
      // A stage that was one stays known to filters, with and without its pipeline.
      try RowCount.add(1, to: Self.knownStage(stage.stage, of: nil), &view)
      try RowCount.add(1, to: Self.knownStage(stage.stage, of: pipeline), &view)
    }
    if try view.row(Self.pipelines.key(pipeline)) != nil {
      return try Self.pipelines.change(pipeline, &view) { row, _ in row.card.take(event) }
    }
    var row = PipelineRow(definedAt: event.header.position, card: PipelineCard())
    row.card.take(event)
    try Self.pipelines.create(row, event.header, &view)
  }

  private func opened(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    var row = DealRow(enteredAt: header.occurredAt, visits: 0, card: DealCard())
    row.card.take(event)
    if SubjectID(row.card.pipeline) == BuiltInPipeline.id { try RowCount.add(1, to: Self.openedInBuiltIn, &view) }
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
      guard
        before.isOpen != row.isOpen || before.card.stage != row.card.stage || before.card.pipeline != row.card.pipeline
      else { return }
      // What was told of an earlier time changed the stage when the one before had begun, or ended.
      var time = max(time, before.enteredAt)
      if before.isOpen { try leave(row, deal, time, &view) } else { time = max(time, try left(row, deal, &view)) }
      if row.isOpen { try enter(&row, deal, time, &view) }
    }
  }

  /// Begins a visit to the row's stage.
  private func enter(
    _ row: inout DealRow, _ deal: SubjectID, _ time: Instant, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var visit = StageVisit()
    (visit.stage, visit.pipeline) = (row.card.stage, row.card.pipeline)
    visit.enteredAt = time.timestamp
    view.create(Self.visit(deal, UInt32(row.visits)), try view.encoded(visit))
    row.visits += 1
    row.enteredAt = time
  }

  /// When the latest visit ended.
  private func left(
    _ row: DealRow, _ deal: SubjectID, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> Instant {
    let visit = try view.message(Self.visit(deal, UInt32(max(1, row.visits) - 1)), StageVisit.self)
    return visit.flatMap { Instant($0.leftAt) } ?? row.enteredAt
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
