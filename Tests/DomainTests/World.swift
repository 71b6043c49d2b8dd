import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import Testing

/// What is known, in plain dictionaries, and the log that it came from.
struct World: Knowledge {
  var states: [SubjectID: SubjectState] = [:]
  var holders: [ExternalID: SubjectID] = [:]
  var sendCounts: [Send: UInt32] = [:]
  var retractions: [Position: Position] = [:]
  var pipelines: [Position: SubjectID] = [:]
  var events: [RecordedEvent] = []

  /// 2026-11-21T12:00:00Z.
  var now = Instant(microseconds: 1_795_262_400_000_000)
  var region: String? = "GB"
  var consentDefault = DecisionContext.ConsentDefault.allowed

  struct Send: Hashable {
    var campaign: SubjectID
    var contact: SubjectID
  }

  func state(of subject: SubjectID) -> SubjectState? { states[subject] }
  func holder(of id: ExternalID) -> SubjectID? { holders[id] }
  func recorded(at position: Position) -> RecordedSummary? {
    guard position > .zero, position.value <= events.count else { return nil }
    return RecordedSummary(events[Int(position.value) - 1].header)
  }
  func retraction(of position: Position) -> Position? { retractions[position] }
  func sends(of campaign: SubjectID, to contact: SubjectID) -> UInt32 {
    sendCounts[Send(campaign: campaign, contact: contact), default: 0]
  }
  func firstPipeline() -> SubjectID? { pipelines.min { $0.key < $1.key }?.value }
}

// MARK: - When

extension World {
  var next: Position { Position(UInt64(events.count) + 1) }

  /// Decides without recording; ids are made from the position.
  func decided(_ content: Fact.OneOf_Fact, occurredAt: Instant? = nil) throws(Refusal) -> DecidedEvent {
    var fact = Fact()
    fact.fact = content
    let position = next
    let context = DecisionContext(now: now, region: region, consentDefault: consentDefault) { kind in
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
  mutating func record(_ content: Fact.OneOf_Fact, occurredAt: Instant? = nil) throws(Refusal) -> DecidedEvent {
    let decided = try decided(content, occurredAt: occurredAt)
    let header = EventHeader(
      position: next, type: decided.type, recordedAt: now, occurredAt: decided.occurredAt, subject: decided.subject,
      version: decided.version, otherSubjects: decided.otherSubjects, uid: 1000, role: .agent)
    append(RecordedEvent(header: header, fact: decided.encoded.content), changes: decided.changes)
    return decided
  }

  mutating func append(_ event: RecordedEvent, changes: [RegistryChange]) {
    events.append(event)
    for change in changes { apply(change) }
  }

  mutating func apply(_ change: RegistryChange) {
    switch change {
    case .state(let subject, let state): states[subject] = state
    case .externalID(let id, let holder): holders[id] = holder
    case .sends(let campaign, let contact, let count): sendCounts[Send(campaign: campaign, contact: contact)] = count
    case .retracted(let position, let by): retractions[position] = by
    case .pipeline(let pipeline, let position): pipelines[position] = pipeline
    }
  }
}

// MARK: - Then

extension World {
  /// Expects that the fact is refused so.
  func expectRefusal(
    _ code: Refusal.Code, _ field: String?, reason: String? = nil, of content: Fact.OneOf_Fact,
    occurredAt: Instant? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try decided(content, occurredAt: occurredAt)
      Issue.record("accepted, expected \(code) for \(field ?? "-")", sourceLocation: sourceLocation)
    } catch {
      #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
      #expect(error.field == field, "\(error)", sourceLocation: sourceLocation)
      if let reason { #expect(error.reason?.rawValue == reason, "\(error)", sourceLocation: sourceLocation) }
      #expect(!error.message.isEmpty, sourceLocation: sourceLocation)
      #expect(error.code != .conflict || error.reason != nil, "\(error)", sourceLocation: sourceLocation)
      guard let field = error.field else { return }
      if error.code != .conflict { #expect(error.message.hasPrefix("\(field): "), sourceLocation: sourceLocation) }
      let name = field.prefix { $0 != "." && $0 != "[" }
      let type = Fact.with { $0.fact = content }.type
      let names = (type?.message.fields ?? []).map(\.jsonName) + ["occurredAt", "type"]
      #expect(names.contains(String(name)), "\(field)", sourceLocation: sourceLocation)
    }
  }
}

/// A small reproducible generator (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
