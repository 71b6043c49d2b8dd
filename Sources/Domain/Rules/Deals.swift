import FactSchema
import RowSchema

extension Decider {
  mutating func dealOpened(_ fact: inout DealOpened) throws(Refusal) -> Draft {
    let deal = try newID(fact.deal, .deal, "deal")
    fact.deal = deal.description
    let contact = try existingVersion(fact.contact, .contact, "contact").id
    fact.owner = try owner(fact.owner)
    let (pipeline, stages) = try pipelineToEnter(fact.pipeline)
    fact.pipeline = pipeline.description
    if fact.stage.isEmpty { fact.stage = stages.first?.stage ?? "" }
    try checkStage(fact.stage, in: stages)
    note(contact)
    note(pipeline)
    return Draft(.dealOpened(fact), about: deal, version: Version(1), sealedFor: contact)
  }

  mutating func dealStageChanged(_ fact: inout DealStageChanged) throws(Refusal) -> Draft {
    let (deal, state) = try openDeal(fact.deal)
    try checkStage(fact.stage, in: try stagesOfDeal(state))
    guard fact.stage != state.deal.stage else {
      throw .conflict(
        "\(deal) is in this stage already", field: "stage", reason: .sameStage, subject: deal,
        version: state.unchanged)
    }
    try checkOpened(deal, state)
    try checkVisits(deal, state)
    return Draft(.dealStageChanged(fact), about: deal, version: state.raised)
  }

  /// What is said about the deal from then on is the new contact's; what was said stays the old one's.
  mutating func dealTransferred(_ fact: inout DealTransferred) throws(Refusal) -> Draft {
    guard fact.stage.isEmpty || !fact.pipeline.isEmpty else {
      throw .invalid("stage", "must come with the pipeline that it is of")
    }
    if !fact.contact.isEmpty { note(try existingVersion(fact.contact, .contact, "contact").id) }
    let (deal, state) = try openDeal(fact.deal)
    func refuseSame(_ field: String, _ reason: ErrorReason) throws(Refusal) {
      throw .conflict(
        "\(deal) has this \(field) already", field: field, reason: reason, subject: deal, version: state.unchanged)
    }
    if fact.contact == state.deal.contact { try refuseSame("contact", .sameContact) }
    if fact.pipeline == state.deal.pipeline { try refuseSame("pipeline", .samePipeline) }
    try checkOpened(deal, state)
    guard !fact.pipeline.isEmpty else { return Draft(.dealTransferred(fact), about: deal, version: state.raised) }
    let (pipeline, stages) = try pipelineToEnter(fact.pipeline)
    if fact.stage.isEmpty { fact.stage = stages.first?.stage ?? "" }
    try checkStage(fact.stage, in: stages)
    try checkVisits(deal, state)
    note(pipeline)
    return Draft(.dealTransferred(fact), about: deal, version: state.raised)
  }

  /// The value of a closed deal is what it was won or lost at and is not revised; title, owner and expected close are,
  /// because they may have been mistyped.
  mutating func dealRevised(_ fact: inout DealRevised) throws(Refusal) -> Draft {
    let (deal, state) = try existing(fact.deal, .deal, "deal")
    if fact.hasValue || fact.clear.contains("value") { try checkOpen(deal, state, field: "value") }
    if fact.hasOwner { fact.owner = try owner(fact.owner) }
    notePeople(of: state.deal)
    return Draft(
      .dealRevised(fact), about: deal, version: state.raised, sealedFor: SubjectID(state.deal.contact))
  }

  mutating func dealWon(_ fact: inout DealWon) throws(Refusal) -> Draft {
    let (deal, state) = try openDeal(fact.deal)
    try checkOpened(deal, state)
    return Draft(.dealWon(fact), about: deal, version: state.raised)
  }

  mutating func dealLost(_ fact: inout DealLost) throws(Refusal) -> Draft {
    let (deal, state) = try openDeal(fact.deal)
    try checkOpened(deal, state)
    return Draft(.dealLost(fact), about: deal, version: state.raised)
  }

  /// Without a stage the deal is again in the one it was closed in, which its pipeline must still have.
  mutating func dealReopened(_ fact: inout DealReopened) throws(Refusal) -> Draft {
    let (deal, state) = try existing(fact.deal, .deal, "deal")
    guard state.deal.won || state.deal.lost else {
      throw .conflict("\(deal) is open", field: "deal", reason: .open, subject: deal, version: state.unchanged)
    }
    try checkOpened(deal, state)
    try checkVisits(deal, state)
    let stages = try stagesOfDeal(state)
    if fact.stage.isEmpty {
      guard stages.contains(where: { $0.stage == state.deal.stage }) else {
        throw .conflict(
          "the pipeline of \(deal) no longer has the stage it was closed in; name another", field: "stage",
          reason: .stageGone, subject: deal, version: state.unchanged)
      }
    } else {
      try checkStage(fact.stage, in: stages)
    }
    notePeople(of: state.deal)
    return Draft(.dealReopened(fact), about: deal, version: state.raised)
  }

  /// The deal that a field names, which must be open; its people are implied.
  private mutating func openDeal(_ text: String) throws(Refusal) -> (id: SubjectID, state: SubjectState) {
    let (deal, state) = try existing(text, .deal, "deal")
    try checkOpen(deal, state, field: "deal")
    notePeople(of: state.deal)
    return (deal, state)
  }

  private func checkOpen(_ deal: SubjectID, _ state: SubjectState, field: String) throws(Refusal) {
    guard state.deal.won || state.deal.lost else { return }
    throw .conflict(
      "\(deal) is \(state.deal.won ? "won" : "lost"); reopen it first", field: field,
      reason: state.deal.won ? .won : .lost, subject: deal, version: state.unchanged)
  }

  /// Nothing becomes of a deal before it was opened. A time that was told as a date is some time of that day, somewhere.
  private func checkOpened(_ deal: SubjectID, _ state: SubjectState) throws(Refusal) {
    let opened = Instant(microseconds: state.deal.openedAt)
    let earliest = opened.isNoon ? opened.microseconds - Bounds.noonAfterDay : opened.microseconds
    let latest = occurredAt.isNoon ? occurredAt.microseconds + Bounds.noonBeforeEnd : occurredAt.microseconds
    guard latest < earliest else { return }
    throw .conflict(
      "\(deal) was opened at \(opened.rfc3339) only", field: "occurredAt", reason: .beforeOpened, subject: deal,
      version: state.unchanged)
  }

  /// A deal tells every stage that it was in.
  private func checkVisits(_ deal: SubjectID, _ state: SubjectState) throws(Refusal) {
    guard state.deal.visits >= Bounds.stageVisits else { return }
    throw .conflict(
      "\(deal) has entered a stage \(state.deal.visits) times and may do so \(Bounds.stageVisits) times", field: "deal",
      reason: .tooManyStages, subject: deal, version: state.unchanged)
  }

  private func stagesOfDeal(_ state: SubjectState) throws(Refusal) -> [PipelineDefined.Stage] {
    guard let pipeline = SubjectID(state.deal.pipeline), let stages = try stages(of: pipeline) else { return [] }
    return stages
  }
}

// MARK: - What is known afterwards

extension Evolution {
  func deal(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    let before = try before().deal
    var deal = before
    switch content {
    case .dealOpened(let fact):
      deal.contact = fact.contact
      deal.pipeline = fact.pipeline
      deal.stage = fact.stage
      deal.visits = 1
      deal.openedAt = occurredAt.microseconds
      deal.owner = fact.owner
      if fact.hasValue { deal.value = fact.value }
    case .dealStageChanged(let fact):
      deal.stage = fact.stage
      deal.visits += 1
    case .dealTransferred(let fact):
      if !fact.contact.isEmpty { deal.contact = fact.contact }
      if !fact.pipeline.isEmpty {
        (deal.pipeline, deal.stage) = (fact.pipeline, fact.stage)
        deal.visits += 1
      }
    case .dealContactAdded(let fact):
      if !deal.contacts.contains(fact.contact) { deal.contacts.append(fact.contact) }
    case .dealContactRemoved(let fact): deal.contacts.removeAll { $0 == fact.contact }
    case .dealRevised(let fact):
      if fact.hasValue { deal.value = fact.value }
      if fact.clear.contains("value") { deal.clearValue() }
      if fact.hasOwner { deal.owner = fact.owner }
      if fact.clear.contains("owner") { deal.owner = "" }
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
    return state(.deal(deal), after: .deal(before))
  }
}
