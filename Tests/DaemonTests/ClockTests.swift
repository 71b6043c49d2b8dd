import FactSchema
import Foundation
import Logging
import TestSupport
import Testing

@testable import Daemon

/// A daemon that ran while the machine's clock was a year ahead, and one that runs since it is right.
@Suite struct `A clock that is set right` {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder("kd") }

  /// A daemon on what the one before it left; a copy, because that one may let go of its files a moment later.
  private func daemon(_ number: Int, aheadSeconds: Int64, resetsClock: Bool = false) async throws -> Daemon {
    let data = folder.path("data-\(number)")
    if number > 1 {
      try FileManager.default.copyItem(atPath: folder.path("data-\(number - 1)"), toPath: data)
    }
    var options = DaemonOptions(
      flags: ["data": data, "socket.path": folder.path("s")],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      now: { Instant(microseconds: Surroundings.now().microseconds + aheadSeconds * 1_000_000) },
      onFatal: { cause in preconditionFailure(cause) })
    options.loops = 1
    options.resetsClock = resetsClock
    return try await Daemon(options)
  }

  /// The last fact of the log.
  private func last(_ client: LineClient) throws -> [String: Any] {
    let page = try client.call("log.read", ["backward": true, "limit": 1])["events"] as? [[String: Any]]
    return try #require(page?.first)
  }

  @Test func `is noticed, and left behind when the daemon is told to`() async throws {
    let year: Int64 = 365 * 86_400
    let wrong = try await daemon(1, aheadSeconds: year)
    let contact = try LineClient(path: folder.path("s")).makeContact()
    await wrong.stop()
    let thisYear = "\(Calendar(identifier: .gregorian).component(.year, from: .now))-"

    let right = try await daemon(2, aheadSeconds: 0)
    var client = try LineClient(path: folder.path("s"))
    try client.call("NoteAdded", ["contact": contact, "text": "now"])
    let now = try last(client)
    #expect((now["occurredAt"] as? String)?.hasPrefix(thisYear) == true, "\(now)")
    #expect((now["recordedAt"] as? String)?.hasPrefix(thisYear) == false, "\(now)")
    let notices = try client.call("system.status")["notices"] as? [String] ?? []
    #expect(notices.count { $0.contains("--reset-clock") } == 1, "\(notices)")
    await right.stop()

    let reset = try await daemon(3, aheadSeconds: 0, resetsClock: true)
    client = try LineClient(path: folder.path("s"))
    let fact = try last(client)
    #expect(fact["type"] as? String == "ClockReset" && fact["position"] as? Int == place(3))
    #expect((fact["data"] as? [String: Any])?["was"] as? String == now["recordedAt"] as? String)
    #expect((fact["actor"] as? [String: Any])?["role"] as? String == "daemon")
    let told = try client.call("system.status")["notices"] as? [String] ?? []
    #expect(!told.contains { $0.contains("--reset-clock") } && told.contains { $0.contains("no longer is") }, "\(told)")
    try client.call("NoteAdded", ["contact": contact, "text": "later"])
    #expect((try last(client)["recordedAt"] as? String)?.hasPrefix(thisYear) == true)
    await reset.stop()
  }
}
