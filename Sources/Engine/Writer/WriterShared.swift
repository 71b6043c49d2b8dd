import Domain
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
