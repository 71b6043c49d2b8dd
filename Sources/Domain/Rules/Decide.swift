public import FactSchema
import RowSchema

/// Judges a proposed fact against what is known: the event to append, or why it is refused.
///
/// Pure: the time, ids and configuration come in as arguments; `position` is where the fact will stand. The event's fact
/// is the proposed one with its id, defaults and normal forms filled in (amounts, quantities, texts trimmed and in NFC, the
/// names in `clear`, the region that phones were completed with); everything else stays as it was written.
public func decide(
  _ proposal: Proposal, position: Position, knowing knowledge: any Knowledge, in context: DecisionContext
) throws(Refusal) -> DecidedEvent {
  let occurredAt = proposal.occurredAt ?? context.clock
  let now = context.clock.microseconds
  guard occurredAt >= Bounds.earliest,
    occurredAt.microseconds <= now + Bounds.occurredAhead
      || occurredAt.isNoon && occurredAt.microseconds <= now + Bounds.dateAhead
  else {
    throw .invalid("occurredAt", "must be from 1900 to 24 hours ahead of now")
  }
  let type = proposal.fact.type
  var decider = Decider(knowledge: knowledge, context: context, position: position, occurredAt: occurredAt)
  let draft = try decider.judge(proposal.fact)
  var encoded = draft.encoded ?? proposal.fact
  if let content = draft.content { encoded = try encode(content) }
  let subject = draft.subject
  var otherSubjects = decider.otherSubjects
  otherSubjects.removeAll { $0 == subject }
  guard otherSubjects.count <= Bounds.otherSubjects else {
    throw .invalid("type", "names or implies more than \(Bounds.otherSubjects) subjects")
  }
  try decider.checkErased(draft, type, hasPersonal: encoded.hasPersonal)
  let changes =
    type.changesNothing
    ? []
    : try Evolution(
      position: position, subject: subject, version: draft.version, otherSubjects: otherSubjects,
      occurredAt: occurredAt, isInitial: context.isInitial, knowledge: knowledge
    ).changes(of: encoded.fact)
  return DecidedEvent(
    encoded: encoded, subject: subject, otherSubjects: otherSubjects, version: draft.version, occurredAt: occurredAt,
    sealSubject: type.form.hasPersonal ? draft.sealSubject : nil, changes: changes)
}

/// A fact of that content, encoded.
func encode(_ content: Fact.OneOf_Fact) throws(Refusal) -> EncodedFact {
  var fact = Fact()
  fact.fact = content
  do throws(FactCodec.Failure) {
    return try FactCodec.encode(fact)
  } catch {
    throw .internal("a fact cannot be encoded")
  }
}

/// A fact found acceptable: what `decide` makes an event of. Never copied, because its content is large.
struct Draft: ~Copyable {
  /// The fact's content; nil: as it was proposed, or ``encoded``.
  var content: Fact.OneOf_Fact?
  /// The fact where its content has been encoded already.
  var encoded: EncodedFact?
  var subject: SubjectID
  /// The subject's version after the fact.
  var version: Version
  var sealSubject: SubjectID

  init(
    _ content: Fact.OneOf_Fact? = nil, about subject: SubjectID, version: Version,
    sealedFor sealSubject: SubjectID? = nil
  ) {
    self.content = content
    self.subject = subject
    self.version = version
    self.sealSubject = sealSubject ?? subject
  }

  /// An interaction or a note, whose key is its contact's.
  init(_ encoded: EncodedFact?, about contact: SubjectID, version: Version) {
    self.init(about: contact, version: version)
    self.encoded = encoded
  }
}

/// One decision under way: what it may ask, and the other subjects found so far.
struct Decider {
  let knowledge: any Knowledge
  let context: DecisionContext
  let position: Position
  let occurredAt: Instant
  private(set) var otherSubjects: [SubjectID] = []

  init(knowledge: any Knowledge, context: DecisionContext, position: Position, occurredAt: Instant) {
    self.knowledge = knowledge
    self.context = context
    self.position = position
    self.occurredAt = occurredAt
  }

  /// The rules of each kind of fact stand in the files named after what the facts are about.
  mutating func judge(_ fact: EncodedFact) throws(Refusal) -> Draft {
    if let fields = InteractionFields(fact.content) { return try interaction(fields, fact) }
    guard let fact = fact.fact.fact else { throw .internal("a fact cannot be read") }
    return try rule(fact)
  }
}

// MARK: - Subjects

extension Decider {
  /// The id in a field, of the kind that belongs there.
  func id(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) -> SubjectID {
    try id(text.utf8.span, kind, field)
  }

  func id(_ text: Span<UInt8>, _ kind: SubjectKind, _ field: String) throws(Refusal) -> SubjectID {
    guard !text.isEmpty else { throw .invalid(field, "is required") }
    guard let id = SubjectID(text), id.kind == kind else {
      throw .notAnID(field, kind)
    }
    return id
  }

  /// The existing subject that a field names, and its state.
  func existing(
    _ text: String, _ kind: SubjectKind, _ field: String
  ) throws(Refusal) -> (id: SubjectID, state: SubjectState) {
    try existing(text.utf8.span, kind, field)
  }

  func existing(
    _ text: Span<UInt8>, _ kind: SubjectKind, _ field: String
  ) throws(Refusal) -> (id: SubjectID, state: SubjectState) {
    try existing(try id(text, kind, field), field)
  }

  func existing(_ id: SubjectID, _ field: String) throws(Refusal) -> (id: SubjectID, state: SubjectState) {
    guard let state = try knowledge.state(of: id), !state.fallen else { throw .notFound(field, id) }
    return (id, state)
  }

  /// The existing subject that a field names, and its version, where nothing else of its state is asked.
  func existingVersion(
    _ text: String, _ kind: SubjectKind, _ field: String
  ) throws(Refusal) -> (id: SubjectID, version: Version) {
    try existingVersion(text.utf8.span, kind, field)
  }

  func existingVersion(
    _ text: Span<UInt8>, _ kind: SubjectKind, _ field: String
  ) throws(Refusal) -> (id: SubjectID, version: Version) {
    let id = try id(text, kind, field)
    guard let version = try knowledge.version(of: id) else { throw .notFound(field, id) }
    return (id, version)
  }

  /// The id of what a fact creates: the client's, which must be new, or one of our own when the field is empty.
  func newID(_ text: String, _ kind: SubjectKind, _ field: String) throws(Refusal) -> SubjectID {
    guard !text.isEmpty else { return context.makeID(kind) }
    let id = try id(text, kind, field)
    if let state = try knowledge.state(of: id) {
      throw .conflict("\(id) exists already", field: field, reason: .exists, subject: id, version: state.unchanged)
    }
    return id
  }

  /// Notes a subject that the fact names or implies.
  mutating func note(_ id: SubjectID) {
    if !otherSubjects.contains(id) { otherSubjects.append(id) }
  }

  /// Notes a subject whose id stands in a state; states hold only ids that were checked.
  mutating func note(stored text: String) {
    if let id = SubjectID(text) { note(id) }
  }

  /// Checks that no other contact or order has the external id.
  func checkFree(externalID: String, for holder: SubjectID, _ field: String) throws(Refusal) {
    guard !externalID.isEmpty,
      let other = try knowledge.holder(of: knowledge.key(of: ExternalID(holder.kind, externalID))), other != holder
    else { return }
    throw .conflict(
      "\(field) belongs to \(other)", field: field, reason: .externalIDTaken, subject: other,
      version: try knowledge.version(of: other))
  }
}

extension SubjectState {
  /// The version after one more change.
  var raised: Version { Version(version).next }
  /// The version that a fact leaves as it is.
  var unchanged: Version { Version(version) }
}

extension Refusal {
  /// Of a text that is no id of that kind.
  static func notAnID(_ field: String, _ kind: SubjectKind) -> Refusal {
    .invalid(field, "must be a \(kind.prefix) id: `\(kind.prefix)_` and 26 characters of its base32")
  }
}
