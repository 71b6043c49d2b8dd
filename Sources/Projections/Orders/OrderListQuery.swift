import Domain
import Schema

/// `order.list`: orders, the newest first.
struct OrderListQuery: QueryBody {
  let projections: [String]
  private let contact: SubjectID?
  private let bounds: PageBounds

  init(_ request: OrderListRequest) throws(Refusal) {
    projections = request.hasContact ? ["orders", "contacts"] : ["orders"]
    contact = try QueryCheck.optionalID(request.hasContact, request.contact, .contact, "contact")
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let prefix = contact.map(OrdersTable.ofContact) ?? OrdersTable.all
    var position = snapshot.position
    if let contact {
      let contacts = try context.snapshot(1)
      position = min(position, contacts.position)
      if try !snapshot.hasAny(prefix) { try Known.contact(contact, contacts) }
    }
    var page = PageFill(bounds, position: position)
    let next = try snapshot.page(prefix, after: try bounds.key(under: prefix), backward: true, into: &page) {
      (key) throws(Refusal) in
      guard let row = try snapshot.get(OrdersTable.order(key.lastSubject(.order))) else { return .passed(0) }
      return .entry(row)
    }
    return try page.ended(at: next?.bytes, bounds)
  }
}
