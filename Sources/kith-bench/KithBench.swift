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
    @Option(help: "Write the run as one line of JSON to this file; - is standard output.") var json: String?
    @Option(help: "Add the run to this file, and compare it with the last one there.") var history: String?
    @Option(help: "What to call the run in the history.") var label = ""
    @Option(help: "The daemon's executable.") var kithd = KithBench.daemonBeside

    func run() throws {
      var settings = BenchmarkSettings(daemon: kithd)
      settings.seconds = seconds
      settings.sustainedSeconds = sustained
      settings.facts = facts
      settings.keep = keep
      let figures = Measurements(runs: runs, only: only.split(separator: ",").map(String.init)) { line in
        FileHandle.standardError.write(Data((line + "\n").utf8))
      }
      try Benchmark(settings, into: figures).run()
      let record = RunRecord(label: label, contacts: facts / 5, facts: facts, figures: figures.figures)
      let before = try history.flatMap { path in try RunRecord.last(of: path) }
      print(Report.table(record.figures, before: before?.figures ?? []))
      if let history { try record.append(to: history) }
      if json == "-" {
        print(try record.line())
      } else if let json {
        try (record.line() + "\n").write(toFile: json, atomically: true, encoding: .utf8)
      }
    }
  }

  /// Drives the workload of the comparison with other systems.
  struct Peers: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drives the command stream that other systems were measured with (see Docs/performance.md).")

    @Argument(help: "The workload: tab-separated, a command a line.") var workload: String
    @Option(help: "Connections; several with commas are measured in turn.") var clients = "16,64"
    @Option(help: "Commands in flight on each connection.") var pipeline = 1
    @Option(help: "Seconds of each run.") var seconds = 10.0
    @Option(help: "The daemon's executable.") var kithd = KithBench.daemonBeside

    func run() throws {
      for word in clients.split(separator: ",") {
        guard let connections = Int(word), connections > 0 else {
          throw ValidationError("--clients: \(word) is not a number")
        }
        print(
          try PeerRun(daemon: kithd).run(
            file: workload, connections: connections, inFlight: pipeline, seconds: seconds))
      }
    }
  }
}
