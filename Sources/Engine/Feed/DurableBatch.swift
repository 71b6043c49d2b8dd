import Domain
import FactSchema

/// Facts that are durable, decoded, with their stored messages: handed on from memory.
final class DurableBatch: Sendable {
  let events: [RecordedEvent]
  /// What of the log they are, without those of it that are damaged.
  let positions: ClosedRange<Position>
  /// The bytes of their messages.
  let bytes: Int

  init(_ events: [RecordedEvent], at positions: ClosedRange<Position>, bytes: Int) {
    self.events = events
    self.positions = positions
    self.bytes = bytes
  }

  /// Whether no fact is missing.
  var isWhole: Bool { UInt64(events.count) == positions.upperBound.value - positions.lowerBound.value + 1 }
}
