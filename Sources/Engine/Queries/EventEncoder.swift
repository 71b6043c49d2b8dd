import Domain
import EventLog
import Schema

/// Encodes Event messages from stored parts: the fact's bytes are spliced, never decoded.
struct EventEncoder: Sendable {
  let userName: @Sendable (UInt32) -> String

  /// Who recorded a fact, as an encoded Actor: mostly the same as of the fact before.
  private struct Actor {
    let uid: UInt32
    let role: Role
    let bytes: [UInt8]
  }

  /// An encoded Event; `fact` is the encoded message of the header's type.
  func encode(_ header: EventHeader, fact: [UInt8], retractedBy: Position?) -> [UInt8] {
    encode(header, fact: fact, by: actor(of: header), retractedBy: retractedBy)
  }

  /// An encoded Event that says that the record at the position is damaged, and nothing of it.
  func encodeDamaged(_ position: Position, cause: String) -> [UInt8] {
    var event = ProtoBytes(capacity: 32 + cause.utf8.count)
    event.field(1, position.value)
    event.field(12, cause)
    return event.bytes
  }

  private func actor(of header: EventHeader) -> Actor {
    var actor = ProtoBytes(capacity: 48)
    actor.field(1, UInt64(header.uid))
    actor.field(2, userName(header.uid))
    actor.field(3, header.role.word)
    return Actor(uid: header.uid, role: header.role, bytes: actor.bytes)
  }

  private func encode(
    _ header: EventHeader, fact: [UInt8], by actor: Actor, retractedBy: Position?, isErased: Bool = false
  ) -> [UInt8] {
    var event = ProtoBytes(capacity: 320 + fact.count)
    event.field(1, header.position.value)
    let tag = UInt64(header.type) << 3 | 2
    event.begin(2, count: ProtoBytes.size(tag) + ProtoBytes.size(UInt64(fact.count)) + fact.count)
    event.field(header.type, message: fact)
    event.field(3, header.subject)
    for subject in header.otherSubjects { event.field(3, subject) }
    event.field(4, header.version.value)
    event.field(5, header.occurredAt)
    event.field(6, header.recordedAt)
    event.field(7, message: actor.bytes)
    event.field(8, header.commandID)
    event.field(9, header.correlationID)
    event.field(10, header.causationID)
    if let retractedBy { event.field(11, retractedBy.value) }
    if isErased { event.field(12, "its personal fields are lost: their key is gone") }
    return event.bytes
  }

  /// Encoded Events of a page of records in the order of their positions, up or down.
  func encode(_ records: some BidirectionalCollection<StoredFact>, index: LogIndex) throws(Refusal) -> [[UInt8]] {
    guard let first = records.first?.header.position, let last = records.last?.header.position else { return [] }
    let retractions = try index.retractions(of: min(first, last)...max(first, last))
    var by: [Position: Position] = [:]
    for retraction in retractions { by[retraction.position] = retraction.by }
    var events: [[UInt8]] = []
    events.reserveCapacity(records.count)
    var actor: Actor?
    for record in records {
      let header = record.header
      let known = actor.flatMap { $0.uid == header.uid && $0.role == header.role ? $0 : nil } ?? self.actor(of: header)
      actor = known
      let retractedBy = by.isEmpty ? nil : by[header.position]
      events.append(
        encode(header, fact: record.message, by: known, retractedBy: retractedBy, isErased: record.isErased))
    }
    return events
  }
}
