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

  /// The units of time by which a figure can be told apart, one at a time, where it has days.
  public static let times = ["day", "week", "month", "quarter", "year", "fiscalQuarter", "fiscalYear"]
}
