import APISchema
import Bytes
import Domain
import RowSchema

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

  /// What is summed in one point.
  struct Bucket: Hashable {
    var at: Int32?
    var words: [String]

    /// Whether its point comes before the other one's: by time, then by words.
    func precedes(_ other: Bucket) -> Bool {
      if at != other.at { return (at ?? .min) < (other.at ?? .min) }
      return words.lexicographicallyPrecedes(other.words)
    }
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
  private let calendar: MetricsCalendar
  private var totals: [Bucket: Total] = [:]

  init(_ metric: Metric, _ grouping: MetricGrouping, _ calendar: MetricsCalendar) {
    self.metric = metric
    self.grouping = grouping
    self.calendar = calendar
    if grouping.isTotal { totals[Bucket(at: nil, words: [])] = Total() }
  }

  mutating func add(_ figures: Figures, day: Int32?, words: [String]) {
    // One past the limit is kept, so that the answer can say so.
    let at = day.flatMap { day in grouping.period.map { $0.start(of: day, by: calendar).day } }
    let bucket = Bucket(at: at, words: words)
    guard totals.count <= Self.pointsMax || totals[bucket] != nil else { return }
    totals[bucket, default: Total()].add(figures)
  }

  /// Adds the periods of these days in which there is nothing, for all words that occur, up to `today` where no last day was
  /// asked for; and to each point the currencies that its words have in others. Until there are more points than one answer has.
  mutating func fill(_ days: MetricDays, today: Int32) {
    guard let period = grouping.period else { return }
    let times = totals.keys.compactMap(\.at)
    var currencies: [[String]: Set<Currency>] = grouping.dimensions.isEmpty ? [[]: []] : [:]
    for (bucket, total) in totals { currencies[bucket.words, default: []].formUnion(total.sums.keys) }
    guard !currencies.isEmpty else { return }
    guard let begin = days.first == .min ? times.min() : period.start(of: days.first, by: calendar).day else { return }
    let end = days.last == .max ? max(today, times.max() ?? today) : days.last
    var at = begin
    while at <= end {
      for (words, currencies) in currencies {
        guard totals.count <= Self.pointsMax else { return }
        var total = totals[Bucket(at: at, words: words)] ?? Total()
        for currency in currencies { total.sums[currency, default: 0] += 0 }
        totals[Bucket(at: at, words: words)] = total
      }
      at = period.next(after: at, by: calendar)
    }
  }

  /// The points in the order of time, then of words, past a bucket; each made when it is asked for.
  func points(
    after place: Bucket?
  ) throws(Refusal) -> [(bucket: Bucket, point: () -> MetricsQueryReply.Point)] {
    guard totals.count <= Self.pointsMax else {
      throw .invalid("by", "gives more than \(Self.pointsMax) points; ask for less time or fewer words")
    }
    let left = totals.filter { total in place.map { $0.precedes(total.key) } ?? true }
    return left.sorted { $0.key.precedes($1.key) }.map { bucket, total in (bucket, { point(bucket, total) }) }
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
      case "actor": key.actor = word
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

extension MetricSeries.Bucket {
  /// Where a page ended: `whether there is a time (1) | at (4)`, then each word's length in 2 bytes and the word.
  init(place bytes: [UInt8]) throws(Refusal) {
    guard bytes.count >= 5 else { throw PageBounds.forged }
    let bytes = bytes.span
    at = bytes[0] == 0 ? nil : bytes.bigEndian(at: 1)
    words = []
    var index = 5
    while bytes.count - index >= 2 {
      let count = Int(bytes.bigEndian(at: index, as: UInt16.self))
      index += 2
      guard bytes.count - index >= count else { throw PageBounds.forged }
      words.append(bytes.extracting(index..<index + count).text)
      index += count
    }
  }

  /// The same as bytes.
  var place: [UInt8] {
    var bytes: [UInt8] = [at == nil ? 0 : 1]
    bytes.appendBigEndian(at ?? 0)
    for word in words {
      bytes.appendBigEndian(UInt16(truncatingIfNeeded: word.utf8.count))
      bytes.append(contentsOf: word.utf8)
    }
    return bytes
  }
}
