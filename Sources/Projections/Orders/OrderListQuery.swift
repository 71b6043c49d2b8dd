import Domain
import Schema

/// `order.list`: orders, the newest first.
struct OrderListQuery: QueryBody {
  let projections = ["orders"]
  private let contact: SubjectID?
  private let bounds: PageBounds

  init(_ request: OrderListRequest) throws(Refusal) {
    contact = try QueryCheck.optionalID(request.hasContact, request.contact, .contact, "contact")
    var conditions = request
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    bounds = try PageBounds(
      method: 42, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: conditions)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var reply: [UInt8] = []
    reply.appendField(1, snapshot.position.value)
    let prefix = contact.map(OrdersTable.ofContact) ?? OrdersTable.all
    let next = try snapshot.page(prefix, bounds, backward: true) { (key) throws(Refusal) in
      guard let row = try snapshot.get(OrdersTable.order(key.lastSubject(.order))) else { return false }
      reply.appendField(2, row)
      return true
    }
    if let next { reply.appendField(3, try bounds.cursor(past: next.bytes)) }
    return reply
  }
}
