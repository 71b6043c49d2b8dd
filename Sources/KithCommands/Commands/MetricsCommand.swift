import APISchema
import ArgumentParser
import FactSchema
import Foundation

/// `kith metrics NAME`
struct MetricsCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Figures, with the definition they used.",
    discussion: """
      Without a metric, lists them all.

      Example: kith metrics orders.revenue --from 2026-01-01 --to 2026-03-31 --by month
      """)

  static let names = SchemaTables.metrics.map(\.name)

  @Argument(help: "The metric, such as orders.revenue; none to list them.", completion: .list(names))
  var metric: String?

  @Option(help: "From this date on, it included; or from this time on.")
  var from: String?

  @Option(help: "To this date, all of it included; or to before this time.")
  var to: String?

  @Option(help: "day, week, month, year, owner, actor, channel, ...; several with commas between.")
  var by: String?

  @Flag(help: "Show the periods in which there was nothing too, as 0.")
  var fill = false

  @OptionGroup var query: QueryOptions
  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    guard let metric else { return try await list(kith) }
    var request = MetricsQueryRequest()
    request.metric = metric
    request.fill = fill
    if let from { request.from = from }
    if let to { request.to = to }
    if let by { request.by = by }
    query.apply(to: &request)
    let reply = try await pages(request, kith)
    if let taken = TimeBounds.taken(from: from, to: to) { kith.console.note(taken) }
    if kith.console.style.isJSON { return try kith.json(reply, as: "MetricsQueryReply") }
    kith.console.line(
      kith.console.styled(reply.metric, .bold)
        + kith.console.styled("  \(reply.definition) (\(reply.basis), \(reply.timeZone))", .dim))
    let keys = Self.keys(of: reply.series)
    var table = TextTable(
      [.init("from")] + keys.map { .init($0.name) } + [.init("value", right: true)])
    for point in reply.series {
      let value = point.hasValue ? Figures.number(point.value) : Show.money(point.amounts)
      table.rows.append(
        [.init(point.at)] + keys.map { .init($0.text(point.key) ?? "") } + [.init(value, .bold)])
    }
    if table.rows.isEmpty { return kith.console.line("nothing") }
    kith.console.table(table)
  }

  /// Writes the figures that there are.
  private func list(_ kith: Session) async throws {
    guard from == nil, to == nil, by == nil, !fill else {
      throw CommandFailure(.usage, "kith metrics needs the name of a metric", hint: "kith metrics lists them")
    }
    let reply = try await kith.call(MetricsListRequest())
    if kith.console.style.isJSON { return try kith.json(reply, as: "MetricsListReply") }
    for metric in reply.metrics {
      let words = (metric.periods.isEmpty ? [] : ["time"]) + metric.dimensions
      kith.console.line(
        kith.console.styled(metric.metric, .bold)
          + kith.console.styled("  \(metric.unit) by \(words.joined(separator: ", "))", .dim))
      kith.console.line("  \(metric.definition)")
    }
  }

  /// All pages as one.
  private func pages(_ request: MetricsQueryRequest, _ kith: Session) async throws -> MetricsQueryReply {
    var request = request
    var reply = try await kith.call(request)
    while reply.hasCursor {
      request.cursor = reply.cursor
      let next = try await kith.call(request)
      reply.series += next.series
      if next.hasCursor { reply.cursor = next.cursor } else { reply.clearCursor() }
    }
    return reply
  }

  private struct Key {
    var name: String
    var text: (MetricsQueryReply.Key) -> String?
  }

  /// The keys that stand in any point.
  private static func keys(of series: [MetricsQueryReply.Point]) -> [Key] {
    let all = [
      Key(name: "owner") { $0.hasOwner ? $0.owner : nil },
      Key(name: "actor") { $0.hasActor ? $0.actor : nil },
      Key(name: "channel") { $0.hasChannel ? $0.channel : nil },
      Key(name: "source") { $0.hasSource ? $0.source : nil },
      Key(name: "direction") { $0.hasDirection ? $0.direction : nil },
      Key(name: "outcome") { $0.hasOutcome ? $0.outcome : nil },
      Key(name: "pipeline") { $0.hasPipeline ? $0.pipeline : nil },
      Key(name: "stage") { $0.hasStage ? $0.stage : nil },
      Key(name: "reason") { $0.hasReason ? $0.reason : nil },
      Key(name: "campaign") { $0.hasCampaign ? $0.campaign : nil },
      Key(name: "type") { $0.hasType ? $0.type : nil },
    ]
    return all.filter { key in series.contains { key.text($0.key) != nil } }
  }
}
