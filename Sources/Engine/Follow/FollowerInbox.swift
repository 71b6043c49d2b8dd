import Domain
import FactSchema
import ReadModels
import RowStore
import Synchronization

/// What waits for the follower: durable batches within a bound, views to take over, and whether somebody is in a hurry.
final class FollowerInbox: Sendable {
  /// A view that the follower is to go on with.
  struct Adoption: Sendable {
    var place: Int
    var view: View
    var role: Role
  }

  /// What a followed view is for.
  enum Role: Sendable {
    /// Answers queries.
    case live
    /// Will replace the live one when it has come as far.
    case candidate
  }

  /// What there is to do.
  struct Work {
    var batches: [DurableBatch]
    /// The last position that was handed on, whether it is among the batches or was dropped.
    var handedTo: Position
    var adoptions: [Adoption]
    var isStopping: Bool
  }

  private enum Sleep {
    case awake
    /// Nothing to do: the first batch wakes.
    case idle
    /// Gathering: only a hurry or many facts wake.
    case gathering
  }

  private struct State {
    var batches: [DurableBatch] = []
    var eventCount = 0
    var bytes = 0
    var handedTo: Position
    var adoptions: [Adoption] = []
    var sleep = Sleep.awake
    var isHurried = false
    var isStopping = false
  }

  private let state: Mutex<State>
  private let isFull = Atomic(false)
  private let wakeup = Wakeup()
  private let eventsMax: Int
  private let bytesMax: Int

  init(head: Position, limits: EngineLimits) {
    state = Mutex(State(handedTo: head))
    eventsMax = limits.handedOverEvents
    bytesMax = limits.handedOverBytes
  }

  /// Hands on a durable batch. When too much waits, or facts of it are missing, it is dropped: the follower reads the log.
  func hand(_ batch: DurableBatch) {
    update { state in
      state.handedTo = batch.positions.upperBound
      if !batch.isWhole || state.eventCount + batch.events.count > eventsMax || state.bytes + batch.bytes > bytesMax {
        state.batches.removeAll()
        state.eventCount = 0
        state.bytes = 0
      } else {
        state.batches.append(batch)
        state.eventCount += batch.events.count
        state.bytes += batch.bytes
      }
      return state.sleep == .idle || state.eventCount >= Self.wakeEvents
    }
  }

  /// Why nothing more is to be recorded for now.
  var refusal: Refusal? {
    isFull.load(ordering: .relaxed)
      ? Refusal(.storageFull, "the disk is full; nothing of the command was recorded") : nil
  }

  /// Says whether rows cannot be written because the disk is full.
  func follow(isFull: Bool) { self.isFull.store(isFull, ordering: .relaxed) }

  /// Hands over a view to be followed from now on.
  func adopt(_ adoption: Adoption) {
    update { state in
      state.adoptions.append(adoption)
      return true
    }
  }

  /// A query waits: what it needs is on the registry of read models.
  func hurry() {
    update { state in
      state.isHurried = true
      return true
    }
  }

  func stop() {
    update { state in
      state.isStopping = true
      return true
    }
  }

  /// Whether a query began to wait since the last look.
  var isHurried: Bool { state.withLock { $0.isHurried } }

  /// Takes what there is to do.
  func take() -> Work {
    state.withLock { state in
      defer {
        state.batches.removeAll(keepingCapacity: true)
        state.eventCount = 0
        state.bytes = 0
        state.adoptions.removeAll()
        state.isHurried = false
      }
      return Work(
        batches: state.batches, handedTo: state.handedTo, adoptions: state.adoptions,
        isStopping: state.isStopping)
    }
  }

  /// Sleeps until there is something to do; with `milliseconds` at most so long, and then a batch alone does not wake
  /// unless a query awaits it.
  func sleep(milliseconds: Int?, isAwaited: Bool) {
    let wakesAtOnce = milliseconds == nil || isAwaited
    let isQuiet = state.withLock { state in
      let hasWork =
        state.isHurried || state.isStopping || !state.adoptions.isEmpty
        || state.eventCount >= (wakesAtOnce ? 1 : Self.wakeEvents)
      if !hasWork { state.sleep = wakesAtOnce ? .idle : .gathering }
      return !hasWork
    }
    guard isQuiet else { return }
    wakeup.wait(milliseconds: milliseconds)
    state.withLock { $0.sleep = .awake }
  }

  private func update(_ body: (inout State) -> Bool) {
    let wakes = state.withLock { state in
      let isDue = body(&state)
      guard isDue, state.sleep != .awake else { return false }
      state.sleep = .awake
      return true
    }
    if wakes { wakeup.signal() }
  }

  /// How many facts wake a follower that gathers.
  private static let wakeEvents = 2048
}
