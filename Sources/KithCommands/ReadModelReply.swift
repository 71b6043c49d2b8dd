import Schema

/// A reply that a read model gave, which may be behind the log.
protocol ReadModelReply {
  var position: UInt64 { get }
  var hasBehind: Bool { get }
  var behind: Behind { get }
}

extension ContactGetReply: ReadModelReply {}
extension ContactFindReply: ReadModelReply {}
extension ContactHistoryReply: ReadModelReply {}
extension DealGetReply: ReadModelReply {}
extension DealListReply: ReadModelReply {}
extension PipelineListReply: ReadModelReply {}
extension PipelineBoardReply: ReadModelReply {}
extension CampaignGetReply: ReadModelReply {}
extension CampaignListReply: ReadModelReply {}
extension CampaignReportReply: ReadModelReply {}
extension TaskGetReply: ReadModelReply {}
extension TaskListReply: ReadModelReply {}
extension OrderListReply: ReadModelReply {}
extension MetricsQueryReply: ReadModelReply {}
