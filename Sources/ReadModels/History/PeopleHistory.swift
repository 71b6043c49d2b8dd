import Bytes
import Domain
import FactSchema
import RowStore

/// The history of an organization and its people as one, each entry once: of theirs what happened while they belonged to it.
///
/// Nothing of it is stored: the people's own entries are merged as a page is read.
struct PeopleHistory {
  private let people: People
  /// The organization first, so that what is in its own history is its own.
  private let persons: [SubjectID]
  private let types: Set<UInt32>
  private let isBackward: Bool

  init(_ people: People, _ types: Set<UInt32>, isBackward: Bool) {
    self.people = people
    persons = [people.contact] + people.members.map(\.person)
    self.types = types
    self.isBackward = isBackward
  }

  /// Fills the page by position, from the key of an entry of the organization's on; such a key to go on after, or nil when
  /// nothing is left.
  func fill(
    _ page: inout HistoryPage, _ history: borrowing RowReader, after start: RowKey?
  ) throws(Refusal) -> [UInt8]? {
    var last = start
    var entries = entries(after: start.map { Position($0.uint64(at: $0.count - 8)) })
    while let next = try entries.next(history) {
      guard !page.isSpent else { return last?.bytes }
      let position = Position(next.key.uint64(at: 0))
      guard try add(position, next.places, history, &page) else { return last?.bytes }
      last = HistoryTable.entry(people.contact, position)
    }
    return nil
  }

  /// The same by when things happened.
  func fillByTime(
    _ page: inout HistoryPage, _ history: borrowing RowReader, from start: [UInt8]?
  ) throws(Refusal) -> [UInt8]? {
    var place = try start.map { (bytes) throws(Refusal) in try TimePlace(bytes) } ?? TimePlace()
    var inOrder = entries(after: place.inOrder?.position)
    var outOfOrder = MergedKeys(
      persons.map { HistoryTable.outOfOrder($0) },
      after: place.outOfOrder.map { point in
        var key = RowKey()
        key.append(point.time)
        key.append(point.position)
        return key
      }, backward: isBackward)
    var first = try nextInOrder(&inOrder, history)
    var second = try nextOutOfOrder(&outOfOrder, history)
    while first != nil || second != nil {
      guard !page.isSpent else { return place.bytes }
      let takesFirst = first.map { first in second.map { (first.point < $0.point) != isBackward } ?? true } ?? false
      guard let next = takesFirst ? first : second else { return nil }
      if takesFirst, !next.isInOrder {
        page.pass()
      } else {
        guard try add(next.point.position, next.places, history, &page) else { return place.bytes }
      }
      if takesFirst {
        place.inOrder = next.point
        first = try nextInOrder(&inOrder, history)
      } else {
        place.outOfOrder = next.point
        second = try nextOutOfOrder(&outOfOrder, history)
      }
    }
    return nil
  }

  private func entries(after position: Position?) -> MergedKeys {
    MergedKeys(
      persons.map { HistoryTable.entries($0) },
      after: position.map { position in
        var key = RowKey()
        key.append(position)
        return key
      }, backward: isBackward)
  }

  private typealias Next = (point: TimePlace.Point, places: [Int], isInOrder: Bool)

  /// The next entry by position: by when it was recorded, one that is in order stands among the others.
  private func nextInOrder(_ keys: inout MergedKeys, _ history: borrowing RowReader) throws(Refusal) -> Next? {
    guard let next = try keys.next(history), let place = next.places.first else { return nil }
    let position = Position(next.key.uint64(at: 0))
    let found = try history.withRow(HistoryTable.entry(persons[place], position)) { row in
      (HistoryRow.recordedAt(row), HistoryRow.isInOrder(row))
    }
    guard let (recordedAt, isInOrder) = found else { throw .internal("an entry of a history is not there") }
    // One that is not of this list says nothing of its times, so that it is passed over at once.
    let time = isInOrder ? recordedAt : Instant(microseconds: isBackward ? .max : .min)
    return (TimePlace.Point(time: time, position: position), next.places, isInOrder)
  }

  private func nextOutOfOrder(_ keys: inout MergedKeys, _ history: borrowing RowReader) throws(Refusal) -> Next? {
    guard let next = try keys.next(history) else { return nil }
    let point = TimePlace.Point(time: next.key.instant(at: 0), position: Position(next.key.uint64(at: 8)))
    return (point, next.places, true)
  }

  /// Adds the entry where it is wanted and one of those who have it was of the organization then; false where the page ends
  /// before it.
  private func add(
    _ position: Position, _ places: [Int], _ history: borrowing RowReader, _ page: inout HistoryPage
  ) throws(Refusal) -> Bool {
    for place in places {
      let person = persons[place]
      guard let row = try history.get(HistoryTable.entry(person, position)) else { continue }
      guard types.isEmpty || types.contains(HistoryRow.type(row.span)) else { break }
      guard people.include(person, at: HistoryRow.occurredAt(row.span)) else { continue }
      return page.add(position, row.span, of: person)
    }
    page.pass()
    return true
  }
}
