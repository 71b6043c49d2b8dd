/// The same commands for Kith, PostgreSQL and Redis, one after the other on this machine: accepted commands a second, until
/// every read model has them.
public struct PeerComparison {
  /// How many connections, and how many commands each has in flight.
  public struct Load: Sendable {
    let connections: Int
    let inFlight: Int

    /// Reads `16x32`; nil for anything else.
    public init?(_ text: some StringProtocol) {
      let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard numbers.count == 2, (1...100).contains(numbers[0]), (1...1_000).contains(numbers[1]) else { return nil }
      (connections, inFlight) = (numbers[0], numbers[1])
    }
  }

  private let daemon: String
  private let seconds: Double
  private let commands: Int
  private let figures: Measurements

  /// A comparison with this daemon; a run ends after that long, or when all commands are answered.
  public init(daemon: String, seconds: Double, commands: Int, into figures: Measurements) {
    self.daemon = daemon
    self.seconds = seconds
    self.commands = commands
    self.figures = figures
  }

  /// Measures every load on every system.
  public func run(_ loads: [Load]) throws(BenchError) {
    for load in loads {
      let name = "\(load.connections)x\(load.inFlight)"
      let what = "\(load.connections) clients, \(load.inFlight) in flight"
      let names = (postgres: "peers.postgresql.\(name)", redis: "peers.redis.\(name)", kith: "peers.kith.\(name)")
      var postgres: [Reading] = []
      var redis: [Reading] = []
      var kith: [Reading] = []
      // In turns, so that all of them meet the same minutes of a shared machine.
      for _ in 0..<figures.runs {
        if figures.wants(names.postgres) { postgres.append(try measurePostgres(load)) }
        if figures.wants(names.redis) { redis.append(try measureRedis(load)) }
        guard figures.wants(names.kith) else { continue }
        var reading = try measureKith(load)
        reading.beside = [postgres.last?.value, redis.last?.value].compactMap(\.self).max()
        kith.append(reading)
      }
      try figures.measure(names.postgres, "PostgreSQL, \(what)", unit: "/s") { postgres[$0] }
      try figures.measure(names.redis, "Redis, \(what)", unit: "/s") { redis[$0] }
      let better = [names.postgres, names.redis].max { (figures.value($0) ?? 0) < (figures.value($1) ?? 0) }
      try figures.measure(
        names.kith, "Kith, \(what), all read models caught up", unit: "/s", ceiling: better,
        target: better.map { .share(of: $0, 1.2) }
      ) { kith[$0] }
    }
  }

  private func measurePostgres(_ load: Load) throws(BenchError) -> Reading {
    let server = try PeerServer.postgres()
    let peer = try PostgresPeer(path: server.socket, shards: load.connections)
    return try drive(load, peer, path: server.socket) { _ in }
  }

  private func measureRedis(_ load: Load) throws(BenchError) -> Reading {
    let server = try PeerServer.redis()
    return try drive(load, try RedisPeer(path: server.socket), path: server.socket) { _ in }
  }

  private func measureKith(_ load: Load) throws(BenchError) -> Reading {
    let folder = try ScratchFolder()
    let process = DaemonProcess(executable: daemon, folder: folder.path)
    try process.start()
    let control = try ControlClient(path: process.socket)
    let reading = try drive(load, KithPeer(), path: process.socket) { _ throws(BenchError) in
      try control.waitUntilCaughtUp()
    }
    try process.stop()
    return reading
  }

  /// Runs the stream; `prepare` waits for what must be done before the time counts.
  private func drive(
    _ load: Load, _ peer: some PeerDialect, path: String, prepare: (PeerLoad) throws(BenchError) -> Void
  ) throws(BenchError) -> Reading {
    let generator = try LoadGenerator(
      path: path, connections: load.connections, inFlight: load.inFlight,
      source: PeerLoad(peer, commands: commands, connections: load.connections))
    let start = nanoseconds()
    let result = try generator.run(seconds: seconds)
    try prepare(generator.source)
    let total = Double(nanoseconds() - start) / 1e9
    let source = generator.source
    guard source.wrong == 0 else {
      throw BenchError("\(source.wrong) commands were accepted or refused where the other was due")
    }
    let accepted = Double(result.replies + result.late) - Double(source.conflicts)
    return Reading(
      accepted / total, p50: result.latency.percentile(0.5), p99: result.latency.percentile(0.99))
  }
}
