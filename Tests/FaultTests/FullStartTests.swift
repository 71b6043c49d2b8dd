import Foundation
import Glibc
import TestSupport
import Testing

/// Starts on a small disk that is full to the last byte, after a kill: what is whole serves, what is not is said, and is
/// made when there is room.
@Suite(.serialized, .enabled(if: `A full disk`.mayMount, "only root may mount a small file system"))
struct `A start on a full disk` {
  private let folder: ScratchFolder
  private let disk: SmallDisk
  private var data: String { disk.path + "/data" }

  init() throws {
    folder = try ScratchFolder("kith-full-start")
    disk = try SmallDisk(folder.path("disk"))
  }

  private func start(_ environment: [String: String] = [:]) throws -> (DaemonProcess, LineClient) {
    let daemon = try DaemonProcess(data: data, socket: folder.path("s"), environment: environment)
    return (daemon, try LineClient(path: daemon.socketPath))
  }

  /// Contacts with as many tags as a fact may have, five hundred a command: ten commands are more than the registry's file
  /// holds; one's id.
  private func fill(_ commands: Int, through client: LineClient) throws -> String {
    var contact = ""
    for number in 0..<commands {
      contact = try Company.subject(try client.call("record", Self.command(number)))
    }
    try Company.waitUntil(commands * 500, through: client)
    return contact
  }

  private static func command(_ number: Int) -> [String: Any] {
    let tags = (0..<64).map { "a tag that is not short \($0)" }
    let events = (0..<500).map { index -> [String: Any] in
      ["type": "ContactCreated", "data": ["name": "Ada \(number) \(index)", "tags": tags]]
    }
    return ["commandId": "command-\(number)", "events": events]
  }

  /// Asks again until there is room; each asking is a round trip.
  private func note(_ contact: String, through client: LineClient) throws -> Int? {
    let end = Date(timeIntervalSinceNow: 60)
    while true {
      do {
        return try client.call("NoteAdded", ["contact": contact, "text": "room"])["position"] as? Int
      } catch let refused as LineClient.Refused where refused.code == "storageFull" && Date() < end {
        continue
      }
    }
  }

  /// What the registry and the index lack after a kill is known from the log, and written when there is room.
  @Test(arguments: Company.isLong ? [true, false] : [false]) func `knows everything that was recorded`(hasReserve: Bool)
    throws
  {
    var (daemon, client) = try start()
    let commands = 10
    let contact = try fill(commands, through: client)
    daemon.kill()
    // A clean stop on a full disk gives the reserve up.
    if !hasReserve { #expect(truncate(data + "/reserve", 0) == 0) }
    try disk.fill()

    (daemon, client) = try start()
    let found = try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any]
    #expect(found?["id"] as? String == contact)
    let log = try client.call("log.read", ["subjects": [contact]])["events"] as? [[String: Any]]
    #expect(log?.count == 1)
    let isFull = try Company.notices(through: client).count { $0.contains("the disk is full") }
    // The reserve may be room enough.
    #expect(
      (hasReserve ? 0...1 : 1...1).contains(isFull) && daemon.times("the disk is full") == isFull, "\(daemon.said)")
    if !hasReserve {
      let refused = #expect(throws: LineClient.Refused.self) {
        try client.call("NoteAdded", ["contact": contact, "text": "no room"])
      }
      #expect(refused?.code == "storageFull")
      // Neither a stop nor another kill changes that.
      #expect(daemon.stop() == 0)
      (daemon, client) = try start()
      daemon.kill()
      (daemon, client) = try start()
      #expect(daemon.times("the disk is full") == 1, "\(daemon.said)")
    }
    try disk.empty()
    #expect(try note(contact, through: client) == place(commands * 500 + 1))
    #expect(daemon.times("has room again") == isFull, "\(daemon.said)")
    // What was recorded before is known as such.
    let again = try client.call("record", Self.command(commands - 1))
    #expect(again["replayed"] as? Bool == true)
    for part in ["registry", "index"] {
      #expect(try client.call("projection.verify", ["projection": part], seconds: 300)["equal"] as? Bool == true)
    }
    #expect(daemon.stop() == 0)
  }

  /// One read model is gone and there is no room to make it again: the others serve, and it is made when there is.
  @Test func `serves the read models that are whole, and makes the others when there is room`() throws {
    var (daemon, client) = try start()
    let contact = try fill(2, through: client)
    daemon.kill()
    try FileManager.default.removeItem(atPath: data + "/views/history.1")
    #expect(truncate(data + "/reserve", 0) == 0)
    // With a setting that there is no room for either.
    try disk.fill(leaving: 100 << 10)
    daemon = try DaemonProcess(
      data: data, socket: folder.path("s"), arguments: ["--set", "log.journal=\(64 << 20)"])
    client = try LineClient(path: daemon.socketPath)
    // What is its own is told without histories.
    let card = try client.call("contact.get", ["contact": contact, "own": true])["contact"] as? [String: Any]
    #expect(card?["id"] != nil)
    var state: [String: Any]? = [:]
    while state?["state"] as? String != "STOPPED" {
      state = try client.call("projection.status", ["projection": "history"])["projection"] as? [String: Any]
    }
    let notices = try Company.notices(through: client)
    #expect(notices.contains { $0.contains("history could not be made again") }, "\(notices)")
    #expect(notices.contains { $0.contains("no room for a journal of \(64 << 20) bytes") }, "\(notices)")
    #expect(!FileManager.default.fileExists(atPath: data + "/log/journal.new"))

    try disk.empty()
    while state?["state"] as? String != "FOLLOWING" {
      state = try client.call("projection.status", ["projection": "history"])["projection"] as? [String: Any]
    }
    #expect(try note(contact, through: client) == place(1_001))
    #expect((try client.call("contact.history", ["contact": contact])["entries"] as? [Any])?.count == 2)
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  /// Generations are made and given up on a disk without a byte: none of it ends the daemon.
  @Test func `rebuilds nothing and ends of nothing`() throws {
    var (daemon, client) = try start()
    let contact = try fill(2, through: client)
    try disk.fill()
    for _ in 0..<3 {
      try client.call("projection.rebuild", ["projection": "all"])
      try Company.waitUntil(1_000, through: client)
      daemon.kill()
      try disk.fill()
      (daemon, client) = try start()
      #expect((try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any])?["id"] != nil)
    }
    try disk.empty()
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  /// A crash leaves its mark although no file can be made any more.
  @Test func `after a crash makes everything derived again`() throws {
    var (daemon, client) = try start(["SWIFT_BACKTRACE": "enable=no"])
    let contact = try fill(2, through: client)
    var files: [String] = []
    while true {
      let path = disk.path + "/file\(files.count)"
      guard case let file = open(path, O_CREAT | O_WRONLY, 0o600), file >= 0 else { break }
      close(file)
      files.append(path)
    }
    daemon.signal(SIGSEGV)
    #expect(daemon.wait() == -SIGSEGV)
    for path in files { unlink(path) }
    (daemon, client) = try start()
    #expect(try Company.notices(through: client).contains { $0.contains("the daemon crashed") })
    try Company.waitUntil(1_000, through: client)
    #expect((try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any])?["id"] != nil)
    #expect(daemon.stop() == 0)
  }
}
