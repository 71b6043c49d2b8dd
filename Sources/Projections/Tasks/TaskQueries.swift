import Domain
import Schema

/// `task.get`.
struct TaskGetQuery: QueryBody {
  let projections = ["tasks"]
  let isBrief = true
  private let task: SubjectID

  init(_ request: TaskGetRequest) throws(Refusal) { task = try QueryCheck.id(request.task, .task, "task") }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard let row = try snapshot.get(TasksTable.task(task)) else { throw .missing("task", task) }
    var reply: [UInt8] = []
    reply.appendField(1, snapshot.position.value)
    reply.appendField(2, try TaskReply.encoded(row, now: context.now))
    return reply
  }
}

/// `task.list`: tasks that meet all of the given conditions, by due time.
struct TaskListQuery: QueryBody {
  let projections: [String]
  private let request: TaskListRequest
  private let contact: SubjectID?
  private let deal: SubjectID?
  /// The first is included, the last is not; nil: without end.
  private let due: (from: Instant?, to: Instant?)
  private let bounds: PageBounds

  init(_ request: TaskListRequest) throws(Refusal) {
    contact = try QueryCheck.optionalID(request.hasContact, request.contact, .contact, "contact")
    deal = try QueryCheck.optionalID(request.hasDeal, request.deal, .deal, "deal")
    try QueryCheck.text(request.hasOwner, request.owner, "owner", characters: Bounds.ownerCharacters)
    if request.hasState, ![.open, .done].contains(request.state) { throw .invalid("state", "must be OPEN or DONE") }
    let from = request.hasDueFrom ? Instant(request.dueFrom) : nil
    let to = request.hasDueTo ? Instant(request.dueTo) : nil
    if request.hasDueFrom, from == nil { throw .invalid("dueFrom", "must be a time") }
    if request.hasDueTo, to == nil { throw .invalid("dueTo", "must be a time") }
    if let from, let to, to < from { throw .invalid("dueTo", "must not be before dueFrom") }
    due = (from, to)
    projections =
      ["tasks"] + (request.hasContact || request.hasOwner ? ["contacts"] : []) + (deal == nil ? [] : ["pipelines"])
    self.request = request
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let prefix = prefix
    var page = PageFill(bounds, position: try checkKnown(snapshot, context))
    let next = try snapshot.page(prefix, from: due.from, after: try bounds.key(under: prefix), into: &page) {
      (key) throws(Refusal) in
      if let to = due.to, key.instant(at: key.count - 24) >= to { return .end }
      guard let row = try snapshot.get(TasksTable.task(key.lastSubject(.task))) else { return .passed(0) }
      guard meetsAll(row) else { return .passed(row.count) }
      return .entry(try TaskReply.encoded(row, now: context.now))
    }
    return try page.ended(at: next?.bytes, bounds)
  }

  /// The narrowest of the lists that the conditions name.
  private var prefix: RowKey {
    if let deal { return TasksTable.ofDeal(deal) }
    if let contact { return TasksTable.ofContact(contact) }
    if request.hasOwner { return TasksTable.ofOwner(request.owner) }
    return request.hasState ? TasksTable.inState(request.state) : TasksTable.all
  }

  /// Refuses what is known to no read model, as far as no task has it; the position of those that were asked.
  private func checkKnown(
    _ snapshot: borrowing ViewSnapshot, _ context: QueryContext
  ) throws(Refusal) -> Position {
    var position = snapshot.position
    if let place = projections.firstIndex(of: "contacts") {
      let contacts = try context.snapshot(place)
      position = min(position, contacts.position)
      if let contact, try !snapshot.hasAny(TasksTable.ofContact(contact)) { try Known.contact(contact, contacts) }
      if request.hasOwner, try !snapshot.hasAny(TasksTable.ofOwner(request.owner)) {
        try Known.owner(request.owner, contacts)
      }
    }
    if let deal, let place = projections.firstIndex(of: "pipelines") {
      let pipelines = try context.snapshot(place)
      position = min(position, pipelines.position)
      if try !snapshot.hasAny(TasksTable.ofDeal(deal)), try pipelines.get(PipelinesTable.deal(deal)) == nil {
        throw .missing("deal", deal)
      }
    }
    return position
  }

  private func meetsAll(_ row: [UInt8]) -> Bool {
    guard let card = Row.decode(TaskCard.self, row) else { return false }
    if let contact, card.contact != contact.description { return false }
    if let deal, card.deal != deal.description { return false }
    if request.hasOwner, card.owner != request.owner { return false }
    return !request.hasState || card.state == request.state
  }
}

/// A task on its way into a reply.
enum TaskReply {
  /// The stored card, with `overdue` as of now.
  static func encoded(_ row: [UInt8], now: Instant) throws(Refusal) -> [UInt8] {
    guard let card = Row.decode(TaskCard.self, row) else { throw .internal("a task's row could not be read") }
    var encoded = row
    encoded.appendField(11, card.state == .open && TasksTable.dueAt(card) < now ? 1 : 0)
    return encoded
  }
}
