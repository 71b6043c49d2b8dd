import Foundation
import Glibc
import TestSupport
import Testing

/// The roles that Docs/configuration.md defines, each used by somebody of that role. Needs root, to be several people.
@Suite(.enabled(if: geteuid() == 0, "needs root, to be several people")) struct `The roles of the documentation` {
  private static let uids = ["mailbot": 60_021, "intern": 60_022, "watchdog": 60_023]

  let folder: ScratchFolder
  let daemon: DaemonProcess
  let ada: String

  init() throws {
    folder = try ScratchFolder("kith-roles")
    chmod(folder.path, 0o755)
    let config = folder.path("kith.yaml")
    try Data(Self.settings().utf8).write(to: URL(fileURLWithPath: config))
    daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("kith.sock"),
      arguments: ["--config", config, "--set", "socket.mode=0666"])
    let made = try KithRig.run(
      ["--socket", daemon.socketPath, "--json"],
      ["record", "ContactCreated", "name=Ada Lovelace", "emails=ada@example.org", "tags=vip"])
    let events = made.objects.first?["events"] as? [[String: Any]]
    ada = try #require(events?.first?["subject"] as? String)
    _ = try KithRig.run(
      ["--socket", daemon.socketPath], ["record", "DealOpened", "contact=\(ada)", "title=Ada's engine"])
  }

  /// The block of the page that defines roles, with numbers of this test's users for its logins.
  private static func settings() throws -> String {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Docs/configuration.md")
    let blocks = try String(contentsOf: page, encoding: .utf8).split(separator: "```")
    let block = try #require(blocks.first { $0.hasPrefix("yaml") && $0.contains("define:") })
    return uids.reduce(String(block.dropFirst(4))) { $0.replacing($1.key, with: "\($1.value)") }
  }

  /// Runs `kith` as somebody.
  private func kith(_ login: String, _ arguments: String...) throws -> KithRig.Run {
    let launcher = ["setpriv", "--reuid", "\(Self.uids[login] ?? 0)", "--regid", "60000", "--clear-groups"]
    return try KithRig.run(["--socket", daemon.socketPath], arguments, launcher: launcher)
  }

  @Test func `an automation follows the log and records, and does nothing else`() throws {
    let events = try kith("mailbot", "log", "tail", "--after", "\(place(0))", "--count", "2", "--json").objects
    #expect((events.first?["data"] as? [String: Any])?["name"] as? String == "Ada Lovelace")
    #expect(try kith("mailbot", "record", "NoteAdded", "contact=\(ada)", "text=Wrote", "commandId=m1").status == 0)
    for arguments in [
      ["record", "ConsentGranted", "contact=\(ada)", "purpose=news", "channel=email"], ["contact", "show", ada],
      ["status"],
    ] {
      let run = try KithRig.run(
        ["--socket", daemon.socketPath], arguments, launcher: ["setpriv", "--reuid", "60021", "--clear-groups"])
      #expect(run.status == 6, "\(arguments) \(run.error)")
    }
    let consent = try kith("mailbot", "record", "ConsentGranted", "contact=\(ada)", "purpose=news", "channel=email")
    #expect(consent.error.contains("ConsentGranted: it takes the permission consent"))
  }

  @Test func `a reader without personal fields sees the rest, and that they are denied`() throws {
    let card = try #require(try kith("intern", "contact", "show", ada, "--json").objects.first)
    #expect(card["name"] == nil && card["emails"] == nil && card["tags"] as? [String] == ["vip"])
    #expect((card["denied"] as? [String])?.contains("name") == true)
    let deal = try #require(try kith("intern", "deal", "list").objects.first)
    #expect(deal["contact"] as? String == ada && deal["title"] == nil && deal["denied"] as? [String] == ["title"])
    #expect(try kith("intern", "contact", "list").output.contains(ada))
    #expect(try kith("intern", "metrics", "contacts.created").status == 0)
    let found = try kith("intern", "contact", "find", "--email", "ada@example.org")
    #expect(found.status == 6 && found.error.contains("it takes the permission personal"))
    #expect(try kith("intern", "record", "NoteAdded", "contact=\(ada)", "text=x").status == 6)
    #expect(try kith("intern", "log", "read").status == 6)
  }

  @Test func `a monitor sees the daemon's state and nothing of the company`() throws {
    #expect(try kith("watchdog", "status").status == 0)
    #expect(try kith("watchdog", "contact", "list").status == 6)
    #expect(try kith("watchdog", "projection", "list").status == 6)
    #expect(try kith("watchdog", "metrics", "contacts.created").status == 6)
  }
}
