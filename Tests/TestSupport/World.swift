public import Cryptography
public import Domain
public import FactSchema
public import RowSchema
import SwiftProtobuf

/// A company's log in memory: facts are really decided, and what is known stands in plain dictionaries.
public struct World: Knowledge, Sendable {
  public private(set) var states: [SubjectID: SubjectState] = [:]
  public private(set) var holders: [ExternalKey: SubjectID] = [:]
  public private(set) var sent: [Send: Sends] = [:]
  /// What was said of addresses.
  public private(set) var words: [ExternalKey: [AddressState.Word]] = [:]
  /// What names the fact at a position in order to take it back.
  public private(set) var retractions: [Position: [Position]] = [:]
  public private(set) var pipelines: [Position: SubjectID] = [:]
  public private(set) var owners: [SubjectID: Login] = [:]
  /// A retraction's with what it does.
  public private(set) var events: [RecordedEvent] = []

  /// 2026-11-21T12:00:00Z, and a second later with every fact.
  public var now = Instant(microseconds: 1_795_262_400_000_000)
  /// What the facts of a command take back, for those that are decided next.
  public var retracted: Set<Position> = []
  /// Where the first fact of that command stands.
  public var commandBegin: Position?
  /// What holds from the beginning, at position 0.
  public private(set) var initial: [RecordedEvent] = []

  /// What makes keys: that of the log to which the facts are appended.
  public var linkKey = LinkKey.ofNoLog

  public struct Send: Hashable, Sendable {
    public var campaign: SubjectID
    public var contact: SubjectID
  }

  /// A company whose phones are completed by that region, with the pipeline that the daemon brings; the log says both where
  /// `isSeeded`.
  public init(region: String? = "GB", isSeeded: Bool = false) {
    let seeds = Seeds(phoneRegion: region).initial
    for (index, content) in seeds.enumerated() {
      do throws(Refusal) {
        let decided = try decided(content, at: now, position: .zero, isInitial: true)
        for change in decided.changes { apply(change) }
        let header = EventHeader(
          position: next, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt,
          subject: decided.subject, version: decided.version, uid: 0, role: .daemon, index: UInt16(index),
          count: UInt16(seeds.count), causationID: Seeds.cause)
        let event = RecordedEvent(header: header, fact: decided.encoded.content)
        initial.append(event.heldFromBeginning)
        if isSeeded { events.append(event) }
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  /// By the days of the zone that the company is in at the head, wherever rows end.
  public func initial(upTo end: Position) -> InitialState {
    for event in events.reversed() where event.type == FactType.companyConfigured.rawValue {
      guard case .companyConfigured(let fact) = event.fact.fact, let zone = fact.zoneSaid else { continue }
      return InitialState(initial, zone: ZoneStatement(zone, position: event.position))
    }
    return InitialState(initial)
  }

  public func state(of subject: SubjectID) -> SubjectState? { states[subject] }
  public func key(of id: ExternalID) -> ExternalKey {
    ExternalKey(id.kind, linkKey.externalID(id.kind, id.text))
  }
  public func holder(of key: ExternalKey) -> SubjectID? { holders[key] }
  public func recorded(at position: Position) -> RecordedSummary? {
    guard position > .zero, position.value <= events.count else { return nil }
    return RecordedSummary(events[Int(position.value) - 1].header)
  }
  public func retraction(of position: Position) throws(Refusal) -> Position? {
    var standings = standings(asOf: head)
    return try standings.retractedBy(position)
  }
  public func sends(of campaign: SubjectID, to contact: SubjectID) -> Sends {
    sent[Send(campaign: campaign, contact: contact), default: .none]
  }
  public func words(onAddress key: ExternalKey) -> [AddressState.Word] { words[key] ?? [] }
  public func fact(at position: Position) -> RecordedEvent? {
    recorded(at: position) == nil ? nil : events[Int(position.value) - 1]
  }
  public func facts(
    of subject: SubjectID, types: [FactType], after: Position, before end: Position, limit: Int
  ) -> [RecordedEvent] {
    guard end > .zero else { return [] }
    return Array(facts(of: subject, types: types, upTo: end.previous).filter { $0.position > after }.prefix(limit))
  }
  public func hasMoreFacts(than limit: Int, of subject: SubjectID, types: [FactType]) -> Bool {
    facts(of: subject, types: types, upTo: head).count > limit
  }
  public func firstPipeline() -> SubjectID? { pipelines.min { $0.key < $1.key }?.value }
  public func owned(by owner: Login, limit: Int) -> [SubjectID] {
    Array(owners.filter { $0.value == owner }.keys.sorted().prefix(limit))
  }
  public func openDeals(in pipeline: SubjectID, stage: String, limit: Int) -> [SubjectID] {
    let open = states.filter { id, state in
      id.kind == .deal && !state.fallen && !state.deal.won && !state.deal.lost && state.deal.stage == stage
        && state.deal.pipeline == pipeline.description
    }
    return Array(open.keys.sorted { $0.value < $1.value }.prefix(limit))
  }

  public var head: Position { Position(UInt64(events.count)) }
  public var next: Position { head.next }
}

extension World {
  /// Decides without recording; ids are made from the position.
  public func decided(
    _ content: Fact.OneOf_Fact, at occurredAt: Instant? = nil, position: Position? = nil, isInitial: Bool = false
  ) throws(Refusal) -> DecidedEvent {
    var fact = Fact()
    fact.fact = content
    let position = position ?? next
    var context = DecisionContext(now: now, isInitial: isInitial) { kind in
      SubjectID(kind, UInt128(position.value))
    }
    let begin = commandBegin ?? position
    context.retractions = JointRetractions(retracted, begin: begin, end: begin)
    let encoded: EncodedFact
    do throws(FactCodec.Failure) {
      encoded = try FactCodec.encode(fact)
    } catch {
      throw .internal("\(error)")
    }
    return try decide(Proposal(encoded, occurredAt: occurredAt), position: position, knowing: self, in: context)
  }

  /// Decides and records, also what comes with it of each where it says something of many.
  @discardableResult
  public mutating func record(
    _ content: Fact.OneOf_Fact, at occurredAt: Instant? = nil, uid: UInt32 = 1000
  ) throws(Refusal) -> DecidedEvent {
    now.microseconds += 1_000_000
    // A command is recorded whole or not at all. All is copied for those alone that others may follow.
    let before: World? =
      switch content {
      case .pipelineDefined, .workHandedOver: self
      default: nil
      }
    do throws(Refusal) {
      let decided = try take(content, at: occurredAt, uid: uid)
      for part in try expansion(of: decided.fact, knowing: self, limit: Bounds.commandFacts)?.facts ?? [] {
        try take(part, at: occurredAt, uid: uid, isExpanded: true)
      }
      return decided
    } catch {
      if let before { self = before }
      throw error
    }
  }

  @discardableResult
  private mutating func take(
    _ content: Fact.OneOf_Fact, at occurredAt: Instant?, uid: UInt32, isExpanded: Bool = false
  ) throws(Refusal) -> DecidedEvent {
    let decided = try decided(content, at: occurredAt)
    let header = EventHeader(
      position: next, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt, subject: decided.subject,
      version: decided.version, otherSubjects: decided.otherSubjects, uid: uid, role: isExpanded ? .daemon : .agent,
      causationID: isExpanded ? EventHeader.expanded : nil)
    append(RecordedEvent(header: header, fact: decided.encoded.content), changes: decided.changes)
    return decided
  }

  /// Adds an event to the log, and to what is known what it changes.
  public mutating func append(_ event: RecordedEvent, changes: [RegistryChange]) {
    for change in changes { apply(change) }
    events.append(event)
    if let retraction = retraction(event, asOf: event.position) { events[events.count - 1] = event.with(retraction) }
  }

  /// What is known here and not there, but for versions, which never go back, and for what does not exist.
  public func difference(from other: World) -> String? {
    for subject in Set(states.keys).union(other.states.keys) {
      guard var state = states[subject], !state.fallen else {
        if other.states[subject] != nil { return "\(subject) does not exist" }
        continue
      }
      guard var there = other.states[subject] else {
        if case .order(let order) = state.state, order.retracted { continue }
        if case .payment = state.state { continue }
        return "\(subject) exists"
      }
      (state.version, there.version) = (0, 0)
      // Of latest words the position, of which a retraction changes none, and the order say nothing.
      if state != there { return "\(subject) is known as \(state), not \(there)" }
    }
    if holders != other.holders { return "external ids are \(holders), not \(other.holders)" }
    if sent.filter({ $0.value.count > 0 }) != other.sent.filter({ $0.value.count > 0 }) { return "sends differ" }
    let (said, there) = (words.filter { !$0.value.isEmpty }, other.words.filter { !$0.value.isEmpty })
    if said != there { return "what is said of addresses is \(said), not \(there)" }
    return pipelines == other.pipelines ? nil : "pipelines differ"
  }

  /// Knows of a response that does not stand only what outlives it: that the contact objected to the campaign's messages.
  public mutating func object(by event: RecordedEvent) throws(Refusal) {
    guard case .campaignResponseRecorded(let fact) = event.fact.fact, Consents.isWithdrawn(by: fact.response),
      !event.restoresConsent, let campaign = event.header.otherSubjects.first(where: { $0.kind == .campaign })
    else { return }
    // Nothing says what was objected to.
    guard let made = states[campaign]?.campaign else { throw .notFound("campaign", campaign) }
    guard var state = states[event.header.subject] else { return }
    var row = SubjectState.ConsentState()
    (row.purpose, row.channel, row.position) = (made.purpose, made.channel, event.position.value)
    row.saidAt = event.header.occurredAt
    Consents.record(row, in: &state.contact.consents)
    states[event.header.subject] = state
    guard fact.response == .complained, let key = ExternalKey(ofAddress: fact.addressKey) else { return }
    var word = AddressState.Word()
    (word.cause, word.position) = (.complaint, event.position.value)
    word.occurredAt = event.header.occurredAt.microseconds
    words[key, default: []].append(word)
    words[key]?.sort(by: Suppressions.isEarlier)
  }

  private mutating func apply(_ change: RegistryChange) {
    switch change {
    case .state(let subject, let state): states[subject] = state
    case .externalID(let id, let holder): holders[id] = holder
    case .sends(let campaign, let contact, let sends): sent[Send(campaign: campaign, contact: contact)] = sends
    case .address(let key, let said): words[key] = said
    case .owner(let subject, _, let owner): owners[subject] = owner
    case .retracted(let position, let by): retractions[position, default: []].append(by)
    case .pipeline(let pipeline, let position): pipelines[position] = pipeline
    }
  }
}

extension World: FactSource {
  public var hasDamage: Bool { false }
  public var log: SubjectID? { nil }

  public func erased(by position: Position) -> [ErasedFact]? { nil }

  public func tell(
    _ subject: SubjectID, types: [FactType], from begin: Position, to end: Position,
    _ body: (_ before: RecordedEvent?, _ after: RecordedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    var twice = TwiceTold(events.compactMap(\.retracting), from: begin, to: end)
    for fact in facts(of: subject, types: types, upTo: end) {
      let (before, after) = try twice.told(fact)
      try body(before, after)
    }
  }

  public func facts(of subject: SubjectID, types: [FactType], upTo end: Position) -> [RecordedEvent] {
    let types = Set(types.map(\.rawValue))
    return events.prefix(Int(end.value)).filter { event in
      types.contains(event.type) && (event.header.subject == subject || event.header.otherSubjects.contains(subject))
    }
  }

  /// All facts as they stand at the head: for who builds up to there.
  public func told() throws(Refusal) -> [RecordedEvent] {
    var standings = standings(asOf: head)
    var told: [RecordedEvent] = []
    for event in events {
      let by = try standings.retractedBy(event.position)
      let restoring = by.flatMap { fact(at: $0)?.retracting?.restoresConsent } ?? false
      let event = event.retracted(by: by, restoringConsent: restoring)
      told.append(retraction(event, asOf: head).map(event.with) ?? event)
    }
    return told
  }

  private func standings(asOf end: Position) -> Standings {
    Standings(events.compactMap(\.retracting), asOf: end)
  }

  /// What a retraction does.
  private func retraction(_ event: RecordedEvent, asOf end: Position) -> Retraction? {
    guard event.type == FactType.factRetracted.rawValue else { return nil }
    var standings = standings(asOf: end)
    var retraction = Retraction(standings: [], type: event.type)
    var last = event
    while case .factRetracted(let fact) = last.fact.fact, fact.position > 0 {
      last = events[Int(fact.position) - 1]
      let by = (try? standings.retractedBy(last.position)) ?? nil
      retraction.standings.append(.init(position: last.position, retractedBy: by))
      retraction.type = last.type
    }
    return retraction
  }
}

extension Money {
  public static func eur(_ amount: String) -> Money { of("EUR", amount) }

  public static func of(_ currency: String, _ amount: String) -> Money {
    var money = Money()
    money.currency = currency
    money.amount = amount
    return money
  }
}
