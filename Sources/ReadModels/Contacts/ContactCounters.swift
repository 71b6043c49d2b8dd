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

  /// Adds an order's amount. A sum of zero is left out.
  mutating func addToTotal(_ amount: Amount) {
    var sums = Self.sums(totals)
    sums[amount.currency, default: 0] += Int128(amount.minorUnits)
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

/// Whose a deal is, and whether it is open: `contact (16) | 1 where it is open, else 0`.
struct DealPlace: Equatable {
  var contact: SubjectID
  var isOpen: Bool

  init(contact: SubjectID, isOpen: Bool) {
    self.contact = contact
    self.isOpen = isOpen
  }

  /// Nil without a row.
  init?(_ row: [UInt8]?) {
    guard let row, row.count == 17 else { return nil }
    self.init(contact: SubjectID(.contact, row.span.bigEndian(at: 0)), isOpen: row[16] != 0)
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(contact.value)
    row.append(isOpen ? 1 : 0)
    return row
  }
}
