import Foundation
import Glibc
import TestSupport
import Testing

/// A small disk that fills up: a tmpfs of the test's own, which only root may mount.
@Suite(.serialized) struct `A full disk` {
  static let mayMount = SmallDisk.mayMount

  @Test(.enabled(if: mayMount, "only root may mount a small file system"))
  func `refuses commands, serves queries, lets the daemon restart, and goes on when there is room`() throws {
    let folder = try ScratchFolder("kith-full")
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try #require(Shell.run("mount", ["-t", "tmpfs", "-o", "size=2G", "tmpfs", disk]) == 0)
    defer { _ = Shell.run("umount", ["-l", disk]) }
    var daemon = try DaemonProcess(data: disk + "/data", socket: folder.path("s"))
    var client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(5, through: client)
    try Company.everything(about: contacts, through: client)

    try fillFileSystem(with: disk + "/filler", leaving: 4 << 20)
    let text = String(repeating: "filled to the brim ", count: 1_500)
    var accepted = 0
    var refusal: LineClient.Refused?
    while refusal == nil, accepted < 5_000 {
      do throws(LineClient.Refused) {
        do {
          try client.call("NoteAdded", ["contact": contacts[0], "text": text])
          accepted += 1
        } catch let error as LineClient.Refused {
          throw error
        } catch {
          Issue.record("the daemon did not answer: \(error); it said: \(daemon.said)")
          return
        }
      } catch {
        refusal = error
      }
    }
    #expect(refusal?.code == "storageFull", "\(String(describing: refusal))")
    #expect(refusal?.data["retryable"].map { ["true", "1"].contains($0) } == true)
    #expect((try client.call("contact.get", ["contact": contacts[1]])["contact"] as? [String: Any])?["id"] != nil)
    #expect(try Company.notices(through: client).count { $0.contains("the disk is full") } == 1)
    #expect(daemon.said.components(separatedBy: "the disk is full").count == 2, "\(daemon.said)")
    let head = try Company.log(through: client).count
    #expect(daemon.stop() == 0)

    daemon = try DaemonProcess(data: disk + "/data", socket: folder.path("s"))
    client = try LineClient(path: daemon.socketPath)
    #expect(try Company.log(through: client).count == head)
    try FileManager.default.removeItem(atPath: disk + "/filler")
    let position = try Self.recordedWhenThereIsRoom(client, ["contact": contacts[0], "text": "room again"])
    #expect(position == place(head + 1))
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  /// A rebuild that found no room, a kill in the middle of one, and files whose last growth found none: the generation
  /// before is whole, and a start serves it.
  @Test(.enabled(if: mayMount, "only root may mount a small file system"))
  func `does not keep the daemon from starting after a rebuild that found no room`() throws {
    let folder = try ScratchFolder("kith-full")
    let disk = folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try #require(Shell.run("mount", ["-t", "tmpfs", "-o", "size=2G", "tmpfs", disk]) == 0)
    defer { _ = Shell.run("umount", ["-l", disk]) }
    let data = disk + "/data"
    var daemon = try DaemonProcess(data: data, socket: folder.path("s"))
    var client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(20, through: client)
    try Company.everything(about: contacts, through: client)
    let head = try Company.log(through: client).count
    try Company.waitUntil(head, through: client)

    // What a rebuild leaves that was killed when its file had grown past what the disk has.
    for name in ["contacts", "history"] {
      let half = "\(data)/views/\(name).9"
      try FileManager.default.createDirectory(
        atPath: half, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try FileManager.default.copyItem(atPath: "\(data)/views/\(name).1/data.mdb", toPath: half + "/data.mdb")
      #expect(FileManager.default.createFile(atPath: half + "/building", contents: nil))
      #expect(truncate(half + "/data.mdb", 1 << 32) == 0)
    }
    try fillFileSystem(with: disk + "/filler", leaving: 1 << 20)
    // Each finds no room, or is killed while it is built.
    try client.call("projection.rebuild", ["projection": "all"])
    daemon.kill()
    #expect(truncate(data + "/views/orders.1/data.mdb", 1 << 32) == 0)

    daemon = try DaemonProcess(data: data, socket: folder.path("s"))
    client = try LineClient(path: daemon.socketPath)
    let found = try client.call("contact.get", ["contact": contacts[3], "atLeast": head])["contact"] as? [String: Any]
    #expect(found?["ordersCount"] as? Int == 1)
    #expect((try client.call("order.list", ["contact": contacts[3]])["orders"] as? [Any])?.count == 1)
    let notices = try client.call("system.status")["notices"] as? [String] ?? []
    #expect(notices.contains { $0.contains("contacts generation 9") && $0.contains("given up") }, "\(notices)")
    try FileManager.default.removeItem(atPath: disk + "/filler")
    _ = try Self.recordedWhenThereIsRoom(client, ["contact": contacts[0], "text": "room again"])
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  /// The read models have a small disk of their own, so that the log goes on a little further than they can.
  @Test(.enabled(if: mayMount, "only root may mount a small file system"))
  func `of read models is said once, answered from at once, and over when there is room`() throws {
    let folder = try ScratchFolder("kith-full-views")
    let views = folder.path("data/views")
    try FileManager.default.createDirectory(atPath: views, withIntermediateDirectories: true)
    chmod(folder.path("data"), 0o700)
    try #require(Shell.run("mount", ["-t", "tmpfs", "-o", "size=34M,mode=0700", "tmpfs", views]) == 0)
    defer { _ = Shell.run("umount", ["-l", views]) }
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(5, through: client)
    let text = String(repeating: "filled to the brim ", count: 1_500)
    var head = 0
    while let position = try Self.recorded(client, ["contact": contacts[0], "text": text]) { head = position }
    // Each connection wants to see what was recorded before it, and hears at once how much of that there is.
    for _ in 0..<3 {
      let other = try LineClient(path: daemon.socketPath)
      let history = try other.call("contact.history", ["contact": contacts[0], "limit": 1], seconds: 3)
      let behind = try #require(history["behind"] as? [String: Any])
      #expect(behind["head"] as? Int == head && behind["reason"] as? String == "storageFull")
      let position = try #require(history["position"] as? Int)
      #expect(position > 0 && position < head)
      let entry = (history["entries"] as? [[String: Any]])?.first
      #expect(entry?["position"] as? Int == position)
    }
    let named = #expect(throws: LineClient.Refused.self) {
      try client.call("contact.history", ["contact": contacts[0], "atLeast": head, "timeoutMs": 50])
    }
    #expect(named?.code == "behind")
    let state = try client.call("projection.status", ["projection": "history"])["projection"] as? [String: Any]
    #expect(state?["state"] as? String == "CATCHING_UP" && state?["lag"] as? Int ?? 0 > 0)
    // There is no room for another generation either: that it failed is said, and the old one goes on.
    let job = try client.call("projection.rebuild", ["projection": "history"])["job"] as? String
    #expect(try Self.failedBuild(of: "history", client)["job"] as? String == job)
    try Self.fillUp(views + "/filler")
    for _ in 0..<2 {
      let job = try client.call("projection.rebuild", ["projection": "history"])["job"] as? String
      try Self.waitForFailure(of: "history", job, client)
      let verified = #expect(throws: LineClient.Refused.self) {
        try client.call("projection.verify", ["projection": "contacts"])
      }
      #expect(verified?.code == "storageFull")
    }
    #expect(daemon.times("the disk is full") == 1, "\(daemon.said)")
    #expect(try Company.notices(through: client).count { $0.contains("the disk is full") } == 1)

    try #require(Shell.run("mount", ["-o", "remount,size=500M", views]) == 0)
    #expect(try Self.recordedWhenThereIsRoom(client, ["contact": contacts[0], "text": "room again"]) == head + 1)
    let history = try client.call("contact.history", ["contact": contacts[0], "limit": 1])
    #expect(history["position"] as? Int == head + 1 && history["behind"] == nil)
    #expect(daemon.times("has room again") == 1 && daemon.times("the disk is full") == 1, "\(daemon.said)")
    #expect(try Company.notices(through: client).count { $0.contains("has room again") } == 1)
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  /// The position of a recorded note; nil when there is no room for it.
  private static func recorded(_ client: LineClient, _ params: [String: Any]) throws -> Int? {
    do {
      return try client.call("NoteAdded", params)["position"] as? Int
    } catch let refused as LineClient.Refused where refused.code == "storageFull" {
      return nil
    }
  }

  /// Takes every page of a small disk that is left.
  private static func fillUp(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let page = [UInt8](repeating: 1, count: 4_096)
    while write(file, page, page.count) > 0 {}
    #expect(errno == ENOSPC)
  }

  private static func waitForFailure(of name: String, _ job: String?, _ client: LineClient) throws {
    let end = Date(timeIntervalSinceNow: 30)
    while try failedBuild(of: name, client)["job"] as? String != job {
      guard Date() < end else { throw Unexpected("the rebuild did not fail") }
    }
  }

  /// Why the last rebuild came to nothing, once it has.
  private static func failedBuild(of name: String, _ client: LineClient) throws -> [String: Any] {
    let end = Date(timeIntervalSinceNow: 30)
    while true {
      let info = try client.call("projection.status", ["projection": name])["projection"] as? [String: Any]
      if let failed = info?["failedBuild"] as? [String: Any] { return failed }
      guard Date() < end else { throw Unexpected("the rebuild did not fail: \(String(describing: info))") }
    }
  }

  /// Asks again, as `retryable` says, until the daemon has found out that there is room; each asking is a round trip.
  private static func recordedWhenThereIsRoom(_ client: LineClient, _ params: [String: Any]) throws -> Int? {
    let end = Date(timeIntervalSinceNow: 60)
    while true {
      do {
        return try client.call("NoteAdded", params)["position"] as? Int
      } catch let refused as LineClient.Refused where refused.code == "storageFull" && Date() < end {
        continue
      }
    }
  }
}
