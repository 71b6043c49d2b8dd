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
    try checkConsent(of: contact, state, to: campaignState.campaign)
    note(campaign)
    return Draft(.campaignSent(fact), about: contact, version: state.unchanged)
  }

  mutating func campaignResponseRecorded(_ fact: inout CampaignResponseRecorded) throws(Refusal) -> Draft {
    let (campaign, campaignState) = try existing(fact.campaign, .campaign, "campaign")
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    guard try knowledge.sends(of: campaign, to: contact) > 0 else {
      throw .conflict(
        "nothing of \(campaign) was sent to \(contact)", field: "campaign", reason: .neverSent, subject: contact,
        version: state.unchanged)
    }
    if Consents.isWithdrawn(by: fact.response) {
      let words = campaignState.campaign
      try checkRoom(words.purpose, words.channel, granted: false, "response", of: contact, state)
    }
    note(campaign)
    return Draft(.campaignResponseRecorded(fact), about: contact, version: state.unchanged)
  }

  mutating func consentGranted(_ fact: inout ConsentGranted) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try checkRoom(fact.purpose, fact.channel, granted: true, "purpose", of: contact, state)
    return Draft(.consentGranted(fact), about: contact, version: state.unchanged)
  }

  mutating func consentWithdrawn(_ fact: inout ConsentWithdrawn) throws(Refusal) -> Draft {
    let (contact, state) = try existing(fact.contact, .contact, "contact")
    try checkRoom(fact.purpose, fact.channel, granted: false, "purpose", of: contact, state)
    return Draft(.consentWithdrawn(fact), about: contact, version: state.unchanged)
  }

  private func checkConsent(
    of contact: SubjectID, _ state: SubjectState, to campaign: SubjectState.CampaignState
  ) throws(Refusal) {
    let rows = state.contact.consents
    guard
      try !Consents.allowSending(
        purpose: campaign.purpose, channel: campaign.channel, in: rows,
        defaults: { () throws(Refusal) in try company().consentDefaults })
    else { return }
    let spoke = Consents.latest(purpose: campaign.purpose, channel: campaign.channel, in: rows) != nil
    throw .conflict(
      spoke
        ? "\(contact) has withdrawn its consent to this purpose on this channel"
        : "\(contact) has not consented to this purpose on this channel",
      field: "contact", reason: spoke ? .consentWithdrawn : .consentMissing, subject: contact,
      version: state.unchanged)
  }

  /// A pair of purpose and channel beyond the bound is refused, unless an earlier word for all says the same of it.
  private func checkRoom(
    _ purpose: String, _ channel: String, granted: Bool, _ field: String, of contact: SubjectID, _ state: SubjectState
  ) throws(Refusal) {
    let rows = state.contact.consents
    guard rows.count >= Bounds.consents, purpose != Consents.all || channel != Consents.all,
      !Consents.isKnown(purpose: purpose, channel: channel, in: rows),
      !Consents.saysNothingNew(purpose: purpose, channel: channel, granted: granted, in: rows)
    else { return }
    let way = granted ? "use * for all" : "withdraw * for all"
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

  func sends(_ change: (UInt32) -> UInt32) throws(Refusal) -> [RegistryChange] {
    guard let campaign = other(.campaign) else { return [] }
    let count = try knowledge.sends(of: campaign, to: subject)
    return [.sends(campaign: campaign, contact: subject, count: change(count))]
  }

  func response(_ fact: CampaignResponseRecorded) throws(Refusal) -> [RegistryChange] {
    guard Consents.isWithdrawn(by: fact.response), let campaign = other(.campaign),
      let state = try knowledge.state(of: campaign)
    else { return [] }
    return try consent(state.campaign.purpose, state.campaign.channel, granted: false)
  }
}
