import Schema

extension Decider {
  mutating func callLogged(_ fact: CallLogged) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try Check.direction(fact.direction, "direction")
    try Check.number(fact.durationSeconds, "durationSeconds", atMost: Bounds.durationSeconds)
    try Check.word(fact.outcome, "outcome")
    try Check.text(fact.notes, "notes")
    try deal(fact.deal, of: contact)
    return Draft(about: contact, version: state.unchanged)
  }

  mutating func emailLogged(_ fact: EmailLogged) throws(Refusal) -> Draft {
    let (contact, version) = try message(
      contact: fact.contact, direction: fact.direction, channel: fact.channel, subject: fact.subject, text: fact.text,
      deal: fact.deal, campaign: fact.campaign)
    guard fact.channel.isEmpty else { return Draft(about: contact, version: version) }
    var fact = fact
    fact.channel = "email"
    return Draft(.emailLogged(fact), about: contact, version: version)
  }

  mutating func messageLogged(_ fact: MessageLogged) throws(Refusal) -> Draft {
    let (contact, version) = try message(
      contact: fact.contact, direction: fact.direction, channel: fact.channel, subject: fact.subject, text: fact.text,
      deal: fact.deal, campaign: fact.campaign)
    return Draft(about: contact, version: version)
  }

  mutating func letterLogged(_ fact: LetterLogged) throws(Refusal) -> Draft {
    let (contact, version) = try message(
      contact: fact.contact, direction: fact.direction, channel: fact.channel, subject: fact.subject, text: fact.text,
      deal: fact.deal, campaign: fact.campaign)
    guard fact.channel.isEmpty else { return Draft(about: contact, version: version) }
    var fact = fact
    fact.channel = "letter"
    return Draft(.letterLogged(fact), about: contact, version: version)
  }

  mutating func meetingLogged(_ fact: MeetingLogged) throws(Refusal) -> Draft {
    let (contact, version) = try encounter(
      contact: fact.contact, durationSeconds: fact.durationSeconds, subject: fact.subject, text: fact.text,
      deal: fact.deal)
    return Draft(about: contact, version: version)
  }

  mutating func visitLogged(_ fact: VisitLogged) throws(Refusal) -> Draft {
    let (contact, version) = try encounter(
      contact: fact.contact, durationSeconds: fact.durationSeconds, subject: fact.subject, text: fact.text,
      deal: fact.deal)
    return Draft(about: contact, version: version)
  }

  mutating func noteAdded(_ fact: NoteAdded) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try Check.required(!fact.text.isEmpty, "text")
    try Check.text(fact.text, "text")
    try deal(fact.deal, of: contact)
    return Draft(about: contact, version: state.unchanged)
  }

  /// A deal that an interaction or note belongs to: one of the same contact, open or closed.
  private mutating func deal(_ text: String, of contact: SubjectID) throws(Refusal) {
    guard !text.isEmpty else { return }
    let (deal, state) = try existing(text, .deal, "deal")
    guard state.deal.contact == contact.description else { throw .invalid("deal", "must be a deal of the contact") }
    note(deal)
  }

  private mutating func message(
    contact text: String, direction: Direction, channel: String, subject: String, text body: String, deal: String,
    campaign: String
  ) throws(Refusal) -> (contact: SubjectID, version: Version) {
    let (contact, state) = try existing(text, .contact, "contact")
    try Check.direction(direction, "direction")
    try Check.word(channel, "channel")
    try Check.line(subject, "subject", characters: Bounds.subjectCharacters)
    try Check.text(body, "text")
    try self.deal(deal, of: contact)
    if !campaign.isEmpty { note(try existing(campaign, .campaign, "campaign").id) }
    return (contact, state.unchanged)
  }

  private mutating func encounter(
    contact text: String, durationSeconds: Int64, subject: String, text body: String, deal: String
  ) throws(Refusal) -> (contact: SubjectID, version: Version) {
    let (contact, state) = try existing(text, .contact, "contact")
    try Check.number(durationSeconds, "durationSeconds", atMost: Bounds.durationSeconds)
    try Check.line(subject, "subject", characters: Bounds.subjectCharacters)
    try Check.text(body, "text")
    try self.deal(deal, of: contact)
    return (contact, state.unchanged)
  }
}
