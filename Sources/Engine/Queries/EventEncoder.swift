import Bytes
import Domain
import EventLog
import FactSchema
import ReadModels

/// Encodes Event messages from stored parts: the fact's bytes are spliced, never decoded.
struct EventEncoder: Sendable {
  let actorName: ActorNames
  /// The names of the personal fields that a fact had before they were erased.
  let erasedFields: @Sendable (StoredFact) -> [String]

  /// Who recorded a fact, as an encoded Actor: mostly the same as of the fact before.
  private struct Actor {
    let uid: UInt32
    let role: Role
    let roleName: String?
    /// The positions of what is recorded under its name.
    let positions: Range<Position>
    let bytes: [UInt8]

    func isOf(_ header: EventHeader) -> Bool {
      uid == header.uid && role == header.role && roleName == header.roleName && positions.contains(header.position)
    }
  }

  /// An encoded Event; `fact` is the encoded message of the header's type.
  func encode(_ header: EventHeader, fact: [UInt8], retractedBy: Position?) -> [UInt8] {
    encode(header, fact: fact, by: actor(of: header), retractedBy: retractedBy)
  }

  /// An encoded Event that says that the record at the position is damaged, and nothing of it.
  func encodeDamaged(_ position: Position, cause: String) -> [UInt8] {
    var event: [UInt8] = []
    event.reserveCapacity(32 + cause.utf8.count)
    event.appendField(Event.Field.position, position.value)
    event.appendField(Event.Field.damaged, cause)
    return event
  }

  private func actor(of header: EventHeader) -> Actor {
    let name = actorName(header.uid, header.position)
    var actor: [UInt8] = []
    actor.reserveCapacity(48)
    actor.appendField(FactSchema.Actor.Field.uid, UInt64(header.uid))
    actor.appendField(FactSchema.Actor.Field.name, name.text)
    actor.appendField(FactSchema.Actor.Field.role, header.role.word)
    if let name = header.roleName { actor.appendField(FactSchema.Actor.Field.roleName, name) }
    return Actor(
      uid: header.uid, role: header.role, roleName: header.roleName, positions: name.positions, bytes: actor)
  }

  private func encode(
    _ header: EventHeader, fact: [UInt8], by actor: Actor, retractedBy: Position?, erased: [String]? = nil,
    tellsIDs: Bool = true
  ) -> [UInt8] {
    var event: [UInt8] = []
    event.reserveCapacity(320 + fact.count)
    event.appendField(Event.Field.position, header.position.value)
    let tag = UInt64(header.type) << 3 | 2
    event.appendHead(Event.Field.fact, count: varintCount(tag) + varintCount(UInt64(fact.count)) + fact.count)
    event.appendField(UInt64(header.type), fact)
    event.appendField(Event.Field.subjects, header.subject)
    for subject in header.otherSubjects { event.appendField(Event.Field.subjects, subject) }
    event.appendField(Event.Field.version, header.version.value)
    event.appendField(Event.Field.occurredAt, header.occurredAt)
    event.appendField(Event.Field.recordedAt, header.recordedAt)
    event.appendField(Event.Field.actor, actor.bytes)
    if tellsIDs {
      if let id = header.commandID { event.appendField(Event.Field.commandID, id) }
      if let id = header.correlationID { event.appendField(Event.Field.correlationID, id) }
      if let id = header.causationID { event.appendField(Event.Field.causationID, id) }
    }
    if let retractedBy { event.appendField(Event.Field.retractedBy, retractedBy.value) }
    if header.index > 0 { event.appendField(Event.Field.commandIndex, UInt64(header.index)) }
    event.appendField(Event.Field.commandCount, UInt64(header.count))
    if let erased, erased.isEmpty {
      event.appendField(Event.Field.damaged, "its personal fields are lost: their key is gone")
    }
    if header.isOfDay {
      event.appendField(Event.Field.occurredOn, CalendarDate(day: header.occurredAt.day).description)
    }
    for field in erased ?? [] { event.appendPresentField(Event.Field.erased, field) }
    return event
  }

  /// Encoded Events of a page of records in the order of their positions, up or down; where a uid is named, with the ids that
  /// clients gave to commands for the facts of that one alone.
  func encode(
    _ records: some BidirectionalCollection<StoredFact>, index: LogIndex, idsOf uid: UInt32? = nil
  ) throws(Refusal) -> [[UInt8]] {
    guard let first = records.first?.header.position, let last = records.last?.header.position else { return [] }
    let retractions = try index.retractions(of: min(first, last)...max(first, last))
    var by: [Position: Position] = [:]
    var standings = index.standings(asOf: Position(.max))
    for retraction in retractions { by[retraction.position] = try standings.retractedBy(retraction.position) }
    var events: [[UInt8]] = []
    events.reserveCapacity(records.count)
    var actor: Actor?
    for record in records {
      let header = record.header
      let known = actor.flatMap { $0.isOf(header) ? $0 : nil } ?? self.actor(of: header)
      actor = known
      let retractedBy = by.isEmpty ? nil : by[header.position]
      events.append(
        encode(
          header, fact: record.message, by: known, retractedBy: retractedBy,
          erased: record.isErased ? erasedFields(record) : nil,
          tellsIDs: uid.map { $0 == header.uid } ?? true))
    }
    return events
  }
}
