import APISchema
import Bytes
import Domain
import FactSchema
import RowSchema
import RowStore

/// `metrics.query`: a figure over time and by words, with the definition it used.
struct MetricsQuery: QueryBody {
  let projections: [String]
  private let metric: Metric
  private let days: MetricDays
  private let grouping: MetricGrouping
  private let isFilled: Bool
  private let bounds: PageBounds

  init(_ request: MetricsQueryRequest) throws(Refusal) {
    metric = try QueryCheck.read(Metric.named(request.metric))
    projections = [metric.family == nil ? ReadModelName.pipelines : ReadModelName.metrics]
    days = try MetricDays(from: request.hasFrom ? request.from : nil, to: request.hasTo ? request.to : nil)
    grouping = request.hasBy ? MetricGrouping(request.by) : MetricGrouping()
    isFilled = request.fill
    bounds = try PageBounds(request, default: MetricSeries.pointsMax)
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let bounds = try self.bounds.of(context)
    let snapshot = try context.snapshot()
    // What is open now has no days.
    let calendar = metric.family == nil ? MetricsCalendar() : try MetricsTable.calendar(snapshot)
    var series = MetricSeries(metric, grouping, calendar)
    if let family = metric.family {
      try read(family, snapshot, context.actorName, &series)
    } else {
      try readPipelines(snapshot, &series)
    }
    if isFilled {
      guard let zone = Zone(calendar.timeZone.isEmpty ? Zone.utc.name : calendar.timeZone) else {
        throw .internal("this release does not know the company's time zone")
      }
      series.fill(days, today: zone.day(of: context.now))
    }
    var page = PageFill(bounds, position: snapshot.position)
    page.head(MetricsQueryReply.Field.metric, Array(metric.name.utf8))
    page.head(MetricsQueryReply.Field.definition, Array(metric.definition.utf8))
    page.head(
      MetricsQueryReply.Field.timeZone, Array((calendar.timeZone.isEmpty ? Zone.utc.name : calendar.timeZone).utf8))
    page.head(MetricsQueryReply.Field.basis, Array(metric.basis.utf8))
    var place = try bounds.place.map { (bytes) throws(Refusal) in try MetricSeries.Bucket(place: bytes) }
    for (bucket, point) in try series.points(after: place) {
      guard try page.add(Self.encoded(point())) else {
        return try page.ended(at: place?.place, bounds)
      }
      place = bucket
    }
    return page.reply
  }

  private func read(
    _ family: MetricFamily, _ snapshot: borrowing RowReader, _ actorName: @escaping ActorNames,
    _ series: inout MetricSeries
  ) throws(Refusal) {
    let dimensions = family.dimensions
    let only = metric.only.compactMap { name, word in dimensions.firstIndex(of: name).map { ($0, word) } }
    let groups = grouping.dimensions.compactMap { dimensions.firstIndex(of: $0) }
    let currency = dimensions.firstIndex(of: "currency")
    let state = dimensions.firstIndex(of: "state")
    let actor = grouping.dimensions.firstIndex(of: "actor")
    var actors = ActorTexts(names: actorName, position: snapshot.position)
    var collected = series
    var isDamaged = false
    try snapshot.scan(
      MetricsTable.buckets(family), from: .at(MetricsTable.buckets(family, day: days.first))
    ) { key, bytes in
      let day = MetricsTable.day(key)
      guard day <= days.last else { return .stop }
      guard let row = MetricRow(bytes), row.words.count == dimensions.count else {
        isDamaged = true
        return .stop
      }
      guard row.count != 0, only.allSatisfy({ row.words[$0.0] == $0.1 }) else { return .next }
      var words = groups.map { row.words[$0] }
      if let actor { words[actor] = actors.text(words[actor]) }
      collected.add(
        MetricSeries.Figures(
          count: row.count, quantity: row.quantity, sum: row.sum,
          currency: currency.flatMap { Currency(row.words[$0]) }, isWon: state.map { row.words[$0] == "WON" } ?? false),
        day: day, words: words)
      return .next
    }
    if isDamaged { throw .internal("a figure's row could not be read") }
    series = collected
  }

  private func readPipelines(_ snapshot: borrowing RowReader, _ series: inout MetricSeries) throws(Refusal) {
    guard case .openValue(let isWeighted) = metric.measure else { return }
    let needsWords = grouping.dimensions.contains("stage")
    var collected = series
    try PipelineCatalogue.forEach(snapshot) { (id, card) throws(Refusal) in
      for stage in try StageFigures.of(id, card, snapshot) where stage.count > 0 {
        let word = needsWords ? try stage.word(id, snapshot) : nil
        let words = grouping.dimensions.map { $0 == "pipeline" ? card.id : word ?? "" }
        for (currency, sum) in stage.sums {
          let amount = isWeighted ? stage.weighted(sum) : sum
          collected.add(
            MetricSeries.Figures(count: Int64(stage.count), quantity: 0, sum: amount, currency: currency, isWon: false),
            day: nil, words: words)
        }
      }
    }
    series = collected
  }
}

/// What actors are called in one answer.
private struct ActorTexts {
  let names: ActorNames
  let position: Position
  private var known: [UInt32: String] = [:]

  init(names: @escaping ActorNames, position: Position) {
    self.names = names
    self.position = position
  }

  mutating func text(_ word: String) -> String {
    guard let uid = ActorWord.uid(word) else { return word }
    if let text = known[uid] { return text }
    let text = names(uid, position).text
    known[uid] = text
    return text
  }
}
