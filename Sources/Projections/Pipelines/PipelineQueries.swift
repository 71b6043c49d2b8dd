import Domain
import LMDB
import Schema

/// `pipeline.list`: the pipelines in the order in which they were first defined.
struct PipelineListQuery: QueryBody {
  let projections = ["pipelines"]

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var reply = PipelineListReply()
    reply.position = snapshot.position.value
    reply.pipelines = try PipelineCatalogue(snapshot).pipelines.map(\.card)
    return try Self.encoded(reply)
  }
}

/// `pipeline.board`: what is open in each stage.
struct PipelineBoardQuery: QueryBody {
  let projections = ["pipelines", "contacts"]
  private let pipeline: String?
  /// How many deals of a stage are shown.
  static let dealsMax = 20

  init(_ request: PipelineBoardRequest) throws(Refusal) {
    pipeline = try QueryCheck.optionalText(request.hasPipeline, request.pipeline, "pipeline")
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    let contacts = try context.snapshot(1)
    let catalogue = try PipelineCatalogue(snapshot)
    let shown = try pipeline.map { (text) throws(Refusal) in try catalogue.pipeline(text, "pipeline") }
    guard let (id, card) = shown ?? catalogue.pipelines.first else { throw .internal("there is no pipeline") }
    let figures = try StageFigures.of(id, card, snapshot)
    var reply: [UInt8] = []
    reply.appendField(1, min(snapshot.position, contacts.position).value)
    reply.appendField(2, card.id)
    reply.appendField(3, card.name)
    for stage in figures {
      var encoded = stage.encoded
      let deals = try snapshot.keys(
        PipelinesTable.open(id, stage.stage), after: nil, backward: false, limit: Self.dealsMax)
      for key in deals {
        let deal = try DealReply(key.lastSubject(.deal), snapshot, catalogue, contacts: contacts, now: context.now)
        if let deal { encoded.appendField(6, deal.encoded) }
      }
      reply.appendField(4, encoded)
    }
    return reply
  }
}

/// What is open in one stage.
struct StageFigures {
  var stage: String
  var probability: UInt32
  var count: UInt64 = 0
  var sums: [(currency: Currency, sum: Int128)] = []

  /// A sum times the probability, rounded to the minor unit, halves up.
  func weighted(_ sum: Int128) -> Int128 { (sum * Int128(probability) + 50) / 100 }

  /// Fields 1 to 5 of a board's stage.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendField(1, stage)
    bytes.appendField(2, UInt64(probability))
    bytes.appendField(3, count)
    for (currency, sum) in sums { bytes.appendField(4, Money.exactly(sum, of: currency)) }
    for (currency, sum) in sums { bytes.appendField(5, Money.exactly(weighted(sum), of: currency)) }
    return bytes
  }

  /// The stages of a pipeline in order, then those that a later definition left out while deals are in them (with a
  /// probability of 0).
  static func of(
    _ pipeline: SubjectID, _ card: PipelineCard, _ snapshot: borrowing ViewSnapshot
  ) throws(Refusal) -> [StageFigures] {
    var buckets: [(stage: UInt64, currency: Currency?, bucket: DealBucket)] = []
    try snapshot.scan(PipelinesTable.buckets(pipeline)) { key, row in
      let currency = Currency(String(decoding: RowKey(key).bytes.suffix(3), as: UTF8.self))
      buckets.append((key.bigEndian(at: 17), currency, DealBucket(Array(copying: row))))
      return .next
    }
    var stages = card.stages.map { StageFigures(stage: $0.stage, probability: $0.probability) }
    let known = Set(card.stages.map { KeyHash.short($0.stage) })
    for hash in Set(buckets.map(\.stage)).subtracting(known).sorted() {
      if let word = try word(of: hash, pipeline, snapshot) { stages.append(StageFigures(stage: word, probability: 0)) }
    }
    for index in stages.indices {
      let hash = KeyHash.short(stages[index].stage)
      for (stage, currency, bucket) in buckets where stage == hash {
        stages[index].count += UInt64(max(0, bucket.count))
        if let currency { stages[index].sums.append((currency, bucket.sum)) }
      }
    }
    return stages
  }

  /// The word of a stage that is known by its hash only: any deal in it says it.
  private static func word(
    of hash: UInt64, _ pipeline: SubjectID, _ snapshot: borrowing ViewSnapshot
  ) throws(Refusal) -> String? {
    var prefix = RowKey(table: 3).with(pipeline)
    prefix.append(hash)
    guard let key = try snapshot.keys(prefix, after: nil, backward: false, limit: 1).first else { return nil }
    return try snapshot.get(PipelinesTable.deal(key.lastSubject(.deal))).flatMap(DealRow.init)?.card.stage
  }
}
