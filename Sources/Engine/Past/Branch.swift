import Domain
import FactSchema

/// How a log could go on: without facts that it has, and with others behind it. Decided by the writer, and never recorded.
struct Branch: Sendable {
  /// The last fact of the log.
  var position: Position
  /// The facts that it is without, in the order of the log.
  var leftOut: [Position]
  /// What comes behind, from the next position on.
  var added: [RecordedEvent] = []

  /// Adds facts of one command, which were decided for other positions, the next one being `first`.
  mutating func add(_ events: [RecordedEvent], decidedAt first: Position?) throws(Refusal) {
    guard let first else { return }
    let offset = position.value + UInt64(added.count) + 1
    func moved(_ position: Position) -> Position {
      position < first ? position : Position(position.value - first.value + offset)
    }
    for event in events {
      let header = event.header.moved(to: moved(event.position))
      guard let target = event.retracts, target >= first else {
        added.append(RecordedEvent(header: header, fact: event.shared))
        continue
      }
      var fact = event.fact
      fact.factRetracted.position = moved(target).value
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
