import Domain
import Schema
import Synchronization

/// Where durable facts go after the log: the index, the follower, the subscriptions.
final class Downstream: Sendable {
  let follower: FollowerInbox
  let subscriptions: SubscriptionService
  private let history: History
  private let lagMax: UInt64
  /// Up to where the slowest read model that follows has come; the follower sets it.
  private let slowest = Atomic<UInt64>(.max)
  private let isWaiting = Atomic(false)
  private let isFull = Atomic(false)
  private let room = Wakeup()

  init(follower: FollowerInbox, subscriptions: SubscriptionService, history: History, limits: EngineLimits) {
    self.follower = follower
    self.subscriptions = subscriptions
    self.history = history
    self.lagMax = UInt64(limits.lagMax)
  }

  // MARK: The writer's side

  /// Why the writer must refuse for now.
  var refusal: Refusal? {
    isFull.load(ordering: .relaxed)
      ? Refusal(.storageFull, "the disk is full; nothing of the command was recorded") : nil
  }

  /// Waits while a read model that follows is further behind than it may be.
  func waitForRoom() {
    while true {
      isWaiting.store(true, ordering: .sequentiallyConsistent)
      let slowest = slowest.load(ordering: .sequentiallyConsistent)
      let head = history.head.value
      guard slowest < head, head - slowest > lagMax, refusal == nil else { break }
      room.wait(milliseconds: Self.roomMilliseconds)
    }
    isWaiting.store(false, ordering: .relaxed)
  }

  /// Makes durable facts findable, before anybody is told of them.
  func publish(_ batch: DurableBatch) {
    var entries: [IndexEntry] = []
    entries.reserveCapacity(batch.events.count)
    for event in batch.events {
      var retracts: Position?
      if event.type == FactType.factRetracted.rawValue, case .factRetracted(let fact) = event.fact.fact {
        retracts = Position(fact.position)
      }
      entries.append(IndexEntry(event.header, retracts: retracts))
    }
    history.index.append(entries)
  }

  /// Hands durable facts on.
  func handOn(_ batch: DurableBatch) {
    follower.hand(batch)
    subscriptions.hand(batch)
  }

  // MARK: The follower's side

  /// Says up to where the slowest of the read models that follow has come; nil when there is none.
  func follow(slowest position: Position?, isFull: Bool) {
    slowest.store(position?.value ?? .max, ordering: .sequentiallyConsistent)
    self.isFull.store(isFull, ordering: .relaxed)
    if isWaiting.load(ordering: .sequentiallyConsistent) { room.signal() }
  }

  private static let roomMilliseconds = 100
}
