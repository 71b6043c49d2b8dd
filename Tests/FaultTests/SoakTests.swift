import Foundation
import TestSupport
import Testing

/// Many clients for a long time: `config/soak` for an hour, the short form for seconds.
@Suite(.serialized) struct `A daemon under steady use` {
  @Test func `keeps its memory, files and readers as they were, and what is derived in step with the log`() throws {
    let plan = SoakPlan()
    let folder = try ScratchFolder("kith-soak")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    let load = try SoakLoad(plan, socket: daemon.socketPath)
    let meter = SoakMeter(daemon: daemon, data: folder.path("data"), client: client)
    load.begin()
    let idleBefore = try meter.sampleWhenIdle()

    var builds = 0
    var pace = Pace(perSecond: 1 / plan.sampleSeconds)
    let end = Date(timeIntervalSinceNow: plan.seconds)
    var nextBuild = Date(timeIntervalSinceNow: plan.rebuildSeconds)
    load.release()
    while Date() < end, load.failures.isEmpty {
      pace.wait()
      #expect(daemon.isRunning, "\(daemon.said)")
      try meter.sample()
      guard Date() >= nextBuild else { continue }
      nextBuild = Date(timeIntervalSinceNow: plan.rebuildSeconds)
      do {
        try client.call("projection.rebuild", ["projection": "all"])
        builds += 1
      } catch let refused as LineClient.Refused where refused.code == "conflict" {}
    }
    let acknowledged = load.end()
    #expect(load.failures == [])
    let idleAfter = try meter.sampleWhenIdle()
    meter.report(plan, builds: builds, refused: load.refusedQueries)

    #expect(idleAfter.events == place(acknowledged), "every acknowledged fact is in the log once, and nothing else")
    #expect(builds >= plan.buildsMin)
    #expect(load.refusedQueries * 100 <= load.queries, "\(load.refusedQueries) of \(load.queries) queries were refused")
    #expect(idleAfter.descriptors <= idleBefore.descriptors + 2)
    #expect(idleAfter.threads <= idleBefore.threads + 2)
    #expect(idleAfter.removedFiles == 0, "files that are removed and still open")
    #expect(idleAfter.generations == idleBefore.generations, "folders of old generations are gone")
    #expect(meter.growth(of: \.memoryKilobytes) <= plan.memoryGrowthMax, "kilobytes")
    #expect(meter.growthWhileBuilding(of: \.memoryKilobytes) <= plan.buildMemoryMax, "kilobytes")
    #expect(meter.growth(of: \.readers) <= 2, "reader slots")
    let middle = meter.samples[meter.samples.count / 2]
    #expect(idleAfter.rowBytesPerEvent <= middle.rowBytesPerEvent * 5 / 4, "read models grow with the log alone")
    #expect(try Company.differing(through: client) == [])
    load.close()
    #expect(daemon.stop() == 0)
  }
}

/// How long, how much, how often.
struct SoakPlan: Sendable {
  let writers = 16
  let readers = 16
  let subscribers = 40
  /// Subscribers that never read.
  let deafSubscribers = 10
  let seconds: Double
  /// Commands a second of each writer, and queries of each reader.
  let rate: Double
  let rebuildSeconds: Double
  let sampleSeconds: Double
  let buildsMin: Int
  /// What memory may grow by from the middle of the run to its end: the cache of keys, and what allocators keep.
  let memoryGrowthMax = 32 << 10
  /// What a rebuild may take beside that: `rebuild.memory` as it is without a setting.
  let buildMemoryMax = 256 << 10

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let minutes = environment["KITH_SOAK_MINUTES"].flatMap { Double($0) }
    let rate = environment["KITH_SOAK_RATE"].flatMap { Double($0) }
    if let minutes {
      seconds = minutes * 60
      self.rate = rate ?? 5
      rebuildSeconds = 60
      sampleSeconds = 10
      buildsMin = Int(minutes * 3 / 4)
    } else {
      seconds = 12
      self.rate = rate ?? 8
      rebuildSeconds = 3
      sampleSeconds = 0.5
      buildsMin = 2
    }
  }
}
