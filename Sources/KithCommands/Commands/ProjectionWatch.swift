import APISchema
import Client

/// Shows how far builds are, on a terminal as a bar and elsewhere as lines of JSON, until none is under way.
struct ProjectionWatch {
  let kith: Session
  /// The read models to look at; nil: all.
  var names: [String]?

  /// About how much of a build's time is reading the log.
  private static let readingShare = 0.75
  /// How often the daemon is asked.
  static let interval = Duration.milliseconds(200)

  /// Returns when none is being built; throws when one has stopped, and when a build came to nothing: that of the job, or
  /// one that was seen.
  func untilBuilt(job: String? = nil) async throws {
    var failedBefore: Set<String>?
    let bar = ProgressBar("Build", unit: "events", console: kith.console)
    var last: [ProjectionInfo] = []
    while true {
      let infos = try await look(kith.client())
      let building = infos.filter { $0.hasBuilding || $0.state == .building }
      if kith.console.style.isJSON, building != last.filter({ $0.hasBuilding }) {
        for info in building { try kith.json(info, as: "ProjectionInfo") }
        kith.console.flush()
      }
      last = infos
      failedBefore = failedBefore ?? Set(infos.filter(\.hasFailedBuild).map(\.failedBuild.job))
      if building.isEmpty { break }
      draw(building, bar)
      try await Task.sleep(for: Self.interval)
    }
    bar.finish()
    if kith.console.style.isJSON {
      for info in last { try kith.json(info, as: "ProjectionInfo") }
    } else {
      kith.console.table(ProjectionCommand.table(last))
    }
    let failed = last.filter { info in
      info.hasFailedBuild && (info.failedBuild.job == job || failedBefore?.contains(info.failedBuild.job) == false)
    }
    if !failed.isEmpty {
      let causes = failed.map { "\($0.name): \($0.failedBuild.cause)" }
      throw CommandFailure(
        .refused, "the rebuild came to nothing: \(causes.joined(separator: "; "))",
        hint: "the generation before goes on answering")
    }
    if let stopped = last.first(where: { $0.state == .stopped }) {
      throw CommandFailure(
        .refused, "\(stopped.name) has stopped at position \(stopped.fault.position): \(stopped.fault.cause)")
    }
  }

  /// Does `work` and shows meanwhile, over a connection of its own, what is being built.
  func during<Result: Sendable>(
    _ label: String, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    guard kith.console.style.showsProgress else { return try await work() }
    let bar = ProgressBar(label, unit: "events", console: kith.console)
    defer { bar.finish() }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        let other = try await kith.connect()
        while !Task.isCancelled {
          if let infos = try? await look(other) { draw(infos.filter(\.hasBuilding), bar) }
          try? await Task.sleep(for: Self.interval)
        }
        await other.close()
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  private func look(_ client: KithClient) async throws -> [ProjectionInfo] {
    let infos = try await client.call(ProjectionListRequest()).projections
    guard let names else { return infos }
    if let unknown = names.first(where: { name in !infos.contains { $0.name == name } }) {
      throw CommandFailure(
        .notFound, "there is no read model \(unknown)", hint: "there are \(infos.map(\.name).joined(separator: ", "))")
    }
    return infos.filter { names.contains($0.name) }
  }

  private func draw(_ building: [ProjectionInfo], _ bar: ProgressBar) {
    guard !building.isEmpty else { return bar.show(count: 0, fraction: nil) }
    let position = building.reduce(0) { $0 + $1.building.position }
    let target = building.reduce(0) { $0 + $1.building.target }
    let rate = building.reduce(0) { $0 + $1.building.eventsPerSecond }
    let left = building.reduce(0) { max($0, $1.building.secondsLeft) }
    let written = building.reduce(0) { $0 + $1.building.rowsWritten }
    let gathered = building.reduce(0) { $0 + $1.building.rowsGathered }
    let read = target == 0 ? nil : Double(position) / Double(target)
    // The rows are written when all facts have been read, which takes most of the time.
    let done = read.map {
      $0 * Self.readingShare + (gathered == 0 ? 0 : Double(written) / Double(gathered)) * (1 - Self.readingShare)
    }
    bar.show(count: position, fraction: done, rate: Double(rate), secondsLeft: Double(left))
  }
}
