/// A figure that can be asked for.
public struct MetricTable: Sendable {
  /// Its name.
  public let name: String
  /// How it is found, in a sentence.
  public let definition: String
  /// By what it can be told apart.
  public let by: [String]
  /// Whether it is of what is open now, so that it has no days.
  public let isOfNow: Bool
  /// What its values are: count, seconds, items, share or money.
  public let unit: String

  /// By what its days go, as answers say it.
  public var basis: String { isOfNow ? "now" : "occurredAt" }

  /// The units of time by which a figure can be told apart, one at a time, where it has days.
  public static let times = ["day", "week", "month", "quarter", "year", "fiscalQuarter", "fiscalYear"]
}
