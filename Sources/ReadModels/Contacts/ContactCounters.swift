import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// What is counted of a contact: fields 16 to 20 of a ``ContactCard``. Every interaction changes it, so that its row has
/// fixed places.
///
/// `lastInteractionAt (8), the least when there is none | interactionCount (8) | openDeals (8) | ordersCount (8) |
/// lastWithoutDealAt (8), as the first | sums of money, as encoded fields of the card`, all big-endian.
struct ContactCounters: Equatable {
  var lastInteractionAt: Instant?
  /// The last interaction that names no deal.
  var lastWithoutDealAt: Instant?
  var interactionCount: UInt64 = 0
  var openDeals: UInt64 = 0
  var ordersCount: UInt64 = 0
  /// The encoded sums of money, looked into only by orders.
  private var totals: [UInt8] = []

  private static let totalsStart = 40
  private static let never = Int64.min

  /// What an interaction adds.
  static func interaction(at time: Instant, namesDeal: Bool) -> ContactCounters {
    var counters = ContactCounters(nil)
    counters.interactionCount = 1
    counters.lastInteractionAt = time
    if !namesDeal { counters.lastWithoutDealAt = time }
    return counters
  }

  /// What an interaction adds for each who took part beside its contact. When it was the last one their own rows say.
  static let tookPart: ContactCounters = {
    var counters = ContactCounters(nil)
    counters.interactionCount = 1
    return counters
  }()

  /// What is counted of a contact.
  init(of contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) {
    self.init(try contacts.get(ContactsTable.counters(contact)))
    try takePart(of: contact, contacts)
  }

  /// Knows the last interaction of another contact's in which this one took part.
  private mutating func takePart(of contact: SubjectID, _ contacts: borrowing RowReader) throws(Refusal) {
    let participations = ContactsTable.participations(of: contact)
    guard let last = try contacts.keys(participations, after: nil, backward: true, limit: 1).first else { return }
    let time = last.instant(at: participations.count)
    lastInteractionAt = max(lastInteractionAt ?? time, time)
  }

  /// When the contact's last interaction was that names no deal, where that is not before a time.
  static func lastWithoutDeal(
    of contact: SubjectID, _ contacts: borrowing RowReader, since time: Int64
  ) throws(Refusal) -> Instant? {
    if let own = ContactCounters(try contacts.get(ContactsTable.counters(contact))).lastWithoutDealAt,
      own.microseconds >= time
    {
      return own
    }
    let prefix = ContactsTable.participations(of: contact)
    var found: Instant?
    try contacts.scan(prefix, backward: true) { key, row in
      let at = Int64(bitPattern: key.bigEndian(at: prefix.count) ^ 1 << 63)
      guard at >= time else { return .stop }
      guard row.count > 0, row[row.count - 1] == 0 else { return .next }
      found = Instant(microseconds: at)
      return .stop
    }
    return found
  }

  /// The row that both come to; an addition has no sums of money.
  static let sum: MergeOperator = { row, addition in
    var total = ContactCounters(row)
    let more = ContactCounters(addition)
    total.interactionCount += more.interactionCount
    total.openDeals += more.openDeals
    total.ordersCount += more.ordersCount
    if let time = more.lastInteractionAt { total.lastInteractionAt = max(total.lastInteractionAt ?? time, time) }
    if let time = more.lastWithoutDealAt { total.lastWithoutDealAt = max(total.lastWithoutDealAt ?? time, time) }
    return total.encoded
  }

  /// The row after one part counts otherwise: a deal, whether it is open, or the contact, everything else.
  static let retold: RowSum = { row, before, after in
    var counters = ContactCounters(row)
    let (old, new) = (ContactCounters(before), ContactCounters(after))
    func changed(_ count: KeyPath<ContactCounters, UInt64>) -> UInt64 {
      UInt64(
        clamping: Int64(clamping: counters[keyPath: count]) + Int64(new[keyPath: count]) - Int64(old[keyPath: count]))
    }
    let (interactions, deals, orders) = (
      changed(\.interactionCount), changed(\.openDeals), changed(\.ordersCount)
    )
    (counters.interactionCount, counters.openDeals, counters.ordersCount) = (interactions, deals, orders)
    if old.lastInteractionAt != new.lastInteractionAt { counters.lastInteractionAt = new.lastInteractionAt }
    if old.lastWithoutDealAt != new.lastWithoutDealAt { counters.lastWithoutDealAt = new.lastWithoutDealAt }
    if old.totals != new.totals { counters.totals = new.totals }
    return counters.isEmpty ? nil : counters.encoded
  }

  /// Whether nothing is counted, so that there is no row.
  var isEmpty: Bool { self == ContactCounters(nil) }

  /// Reads a row; nil is all zero.
  init(_ row: [UInt8]?) {
    guard let row, row.count >= Self.totalsStart else { return }
    let bytes = row.span
    func time(at place: Int) -> Instant? {
      let time = row.span.bigEndian(at: place, as: Int64.self)
      return time == Self.never ? nil : Instant(microseconds: time)
    }
    (lastInteractionAt, lastWithoutDealAt) = (time(at: 0), time(at: 32))
    interactionCount = bytes.bigEndian(at: 8)
    openDeals = bytes.bigEndian(at: 16)
    ordersCount = bytes.bigEndian(at: 24)
    if row.count > Self.totalsStart { totals = Array(row[Self.totalsStart...]) }
  }

  /// The row.
  var encoded: [UInt8] {
    var counts = StackBytes<96>()
    counts.appendBigEndian(lastInteractionAt?.microseconds ?? Self.never)
    counts.appendBigEndian(interactionCount)
    counts.appendBigEndian(openDeals)
    counts.appendBigEndian(ordersCount)
    counts.appendBigEndian(lastWithoutDealAt?.microseconds ?? Self.never)
    return totals.isEmpty ? counts.array : counts.array + totals
  }

  /// The fields of the card.
  var cardFields: [UInt8] {
    var fields = StackBytes<96>()
    if let lastInteractionAt { fields.appendField(ContactCard.Field.lastInteractionAt, lastInteractionAt) }
    fields.appendField(ContactCard.Field.interactionCount, interactionCount)
    fields.appendField(ContactCard.Field.openDeals, openDeals)
    fields.appendField(ContactCard.Field.ordersCount, ordersCount)
    return totals.isEmpty ? fields.array : fields.array + totals
  }

  /// The same of a contact in a tree.
  var treeFigures: TreeFigures {
    var figures = TreeFigures()
    if let lastInteractionAt { figures.lastInteractionAt = lastInteractionAt.timestamp }
    (figures.interactionCount, figures.openDeals, figures.ordersCount) = (interactionCount, openDeals, ordersCount)
    figures.ordersTotal = Row.decode(ContactCard.self, totals)?.ordersTotal ?? []
    return figures
  }

  /// Adds all that is counted of somebody else.
  mutating func addAll(_ other: ContactCounters) {
    add(other)
    openDeals += other.openDeals
  }

  /// Adds what is counted of somebody else, but for open deals.
  mutating func add(_ other: ContactCounters) {
    interactionCount += other.interactionCount
    ordersCount += other.ordersCount
    if let time = other.lastInteractionAt { lastInteractionAt = max(lastInteractionAt ?? time, time) }
    guard !other.totals.isEmpty else { return }
    var sums = Self.sums(totals)
    for (currency, sum) in Self.sums(other.totals) { sums[currency, default: 0] += sum }
    set(sums)
  }

  /// Adds an order's amount. A sum of zero is left out.
  mutating func addToTotal(_ amount: Amount) {
    var sums = Self.sums(totals)
    sums[amount.currency, default: 0] += Int128(amount.minorUnits)
    set(sums)
  }

  private mutating func set(_ sums: [Currency: Int128]) {
    totals = []
    for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
      totals.appendField(ContactCard.Field.ordersTotal, Money.exactly(sum, of: currency))
    }
  }

  private static func sums(_ totals: [UInt8]) -> [Currency: Int128] {
    var sums: [Currency: Int128] = [:]
    let bytes = totals.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      var money = ProtobufReader(field.content)
      var currency: Currency?
      var sum: Int128 = 0
      while let part = money.field(bytes) {
        let text = bytes.extracting(part.content).text
        if part.number == Money.Field.currency { currency = Currency(text) }
        if part.number == Money.Field.amount { sum = Int128(text.filter { $0 != "." }) ?? 0 }
      }
      if let currency { sums[currency] = sum }
    }
    return sums
  }
}

/// Whose a deal is, whether it is open, when it was opened, and who was added to it: `contact (16) | 1 where it is open, else 0 |
/// openedAt (8) | those (16 each)`.
struct DealPlace: Equatable {
  var contact: SubjectID
  var isOpen: Bool
  var openedAt: Instant
  var others: [SubjectID] = []

  private static let headBytes = 25

  init(contact: SubjectID, isOpen: Bool, openedAt: Instant) {
    self.contact = contact
    self.isOpen = isOpen
    self.openedAt = openedAt
  }

  /// Nil without a row.
  init?(_ row: [UInt8]?) {
    guard let row, row.count >= Self.headBytes else { return nil }
    self.init(
      contact: SubjectID(.contact, row.span.bigEndian(at: 0)), isOpen: row[16] != 0,
      openedAt: Instant(microseconds: row.span.bigEndian(at: 17)))
    for start in stride(from: Self.headBytes, to: row.count, by: 16) where start + 16 <= row.count {
      others.append(SubjectID(.contact, row.span.bigEndian(at: start)))
    }
  }

  /// Those for whom it counts as open, each once.
  var counting: [SubjectID] {
    guard isOpen else { return [] }
    return [contact] + others.filter { $0 != contact }
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(contact.value)
    row.append(isOpen ? 1 : 0)
    row.appendBigEndian(openedAt.microseconds)
    for other in others { row.appendBigEndian(other.value) }
    return row
  }
}
