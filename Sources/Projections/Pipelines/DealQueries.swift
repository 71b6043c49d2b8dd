import Domain
import LMDB
import Schema

/// `deal.get`: the deal and its visits to stages, a page of them where they are very many.
struct DealGetQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let deal: SubjectID
  private let bounds: PageBounds

  init(_ request: DealGetRequest) throws(Refusal) {
    deal = try QueryCheck.id(request.deal, .deal, "deal")
    bounds = try PageBounds(request, default: PageBounds.limitMax)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    var rotDays = RotDays()
    guard let found = try DealReply(deal, snapshot, contacts, &rotDays, now: context.now) else {
      throw .missing("deal", deal)
    }
    var page = PageFill(bounds, position: min(snapshot.position, contacts.position), entries: 3)
    page.head(2, found.encoded)
    let visits = PipelinesTable.visits(deal)
    let next = try snapshot.page(visits, after: try bounds.key(under: visits), into: &page) { (key) throws(Refusal) in
      guard let visit = try snapshot.get(key) else { return .passed(0) }
      return .entry(try Self.visit(visit, now: context.now))
    }
    return try page.ended(at: next?.bytes, bounds, cursor: 4)
  }

  /// A stored visit with how long it lasted.
  private static func visit(_ row: [UInt8], now: Instant) throws(Refusal) -> [UInt8] {
    guard let decoded = Row.decode(StageVisit.self, row), let entered = Instant(decoded.enteredAt) else {
      throw .internal("a stage's row could not be read")
    }
    let left = (decoded.hasLeftAt ? Instant(decoded.leftAt) : nil) ?? now
    var encoded = row
    encoded.appendField(4, UInt64(max(0, (left.microseconds - entered.microseconds) / 1_000_000)))
    return encoded
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
    try QueryCheck.text(request.hasPipeline, request.pipeline, "pipeline", characters: Bounds.nameCharacters)
    try QueryCheck.text(request.hasStage, request.stage, "stage", bytes: Bounds.wordBytes)
    try QueryCheck.text(request.hasOwner, request.owner, "owner", characters: Bounds.ownerCharacters)
    if request.hasState, ![.open, .won, .lost].contains(request.state) {
      throw .invalid("state", "must be OPEN, WON or LOST")
    }
    self.request = request
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    let pipeline =
      request.hasPipeline
      ? try PipelineCatalogue.pipeline(request.pipeline, "pipeline", snapshot).id : nil
    let prefix = prefix(pipeline)
    if request.hasStage { try PipelineCatalogue.checkStage(request.stage, of: pipeline, snapshot) }
    if let contact, try !snapshot.hasAny(PipelinesTable.contact(contact)) { try Known.contact(contact, contacts) }
    if request.hasOwner, try !snapshot.hasAny(PipelinesTable.owner(request.owner)) {
      try Known.owner(request.owner, contacts)
    }
    var rotDays = RotDays()
    var page = PageFill(bounds, position: min(snapshot.position, contacts.position))
    let next = try snapshot.page(prefix, after: try bounds.key(under: prefix), into: &page) { (key) throws(Refusal) in
      let found = try DealReply(key.lastSubject(.deal), snapshot, contacts, &rotDays, now: context.now)
      guard let found, meetsAll(found, pipeline) else { return .passed(found?.encoded.count ?? 0) }
      return .entry(found.encoded)
    }
    return try page.ended(at: next?.bytes, bounds)
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

/// A deal on its way into a reply.
struct DealReply {
  let row: DealRow
  let isRotting: Bool
  private let stored: [UInt8]

  /// Nil when there is no such deal. `contacts` says when its contact had its last interaction.
  init?(
    _ deal: SubjectID, _ snapshot: borrowing ViewSnapshot, _ contacts: borrowing ViewSnapshot,
    _ rotDays: inout RotDays, now: Instant
  ) throws(Refusal) {
    guard let stored = try snapshot.get(PipelinesTable.deal(deal)) else { return nil }
    guard let row = DealRow(stored) else { throw .internal("a deal's row could not be read") }
    self.stored = stored
    self.row = row
    let days = try rotDays.days(row.card.pipeline, row.card.stage, snapshot)
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
