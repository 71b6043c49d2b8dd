import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon

/// What a client does wrong costs nobody else anything.
@Suite struct `The bounds of a session` {
  static let hello = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"#

  @Test func `a client that closes its sending side gets all its answers and then the end`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      for id in 0..<50 { try client.send("ContactCreated", ["name": "N\(id)"], id: id) }
      client.finish()
      #expect(try client.receiveIDs(50) == Array(0..<50))
      #expect(try client.readLine() == nil)
    }
  }

  @Test func `the last line needs no line end`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.send(Array(Self.hello.utf8))
      client.finish()
      #expect(try client.receive()["id"] as? Int == 1)
      #expect(try client.readLine() == nil)
    }
  }

  @Test func `an oversized line is refused with the id null and the connection closed`() async throws {
    try await withDaemon(["limits.requestBytes": "64KiB"]) { running in
      let client = try running.client()
      try client.send(line: Self.hello)
      try client.send([UInt8](repeating: UInt8(ascii: "x"), count: 200_000))
      #expect(try client.receive()["id"] as? Int == 1)
      let reply = try client.receive()
      #expect(reply["id"] is NSNull)
      let error = try #require(reply["error"] as? [String: Any])
      #expect((error["data"] as? [String: Any])?["code"] as? String == "tooLarge")
      #expect(try client.readLine() == nil)
      #expect(try running.client().call("hello")["protocol"] as? Int == 1)
    }
  }

  @Test func `a refusal arrives though the client goes on sending`() async throws {
    try await withDaemon(["limits.requestBytes": "64KiB"]) { running in
      let client = try running.client()
      try client.send([UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000))
      #expect(try client.receive()["error"] != nil)
    }
  }

  @Test func `a request that is never finished ends its connection`() async throws {
    try await withDaemon(["limits.unfinishedSeconds": "1"]) { running in
      let client = try running.client()
      try client.send(Array(#"{"jsonrpc":"2.0","#.utf8))
      #expect((try client.receive()["error"] as? [String: Any])?["code"] as? Int == -32600)
      #expect(try client.readLine() == nil)
    }
  }

  @Test func `unfinished requests of all clients together are bounded`() async throws {
    try await withDaemon(["limits.unfinishedBytes": "64KiB"]) { running in
      let first = try running.client()
      let second = try running.client()
      for client in [first, second] {
        try client.send(line: Self.hello)
        _ = try client.receive()
      }
      try first.send([UInt8](repeating: UInt8(ascii: " "), count: 40_000))
      try second.send([UInt8](repeating: UInt8(ascii: " "), count: 40_000))
      // Enough turns of the daemon's loop for it to have read both.
      let third = try running.client()
      for _ in 0..<20 { try third.call("hello") }
      // Whichever was read last is refused; the other goes on.
      var lines: [String?] = []
      for client in [first, second] {
        try? client.send(line: Self.hello)
        lines.append(try client.readLine())
      }
      #expect(lines.filter { $0?.contains("tooMany") == true }.count == 1)
      #expect(lines.filter { $0?.contains("durability") == true }.count == 1)
    }
  }

  @Test func `connections are bounded`() async throws {
    try await withDaemon(["limits.connections": "2"]) { running in
      let clients = [try running.client(), try running.client()]
      for client in clients { try client.call("hello") }
      let third = try running.client()
      try? third.send(line: Self.hello)
      #expect(try third.readLine() == nil)
      for client in clients { try client.call("hello") }
    }
  }

  @Test func `a client that vanishes is forgotten and what it asked is done`() async throws {
    try await withDaemon { running in
      let observer = try running.client()
      for round in 0..<20 {
        let client = try running.client()
        try client.call("hello")
        try client.send("log.subscribe", [:], id: 1)
        for id in 0..<50 { try client.send("ContactCreated", ["name": "R\(round) \(id)"], id: id) }
      }
      // Each answer is an event to wait for; the connections end as the daemon notices.
      while try observer.call("system.status")["connections"] as? Int != 1 {}
      #expect(try observer.call("system.status")["subscriptions"] as? Int == 0)
    }
  }

  @Test func `a client that does not read is not read from, and loses nothing`() async throws {
    try await withDaemon(["limits.replyBytes": "64KiB"]) { running in
      let client = try running.client()
      let other = try running.client()
      let note = String(repeating: "long ", count: 400)
      let contact = try client.makeContact()
      for _ in 0..<3 { try client.call("NoteAdded", ["contact": contact, "text": note]) }
      _ = fcntl(client.descriptor, F_SETFL, O_NONBLOCK)
      let line =
        Array(#"{"jsonrpc":"2.0","id":1,"method":"contact.history","params":{"contact":"\#(contact)","limit":1}}"#.utf8)
        + [10]
      var sent = 0
      // Until the daemon has stopped reading and the socket is full; 100,000 requests are far more than that.
      var partial: ArraySlice<UInt8> = []
      while sent < 100_000 {
        if partial.isEmpty { partial = line[...] }
        let count = partial.withUnsafeBytes {
          Glibc.send(client.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count < 0 { break }
        partial = partial.dropFirst(count)
        if partial.isEmpty { sent += 1 }
        if sent % 64 == 0 { try other.call("hello") }
      }
      #expect(sent < 100_000)
      _ = fcntl(client.descriptor, F_SETFL, 0)
      var answered = 0
      while answered < sent {
        #expect(try client.receive()["id"] as? Int == 1)
        answered += 1
      }
      try client.send(Array(partial))
      #expect(try client.receive()["id"] as? Int == 1)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `noise is answered or closed, and others are served`(seed: UInt64)
    async throws
  {
    try await withDaemon { running in
      var random = SeededGenerator(seed: seed)
      let other = try running.client()
      for _ in 0..<300 {
        let client = try running.client()
        try? client.send(Noise.bytes(&random))
        client.finish()
        // The end must come: a daemon that neither answers nor closes would leave this waiting.
        while let line = try client.readLine() {
          #expect(line.hasPrefix("{") || line.hasPrefix("[") || line.hasPrefix("\0"))
        }
        try other.call("hello")
      }
    }
  }
}

/// Bytes that no good client sends.
enum Noise {
  static func bytes(_ random: inout SeededGenerator) -> [UInt8] {
    switch random.below(8) {
    case 0: return (0..<random.below(400)).map { _ in UInt8(random.below(256)) }
    case 1: return [0] + (0..<random.below(400)).map { _ in UInt8(random.below(256)) }
    case 2: return Array((String(repeating: "[", count: random.below(5_000)) + "\n").utf8)
    case 3:
      return Array(
        "{\"jsonrpc\":\"2.0\",\"id\":\(String(repeating: "9", count: random.below(300))),\"method\":\"hello\"}\n".utf8)
    case 4: return Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"".utf8) + [0xFF, 0xC0, 0x80] + Array("\"}\n".utf8)
    case 5:
      return [0, 0, 0, 0, UInt8(random.below(256))] + (0..<random.below(300)).map { _ in UInt8(random.below(256)) }
    case 6:
      return Array(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CallLogged\",\"params\":{\"durationSeconds\":1e\(random.below(999))}}\n"
          .utf8)
    default:
      var good =
        Array(#"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Ada","emails":["a@b.c"]}}"#.utf8)
        + [10]
      for _ in 0...random.below(4) { good[random.below(good.count)] = UInt8(random.below(256)) }
      return good
    }
  }
}
