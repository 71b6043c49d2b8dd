// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

public import Schema

extension HelloRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = HelloReply
  /// The method that it calls.
  public static var method: Schema.Method { .hello }
}

extension RecordRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = RecordReply
  /// The method that it calls.
  public static var method: Schema.Method { .record }
}

extension DiscoverRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DiscoverReply
  /// The method that it calls.
  public static var method: Schema.Method { .rpcDiscover }
}

extension LogReadRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogReadReply
  /// The method that it calls.
  public static var method: Schema.Method { .logRead }
}

extension LogSubscribeRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogSubscribeReply
  /// The method that it calls.
  public static var method: Schema.Method { .logSubscribe }
}

extension LogCreditRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogCreditReply
  /// The method that it calls.
  public static var method: Schema.Method { .logCredit }
}

extension LogUnsubscribeRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = LogUnsubscribeReply
  /// The method that it calls.
  public static var method: Schema.Method { .logUnsubscribe }
}

extension ContactGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactGetReply
  /// The method that it calls.
  public static var method: Schema.Method { .contactGet }
}

extension ContactFindRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactFindReply
  /// The method that it calls.
  public static var method: Schema.Method { .contactFind }
}

extension ContactHistoryRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ContactHistoryReply
  /// The method that it calls.
  public static var method: Schema.Method { .contactHistory }
}

extension DealGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DealGetReply
  /// The method that it calls.
  public static var method: Schema.Method { .dealGet }
}

extension DealListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = DealListReply
  /// The method that it calls.
  public static var method: Schema.Method { .dealList }
}

extension PipelineListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = PipelineListReply
  /// The method that it calls.
  public static var method: Schema.Method { .pipelineList }
}

extension PipelineBoardRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = PipelineBoardReply
  /// The method that it calls.
  public static var method: Schema.Method { .pipelineBoard }
}

extension CampaignGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignGetReply
  /// The method that it calls.
  public static var method: Schema.Method { .campaignGet }
}

extension CampaignListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignListReply
  /// The method that it calls.
  public static var method: Schema.Method { .campaignList }
}

extension CampaignReportRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = CampaignReportReply
  /// The method that it calls.
  public static var method: Schema.Method { .campaignReport }
}

extension TaskGetRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = TaskGetReply
  /// The method that it calls.
  public static var method: Schema.Method { .taskGet }
}

extension TaskListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = TaskListReply
  /// The method that it calls.
  public static var method: Schema.Method { .taskList }
}

extension OrderListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = OrderListReply
  /// The method that it calls.
  public static var method: Schema.Method { .orderList }
}

extension MetricsQueryRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = MetricsQueryReply
  /// The method that it calls.
  public static var method: Schema.Method { .metricsQuery }
}

extension ProjectionListRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionListReply
  /// The method that it calls.
  public static var method: Schema.Method { .projectionList }
}

extension ProjectionStatusRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionStatusReply
  /// The method that it calls.
  public static var method: Schema.Method { .projectionStatus }
}

extension ProjectionRebuildRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionRebuildReply
  /// The method that it calls.
  public static var method: Schema.Method { .projectionRebuild }
}

extension ProjectionVerifyRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = ProjectionVerifyReply
  /// The method that it calls.
  public static var method: Schema.Method { .projectionVerify }
}

extension SystemStatusRequest: KithRequest {
  /// The message that answers it.
  public typealias Reply = SystemStatusReply
  /// The method that it calls.
  public static var method: Schema.Method { .systemStatus }
}
