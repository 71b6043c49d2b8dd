import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// What is open in one stage.
struct StageFigures {
  let hash: UInt64
  /// Nil of a stage that a later definition left out: ``word(_:_:)`` finds it.
  let word: String?
  let probability: UInt32
  var count: UInt64 = 0
  var sums: [(currency: Currency, sum: Int128)] = []

  private init(hash: UInt64, word: String?, probability: UInt32) {
    self.hash = hash
    self.word = word
    self.probability = probability
  }

  /// A sum times the probability, rounded to the minor unit, halves up.
  func weighted(_ sum: Int128) -> Int128 { (sum * Int128(probability) + 50) / 100 }

  /// A board's stage without its deals; nil of one whose word nothing says any more.
  func encoded(_ pipeline: SubjectID, _ snapshot: borrowing RowReader) throws(Refusal) -> [UInt8]? {
    guard let word = try word(pipeline, snapshot) else { return nil }
    var bytes: [UInt8] = []
    bytes.appendField(PipelineBoardReply.BoardStage.Field.stage, word)
    bytes.appendField(PipelineBoardReply.BoardStage.Field.probability, UInt64(probability))
    bytes.appendField(PipelineBoardReply.BoardStage.Field.count, count)
    for (currency, sum) in sums {
      bytes.appendField(PipelineBoardReply.BoardStage.Field.totals, Money.exactly(sum, of: currency))
    }
    for (currency, sum) in sums {
      bytes.appendField(PipelineBoardReply.BoardStage.Field.weighted, Money.exactly(weighted(sum), of: currency))
    }
    return bytes
  }

  /// The stages of a pipeline in order, then those that a later definition left out while deals are in them (with a
  /// probability of 0), in the order of their hashes.
  static func of(
    _ pipeline: SubjectID, _ card: PipelineCard, _ snapshot: borrowing RowReader
  ) throws(Refusal) -> [StageFigures] {
    var stages = card.stages.map {
      StageFigures(hash: KeyHash.short($0.stage), word: $0.stage, probability: $0.probability)
    }
    var places: [UInt64: Int] = [:]
    for (index, stage) in stages.enumerated() { places[stage.hash] = index }
    // The buckets come in the order of the hashes.
    try snapshot.scan(PipelinesProjection.buckets(pipeline)) { key, row in
      let hash: UInt64 = key.bigEndian(at: 17)
      if places[hash] == nil {
        places[hash] = stages.count
        stages.append(StageFigures(hash: hash, word: nil, probability: 0))
      }
      guard let place = places[hash] else { return .next }
      let bucket = DealBucket(Array(copying: row))
      stages[place].count += UInt64(max(0, bucket.count))
      let currency = Currency(String(decoding: RowKey(key).bytes.suffix(3), as: UTF8.self))
      if let currency { stages[place].sums.append((currency, bucket.sum)) }
      return .next
    }
    return stages
  }

  /// The stage's word. Of one that is known by its hash only any deal in it says it.
  func word(_ pipeline: SubjectID, _ snapshot: borrowing RowReader) throws(Refusal) -> String? {
    if let word { return word }
    let key = try snapshot.keys(PipelinesProjection.byStage.prefix(.stage(pipeline, hash: hash)), after: nil, limit: 1)
      .first
    guard let key else { return nil }
    return try PipelinesProjection.deals.row(key.lastSubject(.deal), snapshot).flatMap(DealRow.init(stored:))?.card
      .stage
  }
}

/// How many deals, and the sum of their values in minor units: 8 and 16 bytes.
struct DealBucket: Equatable {
  var count: Int64 = 0
  var sum: Int128 = 0

  init(_ row: [UInt8]?) {
    guard let row, row.count == 24 else { return }
    count = row.span.bigEndian(at: 0, as: Int64.self)
    sum = row.span.bigEndian(at: 8, as: Int128.self)
  }

  /// The row of what all deals come to, where one adds something else than it did.
  static let sum: RowSum = { row, before, after in
    let (all, old, new) = (DealBucket(row), DealBucket(before), DealBucket(after))
    var bucket = all
    bucket.count = all.count + new.count - old.count
    bucket.sum = all.sum + new.sum - old.sum
    return bucket.count == 0 ? nil : bucket.encoded
  }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    row.appendBigEndian(count)
    row.appendBigEndian(sum)
    return row
  }
}

extension PipelinesProjection {
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
}
