/// The figures of one run, in the order in which they are taken.
public final class Measurements {
  /// What has been measured.
  public private(set) var figures: [Figure] = []
  /// How many readings a figure has.
  let runs: Int
  private let only: [String]
  private let progress: (String) -> Void

  /// `only` keeps the figures whose names begin with one of these words; empty keeps all. `progress` is told each
  /// figure when it is there.
  public init(runs: Int, only: [String], progress: @escaping (String) -> Void) {
    self.runs = runs
    self.only = only
    self.progress = progress
  }

  /// Whether a figure of that name is wanted, or one whose name begins so.
  func wants(_ name: String) -> Bool {
    only.isEmpty || only.contains { name.hasPrefix($0) || $0.hasPrefix(name) }
  }

  /// Says what is going on.
  func say(_ words: String) { progress(words) }

  /// The median of the figure's readings, if it was measured.
  func value(_ name: String) -> Double? { figures.first { $0.name == name }?.value }

  /// Takes a figure's readings and keeps the median.
  func measure(
    _ name: String, _ what: String, unit: String, ceiling: String? = nil, target: Target? = nil,
    runs ownRuns: Int? = nil,
    _ reading: (_ run: Int) throws(BenchError) -> Reading
  ) throws(BenchError) {
    guard wants(name) else { return }
    var readings: [Reading] = []
    for run in 0..<(ownRuns ?? runs) { readings.append(try reading(run)) }
    let median = readings.sorted { $0.value < $1.value }[readings.count / 2]
    let shares = readings.compactMap { reading in reading.beside.map { reading.value / $0 } }.sorted()
    var figure = Figure(
      name: name, what: what, value: median.value, unit: unit, p50: median.p50, p99: median.p99, ceiling: ceiling,
      ofCeiling: ceiling.flatMap(value).map { median.value / $0 },
      ofBeside: shares.isEmpty ? nil : shares[shares.count / 2], readings: readings.map(\.value))
    if let judged = target?.judge(figure, among: figures) {
      figure.target = judged.words
      figure.reached = judged.reached
    }
    figures.append(figure)
    progress(Report.line(figure))
  }
}
