import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon

/// What one user takes of what all share leaves the others theirs. Needs root, to be several people.
@Suite(.enabled(if: geteuid() == 0)) struct `A user's share` {
  static let settings = [
    "socket.mode": "0666", "roles.users.reader": "60001,60002", "roles.users.agent": "60003",
    "roles.users.auditor": "60004",
  ]
  static let hello = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"# + "\n"

  /// The settings above and some more.
  private static func settings(_ more: [String: String]) -> [String: String] { settings.merging(more) { $1 } }

  /// The first word of what came on each of so many connections, by their numbers.
  private static func first(_ count: Int, _ holder: PeerProcess.Holder) -> [Int: String] {
    var found: [Int: String] = [:]
    while found.count < count {
      let line = holder.next()
      guard let end = line.firstIndex(of: " "), let number = Int(line[..<end]) else { break }
      if found[number] == nil { found[number] = String(line[line.index(after: end)...]) }
    }
    return found
  }

  @Test func `of connections leaves room for others, and some for operators`() async throws {
    try await withDaemon(Self.settings(["limits.connections": "40"])) { running in
      let first = try PeerProcess.hold(50, running.path, uid: 60_001, Self.hello)
      #expect(Self.first(50, first).values.filter { $0 != "closed" }.count == 10)
      let second = try PeerProcess.hold(50, running.path, uid: 60_002, Self.hello)
      #expect(Self.first(50, second).values.filter { $0 != "closed" }.count == 10)
      #expect(try PeerProcess.exchange([Self.hello], running.path, uid: 60_003).count == 1)
      let root = try running.client()
      #expect(try root.call("system.status")["connections"] as? Int ?? 0 >= 21)
      first.end()
      // Each answer is an event to wait for; the connections end as the daemon notices.
      while try root.call("system.status")["connections"] as? Int ?? 0 > 12 {}
      let again = try PeerProcess.hold(10, running.path, uid: 60_001, Self.hello)
      #expect(Self.first(10, again).values.filter { $0 != "closed" }.count == 10)
    }
  }

  @Test func `without a role is next to nothing, and over after seconds`() async throws {
    let settings = Self.settings(["limits.connections": "256", "limits.strangerSeconds": "1"])
    try await withDaemon(settings) { running in
      let strangers = try PeerProcess.hold(300, running.path, uid: 60_009, Self.hello)
      let begun = ContinuousClock.now
      #expect(Self.first(300, strangers).values.filter { $0 != "closed" }.count == 1)
      #expect(try PeerProcess.exchange([Self.hello], running.path, uid: 60_001).count == 1)
      try running.client().call("hello")
      // The one that was let in is closed too.
      while !strangers.next().hasSuffix("closed") {}
      #expect(begun.duration(to: .now) < .seconds(20))
    }
  }

  @Test func `of half-sent requests ends in its own connections`() async throws {
    try await withDaemon(Self.settings(["limits.unfinishedBytes": "1MiB"])) { running in
      let record = try running.client()
      // A half line of another user's, which is to be finished later.
      let (process, input, output) = try PeerProcess.start(running.path, uid: 60_003)
      defer { kill(process.processIdentifier, SIGKILL) }
      let line = #"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Ada"}}"# + "\n"
      try input.write(contentsOf: Data(line.utf8.prefix(40)))
      let halves = try PeerProcess.hold(
        20, running.path, uid: 60_001, String(repeating: " ", count: 60_000) + #"{"jsonrpc""#)
      let ends = Self.first(16, halves)
      #expect(ends.values.allSatisfy { $0.contains("tooMany") || $0 == "closed" }, "\(ends)")
      try input.write(contentsOf: Data(line.utf8.dropFirst(40)))
      let reply = String(decoding: output.availableData, as: UTF8.self)
      #expect(reply.contains("recordedAt"), "\(reply)")
      _ = try record.makeContact()
    }
  }

  @Test func `of waiting queries leaves room for others, and goes with the client`() async throws {
    try await withDaemon(Self.settings(["limits.waitingQueries": "40"])) { running in
      let root = try running.client()
      let contact = try root.makeContact()
      let wait = #"{"jsonrpc":"2.0","id":2,"method":"contact.get","params":{"contact":"\#(contact)","atLeast":900,"#
      let hog = try PeerProcess.hold(
        1, running.path, uid: 60_001,
        String(repeating: wait + #""timeoutMs":60000}}"# + "\n", count: 30) + Self.hello)
      while try root.call("system.status")["waitingQueries"] as? Int != 10 {}
      // Somebody else's may wait, for its own time: it is not refused for another's.
      let other = try PeerProcess.exchange([wait + #""timeoutMs":50}}"#], running.path, uid: 60_002)
      let error = other.first?["error"] as? [String: Any]
      #expect((error?["data"] as? [String: Any])?["code"] as? String == "behind")
      hog.end()
      while try root.call("system.status")["waitingQueries"] as? Int != 0 {}
    }
  }

  @Test func `of subscriptions leaves room for others`() async throws {
    try await withDaemon(Self.settings(["limits.subscriptions": "40", "roles.users.auditor": "60004,60005"])) {
      running in
      let subscribe = #"{"jsonrpc":"2.0","id":1,"method":"log.subscribe"}"#
      let replies = try PeerProcess.exchange([String](repeating: subscribe, count: 30), running.path, uid: 60_004)
      #expect(replies.filter { $0["result"] != nil }.count == 10)
      let holder = try PeerProcess.hold(
        1, running.path, uid: 60_004, String(repeating: subscribe + "\n", count: 12))
      for _ in 0..<12 { _ = holder.next() }
      let other = try PeerProcess.exchange([subscribe], running.path, uid: 60_005)
      #expect(other.first?["result"] != nil)
      try running.client().call("log.subscribe")
    }
  }

  @Test func `of rehearsals leaves room for others, and goes with the client`() async throws {
    try await withDaemon(Self.settings(["roles.users.agent": "60003,60006"])) { running in
      func line(_ number: Int) -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"record","params":{"rehearsal":"r\#(number)","#
          + #""events":[{"type":"ContactCreated","data":{"name":"Ada"}}]}}"#
      }
      func codes(_ replies: [[String: Any]]) -> [String] {
        replies.map { reply in
          let error = reply["error"] as? [String: Any]
          return (error?["data"] as? [String: Any])?["code"] as? String ?? "done"
        }
      }
      let holder = try PeerProcess.hold(
        1, running.path, uid: 60_003, (0..<6).map { line($0) + "\n" }.joined())
      let lines = (0..<6).map { _ in holder.next() }
      #expect(lines.filter { $0.contains("tooMany") }.count == 2)
      #expect(codes(try PeerProcess.exchange([line(0)], running.path, uid: 60_006)) == ["done"])
      holder.end()
      let root = try running.client()
      while try root.call("system.status")["connections"] as? Int != 1 {}
      #expect(
        codes(try PeerProcess.exchange((0..<4).map(line), running.path, uid: 60_003))
          == Array(repeating: "done", count: 4))
    }
  }
}
