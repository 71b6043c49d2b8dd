import Domain
import FactSchema
import LMDB
import ReadModels
import RowStore
import Synchronization

/// Finds facts by type and subject: the derived index, and in memory what it does not have yet, so that it is never
/// behind the log.
final class LogIndex: Sendable {
  let store: DerivedStore

  /// What the environment does not have yet, in the order of positions.
  private struct Tail {
    /// What the checkpointer is writing.
    var frozen: [IndexEntry] = []
    var live: [IndexEntry] = []
    /// Where those stand; nil until somebody asks.
    var frozenPlaces: TailPlaces?
    var livePlaces: TailPlaces?
    /// The retractions among both, by what they retract, so that looking for one need not go through all.
    var retractions: [Position: [Position]] = [:]
  }

  /// A fact and one that retracts it.
  struct Retraction: Hashable, Sendable {
    var position: Position
    var by: Position
  }

  private let tail = Mutex(Tail())

  init(store: DerivedStore) { self.store = store }

  // MARK: The writer's and the checkpointer's side

  /// Adds facts that are durable.
  func append(_ entries: [IndexEntry]) {
    tail.withLock { tail in
      tail.live.append(contentsOf: entries)
      for entry in entries {
        if let position = entry.retracts { tail.retractions[position, default: []].append(entry.position) }
      }
    }
  }

  /// How many facts wait to be written.
  var waiting: Int { tail.withLock { $0.live.count } }

  /// Takes what waits to be written; it stays visible until ``thaw()``.
  func freeze() -> [IndexEntry] {
    tail.withLock { tail in
      tail.frozen = tail.live
      tail.frozenPlaces = tail.livePlaces
      tail.live = []
      tail.livePlaces = nil
      return tail.frozen
    }
  }

  /// What was frozen is in the environment.
  func thaw() {
    tail.withLock { tail in
      for entry in tail.frozen {
        guard let position = entry.retracts else { continue }
        let left = tail.retractions[position]?.filter { $0 != entry.position } ?? []
        tail.retractions[position] = left.isEmpty ? nil : left
      }
      tail.frozen = []
      tail.frozenPlaces = nil
    }
  }

  /// Writes rows, in the order of their keys, and up to where they hold.
  func write(_ rows: [IndexRow], position: Position, leaf: Digest256) throws(LMDBError) {
    let order = RowOrder(count: rows.count) { rows[$0].key }
    let table = store.rows
    try store.write(position: position, leaf: leaf) { (transaction) throws(LMDBError) in
      var key: [UInt8] = []
      for index in order.indices {
        rows[Int(index)].key.copy(into: &key)
        try transaction.put(key, [], in: table)
      }
    }
  }

  // MARK: Looking up

  /// The positions of the facts meant that lie strictly between two bounds, at most `limit`, in order. The watch's
  /// refusal when that ends the search.
  func positions(
    _ filter: LogFilter, after: Position, before: Position, limit: Int, backward: Bool = false,
    watch: QueryWatch? = nil
  ) throws(Refusal) -> [Position] {
    // The tail first: what the checkpointer writes meanwhile is then in both, never in neither.
    var found = tailPositions(filter, after: after, before: before)
    do throws(LMDBError) {
      let transaction = try store.environment.read()
      for prefix in filter.prefixes {
        guard watch?.mayGoOn() ?? true else { break }
        try Self.scan(
          transaction, store.rows, prefix: prefix, after: after, before: before, limit: limit, backward: backward,
          watch, into: &found)
      }
    } catch {
      throw .internal("the index cannot be read: \(error)")
    }
    if let watch, watch.stopped != nil { throw watch.refusal }
    found.sort { backward ? $0 > $1 : $0 < $1 }
    var result: [Position] = []
    for position in found where result.count < limit && result.last != position { result.append(position) }
    return result
  }

  /// The position of the first fact meant that lies past another.
  ///
  /// Costs the logarithm of what is recorded for each subject and each type that it has facts of: it runs on the writer.
  func first(_ filter: LogFilter, after: Position) throws(Refusal) -> Position? {
    // The tail first, as above.
    let (found, begin) = tail.withLock { tail in
      let begin = tail.frozen.first?.position ?? tail.live.first?.position
      guard let last = tail.live.last?.position ?? tail.frozen.last?.position, last > after else {
        return (nil as Position?, begin)
      }
      tail.frozenPlaces = Self.taken(tail.frozenPlaces, tail.frozen)
      tail.livePlaces = Self.taken(tail.livePlaces, tail.live)
      let first = tail.frozenPlaces?.first(filter, after: after) ?? tail.livePlaces?.first(filter, after: after)
      return (first, begin)
    }
    // Everything past the bound is in memory still.
    if let begin, after >= begin { return found }
    do throws(LMDBError) {
      return try stored(filter, after: after, in: store.environment.read()) ?? found
    } catch {
      throw .internal("the index cannot be read: \(error)")
    }
  }

  private static func taken(_ places: TailPlaces?, _ entries: [IndexEntry]) -> TailPlaces {
    var places = places ?? TailPlaces()
    places.take(entries)
    return places
  }

  private func stored(
    _ filter: LogFilter, after: Position, in transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> Position? {
    var first: Position?
    func lower(_ position: Position?) {
      if let position { first = min(first ?? position, position) }
    }
    guard filter.types.isEmpty, !filter.subjects.isEmpty else {
      for prefix in filter.prefixes {
        let start = ScanStart.after(IndexRows.key(prefix, after))
        lower(
          try transaction.first(in: store.rows, from: start, prefix: prefix).map { IndexRows.position($0.key.span) })
      }
      return first
    }
    for subject in filter.subjects { lower(try stored(subject, after: after, in: transaction)) }
    return first
  }

  /// The first fact of a subject past a position: its types one after the other, those that it has no fact of skipped.
  private func stored(
    _ subject: SubjectID, after: Position, in transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> Position? {
    let prefix = IndexRows.prefix(subject: subject)
    var first: Position?
    var type: UInt16 = 0
    while true {
      let start = ScanStart.after(IndexRows.key(IndexRows.prefix(subject: subject, type: UInt32(type)), after))
      guard let row = try transaction.first(in: store.rows, from: start, prefix: prefix) else { return first }
      let position = IndexRows.position(row.key.span)
      let found = IndexRows.type(row.key.span)
      if position > after {
        first = min(first ?? position, position)
        guard found < .max else { return first }
        type = found + 1
      } else {
        // Of a type that was skipped to: from the bound on there.
        type = found
      }
    }
  }

  /// Which facts stand, by the retractions up to a position, of those that count.
  func standings(
    asOf end: Position, counting counts: @escaping (Position) throws(Refusal) -> Bool = { _ in true }
  ) -> Standings {
    Standings { [self] (position) throws(Refusal) in
      var retractions: [Position] = []
      for retraction in try self.retractions(of: position...position) where retraction.by <= end {
        if try counts(retraction.by) { retractions.append(retraction.by) }
      }
      return retractions
    }
  }

  /// The retractions of facts at these positions, whether they stand or not, in order.
  func retractions(of positions: ClosedRange<Position>) throws(Refusal) -> [Retraction] {
    // The tail first: what the checkpointer writes meanwhile is then in both, never in neither.
    var found = tail.withLock { tail in
      var found: Set<Retraction> = []
      if positions.lowerBound == positions.upperBound {
        for by in tail.retractions[positions.lowerBound] ?? [] {
          found.insert(Retraction(position: positions.lowerBound, by: by))
        }
      } else {
        for (position, retractions) in tail.retractions where positions.contains(position) {
          for by in retractions { found.insert(Retraction(position: position, by: by)) }
        }
      }
      return found
    }
    do throws(LMDBError) {
      let transaction = try store.environment.read()
      let start = IndexRows.retractionKey(positions.lowerBound)
      try transaction.scan(store.rows, from: .at(start), prefix: IndexRows.retractionPrefix) { key, _ in
        let position = IndexRows.retracted(key)
        guard position <= positions.upperBound else { return .stop }
        found.insert(Retraction(position: position, by: IndexRows.position(key)))
        return .next
      }
    } catch {
      throw .internal("the index cannot be read: \(error)")
    }
    return found.sorted { ($0.position, $0.by) < ($1.position, $1.by) }
  }

  private func tailPositions(_ filter: LogFilter, after: Position, before: Position) -> [Position] {
    tail.withLock { tail in
      var found: [Position] = []
      for entries in [tail.live, tail.frozen] {
        // Newest first: a bound is usually near the head.
        for entry in entries.reversed() {
          guard entry.position > after else { break }
          if entry.position < before, filter.matches(entry) { found.append(entry.position) }
        }
      }
      return found
    }
  }

  private static func scan(
    _ transaction: borrowing ReadTransaction, _ rows: Table, prefix: [UInt8], after: Position, before: Position,
    limit: Int, backward: Bool, _ watch: QueryWatch?, into found: inout [Position]
  ) throws(LMDBError) {
    var taken: [Position] = []
    let start = ScanStart.after(IndexRows.key(prefix, backward ? before : after))
    try transaction.scan(rows, from: start, prefix: prefix, order: backward ? .descending : .ascending) { key, _ in
      let position = IndexRows.position(key)
      guard taken.count < limit, position > after, position < before, watch?.mayGoOn() ?? true else {
        return .stop
      }
      taken.append(position)
      return .next
    }
    found.append(contentsOf: taken)
  }
}
