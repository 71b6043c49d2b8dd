// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

public import RowSchema

extension HelloRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = HelloReply
  /// The method that it calls.
  public static var method: Method { .hello }
}

extension RecordRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = RecordReply
  /// The method that it calls.
  public static var method: Method { .record }
}

extension DiscoverRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = DiscoverReply
  /// The method that it calls.
  public static var method: Method { .rpcDiscover }
}

extension CommandGetRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = CommandGetReply
  /// The method that it calls.
  public static var method: Method { .commandGet }
}

extension LogReadRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = LogReadReply
  /// The method that it calls.
  public static var method: Method { .logRead }
}

extension LogSubscribeRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = LogSubscribeReply
  /// The method that it calls.
  public static var method: Method { .logSubscribe }
}

extension LogCreditRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = LogCreditReply
  /// The method that it calls.
  public static var method: Method { .logCredit }
}

extension LogUnsubscribeRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = LogUnsubscribeReply
  /// The method that it calls.
  public static var method: Method { .logUnsubscribe }
}

extension LogIdentifyRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = LogIdentifyReply
  /// The method that it calls.
  public static var method: Method { .logIdentify }
}

extension ContactGetRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = ContactGetReply
  /// The method that it calls.
  public static var method: Method { .contactGet }
}

extension ContactFindRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = ContactFindReply
  /// The method that it calls.
  public static var method: Method { .contactFind }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension ContactFindReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [ContactListItem] { contacts }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.contacts }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension ContactHistoryRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = ContactHistoryReply
  /// The method that it calls.
  public static var method: Method { .contactHistory }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension ContactHistoryReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [HistoryEntry] { entries }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.entries }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension DealGetRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = DealGetReply
  /// The method that it calls.
  public static var method: Method { .dealGet }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension DealGetReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [StageVisit] { stages }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.stages }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension DealListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = DealListReply
  /// The method that it calls.
  public static var method: Method { .dealList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension DealListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [DealCard] { deals }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.deals }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension PipelineListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = PipelineListReply
  /// The method that it calls.
  public static var method: Method { .pipelineList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension PipelineListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [PipelineCard] { pipelines }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.pipelines }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension PipelineBoardRequest: PageRequest {
  /// The message that answers it.
  public typealias Answer = PipelineBoardReply
  /// The method that it calls.
  public static var method: Method { .pipelineBoard }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension PipelineBoardReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [PipelineBoardReply.BoardStage] { stages }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.stages }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension CampaignGetRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = CampaignGetReply
  /// The method that it calls.
  public static var method: Method { .campaignGet }
}

extension CampaignListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = CampaignListReply
  /// The method that it calls.
  public static var method: Method { .campaignList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension CampaignListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [CampaignCard] { campaigns }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.campaigns }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension CampaignReportRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = CampaignReportReply
  /// The method that it calls.
  public static var method: Method { .campaignReport }
}

extension TaskGetRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = TaskGetReply
  /// The method that it calls.
  public static var method: Method { .taskGet }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension TaskGetReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [TaskOccurrence] { occurrences }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.occurrences }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension TaskListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = TaskListReply
  /// The method that it calls.
  public static var method: Method { .taskList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension TaskListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [TaskCard] { tasks }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.tasks }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension OrderListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = OrderListReply
  /// The method that it calls.
  public static var method: Method { .orderList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension OrderListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [OrderCard] { orders }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.orders }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension MetricsQueryRequest: PageRequest {
  /// The message that answers it.
  public typealias Answer = MetricsQueryReply
  /// The method that it calls.
  public static var method: Method { .metricsQuery }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension MetricsQueryReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [MetricsQueryReply.Point] { series }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.series }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension CompanyGetRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = CompanyGetReply
  /// The method that it calls.
  public static var method: Method { .companyGet }
}

extension ReminderListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = ReminderListReply
  /// The method that it calls.
  public static var method: Method { .reminderList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension ReminderListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [Reminder] { reminders }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.reminders }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension MetricsListRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = MetricsListReply
  /// The method that it calls.
  public static var method: Method { .metricsList }
}

extension SuppressionListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = SuppressionListReply
  /// The method that it calls.
  public static var method: Method { .suppressionList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension SuppressionListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [Suppression] { suppressions }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.suppressions }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension ContactRelationsRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = ContactRelationsReply
  /// The method that it calls.
  public static var method: Method { .contactRelations }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension ContactRelationsReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [Relation] { relations }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.relations }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension ContactTreeRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = ContactTreeReply
  /// The method that it calls.
  public static var method: Method { .contactTree }
}

extension UserGetRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = UserGetReply
  /// The method that it calls.
  public static var method: Method { .userGet }
}

extension UserListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = UserListReply
  /// The method that it calls.
  public static var method: Method { .userList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension UserListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [UserCard] { users }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.users }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension TeamListRequest: ListRequest {
  /// The message that answers it.
  public typealias Answer = TeamListReply
  /// The method that it calls.
  public static var method: Method { .teamList }
  /// The request without its page and its wait.
  public var conditions: Self {
    var conditions = self
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    return conditions
  }
}

extension TeamListReply: PageAnswer {
  /// What it lists.
  public var pageEntries: [TeamCard] { teams }
  /// The number of the field that lists it.
  public static var entriesField: UInt64 { Field.teams }
  /// The number of `cursor`.
  public static var cursorField: UInt64 { Field.cursor }
}

extension ContactDiscloseRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = ContactDiscloseReply
  /// The method that it calls.
  public static var method: Method { .contactDisclose }
}

extension ProjectionListRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = ProjectionListReply
  /// The method that it calls.
  public static var method: Method { .projectionList }
}

extension ProjectionStatusRequest: ReadModelRequest {
  /// The message that answers it.
  public typealias Answer = ProjectionStatusReply
  /// The method that it calls.
  public static var method: Method { .projectionStatus }
}

extension ProjectionRebuildRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = ProjectionRebuildReply
  /// The method that it calls.
  public static var method: Method { .projectionRebuild }
}

extension ProjectionVerifyRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = ProjectionVerifyReply
  /// The method that it calls.
  public static var method: Method { .projectionVerify }
}

extension SystemStatusRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = SystemStatusReply
  /// The method that it calls.
  public static var method: Method { .systemStatus }
}

extension WhatIfRequest: MethodRequest {
  /// The message that answers it.
  public typealias Answer = WhatIfReply
  /// The method that it calls.
  public static var method: Method { .whatif }
}

extension ContactGetReply: ReadModelAnswer {}

extension ContactFindReply: ReadModelAnswer {}

extension ContactHistoryReply: ReadModelAnswer {}

extension DealGetReply: ReadModelAnswer {}

extension DealListReply: ReadModelAnswer {}

extension PipelineListReply: ReadModelAnswer {}

extension PipelineBoardReply: ReadModelAnswer {}

extension CampaignGetReply: ReadModelAnswer {}

extension CampaignListReply: ReadModelAnswer {}

extension CampaignReportReply: ReadModelAnswer {}

extension TaskGetReply: ReadModelAnswer {}

extension TaskListReply: ReadModelAnswer {}

extension OrderListReply: ReadModelAnswer {}

extension MetricsQueryReply: ReadModelAnswer {}

extension CompanyGetReply: ReadModelAnswer {}

extension ReminderListReply: ReadModelAnswer {}

extension SuppressionListReply: ReadModelAnswer {}

extension ContactRelationsReply: ReadModelAnswer {}

extension ContactTreeReply: ReadModelAnswer {}

extension UserGetReply: ReadModelAnswer {}

extension UserListReply: ReadModelAnswer {}

extension TeamListReply: ReadModelAnswer {}
