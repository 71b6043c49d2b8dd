import Domain
import EventLog
import LMDB
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

  /// The facts past `after`, decoded, at most `limit`; empty at the head. Throws when the first of them is damaged.
  func events(after: Position, limit: Int) throws(Fault) -> [RecordedEvent] {
    let records: [LogRecord]
    do throws(EventLogError) {
      records = try log.read(after: after, limit: limit)
    } catch {
      throw Fault(position: after.next, cause: "\(error)")
    }
    var found: [RecordedEvent] = []
    found.reserveCapacity(records.count)
    for record in records {
      do throws(Fault) {
        found.append(try event(record))
      } catch {
        guard found.isEmpty else { return found }
        throw error
      }
    }
    return found
  }

  /// A stored fact, decoded; with the original when it is a retraction.
  func event(_ record: LogRecord) throws(Fault) -> RecordedEvent {
    completed(try decoded(record))
  }

  /// The same event, with the original when it is a retraction.
  func completed(_ event: RecordedEvent) -> RecordedEvent {
    guard event.type == FactType.factRetracted.rawValue, event.retracted == nil,
      case .factRetracted(let retraction) = event.fact.fact,
      let original = try? log.record(at: Position(retraction.position))
    else { return event }
    return event.retracting(try? decoded(original))
  }

  private func decoded(_ record: LogRecord) throws(Fault) -> RecordedEvent {
    let header = record.header
    let message = record.fact
    do throws(FactCodec.Failure) {
      let fact = try FactCodec.decode(type: header.type, message: message)
      return RecordedEvent(header: header, fact: fact, message: message, isErased: record.personal == .erased)
    } catch {
      throw Fault(position: header.position, type: header.type, cause: "the fact cannot be decoded: \(error)")
    }
  }
}
