import Schema

extension Decider {
  /// An interaction or a note: one of a contact, and nothing is known otherwise for it.
  mutating func interaction(_ proposed: InteractionFields, _ given: EncodedFact) throws(Refusal) -> Draft {
    var fields = proposed
    let normal = try withNormalTexts(proposed, given)
    if let normal {
      guard let read = InteractionFields(normal.content) else { throw .internal("a fact cannot be read") }
      fields = read
    }
    let fact = normal ?? given
    let message = fields.message.span
    let (contact, version) = try existingVersion(message.extracting(fields.contact), .contact, "contact")
    if fields.hasDirection { try Check.direction(fields.direction, "direction") }
    try Check.number(fields.durationSeconds, "durationSeconds", atMost: Bounds.durationSeconds)
    try Check.word(message.extracting(fields.outcome), "outcome")
    try Check.word(message.extracting(fields.channel), "channel")
    try Check.line(message.extracting(fields.subject), "subject", characters: Bounds.subjectCharacters)
    if fields.kind == .noteAdded { try Check.required(!fields.text.isEmpty, "text") }
    try Check.text(message.extracting(fields.text), fields.kind == .callLogged ? "notes" : "text")
    try deal(message.extracting(fields.deal), of: contact)
    if !fields.campaign.isEmpty {
      note(try existingVersion(message.extracting(fields.campaign), .campaign, "campaign").id)
    }
    return Draft(try withUsualChannel(fields, fact) ?? normal, about: contact, version: version)
  }

  /// The fact with its texts in their normal form; nil where they are so, as most are: only the others are decoded.
  private func withNormalTexts(
    _ fields: InteractionFields, _ fact: EncodedFact
  ) throws(Refusal) -> EncodedFact? {
    let message = fields.message.span
    let isNormal =
      TextRules.isNormalForm(message.extracting(fields.subject))
      && TextRules.isNormalForm(message.extracting(fields.text))
    if isNormal { return nil }
    let normal = try Self.normalized(fact.fact)
    do throws(FactCodec.Failure) {
      return try FactCodec.encode(normal)
    } catch {
      throw .internal("a fact cannot be encoded")
    }
  }

  private static func normalized(_ fact: Fact) throws(Refusal) -> Fact {
    let characters = Bounds.subjectCharacters
    var fact = fact
    switch fact.fact {
    case .callLogged(var call):
      call.notes = try Check.text(call.notes, "notes")
      fact.fact = .callLogged(call)
    case .emailLogged(var email):
      email.subject = try Check.line(email.subject, "subject", characters: characters)
      email.text = try Check.text(email.text, "text")
      fact.fact = .emailLogged(email)
    case .messageLogged(var message):
      message.subject = try Check.line(message.subject, "subject", characters: characters)
      message.text = try Check.text(message.text, "text")
      fact.fact = .messageLogged(message)
    case .letterLogged(var letter):
      letter.subject = try Check.line(letter.subject, "subject", characters: characters)
      letter.text = try Check.text(letter.text, "text")
      fact.fact = .letterLogged(letter)
    case .meetingLogged(var meeting):
      meeting.subject = try Check.line(meeting.subject, "subject", characters: characters)
      meeting.text = try Check.text(meeting.text, "text")
      fact.fact = .meetingLogged(meeting)
    case .visitLogged(var visit):
      visit.subject = try Check.line(visit.subject, "subject", characters: characters)
      visit.text = try Check.text(visit.text, "text")
      fact.fact = .visitLogged(visit)
    case .noteAdded(var note):
      note.text = try Check.text(note.text, "text")
      fact.fact = .noteAdded(note)
    default: throw .internal("a fact cannot be read")
    }
    return fact
  }

  /// The fact with the channel that e-mails and letters go by when none is told; nil where it stays as it is.
  private func withUsualChannel(
    _ fields: InteractionFields, _ fact: EncodedFact
  ) throws(Refusal) -> EncodedFact? {
    guard fields.channel.isEmpty, fields.kind == .emailLogged || fields.kind == .letterLogged else { return nil }
    do throws(FactCodec.Failure) {
      return try FactCodec.adding(fields.kind == .emailLogged ? "email" : "letter", as: 3, to: fact)
    } catch {
      throw .internal("a fact cannot be encoded")
    }
  }

  /// A deal that an interaction or note belongs to: one of the same contact, open or closed.
  private mutating func deal(_ text: Span<UInt8>, of contact: SubjectID) throws(Refusal) {
    guard !text.isEmpty else { return }
    let (deal, state) = try existing(text, .deal, "deal")
    guard state.deal.contact == contact.description else { throw .invalid("deal", "must be a deal of the contact") }
    note(deal)
  }
}
