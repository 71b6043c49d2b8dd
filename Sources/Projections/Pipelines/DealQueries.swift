import Domain
import LMDB
import Schema

/// `deal.get`: the deal and its visits to stages.
struct DealGetQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let deal: SubjectID

  init(_ request: DealGetRequest) throws(Refusal) { deal = try QueryCheck.id(request.deal, .deal, "deal") }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    let catalogue = try PipelineCatalogue(snapshot)
    guard let found = try DealReply(deal, snapshot, catalogue, contacts: contacts, now: context.now) else {
      throw .missing("deal", deal)
    }
    var reply: [UInt8] = []
    reply.appendField(1, min(snapshot.position, contacts.position).value)
    reply.appendField(2, found.encoded)
    for visit in try visits(snapshot) {
      guard let decoded = Row.decode(StageVisit.self, visit), let entered = Instant(decoded.enteredAt) else {
        throw .internal("a stage's row could not be read")
      }
      let left = (decoded.hasLeftAt ? Instant(decoded.leftAt) : nil) ?? context.now
      var encoded = visit
      encoded.appendField(4, UInt64(max(0, (left.microseconds - entered.microseconds) / 1_000_000)))
      reply.appendField(3, encoded)
    }
    return reply
  }

  private func visits(_ snapshot: borrowing ViewSnapshot) throws(Refusal) -> [[UInt8]] {
    var visits: [[UInt8]] = []
    try snapshot.scan(PipelinesTable.visits(deal)) { _, row in
      visits.append(Array(copying: row))
      return .next
    }
    return visits
  }
}

/// `deal.list`: deals that meet all of the given conditions, in the order of their ids.
struct DealListQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let request: DealListRequest
  private let contact: SubjectID?
  private let bounds: PageBounds

  init(_ request: DealListRequest) throws(Refusal) {
    contact = try QueryCheck.optionalID(request.hasContact, request.contact, .contact, "contact")
    _ = try QueryCheck.optionalText(request.hasPipeline, request.pipeline, "pipeline")
    _ = try QueryCheck.optionalText(request.hasStage, request.stage, "stage")
    _ = try QueryCheck.optionalText(request.hasOwner, request.owner, "owner")
    if request.hasState, ![.open, .won, .lost].contains(request.state) {
      throw .invalid("state", "must be OPEN, WON or LOST")
    }
    var conditions = request
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    self.request = conditions
    bounds = try PageBounds(
      method: 34, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: conditions)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    let catalogue = try PipelineCatalogue(snapshot)
    let pipeline = request.hasPipeline ? try catalogue.pipeline(request.pipeline, "pipeline").id : nil
    var reply: [UInt8] = []
    reply.appendField(1, min(snapshot.position, contacts.position).value)
    let next = try snapshot.page(prefix(pipeline), bounds) { (key) throws(Refusal) in
      let found = try DealReply(key.lastSubject(.deal), snapshot, catalogue, contacts: contacts, now: context.now)
      guard let found, meetsAll(found, pipeline) else { return false }
      reply.appendField(2, found.encoded)
      return true
    }
    if let next { reply.appendField(3, try bounds.cursor(past: next.bytes)) }
    return reply
  }

  /// The narrowest of the look-ups that the conditions name. All end with the deal's id.
  private func prefix(_ pipeline: SubjectID?) -> RowKey {
    let isOpen = request.hasState && request.state == .open || request.hasRotting && request.rotting
    if let contact { return PipelinesTable.contact(contact) }
    if let pipeline, request.hasStage, isOpen { return PipelinesTable.open(pipeline, request.stage) }
    if request.hasOwner { return PipelinesTable.owner(request.owner) }
    if isOpen { return PipelinesTable.state(.open) }
    if request.hasState { return PipelinesTable.state(request.state) }
    return PipelinesTable.deals
  }

  private func meetsAll(_ deal: DealReply, _ pipeline: SubjectID?) -> Bool {
    let card = deal.row.card
    if let contact, card.contact != contact.description { return false }
    if let pipeline, card.pipeline != pipeline.description { return false }
    if request.hasStage, card.stage != request.stage { return false }
    if request.hasOwner, card.owner != request.owner { return false }
    if request.hasState, card.state != request.state { return false }
    return !request.hasRotting || request.rotting == deal.isRotting
  }
}
