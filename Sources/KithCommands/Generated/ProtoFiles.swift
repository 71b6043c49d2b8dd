// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// The .proto files that a client needs.
enum ProtoFiles {
  /// Each by its path, as the others import it.
  static let all: [(path: String, text: String)] = [
    ("kith/v1/api.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_campaigns.proto";
import "kith/v1/api_connection.proto";
import "kith/v1/api_contacts.proto";
import "kith/v1/api_deals.proto";
import "kith/v1/api_errors.proto";
import "kith/v1/api_log.proto";
import "kith/v1/api_metrics.proto";
import "kith/v1/api_operation.proto";
import "kith/v1/api_orders.proto";
import "kith/v1/api_record.proto";
import "kith/v1/api_tasks.proto";
import "kith/v1/options.proto";

// One call in the binary framing. A method and its outcome have the same field number in Request and Reply.
message Request {
  // Comes back in the reply; 0 asks for none in JSON only, here every request is answered.
  uint64 id = 1;
  oneof method {
    HelloRequest hello = 16 [(needs) = PERMISSION_NONE, (answered_by) = PLACE_CONNECTION];
    RecordRequest record = 17 [(needs) = PERMISSION_RECORD, (answered_by) = PLACE_WRITER];
    DiscoverRequest rpc_discover = 18 [(needs) = PERMISSION_ROLE, (answered_by) = PLACE_CONNECTION];
    LogReadRequest log_read = 20 [(needs) = PERMISSION_LOG, (answered_by) = PLACE_ENGINE];
    LogSubscribeRequest log_subscribe = 21 [(needs) = PERMISSION_LOG, (answered_by) = PLACE_CONNECTION];
    LogCreditRequest log_credit = 22 [(needs) = PERMISSION_LOG, (answered_by) = PLACE_CONNECTION];
    LogUnsubscribeRequest log_unsubscribe = 23 [(needs) = PERMISSION_LOG, (answered_by) = PLACE_CONNECTION];
    ContactGetRequest contact_get = 30 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    ContactFindRequest contact_find = 31 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    ContactHistoryRequest contact_history = 32 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    DealGetRequest deal_get = 33 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    DealListRequest deal_list = 34 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    PipelineListRequest pipeline_list = 35 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    PipelineBoardRequest pipeline_board = 36 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    CampaignGetRequest campaign_get = 37 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    CampaignListRequest campaign_list = 38 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    CampaignReportRequest campaign_report = 39 [(needs) = PERMISSION_FIGURES, (answered_by) = PLACE_READ_MODELS];
    TaskGetRequest task_get = 40 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    TaskListRequest task_list = 41 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    OrderListRequest order_list = 42 [(needs) = PERMISSION_READ, (answered_by) = PLACE_READ_MODELS];
    MetricsQueryRequest metrics_query = 43 [(needs) = PERMISSION_FIGURES, (answered_by) = PLACE_READ_MODELS];
    ProjectionListRequest projection_list = 60 [(needs) = PERMISSION_AUDIT, (answered_by) = PLACE_ENGINE];
    ProjectionStatusRequest projection_status = 61 [(needs) = PERMISSION_AUDIT, (answered_by) = PLACE_ENGINE];
    ProjectionRebuildRequest projection_rebuild = 62 [
      (needs) = PERMISSION_OPERATE,
      (answered_by) = PLACE_CONNECTION
    ];
    ProjectionVerifyRequest projection_verify = 63 [
      (needs) = PERMISSION_OPERATE,
      (answered_by) = PLACE_ENGINE
    ];
    SystemStatusRequest system_status = 64 [(needs) = PERMISSION_STATUS, (answered_by) = PLACE_ENGINE];
  }
}

// The answer to one Request, or an event of a subscription (id 0).
message Reply {
  uint64 id = 1;
  oneof outcome {
    ErrorReply error = 2;
    LogEvent event = 3;
    LogEnded ended = 4;
    HelloReply hello = 16 [(max_bytes) = 16384];
    RecordReply record = 17 [(max_bytes) = 1048576];
    DiscoverReply rpc_discover = 18 [(max_bytes) = 1048576];
    LogReadReply log_read = 20 [(max_bytes) = 4194304];
    LogSubscribeReply log_subscribe = 21 [(max_bytes) = 1024];
    LogCreditReply log_credit = 22 [(max_bytes) = 1024];
    LogUnsubscribeReply log_unsubscribe = 23 [(max_bytes) = 1024];
    ContactGetReply contact_get = 30 [(max_bytes) = 524288];
    ContactFindReply contact_find = 31 [(max_bytes) = 2097152];
    ContactHistoryReply contact_history = 32 [(max_bytes) = 2097152];
    DealGetReply deal_get = 33 [(max_bytes) = 2097152];
    DealListReply deal_list = 34 [(max_bytes) = 2097152];
    PipelineListReply pipeline_list = 35 [(max_bytes) = 2097152];
    PipelineBoardReply pipeline_board = 36 [(max_bytes) = 4194304];
    CampaignGetReply campaign_get = 37 [(max_bytes) = 65536];
    CampaignListReply campaign_list = 38 [(max_bytes) = 2097152];
    CampaignReportReply campaign_report = 39 [(max_bytes) = 65536];
    TaskGetReply task_get = 40 [(max_bytes) = 65536];
    TaskListReply task_list = 41 [(max_bytes) = 2097152];
    OrderListReply order_list = 42 [(max_bytes) = 2097152];
    MetricsQueryReply metrics_query = 43 [(max_bytes) = 4194304];
    ProjectionListReply projection_list = 60 [(max_bytes) = 262144];
    ProjectionStatusReply projection_status = 61 [(max_bytes) = 65536];
    ProjectionRebuildReply projection_rebuild = 62 [(max_bytes) = 16384];
    ProjectionVerifyReply projection_verify = 63 [(max_bytes) = 1048576];
    SystemStatusReply system_status = 64 [(max_bytes) = 1048576];
  }
}

"""###),
    ("kith/v1/api_campaigns.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_errors.proto";
import "kith/v1/common.proto";
import "kith/v1/options.proto";
import "kith/v1/views.proto";

// Gives a campaign.
message CampaignGetRequest {
  string campaign = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message CampaignGetReply {
  uint64 position = 1;
  CampaignCard campaign = 2;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Lists campaigns.
message CampaignListRequest {
  optional uint32 limit = 1 [(minimum) = 1];
  optional string cursor = 2 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message CampaignListReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated CampaignCard campaigns = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Gives a campaign's figures.
message CampaignReportRequest {
  string campaign = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

// Counts are of distinct contacts of whom a message stands; a rate is at most 1, and absent (null in JSON) where nothing
// was delivered or sent.
message CampaignReportReply {
  uint64 position = 1;
  CampaignCard campaign = 2;
  uint64 sent = 3;
  uint64 delivered = 4;
  // Contacts all of whose messages bounced, and who have not answered any.
  uint64 bounced = 5;
  uint64 opened = 6;
  uint64 clicked = 7;
  uint64 replied = 8;
  uint64 converted = 9;
  uint64 unsubscribed = 10;
  uint64 complained = 11;
  Rates rates = 12;
  Money cost = 13;
  // Contacts of whose messages it is not known whether they arrived.
  uint64 unknown = 14;
  // How delivered was found: confirmed (by DELIVERED or a later response) or sentMinusBounced.
  string delivered_basis = 15;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;

  message Rates {
    // delivered / sent
    optional double delivery = 1;
    // bounced / sent
    optional double bounce = 2;
    // opened / delivered
    optional double open = 3;
    // clicked / delivered
    optional double click = 4;
    // of those that opened, who also clicked / opened
    optional double click_to_open = 5;
    // replied / delivered
    optional double reply = 6;
    // converted / delivered
    optional double conversion = 7;
    // unsubscribed / delivered
    optional double unsubscribe = 8;
    // complained / delivered
    optional double complaint = 9;
  }
}

"""###),
    ("kith/v1/api_connection.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/options.proto";

// Says who the client is and asks who the daemon is. Optional: a connection may begin with any method.
message HelloRequest {
  string client = 1 [(max_bytes) = 256];
  optional uint32 protocol = 2;
}

// Who the daemon is, where its log stands, and what it allows this client.
message HelloReply {
  uint32 protocol = 1;
  string daemon = 2;
  LogState log = 3;
  // What facts that one records are stored with: none, reader, agent, auditor, operator or custom.
  string role = 4;
  string durability = 5;
  Limits limits = 6;
  // The names of one's roles.
  repeated string roles = 7;
  // What they allow together.
  repeated string permissions = 8;

  message LogState {
    string origin = 1;
    uint64 head = 2;
    // The audit tree's root over all facts up to head, in hexadecimal.
    string root = 3;
  }
}

// What the daemon bounds.
message Limits {
  uint32 in_flight = 1;
  uint64 reply_bytes = 2;
  uint64 request_bytes = 3;
  uint32 batch = 4;
  uint32 events = 5;
  uint32 credits = 6;
  uint32 connections = 7;
  uint32 subscriptions = 8;
  uint32 waiting_queries = 9;
  uint64 unfinished_bytes = 10;
  uint32 unfinished_seconds = 11;
  uint32 page = 12;
  uint32 timeout_ms = 13;
  // What one user may hold of what all share, in hundredths.
  uint32 share_percent = 14;
  // Seconds that a query may take.
  uint32 query_seconds = 15;
  // Seconds that a client without a role stays connected.
  uint32 stranger_seconds = 16;
  // Of memory, for all clients together.
  uint64 client_bytes = 20;
  // Seconds after which a client that takes no answer is closed, while others wait for the memory that it holds.
  uint32 unread_seconds = 21;
}

// Gives this description of the service: an OpenRPC document.
message DiscoverRequest {}

message DiscoverReply {
  // The OpenRPC document as JSON text; in the JSON framing it is the result itself.
  string document = 1;
}

"""###),
    ("kith/v1/api_contacts.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_errors.proto";
import "kith/v1/options.proto";
import "kith/v1/views.proto";

// Gives a contact's card.
message ContactGetRequest {
  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message ContactGetReply {
  uint64 position = 1;
  ContactCard contact = 2;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Finds contacts by name, e-mail, phone, tag, owner or external id; without any, all by name.
message ContactFindRequest {
  // The beginning of any word of the name, accents and case folded.
  optional string text = 1 [(personal) = true, (max_bytes) = 800, (form) = FORM_SOUGHT_WORDS, (max_characters) = 200];
  optional string email = 2 [(personal) = true, (max_bytes) = 254, (form) = FORM_EMAIL];
  optional string phone = 3 [(personal) = true, (max_bytes) = 160, (form) = FORM_PHONE, (max_characters) = 64];
  optional string tag = 4 [(max_bytes) = 256, (form) = FORM_SOUGHT, (max_characters) = 64];
  optional string owner = 5 [(max_bytes) = 256, (form) = FORM_SOUGHT, (max_characters) = 64];
  optional string external_id = 6 [(personal) = true, (max_bytes) = 200, (form) = FORM_SOUGHT];
  optional uint32 limit = 7 [(minimum) = 1];
  optional string cursor = 8 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  // The whole name, accents and case folded.
  optional string name = 9 [(personal) = true, (max_bytes) = 800, (form) = FORM_SOUGHT_NAME, (max_characters) = 200];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message ContactFindReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated ContactListItem contacts = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Gives what happened with a contact, newest first.
message ContactHistoryRequest {
  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  repeated string types = 2 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_FACT];
  Order order = 3;
  // Newest first; true when absent.
  optional bool backward = 4;
  optional uint32 limit = 5 [(minimum) = 1];
  optional string cursor = 6 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];

  // By position (the default), or by when it happened.
  enum Order {
    ORDER_UNSPECIFIED = 0;
    RECORDED = 1;
    OCCURRED = 2;
  }
}

message ContactHistoryReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated HistoryEntry entries = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

"""###),
    ("kith/v1/api_deals.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_errors.proto";
import "kith/v1/common.proto";
import "kith/v1/options.proto";
import "kith/v1/views.proto";

// Gives a deal with its stage history.
message DealGetRequest {
  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  // How many stages of its history at most; 1000 when absent.
  optional uint32 limit = 2 [(minimum) = 1];
  optional string cursor = 3 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message DealGetReply {
  uint64 position = 1;
  DealCard deal = 2;
  // A page: at most about 1 MiB.
  repeated StageVisit stages = 3;
  optional string cursor = 4;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Lists deals.
message DealListRequest {
  optional string contact = 1 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  optional string pipeline = 2 [(max_bytes) = 800, (form) = FORM_PIPELINE, (max_characters) = 200];
  optional string stage = 3 [(max_bytes) = 64, (form) = FORM_SOUGHT];
  optional string owner = 4 [(max_bytes) = 256, (form) = FORM_SOUGHT, (max_characters) = 64];
  optional DealCard.State state = 5;
  optional bool rotting = 6;
  optional uint32 limit = 7 [(minimum) = 1];
  optional string cursor = 8 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message DealListReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated DealCard deals = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Lists the pipelines in the order of their first definition.
message PipelineListRequest {
  optional uint32 limit = 1 [(minimum) = 1];
  optional string cursor = 2 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message PipelineListReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated PipelineCard pipelines = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Gives a pipeline's open deals by stage, with counts and sums.
message PipelineBoardRequest {
  // Its id or its name; the first pipeline when absent.
  optional string pipeline = 1 [(max_bytes) = 800, (form) = FORM_PIPELINE, (max_characters) = 200];
  optional string cursor = 2 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message PipelineBoardReply {
  uint64 position = 1;
  string pipeline = 2;
  string name = 3;
  // A page: at most about 1 MiB.
  repeated BoardStage stages = 4;
  optional string cursor = 5;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;

  message BoardStage {
    string stage = 1;
    uint32 probability = 2;
    uint64 count = 3;
    repeated Money totals = 4;
    repeated Money weighted = 5;
    // The first 20.
    repeated DealCard deals = 6;
  }
}

"""###),
    ("kith/v1/api_errors.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/options.proto";

// Why a request was refused.
message ErrorReply {
  option (reason) = {
    word: "ambiguous"
    meaning: "Several contacts have the e-mail address, phone or external id that names one."
  };
  option (reason) = {
    word: "building"
    meaning: "The read model is being built already."
  };
  option (reason) = {
    word: "condition"
    meaning: "The fact at `position` is one that `unless` means."
  };
  option (reason) = {
    word: "corrected"
    meaning: "The command of this id was recorded as another request that corrects it (code `idReused`)."
    code: "idReused"
  };
  option (reason) = {
    word: "exists"
    meaning: "What the fact would create is there: an id is given once."
  };
  option (reason) = {
    word: "version"
    meaning: "`subject` has another version than `expect` says: `version`."
  };

  // JSON-RPC's number: -32700 to -32600 for its own errors, -32000 for the words in `code`.
  int32 number = 1;
  // A stable word.
  string code = 2;
  // One sentence for a person.
  string message = 3;
  // The path of the field that was refused, such as events[2].data.contact.
  optional string field = 4;
  // The 0-based index of the refused event.
  optional uint32 event = 5;
  bool retryable = 6;
  // A further stable word, such as consentWithdrawn.
  optional string reason = 7;
  // The subject in conflict.
  optional string subject = 8;
  // The version of that subject now.
  optional uint64 version = 9;
  // The position reached, of `behind`; the position found, of a failed `unless`.
  optional uint64 position = 10;
  // The caller's role, of `forbidden`.
  optional string role = 11;
  // The permission that the caller lacks, of `forbidden`; absent where operators alone may.
  optional string permission = 12;
}

// That an answer is from before the log's head, because its read model cannot follow at the moment.
message Behind {
  option (reason) = {
    word: "stopped"
    meaning: "It met a fact that it could not apply, and stands where it was then; `projection.status` says "
             "why."
  };
  option (reason) = {
    word: "storageFull"
    meaning: "The disk is full; it goes on as soon as there is room."
  };

  // The log's head when the query was answered.
  uint64 head = 1;
  // Why the read model cannot follow: a stable word, such as storageFull.
  string reason = 2;
}

"""###),
    ("kith/v1/api_log.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/event.proto";
import "kith/v1/options.proto";

// Reads facts from the log in the order of their positions; bounds are exclusive.
message LogReadRequest {
  optional uint64 after = 1;
  optional uint64 before = 2;
  optional uint32 limit = 3 [(minimum) = 1];
  repeated string types = 4 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_FACT];
  repeated string subjects = 5 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_ID];
  bool backward = 6;
  // The last_loss of the answer that gave `after`; without it an `after` among facts that were lost is refused.
  optional uint64 known_loss = 7;
}

// A page of facts. `next` goes into `after` (backward: `before`) and is set on an empty page too.
message LogReadReply {
  uint64 position = 1;
  repeated Event events = 2;
  uint64 next = 3;
  bool more = 4;
  uint64 head = 5;
  // The position of the last LogLossAccepted, where there is one: to be kept with `next` and given as known_loss.
  optional uint64 last_loss = 6;
}

// Follows the log: each durable fact after a position is sent once as a log.event, past and live without a gap.
message LogSubscribeRequest {
  uint64 after = 1;
  repeated string types = 2 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_FACT];
  repeated string subjects = 3 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_ID];
  optional uint32 credits = 4;
  // The last_loss of the answer that gave `after`; without it an `after` among facts that were lost is refused.
  optional uint64 known_loss = 5;
}

// The subscription, answered before its first event.
message LogSubscribeReply {
  uint64 position = 1;
  uint64 subscription = 2;
  // The position of the last LogLossAccepted, where there is one: to be kept with positions and given as known_loss.
  optional uint64 last_loss = 3;
}

// Lets a subscription send more events.
message LogCreditRequest {
  uint64 subscription = 1 [(required) = true];
  uint32 credits = 2 [(required) = true];
}

message LogCreditReply {
  uint64 position = 1;
  uint64 subscription = 2;
  // Credits left now.
  uint64 credits = 3;
}

// Ends a subscription.
message LogUnsubscribeRequest {
  uint64 subscription = 1 [(required) = true];
}

message LogUnsubscribeReply {
  uint64 position = 1;
  uint64 subscription = 2;
}

// One fact of a subscription.
message LogEvent {
  uint64 subscription = 1;
  Event event = 2;
}

// The daemon ended a subscription; go on after `position`.
message LogEnded {
  uint64 subscription = 1;
  uint64 position = 2;
  string code = 3;
}

"""###),
    ("kith/v1/api_metrics.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_errors.proto";
import "kith/v1/common.proto";
import "kith/v1/options.proto";

// Gives a figure over time, with the definition it used.
message MetricsQueryRequest {
  option (metric) = {
    name: "contacts.created"
    definition: "Contacts created, by the day of their creation; owner and source as they were then."
    by: ["owner", "source"]
  };
  option (metric) = {
    name: "calls.logged"
    definition: "Calls logged and not retracted; the owner is the contact's when the call was recorded."
    by: ["owner", "direction", "outcome"]
  };
  option (metric) = {
    name: "calls.seconds"
    definition: "Seconds of calls logged and not retracted; the owner is the contact's when the call was "
                "recorded."
    by: ["owner", "direction", "outcome"]
  };
  option (metric) = {
    name: "emails.logged"
    definition: "E-mails logged and not retracted; the owner is the contact's when the e-mail was recorded."
    by: ["owner", "direction", "channel"]
  };
  option (metric) = {
    name: "interactions.logged"
    definition: "Calls, e-mails, messages, letters, meetings and visits logged and not retracted; the channel of "
                "calls is phone, of meetings meeting, of visits visit; the owner is the contact's when it was "
                "recorded."
    by: ["owner", "type", "direction", "channel", "outcome"]
  };
  option (metric) = {
    name: "deals.opened"
    definition: "Deals opened; owner and stage as they were then."
    by: ["owner", "pipeline", "stage"]
  };
  option (metric) = {
    name: "deals.won"
    definition: "Deals won, by the day of their last closing; a deal that was opened again no longer counts."
    by: ["owner", "pipeline"]
  };
  option (metric) = {
    name: "deals.lost"
    definition: "Deals lost, by the day of their last closing; a deal that was opened again no longer counts."
    by: ["owner", "pipeline", "reason"]
  };
  option (metric) = {
    name: "deals.wonValue"
    definition: "The values at which deals were won, by the day of their last closing; currencies are not mixed."
    by: ["owner", "pipeline"]
  };
  option (metric) = {
    name: "deals.winRate"
    definition: "Deals won / (won + lost), by count and by the day of their last closing; only the last outcome "
                "of a deal counts, and none of one that was opened again."
    by: ["owner", "pipeline"]
  };
  option (metric) = {
    name: "pipeline.open"
    definition: "The values of the deals that are open now; currencies are not mixed."
    by: ["pipeline", "stage"]
    is_of_now: true
  };
  option (metric) = {
    name: "pipeline.weighted"
    definition: "The values of the deals that are open now, times the probability of their stage, each stage's "
                "sum rounded to the minor unit; currencies are not mixed."
    by: ["pipeline", "stage"]
    is_of_now: true
  };
  option (metric) = {
    name: "campaigns.sent"
    definition: "Messages of campaigns sent and not retracted."
    by: ["campaign", "channel"]
  };
  option (metric) = {
    name: "orders.count"
    definition: "Orders placed and not retracted; the owner is the contact's when the order was recorded."
    by: ["owner"]
  };
  option (metric) = {
    name: "orders.items"
    definition: "Items of orders placed and not retracted; the owner is the contact's when the order was "
                "recorded."
    by: ["owner"]
  };
  option (metric) = {
    name: "orders.customerDays"
    definition: "Distinct pairs of a contact and a day on which it placed an order that was not retracted; the "
                "owner is the contact's when the first order of the day was recorded."
    by: ["owner"]
  };
  option (metric) = {
    name: "orders.revenue"
    definition: "Totals of orders placed and not retracted; currencies are not mixed; the owner is the contact's "
                "when the order was recorded."
    by: ["owner"]
  };
  option (metric) = {
    name: "payments.received"
    definition: "Payments received and not retracted; currencies are not mixed; the owner is the contact's when "
                "the payment was recorded."
    by: ["owner"]
  };

  string metric = 1 [(required) = true, (max_bytes) = 64, (form) = FORM_METRIC];
  // From this time on; a date: from the beginning of this day on.
  optional string from = 2 [(max_bytes) = 256, (form) = FORM_DAY];
  // Before this time; a date: to the end of this day.
  optional string to = 3 [(max_bytes) = 256, (form) = FORM_DAY];
  // day, week, month, year, owner, channel, ...; several with commas; absent: one total.
  optional string by = 4 [(max_bytes) = 256, (form) = FORM_GROUPING];
  optional string cursor = 5 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message MetricsQueryReply {
  uint64 position = 1;
  string metric = 2;
  string definition = 3;
  string time_zone = 4;
  string basis = 5;
  // A page: at most about 1 MiB.
  repeated Point series = 6;
  optional string cursor = 7;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;

  message Point {
    // The bucket's first day; absent for one total.
    optional string at = 1;
    optional double value = 2;
    repeated Money amounts = 3;
    Key key = 4;
  }

  message Key {
    optional string owner = 1;
    optional string channel = 2;
    optional string source = 3;
    optional string direction = 4;
    optional string outcome = 5;
    optional string pipeline = 6;
    optional string stage = 7;
    optional string reason = 8;
    optional string campaign = 9;
    optional string type = 10;
  }
}

"""###),
    ("kith/v1/api_operation.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/options.proto";

// A read model as it stands.
message ProjectionInfo {
  string name = 1;
  uint32 version = 2;
  uint64 generation = 3;
  uint64 position = 4;
  uint64 lag = 5;
  State state = 6;
  uint64 rows = 7;
  uint64 bytes = 8;
  string digest = 9;
  Building building = 10;
  Fault fault = 11;
  // The last generation that was begun, where it came to nothing; the one before goes on answering.
  optional FailedBuild failed_build = 12;

  enum State {
    STATE_UNSPECIFIED = 0;
    FOLLOWING = 1;
    CATCHING_UP = 2;
    BUILDING = 3;
    STOPPED = 4;
  }

  message Building {
    uint64 generation = 1;
    uint64 position = 2;
    uint64 target = 3;
    uint64 events_per_second = 4;
    // Until the facts are read and the rows written.
    uint64 seconds_left = 5;
    // The rows that are written of all that were gathered; 0 while facts are read.
    uint64 rows_written = 6;
    uint64 rows_gathered = 7;
  }

  message FailedBuild {
    uint64 generation = 1;
    string job = 2;
    // Where it failed; 0 where no fact was to blame.
    uint64 position = 3;
    string cause = 4;
  }

  message Fault {
    uint64 position = 1;
    string type = 2;
    string cause = 3;
  }
}

// Lists the read models as they stand.
message ProjectionListRequest {
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message ProjectionListReply {
  uint64 position = 1;
  repeated ProjectionInfo projections = 2;
}

// Gives one read model as it stands.
message ProjectionStatusRequest {
  string projection = 1 [(required) = true, (max_bytes) = 64];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message ProjectionStatusReply {
  uint64 position = 1;
  ProjectionInfo projection = 2;
}

// Begins to rebuild a read model from the log, beside the one that goes on answering.
message ProjectionRebuildRequest {
  // A read model's name, or all.
  string projection = 1 [(required) = true, (max_bytes) = 64];
  optional string mode = 2 [(max_bytes) = 64, (words) = "switch"];
}

message ProjectionRebuildReply {
  uint64 position = 1;
  string projection = 2;
  uint64 generation = 3;
  string job = 4;
}

// Makes what is derived again aside, compares it row by row and names the rows that differ; changes nothing.
message ProjectionVerifyRequest {
  // A read model's name, registry or index.
  string projection = 1 [(required) = true, (max_bytes) = 64];
}

// What is derived, compared row by row with what the log makes of it now, at one position.
message ProjectionVerifyReply {
  uint64 position = 1;
  string projection = 2;
  bool equal = 3;
  uint64 rows = 4;
  string digest = 5;
  string rebuilt_digest = 6;
  uint64 different_rows = 7;
  // The first 100.
  repeated Difference differences = 8;
  // Records that could not be read, so that what they say is missing from what was made now, the first 100.
  repeated SystemStatusReply.Damage damaged = 9;

  message Difference {
    string table = 1;
    // The row's key in hexadecimal.
    string key = 2 [(personal) = true];
    // missing, extra or changed.
    string kind = 3;
    // The subject whose row it is, where the key tells.
    string subject = 4;
    // The names of the fields that the caller may not see and that are not here.
    repeated string denied = 100;
  }
}

// Gives the state of the daemon: log, folders, lags, connections, memory and disk.
message SystemStatusRequest {}

message SystemStatusReply {
  uint64 position = 1;
  string version = 2;
  google.protobuf.Timestamp started_at = 3;
  int64 uptime_seconds = 4;
  LogStatus log = 5;
  repeated Folder folders = 6;
  repeated Lag lags = 7;
  uint32 connections = 8;
  uint32 subscriptions = 9;
  uint32 waiting_queries = 10;
  LastCommit last_commit = 11;
  uint64 free_disk_bytes = 12;
  uint64 memory_bytes = 13;
  // What was remade or refused at start, and each fault since then or its end, a sentence each.
  repeated string notices = 14;
  // What is damaged, the first 100.
  repeated Damage damaged = 15;

  message LogStatus {
    string origin = 1;
    uint64 head = 2;
    string root = 3;
  }

  message Folder {
    string name = 1;
    uint64 bytes = 2;
  }

  message Lag {
    string projection = 1;
    uint64 events = 2;
  }

  // One damaged place: it is left out, everything else goes on.
  message Damage {
    // The fact's position; 0 where it is none.
    uint64 position = 1;
    // What of the record: record (it is missing), page (of the log's file), header, open, seals, or key; vault for a slot.
    string part = 2;
    // A sentence.
    string cause = 3;
  }

  message LastCommit {
    uint64 position = 1;
    uint32 commands = 2;
    uint32 events = 3;
    uint64 microseconds = 4;
  }
}

"""###),
    ("kith/v1/api_orders.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/api_errors.proto";
import "kith/v1/options.proto";
import "kith/v1/views.proto";

// Lists orders.
message OrderListRequest {
  optional string contact = 1 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  optional uint32 limit = 2 [(minimum) = 1];
  optional string cursor = 3 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message OrderListReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated OrderCard orders = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

"""###),
    ("kith/v1/api_record.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/facts.proto";
import "kith/v1/options.proto";

// Records all events or none, in one step and in order.
message RecordRequest {
  repeated ProposedEvent events = 1 [(required) = true, (max_count) = 10000];
  optional string command_id = 2 [
    (beside_fact) = true,
    (max_bytes) = 128,
    (form) = FORM_CLIENT_ID,
    (max_characters) = 128
  ];
  repeated Expectation expect = 3 [(beside_fact) = true, (max_count) = 1000];
  Condition unless = 4 [(beside_fact) = true];
  optional string correlation_id = 5 [
    (beside_fact) = true,
    (max_bytes) = 128,
    (form) = FORM_CLIENT_ID,
    (max_characters) = 128
  ];
  optional string causation_id = 6 [
    (beside_fact) = true,
    (max_bytes) = 128,
    (form) = FORM_CLIENT_ID,
    (max_characters) = 128
  ];
  // Names a rehearsal: the command is judged as if this caller's earlier commands under the same name had been
  // recorded, and records nothing; the result's positions are 0. At most 64 bytes of printable ASCII; absent: record.
  optional string rehearsal = 7 [(max_bytes) = 64, (form) = FORM_CLIENT_ID, (max_characters) = 64];
}

// A fact to record. In JSON `fact` is written as `type` and `data`.
message ProposedEvent {
  Fact fact = 1 [(required) = true];
  google.protobuf.Timestamp occurred_at = 2 [(beside_fact) = true, (date) = DATE_NOON];
}

// The version a subject must have; 0: it must not exist yet.
message Expectation {
  string subject = 1 [(required) = true, (max_bytes) = 64, (form) = FORM_ID];
  uint64 version = 2;
}

// Refuses the command when a fact of these types about these subjects exists past `after`, or one that any of several
// such pairs of lists means.
message Condition {
  repeated string types = 1 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_FACT];
  repeated string subjects = 2 [(max_bytes) = 64, (max_count) = 16, (form) = FORM_ID];
  uint64 after = 3;
  // Instead of `types` and `subjects`: what any of these means. All together name at most 64 subjects.
  repeated FactSet any = 4 [(max_count) = 16];
}

// Facts of any of the types that are about, name or imply any of the subjects; an empty list means all.
message FactSet {
  repeated string types = 1 [(max_bytes) = 64, (max_count) = 64, (form) = FORM_FACT];
  repeated string subjects = 2 [(max_bytes) = 64, (max_count) = 16, (form) = FORM_ID];
}

// Where the events were recorded; by then they are on disk.
message RecordReply {
  // Of the last event.
  uint64 position = 1;
  google.protobuf.Timestamp recorded_at = 2;
  repeated Recorded events = 3;
  // Whether this is the first answer to the same command again.
  bool replayed = 4;

  message Recorded {
    uint64 position = 1;
    string subject = 2;
    uint64 version = 3;
  }
}

"""###),
    ("kith/v1/api_tasks.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/api_errors.proto";
import "kith/v1/options.proto";
import "kith/v1/views.proto";

// Gives a task.
message TaskGetRequest {
  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message TaskGetReply {
  uint64 position = 1;
  TaskCard task = 2;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

// Lists tasks by their due time.
message TaskListRequest {
  optional string contact = 1 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  optional string deal = 2 [(max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  optional string owner = 3 [(max_bytes) = 256, (form) = FORM_SOUGHT, (max_characters) = 64];
  optional TaskCard.State state = 4;
  // Due at this time or later; of a date: on this day or later.
  google.protobuf.Timestamp due_from = 5 [(date) = DATE_BEGINNING];
  // Due before this time; of a date: on this day or earlier.
  google.protobuf.Timestamp due_to = 6 [(date) = DATE_END];
  optional uint32 limit = 7 [(minimum) = 1];
  optional string cursor = 8 [(max_bytes) = 8192, (form) = FORM_CURSOR];
  optional uint64 at_least = 100;
  optional uint32 timeout_ms = 101 [(minimum) = 1, (maximum) = 60000];
}

message TaskListReply {
  uint64 position = 1;
  // A page: at most `limit`, and at most about 1 MiB.
  repeated TaskCard tasks = 2;
  optional string cursor = 3;
  // Present when the read model cannot follow the log at the moment.
  optional Behind behind = 100;
}

"""###),
    ("kith/v1/common.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/options.proto";

// An amount of money: a decimal string with no more digits than the currency has, and an ISO 4217 code.
message Money {
  string currency = 1 [(max_bytes) = 8, (form) = FORM_CURRENCY];
  string amount = 2 [(max_bytes) = 64, (form) = FORM_AMOUNT];
}

// Whether a contact is one human being or an organization.
enum ContactKind {
  CONTACT_KIND_UNSPECIFIED = 0;
  PERSON = 1;
  ORGANIZATION = 2;
}

// Who began an interaction: INBOUND came from the contact, OUTBOUND went to it.
enum Direction {
  DIRECTION_UNSPECIFIED = 0;
  INBOUND = 1;
  OUTBOUND = 2;
}

// What became of one message of a campaign.
enum CampaignResponse {
  CAMPAIGN_RESPONSE_UNSPECIFIED = 0;
  DELIVERED = 1;
  BOUNCED = 2;
  OPENED = 3;
  CLICKED = 4;
  REPLIED = 5;
  CONVERTED = 6;
  UNSUBSCRIBED = 7;
  COMPLAINED = 8;
}

"""###),
    ("kith/v1/event.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/facts.proto";

// A fact as it was recorded, and what the daemon knows about it. In JSON `fact` is written as `type` and `data`.
message Event {
  uint64 position = 1;
  Fact fact = 2;
  // The first is what the fact is about.
  repeated string subjects = 3;
  // The primary subject's version after this fact.
  uint64 version = 4;
  google.protobuf.Timestamp occurred_at = 5;
  google.protobuf.Timestamp recorded_at = 6;
  Actor actor = 7;
  optional string command_id = 8;
  optional string correlation_id = 9;
  optional string causation_id = 10;
  // The position of the fact that retracted this one.
  optional uint64 retracted_by = 11;
  // The record at the position is damaged, and why. Nothing else of it is here, unless only its personal fields are lost.
  optional string damaged = 12;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;
}

// Who recorded a fact, as the kernel said.
message Actor {
  uint32 uid = 1;
  // The login name of that uid on this machine, or its number.
  string name = 2;
  string role = 3;
}

"""###),
    ("kith/v1/facts.proto", ###"""
// Made by config/schema from the messages of facts. Do not edit.

syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/facts_campaigns.proto";
import "kith/v1/facts_contacts.proto";
import "kith/v1/facts_deals.proto";
import "kith/v1/facts_interactions.proto";
import "kith/v1/facts_log.proto";
import "kith/v1/facts_orders.proto";
import "kith/v1/facts_tasks.proto";

// One thing that happened. The field number is the fact's stored type number for ever: numbers are never reused.
message Fact {
  oneof fact {
    ContactCreated contact_created = 16;
    ContactDetailsChanged contact_details_changed = 17;
    ContactTagged contact_tagged = 18;
    ContactUntagged contact_untagged = 19;
    CallLogged call_logged = 20;
    EmailLogged email_logged = 21;
    MessageLogged message_logged = 22;
    LetterLogged letter_logged = 23;
    MeetingLogged meeting_logged = 24;
    VisitLogged visit_logged = 25;
    NoteAdded note_added = 26;
    FactRetracted fact_retracted = 27;
    TaskScheduled task_scheduled = 28;
    TaskCompleted task_completed = 29;
    PipelineDefined pipeline_defined = 30;
    DealOpened deal_opened = 31;
    DealStageChanged deal_stage_changed = 32;
    DealRevised deal_revised = 33;
    DealWon deal_won = 34;
    DealLost deal_lost = 35;
    DealReopened deal_reopened = 36;
    CampaignCreated campaign_created = 37;
    CampaignSent campaign_sent = 38;
    CampaignResponseRecorded campaign_response_recorded = 39;
    ConsentGranted consent_granted = 40;
    ConsentWithdrawn consent_withdrawn = 41;
    OrderPlaced order_placed = 42;
    PaymentReceived payment_received = 43;
    LogLossAccepted log_loss_accepted = 44;
    ClockReset clock_reset = 45;
    TaskReassigned task_reassigned = 46;
    TaskRescheduled task_rescheduled = 47;
    TaskRevised task_revised = 48;
    TaskCancelled task_cancelled = 49;
  }
}

"""###),
    ("kith/v1/facts_campaigns.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/common.proto";
import "kith/v1/options.proto";

// A campaign: messages on one channel for one purpose.
message CampaignCreated {
  option (type_number) = 37;
  option (subject) = SUBJECT_CAMPAIGN;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Campaign {name} created";

  // The id; assigned by the daemon when absent.
  string campaign = 1 [(max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN, (creates) = true];
  string name = 2 [(required) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  // A word such as email or sms.
  string channel = 3 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD];
  // A word such as newsletter; transactional is exempt from consent.
  string purpose = 4 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD];
  Money cost = 5;
}

// One message of a campaign went to one contact.
message CampaignSent {
  option (type_number) = 38;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (retractable) = true;
  option (keeps_version) = true;
  option (summary) = "Campaign message sent{: subject}";
  option (reason) = {
    word: "consentMissing"
    meaning: "The contact never spoke of the purpose and channel, and the configuration wants its consent."
  };

  string campaign = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
  string contact = 2 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string subject = 3 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
}

// What a contact did with a campaign's message; UNSUBSCRIBED and COMPLAINED withdraw the consent.
message CampaignResponseRecorded {
  option (type_number) = 39;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (retractable) = true;
  option (keeps_version) = true;
  option (reason) = {
    word: "neverSent"
    meaning: "Nothing of the campaign was sent to the contact."
  };

  string campaign = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
  string contact = 2 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  CampaignResponse response = 3 [(required) = true];
}

// A contact agreed to be written to for a purpose on a channel; * is all.
message ConsentGranted {
  option (type_number) = 40;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (recorder_needs) = PERMISSION_CONSENT;
  option (keeps_version) = true;
  option (summary) = "Consent granted: {purpose} by {channel}";
  option (reason) = {
    word: "tooManyConsents"
    meaning: "The contact has spoken of as many pairs of purpose and channel as one may."
  };

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string purpose = 2 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD_OR_ALL];
  string channel = 3 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD_OR_ALL];
  string evidence = 4 [(in_fact_only) = true, (personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
}

// A contact no longer agrees to be written to for a purpose on a channel; * is all.
message ConsentWithdrawn {
  option (type_number) = 41;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (recorder_needs) = PERMISSION_CONSENT;
  option (keeps_version) = true;
  option (summary) = "Consent withdrawn: {purpose} by {channel}";
  option (reason) = {
    word: "consentWithdrawn"
    meaning: "The contact withdrew its consent to the purpose on the channel."
  };

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string purpose = 2 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD_OR_ALL];
  string channel = 3 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD_OR_ALL];
  string evidence = 4 [(in_fact_only) = true, (personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
}

"""###),
    ("kith/v1/facts_contacts.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/common.proto";
import "kith/v1/options.proto";

// A person or an organization became known.
message ContactCreated {
  option (type_number) = 16;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (reason) = {
    word: "externalIdTaken"
    meaning: "`subject` has the external id."
  };

  // The id; assigned by the daemon when absent.
  string contact = 1 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT, (creates) = true];
  // PERSON when absent.
  ContactKind kind = 2;
  string name = 3 [(personal) = true, (required) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  string given_name = 4 [(personal) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  string family_name = 5 [(personal) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  // The contact id of the organization it belongs to.
  string organization = 6 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  repeated string emails = 7 [(personal) = true, (max_bytes) = 512, (max_count) = 32, (form) = FORM_EMAIL];
  // As typed; looked up in E.164.
  repeated string phones = 8 [(personal) = true, (max_bytes) = 160, (max_count) = 32, (form) = FORM_PHONE];
  repeated string tags = 9 [(max_bytes) = 256, (max_count) = 64, (form) = FORM_LINE, (max_characters) = 64];
  // Where the contact came from, a word such as web or referral.
  string source = 10 [(max_bytes) = 64, (form) = FORM_WORD];
  // The login name of who looks after it.
  string owner = 11 [(max_bytes) = 256, (form) = FORM_LOGIN];
  // The contact's id in another system; belongs to one contact.
  string external_id = 12 [(personal) = true, (max_bytes) = 400, (form) = FORM_EXTERNAL_ID];
  // The ISO 3166 code, such as GB, of the region that completes phones without +; the daemon's setting where one is needed
  // and none is given.
  string phone_region = 13 [(max_bytes) = 8, (form) = FORM_REGION, (comes_with) = "phones"];
}

// What is known of a contact changed: present fields are set, a present list replaces the whole list, clear empties. In
// JSON an empty list is the same as its name in clear.
message ContactDetailsChanged {
  option (type_number) = 17;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Details changed";
  option (reason) = {
    word: "circle"
    meaning: "The organization belongs, perhaps over others, to the contact itself."
  };
  option (reason) = {
    word: "hasMembers"
    meaning: "The organization has contacts that belong to it, so that it cannot become a person."
  };

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  optional ContactKind kind = 2;
  optional string name = 3 [(personal) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  optional string given_name = 4 [
    (personal) = true,
    (max_bytes) = 800,
    (form) = FORM_LINE,
    (max_characters) = 200,
    (clearable) = true
  ];
  optional string family_name = 5 [
    (personal) = true,
    (max_bytes) = 800,
    (form) = FORM_LINE,
    (max_characters) = 200,
    (clearable) = true
  ];
  optional string organization = 6 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT, (clearable) = true];
  repeated string emails = 7 [
    (personal) = true,
    (max_bytes) = 512,
    (max_count) = 32,
    (form) = FORM_EMAIL,
    (clearable) = true
  ];
  repeated string phones = 8 [
    (personal) = true,
    (max_bytes) = 160,
    (max_count) = 32,
    (form) = FORM_PHONE,
    (clearable) = true
  ];
  repeated string tags = 9 [
    (max_bytes) = 256,
    (max_count) = 64,
    (form) = FORM_LINE,
    (max_characters) = 64,
    (clearable) = true
  ];
  optional string source = 10 [(max_bytes) = 64, (form) = FORM_WORD, (clearable) = true];
  optional string owner = 11 [(max_bytes) = 256, (form) = FORM_LOGIN, (clearable) = true];
  optional string external_id = 12 [
    (personal) = true,
    (max_bytes) = 400,
    (form) = FORM_EXTERNAL_ID,
    (clearable) = true
  ];
  // Names of fields to empty.
  repeated string clear = 13 [(max_bytes) = 64, (max_count) = 32, (form) = FORM_FIELD];
  // The region that completes the phones, as in ContactCreated.
  optional string phone_region = 14 [(max_bytes) = 8, (form) = FORM_REGION, (comes_with) = "phones"];
}

// Tags were put on a contact.
message ContactTagged {
  option (type_number) = 18;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Tagged{: tags}";
  option (reason) = {
    word: "tooManyTags"
    meaning: "The contact would have more tags than one may."
  };

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  repeated string tags = 2 [
    (required) = true,
    (max_bytes) = 256,
    (max_count) = 64,
    (form) = FORM_LINE,
    (max_characters) = 64
  ];
}

// Tags were taken off a contact.
message ContactUntagged {
  option (type_number) = 19;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Untagged{: tags}";

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  repeated string tags = 2 [
    (required) = true,
    (max_bytes) = 256,
    (max_count) = 64,
    (form) = FORM_LINE,
    (max_characters) = 64
  ];
}

"""###),
    ("kith/v1/facts_deals.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/common.proto";
import "kith/v1/options.proto";

// A pipeline and its stages in order; a second definition of the same pipeline replaces the first.
message PipelineDefined {
  option (type_number) = 30;
  option (subject) = SUBJECT_PIPELINE;
  option (recorder_needs) = PERMISSION_RECORD;
  option (recorder_needs) = PERMISSION_CONFIGURE;
  option (reason) = {
    word: "tooManyPipelines"
    meaning: "There are as many pipelines as there may be."
  };

  // The id; assigned by the daemon when absent.
  string pipeline = 1 [(max_bytes) = 64, (id_of) = SUBJECT_PIPELINE, (creates) = true];
  string name = 2 [(required) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  repeated Stage stages = 3 [(required) = true, (max_count) = 64];

  // One step of a pipeline.
  message Stage {
    string stage = 1 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD];
    // The chance, in percent from 0 to 100, that a deal in this stage is won.
    uint32 probability = 2 [(maximum) = 100];
    // After how many days without movement or interaction a deal rots; 0 is never.
    uint32 rot_days = 3 [(maximum) = 36500];
  }
}

// A chance to sell something.
message DealOpened {
  option (type_number) = 31;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal opened{: value}{: title}";

  // The id; assigned by the daemon when absent.
  string deal = 1 [(max_bytes) = 64, (id_of) = SUBJECT_DEAL, (creates) = true];
  string contact = 2 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string title = 3 [
    (personal) = true,
    (required) = true,
    (max_bytes) = 800,
    (form) = FORM_LINE,
    (max_characters) = 200
  ];
  // The first pipeline when absent.
  string pipeline = 4 [(max_bytes) = 64, (id_of) = SUBJECT_PIPELINE];
  // The pipeline's first stage when absent.
  string stage = 5 [(max_bytes) = 64, (form) = FORM_WORD];
  Money value = 6;
  // A date, YYYY-MM-DD.
  string expected_close = 7 [(max_bytes) = 32, (form) = FORM_DATE];
  string owner = 8 [(max_bytes) = 256, (form) = FORM_LOGIN];
}

// A deal moved to another stage of its pipeline.
message DealStageChanged {
  option (type_number) = 32;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal moved to {stage}";
  option (reason) = {
    word: "sameStage"
    meaning: "The deal is in this stage."
  };
  option (reason) = {
    word: "tooManyStages"
    meaning: "The deal has entered stages as often as one may."
  };

  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  string stage = 2 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD];
}

// What is known of a deal changed.
message DealRevised {
  option (type_number) = 33;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal revised";

  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  optional string title = 2 [(personal) = true, (max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
  optional Money value = 3 [(clearable) = true];
  optional string expected_close = 4 [(max_bytes) = 32, (form) = FORM_DATE, (clearable) = true];
  optional string owner = 5 [(max_bytes) = 256, (form) = FORM_LOGIN, (clearable) = true];
  // Names of fields to empty.
  repeated string clear = 6 [(max_bytes) = 64, (max_count) = 32, (form) = FORM_FIELD];
}

// A deal was won.
message DealWon {
  option (type_number) = 34;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal won{: value}";
  option (reason) = {
    word: "won"
    meaning: "The deal is won: reopen it first."
  };

  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  // The value it was won at; the deal's value when absent.
  Money value = 2;
}

// A deal was lost.
message DealLost {
  option (type_number) = 35;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal lost{, reason}";
  option (reason) = {
    word: "lost"
    meaning: "The deal is lost: reopen it first."
  };

  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  // A word such as price or timing.
  string reason = 2 [(max_bytes) = 64, (form) = FORM_WORD];
  // Who won it instead.
  string competitor = 3 [(max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
}

// A won or lost deal is open again.
message DealReopened {
  option (type_number) = 36;
  option (subject) = SUBJECT_DEAL;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Deal reopened";
  option (reason) = {
    word: "open"
    meaning: "The deal is open."
  };
  option (reason) = {
    word: "stageGone"
    meaning: "The pipeline has the stage no longer that the deal was closed in: name another."
  };

  string deal = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  // The stage it is in from now on; the one it was closed in when absent.
  string stage = 2 [(max_bytes) = 64, (form) = FORM_WORD];
}

"""###),
    ("kith/v1/facts_interactions.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/common.proto";
import "kith/v1/options.proto";

// A telephone call with a contact.
message CallLogged {
  option (type_number) = 20;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (goes_by) = "phone";
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Direction direction = 2 [(required) = true];
  int64 duration_seconds = 3 [(minimum) = 0, (maximum) = 31622400];
  // A word such as reached, voicemail or callback.
  string outcome = 4 [(max_bytes) = 64, (form) = FORM_WORD];
  string notes = 5 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 6 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
}

// An e-mail to or from a contact.
message EmailLogged {
  option (type_number) = 21;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Direction direction = 2 [(required) = true];
  // email when absent.
  string channel = 3 [(max_bytes) = 64, (form) = FORM_WORD, (usual) = "email"];
  string subject = 4 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
  string text = 5 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 6 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  string campaign = 7 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
}

// A short message to or from a contact.
message MessageLogged {
  option (type_number) = 22;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Direction direction = 2 [(required) = true];
  // A word such as sms or chat.
  string channel = 3 [(max_bytes) = 64, (form) = FORM_WORD];
  string subject = 4 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
  string text = 5 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 6 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  string campaign = 7 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
}

// A letter to or from a contact.
message LetterLogged {
  option (type_number) = 23;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Direction direction = 2 [(required) = true];
  // letter when absent.
  string channel = 3 [(max_bytes) = 64, (form) = FORM_WORD, (usual) = "letter"];
  string subject = 4 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
  string text = 5 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 6 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  string campaign = 7 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_CAMPAIGN];
}

// A meeting with a contact.
message MeetingLogged {
  option (type_number) = 24;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (goes_by) = "meeting";
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  int64 duration_seconds = 2 [(minimum) = 0, (maximum) = 31622400];
  string subject = 3 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
  string text = 4 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 5 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
}

// A visit to or by a contact.
message VisitLogged {
  option (type_number) = 25;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (interaction) = true;
  option (changes_nothing) = true;
  option (goes_by) = "visit";
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  int64 duration_seconds = 2 [(minimum) = 0, (maximum) = 31622400];
  string subject = 3 [(personal) = true, (max_bytes) = 2000, (form) = FORM_LINE, (max_characters) = 500];
  string text = 4 [(personal) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 5 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
}

// Something worth remembering about a contact.
message NoteAdded {
  option (type_number) = 26;
  option (subject) = SUBJECT_CONTACT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (changes_nothing) = true;
  option (retractable) = true;
  option (keeps_version) = true;

  string contact = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string text = 2 [(personal) = true, (required) = true, (max_bytes) = 65536, (form) = FORM_TEXT];
  string deal = 3 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_DEAL];
}

// A fact recorded by mistake: history keeps it, cards and figures no longer count it.
message FactRetracted {
  option (type_number) = 27;
  option (recorder_needs) = PERMISSION_RECORD;
  option (keeps_version) = true;
  option (summary) = "Entry {position} retracted: {reason}";
  option (reason) = {
    word: "notRetractable"
    meaning: "The fact is of a kind that is not retracted."
  };
  option (reason) = {
    word: "retracted"
    meaning: "The fact, or the order that is named, was retracted."
  };

  // The position of an interaction, note, order, payment, send or response.
  uint64 position = 1 [(required) = true];
  // A word such as mistaken or duplicate.
  string reason = 2 [(required) = true, (max_bytes) = 64, (form) = FORM_WORD];
}

"""###),
    ("kith/v1/facts_log.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/options.proto";

// The operator went on without facts that are known to have existed. Recorded by the daemon alone.
message LogLossAccepted {
  option (type_number) = 44;
  option (subject) = SUBJECT_LOG;
  option (keeps_version) = true;
  option (daemon_only) = true;

  // The first position that was lost.
  uint64 from = 1;
  // The last position that is known to have been lost.
  uint64 to = 2;
  // What is known of the audit tree at `to`, in hexadecimal: the leaf of the last lost fact that derived data had seen.
  string old_root = 3 [(max_bytes) = 64];
}

// The operator set the log's clock anew: recordedAt begins again at the machine's time. Recorded by the daemon alone.
message ClockReset {
  option (type_number) = 45;
  option (subject) = SUBJECT_LOG;
  option (keeps_version) = true;
  option (daemon_only) = true;

  // The recordedAt of the fact before this one.
  google.protobuf.Timestamp was = 1;
}

"""###),
    ("kith/v1/facts_orders.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "kith/v1/common.proto";
import "kith/v1/options.proto";

// A contact ordered something.
message OrderPlaced {
  option (type_number) = 42;
  option (subject) = SUBJECT_ORDER;
  option (recorder_needs) = PERMISSION_RECORD;
  option (retractable) = true;
  option (summary) = "Order placed{: total}";

  // The id; assigned by the daemon when absent.
  string order = 1 [(max_bytes) = 64, (id_of) = SUBJECT_ORDER, (creates) = true];
  string contact = 2 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Money total = 3 [(required) = true];
  int64 item_count = 4 [(minimum) = 0, (maximum) = 1000000000];
  repeated Line lines = 5 [(max_count) = 1000];
  // The order's id in another system; belongs to one order.
  string external_id = 6 [(personal) = true, (max_bytes) = 400, (form) = FORM_EXTERNAL_ID];

  // One line of an order.
  message Line {
    string product = 1 [(max_bytes) = 800, (form) = FORM_LINE, (max_characters) = 200];
    // A decimal string.
    string quantity = 2 [(max_bytes) = 64, (form) = FORM_QUANTITY];
    Money unit_price = 3;
  }
}

// A contact paid.
message PaymentReceived {
  option (type_number) = 43;
  option (subject) = SUBJECT_PAYMENT;
  option (recorder_needs) = PERMISSION_RECORD;
  option (retractable) = true;
  option (summary) = "Payment received{: amount}";

  // The id; assigned by the daemon when absent.
  string payment = 1 [(in_fact_only) = true, (max_bytes) = 64, (id_of) = SUBJECT_PAYMENT, (creates) = true];
  string contact = 2 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  Money amount = 3 [(required) = true];
  string order = 4 [(max_bytes) = 64, (id_of) = SUBJECT_ORDER];
}

"""###),
    ("kith/v1/facts_tasks.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/options.proto";

// Something is to be done by a time.
message TaskScheduled {
  option (type_number) = 28;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task scheduled{: title}";

  // The id; assigned by the daemon when absent.
  string task = 1 [(max_bytes) = 64, (id_of) = SUBJECT_TASK, (creates) = true];
  string contact = 2 [(max_bytes) = 64, (id_of) = SUBJECT_CONTACT];
  string deal = 3 [(max_bytes) = 64, (id_of) = SUBJECT_DEAL];
  string title = 4 [
    (personal) = true,
    (required) = true,
    (max_bytes) = 800,
    (form) = FORM_LINE,
    (max_characters) = 200
  ];
  google.protobuf.Timestamp due_at = 5 [(required) = true, (date) = DATE_NOON];
  // The login name of who is to do it.
  string owner = 6 [(max_bytes) = 256, (form) = FORM_LOGIN];
}

// A task was done.
message TaskCompleted {
  option (type_number) = 29;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task done{, outcome}";
  option (reason) = {
    word: "done"
    meaning: "The task is done."
  };

  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  // A word such as done or dropped.
  string outcome = 2 [(max_bytes) = 64, (form) = FORM_WORD];
}

// A task is somebody else's to do.
message TaskReassigned {
  option (type_number) = 46;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task reassigned to {owner}";

  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  // The login name of who is to do it from now on.
  string owner = 2 [(required) = true, (max_bytes) = 256, (form) = FORM_LOGIN];
}

// A task is to be done by another time.
message TaskRescheduled {
  option (type_number) = 47;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task due {dueAt}";

  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  google.protobuf.Timestamp due_at = 2 [(required) = true, (date) = DATE_NOON];
}

// What is to be done was put otherwise.
message TaskRevised {
  option (type_number) = 48;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task revised{: title}";

  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  string title = 2 [
    (personal) = true,
    (required) = true,
    (max_bytes) = 800,
    (form) = FORM_LINE,
    (max_characters) = 200
  ];
}

// A task is not to be done any more.
message TaskCancelled {
  option (type_number) = 49;
  option (subject) = SUBJECT_TASK;
  option (recorder_needs) = PERMISSION_RECORD;
  option (summary) = "Task cancelled{, reason}";
  option (reason) = {
    word: "cancelled"
    meaning: "The task is cancelled."
  };

  string task = 1 [(required) = true, (max_bytes) = 64, (id_of) = SUBJECT_TASK];
  // A word such as obsolete or declined.
  string reason = 2 [(max_bytes) = 64, (form) = FORM_WORD];
}

"""###),
    ("kith/v1/options.proto", ###"""
syntax = "proto3";
package kith.v1;

import "google/protobuf/descriptor.proto";

extend google.protobuf.FieldOptions {
  // Of a fact, where only top-level fields may be personal: sealed under its subject's key when stored. Of what is answered:
  // made from such a field, and given to callers alone who are permitted `personal`. Of a request: asks by such a field.
  bool personal = 50001;
  // What the daemon refuses a fact or request without.
  bool required = 50002;
  // The most bytes, in UTF-8, of a text in a fact or request, as it was sent; of an outcome in Reply, the most bytes of
  // the encoded message. More is refused before anything else is done with it.
  uint32 max_bytes = 50003;
  // The most entries of a list in a fact or request.
  uint32 max_count = 50004;
  // Of a field of a fact: no answer depends on it but those that tell the fact itself, in the log and in histories. Of every
  // other field a test asks for a card, a list, a summary or a figure that does.
  bool in_fact_only = 50040;

  // Of a method, in `Request`: all that a caller must be permitted to do. Where nothing is said operators alone may.
  repeated PermissionOption needs = 50020 [packed = false];
  // Who answers it.
  PlaceOption answered_by = 50021;

  // Of a text in a fact or request: what it is made of. One that is empty is absent, where it is neither optional nor an
  // entry of a list.
  FormOption form = 50030;
  // Of a text that is an id: what it names.
  SubjectOption id_of = 50031;
  // The most characters of a text, as Unicode code points: of its normal form in a fact, as it was sent in a request.
  uint32 max_characters = 50032;
  // The least and the most of a number.
  uint32 minimum = 50033;
  uint32 maximum = 50034;
  // Of an id in a fact: whether it names what the fact creates, and is assigned by the daemon where it is absent.
  bool creates = 50035;
  // Of a field of a fact that says what changed: whether `clear` may name it.
  bool clearable = 50036;
  // Of a time: what a date stands for that is given in its place.
  DateOption date = 50037;
  // Of a field: the name of one that must be there as well.
  string comes_with = 50038;
  // Of a text: the words that it may be.
  repeated string words = 50039;
  // Of a text: what it is where it is absent.
  string usual = 50041;
  // Of a field of an event or a request to record: whether it may stand beside the fields of a fact that is called by its
  // name, so that no fact has a field of that name.
  bool beside_fact = 50042;
}

extend google.protobuf.MessageOptions {
  // Of a fact: its stored type number for ever, which is its field's number in `Fact`.
  uint32 type_number = 50009;
  // What it is about; unspecified where it is about what another fact was about.
  SubjectOption subject = 50010;
  // Whether it logs that somebody and the contact met, spoke or wrote.
  bool interaction = 50011;
  // Whether nothing is known otherwise for it than before; so for every interaction.
  bool changes_nothing = 50012;
  // Whether a FactRetracted may name it.
  bool retractable = 50013;
  // Whether the version of what it is about stays what it was.
  bool keeps_version = 50014;
  // Whether the daemon alone records it.
  bool daemon_only = 50015;
  // Its line in a history, where that needs no more than its fields: `{field}` is what stands in it, `{: field}` a colon
  // and the first line of it, `{, field}` a comma and it; these two are left out with an empty field.
  string summary = 50016;
  // Of an interaction whose message does not tell it: the channel that it goes by.
  string goes_by = 50018;
  // All that a caller must be permitted to do who records it. Where nothing is said operators alone may.
  repeated PermissionOption recorder_needs = 50017 [packed = false];

  // Of the request for figures: those that there are.
  repeated MetricOption metric = 50050;
  // Of a fact: the reasons for refusals that came with it, because of what it does or of what must hold for it; of an answer:
  // why it is as it is. ErrorReply has those that belong to no fact.
  repeated ReasonOption reason = 50051;

  // Whose card it is: what facts about such a subject say is taken over into the fields of the same name.
  SubjectOption card_of = 50030;
}

// A figure that can be asked for.
message MetricOption {
  string name = 1;
  // How it is found, in a sentence.
  string definition = 2;
  // By what it can be told apart.
  repeated string by = 3;
  // Whether it is of what is open now, so that it has no days.
  bool is_of_now = 4;
}

// A word with which a client is told why, once for ever: none gets another meaning.
message ReasonOption {
  string word = 1;
  // What it means, in a sentence.
  string meaning = 2;
  // The code that it comes with in an error; conflict where nothing is said.
  string code = 3;
}

// What a text is made of.
enum FormOption {
  FORM_UNSPECIFIED = 0;
  // An id of any kind: the kind, `_` and 26 characters of base32.
  FORM_ID = 1;
  // One line with a character that can be seen.
  FORM_LINE = 2;
  // Lines, with a character that can be seen.
  FORM_TEXT = 3;
  // A word of a-z, 0-9, _ and -.
  FORM_WORD = 4;
  // Such a word, or * for all.
  FORM_WORD_OR_ALL = 5;
  // A line without white space.
  FORM_LOGIN = 6;
  FORM_EMAIL = 7;
  FORM_PHONE = 8;
  // The code of a region in ISO 3166.
  FORM_REGION = 9;
  // An id in another system.
  FORM_EXTERNAL_ID = 10;
  // A date from 1900 to 2199.
  FORM_DATE = 11;
  // The code of a currency in ISO 4217.
  FORM_CURRENCY = 12;
  // A decimal number with as many digits as its currency has.
  FORM_AMOUNT = 13;
  // A decimal number.
  FORM_QUANTITY = 14;
  // The name of a fact.
  FORM_FACT = 15;
  // The name of a field of the same message that is clearable.
  FORM_FIELD = 16;
  // Printable characters of ASCII.
  FORM_CLIENT_ID = 17;
  // What an answer gave to go on with.
  FORM_CURSOR = 18;
  // Any text, to be compared with.
  FORM_SOUGHT = 19;
  // Such a text with a letter or a digit.
  FORM_SOUGHT_WORDS = 20;
  // A pipeline's id or name.
  FORM_PIPELINE = 21;
  // A date, or a midnight in UTC.
  FORM_DAY = 22;
  // The name of a figure.
  FORM_METRIC = 23;
  // Units of time and words by which a figure is told apart, with commas between.
  FORM_GROUPING = 24;
  // A text to be compared with, with a character that can be seen.
  FORM_SOUGHT_NAME = 25;
}

// What a date stands for, in UTC.
enum DateOption {
  DATE_UNSPECIFIED = 0;
  // The day's noon, which is that day in nearly every zone: when something happened or is due.
  DATE_NOON = 1;
  // The day's first moment.
  DATE_BEGINNING = 2;
  // The next day's first moment, so that the whole day is included.
  DATE_END = 3;
}

// The kinds of subjects, with the numbers that are stored.
enum SubjectOption {
  SUBJECT_UNSPECIFIED = 0;
  SUBJECT_CONTACT = 1;
  SUBJECT_DEAL = 2;
  SUBJECT_TASK = 3;
  SUBJECT_ORDER = 4;
  SUBJECT_PAYMENT = 5;
  SUBJECT_CAMPAIGN = 6;
  SUBJECT_PIPELINE = 7;
  SUBJECT_LOG = 8;
}

// What a caller may be permitted to do. The words of the configuration are these names.
enum PermissionOption {
  PERMISSION_UNSPECIFIED = 0;
  // To ask about contacts, deals, pipelines, campaigns, tasks and orders.
  PERMISSION_READ = 1;
  // To record facts, and to rehearse that.
  PERMISSION_RECORD = 2;
  // To read and follow the log.
  PERMISSION_LOG = 3;
  // To see how read models were made and how far they are.
  PERMISSION_AUDIT = 4;
  // To rebuild and verify what is derived.
  PERMISSION_OPERATE = 5;
  // To be given personal fields, and to ask by them.
  PERMISSION_PERSONAL = 6;
  // To record that somebody agreed to be written to, or no longer does.
  PERMISSION_CONSENT = 7;
  // To ask for metrics and for the report of a campaign.
  PERMISSION_FIGURES = 8;
  // To see the state of the daemon: its log, folders, memory, disk and faults.
  PERMISSION_STATUS = 9;
  // To record what holds for the whole company.
  PERMISSION_CONFIGURE = 10;
  // Not a permission: nobody is refused, not even who has no role.
  PERMISSION_NONE = 61;
  // Not a permission of its own: every role has it.
  PERMISSION_ROLE = 62;
}

enum PlaceOption {
  PLACE_UNSPECIFIED = 0;
  // The writer, in order.
  PLACE_WRITER = 1;
  // A read model.
  PLACE_READ_MODELS = 2;
  // Another part of the engine, beside others.
  PLACE_ENGINE = 3;
  // The connection itself, after all that came before.
  PLACE_CONNECTION = 4;
}

"""###),
    ("kith/v1/views.proto", ###"""
syntax = "proto3";
package kith.v1;
option swift_prefix = "";

import "google/protobuf/timestamp.proto";
import "kith/v1/common.proto";
import "kith/v1/event.proto";
import "kith/v1/facts.proto";
import "kith/v1/facts_deals.proto";
import "kith/v1/facts_orders.proto";
import "kith/v1/options.proto";

// A contact's card. Stored as two rows whose bytes are joined: what it is, and what was counted.
message ContactCard {
  string id = 1;
  uint64 version = 2;
  ContactKind kind = 3;
  string name = 4 [(personal) = true];
  string given_name = 5 [(personal) = true];
  string family_name = 6 [(personal) = true];
  string organization = 7;
  repeated string emails = 8 [(personal) = true];
  repeated string phones = 9 [(personal) = true];
  // The region whose calling code completes those of the phones that lack theirs.
  string phone_region = 21;
  repeated string tags = 10;
  string source = 11;
  string owner = 12;
  string external_id = 13 [(personal) = true];
  google.protobuf.Timestamp created_at = 14;
  repeated Consent consents = 15;
  google.protobuf.Timestamp last_interaction_at = 16;
  uint64 interaction_count = 17;
  uint64 open_deals = 18;
  uint64 orders_count = 19;
  repeated Money orders_total = 20;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;

  // The latest word of the contact on one purpose and channel.
  message Consent {
    string purpose = 1;
    string channel = 2;
    bool granted = 3;
    google.protobuf.Timestamp since = 4;
  }
}

// A contact in a list.
message ContactListItem {
  string id = 1;
  uint64 version = 2;
  ContactKind kind = 3;
  string name = 4 [(personal) = true];
  repeated string emails = 5 [(personal) = true];
  repeated string phones = 6 [(personal) = true];
  repeated string tags = 7;
  string owner = 8;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;
}

// One entry of a contact's history. In JSON `fact` is written as `type` and `data`.
message HistoryEntry {
  uint64 position = 1;
  Fact fact = 2;
  google.protobuf.Timestamp occurred_at = 3;
  google.protobuf.Timestamp recorded_at = 4;
  Actor actor = 5;
  // One line for a person.
  string summary = 6 [(personal) = true];
  optional uint64 retracted_by = 7;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;
}

// A deal.
message DealCard {
  option (card_of) = SUBJECT_DEAL;

  string id = 1;
  uint64 version = 2;
  string contact = 3;
  string title = 4 [(personal) = true];
  string pipeline = 5;
  string stage = 6;
  State state = 7;
  Money value = 8;
  string expected_close = 9;
  string owner = 10;
  google.protobuf.Timestamp opened_at = 11;
  google.protobuf.Timestamp closed_at = 12;
  // Of a lost deal.
  string reason = 13;
  string competitor = 14;
  // Whether it has neither moved nor had an interaction for longer than its stage allows.
  bool rotting = 15;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;

  // Where a deal stands.
  enum State {
    STATE_UNSPECIFIED = 0;
    OPEN = 1;
    WON = 2;
    LOST = 3;
  }
}

// One visit of a deal to a stage.
message StageVisit {
  string stage = 1;
  google.protobuf.Timestamp entered_at = 2;
  google.protobuf.Timestamp left_at = 3;
  // How long it lasted, until now when it has not ended.
  int64 seconds = 4;
}

// A pipeline and its stages in order.
message PipelineCard {
  option (card_of) = SUBJECT_PIPELINE;

  string id = 1;
  uint64 version = 2;
  string name = 3;
  repeated PipelineDefined.Stage stages = 4;
}

// A campaign.
message CampaignCard {
  option (card_of) = SUBJECT_CAMPAIGN;

  string id = 1;
  uint64 version = 2;
  string name = 3;
  string channel = 4;
  string purpose = 5;
  Money cost = 6;
  google.protobuf.Timestamp created_at = 7;
}

// A task.
message TaskCard {
  option (card_of) = SUBJECT_TASK;

  string id = 1;
  uint64 version = 2;
  string contact = 3;
  string deal = 4;
  string title = 5 [(personal) = true];
  google.protobuf.Timestamp due_at = 6;
  string owner = 7;
  State state = 8;
  google.protobuf.Timestamp completed_at = 9;
  string outcome = 10;
  // Whether it is open and its time has passed.
  bool overdue = 11;
  google.protobuf.Timestamp cancelled_at = 12;
  // Of a cancelled task.
  string reason = 13;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;

  // Whether a task is still to be done.
  enum State {
    STATE_UNSPECIFIED = 0;
    OPEN = 1;
    DONE = 2;
    CANCELLED = 3;
  }
}

// An order.
message OrderCard {
  option (card_of) = SUBJECT_ORDER;

  string id = 1;
  uint64 version = 2;
  string contact = 3;
  Money total = 4;
  int64 item_count = 5;
  repeated OrderPlaced.Line lines = 6;
  string external_id = 7 [(personal) = true];
  google.protobuf.Timestamp placed_at = 8;
  // The sum of the payments that name this order, by currency.
  repeated Money paid = 9;
  optional uint64 retracted_by = 10;
  // The names of the fields that the caller may not see and that are not here.
  repeated string denied = 100;
}

"""###),
  ]
}
