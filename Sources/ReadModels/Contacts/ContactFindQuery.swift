import APISchema
import Cryptography
import Domain
import SwiftProtobuf

/// `contact.find`: contacts that meet all of the given conditions, or all contacts by name.
struct ContactFindQuery: QueryBody {
  let projections = [ReadModelName.contacts]
  private let conditions: ContactConditions
  private let bounds: PageBounds

  init(_ request: ContactFindRequest, _ linkKey: LinkKey) throws(Refusal) {
    conditions = try ContactConditions(request.conditions, linkKey)
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let snapshot = try context.snapshot()
    var conditions = conditions
    conditions.takeNow(context.now)
    try conditions.completePhone(snapshot)
    try conditions.checkKnown(snapshot)
    var page = PageFill(bounds, position: snapshot.position)
    let place = try ContactPages(conditions, isByName: context.seesPersonal).fill(&page, snapshot, from: bounds.place)
    return try page.ended(at: place, bounds)
  }
}
