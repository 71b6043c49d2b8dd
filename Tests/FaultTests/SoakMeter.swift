import Foundation
import LMDB
import TestSupport

/// Looks at a daemon from outside: what it holds, and how large its files are.
final class SoakMeter {
  struct Sample {
    var seconds = 0.0
    /// The log's head.
    var events = 0
    var memoryKilobytes = 0
    /// Open files and the like; no connections.
    var descriptors = 0
    var threads = 0
    /// Of the environment that had the most reader slots in use.
    var readers = 0
    /// Folders of generations.
    var generations = 0
    /// Files that are removed and still open.
    var removedFiles = 0
    var logBytes = 0
    /// Of the read models' rows, free pages included.
    var rowBytes = 0
    /// Whether a read model was being built: that may take `rebuild.memory`.
    var isBuilding = false

    /// Small logs have pages that are not full.
    var rowBytesPerEvent: Int { events == 0 ? 0 : rowBytes / events }
  }

  private let daemon: DaemonProcess
  private let data: String
  private let client: LineClient
  private let begun = Date()
  private(set) var samples: [Sample] = []

  init(daemon: DaemonProcess, data: String, client: LineClient) {
    self.daemon = daemon
    self.data = data
    self.client = client
  }

  @discardableResult
  func sample() throws -> Sample {
    let models = try client.call("projection.list")
    let sample = measure(models)
    samples.append(sample)
    return sample
  }

  /// A sample when every read model follows and none is being built. The files of what was replaced last are closed a
  /// moment after it is: they get a few seconds for it.
  func sampleWhenIdle() throws -> Sample {
    let head = try client.call("hello")["log"] as? [String: Any]
    try Company.waitUntil(head?["head"] as? Int ?? 0, through: client)
    var pace = Pace(perSecond: 50)
    for _ in 0..<250 where removedFiles(among: descriptors()) > 0 { pace.wait() }
    return try sample()
  }

  /// How much higher the last third of the run went than the one before it, leaving out when read models were built.
  func growth(of value: KeyPath<Sample, Int>) -> Int {
    let third = samples.count / 3
    let (before, after) = (samples[third..<(2 * third)], samples[(2 * third)...])
    guard let high = highest(value, in: after), let highBefore = highest(value, in: before) else { return .max }
    return high - highBefore
  }

  /// How much higher it went while read models were built than it ever was beside that.
  func growthWhileBuilding(of value: KeyPath<Sample, Int>) -> Int {
    guard let high = highest(value, in: samples[...]) else { return .max }
    return (samples.filter(\.isBuilding).map { $0[keyPath: value] }.max() ?? 0) - high
  }

  /// The highest value while nothing was built; nil when there was no such moment.
  private func highest(_ value: KeyPath<Sample, Int>, in samples: ArraySlice<Sample>) -> Int? {
    samples.filter { !$0.isBuilding }.map { $0[keyPath: value] }.max()
  }

  /// Prints a table of at most about twenty lines.
  func report(_ plan: SoakPlan, builds: Int, refused: Int) {
    var lines = ["soak: \(plan.rate)/s of each writer, \(builds) rebuilds of all, \(refused) queries refused"]
    lines.append("     s   events  memory kB  fds  threads  readers  folders  log MiB  rows MiB  bytes/event  building")
    for (index, sample) in samples.enumerated() where index % (samples.count / 20 + 1) == 0 || sample.isLast(samples) {
      let columns: [(Int, Int)] = [
        (Int(sample.seconds), 6), (sample.events, 9), (sample.memoryKilobytes, 11), (sample.descriptors, 5),
        (sample.threads, 9), (sample.readers, 9), (sample.generations, 9), (sample.logBytes >> 20, 9),
        (sample.rowBytes >> 20, 10), (sample.rowBytesPerEvent, 13), (sample.isBuilding ? 1 : 0, 10),
      ]
      lines.append(columns.map { String(repeating: " ", count: max(1, $1 - "\($0)".count)) + "\($0)" }.joined())
    }
    FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func measure(_ models: [String: Any]) -> Sample {
    var sample = Sample()
    let process = "/proc/\(daemon.pid)"
    sample.seconds = Date().timeIntervalSince(begun)
    sample.events = models["position"] as? Int ?? 0
    sample.memoryKilobytes = Self.status(process, "RssAnon:")
    sample.threads = Self.status(process, "Threads:")
    let manager = FileManager.default
    let descriptors = descriptors()
    sample.descriptors = descriptors.filter { !$0.hasPrefix("socket:") }.count
    sample.removedFiles = removedFiles(among: descriptors)
    let folders = (try? manager.contentsOfDirectory(atPath: data + "/views")) ?? []
    sample.generations = folders.count
    sample.readers =
      (["log", "registry", "index"] + folders.map { "views/" + $0 }).map { readers(in: $0) }.max() ?? 0
    let log = try? manager.attributesOfItem(atPath: data + "/log/data.mdb")
    sample.logBytes = log?[.size] as? Int ?? 0
    for model in models["projections"] as? [[String: Any]] ?? [] {
      sample.rowBytes += model["bytes"] as? Int ?? 0
      if model["building"] != nil { sample.isBuilding = true }
    }
    return sample
  }

  /// What the daemon's descriptors lead to.
  private func descriptors() -> [String] {
    let manager = FileManager.default
    let folder = "/proc/\(daemon.pid)/fd"
    return ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).compactMap { descriptor in
      try? manager.destinationOfSymbolicLink(atPath: folder + "/" + descriptor)
    }
  }

  private func removedFiles(among descriptors: [String]) -> Int {
    descriptors.filter { $0.hasPrefix(data) && $0.hasSuffix("(deleted)") }.count
  }

  /// The reader slots that were ever in use; 0 of a folder that is gone by now.
  private func readers(in folder: String) -> Int {
    do throws(LMDBError) {
      return try Environment(.init(path: data + "/" + folder, mapSize: 0, maxTables: 2, readOnly: true)).info().readers
    } catch {
      return 0
    }
  }

  private static func status(_ process: String, _ key: String) -> Int {
    let status = (try? String(contentsOfFile: process + "/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
  }
}

extension SoakMeter.Sample {
  fileprivate func isLast(_ samples: [Self]) -> Bool { seconds == samples.last?.seconds }
}
