import APISchema
import Bytes
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Descriptors
@testable import Wire

/// Random encoded messages of the schema, as protobuf would write them: fields in the order of the schema, defaults
/// left out.
struct RandomMessages {
  var random: SeededGenerator

  /// A message of that name, its required fields present.
  mutating func message(_ name: String, depth: Int = 0) throws -> [UInt8] {
    let table = try #require(SchemaTables.messages.first { $0.name == name })
    let members = table.fields.filter { $0.label == .oneof }
    let member = members.isEmpty ? nil : members[random.below(members.count)].number
    let isWhole = try DescriptorPool.shared.messages[#require(MessageType(named: name)).index].writesNull
    var out: [UInt8] = []
    // What is denied is not in the message either: PersonalFieldTests are about such.
    for field in table.fields where !field.namesDenied {
      switch field.label {
      case .oneof:
        if field.number == member { try append(field, depth, to: &out) }
      case .repeated:
        for _ in 0..<(field.isRequired ? 1 : 0) + random.below(depth > 2 ? 2 : 4) { try append(field, depth, to: &out) }
      case .optional:
        if isWhole || random.oneIn(2) { try append(field, depth, to: &out) }
      case .singular:
        if field.isRequired || field.kind == .message("Fact") || random.oneIn(2) {
          try append(field, depth, to: &out)
        }
      }
    }
    return out
  }

  private mutating func append(_ field: FieldTable, _ depth: Int, to out: inout [UInt8]) throws {
    func varint(_ value: UInt64) {
      if value == 0, field.label == .singular { return }
      out += ProtobufBytes.field(field.number, varint: value)
    }
    switch field.kind {
    case .bool: varint(field.label == .singular ? 1 : random.next() & 1)
    case .int32: varint(UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: whole())) | 1))
    case .uint32: varint(UInt64(UInt32(truncatingIfNeeded: whole())) | 1)
    case .int64, .uint64: varint(whole() | 1)
    case .enumeration(let name):
      let words = try #require(SchemaTables.enums.first { $0.name == name }).values.filter { $0.number != 0 }
      varint(UInt64(words[random.below(words.count)].number))
    case .double:
      out += ProtobufBytes.field(field.number, doubleBits: double())
    case .string:
      let content = string(mayBeEmpty: field.label != .singular, bytesMax: field.maxBytes ?? .max)
      out += ProtobufBytes.field(field.number, content: content)
    case .timestamp:
      let start = out.begin(delimited: UInt64(field.number))
      let seconds =
        random.below(3) == 0
        ? Int64(random.below(4_000_000_000)) : -62_135_596_800 + Int64(random.below(315_537_897_600))
      out.appendMessage(UnixTime(seconds: seconds, nanos: Int32(random.below(1000)) * 1_000_000))
      out.end(delimited: start)
    case .message(let name):
      let content = try message(name, depth: depth + 1)
      out += ProtobufBytes.field(field.number, content: content)
    }
  }

  private mutating func whole() -> UInt64 { random.next() >> UInt64(random.below(64)) }

  /// The bits of a finite double that is not 0.
  private mutating func double() -> UInt64 {
    if random.oneIn(2) { return Double(random.below(2_000_000) - 1_000_000).bitPattern | 1 }
    let value = Double(bitPattern: random.next())
    return value.isFinite && value != 0 ? value.bitPattern : (0.1).bitPattern
  }

  private mutating func string(mayBeEmpty: Bool, bytesMax: Int) -> [UInt8] {
    let alphabet: [Unicode.Scalar] = [
      "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1f}", "\u{7f}", "é", "中", "😀", "\u{2028}", "{", ",",
    ]
    var text = ""
    for _ in 0..<random.below(random.oneIn(8) ? 200 : 14) + (mayBeEmpty ? 0 : 1) {
      text.unicodeScalars.append(random.oneIn(2) ? "x" : alphabet[random.below(alphabet.count)])
    }
    while text.utf8.count > bytesMax { text.unicodeScalars.removeLast() }
    return Array(text.utf8)
  }
}

/// Every message of the schema as protobuf's library knows it.
let messageTypes: [String: any Message.Type] = [
  "Money": Money.self,
  "Fact": Fact.self,
  "ContactCreated": ContactCreated.self,
  "LogLossAccepted": LogLossAccepted.self,
  "ClockReset": ClockReset.self,
  "Behind": Behind.self,
  "SystemStatusReply.Damage": SystemStatusReply.Damage.self,
  "ContactDetailsChanged": ContactDetailsChanged.self,
  "ContactTagged": ContactTagged.self,
  "ContactUntagged": ContactUntagged.self,
  "CallLogged": CallLogged.self,
  "EmailLogged": EmailLogged.self,
  "MessageLogged": MessageLogged.self,
  "LetterLogged": LetterLogged.self,
  "MeetingLogged": MeetingLogged.self,
  "VisitLogged": VisitLogged.self,
  "NoteAdded": NoteAdded.self,
  "FactRetracted": FactRetracted.self,
  "TaskScheduled": TaskScheduled.self,
  "TaskCancelled": TaskCancelled.self,
  "TaskCompleted": TaskCompleted.self,
  "TaskReassigned": TaskReassigned.self,
  "TaskRescheduled": TaskRescheduled.self,
  "TaskRevised": TaskRevised.self,
  "PipelineDefined": PipelineDefined.self,
  "CompanyConfigured": CompanyConfigured.self,
  "UserAdded": UserAdded.self,
  "UserChanged": UserChanged.self,
  "UserDeactivated": UserDeactivated.self,
  "UserReactivated": UserReactivated.self,
  "TeamDefined": TeamDefined.self,
  "WorkHandedOver": WorkHandedOver.self,
  "ConsentDefaultSet": ConsentDefaultSet.self,
  "PipelineDefined.Stage": PipelineDefined.Stage.self,
  "DealOpened": DealOpened.self,
  "DealStageChanged": DealStageChanged.self,
  "DealRevised": DealRevised.self,
  "DealWon": DealWon.self,
  "DealLost": DealLost.self,
  "DealReopened": DealReopened.self,
  "DealTransferred": DealTransferred.self,
  "DealContactAdded": DealContactAdded.self,
  "DealContactRemoved": DealContactRemoved.self,
  "DealContact": DealContact.self,
  "ContactsRelated": ContactsRelated.self,
  "RelationshipEnded": RelationshipEnded.self,
  "Belonging": Belonging.self,
  "Belonging.Statement": Belonging.Statement.self,
  "Belonging.Relationship": Belonging.Relationship.self,
  "ContactCard.Membership": ContactCard.Membership.self,
  "PipelineDefined.Move": PipelineDefined.Move.self,
  "SuppressionAdded": SuppressionAdded.self,
  "SuppressionLifted": SuppressionLifted.self,
  "SubjectState.SuppressionState": SubjectState.SuppressionState.self,
  "AddressState": AddressState.self,
  "AddressState.Word": AddressState.Word.self,
  "ContactArchived": ContactArchived.self,
  "PersonalDataErased": PersonalDataErased.self,
  "PersonalDataErased.Fields": PersonalDataErased.Fields.self,
  "ErasureCompleted": ErasureCompleted.self,
  "ErasureCompleted.Rest": ErasureCompleted.Rest.self,
  "ContactRestored": ContactRestored.self,
  "ContactRoleAssigned": ContactRoleAssigned.self,
  "ContactRoleEnded": ContactRoleEnded.self,
  "ContactRole": ContactRole.self,
  "ContactCard.Role": ContactCard.Role.self,
  "PostalAddress": PostalAddress.self,
  "Handle": Handle.self,
  "SourceID": SourceID.self,
  "Relation": Relation.self,
  "TreeNode": TreeNode.self,
  "TreeFigures": TreeFigures.self,
  "ContactRelationsRequest": ContactRelationsRequest.self,
  "ContactRelationsReply": ContactRelationsReply.self,
  "ContactTreeRequest": ContactTreeRequest.self,
  "ContactTreeReply": ContactTreeReply.self,
  "Suppression": Suppression.self,
  "SuppressionListRequest": SuppressionListRequest.self,
  "SuppressionListReply": SuppressionListReply.self,
  "CampaignRevised": CampaignRevised.self,
  "CampaignCostRecorded": CampaignCostRecorded.self,
  "FieldChange": FieldChange.self,
  "TaskOccurrence": TaskOccurrence.self,
  "Reminder": Reminder.self,
  "CampaignCreated": CampaignCreated.self,
  "CampaignSent": CampaignSent.self,
  "CampaignResponseRecorded": CampaignResponseRecorded.self,
  "ConsentGranted": ConsentGranted.self,
  "ConsentWithdrawn": ConsentWithdrawn.self,
  "OrderPlaced": OrderPlaced.self,
  "OrderPlaced.Line": OrderPlaced.Line.self,
  "PaymentReceived": PaymentReceived.self,
  "Event": Event.self,
  "Actor": Actor.self,
  "ContactCard": ContactCard.self,
  "ContactCard.Consent": ContactCard.Consent.self,
  "ContactListItem": ContactListItem.self,
  "HistoryEntry": HistoryEntry.self,
  "DealCard": DealCard.self,
  "StageVisit": StageVisit.self,
  "PipelineCard": PipelineCard.self,
  "CompanyCard": CompanyCard.self,
  "MetricsCalendar": MetricsCalendar.self,
  "CompanyCard.ConsentDefault": CompanyCard.ConsentDefault.self,
  "CampaignCard": CampaignCard.self,
  "TaskCard": TaskCard.self,
  "UserCard": UserCard.self,
  "TeamCard": TeamCard.self,
  "OrderCard": OrderCard.self,
  "Request": Request.self,
  "Reply": Reply.self,
  "ErrorReply": ErrorReply.self,
  "HelloRequest": HelloRequest.self,
  "HelloReply": HelloReply.self,
  "HelloReply.LogState": HelloReply.LogState.self,
  "Limits": Limits.self,
  "RecordRequest": RecordRequest.self,
  "ProposedEvent": ProposedEvent.self,
  "Expectation": Expectation.self,
  "Condition": Condition.self,
  "FactSet": FactSet.self,
  "RecordReply": RecordReply.self,
  "RecordReply.Recorded": RecordReply.Recorded.self,
  "DiscoverRequest": DiscoverRequest.self,
  "DiscoverReply": DiscoverReply.self,
  "CommandGetRequest": CommandGetRequest.self, "CommandGetReply": CommandGetReply.self,
  "CommandFact": CommandFact.self,
  "ContactDiscloseRequest": ContactDiscloseRequest.self, "ContactDiscloseReply": ContactDiscloseReply.self,
  "DisclosedFact": DisclosedFact.self,
  "LogIdentifyRequest": LogIdentifyRequest.self, "IdentifiedTexts": IdentifiedTexts.self,
  "LogIdentifyReply": LogIdentifyReply.self, "LogIdentifyReply.Identity": LogIdentifyReply.Identity.self,
  "LogReadRequest": LogReadRequest.self,
  "LogReadReply": LogReadReply.self,
  "LogSubscribeRequest": LogSubscribeRequest.self,
  "LogSubscribeReply": LogSubscribeReply.self,
  "LogCreditRequest": LogCreditRequest.self,
  "LogCreditReply": LogCreditReply.self,
  "LogUnsubscribeRequest": LogUnsubscribeRequest.self,
  "LogUnsubscribeReply": LogUnsubscribeReply.self,
  "LogEvent": LogEvent.self,
  "LogEnded": LogEnded.self,
  "ContactGetRequest": ContactGetRequest.self,
  "ContactGetReply": ContactGetReply.self,
  "ContactFindRequest": ContactFindRequest.self,
  "ContactFindReply": ContactFindReply.self,
  "ContactHistoryRequest": ContactHistoryRequest.self,
  "ContactHistoryReply": ContactHistoryReply.self,
  "CompanyGetRequest": CompanyGetRequest.self,
  "CompanyGetReply": CompanyGetReply.self,
  "DealGetRequest": DealGetRequest.self,
  "DealGetReply": DealGetReply.self,
  "DealListRequest": DealListRequest.self,
  "DealListReply": DealListReply.self,
  "PipelineListRequest": PipelineListRequest.self,
  "PipelineListReply": PipelineListReply.self,
  "PipelineBoardRequest": PipelineBoardRequest.self,
  "PipelineBoardReply": PipelineBoardReply.self,
  "PipelineBoardReply.BoardStage": PipelineBoardReply.BoardStage.self,
  "CampaignGetRequest": CampaignGetRequest.self,
  "CampaignGetReply": CampaignGetReply.self,
  "CampaignListRequest": CampaignListRequest.self,
  "CampaignListReply": CampaignListReply.self,
  "CampaignReportRequest": CampaignReportRequest.self,
  "CampaignReportReply": CampaignReportReply.self,
  "CampaignReportReply.Rates": CampaignReportReply.Rates.self,
  "TaskGetRequest": TaskGetRequest.self,
  "TaskGetReply": TaskGetReply.self,
  "TaskListRequest": TaskListRequest.self,
  "TaskListReply": TaskListReply.self,
  "UserGetRequest": UserGetRequest.self,
  "UserGetReply": UserGetReply.self,
  "UserListRequest": UserListRequest.self,
  "UserListReply": UserListReply.self,
  "TeamListRequest": TeamListRequest.self,
  "TeamListReply": TeamListReply.self,
  "ReminderListRequest": ReminderListRequest.self,
  "ReminderListReply": ReminderListReply.self,
  "OrderListRequest": OrderListRequest.self,
  "OrderListReply": OrderListReply.self,
  "MetricsQueryRequest": MetricsQueryRequest.self,
  "MetricsQueryReply": MetricsQueryReply.self,
  "MetricsQueryReply.Point": MetricsQueryReply.Point.self,
  "MetricsQueryReply.Key": MetricsQueryReply.Key.self,
  "MetricsListRequest": MetricsListRequest.self,
  "MetricsListReply": MetricsListReply.self,
  "MetricsListReply.Metric": MetricsListReply.Metric.self,
  "ProjectionInfo": ProjectionInfo.self,
  "ProjectionInfo.Building": ProjectionInfo.Building.self,
  "ProjectionInfo.Fault": ProjectionInfo.Fault.self,
  "ProjectionInfo.FailedBuild": ProjectionInfo.FailedBuild.self,
  "ProjectionListRequest": ProjectionListRequest.self,
  "ProjectionListReply": ProjectionListReply.self,
  "ProjectionStatusRequest": ProjectionStatusRequest.self,
  "ProjectionStatusReply": ProjectionStatusReply.self,
  "ProjectionRebuildRequest": ProjectionRebuildRequest.self,
  "ProjectionRebuildReply": ProjectionRebuildReply.self,
  "ProjectionVerifyRequest": ProjectionVerifyRequest.self,
  "ProjectionVerifyReply": ProjectionVerifyReply.self,
  "ProjectionVerifyReply.Difference": ProjectionVerifyReply.Difference.self,
  "SystemStatusRequest": SystemStatusRequest.self,
  "SystemStatusReply": SystemStatusReply.self,
  "WhatIfRequest": WhatIfRequest.self,
  "WhatIfQuery": WhatIfQuery.self,
  "WhatIfReply": WhatIfReply.self,
  "WhatIfReply.Difference": WhatIfReply.Difference.self,
  "WhatIfAnswer": WhatIfAnswer.self,
  "SystemStatusReply.LogStatus": SystemStatusReply.LogStatus.self,
  "SystemStatusReply.Folder": SystemStatusReply.Folder.self,
  "SystemStatusReply.Lag": SystemStatusReply.Lag.self,
  "SystemStatusReply.LastCommit": SystemStatusReply.LastCommit.self,
  "SubjectState": SubjectState.self,
  "SubjectState.ContactState": SubjectState.ContactState.self,
  "SubjectState.ConsentState": SubjectState.ConsentState.self,
  "SubjectState.ExternalKey": SubjectState.ExternalKey.self,
  "SubjectState.DealState": SubjectState.DealState.self,
  "SubjectState.TaskState": SubjectState.TaskState.self,
  "SubjectState.UserState": SubjectState.UserState.self,
  "SubjectState.TeamState": SubjectState.TeamState.self,
  "SubjectState.TaskTerms": SubjectState.TaskTerms.self,
  "SubjectState.OrderState": SubjectState.OrderState.self,
  "SubjectState.PaymentState": SubjectState.PaymentState.self,
  "SubjectState.CampaignState": SubjectState.CampaignState.self,
  "SubjectState.CompanyState": SubjectState.CompanyState.self,
  "SubjectState.PipelineState": SubjectState.PipelineState.self,
]
