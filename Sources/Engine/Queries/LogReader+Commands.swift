import APISchema
import Bytes
import Domain
import EventLog
import FactSchema
import ReadModels
import SwiftProtobuf

/// What a caller recorded together, for who wants to take it back.
extension LogReader {
  /// Answers a `command.get` of that uid: the encoded CommandGetReply; the watch's refusal when that ends it.
  func command(_ request: CommandGetRequest, uid: UInt32, _ watch: QueryWatch? = nil) throws(Refusal) -> [UInt8] {
    guard !request.hasLimit || request.limit > 0 else { throw .invalid("limit", "must be at least 1") }
    let limit = request.hasLimit ? min(Int(request.limit), limits.logPageMax) : limits.logPageDefault
    guard !request.hasPosition || !request.hasAfter else {
      throw .invalid("after", "must not be given beside position")
    }
    let asked = try asked(request, uid, limit, watch)
    let head = eventReader.head
    var reply: [UInt8] = []
    reply.appendField(CommandGetReply.Field.position, head.value)
    var changes = FieldFates(reader: eventReader, head: head)
    // The last one first, as they are taken back.
    var facts: [[UInt8]] = []
    for record in asked.records.reversed() {
      if let watch, !watch.mayGoOn() { throw watch.refusal }
      facts.append(try commandFact(record, uid, &changes))
    }
    var hasMore = asked.hasMore
    for (index, fact) in facts.reversed().enumerated() {
      guard reply.count + fact.count <= limits.logPageBytes || index == 0 else {
        hasMore = true
        break
      }
      reply.appendField(CommandGetReply.Field.facts, fact)
    }
    reply.appendField(CommandGetReply.Field.more, hasMore)
    return reply
  }

  /// The facts that are asked for, or the first of them.
  private func asked(
    _ request: CommandGetRequest, _ uid: UInt32, _ limit: Int, _ watch: QueryWatch?
  ) throws(Refusal) -> (records: [StoredFact], hasMore: Bool) {
    let all = LogFilter(types: [], subjects: [])
    guard request.positions.isEmpty else {
      guard !request.hasPosition, !request.hasAfter else {
        throw .invalid("positions", "must not be given beside position or after")
      }
      let positions = Set(request.positions.map { Position($0) }).sorted()
      var records: [StoredFact] = []
      var bytes = 0
      for position in positions.prefix(limit) where bytes < limits.logPageBytes {
        try checkTold(position, "positions", to: uid)
        let found = try page(all, after: position.previous, before: position.next, limit: 1, watch: watch).records
        bytes += found.reduce(0) { $0 + $1.message.count }
        records += found
      }
      return (records, positions.count > records.count)
    }
    guard let positions = try positions(request, uid, watch) else { return ([], false) }
    let page = try page(
      all, after: positions.lowerBound.previous, before: positions.upperBound.next, limit: limit, watch: watch)
    return (page.records, page.hasMore)
  }

  /// What others recorded is told as far as it is told of its subject anyway.
  private func checkTold(_ position: Position, _ field: String, to uid: UInt32) throws(Refusal) {
    guard let header = try eventReader.header(at: position) else {
      throw Refusal(
        .notFound, "\(field): \(position) is beyond the facts recorded so far", field: field, position: position)
    }
    if header.uid != uid { try FactType.checkRetractable(header.type, at: position, about: header.subject) }
  }

  /// Where the facts stand that are asked for; nil where none are left.
  private func positions(
    _ request: CommandGetRequest, _ uid: UInt32, _ watch: QueryWatch?
  ) throws(Refusal) -> ClosedRange<Position>? {
    if request.hasPosition {
      let position = Position(request.position)
      try checkTold(position, "position", to: uid)
      return position...position
    }
    guard request.hasAfter else { return try lastCommand(of: uid, watch) }
    let after = Position(request.after)
    guard let header = try eventReader.header(at: after), header.uid == uid else {
      throw Refusal(.notFound, "after: is no fact of a command of the caller's", field: "after", position: after)
    }
    let last = header.commandPositions.upperBound
    return after < last ? after.next...last : nil
  }

  /// The last command of that uid of which something stands.
  private func lastCommand(of uid: UInt32, _ watch: QueryWatch?) throws(Refusal) -> ClosedRange<Position> {
    var standings = eventReader.index.standings(asOf: Position(.max))
    var position = eventReader.head
    for _ in 0..<Self.lookedMax where position > .zero {
      if let watch, !watch.mayGoOn() { throw watch.refusal }
      // Of a damaged one nobody knows whose it is.
      guard let header = try? eventReader.header(at: position), header.uid == uid, header.role != .daemon else {
        position = position.previous
        continue
      }
      let positions = header.commandPositions
      var fact = positions.upperBound
      while fact >= positions.lowerBound, fact > .zero {
        if try standings.retractedBy(fact) == nil { return positions }
        fact = fact.previous
      }
      position = positions.lowerBound.previous
    }
    throw Refusal(
      .notFound, "none of the last \(Self.lookedMax) facts is of a command of the caller's of which anything stands")
  }

  /// How many facts are looked at for the caller's last one.
  private static let lookedMax = 100_000

  /// Without the ids of others' commands, which the log alone tells.
  private func commandFact(
    _ record: StoredFact, _ uid: UInt32, _ fates: inout FieldFates
  ) throws(Refusal) -> [UInt8] {
    var fact: [UInt8] = []
    for event in try encoder.encode(CollectionOfOne(record), index: eventReader.index, idsOf: uid) {
      fact.appendField(CommandFact.Field.event, event)
    }
    fact.appendField(CommandFact.Field.summary, HistorySummary.line(record.header.type, record.message))
    let concerned = concerned(by: record)
    for change in try fates.changes(of: concerned ?? record, taking: record.header.position) {
      fact.appendField(CommandFact.Field.changes, change)
    }
    guard let concerned else { return fact }
    for event in try encoder.encode(CollectionOfOne(concerned), index: eventReader.index, idsOf: uid) {
      fact.appendField(CommandFact.Field.concerned, event)
    }
    fact.appendField(
      CommandFact.Field.concernedSummary, HistorySummary.line(concerned.header.type, concerned.message))
    return fact
  }

  /// What falls or stands by a retraction in the end; nil for a fact that is none, and where it cannot be read.
  private func concerned(by record: StoredFact) -> StoredFact? {
    var last: StoredFact?
    var record = record
    for _ in 0..<Bounds.toldFacts {
      guard record.header.type == FactType.factRetracted.rawValue else { return last }
      guard let fact = try? FactRetracted(serializedBytes: record.message),
        fact.position < record.header.position.value,
        let named = try? eventReader.log.record(at: Position(fact.position))
      else { return nil }
      record = StoredFact(named)
      last = record
    }
    return nil
  }
}

extension EventHeader {
  /// Where the facts of its command stand.
  fileprivate var commandPositions: ClosedRange<Position> {
    let first = Position(position.value - min(UInt64(index), position.value - 1))
    return first...max(position, Position(first.value + UInt64(max(count, 1)) - 1))
  }
}
