import APISchema
import Bytes
import Domain
import FactSchema
import RowStore

/// `contact.history`: a page of stored entries, spliced, with their actors' names and what retracted them.
struct ContactHistoryQuery: QueryBody {
  let projections: [String]
  private let contact: SubjectID
  /// The type numbers asked for; empty: all.
  private let types: Set<UInt32>
  private let isByTime: Bool
  private let isBackward: Bool
  private let isOwn: Bool
  private let bounds: PageBounds
  /// A page this long is read by position in one piece.
  private static let briefLimit = 50

  var isBrief: Bool { types.isEmpty && !isByTime && bounds.limit <= Self.briefLimit }

  init(_ request: ContactHistoryRequest) throws(Refusal) {
    contact = try QueryCheck.read(SubjectID(request.contact))
    types = Set(request.types.compactMap { FactType(name: $0)?.rawValue })
    isByTime = request.order == .occurred
    isBackward = !request.hasBackward || request.backward
    isOwn = request.own
    projections = [ReadModelName.history] + (isOwn ? [] : [ReadModelName.contacts])
    bounds = try PageBounds(request)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let snapshot = try context.snapshot()
    var position = snapshot.position
    var people = People(contact)
    if !isOwn {
      let contacts = try context.snapshot(1)
      people = try People(of: contact, contacts)
      if !people.isAlone { position = min(position, contacts.position) }
    }
    var page = HistoryPage(limit: bounds.limit, snapshotPosition: position, actorName: context.actorName)
    let place =
      if !people.isAlone {
        try ofPeople(people, snapshot, &page)
      } else if isByTime {
        try HistoryByTime(contact, types, isBackward: isBackward).fill(&page, snapshot, from: bounds.place)
      } else {
        try byPosition(snapshot, &page)
      }
    if page.isEmpty, bounds.place == nil, try !snapshot.hasAny(HistoryTable.entries(contact)) {
      throw .missing("contact", contact)
    }
    let cursor = try place.map { (place) throws(Refusal) in try bounds.cursor(past: place) }
    return try page.reply(snapshot, contact, cursor: cursor)
  }

  private func ofPeople(
    _ people: People, _ snapshot: borrowing RowReader, _ page: inout HistoryPage
  ) throws(Refusal) -> [UInt8]? {
    let history = PeopleHistory(people, types, isBackward: isBackward)
    if isByTime { return try history.fillByTime(&page, snapshot, from: bounds.place) }
    return try history.fill(&page, snapshot, after: try bounds.key(under: HistoryTable.entries(contact)))
  }

  private func byPosition(_ snapshot: borrowing RowReader, _ page: inout HistoryPage) throws(Refusal) -> [UInt8]? {
    let prefix = HistoryTable.entries(contact)
    var last = try bounds.key(under: prefix)
    var isFull = false
    var collected = page
    try snapshot.scan(prefix, from: .after(last), backward: isBackward) { key, row in
      if collected.isSpent {
        isFull = true
        return .stop
      }
      if types.isEmpty || types.contains(HistoryRow.type(row)) {
        guard collected.add(Position(key.bigEndian(at: key.count - 8)), row) else {
          isFull = true
          return .stop
        }
      } else {
        collected.pass()
      }
      last = RowKey(key)
      return .next
    }
    page = collected
    return isFull ? last?.bytes : nil
  }
}
