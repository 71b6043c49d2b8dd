import Foundation
import TestSupport
import Testing

@testable import Daemon

/// What clients write in different ways, over the socket.
@Suite struct `What a client writes` {
  private func events(_ client: LineClient, _ params: [String: Any] = [:]) throws -> [[String: Any]] {
    try #require(try client.call("log.read", params)["events"] as? [[String: Any]])
  }

  private func card(_ client: LineClient, _ contact: String) throws -> [String: Any] {
    try #require(try client.call("contact.get", ["contact": contact])["contact"] as? [String: Any])
  }

  private func found(_ client: LineClient, _ params: [String: Any]) throws -> [String] {
    let contacts = try #require(try client.call("contact.find", params)["contacts"] as? [[String: Any]])
    return contacts.compactMap { $0["id"] as? String }.sorted()
  }

  @Test func `as a date counts in that day's month, whatever it is a time of`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact()
      for day in ["2025-01-01", "2025-01-31", "2025-02-01"] {
        try client.call("CallLogged", ["contact": ada, "direction": "INBOUND", "occurredAt": day])
      }
      try client.call("TaskScheduled", ["title": "Write", "dueAt": "2030-02-01"])
      let times = try events(client, ["types": ["CallLogged"]]).compactMap { $0["occurredAt"] as? String }
      #expect(times == ["2025-01-01T12:00:00.000Z", "2025-01-31T12:00:00.000Z", "2025-02-01T12:00:00.000Z"])
      let tasks = try #require(try client.call("task.list")["tasks"] as? [[String: Any]])
      #expect(tasks.first?["dueAt"] as? String == "2030-02-01T12:00:00.000Z")
      let months = try client.call("metrics.query", ["metric": "calls.logged", "by": "month"])
      let points = try #require(months["series"] as? [[String: Any]])
      #expect(points.compactMap { $0["at"] as? String } == ["2025-01-01", "2025-02-01"])
      #expect(points.compactMap { $0["value"] as? Int } == [2, 1])
      let refused = try client.refusal(
        "CallLogged", ["contact": ada, "direction": "INBOUND", "occurredAt": "2025-02-30"])
      #expect(refused?.code == "invalid")
    }
  }

  @Test func `as an empty list in a change clears it, and is the same command as clear`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let made = try client.call(
        "ContactCreated", ["name": "Ada", "emails": ["ada@example.org"], "phones": ["+44 20 7946 0958"], "tags": ["a"]])
      let ada = try #require((made["events"] as? [[String: Any]])?.first?["subject"] as? String)
      try client.call("ContactDetailsChanged", ["contact": ada, "owner": "carl"])
      let owner = try #require(try events(client).last?["data"] as? [String: Any])
      #expect(owner.keys.sorted() == ["contact", "owner"])
      let first = try client.call(
        "ContactDetailsChanged", ["contact": ada, "name": "Ada King", "emails": [], "commandId": "k"])
      let data = try #require(try events(client).last?["data"] as? [String: Any])
      #expect(data.keys.sorted() == ["clear", "contact", "name"])
      #expect(data["clear"] as? [String] == ["emails"])
      let card = try card(client, ada)
      #expect(card["emails"] as? [String] == [])
      #expect(card["phones"] as? [String] == ["+44 20 7946 0958"])
      #expect(card["tags"] as? [String] == ["a"])
      let again = try client.call(
        "ContactDetailsChanged", ["contact": ada, "name": "Ada King", "clear": ["emails"], "commandId": "k"])
      #expect(again["replayed"] as? Bool == true)
      #expect(again["position"] as? Int == first["position"] as? Int)
      let history = try #require(try client.call("contact.history", ["contact": ada])["entries"] as? [[String: Any]])
      #expect((history[0]["data"] as? [String: Any])?.keys.sorted() == ["clear", "contact", "name"])
      try client.call("ContactDetailsChanged", ["contact": ada, "phones": [], "tags": []])
      #expect(try self.card(client, ada)["phones"] as? [String] == [])
    }
  }

  /// The examples and how each is found.
  @Test func `as an odd form is found by the usual one`() async throws {
    try await withDaemon(["phone.region": "DE"]) { running in
      let client = try running.client()
      func made(_ fields: [String: Any]) throws -> String {
        let reply = try client.call("ContactCreated", fields.merging(["name": "Odd"]) { old, _ in old })
        return try #require((reply["events"] as? [[String: Any]])?.first?["subject"] as? String)
      }
      let phones = [
        "(+49) 30 1234567", "\u{202A}+49 30 1234567\u{202C}", "tel:+49-30-1234567", "+49 30 1234567;ext=12",
        "030 1234567",
      ]
      let called = try phones.map { try made(["phones": [$0]]) }.sorted()
      for phone in phones + ["+49301234567"] { #expect(try found(client, ["phone": phone]) == called, "\(phone)") }
      let mailed = try [
        "grace@example.org", "grace\u{200B}@example.org", "\u{2068}grace@example.org\u{2069}",
      ].map { try made(["emails": [$0]]) }.sorted()
      for email in ["grace@example.org", "Grace@example.org\u{200B}"] {
        #expect(try found(client, ["email": email]) == mailed)
      }
      let numbered = try made(["externalId": "17 "])
      #expect(try found(client, ["externalId": "17"]) == [numbered])
      #expect(try client.refusal("ContactCreated", ["name": "Two", "externalId": "17"])?.code == "conflict")
      let coffee = try made(["externalId": "cafe\u{301}"])
      for form in ["caf\u{E9}", "cafe\u{301}"] { #expect(try found(client, ["externalId": form]) == [coffee]) }
      let yamada = try made(["name": "ﾔﾏﾀﾞ 太郎"])
      for text in ["ヤマダ", "ﾔﾏﾀﾞ", "ヤマ"] { #expect(try found(client, ["text": text]) == [yamada], "\(text)") }
      for name in ["\u{200B}", "\u{FEFF}", "\u{202E}"] {
        #expect(try client.refusal("ContactCreated", ["name": name])?.code == "invalid")
      }
      let extensions = ["+1 555 123 4567 ext 12", "+1 555 123 4567 ext 13"]
      let two = try made(["phones": extensions])
      #expect(try card(client, two)["phones"] as? [String] == extensions)
    }
  }

  @Test func `as a currency of the past is one`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact()
      for currency in ["LTL", "SLL", "VEF", "DEM", "ANG", "BGN", "HRK", "FRF", "EEK"] {
        let total = ["currency": currency, "amount": "12.50"]
        try client.call("OrderPlaced", ["contact": ada, "total": total])
      }
      let money = ["currency": "XYZ", "amount": "1"]
      #expect(try client.refusal("OrderPlaced", ["contact": ada, "total": money])?.code == "invalid")
    }
  }
}
