import Foundation
import Glibc
import TestSupport
import Testing

/// Who asks much waits for it, and nobody else does. Needs root, to be several people.
@Suite(.serialized, .enabled(if: geteuid() == 0)) struct `Queries without end` {
  private static let hogs = 60_001...60_008
  private static let modest = 60_100

  private func start(_ folder: ScratchFolder, _ settings: [String] = []) throws -> DaemonProcess {
    let readers = Self.hogs.map(String.init).joined(separator: ",")
    let roles = ["roles.users.reader=\(readers)", "roles.users.agent=\(Self.modest)", "socket.mode=0666"]
    return try DaemonProcess(
      data: folder.path("data"), socket: folder.path("s"),
      arguments: (roles + settings).flatMap { ["--set", $0] })
  }

  /// Contacts created on as many days, so that a figure of them has as many rows; one's id.
  private func fill(_ daemon: DaemonProcess, _ count: Int) throws -> String {
    let client = try LineClient(path: daemon.socketPath)
    var contact = ""
    for start in stride(from: 0, to: count, by: 500) {
      let events = (start..<min(start + 500, count)).map { number -> [String: Any] in
        let day = String(format: "%04d-%02d-%02d", 1950 + number / 336 % 70, 1 + number / 28 % 12, 1 + number % 28)
        let data: [String: Any] = [
          "name": "Ada Lovelace \(number)", "owner": "sam\(number % 5)", "source": "s\(number / 23_520)",
        ]
        return ["type": "ContactCreated", "data": data, "occurredAt": "\(day)T10:00:00Z"]
      }
      let reply = try client.call("record", ["events": events])
      contact = (reply["events"] as? [[String: Any]])?.first?["subject"] as? String ?? ""
    }
    try Company.waitUntil(count, through: client)
    return contact
  }

  /// Lines that ask for what takes long.
  private static func greed(_ lines: Int) -> String {
    let asked = [
      #""metrics.query","params":{"metric":"contacts.created","by":"owner"}}"#,
      #""contact.find","params":{"text":"nobody is called so"}}"#,
    ]
    return (0..<lines).map { #"{"jsonrpc":"2.0","id":\#($0),"method":"# + asked[$0 % 2] + "\n" }.joined()
  }

  @Test(arguments: [2, 8]) func `of some users leave another user its turns`(users: Int) throws {
    let folder = try ScratchFolder("kith-fair")
    let daemon = try start(folder)
    let contact = try fill(daemon, Company.isLong ? 40_000 : 3_000)
    let holders = try Self.hogs.prefix(users).map { uid in
      try PeerProcess.hold(4, daemon.socketPath, uid: uid, Self.greed(400))
    }
    // All of them are being served: each has had an answer.
    for holder in holders { #expect(holder.next() != "closed") }
    let asker = try PeerLine(daemon.socketPath, uid: Self.modest)
    let gets = try (0..<(Company.isLong ? 2_000 : 300)).map { _ in
      try asker.ask(#"{"jsonrpc":"2.0","id":1,"method":"contact.get","params":{"contact":"\#(contact)"}}"#)
    }
    let finds = try (0..<20).map { _ in
      try asker.ask(#"{"jsonrpc":"2.0","id":1,"method":"contact.find","params":{"text":"ada","limit":3}}"#)
    }
    let (middle, most) = (Self.milliseconds(gets, 0.5), Self.milliseconds(gets, 0.99))
    let find = Self.milliseconds(finds, 0.9)
    print("\(users) users: contact.get \(middle) ms, 99 of 100 \(most) ms; contact.find 9 of 10 \(find) ms")
    #expect(most < 20)
    #expect(find < 200)
    // The greedy ones went on all the while, and end with their clients.
    let root = try LineClient(path: daemon.socketPath)
    for holder in holders { holder.end() }
    while try root.call("system.status")["connections"] as? Int ?? 0 > 2 {}
    #expect(daemon.stop() == 0)
  }

  private static func milliseconds(_ times: [Duration], _ part: Double) -> Double {
    let sorted = times.sorted()
    let (seconds, attoseconds) = sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))].components
    return Double(seconds) * 1_000 + Double(attoseconds / 1_000_000_000_000) / 1_000
  }
}

/// Whoever subscribes without reading costs little. Needs root, to be several people.
@Suite(.serialized, .enabled(if: geteuid() == 0)) struct `Subscriptions that nobody reads` {
  @Test func `cost a page or two, whatever their number, and hold nobody up`() throws {
    let folder = try ScratchFolder("kith-fair")
    let daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("s"),
      arguments: ["roles.users.auditor=60001,60002", "socket.mode=0666"].flatMap { ["--set", $0] })
    let root = try LineClient(path: daemon.socketPath)
    let contact = try Company.subject(try root.call("ContactCreated", ["name": "Ada"]))
    let note: [String: Any] = [
      "type": "NoteAdded", "data": ["contact": contact, "text": String(repeating: "word ", count: 2_000)],
    ]
    let notes = Company.isLong ? 5_000 : 300
    for _ in 0..<notes / 100 { try root.call("record", ["events": [[String: Any]](repeating: note, count: 100)]) }
    func subscribe(_ id: Int) -> String {
      #"{"jsonrpc":"2.0","id":\#(id),"method":"log.subscribe","params":{"credits":1000000}}"# + "\n"
    }
    // Once all of it, so that what is kept for reading is there.
    #expect(try Self.read(notes + 1, daemon, subscribe(1)) == notes + 1)
    let memory = `Hostile input`.memory(of: daemon.pid)
    let one = try PeerProcess.hold(1, daemon.socketPath, uid: 60_001, (0..<200).map(subscribe).joined())
    let many = try PeerProcess.hold(50, daemon.socketPath, uid: 60_001, subscribe(1))
    let deaf = try LineClient(path: daemon.socketPath)
    for id in 0..<600 { try deaf.send(line: subscribe(id)) }
    // Until all are there, another one reads everything, and what is recorded now too.
    while try root.call("system.status")["subscriptions"] as? Int ?? 0 < 850 {}
    for round in 1...(Company.isLong ? 3 : 1) {
      try root.call("record", ["events": [note]])
      #expect(try Self.read(notes + 1 + round, daemon, subscribe(1)) == notes + 1 + round)
    }
    // Each connection may have been given a bound's worth and a page, as text; kilobytes.
    #expect(`Hostile input`.memory(of: daemon.pid) - memory < 52 * 1_500 + 30_000)
    withExtendedLifetime((one, many, deaf)) {}
    #expect(daemon.stop() == 0)
  }

  /// Subscribes as somebody else and counts what comes, until there are so many.
  private static func read(_ events: Int, _ daemon: DaemonProcess, _ subscribe: String) throws -> Int {
    let reader = try PeerProcess.hold(1, daemon.socketPath, uid: 60_002, subscribe)
    var count = 0
    while count < events {
      let line = reader.next()
      guard line != "1 closed" else { break }
      if line.contains(#""log.event""#) { count += 1 }
    }
    return count
  }
}

/// A client of another user that asks one thing after the other.
final class PeerLine {
  private let process: Process
  private let input: FileHandle
  private let output: FileHandle

  init(_ socket: String, uid: Int) throws { (process, input, output) = try PeerProcess.start(socket, uid: uid) }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// How long the answer took to come; throws where it is an error.
  func ask(_ line: String) throws -> Duration {
    let begun = ContinuousClock.now
    try input.write(contentsOf: Data((line + "\n").utf8))
    var answer = Data()
    while answer.last != UInt8(ascii: "\n") {
      let more = output.availableData
      guard !more.isEmpty else { throw Unexpected("the connection ended") }
      answer.append(more)
    }
    let took = begun.duration(to: .now)
    guard String(decoding: answer, as: UTF8.self).contains(#""result""#) else {
      throw Unexpected(String(decoding: answer.prefix(300), as: UTF8.self))
    }
    return took
  }
}
