import FactSchema
import RowSchema

/// Whether what stands after a retraction could have been recorded so: judged by the states through which the subject goes,
/// over all facts that name it. What could not have been recorded as things stood before is not held against it.
struct RetractionTrial {
  /// The fact that falls or stands again, which is no retraction.
  let root: RecordedEvent
  let falls: Bool
  let retraction: Retracting
  /// What the same command takes back beside it.
  let others: JointRetractions?
  /// Whose defaults say who is written to.
  let company: SubjectID
  /// As of when it is asked who is written to.
  let now: Instant
  let knowledge: any Knowledge
  let pipelines: PipelineHistory

  init(
    of root: RecordedEvent, falls: Bool, by retraction: Retracting, with others: JointRetractions?,
    in company: SubjectID, now: Instant, knowing knowledge: any Knowledge
  ) {
    self.root = root
    self.falls = falls
    self.retraction = retraction
    self.others = others
    self.company = company
    self.now = now
    self.knowledge = knowledge
    pipelines = PipelineHistory(knowing: knowledge, before: retraction.by)
  }

  var subject: SubjectID { root.header.subject }

  /// Refuses it where something stands against it.
  func check() throws(Refusal) {
    let type = FactType(rawValue: root.type)
    if falls, isOwnObjection { throw selfService }
    if type?.changesNothing ?? true {
      // Nothing stands on what changes nothing.
      if !falls { try checkGround(of: root, Transitions(subject: subject, known: knowledge, pipelines: pipelines)) }
      return
    }
    try checkBound(subject, FactType.known)
    var against: [Refusal] = []
    if falls, type?.creates != nil, let logged = try firstLogged() { against.append(try stoodOn(logged)) }
    var first: RecordedEvent?
    let told = try RetoldTwice(of: subject, by: retraction, knowing: knowledge) {
      (fact, before, after) throws(Refusal) in
      if first == nil, try stands(fact, against: before, after) { first = fact }
    }
    if let first { against.append(try stoodOn(first)) }
    if let astray = try astray(told) { against.append(astray) }
    // The first of all is named.
    if let first = against.min(by: { $0.position ?? .zero < $1.position ?? .zero }) { throw first }
    try checkRoom(told)
    try checkExternalIDs(told)
    try checkOrganization(told)
    try checkOwners(told)
    try checkConsents(told)
    try checkSuppressions(told)
  }

  /// Whether a fact behind the one that falls or stands again would have found the subject otherwise than it had to be.
  private func stands(_ fact: RecordedEvent, against before: Retold, _ after: Retold) throws(Refusal) -> Bool {
    guard fact.position >= root.position else { return false }
    // An objection that outlives its response says what was objected to by its campaign.
    guard fact.retractedBy == nil || fact.leavesObjection && subject.kind == .campaign else { return false }
    let now = Transitions(subject: subject, known: after, pipelines: pipelines)
    if fact.position == root.position {
      try checkGround(of: fact, now)
      return false
    }
    guard try !now.allow(fact) else { return false }
    return try Transitions(subject: subject, known: before, pipelines: pipelines).allow(fact)
  }

  // MARK: - What it stands on itself

  /// A fact that stands again finds what it is about and what it names as it must be.
  private func checkGround(of fact: RecordedEvent, _ own: Transitions) throws(Refusal) {
    var isSound = try own.allow(fact)
    if !isSound, try knowledge.version(of: subject) == nil, let fall = try fall(of: subject) {
      throw try absent(subject, since: fall, for: fact)
    }
    for named in fact.header.otherSubjects where isSound {
      guard Transitions(subject: named, known: knowledge, pipelines: pipelines).names(fact) else { continue }
      isSound = try knowledge.version(of: named) != nil
      if !isSound, let fall = try fall(of: named) { throw try absent(named, since: fall, for: fact) }
      // Whose a deal was then is another question than whose it is.
      guard isSound, named.kind == .deal else { continue }
      isSound = try Transitions(subject: named, known: asOf(fact.position, named), pipelines: pipelines).allow(fact)
    }
    guard !isSound else { return }
    throw .conflict(
      "the fact at \(fact.position) cannot stand again: what it names is not there, or not as it was",
      field: "position",
      reason: .stoodOn, subject: subject, version: try version(of: subject), position: fact.position)
  }

  /// What took back the fact that made a subject; nil where it is not found.
  private func fall(of subject: SubjectID) throws(Refusal) -> Position? {
    let makers = FactType.known.filter { $0.creates != nil }
    for fact in try knowledge.facts(of: subject, types: makers, after: .zero, before: retraction.by, limit: 1)
    where fact.header.subject == subject {
      return try knowledge.retraction(of: fact.position)
    }
    return nil
  }

  private func absent(
    _ named: SubjectID, since fall: Position, for fact: RecordedEvent
  ) throws(Refusal) -> Refusal {
    .conflict(
      "the fact at \(fact.position) cannot stand again: what made \(named) was taken back at \(fall): "
        + "retract that first", field: "position", reason: .stoodOn, subject: named, version: try version(of: named),
      position: fall)
  }

  /// What is known of a subject by its facts before a position.
  private func asOf(_ position: Position, _ subject: SubjectID) throws(Refusal) -> Retold {
    try checkBound(subject, FactType.known)
    let facts = try knowledge.facts(of: subject, before: retraction.by)
    var told = TwiceTold(facts.compactMap(\.retracting), from: retraction.by, to: retraction.by)
    var known = Retold(subject, knowledge)
    for fact in facts where fact.position < position && fact.header.subject == subject {
      if fact.type != FactType.factRetracted.rawValue { try known.take(told.told(fact).after) }
    }
    return known
  }

  // MARK: - What stands on it

  /// The first interaction or note that stands and names the subject.
  private func firstLogged() throws(Refusal) -> RecordedEvent? {
    var after = root.position
    for _ in 0..<(Bounds.toldFacts / Self.loggedAtOnce) {
      let facts = try knowledge.facts(
        of: subject, types: FactType.unknown, after: after, before: retraction.by, limit: Self.loggedAtOnce)
      for fact in facts where try knowledge.retraction(of: fact.position) == nil { return fact }
      guard facts.count == Self.loggedAtOnce, let last = facts.last else { return nil }
      after = last.position
    }
    throw tooLarge(subject)
  }

  private static let loggedAtOnce = 100

  private func checkBound(_ subject: SubjectID, _ types: [FactType]) throws(Refusal) {
    if try knowledge.hasMoreFacts(than: Bounds.toldFacts, of: subject, types: types) { throw tooLarge(subject) }
  }

  // MARK: - Refusals

  private func tooLarge(_ subject: SubjectID) -> Refusal {
    Refusal(
      .tooLarge, "position: more than \(Bounds.toldFacts) facts name \(subject), of those that rules go by",
      field: "position", subject: subject, position: retraction.target)
  }

  /// That a fact could not have been recorded.
  func stoodOn(_ position: Position, _ subject: SubjectID) throws(Refusal) -> Refusal {
    .conflict(
      falls
        ? "the fact at \(position) stands on it: retract that first"
        : "the fact at \(position) could not have been recorded with it: retract that first",
      field: "position", reason: .stoodOn, subject: subject, version: try version(of: subject), position: position)
  }

  private func stoodOn(_ fact: RecordedEvent) throws(Refusal) -> Refusal {
    guard let fall = fact.retractedBy else { return try stoodOn(fact.position, fact.header.subject) }
    return .conflict(
      "the objection that came by the fact at \(fact.position) stands on it, because confirmConsent was not said when that "
        + "was taken back at \(fall): retract \(fall), then \(fact.position) with confirmConsent",
      field: "position", reason: .stoodOn, subject: fact.header.subject,
      version: try version(of: fact.header.subject), position: fall)
  }

  var selfService: Refusal {
    .conflict(
      "\(subject) itself objected: it is written to when it has agreed again", field: "position", reason: .selfService,
      subject: subject, position: root.position)
  }

  func version(of subject: SubjectID) throws(Refusal) -> Version? {
    try knowledge.state(of: subject).map { Version($0.version) }
  }
}
