import APISchema
import Bytes
import Dispatch
import Domain
import EventLog
import FactSchema
import LMDB
import ReadModels
import RowStore
import Synchronization

/// Reads pages of the log for clients.
final class LogReader: Sendable {
  let eventReader: EventReader
  let encoder: EventEncoder
  let limits: EngineLimits

  init(eventReader: EventReader, encoder: EventEncoder, limits: EngineLimits) {
    self.eventReader = eventReader
    self.encoder = encoder
    self.limits = limits
  }

  /// See ``EventReader/explained(_:)``.
  func explained(_ refusal: Refusal) -> Refusal { eventReader.explained(refusal) }

  /// Whether the index grows, for which its readers must end.
  var holdsReadersBack: Bool { eventReader.index.store.environment.holdsReadersBack }

  /// A stretch of the log, and where the next one begins.
  struct Page {
    var records: [StoredFact]
    /// Goes into `after`, or backward into `before`.
    var next: Position
    var hasMore: Bool
  }

  /// The encoded events of a stretch.
  struct EncodedPage: Sendable {
    var events: [[UInt8]]
    var next: Position
    var hasMore: Bool
  }

  /// Answers a `log.read`: the encoded LogReadReply; the watch's refusal when that ends it.
  func read(_ request: LogReadRequest, _ watch: QueryWatch? = nil) throws(Refusal) -> [UInt8] {
    let filter = try LogFilter(types: request.types, subjects: request.subjects)
    guard !request.hasLimit || request.limit > 0 else { throw .invalid("limit", "must be at least 1") }
    let limit = request.hasLimit ? min(Int(request.limit), limits.logPageMax) : limits.logPageDefault
    let bound = request.hasAfter && !request.backward ? Position(request.after) : nil
    try eventReader.losses.check(
      after: bound, known: request.hasKnownLoss ? request.knownLoss : nil,
      epoch: request.hasEpoch ? request.epoch : nil, of: eventReader.status.epoch)
    try checkBound(request.after)
    let head = eventReader.head
    let after = Position(request.after)
    let before = min(Position(request.hasBefore ? request.before : .max), head.next)
    let page = try page(
      filter, after: after, before: before, limit: limit, backward: request.backward, watch: watch)
    var reply: [UInt8] = []
    reply.reserveCapacity(64 + page.records.count * 400)
    reply.appendField(LogReadReply.Field.position, head.value)
    for event in try encoder.encode(page.records, index: eventReader.index) {
      reply.appendField(LogReadReply.Field.events, event)
    }
    reply.appendField(LogReadReply.Field.next, page.next.value)
    reply.appendField(LogReadReply.Field.more, page.hasMore)
    reply.appendField(LogReadReply.Field.head, head.value)
    if let loss = eventReader.losses.last { reply.appendField(LogReadReply.Field.lastLoss, loss.value) }
    reply.appendField(LogReadReply.Field.epoch, UInt64(eventReader.status.epoch))
    return reply
  }

  /// Refuses a position past the head to go on from: no answer of this log named it, and facts up to it would be skipped.
  func checkBound(_ after: UInt64) throws(Refusal) {
    let head = eventReader.head
    guard after <= head.value else { throw Self.isPastHead("after", head: head) }
  }

  static func isPastHead(_ field: String, head: Position) -> Refusal {
    Refusal(.invalid, "\(field): must be at most the log's head, which is \(head)", field: field, position: head)
  }

  /// A page in the order of the log, encoded, that ends early after so many bytes: of the whole log, on two threads.
  func events(
    _ filter: LogFilter, after: Position, before: Position, limit: Int, byteCount: Int
  ) throws(Refusal) -> EncodedPage {
    guard filter.isAll, limit >= Self.halvedMin, before.value - after.value > UInt64(limit) else {
      return try encoded(filter, after: after, before: before, limit: limit, byteCount: byteCount)
    }
    let middle = Position(after.value + UInt64(limit / 2))
    let halves = Mutex<[Int: Result<EncodedPage, Refusal>]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { half in
      let result: Result<EncodedPage, Refusal>
      do throws(Refusal) {
        result = .success(
          half == 0
            ? try encoded(filter, after: after, before: middle.next, limit: limit / 2, byteCount: byteCount / 2)
            : try encoded(filter, after: middle, before: before, limit: limit - limit / 2, byteCount: byteCount / 2))
      } catch {
        result = .failure(error)
      }
      halves.withLock { $0[half] = result }
    }
    let results = halves.withLock { $0 }
    guard var page = try results[0]?.get() else { throw .internal("a page of the log was not read") }
    guard !page.hasMore, case .success(let second) = results[1] else {
      // What the second half met is met again when the next page begins with it.
      page.hasMore = true
      return page
    }
    page.events += second.events
    page.next = second.next
    page.hasMore = second.hasMore
    return page
  }

  private func encoded(
    _ filter: LogFilter, after: Position, before: Position, limit: Int, byteCount: Int
  ) throws(Refusal) -> EncodedPage {
    let page = try page(filter, after: after, before: before, limit: limit, byteCount: byteCount)
    let events = try encoder.encode(page.records, index: eventReader.index)
    return EncodedPage(events: events, next: page.next, hasMore: page.hasMore)
  }

  /// The least of a page that is worth two threads.
  private static let halvedMin = 128

  /// A page of the facts meant, strictly between two bounds of which the upper one is at most past the head.
  func page(
    _ filter: LogFilter, after: Position, before: Position, limit: Int, backward: Bool = false,
    byteCount: Int? = nil, watch: QueryWatch? = nil
  ) throws(Refusal) -> Page {
    let byteCount = byteCount ?? limits.logPageBytes
    guard after.next < before else { return Page(records: [], next: backward ? before : after, hasMore: false) }
    var page =
      try filter.isAll
      ? plain(after: after, before: before, limit: limit, backward: backward, byteCount, watch)
      : filtered(filter, after: after, before: before, limit: limit, backward: backward, byteCount, watch)
    if let watch, watch.stopped != nil { throw watch.refusal }
    // Everything in between was looked at: the next page begins at its end.
    if !page.hasMore { page.next = backward ? after.next : before.previous }
    return page
  }

  private func plain(
    after: Position, before: Position, limit: Int, backward: Bool, _ byteCount: Int,
    _ watch: QueryWatch?
  ) throws(Refusal) -> Page {
    let count = Int(min(UInt64(limit), before.value - after.value - 1))
    var records: [StoredFact] = []
    records.reserveCapacity(count)
    var bytes = 0
    do throws(FactLogError) {
      let order: LogOrder = backward ? .descending : .ascending
      try eventReader.log.scan(order, from: backward ? before : after, limit: count) { (view) throws(FactLogError) in
        records.append(try view.fact(opening: true))
        bytes += view.byteCount
        return bytes < byteCount && watch?.mayGoOn() ?? true ? .next : .stop
      }
    } catch {
      // A page ends before a damaged record; the next one begins with it.
      guard case .damaged = error, !records.isEmpty else { throw Refusal(error) }
    }
    guard let last = records.last?.header.position else { return Page(records: [], next: after, hasMore: false) }
    let hasMore = backward ? last > after.next : last.next < before
    return Page(records: records, next: last, hasMore: hasMore)
  }

  private func filtered(
    _ filter: LogFilter, after: Position, before: Position, limit: Int, backward: Bool, _ byteCount: Int,
    _ watch: QueryWatch?
  ) throws(Refusal) -> Page {
    let positions = try eventReader.index.positions(
      filter, after: after, before: before, limit: limit + 1, backward: backward, watch: watch)
    var records: [StoredFact] = []
    var bytes = 0
    var rest = positions.prefix(limit)
    do throws(FactLogError) {
      // A few at a time: a page may end long before it has as many as were asked for.
      while !rest.isEmpty, bytes < byteCount {
        for result in try eventReader.log.records(at: Array(rest.prefix(Self.recordsAtOnce))) {
          guard bytes < byteCount, watch?.mayGoOn() ?? true else { break }
          switch result {
          case .success(let record):
            records.append(StoredFact(record))
            bytes += (records.last?.message.count ?? 0) + Self.headerBytes
          case .failure(let error):
            guard !records.isEmpty else { throw error }
            bytes = .max
          }
        }
        rest = watch?.stopped == nil ? rest.dropFirst(Self.recordsAtOnce) : []
      }
    } catch {
      throw Refusal(error)
    }
    guard let last = records.last?.header.position else { return Page(records: [], next: after, hasMore: false) }
    return Page(records: records, next: last, hasMore: records.count < positions.count)
  }

  /// The records of a filtered page that are read at a time.
  private static let recordsAtOnce = 8

  /// About what a header takes in a reply.
  private static let headerBytes = 300
}
