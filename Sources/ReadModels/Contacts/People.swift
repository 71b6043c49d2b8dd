import Bytes
import Domain
import FactSchema
import RowStore

/// A contact and, of an organization, those who belong or belonged to it: a company is its people.
struct People {
  /// From when on, until when.
  typealias Interval = (since: Int64, until: Int64)

  let contact: SubjectID
  /// When each of the others belonged to it, in the order of their ids.
  private(set) var members: [(person: SubjectID, spans: [Interval])] = []
  private var places: [SubjectID: Int] = [:]

  /// The most members; what there are of more is not asked for with them.
  static let membersMax = 100_000

  /// The contact alone.
  init(_ contact: SubjectID) { self.contact = contact }

  /// With all its people. Throws `.tooLarge` where there are too many.
  init(of contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) {
    self.contact = contact
    var found: [(person: SubjectID, spans: [Interval])] = []
    let prefix = ContactsTable.members(of: contact)
    try contacts.scan(prefix) { key, row in
      let person = SubjectID(.contact, key.bigEndian(at: key.count - 16))
      found.append((person, Self.spans(row)))
      return found.count <= Self.membersMax ? .next : .stop
    }
    guard found.count <= Self.membersMax else {
      throw Refusal(
        .tooLarge, "contact: has more than \(Self.membersMax) members: ask with own for what is its own alone",
        field: "contact", subject: contact)
    }
    members = found.filter { $0.person != contact }
    for (place, member) in members.enumerated() { places[member.person] = place }
  }

  /// Whether nobody belongs or belonged to it.
  var isAlone: Bool { members.isEmpty }

  /// Whether what is of that contact counted for this one at that time.
  func include(_ person: SubjectID, at time: Instant) -> Bool {
    if person == contact { return true }
    guard let place = places[person] else { return false }
    return Self.isWithin(members[place].spans, time)
  }

  /// What the row of a member says.
  static func spans(_ row: Span<UInt8>) -> [Interval] {
    var spans: [Interval] = []
    for start in stride(from: 0, to: row.count - row.count % 16, by: 16) {
      spans.append((row.bigEndian(at: start), row.bigEndian(at: start + 8)))
    }
    return spans
  }

  static func isWithin(_ spans: [Interval], _ time: Instant) -> Bool {
    spans.contains { $0.since <= time.microseconds && time.microseconds < $0.until }
  }

  /// Whether somebody belongs to it from the beginning and without an end.
  static func isWhole(_ spans: [Interval]) -> Bool { spans.contains { $0.since == .min && $0.until == .max } }
}

/// What is counted of an organization with its people: of those who belonged to it always what is counted of themselves, of others
/// what their histories have of that time.
struct PeopleCounters {
  private(set) var counters: ContactCounters
  private let people: People
  /// How many interactions are counted once more for each further one of the people who took part.
  private var twice: UInt64 = 0

  init(_ people: People, _ own: ContactCounters) {
    self.people = people
    counters = own
  }

  mutating func count(_ contacts: borrowing RowReader, _ history: borrowing RowReader) throws(Refusal) {
    var deals: Set<UInt128> = []
    try count(people.contact, contacts, &deals)
    for member in people.members {
      let (stored, last) = try count(member.person, contacts, &deals)
      if People.isWhole(member.spans) {
        counters.add(stored)
        if let last { counters.lastInteractionAt = max(counters.lastInteractionAt ?? last, last) }
      } else {
        counters.add(try counted(member.person, history))
      }
    }
    counters.interactionCount -= min(twice, counters.interactionCount)
    counters.openDeals = UInt64(deals.count)
  }

  /// Looks at what somebody has beside what is counted: at what several did together, which counts once, for the first of the
  /// people, and at open deals. Gives the stored counters, and when the person took part last in an interaction of another's.
  @discardableResult
  private mutating func count(
    _ person: SubjectID, _ contacts: borrowing RowReader, _ deals: inout Set<UInt128>
  ) throws(Refusal) -> (stored: ContactCounters, last: Instant?) {
    let stored = ContactCounters(try contacts.get(ContactsTable.counters(person)))
    let prefix = ContactsTable.participations(of: person)
    var (last, counted): (Instant?, UInt64) = (nil, 0)
    try contacts.scan(prefix) { key, row in
      let time = Instant(microseconds: Int64(bitPattern: key.bigEndian(at: prefix.count) ^ 1 << 63))
      last = time
      guard people.include(person, at: time) else { return .next }
      for start in stride(from: 0, to: row.count - row.count % 16, by: 16) {
        if people.include(SubjectID(.contact, row.bigEndian(at: start)), at: time) {
          counted += 1
          break
        }
      }
      return .next
    }
    twice += counted
    guard stored.openDeals > 0 else { return (stored, last) }
    try contacts.scan(ContactsTable.openDeals(of: person)) { key, row in
      let openedAt = Instant(microseconds: row.bigEndian(at: 0))
      if people.include(person, at: openedAt) { deals.insert(key.bigEndian(at: key.count - 16)) }
      return .next
    }
    return (stored, last)
  }

  /// What a member's history has of the time in which it was one, without what was taken back.
  private func counted(_ person: SubjectID, _ history: borrowing RowReader) throws(Refusal) -> ContactCounters {
    var counted = ContactCounters(nil)
    let retracted = try HistoryTable.retracted(of: person, history)
    try history.scan(HistoryTable.entries(person)) { key, row in
      guard let type = FactType(rawValue: HistoryRow.type(row)), type.isInteraction || type == .orderPlaced,
        people.include(person, at: HistoryRow.occurredAt(row)),
        !retracted.contains(key.bigEndian(at: key.count - 8))
      else { return .next }
      if type.isInteraction {
        counted.add(.interaction(at: HistoryRow.occurredAt(row), namesDeal: false))
      } else {
        counted.ordersCount += 1
        let content = try? FactCodec.content(type: type.rawValue, message: HistoryRow.message(row))
        if case .orderPlaced(let fact) = content?.fact.fact, let amount = Amount(fact.total) {
          counted.addToTotal(amount)
        }
      }
      return .next
    }
    return counted
  }
}
