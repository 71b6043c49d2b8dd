import Domain
import Schema

/// The keys of the pipelines view.
enum PipelinesTable {
  /// A ``DealRow``.
  static func deal(_ deal: SubjectID) -> RowKey { RowKey(table: 1).with(deal) }
  static let deals = RowKey(table: 1)

  /// A ``StageVisit`` without its length: deal, number.
  static func visit(_ deal: SubjectID, _ number: UInt32) -> RowKey {
    visits(deal).appending(number) { $0.append($1) }
  }
  static func visits(_ deal: SubjectID) -> RowKey { RowKey(table: 2).with(deal) }

  /// An empty row for each open deal: pipeline, stage, deal.
  static func open(_ pipeline: SubjectID, _ stage: String) -> RowKey { open(pipeline, hash: KeyHash.short(stage)) }
  static func open(_ pipeline: SubjectID, hash: UInt64) -> RowKey {
    RowKey(table: 3).with(pipeline).appending(hash) { $0.append($1) }
  }

  /// A ``DealBucket`` of the open deals of a stage in one currency: pipeline, stage, currency.
  static func bucket(_ pipeline: SubjectID, _ stage: String, _ currency: Currency?) -> RowKey {
    var key = bucket(pipeline, KeyHash.short(stage))
    key.append(text: (currency?.description ?? noCurrency).utf8, limit: 3)
    return key
  }
  static func bucket(_ pipeline: SubjectID, _ stage: UInt64) -> RowKey {
    buckets(pipeline).appending(stage) { $0.append($1) }
  }
  static func buckets(_ pipeline: SubjectID) -> RowKey { RowKey(table: 4).with(pipeline) }
  /// Stands in the key of the bucket of deals without a value.
  static let noCurrency = "---"

  // Empty rows that end with the deal's id.
  static func contact(_ contact: SubjectID) -> RowKey { RowKey(table: 7).with(contact) }
  static func owner(_ owner: String) -> RowKey {
    RowKey(table: 8).appending(KeyHash.of(TextRules.normalForm(owner))) { $0.append($1) }
  }
  static func state(_ state: DealCard.State) -> RowKey {
    RowKey(table: 9).appending(UInt8(truncatingIfNeeded: state.rawValue)) { $0.append($1) }
  }

  /// The position of its first definition, then a ``PipelineCard``.
  static func pipeline(_ pipeline: SubjectID) -> RowKey { RowKey(table: 10).with(pipeline) }

  /// An empty row for each pipeline that was defined, in that order.
  static func order(_ definedAt: Position, _ pipeline: SubjectID) -> RowKey {
    order.appending(definedAt) { $0.append($1) }.with(pipeline)
  }
  static let order = RowKey(table: 11)

  /// An empty row for each pipeline that has the name: name, position of its first definition, pipeline.
  static func name(_ name: String) -> RowKey {
    RowKey(table: 12).appending(KeyHash.of(name)) { $0.append($1) }
  }
  static func name(_ name: String, _ definedAt: Position, _ pipeline: SubjectID) -> RowKey {
    self.name(name).appending(definedAt) { $0.append($1) }.with(pipeline)
  }

  static func knownStages(of pipeline: SubjectID) -> RowKey { RowKey(table: 14).with(pipeline) }
  /// An empty row for each stage that was ever defined, and one for it in its pipeline.
  static func knownStage(_ stage: String, of pipeline: SubjectID?) -> RowKey {
    let table = pipeline.map { knownStages(of: $0) } ?? RowKey(table: 13)
    return table.appending(KeyHash.short(stage)) { $0.append($1) }
  }

  /// The deal of a row, or the pipeline.
  static func subject(ofRow key: [UInt8]) -> SubjectID? {
    switch key.first ?? 0 {
    case 1, 2: return SubjectID(.deal, beginning: key)
    case 3, 7...9: return SubjectID(.deal, ending: key)
    case 4, 10, 14: return SubjectID(.pipeline, beginning: key)
    case 11, 12: return SubjectID(.pipeline, ending: key)
    default: return nil
    }
  }
}

/// A deal as stored: when it entered its stage, how many visits to stages it has made, then its card without `rotting`.
struct DealRow {
  static let headBytes = 16

  var enteredAt: Instant
  var visits: UInt64
  var card: DealCard

  init(enteredAt: Instant, visits: UInt64, card: DealCard) {
    self.enteredAt = enteredAt
    self.visits = visits
    self.card = card
  }

  /// Nil for bytes that are not such a row.
  init?(_ row: [UInt8]) {
    guard row.count >= Self.headBytes, let card = Row.decode(DealCard.self, row, from: Self.headBytes) else {
      return nil
    }
    enteredAt = Instant(microseconds: Int64(bitPattern: row.span.bigEndian(at: 0)))
    visits = row.span.bigEndian(at: 8)
    self.card = card
  }

  /// The value that counts in totals.
  var amount: Amount? { card.hasValue ? Amount(card.value) : nil }

  func encoded(_ view: borrowing ViewWriter) throws(ProjectionFailure) -> [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(UInt64(bitPattern: enteredAt.microseconds))
    row.appendBigEndian(visits)
    row.append(contentsOf: try view.encoded(card))
    return row
  }
}

/// How many deals, and the sum of their values in minor units: 8 and 16 bytes.
struct DealBucket: Equatable {
  var count: Int64 = 0
  var sum: Int128 = 0

  init(_ row: [UInt8]?) {
    guard let row, row.count == 24 else { return }
    count = Int64(bitPattern: row.span.bigEndian(at: 0))
    sum = Int128(truncatingIfNeeded: row.span.bigEndian128(at: 8))
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(UInt64(bitPattern: count))
    row.appendBigEndian(UInt64(truncatingIfNeeded: sum >> 64))
    row.appendBigEndian(UInt64(truncatingIfNeeded: sum))
    return row
  }
}
