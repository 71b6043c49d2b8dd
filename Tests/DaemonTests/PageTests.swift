import Foundation
import TestSupport
import Testing

/// Lists as a client reads them from the socket.
@Suite struct `The pages of a list over the socket` {
  /// All that `entries` gives from each page.
  private func all(
    _ client: LineClient, _ method: String, _ params: [String: Any], _ entries: ([String: Any]) -> [Any]
  ) throws -> [[Any]] {
    var params = params
    var pages: [[Any]] = []
    while true {
      let reply = try client.call(method, params)
      pages.append(entries(reply))
      guard let cursor = reply["cursor"] as? String else { return pages }
      params["cursor"] = cursor
    }
  }

  @Test func `lead on from the longest names`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      // Syllables that take the most bytes when they are folded: three letters each.
      let stem = String(repeating: "\u{D7A3}", count: 199)
      let names = ["a", "b", "c", "d"].map { stem + $0 }
      for name in names.reversed() { _ = try client.makeContact(name) }
      let pages = try all(client, "contact.find", ["limit": 1]) { reply in
        (reply["contacts"] as? [[String: Any]] ?? []).compactMap { $0["name"] }
      }
      #expect(pages.flatMap { $0 } as? [String] == names)
    }
  }

  @Test func `end at about 1 MiB, whatever the limit`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let contact = try client.makeContact()
      for _ in 0..<40 {
        try client.call("NoteAdded", ["contact": contact, "text": String(repeating: "n", count: 65_536)])
      }
      let pages = try all(client, "contact.history", ["contact": contact, "limit": 1_000]) { reply in
        (reply["entries"] as? [[String: Any]] ?? []).compactMap { $0["position"] }
      }
      #expect(pages.map(\.count) == [15, 15, 11])
      #expect(pages.flatMap { $0 } as? [Int] == Array((place(1)...place(41)).reversed()))
    }
  }

  @Test func `are refused at once for a text of a million words, and others are answered`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      for index in 0..<50 { _ = try client.makeContact("a b c \(index)") }
      let other = try running.client()
      for text in [String(repeating: "a ", count: 400_000) + "b", String(repeating: "x", count: 800_000)] {
        for id in 0..<3 { try client.send("contact.find", ["text": text], id: id) }
        #expect(try other.call("contact.find", ["text": "a"])["contacts"] as? [Any] != nil)
        for _ in 0..<3 {
          let error = try client.receive()["error"] as? [String: Any]
          let data = error?["data"] as? [String: Any]
          #expect(data?["code"] as? String == "invalid")
          #expect(data?["field"] as? String == "text")
        }
      }
      let tag = try client.refusal("contact.find", ["text": "a", "tag": String(repeating: "t", count: 10_000)])
      #expect(tag?.code == "invalid")
    }
  }

  @Test func `of tasks include the days that bound them, and of times the first only`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let times = ["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z"]
      for time in times { try client.call("TaskScheduled", ["title": time, "dueAt": time]) }
      func titles(_ from: String, _ to: String) throws -> [String?] {
        let reply = try client.call("task.list", ["dueFrom": from, "dueTo": to])
        return (reply["tasks"] as? [[String: Any]] ?? []).map { $0["title"] as? String }
      }
      #expect(try titles("2026-03-01", "2026-03-01") == [times[1], times[2]])
      #expect(try titles("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z") == [times[1], times[2]])
      #expect(try titles("2026-03-02", "2026-03-02") == [times[3]])
      #expect(try titles("2026-02-28", "2026-03-01T00:00:00Z") == [times[0]])
      #expect(try client.refusal("task.list", ["dueFrom": "2026-03-05", "dueTo": "2026-03-01"])?.code == "invalid")
    }
  }
}
