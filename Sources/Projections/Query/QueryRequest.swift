import Domain
import Schema
import SwiftProtobuf

/// The decoded request of a query: what it asks, and what all of them have.
struct QueryRequest {
  let body: any QueryBody
  let atLeast: UInt64?
  let timeout: UInt32?

  init(method: Int, encoded: [UInt8], settings: ReadModelSettings) throws(Refusal) {
    switch method {
    case 30: try self.init(encoded) { (request: ContactGetRequest) throws(Refusal) in try ContactGetQuery(request) }
    case 31:
      try self.init(encoded) { (request: ContactFindRequest) throws(Refusal) in try ContactFindQuery(request, settings)
      }
    case 32:
      try self.init(encoded) { (request: ContactHistoryRequest) throws(Refusal) in try ContactHistoryQuery(request) }
    case 33: try self.init(encoded) { (request: DealGetRequest) throws(Refusal) in try DealGetQuery(request) }
    case 34: try self.init(encoded) { (request: DealListRequest) throws(Refusal) in try DealListQuery(request) }
    case 35: try self.init(encoded) { (request: PipelineListRequest) throws(Refusal) in try PipelineListQuery(request) }
    case 36:
      try self.init(encoded) { (request: PipelineBoardRequest) throws(Refusal) in try PipelineBoardQuery(request) }
    case 37: try self.init(encoded) { (request: CampaignGetRequest) throws(Refusal) in try CampaignGetQuery(request) }
    case 38: try self.init(encoded) { (request: CampaignListRequest) throws(Refusal) in try CampaignListQuery(request) }
    case 39:
      try self.init(encoded) { (request: CampaignReportRequest) throws(Refusal) in try CampaignReportQuery(request) }
    case 40: try self.init(encoded) { (request: TaskGetRequest) throws(Refusal) in try TaskGetQuery(request) }
    case 41: try self.init(encoded) { (request: TaskListRequest) throws(Refusal) in try TaskListQuery(request) }
    case 42: try self.init(encoded) { (request: OrderListRequest) throws(Refusal) in try OrderListQuery(request) }
    case 43: try self.init(encoded) { (request: MetricsQueryRequest) throws(Refusal) in try MetricsQuery(request) }
    default: throw Refusal(.unsupported, "method \(method) is not a query on read models")
    }
  }

  private init<Request: QueryMessage>(
    _ encoded: [UInt8], _ body: (Request) throws(Refusal) -> any QueryBody
  ) throws(Refusal) {
    let request: Request
    do { request = try Request(serializedBytes: encoded) } catch {
      throw Refusal(.invalid, "the request is not a protobuf message of its method")
    }
    self.body = try body(request)
    atLeast = request.hasAtLeast ? request.atLeast : nil
    timeout = request.hasTimeoutMs ? request.timeoutMs : nil
  }
}

/// What every query's request has.
protocol QueryMessage: Message {
  var atLeast: UInt64 { get }
  var hasAtLeast: Bool { get }
  var timeoutMs: UInt32 { get }
  var hasTimeoutMs: Bool { get }
}

extension ContactGetRequest: QueryMessage {}
extension ContactFindRequest: QueryMessage {}
extension ContactHistoryRequest: QueryMessage {}
extension DealGetRequest: QueryMessage {}
extension DealListRequest: QueryMessage {}
extension PipelineListRequest: QueryMessage {}
extension PipelineBoardRequest: QueryMessage {}
extension CampaignGetRequest: QueryMessage {}
extension CampaignListRequest: QueryMessage {}
extension CampaignReportRequest: QueryMessage {}
extension TaskGetRequest: QueryMessage {}
extension TaskListRequest: QueryMessage {}
extension OrderListRequest: QueryMessage {}
extension MetricsQueryRequest: QueryMessage {}
