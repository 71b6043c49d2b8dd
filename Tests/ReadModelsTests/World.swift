import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// A company's log in memory: facts are really decided, and what is known stands in plain dictionaries.
struct World: Knowledge {
  private var states: [SubjectID: SubjectState] = [:]
  private var holders: [ExternalID: SubjectID] = [:]
  private var sends: [[SubjectID]: UInt32] = [:]
  private(set) var retractions: [Position: Position] = [:]
  private var pipelines: [Position: SubjectID] = [:]
  private(set) var events: [RecordedEvent] = []
  /// 2026-11-21T12:00:00Z, and a second later with every fact.
  var now = Instant(microseconds: 1_795_262_400_000_000)

  func state(of subject: SubjectID) -> SubjectState? { states[subject] }
  func holder(of id: ExternalID) -> SubjectID? { holders[id] }
  func recorded(at position: Position) -> RecordedSummary? {
    guard position > .zero, position.value <= events.count else { return nil }
    return RecordedSummary(events[Int(position.value) - 1].header)
  }
  func retraction(of position: Position) -> Position? { retractions[position] }
  func sends(of campaign: SubjectID, to contact: SubjectID) -> UInt32 { sends[[campaign, contact], default: 0] }
  func firstPipeline() -> SubjectID? { pipelines.min { $0.key < $1.key }?.value }

  var head: Position { Position(UInt64(events.count)) }

  /// Decides and records; the event's subject.
  @discardableResult
  mutating func record(
    _ content: Fact.OneOf_Fact, at occurredAt: Instant? = nil, uid: UInt32 = 1000, region: String = "GB"
  ) throws(Refusal) -> SubjectID {
    now.microseconds += 1_000_000
    var fact = Fact()
    fact.fact = content
    let position = head.next
    let context = DecisionContext(now: now, region: region) { SubjectID($0, UInt128(position.value)) }
    let encoded: EncodedFact
    do throws(FactCodec.Failure) {
      encoded = try FactCodec.encode(fact)
    } catch {
      throw .internal("\(error)")
    }
    let decided = try decide(
      Proposal(encoded, occurredAt: occurredAt), position: position, knowing: self, in: context)
    let header = EventHeader(
      position: position, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt, subject: decided.subject,
      version: decided.version, otherSubjects: decided.otherSubjects, uid: uid, role: .agent)
    let event = RecordedEvent(header: header, fact: decided.encoded.content)
    for change in decided.changes { apply(change) }
    if case .factRetracted(let retraction) = decided.fact.fact {
      let original = events[Int(retraction.position) - 1]
      events.append(event.retracting(original, interactions: EarlierInteractions(events)))
    } else {
      events.append(event)
    }
    return decided.subject
  }

  private mutating func apply(_ change: RegistryChange) {
    switch change {
    case .state(let subject, let state): states[subject] = state
    case .externalID(let id, let holder): holders[id] = holder
    case .sends(let campaign, let contact, let count): sends[[campaign, contact]] = count
    case .retracted(let position, let by): retractions[position] = by
    case .pipeline(let pipeline, let position): pipelines[position] = pipeline
    }
  }
}

/// The interactions of a log in memory.
private struct EarlierInteractions: InteractionSource {
  private let events: [RecordedEvent]

  init(_ events: [RecordedEvent]) { self.events = events }

  func forEachInteraction(
    of contact: SubjectID, after: Position, before: Position, _ body: (Position, Instant) -> Void
  ) {
    for event in events[Int(after.value)..<Int(before.value) - 1].reversed() {
      guard event.header.subject == contact, FactType(rawValue: event.type)?.isInteraction ?? false else { continue }
      body(event.position, event.header.occurredAt)
    }
  }
}

// MARK: - Short forms of common facts

extension World {
  mutating func contact(
    _ name: String, owner: String = "", at occurredAt: Instant? = nil, _ body: (inout ContactCreated) -> Void = { _ in }
  ) throws -> SubjectID {
    var fact = ContactCreated()
    fact.name = name
    fact.owner = owner
    body(&fact)
    return try record(.contactCreated(fact), at: occurredAt)
  }

  /// The position of the call.
  @discardableResult
  mutating func call(
    _ contact: SubjectID, _ direction: Direction = .outbound, seconds: Int64 = 60, at occurredAt: Instant? = nil
  ) throws -> Position {
    var fact = CallLogged()
    fact.contact = contact.description
    fact.direction = direction
    fact.durationSeconds = seconds
    try record(.callLogged(fact), at: occurredAt)
    return head
  }

  mutating func deal(
    _ contact: SubjectID, _ amount: String? = nil, owner: String = "", at occurredAt: Instant? = nil,
    _ body: (inout DealOpened) -> Void = { _ in }
  ) throws -> SubjectID {
    var fact = DealOpened()
    fact.contact = contact.description
    fact.title = "A deal"
    fact.owner = owner
    if let amount { fact.value = .eur(amount) }
    body(&fact)
    return try record(.dealOpened(fact), at: occurredAt)
  }

  mutating func order(
    _ contact: SubjectID, _ amount: String, items: Int64 = 1, at occurredAt: Instant? = nil
  ) throws -> SubjectID {
    var fact = OrderPlaced()
    fact.contact = contact.description
    fact.total = .eur(amount)
    fact.itemCount = items
    return try record(.orderPlaced(fact), at: occurredAt)
  }

  mutating func retract(_ position: Position) throws {
    var fact = FactRetracted()
    fact.position = position.value
    fact.reason = "mistaken"
    try record(.factRetracted(fact))
  }
}

extension Money {
  static func eur(_ amount: String) -> Money { of("EUR", amount) }

  static func of(_ currency: String, _ amount: String) -> Money {
    var money = Money()
    money.currency = currency
    money.amount = amount
    return money
  }
}

extension Instant {
  /// Midnight of that many days after 2026-01-01.
  static func day(_ number: Int, plusSeconds seconds: Int64 = 0) -> Instant {
    Instant(microseconds: 1_767_225_600_000_000 + (Int64(number) * 86_400 + seconds) * 1_000_000)
  }
}
