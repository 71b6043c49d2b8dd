import FactSchema
import RowSchema

extension Decider {
  /// An interaction or a note: one of a contact, and nothing is known otherwise for it.
  mutating func interaction(_ proposed: InteractionFields, _ given: EncodedFact) throws(Refusal) -> Draft {
    var fields = proposed
    var normal = try withNormalTexts(proposed, given)
    if let normal { fields = try read(normal) }
    try fields.checkForm()
    if !fields.onBehalfOf.isEmpty, let spelled = try withDeclaredLogin(fields, normal ?? given) {
      normal = spelled
      fields = try read(spelled)
    }
    let message = fields.message.span
    let contact = try id(message.extracting(fields.contact), .contact, "contact")
    let deal = try optionalID(message.extracting(fields.deal), .deal, "deal")
    let campaign = try optionalID(message.extracting(fields.campaign), .campaign, "campaign")
    guard let version = try knowledge.version(of: contact) else { throw .notFound("contact", contact) }
    let others = try others(fields, beside: contact)
    if let deal { try noteDeal(deal, of: contact, others) }
    if let campaign {
      guard try knowledge.version(of: campaign) != nil else { throw .notFound("campaign", campaign) }
      note(campaign)
    }
    return Draft(withUsualChannel(fields, normal ?? given) ?? normal, about: contact, version: version)
  }

  private func read(_ fact: EncodedFact) throws(Refusal) -> InteractionFields {
    guard let fields = InteractionFields(fact.content) else { throw .internal("a fact cannot be read") }
    return fields
  }

  /// The fact with the login of the user on whose behalf it was recorded as that is written; nil where it stays as it is. Once
  /// users are declared it must be one's, who may have been deactivated since.
  private func withDeclaredLogin(
    _ fields: InteractionFields, _ fact: EncodedFact
  ) throws(Refusal) -> EncodedFact? {
    let text = String(decoding: fields.message[fields.onBehalfOf], as: UTF8.self)
    var login = try Check.login(text, "onBehalfOf")
    if try company().users > 0 {
      guard let known = try user(ofLogin: login)?.state.user.login else {
        throw Refusal(
          .notFound, "onBehalfOf: no user has this login; `kith user list` has those there are", field: "onBehalfOf")
      }
      login = known
    }
    if login == text { return nil }
    guard let content = fact.fact.fact else { throw .internal("a fact cannot be read") }
    return try encode(content.recorded(onBehalfOf: login))
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
    return try encode(content.inForm(usualRegion: nil))
  }

  /// The fact with the channel that e-mails and letters go by when none is told; nil where it stays as it is.
  private func withUsualChannel(_ fields: InteractionFields, _ fact: EncodedFact) -> EncodedFact? {
    guard fields.channel.isEmpty, let usual = fields.usualChannel else { return nil }
    return FactCodec.adding(usual, as: UInt64(fields.channelNumber), to: fact)
  }

  /// Who else took part, each once and none of them the contact itself.
  private mutating func others(
    _ fields: InteractionFields, beside contact: SubjectID
  ) throws(Refusal) -> [SubjectID] {
    let texts = fields.also
    guard !texts.isEmpty else { return [] }
    let message = fields.message.span
    var others: [SubjectID] = []
    for (index, text) in texts.enumerated() {
      let field = "also[\(index)]"
      let other = try id(message.extracting(text), .contact, field)
      guard other != contact else { throw .invalid(field, "must be another contact than `contact`") }
      guard !others.contains(other) else { throw .invalid(field, "must stand only once") }
      guard try knowledge.version(of: other) != nil else { throw .notFound(field, other) }
      others.append(other)
      note(other)
    }
    return others
  }

  /// A deal that an interaction or note belongs to: one of somebody who took part, open or closed.
  private mutating func noteDeal(
    _ deal: SubjectID, of contact: SubjectID, _ others: [SubjectID]
  ) throws(Refusal) {
    let (deal, state) = try existing(deal, "deal")
    try checkDeal(state.deal, isOf: contact, others)
    note(deal)
  }
}

extension Fact.OneOf_Fact {
  /// The same interaction, of that user.
  fileprivate func recorded(onBehalfOf login: String) -> Fact.OneOf_Fact {
    switch self {
    case .callLogged(var fact):
      fact.onBehalfOf = login
      return .callLogged(fact)
    case .emailLogged(var fact):
      fact.onBehalfOf = login
      return .emailLogged(fact)
    case .messageLogged(var fact):
      fact.onBehalfOf = login
      return .messageLogged(fact)
    case .letterLogged(var fact):
      fact.onBehalfOf = login
      return .letterLogged(fact)
    case .meetingLogged(var fact):
      fact.onBehalfOf = login
      return .meetingLogged(fact)
    case .visitLogged(var fact):
      fact.onBehalfOf = login
      return .visitLogged(fact)
    default: return self
    }
  }
}
