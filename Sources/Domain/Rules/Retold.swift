import FactSchema
import RowSchema

/// What is known of a subject by some of its facts; of everything else what is known anyway.
struct Retold: Knowledge {
  private let subject: SubjectID
  private let known: any Knowledge
  private var states: [SubjectID: SubjectState] = [:]
  /// The external ids that the subject has, or had.
  private var holders: [ExternalKey: SubjectID?] = [:]
  /// Its sends by campaign.
  private var sends: [SubjectID: Sends] = [:]
  /// What its facts say of addresses, of which others say something too.
  private(set) var words: [ExternalKey: [AddressState.Word]] = [:]

  init(_ subject: SubjectID, _ known: any Knowledge) {
    self.subject = subject
    self.known = known
  }

  /// The subject's state by those facts; nil where none of them makes it.
  var state: SubjectState? { states[subject] }

  /// The external ids that it has.
  var keys: Set<ExternalKey> { Set(holders.filter { $0.value == subject }.keys) }

  /// Takes a fact about the subject, unless it does not stand. An objection outlives the retraction of the response that it
  /// came by, as long as the contact is there.
  mutating func take(_ fact: RecordedEvent) throws(Refusal) {
    guard fact.retractedBy == nil || fact.leavesObjection && states[subject] != nil else { return }
    for change in try evolve(fact, knowing: self) {
      switch change {
      case .state(let subject, let state): states[subject] = state
      case .externalID(let key, let holder): holders[key] = .some(holder)
      case .sends(let campaign, _, let sent): sends[campaign] = sent
      case .address(let key, let said): words[key] = said
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
    for other in Set(states.keys).union(before.states.keys).sorted() where other != subject {
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
    for campaign in Set(sends.keys).union(before.sends.keys).sorted() where sends[campaign] != before.sends[campaign] {
      changes.append(.sends(campaign: campaign, contact: subject, sends[campaign] ?? .none))
    }
    for key in changedAddresses(from: before) { changes.append(.address(key, try said(ofAddress: key, from: before))) }
    return changes
  }

  /// The addresses of which its facts say something else than before.
  func changedAddresses(from before: Retold) -> [ExternalKey] {
    Set(words.keys).union(before.words.keys).filter { (words[$0] ?? []) != (before.words[$0] ?? []) }
      .sorted { $0.value < $1.value }
  }

  /// All that is said of an address now, by others too.
  func said(ofAddress key: ExternalKey, from before: Retold) throws(Refusal) -> [AddressState.Word] {
    let gone = Set((before.words[key] ?? []).map(\.position))
    var said = try known.words(onAddress: key).filter { !gone.contains($0.position) }
    for word in words[key] ?? [] { Suppressions.record(word, in: &said) }
    return said
  }

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

  // MARK: - What it knows

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

  func sends(of campaign: SubjectID, to contact: SubjectID) throws(Refusal) -> Sends {
    contact == subject ? sends[campaign] ?? .none : try known.sends(of: campaign, to: contact)
  }

  func words(onAddress key: ExternalKey) throws(Refusal) -> [AddressState.Word] { words[key] ?? [] }

  func recorded(at position: Position) throws(Refusal) -> RecordedSummary? { try known.recorded(at: position) }
  func retraction(of position: Position) throws(Refusal) -> Position? { try known.retraction(of: position) }
  func firstPipeline() throws(Refusal) -> SubjectID? { try known.firstPipeline() }
  func owned(by owner: Login, limit: Int) throws(Refusal) -> [SubjectID] { try known.owned(by: owner, limit: limit) }
  func openDeals(in pipeline: SubjectID, stage: String, limit: Int) throws(Refusal) -> [SubjectID] {
    try known.openDeals(in: pipeline, stage: stage, limit: limit)
  }
  func fact(at position: Position) throws(Refusal) -> RecordedEvent? { try known.fact(at: position) }
  func facts(
    of subject: SubjectID, types: [FactType], after: Position, before end: Position, limit: Int
  ) throws(Refusal) -> [RecordedEvent] {
    try known.facts(of: subject, types: types, after: after, before: end, limit: limit)
  }
  func hasMoreFacts(than limit: Int, of subject: SubjectID, types: [FactType]) throws(Refusal) -> Bool {
    try known.hasMoreFacts(than: limit, of: subject, types: types)
  }
}

/// What is known of a subject by its facts as they stood before a retraction, and as they stand with it.
struct RetoldTwice {
  private(set) var before: Retold
  private(set) var after: Retold
  /// Each fact about the subject.
  private(set) var course: [Place] = []

  /// A fact about the subject, and what is known from it on.
  struct Place {
    struct Known {
      /// Whether the fact stands.
      let stands: Bool
      /// The subject's state.
      let state: SubjectState?
    }

    let fact: RecordedEvent
    /// Before the retraction.
    let then: Known
    /// With it.
    let now: Known
  }

  /// A fact that names the subject, as it stands with the retraction, where it is met: before it is taken.
  typealias Visit = (_ fact: RecordedEvent, _ before: Retold, _ after: Retold) throws(Refusal) -> Void

  /// Tells all facts that name the subject and change what is known, but retractions, to `visit`, and takes those about it. What
  /// is compared is how they stood before the retraction, or before that position.
  init(
    of subject: SubjectID, by retraction: Retracting, since begin: Position? = nil, knowing knowledge: any Knowledge,
    visit: Visit = { (_, _, _) in }
  ) throws(Refusal) {
    before = Retold(subject, knowledge)
    after = before
    let facts = try knowledge.facts(of: subject, before: retraction.by)
    var told = TwiceTold(
      facts.compactMap(\.retracting) + [retraction], from: (begin ?? retraction.by).previous, to: retraction.by)
    for fact in facts where fact.type != FactType.factRetracted.rawValue {
      let (old, new) = try told.told(fact)
      try visit(new, before, after)
      guard fact.header.subject == subject else { continue }
      if let old { try before.take(old) }
      try after.take(new)
      course.append(
        Place(
          fact: fact, then: Place.Known(stands: old.map { $0.retractedBy == nil } ?? false, state: before.state),
          now: Place.Known(stands: new.retractedBy == nil, state: after.state)))
    }
  }
}
