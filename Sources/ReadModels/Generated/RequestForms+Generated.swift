// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import APISchema
import Domain
import FactSchema
import RowSchema

extension ContactGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(contact, .contact, "contact")
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension ContactFindRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasText { try QueryCheck.soughtWords(text, "text", characters: 200) }
    if hasEmail { try QueryCheck.email(email, "email") }
    if hasPhone { try QueryCheck.phone(phone, "phone", characters: 64) }
    if hasTag { try QueryCheck.sought(tag, "tag", characters: 64) }
    if hasOwner { try QueryCheck.sought(owner, "owner", characters: 64) }
    if hasExternalID { try QueryCheck.sought(externalID, "externalId") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasRole { try QueryCheck.sought(role, "role", characters: 64) }
    if hasRoleAt { try QueryCheck.time(roleAt, "roleAt") }
    if hasSource { try QueryCheck.sought(source, "source", characters: 64) }
    if hasName { try QueryCheck.soughtName(name, "name", characters: 200) }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension ContactHistoryRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(contact, .contact, "contact")
    try QueryCheck.facts(types, "types")
    if case .UNRECOGNIZED = order { throw .invalid("order", "must be RECORDED or OCCURRED") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension DealGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(deal, .deal, "deal")
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension DealListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasContact { try QueryCheck.givenID(contact, .contact, "contact") }
    if hasPipeline { try QueryCheck.pipeline(pipeline, "pipeline", characters: 200) }
    if hasStage { try QueryCheck.sought(stage, "stage") }
    if hasOwner { try QueryCheck.sought(owner, "owner", characters: 64) }
    if hasState {
      if case .UNRECOGNIZED = state { throw .invalid("state", "must be one of: OPEN, WON, LOST") }
      if state == .unspecified { throw .invalid("state", "must be one of: OPEN, WON, LOST") }
    }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension PipelineListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension PipelineBoardRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasPipeline { try QueryCheck.pipeline(pipeline, "pipeline", characters: 200) }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension CampaignGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(campaign, .campaign, "campaign")
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension CampaignListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension CampaignReportRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(campaign, .campaign, "campaign")
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension TaskGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(task, .task, "task")
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension TaskListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasContact { try QueryCheck.givenID(contact, .contact, "contact") }
    if hasDeal { try QueryCheck.givenID(deal, .deal, "deal") }
    if hasOwner { try QueryCheck.sought(owner, "owner", characters: 64) }
    if hasState {
      if case .UNRECOGNIZED = state { throw .invalid("state", "must be one of: OPEN, DONE, CANCELLED") }
      if state == .unspecified { throw .invalid("state", "must be one of: OPEN, DONE, CANCELLED") }
    }
    if hasDueFrom { try QueryCheck.time(dueFrom, "dueFrom") }
    if hasDueTo { try QueryCheck.time(dueTo, "dueTo") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasDueFromOn { try QueryCheck.date(dueFromOn, "dueFromOn") }
    if hasDueToOn { try QueryCheck.date(dueToOn, "dueToOn") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension OrderListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasContact { try QueryCheck.givenID(contact, .contact, "contact") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension MetricsQueryRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    let metricAsked = try QueryCheck.metric(metric, "metric")
    if hasFrom { try QueryCheck.day(from, "from", of: metricAsked) }
    if hasTo { try QueryCheck.day(to, "to", of: metricAsked) }
    if hasBy { try QueryCheck.grouping(by, "by", of: metricAsked) }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension CompanyGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension ReminderListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasOwner { try QueryCheck.sought(owner, "owner", characters: 64) }
    if hasFrom { try QueryCheck.time(from, "from") }
    if hasTo { try QueryCheck.time(to, "to") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasFromOn { try QueryCheck.date(fromOn, "fromOn") }
    if hasToOn { try QueryCheck.date(toOn, "toOn") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension SuppressionListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasAddress { try QueryCheck.soughtName(address, "address", characters: 254) }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension ContactRelationsRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(contact, .contact, "contact")
    if hasKind { try QueryCheck.sought(kind, "kind", characters: 64) }
    if hasAt { try QueryCheck.time(at, "at") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension ContactTreeRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(contact, .contact, "contact")
    if hasAt { try QueryCheck.time(at, "at") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension UserGetRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    try QueryCheck.id(user, .user, "user")
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension UserListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasTeam { try QueryCheck.givenID(team, .team, "team") }
    if hasState {
      if case .UNRECOGNIZED = state { throw .invalid("state", "must be ACTIVE or DEACTIVATED") }
      if state == .unspecified { throw .invalid("state", "must be ACTIVE or DEACTIVATED") }
    }
    if hasManager { try QueryCheck.givenID(manager, .user, "manager") }
    if hasLogin { try QueryCheck.sought(login, "login", characters: 64) }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}

extension TeamListRequest: QueryRequest {
  /// Refuses the first field that has not its form.
  func checkForm() throws(Refusal) {
    if hasLead { try QueryCheck.givenID(lead, .user, "lead") }
    if hasLimit { try QueryCheck.limit(limit, "limit") }
    if hasCursor { try QueryCheck.cursor(cursor, "cursor") }
    if hasTimeoutMs { try QueryCheck.number(timeoutMs, "timeoutMs", in: 1...60000) }
  }
}
