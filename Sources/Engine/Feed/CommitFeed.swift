import Domain
import EventLog
import FactSchema

/// Where facts go once they are in the log: the registry, the index, the read models, the subscriptions; each of them once, in
/// the order of the log.
///
/// It is the same for a batch that was decided here and for one that came from elsewhere, because another writer has the
/// same log. What the first changes in the registry was found by deciding it; of the other `evolve` finds it, as at a
/// start. Belongs to the writer's thread.
final class CommitFeed {
  /// Why what others appended could not be taken.
  enum Failure: Error {
    /// It cannot be read now; nothing of the next stretch was taken.
    case later(Refusal)
    /// A fact cannot be learned, so that nothing can be decided any more; a sentence.
    case never(String)
  }

  private let eventReader: EventReader
  private let registry: Registry
  private let follower: FollowerInbox
  private let subscriptions: SubscriptionService
  private let clockWatch: ClockWatch
  private let users: UserDirectory
  private let limits: EngineLimits

  init(
    eventReader: EventReader, registry: Registry, follower: FollowerInbox, subscriptions: SubscriptionService,
    clockWatch: ClockWatch, users: UserDirectory, limits: EngineLimits
  ) {
    self.eventReader = eventReader
    self.registry = registry
    self.follower = follower
    self.subscriptions = subscriptions
    self.clockWatch = clockWatch
    self.users = users
    self.limits = limits
  }

  // MARK: Decided here

  /// Takes a batch that was decided at the head that is known here, and is durable now. `answer` is called when everybody
  /// can find its facts and nobody has been told of them.
  func take(_ batch: OpenBatch, _ appended: Appended, answer: () -> Void) {
    for (slot, subject) in zip(appended.newSlots, batch.newKeys.subjects) { registry.remember(slot: slot, of: subject) }
    users.learn(batch.events)
    learned(batch.events.map { IndexEntry($0.header, retracts: $0.retracting?.target) }, recordedAt: batch.now)
    eventReader.publish(appended.status)
    answer()
    handOn(DurableBatch(batch.events, at: appended.positions, bytes: batch.bytes))
  }

  // MARK: Come from elsewhere

  /// Whether the log has facts that are not known here.
  var isBehind: Bool { eventReader.log.head > eventReader.head }

  /// Takes everything that others have appended, a stretch after the other; `before` is called before each.
  func takeWhatCame(before: () throws(Failure) -> Void) throws(Failure) {
    while true {
      let status = eventReader.log.status
      guard status.head > eventReader.head else { return }
      while eventReader.head < status.head {
        try before()
        try takeStretch(upTo: status)
      }
    }
  }

  private func takeStretch(upTo status: LogStatus) throws(Failure) {
    let first = eventReader.head.next
    let learning = Learning(eventReader: eventReader, registry: registry, isAhead: true)
    let stretch: Learning.Stretch
    do throws(FactLogError) {
      let limit = min(limits.catchUpEvents, Int(clamping: status.head.value - eventReader.head.value))
      stretch = try learning.read(after: eventReader.head, limit: limit, bytesMax: limits.catchUpBytes)
    } catch {
      throw .later(Refusal(error))
    }
    do throws(Refusal) {
      try registry.refresh()
    } catch {
      throw .later(error)
    }
    let events: [RecordedEvent]
    do throws(EngineError) {
      events = try learning.learn(stretch)
    } catch {
      throw .never(error.message)
    }
    registry.release()
    for event in events where event.type == FactType.logLossAccepted.rawValue {
      guard case .logLossAccepted(let fact) = event.fact.fact else { continue }
      eventReader.losses.add(fact, at: event.position, epoch: event.header.epoch)
    }
    for event in events where event.type == FactType.personalDataErased.rawValue {
      // The keys are gone already: what was in the rows is not known here.
      eventReader.erased.add(nil, erasedBy: event.position)
    }
    users.learn(events)
    let recordedAt = stretch.headers.last?.recordedAt ?? clockWatch.recordedAtLast
    learned(learning.entries(of: stretch, events), recordedAt: recordedAt)
    registry.closeFacts()
    if stretch.last == status.head { eventReader.publish(status) } else { eventReader.publish(head: stretch.last) }
    handOn(DurableBatch(events, at: first...stretch.last, bytes: events.reduce(0) { $0 + $1.message.count }))
  }

  // MARK: Either

  /// The registry has what the facts change: makes them findable, before anybody is told of them.
  private func learned(_ entries: [IndexEntry], recordedAt: Instant) {
    registry.keep()
    eventReader.index.append(entries)
    clockWatch.recorded(at: recordedAt)
  }

  private func handOn(_ batch: DurableBatch) {
    follower.hand(batch)
    subscriptions.hand(batch)
  }
}
