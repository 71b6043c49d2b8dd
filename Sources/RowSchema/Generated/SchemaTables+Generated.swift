// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

package import FactSchema

extension SchemaTables {
  static let dealCard_StateEnum = EnumTable(name: "DealCard.State", doc: "Where a deal stands.", values: [(0, "STATE_UNSPECIFIED"), (1, "OPEN"), (2, "WON"), (3, "LOST")])
  static let userCard_StateEnum = EnumTable(name: "UserCard.State", doc: "Whether a user works with the company's customers.", values: [(0, "STATE_UNSPECIFIED"), (1, "ACTIVE"), (2, "DEACTIVATED")])
  static let taskCard_StateEnum = EnumTable(name: "TaskCard.State", doc: "Whether a task is still to be done.", values: [(0, "STATE_UNSPECIFIED"), (1, "OPEN"), (2, "DONE"), (3, "CANCELLED")])
  static let contactCard = MessageTable(name: "ContactCard", doc: "A contact's card. Stored as two rows whose bytes are joined: what it is, and what was counted.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "kind", "kind", .enumeration("ContactKind"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "name", "name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(5, "givenName", "given_name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(6, "familyName", "family_name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(7, "organization", "organization", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "emails", "emails", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(9, "phones", "phones", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(21, "phoneRegion", "phone_region", .string, .singular, personal: false, required: false, doc: "The region whose calling code completes those of the phones that lack theirs."),
    FieldTable(10, "tags", "tags", .string, .repeated, personal: false, required: false, doc: ""),
    FieldTable(11, "source", "source", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "externalId", "external_id", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(14, "createdAt", "created_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(15, "consents", "consents", .message("ContactCard.Consent"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(16, "lastInteractionAt", "last_interaction_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(17, "interactionCount", "interaction_count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(18, "openDeals", "open_deals", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(19, "ordersCount", "orders_count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(20, "ordersTotal", "orders_total", .message("Money"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(30, "memberships", "memberships", .message("ContactCard.Membership"), .repeated, personal: false, required: false, doc: "The organizations that it belongs to or belonged to, in the order of their beginnings. Of those that it was said to have as `organization` the last is there."),
    FieldTable(31, "suppressions", "suppressions", .message("Suppression"), .repeated, personal: false, required: false, doc: "What is not sent to its addresses, and why; of an address of which nothing is said here all may be sent that the contact agreed to."),
    FieldTable(32, "title", "title", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(33, "jobTitle", "job_title", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(34, "nickname", "nickname", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(35, "birthday", "birthday", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(36, "anniversary", "anniversary", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(37, "addresses", "addresses", .message("PostalAddress"), .repeated, personal: true, required: false, doc: ""),
    FieldTable(38, "websites", "websites", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(39, "handles", "handles", .message("Handle"), .repeated, personal: true, required: false, doc: ""),
    FieldTable(40, "language", "language", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(41, "sourceIds", "source_ids", .message("SourceID"), .repeated, personal: true, required: false, doc: ""),
    FieldTable(42, "emailLabels", "email_labels", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(43, "phoneLabels", "phone_labels", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(44, "referrer", "referrer", .string, .singular, personal: false, required: false, doc: "The contact that refers to it."),
    FieldTable(45, "roles", "roles", .message("ContactCard.Role"), .repeated, personal: false, required: false, doc: "In the order of their beginnings."),
    FieldTable(46, "archivedAt", "archived_at", .timestamp, .singular, personal: false, required: false, doc: "Of one that is archived."),
    FieldTable(60, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(61, "erasedAt", "erased_at", .timestamp, .singular, personal: false, required: false, doc: "Of one whose personal data was erased: when that was asked for."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let contactCard_Role = MessageTable(name: "ContactCard.Role", doc: "That it has a role, or had it.", fields: [
    FieldTable(1, "role", "role", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "since", "since", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "until", "until", .timestamp, .singular, personal: false, required: false, doc: "Not included; absent where it has no end."),
  ])
  static let contactCard_Membership = MessageTable(name: "ContactCard.Membership", doc: "That it belongs to an organization, or belonged to it.", fields: [
    FieldTable(1, "organization", "organization", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "since", "since", .timestamp, .singular, personal: false, required: false, doc: "Absent where it holds from the beginning."),
    FieldTable(3, "until", "until", .timestamp, .singular, personal: false, required: false, doc: "Not included; absent where it has no end."),
    FieldTable(4, "relationship", "relationship", .string, .singular, personal: false, required: false, doc: "The id that it was recorded under; empty of what was said as the contact's `organization`."),
  ])
  static let contactCard_Consent = MessageTable(name: "ContactCard.Consent", doc: "The latest word of the contact on one purpose and channel, by when it occurred.", fields: [
    FieldTable(1, "purpose", "purpose", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "channel", "channel", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "granted", "granted", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "since", "since", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "basis", "basis", .enumeration("ConsentBasis"), .singular, personal: false, required: false, doc: "Of one that was granted."),
    FieldTable(6, "untilAt", "until_at", .timestamp, .singular, personal: false, required: false, doc: "When it ends, or the last day on which it holds, where that was said."),
    FieldTable(7, "untilOn", "until_on", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "ended", "ended", .bool, .singular, personal: false, required: false, doc: "Whether it has ended by now."),
  ])
  static let suppression = MessageTable(name: "Suppression", doc: "That an address is not written to. Stored for each fact that says something of it, also for what lifts.", fields: [
    FieldTable(1, "address", "address", .string, .singular, personal: true, required: false, doc: "As it was written; absent where the message did not go to an address that its contact had when it bounced."),
    FieldTable(2, "scope", "scope", .enumeration("SuppressionScope"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: false, doc: "The channel by which it is not written to; empty: by none."),
    FieldTable(4, "cause", "cause", .enumeration("SuppressionCause"), .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "reason", "reason", .string, .singular, personal: true, required: false, doc: "What was said of it."),
    FieldTable(6, "since", "since", .timestamp, .singular, personal: false, required: false, doc: "When it occurred, and the fact by which it is so."),
    FieldTable(7, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "contact", "contact", .string, .singular, personal: false, required: false, doc: "Whose message bounced, or who complained."),
    FieldTable(9, "id", "id", .string, .singular, personal: false, required: false, doc: "Of what somebody said: its id."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let contactListItem = MessageTable(name: "ContactListItem", doc: "A contact in a list.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "kind", "kind", .enumeration("ContactKind"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "name", "name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(5, "emails", "emails", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(6, "phones", "phones", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(7, "tags", "tags", .string, .repeated, personal: false, required: false, doc: ""),
    FieldTable(8, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "jobTitle", "job_title", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(10, "organization", "organization", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "archivedAt", "archived_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let historyEntry = MessageTable(name: "HistoryEntry", doc: "One entry of a contact's history. In JSON `fact` is written as `type` and `data`.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "fact", "fact", .message("Fact"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "occurredAt", "occurred_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "recordedAt", "recorded_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "actor", "actor", .message("Actor"), .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "summary", "summary", .string, .singular, personal: true, required: false, doc: "One line for a person."),
    FieldTable(7, "retractedBy", "retracted_by", .uint64, .optional, personal: false, required: false, doc: ""),
    FieldTable(8, "changes", "changes", .message("FieldChange"), .repeated, personal: true, required: false, doc: "Of a fact that changed fields of what it is about: each of them, from what to what."),
    FieldTable(9, "retractor", "retractor", .message("Actor"), .optional, personal: false, required: false, doc: "Who took it back; absent where it stands."),
    FieldTable(20, "person", "person", .string, .optional, personal: false, required: false, doc: "In the history of an organization: whose entry it is, of its people the first by the ids where it is several ones', and the organization itself where it is also its own. Absent in other histories."),
    FieldTable(21, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that its fact had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let fieldChange = MessageTable(name: "FieldChange", doc: "What a fact changed.", fields: [
    FieldTable(1, "field", "field", .string, .singular, personal: false, required: false, doc: "The field's name."),
    FieldTable(2, "before", "before", .string, .optional, personal: false, required: false, doc: "What it was before, as a line of text; absent where it was empty."),
    FieldTable(3, "after", "after", .string, .optional, personal: false, required: false, doc: "What it was from then on; absent where it was emptied."),
  ])
  static let dealCard = MessageTable(name: "DealCard", doc: "A deal.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "title", "title", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(5, "pipeline", "pipeline", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "stage", "stage", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "state", "state", .enumeration("DealCard.State"), .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "value", "value", .message("Money"), .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "expectedClose", "expected_close", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "openedAt", "opened_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(12, "closedAt", "closed_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "reason", "reason", .string, .singular, personal: false, required: false, doc: "Of a lost deal."),
    FieldTable(14, "competitor", "competitor", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(15, "rotting", "rotting", .bool, .singular, personal: false, required: false, doc: "Whether it has neither moved nor had an interaction for longer than its stage allows: one that names it, or one with one of its people, or of those who belonged then to an organization among them, that names no deal."),
    FieldTable(30, "contacts", "contacts", .message("DealContact"), .repeated, personal: false, required: false, doc: "Those who were added to it beside its contact, in the order in which they were; its contact too, where that has roles."),
    FieldTable(31, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let dealContact = MessageTable(name: "DealContact", doc: "One of a deal's people.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "roles", "roles", .string, .repeated, personal: false, required: false, doc: ""),
  ])
  static let stageVisit = MessageTable(name: "StageVisit", doc: "One visit of a deal to a stage. Visits never overlap: what was told of an earlier time ends one, and begins the next, no earlier than the one before began or ended.", fields: [
    FieldTable(1, "stage", "stage", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "enteredAt", "entered_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "leftAt", "left_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "seconds", "seconds", .int64, .singular, personal: false, required: false, doc: "How long it lasted, until now when it has not ended."),
    FieldTable(5, "pipeline", "pipeline", .string, .singular, personal: false, required: false, doc: "The stage's pipeline."),
  ])
  static let pipelineCard = MessageTable(name: "PipelineCard", doc: "A pipeline and its stages in order.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "stages", "stages", .message("PipelineDefined.Stage"), .repeated, personal: false, required: false, doc: ""),
  ])
  static let companyCard = MessageTable(name: "CompanyCard", doc: "What holds for the whole company.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "phoneRegion", "phone_region", .string, .singular, personal: false, required: false, doc: "The ISO 3166 code of the region that completes phones without +; without one they are refused."),
    FieldTable(4, "consentDefaults", "consent_defaults", .message("CompanyCard.ConsentDefault"), .repeated, personal: false, required: false, doc: "What holds for contacts who never spoke: the last one that speaks of a purpose and channel. Where none does they are written to."),
    FieldTable(5, "timeZone", "time_zone", .string, .singular, personal: false, required: false, doc: "The time zone of figures, and of tasks that were scheduled without one; empty is UTC."),
    FieldTable(6, "currency", "currency", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "locale", "locale", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "weekStart", "week_start", .enumeration("Weekday"), .optional, personal: false, required: false, doc: "The day with which weeks begin in figures; Monday where none was said."),
    FieldTable(9, "fiscalYearStart", "fiscal_year_start", .string, .singular, personal: false, required: false, doc: "The month and day with which the fiscal year begins; empty is 01-01."),
  ])
  static let companyCard_ConsentDefault = MessageTable(name: "CompanyCard.ConsentDefault", doc: "What holds for a purpose and channel; * is all.", fields: [
    FieldTable(1, "purpose", "purpose", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "channel", "channel", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "consent", "consent", .enumeration("ConsentDefaultSet.Consent"), .singular, personal: false, required: false, doc: ""),
  ])
  static let campaignCard = MessageTable(name: "CampaignCard", doc: "A campaign.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "channel", "channel", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "purpose", "purpose", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "cost", "cost", .message("Money"), .singular, personal: false, required: false, doc: "What it is to cost."),
    FieldTable(7, "createdAt", "created_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "spent", "spent", .message("Money"), .repeated, personal: false, required: false, doc: "What it did cost, by currency: the sum of what was recorded."),
  ])
  static let orderCard = MessageTable(name: "OrderCard", doc: "An order.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "total", "total", .message("Money"), .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "itemCount", "item_count", .int64, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "lines", "lines", .message("OrderPlaced.Line"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(7, "externalId", "external_id", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(8, "placedAt", "placed_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "paid", "paid", .message("Money"), .repeated, personal: false, required: false, doc: "The sum of the payments that name this order, by currency."),
    FieldTable(10, "retractedBy", "retracted_by", .uint64, .optional, personal: false, required: false, doc: "Not set: an order that is retracted is in no list. Earlier releases listed it with the position of its retraction."),
    FieldTable(11, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let userCard = MessageTable(name: "UserCard", doc: "Somebody who works with the company's customers.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "login", "login", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(4, "name", "name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(5, "team", "team", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "manager", "manager", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "uid", "uid", .uint32, .optional, personal: false, required: false, doc: "The uid that records for the user; none where the user is deactivated."),
    FieldTable(8, "state", "state", .enumeration("UserCard.State"), .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "addedAt", "added_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "deactivatedAt", "deactivated_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let teamCard = MessageTable(name: "TeamCard", doc: "A team of users.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "lead", "lead", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let metricsCalendar = MessageTable(name: "MetricsCalendar", doc: "By what figures are told apart in time.", fields: [
    FieldTable(1, "timeZone", "time_zone", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "zonePosition", "zone_position", .uint64, .singular, personal: false, required: false, doc: "The last fact that said it, and every figure is by it from then on."),
    FieldTable(3, "weekStart", "week_start", .enumeration("Weekday"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "fiscalYearStart", "fiscal_year_start", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let relation = MessageTable(name: "Relation", doc: "That one contact is something to another, or was.", fields: [
    FieldTable(1, "kind", "kind", .string, .singular, personal: false, required: false, doc: "A word: what `from` is to `to`, such as member_of, parent_of or refers_to."),
    FieldTable(2, "from", "from", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "to", "to", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "name", "name", .string, .singular, personal: true, required: false, doc: "The name of the other one, which is not the contact that is asked about."),
    FieldTable(5, "since", "since", .timestamp, .singular, personal: false, required: false, doc: "Absent where it holds from the beginning."),
    FieldTable(6, "until", "until", .timestamp, .singular, personal: false, required: false, doc: "Not included; absent where it has no end."),
    FieldTable(7, "relationship", "relationship", .string, .singular, personal: false, required: false, doc: "The id that it was recorded under; empty of what was said as `organization` or `referrer`."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let treeNode = MessageTable(name: "TreeNode", doc: "A contact in a tree.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "kind", "kind", .enumeration("ContactKind"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(4, "depth", "depth", .uint32, .singular, personal: false, required: false, doc: "How far it is under the contact that is asked about; 0 for itself, and of those above it how far above."),
    FieldTable(5, "parents", "parents", .string, .repeated, personal: false, required: false, doc: "What it stands under; empty of the contact that is asked about, and of those above it."),
    FieldTable(6, "own", "own", .message("TreeFigures"), .singular, personal: false, required: false, doc: "What its card counts: of an organization with its people."),
    FieldTable(7, "total", "total", .message("TreeFigures"), .singular, personal: false, required: false, doc: "The sum over it and all under it, each once; absent of those above."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let treeFigures = MessageTable(name: "TreeFigures", doc: "What is counted of a contact, or of several.", fields: [
    FieldTable(1, "interactionCount", "interaction_count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "lastInteractionAt", "last_interaction_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "openDeals", "open_deals", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "ordersCount", "orders_count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "ordersTotal", "orders_total", .message("Money"), .repeated, personal: false, required: false, doc: ""),
  ])
  static let taskCard = MessageTable(name: "TaskCard", doc: "A task.", fields: [
    FieldTable(1, "id", "id", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "version", "version", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "deal", "deal", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "title", "title", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(6, "dueAt", "due_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "state", "state", .enumeration("TaskCard.State"), .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "completedAt", "completed_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(10, "outcome", "outcome", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(11, "overdue", "overdue", .bool, .singular, personal: false, required: false, doc: "Whether it is open and its time has passed."),
    FieldTable(12, "cancelledAt", "cancelled_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(13, "reason", "reason", .string, .singular, personal: false, required: false, doc: "Of a cancelled task."),
    FieldTable(14, "dueOn", "due_on", .string, .singular, personal: false, required: false, doc: "The day, where it is due on a day; `dueAt` is its noon in UTC then."),
    FieldTable(15, "recurrence", "recurrence", .string, .singular, personal: false, required: false, doc: "The rule by which it comes again; empty where it does not."),
    FieldTable(16, "zone", "zone", .string, .singular, personal: false, required: false, doc: "The time zone by which its days are counted; empty is UTC."),
    FieldTable(17, "reminders", "reminders", .string, .repeated, personal: false, required: false, doc: "When to remind of it, counted from `dueAt`."),
    FieldTable(18, "occurrence", "occurrence", .uint32, .singular, personal: false, required: false, doc: "Of a task that comes again: which time it is whose turn it is, from 1 on; of one that is done the last one."),
    FieldTable(19, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let taskOccurrence = MessageTable(name: "TaskOccurrence", doc: "One time that a task which comes again was done.", fields: [
    FieldTable(1, "occurrence", "occurrence", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "dueAt", "due_at", .timestamp, .singular, personal: false, required: false, doc: "When it was due, or the noon in UTC of the day on which it was."),
    FieldTable(3, "completedAt", "completed_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "outcome", "outcome", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let reminder = MessageTable(name: "Reminder", doc: "Something to remind somebody of.", fields: [
    FieldTable(1, "at", "at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "task", "task", .message("TaskCard"), .singular, personal: false, required: false, doc: "What of, which is open."),
  ])
  static let subjectState = MessageTable(name: "SubjectState", doc: "What deciding needs to know of one subject. Derived from the log; never leaves the daemon.", fields: [
    FieldTable(1, "version", "version", .uint64, .singular, personal: false, required: false, doc: "How many facts changed the subject."),
    FieldTable(10, "fallen", "fallen", .bool, .singular, personal: false, required: false, doc: "Whether what makes the subject was retracted, so that it does not exist; its id is not free."),
    FieldTable(2, "contact", "contact", .message("SubjectState.ContactState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(3, "deal", "deal", .message("SubjectState.DealState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(4, "task", "task", .message("SubjectState.TaskState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(5, "order", "order", .message("SubjectState.OrderState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(6, "payment", "payment", .message("SubjectState.PaymentState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(7, "campaign", "campaign", .message("SubjectState.CampaignState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(8, "pipeline", "pipeline", .message("SubjectState.PipelineState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(9, "company", "company", .message("SubjectState.CompanyState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(11, "user", "user", .message("SubjectState.UserState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(12, "team", "team", .message("SubjectState.TeamState"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(13, "suppression", "suppression", .message("SubjectState.SuppressionState"), .oneof, personal: false, required: false, doc: ""),
  ])
  static let subjectState_ContactState = MessageTable(name: "SubjectState.ContactState", doc: "", fields: [
    FieldTable(1, "consents", "consents", .message("SubjectState.ConsentState"), .repeated, personal: false, required: false, doc: "In the order of the times at which they occurred, at the same time a withdrawal last."),
    FieldTable(3, "kind", "kind", .enumeration("ContactKind"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "tags", "tags", .string, .repeated, personal: false, required: false, doc: "Those that are on: how many there may be is bounded."),
    FieldTable(5, "organization", "organization", .string, .singular, personal: false, required: false, doc: "The contact that it belongs to."),
    FieldTable(6, "members", "members", .uint32, .singular, personal: false, required: false, doc: "How many contacts belong to it."),
    FieldTable(7, "externalKey", "external_key", .message("SubjectState.ExternalKey"), .singular, personal: false, required: false, doc: "What stands for its external id, as in OrderState; the id itself may name a person."),
    FieldTable(8, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(21, "email", "email", .message("SubjectState.ExternalKey"), .singular, personal: false, required: false, doc: "What stands for its first e-mail address and its first phone: the ones to which messages go."),
    FieldTable(22, "phone", "phone", .message("SubjectState.ExternalKey"), .singular, personal: false, required: false, doc: ""),
    FieldTable(20, "belonging", "belonging", .message("Belonging"), .singular, personal: false, required: false, doc: "What it is to others; not there where it belongs to `organization` from the beginning, or to none, and nothing else was said."),
    FieldTable(23, "sourceKeys", "source_keys", .message("SubjectState.ExternalKey"), .repeated, personal: false, required: false, doc: "What stands for its ids in other systems that are named."),
    FieldTable(24, "archived", "archived", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(25, "roles", "roles", .message("ContactRole"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(26, "erasedAt", "erased_at", .uint64, .singular, personal: false, required: false, doc: "The position of the PersonalDataErased; 0 where there is none."),
  ])
  static let subjectState_ExternalKey = MessageTable(name: "SubjectState.ExternalKey", doc: "128 bits that are made of an id in another system under the log's secret.", fields: [
    FieldTable(1, "high", "high", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "low", "low", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_ConsentState = MessageTable(name: "SubjectState.ConsentState", doc: "The latest of one purpose and channel: of a contact by when it occurred, of the company's defaults by position.", fields: [
    FieldTable(1, "purpose", "purpose", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "channel", "channel", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "granted", "granted", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "occurredAt", "occurred_at", .int64, .singular, personal: false, required: false, doc: "In microseconds since 1970, as all times here."),
    FieldTable(6, "untilAt", "until_at", .int64, .optional, personal: false, required: false, doc: "Of one that ends: when, or the last day on which it holds."),
    FieldTable(7, "untilOn", "until_on", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_CompanyState = MessageTable(name: "SubjectState.CompanyState", doc: "", fields: [
    FieldTable(1, "phoneRegion", "phone_region", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "consentDefaults", "consent_defaults", .message("SubjectState.ConsentState"), .repeated, personal: false, required: false, doc: "In the order of their positions."),
    FieldTable(3, "users", "users", .uint32, .singular, personal: false, required: false, doc: "How many users were ever added, and teams defined."),
    FieldTable(4, "teams", "teams", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "timeZone", "time_zone", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_UserState = MessageTable(name: "SubjectState.UserState", doc: "", fields: [
    FieldTable(1, "login", "login", .string, .singular, personal: false, required: false, doc: "As it was written: owners are put into this form. No more than every fact with an owner says openly."),
    FieldTable(2, "team", "team", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "manager", "manager", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "uid", "uid", .uint32, .optional, personal: false, required: false, doc: ""),
    FieldTable(5, "deactivated", "deactivated", .bool, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_TeamState = MessageTable(name: "SubjectState.TeamState", doc: "", fields: [
    FieldTable(1, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_SuppressionState = MessageTable(name: "SubjectState.SuppressionState", doc: "That it is there: what it says is known of its address.", fields: [
  ])
  static let subjectState_DealState = MessageTable(name: "SubjectState.DealState", doc: "", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: "TypeID text, as in the facts."),
    FieldTable(2, "pipeline", "pipeline", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "stage", "stage", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "won", "won", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "lost", "lost", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "value", "value", .message("Money"), .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "visits", "visits", .uint32, .singular, personal: false, required: false, doc: "How often it entered a stage."),
    FieldTable(8, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(9, "openedAt", "opened_at", .int64, .singular, personal: false, required: false, doc: "When it was opened, in microseconds since 1970."),
    FieldTable(20, "contacts", "contacts", .string, .repeated, personal: false, required: false, doc: "Those who were added to it."),
  ])
  static let subjectState_TaskState = MessageTable(name: "SubjectState.TaskState", doc: "", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "deal", "deal", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "done", "done", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "ended", "ended", .string, .singular, personal: false, required: false, doc: "How it ended otherwise, a word; empty while it is open."),
    FieldTable(5, "owner", "owner", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "terms", "terms", .message("SubjectState.TaskTerms"), .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_TaskTerms = MessageTable(name: "SubjectState.TaskTerms", doc: "When a task is due, and by what rule it comes again.", fields: [
    FieldTable(1, "dueAt", "due_at", .int64, .singular, personal: false, required: false, doc: "In microseconds since 1970."),
    FieldTable(2, "dueOn", "due_on", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "zone", "zone", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "recurrence", "recurrence", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "firstAt", "first_at", .int64, .singular, personal: false, required: false, doc: "Of a task that comes again: when its rule begins, the day in its zone that is due by the rule, and which time that is."),
    FieldTable(6, "day", "day", .int32, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "occurrence", "occurrence", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "comesOnDays", "comes_on_days", .bool, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_OrderState = MessageTable(name: "SubjectState.OrderState", doc: "", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "retracted", "retracted", .bool, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "externalKey", "external_key", .message("SubjectState.ExternalKey"), .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_PaymentState = MessageTable(name: "SubjectState.PaymentState", doc: "", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_CampaignState = MessageTable(name: "SubjectState.CampaignState", doc: "", fields: [
    FieldTable(1, "channel", "channel", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "purpose", "purpose", .string, .singular, personal: false, required: false, doc: ""),
  ])
  static let subjectState_PipelineState = MessageTable(name: "SubjectState.PipelineState", doc: "", fields: [
    FieldTable(1, "stages", "stages", .message("PipelineDefined.Stage"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(2, "definedAt", "defined_at", .uint64, .singular, personal: false, required: false, doc: "The position of its first definition: pipelines are in this order."),
    FieldTable(3, "name", "name", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "count", "count", .uint32, .singular, personal: false, required: false, doc: "Of the pipeline that was defined first: how many there are."),
  ])
  static let contactRole = MessageTable(name: "ContactRole", doc: "That a contact has a role, from a time on until another.", fields: [
    FieldTable(1, "role", "role", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "since", "since", .int64, .singular, personal: false, required: false, doc: "In microseconds since 1970."),
    FieldTable(3, "until", "until", .int64, .optional, personal: false, required: false, doc: ""),
  ])
  static let belonging = MessageTable(name: "Belonging", doc: "What a contact belongs to, and is to others, as it was said.", fields: [
    FieldTable(1, "statements", "statements", .message("Belonging.Statement"), .repeated, personal: false, required: false, doc: "What organization it was said to have, each from a time on until the next."),
    FieldTable(2, "relationships", "relationships", .message("Belonging.Relationship"), .repeated, personal: false, required: false, doc: ""),
    FieldTable(3, "referrers", "referrers", .message("Belonging.Statement"), .repeated, personal: false, required: false, doc: "Who was said to refer to it, likewise."),
  ])
  static let belonging_Statement = MessageTable(name: "Belonging.Statement", doc: "", fields: [
    FieldTable(1, "organization", "organization", .string, .singular, personal: false, required: false, doc: "None where it was cleared."),
    FieldTable(2, "since", "since", .int64, .singular, personal: false, required: false, doc: "In microseconds; the least of what was said first of a contact, which holds from the beginning."),
    FieldTable(3, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
  ])
  static let belonging_Relationship = MessageTable(name: "Belonging.Relationship", doc: "", fields: [
    FieldTable(1, "relationship", "relationship", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "kind", "kind", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "to", "to", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "since", "since", .int64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "until", "until", .int64, .optional, personal: false, required: false, doc: ""),
  ])
  static let addressState = MessageTable(name: "AddressState", doc: "What was said of whether an address may be written to, by its key.", fields: [
    FieldTable(1, "words", "words", .message("AddressState.Word"), .repeated, personal: false, required: false, doc: "In the order of the times at which they occurred; at the same time what lifts is first."),
  ])
  static let addressState_Word = MessageTable(name: "AddressState.Word", doc: "", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "occurredAt", "occurred_at", .int64, .singular, personal: false, required: false, doc: "In microseconds since 1970."),
    FieldTable(3, "cause", "cause", .enumeration("SuppressionCause"), .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "scope", "scope", .enumeration("SuppressionScope"), .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "channel", "channel", .string, .singular, personal: false, required: false, doc: "By which it is not written to; empty: by none."),
  ])

  /// Every message of this module.
  package static let rowMessages: [MessageTable] = [contactCard, contactCard_Role, contactCard_Membership, contactCard_Consent, suppression, contactListItem, historyEntry, fieldChange, dealCard, dealContact, stageVisit, pipelineCard, companyCard, companyCard_ConsentDefault, campaignCard, orderCard, userCard, teamCard, metricsCalendar, relation, treeNode, treeFigures, taskCard, taskOccurrence, reminder, subjectState, subjectState_ContactState, subjectState_ExternalKey, subjectState_ConsentState, subjectState_CompanyState, subjectState_UserState, subjectState_TeamState, subjectState_SuppressionState, subjectState_DealState, subjectState_TaskState, subjectState_TaskTerms, subjectState_OrderState, subjectState_PaymentState, subjectState_CampaignState, subjectState_PipelineState, contactRole, belonging, belonging_Statement, belonging_Relationship, addressState, addressState_Word]
  /// Every enum of this module.
  package static let rowEnums: [EnumTable] = [dealCard_StateEnum, userCard_StateEnum, taskCard_StateEnum]
}
