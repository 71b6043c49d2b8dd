import Cryptography
public import Domain
public import FactSchema
public import RowSchema
import SwiftProtobuf

/// A company's log in memory: facts are really decided, and what is known stands in plain dictionaries.
public struct World: Knowledge, Sendable {
  public private(set) var states: [SubjectID: SubjectState] = [:]
  public private(set) var holders: [ExternalKey: SubjectID] = [:]
  public private(set) var sendCounts: [Send: UInt32] = [:]
  public private(set) var retractions: [Position: Position] = [:]
  public private(set) var pipelines: [Position: SubjectID] = [:]
  /// A retraction's with what it takes back.
  public private(set) var events: [RecordedEvent] = []

  /// 2026-11-21T12:00:00Z, and a second later with every fact.
  public var now = Instant(microseconds: 1_795_262_400_000_000)
  /// What holds from the beginning, at position 0.
  public private(set) var initial: [RecordedEvent] = []

  public struct Send: Hashable, Sendable {
    public var campaign: SubjectID
    public var contact: SubjectID
  }

  /// A company whose phones are completed by that region, with the pipeline that the daemon brings.
  public init(region: String? = "GB") {
    for content in Seeds(phoneRegion: region).initial {
      do throws(Refusal) {
        let decided = try decided(content, at: now, position: .zero, isInitial: true)
        for change in decided.changes { apply(change) }
        let header = EventHeader(
          position: .zero, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt,
          subject: decided.subject, version: decided.version, uid: 0, role: .daemon, causationID: Seeds.cause)
        initial.append(RecordedEvent(header: header, fact: decided.encoded.content))
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  public func state(of subject: SubjectID) -> SubjectState? { states[subject] }
  public func key(of id: ExternalID) -> ExternalKey {
    ExternalKey(id.kind, LinkKey.ofNoLog.externalID(id.kind, id.text))
  }
  public func holder(of key: ExternalKey) -> SubjectID? { holders[key] }
  public func recorded(at position: Position) -> RecordedSummary? {
    guard position > .zero, position.value <= events.count else { return nil }
    return RecordedSummary(events[Int(position.value) - 1].header)
  }
  public func retraction(of position: Position) -> Position? { retractions[position] }
  public func sends(of campaign: SubjectID, to contact: SubjectID) -> UInt32 {
    sendCounts[Send(campaign: campaign, contact: contact), default: 0]
  }
  public func firstPipeline() -> SubjectID? { pipelines.min { $0.key < $1.key }?.value }

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
    let context = DecisionContext(now: now, isInitial: isInitial) { kind in
      SubjectID(kind, UInt128(position.value))
    }
    let encoded: EncodedFact
    do throws(FactCodec.Failure) {
      encoded = try FactCodec.encode(fact)
    } catch {
      throw .internal("\(error)")
    }
    return try decide(Proposal(encoded, occurredAt: occurredAt), position: position, knowing: self, in: context)
  }

  /// Decides and records.
  @discardableResult
  public mutating func record(
    _ content: Fact.OneOf_Fact, at occurredAt: Instant? = nil, uid: UInt32 = 1000
  ) throws(Refusal) -> DecidedEvent {
    now.microseconds += 1_000_000
    let decided = try decided(content, at: occurredAt)
    let header = EventHeader(
      position: next, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt, subject: decided.subject,
      version: decided.version, otherSubjects: decided.otherSubjects, uid: uid, role: .agent)
    append(RecordedEvent(header: header, fact: decided.encoded.content), changes: decided.changes)
    return decided
  }

  /// Adds an event to the log, and to what is known what it changes.
  public mutating func append(_ event: RecordedEvent, changes: [RegistryChange]) {
    for change in changes { apply(change) }
    guard case .factRetracted(let retraction) = event.fact.fact else { return events.append(event) }
    let original = events[Int(retraction.position) - 1]
    events.append(event.retracting(original, interactions: EarlierInteractions(events)))
  }

  private mutating func apply(_ change: RegistryChange) {
    switch change {
    case .state(let subject, let state): states[subject] = state
    case .externalID(let id, let holder): holders[id] = holder
    case .sends(let campaign, let contact, let count): sendCounts[Send(campaign: campaign, contact: contact)] = count
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

extension Money {
  public static func eur(_ amount: String) -> Money { of("EUR", amount) }

  public static func of(_ currency: String, _ amount: String) -> Money {
    var money = Money()
    money.currency = currency
    money.amount = amount
    return money
  }
}
