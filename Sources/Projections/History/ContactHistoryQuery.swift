import Domain
import LMDB
import Schema

/// `contact.history`: a page of stored entries, spliced, with their actors' names and what retracted them.
struct ContactHistoryQuery: QueryBody {
  let projections = ["history"]
  private let contact: SubjectID
  /// The type numbers asked for; empty: all.
  private let types: Set<UInt32>
  private let isByTime: Bool
  private let isBackward: Bool
  private let bounds: PageBounds
  /// A page this long is read by position in one piece.
  private static let briefLimit = 50

  var isBrief: Bool { types.isEmpty && !isByTime && bounds.limit <= Self.briefLimit }

  init(_ request: ContactHistoryRequest) throws(Refusal) {
    contact = try QueryCheck.id(request.contact, .contact, "contact")
    var types: Set<UInt32> = []
    for (index, name) in request.types.enumerated() {
      guard let type = FactType(name: name) else {
        throw .invalid("types[\(index)]", "must be the name of a fact, such as CallLogged")
      }
      types.insert(type.rawValue)
    }
    self.types = types
    switch request.order {
    case .unspecified, .recorded: isByTime = false
    case .occurred: isByTime = true
    case .UNRECOGNIZED: throw .invalid("order", "must be RECORDED or OCCURRED")
    }
    isBackward = !request.hasBackward || request.backward
    var conditions = request
    conditions.clearLimit()
    conditions.clearCursor()
    conditions.clearAtLeast()
    conditions.clearTimeoutMs()
    bounds = try PageBounds(
      method: 32, limit: request.hasLimit ? request.limit : nil, cursor: request.hasCursor ? request.cursor : nil,
      of: conditions)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var page = HistoryPage(snapshotPosition: snapshot.position, actorName: context.actorName)
    let place = try isByTime ? byTime(snapshot, &page) : byPosition(snapshot, &page)
    if page.isEmpty, bounds.place == nil, try !snapshot.hasAny(HistoryTable.entries(contact)) {
      throw .missing("contact", contact)
    }
    let cursor = try place.map { (place) throws(Refusal) in try bounds.cursor(past: place) }
    return try page.reply(snapshot, contact, cursor: cursor)
  }

  // MARK: - By position

  private func byPosition(_ snapshot: borrowing ViewSnapshot, _ page: inout HistoryPage) throws(Refusal) -> [UInt8]? {
    let prefix = HistoryTable.entries(contact)
    let after = try bounds.key(under: prefix)
    var looked = 0
    var last: RowKey?
    var isFull = false
    var collected = page
    try snapshot.scan(prefix, after: after, backward: isBackward) { key, row in
      if collected.count == bounds.limit || looked == ViewSnapshot.pageRowsMax {
        isFull = true
        return .stop
      }
      looked += 1
      last = RowKey(key)
      if isWanted(row) { collected.add(Position(key.bigEndian(at: key.count - 8)), row) }
      return .next
    }
    page = collected
    return isFull ? last?.bytes : nil
  }

  private func isWanted(_ row: Span<UInt8>) -> Bool { types.isEmpty || types.contains(HistoryRow.type(row)) }

  // MARK: - By time

  /// Entries that occurred when they were recorded are in the order of time by position already; the others have rows of
  /// their own in that order. The page merges the two.
  private func byTime(_ snapshot: borrowing ViewSnapshot, _ page: inout HistoryPage) throws(Refusal) -> [UInt8]? {
    let start = try bounds.place.map { (bytes) throws(Refusal) in try TimePlace(bytes) }
    let wanted = bounds.limit + 1
    let onTime = try onTime(snapshot, after: start?.onTime, limit: wanted)
    let backdated = try backdated(snapshot, after: start, limit: wanted)
    var place = start ?? TimePlace()
    var (left, right) = (0, 0)
    while page.count < bounds.limit, left < onTime.count || right < backdated.count {
      let takesLeft: Bool
      if left == onTime.count {
        takesLeft = false
      } else if right == backdated.count {
        takesLeft = true
      } else {
        let isLess = onTime[left].order < backdated[right].order
        takesLeft = isLess != isBackward
      }
      let entry = takesLeft ? onTime[left] : backdated[right]
      if takesLeft { left += 1 } else { right += 1 }
      page.add(entry.position, entry.row.span)
      place.time = entry.time
      place.position = entry.position
      if takesLeft { place.onTime = entry.position }
    }
    return left < onTime.count || right < backdated.count ? place.bytes : nil
  }

  private struct TimedEntry {
    var time: Instant
    var position: Position
    var row: [UInt8]
    var order: (Int64, UInt64) { (time.microseconds, position.value) }
  }

  private func onTime(
    _ snapshot: borrowing ViewSnapshot, after position: Position?, limit: Int
  ) throws(Refusal) -> [TimedEntry] {
    var entries: [TimedEntry] = []
    try snapshot.scan(
      HistoryTable.entries(contact), after: position.map { HistoryTable.entry(contact, $0) }, backward: isBackward
    ) { key, row in
      if !HistoryRow.isBackdated(row), isWanted(row) {
        entries.append(
          TimedEntry(
            time: HistoryRow.occurredAt(row), position: Position(key.bigEndian(at: key.count - 8)),
            row: Array(copying: row)))
      }
      return entries.count < limit ? .next : .stop
    }
    return entries
  }

  private func backdated(
    _ snapshot: borrowing ViewSnapshot, after place: TimePlace?, limit: Int
  ) throws(Refusal) -> [TimedEntry] {
    var entries: [TimedEntry] = []
    var after = place.map { HistoryTable.backdated(contact, $0.time, $0.position) }
    while entries.count < limit {
      let keys = try snapshot.keys(HistoryTable.backdated(contact), after: after, backward: isBackward, limit: limit)
      for key in keys {
        after = key
        let position = Position(key.uint64(at: key.count - 8))
        guard let row = try snapshot.get(HistoryTable.entry(contact, position)), isWanted(row.span) else { continue }
        entries.append(TimedEntry(time: key.instant(at: key.count - 16), position: position, row: row))
      }
      if keys.count < limit { break }
    }
    return entries
  }
}

/// Where a page by time ended: the last entry, and the last of those that occurred when they were recorded.
private struct TimePlace {
  var time = Instant(microseconds: 0)
  var position = Position.zero
  var onTime: Position?

  init() {}

  init(_ bytes: [UInt8]) throws(Refusal) {
    guard bytes.count == 24 else { throw .invalid("cursor", "must be one that a result gave") }
    time = Instant(microseconds: Int64(bitPattern: bytes.span.bigEndian(at: 0)))
    position = Position(bytes.span.bigEndian(at: 8))
    let last = bytes.span.bigEndian(at: 16)
    onTime = last == 0 ? nil : Position(last)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(UInt64(bitPattern: time.microseconds))
    bytes.appendBigEndian(position.value)
    bytes.appendBigEndian(onTime?.value ?? 0)
    return bytes
  }
}
