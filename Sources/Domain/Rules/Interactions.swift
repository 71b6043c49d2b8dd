import FactSchema
import RowSchema

extension Decider {
  /// An interaction or a note: one of a contact, and nothing is known otherwise for it.
  mutating func interaction(_ proposed: InteractionFields, _ given: EncodedFact) throws(Refusal) -> Draft {
    var fields = proposed
    let normal = try withNormalTexts(proposed, given)
    if let normal {
      guard let read = InteractionFields(normal.content) else { throw .internal("a fact cannot be read") }
      fields = read
    }
    try fields.checkForm()
    let message = fields.message.span
    let contact = try id(message.extracting(fields.contact), .contact, "contact")
    let deal = try optionalID(message.extracting(fields.deal), .deal, "deal")
    let campaign = try optionalID(message.extracting(fields.campaign), .campaign, "campaign")
    guard let version = try knowledge.version(of: contact) else { throw .notFound("contact", contact) }
    if let deal { try noteDeal(deal, of: contact) }
    if let campaign {
      guard try knowledge.version(of: campaign) != nil else { throw .notFound("campaign", campaign) }
      note(campaign)
    }
    return Draft(withUsualChannel(fields, normal ?? given) ?? normal, about: contact, version: version)
  }

  private func optionalID(_ text: Span<UInt8>, _ kind: SubjectKind, _ field: String) throws(Refusal) -> SubjectID? {
    text.isEmpty ? nil : try id(text, kind, field)
  }

  /// The fact with its texts in their normal form; nil where they are so, as most are: only the others are decoded.
  private func withNormalTexts(
    _ fields: InteractionFields, _ fact: EncodedFact
  ) throws(Refusal) -> EncodedFact? {
    if fields.hasNormalTexts { return nil }
    guard let content = fact.fact.fact else { throw .internal("a fact cannot be read") }
    var normal = Fact()
    normal.fact = try content.inForm(usualRegion: nil)
    do throws(FactCodec.Failure) {
      return try FactCodec.encode(normal)
    } catch {
      throw .internal("a fact cannot be encoded")
    }
  }

  /// The fact with the channel that e-mails and letters go by when none is told; nil where it stays as it is.
  private func withUsualChannel(_ fields: InteractionFields, _ fact: EncodedFact) -> EncodedFact? {
    guard fields.channel.isEmpty, let usual = fields.usualChannel else { return nil }
    return FactCodec.adding(usual, as: UInt64(fields.channelNumber), to: fact)
  }

  /// A deal that an interaction or note belongs to: one of the same contact, open or closed.
  private mutating func noteDeal(_ deal: SubjectID, of contact: SubjectID) throws(Refusal) {
    guard let state = try knowledge.state(of: deal) else { throw .notFound("deal", deal) }
    guard state.deal.contact == contact.description else { throw .invalid("deal", "must be a deal of the contact") }
    note(deal)
  }
}
