import FactSchema
import RowSchema

/// Whether facts could have been recorded, as far as that depends on the state in which one subject was then: whether it was
/// there, open or closed, in which stage, whose, sent something. Nothing else is judged again.
struct Transitions {
  let subject: SubjectID
  /// What was known of the subject then.
  let known: any Knowledge
  let pipelines: PipelineHistory

  /// Whether nothing of that state stands against a fact that is about the subject or names it.
  func allow(_ fact: RecordedEvent) throws(Refusal) -> Bool {
    guard let type = FactType(rawValue: fact.type) else { return true }
    guard fact.header.subject == subject else { return try allowNaming(fact, type) }
    // What makes it depends on nothing of it.
    if type.creates != nil { return true }
    guard let state = try known.state(of: subject), !state.fallen else { return false }
    switch subject.kind {
    case .deal: return try allow(fact.fact, of: state.deal, fact.header)
    case .task: return allow(fact.fact, of: state.task)
    case .contact:
      switch fact.fact.fact {
      case .campaignResponseRecorded(let fact):
        guard let campaign = SubjectID(fact.campaign) else { return true }
        return try known.sends(of: campaign, to: subject).count > 0
      case .relationshipEnded(let fact):
        return state.contact.belongs.relationships.contains { $0.relationship == fact.relationship && !$0.hasUntil }
      case .contactArchived: return !state.contact.archived
      case .contactRestored: return state.contact.archived
      case .contactRoleAssigned(let said):
        let role = Roles.role(said, at: fact.header.occurredAt)
        return !state.contact.roles.contains { Roles.meet($0, role) }
      case .contactRoleEnded(let said):
        guard let role = Roles.open(said.role, in: state.contact.roles) else { return false }
        return Roles.end(said, at: fact.header.occurredAt) > role.since
      default: return true
      }
    default: return true
    }
  }

  // MARK: About the subject

  private func allow(
    _ fact: Fact, of deal: SubjectState.DealState, _ header: EventHeader
  ) throws(Refusal) -> Bool {
    let isOpen = !deal.won && !deal.lost
    switch fact.fact {
    case .dealStageChanged(let fact):
      // What the daemon moved with a definition is judged with that.
      if header.isExpanded { return true }
      guard isOpen, fact.stage != deal.stage else { return false }
      return try pipelines.has(fact.stage, deal.pipeline, for: header)
    case .dealTransferred(let fact): return isOpen && fact.contact != deal.contact && fact.pipeline != deal.pipeline
    case .dealContactRemoved(let fact): return deal.contacts.contains(fact.contact)
    case .dealRevised(let fact): return isOpen || !fact.hasValue && !fact.clear.contains("value")
    case .dealWon, .dealLost: return isOpen
    case .dealReopened(let fact):
      guard !isOpen else { return false }
      return try pipelines.has(fact.stage.isEmpty ? deal.stage : fact.stage, deal.pipeline, for: header)
    default: return true
    }
  }

  private func allow(_ fact: Fact, of task: SubjectState.TaskState) -> Bool {
    guard !task.done, task.ended.isEmpty else { return false }
    guard case .taskCompleted(let fact) = fact.fact, fact.occurrence != 0 else { return true }
    return fact.occurrence == task.terms.occurrence
  }

  // MARK: About another one

  /// What is only implied, because what the fact is about is of the subject, was said by another fact.
  private func allowNaming(_ fact: RecordedEvent, _ type: FactType) throws(Refusal) -> Bool {
    guard names(fact) else { return true }
    guard let state = try known.state(of: subject), !state.fallen else { return false }
    switch fact.fact.fact {
    case .contactCreated(let fact):
      return fact.organization != subject.description || state.contact.kind == .organization
    case .contactDetailsChanged(let fact):
      return fact.organization != subject.description || state.contact.kind == .organization
    case .contactsRelated(let fact) where fact.kind == Belonging.memberOf: return state.contact.kind == .organization
    // Whose a deal is, and who belongs to what, changes: what was logged or planned with it stays.
    default: return true
    }
  }

  /// Whether the fact itself says the subject. A payment stands without its order: then it is credit.
  func names(_ fact: RecordedEvent) -> Bool {
    if FactType(rawValue: fact.type)?.changesNothing ?? true { return true }
    let id = subject.description
    return switch fact.fact.fact {
    case .contactCreated(let fact): fact.organization == id || fact.referrer == id
    case .contactDetailsChanged(let fact): fact.organization == id || fact.referrer == id
    case .contactsRelated(let fact): fact.to == id
    case .dealOpened(let fact): fact.contact == id
    case .dealTransferred(let fact): fact.contact == id
    case .dealContactAdded(let fact): fact.contact == id
    case .dealContactRemoved(let fact): fact.contact == id
    case .taskScheduled(let fact): fact.contact == id || fact.deal == id
    case .orderPlaced(let fact): fact.contact == id
    case .paymentReceived(let fact): fact.contact == id
    case .campaignSent(let fact): fact.campaign == id
    case .campaignResponseRecorded(let fact): fact.campaign == id
    default: false
    }
  }
}

/// Which stages pipelines had when facts were recorded.
final class PipelineHistory {
  /// A definition that stands in the log.
  struct Definition {
    let position: Position
    let fact: PipelineDefined

    /// Whether a deal may be open in that stage from then on.
    func has(_ stage: String) -> Bool { fact.stages.contains { $0.stage == stage } }

    /// Whether it says that deals go from one stage to another.
    func moves(_ stage: String, to other: String) -> Bool {
      fact.move.contains { $0.stage == stage && $0.to == other }
    }
  }

  private let knowledge: any Knowledge
  private let end: Position
  /// What holds from the beginning stands at position 0.
  private var known: [SubjectID: [Definition]] = [:]

  /// By the definitions before a position.
  init(knowing knowledge: any Knowledge, before end: Position) {
    self.knowledge = knowledge
    self.end = end
  }

  /// The definitions of a pipeline, in order.
  func definitions(of pipeline: SubjectID) throws(Refusal) -> [Definition] {
    if let found = known[pipeline] { return found }
    var found: [Definition] = []
    if pipeline == BuiltInPipeline.id { found.append(Definition(position: .zero, fact: BuiltInPipeline.definition)) }
    let facts = try knowledge.facts(
      of: pipeline, types: [.pipelineDefined], after: .zero, before: end, limit: Bounds.toldFacts)
    for event in facts {
      guard case .pipelineDefined(let fact) = event.fact.fact, !event.isInitial else { continue }
      found.append(Definition(position: event.position, fact: fact))
    }
    known[pipeline] = found
    return found
  }

  /// Whether the pipeline had the stage when the fact was recorded.
  func has(_ stage: String, _ pipeline: String, for header: EventHeader) throws(Refusal) -> Bool {
    try definition(of: pipeline, before: header.position)?.has(stage) ?? false
  }

  /// The last definition of a pipeline before a position.
  func definition(of pipeline: String, before position: Position) throws(Refusal) -> Definition? {
    guard let pipeline = SubjectID(pipeline) else { return nil }
    return try definitions(of: pipeline).last { $0.position < position }
  }
}
