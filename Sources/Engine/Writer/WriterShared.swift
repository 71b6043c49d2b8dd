import Domain
import EventLog
import FactSchema
import Synchronization

/// What the writer's thread shares with the others.
final class WriterShared: Sendable {
  let queue: CommandQueue
  let lastCommit = Mutex<CommitCost?>(nil)
  /// Used by the writer, and by connections that leave.
  let rehearsals: Mutex<Rehearsals>
  private let isDead = Atomic(false)

  init(limits: EngineLimits) {
    queue = CommandQueue(limits: limits)
    rehearsals = Mutex(Rehearsals(limits: limits))
  }

  /// Ends the engine: what is on disk is not known, so nothing is answered any more.
  func die(because cause: String, _ surroundings: EngineSurroundings) {
    guard isDead.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return
    }
    queue.close()
    surroundings.onFatal(cause)
  }

  /// Whether the engine ended because what is on disk is not known.
  var hasDied: Bool { isDead.load(ordering: .acquiring) }
}

/// Facts that became durable together, decoded, with their stored messages: handed on from memory.
final class DurableBatch: Sendable {
  let events: [RecordedEvent]
  /// The bytes of their messages.
  let bytes: Int

  init(_ batch: OpenBatch) {
    events = batch.events
    bytes = batch.bytes
  }

  /// The positions; nil for an empty batch.
  var positions: ClosedRange<Position>? {
    guard let first = events.first, let last = events.last else { return nil }
    return first.header.position...last.header.position
  }
}
