@testable import EventLog
import FactSchema
import Foundation
import TestSupport
import Testing

/// One run of the daemon under load with every write and sync of its files written down.
struct Recording: Sendable {
  let scratch: ScratchFolder
  let trace: Trace
  /// The index of the first event after the daemon had answered for the first time.
  let loadBegan: Int
  /// The root of the audit tree over the first n facts, by n.
  private let roots: [String]
  /// Copies of the data folder, taken while the daemon wrote to it: what its mapped files may look like.
  private let copies: [String]

  init(in scratch: ScratchFolder, seed: UInt64) throws {
    self.scratch = scratch
    let data = scratch.path("data")
    let trace = scratch.path("trace")
    try FileManager.default.createDirectory(
      atPath: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try "11111111-1111-4111-8111-111111111111\n".write(
      toFile: scratch.path("boot"), atomically: true, encoding: .utf8)
    let daemon = try DaemonProcess(
      data: data, socket: scratch.path("s.sock"),
      environment: [
        "LD_PRELOAD": BuiltProducts.path("libFaultShim.so"), "KITH_SHIM_ROOT": data, "KITH_SHIM_TRACE": trace,
        "KITH_SHIM_BOOT_ID": scratch.path("boot"),
        // Small, so that it is emptied into the log's file again and again.
        "KITH_LOG_JOURNAL": "64KiB",
      ])
    let began = try Data(contentsOf: URL(fileURLWithPath: trace)).count
    copies = try (0..<3).map { round in
      try Load.run(
        socket: daemon.socketPath, connections: 4, commands: 60, seed: seed &* 31 &+ UInt64(round), prefix: "\(round)")
      let copy = scratch.path("copy\(round)")
      try Self.copyLive(data, to: copy)
      return copy
    }
    daemon.kill()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: trace))
    self.trace = Trace(bytes)
    loadBegan = Trace(Data(bytes[..<began])).events.count
    roots = try Self.roots(of: data)
  }

  /// Opens a crash state as the daemon would after the machine came back, and holds it against what clients were told.
  func check(_ state: CrashState) throws {
    let folder = try ScratchFolder("state")
    let data = folder.path("data")
    let comment = state.comment
    try lay(state, data)
    let daemon = try DaemonProcess(data: data, socket: folder.path("s.sock"))
    let client = try LineClient(path: daemon.socketPath)
    let log = try client.call("hello")["log"] as? [String: Any]
    let head = log?["head"] as? Int ?? -1
    #expect(log?["root"] as? String == roots[head], comment)

    var found: [String: [Int]] = [:]
    var types: [String: Int] = [:]
    var after = 0
    while after < head {
      let page = try client.call("log.read", ["after": after, "limit": 1000])
      for event in page["events"] as? [[String: Any]] ?? [] {
        let position = event["position"] as? Int ?? 0
        #expect(position == after + 1, comment)
        after = position
        found[event["commandId"] as? String ?? "", default: []].append(position)
        types[event["type"] as? String ?? "", default: 0] += 1
      }
    }
    for (id, position) in state.positions { #expect(found[id] == [position], comment) }
    for (metric, type) in [
      ("contacts.created", "ContactCreated"), ("calls.logged", "CallLogged"), ("deals.opened", "DealOpened"),
    ] {
      let series =
        try answered(by: client, "metrics.query", ["metric": metric, "atLeast": head])["series"]
        as? [[String: Any]]
      #expect(series?.first?["value"] as? Int ?? 0 == types[type] ?? 0, comment)
    }
    let models = try client.call("projection.list")["projections"] as? [[String: Any]] ?? []
    #expect(models.count >= 7, comment)
    for model in models {
      let name = model["name"] as? String ?? ""
      let verified = try answered(by: client, "projection.verify", ["projection": name])
      #expect(verified["equal"] as? Bool == true, comment)
    }
    #expect(daemon.stop() == 0, comment)
  }

  /// The result of a query, asked again while what answers it is being made.
  private func answered(by client: LineClient, _ method: String, _ params: [String: Any]) throws -> [String: Any] {
    while true {
      do {
        return try client.call(method, params)
      } catch let refused as LineClient.Refused where ["rebuilding", "behind"].contains(refused.code) {
        // Asked again at once: each asking is a round trip to the daemon, which makes the read model meanwhile.
        continue
      }
    }
  }

  /// The traced files as the cut left them; the mapped files of the derived folders, whose pages reach the disk when the
  /// kernel likes, from one of the copies or not at all.
  private func lay(_ state: CrashState, _ data: String) throws {
    let manager = FileManager.default
    var random = SeededGenerator(seed: state.seed)
    if random.below(4) > 0, let copy = copies.randomElement(using: &random) {
      try manager.copyItem(atPath: copy, toPath: data)
    }
    for (path, content) in state.files {
      let target = URL(fileURLWithPath: data + "/" + path)
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try content.bytes.write(to: target)
      try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
      let handle = try FileHandle(forWritingTo: target)
      try handle.truncate(atOffset: UInt64(content.size))
      try handle.close()
    }
  }

  /// Copies a folder that is being written to; what disappears meanwhile is left out.
  private static func copyLive(_ folder: String, to copy: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/cp")
    process.arguments = ["-a", folder, copy]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  /// Whether a file is made from the log.
  static func isDerived(_ path: String) -> Bool {
    ["views/", "index/", "registry/"].contains { path.hasPrefix($0) }
  }

  /// The root over the first n facts for every n, computed leaf by leaf from the log that the run left.
  private static func roots(of data: String) throws -> [String] {
    let log = try JournaledLog.open(LocalLog.Options(folder: data), now: Instant(microseconds: 0))
    var tree = AuditTree()
    var roots = [tree.root.description]
    for position in 0..<log.head.value {
      tree.append(try #require(try log.leaf(at: Position(position + 1))))
      roots.append(tree.root.description)
    }
    return roots
  }
}
