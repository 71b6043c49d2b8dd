import FactSchema
import RowSchema

extension Decider {
  mutating func campaignCreated(_ fact: inout CampaignCreated) throws(Refusal) -> Draft {
    let campaign = try newID(fact.campaign, .campaign, "campaign")
    fact.campaign = campaign.description
    return Draft(.campaignCreated(fact), about: campaign, version: Version(1))
  }

  mutating func campaignRevised(_ fact: inout CampaignRevised) throws(Refusal) -> Draft {
    let (campaign, state) = try existing(fact.campaign, .campaign, "campaign")
    return Draft(.campaignRevised(fact), about: campaign, version: state.raised)
  }

  mutating func campaignCostRecorded(_ fact: inout CampaignCostRecorded) throws(Refusal) -> Draft {
    let (campaign, state) = try existing(fact.campaign, .campaign, "campaign")
    return Draft(.campaignCostRecorded(fact), about: campaign, version: state.unchanged)
  }

  mutating func campaignSent(_ fact: inout CampaignSent) throws(Refusal) -> Draft {
    let (campaign, campaignState) = try existing(fact.campaign, .campaign, "campaign")
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    let words = campaignState.campaign
    let address = try destination(fact.address, of: state.contact, by: words.channel)
    fact.addressKey = try addressKey(address, saying: fact.addressKey)
    try checkConsent(of: contact, state, to: words)
    try checkSuppression(of: address, of: contact, state, to: words)
    note(campaign)
    return Draft(.campaignSent(fact), about: contact, version: state.unchanged)
  }

  mutating func campaignResponseRecorded(_ fact: inout CampaignResponseRecorded) throws(Refusal) -> Draft {
    let (campaign, campaignState) = try existing(fact.campaign, .campaign, "campaign")
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    if fact.response != .bounced, fact.bounce != .unspecified {
      throw .invalid("bounce", "must stand with BOUNCED alone")
    }
    if fact.response == .bounced, fact.bounce == .unspecified { fact.bounce = .soft }
    let sends = try knowledge.sends(of: campaign, to: contact)
    guard sends.count > 0 else {
      throw .conflict(
        "nothing of \(campaign) was sent to \(contact)", field: "campaign", reason: .neverSent, subject: contact,
        version: state.unchanged)
    }
    if Consents.isWithdrawn(by: fact.response) {
      let words = campaignState.campaign
      try checkRoom(for: word(words.purpose, words.channel), "response", of: contact, state)
    }
    var address: ExternalKey?
    if Suppressions.cause(of: fact) != nil {
      // What earlier releases sent does not say where it went.
      address = sends.address ?? Address.Kind(channel: campaignState.campaign.channel).flatMap(state.contact.address)
    }
    fact.addressKey = try addressKey(address, saying: fact.addressKey)
    if let address { try checkRoom(of: address, "response", contact) }
    note(campaign)
    return Draft(.campaignResponseRecorded(fact), about: contact, version: state.unchanged)
  }

  mutating func consentGranted(_ fact: inout ConsentGranted) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    if fact.hasUntilAt, !fact.untilOn.isEmpty { throw .invalid("untilOn", "must not be given beside untilAt") }
    if fact.basis == .unspecified { fact.basis = .consent }
    try checkRoom(for: word(fact.purpose, fact.channel, granted: fact), "purpose", of: contact, state)
    return Draft(.consentGranted(fact), about: contact, version: state.unchanged)
  }

  mutating func consentWithdrawn(_ fact: inout ConsentWithdrawn) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try checkRoom(for: word(fact.purpose, fact.channel), "purpose", of: contact, state)
    return Draft(.consentWithdrawn(fact), about: contact, version: state.unchanged)
  }

  private func word(
    _ purpose: String, _ channel: String, granted: ConsentGranted? = nil
  ) -> SubjectState.ConsentState {
    SubjectState.ConsentState(purpose, channel, at: occurredAt, position: position, granted: granted)
  }

  private func checkConsent(
    of contact: SubjectID, _ state: SubjectState, to campaign: SubjectState.CampaignState
  ) throws(Refusal) {
    let rows = try words(of: contact, state, on: campaign)
    let objection = try Consents.objection(
      purpose: campaign.purpose, channel: campaign.channel, at: occurredAt, in: rows,
      company: { () throws(Refusal) in try company() })
    guard let objection else { return }
    let (message, reason): (String, ErrorReason) =
      switch objection {
      case .withdrawn: ("has withdrawn its consent to this purpose on this channel", .consentWithdrawn)
      case .ended: ("consented to this purpose on this channel until then, and not again", .consentEnded)
      case .missing: ("has not consented to this purpose on this channel", .consentMissing)
      }
    throw .conflict(
      "\(contact) \(message)", field: "contact", reason: reason, subject: contact, version: state.unchanged)
  }

  /// What the contact had said of the campaign's purpose and channel when the message was sent, as far as it is known.
  ///
  /// Where nothing was said since, that is what it said last; else the facts are gone through.
  private func words(
    of contact: SubjectID, _ state: SubjectState, on campaign: SubjectState.CampaignState
  ) throws(Refusal) -> [SubjectState.ConsentState] {
    let (purpose, channel) = (campaign.purpose, campaign.channel)
    let latest = Consents.latest(purpose: purpose, channel: channel, in: state.contact.consents)
    guard purpose != Consents.transactional, let latest, latest.saidAt > occurredAt else {
      return state.contact.consents
    }
    let types: [FactType] = [.consentGranted, .consentWithdrawn, .campaignResponseRecorded, .factRetracted]
    if try knowledge.hasMoreFacts(than: Bounds.toldFacts, of: contact, types: types) {
      throw Refusal(
        .tooLarge,
        "contact: more than \(Bounds.toldFacts) facts on the consent of \(contact) are to be looked at, because it was sent "
          + "before the last one", field: "contact", subject: contact)
    }
    let facts = try knowledge.facts(of: contact, types: types, after: .zero, before: position, limit: .max)
    var told = TwiceTold(facts.compactMap(\.retracting), from: position.previous, to: position.previous)
    var then: SubjectState.ConsentState?
    for fact in facts where fact.header.subject == contact && fact.header.occurredAt <= occurredAt {
      let fact = try told.told(fact).after
      guard fact.retractedBy == nil || fact.leavesObjection, let word = try word(of: fact),
        Consents.speaks(word, of: purpose, channel)
      else { continue }
      if let known = then, Consents.isLater(known, than: word) { continue }
      then = word
    }
    return then.map { [$0] } ?? []
  }

  /// What a fact says of being written to; nil where nothing.
  private func word(of event: RecordedEvent) throws(Refusal) -> SubjectState.ConsentState? {
    func said(_ purpose: String, _ channel: String, _ granted: ConsentGranted? = nil) -> SubjectState.ConsentState {
      SubjectState.ConsentState(
        purpose, channel, at: event.header.occurredAt, position: event.position, granted: granted)
    }
    switch event.fact.fact {
    case .consentGranted(let fact): return said(fact.purpose, fact.channel, fact)
    case .consentWithdrawn(let fact): return said(fact.purpose, fact.channel)
    case .campaignResponseRecorded(let fact) where Consents.isWithdrawn(by: fact.response):
      guard let id = SubjectID(fact.campaign), let campaign = try knowledge.state(of: id)?.campaign else { return nil }
      return said(campaign.purpose, campaign.channel)
    default: return nil
    }
  }

  /// A pair of purpose and channel beyond the bound is refused, unless a word for all says the same of it.
  private func checkRoom(
    for word: SubjectState.ConsentState, _ field: String, of contact: SubjectID, _ state: SubjectState
  ) throws(Refusal) {
    let rows = state.contact.consents
    guard rows.count >= Bounds.consents, word.purpose != Consents.all || word.channel != Consents.all,
      !Consents.isKnown(purpose: word.purpose, channel: word.channel, in: rows),
      !Consents.saysNothingNew(word, in: rows)
    else { return }
    let way = word.granted ? "use * for all" : "withdraw * for all"
    throw .conflict(
      "\(contact) has spoken of \(Bounds.consents) pairs of purpose and channel already; \(way)", field: field,
      reason: .tooManyConsents, subject: contact, version: state.unchanged)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func campaign(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .campaignCreated(let fact) = content else {
      // Neither what is planned nor what was spent says anything that is asked in a decision.
      return [state(.campaign(try before().campaign))]
    }
    var campaign = SubjectState.CampaignState()
    campaign.channel = fact.channel
    campaign.purpose = fact.purpose
    return [state(.campaign(campaign))]
  }

  func sent(_ fact: CampaignSent) throws(Refusal) -> [RegistryChange] {
    guard let campaign = other(.campaign) else { return [] }
    let count = try knowledge.sends(of: campaign, to: subject).count
    let sends = Sends(count: count + 1, address: ExternalKey(ofAddress: fact.addressKey))
    return [.sends(campaign: campaign, contact: subject, sends)]
  }

  func response(_ fact: CampaignResponseRecorded) throws(Refusal) -> [RegistryChange] {
    var changes: [RegistryChange] = []
    if let cause = Suppressions.cause(of: fact) { changes = try say(cause, of: fact.addressKey) }
    guard Consents.isWithdrawn(by: fact.response), let campaign = other(.campaign),
      let state = try knowledge.state(of: campaign)
    else { return changes }
    return changes + (try consent(state.campaign.purpose, state.campaign.channel))
  }
}
