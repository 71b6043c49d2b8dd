import Foundation
import Glibc
import TestSupport
import Testing

/// Acknowledged facts are not in the log any more.
@Suite struct `A loss of facts` {
  /// A folder whose daemon was killed: read models have seen every fact, and the journal has them all.
  private struct Killed {
    let folder: ScratchFolder
    let contacts: [String]
    let head: Int
    let data: String

    /// `recorded` are the contacts of a first daemon, stopped in good order; a second one records `later` more.
    init(recorded: Int = 3, later: Int = 3, betweenThem: (String) throws -> Void = { _ in }) throws {
      folder = try ScratchFolder("kith-loss")
      data = folder.path("data")
      do {
        let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
        _ = try Company.contacts(recorded, through: LineClient(path: daemon.socketPath))
        #expect(daemon.stop() == 0)
      }
      try betweenThem(data)
      let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
      let client = try LineClient(path: daemon.socketPath)
      contacts = try Company.contacts(later, through: client, commandPrefix: "later")
      // A query sees what was recorded before it: read models have it on disk.
      let cards = try contacts.map { try client.call("contact.get", ["contact": $0])["contact"] }
      #expect(cards.count == later)
      head = place(recorded + later)
      daemon.kill()
    }

    func start(_ arguments: [String] = []) throws -> (DaemonProcess, LineClient) {
      let daemon = try DaemonProcess(data: data, socket: folder.path("s"), arguments: arguments)
      return (daemon, try LineClient(path: daemon.socketPath))
    }

    /// The start is refused with a sentence that says what to do, again and again, until the loss is accepted.
    func expectRefused(naming words: [String]) throws {
      for _ in 1...2 {
        let refusal = #expect(throws: DaemonProcess.DidNotStart.self) { try start() }
        #expect(refusal?.status == 66)
        for word in words + ["--accept-loss"] {
          #expect(refusal?.description.contains(word) == true, "\(refusal?.description ?? "")")
        }
      }
    }
  }

  private static func events(_ client: LineClient, _ params: [String: Any]) throws -> [[String: Any]] {
    try client.call("log.read", params)["events"] as? [[String: Any]] ?? []
  }

  /// The loss is the next fact, clients from within it are told, everything derived equals a rebuild.
  private static func expectAccepted(
    _ daemon: DaemonProcess, _ client: LineClient, from: Int, to: Int, leftOver: Int
  ) throws {
    let facts = try events(client, ["after": leftOver, "limit": 1])
    let loss = try #require(facts.first)
    #expect(loss["type"] as? String == "LogLossAccepted")
    let data = try #require(loss["data"] as? [String: Any])
    #expect(data["from"] as? Int == from && data["to"] as? Int == to)
    #expect((data["oldRoot"] as? String)?.count == 64)
    #expect((loss["actor"] as? [String: Any])?["role"] as? String == "daemon")
    #expect(try Company.differing(through: client) == [])
    // Facts are recorded where others stood; who has seen those is told.
    _ = try Company.contacts(to - leftOver + 2, through: client, commandPrefix: "new")
    for after in [from, to] {
      let refusal = #expect(throws: LineClient.Refused.self) { try client.call("log.read", ["after": after]) }
      #expect(refusal?.code == "historyTruncated" && refusal?.data["position"] == String(from - 1))
      let other = #expect(throws: LineClient.Refused.self) { try client.call("log.subscribe", ["after": after]) }
      #expect(other?.code == "historyTruncated" && other?.data["position"] == String(from - 1))
    }
    try expectNextEpoch(client, after: to, sound: from - 1)
    let page = try client.call("log.read", ["after": from - 1, "limit": 2])
    let next = try #require(page["next"] as? Int)
    let known = try #require(page["lastLoss"] as? Int)
    #expect(known == leftOver + 1)
    #expect(try events(client, ["after": next, "knownLoss": known]).first?["position"] as? Int == next + 1)
    #expect(try events(client, ["after": to + 1]).first?["position"] as? Int == to + 2)
    #expect(try events(client, ["before": to, "backward": true, "limit": 1]).first?["position"] as? Int == to - 1)
    let subscribed = try client.call("log.subscribe", ["after": to, "knownLoss": known, "credits": 1])
    #expect(subscribed["lastLoss"] as? Int == known)
    let event = (try client.receive()["params"] as? [String: Any])?["event"] as? [String: Any]
    #expect(event?["position"] as? Int == to + 1)
  }

  /// What was given before the loss is refused, what is given now is not.
  private static func expectNextEpoch(_ client: LineClient, after position: Int, sound: Int) throws {
    #expect((try client.call("hello")["log"] as? [String: Any])?["epoch"] as? Int == 2)
    for method in ["log.read", "log.subscribe"] {
      let refusal = #expect(throws: LineClient.Refused.self) {
        try client.call(method, ["after": position, "epoch": 1])
      }
      #expect(refusal?.code == "historyTruncated" && refusal?.data["reason"] == "epoch")
      #expect(refusal?.data["position"] == String(sound))
    }
    #expect(try client.call("log.read", ["after": position, "epoch": 2])["epoch"] as? Int == 2)
  }

  /// Accepts, and starts again without a word.
  private static func expectAccepting(_ killed: Killed, from: Int, leftOver: Int) throws {
    do {
      let (daemon, client) = try killed.start(["--accept-loss"])
      try expectAccepted(daemon, client, from: from, to: killed.head, leftOver: leftOver)
      daemon.kill()
    }
    let (daemon, client) = try killed.start()
    #expect(try events(client, ["after": leftOver, "limit": 1]).first?["type"] as? String == "LogLossAccepted")
    #expect(try Company.log(through: client).filter { $0["type"] as? String == "LogLossAccepted" }.count == 1)
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  @Test func `by an emptied journal is refused at start until it is accepted and recorded`() throws {
    let killed = try Killed()
    try LogFile(killed.data).emptyJournal()
    try killed.expectRefused(naming: ["position \(place(3))", "position \(place(6))"])
    try Self.expectAccepting(killed, from: place(4), leftOver: place(3))
  }

  @Test func `by a flipped bit in the last entry of the journal is refused and accepted likewise`() throws {
    let killed = try Killed()
    try LogFile(killed.data).flipJournalEntry()
    try killed.expectRefused(naming: ["position \(place(5))", "position \(place(6))"])
    try Self.expectAccepting(killed, from: place(6), leftOver: place(5))
  }

  @Test func `by a flipped bit in an earlier entry of the journal can be accepted too`() throws {
    let killed = try Killed()
    try LogFile(killed.data).flipJournalEntry(fromEnd: 1)
    let refusal = #expect(throws: DaemonProcess.DidNotStart.self) { try killed.start() }
    #expect(refusal?.status == 65)
    #expect(refusal?.description.contains("--accept-loss") == true, "\(refusal?.description ?? "")")
    try Self.expectAccepting(killed, from: place(5), leftOver: place(4))
  }

  @Test(arguments: [["views", "registry", "index"], ["views"], ["registry"], ["index"]])
  func `by an older log is refused by each derived folder that has seen more`(kept: [String]) throws {
    let copies = try ScratchFolder("kith-older")
    let killed = try Killed { data in
      for name in ["log", "vault"] {
        try FileManager.default.copyItem(atPath: "\(data)/\(name)", toPath: copies.path(name))
      }
    }
    do {
      // The registry and the index are written when there is much, or at a stop.
      let (daemon, _) = try killed.start()
      #expect(daemon.stop() == 0)
    }
    for name in ["log", "vault"] {
      try FileManager.default.removeItem(atPath: "\(killed.data)/\(name)")
      try FileManager.default.copyItem(atPath: copies.path(name), toPath: "\(killed.data)/\(name)")
    }
    for name in ["views", "registry", "index"] where !kept.contains(name) {
      try FileManager.default.removeItem(atPath: "\(killed.data)/\(name)")
    }
    try killed.expectRefused(naming: [kept[0], "position \(place(3))", "position \(place(6))"])
    guard kept.count > 1 else { return }
    // What the daemon had crashed of is looked at by another process, and nothing is removed.
    #expect(FileManager.default.createFile(atPath: killed.data + "/crashed", contents: nil))
    try killed.expectRefused(naming: ["views/contacts.1"])
    try Self.expectAccepting(killed, from: place(4), leftOver: place(3))
  }

  @Test func `by a missing journal is refused until it is accepted`() throws {
    let killed = try Killed()
    try FileManager.default.removeItem(atPath: killed.data + "/log/journal")
    let refusal = #expect(throws: DaemonProcess.DidNotStart.self) { try killed.start() }
    #expect(refusal?.status == 65)
    #expect(refusal?.description.contains("--accept-loss") == true, "\(refusal?.description ?? "")")
    try Self.expectAccepting(killed, from: place(4), leftOver: place(3))
  }

  @Test func `is not seen where there is none`() throws {
    let killed = try Killed()
    do {
      let (daemon, client) = try killed.start(["--accept-loss"])
      #expect(try Company.log(through: client).count == killed.head - place(0))
      #expect(daemon.stop() == 0)
    }
    // After a stop in good order the journal holds nothing that the log's file does not.
    try LogFile(killed.data).emptyJournal()
    let (daemon, client) = try killed.start()
    #expect(try Company.log(through: client).count == killed.head - place(0))
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }
}
