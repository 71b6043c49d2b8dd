/// What a fact costs the daemon, and what a command id adds to that.
extension Benchmark {
  func measureCost(_ daemon: DaemonProcess, _ control: ControlClient, contacts: Int) throws(BenchError) {
    for (framing, suffix, words) in [(Framing.binary, "", "binary"), (.json, ".json", "JSON lines")] {
      func cost(_ run: Int, hasCommandIDs: Bool = false) throws(BenchError) -> Double {
        let load = CallLoad(
          framing: framing, contacts: contacts, hasCommandIDs: hasCommandIDs, seed: UInt64(run) << 8 | nanoseconds())
        return try processorTime(daemon, control, load)
      }
      let name = "record.cost\(suffix)"
      try figures.measure(
        name, "the daemon's processor time for a CallLogged in \(words), 1 client, 32 in flight", unit: "us"
      ) { run throws(BenchError) in Reading(try cost(run)) }
      try figures.measure(
        "\(name).id", "the same with a command id", unit: "us", target: .costShare(of: name, 1.1)
      ) { run throws(BenchError) in
        let before = try cost(run)
        var reading = Reading(try cost(run, hasCommandIDs: true))
        reading.beside = (before + (try cost(run))) / 2
        return reading
      }
    }
  }

  /// Microseconds a fact, until every read model has it.
  private func processorTime(
    _ daemon: DaemonProcess, _ control: ControlClient, _ load: CallLoad
  ) throws(BenchError) -> Double {
    let generator = try LoadGenerator(path: daemon.socket, connections: 1, inFlight: 32, source: load)
    let before = daemon.processorSeconds
    let result = try accepted(try generator.run(seconds: settings.seconds))
    try control.waitUntilCaughtUp()
    return (daemon.processorSeconds - before) / Double(result.replies + result.late) * 1e6
  }
}
