import Bytes
import Domain
import FactSchema
import RowStore

/// A contact's history by when things happened.
///
/// Most entries occurred when they were recorded and are in the order of time by position already; the others have rows of
/// their own in that order. A page merges the two, each read no further than the page can need.
struct HistoryByTime {
  private let contact: SubjectID
  private let types: Set<UInt32>
  private let isBackward: Bool

  init(_ contact: SubjectID, _ types: Set<UInt32>, isBackward: Bool) {
    self.contact = contact
    self.types = types
    self.isBackward = isBackward
  }

  /// Fills the page from a place on; the place to go on after, or nil when nothing is left.
  func fill(
    _ page: inout HistoryPage, _ snapshot: borrowing RowReader, from start: [UInt8]?
  ) throws(Refusal) -> [UInt8]? {
    var place = try start.map { (bytes) throws(Refusal) in try TimePlace(bytes) } ?? TimePlace()
    let inOrder = try inOrder(snapshot, after: place.inOrder, limit: page.limit + 1)
    let outOfOrder = try outOfOrder(snapshot, after: place.outOfOrder, limit: page.limit + 1)
    var (left, right) = (0, 0)
    while let takesLeft = next(inOrder, left, outOfOrder, right) {
      let entry = takesLeft ? inOrder.entries[left] : outOfOrder.entries[right]
      guard page.add(entry.place.position, entry.row.span) else { return place.bytes }
      if takesLeft {
        left += 1
        place.inOrder = entry.place
      } else {
        right += 1
        place.outOfOrder = entry.place
      }
    }
    // What was looked at to its end is behind the next page, wanted or not.
    if left == inOrder.entries.count { place.inOrder = inOrder.end ?? place.inOrder }
    if right == outOfOrder.entries.count { place.outOfOrder = outOfOrder.end ?? place.outOfOrder }
    return inOrder.end == nil && outOfOrder.end == nil ? nil : place.bytes
  }

  /// Whether the next entry is of the first list; nil when none is left, or none that surely comes next.
  private func next(_ inOrder: Stretch, _ left: Int, _ outOfOrder: Stretch, _ right: Int) -> Bool? {
    let first = left < inOrder.entries.count ? inOrder.entries[left].place : inOrder.end
    let second = right < outOfOrder.entries.count ? outOfOrder.entries[right].place : outOfOrder.end
    guard let first else { return right < outOfOrder.entries.count ? false : nil }
    guard let second else { return left < inOrder.entries.count ? true : nil }
    let takesLeft = (first < second) != isBackward
    let isThere = takesLeft ? left < inOrder.entries.count : right < outOfOrder.entries.count
    return isThere ? takesLeft : nil
  }

  /// The entries of one of the lists from a place on.
  private struct Stretch {
    var entries: [(place: TimePlace.Point, row: [UInt8])] = []
    /// The last row that was looked at, where the list may go on behind it.
    var end: TimePlace.Point?
    private var bytes = 0
    private var looked = 0

    /// Notes a row that was looked at, and wanted when it is given; whether the list is to be read on.
    mutating func add(_ place: TimePlace.Point, _ row: [UInt8]?, limit: Int) -> Bool {
      looked += 1
      if let row {
        entries.append((place, row))
        bytes += row.count
      }
      guard entries.count == limit || bytes > PageFill.bytesMax || looked == PageFill.costMax else { return true }
      end = place
      return false
    }
  }

  private func isWanted(_ row: Span<UInt8>) -> Bool { types.isEmpty || types.contains(HistoryRow.type(row)) }

  private func inOrder(
    _ snapshot: borrowing RowReader, after place: TimePlace.Point?, limit: Int
  ) throws(Refusal) -> Stretch {
    var stretch = Stretch()
    try snapshot.scan(
      HistoryTable.entries(contact), from: .after(place.map { HistoryTable.entry(contact, $0.position) }),
      backward: isBackward
    ) { key, row in
      // The place of a row that is not of this list says nothing of its times: so that none is passed over.
      let time =
        HistoryRow.isInOrder(row) ? HistoryRow.occurredAt(row) : Instant(microseconds: isBackward ? .max : .min)
      let place = TimePlace.Point(time: time, position: Position(key.bigEndian(at: key.count - 8)))
      let isEntry = HistoryRow.isInOrder(row) && isWanted(row)
      return stretch.add(place, isEntry ? Array(copying: row) : nil, limit: limit) ? .next : .stop
    }
    return stretch
  }

  private func outOfOrder(
    _ snapshot: borrowing RowReader, after place: TimePlace.Point?, limit: Int
  ) throws(Refusal) -> Stretch {
    var stretch = Stretch()
    var after = place.map { HistoryTable.outOfOrder(contact, $0.time, $0.position) }
    while true {
      let keys = try snapshot.keys(HistoryTable.outOfOrder(contact), after: after, backward: isBackward, limit: limit)
      for key in keys {
        after = key
        let place = TimePlace.Point(
          time: key.instant(at: key.count - 16), position: Position(key.uint64(at: key.count - 8)))
        let row = try snapshot.get(HistoryTable.entry(contact, place.position))
        let wanted = row.flatMap { isWanted($0.span) ? $0 : nil }
        guard stretch.add(place, wanted, limit: limit) else { return stretch }
      }
      if keys.count < limit { return stretch }
    }
  }
}

/// Where a page by time ended, in each of the two lists: `(time (8) | position (8))` twice, 0 for the beginning.
struct TimePlace {
  struct Point: Comparable {
    var time: Instant
    var position: Position

    static func < (a: Point, b: Point) -> Bool {
      (a.time.microseconds, a.position.value) < (b.time.microseconds, b.position.value)
    }
  }

  var inOrder: Point?
  var outOfOrder: Point?

  init() {}

  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count == 32 else { throw PageBounds.forged }
    func point(_ index: Int) -> Point? {
      let position = Position(bytes.span.bigEndian(at: index + 8))
      let time = Instant(microseconds: bytes.span.bigEndian(at: index))
      return position == .zero ? nil : Point(time: time, position: position)
    }
    inOrder = point(0)
    outOfOrder = point(16)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for point in [inOrder, outOfOrder] {
      bytes.appendBigEndian(point?.time.microseconds ?? 0)
      bytes.appendBigEndian(point?.position.value ?? 0)
    }
    return bytes
  }
}
