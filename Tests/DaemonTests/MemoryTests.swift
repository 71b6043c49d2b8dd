import Engine
import Foundation
import Glibc
import TestSupport
import Testing
import Wire

@testable import Daemon

/// Answers that nobody reads are held within bounds, and nobody else waits for them.
@Suite struct `Answers that nobody reads` {
  static let budget = 64 << 20

  /// A daemon with a contact whose history takes about 3 MB.
  private func withHistory(
    _ flags: [String: String] = ["limits.clientBytes": "64MiB"], _ body: (RunningDaemon, String) async throws -> Void
  ) async throws {
    try await withDaemon(flags, loops: 2) { running in
      let client = try running.client()
      let contact = try client.makeContact()
      let text = String(repeating: "long ", count: 13_000)
      for _ in 0..<48 { try client.call("NoteAdded", ["contact": contact, "text": text]) }
      try await body(running, contact)
    }
  }

  @Test func `of a batch of a thousand histories go out one after the other`() async throws {
    try await withHistory { running, contact in
      let request =
        #"{"jsonrpc":"2.0","id":1,"method":"contact.history","params":{"contact":"\#(contact)","limit":1000}}"#
      let client = try LineClient(path: running.path)
      try client.send(line: "[" + Array(repeating: request, count: 1_000).joined(separator: ",") + "]")
      let other = try running.client()
      var most = 0
      // Each call is a turn of the daemon; the batch is as far as it can come without its client.
      for _ in 0..<200 {
        try other.call("contact.get", ["contact": contact])
        most = max(most, running.daemon.hub.budget.heldBytes)
      }
      #expect(most > 1 << 20 && most < Self.budget / 2, "\(most)")
    }
  }

  @Test func `of a batch are one list on one line, without those of notifications`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let call = #"{"jsonrpc":"2.0","id":7,"method":"hello"}"#
      let note = #"{"jsonrpc":"2.0","method":"hello"}"#
      let wrong = #"{"jsonrpc":"2.0","id":8,"method":"nothing"}"#
      let description = #"{"jsonrpc":"2.0","id":9,"method":"rpc.discover"}"#
      for (batch, ids) in [
        ([call, note, wrong, call], [7, 8, 7]), ([note, call, note], [7]),
        ([description, call, description], [9, 7, 9]),
      ] {
        try client.send(line: "[" + batch.joined(separator: ",") + "]")
        let line = try #require(try client.readLine())
        let list = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String: Any]])
        #expect(list.map { $0["id"] as? Int } == ids)
      }
      // Nothing at all is answered where nothing wants an answer.
      try client.send(line: "[\(note),\(note)]")
      try client.send(line: call)
      #expect(try client.receive()["id"] as? Int == 7)
    }
  }

  @Test func `of many connections stay within a user's share, are told when they are read, and hold up no card`()
    async throws
  {
    try await withHistory { running, contact in
      let request =
        #"{"jsonrpc":"2.0","id":1,"method":"contact.history","params":{"contact":"\#(contact)","limit":1000}}"# + "\n"
      let clients = try (0..<12).map { _ in try LineClient(path: running.path) }
      for client in clients { try client.send(Array(String(repeating: request, count: 10).utf8)) }
      let other = try running.client()
      var most = 0
      for _ in 0..<200 {
        try other.call("contact.get", ["contact": contact])
        most = max(most, running.daemon.hub.budget.heldBytes)
      }
      #expect(most > 4 << 20 && most < Self.budget, "\(most)")
      // Whoever reads gets every answer.
      #expect(try Self.lines(of: clients, each: 10) == Array(repeating: 10, count: clients.count))
      #expect(try Self.becomes(other) { running.daemon.hub.budget.heldBytes == 0 })
    }
  }

  /// Whether it becomes so within many turns of the daemon.
  private static func becomes(_ other: LineClient, _ isSo: () throws -> Bool) throws -> Bool {
    for _ in 0..<20_000 {
      if try isSo() { return true }
      try other.call("hello")
    }
    return false
  }

  private static func lineEnds(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { bytes in
      var count = 0
      var start = 0
      while start < bytes.count, let base = bytes.baseAddress, let found = memchr(base + start, 10, bytes.count - start)
      {
        count += 1
        start = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }

  /// Reads from all connections as they have something, until each has given so many lines: how many it gave.
  private static func lines(of clients: [LineClient], each: Int) throws -> [Int] {
    var counts = [Int](repeating: 0, count: clients.count)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while counts.contains(where: { $0 < each }) {
      var polled = clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, nfds_t(polled.count), 60_000) > 0 else { return counts }
      for index in polled.indices where polled[index].revents != 0 {
        let count = recv(clients[index].descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return counts }
        counts[index] += Self.lineEnds(chunk[..<count])
      }
    }
    return counts
  }

  @Test func `of filtered pages of the log end at their bytes`() async throws {
    try await withHistory { running, contact in
      let client = try running.client()
      var after = 0
      var facts = 0
      var pages = 0
      while true {
        let page = try client.call("log.read", ["subjects": [contact], "limit": 1_000, "after": after])
        let events = try #require(page["events"] as? [Any])
        facts += events.count
        pages += 1
        after = try #require(page["next"] as? Int)
        #expect(events.count <= 34)
        if page["more"] as? Bool == false { break }
      }
      #expect(facts == 49 && pages >= 2)
    }
  }

  @Test func `are dropped with their connections when others wait for the memory, and those are answered`() async throws
  {
    let flags = ["limits.clientBytes": "32MiB", "limits.unreadSeconds": "1"]
    try await withHistory(flags) { running, contact in
      let request =
        #"{"jsonrpc":"2.0","id":1,"method":"contact.history","params":{"contact":"\#(contact)","limit":1000}}"# + "\n"
      let idle = try (0..<3).map { _ in try LineClient(path: running.path) }
      for client in idle { try client.send(Array(String(repeating: request, count: 4).utf8)) }
      // Whoever waits is one of the same user; what it waits for is held by those who read nothing.
      let other = try running.client()
      #expect(try Self.becomes(other) { running.daemon.hub.budget.heldBytes >= 2 << 20 })
      #expect(try other.call("contact.history", ["contact": contact, "limit": 1_000])["entries"] != nil)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `are given back however a connection ends`(seed: UInt64) async throws {
    try await withHistory { running, contact in
      var random = SeededGenerator(seed: seed)
      let other = try running.client()
      let connections = try other.call("system.status")["connections"] as? Int
      let requests = [
        #"{"jsonrpc":"2.0","id":1,"method":"contact.history","params":{"contact":"\#(contact)","limit":1000}}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#, #"{"jsonrpc":"2.0","id":1,"method":"log.read"}"#,
        #"{"jsonrpc":"2.0","id":1,"method":"contact.find","params":{"text":"ada"}}"#, #"{"jsonrpc":"2.0","id":1,"#,
        #"{"jsonrpc":"2.0","id":1,"method":"NoteAdded","params":{"contact":"\#(contact)","text":"x"}}"#,
      ]
      for _ in 0..<30 {
        let client = try LineClient(path: running.path)
        for _ in 0...random.below(30) { try? client.send(line: requests[random.below(requests.count)]) }
        if random.below(2) == 0 { client.finish() }
        if random.below(2) == 0 { _ = try client.readLine(seconds: 20) }
      }
      #expect(try Self.becomes(other) { try other.call("system.status")["connections"] as? Int == connections })
      #expect(try Self.becomes(other) { running.daemon.hub.budget.heldBytes == 0 })
    }
  }
}
