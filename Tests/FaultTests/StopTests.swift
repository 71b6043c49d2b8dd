import Foundation
import Glibc
import LMDB
import TestSupport
import Testing

/// A stop has an end, whatever is busy.
@Suite struct `A stop of the daemon` {
  /// A daemon in whose log a batch waits to be moved, and somebody who keeps it from being so: a stop cannot end of itself.
  private final class Held {
    let folder: ScratchFolder
    let daemon: DaemonProcess
    let environment: Environment
    private var transaction: WriteTransaction?

    init(stopSeconds: Int) throws {
      folder = try ScratchFolder("kith-stop")
      daemon = try DaemonProcess(
        data: folder.path("data"), socket: folder.path("s"),
        arguments: ["--set", "limits.stopSeconds=\(stopSeconds)"])
      _ = try Company.contacts(3, through: LineClient(path: daemon.socketPath))
      environment = try Environment(
        .init(path: folder.path("data/log"), mapSize: 1 << 40, maxTables: 4, maxReaders: 512, durability: .synced))
      transaction = try environment.write()
    }

    /// Lets go, and looks whether a next start finds what was acknowledged.
    func release() throws {
      transaction = nil
      let again = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
      let client = try LineClient(path: again.socketPath)
      #expect(try Company.log(through: client).count == 3)
      #expect(try Company.differing(through: client) == [])
      #expect(again.stop() == 0)
    }
  }

  @Test func `that cannot end of itself is cut short within stopSeconds, and nothing is lost`() throws {
    let held = try Held(stopSeconds: 1)
    let daemon = held.daemon
    let begun = ContinuousClock.now
    #expect(daemon.stop() == 0)
    #expect(begun.duration(to: .now) < .seconds(4))
    #expect(daemon.said.contains("has not ended within 1 seconds"))
    try held.release()
  }

  @Test func `ends at once at a second signal, and nothing is lost`() throws {
    let held = try Held(stopSeconds: 60)
    let daemon = held.daemon
    daemon.signal(SIGTERM)
    while !daemon.said.contains("kithd is stopping") { try #require(daemon.isRunning) }
    let begun = ContinuousClock.now
    #expect(daemon.stop() == 0)
    #expect(begun.duration(to: .now) < .seconds(3))
    #expect(daemon.said.contains("A second signal"))
    try held.release()
  }

  @Test func `is obeyed while the daemon is still starting`() throws {
    let folder = try ScratchFolder("kith-stop")
    #expect(try DaemonProcess(data: folder.path("data"), socket: folder.path("s")).stop() == 0)
    // Whoever has the log's only write transaction keeps a start from going on.
    let environment = try Environment(
      .init(path: folder.path("data/log"), mapSize: 1 << 40, maxTables: 4, maxReaders: 512, durability: .synced))
    let transaction = try environment.write()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProducts.path("kithd"))
    process.arguments = [
      "--data", folder.path("data"), "--socket", folder.path("s"), "--set", "limits.stopSeconds=1",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    var pace = Pace(perSecond: 100)
    while !Self.hasOpen(folder.path("data/log/data.mdb"), process.processIdentifier) {
      try #require(process.isRunning)
      pace.wait()
    }
    let begun = ContinuousClock.now
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    #expect(begun.duration(to: .now) < .seconds(4))
    _ = consume transaction
    #expect(try DaemonProcess(data: folder.path("data"), socket: folder.path("s")).stop() == 0)
  }

  private static func hasOpen(_ path: String, _ pid: Int32) -> Bool {
    let folder = "/proc/\(pid)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path }
  }

  /// Read models that are far behind need not come up to the head: the next start goes on from where they were written.
  @Test func `does not wait for read models that are far behind`() throws {
    let folder = try ScratchFolder("kith-stop")
    var daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let contact = try Company.contacts(1, through: LineClient(path: daemon.socketPath))[0]
    let count = Company.isLong ? 60_000 : 6_000
    let sender = try LineClient(path: daemon.socketPath)
    for start in stride(from: 0, to: count, by: 1_000) {
      let events = (start..<start + 1_000).map { _ -> [String: Any] in
        ["type": "CallLogged", "data": ["contact": contact, "direction": "OUTBOUND"]]
      }
      try sender.call("record", ["events": events])
    }
    let begun = ContinuousClock.now
    #expect(daemon.stop() == 0)
    #expect(begun.duration(to: .now) < .seconds(10))
    #expect(!daemon.said.contains("cut short"), "\(daemon.said)")
    daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    #expect(try Company.differing(through: LineClient(path: daemon.socketPath)) == [])
    #expect(daemon.stop() == 0)
  }
}
