import APISchema
import FactSchema
import Glibc
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Daemon

/// Contacts that are named by an e-mail address, a phone or an external id where their id is wanted.
@Suite struct `A contact named otherwise than by its id` {
  private typealias Params = [String: Any]

  private static func subject(_ result: Params) -> String? {
    (result["events"] as? [Params])?.first?["subject"] as? String
  }

  private static func create(_ client: LineClient, _ name: String, _ more: Params = [:]) throws -> String {
    try #require(
      subject(try client.call("ContactCreated", more.merging(["name": name]) { first, _ in first })))
  }

  /// Ada, by each of the ways to name her.
  private static func ada(_ client: LineClient) throws -> (id: String, names: [Params]) {
    let id = try create(
      client, "Ada", ["emails": ["ada@example.org"], "phones": ["+44 20 7946 0000"], "externalId": "c 1"])
    return (id, [["email": "ADA@example.org"], ["phone": "+442079460000"], ["externalId": "c 1"]])
  }

  @Test func `is who the answer is about, in every query`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let (ada, names) = try Self.ada(client)
      _ = try Self.create(client, "Eve", ["emails": ["eve@example.org"]])
      try client.call("DealOpened", ["contact": ada, "title": "d"])
      try client.call("TaskScheduled", ["contact": ada, "title": "t", "dueAt": "2026-01-01"])
      try client.call("OrderPlaced", ["contact": ada, "total": ["currency": "EUR", "amount": "1"]])
      for name in names {
        #expect((try client.call("contact.get", ["contact": name])["contact"] as? Params)?["id"] as? String == ada)
        #expect((try client.call("contact.history", ["contact": name])["entries"] as? [Any])?.count == 4)
        for (method, list) in [("deal.list", "deals"), ("task.list", "tasks"), ("order.list", "orders")] {
          let rows = try client.call(method, ["contact": name])[list] as? [Params]
          #expect(rows?.count == 1 && rows?.first?["contact"] as? String == ada, "\(method)")
        }
        let events = try client.call("log.read", ["subjects": [name]])["events"] as? [Params]
        #expect(events?.count == 4)
      }
    }
  }

  @Test func `is who a fact is about, and the record has the id`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let (ada, names) = try Self.ada(client)
      let inc = try Self.create(client, "Inc", ["kind": "ORGANIZATION", "externalId": "inc"])
      for name in names {
        #expect(Self.subject(try client.call("CallLogged", ["contact": name, "direction": "INBOUND"])) == ada)
      }
      try client.call("ContactDetailsChanged", ["contact": names[0], "organization": ["externalId": "inc"]])
      let card = try client.call("contact.get", ["contact": ada])["contact"] as? Params
      #expect(card?["organization"] as? String == inc && card?["interactionCount"] as? Int == 3)
      let events = try #require(try client.call("log.read", ["after": place(2)])["events"] as? [Params])
      #expect(events.allSatisfy { ($0["data"] as? Params)?["contact"] as? String == ada })
      // Several in one command, conditions among them.
      let note: Params = ["type": "NoteAdded", "data": ["contact": names[2], "text": "n"] as Params]
      let several: Params = [
        "events": [note, note], "expect": [["subject": names[1], "version": 2] as Params],
        "unless": ["any": [["types": ["DealOpened"], "subjects": [names[0]]] as Params], "after": 0] as Params,
      ]
      #expect((try client.call("record", several)["events"] as? [Params])?.count == 2)
      try client.call("DealOpened", ["contact": names[0], "title": "d"])
      let refused = try client.refusal("record", several)
      #expect(refused?.data["field"] == "unless.any[0]")
    }
  }

  @Test func `is refused where nobody or several have the name, and the place is said`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ids = try (0..<12).map { try Self.create(client, "P\($0)", ["emails": ["all@example.org"]]) }
      let two = try (0..<2).map { try Self.create(client, "Q\($0)", ["emails": ["two@example.org"]]) }
      let nobody: Params = ["email": "nobody@example.org"]
      let gone = try client.refusal("contact.get", ["contact": nobody])
      #expect(gone?.code == "notFound" && gone?.message == "contact: no contact has this e-mail address")
      let note: Params = ["type": "NoteAdded", "data": ["contact": ids[0], "text": "n"] as Params]
      let bad: Params = ["type": "NoteAdded", "data": ["contact": nobody, "text": "n"] as Params]
      let second = try client.refusal("record", ["events": [note, bad]])
      #expect(second?.code == "notFound" && second?.data["field"] == "events[1].data.contact")
      #expect(second?.data["event"] == "1")
      let direct = try client.refusal("NoteAdded", ["contact": nobody, "text": "n"])
      #expect(direct?.data["field"] == "contact")
      let both = try client.refusal("NoteAdded", ["contact": ["email": "two@example.org"], "text": "n"])
      #expect(both?.code == "conflict" && both?.data["reason"] == "ambiguous" && both?.data["field"] == "contact")
      #expect(two.allSatisfy { both?.message.contains($0) == true } && both?.message.contains("2 contacts") == true)
      let many = try client.refusal("contact.history", ["contact": ["email": "all@example.org"]])
      #expect(many?.message.contains("more than 10 contacts") == true)
      #expect(ids.count { many?.message.contains($0) == true } == 10)
      for (name, field) in [
        (["email": "no address"], "contact"), (["phone": "letters"], "contact"), ([:], "contact"),
        (["email": "a@b.org", "phone": "+441234567"], "contact"), (["mail": "a@b.org"], "contact.mail"),
        (["email": ""], "contact.email"),
      ] as [(Params, String)] {
        let refused = try client.refusal("contact.get", ["contact": name])
        #expect(
          refused?.code == "invalid" && refused?.data["field"] == field, "\(name): \(String(describing: refused))")
      }
      #expect(try client.call("hello")["log"] as? Params != nil)
      #expect((try client.call("log.read", ["limit": 1])["head"] as? Int) == place(14))
    }
  }

  @Test func `is known by what its connection has just recorded, and everything stays in its order`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      var sent: [String] = []
      func send(_ method: String, _ params: Params) throws {
        sent.append(method)
        try client.send(method, params, id: sent.count)
      }
      for round in 0..<10 {
        let name: Params = ["email": "p\(round)@example.org"]
        try send("ContactCreated", ["name": "P\(round)", "emails": ["p\(round)@example.org"]])
        try send("CallLogged", ["contact": name, "direction": "INBOUND"])
        try send("NoteAdded", ["contact": name, "text": "n"])
        try send("TaskScheduled", ["title": "t", "dueAt": "2026-01-01"])
        try send("contact.get", ["contact": name])
        try send("NoteAdded", ["contact": ["email": "nobody@example.org"], "text": "n"])
        try send("TaskScheduled", ["title": "t", "dueAt": "2026-01-01"])
      }
      var position = place(0)
      for (index, method) in sent.enumerated() {
        let reply = try client.receive()
        #expect(reply["id"] as? Int == index + 1)
        guard index % 7 != 5 else {
          #expect(reply["error"] != nil)
          continue
        }
        let result = try #require(reply["result"] as? Params, "\(method): \(reply)")
        if method == "contact.get" {
          #expect((result["contact"] as? Params)?["interactionCount"] as? Int == 1)
        } else {
          position += 1
          #expect(result["position"] as? Int == position)
        }
      }
    }
  }

  @Test func `is who it was when the same command comes again`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let (ada, names) = try Self.ada(client)
      let note: Params = ["contact": names[0], "text": "n", "commandId": "one"]
      let first = try client.call("NoteAdded", note)
      #expect(Self.subject(first) == ada)
      func again() throws {
        let reply = try client.call("NoteAdded", note)
        #expect(reply["position"] as? Int == first["position"] as? Int && reply["replayed"] as? Bool == true)
        #expect(Self.subject(reply) == ada)
      }
      try again()
      // Nobody has the address, then another, then both.
      try client.call("ContactDetailsChanged", ["contact": ada, "emails": ["other@example.org"]])
      try again()
      _ = try Self.create(client, "Eve", ["emails": ["ada@example.org"]])
      try again()
      try client.call("ContactDetailsChanged", ["contact": ada, "emails": ["ada@example.org"]])
      try again()
      #expect(
        try client.refusal("NoteAdded", note.merging(["text": "m", "commandId": "two"]) { $1 })?.data["reason"]
          == "ambiguous")
      let other = try client.refusal("NoteAdded", ["contact": ada, "text": "n", "commandId": "one"])
      #expect(other?.code == "idReused")
    }
  }

  @Test func `is who it was when the same command comes again that names it beside the facts`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let (ada, names) = try Self.ada(client)
      let name = names[0]
      // A fact that seals nothing of its own, and one with a text.
      let expecting: Params = [
        "contact": ada, "tags": ["t"], "commandId": "one", "expect": [["subject": name, "version": 1]],
      ]
      let unless: Params = [
        "contact": ada, "text": "n", "commandId": "two",
        "unless": ["after": 0, "any": [["types": ["CallLogged"], "subjects": [name, ada]]]],
      ]
      let first = [try client.call("ContactTagged", expecting), try client.call("NoteAdded", unless)]
      func again() throws {
        for (index, (fact, params)) in [("ContactTagged", expecting), ("NoteAdded", unless)].enumerated() {
          let reply = try client.call(fact, params)
          #expect(reply["position"] as? Int == first[index]["position"] as? Int && reply["replayed"] as? Bool == true)
        }
      }
      try again()
      try client.call("ContactDetailsChanged", ["contact": ada, "emails": ["other@example.org"]])
      try again()
      _ = try Self.create(client, "Eve", ["emails": ["ada@example.org"]])
      try again()
      // Another name beside the facts, the id in its place, another version: other requests.
      for subject in [["email": "other@example.org"], ada] as [Any] {
        let other = expecting.merging(["expect": [["subject": subject, "version": 1]]]) { $1 }
        #expect(try client.refusal("ContactTagged", other)?.code == "idReused")
      }
      let other = expecting.merging(["expect": [["subject": name, "version": 2]]]) { $1 }
      #expect(try client.refusal("ContactTagged", other)?.code == "idReused")
    }
  }

  @Test func `is a text in binary`() async throws {
    try await withDaemon { running in
      let (ada, _) = try Self.ada(running.client())
      let frames = try running.frames()
      for name in ["email:ada@example.org", "phone:+442079460000", "externalId:c 1"] {
        let reply = try frames.call { $0.contactGet.contact = name }
        #expect(reply?.contactGet.contact.id == ada)
      }
      var event = ProposedEvent()
      event.fact.noteAdded = .with { ($0.contact, $0.text) = ("email:ada@example.org", "n") }
      #expect(try frames.call { $0.record.events = [event] }?.record.events.map(\.subject) == [ada])
      event.fact.noteAdded.contact = "email:nobody@example.org"
      let refused = try frames.call { $0.record.events = [event] }?.error
      #expect(refused?.code == "notFound" && refused?.field == "events[0].data.contact" && refused?.event == 0)
    }
  }

  /// Needs root, to be another: whoever does not see personal fields must not find out whose they are either.
  @Test(.enabled(if: geteuid() == 0))
  func `is not told to who may not see personal fields`() async throws {
    let permissions = Permission.allCases.filter { $0 != .personal }.map(\.word).joined(separator: ",")
    let settings = ["socket.mode": "0666", "roles.users.blind": "60011", "roles.define.blind": permissions]
    try await withDaemon(settings) { running in
      let (ada, _) = try Self.ada(running.client())
      let lines = ["email\":\"ada@example.org", "email\":\"nobody@example.org", "externalId\":\"c 1"].flatMap { name in
        [
          #"{"jsonrpc":"2.0","id":1,"method":"contact.get","params":{"contact":{"\#(name)"}}}"#,
          #"{"jsonrpc":"2.0","id":1,"method":"NoteAdded","params":{"contact":{"\#(name)"},"text":"n"}}"#,
        ]
      }
      let replies = try PeerProcess.exchange(lines, running.path, uid: 60_011)
      #expect(replies.count == 6)
      for reply in replies {
        let data = (reply["error"] as? Params)?["data"] as? Params
        #expect(data?["code"] as? String == "forbidden" && data?["permission"] as? String == "personal", "\(reply)")
        #expect(data?["field"] as? String == "contact" && !"\(reply)".contains(ada))
      }
    }
  }
}
