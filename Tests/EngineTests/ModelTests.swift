import EventLog
import FactSchema
import Foundation
import TestSupport
import Testing

/// How many seeds and steps: some seconds' worth, or the long form that config/faults asks for.
private enum Extent {
  static let isLong = ProcessInfo.processInfo.environment["KITH_FAULTS"] == "long"
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  static let steps = number("KITH_MODEL_STEPS").map(Int.init) ?? (isLong ? 10_000 : 800)
  /// One seed that is given, or as many as there is time for.
  static let seeds: [UInt64] =
    number("KITH_SEED").map { [$0] } ?? Array(1...(number("KITH_MODEL_SEEDS") ?? (isLong ? 20 : 2)))
  static let daemonSteps = isLong ? 10_000 : 300
}

@Suite struct `The engine, the daemon and a plain model` {
  /// The engine in this process: commands, questions, restarts, crashes, old and lost derived data, rebuilds.
  @Test(arguments: Extent.seeds) func `never differ in an answer, a figure or a refusal's code`(
    seed: UInt64
  ) async throws {
    let system = try ModelledEngine()
    var run = ModelRun(system, seed: seed, uids: [1000, 1001])
    defer {
      print("model: seed \(seed), \(run.step) steps, \(run.tally)")
      system.stop()
    }
    try await run.run(steps: Extent.steps, disturbances: max(8, Extent.steps / 150))
  }

  /// The same over a log in memory: the engine cannot tell.
  @Test(arguments: [Extent.seeds[0] + 2_000]) func `never differ over a log in memory`(seed: UInt64) async throws {
    let system = try ModelledEngine(over: MemoryLog(now: Instant(microseconds: 1_700_000_000_000_000)))
    var run = ModelRun(system, seed: seed, uids: [1000, 1001])
    defer {
      print("model over memory: seed \(seed), \(run.step) steps, \(run.tally)")
      system.stop()
    }
    try await run.run(steps: Extent.steps / 2, disturbances: max(8, Extent.steps / 300))
  }

  /// Two engines over one log: what either decided the other answers, by what `evolve` makes of it.
  @Test(arguments: [Extent.seeds[0] + 3_000]) func `never differ where two engines share a log`(
    seed: UInt64
  ) async throws {
    let system = try TwoEngines()
    var run = ModelRun(system, seed: seed, uids: [1000, 1001])
    defer {
      print("model of two: seed \(seed), \(run.step) steps, \(run.tally)")
      system.stop()
    }
    try await run.run(steps: Extent.steps / 2, disturbances: max(8, Extent.steps / 300))
  }

  /// The daemon as a process, over its socket: killed, stopped and rebuilt in between.
  @Test(arguments: [Extent.seeds[0] + 1_000]) func `never differ over the socket`(seed: UInt64) async throws {
    var run = ModelRun(try ModelledDaemon(), seed: seed, uids: [getuid()])
    defer { print("model over the socket: seed \(seed), \(run.step) steps, \(run.tally)") }
    try await run.run(steps: Extent.daemonSteps, disturbances: 8)
  }
}
