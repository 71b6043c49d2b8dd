import FactSchema
import RowSchema

/// The changes that a recorded fact makes to what is known, given what was known before it.
///
/// `decide` uses the same, so that a registry made again from the log equals the one that grew with it. Total: a fact
/// that was recorded always evolves, erased or not; throws only what `knowledge` throws. Interactions and notes change
/// nothing and ask nothing.
public func evolve(_ event: RecordedEvent, knowing knowledge: any Knowledge) throws(Refusal) -> [RegistryChange] {
  guard let type = FactType(rawValue: event.type), !type.changesNothing else { return [] }
  return try Evolution(
    position: event.header.position, subject: event.header.subject, version: event.header.version,
    otherSubjects: event.header.otherSubjects, occurredAt: event.header.occurredAt, isInitial: event.isInitial,
    knowledge: knowledge
  ).changes(of: event.fact)
}

/// One fact on its way into what is known.
struct Evolution {
  let position: Position
  let subject: SubjectID
  /// The subject's version after the fact.
  let version: Version
  let otherSubjects: [SubjectID]
  let occurredAt: Instant
  /// Whether it is one of the ``Seeds``.
  let isInitial: Bool
  let knowledge: any Knowledge

  func changes(of fact: Fact) throws(Refusal) -> [RegistryChange] {
    guard let content = fact.fact, let type = fact.type, !type.changesNothing else { return [] }
    switch type.subjectKind {
    case .contact: return try contact(content)
    case .task: return try task(content)
    case .deal: return try deal(content)
    case .order: return try order(content)
    case .payment: return payment(content)
    case .campaign: return try campaign(content)
    case .pipeline: return try pipeline(content)
    case .company: return try company(content)
    case .user: return try user(content)
    case .team: return try team(content)
    case .suppression: return try suppression(content)
    // What two contacts are to each other is known of the first.
    case .log, .relationship: return []
    case nil: return try retraction(content)
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
