import Domain
import LMDB
import Schema

/// `metrics.query`: a figure over time and by words, with the definition it used.
struct MetricsQuery: QueryBody {
  let projections: [String]
  private let metric: Metric
  private let days: MetricDays
  private let grouping: MetricGrouping

  init(_ request: MetricsQueryRequest) throws(Refusal) {
    guard !request.metric.isEmpty else { throw .invalid("metric", "is required") }
    guard let metric = Metric.named(request.metric) else {
      throw .invalid("metric", "must be one of: \(Metric.all.map(\.name).joined(separator: ", "))")
    }
    self.metric = metric
    projections = [metric.family == nil ? "pipelines" : "metrics"]
    if metric.family == nil, request.hasFrom || request.hasTo {
      throw .invalid(request.hasFrom ? "from" : "to", "has no meaning for \(metric.name), which is what is open now")
    }
    days = try MetricDays(from: request.hasFrom ? request.from : nil, to: request.hasTo ? request.to : nil)
    grouping = request.hasBy ? try MetricGrouping(request.by, for: metric) : MetricGrouping()
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    var series = MetricSeries(metric, grouping)
    if let family = metric.family {
      try read(family, snapshot, &series)
    } else {
      try readPipelines(snapshot, &series)
    }
    var reply = MetricsQueryReply()
    reply.position = snapshot.position.value
    reply.metric = metric.name
    reply.definition = metric.definition
    reply.timeZone = "UTC"
    reply.basis = metric.family == nil ? "now" : "occurredAt"
    reply.series = try series.points()
    return try Self.encoded(reply)
  }

  private func read(
    _ family: MetricFamily, _ snapshot: borrowing ViewSnapshot, _ series: inout MetricSeries
  ) throws(Refusal) {
    let dimensions = family.dimensions
    let only = metric.only.compactMap { name, word in dimensions.firstIndex(of: name).map { ($0, word) } }
    let groups = grouping.dimensions.compactMap { dimensions.firstIndex(of: $0) }
    let currency = dimensions.firstIndex(of: "currency")
    let state = dimensions.firstIndex(of: "state")
    var collected = series
    var isDamaged = false
    try snapshot.scan(
      MetricsTable.buckets(family), from: MetricsTable.buckets(family, day: days.first)
    ) { key, bytes in
      let day = MetricsTable.day(key)
      guard day <= days.last else { return .stop }
      guard let row = MetricRow(bytes), row.words.count == dimensions.count else {
        isDamaged = true
        return .stop
      }
      guard row.count != 0, only.allSatisfy({ row.words[$0.0] == $0.1 }) else { return .next }
      collected.add(
        MetricSeries.Figures(
          count: row.count, quantity: row.quantity, sum: row.sum,
          currency: currency.flatMap { Currency(row.words[$0]) }, isWon: state.map { row.words[$0] == "WON" } ?? false),
        day: day, words: groups.map { row.words[$0] })
      return .next
    }
    if isDamaged { throw .internal("a figure's row could not be read") }
    series = collected
  }

  private func readPipelines(_ snapshot: borrowing ViewSnapshot, _ series: inout MetricSeries) throws(Refusal) {
    guard case .openValue(let isWeighted) = metric.measure else { return }
    for (id, card) in try PipelineCatalogue(snapshot).pipelines {
      for stage in try StageFigures.of(id, card, snapshot) where stage.count > 0 {
        let words = grouping.dimensions.map { $0 == "pipeline" ? card.id : stage.stage }
        for (currency, sum) in stage.sums {
          let amount = isWeighted ? stage.weighted(sum) : sum
          series.add(
            MetricSeries.Figures(count: Int64(stage.count), quantity: 0, sum: amount, currency: currency, isWon: false),
            day: nil, words: words)
        }
      }
    }
  }
}

/// Figures summed by bucket.
struct MetricSeries {
  /// What one row adds.
  struct Figures {
    var count: Int64
    var quantity: Int64
    var sum: Int128
    var currency: Currency?
    var isWon: Bool
  }

  private struct Bucket: Hashable {
    var at: Int32?
    var words: [String]
  }

  private struct Total {
    var count: Int64 = 0
    var won: Int64 = 0
    var quantity: Int64 = 0
    var sums: [Currency: Int128] = [:]

    mutating func add(_ figures: Figures) {
      count += figures.count
      quantity += figures.quantity
      if figures.isWon { won += figures.count }
      if let currency = figures.currency { sums[currency, default: 0] += figures.sum }
    }
  }

  /// The most points of one answer.
  static let pointsMax = 10_000

  private let metric: Metric
  private let grouping: MetricGrouping
  private var totals: [Bucket: Total] = [:]

  init(_ metric: Metric, _ grouping: MetricGrouping) {
    self.metric = metric
    self.grouping = grouping
    if grouping.isTotal { totals[Bucket(at: nil, words: [])] = Total() }
  }

  mutating func add(_ figures: Figures, day: Int32?, words: [String]) {
    // One past the limit is kept, so that the answer can say so.
    let at = day.flatMap { day in grouping.period.map { $0.start(of: day).day } }
    let bucket = Bucket(at: at, words: words)
    guard totals.count <= Self.pointsMax || totals[bucket] != nil else { return }
    totals[bucket, default: Total()].add(figures)
  }

  /// The points in the order of time, then of words.
  func points() throws(Refusal) -> [MetricsQueryReply.Point] {
    guard totals.count <= Self.pointsMax else {
      throw .invalid("by", "gives more than \(Self.pointsMax) points; ask for less time or fewer words")
    }
    let sorted = totals.sorted { a, b in
      if a.key.at != b.key.at { return (a.key.at ?? .min) < (b.key.at ?? .min) }
      return a.key.words.lexicographicallyPrecedes(b.key.words)
    }
    return sorted.map { point($0.key, $0.value) }
  }

  private func point(_ bucket: Bucket, _ total: Total) -> MetricsQueryReply.Point {
    var point = MetricsQueryReply.Point()
    if let at = bucket.at { point.at = CalendarDate(day: at).description }
    switch metric.measure {
    case .count: point.value = Double(total.count)
    case .quantity: point.value = Double(total.quantity)
    case .winRate: if total.count > 0 { point.value = Double(total.won) / Double(total.count) }
    case .amounts, .openValue:
      point.amounts = total.sums.sorted { $0.key < $1.key }.map { .exactly($0.value, of: $0.key) }
    }
    if !grouping.dimensions.isEmpty { point.key = Self.key(grouping.dimensions, bucket.words) }
    return point
  }

  private static func key(_ dimensions: [String], _ words: [String]) -> MetricsQueryReply.Key {
    var key = MetricsQueryReply.Key()
    for (dimension, word) in zip(dimensions, words) {
      switch dimension {
      case "owner": key.owner = word
      case "channel": key.channel = word
      case "source": key.source = word
      case "direction": key.direction = word
      case "outcome": key.outcome = word
      case "pipeline": key.pipeline = word
      case "stage": key.stage = word
      case "reason": key.reason = word
      case "campaign": key.campaign = word
      case "type": key.type = word
      default: break
      }
    }
    return key
  }
}
