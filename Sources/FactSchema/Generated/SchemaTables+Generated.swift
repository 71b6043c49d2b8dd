// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension SchemaTables {
  static let contactKindEnum = EnumTable(name: "ContactKind", doc: "Whether a contact is one human being or an organization.", values: [(0, "CONTACT_KIND_UNSPECIFIED"), (1, "PERSON"), (2, "ORGANIZATION")])
  static let directionEnum = EnumTable(name: "Direction", doc: "Who began an interaction: INBOUND came from the contact, OUTBOUND went to it.", values: [(0, "DIRECTION_UNSPECIFIED"), (1, "INBOUND"), (2, "OUTBOUND")])
  static let consentBasisEnum = EnumTable(name: "ConsentBasis", doc: "On what ground somebody is written to.", values: [(0, "CONSENT_BASIS_UNSPECIFIED"), (1, "CONSENT"), (2, "CONTRACT"), (3, "LEGITIMATE_INTEREST"), (4, "EXISTING_CUSTOMER")])
  static let campaignResponseEnum = EnumTable(name: "CampaignResponse", doc: "What became of one message of a campaign.", values: [(0, "CAMPAIGN_RESPONSE_UNSPECIFIED"), (1, "DELIVERED"), (2, "BOUNCED"), (3, "OPENED"), (4, "CLICKED"), (5, "REPLIED"), (6, "CONVERTED"), (7, "UNSUBSCRIBED"), (8, "COMPLAINED")])
  static let campaignBounceEnum = EnumTable(name: "CampaignBounce", doc: "Why a message of a campaign did not arrive: HARD where nothing will arrive there, SOFT where the next one may.", values: [(0, "CAMPAIGN_BOUNCE_UNSPECIFIED"), (1, "HARD"), (2, "SOFT")])
  static let suppressionScopeEnum = EnumTable(name: "SuppressionScope", doc: "What is not sent to an address.", values: [(0, "SUPPRESSION_SCOPE_UNSPECIFIED"), (1, "EVERYTHING"), (2, "ALL_BUT_TRANSACTIONAL")])
  static let suppressionCauseEnum = EnumTable(name: "SuppressionCause", doc: "Why something is not sent to an address, or is again.", values: [(0, "SUPPRESSION_CAUSE_UNSPECIFIED"), (1, "ADDED"), (2, "HARD_BOUNCE"), (3, "SOFT_BOUNCES"), (4, "COMPLAINT"), (5, "LIFTED"), (6, "ERASED")])
  static let weekdayEnum = EnumTable(name: "Weekday", doc: "A day of the week.", values: [(0, "WEEKDAY_UNSPECIFIED"), (1, "MONDAY"), (2, "TUESDAY"), (3, "WEDNESDAY"), (4, "THURSDAY"), (5, "FRIDAY"), (6, "SATURDAY"), (7, "SUNDAY")])
  static let consentDefaultSet_ConsentEnum = EnumTable(name: "ConsentDefaultSet.Consent", doc: "Whether those who never spoke are written to.", values: [(0, "CONSENT_UNSPECIFIED"), (1, "GRANTED"), (2, "WITHDRAWN")])
  static let money = MessageTable(name: "Money", doc: "An amount of money: a decimal string with no more digits than the currency has, and an ISO 4217 code.", fields: [
    FieldTable(1, "currency", "currency", .string, .singular, personal: false, required: false, maxBytes: 8, form: .currency, doc: ""),
    FieldTable(2, "amount", "amount", .string, .singular, personal: false, required: false, maxBytes: 64, form: .amount, doc: ""),
  ])
  static let postalAddress = MessageTable(name: "PostalAddress", doc: "Where post reaches somebody.", fields: [
    FieldTable(1, "label", "label", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word for what it is, such as home."),
    FieldTable(2, "lines", "lines", .string, .repeated, personal: false, required: false, maxBytes: 800, maxCount: 4, form: .line, maxCharacters: 200, doc: "Street and house, and what stands before them."),
    FieldTable(3, "city", "city", .string, .singular, personal: false, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(4, "region", "region", .string, .singular, personal: false, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(5, "postalCode", "postal_code", .string, .singular, personal: false, required: false, maxBytes: 128, form: .line, maxCharacters: 32, doc: ""),
    FieldTable(6, "country", "country", .string, .singular, personal: false, required: false, maxBytes: 8, form: .region, doc: "The code of a country in ISO 3166, such as GB."),
  ], needsAny: ["lines", "city", "region", "postalCode", "country"])
  static let handle = MessageTable(name: "Handle", doc: "What somebody is called in a service.", fields: [
    FieldTable(1, "service", "service", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word for the service, such as mastodon."),
    FieldTable(2, "name", "name", .string, .singular, personal: false, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
  ])
  static let sourceID = MessageTable(name: "SourceID", doc: "The id of something in another system.", fields: [
    FieldTable(1, "source", "source", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word for the system."),
    FieldTable(2, "id", "id", .string, .singular, personal: false, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
  ])
  static let campaignCreated = MessageTable(name: "CampaignCreated", doc: "A campaign: messages on one channel for one purpose.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.campaign), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "name", "name", .string, .singular, personal: false, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word such as email or sms."),
    FieldTable(4, "purpose", "purpose", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word such as newsletter; transactional is exempt from consent."),
    FieldTable(5, "cost", "cost", .message("Money"), .singular, personal: false, required: false, doc: "What it is to cost. What it did cost is told by CampaignCostRecorded."),
  ])
  static let campaignSent = MessageTable(name: "CampaignSent", doc: "One message of a campaign went to one contact.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(4, "address", "address", .string, .singular, personal: true, required: false, inFactOnly: true, maxBytes: 1016, form: .line, maxCharacters: 254, doc: "The e-mail address or the phone that it went to. Where it is absent, the contact's first e-mail address if the campaign goes by email, its first phone if it goes by what phones receive (sms, mms, rcs, whatsapp, signal, phone, call, voice, fax), else none."),
    FieldTable(5, "addressKey", "address_key", .string, .singular, personal: true, required: false, inFactOnly: true, maxBytes: 64, form: .word, doc: "What stands for that address under the log's key. The daemon makes it, and refuses another one."),
  ])
  static let campaignResponseRecorded = MessageTable(name: "CampaignResponseRecorded", doc: "What a contact did with a campaign's message; UNSUBSCRIBED and COMPLAINED withdraw the consent. To the address of the last message of the campaign nothing is sent any more after a hard bounce, or after three soft ones; after a complaint nothing but what is transactional.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "response", "response", .enumeration("CampaignResponse"), .singular, personal: false, required: true, doc: ""),
    FieldTable(4, "selfService", "self_service", .bool, .singular, personal: false, required: false, inFactOnly: true, doc: "Whether the contact did it itself, by a link or a portal. An objection made so is not taken back."),
    FieldTable(5, "bounce", "bounce", .enumeration("CampaignBounce"), .singular, personal: false, required: false, doc: "Of BOUNCED alone. A bounce of which it is not said counts as SOFT."),
    FieldTable(6, "addressKey", "address_key", .string, .singular, personal: false, required: false, guarded: true, inFactOnly: true, maxBytes: 64, form: .word, doc: "Of BOUNCED and COMPLAINED: what stands for the address under the log's key. The daemon makes it, and refuses another one."),
  ])
  static let consentGranted = MessageTable(name: "ConsentGranted", doc: "A contact agreed to be written to for a purpose on a channel; * is all. Of what a contact said of a purpose and channel the latest holds, by when it occurred; of what occurred at the same time a withdrawal.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "purpose", "purpose", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(4, "evidence", "evidence", .string, .singular, personal: true, required: false, inFactOnly: true, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(5, "basis", "basis", .enumeration("ConsentBasis"), .singular, personal: false, required: false, doc: "On what ground it is written to; that it agreed when absent."),
    FieldTable(6, "textShown", "text_shown", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 65536, form: .text, doc: "What it was shown when it agreed. Not sealed: the text is the company's own and names nobody; `evidence` may."),
    FieldTable(7, "untilAt", "until_at", .timestamp, .singular, personal: false, required: false, date: .noon, doc: "The time from which on it no longer holds. A date, which goes into `untilOn`, is the last day on which it does."),
    FieldTable(8, "untilOn", "until_on", .string, .singular, personal: false, required: false, maxBytes: 32, form: .date, doc: "In place of `untilAt`: the last day on which it holds, by the days of the company's time zone."),
  ])
  static let consentWithdrawn = MessageTable(name: "ConsentWithdrawn", doc: "A contact no longer agrees to be written to for a purpose on a channel; * is all.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "purpose", "purpose", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(4, "evidence", "evidence", .string, .singular, personal: true, required: false, inFactOnly: true, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(5, "selfService", "self_service", .bool, .singular, personal: false, required: false, inFactOnly: true, doc: "Whether the contact did it itself, by a link or a portal: then it is not retracted."),
  ])
  static let campaignRevised = MessageTable(name: "CampaignRevised", doc: "A campaign has another name or another planned cost. Its channel and purpose stay: consents were judged by them.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(2, "name", "name", .string, .optional, personal: false, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(3, "cost", "cost", .message("Money"), .optional, personal: false, required: false, clearable: true, doc: ""),
    FieldTable(4, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
  ])
  static let campaignCostRecorded = MessageTable(name: "CampaignCostRecorded", doc: "Something was spent on a campaign.", fields: [
    FieldTable(1, "campaign", "campaign", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(2, "amount", "amount", .message("Money"), .singular, personal: false, required: true, doc: ""),
    FieldTable(3, "on", "on", .string, .singular, personal: false, required: true, maxBytes: 32, form: .date, doc: "The day to which it belongs, YYYY-MM-DD."),
  ])
  static let suppressionAdded = MessageTable(name: "SuppressionAdded", doc: "An address is not to be written to, whether or not a contact has it. It holds for what is sent from when it occurred on, until it is lifted.", fields: [
    FieldTable(1, "suppression", "suppression", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.suppression), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "address", "address", .string, .singular, personal: true, required: true, maxBytes: 1016, form: .line, maxCharacters: 254, doc: "An e-mail address or a phone."),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "The channel by which it is not written to; by none where it is absent."),
    FieldTable(4, "scope", "scope", .enumeration("SuppressionScope"), .singular, personal: false, required: false, doc: "EVERYTHING where it is absent."),
    FieldTable(5, "reason", "reason", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(6, "addressKey", "address_key", .string, .singular, personal: false, required: false, guarded: true, inFactOnly: true, maxBytes: 64, form: .word, doc: "What stands for the address under the log's key. The daemon makes it, and refuses another one."),
  ])
  static let suppressionLifted = MessageTable(name: "SuppressionLifted", doc: "An address is written to again: whatever suppressed it before holds no longer. What bounces or is said later suppresses it anew, and consent is another question.", fields: [
    FieldTable(1, "suppression", "suppression", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.suppression), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "address", "address", .string, .singular, personal: true, required: true, maxBytes: 1016, form: .line, maxCharacters: 254, doc: "An e-mail address or a phone."),
    FieldTable(3, "reason", "reason", .string, .singular, personal: true, required: false, inFactOnly: true, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(4, "addressKey", "address_key", .string, .singular, personal: false, required: false, guarded: true, inFactOnly: true, maxBytes: 64, form: .word, doc: "What stands for the address under the log's key. The daemon makes it, and refuses another one."),
  ])
  static let companyConfigured = MessageTable(name: "CompanyConfigured", doc: "What holds for the whole company, from then on; what is left out stays as it was. The daemon brings the first one itself.", fields: [
    FieldTable(1, "timeZone", "time_zone", .string, .optional, personal: false, required: false, maxBytes: 64, form: .zone, clearable: true, doc: "The time zone by whose days, weeks, months and years figures are told from then on, those of before included, and which tasks have that say none; UTC while none is said."),
    FieldTable(2, "currency", "currency", .string, .optional, personal: false, required: false, maxBytes: 8, form: .currency, clearable: true, doc: "For clients: the currency in which amounts are meant that say none. The daemon computes nothing by it."),
    FieldTable(3, "locale", "locale", .string, .optional, personal: false, required: false, maxBytes: 16, form: .locale, clearable: true, doc: "For clients: how they show numbers and dates. The daemon computes nothing by it."),
    FieldTable(4, "weekStart", "week_start", .enumeration("Weekday"), .optional, personal: false, required: false, clearable: true, doc: "The day with which weeks begin in figures; Monday while none is said."),
    FieldTable(5, "fiscalYearStart", "fiscal_year_start", .string, .optional, personal: false, required: false, maxBytes: 8, form: .monthDay, clearable: true, doc: "The day with which the fiscal year begins, such as 04-01; 01-01 while none is said."),
    FieldTable(6, "phoneRegion", "phone_region", .string, .optional, personal: false, required: false, maxBytes: 8, form: .region, clearable: true, doc: "The ISO 3166 code, such as GB, of the region whose calling code completes phones without + from then on. Without one such phones are refused, unless their fact says a phoneRegion."),
    FieldTable(7, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
  ])
  static let consentDefaultSet = MessageTable(name: "ConsentDefaultSet", doc: "What holds from then on for contacts who never spoke of a purpose and channel; * is all. A later one stands over earlier ones that speak of the same.", fields: [
    FieldTable(1, "purpose", "purpose", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(2, "channel", "channel", .string, .singular, personal: false, required: true, maxBytes: 64, form: .wordOrAll, doc: ""),
    FieldTable(3, "consent", "consent", .enumeration("ConsentDefaultSet.Consent"), .singular, personal: false, required: true, doc: ""),
  ])
  static let contactCreated = MessageTable(name: "ContactCreated", doc: "A person or an organization became known.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "kind", "kind", .enumeration("ContactKind"), .singular, personal: false, required: false, doc: "PERSON when absent."),
    FieldTable(3, "name", "name", .string, .singular, personal: true, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(4, "givenName", "given_name", .string, .singular, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(5, "familyName", "family_name", .string, .singular, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(6, "organization", "organization", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: "The contact id of the organization it belongs to."),
    FieldTable(7, "emails", "emails", .string, .repeated, personal: true, required: false, maxBytes: 512, maxCount: 32, form: .email, doc: ""),
    FieldTable(8, "phones", "phones", .string, .repeated, personal: true, required: false, maxBytes: 160, maxCount: 32, form: .phone, doc: "As typed; looked up in E.164."),
    FieldTable(9, "tags", "tags", .string, .repeated, personal: false, required: false, maxBytes: 256, maxCount: 64, form: .line, maxCharacters: 64, doc: ""),
    FieldTable(10, "source", "source", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "Where the contact came from, a word such as web or referral."),
    FieldTable(11, "owner", "owner", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who looks after it."),
    FieldTable(12, "externalId", "external_id", .string, .singular, personal: true, required: false, maxBytes: 400, form: .externalID, doc: "The contact's id in another system; belongs to one contact."),
    FieldTable(13, "phoneRegion", "phone_region", .string, .singular, personal: false, required: false, maxBytes: 8, form: .region, comesWith: "phones", doc: "The ISO 3166 code, such as GB, of the region that completes phones without +; the daemon's setting where one is needed and none is given."),
    FieldTable(14, "title", "title", .string, .singular, personal: true, required: false, maxBytes: 400, form: .line, maxCharacters: 100, doc: "What stands before the name, such as Dr."),
    FieldTable(15, "jobTitle", "job_title", .string, .singular, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(16, "nickname", "nickname", .string, .singular, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(17, "birthday", "birthday", .string, .singular, personal: true, required: false, maxBytes: 32, form: .anniversary, doc: "A date, or --MM-DD where the year is not known."),
    FieldTable(18, "anniversary", "anniversary", .string, .singular, personal: true, required: false, maxBytes: 32, form: .anniversary, doc: ""),
    FieldTable(19, "addresses", "addresses", .message("PostalAddress"), .repeated, personal: true, required: false, maxCount: 8, doc: ""),
    FieldTable(20, "websites", "websites", .string, .repeated, personal: true, required: false, maxBytes: 2000, maxCount: 8, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(21, "handles", "handles", .message("Handle"), .repeated, personal: true, required: false, maxCount: 16, doc: "Names in services such as mastodon."),
    FieldTable(22, "language", "language", .string, .singular, personal: false, required: false, maxBytes: 64, form: .locale, doc: "The language that it is written to in, such as de or de-CH."),
    FieldTable(23, "sourceIds", "source_ids", .message("SourceID"), .repeated, personal: true, required: false, maxCount: 16, doc: "Ids in several other systems, one of each; each belongs to one contact."),
    FieldTable(24, "emailLabels", "email_labels", .string, .repeated, personal: true, required: false, maxBytes: 64, maxCount: 32, form: .label, comesWith: "emails", doc: "Words for what the e-mail addresses are, such as work, in their order."),
    FieldTable(25, "phoneLabels", "phone_labels", .string, .repeated, personal: true, required: false, maxBytes: 64, maxCount: 32, form: .label, comesWith: "phones", doc: "The same for the phones."),
    FieldTable(26, "referrer", "referrer", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: "The contact that refers to this one."),
  ])
  static let contactDetailsChanged = MessageTable(name: "ContactDetailsChanged", doc: "What is known of a contact changed: present fields are set, a present list replaces the whole list, clear empties. In JSON an empty list is the same as its name in clear.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "kind", "kind", .enumeration("ContactKind"), .optional, personal: false, required: false, doc: ""),
    FieldTable(3, "name", "name", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(4, "givenName", "given_name", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, clearable: true, doc: ""),
    FieldTable(5, "familyName", "family_name", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, clearable: true, doc: ""),
    FieldTable(6, "organization", "organization", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.contact), clearable: true, doc: ""),
    FieldTable(7, "emails", "emails", .string, .repeated, personal: true, required: false, maxBytes: 512, maxCount: 32, form: .email, clearable: true, doc: ""),
    FieldTable(8, "phones", "phones", .string, .repeated, personal: true, required: false, maxBytes: 160, maxCount: 32, form: .phone, clearable: true, doc: ""),
    FieldTable(9, "tags", "tags", .string, .repeated, personal: false, required: false, maxBytes: 256, maxCount: 64, form: .line, maxCharacters: 64, clearable: true, doc: ""),
    FieldTable(10, "source", "source", .string, .optional, personal: false, required: false, maxBytes: 64, form: .word, clearable: true, doc: ""),
    FieldTable(11, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .login, clearable: true, doc: ""),
    FieldTable(12, "externalId", "external_id", .string, .optional, personal: true, required: false, maxBytes: 400, form: .externalID, clearable: true, doc: ""),
    FieldTable(13, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
    FieldTable(14, "phoneRegion", "phone_region", .string, .optional, personal: false, required: false, maxBytes: 8, form: .region, comesWith: "phones", doc: "The region that completes the phones, as in ContactCreated."),
    FieldTable(15, "title", "title", .string, .optional, personal: true, required: false, maxBytes: 400, form: .line, maxCharacters: 100, clearable: true, doc: "What stands before the name, such as Dr."),
    FieldTable(16, "jobTitle", "job_title", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, clearable: true, doc: ""),
    FieldTable(17, "nickname", "nickname", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, clearable: true, doc: ""),
    FieldTable(18, "birthday", "birthday", .string, .optional, personal: true, required: false, maxBytes: 32, form: .anniversary, clearable: true, doc: "A date, or --MM-DD where the year is not known."),
    FieldTable(19, "anniversary", "anniversary", .string, .optional, personal: true, required: false, maxBytes: 32, form: .anniversary, clearable: true, doc: ""),
    FieldTable(20, "addresses", "addresses", .message("PostalAddress"), .repeated, personal: true, required: false, maxCount: 8, clearable: true, doc: ""),
    FieldTable(21, "websites", "websites", .string, .repeated, personal: true, required: false, maxBytes: 2000, maxCount: 8, form: .line, maxCharacters: 500, clearable: true, doc: ""),
    FieldTable(22, "handles", "handles", .message("Handle"), .repeated, personal: true, required: false, maxCount: 16, clearable: true, doc: "Names in services such as mastodon."),
    FieldTable(23, "language", "language", .string, .optional, personal: false, required: false, maxBytes: 64, form: .locale, clearable: true, doc: "The language that it is written to in, such as de or de-CH."),
    FieldTable(24, "sourceIds", "source_ids", .message("SourceID"), .repeated, personal: true, required: false, maxCount: 16, clearable: true, doc: "Ids in several other systems, one of each; each belongs to one contact."),
    FieldTable(25, "emailLabels", "email_labels", .string, .repeated, personal: true, required: false, maxBytes: 64, maxCount: 32, form: .label, clearable: true, comesWith: "emails", doc: "Words for what the e-mail addresses are, such as work, in their order."),
    FieldTable(26, "phoneLabels", "phone_labels", .string, .repeated, personal: true, required: false, maxBytes: 64, maxCount: 32, form: .label, clearable: true, comesWith: "phones", doc: "The same for the phones."),
    FieldTable(27, "referrer", "referrer", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.contact), clearable: true, doc: "The contact that refers to this one."),
  ])
  static let contactTagged = MessageTable(name: "ContactTagged", doc: "Tags were put on a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "tags", "tags", .string, .repeated, personal: false, required: true, maxBytes: 256, maxCount: 64, form: .line, maxCharacters: 64, doc: ""),
  ])
  static let contactUntagged = MessageTable(name: "ContactUntagged", doc: "Tags were taken off a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "tags", "tags", .string, .repeated, personal: false, required: true, maxBytes: 256, maxCount: 64, form: .line, maxCharacters: 64, doc: ""),
  ])
  static let contactsRelated = MessageTable(name: "ContactsRelated", doc: "One contact is something to another, from a time on: such as a member of an organization. It is about the first of them.", fields: [
    FieldTable(1, "relationship", "relationship", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.relationship), doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "kind", "kind", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word: `member_of` of an organization, or another one such as parent_of."),
    FieldTable(3, "from", "from", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(4, "to", "to", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(5, "since", "since", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "From when on; from when the fact happened on when absent."),
    FieldTable(6, "until", "until", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "Until when, which is not included; without an end when absent."),
  ])
  static let relationshipEnded = MessageTable(name: "RelationshipEnded", doc: "A relationship has ended.", fields: [
    FieldTable(1, "relationship", "relationship", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.relationship), doc: ""),
    FieldTable(2, "until", "until", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "When, which is not included; when the fact happened when absent."),
  ])
  static let contactArchived = MessageTable(name: "ContactArchived", doc: "A contact is no longer in lists and finds where it is not asked for; figures have it, and everything may be recorded about it.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "reason", "reason", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
  ])
  static let contactRestored = MessageTable(name: "ContactRestored", doc: "A contact is in lists and finds again.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
  ])
  static let contactRoleAssigned = MessageTable(name: "ContactRoleAssigned", doc: "A contact is something to the company from a time on, such as customer, vendor or partner; several at a time.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "role", "role", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: ""),
    FieldTable(3, "since", "since", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "From when on; from when the fact happened on when absent."),
    FieldTable(4, "until", "until", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "Until when, which is not included; without an end when absent."),
  ])
  static let contactRoleEnded = MessageTable(name: "ContactRoleEnded", doc: "A contact has a role no longer that it has without an end.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "role", "role", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: ""),
    FieldTable(3, "until", "until", .timestamp, .singular, personal: false, required: false, date: .beginning, doc: "When, which is not included; when the fact happened when absent."),
  ])
  static let pipelineDefined = MessageTable(name: "PipelineDefined", doc: "A pipeline and its stages in order; a second definition of the same pipeline replaces the first.", fields: [
    FieldTable(1, "pipeline", "pipeline", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.pipeline), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "name", "name", .string, .singular, personal: false, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(3, "stages", "stages", .message("PipelineDefined.Stage"), .repeated, personal: false, required: true, maxCount: 64, doc: ""),
    FieldTable(4, "move", "move", .message("PipelineDefined.Move"), .repeated, personal: false, required: false, maxCount: 64, asObject: true, doc: "For each stage that is left out and in which deals are open, the stage into which they are moved. The daemon records a DealStageChanged for each of them behind the definition. In JSON an object, such as {\"proposal\": \"offer\"}."),
  ])
  static let pipelineDefined_Stage = MessageTable(name: "PipelineDefined.Stage", doc: "One step of a pipeline.", fields: [
    FieldTable(1, "stage", "stage", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: ""),
    FieldTable(2, "probability", "probability", .uint32, .singular, personal: false, required: false, maximum: 100, doc: "The chance, in percent from 0 to 100, that a deal in this stage is won."),
    FieldTable(3, "rotDays", "rot_days", .uint32, .singular, personal: false, required: false, maximum: 36500, doc: "After how many days without movement or interaction a deal rots; 0 is never."),
  ])
  static let pipelineDefined_Move = MessageTable(name: "PipelineDefined.Move", doc: "Where the deals go that are open in a stage which is left out.", fields: [
    FieldTable(1, "stage", "stage", .string, .singular, personal: false, required: true, inFactOnly: true, maxBytes: 64, form: .word, doc: "The stage that is left out."),
    FieldTable(2, "to", "to", .string, .singular, personal: false, required: true, inFactOnly: true, maxBytes: 64, form: .word, doc: "A stage of the definition."),
  ])
  static let dealOpened = MessageTable(name: "DealOpened", doc: "A chance to sell something.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "title", "title", .string, .singular, personal: true, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(4, "pipeline", "pipeline", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.pipeline), doc: "The first pipeline when absent."),
    FieldTable(5, "stage", "stage", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "The pipeline's first stage when absent."),
    FieldTable(6, "value", "value", .message("Money"), .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "expectedClose", "expected_close", .string, .singular, personal: false, required: false, maxBytes: 32, form: .date, doc: "A date, YYYY-MM-DD."),
    FieldTable(8, "owner", "owner", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: ""),
  ])
  static let dealStageChanged = MessageTable(name: "DealStageChanged", doc: "A deal moved to another stage of its pipeline.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "stage", "stage", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: ""),
  ])
  static let dealRevised = MessageTable(name: "DealRevised", doc: "What is known of a deal changed.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "title", "title", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(3, "value", "value", .message("Money"), .optional, personal: false, required: false, clearable: true, doc: ""),
    FieldTable(4, "expectedClose", "expected_close", .string, .optional, personal: false, required: false, maxBytes: 32, form: .date, clearable: true, doc: ""),
    FieldTable(5, "owner", "owner", .string, .optional, personal: false, required: false, maxBytes: 256, form: .login, clearable: true, doc: ""),
    FieldTable(6, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
  ])
  static let dealWon = MessageTable(name: "DealWon", doc: "A deal was won.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "value", "value", .message("Money"), .singular, personal: false, required: false, doc: "The value it was won at; the deal's value when absent."),
  ])
  static let dealLost = MessageTable(name: "DealLost", doc: "A deal was lost.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "reason", "reason", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word such as price or timing."),
    FieldTable(3, "competitor", "competitor", .string, .singular, personal: false, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: "Who won it instead."),
  ])
  static let dealReopened = MessageTable(name: "DealReopened", doc: "A won or lost deal is open again.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "stage", "stage", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "The stage it is in from now on; the one it was closed in when absent."),
  ])
  static let dealTransferred = MessageTable(name: "DealTransferred", doc: "A deal is another contact's, or in another pipeline.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: "Whose it is from now on; the same when absent."),
    FieldTable(3, "pipeline", "pipeline", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.pipeline), doc: "Where it is from now on; the same when absent."),
    FieldTable(4, "stage", "stage", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, comesWith: "pipeline", doc: "The stage of that pipeline which it enters, its first when absent."),
  ], needsAny: ["contact", "pipeline"])
  static let dealContactAdded = MessageTable(name: "DealContactAdded", doc: "Somebody is one of a deal's people, in these roles; for who is so already, these are the roles from now on.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "roles", "roles", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 16, form: .word, doc: "Words such as decider, user or partner."),
  ])
  static let dealContactRemoved = MessageTable(name: "DealContactRemoved", doc: "Somebody who was added to a deal is no longer one of its people.", fields: [
    FieldTable(1, "deal", "deal", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
  ])
  static let callLogged = MessageTable(name: "CallLogged", doc: "A telephone call with a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "direction", "direction", .enumeration("Direction"), .singular, personal: false, required: true, doc: ""),
    FieldTable(3, "durationSeconds", "duration_seconds", .int64, .singular, personal: false, required: false, minimum: 0, maximum: 31622400, doc: ""),
    FieldTable(4, "outcome", "outcome", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word such as reached, voicemail or callback."),
    FieldTable(5, "notes", "notes", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(6, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(7, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(8, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let emailLogged = MessageTable(name: "EmailLogged", doc: "An e-mail to or from a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "direction", "direction", .enumeration("Direction"), .singular, personal: false, required: true, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "email when absent."),
    FieldTable(4, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(5, "text", "text", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(6, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(7, "campaign", "campaign", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(8, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(9, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let messageLogged = MessageTable(name: "MessageLogged", doc: "A short message to or from a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "direction", "direction", .enumeration("Direction"), .singular, personal: false, required: true, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word such as sms or chat."),
    FieldTable(4, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(5, "text", "text", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(6, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(7, "campaign", "campaign", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(8, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(9, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let letterLogged = MessageTable(name: "LetterLogged", doc: "A letter to or from a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "direction", "direction", .enumeration("Direction"), .singular, personal: false, required: true, doc: ""),
    FieldTable(3, "channel", "channel", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "letter when absent."),
    FieldTable(4, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(5, "text", "text", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(6, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(7, "campaign", "campaign", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.campaign), doc: ""),
    FieldTable(8, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(9, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let meetingLogged = MessageTable(name: "MeetingLogged", doc: "A meeting with a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "durationSeconds", "duration_seconds", .int64, .singular, personal: false, required: false, minimum: 0, maximum: 31622400, doc: ""),
    FieldTable(3, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(4, "text", "text", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(5, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(6, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(7, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let visitLogged = MessageTable(name: "VisitLogged", doc: "A visit to or by a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "durationSeconds", "duration_seconds", .int64, .singular, personal: false, required: false, minimum: 0, maximum: 31622400, doc: ""),
    FieldTable(3, "subject", "subject", .string, .singular, personal: true, required: false, maxBytes: 2000, form: .line, maxCharacters: 500, doc: ""),
    FieldTable(4, "text", "text", .string, .singular, personal: true, required: false, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(5, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(6, "onBehalfOf", "on_behalf_of", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who did it, where somebody else records it; figures by actor count it for them."),
    FieldTable(7, "also", "also", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 50, form: .id(.contact), doc: "Who else took part: what was said is sealed for `contact` alone."),
  ])
  static let noteAdded = MessageTable(name: "NoteAdded", doc: "Something worth remembering about a contact.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "text", "text", .string, .singular, personal: true, required: true, maxBytes: 65536, form: .text, doc: ""),
    FieldTable(3, "deal", "deal", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.deal), doc: ""),
  ])
  static let factRetracted = MessageTable(name: "FactRetracted", doc: "A fact was recorded by mistake, and never happened: cards, lists and figures are as if it had not been recorded, and histories show it struck through. What retracts may be retracted itself, which restores.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: true, doc: "The position of a fact about a contact, deal, task, order, payment or campaign."),
    FieldTable(2, "reason", "reason", .string, .singular, personal: false, required: true, maxBytes: 64, form: .word, doc: "A word such as mistaken or duplicate."),
    FieldTable(3, "confirmConsent", "confirm_consent", .bool, .singular, personal: false, required: false, doc: "That consent is to be restored: without it no retraction lets a contact be written to that was not to be, and the objection outlives the response that it came by. It takes the permission `consent`."),
  ])
  static let logLossAccepted = MessageTable(name: "LogLossAccepted", doc: "The operator went on without facts that are known to have existed. Recorded by the daemon alone.", fields: [
    FieldTable(1, "from", "from", .uint64, .singular, personal: false, required: false, doc: "The first position that was lost."),
    FieldTable(2, "to", "to", .uint64, .singular, personal: false, required: false, doc: "The last position that is known to have been lost."),
    FieldTable(3, "oldRoot", "old_root", .string, .singular, personal: false, required: false, maxBytes: 64, doc: "What is known of the audit tree at `to`, in hexadecimal: the leaf of the last lost fact that derived data had seen."),
  ])
  static let clockReset = MessageTable(name: "ClockReset", doc: "The operator set the log's clock anew: recordedAt begins again at the machine's time. Recorded by the daemon alone.", fields: [
    FieldTable(1, "was", "was", .timestamp, .singular, personal: false, required: false, doc: "The recordedAt of the fact before this one."),
  ])
  static let orderPlaced = MessageTable(name: "OrderPlaced", doc: "A contact ordered something.", fields: [
    FieldTable(1, "order", "order", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.order), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "total", "total", .message("Money"), .singular, personal: false, required: true, doc: ""),
    FieldTable(4, "itemCount", "item_count", .int64, .singular, personal: false, required: false, minimum: 0, maximum: 1000000000, doc: ""),
    FieldTable(5, "lines", "lines", .message("OrderPlaced.Line"), .repeated, personal: false, required: false, maxCount: 1000, doc: ""),
    FieldTable(6, "externalId", "external_id", .string, .singular, personal: true, required: false, maxBytes: 400, form: .externalID, doc: "The order's id in another system; belongs to one order."),
  ])
  static let orderPlaced_Line = MessageTable(name: "OrderPlaced.Line", doc: "One line of an order.", fields: [
    FieldTable(1, "product", "product", .string, .singular, personal: false, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(2, "quantity", "quantity", .string, .singular, personal: false, required: false, maxBytes: 64, form: .quantity, doc: "A decimal string."),
    FieldTable(3, "unitPrice", "unit_price", .message("Money"), .singular, personal: false, required: false, doc: ""),
  ])
  static let paymentReceived = MessageTable(name: "PaymentReceived", doc: "A contact paid.", fields: [
    FieldTable(1, "payment", "payment", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 64, form: .id(.payment), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "amount", "amount", .message("Money"), .singular, personal: false, required: true, doc: ""),
    FieldTable(4, "order", "order", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.order), doc: ""),
  ])
  static let personalDataErased = MessageTable(name: "PersonalDataErased", doc: "Everything personal that was said of a contact is gone for good: its key is destroyed, and what was made of it is made again without it. Counts, sums and figures stay. Nothing personal is recorded about it any more; what is open of its deals, tasks and orders can be ended.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "reason", "reason", .string, .singular, personal: false, required: true, maxBytes: 2000, form: .line, maxCharacters: 500, doc: "Why, in words that do not name the person: they stay."),
    FieldTable(3, "reference", "reference", .string, .singular, personal: false, required: false, inFactOnly: true, maxBytes: 400, form: .line, maxCharacters: 100, doc: "What the request is filed under."),
    FieldTable(4, "unsuppressed", "unsuppressed", .bool, .singular, personal: false, required: false, doc: "Whether its addresses may be written to should they come back; without this each of them is suppressed, so that a list that was bought cannot bring the person back."),
    FieldTable(5, "addressKeys", "address_keys", .string, .repeated, personal: false, required: false, guarded: true, maxBytes: 64, maxCount: 64, form: .word, doc: "What stands for its addresses then, made by the daemon under the log's secret."),
    FieldTable(6, "fields", "fields", .message("PersonalDataErased.Fields"), .repeated, personal: false, required: false, inFactOnly: true, maxCount: 4000, doc: "Which personal fields its facts had, said by the daemon: the first of a type holds for all facts that none of the others names."),
    FieldTable(7, "suppressions", "suppressions", .string, .repeated, personal: false, required: false, inFactOnly: true, maxBytes: 64, maxCount: 1000, form: .id(.suppression), doc: "What says in words of one of its addresses whether it is written to; the address goes with the rest. Found by the daemon."),
  ])
  static let personalDataErased_Fields = MessageTable(name: "PersonalDataErased.Fields", doc: "Facts of a type that had just these personal fields.", fields: [
    FieldTable(1, "fact", "fact", .string, .singular, personal: false, required: false, maxBytes: 64, form: .fact, doc: "The name of the type."),
    FieldTable(2, "fields", "fields", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, form: .line, maxCharacters: 64, doc: ""),
    FieldTable(3, "positions", "positions", .uint64, .repeated, personal: false, required: false, maxCount: 4000, doc: "Which facts; none where it holds for all of the type that are not named."),
  ])
  static let erasureCompleted = MessageTable(name: "ErasureCompleted", doc: "What an erasure came to. Recorded by the daemon alone, when nothing that it keeps has the data any more.", fields: [
    FieldTable(1, "contact", "contact", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(2, "erasure", "erasure", .uint64, .singular, personal: false, required: false, doc: "The position of the PersonalDataErased."),
    FieldTable(3, "facts", "facts", .uint64, .singular, personal: false, required: false, doc: "How many facts lost personal fields."),
    FieldTable(4, "keys", "keys", .uint64, .singular, personal: false, required: false, doc: "How many keys were destroyed."),
    FieldTable(5, "reached", "reached", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 64, doc: "What was made again without it: the names of read models, and registry."),
    FieldTable(6, "rests", "rests", .message("ErasureCompleted.Rest"), .repeated, personal: false, required: false, maxCount: 16, doc: "What stays."),
  ])
  static let erasureCompleted_Rest = MessageTable(name: "ErasureCompleted.Rest", doc: "Something that an erasure leaves.", fields: [
    FieldTable(1, "what", "what", .string, .singular, personal: false, required: false, maxBytes: 64, doc: "A word for it: othersTexts, suppressions, digestsOfFormat1."),
    FieldTable(2, "why", "why", .string, .singular, personal: false, required: false, maxBytes: 400, doc: "Why it stays."),
    FieldTable(3, "until", "until", .timestamp, .singular, personal: false, required: false, doc: "Until when; for good where nothing is said."),
    FieldTable(4, "count", "count", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(5, "positions", "positions", .uint64, .repeated, personal: false, required: false, maxCount: 1000, doc: "Which facts: the first thousand."),
  ])
  static let taskScheduled = MessageTable(name: "TaskScheduled", doc: "Something is to be done by a time or on a day, once or again and again.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.task), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "contact", "contact", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.contact), doc: ""),
    FieldTable(3, "deal", "deal", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.deal), doc: ""),
    FieldTable(4, "title", "title", .string, .singular, personal: true, required: true, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(5, "dueAt", "due_at", .timestamp, .singular, personal: false, required: false, date: .noon, doc: "The time by which it is to be done; this or `dueOn` is needed."),
    FieldTable(6, "owner", "owner", .string, .singular, personal: false, required: false, maxBytes: 256, form: .login, doc: "The login name of who is to do it."),
    FieldTable(7, "dueOn", "due_on", .string, .singular, personal: false, required: false, maxBytes: 32, form: .date, doc: "In place of `dueAt`: the day on which it is to be done. A date as `dueAt` means the same; `dueAt` is that day's noon in UTC then."),
    FieldTable(8, "recurrence", "recurrence", .string, .singular, personal: false, required: false, maxBytes: 512, form: .recurrence, doc: "The rule by which it comes again, in the form of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH. Of its parts these are understood: FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL. The first time is when it is due now, also where the rule would not have it."),
    FieldTable(9, "zone", "zone", .string, .singular, personal: false, required: false, maxBytes: 64, form: .zone, doc: "The time zone by which its days and times of the day are counted, such as Europe/Berlin, or an offset from UTC such as +01:00. The company's when absent, which is recorded with it then; UTC where the company has none."),
    FieldTable(10, "reminders", "reminders", .string, .repeated, personal: false, required: false, maxBytes: 32, maxCount: 8, form: .trigger, doc: "When to remind of it, counted from `dueAt`: durations of RFC 5545, such as -PT15M or -P1D for before it, PT1H for after it."),
  ], needsAny: ["dueAt", "dueOn"])
  static let taskCompleted = MessageTable(name: "TaskCompleted", doc: "A task was done. One that comes again is open again, and due when its rule says next; with its last time it is done.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "outcome", "outcome", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word such as done or dropped."),
    FieldTable(3, "occurrence", "occurrence", .uint32, .singular, personal: false, required: false, inFactOnly: true, maximum: 4294967295, doc: "Of a task that comes again: which time it is that was done, as its card counts them. So nobody completes the next one who means the one that somebody else has completed. The one whose turn it is when absent."),
  ])
  static let taskReassigned = MessageTable(name: "TaskReassigned", doc: "A task is somebody else's to do.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "owner", "owner", .string, .singular, personal: false, required: true, maxBytes: 256, form: .login, doc: "The login name of who is to do it from now on."),
  ])
  static let taskRescheduled = MessageTable(name: "TaskRescheduled", doc: "A task is to be done by another time or on another day. Of one that comes again the rule stays: only this time is moved.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "dueAt", "due_at", .timestamp, .singular, personal: false, required: false, date: .noon, doc: "This or `dueOn` is needed."),
    FieldTable(3, "dueOn", "due_on", .string, .singular, personal: false, required: false, maxBytes: 32, form: .date, doc: "In place of `dueAt`, as in TaskScheduled."),
  ], needsAny: ["dueAt", "dueOn"])
  static let taskRevised = MessageTable(name: "TaskRevised", doc: "What is to be done was put otherwise: present fields are set, a present list replaces the whole list, clear empties.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "title", "title", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(3, "recurrence", "recurrence", .string, .optional, personal: false, required: false, maxBytes: 512, form: .recurrence, clearable: true, doc: "The rule by which it comes again from now on, as in TaskScheduled; its first time is when it is due now."),
    FieldTable(4, "zone", "zone", .string, .optional, personal: false, required: false, maxBytes: 64, form: .zone, clearable: true, doc: "The time zone by which its days are counted from now on; UTC where it is emptied."),
    FieldTable(5, "reminders", "reminders", .string, .repeated, personal: false, required: false, maxBytes: 32, maxCount: 8, form: .trigger, clearable: true, doc: "When to remind of it, as in TaskScheduled."),
    FieldTable(6, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
  ])
  static let taskCancelled = MessageTable(name: "TaskCancelled", doc: "A task is not to be done any more, and does not come again.", fields: [
    FieldTable(1, "task", "task", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.task), doc: ""),
    FieldTable(2, "reason", "reason", .string, .singular, personal: false, required: false, maxBytes: 64, form: .word, doc: "A word such as obsolete or declined."),
  ])
  static let userAdded = MessageTable(name: "UserAdded", doc: "Somebody works with the company's customers. From the first one on an owner must be the login of an active user.", fields: [
    FieldTable(1, "user", "user", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.user), creates: true, doc: "The id; assigned by the daemon when absent."),
    FieldTable(2, "login", "login", .string, .singular, personal: true, required: true, maxBytes: 256, form: .login, doc: "The login name, which owners are told by; belongs to one user for ever, whatever the case of its letters."),
    FieldTable(3, "name", "name", .string, .singular, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, doc: ""),
    FieldTable(4, "team", "team", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.team), doc: ""),
    FieldTable(5, "manager", "manager", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.user), doc: "The user who is told of what this one does not do."),
    FieldTable(6, "uid", "uid", .uint32, .optional, personal: false, required: false, maximum: 4294967294, doc: "The uid of this machine that records for the user: what it records is shown under the user's login."),
  ])
  static let userChanged = MessageTable(name: "UserChanged", doc: "What is known of a user changed: present fields are set, clear empties. The login stays.", fields: [
    FieldTable(1, "user", "user", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.user), doc: ""),
    FieldTable(2, "name", "name", .string, .optional, personal: true, required: false, maxBytes: 800, form: .line, maxCharacters: 200, clearable: true, doc: ""),
    FieldTable(3, "team", "team", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.team), clearable: true, doc: ""),
    FieldTable(4, "manager", "manager", .string, .optional, personal: false, required: false, maxBytes: 64, form: .id(.user), clearable: true, doc: ""),
    FieldTable(5, "uid", "uid", .uint32, .optional, personal: false, required: false, maximum: 4294967294, clearable: true, doc: ""),
    FieldTable(6, "clear", "clear", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 32, form: .field, doc: "Names of fields to empty."),
  ])
  static let userDeactivated = MessageTable(name: "UserDeactivated", doc: "Somebody no longer works with the company's customers; refused while anything open is theirs.", fields: [
    FieldTable(1, "user", "user", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.user), doc: ""),
  ])
  static let userReactivated = MessageTable(name: "UserReactivated", doc: "A deactivated user works with the company's customers again.", fields: [
    FieldTable(1, "user", "user", .string, .singular, personal: false, required: true, maxBytes: 64, form: .id(.user), doc: ""),
  ])
  static let teamDefined = MessageTable(name: "TeamDefined", doc: "There is a team, or one is called otherwise.", fields: [
    FieldTable(1, "team", "team", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.team), creates: true, doc: "The id; assigned by the daemon when absent. One that exists is defined anew."),
    FieldTable(2, "name", "name", .string, .singular, personal: false, required: true, maxBytes: 256, form: .line, maxCharacters: 64, doc: "Belongs to one team, whatever the case of its letters."),
    FieldTable(3, "lead", "lead", .string, .singular, personal: false, required: false, maxBytes: 64, form: .id(.user), doc: "The user who leads it."),
  ])
  static let workHandedOver = MessageTable(name: "WorkHandedOver", doc: "What is one owner's became another's: the daemon records with it, in the same commit, one change of owner for each contact, each open deal and each open task.", fields: [
    FieldTable(1, "from", "from", .string, .singular, personal: false, required: true, maxBytes: 256, form: .login, doc: "The login name of who gives it, whatever the case of its letters."),
    FieldTable(2, "to", "to", .string, .singular, personal: false, required: true, maxBytes: 256, form: .login, doc: "The login name of who takes it."),
    FieldTable(3, "of", "of", .string, .repeated, personal: false, required: false, maxBytes: 64, maxCount: 3, words: ["contacts", "deals", "tasks"], doc: "What is handed over: contacts, deals, tasks; all where none is named."),
  ])
  static let fact = MessageTable(name: "Fact", doc: "One thing that happened. The field number is the fact's stored type number for ever: numbers are never reused.", fields: [
    FieldTable(16, "contactCreated", "contact_created", .message("ContactCreated"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(17, "contactDetailsChanged", "contact_details_changed", .message("ContactDetailsChanged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(18, "contactTagged", "contact_tagged", .message("ContactTagged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(19, "contactUntagged", "contact_untagged", .message("ContactUntagged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(20, "callLogged", "call_logged", .message("CallLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(21, "emailLogged", "email_logged", .message("EmailLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(22, "messageLogged", "message_logged", .message("MessageLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(23, "letterLogged", "letter_logged", .message("LetterLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(24, "meetingLogged", "meeting_logged", .message("MeetingLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(25, "visitLogged", "visit_logged", .message("VisitLogged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(26, "noteAdded", "note_added", .message("NoteAdded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(27, "factRetracted", "fact_retracted", .message("FactRetracted"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(28, "taskScheduled", "task_scheduled", .message("TaskScheduled"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(29, "taskCompleted", "task_completed", .message("TaskCompleted"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(30, "pipelineDefined", "pipeline_defined", .message("PipelineDefined"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(31, "dealOpened", "deal_opened", .message("DealOpened"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(32, "dealStageChanged", "deal_stage_changed", .message("DealStageChanged"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(33, "dealRevised", "deal_revised", .message("DealRevised"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(34, "dealWon", "deal_won", .message("DealWon"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(35, "dealLost", "deal_lost", .message("DealLost"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(36, "dealReopened", "deal_reopened", .message("DealReopened"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(37, "campaignCreated", "campaign_created", .message("CampaignCreated"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(38, "campaignSent", "campaign_sent", .message("CampaignSent"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(39, "campaignResponseRecorded", "campaign_response_recorded", .message("CampaignResponseRecorded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(40, "consentGranted", "consent_granted", .message("ConsentGranted"), .oneof, personal: false, required: false, needs: [.record, .consent], doc: ""),
    FieldTable(41, "consentWithdrawn", "consent_withdrawn", .message("ConsentWithdrawn"), .oneof, personal: false, required: false, needs: [.record, .consent], doc: ""),
    FieldTable(42, "orderPlaced", "order_placed", .message("OrderPlaced"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(43, "paymentReceived", "payment_received", .message("PaymentReceived"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(44, "logLossAccepted", "log_loss_accepted", .message("LogLossAccepted"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(45, "clockReset", "clock_reset", .message("ClockReset"), .oneof, personal: false, required: false, doc: ""),
    FieldTable(46, "taskReassigned", "task_reassigned", .message("TaskReassigned"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(47, "taskRescheduled", "task_rescheduled", .message("TaskRescheduled"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(48, "taskRevised", "task_revised", .message("TaskRevised"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(49, "taskCancelled", "task_cancelled", .message("TaskCancelled"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(50, "companyConfigured", "company_configured", .message("CompanyConfigured"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(51, "consentDefaultSet", "consent_default_set", .message("ConsentDefaultSet"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(52, "dealTransferred", "deal_transferred", .message("DealTransferred"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(53, "campaignRevised", "campaign_revised", .message("CampaignRevised"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(54, "campaignCostRecorded", "campaign_cost_recorded", .message("CampaignCostRecorded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(60, "userAdded", "user_added", .message("UserAdded"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(61, "userChanged", "user_changed", .message("UserChanged"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(62, "userDeactivated", "user_deactivated", .message("UserDeactivated"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(63, "userReactivated", "user_reactivated", .message("UserReactivated"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(64, "teamDefined", "team_defined", .message("TeamDefined"), .oneof, personal: false, required: false, needs: [.record, .configure], doc: ""),
    FieldTable(65, "workHandedOver", "work_handed_over", .message("WorkHandedOver"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(76, "dealContactAdded", "deal_contact_added", .message("DealContactAdded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(77, "dealContactRemoved", "deal_contact_removed", .message("DealContactRemoved"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(78, "contactsRelated", "contacts_related", .message("ContactsRelated"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(79, "relationshipEnded", "relationship_ended", .message("RelationshipEnded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(90, "suppressionAdded", "suppression_added", .message("SuppressionAdded"), .oneof, personal: false, required: false, needs: [.record, .consent], doc: ""),
    FieldTable(91, "suppressionLifted", "suppression_lifted", .message("SuppressionLifted"), .oneof, personal: false, required: false, needs: [.record, .consent], doc: ""),
    FieldTable(92, "contactArchived", "contact_archived", .message("ContactArchived"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(93, "contactRestored", "contact_restored", .message("ContactRestored"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(94, "contactRoleAssigned", "contact_role_assigned", .message("ContactRoleAssigned"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(95, "contactRoleEnded", "contact_role_ended", .message("ContactRoleEnded"), .oneof, personal: false, required: false, needs: [.record], doc: ""),
    FieldTable(96, "personalDataErased", "personal_data_erased", .message("PersonalDataErased"), .oneof, personal: false, required: false, needs: [.record, .erase], doc: ""),
    FieldTable(97, "erasureCompleted", "erasure_completed", .message("ErasureCompleted"), .oneof, personal: false, required: false, doc: ""),
  ])
  static let event = MessageTable(name: "Event", doc: "A fact as it was recorded, and what the daemon knows about it. In JSON `fact` is written as `type` and `data`.", fields: [
    FieldTable(1, "position", "position", .uint64, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "fact", "fact", .message("Fact"), .singular, personal: false, required: false, doc: ""),
    FieldTable(3, "subjects", "subjects", .string, .repeated, personal: false, required: false, doc: "The first is what the fact is about."),
    FieldTable(4, "version", "version", .uint64, .singular, personal: false, required: false, doc: "The primary subject's version after this fact."),
    FieldTable(5, "occurredAt", "occurred_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(6, "recordedAt", "recorded_at", .timestamp, .singular, personal: false, required: false, doc: ""),
    FieldTable(7, "actor", "actor", .message("Actor"), .singular, personal: false, required: false, doc: ""),
    FieldTable(8, "commandId", "command_id", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(9, "correlationId", "correlation_id", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(10, "causationId", "causation_id", .string, .optional, personal: false, required: false, doc: ""),
    FieldTable(11, "retractedBy", "retracted_by", .uint64, .optional, personal: false, required: false, doc: "The position of the fact that retracted this one."),
    FieldTable(12, "damaged", "damaged", .string, .optional, personal: false, required: false, doc: "The record at the position is damaged, and why. Nothing else of it is here, unless only its personal fields are lost."),
    FieldTable(13, "occurredOn", "occurred_on", .string, .optional, personal: false, required: false, doc: "The day, where the time was told as a day; `occurredAt` is noon in UTC then."),
    FieldTable(14, "commandIndex", "command_index", .uint32, .singular, personal: false, required: false, doc: "Which fact of its command it is, from 0 on, and how many that recorded: they stand one behind the other."),
    FieldTable(15, "commandCount", "command_count", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(16, "erased", "erased", .string, .repeated, personal: false, required: false, doc: "The names of the personal fields that it had and that were erased."),
    FieldTable(100, "denied", "denied", .string, .repeated, personal: false, required: false, doc: "The names of the fields that the caller may not see and that are not here."),
  ])
  static let actor = MessageTable(name: "Actor", doc: "Who recorded a fact, as the kernel said.", fields: [
    FieldTable(1, "uid", "uid", .uint32, .singular, personal: false, required: false, doc: ""),
    FieldTable(2, "name", "name", .string, .singular, personal: false, required: false, doc: "The login name of that uid on this machine, or its number."),
    FieldTable(3, "role", "role", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(4, "roleName", "role_name", .string, .optional, personal: false, required: false, doc: "The names of the roles that it had, with `+` between, where `role` does not say them."),
  ])

  /// Every message of this module.
  public static let factMessages: [MessageTable] = [money, postalAddress, handle, sourceID, campaignCreated, campaignSent, campaignResponseRecorded, consentGranted, consentWithdrawn, campaignRevised, campaignCostRecorded, suppressionAdded, suppressionLifted, companyConfigured, consentDefaultSet, contactCreated, contactDetailsChanged, contactTagged, contactUntagged, contactsRelated, relationshipEnded, contactArchived, contactRestored, contactRoleAssigned, contactRoleEnded, pipelineDefined, pipelineDefined_Stage, pipelineDefined_Move, dealOpened, dealStageChanged, dealRevised, dealWon, dealLost, dealReopened, dealTransferred, dealContactAdded, dealContactRemoved, callLogged, emailLogged, messageLogged, letterLogged, meetingLogged, visitLogged, noteAdded, factRetracted, logLossAccepted, clockReset, orderPlaced, orderPlaced_Line, paymentReceived, personalDataErased, personalDataErased_Fields, erasureCompleted, erasureCompleted_Rest, taskScheduled, taskCompleted, taskReassigned, taskRescheduled, taskRevised, taskCancelled, userAdded, userChanged, userDeactivated, userReactivated, teamDefined, workHandedOver, fact, event, actor]
  /// Every enum of this module.
  public static let factEnums: [EnumTable] = [contactKindEnum, directionEnum, consentBasisEnum, campaignResponseEnum, campaignBounceEnum, suppressionScopeEnum, suppressionCauseEnum, weekdayEnum, consentDefaultSet_ConsentEnum]
}
