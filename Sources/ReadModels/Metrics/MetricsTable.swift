import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// What figures are counted from: each family has its own words by which its figures can be told apart.
enum MetricFamily: UInt8 {
  case contacts = 1
  case interactions = 2
  case dealsOpened = 3
  case dealsClosed = 4
  case sends = 5
  case orders = 6
  case customerDays = 7
  case payments = 8
  case campaignCosts = 9
  case bounces = 10

  /// What the words of a row say, in their order. A `currency`, a `state` and a `bounce` are no words to ask by.
  var dimensions: [String] {
    switch self {
    case .contacts: ["owner", "source", "actor"]
    case .interactions: ["owner", "type", "direction", "channel", "outcome", "actor"]
    case .dealsOpened: ["owner", "pipeline", "stage", "actor"]
    case .dealsClosed: ["owner", "pipeline", "state", "reason", "currency", "actor"]
    case .sends: ["campaign", "channel", "actor"]
    case .bounces: ["campaign", "channel", "bounce", "actor"]
    case .orders, .payments: ["owner", "currency", "actor"]
    case .customerDays: ["owner"]
    case .campaignCosts: ["campaign", "channel", "currency"]
    }
  }
}

/// The keys of the metrics view.
enum MetricsTable {
  /// A ``MetricRow``: family, day, a hash of its words.
  static func bucket(_ family: MetricFamily, day: Int32, _ words: WordsHash) -> RowKey {
    buckets(family, day: day).appending(words.value) { $0.append($1) }
  }
  static func buckets(_ family: MetricFamily, day: Int32) -> RowKey {
    buckets(family).appending(day) { $0.append(day: $1) }
  }
  static func buckets(_ family: MetricFamily) -> RowKey {
    RowKey(table: 1).appending(family.rawValue) { $0.append($1) }
  }
  /// The day of a bucket's key.
  static func day(_ key: Span<UInt8>) -> Int32 {
    Int32(bitPattern: key.bigEndian(at: 2) ^ 1 << 31)
  }

  /// ``OwnerTimes`` of a contact that has or had an owner.
  static func owner(_ contact: SubjectID) -> RowKey { RowKey(table: 2).with(contact) }
  /// A ``DealFigures``.
  static func deal(_ deal: SubjectID) -> RowKey { RowKey(table: 3).with(deal) }
  /// A campaign's channel.
  static func campaign(_ campaign: SubjectID) -> RowKey { RowKey(table: 4).with(campaign) }
  /// The ``MetricsCalendar``, where anything was said of it.
  static let calendar = RowKey(table: 6)

  static func calendar(_ snapshot: borrowing RowReader) throws(Refusal) -> MetricsCalendar {
    guard let row = try snapshot.get(calendar) else { return MetricsCalendar() }
    guard let calendar = Row.decode(MetricsCalendar.self, row) else {
      throw .internal("the row of the calendar cannot be read")
    }
    return calendar
  }

  /// The name of the time zone by whose days figures are counted; absent for UTC.
  static let zone = RowKey(table: 7)

  /// An empty row for each day on which a contact placed an order, which counts under the owner at the first: day, contact.
  static func customerDay(_ day: Int32, _ contact: SubjectID) -> RowKey {
    RowKey(table: 5).appending(day) { $0.append(day: $1) }.with(contact)
  }
}

/// A hash only of words, which nobody gains by forging.
struct WordsHash {
  private var hash = FNV128()

  init() {}

  init(_ words: [String]) {
    for word in words { add(word.utf8.span) }
  }

  /// The next word, in UTF-8.
  mutating func add(_ word: Span<UInt8>) {
    hash.add(word)
    hash.add(0)
  }

  var value: UInt128 { hash.value }
}

/// The figures of one day, family and combination of words: `words | count (8) | quantity (8) | sum (16)`, a word as its
/// length in 2 bytes and its text.
struct MetricRow: Equatable {
  var words: [String]
  var count: Int64 = 0
  /// Seconds of interactions, items of orders.
  var quantity: Int64 = 0
  /// Money in minor units of the currency among the words.
  var sum: Int128 = 0

  init(_ words: [String]) { self.words = words }

  /// The row of what all parts come to, where one adds something else than it did.
  static let sum: RowSum = { row, before, after in
    guard var sum = row ?? (after ?? before).flatMap({ MetricRow($0.span) })?.withoutFigures else { return nil }
    var isZero = false
    for (part, sign) in [(before, -1), (after, 1)] as [([UInt8]?, Int64)] {
      guard let part, let figures = MetricRow(part.span) else { continue }
      isZero = sum.addFigures(sign * figures.count, sign * figures.quantity, Int128(sign) * figures.sum) ?? false
    }
    return isZero ? nil : sum
  }

  /// The row of the same words that says nothing.
  private var withoutFigures: [UInt8] { MetricRow(words).encoded }

  /// Nil for bytes that are not such a row.
  init?(_ row: Span<UInt8>) {
    words = []
    var index = 0
    while row.count - index > 32 {
      let length = Int(row.bigEndian(at: index, as: UInt16.self))
      index += 2
      guard index + length + 32 <= row.count else { return nil }
      words.append(row.extracting(index..<index + length).text)
      index += length
    }
    guard row.count - index == 32 else { return nil }
    count = row.bigEndian(at: index, as: Int64.self)
    quantity = row.bigEndian(at: index + 8, as: Int64.self)
    sum = row.bigEndian(at: index + 16, as: Int128.self)
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.reserveCapacity(words.reduce(32) { $0 + 2 + $1.utf8.count })
    for word in words {
      row.appendBigEndian(UInt16(truncatingIfNeeded: word.utf8.count))
      row.append(contentsOf: word.utf8)
    }
    row.appendFigures(count, quantity, sum)
    return row
  }
}

extension Array where Element == UInt8 {
  /// Adds to the 32 bytes that a metric's row ends with; whether all figures are 0 then. Nil for a row that is too short.
  mutating func addFigures(_ count: Int64, _ quantity: Int64, _ sum: Int128) -> Bool? {
    let start = self.count - 32
    guard start >= 0 else { return nil }
    let newCount = span.bigEndian(at: start, as: Int64.self) + count
    let newQuantity = span.bigEndian(at: start + 8, as: Int64.self) + quantity
    let newSum = span.bigEndian(at: start + 16, as: Int128.self) + sum
    removeLast(32)
    appendFigures(newCount, newQuantity, newSum)
    return newCount == 0 && newQuantity == 0 && newSum == 0
  }

  /// Appends the 32 bytes that a metric's row ends with.
  mutating func appendFigures(_ count: Int64, _ quantity: Int64, _ sum: Int128) {
    var figures = StackBytes<96>()
    figures.appendBigEndian(count)
    figures.appendBigEndian(quantity)
    figures.appendBigEndian(sum)
    figures.append(to: &self)
  }
}

/// What the figures need to know of a deal, and where its last closing was counted. Fields as protobuf has them.
struct DealFigures {
  var owner = ""
  var pipeline = ""
  var value: Amount?
  /// The words of the bucket in which it counts as won or lost; empty while it is open.
  var closedWords: [String] = []
  var closedDay: Int32 = 0
  var closedSum: Int64 = 0

  init() {}

  /// The numbers of the row's fields.
  private enum Field {
    static let owner: UInt64 = 1
    static let pipeline: UInt64 = 2
    static let currency: UInt64 = 3
    static let value: UInt64 = 4
    static let closedWords: UInt64 = 5
    static let closedDay: UInt64 = 6
    static let closedSum: UInt64 = 7
  }

  init(_ row: [UInt8]) {
    let bytes = row.span
    func text(_ field: ProtobufField) -> String { row.span.extracting(field.content).text }
    var reader = ProtobufReader(0..<bytes.count)
    var currency = ""
    while let field = reader.field(bytes) {
      switch field.number {
      case Field.owner: owner = text(field)
      case Field.pipeline: pipeline = text(field)
      case Field.currency: currency = text(field)
      case Field.value: value = Currency(currency).map { Amount($0, minorUnits: Int64(bitPattern: field.value)) }
      case Field.closedWords: closedWords.append(text(field))
      case Field.closedDay: closedDay = Int32(truncatingIfNeeded: Int64(bitPattern: field.value))
      case Field.closedSum: closedSum = Int64(bitPattern: field.value)
      default: break
      }
    }
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.appendField(Field.owner, owner)
    row.appendField(Field.pipeline, pipeline)
    if let value {
      row.appendField(Field.currency, value.currency.description)
      row.appendPresentField(Field.value, UInt64(bitPattern: value.minorUnits))
    }
    for word in closedWords { row.appendPresentField(Field.closedWords, word) }
    row.appendField(Field.closedDay, UInt64(bitPattern: Int64(closedDay)))
    row.appendField(Field.closedSum, UInt64(bitPattern: closedSum))
    return row
  }
}
