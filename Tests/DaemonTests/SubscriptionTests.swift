import Foundation
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A subscription over the socket` {
  /// The position of the next `log.event` and its subscription; fails on anything else.
  static func event(_ client: LineClient) throws -> (subscription: Int, position: Int) {
    let message = try client.receive()
    let params = try #require(message["params"] as? [String: Any], "\(message)")
    #expect(message["method"] as? String == "log.event" && message["id"] == nil)
    let event = try #require(params["event"] as? [String: Any])
    return (params["subscription"] as? Int ?? 0, event["position"] as? Int ?? 0)
  }

  @Test func `gets the past and then what is recorded, without a gap`() async throws {
    try await withDaemon { running in
      let writer = try running.client()
      for name in 1...5 { _ = try writer.makeContact("N\(name)") }
      let reader = try running.client()
      #expect(try reader.call("log.subscribe")["subscription"] as? Int == 1)
      for name in 6...10 { _ = try writer.makeContact("N\(name)") }
      for position in 1...10 { #expect(try Self.event(reader) == (1, position)) }
    }
  }

  @Test func `gets as many events as it has credits, and more when it gives more`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      for name in 1...5 { _ = try client.makeContact("N\(name)") }
      let number = try #require(try client.call("log.subscribe", ["credits": 2])["subscription"] as? Int)
      #expect(try Self.event(client) == (number, 1))
      #expect(try Self.event(client) == (number, 2))
      #expect(try client.call("log.credit", ["subscription": number, "credits": 1])["credits"] as? Int == 1)
      #expect(try Self.event(client) == (number, 3))
      #expect(try client.call("hello")["protocol"] as? Int == 1)
    }
  }

  @Test func `gets thousands of events on one grant`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let contact = try client.makeContact()
      let call: [String: Any] = ["type": "CallLogged", "data": ["contact": contact, "direction": "INBOUND"]]
      for _ in 0..<5 { try client.call("record", ["events": [[String: Any]](repeating: call, count: 1_000)]) }
      try client.call("log.subscribe", ["credits": 1_000_000])
      for position in 1...place(5_001) { #expect(try Self.event(client).position == position) }
    }
  }

  @Test func `gets only what it asked for`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact("Ada")
      let bob = try client.makeContact("Bob")
      try client.call("log.subscribe", ["types": ["NoteAdded"], "subjects": [bob]])
      let writer = try running.client()
      try writer.call("NoteAdded", ["contact": ada, "text": "no"])
      try writer.call("CallLogged", ["contact": bob, "direction": "INBOUND"])
      try writer.call("NoteAdded", ["contact": bob, "text": "yes"])
      #expect(try Self.event(client).position == place(5))
    }
  }

  @Test func `is over when it is unsubscribed`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let number = try #require(try client.call("log.subscribe")["subscription"] as? Int)
      try client.call("log.unsubscribe", ["subscription": number])
      _ = try client.makeContact()
      #expect(try client.refusal("log.credit", ["subscription": number, "credits": 1])?.code == "notFound")
    }
  }

  @Test func `hears of the daemon's stop`() async throws {
    let folder = try ScratchFolder("kd")
    let process = try DaemonProcess(data: folder.path("data"))
    let client = try LineClient(path: process.socketPath)
    _ = try client.makeContact()
    try client.call("log.subscribe", ["after": place(0)])
    #expect(try Self.event(client).position == place(1))
    process.signal(SIGTERM)
    let message = try client.receive()
    #expect(message["method"] as? String == "log.ended")
    let params = try #require(message["params"] as? [String: Any])
    #expect(params["code"] as? String == "shuttingDown" && params["position"] as? Int == place(1))
    #expect(try client.readLine() == nil)
    #expect(process.wait() == 0)
  }

  @Test func `in a batch is answered before its first event`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      _ = try client.makeContact()
      try client.send(
        line: #"[{"jsonrpc":"2.0","id":1,"method":"log.subscribe"},{"jsonrpc":"2.0","id":2,"method":"contact.find"}]"#)
      #expect(try client.readLine()?.first == "[")
      #expect(try Self.event(client).position == 1)
    }
  }

  @Test func `of a client that never reads holds nobody up`() async throws {
    try await withDaemon(["limits.replyBytes": "64KiB"]) { running in
      let deaf = try running.client()
      try deaf.call("log.subscribe", ["credits": 1_000_000])
      let writer = try running.client()
      let contact = try writer.makeContact()
      let text = String(repeating: "word ", count: 1_000)
      for _ in 0..<500 { try writer.call("NoteAdded", ["contact": contact, "text": text]) }
      #expect(try writer.call("log.read", ["after": 500])["head"] as? Int == place(501))
      for position in 1...place(501) { #expect(try Self.event(deaf).position == position) }
    }
  }
}
