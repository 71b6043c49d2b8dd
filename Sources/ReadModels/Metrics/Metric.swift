import APISchema
import FactSchema

/// A figure that can be asked for: what it counts, in words and in rows.
struct Metric: Sendable {
  enum Measure: Sendable {
    case count
    case quantity
    case amounts
    /// Won among won and lost.
    case winRate
    /// The value of open deals as of now, with or without their stages' probabilities.
    case openValue(isWeighted: Bool)
  }

  let name: String
  let definition: String
  let measure: Measure
  /// Nil for what is read from the pipelines.
  let family: MetricFamily?
  /// The words that a row must have, by dimension.
  let only: [String: String]
  /// By what it can be told apart, beside time.
  let dimensions: [String]
  /// By what its days go.
  let basis: String

  private init(_ name: String, _ measure: Measure, _ family: MetricFamily?, only: [String: String] = [:]) {
    guard let said = SchemaTables.metrics.first(where: { $0.name == name }) else {
      preconditionFailure("the schema has no figure \(name)")
    }
    self.name = name
    self.measure = measure
    self.family = family
    self.only = only
    dimensions = said.by
    basis = said.basis
    definition = said.definition
  }

  /// All of them, as the schema has them.
  static let all: [Metric] = [
    Metric("contacts.created", .count, .contacts),
    Metric("calls.logged", .count, .interactions, only: ["type": "CallLogged"]),
    Metric("calls.seconds", .quantity, .interactions, only: ["type": "CallLogged"]),
    Metric("emails.logged", .count, .interactions, only: ["type": "EmailLogged"]),
    Metric("interactions.logged", .count, .interactions),
    Metric("deals.opened", .count, .dealsOpened),
    Metric("deals.won", .count, .dealsClosed, only: ["state": "WON"]),
    Metric("deals.lost", .count, .dealsClosed, only: ["state": "LOST"]),
    Metric("deals.wonValue", .amounts, .dealsClosed, only: ["state": "WON"]),
    Metric("deals.winRate", .winRate, .dealsClosed),
    Metric("pipeline.open", .openValue(isWeighted: false), nil),
    Metric("pipeline.weighted", .openValue(isWeighted: true), nil),
    Metric("campaigns.sent", .count, .sends),
    Metric("campaigns.hardBounces", .count, .bounces, only: ["bounce": "HARD"]),
    Metric("campaigns.softBounces", .count, .bounces, only: ["bounce": "SOFT"]),
    Metric("campaigns.cost", .amounts, .campaignCosts),
    Metric("orders.count", .count, .orders),
    Metric("orders.items", .quantity, .orders),
    Metric("orders.customerDays", .count, .customerDays),
    Metric("orders.revenue", .amounts, .orders),
    Metric("payments.received", .amounts, .payments),
  ]

  static func named(_ name: String) -> Metric? { all.first { $0.name == name } }
}
