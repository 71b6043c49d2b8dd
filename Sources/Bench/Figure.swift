/// What a figure should be.
enum Target: Sendable {
  /// A figure of the same run times a factor: that much or more. Where that was measured beside each reading, each is
  /// held against its own, because a machine that is shared changes from minute to minute.
  case share(of: String, Double)
  /// A figure of the same run times a factor: that much or less, compared in the same way.
  case costShare(of: String, Double)
  case atLeast(Double)
  case atMost(Double)
  /// The 99th percentile in microseconds: that much or less.
  case percentile(Double)
  /// All of these.
  indirect case both(Target, Target)
}

/// One measurement of a figure.
struct Reading: Sendable {
  var value: Double
  /// Latencies in microseconds, where the figure has them.
  var p50: Double?
  var p99: Double?
  /// What the target is a share of, measured just before and after.
  var beside: Double?

  init(_ value: Double, p50: Double? = nil, p99: Double? = nil) {
    self.value = value
    self.p50 = p50
    self.p99 = p99
  }

  init(_ load: LoadResult) {
    self.init(load.rate, p50: load.latency.percentile(0.5), p99: load.latency.percentile(0.99))
  }
}

/// A measured figure: the median of its readings, beside its ceiling and its target.
public struct Figure: Codable, Sendable {
  /// A stable short name, by which later runs are compared.
  public var name: String
  /// What was measured.
  public var what: String
  /// The median.
  public var value: Double
  /// What the value counts.
  public var unit: String
  /// The 50th percentile of the latency in microseconds, of the median reading.
  public var p50: Double?
  /// The 99th.
  public var p99: Double?
  /// The name of the figure that bounds it, and how much of that it reaches.
  public var ceiling: String?
  /// The share of the ceiling that was reached.
  public var ofCeiling: Double?
  /// How much of what its target is a share of was reached, where that was measured beside each reading: the median.
  public var ofBeside: Double?
  /// What it should be, in words.
  public var target: String?
  /// Whether it is.
  public var reached: Bool?
  /// Every reading's value.
  public var readings: [Double]
}

extension Target {
  /// Whether a figure is as it should be, and what that is in words; nil when a figure that it depends on was not
  /// measured.
  func judge(_ figure: Figure, among figures: [Figure]) -> (reached: Bool, words: String)? {
    switch self {
    case .share(let name, let factor):
      if let reached = figure.ofBeside { return (reached >= factor, "\(factor.short) x \(name), was \(reached.short)") }
      guard let base = figures.first(where: { $0.name == name }) else { return nil }
      return (figure.value >= factor * base.value, "\(factor.short) x \(name) = \((factor * base.value).short)")
    case .costShare(let name, let factor):
      let words = "at most \(factor.short) x \(name)"
      if let reached = figure.ofBeside { return (reached <= factor, "\(words), was \(reached.short)") }
      guard let base = figures.first(where: { $0.name == name }) else { return nil }
      return (figure.value <= factor * base.value, "\(words) = \((factor * base.value).short)")
    case .atLeast(let bound): return (figure.value >= bound, "at least \(bound.short)")
    case .atMost(let bound): return (figure.value <= bound, "at most \(bound.short)")
    case .percentile(let bound): return ((figure.p99 ?? .infinity) <= bound, "p99 at most \(bound.short) us")
    case .both(let a, let b):
      guard let first = a.judge(figure, among: figures), let second = b.judge(figure, among: figures) else {
        return nil
      }
      return (first.reached && second.reached, "\(first.words), \(second.words)")
    }
  }
}

extension Double {
  /// The number as a person reads it: no decimals above 100, two below, thousands apart.
  var short: String {
    guard isFinite else { return "-" }
    guard magnitude < 100 else {
      var digits = String(Int(rounded()).magnitude)
      var groups: [String] = []
      while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
      }
      return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
    let hundredths = Int((self * 100).rounded())
    guard hundredths % 100 != 0 else { return String(hundredths / 100) }
    let fraction = hundredths.magnitude % 100
    return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
