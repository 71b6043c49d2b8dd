import Domain
import FactSchema
import TestSupport

extension PlainModel.Entry {
  init(_ event: RecordedEvent) {
    let header = event.header
    self.init(
      position: header.position.value, fact: event.fact.withoutAddressKey, subject: header.subject.description,
      others: header.otherSubjects.map(\.description), version: header.version.value,
      occurredAt: header.occurredAt.microseconds, recordedAt: header.recordedAt.microseconds, uid: header.uid,
      commandID: header.commandID ?? "", correlationID: header.correlationID ?? "",
      causationID: header.causationID ?? "", index: Int(header.index), count: Int(header.count),
      isOfDaemon: header.role == .daemon, isOfDay: header.isOfDay)
  }
}

extension PlainModel {
  /// A model of all that the log holds up to there.
  init(_ world: World, upTo end: Position? = nil) {
    self.init()
    follow(world, upTo: end)
  }

  /// Takes in what the log holds more, up to there.
  mutating func follow(_ world: World, upTo end: Position? = nil) {
    if log.isEmpty { for event in world.initial { begin(with: Entry(event)) } }
    for event in world.events.prefix(Int((end ?? world.head).value)).dropFirst(log.count) { append(Entry(event)) }
  }
}
