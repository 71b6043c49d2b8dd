import Foundation

/// What a run measures and on how much.
public struct BenchmarkSettings: Sendable {
  /// The daemon's executable.
  public var daemon: String
  /// How long a load runs, in seconds.
  public var seconds = 10.0
  /// How long the sustained load runs, in seconds.
  public var sustainedSeconds = 30.0
  /// The facts of the big company; a fifth of them create contacts.
  public var facts = 5_000_000
  /// Where the big company's data is kept and found again; nil makes it anew and throws it away.
  public var keep: String?

  /// The settings of a full run with this daemon.
  public init(daemon: String) { self.daemon = daemon }
}

/// All the figures: ceilings first, then recording on a small company, then questions and rebuilds on a big one.
public struct Benchmark {
  let settings: BenchmarkSettings
  let figures: Measurements

  /// A run that puts what it measures into `figures`.
  public init(_ settings: BenchmarkSettings, into figures: Measurements) {
    self.settings = settings
    self.figures = figures
  }

  /// Measures everything that is wanted.
  public func run() throws(BenchError) {
    if figures.wants("ceiling") { try measureCeilings() }
    if figures.wants("record") || figures.wants("readback") { try measureRecording() }
    if ["get", "history", "find", "board", "replay", "start", "rebuild", "memory"].contains(where: figures.wants) {
      try measureBigCompany()
    }
  }

  private func measureCeilings() throws(BenchError) {
    let folder = try ScratchFolder()
    let limit = min(settings.seconds, 5)
    var number = 0
    func place() -> String {
      number += 1
      return "\(folder.path)/\(number)"
    }
    try figures.measure("ceiling.commit.1", "plain LMDB, durable commits of one record (R)", unit: "/s") {
      _ throws(BenchError) in
      Reading(try Ceilings.commits(folder: place(), records: 1, seconds: limit))
    }
    try figures.measure("ceiling.commit.32", "plain LMDB, durable commits of 32 records", unit: "records/s") {
      _ throws(BenchError) in
      Reading(try Ceilings.commits(folder: place(), records: 32, seconds: limit))
    }
    try figures.measure(
      "ceiling.layer.commit.32", "the same through the Swift layer", unit: "records/s", ceiling: "ceiling.commit.32",
      target: .share(of: "ceiling.commit.32", 0.9)
    ) { _ throws(BenchError) in
      Reading(try LayerCeilings.commits(folder: place(), records: 32, seconds: limit))
    }
    let rows = 1_000_000
    var plain: [(puts: Double, gets: Double)] = []
    var layer: [(puts: Double, gets: Double)] = []
    if figures.wants("ceiling.puts") || figures.wants("ceiling.gets") {
      for _ in 0..<3 {
        plain.append(try Ceilings.putsAndGets(folder: place(), rows: rows))
        layer.append(try LayerCeilings.putsAndGets(folder: place(), rows: rows))
      }
    }
    try figures.measure("ceiling.puts", "plain LMDB, random puts, not synced", unit: "/s", runs: 3) {
      Reading(plain[$0].puts)
    }
    try figures.measure(
      "ceiling.layer.puts", "the same through the Swift layer", unit: "/s", ceiling: "ceiling.puts",
      target: .share(of: "ceiling.puts", 0.9), runs: 3
    ) { Reading(layer[$0].puts) }
    try figures.measure("ceiling.gets", "plain LMDB, random gets", unit: "/s", runs: 3) { Reading(plain[$0].gets) }
    try figures.measure(
      "ceiling.layer.gets", "the same through the Swift layer", unit: "/s", ceiling: "ceiling.gets",
      target: .share(of: "ceiling.gets", 0.9), runs: 3
    ) { Reading(layer[$0].gets) }
    for (connections, inFlight) in [(1, 1), (16, 1), (64, 1), (16, 32)] {
      try figures.measure("ceiling.echo.\(connections)x\(inFlight)", "a bare socket echo", unit: "/s") {
        _ throws(BenchError) in
        Reading(
          try Ceilings.echo(folder: folder.path, connections: connections, inFlight: inFlight, seconds: limit / 2))
      }
    }
  }

  private func measureRecording() throws(BenchError) {
    let folder = try ScratchFolder()
    let daemon = DaemonProcess(executable: settings.daemon, folder: folder.path)
    try daemon.start()
    let contacts = 10_000
    try fill(daemon, facts: contacts * 5)
    let control = try ControlClient(path: daemon.socket)
    let targets = [1: 0.6, 16: 4.5, 64: 10]
    for connections in [1, 16, 64] {
      try figures.measure(
        "record.\(connections)x1", "CallLogged acknowledged, \(connections) clients, one in flight", unit: "/s",
        ceiling: "ceiling.echo.\(connections)x1",
        target: targets[connections].map { .share(of: "ceiling.commit.1", $0) }
      ) { run throws(BenchError) in
        try besideCommits { () throws(BenchError) in
          try record(daemon, control, connections: connections, inFlight: 1, contacts: contacts, run: run)
        }
      }
    }
    try figures.measure(
      "record.json.16x1", "the same in JSON lines, 16 clients", unit: "/s", ceiling: "record.16x1"
    ) { run throws(BenchError) in
      try record(daemon, control, connections: 16, inFlight: 1, contacts: contacts, framing: .json, run: run)
    }
    try figures.measure(
      "record.16x32", "CallLogged acknowledged, 16 clients, 32 in flight", unit: "/s", ceiling: "ceiling.commit.32",
      target: .share(of: "ceiling.commit.1", 28)
    ) { run throws(BenchError) in
      try besideCommits { () throws(BenchError) in
        try record(daemon, control, connections: 16, inFlight: 32, contacts: contacts, run: run)
      }
    }
    try figures.measure(
      "record.sustained", "the same for \(settings.sustainedSeconds.short) s and until every read model has caught up",
      unit: "/s", ceiling: "record.16x32", target: .share(of: "ceiling.commit.1", 14)
    ) { run throws(BenchError) in
      try besideCommits { () throws(BenchError) in try sustain(daemon, control, contacts: contacts, run: run) }
    }
    for connections in [1, 16] {
      try figures.measure(
        "readback.\(connections)", "\(connections) clients that record and at once read back, pairs", unit: "/s",
        ceiling: "record.\(connections)x1", target: .share(of: "record.\(connections)x1", 0.5)
      ) { run throws(BenchError) in
        let alone = try record(daemon, control, connections: connections, inFlight: 1, contacts: contacts, run: run)
        let load = try LoadGenerator(
          path: daemon.socket, connections: connections, inFlight: 1,
          source: ReadBackLoad(contacts: contacts, connections: connections, seed: UInt64(run)))
        let result = try accepted(try load.run(seconds: settings.seconds))
        var reading = Reading(
          result.rate / 2, p50: result.latency.percentile(0.5), p99: result.latency.percentile(0.99))
        reading.beside = alone.value
        return reading
      }
    }
    try measureCost(daemon, control, contacts: contacts)
    try daemon.stop()
  }

  /// The reading beside R, which is measured before and after it: a shared disk changes by a factor of two within minutes.
  private func besideCommits(_ body: () throws(BenchError) -> Reading) throws(BenchError) -> Reading {
    let before = try commits()
    var reading = try body()
    reading.beside = (before + (try commits())) / 2
    return reading
  }

  private func commits() throws(BenchError) -> Double {
    let folder = try ScratchFolder()
    return try Ceilings.commits(folder: folder.path + "/r", records: 1, seconds: min(settings.seconds, 1))
  }

  private func record(
    _ daemon: DaemonProcess, _ control: ControlClient, connections: Int, inFlight: Int, contacts: Int,
    framing: Framing = .binary, run: Int
  ) throws(BenchError) -> Reading {
    let load = try LoadGenerator(
      path: daemon.socket, connections: connections, inFlight: inFlight,
      source: CallLoad(framing: framing, contacts: contacts, seed: UInt64(run)))
    let result = try accepted(try load.run(seconds: settings.seconds))
    try control.waitUntilCaughtUp()
    return Reading(result)
  }

  private func sustain(
    _ daemon: DaemonProcess, _ control: ControlClient, contacts: Int, run: Int
  ) throws(BenchError) -> Reading {
    let load = try LoadGenerator(
      path: daemon.socket, connections: 16, inFlight: 32, source: CallLoad(contacts: contacts, seed: UInt64(run)))
    let start = nanoseconds()
    let result = try accepted(try load.run(seconds: settings.sustainedSeconds))
    try control.waitUntilCaughtUp()
    return Reading(
      Double(result.replies + result.late) / seconds(since: start), p50: result.latency.percentile(0.5),
      p99: result.latency.percentile(0.99))
  }

  /// Records a company of that many facts, in large commands.
  func fill(_ daemon: DaemonProcess, facts: Int) throws(BenchError) {
    let start = nanoseconds()
    let load = try LoadGenerator(
      path: daemon.socket, connections: 4, inFlight: 8, source: Company(facts: facts, connections: 4))
    _ = try accepted(try load.run(seconds: .infinity))
    try ControlClient(path: daemon.socket).waitUntilCaughtUp()
    figures.say("\(facts) facts recorded and read models caught up in \(seconds(since: start).short) s")
  }

  /// The result, unless a request of it was refused: then nothing that was measured counts.
  func accepted(_ result: LoadResult) throws(BenchError) -> LoadResult {
    guard result.refused == 0 else {
      let words = String(decoding: result.firstRefusal, as: UTF8.self)
      throw BenchError("\(result.refused) of \(result.replies) requests were refused, the first with: \(words)")
    }
    return result
  }
}
