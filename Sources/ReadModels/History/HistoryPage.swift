import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema

/// Entries on their way into a reply.
struct HistoryPage {
  private struct Entry {
    var position: Position
    var type: FactType?
    /// The fact's message, where it is of a type that changes fields.
    var changing: [UInt8]?
    var uid: UInt32
    var role: Role
    /// In whose history it is, where that is not the one that is asked for, or not its alone.
    var person: SubjectID?
    /// Where the message stands in `messages`.
    var message: Range<Int>
  }

  /// The most entries.
  let limit: Int
  private let snapshotPosition: Position
  private let actorName: ActorNames
  private var entries: [Entry] = []
  private var messages: [UInt8] = []
  private var looked = 0
  /// What the entries' changes take at most.
  private var changesBytes = 0
  /// About what an entry has beside its row: its actor, what retracted it, times.
  private static let extraBytes = 160

  init(limit: Int, snapshotPosition: Position, actorName: @escaping ActorNames) {
    self.limit = limit
    self.snapshotPosition = snapshotPosition
    self.actorName = actorName
  }

  var isEmpty: Bool { entries.isEmpty }
  /// Whether no more rows are to be looked at; see ``PageFill``.
  var isSpent: Bool { looked >= PageFill.costMax }

  /// Adds a stored entry; false when the page ends before it, by its limit or its bytes.
  mutating func add(_ position: Position, _ row: Span<UInt8>, of person: SubjectID? = nil) -> Bool {
    let type = FactType(rawValue: HistoryRow.type(row))
    let changes = type.map { FieldStory.bytesMax($0) } ?? 0
    let bytes = messages.count + changesBytes + changes + row.count + (entries.count + 1) * Self.extraBytes
    guard entries.count < limit, entries.isEmpty || bytes <= PageFill.bytesMax else { return false }
    let start = messages.count
    HistoryRow.appendEntry(row, at: position, to: &messages)
    changesBytes += changes
    entries.append(
      Entry(
        position: position, type: type, changing: changes > 0 ? HistoryRow.message(row) : nil,
        uid: HistoryRow.uid(row), role: HistoryRow.role(row), person: person, message: start..<messages.count))
    pass()
    return true
  }

  /// Passes over an entry that was not asked for.
  mutating func pass() { looked += 1 }

  /// The encoded reply.
  func reply(
    _ snapshot: borrowing RowReader, _ contact: SubjectID, cursor: String?
  ) throws(Refusal) -> [UInt8] {
    let mayBeRetracted = try snapshot.hasAny(HistoryTable.retractions(contact))
    var actors: Actors = [:]
    var reply: [UInt8] = []
    reply.reserveCapacity(messages.count + entries.count * 48 + 64)
    reply.appendField(ContactHistoryReply.Field.position, snapshotPosition.value)
    for entry in entries {
      var tail: [UInt8] = []
      tail.appendField(HistoryEntry.Field.actor, actor(entry.uid, entry.role, at: entry.position, &actors))
      let contact = entry.person ?? contact
      if mayBeRetracted || entry.person != nil {
        let mark = try snapshot.withRow(HistoryTable.retraction(contact, entry.position)) {
          $0.bigEndian(at: 0, as: UInt64.self)
        }
        if let mark {
          tail.appendPresentField(HistoryEntry.Field.retractedBy, mark)
          // A retraction names what the fact does that it takes back, and so is in the same histories.
          let by = try snapshot.withRow(HistoryTable.entry(contact, Position(mark))) {
            (HistoryRow.uid($0), HistoryRow.role($0))
          }
          if let (uid, role) = by {
            tail.appendField(HistoryEntry.Field.retractor, actor(uid, role, at: Position(mark), &actors))
          }
        }
      }
      if let type = entry.type, let message = entry.changing {
        for change in try FieldStory(type, message, at: entry.position).changes(snapshot) {
          tail.appendField(HistoryEntry.Field.changes, change)
        }
      }
      if let person = entry.person { tail.appendField(HistoryEntry.Field.person, person.description) }
      reply.appendHead(ContactHistoryReply.Field.entries, count: entry.message.count + tail.count)
      reply.append(contentsOf: messages[entry.message])
      reply.append(contentsOf: tail)
    }
    if let cursor { reply.appendField(ContactHistoryReply.Field.cursor, cursor) }
    return reply
  }

  /// Encoded, by uid and role, and where they are recorded under that name.
  private typealias Actors = [UInt64: (at: Range<Position>, bytes: [UInt8])]

  private func actor(_ uid: UInt32, _ role: Role, at position: Position, _ known: inout Actors) -> [UInt8] {
    let key = UInt64(uid) << 8 | UInt64(role.rawValue)
    if let actor = known[key], actor.at.contains(position) { return actor.bytes }
    let name = actorName(uid, position)
    var actor: [UInt8] = []
    actor.appendField(Actor.Field.uid, UInt64(uid))
    actor.appendField(Actor.Field.name, name.text)
    actor.appendField(Actor.Field.role, role.word)
    known[key] = (name.positions, actor)
    return actor
  }
}
