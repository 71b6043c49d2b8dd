import Schema

/// The changes that a recorded fact makes to what is known, given what was known before it.
///
/// `decide` uses the same, so that a registry made again from the log equals the one that grew with it. Total: a fact
/// that was recorded always evolves, erased or not; throws only what `knowledge` throws. Interactions and notes change
/// nothing and ask nothing.
public func evolve(_ event: RecordedEvent, knowing knowledge: any Knowledge) throws(Refusal) -> [RegistryChange] {
  guard let type = FactType(rawValue: event.type), !type.changesNothing else { return [] }
  return try Evolution(
    position: event.header.position, subject: event.header.subject, version: event.header.version,
    otherSubjects: event.header.otherSubjects, knowledge: knowledge
  ).changes(of: event.fact)
}

/// One fact on its way into what is known.
struct Evolution {
  let position: Position
  let subject: SubjectID
  /// The subject's version after the fact.
  let version: Version
  let otherSubjects: [SubjectID]
  let knowledge: any Knowledge

  func changes(of fact: Fact) throws(Refusal) -> [RegistryChange] {
    guard let content = fact.fact, let type = fact.type, !type.changesNothing else { return [] }
    switch content {
    case .consentGranted(let fact): return try consent(fact.purpose, fact.channel, granted: true)
    case .consentWithdrawn(let fact): return try consent(fact.purpose, fact.channel, granted: false)
    case .factRetracted(let fact): return try retraction(of: Position(fact.position))
    case .pipelineDefined(let fact): return try pipeline(fact)
    case .campaignCreated(let fact): return campaign(fact)
    case .campaignSent: return try sends { $0 + 1 }
    case .campaignResponseRecorded(let fact): return try response(fact)
    case .orderPlaced(let fact): return try order(fact)
    case .paymentReceived(let fact): return payment(fact)
    default: break
    }
    switch type.subjectKind {
    case .contact: return try contact(content)
    case .task: return try task(content)
    case .deal: return try deal(content)
    case .order, .payment, .campaign, .pipeline, .log, nil: return []
    }
  }

  /// The subject's state from now on.
  func state(_ state: SubjectState.OneOf_State) -> RegistryChange {
    var subjectState = SubjectState()
    subjectState.version = version.value
    subjectState.state = state
    return .state(subject, subjectState)
  }

  /// What the subject's state was; empty for a fact whose subject is unknown, which a sound log does not have.
  func before() throws(Refusal) -> SubjectState { try knowledge.state(of: subject) ?? SubjectState() }

  /// The subject that a fact names or implies, of a kind of which it names only one.
  func other(_ kind: SubjectKind) -> SubjectID? { otherSubjects.first { $0.kind == kind } }
}

// MARK: - Contacts

extension Evolution {
  private func contact(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    let old = try before().contact
    var contact = old
    switch content {
    case .contactCreated(let fact):
      contact.kind = fact.kind
      contact.externalID = ExternalID(.contact, fact.externalID).text
      contact.tags = fact.tags
      contact.organization = fact.organization
    case .contactTagged(let fact): contact.tags = Tags.adding(fact.tags, to: contact.tags)
    case .contactUntagged(let fact): contact.tags = Tags.removing(fact.tags, from: contact.tags)
    case .contactDetailsChanged(let fact):
      if fact.hasKind { contact.kind = fact.kind }
      if fact.hasExternalID { contact.externalID = ExternalID(.contact, fact.externalID).text }
      if fact.clear.contains("externalId") { contact.externalID = "" }
      if !fact.tags.isEmpty || fact.clear.contains("tags") { contact.tags = fact.tags }
      if fact.hasOrganization { contact.organization = fact.organization }
      if fact.clear.contains("organization") { contact.organization = "" }
    default: break
    }
    var changes = [state(.contact(contact))]
    if contact.organization != old.organization {
      changes += try membership(in: old.organization) { $0 > 0 ? $0 - 1 : 0 }
      changes += try membership(in: contact.organization) { $0 + 1 }
    }
    changes += try holding(ExternalID(.contact, contact.externalID), before: ExternalID(.contact, old.externalID))
    return changes
  }

  /// How many contacts belong to an organization from now on; nothing where none is named, or one that is not known.
  private func membership(in organization: String, _ change: (UInt32) -> UInt32) throws(Refusal) -> [RegistryChange] {
    guard let id = SubjectID(organization), id != subject, var state = try knowledge.state(of: id) else { return [] }
    state.contact.members = change(state.contact.members)
    return [.state(id, state)]
  }

  /// Who holds which external id, when the subject's changes from one to another. What another subject holds by now is not
  /// freed: logs of earlier releases have ids of several subjects that differ in form alone.
  private func holding(_ id: ExternalID, before old: ExternalID) throws(Refusal) -> [RegistryChange] {
    guard id != old else { return [] }
    var changes: [RegistryChange] = []
    if !old.text.isEmpty, try knowledge.holder(of: old) == subject { changes.append(.externalID(old, nil)) }
    if !id.text.isEmpty { changes.append(.externalID(id, subject)) }
    return changes
  }

  private func consent(_ purpose: String, _ channel: String, granted: Bool) throws(Refusal) -> [RegistryChange] {
    var contact = try before().contact
    var row = SubjectState.ConsentState()
    row.purpose = purpose
    row.channel = channel
    row.granted = granted
    row.position = position.value
    Consents.record(row, in: &contact.consents)
    return [state(.contact(contact))]
  }
}

// MARK: - Campaigns

extension Evolution {
  private func campaign(_ fact: CampaignCreated) -> [RegistryChange] {
    var campaign = SubjectState.CampaignState()
    campaign.channel = fact.channel
    campaign.purpose = fact.purpose
    return [state(.campaign(campaign))]
  }

  private func sends(_ change: (UInt32) -> UInt32) throws(Refusal) -> [RegistryChange] {
    guard let campaign = other(.campaign) else { return [] }
    let count = try knowledge.sends(of: campaign, to: subject)
    return [.sends(campaign: campaign, contact: subject, count: change(count))]
  }

  private func response(_ fact: CampaignResponseRecorded) throws(Refusal) -> [RegistryChange] {
    guard Consents.isWithdrawn(by: fact.response), let campaign = other(.campaign),
      let state = try knowledge.state(of: campaign)
    else { return [] }
    return try consent(state.campaign.purpose, state.campaign.channel, granted: false)
  }
}

// MARK: - Deals, pipelines and tasks

extension Evolution {
  private func deal(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    var deal = try before().deal
    switch content {
    case .dealOpened(let fact):
      deal.contact = fact.contact
      deal.pipeline = fact.pipeline
      deal.stage = fact.stage
      deal.visits = 1
      if fact.hasValue { deal.value = fact.value }
    case .dealStageChanged(let fact):
      deal.stage = fact.stage
      deal.visits += 1
    case .dealRevised(let fact):
      if fact.hasValue { deal.value = fact.value }
      if fact.clear.contains("value") { deal.clearValue() }
    case .dealWon(let fact):
      deal.won = true
      if fact.hasValue { deal.value = fact.value }
    case .dealLost: deal.lost = true
    case .dealReopened(let fact):
      deal.won = false
      deal.lost = false
      deal.visits += 1
      if !fact.stage.isEmpty { deal.stage = fact.stage }
    default: break
    }
    return [state(.deal(deal))]
  }

  private func pipeline(_ fact: PipelineDefined) throws(Refusal) -> [RegistryChange] {
    var pipeline = try before().pipeline
    let isNew = pipeline.definedAt == 0
    if isNew { pipeline.definedAt = position.value }
    pipeline.name = fact.name
    pipeline.stages = fact.stages
    guard isNew else { return [state(.pipeline(pipeline))] }
    var changes: [RegistryChange] = [.pipeline(subject, definedAt: position)]
    if let first = try knowledge.firstPipeline(), first != subject, var counting = try knowledge.state(of: first) {
      counting.pipeline.count += 1
      changes.append(.state(first, counting))
    } else {
      pipeline.count = 1
    }
    return [state(.pipeline(pipeline))] + changes
  }

  private func task(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    var task = try before().task
    if case .taskScheduled(let fact) = content {
      task.contact = fact.contact
      task.deal = fact.deal
    } else {
      task.done = true
    }
    return [state(.task(task))]
  }
}

// MARK: - Orders and retractions

extension Evolution {
  private func order(_ fact: OrderPlaced) throws(Refusal) -> [RegistryChange] {
    let id = ExternalID(.order, fact.externalID)
    var order = SubjectState.OrderState()
    order.contact = fact.contact
    order.externalID = id.text
    return [state(.order(order))] + (try holding(id, before: ExternalID(.order, "")))
  }

  private func payment(_ fact: PaymentReceived) -> [RegistryChange] {
    var payment = SubjectState.PaymentState()
    payment.contact = fact.contact
    return [state(.payment(payment))]
  }

  private func retraction(of target: Position) throws(Refusal) -> [RegistryChange] {
    var changes: [RegistryChange] = [.retracted(target, by: position)]
    guard let type = try knowledge.recorded(at: target)?.type else { return changes }
    switch FactType(rawValue: type) {
    case .campaignSent: changes += try sends { $0 == 0 ? 0 : $0 - 1 }
    case .orderPlaced:
      var order = try before().order
      order.retracted = true
      changes += try holding(ExternalID(.order, ""), before: ExternalID(.order, order.externalID))
      order.externalID = ""
      changes.append(state(.order(order)))
    case .paymentReceived: changes.append(state(.payment(try before().payment)))
    default: break
    }
    return changes
  }
}
