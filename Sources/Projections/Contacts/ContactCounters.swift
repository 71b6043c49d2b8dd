import Domain
import Schema

/// What is counted of a contact: fields 16 to 20 of a ``ContactCard``, read and written without the message's own code,
/// because every interaction does so.
struct ContactCounters: Equatable {
  var lastInteractionAt: Instant?
  var interactionCount: UInt64 = 0
  var openDeals: UInt64 = 0
  var ordersCount: UInt64 = 0
  /// The encoded sums of money, looked into only by orders.
  private var totals: [UInt8] = []

  /// What an interaction adds.
  static func interaction(at time: Instant) -> ContactCounters {
    var counters = ContactCounters(nil)
    counters.interactionCount = 1
    counters.lastInteractionAt = time
    return counters
  }

  /// What a deal adds that is open now.
  static let deal: ContactCounters = {
    var counters = ContactCounters(nil)
    counters.openDeals = 1
    return counters
  }()

  /// The row that both come to; an addition has no sums of money.
  static let sum: RowSum = { row, addition in
    var total = ContactCounters(row)
    let more = ContactCounters(addition)
    total.interactionCount += more.interactionCount
    total.openDeals += more.openDeals
    total.ordersCount += more.ordersCount
    if let time = more.lastInteractionAt { total.lastInteractionAt = max(total.lastInteractionAt ?? time, time) }
    return total.encoded
  }

  /// Reads a row; nil is all zero.
  init(_ row: [UInt8]?) {
    guard let row else { return }
    var reader = FieldReader(row)
    while let field = reader.next() {
      switch field.number {
      case 16: lastInteractionAt = Self.instant(FieldReader(row, in: field.content))
      case 17: interactionCount = field.value
      case 18: openDeals = field.value
      case 19: ordersCount = field.value
      case 20: totals.append(contentsOf: row[field.range])
      default: break
      }
    }
  }

  /// The row.
  var encoded: [UInt8] {
    var counts = ShortBytes()
    if let lastInteractionAt { counts.appendField(16, lastInteractionAt) }
    counts.appendField(17, interactionCount)
    counts.appendField(18, openDeals)
    counts.appendField(19, ordersCount)
    return totals.isEmpty ? counts.array : counts.array + totals
  }

  /// Adds an order's amount so many times. A sum of zero is left out.
  mutating func addToTotal(_ amount: Amount, _ times: Int64) {
    var sums = Self.sums(totals)
    sums[amount.currency, default: 0] += Int128(amount.minorUnits) * Int128(times)
    totals = []
    for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
      totals.appendField(20, Money.exactly(sum, of: currency))
    }
  }

  private static func sums(_ totals: [UInt8]) -> [Currency: Int128] {
    var sums: [Currency: Int128] = [:]
    var reader = FieldReader(totals)
    while let field = reader.next() {
      var money = FieldReader(totals, in: field.content)
      var currency: Currency?
      var sum: Int128 = 0
      while let part = money.next() {
        if part.number == 1 { currency = Currency(money.text(part)) }
        if part.number == 2 { sum = Int128(money.text(part).filter { $0 != "." }) ?? 0 }
      }
      if let currency { sums[currency] = sum }
    }
    return sums
  }

  private static func instant(_ timestamp: FieldReader) -> Instant {
    var reader = timestamp
    var microseconds: Int64 = 0
    while let field = reader.next() {
      if field.number == 1 { microseconds += Int64(bitPattern: field.value) * 1_000_000 }
      if field.number == 2 { microseconds += Int64(field.value) / 1_000 }
    }
    return Instant(microseconds: microseconds)
  }
}
