import Foundation

/// The figures for people and for programs.
public enum Report {
  /// One figure in one line.
  static func line(_ figure: Figure) -> String {
    var words = "\(figure.name): \(figure.value.short) \(figure.unit)"
    if let p50 = figure.p50, let p99 = figure.p99 { words += ", p50 \(p50.short) us, p99 \(p99.short) us" }
    if let reached = figure.reached, let target = figure.target {
      words += reached ? " (reached: \(target))" : " (MISSED: \(target))"
    }
    return words
  }

  /// All figures as a Markdown table; with those of an earlier run, the ratio to it.
  public static func table(_ figures: [Figure], before: [Figure] = []) -> String {
    var lines = [
      "| figure | what | value | p50/p99 us | of its ceiling | target | | before |",
      "|---|---|---|---|---|---|---|---|",
    ]
    for figure in figures {
      let latency = [figure.p50, figure.p99].compactMap { $0?.short }.joined(separator: " / ")
      let ceiling = figure.ceiling.flatMap { name in figure.ofCeiling.map { "\($0.short) x \(name)" } } ?? ""
      let verdict = figure.reached.map { $0 ? "reached" : "missed" } ?? ""
      let earlier = before.first { $0.name == figure.name && $0.value != 0 }
      let ratio = earlier.map { "\((figure.value / $0.value).short) x" } ?? ""
      lines.append(
        "| \(figure.name) | \(figure.what) | \(figure.value.short) \(figure.unit) | \(latency) | \(ceiling) | "
          + "\(figure.target ?? "") | \(verdict) | \(ratio) |")
    }
    return lines.joined(separator: "\n")
  }
}

/// A run as it is kept: when, on what, with which figures.
public struct RunRecord: Codable, Sendable {
  /// When it ended, RFC 3339.
  public var at: String
  /// What the person who ran it called it.
  public var label: String
  /// The machine's processors.
  public var processors: Int
  /// The size of the big company.
  public var contacts: Int
  /// Its facts.
  public var facts: Int
  /// What was measured.
  public var figures: [Figure]

  /// A record of figures taken just now.
  public init(label: String, contacts: Int, facts: Int, figures: [Figure]) {
    at = Date().formatted(.iso8601)
    self.label = label
    processors = ProcessInfo.processInfo.activeProcessorCount
    self.contacts = contacts
    self.facts = facts
    self.figures = figures
  }

  /// The record as one line of JSON.
  public func line() throws(BenchError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(self), as: UTF8.self) } catch {
      throw BenchError("writing the figures: \(error)")
    }
  }

  /// The runs of a history file, the oldest first; none when the file is not there.
  public static func all(of path: String) throws(BenchError) -> [RunRecord] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    var records: [RunRecord] = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      do { records.append(try JSONDecoder().decode(RunRecord.self, from: Data(line.utf8))) } catch {
        throw BenchError("line \(index + 1) of \(path) is not a run of this program: \(error.localizedDescription)")
      }
    }
    return records
  }

  /// Each figure of a history file as it was measured last: a run need not measure all of them.
  public static func lastFigures(of path: String) throws(BenchError) -> [Figure] {
    var last: [String: Figure] = [:]
    for record in try all(of: path) {
      for figure in record.figures { last[figure.name] = figure }
    }
    return last.values.sorted { $0.name < $1.name }
  }

  /// Adds this run to a history file, which is made when it is not there.
  public func append(to path: String) throws(BenchError) {
    if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    guard let file = FileHandle(forWritingAtPath: path) else { throw BenchError("\(path) cannot be written") }
    let line = try line() + "\n"
    do {
      try file.seekToEnd()
      try file.write(contentsOf: Data(line.utf8))
      try file.close()
    } catch {
      throw BenchError("writing \(path): \(error.localizedDescription)")
    }
  }
}
