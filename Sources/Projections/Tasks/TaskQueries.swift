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
  let projections = ["tasks"]
  private let request: TaskListRequest
  private let contact: SubjectID?
  private let deal: SubjectID?
  private let due: ClosedRange<Instant>
  private let bounds: PageBounds

  init(_ request: TaskListRequest) throws(Refusal) {
    contact = try QueryCheck.optionalID(request.hasContact, request.contact, .contact, "contact")
    deal = try QueryCheck.optionalID(request.hasDeal, request.deal, .deal, "deal")
    _ = try QueryCheck.optionalText(request.hasOwner, request.owner, "owner")
    if request.hasState, ![.open, .done].contains(request.state) { throw .invalid("state", "must be OPEN or DONE") }
    let from = request.hasDueFrom ? Instant(request.dueFrom) : Instant(microseconds: .min)
    let to = request.hasDueTo ? Instant(request.dueTo) : Instant(microseconds: .max)
    guard let from else { throw .invalid("dueFrom", "must be a time") }
    guard let to, from <= to else { throw .invalid("dueTo", "must be a time that is not before dueFrom") }
    due = from...to
    var conditions = request
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    self.request = conditions
    bounds = try PageBounds(
      method: 41, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: conditions)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var reply: [UInt8] = []
    reply.appendField(1, snapshot.position.value)
    let next = try snapshot.page(prefix, from: due.lowerBound, bounds) { (key) throws(Refusal) in
      guard key.instant(at: key.count - 24) <= due.upperBound else { return nil }
      guard let row = try snapshot.get(TasksTable.task(key.lastSubject(.task))), meetsAll(row) else { return false }
      reply.appendField(2, try TaskReply.encoded(row, now: context.now))
      return true
    }
    if let next { reply.appendField(3, try bounds.cursor(past: next.bytes)) }
    return reply
  }

  /// The narrowest of the lists that the conditions name.
  private var prefix: RowKey {
    if let deal { return TasksTable.ofDeal(deal) }
    if let contact { return TasksTable.ofContact(contact) }
    if request.hasOwner { return TasksTable.ofOwner(request.owner) }
    return request.hasState ? TasksTable.inState(request.state) : TasksTable.all
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
