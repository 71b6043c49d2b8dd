// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import FactSchema

extension ContactCreated {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = kind { throw .invalid("kind", "must be PERSON or ORGANIZATION") }
    try Check.required(!name.isEmpty, "name")
    name = try Check.line(name, "name", characters: 200)
    givenName = try Check.line(givenName, "givenName", characters: 200)
    familyName = try Check.line(familyName, "familyName", characters: 200)
    try Check.id(organization, .contact, "organization")
    if !emailLabels.isEmpty { emailLabels = Check.labels(emailLabels, of: emails.map(EmailAddress.kept)) }
    emails = try Check.emails(emails, "emails", atMost: 32)
    if !phoneLabels.isEmpty { phoneLabels = Check.labels(phoneLabels, of: phones.map(TextRules.normalForm)) }
    let region = try Check.phoneRegion(phoneRegion, usual: usualRegion, of: phones)
    if !region.isEmpty { phoneRegion = region }
    phones = try Check.phones(phones, "phones", atMost: 32, region: PhoneRegion(region))
    tags = try Check.lines(tags, "tags", atMost: 64, characters: 64)
    try Check.word(source, "source")
    owner = try Check.login(owner, "owner")
    externalID = try Check.externalID(externalID, .contact, "externalId")
    title = try Check.line(title, "title", characters: 100)
    jobTitle = try Check.line(jobTitle, "jobTitle", characters: 200)
    nickname = try Check.line(nickname, "nickname", characters: 200)
    try Check.anniversary(birthday, "birthday")
    try Check.anniversary(anniversary, "anniversary")
    try Check.count(addresses.count, "addresses", atMost: 8)
    for index in addresses.indices { try addresses[index].takeForm("addresses[\(index)]") }
    websites = try Check.lines(websites, "websites", atMost: 8, characters: 500)
    try Check.count(handles.count, "handles", atMost: 16)
    for index in handles.indices { try handles[index].takeForm("handles[\(index)]") }
    try Check.locale(language, "language")
    try Check.count(sourceIds.count, "sourceIds", atMost: 16)
    for index in sourceIds.indices { try sourceIds[index].takeForm("sourceIds[\(index)]") }
    try Check.together(emailLabels, "emailLabels", with: emails, "emails")
    try Check.labels(emailLabels, "emailLabels", atMost: 32)
    try Check.together(phoneLabels, "phoneLabels", with: phones, "phones")
    try Check.labels(phoneLabels, "phoneLabels", atMost: 32)
    try Check.id(referrer, .contact, "referrer")
  }
}

extension ContactDetailsChanged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = kind { throw .invalid("kind", "must be PERSON or ORGANIZATION") }
    if hasKind, kind == .unspecified { throw .invalid("kind", "must be PERSON or ORGANIZATION") }
    if hasName {
      try Check.given(name, "name")
      name = try Check.line(name, "name", characters: 200)
    }
    if hasGivenName {
      try Check.given(givenName, "givenName")
      givenName = try Check.line(givenName, "givenName", characters: 200)
    }
    if hasFamilyName {
      try Check.given(familyName, "familyName")
      familyName = try Check.line(familyName, "familyName", characters: 200)
    }
    if hasOrganization {
      try Check.given(organization, "organization")
      try Check.id(organization, .contact, "organization")
    }
    if !emailLabels.isEmpty { emailLabels = Check.labels(emailLabels, of: emails.map(EmailAddress.kept)) }
    emails = try Check.emails(emails, "emails", atMost: 32)
    if !phoneLabels.isEmpty { phoneLabels = Check.labels(phoneLabels, of: phones.map(TextRules.normalForm)) }
    if hasPhoneRegion { try Check.given(phoneRegion, "phoneRegion") }
    let region = try Check.phoneRegion(phoneRegion, usual: usualRegion, of: phones)
    if !region.isEmpty { phoneRegion = region }
    phones = try Check.phones(phones, "phones", atMost: 32, region: PhoneRegion(region))
    tags = try Check.lines(tags, "tags", atMost: 64, characters: 64)
    if hasSource {
      try Check.given(source, "source")
      try Check.word(source, "source")
    }
    if hasOwner {
      try Check.given(owner, "owner")
      owner = try Check.login(owner, "owner")
    }
    if hasExternalID {
      try Check.given(externalID, "externalId")
      externalID = try Check.externalID(externalID, .contact, "externalId")
    }
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("givenName", hasGivenName), ("familyName", hasFamilyName), ("organization", hasOrganization), ("emails", !emails.isEmpty), ("phones", !phones.isEmpty), ("tags", !tags.isEmpty), ("source", hasSource), ("owner", hasOwner), ("externalId", hasExternalID), ("title", hasTitle), ("jobTitle", hasJobTitle), ("nickname", hasNickname), ("birthday", hasBirthday), ("anniversary", hasAnniversary), ("addresses", !addresses.isEmpty), ("websites", !websites.isEmpty), ("handles", !handles.isEmpty), ("language", hasLanguage), ("sourceIds", !sourceIds.isEmpty), ("emailLabels", !emailLabels.isEmpty), ("phoneLabels", !phoneLabels.isEmpty), ("referrer", hasReferrer)])
    if hasTitle {
      try Check.given(title, "title")
      title = try Check.line(title, "title", characters: 100)
    }
    if hasJobTitle {
      try Check.given(jobTitle, "jobTitle")
      jobTitle = try Check.line(jobTitle, "jobTitle", characters: 200)
    }
    if hasNickname {
      try Check.given(nickname, "nickname")
      nickname = try Check.line(nickname, "nickname", characters: 200)
    }
    if hasBirthday {
      try Check.given(birthday, "birthday")
      try Check.anniversary(birthday, "birthday")
    }
    if hasAnniversary {
      try Check.given(anniversary, "anniversary")
      try Check.anniversary(anniversary, "anniversary")
    }
    try Check.count(addresses.count, "addresses", atMost: 8)
    for index in addresses.indices { try addresses[index].takeForm("addresses[\(index)]") }
    websites = try Check.lines(websites, "websites", atMost: 8, characters: 500)
    try Check.count(handles.count, "handles", atMost: 16)
    for index in handles.indices { try handles[index].takeForm("handles[\(index)]") }
    if hasLanguage {
      try Check.given(language, "language")
      try Check.locale(language, "language")
    }
    try Check.count(sourceIds.count, "sourceIds", atMost: 16)
    for index in sourceIds.indices { try sourceIds[index].takeForm("sourceIds[\(index)]") }
    try Check.together(emailLabels, "emailLabels", with: emails, "emails")
    try Check.labels(emailLabels, "emailLabels", atMost: 32)
    try Check.together(phoneLabels, "phoneLabels", with: phones, "phones")
    try Check.labels(phoneLabels, "phoneLabels", atMost: 32)
    if hasReferrer {
      try Check.given(referrer, "referrer")
      try Check.id(referrer, .contact, "referrer")
    }
    let saysSomething = hasKind || hasName || hasGivenName || hasFamilyName || hasOrganization || !emails.isEmpty || !phones.isEmpty || !tags.isEmpty || hasSource || hasOwner || hasExternalID || !clear.isEmpty || hasTitle || hasJobTitle || hasNickname || hasBirthday || hasAnniversary || !addresses.isEmpty || !websites.isEmpty || !handles.isEmpty || hasLanguage || !sourceIds.isEmpty || hasReferrer
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.contactDetailsChanged.message }
}

extension ContactTagged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!tags.isEmpty, "tags")
    tags = try Check.lines(tags, "tags", atMost: 64, characters: 64)
  }
}

extension ContactUntagged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!tags.isEmpty, "tags")
    tags = try Check.lines(tags, "tags", atMost: 64, characters: 64)
  }
}

extension CallLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = direction { throw .invalid("direction", "must be INBOUND or OUTBOUND") }
    try Check.required(direction != .unspecified, "direction")
    try Check.number(durationSeconds, "durationSeconds", atMost: 31622400)
    try Check.word(outcome, "outcome")
    notes = try Check.text(notes, "notes")
    try Check.id(deal, .deal, "deal")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension EmailLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = direction { throw .invalid("direction", "must be INBOUND or OUTBOUND") }
    try Check.required(direction != .unspecified, "direction")
    try Check.word(channel, "channel")
    subject = try Check.line(subject, "subject", characters: 500)
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
    try Check.id(campaign, .campaign, "campaign")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension MessageLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = direction { throw .invalid("direction", "must be INBOUND or OUTBOUND") }
    try Check.required(direction != .unspecified, "direction")
    try Check.word(channel, "channel")
    subject = try Check.line(subject, "subject", characters: 500)
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
    try Check.id(campaign, .campaign, "campaign")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension LetterLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = direction { throw .invalid("direction", "must be INBOUND or OUTBOUND") }
    try Check.required(direction != .unspecified, "direction")
    try Check.word(channel, "channel")
    subject = try Check.line(subject, "subject", characters: 500)
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
    try Check.id(campaign, .campaign, "campaign")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension MeetingLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.number(durationSeconds, "durationSeconds", atMost: 31622400)
    subject = try Check.line(subject, "subject", characters: 500)
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension VisitLogged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.number(durationSeconds, "durationSeconds", atMost: 31622400)
    subject = try Check.line(subject, "subject", characters: 500)
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
    onBehalfOf = try Check.login(onBehalfOf, "onBehalfOf")
    try Check.ids(also, .contact, "also", atMost: 50)
  }
}

extension NoteAdded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!text.isEmpty, "text")
    text = try Check.text(text, "text")
    try Check.id(deal, .deal, "deal")
  }
}

extension FactRetracted {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(position != 0, "position")
    try Check.required(!reason.isEmpty, "reason")
    try Check.word(reason, "reason")
  }
}

extension TaskScheduled {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(task, .task, "task")
    try Check.id(contact, .contact, "contact")
    try Check.id(deal, .deal, "deal")
    try Check.required(!title.isEmpty, "title")
    title = try Check.line(title, "title", characters: 200)
    try Check.time(hasDueAt, dueAt, "dueAt", isRequired: false)
    owner = try Check.login(owner, "owner")
    try Check.date(dueOn, "dueOn")
    recurrence = try Check.recurrence(recurrence, "recurrence")
    try Check.zone(zone, "zone")
    reminders = try Check.triggers(reminders, "reminders", atMost: 8)
    guard hasDueAt || !dueOn.isEmpty else { throw .invalid("dueAt", "or dueOn is required") }
  }
}

extension TaskCompleted {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!task.isEmpty, "task")
    try Check.id(task, .task, "task")
    try Check.word(outcome, "outcome")
    try Check.number(occurrence, "occurrence", atMost: 4294967295)
  }
}

extension PipelineDefined {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(pipeline, .pipeline, "pipeline")
    try Check.required(!name.isEmpty, "name")
    name = try Check.line(name, "name", characters: 200)
    try Check.required(!stages.isEmpty, "stages")
    try Check.count(stages.count, "stages", atMost: 64)
    for index in stages.indices { try stages[index].takeForm("stages[\(index)]") }
    try Check.count(move.count, "move", atMost: 64)
    for index in move.indices { try move[index].takeForm("move[\(index)]") }
  }
}

extension DealOpened {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(deal, .deal, "deal")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!title.isEmpty, "title")
    title = try Check.line(title, "title", characters: 200)
    try Check.id(pipeline, .pipeline, "pipeline")
    try Check.word(stage, "stage")
    if hasValue { value = try Check.money(value, "value") }
    try Check.date(expectedClose, "expectedClose")
    owner = try Check.login(owner, "owner")
  }
}

extension DealStageChanged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.required(!stage.isEmpty, "stage")
    try Check.word(stage, "stage")
  }
}

extension DealRevised {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    if hasTitle {
      try Check.given(title, "title")
      title = try Check.line(title, "title", characters: 200)
    }
    if hasValue { value = try Check.money(value, "value") }
    if hasExpectedClose {
      try Check.given(expectedClose, "expectedClose")
      try Check.date(expectedClose, "expectedClose")
    }
    if hasOwner {
      try Check.given(owner, "owner")
      owner = try Check.login(owner, "owner")
    }
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("value", hasValue), ("expectedClose", hasExpectedClose), ("owner", hasOwner)])
    let saysSomething = hasTitle || hasValue || hasExpectedClose || hasOwner || !clear.isEmpty
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.dealRevised.message }
}

extension DealWon {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    if hasValue { value = try Check.money(value, "value") }
  }
}

extension DealLost {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.word(reason, "reason")
    competitor = try Check.line(competitor, "competitor", characters: 200)
  }
}

extension DealReopened {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.word(stage, "stage")
  }
}

extension CampaignCreated {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(campaign, .campaign, "campaign")
    try Check.required(!name.isEmpty, "name")
    name = try Check.line(name, "name", characters: 200)
    try Check.required(!channel.isEmpty, "channel")
    try Check.word(channel, "channel")
    try Check.required(!purpose.isEmpty, "purpose")
    try Check.word(purpose, "purpose")
    if hasCost { cost = try Check.money(cost, "cost") }
  }
}

extension CampaignSent {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!campaign.isEmpty, "campaign")
    try Check.id(campaign, .campaign, "campaign")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    subject = try Check.line(subject, "subject", characters: 500)
    address = try Check.line(address, "address", characters: 254)
    try Check.word(addressKey, "addressKey")
  }
}

extension CampaignResponseRecorded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!campaign.isEmpty, "campaign")
    try Check.id(campaign, .campaign, "campaign")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    if case .UNRECOGNIZED = response { throw .invalid("response", "must be one of DELIVERED, BOUNCED, OPENED, CLICKED, REPLIED, CONVERTED, UNSUBSCRIBED, COMPLAINED") }
    try Check.required(response != .unspecified, "response")
    if case .UNRECOGNIZED = bounce { throw .invalid("bounce", "must be HARD or SOFT") }
    try Check.word(addressKey, "addressKey")
  }
}

extension ConsentGranted {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!purpose.isEmpty, "purpose")
    try Check.wordOrAll(purpose, "purpose")
    try Check.required(!channel.isEmpty, "channel")
    try Check.wordOrAll(channel, "channel")
    evidence = try Check.text(evidence, "evidence")
    if case .UNRECOGNIZED = basis { throw .invalid("basis", "must be one of CONSENT, CONTRACT, LEGITIMATE_INTEREST, EXISTING_CUSTOMER") }
    textShown = try Check.text(textShown, "textShown")
    try Check.time(hasUntilAt, untilAt, "untilAt", isRequired: false)
    try Check.date(untilOn, "untilOn")
  }
}

extension ConsentWithdrawn {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!purpose.isEmpty, "purpose")
    try Check.wordOrAll(purpose, "purpose")
    try Check.required(!channel.isEmpty, "channel")
    try Check.wordOrAll(channel, "channel")
    evidence = try Check.text(evidence, "evidence")
  }
}

extension OrderPlaced {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(order, .order, "order")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(hasTotal, "total")
    total = try Check.money(total, "total")
    try Check.number(itemCount, "itemCount", atMost: 1000000000)
    try Check.count(lines.count, "lines", atMost: 1000)
    for index in lines.indices { try lines[index].takeForm("lines[\(index)]") }
    externalID = try Check.externalID(externalID, .order, "externalId")
  }
}

extension PaymentReceived {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(payment, .payment, "payment")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(hasAmount, "amount")
    amount = try Check.money(amount, "amount")
    try Check.id(order, .order, "order")
  }
}

extension TaskReassigned {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!task.isEmpty, "task")
    try Check.id(task, .task, "task")
    try Check.required(!owner.isEmpty, "owner")
    owner = try Check.login(owner, "owner")
  }
}

extension TaskRescheduled {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!task.isEmpty, "task")
    try Check.id(task, .task, "task")
    try Check.time(hasDueAt, dueAt, "dueAt", isRequired: false)
    try Check.date(dueOn, "dueOn")
    guard hasDueAt || !dueOn.isEmpty else { throw .invalid("dueAt", "or dueOn is required") }
  }
}

extension TaskRevised {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!task.isEmpty, "task")
    try Check.id(task, .task, "task")
    if hasTitle {
      try Check.given(title, "title")
      title = try Check.line(title, "title", characters: 200)
    }
    if hasRecurrence {
      try Check.given(recurrence, "recurrence")
      recurrence = try Check.recurrence(recurrence, "recurrence")
    }
    if hasZone {
      try Check.given(zone, "zone")
      try Check.zone(zone, "zone")
    }
    reminders = try Check.triggers(reminders, "reminders", atMost: 8)
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("recurrence", hasRecurrence), ("zone", hasZone), ("reminders", !reminders.isEmpty)])
    let saysSomething = hasTitle || hasRecurrence || hasZone || !reminders.isEmpty || !clear.isEmpty
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.taskRevised.message }
}

extension TaskCancelled {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!task.isEmpty, "task")
    try Check.id(task, .task, "task")
    try Check.word(reason, "reason")
  }
}

extension CompanyConfigured {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    if hasTimeZone {
      try Check.given(timeZone, "timeZone")
      try Check.zone(timeZone, "timeZone")
    }
    if hasCurrency {
      try Check.given(currency, "currency")
      try Check.currency(currency, "currency")
    }
    if hasLocale {
      try Check.given(locale, "locale")
      try Check.locale(locale, "locale")
    }
    if case .UNRECOGNIZED = weekStart { throw .invalid("weekStart", "must be one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY") }
    if hasWeekStart, weekStart == .unspecified { throw .invalid("weekStart", "must be one of MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY") }
    if hasFiscalYearStart {
      try Check.given(fiscalYearStart, "fiscalYearStart")
      try Check.monthDay(fiscalYearStart, "fiscalYearStart")
    }
    if hasPhoneRegion {
      try Check.given(phoneRegion, "phoneRegion")
      try Check.region(phoneRegion, "phoneRegion")
    }
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("timeZone", hasTimeZone), ("currency", hasCurrency), ("locale", hasLocale), ("weekStart", hasWeekStart), ("fiscalYearStart", hasFiscalYearStart), ("phoneRegion", hasPhoneRegion)])
    let saysSomething = hasTimeZone || hasCurrency || hasLocale || hasWeekStart || hasFiscalYearStart || hasPhoneRegion || !clear.isEmpty
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.companyConfigured.message }
}

extension ConsentDefaultSet {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!purpose.isEmpty, "purpose")
    try Check.wordOrAll(purpose, "purpose")
    try Check.required(!channel.isEmpty, "channel")
    try Check.wordOrAll(channel, "channel")
    if case .UNRECOGNIZED = consent { throw .invalid("consent", "must be GRANTED or WITHDRAWN") }
    try Check.required(consent != .unspecified, "consent")
  }
}

extension DealTransferred {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.id(contact, .contact, "contact")
    try Check.id(pipeline, .pipeline, "pipeline")
    try Check.word(stage, "stage")
    guard !contact.isEmpty || !pipeline.isEmpty else { throw .invalid("contact", "or pipeline is required") }
  }
}

extension CampaignRevised {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!campaign.isEmpty, "campaign")
    try Check.id(campaign, .campaign, "campaign")
    if hasName {
      try Check.given(name, "name")
      name = try Check.line(name, "name", characters: 200)
    }
    if hasCost { cost = try Check.money(cost, "cost") }
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("cost", hasCost)])
    let saysSomething = hasName || hasCost || !clear.isEmpty
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.campaignRevised.message }
}

extension CampaignCostRecorded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!campaign.isEmpty, "campaign")
    try Check.id(campaign, .campaign, "campaign")
    try Check.required(hasAmount, "amount")
    amount = try Check.money(amount, "amount")
    try Check.required(!on.isEmpty, "on")
    try Check.date(on, "on")
  }
}

extension UserAdded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(user, .user, "user")
    try Check.required(!login.isEmpty, "login")
    login = try Check.login(login, "login")
    name = try Check.line(name, "name", characters: 200)
    try Check.id(team, .team, "team")
    try Check.id(manager, .user, "manager")
    try Check.number(uid, "uid", atMost: 4294967294)
  }
}

extension UserChanged {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!user.isEmpty, "user")
    try Check.id(user, .user, "user")
    if hasName {
      try Check.given(name, "name")
      name = try Check.line(name, "name", characters: 200)
    }
    if hasTeam {
      try Check.given(team, "team")
      try Check.id(team, .team, "team")
    }
    if hasManager {
      try Check.given(manager, "manager")
      try Check.id(manager, .user, "manager")
    }
    try Check.number(uid, "uid", atMost: 4294967294)
    clear = try Check.clear(clear, "clear", of: Self.table, clearable: [("name", hasName), ("team", hasTeam), ("manager", hasManager), ("uid", hasUid)])
    let saysSomething = hasName || hasTeam || hasManager || hasUid || !clear.isEmpty
    guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }
  }

  private static var table: MessageTable { FactType.userChanged.message }
}

extension UserDeactivated {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!user.isEmpty, "user")
    try Check.id(user, .user, "user")
  }
}

extension UserReactivated {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!user.isEmpty, "user")
    try Check.id(user, .user, "user")
  }
}

extension TeamDefined {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(team, .team, "team")
    try Check.required(!name.isEmpty, "name")
    name = try Check.line(name, "name", characters: 64)
    try Check.id(lead, .user, "lead")
  }
}

extension WorkHandedOver {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!from.isEmpty, "from")
    from = try Check.login(from, "from")
    try Check.required(!to.isEmpty, "to")
    to = try Check.login(to, "to")
  }
}

extension DealContactAdded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    roles = try Check.words(roles, "roles", atMost: 16)
  }
}

extension DealContactRemoved {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!deal.isEmpty, "deal")
    try Check.id(deal, .deal, "deal")
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
  }
}

extension ContactsRelated {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(relationship, .relationship, "relationship")
    try Check.required(!kind.isEmpty, "kind")
    try Check.word(kind, "kind")
    try Check.required(!from.isEmpty, "from")
    try Check.id(from, .contact, "from")
    try Check.required(!to.isEmpty, "to")
    try Check.id(to, .contact, "to")
    try Check.time(hasSince, since, "since", isRequired: false)
    try Check.time(hasUntil, until, "until", isRequired: false)
  }
}

extension RelationshipEnded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!relationship.isEmpty, "relationship")
    try Check.id(relationship, .relationship, "relationship")
    try Check.time(hasUntil, until, "until", isRequired: false)
  }
}

extension SuppressionAdded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(suppression, .suppression, "suppression")
    try Check.required(!address.isEmpty, "address")
    address = try Check.line(address, "address", characters: 254)
    try Check.word(channel, "channel")
    if case .UNRECOGNIZED = scope { throw .invalid("scope", "must be EVERYTHING or ALL_BUT_TRANSACTIONAL") }
    reason = try Check.line(reason, "reason", characters: 500)
    try Check.word(addressKey, "addressKey")
  }
}

extension SuppressionLifted {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.id(suppression, .suppression, "suppression")
    try Check.required(!address.isEmpty, "address")
    address = try Check.line(address, "address", characters: 254)
    reason = try Check.line(reason, "reason", characters: 500)
    try Check.word(addressKey, "addressKey")
  }
}

extension ContactArchived {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    reason = try Check.line(reason, "reason", characters: 500)
  }
}

extension ContactRestored {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
  }
}

extension ContactRoleAssigned {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!role.isEmpty, "role")
    try Check.word(role, "role")
    try Check.time(hasSince, since, "since", isRequired: false)
    try Check.time(hasUntil, until, "until", isRequired: false)
  }
}

extension ContactRoleEnded {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!role.isEmpty, "role")
    try Check.word(role, "role")
    try Check.time(hasUntil, until, "until", isRequired: false)
  }
}

extension PersonalDataErased {
  /// Puts its fields into their form; refuses the first that has none.
  mutating func takeForm(usualRegion: String?) throws(Refusal) {
    try Check.required(!contact.isEmpty, "contact")
    try Check.id(contact, .contact, "contact")
    try Check.required(!reason.isEmpty, "reason")
    reason = try Check.line(reason, "reason", characters: 500)
    reference = try Check.line(reference, "reference", characters: 100)
    addressKeys = try Check.words(addressKeys, "addressKeys", atMost: 64)
    try Check.count(fields.count, "fields", atMost: 4000)
    for index in fields.indices { try fields[index].takeForm("fields[\(index)]") }
    try Check.ids(suppressions, .suppression, "suppressions", atMost: 1000)
  }
}

extension PostalAddress {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    try Check.word(label, "\(path).label")
    lines = try Check.lines(lines, "\(path).lines", atMost: 4, characters: 200)
    city = try Check.line(city, "\(path).city", characters: 200)
    region = try Check.line(region, "\(path).region", characters: 200)
    postalCode = try Check.line(postalCode, "\(path).postalCode", characters: 32)
    try Check.region(country, "\(path).country")
    guard !lines.isEmpty || !city.isEmpty || !region.isEmpty || !postalCode.isEmpty || !country.isEmpty else { throw .invalid("\(path).lines", "or city or region or postalCode or country is required") }
  }
}

extension Handle {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    try Check.required(!service.isEmpty, "\(path).service")
    try Check.word(service, "\(path).service")
    try Check.required(!name.isEmpty, "\(path).name")
    name = try Check.line(name, "\(path).name", characters: 200)
  }
}

extension SourceID {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    try Check.required(!source.isEmpty, "\(path).source")
    try Check.word(source, "\(path).source")
    try Check.required(!id.isEmpty, "\(path).id")
    id = try Check.line(id, "\(path).id", characters: 200)
  }
}

extension PipelineDefined.Stage {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    try Check.required(!stage.isEmpty, "\(path).stage")
    try Check.word(stage, "\(path).stage")
    try Check.number(probability, "\(path).probability", atMost: 100)
    try Check.number(rotDays, "\(path).rotDays", atMost: 36500)
  }
}

extension PipelineDefined.Move {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    try Check.required(!stage.isEmpty, "\(path).stage")
    try Check.word(stage, "\(path).stage")
    try Check.required(!to.isEmpty, "\(path).to")
    try Check.word(to, "\(path).to")
  }
}

extension OrderPlaced.Line {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    product = try Check.line(product, "\(path).product", characters: 200)
    quantity = try Check.quantity(quantity, "\(path).quantity")
    if hasUnitPrice { unitPrice = try Check.money(unitPrice, "\(path).unitPrice") }
  }
}

extension PersonalDataErased.Fields {
  /// Puts its fields into their form; `path` stands before their names.
  mutating func takeForm(_ path: String) throws(Refusal) {
    fields = try Check.lines(fields, "\(path).fields", atMost: 64, characters: 64)
  }
}
