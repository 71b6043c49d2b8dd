import Domain
import EventLog
import LMDB
import Projections
import Schema

/// The log as the engine reads it: facts decoded, failures as refusals, filtered by the index.
final class History: Sendable {
  let log: EventLog
  let index: LogIndex

  init(log: EventLog, index: LogIndex) {
    self.log = log
    self.index = index
  }

  /// A record that cannot be shown, and why.
  struct Fault: Error {
    var position: Position
    var type: UInt32 = 0
    var cause: String
  }

  /// The last durable position.
  var head: Position { log.head }

  /// The header of a fact; nil beyond the head, and for position 0.
  func header(at position: Position) throws(Refusal) -> EventHeader? {
    guard position > .zero, position <= head else { return nil }
    var header: EventHeader?
    do throws(EventLogError) {
      try log.scan(from: Position(position.value - 1), limit: 1) { (view) throws(EventLogError) in
        header = try view.header()
        return .stop
      }
    } catch {
      throw .internal("\(error)")
    }
    return header
  }

  /// The leaf of a record; nil when it is beyond the head or damaged. Of position 0: zero.
  func leaf(at position: Position) -> Digest256? {
    guard position > .zero else { return .zero }
    return (try? log.leaf(at: position)) ?? nil
  }

  /// The first fact past `after` that the filter means.
  func first(_ filter: LogFilter, after: Position) throws(Refusal) -> Position? {
    guard !filter.isAll else { return head > after ? after.next : nil }
    return try index.positions(filter, after: after, before: Position(.max), limit: 1).first
  }

  // MARK: Decoded

  /// A stretch of the log without gaps, as far as it was asked for.
  struct Chunk: Sendable {
    /// Those of the kinds asked for, in order.
    var events: [RecordedEvent] = []
    /// Up to here everything was looked at.
    var last: Position
    /// The leaf of the record there.
    var leaf = Digest256.zero
    /// Why the record behind it cannot be shown, when that ended it.
    var fault: Fault?
  }

  /// The facts past `after`, decoded, at most `limit`; empty at the head. Throws when the first of them is damaged.
  func events(after: Position, limit: Int) throws(Fault) -> [RecordedEvent] {
    let chunk = chunk(after: after, limit: limit, kinds: .all)
    if let fault = chunk.fault, chunk.events.isEmpty { throw fault }
    return chunk.events
  }

  /// The next `limit` records past `after`, each checked, and decoded as deep as `kinds` says; fewer before the head or a
  /// damaged one.
  func chunk(after: Position, limit: Int, kinds: FactKinds) -> Chunk {
    var chunk = Chunk(last: after)
    var facts: [(fact: StoredFact, depth: FactDepth)] = []
    facts.reserveCapacity(min(limit, Int(clamping: head.value &- after.value)))
    do throws(EventLogError) {
      try log.scan(from: after, limit: limit) { (view) throws(EventLogError) in
        // What this release does not know is not left out: it stops a build, as it stops what is live.
        let depth = FactType(rawValue: view.type) == nil ? .whole : kinds.depth(of: view.type)
        if depth == .nothing {
          try view.verify()
        } else {
          facts.append((try view.fact(opening: depth.isSuperset(of: .message)), depth))
        }
        chunk.last = view.position
        chunk.leaf = view.leaf
        return .next
      }
    } catch {
      chunk.fault = Fault(position: chunk.last.next, cause: "\(error)")
    }
    chunk.events.reserveCapacity(facts.count)
    for (fact, depth) in facts {
      do throws(Fault) {
        chunk.events.append(completed(try decoded(fact, depth: depth)))
      } catch {
        chunk.last = Position(fact.header.position.value - 1)
        chunk.leaf = leaf(at: chunk.last) ?? .zero
        chunk.fault = error
        return chunk
      }
    }
    return chunk
  }

  /// A stored fact, decoded; with the original when it is a retraction.
  func event(_ record: LogRecord) throws(Fault) -> RecordedEvent {
    completed(try decoded(StoredFact(record), depth: .whole))
  }

  /// The same event, with what a retraction takes back; without it where that cannot be read.
  func completed(_ event: RecordedEvent) -> RecordedEvent {
    guard event.type == FactType.factRetracted.rawValue, event.retracted == nil,
      case .factRetracted(let retraction) = event.fact.fact,
      let record = try? log.record(at: Position(retraction.position))
    else { return event }
    guard let original = try? decoded(StoredFact(record), depth: .whole) else { return event }
    let isInteraction = FactType(rawValue: original.type)?.isInteraction ?? false
    return event.retracting(original, interactions: isInteraction ? self : nil)
  }

  private func decoded(_ stored: StoredFact, depth: FactDepth) throws(Fault) -> RecordedEvent {
    let header = stored.header
    do throws(FactCodec.Failure) {
      let fact = try FactCodec.content(
        type: header.type, message: stored.message, lookingAtFields: depth.isSuperset(of: .open))
      return RecordedEvent(header: header, fact: fact, isErased: stored.isErased)
    } catch {
      throw Fault(position: header.position, type: header.type, cause: "the fact cannot be decoded: \(error)")
    }
  }
}

extension History: InteractionSource {
  func forEachInteraction(
    of contact: SubjectID, after: Position, before: Position,
    _ body: (_ position: Position, _ occurredAt: Instant) -> Void
  ) throws(Refusal) {
    let filter = LogFilter(types: FactType.interactions.map(\.rawValue), subjects: [contact])
    var before = before
    while true {
      let found = try index.positions(
        filter, after: after, before: before, limit: Self.interactionsLookedAt, backward: true)
      for position in found {
        guard let header = try? header(at: position), header.subject == contact else { continue }
        body(position, header.occurredAt)
      }
      guard let lowest = found.last, found.count == Self.interactionsLookedAt else { return }
      before = lowest
    }
  }

  /// How many interactions are looked up at a time.
  private static let interactionsLookedAt = 4096
}
