import Domain
import Schema
import SwiftProtobuf

/// The decoded request of a query, and what all of them have.
struct QueryRequest {
  let atLeast: UInt64?
  let timeout: UInt32?
  private let content: any Message

  init(method: Int, encoded: [UInt8]) throws(Refusal) {
    func decoded<Request: QueryMessage>(_ type: Request.Type) throws(Refusal) -> (any Message, UInt64?, UInt32?) {
      do {
        let request = try Request(serializedBytes: encoded)
        return (
          request, request.hasAtLeast ? request.atLeast : nil, request.hasTimeoutMs ? request.timeoutMs : nil
        )
      } catch {
        throw Refusal(.invalid, "the request is not a protobuf message of its method")
      }
    }
    switch method {
    case 30: (content, atLeast, timeout) = try decoded(ContactGetRequest.self)
    case 31: (content, atLeast, timeout) = try decoded(ContactFindRequest.self)
    case 32: (content, atLeast, timeout) = try decoded(ContactHistoryRequest.self)
    case 33: (content, atLeast, timeout) = try decoded(DealGetRequest.self)
    case 34: (content, atLeast, timeout) = try decoded(DealListRequest.self)
    case 35: (content, atLeast, timeout) = try decoded(PipelineListRequest.self)
    case 36: (content, atLeast, timeout) = try decoded(PipelineBoardRequest.self)
    case 37: (content, atLeast, timeout) = try decoded(CampaignGetRequest.self)
    case 38: (content, atLeast, timeout) = try decoded(CampaignListRequest.self)
    case 39: (content, atLeast, timeout) = try decoded(CampaignReportRequest.self)
    case 40: (content, atLeast, timeout) = try decoded(TaskGetRequest.self)
    case 41: (content, atLeast, timeout) = try decoded(TaskListRequest.self)
    case 42: (content, atLeast, timeout) = try decoded(OrderListRequest.self)
    case 43: (content, atLeast, timeout) = try decoded(MetricsQueryRequest.self)
    default: throw Refusal(.unsupported, "method \(method) is not a query on read models")
    }
  }

  /// The query that it asks for.
  func body(_ settings: ReadModelSettings) throws(Refusal) -> any QueryBody {
    switch content {
    case let request as ContactGetRequest: try ContactGetQuery(request)
    case let request as ContactFindRequest: try ContactFindQuery(request, settings)
    case let request as ContactHistoryRequest: try ContactHistoryQuery(request)
    case let request as DealGetRequest: try DealGetQuery(request)
    case let request as DealListRequest: try DealListQuery(request)
    case is PipelineListRequest: PipelineListQuery()
    case let request as PipelineBoardRequest: try PipelineBoardQuery(request)
    case let request as CampaignGetRequest: try CampaignGetQuery(request)
    case let request as CampaignListRequest: try CampaignListQuery(request)
    case let request as CampaignReportRequest: try CampaignReportQuery(request)
    case let request as TaskGetRequest: try TaskGetQuery(request)
    case let request as TaskListRequest: try TaskListQuery(request)
    case let request as OrderListRequest: try OrderListQuery(request)
    case let request as MetricsQueryRequest: try MetricsQuery(request)
    default: throw Refusal(.unsupported, "this method is not a query on read models")
    }
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
