// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

public import FactSchema

extension SchemaTables {
  static let contactHistoryRequest_OrderEnum = EnumTable(name: "ContactHistoryRequest.Order", doc: "By position (the default), or by when it happened.", values: [(0, "ORDER_UNSPECIFIED"), (1, "RECORDED"), (2, "OCCURRED")])
  static let projectionInfo_StateEnum = EnumTable(name: "ProjectionInfo.State", doc: "", values: [(0, "STATE_UNSPECIFIED"), (1, "FOLLOWING"), (2, "CATCHING_UP"), (3, "BUILDING"), (4, "STOPPED")])
  static let withheldReasonEnum = EnumTable(name: "WithheldReason", doc: "Why something is not given out without being read before.", values: [(0, "WITHHELD_REASON_UNSPECIFIED"), (1, "NAMES_OTHERS"), (2, "OF_ANOTHER")])
  static let errorReply = MessageTable(name: "ErrorReply", doc: "Why a request was refused.", fields: [
    FieldTable(1, "number", "number", .int32, .singular, personal: false, required: false, doc: "JSON-RPC's number: -32700 to -32600 for its own errors, -32000 for the words in `code`."),
    FieldTable(2, "code", "code", .string, .singular, personal: false, required: false, doc: "A stable word."),
    FieldTable(3, "message", "message", .string, .singular, personal: false, required: false, doc: "One sentence for a person."),
    FieldTable(4, "field", "field", .string, .optional, personal: false, required: false, doc: "The path of the field that was refused, such as events[2].data.contact."),
    FieldTable(5, "event", "event", .uint32, .optional, personal: false, required: false, doc: "The 0-based index of the refused event."),
    FieldTable(6, "retryable", "retryable", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "reason", "reason", .string, .optional, personal: false, required: false, doc: "A further stable word, such as consentWithdrawn."),
    FieldTable(8, "subject", "subject", .string, .optional, personal: false, required: false, doc: "The subject in conflict."),
    FieldTable(9, "version", "version", .uint64, .optional, personal: false, required: false, doc: "The version of that subject now."),
    FieldTable(10, "position", "position", .uint64, .optional, personal: false, required: false, doc: "The position reached, of `behind`; the position found, of a failed `unless`, of `stale` and of `stoodOn`."),
    FieldTable(11, "role", "role", .string, .optional, personal: false, required: false, doc: "The caller's role, of `forbidden`."),
    FieldTable(12, "permission", "permission", .string, .optional, personal: false, required: false, doc: "The permission that the caller lacks, of `forbidden`; absent where operators alone may."),
    FieldTable(13, "actor", "actor", .message("Actor"), .optional, personal: false, required: false, doc: "Who changed the field, of `stale`."),
    FieldTable(14, "recordedAt", "recorded_at", .timestamp, .optional, personal: false, required: false, doc: "When, of `stale`."),
    FieldTable(15, "value", "value", .string, .optional, personal: false, required: false, doc: "What the field was set to, of `stale`, as a line of text; absent where it was emptied, and to who may not see it."),
  ])
  static let behind = MessageTable(name: "Behind", doc: "That an answer is from before the log's head, because its read model cannot follow at the moment.", fields: [
    FieldTable(1, "head", "head", .uint64, .singular, personal: false, required: false, doc: "The log's head when the query was answered."),
    FieldTable(2, "reason", "reason", .string, .singular, personal: false, required: false, doc: "Why the read model cannot follow: a stable word, such as storageFull."),
  ])
  static let campaignGetRequest = MessageTable(name: "CampaignGetRequest", doc: "Gives a campaign.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let campaignGetReply = MessageTable(name: "CampaignGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "campaign", "campaign", .message("CampaignCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let campaignListRequest = MessageTable(name: "CampaignListRequest", doc: "Lists campaigns.", fields: [
    FieldTable(1, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(2, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let campaignListReply = MessageTable(name: "CampaignListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "campaigns", "campaigns", .message("CampaignCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let campaignReportRequest = MessageTable(name: "CampaignReportRequest", doc: "Gives a campaign's figures.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let campaignReportReply = MessageTable(name: "CampaignReportReply", doc: "Counts are of distinct contacts of whom a message stands; a rate is at most 1, and absent (null in JSON) where nothing was delivered or sent.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "campaign", "campaign", .message("CampaignCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "sent", "sent", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "delivered", "delivered", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "bounced", "bounced", .uint64, .singular, personal: false, required: false, doc: "Contacts all of whose messages bounced, and who have not answered any."),
    FieldTable(6, "opened", "opened", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "clicked", "clicked", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "replied", "replied", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "converted", "converted", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "unsubscribed", "unsubscribed", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "complained", "complained", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "rates", "rates", .message("CampaignReportReply.Rates"), .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "cost", "cost", .message("Money"), .singular, personal: false, required: false, doc: "What it is to cost."),
    FieldTable(14, "unknown", "unknown", .uint64, .singular, personal: false, required: false, doc: "Contacts of whose messages it is not known whether they arrived."),
    FieldTable(15, "deliveredBasis", "delivered_basis", .string, .singular, personal: false, required: false, doc: "How delivered was found: confirmed (by DELIVERED or a later response) or sentMinusBounced."),
    FieldTable(16, "spent", "spent", .message("Money"), .repeated, personal: false, required: false, doc: "What it did cost, by currency: the sum of what was recorded."),
    FieldTable(17, "costPerReply", "cost_per_reply", .message("Money"), .repeated, personal: false, required: false, doc: "What it did cost / the contacts that replied, rounded to the minor unit, halves up; empty where none did."),
    FieldTable(18, "costPerConversion", "cost_per_conversion", .message("Money"), .repeated, personal: false, required: false, doc: "What it did cost / the contacts that converted, likewise."),
    FieldTable(19, "hardBounced", "hard_bounced", .uint64, .singular, personal: false, required: false, doc: "Of those that bounced: any of whose messages bounced for good, and the others."),
    FieldTable(20, "softBounced", "soft_bounced", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let campaignReportReply_Rates = MessageTable(name: "CampaignReportReply.Rates", doc: "", fields: [
    FieldTable(1, "delivery", "delivery", .double, .optional, personal: false, required: false, doc: "delivered / sent"),
    FieldTable(2, "bounce", "bounce", .double, .optional, personal: false, required: false, doc: "bounced / sent"),
    FieldTable(3, "open", "open", .double, .optional, personal: false, required: false, doc: "opened / delivered"),
    FieldTable(4, "click", "click", .double, .optional, personal: false, required: false, doc: "clicked / delivered"),
    FieldTable(5, "clickToOpen", "click_to_open", .double, .optional, personal: false, required: false, doc: "of those that opened, who also clicked / opened"),
    FieldTable(6, "reply", "reply", .double, .optional, personal: false, required: false, doc: "replied / delivered"),
    FieldTable(7, "conversion", "conversion", .double, .optional, personal: false, required: false, doc: "converted / delivered"),
    FieldTable(8, "unsubscribe", "unsubscribe", .double, .optional, personal: false, required: false, doc: "unsubscribed / delivered"),
    FieldTable(9, "complaint", "complaint", .double, .optional, personal: false, required: false, doc: "complained / delivered"),
    FieldTable(10, "hardBounce", "hard_bounce", .double, .optional, personal: false, required: false, doc: "hardBounced / sent, and softBounced / sent: together `bounce`"),
    FieldTable(11, "softBounce", "soft_bounce", .double, .optional, personal: false, required: false, doc: ""),
  ])
  static let suppressionListRequest = MessageTable(name: "SuppressionListRequest", doc: "Lists the addresses that are not written to, and why, in no order that says anything of them.", fields: [
    FieldTable(1, "address", "address", .string, .optional, personal: true, required: false, maxBytes: 1016, form: .soughtName, maxCharacters: 254, doc: "This address alone: an e-mail address or a phone."),
    FieldTable(2, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let suppressionListReply = MessageTable(name: "SuppressionListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "suppressions", "suppressions", .message("Suppression"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let companyGetRequest = MessageTable(name: "CompanyGetRequest", doc: "What holds for the whole company.", fields: [
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let companyGetReply = MessageTable(name: "CompanyGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "company", "company", .message("CompanyCard"), .singular, personal: false, required: false, doc: "Absent while nothing is recorded."),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let helloRequest = MessageTable(name: "HelloRequest", doc: "Says who the client is and asks who the daemon is. Optional: a connection may begin with any method.", fields: [
    FieldTable(1, "client", "client", .string, .singular, personal: false, required: false, maxBytes: 256, doc: ""),
    FieldTable(2, "protocol", "protocol", .uint32, .optional, personal: false, required: false, doc: ""),
  ])
  static let helloReply = MessageTable(name: "HelloReply", doc: "Who the daemon is, where its log stands, and what it allows this client.", fields: [
    FieldTable(1, "protocol", "protocol", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "daemon", "daemon", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "log", "log", .message("HelloReply.LogState"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "role", "role", .string, .singular, personal: false, required: false, doc: "What facts that one records are stored with: none, reader, agent, auditor, operator or custom."),
    FieldTable(5, "durability", "durability", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "limits", "limits", .message("Limits"), .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "roles", "roles", .string, .repeated, personal: false, required: false, doc: "The names of one's roles."),
    FieldTable(8, "permissions", "permissions", .string, .repeated, personal: false, required: false, doc: "What they allow together."),
  ])
  static let helloReply_LogState = MessageTable(name: "HelloReply.LogState", doc: "", fields: [
    FieldTable(1, "origin", "origin", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "head", "head", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "root", "root", .string, .singular, personal: false, required: false, doc: "The audit tree's root over all facts up to head, in hexadecimal."),
    FieldTable(4, "epoch", "epoch", .uint32, .singular, personal: false, required: false, doc: "1 at first, and one more from each loss of facts on that was accepted."),
  ])
  static let limits = MessageTable(name: "Limits", doc: "What the daemon bounds.", fields: [
    FieldTable(1, "inFlight", "in_flight", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "replyBytes", "reply_bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "requestBytes", "request_bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "batch", "batch", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "events", "events", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "credits", "credits", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "connections", "connections", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "subscriptions", "subscriptions", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "waitingQueries", "waiting_queries", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "unfinishedBytes", "unfinished_bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "unfinishedSeconds", "unfinished_seconds", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "page", "page", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "timeoutMs", "timeout_ms", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(14, "sharePercent", "share_percent", .uint32, .singular, personal: false, required: false, doc: "What one user may hold of what all share, in hundredths."),
    FieldTable(15, "querySeconds", "query_seconds", .uint32, .singular, personal: false, required: false, doc: "Seconds that a query may take."),
    FieldTable(16, "strangerSeconds", "stranger_seconds", .uint32, .singular, personal: false, required: false, doc: "Seconds that a client without a role stays connected."),
    FieldTable(20, "clientBytes", "client_bytes", .uint64, .singular, personal: false, required: false, doc: "Of memory, for all clients together."),
    FieldTable(21, "unreadSeconds", "unread_seconds", .uint32, .singular, personal: false, required: false, doc: "Seconds after which a client that takes no answer is closed, while others wait for the memory that it holds."),
  ])
  static let discoverRequest = MessageTable(name: "DiscoverRequest", doc: "Gives this description of the service: an OpenRPC document.", fields: [
  ])
  static let discoverReply = MessageTable(name: "DiscoverReply", doc: "", fields: [
    FieldTable(1, "document", "document", .string, .singular, personal: false, required: false, doc: "The OpenRPC document as JSON text; in the JSON framing it is the result itself."),
  ])
  static let contactGetRequest = MessageTable(name: "ContactGetRequest", doc: "Gives a contact's card. What is counted of an organization is that of its people too, of the time in which they belonged to it.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "own", "own", .bool, .optional, personal: false, required: false, doc: "Leaves out what is of the people of an organization, who are asked about with it otherwise."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let contactGetReply = MessageTable(name: "ContactGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "contact", "contact", .message("ContactCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let contactFindRequest = MessageTable(name: "ContactFindRequest", doc: "Finds contacts by name, e-mail, phone, tag, owner or external id; without any, all by name.", fields: [
    FieldTable(1, "text", "text", .string, .optional, personal: true, required: false, maxBytes: 800, form: .soughtWords, maxCharacters: 200, doc: "The beginning of any word of the name, accents and case folded."),
    FieldTable(2, "email", "email", .string, .optional, personal: true, required: false, maxBytes: 254, form: .email, doc: ""),
    FieldTable(3, "phone", "phone", .string, .optional, personal: true, required: false, maxBytes: 160, form: .phone, maxCharacters: 64, doc: ""),
    FieldTable(4, "tag", "tag", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: ""),
    FieldTable(5, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: ""),
    FieldTable(6, "externalId", "external_id", .string, .optional, personal: true, required: false, maxBytes: 200, form: .sought, doc: ""),
    FieldTable(7, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(8, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(11, "role", "role", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: "Those who have this role at a time: at `role_at`, or now."),
    FieldTable(12, "roleAt", "role_at", .timestamp, .optional, personal: false, required: false, date: .beginning, comesWith: "role", doc: ""),
    FieldTable(13, "archived", "archived", .bool, .optional, personal: false, required: false, doc: "Those who are archived too."),
    FieldTable(14, "source", "source", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, comesWith: "externalId", doc: "The system of which `external_id` is; without it, ids of no system that is named."),
    FieldTable(9, "name", "name", .string, .optional, personal: true, required: false, maxBytes: 800, form: .soughtName, maxCharacters: 200, doc: "The whole name, accents and case folded."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let contactFindReply = MessageTable(name: "ContactFindReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "contacts", "contacts", .message("ContactListItem"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let contactHistoryRequest = MessageTable(name: "ContactHistoryRequest", doc: "Gives what happened with a contact, newest first; with an organization also what happened with its people while they belonged to it.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "types", "types", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .fact, doc: ""),
    FieldTable(3, "order", "order", .enumeration("ContactHistoryRequest.Order"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "backward", "backward", .bool, .optional, personal: false, required: false, doc: "Newest first; true when absent."),
    FieldTable(5, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(6, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(7, "own", "own", .bool, .optional, personal: false, required: false, doc: "Leaves out what is of the people of an organization, who are asked about with it otherwise."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let contactHistoryReply = MessageTable(name: "ContactHistoryReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "entries", "entries", .message("HistoryEntry"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let contactRelationsRequest = MessageTable(name: "ContactRelationsRequest", doc: "Lists what a contact is to others and what others are to it, also what has ended: first its own in the order of their beginnings, then those of others.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "kind", "kind", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: "Those of this kind alone."),
    FieldTable(3, "at", "at", .timestamp, .optional, personal: false, required: false, date: .beginning, doc: "Those alone that hold at this time."),
    FieldTable(4, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(5, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let contactRelationsReply = MessageTable(name: "ContactRelationsReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "relations", "relations", .message("Relation"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let contactTreeRequest = MessageTable(name: "ContactTreeRequest", doc: "Gives the contacts under a contact by `parent_of` and those above it, each with what is counted of it and of all under it.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "at", "at", .timestamp, .optional, personal: false, required: false, date: .beginning, doc: "Who stood under whom at this time; now when absent."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let contactTreeReply = MessageTable(name: "ContactTreeReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "above", "above", .message("TreeNode"), .repeated, personal: false, required: false, doc: "Those above it, the topmost first."),
    FieldTable(3, "nodes", "nodes", .message("TreeNode"), .repeated, personal: false, required: false, doc: "Itself and those under it, each once and behind one that it stands under."),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let dealGetRequest = MessageTable(name: "DealGetRequest", doc: "Gives a deal with its stage history.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: "How many stages of its history at most; 1000 when absent."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let dealGetReply = MessageTable(name: "DealGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "deal", "deal", .message("DealCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "stages", "stages", .message("StageVisit"), .repeated, personal: false, required: false, doc: "A page: at most about 1 MiB."),
    FieldTable(4, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let dealListRequest = MessageTable(name: "DealListRequest", doc: "Lists deals; of an organization also those of people who belonged to it when they were opened.", fields: [
    FieldTable(1, "contact", "contact", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "pipeline", "pipeline", .string, .optional, personal: false, required: false, maxBytes: 800, form: .pipeline, maxCharacters: 200, doc: ""),
    FieldTable(3, "stage", "stage", .string, .optional, personal: false, required: false, maxBytes: 64, form: .sought, doc: ""),
    FieldTable(4, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: ""),
    FieldTable(5, "state", "state", .enumeration("DealCard.State"), .optional, personal: false, required: false, doc: ""),
    FieldTable(6, "rotting", "rotting", .bool, .optional, personal: false, required: false, doc: ""),
    FieldTable(7, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(8, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(9, "own", "own", .bool, .optional, personal: false, required: false, doc: "Leaves out what is of the people of an organization, who are asked about with it otherwise."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let dealListReply = MessageTable(name: "DealListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "deals", "deals", .message("DealCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let pipelineListRequest = MessageTable(name: "PipelineListRequest", doc: "Lists the pipelines in the order of their first definition.", fields: [
    FieldTable(1, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(2, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let pipelineListReply = MessageTable(name: "PipelineListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "pipelines", "pipelines", .message("PipelineCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let pipelineBoardRequest = MessageTable(name: "PipelineBoardRequest", doc: "Gives a pipeline's open deals by stage, with counts and sums.", fields: [
    FieldTable(1, "pipeline", "pipeline", .string, .optional, personal: false, required: false, maxBytes: 800, form: .pipeline, maxCharacters: 200, doc: "Its id or its name; the first pipeline when absent."),
    FieldTable(2, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let pipelineBoardReply = MessageTable(name: "PipelineBoardReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "pipeline", "pipeline", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "stages", "stages", .message("PipelineBoardReply.BoardStage"), .repeated, personal: false, required: false, doc: "A page: at most about 1 MiB."),
    FieldTable(5, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let pipelineBoardReply_BoardStage = MessageTable(name: "PipelineBoardReply.BoardStage", doc: "", fields: [
    FieldTable(1, "stage", "stage", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "probability", "probability", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "count", "count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "totals", "totals", .message("Money"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(5, "weighted", "weighted", .message("Money"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(6, "deals", "deals", .message("DealCard"), .repeated, personal: false, required: false, doc: "The first 20."),
  ])
  static let logReadRequest = MessageTable(name: "LogReadRequest", doc: "Reads facts from the log in the order of their positions; bounds are exclusive.", fields: [
    FieldTable(1, "after", "after", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(2, "before", "before", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(3, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(4, "types", "types", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .fact, doc: ""),
    FieldTable(5, "subjects", "subjects", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .id(nil), doc: ""),
    FieldTable(6, "backward", "backward", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "knownLoss", "known_loss", .uint64, .optional, personal: false, required: false, doc: "The last_loss of the answer that gave `after`; without it an `after` among facts that were lost is refused."),
    FieldTable(8, "epoch", "epoch", .uint32, .optional, personal: false, required: false, doc: "The epoch of the answer that gave `after`: in any other one the log has other facts there, and it is refused."),
  ])
  static let logReadReply = MessageTable(name: "LogReadReply", doc: "A page of facts. `next` goes into `after` (backward: `before`) and is set on an empty page too.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "events", "events", .message("Event"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(3, "next", "next", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "more", "more", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "head", "head", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "lastLoss", "last_loss", .uint64, .optional, personal: false, required: false, doc: "The position of the last LogLossAccepted, where there is one: to be kept with `next` and given as known_loss."),
    FieldTable(7, "epoch", "epoch", .uint32, .singular, personal: false, required: false, doc: "The log's epoch: to be kept with `next` and given with it."),
  ])
  static let logSubscribeRequest = MessageTable(name: "LogSubscribeRequest", doc: "Follows the log: each durable fact after a position is sent once as a log.event, past and live without a gap.", fields: [
    FieldTable(1, "after", "after", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "types", "types", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .fact, doc: ""),
    FieldTable(3, "subjects", "subjects", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .id(nil), doc: ""),
    FieldTable(4, "credits", "credits", .uint32, .optional, personal: false, required: false, doc: ""),
    FieldTable(5, "knownLoss", "known_loss", .uint64, .optional, personal: false, required: false, doc: "The last_loss of the answer that gave `after`; without it an `after` among facts that were lost is refused."),
    FieldTable(6, "epoch", "epoch", .uint32, .optional, personal: false, required: false, doc: "The epoch of the answer that gave `after`: in any other one the log has other facts there, and it is refused."),
  ])
  static let logSubscribeReply = MessageTable(name: "LogSubscribeReply", doc: "The subscription, answered before its first event.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "subscription", "subscription", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "lastLoss", "last_loss", .uint64, .optional, personal: false, required: false, doc: "The position of the last LogLossAccepted, where there is one: to be kept with positions and given as known_loss."),
    FieldTable(4, "epoch", "epoch", .uint32, .singular, personal: false, required: false, doc: "The log's epoch: to be kept with positions and given with them."),
  ])
  static let logCreditRequest = MessageTable(name: "LogCreditRequest", doc: "Lets a subscription send more events.", fields: [
    FieldTable(1, "subscription", "subscription", .uint64, .singular, personal: false, required: true, doc: ""),
    FieldTable(2, "credits", "credits", .uint32, .singular, personal: false, required: true, doc: ""),
  ])
  static let logCreditReply = MessageTable(name: "LogCreditReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "subscription", "subscription", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "credits", "credits", .uint64, .singular, personal: false, required: false, doc: "Credits left now."),
  ])
  static let logUnsubscribeRequest = MessageTable(name: "LogUnsubscribeRequest", doc: "Ends a subscription.", fields: [
    FieldTable(1, "subscription", "subscription", .uint64, .singular, personal: false, required: true, doc: ""),
  ])
  static let logUnsubscribeReply = MessageTable(name: "LogUnsubscribeReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "subscription", "subscription", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let logEvent = MessageTable(name: "LogEvent", doc: "One fact of a subscription.", fields: [
    FieldTable(1, "subscription", "subscription", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "event", "event", .message("Event"), .singular, personal: false, required: false, doc: ""),
  ])
  static let logEnded = MessageTable(name: "LogEnded", doc: "The daemon ended a subscription; go on after `position`.", fields: [
    FieldTable(1, "subscription", "subscription", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "code", "code", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let logIdentifyRequest = MessageTable(name: "LogIdentifyRequest", doc: "Makes identities under the log's secret, for command ids and ids of what an importer makes: what stands for the same texts is the same for ever, and nobody without the log's vault can confirm by it a guess of what the texts are.", fields: [
    FieldTable(1, "names", "names", .message("IdentifiedTexts"), .repeated, personal: false, required: true, maxCount: 1000, doc: ""),
  ])
  static let identifiedTexts = MessageTable(name: "IdentifiedTexts", doc: "What an identity is of, such as a mapping's name and a digest of the fields of a row.", fields: [
    FieldTable(1, "texts", "texts", .string, .repeated, personal: false, required: true, maxBytes: 4096, maxCount: 16, doc: ""),
    FieldTable(2, "formerId", "former_id", .string, .optional, personal: false, required: false, maxBytes: 128, form: .clientID, maxCharacters: 128, doc: "A command id that stood for the same before there were identities, to learn whether it was used."),
  ])
  static let logIdentifyReply = MessageTable(name: "LogIdentifyReply", doc: "The identities of the names, in their order.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "identities", "identities", .message("LogIdentifyReply.Identity"), .repeated, personal: false, required: false, doc: ""),
  ])
  static let logIdentifyReply_Identity = MessageTable(name: "LogIdentifyReply.Identity", doc: "", fields: [
    FieldTable(1, "identity", "identity", .string, .singular, personal: false, required: false, doc: "64 hexadecimal digits."),
    FieldTable(2, "isFormer", "is_former", .bool, .singular, personal: false, required: false, doc: "Whether the caller recorded a command under the former id."),
  ])
  static let metricsQueryRequest = MessageTable(name: "MetricsQueryRequest", doc: "Gives a figure over time, with the definition it used.", fields: [
    FieldTable(1, "metric", "metric", .string, .singular, personal: false, required: true, maxBytes: 64, form: .metric, doc: ""),
    FieldTable(2, "from", "from", .string, .optional, personal: false, required: false, maxBytes: 256, form: .day, doc: "From this day of the company's zone on. A midnight stands for its date."),
    FieldTable(3, "to", "to", .string, .optional, personal: false, required: false, maxBytes: 256, form: .day, doc: "To the end of this day; of a midnight, to the end of the day before its date."),
    FieldTable(4, "by", "by", .string, .optional, personal: false, required: false, maxBytes: 256, form: .grouping, doc: "day, week, month, quarter, year, fiscalQuarter, fiscalYear, owner, channel, ...; several with commas; absent: one total."),
    FieldTable(5, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(6, "fill", "fill", .bool, .singular, personal: false, required: false, doc: "With the periods in which there was nothing, as 0: for all words that occur, from `from`, or the first period with anything, to `to`, or to today or the last period with anything. It changes nothing where `by` names no unit of time."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let metricsQueryReply = MessageTable(name: "MetricsQueryReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "metric", "metric", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "definition", "definition", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "timeZone", "time_zone", .string, .singular, personal: false, required: false, doc: "The time zone by whose days the figure is told."),
    FieldTable(5, "basis", "basis", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "series", "series", .message("MetricsQueryReply.Point"), .repeated, personal: false, required: false, doc: "A page: at most about 1 MiB."),
    FieldTable(7, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let metricsQueryReply_Point = MessageTable(name: "MetricsQueryReply.Point", doc: "", fields: [
    FieldTable(1, "at", "at", .string, .optional, personal: false, required: false, doc: "The bucket's first day; absent for one total."),
    FieldTable(2, "value", "value", .double, .optional, personal: false, required: false, doc: ""),
    FieldTable(3, "amounts", "amounts", .message("Money"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(4, "key", "key", .message("MetricsQueryReply.Key"), .singular, personal: false, required: false, doc: ""),
  ])
  static let metricsQueryReply_Key = MessageTable(name: "MetricsQueryReply.Key", doc: "", fields: [
    FieldTable(1, "owner", "owner", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(2, "channel", "channel", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(3, "source", "source", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(4, "direction", "direction", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(5, "outcome", "outcome", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(6, "pipeline", "pipeline", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(7, "stage", "stage", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(8, "reason", "reason", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(9, "campaign", "campaign", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(10, "type", "type", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(11, "actor", "actor", .string, .optional, personal: false, required: false, doc: "A login name, as of the position of the answer; of a uid that is no user's what the machine calls it."),
  ])
  static let metricsListRequest = MessageTable(name: "MetricsListRequest", doc: "Gives the figures that there are, with their definitions.", fields: [
  ])
  static let metricsListReply = MessageTable(name: "MetricsListReply", doc: "", fields: [
    FieldTable(1, "metrics", "metrics", .message("MetricsListReply.Metric"), .repeated, personal: false, required: false, doc: "In the order of the schema."),
  ])
  static let metricsListReply_Metric = MessageTable(name: "MetricsListReply.Metric", doc: "A figure that can be asked for.", fields: [
    FieldTable(1, "metric", "metric", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "definition", "definition", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "unit", "unit", .string, .singular, personal: false, required: false, doc: "What its values are: `count`, `seconds`, `items`, `share` (of 1) or `money`, by currency."),
    FieldTable(4, "basis", "basis", .string, .singular, personal: false, required: false, doc: "`occurredAt`, or `now` of what is open now."),
    FieldTable(5, "periods", "periods", .string, .repeated, personal: false, required: false, doc: "The units of time by which it can be told apart, one at a time."),
    FieldTable(6, "dimensions", "dimensions", .string, .repeated, personal: false, required: false, doc: "By what else it can be told apart, any of these together."),
  ])
  static let projectionInfo = MessageTable(name: "ProjectionInfo", doc: "A read model as it stands.", fields: [
    FieldTable(1, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "generation", "generation", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "lag", "lag", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "state", "state", .enumeration("ProjectionInfo.State"), .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "rows", "rows", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "bytes", "bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "digest", "digest", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "building", "building", .message("ProjectionInfo.Building"), .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "fault", "fault", .message("ProjectionInfo.Fault"), .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "failedBuild", "failed_build", .message("ProjectionInfo.FailedBuild"), .optional, personal: false, required: false, doc: "The last generation that was begun, where it came to nothing; the one before goes on answering."),
  ])
  static let projectionInfo_Building = MessageTable(name: "ProjectionInfo.Building", doc: "", fields: [
    FieldTable(1, "generation", "generation", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "target", "target", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "eventsPerSecond", "events_per_second", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "secondsLeft", "seconds_left", .uint64, .singular, personal: false, required: false, doc: "Until the facts are read and the rows written."),
    FieldTable(6, "rowsWritten", "rows_written", .uint64, .singular, personal: false, required: false, doc: "The rows that are written of all that were gathered; 0 while facts are read."),
    FieldTable(7, "rowsGathered", "rows_gathered", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let projectionInfo_FailedBuild = MessageTable(name: "ProjectionInfo.FailedBuild", doc: "", fields: [
    FieldTable(1, "generation", "generation", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "job", "job", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "position", "position", .uint64, .singular, personal: false, required: false, doc: "Where it failed; 0 where no fact was to blame."),
    FieldTable(4, "cause", "cause", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let projectionInfo_Fault = MessageTable(name: "ProjectionInfo.Fault", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "type", "type", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "cause", "cause", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let projectionListRequest = MessageTable(name: "ProjectionListRequest", doc: "Lists the read models as they stand.", fields: [
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let projectionListReply = MessageTable(name: "ProjectionListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "projections", "projections", .message("ProjectionInfo"), .repeated, personal: false, required: false, doc: ""),
  ])
  static let projectionStatusRequest = MessageTable(name: "ProjectionStatusRequest", doc: "Gives one read model as it stands.", fields: [
    FieldTable(1, "projection", "projection", .string, .singular, personal: false, required: true, maxBytes: 64, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let projectionStatusReply = MessageTable(name: "ProjectionStatusReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "projection", "projection", .message("ProjectionInfo"), .singular, personal: false, required: false, doc: ""),
  ])
  static let projectionRebuildRequest = MessageTable(name: "ProjectionRebuildRequest", doc: "Begins to rebuild a read model from the log, beside the one that goes on answering.", fields: [
    FieldTable(1, "projection", "projection", .string, .singular, personal: false, required: true, maxBytes: 64, doc: "A read model's name, or all."),
    FieldTable(2, "mode", "mode", .string, .optional, personal: false, required: false, maxBytes: 64, words: ["switch"], doc: ""),
  ])
  static let projectionRebuildReply = MessageTable(name: "ProjectionRebuildReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "projection", "projection", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "generation", "generation", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "job", "job", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let projectionVerifyRequest = MessageTable(name: "ProjectionVerifyRequest", doc: "Makes what is derived again aside, compares it row by row and names the rows that differ; changes nothing.", fields: [
    FieldTable(1, "projection", "projection", .string, .singular, personal: false, required: true, maxBytes: 64, doc: "A read model's name, registry or index."),
  ])
  static let projectionVerifyReply = MessageTable(name: "ProjectionVerifyReply", doc: "What is derived, compared row by row with what the log makes of it now, at one position.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "projection", "projection", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "equal", "equal", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "rows", "rows", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "digest", "digest", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "rebuiltDigest", "rebuilt_digest", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "differentRows", "different_rows", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "differences", "differences", .message("ProjectionVerifyReply.Difference"), .repeated, personal: false, required: false, doc: "The first 100."),
    FieldTable(9, "damaged", "damaged", .message("SystemStatusReply.Damage"), .repeated, personal: false, required: false, doc: "Records that could not be read, so that what they say is missing from what was made now, the first 100."),
    FieldTable(10, "recordsOfFormat1", "records_of_format1", .uint64, .singular, personal: false, required: false, doc: "Of registry and index: how many records are of format 1, whose request digests are made without a key."),
  ])
  static let projectionVerifyReply_Difference = MessageTable(name: "ProjectionVerifyReply.Difference", doc: "", fields: [
    FieldTable(1, "table", "table", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "key", "key", .string, .singular, personal: true, required: false, doc: "The row's key in hexadecimal."),
    FieldTable(3, "kind", "kind", .string, .singular, personal: false, required: false, doc: "missing, extra or changed."),
    FieldTable(4, "subject", "subject", .string, .singular, personal: false, required: false, doc: "The subject whose row it is, where the key tells."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let systemStatusRequest = MessageTable(name: "SystemStatusRequest", doc: "Gives the state of the daemon: log, folders, lags, connections, memory and disk.", fields: [
  ])
  static let systemStatusReply = MessageTable(name: "SystemStatusReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "startedAt", "started_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "uptimeSeconds", "uptime_seconds", .int64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "log", "log", .message("SystemStatusReply.LogStatus"), .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "folders", "folders", .message("SystemStatusReply.Folder"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(7, "lags", "lags", .message("SystemStatusReply.Lag"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(8, "connections", "connections", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "subscriptions", "subscriptions", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "waitingQueries", "waiting_queries", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "lastCommit", "last_commit", .message("SystemStatusReply.LastCommit"), .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "freeDiskBytes", "free_disk_bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "memoryBytes", "memory_bytes", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(14, "notices", "notices", .string, .repeated, personal: false, required: false, doc: "What was remade or refused at start, and each fault since then or its end, a sentence each."),
    FieldTable(15, "damaged", "damaged", .message("SystemStatusReply.Damage"), .repeated, personal: false, required: false, doc: "What is damaged, the first 100."),
  ])
  static let systemStatusReply_LogStatus = MessageTable(name: "SystemStatusReply.LogStatus", doc: "", fields: [
    FieldTable(1, "origin", "origin", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "head", "head", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "root", "root", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "epoch", "epoch", .uint32, .singular, personal: false, required: false, doc: "1 at first, and one more from each loss of facts on that was accepted."),
  ])
  static let systemStatusReply_Folder = MessageTable(name: "SystemStatusReply.Folder", doc: "", fields: [
    FieldTable(1, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "bytes", "bytes", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let systemStatusReply_Lag = MessageTable(name: "SystemStatusReply.Lag", doc: "", fields: [
    FieldTable(1, "projection", "projection", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "events", "events", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let systemStatusReply_Damage = MessageTable(name: "SystemStatusReply.Damage", doc: "One damaged place: it is left out, everything else goes on.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: "The fact's position; 0 where it is none."),
    FieldTable(2, "part", "part", .string, .singular, personal: false, required: false, doc: "What of the record: record (it is missing), page (of the log's file), header, open, seals, or key; vault for a slot."),
    FieldTable(3, "cause", "cause", .string, .singular, personal: false, required: false, doc: "A sentence."),
  ])
  static let systemStatusReply_LastCommit = MessageTable(name: "SystemStatusReply.LastCommit", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "commands", "commands", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "events", "events", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "microseconds", "microseconds", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let orderListRequest = MessageTable(name: "OrderListRequest", doc: "Lists orders; of an organization also those of people who belonged to it when they were placed.", fields: [
    FieldTable(1, "contact", "contact", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(4, "own", "own", .bool, .optional, personal: false, required: false, doc: "Leaves out what is of the people of an organization, who are asked about with it otherwise."),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let orderListReply = MessageTable(name: "OrderListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "orders", "orders", .message("OrderCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let contactDiscloseRequest = MessageTable(name: "ContactDiscloseRequest", doc: "Gives everything that is recorded about a person, for the person: each fact that names the contact, and each about the deals, tasks and orders that are its own. Texts that may be about others too are left out, and said to be.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "after", "after", .uint64, .optional, personal: false, required: false, doc: "Only facts behind this position: `next` of the page before."),
    FieldTable(3, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
  ])
  static let contactDiscloseReply = MessageTable(name: "ContactDiscloseReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: "The head of the log when it was read: what was recorded up to it is what is told."),
    FieldTable(2, "facts", "facts", .message("DisclosedFact"), .repeated, personal: false, required: false, doc: "A page, in the order of the log: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "next", "next", .uint64, .singular, personal: false, required: false, doc: "Goes into `after` for the next page."),
    FieldTable(4, "more", "more", .bool, .singular, personal: false, required: false, doc: "Whether there are more."),
  ])
  static let disclosedFact = MessageTable(name: "DisclosedFact", doc: "A fact about a person, as far as it is the person's to know.", fields: [
    FieldTable(1, "event", "event", .message("Event"), .singular, personal: false, required: false, doc: "`denied` names the fields that somebody must read before they are given out: they are not here."),
    FieldTable(2, "because", "because", .enumeration("WithheldReason"), .singular, personal: false, required: false, doc: "Why they are not; absent where none is."),
  ])
  static let recordRequest = MessageTable(name: "RecordRequest", doc: "Records all events or none, in one step and in order.", fields: [
    FieldTable(1, "events", "events", .message("ProposedEvent"), .repeated, personal: false, required: true, maxCount: 10000, doc: ""),
    FieldTable(2, "commandId", "command_id", .string, .optional, personal: false, required: false, maxBytes: 128, form: .clientID, maxCharacters: 128, besideFact: true, doc: ""),
    FieldTable(3, "expect", "expect", .message("Expectation"), .repeated, personal: false, required: false, maxCount: 1000, besideFact: true, doc: ""),
    FieldTable(4, "unless", "unless", .message("Condition"), .singular, personal: false, required: false, besideFact: true, doc: ""),
    FieldTable(5, "correlationId", "correlation_id", .string, .optional, personal: false, required: false, maxBytes: 128, form: .clientID, maxCharacters: 128, besideFact: true, doc: ""),
    FieldTable(6, "causationId", "causation_id", .string, .optional, personal: false, required: false, maxBytes: 128, form: .clientID, maxCharacters: 128, besideFact: true, doc: ""),
    FieldTable(7, "rehearsal", "rehearsal", .string, .optional, personal: false, required: false, maxBytes: 64, form: .clientID, maxCharacters: 64, doc: "Names a rehearsal: the command is judged as if this caller's earlier commands under the same name had been recorded, and records nothing; the result's positions are 0. At most 64 bytes of printable ASCII; absent: record."),
  ])
  static let proposedEvent = MessageTable(name: "ProposedEvent", doc: "A fact to record. In JSON `fact` is written as `type` and `data`.", fields: [
    FieldTable(1, "fact", "fact", .message("Fact"), .singular, personal: false, required: true, doc: ""),
    FieldTable(2, "occurredAt", "occurred_at", .timestamp, .singular, personal: false, required: false, date: .noon, besideFact: true, doc: ""),
    FieldTable(3, "occurredOn", "occurred_on", .string, .singular, personal: false, required: false, maxBytes: 32, form: .date, besideFact: true, doc: "In place of `occurredAt`: the day, where no more is known. A date as `occurredAt` means the same."),
  ])
  static let expectation = MessageTable(name: "Expectation", doc: "The version a subject must have; 0: it must not exist yet.", fields: [
    FieldTable(1, "subject", "subject", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(nil), doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let condition = MessageTable(name: "Condition", doc: "Refuses the command when a fact of these types about these subjects exists past `after`, or one that any of several such pairs of lists means.", fields: [
    FieldTable(1, "types", "types", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .fact, doc: ""),
    FieldTable(2, "subjects", "subjects", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 16, form: .id(nil), doc: ""),
    FieldTable(3, "after", "after", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "any", "any", .message("FactSet"), .repeated, personal: false, required: false, maxCount: 16, doc: "Instead of `types` and `subjects`: what any of these means. All together name at most 64 subjects."),
  ])
  static let factSet = MessageTable(name: "FactSet", doc: "Facts of any of the types that are about, name or imply any of the subjects; an empty list means all.", fields: [
    FieldTable(1, "types", "types", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .fact, doc: ""),
    FieldTable(2, "subjects", "subjects", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 16, form: .id(nil), doc: ""),
  ])
  static let recordReply = MessageTable(name: "RecordReply", doc: "Where the events were recorded; by then they are on disk.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: "Of the last event."),
    FieldTable(2, "recordedAt", "recorded_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "events", "events", .message("RecordReply.Recorded"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(4, "replayed", "replayed", .bool, .singular, personal: false, required: false, doc: "Whether this is the first answer to the same command again."),
  ])
  static let recordReply_Recorded = MessageTable(name: "RecordReply.Recorded", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "subject", "subject", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "expanded", "expanded", .uint32, .optional, personal: false, required: false, doc: "How many facts the daemon recorded with it, at the positions behind it."),
  ])
  static let commandGetRequest = MessageTable(name: "CommandGetRequest", doc: "Gives the facts of the caller's last command of which something stands, or one fact: what may be taken back.", fields: [
    FieldTable(1, "position", "position", .uint64, .optional, personal: false, required: false, doc: "This fact alone; absent: all of the last command that the caller recorded, but for those of which nothing stands."),
    FieldTable(2, "after", "after", .uint64, .optional, personal: false, required: false, doc: "To go on: the facts of a command of the caller's behind this one of it. It does not go with `position`."),
    FieldTable(3, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(4, "positions", "positions", .uint64, .repeated, personal: false, required: false, maxCount: 1000, doc: "These facts, in the order of the log, in place of a command. They do not go with `position` and `after`."),
  ])
  static let commandGetReply = MessageTable(name: "CommandGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "facts", "facts", .message("CommandFact"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "more", "more", .bool, .singular, personal: false, required: false, doc: "Whether there are more behind them."),
  ])
  static let commandFact = MessageTable(name: "CommandFact", doc: "A fact, and what is to be known of it before it is taken back.", fields: [
    FieldTable(1, "event", "event", .message("Event"), .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "summary", "summary", .string, .singular, personal: true, required: false, doc: "One line for a person."),
    FieldTable(3, "concerned", "concerned", .message("Event"), .optional, personal: false, required: false, doc: "Of a retraction: what falls or stands by it, which is no retraction."),
    FieldTable(4, "concernedSummary", "concerned_summary", .string, .singular, personal: true, required: false, doc: "One line for a person on that."),
    FieldTable(5, "changes", "changes", .message("FieldChange"), .repeated, personal: true, required: false, doc: "What becomes of each field that the fact changed, or the one that a retraction concerns, when it is taken back: from what it is to what it is then. Of facts that are given together, as they are taken back together, the last one first. What more than 100 facts lie between is left out."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let taskGetRequest = MessageTable(name: "TaskGetRequest", doc: "Gives a task, with the times that it was done where it comes again.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: "How many of these times at most; 50 when absent."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let taskGetReply = MessageTable(name: "TaskGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "task", "task", .message("TaskCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "occurrences", "occurrences", .message("TaskOccurrence"), .repeated, personal: false, required: false, doc: "The latest first. A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(4, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let taskListRequest = MessageTable(name: "TaskListRequest", doc: "Lists tasks by their due time.", fields: [
    FieldTable(1, "contact", "contact", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "deal", "deal", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(3, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: ""),
    FieldTable(4, "state", "state", .enumeration("TaskCard.State"), .optional, personal: false, required: false, doc: ""),
    FieldTable(5, "dueFrom", "due_from", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "Due at this time or later; of a date, which goes into `dueFromOn`: on this day or later."),
    FieldTable(6, "dueTo", "due_to", .timestamp, .singular, personal: false, required: false, date: .end, doc: "Due before this time; of a date, which goes into `dueToOn`: on this day or earlier."),
    FieldTable(7, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(8, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(9, "dueFromOn", "due_from_on", .string, .optional, personal: false, required: false, maxBytes: 32, form: .date, doc: "In place of `dueFrom` and `dueTo`: days of the company's time zone, which are included. What is due on a day is so on that day in every zone."),
    FieldTable(10, "dueToOn", "due_to_on", .string, .optional, personal: false, required: false, maxBytes: 32, form: .date, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let taskListReply = MessageTable(name: "TaskListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "tasks", "tasks", .message("TaskCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let reminderListRequest = MessageTable(name: "ReminderListRequest", doc: "Lists what to remind of, by the time of it: the reminders of open tasks. Who asks again and again takes `to` as the next `from`, and misses none of those that were there.", fields: [
    FieldTable(1, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: ""),
    FieldTable(2, "from", "from", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "At this time or later; of a date, which goes into `fromOn`: on this day or later."),
    FieldTable(3, "to", "to", .timestamp, .singular, personal: false, required: false, date: .end, doc: "Before this time; of a date, which goes into `toOn`: on this day or earlier."),
    FieldTable(4, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(5, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(6, "fromOn", "from_on", .string, .optional, personal: false, required: false, maxBytes: 32, form: .date, doc: "In place of `from` and `to`: days of the company's time zone, which are included."),
    FieldTable(7, "toOn", "to_on", .string, .optional, personal: false, required: false, maxBytes: 32, form: .date, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let reminderListReply = MessageTable(name: "ReminderListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "reminders", "reminders", .message("Reminder"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let userGetRequest = MessageTable(name: "UserGetRequest", doc: "Gives a user.", fields: [
    FieldTable(1, "user", "user", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.user), doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let userGetReply = MessageTable(name: "UserGetReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "user", "user", .message("UserCard"), .singular, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let userListRequest = MessageTable(name: "UserListRequest", doc: "Lists users in the order in which they were added.", fields: [
    FieldTable(1, "team", "team", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.team), doc: ""),
    FieldTable(2, "state", "state", .enumeration("UserCard.State"), .optional, personal: false, required: false, doc: ""),
    FieldTable(3, "manager", "manager", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.user), doc: ""),
    FieldTable(4, "login", "login", .string, .optional, personal: true, required: false, maxBytes: 256, form: .sought, maxCharacters: 64, doc: "As it was written when the user was added."),
    FieldTable(7, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(8, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let userListReply = MessageTable(name: "UserListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "users", "users", .message("UserCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let teamListRequest = MessageTable(name: "TeamListRequest", doc: "Lists teams.", fields: [
    FieldTable(1, "lead", "lead", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.user), doc: ""),
    FieldTable(7, "limit", "limit", .uint32, .optional, personal: false, required: false, minimum: 1, doc: ""),
    FieldTable(8, "cursor", "cursor", .string, .optional, personal: false, required: false, maxBytes: 8192, form: .cursor, doc: ""),
    FieldTable(100, "atLeast", "at_least", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(101, "timeoutMs", "timeout_ms", .uint32, .optional, personal: false, required: false, minimum: 1, maximum: 60000, doc: ""),
  ])
  static let teamListReply = MessageTable(name: "TeamListReply", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "teams", "teams", .message("TeamCard"), .repeated, personal: false, required: false, doc: "A page: at most `limit`, and at most about 1 MiB."),
    FieldTable(3, "cursor", "cursor", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(100, "behind", "behind", .message("Behind"), .optional, personal: false, required: false, doc: "Present when the read model cannot follow the log at the moment."),
  ])
  static let whatIfRequest = MessageTable(name: "WhatIfRequest", doc: "Answers a query as it is and as it would be, without facts of the log, with others, or both. Nothing is recorded.", fields: [
    FieldTable(1, "without", "without", .uint64, .repeated, personal: false, required: false, maxCount: 1000, doc: "The positions of facts that are left out, with those that do not stand without them."),
    FieldTable(2, "with", "with", .message("ProposedEvent"), .repeated, personal: false, required: false, maxCount: 1000, doc: "Facts that are added, as `record` takes them: judged as if what is left out had been retracted before."),
    FieldTable(3, "rehearsal", "rehearsal", .string, .optional, personal: false, required: false, maxBytes: 64, form: .clientID, maxCharacters: 64, doc: "The name of a rehearsal of this caller's: what was rehearsed under it is added first."),
    FieldTable(4, "query", "query", .message("WhatIfQuery"), .singular, personal: false, required: true, doc: "What is asked: one query, under its method's name, `contact.get` as `contactGet`."),
  ])
  static let whatIfQuery = MessageTable(name: "WhatIfQuery", doc: "A query with its parameters, under its method's name.", fields: [
    FieldTable(30, "contactGet", "contact_get", .message("ContactGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(31, "contactFind", "contact_find", .message("ContactFindRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(32, "contactHistory", "contact_history", .message("ContactHistoryRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(33, "dealGet", "deal_get", .message("DealGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(34, "dealList", "deal_list", .message("DealListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(35, "pipelineList", "pipeline_list", .message("PipelineListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(36, "pipelineBoard", "pipeline_board", .message("PipelineBoardRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(37, "campaignGet", "campaign_get", .message("CampaignGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(38, "campaignList", "campaign_list", .message("CampaignListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(39, "campaignReport", "campaign_report", .message("CampaignReportRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(40, "taskGet", "task_get", .message("TaskGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(41, "taskList", "task_list", .message("TaskListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(42, "orderList", "order_list", .message("OrderListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(43, "metricsQuery", "metrics_query", .message("MetricsQueryRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(44, "companyGet", "company_get", .message("CompanyGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(45, "reminderList", "reminder_list", .message("ReminderListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(47, "suppressionList", "suppression_list", .message("SuppressionListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(48, "contactRelations", "contact_relations", .message("ContactRelationsRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(49, "contactTree", "contact_tree", .message("ContactTreeRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(50, "userGet", "user_get", .message("UserGetRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(51, "userList", "user_list", .message("UserListRequest"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(52, "teamList", "team_list", .message("TeamListRequest"), .oneof, personal: false, required: false, doc: ""),
  ])
  static let whatIfReply = MessageTable(name: "WhatIfReply", doc: "Both answers, and in what they differ.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: "The last fact of the log that both go by."),
    FieldTable(2, "leftOut", "left_out", .uint64, .repeated, personal: false, required: false, doc: "The positions of all facts that were left out, those that were named among them."),
    FieldTable(3, "added", "added", .uint64, .singular, personal: false, required: false, doc: "How many facts were added, with those that the daemon would record with them."),
    FieldTable(4, "asItIs", "as_it_is", .message("WhatIfAnswer"), .singular, personal: false, required: false, doc: "Absent where what is asked for is not there."),
    FieldTable(5, "asItWouldBe", "as_it_would_be", .message("WhatIfAnswer"), .singular, personal: false, required: false, doc: "Absent where what is asked for would not be there."),
    FieldTable(6, "differences", "differences", .message("WhatIfReply.Difference"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(7, "more", "more", .bool, .singular, personal: false, required: false, doc: "Whether there are more differences than are told, which are 1000 at most, or may be behind where a page ended."),
  ])
  static let whatIfReply_Difference = MessageTable(name: "WhatIfReply.Difference", doc: "A value that is not the same in both answers.", fields: [
    FieldTable(1, "path", "path", .string, .singular, personal: false, required: false, doc: "Where it stands in the answer, such as `contact.openDeals`. An entry of a list is named by its id, else counted from 0."),
    FieldTable(2, "asItIs", "as_it_is", .string, .optional, personal: false, required: false, doc: "The value as JSON; absent where there is none."),
    FieldTable(3, "asItWouldBe", "as_it_would_be", .string, .optional, personal: false, required: false, doc: ""),
  ])
  static let whatIfAnswer = MessageTable(name: "WhatIfAnswer", doc: "The answer to a query, under its method's name.", fields: [
    FieldTable(30, "contactGet", "contact_get", .message("ContactGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(31, "contactFind", "contact_find", .message("ContactFindReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(32, "contactHistory", "contact_history", .message("ContactHistoryReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(33, "dealGet", "deal_get", .message("DealGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(34, "dealList", "deal_list", .message("DealListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(35, "pipelineList", "pipeline_list", .message("PipelineListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(36, "pipelineBoard", "pipeline_board", .message("PipelineBoardReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(37, "campaignGet", "campaign_get", .message("CampaignGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(38, "campaignList", "campaign_list", .message("CampaignListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(39, "campaignReport", "campaign_report", .message("CampaignReportReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(40, "taskGet", "task_get", .message("TaskGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(41, "taskList", "task_list", .message("TaskListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(42, "orderList", "order_list", .message("OrderListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(43, "metricsQuery", "metrics_query", .message("MetricsQueryReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(44, "companyGet", "company_get", .message("CompanyGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(45, "reminderList", "reminder_list", .message("ReminderListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(47, "suppressionList", "suppression_list", .message("SuppressionListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(48, "contactRelations", "contact_relations", .message("ContactRelationsReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(49, "contactTree", "contact_tree", .message("ContactTreeReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(50, "userGet", "user_get", .message("UserGetReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(51, "userList", "user_list", .message("UserListReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(52, "teamList", "team_list", .message("TeamListReply"), .oneof, personal: false, required: false, doc: ""),
  ])
  static let request = MessageTable(name: "Request", doc: "One call in the binary framing. A method and its outcome have the same field number in Request and Reply.", fields: [
    FieldTable(1, "id", "id", .uint64, .singular, personal: false, required: false, doc: "Comes back in the reply; 0 asks for none in JSON only, here every request is answered."),
    FieldTable(16, "hello", "hello", .message("HelloRequest"), .oneof, personal: false, required: false, needs: [], doc: ""),
    FieldTable(17, "record", "record", .message("RecordRequest"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(18, "rpcDiscover", "rpc_discover", .message("DiscoverRequest"), .oneof, personal: false, required: false, needs: [.role], doc: ""),
    FieldTable(19, "commandGet", "command_get", .message("CommandGetRequest"), .oneof, personal: false, required: false, needs: [.read, .record], doc: ""),
    FieldTable(20, "logRead", "log_read", .message("LogReadRequest"), .oneof, personal: false, required: false, needs: [.log], doc: ""),
    FieldTable(21, "logSubscribe", "log_subscribe", .message("LogSubscribeRequest"), .oneof, personal: false, required: false, needs: [.log], doc: ""),
    FieldTable(22, "logCredit", "log_credit", .message("LogCreditRequest"), .oneof, personal: false, required: false, needs: [.log], doc: ""),
    FieldTable(23, "logUnsubscribe", "log_unsubscribe", .message("LogUnsubscribeRequest"), .oneof, personal: false, required: false, needs: [.log], doc: ""),
    FieldTable(24, "logIdentify", "log_identify", .message("LogIdentifyRequest"), .oneof, personal: false, required: false, needs: [.record, .personal], doc: ""),
    FieldTable(30, "contactGet", "contact_get", .message("ContactGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(31, "contactFind", "contact_find", .message("ContactFindRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(32, "contactHistory", "contact_history", .message("ContactHistoryRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(33, "dealGet", "deal_get", .message("DealGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(34, "dealList", "deal_list", .message("DealListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(35, "pipelineList", "pipeline_list", .message("PipelineListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(36, "pipelineBoard", "pipeline_board", .message("PipelineBoardRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(37, "campaignGet", "campaign_get", .message("CampaignGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(38, "campaignList", "campaign_list", .message("CampaignListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(39, "campaignReport", "campaign_report", .message("CampaignReportRequest"), .oneof, personal: false, required: false, needs: [.figures], doc: ""),
    FieldTable(40, "taskGet", "task_get", .message("TaskGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(41, "taskList", "task_list", .message("TaskListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(42, "orderList", "order_list", .message("OrderListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(43, "metricsQuery", "metrics_query", .message("MetricsQueryRequest"), .oneof, personal: false, required: false, needs: [.figures], doc: ""),
    FieldTable(44, "companyGet", "company_get", .message("CompanyGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(45, "reminderList", "reminder_list", .message("ReminderListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(46, "metricsList", "metrics_list", .message("MetricsListRequest"), .oneof, personal: false, required: false, needs: [.figures], doc: ""),
    FieldTable(47, "suppressionList", "suppression_list", .message("SuppressionListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(48, "contactRelations", "contact_relations", .message("ContactRelationsRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(49, "contactTree", "contact_tree", .message("ContactTreeRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(50, "userGet", "user_get", .message("UserGetRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(51, "userList", "user_list", .message("UserListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(52, "teamList", "team_list", .message("TeamListRequest"), .oneof, personal: false, required: false, needs: [.read], doc: ""),
    FieldTable(53, "contactDisclose", "contact_disclose", .message("ContactDiscloseRequest"), .oneof, personal: false, required: false, needs: [.read, .log, .personal], doc: ""),
    FieldTable(60, "projectionList", "projection_list", .message("ProjectionListRequest"), .oneof, personal: false, required: false, needs: [.audit], doc: ""),
    FieldTable(61, "projectionStatus", "projection_status", .message("ProjectionStatusRequest"), .oneof, personal: false, required: false, needs: [.audit], doc: ""),
    FieldTable(62, "projectionRebuild", "projection_rebuild", .message("ProjectionRebuildRequest"), .oneof, personal: false, required: false, needs: [.operate], doc: ""),
    FieldTable(63, "projectionVerify", "projection_verify", .message("ProjectionVerifyRequest"), .oneof, personal: false, required: false, needs: [.operate], doc: ""),
    FieldTable(64, "systemStatus", "system_status", .message("SystemStatusRequest"), .oneof, personal: false, required: false, needs: [.status], doc: ""),
    FieldTable(70, "whatif", "whatif", .message("WhatIfRequest"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
  ])
  static let reply = MessageTable(name: "Reply", doc: "The answer to one Request, or an event of a subscription (id 0).", fields: [
    FieldTable(1, "id", "id", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "error", "error", .message("ErrorReply"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(3, "event", "event", .message("LogEvent"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(4, "ended", "ended", .message("LogEnded"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(16, "hello", "hello", .message("HelloReply"), .oneof, personal: false, required: false, maxBytes: 16384, doc: ""),
    FieldTable(17, "record", "record", .message("RecordReply"), .oneof, personal: false, required: false, maxBytes: 1048576, doc: ""),
    FieldTable(18, "rpcDiscover", "rpc_discover", .message("DiscoverReply"), .oneof, personal: false, required: false, maxBytes: 1048576, doc: ""),
    FieldTable(19, "commandGet", "command_get", .message("CommandGetReply"), .oneof, personal: false, required: false, maxBytes: 4194304, doc: ""),
    FieldTable(20, "logRead", "log_read", .message("LogReadReply"), .oneof, personal: false, required: false, maxBytes: 4194304, doc: ""),
    FieldTable(21, "logSubscribe", "log_subscribe", .message("LogSubscribeReply"), .oneof, personal: false, required: false, maxBytes: 1024, doc: ""),
    FieldTable(22, "logCredit", "log_credit", .message("LogCreditReply"), .oneof, personal: false, required: false, maxBytes: 1024, doc: ""),
    FieldTable(23, "logUnsubscribe", "log_unsubscribe", .message("LogUnsubscribeReply"), .oneof, personal: false, required: false, maxBytes: 1024, doc: ""),
    FieldTable(24, "logIdentify", "log_identify", .message("LogIdentifyReply"), .oneof, personal: false, required: false, maxBytes: 131072, doc: ""),
    FieldTable(30, "contactGet", "contact_get", .message("ContactGetReply"), .oneof, personal: false, required: false, maxBytes: 524288, doc: ""),
    FieldTable(31, "contactFind", "contact_find", .message("ContactFindReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(32, "contactHistory", "contact_history", .message("ContactHistoryReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(33, "dealGet", "deal_get", .message("DealGetReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(34, "dealList", "deal_list", .message("DealListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(35, "pipelineList", "pipeline_list", .message("PipelineListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(36, "pipelineBoard", "pipeline_board", .message("PipelineBoardReply"), .oneof, personal: false, required: false, maxBytes: 4194304, doc: ""),
    FieldTable(37, "campaignGet", "campaign_get", .message("CampaignGetReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(38, "campaignList", "campaign_list", .message("CampaignListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(39, "campaignReport", "campaign_report", .message("CampaignReportReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(40, "taskGet", "task_get", .message("TaskGetReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(41, "taskList", "task_list", .message("TaskListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(42, "orderList", "order_list", .message("OrderListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(43, "metricsQuery", "metrics_query", .message("MetricsQueryReply"), .oneof, personal: false, required: false, maxBytes: 4194304, doc: ""),
    FieldTable(44, "companyGet", "company_get", .message("CompanyGetReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(45, "reminderList", "reminder_list", .message("ReminderListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(46, "metricsList", "metrics_list", .message("MetricsListReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(47, "suppressionList", "suppression_list", .message("SuppressionListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(48, "contactRelations", "contact_relations", .message("ContactRelationsReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(49, "contactTree", "contact_tree", .message("ContactTreeReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(50, "userGet", "user_get", .message("UserGetReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(51, "userList", "user_list", .message("UserListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(52, "teamList", "team_list", .message("TeamListReply"), .oneof, personal: false, required: false, maxBytes: 2097152, doc: ""),
    FieldTable(53, "contactDisclose", "contact_disclose", .message("ContactDiscloseReply"), .oneof, personal: false, required: false, maxBytes: 4194304, doc: ""),
    FieldTable(60, "projectionList", "projection_list", .message("ProjectionListReply"), .oneof, personal: false, required: false, maxBytes: 262144, doc: ""),
    FieldTable(61, "projectionStatus", "projection_status", .message("ProjectionStatusReply"), .oneof, personal: false, required: false, maxBytes: 65536, doc: ""),
    FieldTable(62, "projectionRebuild", "projection_rebuild", .message("ProjectionRebuildReply"), .oneof, personal: false, required: false, maxBytes: 16384, doc: ""),
    FieldTable(63, "projectionVerify", "projection_verify", .message("ProjectionVerifyReply"), .oneof, personal: false, required: false, maxBytes: 1048576, doc: ""),
    FieldTable(64, "systemStatus", "system_status", .message("SystemStatusReply"), .oneof, personal: false, required: false, maxBytes: 1048576, doc: ""),
    FieldTable(70, "whatif", "whatif", .message("WhatIfReply"), .oneof, personal: false, required: false, maxBytes: 8388608, doc: ""),
  ])

  /// Every message of this module.
  package static let apiMessages: [MessageTable] = [errorReply, behind, campaignGetRequest, campaignGetReply, campaignListRequest, campaignListReply, campaignReportRequest, campaignReportReply, campaignReportReply_Rates, suppressionListRequest, suppressionListReply, companyGetRequest, companyGetReply, helloRequest, helloReply, helloReply_LogState, limits, discoverRequest, discoverReply, contactGetRequest, contactGetReply, contactFindRequest, contactFindReply, contactHistoryRequest, contactHistoryReply, contactRelationsRequest, contactRelationsReply, contactTreeRequest, contactTreeReply, dealGetRequest, dealGetReply, dealListRequest, dealListReply, pipelineListRequest, pipelineListReply, pipelineBoardRequest, pipelineBoardReply, pipelineBoardReply_BoardStage, logReadRequest, logReadReply, logSubscribeRequest, logSubscribeReply, logCreditRequest, logCreditReply, logUnsubscribeRequest, logUnsubscribeReply, logEvent, logEnded, logIdentifyRequest, identifiedTexts, logIdentifyReply, logIdentifyReply_Identity, metricsQueryRequest, metricsQueryReply, metricsQueryReply_Point, metricsQueryReply_Key, metricsListRequest, metricsListReply, metricsListReply_Metric, projectionInfo, projectionInfo_Building, projectionInfo_FailedBuild, projectionInfo_Fault, projectionListRequest, projectionListReply, projectionStatusRequest, projectionStatusReply, projectionRebuildRequest, projectionRebuildReply, projectionVerifyRequest, projectionVerifyReply, projectionVerifyReply_Difference, systemStatusRequest, systemStatusReply, systemStatusReply_LogStatus, systemStatusReply_Folder, systemStatusReply_Lag, systemStatusReply_Damage, systemStatusReply_LastCommit, orderListRequest, orderListReply, contactDiscloseRequest, contactDiscloseReply, disclosedFact, recordRequest, proposedEvent, expectation, condition, factSet, recordReply, recordReply_Recorded, commandGetRequest, commandGetReply, commandFact, taskGetRequest, taskGetReply, taskListRequest, taskListReply, reminderListRequest, reminderListReply, userGetRequest, userGetReply, userListRequest, userListReply, teamListRequest, teamListReply, whatIfRequest, whatIfQuery, whatIfReply, whatIfReply_Difference, whatIfAnswer, request, reply]
  /// The figures that can be asked for.
  public static let metrics: [MetricTable] = [
    MetricTable(name: "contacts.created", definition: "Contacts created, by the day of their creation; owner and source as they were then; the actor recorded it.", by: ["owner", "actor", "source"], isOfNow: false, unit: "count"),
    MetricTable(name: "calls.logged", definition: "Calls logged and not retracted; the owner is the contact's when the call occurred, as far as that was known when it was recorded; the actor is who made it: for whom it was recorded, else who recorded it.", by: ["owner", "actor", "direction", "outcome"], isOfNow: false, unit: "count"),
    MetricTable(name: "calls.seconds", definition: "Seconds of calls logged and not retracted; the owner is the contact's when the call occurred, as far as that was known when it was recorded; the actor is who made it: for whom it was recorded, else who recorded it.", by: ["owner", "actor", "direction", "outcome"], isOfNow: false, unit: "seconds"),
    MetricTable(name: "emails.logged", definition: "E-mails logged and not retracted; the owner is the contact's when the e-mail occurred, as far as that was known when it was recorded; the actor is who wrote it: for whom it was recorded, else who recorded it.", by: ["owner", "actor", "direction", "channel"], isOfNow: false, unit: "count"),
    MetricTable(name: "interactions.logged", definition: "Calls, e-mails, messages, letters, meetings and visits logged and not retracted; the channel of calls is phone, of meetings meeting, of visits visit; the owner is the contact's when it occurred, as far as that was known when it was recorded; the actor is who did it: for whom it was recorded, else who recorded it.", by: ["owner", "actor", "type", "direction", "channel", "outcome"], isOfNow: false, unit: "count"),
    MetricTable(name: "deals.opened", definition: "Deals opened; owner and stage as they were then; the actor recorded it.", by: ["owner", "actor", "pipeline", "stage"], isOfNow: false, unit: "count"),
    MetricTable(name: "deals.won", definition: "Deals won, by the day of their last closing, and by the owner that they have now; a deal that was opened again no longer counts; the actor recorded the closing.", by: ["owner", "actor", "pipeline"], isOfNow: false, unit: "count"),
    MetricTable(name: "deals.lost", definition: "Deals lost, by the day of their last closing, and by the owner that they have now; a deal that was opened again no longer counts; the actor recorded the closing.", by: ["owner", "actor", "pipeline", "reason"], isOfNow: false, unit: "count"),
    MetricTable(name: "deals.wonValue", definition: "The values at which deals were won, by the day of their last closing, and by the owner that they have now; currencies are not mixed; the actor recorded the closing.", by: ["owner", "actor", "pipeline"], isOfNow: false, unit: "money"),
    MetricTable(name: "deals.winRate", definition: "Deals won / (won + lost), by count and by the day of their last closing, and by the owner that they have now; only the last outcome of a deal counts, and none of one that was opened again; the actor recorded the closing.", by: ["owner", "actor", "pipeline"], isOfNow: false, unit: "share"),
    MetricTable(name: "pipeline.open", definition: "The values of the deals that are open now; currencies are not mixed.", by: ["pipeline", "stage"], isOfNow: true, unit: "money"),
    MetricTable(name: "pipeline.weighted", definition: "The values of the deals that are open now, times the probability of their stage, each stage's sum rounded to the minor unit; currencies are not mixed.", by: ["pipeline", "stage"], isOfNow: true, unit: "money"),
    MetricTable(name: "campaigns.sent", definition: "Messages of campaigns sent and not retracted; the actor recorded it.", by: ["actor", "campaign", "channel"], isOfNow: false, unit: "count"),
    MetricTable(name: "campaigns.hardBounces", definition: "Messages of campaigns that bounced for good, not retracted; the actor recorded that.", by: ["actor", "campaign", "channel"], isOfNow: false, unit: "count"),
    MetricTable(name: "campaigns.softBounces", definition: "Messages of campaigns that bounced and of which it was not said that it was for good, not retracted; the actor recorded that.", by: ["actor", "campaign", "channel"], isOfNow: false, unit: "count"),
    MetricTable(name: "campaigns.cost", definition: "Costs of campaigns recorded and not retracted, by the day to which they belong; currencies are not mixed.", by: ["campaign", "channel"], isOfNow: false, unit: "money"),
    MetricTable(name: "orders.count", definition: "Orders placed and not retracted; the owner is the contact's when the order was placed, as far as that was known when it was recorded; the actor recorded it.", by: ["owner", "actor"], isOfNow: false, unit: "count"),
    MetricTable(name: "orders.items", definition: "Items of orders placed and not retracted; the owner is the contact's when the order was placed, as far as that was known when it was recorded; the actor recorded it.", by: ["owner", "actor"], isOfNow: false, unit: "items"),
    MetricTable(name: "orders.customerDays", definition: "Distinct pairs of a contact and a day on which it placed an order that was not retracted; the owner is the contact's when the order was placed that was recorded first for the day, as far as that was known then.", by: ["owner"], isOfNow: false, unit: "count"),
    MetricTable(name: "orders.revenue", definition: "Totals of orders placed and not retracted; currencies are not mixed; the owner is the contact's when the order was placed, as far as that was known when it was recorded; the actor recorded it.", by: ["owner", "actor"], isOfNow: false, unit: "money"),
    MetricTable(name: "payments.received", definition: "Payments received and not retracted; currencies are not mixed; the owner is the contact's when the payment was received, as far as that was known when it was recorded; the actor recorded it.", by: ["owner", "actor"], isOfNow: false, unit: "money"),
  ]
  /// Every enum of this module.
  package static let apiEnums: [EnumTable] = [contactHistoryRequest_OrderEnum, projectionInfo_StateEnum, withheldReasonEnum]
}
