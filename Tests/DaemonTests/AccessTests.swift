import APISchema
import FactSchema
import Foundation
import Glibc
import TestSupport
import Testing
import Wire

@testable import Daemon

/// Needs root, to be other people; CI runs as root.
@Suite(.enabled(if: geteuid() == 0)) struct `Who a client is comes from the kernel` {
  /// One call of every method, with the id of its number; what it is refused for is of no interest unless it is the role.
  static let calls: [(method: APISchema.Method, line: String)] = APISchema.Method.allCases.map { method in
    let params =
      switch method {
      case .record: #"{"events":[{"type":"ContactCreated","data":{"name":"Ada"}}]}"#
      default: "{}"
      }
    return (method, #"{"jsonrpc":"2.0","id":\#(method.rawValue),"method":"\#(method.name)","params":\#(params)}"#)
  }

  static let settings = [
    "socket.mode": "0666", "roles.users.reader": "60001", "roles.users.agent": "60002",
    "roles.users.auditor": "60003", "roles.users.operator": "60004", "roles.groups.reader": "61001",
    "roles.groups.agent": "61002",
  ]

  @Test(arguments: [
    (60_000, Role.none), (60_001, .reader), (60_002, .agent), (60_003, .auditor), (60_004, .operator),
  ]) func `a uid may call what its role allows and nothing else`(uid: Int, role: Role) async throws {
    try await withDaemon(Self.settings) { running in
      let replies = try PeerProcess.exchange(Self.calls.map(\.line), running.path, uid: uid)
      #expect(replies.count == Self.calls.count)
      for (call, reply) in zip(Self.calls, replies) {
        #expect(reply["id"] as? Int == call.method.rawValue)
        let data = (reply["error"] as? [String: Any])?["data"] as? [String: Any]
        let isForbidden = data?["code"] as? String == "forbidden"
        #expect(
          isForbidden == !role.permissions.isSuperset(of: call.method.needs),
          "\(call.method.name) for \(role.word): \(reply)")
        if isForbidden { #expect(data?["role"] as? String == role.word) }
      }
    }
  }

  @Test(arguments: [
    (61_001, [], "reader"), (61_002, [], "agent"), (60_000, [61_001], "reader"), (60_000, [61_001, 61_002], "agent"),
    (60_000, [], "none"),
  ]) func `a group gives a role, all of them count`(gid: Int, groups: [Int], role: String) async throws {
    try await withDaemon(Self.settings) { running in
      let hello = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"#
      let replies = try PeerProcess.exchange([hello], running.path, uid: 60_009, gid: gid, groups: groups)
      #expect((replies.first?["result"] as? [String: Any])?["role"] as? String == role)
    }
  }

  @Test func `whoever has no role is told the protocol and that, and nothing of the company`() async throws {
    try await withDaemon(Self.settings) { running in
      _ = try running.client().makeContact()
      let hello = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"#
      let replies = try PeerProcess.exchange([hello], running.path, uid: 60_009)
      let result = try #require(replies.first?["result"] as? [String: Any])
      #expect(result["protocol"] as? Int == 1 && result["role"] as? String == "none")
      let log = result["log"] as? [String: Any] ?? [:]
      #expect(log.values.allSatisfy { $0 as? String == "" || $0 as? Int == 0 }, "\(result)")
      for key in ["daemon", "durability"] { #expect(result[key] as? String ?? "" == "", "\(result)") }
      let limits = result["limits"] as? [String: Any] ?? [:]
      #expect(limits.values.allSatisfy { $0 as? Int == 0 }, "\(result)")
    }
  }

  @Test func `what is recorded names the uid of its client`() async throws {
    try await withDaemon(Self.settings) { running in
      let line = #"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Ada"}}"#
      _ = try PeerProcess.exchange([line], running.path, uid: 60_002)
      let events = try #require(try running.client().call("log.read")["events"] as? [[String: Any]])
      let actor = try #require(events.last?["actor"] as? [String: Any])
      #expect(
        actor["uid"] as? Int == 60_002 && actor["role"] as? String == "agent" && actor["name"] as? String == "60002")
    }
  }

  @Test func `who may not record consents restores none by a retraction`() async throws {
    let settings = ["roles.define.clerk": "read,record", "roles.users.clerk": "60005"]
    try await withDaemon(Self.settings.merging(settings) { $1 }) { running in
      let client = try running.client()
      let ada = try client.makeContact()
      let withdrawn = try client.call("ConsentWithdrawn", ["contact": ada, "purpose": "news", "channel": "email"])
      let position = try #require(withdrawn["position"] as? Int)
      func data(of uid: Int, confirming: Bool) throws -> [String: Any]? {
        let params = #"{"position":\#(position),"reason":"mistaken","confirmConsent":\#(confirming)}"#
        let line = #"{"jsonrpc":"2.0","id":1,"method":"FactRetracted","params":\#(params)}"#
        let reply = try PeerProcess.exchange([line], running.path, uid: uid).first
        return (reply?["error"] as? [String: Any])?["data"] as? [String: Any]
      }
      let clerk = try #require(try data(of: 60_005, confirming: true))
      #expect(clerk["code"] as? String == "forbidden" && clerk["permission"] as? String == "consent", "\(clerk)")
      #expect(clerk["field"] as? String == "confirmConsent", "\(clerk)")
      #expect(try data(of: 60_005, confirming: false)?["reason"] as? String == "confirmConsent")
      #expect(try data(of: 60_002, confirming: true) == nil)
    }
  }

  @Test func `a uid outside the socket's group cannot connect`() async throws {
    try await withDaemon(["socket.mode": "0660", "socket.group": "61001"]) { running in
      let hello = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"#
      let outside = try PeerProcess.exchange([hello], running.path, uid: 60_001)
      let inside = try PeerProcess.exchange([hello], running.path, uid: 60_001, groups: [61_001])
      #expect(outside.isEmpty && inside.count == 1)
    }
  }
}
