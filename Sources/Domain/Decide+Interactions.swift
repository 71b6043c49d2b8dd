import Schema

extension Decider {
  /// An interaction or a note: one of a contact, and nothing is known otherwise for it.
  mutating func interaction(_ fields: InteractionFields, _ fact: EncodedFact) throws(Refusal) -> Draft {
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
    return Draft(try withUsualChannel(fields, fact), about: contact, version: version)
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
