import Domain
import Schema
import SwiftProtobuf

/// `contact.find`: contacts that meet all of the given conditions, or all contacts by name.
struct ContactFindQuery: QueryBody {
  let projections = ["contacts"]
  private let conditions: ContactConditions
  private let bounds: PageBounds

  init(_ request: ContactFindRequest, _ settings: ReadModelSettings) throws(Refusal) {
    var asked = request
    asked.clearLimit()
    asked.clearCursor()
    asked.clearAtLeast()
    asked.clearTimeoutMs()
    conditions = try ContactConditions(asked, settings)
    bounds = try PageBounds(
      method: 31, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: asked)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    try conditions.checkKnown(snapshot)
    var page = PageFill(bounds, position: snapshot.position)
    let place = try ContactPages(conditions).fill(&page, snapshot, from: bounds.place)
    return try page.ended(at: place, bounds)
  }
}
