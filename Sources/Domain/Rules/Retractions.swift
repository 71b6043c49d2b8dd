import FactSchema
import RowSchema

extension Decider {
  /// What it retracts counts nowhere any more; but a contact that unsubscribed stays unsubscribed although the response is
  /// retracted, until it consents again. A retracted order frees its external id.
  mutating func factRetracted(_ fact: inout FactRetracted) throws(Refusal) -> Draft {
    let field = "position"
    let target = Position(fact.position)
    guard target < position, let recorded = try knowledge.recorded(at: target) else {
      throw Refusal(
        .notFound, "position: \(target) is beyond the facts recorded so far", field: field, position: target)
    }
    guard let type = FactType(rawValue: recorded.type), type.isRetractable else {
      throw .conflict(
        "only interactions, notes, orders, payments, sends and responses can be retracted", field: field,
        reason: .notRetractable, subject: recorded.subject, position: target)
    }
    if let earlier = try knowledge.retraction(of: target) {
      throw .conflict(
        "the fact at \(target) was retracted already at \(earlier)", field: field, reason: .retracted,
        subject: recorded.subject, position: earlier)
    }
    guard let state = try knowledge.state(of: recorded.subject) else { throw .notFound(field, recorded.subject) }
    if !type.changesNothing,
      try knowledge.hasMoreFacts(than: Bounds.toldFacts, of: recorded.subject, before: position)
    {
      throw Refusal(
        .tooLarge, "position: more than \(Bounds.toldFacts) facts name \(recorded.subject), of those that rules go by",
        field: field, subject: recorded.subject, position: target)
    }
    for subject in recorded.otherSubjects { note(subject) }
    return Draft(
      .factRetracted(fact), about: recorded.subject, version: type.keepsVersion ? state.unchanged : state.raised)
  }
}

// MARK: - What is known afterwards

extension Evolution {
  /// What is known of the subject is evolved again, from its facts as they stand from now on.
  func retraction(_ content: Fact.OneOf_Fact) throws(Refusal) -> [RegistryChange] {
    guard case .factRetracted(let fact) = content else { return [] }
    let target = Position(fact.position)
    let noted = RegistryChange.retracted(target, by: position)
    if let type = try knowledge.recorded(at: target).flatMap({ FactType(rawValue: $0.type) }), type.changesNothing {
      return [noted]
    }
    let facts = try knowledge.facts(of: subject, before: position)
    var retractions = [(target: target, by: position)]
    for fact in facts {
      if case .factRetracted(let retraction) = fact.fact.fact {
        retractions.append((Position(retraction.position), fact.position))
      }
    }
    var told = TwiceTold(retractions, from: position.previous, to: position)
    var before = Retold(subject, knowledge)
    var after = before
    for fact in facts where fact.header.subject == subject && fact.type != FactType.factRetracted.rawValue {
      let (old, new) = try told.told(fact)
      if let old { try before.take(old) }
      try after.take(new)
    }
    return [noted] + (try after.changes(from: before, version))
  }
}

/// What is known of a subject by some of its facts; of everything else what is known anyway.
private struct Retold: Knowledge {
  private let subject: SubjectID
  private let known: any Knowledge
  private var states: [SubjectID: SubjectState] = [:]
  /// The external ids that the subject has, or had.
  private var holders: [ExternalKey: SubjectID?] = [:]
  /// Its sends by campaign.
  private var sends: [SubjectID: UInt32] = [:]

  init(_ subject: SubjectID, _ known: any Knowledge) {
    self.subject = subject
    self.known = known
  }

  /// Takes a fact about the subject, unless it does not stand. An objection outlives the retraction of the response that it
  /// came by.
  mutating func take(_ fact: RecordedEvent) throws(Refusal) {
    guard fact.retractedBy == nil || fact.type == FactType.campaignResponseRecorded.rawValue else { return }
    for change in try evolve(fact, knowing: self) {
      switch change {
      case .state(let subject, let state): states[subject] = state
      case .externalID(let key, let holder): holders[key] = .some(holder)
      case .sends(let campaign, _, let count): sends[campaign] = count
      case .retracted, .pipeline, .owner: break
      }
    }
  }

  /// What is known now and was not before.
  func changes(from before: Retold, _ version: Version) throws(Refusal) -> [RegistryChange] {
    let now = try state(version)
    var changes = [RegistryChange.state(subject, now)]
    changes += ownership(of: subject, try known.state(of: subject)?.openOwner, now.openOwner)
    // How many belong to an organization, others have their part in.
    for other in Set(states.keys).union(before.states.keys) where other != subject {
      guard var state = try known.state(of: other) else { continue }
      let now = Int64(try self.state(of: other)?.contact.members ?? 0)
      let then = Int64(try before.state(of: other)?.contact.members ?? 0)
      guard now != then else { continue }
      state.contact.members = UInt32(clamping: Int64(state.contact.members) + now - then)
      changes.append(.state(other, state))
    }
    let (held, was) = (keys, before.keys)
    for key in was.subtracting(held) where try known.holder(of: key) == subject {
      changes.append(.externalID(key, nil))
    }
    for key in held.subtracting(was) { changes.append(.externalID(key, subject)) }
    for campaign in Set(sends.keys).union(before.sends.keys) where sends[campaign] != before.sends[campaign] {
      changes.append(.sends(campaign: campaign, contact: subject, count: sends[campaign] ?? 0))
    }
    return changes
  }

  private var keys: Set<ExternalKey> { Set(holders.filter { $0.value == subject }.keys) }

  /// The subject's state. One of whose making nothing stands keeps its version, and its id is not free.
  private func state(_ version: Version) throws(Refusal) -> SubjectState {
    let was = try known.state(of: subject) ?? SubjectState()
    var state = states[subject] ?? was
    if states[subject] == nil {
      switch was.state {
      case .order:
        state.order.retracted = true
        state.order.set(nil)
      case .payment: break
      default: state.fallen = true
      }
    } else if case .contact = was.state {
      state.contact.members = was.contact.members
    }
    state.version = version.value
    return state
  }

  // MARK: What it knows

  func state(of subject: SubjectID) throws(Refusal) -> SubjectState? {
    if let state = states[subject] { return state }
    return subject == self.subject ? nil : try known.state(of: subject)
  }

  func key(of externalID: ExternalID) -> ExternalKey { known.key(of: externalID) }

  func holder(of key: ExternalKey) throws(Refusal) -> SubjectID? {
    if let holder = holders[key] { return holder }
    let holder = try known.holder(of: key)
    return holder == subject ? nil : holder
  }

  func sends(of campaign: SubjectID, to contact: SubjectID) throws(Refusal) -> UInt32 {
    contact == subject ? sends[campaign] ?? 0 : try known.sends(of: campaign, to: contact)
  }

  func recorded(at position: Position) throws(Refusal) -> RecordedSummary? { try known.recorded(at: position) }
  func retraction(of position: Position) throws(Refusal) -> Position? { try known.retraction(of: position) }
  func firstPipeline() throws(Refusal) -> SubjectID? { try known.firstPipeline() }
  func owned(by owner: Login, limit: Int) throws(Refusal) -> [SubjectID] { try known.owned(by: owner, limit: limit) }
  func openDeals(in pipeline: SubjectID, stage: String, limit: Int) throws(Refusal) -> [SubjectID] {
    try known.openDeals(in: pipeline, stage: stage, limit: limit)
  }
  func facts(of subject: SubjectID, before end: Position) throws(Refusal) -> [RecordedEvent] {
    try known.facts(of: subject, before: end)
  }
  func hasMoreFacts(than limit: Int, of subject: SubjectID, before end: Position) throws(Refusal) -> Bool {
    try known.hasMoreFacts(than: limit, of: subject, before: end)
  }
}
