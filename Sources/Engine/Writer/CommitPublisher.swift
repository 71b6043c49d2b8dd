import Domain
import FactSchema
import Synchronization

/// Where durable facts go after the log: the index, the follower, the subscriptions.
final class CommitPublisher: Sendable {
  let follower: FollowerInbox
  let subscriptions: SubscriptionService
  private let eventReader: EventReader
  private let isFull = Atomic(false)

  init(follower: FollowerInbox, subscriptions: SubscriptionService, eventReader: EventReader) {
    self.follower = follower
    self.subscriptions = subscriptions
    self.eventReader = eventReader
  }

  // MARK: The writer's side

  /// Why the writer must refuse for now.
  var refusal: Refusal? {
    isFull.load(ordering: .relaxed)
      ? Refusal(.storageFull, "the disk is full; nothing of the command was recorded") : nil
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
    eventReader.index.append(entries)
  }

  /// Hands durable facts on.
  func handOn(_ batch: DurableBatch) {
    follower.hand(batch)
    subscriptions.hand(batch)
  }

  // MARK: The follower's side

  /// Says whether rows cannot be written because the disk is full.
  func follow(isFull: Bool) { self.isFull.store(isFull, ordering: .relaxed) }
}
