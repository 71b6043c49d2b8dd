import ArgumentParser
import Bench
import Foundation

/// Measures Kith beside its ceilings, with a load generator of its own.
@main
struct KithBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kith-bench",
    abstract: "Measures Kith: each figure beside its ceiling and its target.",
    discussion:
      "Starts a kithd of its own on a scratch folder. Run it from a release build on an otherwise idle machine.",
    subcommands: [Run.self, Peers.self], defaultSubcommand: Run.self)

  /// The daemon beside this program.
  static var daemonBeside: String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("kithd").path
  }
}

extension KithBench {
  /// Takes the figures.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes the figures (the default).")

    @Option(help: "Readings of each figure; the median counts.") var runs = 3
    @Option(help: "Seconds of each load.") var seconds = 10.0
    @Option(help: "Seconds of the sustained load.") var sustained = 30.0
    @Option(help: "Facts of the big company; a fifth of them create contacts.") var facts = 5_000_000
    @Option(
      help:
        "Only figures whose names begin so; several with commas: ceiling, record, readback, get, history, find, board, replay, start, rebuild, memory."
    )
    var only = ""
    @Option(help: "Keep the big company's data in this folder, or find it there.") var keep: String?
    @OptionGroup var output: Output
    @Option(help: "The daemon's executable.") var kithd = KithBench.daemonBeside

    func run() throws {
      var settings = BenchmarkSettings(daemon: kithd)
      settings.seconds = seconds
      settings.sustainedSeconds = sustained
      settings.facts = facts
      settings.keep = keep
      let figures = KithBench.measurements(runs: runs, only: only)
      try Benchmark(settings, into: figures).run()
      try output.write(RunRecord(label: output.label, contacts: facts / 5, facts: facts, figures: figures.figures))
    }
  }

  /// Compares with other systems.
  struct Peers: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs the same commands on Kith, PostgreSQL and Redis (see Docs/performance.md).",
      discussion: "config/peers installs what is missing and calls this.")

    @Option(help: "Connections and commands in flight on each; several with commas are measured in turn.")
    var loads = "16x1,64x1,16x32"
    @Option(help: "Readings of each figure; the median counts.") var runs = 3
    @Option(help: "Seconds of each run.") var seconds = 10.0
    @Option(help: "Commands of the stream; a run ends when all are answered.") var commands = 1_000_000
    @Option(help: "Only figures whose names begin so; several with commas: peers.kith, peers.redis, peers.postgresql.")
    var only = ""
    @OptionGroup var output: Output
    @Option(help: "The daemon's executable.") var kithd = KithBench.daemonBeside

    func run() throws {
      let loads = try loads.split(separator: ",").map { word in
        guard let load = PeerComparison.Load(word) else {
          throw ValidationError("--loads: \(word) is not of the form 16x32")
        }
        return load
      }
      let figures = KithBench.measurements(runs: runs, only: only)
      try PeerComparison(daemon: kithd, seconds: seconds, commands: commands, into: figures).run(loads)
      try output.write(
        RunRecord(label: output.label, contacts: commands / 5, facts: commands, figures: figures.figures))
    }
  }

  /// Where a run's figures go.
  struct Output: ParsableArguments {
    @Option(help: "Write the run as one line of JSON to this file; - is standard output.") var json: String?
    @Option(help: "Add the run to this file, and compare each figure with the last one there.") var history: String?
    @Option(help: "What to call the run in the history.") var label = ""

    func write(_ record: RunRecord) throws {
      let before = try history.map { path in try RunRecord.lastFigures(of: path) }
      print(Report.table(record.figures, before: before ?? []))
      if let history { try record.append(to: history) }
      if json == "-" {
        print(try record.line())
      } else if let json {
        try (record.line() + "\n").write(toFile: json, atomically: true, encoding: .utf8)
      }
    }
  }

  /// Figures that say on standard error how far they are.
  static func measurements(runs: Int, only: String) -> Measurements {
    Measurements(runs: runs, only: only.split(separator: ",").map(String.init)) { line in
      FileHandle.standardError.write(Data((line + "\n").utf8))
    }
  }
}
