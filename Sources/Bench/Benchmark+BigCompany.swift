import APISchema
import FactSchema
import Foundation

extension Benchmark {
  /// Questions, replay, start, rebuilds and memory on a company of the full size.
  func measureBigCompany() throws(BenchError) {
    let scratch = try ScratchFolder()
    let folder = settings.keep ?? scratch.path
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw BenchError("making \(folder): \(error.localizedDescription)")
    }
    let daemon = DaemonProcess(executable: settings.daemon, folder: folder)
    try daemon.start()
    var control = try ControlClient(path: daemon.socket)
    let found = Int(try control.head())
    if found < settings.facts {
      figures.say("filling the big company: \(settings.facts - found) of \(settings.facts) facts")
      guard found == 0 else { throw BenchError("\(folder) holds \(found) facts, not \(settings.facts): remove it") }
      try fill(daemon, facts: settings.facts)
    }
    try measureStart(daemon)
    control = try ControlClient(path: daemon.socket)
    // What measures the disk's cold reads belongs elsewhere: everything is read once before it is timed.
    if figures.wants("replay") { _ = try Replay.run(path: daemon.socket, head: UInt64(settings.facts)) }
    try measureQuestions(daemon)
    try measureReplay(daemon)
    let serving = daemon.memory
    try figures.measure(
      "memory.serving", "own memory after the questions", unit: "MB", target: .atMost(300), runs: 1
    ) { _ in Reading(serving) }
    try measureRebuilds(daemon, control, serving: serving)
    try daemon.stop()
  }

  private func measureStart(_ daemon: DaemonProcess) throws(BenchError) {
    try figures.measure(
      "start", "a clean daemon on that data, to its first answer", unit: "s", target: .atMost(0.5)
    ) { _ throws(BenchError) in
      try daemon.stop()
      let contact = String(decoding: People.id(.contact, 0), as: UTF8.self)
      return Reading(
        try daemon.start { client throws(BenchError) in
          var request = ContactGetRequest()
          request.contact = contact
          _ = try client.call(.contactGet(request))
        })
    }
  }

  private func measureQuestions(_ daemon: DaemonProcess) throws(BenchError) {
    let contacts = Company.contacts(facts: settings.facts)
    let busy = max(1, contacts / 100)
    func ask(
      _ name: String, _ what: String, _ question: QueryLoad.Question, _ framing: Framing, of number: Int? = nil,
      target: Target
    ) throws(BenchError) {
      try figures.measure(name, what, unit: "/s", ceiling: "ceiling.echo.16x1", target: target) {
        run throws(BenchError) in
        let source = QueryLoad(question, framing: framing, contacts: number ?? contacts, seed: UInt64(run))
        let load = try LoadGenerator(path: daemon.socket, connections: 16, inFlight: 1, source: source)
        return Reading(try accepted(try load.run(seconds: settings.seconds)))
      }
    }
    try ask("get.json", "contact.get, 16 clients, JSON", .card, .json, target: .percentile(1_000))
    try ask("get.binary", "contact.get, 16 clients, binary", .card, .binary, target: .atLeast(50_000))
    try ask(
      "history.binary", "contact.history of any contact, 16 clients, binary", .history(limit: 20), .binary,
      target: .both(.atLeast(30_000), .percentile(1_000)))
    try ask(
      "history.json", "contact.history, a full 20 entries, 16 clients, JSON", .history(limit: 20), .json, of: busy,
      target: .percentile(2_000))
    try ask(
      "find.prefix", "contact.find by four letters of a name, 16 clients, binary", .prefix, .binary,
      target: .percentile(5_000))
    try ask("board", "pipeline.board, 16 clients, binary", .board, .binary, target: .percentile(5_000))
  }

  private func measureReplay(_ daemon: DaemonProcess) throws(BenchError) {
    try figures.measure(
      "replay", "the whole log to a local subscriber, binary", unit: "events/s", target: .atLeast(250_000)
    ) { _ throws(BenchError) in
      Reading(try Replay.run(path: daemon.socket, head: UInt64(settings.facts)))
    }
  }

  private func measureRebuilds(
    _ daemon: DaemonProcess, _ control: ControlClient, serving: Double
  ) throws(BenchError) {
    var peak = serving
    for projection in ["contacts", "history"] {
      try figures.measure(
        "rebuild.\(projection)", "rebuild of \(projection) from \(settings.facts) facts", unit: "events/s",
        target: .atLeast(200_000)
      ) { _ throws(BenchError) in
        Reading(
          Double(settings.facts)
            / (try rebuild(projection, control) { peak = max(peak, daemon.memory) }))
      }
    }
    try figures.measure(
      "memory.rebuilding", "own memory at its highest while rebuilding, beyond serving", unit: "MB",
      target: .atMost(256), runs: 1
    ) { _ in Reading(peak - serving) }
    guard figures.wants("rebuild.small") else { return }
    let folder = try ScratchFolder()
    let small = DaemonProcess(executable: settings.daemon, folder: folder.path)
    try small.start()
    try fill(small, facts: 100_000)
    let smallControl = try ControlClient(path: small.socket)
    for projection in ["contacts", "history"] {
      try figures.measure(
        "rebuild.small.\(projection)", "rebuild of \(projection) from 100,000 facts", unit: "events/s"
      ) { _ throws(BenchError) in
        Reading(100_000 / (try rebuild(projection, smallControl) {}))
      }
      if let big = figures.value("rebuild.\(projection)"), let little = figures.value("rebuild.small.\(projection)") {
        try figures.measure(
          "rebuild.flat.\(projection)", "time per event, \(settings.facts) facts to 100,000", unit: "x",
          target: .atMost(1.5), runs: 1
        ) { _ in Reading(little / big) }
      }
    }
    try small.stop()
  }

  /// Rebuilds a read model; the seconds until its new generation serves.
  private func rebuild(
    _ projection: String, _ control: ControlClient, watching: () -> Void
  ) throws(BenchError) -> Double {
    var request = ProjectionRebuildRequest()
    request.projection = projection
    let start = nanoseconds()
    guard case .projectionRebuild(let begun) = try control.call(.projectionRebuild(request)) else {
      throw BenchError("projection.rebuild was not answered")
    }
    while true {
      guard let info = try control.projections().first(where: { $0.name == projection }) else {
        throw BenchError("there is no read model \(projection)")
      }
      if info.generation >= begun.generation { return seconds(since: start) }
      guard info.hasBuilding || info.state != .stopped else { throw BenchError("\(projection) has stopped") }
      guard seconds(since: start) < 600 else { throw BenchError("\(projection) was not rebuilt in ten minutes") }
      watching()
      pause(milliseconds: 5)
    }
  }
}
