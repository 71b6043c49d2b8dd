import Bytes
import FactSchema
import RowStore

/// The orders of a contact on one day that count, in the order of their positions: the day counts under the owner at the
/// first of them.
///
/// The day's row has the first order: `position (8) | next (8) | last (8) | owner`; each other one has a row of its own,
/// `before (8) | next (8) | owner`, with 0 where there is none. So an order and its retraction change three rows, however
/// many orders the day has.
struct CustomerDay {
  /// The owner at the first order before and after a change; nil: the day does not count.
  struct Change {
    var before: String?
    var after: String?
  }

  private static let headBytes = 24
  private static let orderBytes = 16

  private let key: RowKey
  private var row: [UInt8]

  /// The day as stored; empty when none of its orders counts.
  init(_ key: RowKey, _ view: inout ViewWriter) throws(ProjectionFailure) {
    self.key = key
    row = try view.row(key) ?? []
    if row.count < Self.headBytes { row = [] }
  }

  private var owner: String? { row.isEmpty ? nil : String(decoding: row[Self.headBytes...], as: UTF8.self) }
  private var first: UInt64 { row.span.bigEndian(at: 0) }
  private var next: UInt64 { row.span.bigEndian(at: 8) }
  private var last: UInt64 { row.span.bigEndian(at: 16) }

  /// Adds an order, whose position is past all before.
  mutating func add(
    _ position: Position, owner: String, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> Change {
    let before = self.owner
    let position = position.value
    guard before != nil else {
      store(first: position, next: 0, last: position, Array(owner.utf8), &view)
      return Change(before: nil, after: owner)
    }
    if last == first {
      store(first: first, next: position, last: position, Array(row[Self.headBytes...]), &view)
      Self.store(position, before: first, next: 0, Array(owner.utf8), &view)
      return Change(before: before, after: before)
    }
    let end = try Self.order(last, &view)
    Self.store(last, before: end.before, next: position, end.owner, &view)
    Self.store(position, before: last, next: 0, Array(owner.utf8), &view)
    store(first: first, next: next, last: position, Array(row[Self.headBytes...]), &view)
    return Change(before: before, after: before)
  }

  /// Takes an order out that was added.
  mutating func remove(_ position: Position, _ view: inout ViewWriter) throws(ProjectionFailure) -> Change {
    guard let before = owner else { throw .cannotApply("the day of the order at \(position) is not known") }
    if first == position.value {
      guard next != 0 else {
        view.delete(key)
        row = []
        return Change(before: before, after: nil)
      }
      let following = try Self.order(next, &view)
      view.delete(MetricsTable.customerDayOrder(Position(next)))
      store(first: next, next: following.next, last: last, following.owner, &view)
      return Change(before: before, after: owner)
    }
    let gone = try Self.order(position.value, &view)
    view.delete(MetricsTable.customerDayOrder(position))
    if gone.before != first {
      let earlier = try Self.order(gone.before, &view)
      Self.store(gone.before, before: earlier.before, next: gone.next, earlier.owner, &view)
    }
    if gone.next != 0 {
      let later = try Self.order(gone.next, &view)
      Self.store(gone.next, before: gone.before, next: later.next, later.owner, &view)
    }
    store(
      first: first, next: gone.before == first ? gone.next : next, last: gone.next == 0 ? gone.before : last,
      Array(row[Self.headBytes...]), &view)
    return Change(before: before, after: before)
  }

  private mutating func store(
    first: UInt64, next: UInt64, last: UInt64, _ owner: [UInt8], _ view: inout ViewWriter
  ) {
    row = []
    row.appendBigEndian(first)
    row.appendBigEndian(next)
    row.appendBigEndian(last)
    row.append(contentsOf: owner)
    view.put(key, row)
  }

  private static func order(
    _ position: UInt64, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> (before: UInt64, next: UInt64, owner: [UInt8]) {
    guard let row = try view.row(MetricsTable.customerDayOrder(Position(position))), row.count >= orderBytes else {
      throw .cannotApply("the day of the order at \(position) is not known")
    }
    return (row.span.bigEndian(at: 0), row.span.bigEndian(at: 8), Array(row[orderBytes...]))
  }

  private static func store(
    _ position: UInt64, before: UInt64, next: UInt64, _ owner: [UInt8], _ view: inout ViewWriter
  ) {
    var row: [UInt8] = []
    row.appendBigEndian(before)
    row.appendBigEndian(next)
    row.append(contentsOf: owner)
    view.put(MetricsTable.customerDayOrder(Position(position)), row)
  }
}
