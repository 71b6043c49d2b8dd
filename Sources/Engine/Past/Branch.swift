import Domain
import FactSchema

/// How a log could go on: without facts that it has, and with others behind it. Decided by the writer, and never recorded.
struct Branch: Sendable {
  /// The last fact of the log.
  var position: Position
  /// The facts that it is without, in the order of the log.
  var leftOut: [Position]
  /// What comes behind, from the next position on.
  private(set) var added: [RecordedEvent] = []

  /// Where those stand in it that were decided for other positions, as facts of a rehearsal are.
  private var places: [Position: Position] = [:]

  /// Branches off behind the fact at the position.
  init(at position: Position) {
    self.position = position
    leftOut = []
  }

  /// Adds facts in the order in which they were decided.
  mutating func add(_ events: [RecordedEvent]) throws(Refusal) {
    for event in events {
      let place = Position(position.value + UInt64(added.count) + 1)
      places[event.position] = place
      let header = event.header.moved(to: place)
      guard let target = event.retracting?.target, let moved = places[target] else {
        added.append(RecordedEvent(header: header, fact: event.shared))
        continue
      }
      var fact = event.fact
      fact.factRetracted.position = moved.value
      guard case .some(let content) = fact.fact else { continue }
      added.append(RecordedEvent(header: header, fact: try EncodedFact(own: content).content))
    }
  }
}

extension EventHeader {
  /// The same at another position.
  fileprivate func moved(to position: Position) -> EventHeader {
    EventHeader(
      position: position, type: type, schemaVersion: schemaVersion, recordedAt: recordedAt, occurredAt: occurredAt,
      subject: subject, version: version, otherSubjects: otherSubjects, uid: uid, role: role, commandID: commandID,
      requestDigest: requestDigest, index: index, count: count, correlationID: correlationID, causationID: causationID,
      isOfDay: isOfDay, roleName: roleName, epoch: epoch)
  }
}
