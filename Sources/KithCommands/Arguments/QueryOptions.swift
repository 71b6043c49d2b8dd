import ArgumentParser
import Schema

/// What every query takes.
struct QueryOptions: ParsableArguments {
  @Option(
    name: .customLong("at-least"),
    help: ArgumentHelp("Answer from read models that have reached this position.", valueName: "position"))
  var atLeast: UInt64?

  @Option(
    name: .customLong("timeout-ms"),
    help: ArgumentHelp("How long to wait for that; 5000 by default, at most 60000.", valueName: "ms"))
  var timeoutMilliseconds: UInt32?

  init() {}

  func apply(to query: inout some BoundedQuery) {
    if let atLeast { query.atLeast = atLeast }
    if let timeoutMilliseconds { query.timeoutMs = timeoutMilliseconds }
  }
}

/// How much of a list is wanted.
struct PageOptions: ParsableArguments {
  @Option(help: "How many at most; 50 by default.")
  var limit: UInt32?

  @Option(help: "Where an earlier list ended.")
  var cursor: String?

  @Flag(help: "Everything, page after page.")
  var all = false

  init() {}

  func validate() throws {
    if limit == 0 { throw ValidationError("--limit must be at least 1.") }
    if all && (limit != nil || cursor != nil) {
      throw ValidationError("--all takes neither --limit nor --cursor.")
    }
  }
}

/// A request that waits for a position, for a bounded time.
protocol BoundedQuery {
  var atLeast: UInt64 { get set }
  var timeoutMs: UInt32 { get set }
}

/// A request for a page of a list.
protocol PagedQuery: BoundedQuery {
  var limit: UInt32 { get set }
  var cursor: String { get set }
}

extension ContactGetRequest: BoundedQuery {}
extension ContactFindRequest: PagedQuery {}
extension ContactHistoryRequest: PagedQuery {}
extension DealGetRequest: BoundedQuery {}
extension DealListRequest: PagedQuery {}
extension PipelineListRequest: PagedQuery {}
extension PipelineBoardRequest: BoundedQuery {}
extension CampaignGetRequest: BoundedQuery {}
extension CampaignListRequest: PagedQuery {}
extension CampaignReportRequest: BoundedQuery {}
extension TaskGetRequest: BoundedQuery {}
extension TaskListRequest: PagedQuery {}
extension OrderListRequest: PagedQuery {}
extension MetricsQueryRequest: BoundedQuery {}
extension ProjectionListRequest: BoundedQuery {}
extension ProjectionStatusRequest: BoundedQuery {}

/// A page of a list.
protocol PagedReply {
  associatedtype Item
  var items: [Item] { get }
  var hasCursor: Bool { get }
  var cursor: String { get }
}

extension ContactFindReply: PagedReply { var items: [ContactListItem] { contacts } }
extension ContactHistoryReply: PagedReply { var items: [HistoryEntry] { entries } }
extension DealListReply: PagedReply { var items: [DealCard] { deals } }
extension PipelineListReply: PagedReply { var items: [PipelineCard] { pipelines } }
extension CampaignListReply: PagedReply { var items: [CampaignCard] { campaigns } }
extension TaskListReply: PagedReply { var items: [TaskCard] { tasks } }
extension OrderListReply: PagedReply { var items: [OrderCard] { orders } }
