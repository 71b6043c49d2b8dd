// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension ErrorReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `number`.
    @inlinable public static var number: UInt64 { 1 }
    /// The number of `code`.
    @inlinable public static var code: UInt64 { 2 }
    /// The number of `message`.
    @inlinable public static var message: UInt64 { 3 }
    /// The number of `field`.
    @inlinable public static var field: UInt64 { 4 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 5 }
    /// The number of `retryable`.
    @inlinable public static var retryable: UInt64 { 6 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 7 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 8 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 9 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 10 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 11 }
    /// The number of `permission`.
    @inlinable public static var permission: UInt64 { 12 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 13 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 14 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 15 }
  }
}

extension Behind {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension CampaignGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaigns`.
    @inlinable public static var campaigns: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignReportRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignReportReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 2 }
    /// The number of `sent`.
    @inlinable public static var sent: UInt64 { 3 }
    /// The number of `delivered`.
    @inlinable public static var delivered: UInt64 { 4 }
    /// The number of `bounced`.
    @inlinable public static var bounced: UInt64 { 5 }
    /// The number of `opened`.
    @inlinable public static var opened: UInt64 { 6 }
    /// The number of `clicked`.
    @inlinable public static var clicked: UInt64 { 7 }
    /// The number of `replied`.
    @inlinable public static var replied: UInt64 { 8 }
    /// The number of `converted`.
    @inlinable public static var converted: UInt64 { 9 }
    /// The number of `unsubscribed`.
    @inlinable public static var unsubscribed: UInt64 { 10 }
    /// The number of `complained`.
    @inlinable public static var complained: UInt64 { 11 }
    /// The number of `rates`.
    @inlinable public static var rates: UInt64 { 12 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 13 }
    /// The number of `unknown`.
    @inlinable public static var unknown: UInt64 { 14 }
    /// The number of `deliveredBasis`.
    @inlinable public static var deliveredBasis: UInt64 { 15 }
    /// The number of `spent`.
    @inlinable public static var spent: UInt64 { 16 }
    /// The number of `costPerReply`.
    @inlinable public static var costPerReply: UInt64 { 17 }
    /// The number of `costPerConversion`.
    @inlinable public static var costPerConversion: UInt64 { 18 }
    /// The number of `hardBounced`.
    @inlinable public static var hardBounced: UInt64 { 19 }
    /// The number of `softBounced`.
    @inlinable public static var softBounced: UInt64 { 20 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignReportReply.Rates {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `delivery`.
    @inlinable public static var delivery: UInt64 { 1 }
    /// The number of `bounce`.
    @inlinable public static var bounce: UInt64 { 2 }
    /// The number of `open`.
    @inlinable public static var open: UInt64 { 3 }
    /// The number of `click`.
    @inlinable public static var click: UInt64 { 4 }
    /// The number of `clickToOpen`.
    @inlinable public static var clickToOpen: UInt64 { 5 }
    /// The number of `reply`.
    @inlinable public static var reply: UInt64 { 6 }
    /// The number of `conversion`.
    @inlinable public static var conversion: UInt64 { 7 }
    /// The number of `unsubscribe`.
    @inlinable public static var unsubscribe: UInt64 { 8 }
    /// The number of `complaint`.
    @inlinable public static var complaint: UInt64 { 9 }
    /// The number of `hardBounce`.
    @inlinable public static var hardBounce: UInt64 { 10 }
    /// The number of `softBounce`.
    @inlinable public static var softBounce: UInt64 { 11 }
  }
}

extension SuppressionListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `address`.
    @inlinable public static var address: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension SuppressionListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `suppressions`.
    @inlinable public static var suppressions: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CompanyGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CompanyGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `company`.
    @inlinable public static var company: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension HelloRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `client`.
    @inlinable public static var client: UInt64 { 1 }
    /// The number of `protocol`.
    @inlinable public static var `protocol`: UInt64 { 2 }
  }
}

extension HelloReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `protocol`.
    @inlinable public static var `protocol`: UInt64 { 1 }
    /// The number of `daemon`.
    @inlinable public static var daemon: UInt64 { 2 }
    /// The number of `log`.
    @inlinable public static var log: UInt64 { 3 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 4 }
    /// The number of `durability`.
    @inlinable public static var durability: UInt64 { 5 }
    /// The number of `limits`.
    @inlinable public static var limits: UInt64 { 6 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 7 }
    /// The number of `permissions`.
    @inlinable public static var permissions: UInt64 { 8 }
  }
}

extension HelloReply.LogState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `origin`.
    @inlinable public static var origin: UInt64 { 1 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 2 }
    /// The number of `root`.
    @inlinable public static var root: UInt64 { 3 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 4 }
  }
}

extension Limits {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `inFlight`.
    @inlinable public static var inFlight: UInt64 { 1 }
    /// The number of `replyBytes`.
    @inlinable public static var replyBytes: UInt64 { 2 }
    /// The number of `requestBytes`.
    @inlinable public static var requestBytes: UInt64 { 3 }
    /// The number of `batch`.
    @inlinable public static var batch: UInt64 { 4 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 5 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 6 }
    /// The number of `connections`.
    @inlinable public static var connections: UInt64 { 7 }
    /// The number of `subscriptions`.
    @inlinable public static var subscriptions: UInt64 { 8 }
    /// The number of `waitingQueries`.
    @inlinable public static var waitingQueries: UInt64 { 9 }
    /// The number of `unfinishedBytes`.
    @inlinable public static var unfinishedBytes: UInt64 { 10 }
    /// The number of `unfinishedSeconds`.
    @inlinable public static var unfinishedSeconds: UInt64 { 11 }
    /// The number of `page`.
    @inlinable public static var page: UInt64 { 12 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 13 }
    /// The number of `sharePercent`.
    @inlinable public static var sharePercent: UInt64 { 14 }
    /// The number of `querySeconds`.
    @inlinable public static var querySeconds: UInt64 { 15 }
    /// The number of `strangerSeconds`.
    @inlinable public static var strangerSeconds: UInt64 { 16 }
    /// The number of `clientBytes`.
    @inlinable public static var clientBytes: UInt64 { 20 }
    /// The number of `unreadSeconds`.
    @inlinable public static var unreadSeconds: UInt64 { 21 }
  }
}

extension DiscoverReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `document`.
    @inlinable public static var document: UInt64 { 1 }
  }
}

extension ContactGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `own`.
    @inlinable public static var own: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactFindRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 1 }
    /// The number of `email`.
    @inlinable public static var email: UInt64 { 2 }
    /// The number of `phone`.
    @inlinable public static var phone: UInt64 { 3 }
    /// The number of `tag`.
    @inlinable public static var tag: UInt64 { 4 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 5 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 11 }
    /// The number of `roleAt`.
    @inlinable public static var roleAt: UInt64 { 12 }
    /// The number of `archived`.
    @inlinable public static var archived: UInt64 { 13 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 14 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 9 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactFindReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `contacts`.
    @inlinable public static var contacts: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactHistoryRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 2 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 3 }
    /// The number of `backward`.
    @inlinable public static var backward: UInt64 { 4 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 5 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 6 }
    /// The number of `own`.
    @inlinable public static var own: UInt64 { 7 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactHistoryReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `entries`.
    @inlinable public static var entries: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactRelationsRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `at`.
    @inlinable public static var at: UInt64 { 3 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactRelationsReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `relations`.
    @inlinable public static var relations: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactTreeRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `at`.
    @inlinable public static var at: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactTreeReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `above`.
    @inlinable public static var above: UInt64 { 2 }
    /// The number of `nodes`.
    @inlinable public static var nodes: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension DealGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension DealGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 3 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 4 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension DealListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 3 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 4 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 5 }
    /// The number of `rotting`.
    @inlinable public static var rotting: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `own`.
    @inlinable public static var own: UInt64 { 9 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension DealListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `deals`.
    @inlinable public static var deals: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension PipelineListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `pipelines`.
    @inlinable public static var pipelines: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineBoardRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension PipelineBoardReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineBoardReply.BoardStage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `probability`.
    @inlinable public static var probability: UInt64 { 2 }
    /// The number of `count`.
    @inlinable public static var count: UInt64 { 3 }
    /// The number of `totals`.
    @inlinable public static var totals: UInt64 { 4 }
    /// The number of `weighted`.
    @inlinable public static var weighted: UInt64 { 5 }
    /// The number of `deals`.
    @inlinable public static var deals: UInt64 { 6 }
  }
}

extension LogReadRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 1 }
    /// The number of `before`.
    @inlinable public static var before: UInt64 { 2 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 3 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 4 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 5 }
    /// The number of `backward`.
    @inlinable public static var backward: UInt64 { 6 }
    /// The number of `knownLoss`.
    @inlinable public static var knownLoss: UInt64 { 7 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 8 }
  }
}

extension LogReadReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 2 }
    /// The number of `next`.
    @inlinable public static var next: UInt64 { 3 }
    /// The number of `more`.
    @inlinable public static var more: UInt64 { 4 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 5 }
    /// The number of `lastLoss`.
    @inlinable public static var lastLoss: UInt64 { 6 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 7 }
  }
}

extension LogSubscribeRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 1 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 2 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 3 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 4 }
    /// The number of `knownLoss`.
    @inlinable public static var knownLoss: UInt64 { 5 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 6 }
  }
}

extension LogSubscribeReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
    /// The number of `lastLoss`.
    @inlinable public static var lastLoss: UInt64 { 3 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 4 }
  }
}

extension LogCreditRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 2 }
  }
}

extension LogCreditReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 3 }
  }
}

extension LogUnsubscribeRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
  }
}

extension LogUnsubscribeReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
  }
}

extension LogEvent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 2 }
  }
}

extension LogEnded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 2 }
    /// The number of `code`.
    @inlinable public static var code: UInt64 { 3 }
  }
}

extension LogIdentifyRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `names`.
    @inlinable public static var names: UInt64 { 1 }
  }
}

extension IdentifiedTexts {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `texts`.
    @inlinable public static var texts: UInt64 { 1 }
    /// The number of `formerId`.
    @inlinable public static var formerID: UInt64 { 2 }
  }
}

extension LogIdentifyReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `identities`.
    @inlinable public static var identities: UInt64 { 2 }
  }
}

extension LogIdentifyReply.Identity {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `identity`.
    @inlinable public static var identity: UInt64 { 1 }
    /// The number of `isFormer`.
    @inlinable public static var isFormer: UInt64 { 2 }
  }
}

extension MetricsQueryRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `metric`.
    @inlinable public static var metric: UInt64 { 1 }
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 2 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 3 }
    /// The number of `by`.
    @inlinable public static var by: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `fill`.
    @inlinable public static var fill: UInt64 { 6 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension MetricsQueryReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `metric`.
    @inlinable public static var metric: UInt64 { 2 }
    /// The number of `definition`.
    @inlinable public static var definition: UInt64 { 3 }
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 4 }
    /// The number of `basis`.
    @inlinable public static var basis: UInt64 { 5 }
    /// The number of `series`.
    @inlinable public static var series: UInt64 { 6 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 7 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension MetricsQueryReply.Point {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `at`.
    @inlinable public static var at: UInt64 { 1 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 2 }
    /// The number of `amounts`.
    @inlinable public static var amounts: UInt64 { 3 }
    /// The number of `key`.
    @inlinable public static var key: UInt64 { 4 }
  }
}

extension MetricsQueryReply.Key {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 3 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 4 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 5 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 6 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 7 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 8 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 9 }
    /// The number of `type`.
    @inlinable public static var type: UInt64 { 10 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 11 }
  }
}

extension MetricsListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `metrics`.
    @inlinable public static var metrics: UInt64 { 1 }
  }
}

extension MetricsListReply.Metric {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `metric`.
    @inlinable public static var metric: UInt64 { 1 }
    /// The number of `definition`.
    @inlinable public static var definition: UInt64 { 2 }
    /// The number of `unit`.
    @inlinable public static var unit: UInt64 { 3 }
    /// The number of `basis`.
    @inlinable public static var basis: UInt64 { 4 }
    /// The number of `periods`.
    @inlinable public static var periods: UInt64 { 5 }
    /// The number of `dimensions`.
    @inlinable public static var dimensions: UInt64 { 6 }
  }
}

extension ProjectionInfo {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 3 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 4 }
    /// The number of `lag`.
    @inlinable public static var lag: UInt64 { 5 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 6 }
    /// The number of `rows`.
    @inlinable public static var rows: UInt64 { 7 }
    /// The number of `bytes`.
    @inlinable public static var bytes: UInt64 { 8 }
    /// The number of `digest`.
    @inlinable public static var digest: UInt64 { 9 }
    /// The number of `building`.
    @inlinable public static var building: UInt64 { 10 }
    /// The number of `fault`.
    @inlinable public static var fault: UInt64 { 11 }
    /// The number of `failedBuild`.
    @inlinable public static var failedBuild: UInt64 { 12 }
  }
}

extension ProjectionInfo.Building {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 1 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 2 }
    /// The number of `target`.
    @inlinable public static var target: UInt64 { 3 }
    /// The number of `eventsPerSecond`.
    @inlinable public static var eventsPerSecond: UInt64 { 4 }
    /// The number of `secondsLeft`.
    @inlinable public static var secondsLeft: UInt64 { 5 }
    /// The number of `rowsWritten`.
    @inlinable public static var rowsWritten: UInt64 { 6 }
    /// The number of `rowsGathered`.
    @inlinable public static var rowsGathered: UInt64 { 7 }
  }
}

extension ProjectionInfo.FailedBuild {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 1 }
    /// The number of `job`.
    @inlinable public static var job: UInt64 { 2 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 3 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 4 }
  }
}

extension ProjectionInfo.Fault {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `type`.
    @inlinable public static var type: UInt64 { 2 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 3 }
  }
}

extension ProjectionListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ProjectionListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projections`.
    @inlinable public static var projections: UInt64 { 2 }
  }
}

extension ProjectionStatusRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ProjectionStatusReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
  }
}

extension ProjectionRebuildRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `mode`.
    @inlinable public static var mode: UInt64 { 2 }
  }
}

extension ProjectionRebuildReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 3 }
    /// The number of `job`.
    @inlinable public static var job: UInt64 { 4 }
  }
}

extension ProjectionVerifyRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
  }
}

extension ProjectionVerifyReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
    /// The number of `equal`.
    @inlinable public static var equal: UInt64 { 3 }
    /// The number of `rows`.
    @inlinable public static var rows: UInt64 { 4 }
    /// The number of `digest`.
    @inlinable public static var digest: UInt64 { 5 }
    /// The number of `rebuiltDigest`.
    @inlinable public static var rebuiltDigest: UInt64 { 6 }
    /// The number of `differentRows`.
    @inlinable public static var differentRows: UInt64 { 7 }
    /// The number of `differences`.
    @inlinable public static var differences: UInt64 { 8 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 9 }
    /// The number of `recordsOfFormat1`.
    @inlinable public static var recordsOfFormat1: UInt64 { 10 }
  }
}

extension ProjectionVerifyReply.Difference {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `table`.
    @inlinable public static var table: UInt64 { 1 }
    /// The number of `key`.
    @inlinable public static var key: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension SystemStatusReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `startedAt`.
    @inlinable public static var startedAt: UInt64 { 3 }
    /// The number of `uptimeSeconds`.
    @inlinable public static var uptimeSeconds: UInt64 { 4 }
    /// The number of `log`.
    @inlinable public static var log: UInt64 { 5 }
    /// The number of `folders`.
    @inlinable public static var folders: UInt64 { 6 }
    /// The number of `lags`.
    @inlinable public static var lags: UInt64 { 7 }
    /// The number of `connections`.
    @inlinable public static var connections: UInt64 { 8 }
    /// The number of `subscriptions`.
    @inlinable public static var subscriptions: UInt64 { 9 }
    /// The number of `waitingQueries`.
    @inlinable public static var waitingQueries: UInt64 { 10 }
    /// The number of `lastCommit`.
    @inlinable public static var lastCommit: UInt64 { 11 }
    /// The number of `freeDiskBytes`.
    @inlinable public static var freeDiskBytes: UInt64 { 12 }
    /// The number of `memoryBytes`.
    @inlinable public static var memoryBytes: UInt64 { 13 }
    /// The number of `notices`.
    @inlinable public static var notices: UInt64 { 14 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 15 }
  }
}

extension SystemStatusReply.LogStatus {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `origin`.
    @inlinable public static var origin: UInt64 { 1 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 2 }
    /// The number of `root`.
    @inlinable public static var root: UInt64 { 3 }
    /// The number of `epoch`.
    @inlinable public static var epoch: UInt64 { 4 }
  }
}

extension SystemStatusReply.Folder {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 1 }
    /// The number of `bytes`.
    @inlinable public static var bytes: UInt64 { 2 }
  }
}

extension SystemStatusReply.Lag {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 2 }
  }
}

extension SystemStatusReply.Damage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `part`.
    @inlinable public static var part: UInt64 { 2 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 3 }
  }
}

extension SystemStatusReply.LastCommit {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `commands`.
    @inlinable public static var commands: UInt64 { 2 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 3 }
    /// The number of `microseconds`.
    @inlinable public static var microseconds: UInt64 { 4 }
  }
}

extension OrderListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `own`.
    @inlinable public static var own: UInt64 { 4 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension OrderListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `orders`.
    @inlinable public static var orders: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactDiscloseRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 2 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 3 }
  }
}

extension ContactDiscloseReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `facts`.
    @inlinable public static var facts: UInt64 { 2 }
    /// The number of `next`.
    @inlinable public static var next: UInt64 { 3 }
    /// The number of `more`.
    @inlinable public static var more: UInt64 { 4 }
  }
}

extension DisclosedFact {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 1 }
    /// The number of `because`.
    @inlinable public static var because: UInt64 { 2 }
  }
}

extension RecordRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 1 }
    /// The number of `commandId`.
    @inlinable public static var commandID: UInt64 { 2 }
    /// The number of `expect`.
    @inlinable public static var expect: UInt64 { 3 }
    /// The number of `unless`.
    @inlinable public static var unless: UInt64 { 4 }
    /// The number of `correlationId`.
    @inlinable public static var correlationID: UInt64 { 5 }
    /// The number of `causationId`.
    @inlinable public static var causationID: UInt64 { 6 }
    /// The number of `rehearsal`.
    @inlinable public static var rehearsal: UInt64 { 7 }
  }
}

extension ProposedEvent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 1 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 2 }
    /// The number of `occurredOn`.
    @inlinable public static var occurredOn: UInt64 { 3 }
  }
}

extension Expectation {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
  }
}

extension Condition {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 1 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 2 }
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 3 }
    /// The number of `any`.
    @inlinable public static var any: UInt64 { 4 }
  }
}

extension FactSet {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 1 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 2 }
  }
}

extension RecordReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 2 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 3 }
    /// The number of `replayed`.
    @inlinable public static var replayed: UInt64 { 4 }
  }
}

extension RecordReply.Recorded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 2 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 3 }
    /// The number of `expanded`.
    @inlinable public static var expanded: UInt64 { 4 }
  }
}

extension CommandGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 2 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 3 }
    /// The number of `positions`.
    @inlinable public static var positions: UInt64 { 4 }
  }
}

extension CommandGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `facts`.
    @inlinable public static var facts: UInt64 { 2 }
    /// The number of `more`.
    @inlinable public static var more: UInt64 { 3 }
  }
}

extension CommandFact {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 1 }
    /// The number of `summary`.
    @inlinable public static var summary: UInt64 { 2 }
    /// The number of `concerned`.
    @inlinable public static var concerned: UInt64 { 3 }
    /// The number of `concernedSummary`.
    @inlinable public static var concernedSummary: UInt64 { 4 }
    /// The number of `changes`.
    @inlinable public static var changes: UInt64 { 5 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension TaskGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension TaskGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 2 }
    /// The number of `occurrences`.
    @inlinable public static var occurrences: UInt64 { 3 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 4 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension TaskListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 3 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 4 }
    /// The number of `dueFrom`.
    @inlinable public static var dueFrom: UInt64 { 5 }
    /// The number of `dueTo`.
    @inlinable public static var dueTo: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `dueFromOn`.
    @inlinable public static var dueFromOn: UInt64 { 9 }
    /// The number of `dueToOn`.
    @inlinable public static var dueToOn: UInt64 { 10 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension TaskListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `tasks`.
    @inlinable public static var tasks: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ReminderListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 1 }
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 2 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 3 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `fromOn`.
    @inlinable public static var fromOn: UInt64 { 6 }
    /// The number of `toOn`.
    @inlinable public static var toOn: UInt64 { 7 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ReminderListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `reminders`.
    @inlinable public static var reminders: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension UserGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension UserGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `user`.
    @inlinable public static var user: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension UserListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `team`.
    @inlinable public static var team: UInt64 { 1 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 2 }
    /// The number of `manager`.
    @inlinable public static var manager: UInt64 { 3 }
    /// The number of `login`.
    @inlinable public static var login: UInt64 { 4 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension UserListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `users`.
    @inlinable public static var users: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension TeamListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `lead`.
    @inlinable public static var lead: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension TeamListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `teams`.
    @inlinable public static var teams: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension WhatIfRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `without`.
    @inlinable public static var without: UInt64 { 1 }
    /// The number of `with`.
    @inlinable public static var with: UInt64 { 2 }
    /// The number of `rehearsal`.
    @inlinable public static var rehearsal: UInt64 { 3 }
    /// The number of `query`.
    @inlinable public static var query: UInt64 { 4 }
  }
}

extension WhatIfQuery {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `companyGet`.
    @inlinable public static var companyGet: UInt64 { 44 }
    /// The number of `reminderList`.
    @inlinable public static var reminderList: UInt64 { 45 }
    /// The number of `suppressionList`.
    @inlinable public static var suppressionList: UInt64 { 47 }
    /// The number of `contactRelations`.
    @inlinable public static var contactRelations: UInt64 { 48 }
    /// The number of `contactTree`.
    @inlinable public static var contactTree: UInt64 { 49 }
    /// The number of `userGet`.
    @inlinable public static var userGet: UInt64 { 50 }
    /// The number of `userList`.
    @inlinable public static var userList: UInt64 { 51 }
    /// The number of `teamList`.
    @inlinable public static var teamList: UInt64 { 52 }
  }
}

extension WhatIfReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `leftOut`.
    @inlinable public static var leftOut: UInt64 { 2 }
    /// The number of `added`.
    @inlinable public static var added: UInt64 { 3 }
    /// The number of `asItIs`.
    @inlinable public static var asItIs: UInt64 { 4 }
    /// The number of `asItWouldBe`.
    @inlinable public static var asItWouldBe: UInt64 { 5 }
    /// The number of `differences`.
    @inlinable public static var differences: UInt64 { 6 }
    /// The number of `more`.
    @inlinable public static var more: UInt64 { 7 }
  }
}

extension WhatIfReply.Difference {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `path`.
    @inlinable public static var path: UInt64 { 1 }
    /// The number of `asItIs`.
    @inlinable public static var asItIs: UInt64 { 2 }
    /// The number of `asItWouldBe`.
    @inlinable public static var asItWouldBe: UInt64 { 3 }
  }
}

extension WhatIfAnswer {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `companyGet`.
    @inlinable public static var companyGet: UInt64 { 44 }
    /// The number of `reminderList`.
    @inlinable public static var reminderList: UInt64 { 45 }
    /// The number of `suppressionList`.
    @inlinable public static var suppressionList: UInt64 { 47 }
    /// The number of `contactRelations`.
    @inlinable public static var contactRelations: UInt64 { 48 }
    /// The number of `contactTree`.
    @inlinable public static var contactTree: UInt64 { 49 }
    /// The number of `userGet`.
    @inlinable public static var userGet: UInt64 { 50 }
    /// The number of `userList`.
    @inlinable public static var userList: UInt64 { 51 }
    /// The number of `teamList`.
    @inlinable public static var teamList: UInt64 { 52 }
  }
}

extension Request {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `hello`.
    @inlinable public static var hello: UInt64 { 16 }
    /// The number of `record`.
    @inlinable public static var record: UInt64 { 17 }
    /// The number of `rpcDiscover`.
    @inlinable public static var rpcDiscover: UInt64 { 18 }
    /// The number of `commandGet`.
    @inlinable public static var commandGet: UInt64 { 19 }
    /// The number of `logRead`.
    @inlinable public static var logRead: UInt64 { 20 }
    /// The number of `logSubscribe`.
    @inlinable public static var logSubscribe: UInt64 { 21 }
    /// The number of `logCredit`.
    @inlinable public static var logCredit: UInt64 { 22 }
    /// The number of `logUnsubscribe`.
    @inlinable public static var logUnsubscribe: UInt64 { 23 }
    /// The number of `logIdentify`.
    @inlinable public static var logIdentify: UInt64 { 24 }
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `companyGet`.
    @inlinable public static var companyGet: UInt64 { 44 }
    /// The number of `reminderList`.
    @inlinable public static var reminderList: UInt64 { 45 }
    /// The number of `metricsList`.
    @inlinable public static var metricsList: UInt64 { 46 }
    /// The number of `suppressionList`.
    @inlinable public static var suppressionList: UInt64 { 47 }
    /// The number of `contactRelations`.
    @inlinable public static var contactRelations: UInt64 { 48 }
    /// The number of `contactTree`.
    @inlinable public static var contactTree: UInt64 { 49 }
    /// The number of `userGet`.
    @inlinable public static var userGet: UInt64 { 50 }
    /// The number of `userList`.
    @inlinable public static var userList: UInt64 { 51 }
    /// The number of `teamList`.
    @inlinable public static var teamList: UInt64 { 52 }
    /// The number of `contactDisclose`.
    @inlinable public static var contactDisclose: UInt64 { 53 }
    /// The number of `projectionList`.
    @inlinable public static var projectionList: UInt64 { 60 }
    /// The number of `projectionStatus`.
    @inlinable public static var projectionStatus: UInt64 { 61 }
    /// The number of `projectionRebuild`.
    @inlinable public static var projectionRebuild: UInt64 { 62 }
    /// The number of `projectionVerify`.
    @inlinable public static var projectionVerify: UInt64 { 63 }
    /// The number of `systemStatus`.
    @inlinable public static var systemStatus: UInt64 { 64 }
    /// The number of `whatif`.
    @inlinable public static var whatif: UInt64 { 70 }
  }
}

extension Reply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `error`.
    @inlinable public static var error: UInt64 { 2 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 3 }
    /// The number of `ended`.
    @inlinable public static var ended: UInt64 { 4 }
    /// The number of `hello`.
    @inlinable public static var hello: UInt64 { 16 }
    /// The number of `record`.
    @inlinable public static var record: UInt64 { 17 }
    /// The number of `rpcDiscover`.
    @inlinable public static var rpcDiscover: UInt64 { 18 }
    /// The number of `commandGet`.
    @inlinable public static var commandGet: UInt64 { 19 }
    /// The number of `logRead`.
    @inlinable public static var logRead: UInt64 { 20 }
    /// The number of `logSubscribe`.
    @inlinable public static var logSubscribe: UInt64 { 21 }
    /// The number of `logCredit`.
    @inlinable public static var logCredit: UInt64 { 22 }
    /// The number of `logUnsubscribe`.
    @inlinable public static var logUnsubscribe: UInt64 { 23 }
    /// The number of `logIdentify`.
    @inlinable public static var logIdentify: UInt64 { 24 }
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `companyGet`.
    @inlinable public static var companyGet: UInt64 { 44 }
    /// The number of `reminderList`.
    @inlinable public static var reminderList: UInt64 { 45 }
    /// The number of `metricsList`.
    @inlinable public static var metricsList: UInt64 { 46 }
    /// The number of `suppressionList`.
    @inlinable public static var suppressionList: UInt64 { 47 }
    /// The number of `contactRelations`.
    @inlinable public static var contactRelations: UInt64 { 48 }
    /// The number of `contactTree`.
    @inlinable public static var contactTree: UInt64 { 49 }
    /// The number of `userGet`.
    @inlinable public static var userGet: UInt64 { 50 }
    /// The number of `userList`.
    @inlinable public static var userList: UInt64 { 51 }
    /// The number of `teamList`.
    @inlinable public static var teamList: UInt64 { 52 }
    /// The number of `contactDisclose`.
    @inlinable public static var contactDisclose: UInt64 { 53 }
    /// The number of `projectionList`.
    @inlinable public static var projectionList: UInt64 { 60 }
    /// The number of `projectionStatus`.
    @inlinable public static var projectionStatus: UInt64 { 61 }
    /// The number of `projectionRebuild`.
    @inlinable public static var projectionRebuild: UInt64 { 62 }
    /// The number of `projectionVerify`.
    @inlinable public static var projectionVerify: UInt64 { 63 }
    /// The number of `systemStatus`.
    @inlinable public static var systemStatus: UInt64 { 64 }
    /// The number of `whatif`.
    @inlinable public static var whatif: UInt64 { 70 }
  }
}
