public import Schema
public import SwiftProtobuf
public import Wire

/// A request message, with the method that it belongs to and the message that answers it.
public protocol KithRequest: Message {
  /// The message that answers it.
  associatedtype Reply: Message
  /// The method that it calls.
  static var method: Wire.Method { get }
}

extension HelloRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = HelloReply
  /// The method that it calls.
  public static var method: Wire.Method { .hello }
}

extension RecordRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = RecordReply
  /// The method that it calls.
  public static var method: Wire.Method { .record }
}

extension DiscoverRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DiscoverReply
  /// The method that it calls.
  public static var method: Wire.Method { .rpcDiscover }
}

extension LogReadRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogReadReply
  /// The method that it calls.
  public static var method: Wire.Method { .logRead }
}

extension LogSubscribeRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogSubscribeReply
  /// The method that it calls.
  public static var method: Wire.Method { .logSubscribe }
}

extension LogCreditRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogCreditReply
  /// The method that it calls.
  public static var method: Wire.Method { .logCredit }
}

extension LogUnsubscribeRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogUnsubscribeReply
  /// The method that it calls.
  public static var method: Wire.Method { .logUnsubscribe }
}

extension ContactGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactGetReply
  /// The method that it calls.
  public static var method: Wire.Method { .contactGet }
}

extension ContactFindRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactFindReply
  /// The method that it calls.
  public static var method: Wire.Method { .contactFind }
}

extension ContactHistoryRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactHistoryReply
  /// The method that it calls.
  public static var method: Wire.Method { .contactHistory }
}

extension DealGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DealGetReply
  /// The method that it calls.
  public static var method: Wire.Method { .dealGet }
}

extension DealListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DealListReply
  /// The method that it calls.
  public static var method: Wire.Method { .dealList }
}

extension PipelineListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = PipelineListReply
  /// The method that it calls.
  public static var method: Wire.Method { .pipelineList }
}

extension PipelineBoardRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = PipelineBoardReply
  /// The method that it calls.
  public static var method: Wire.Method { .pipelineBoard }
}

extension CampaignGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignGetReply
  /// The method that it calls.
  public static var method: Wire.Method { .campaignGet }
}

extension CampaignListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignListReply
  /// The method that it calls.
  public static var method: Wire.Method { .campaignList }
}

extension CampaignReportRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignReportReply
  /// The method that it calls.
  public static var method: Wire.Method { .campaignReport }
}

extension TaskGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = TaskGetReply
  /// The method that it calls.
  public static var method: Wire.Method { .taskGet }
}

extension TaskListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = TaskListReply
  /// The method that it calls.
  public static var method: Wire.Method { .taskList }
}

extension OrderListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = OrderListReply
  /// The method that it calls.
  public static var method: Wire.Method { .orderList }
}

extension MetricsQueryRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = MetricsQueryReply
  /// The method that it calls.
  public static var method: Wire.Method { .metricsQuery }
}

extension ProjectionListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionListReply
  /// The method that it calls.
  public static var method: Wire.Method { .projectionList }
}

extension ProjectionStatusRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionStatusReply
  /// The method that it calls.
  public static var method: Wire.Method { .projectionStatus }
}

extension ProjectionRebuildRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionRebuildReply
  /// The method that it calls.
  public static var method: Wire.Method { .projectionRebuild }
}

extension ProjectionVerifyRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionVerifyReply
  /// The method that it calls.
  public static var method: Wire.Method { .projectionVerify }
}

extension SystemStatusRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = SystemStatusReply
  /// The method that it calls.
  public static var method: Wire.Method { .systemStatus }
}
