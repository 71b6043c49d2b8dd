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

  private init(
    _ name: String, _ measure: Measure, _ family: MetricFamily?, only: [String: String] = [:], by dimensions: [String],
    _ definition: String
  ) {
    self.name = name
    self.measure = measure
    self.family = family
    self.only = only
    self.dimensions = dimensions
    self.definition = definition
  }

  static let all: [Metric] = [
    Metric(
      "contacts.created", .count, .contacts, by: ["owner", "source"],
      "Contacts created, by the day of their creation; owner and source as they were then."),
    Metric(
      "calls.logged", .count, .interactions, only: ["type": "CallLogged"], by: ["owner", "direction", "outcome"],
      "Calls logged and not retracted; the owner is the contact's when the call was recorded."),
    Metric(
      "calls.seconds", .quantity, .interactions, only: ["type": "CallLogged"], by: ["owner", "direction", "outcome"],
      "Seconds of calls logged and not retracted; the owner is the contact's when the call was recorded."),
    Metric(
      "emails.logged", .count, .interactions, only: ["type": "EmailLogged"], by: ["owner", "direction", "channel"],
      "E-mails logged and not retracted; the owner is the contact's when the e-mail was recorded."),
    Metric(
      "interactions.logged", .count, .interactions, by: ["owner", "type", "direction", "channel", "outcome"],
      """
      Calls, e-mails, messages, letters, meetings and visits logged and not retracted; the channel of calls is phone, of \
      meetings meeting, of visits visit; the owner is the contact's when it was recorded.
      """),
    Metric(
      "deals.opened", .count, .dealsOpened, by: ["owner", "pipeline", "stage"],
      "Deals opened; owner and stage as they were then."),
    Metric(
      "deals.won", .count, .dealsClosed, only: ["state": "WON"], by: ["owner", "pipeline"],
      "Deals won, by the day of their last closing; a deal that was opened again no longer counts."),
    Metric(
      "deals.lost", .count, .dealsClosed, only: ["state": "LOST"], by: ["owner", "pipeline", "reason"],
      "Deals lost, by the day of their last closing; a deal that was opened again no longer counts."),
    Metric(
      "deals.wonValue", .amounts, .dealsClosed, only: ["state": "WON"], by: ["owner", "pipeline"],
      "The values at which deals were won, by the day of their last closing; currencies are not mixed."),
    Metric(
      "deals.winRate", .winRate, .dealsClosed, by: ["owner", "pipeline"],
      """
      Deals won / (won + lost), by count and by the day of their last closing; only the last outcome of a deal counts, and \
      none of one that was opened again.
      """),
    Metric(
      "pipeline.open", .openValue(isWeighted: false), nil, by: ["pipeline", "stage"],
      "The values of the deals that are open now; currencies are not mixed."),
    Metric(
      "pipeline.weighted", .openValue(isWeighted: true), nil, by: ["pipeline", "stage"],
      """
      The values of the deals that are open now, times the probability of their stage, each stage's sum rounded to the \
      minor unit; currencies are not mixed.
      """),
    Metric(
      "campaigns.sent", .count, .sends, by: ["campaign", "channel"],
      "Messages of campaigns sent and not retracted."),
    Metric("orders.count", .count, .orders, by: ["owner"], "Orders placed and not retracted; \(ownerOfOrders)"),
    Metric(
      "orders.items", .quantity, .orders, by: ["owner"],
      "Items of orders placed and not retracted; \(ownerOfOrders)"),
    Metric(
      "orders.customerDays", .count, .customerDays, by: ["owner"],
      """
      Distinct pairs of a contact and a day on which it placed an order that was not retracted; the owner is the contact's \
      when the first order of the day was recorded.
      """),
    Metric(
      "orders.revenue", .amounts, .orders, by: ["owner"],
      "Totals of orders placed and not retracted; currencies are not mixed; \(ownerOfOrders)"),
    Metric(
      "payments.received", .amounts, .payments, by: ["owner"],
      """
      Payments received and not retracted; currencies are not mixed; the owner is the contact's when the payment was \
      recorded.
      """),
  ]

  private static let ownerOfOrders = "the owner is the contact's when the order was recorded."

  static func named(_ name: String) -> Metric? { all.first { $0.name == name } }
}
