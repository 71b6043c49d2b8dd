import APISchema
import FactSchema
import Foundation
import Glibc
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing
import Wire

@testable import Daemon

@Suite struct `whatif` {
  @Test func `answers in both framings, and is asked as a client knows a contact`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let made = try client.call("ContactCreated", ["name": "Ada", "emails": ["ada@example.org"]])
      let ada = try #require((made["events"] as? [[String: Any]])?.first?["subject"] as? String)
      let call = try client.call("CallLogged", ["contact": ada, "direction": "INBOUND"])["position"] as? Int ?? 0
      let params: [String: Any] = [
        "without": [call],
        "with": [["type": "DealOpened", "data": ["contact": ["email": "ada@example.org"], "title": "Engine"]]],
        "query": ["contactGet": ["contact": ["email": "ada@example.org"]]],
      ]
      let reply = try client.call("whatif", params)
      #expect(reply["position"] as? Int == call && reply["leftOut"] as? [Int] == [call] && reply["added"] as? Int == 1)
      func card(_ side: String) -> [String: Any] {
        let answer = (reply[side] as? [String: Any])?["contactGet"] as? [String: Any]
        return answer?["contact"] as? [String: Any] ?? [:]
      }
      #expect(card("asItIs")["interactionCount"] as? Int == 1 && card("asItIs")["openDeals"] as? Int == 0)
      #expect(card("asItWouldBe")["interactionCount"] as? Int == 0 && card("asItWouldBe")["openDeals"] as? Int == 1)
      let differences = reply["differences"] as? [[String: Any]] ?? []
      #expect(
        differences.map { $0["path"] as? String } == [
          "contact.lastInteractionAt", "contact.interactionCount", "contact.openDeals",
        ])
      #expect(differences.last?["asItIs"] as? String == "0" && differences.last?["asItWouldBe"] as? String == "1")
      let answered = try running.frames().call { request in
        request.whatif = .with {
          $0.without = [UInt64(call)]
          $0.query.contactGet.contact = ada
        }
      }
      let whatif = try #require(answered?.whatif)
      #expect(whatif.leftOut == [UInt64(call)] && whatif.asItWouldBe.contactGet.contact.interactionCount == 0)
      #expect(whatif.differences.map(\.path) == ["contact.lastInteractionAt", "contact.interactionCount"])
      #expect(try client.call("hello")["log"] as? [String: Any] != nil)
      #expect(try client.call("contact.get", ["contact": ada])["position"] as? Int == call)
    }
  }

  @Test func `says in one sentence what is wrong, and where`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let ada = try client.makeContact()
      func refused(_ params: [String: Any]) throws -> String {
        let refusal = try #require(try client.refusal("whatif", params))
        return "\(refusal.code) \(refusal.data["field"] ?? "-")"
      }
      let query = ["contactGet": ["contact": ada]]
      #expect(try refused(["without": [999], "query": query]) == "notFound without")
      #expect(try refused(["without": [1], "query": query]) == "conflict without")
      #expect(try refused(["query": [String: Any]()]) == "invalid query")
      #expect(try refused(["query": ["contactGet": ["contact": "nobody"]]]) == "invalid query.contactGet.contact")
      #expect(try refused(["query": ["contactGet": ["contact": ada], "teamList": [:]]]) == "invalid query")
      #expect(try refused(["rehearsal": "none", "query": query]) == "notFound rehearsal")
      let note: [String: Any] = ["type": "NoteAdded", "data": ["contact": ada, "text": " "]]
      #expect(try refused(["with": [note], "query": query]) == "invalid with[0].data.text")
      let reset: [String: Any] = ["type": "ClockReset", "data": ["was": "2026-01-01T00:00:00Z"]]
      #expect(try refused(["with": [reset], "query": query]) == "invalid with[0].type")
    }
  }

  /// Needs root, to be other people.
  @Test(.enabled(if: geteuid() == 0)) func `takes the permissions of recording and of its query`() async throws {
    let settings = [
      "socket.mode": "0666", "roles.users.clerk": "60021", "roles.define.clerk": "read,record,personal",
      "roles.users.reader": "60022",
    ]
    try await withDaemon(settings) { running in
      let ada = try running.client().makeContact()
      func ask(_ params: String, uid: Int) throws -> String {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"whatif","params":\#(params)}"#
        let error = try PeerProcess.exchange([line], running.path, uid: uid).first?["error"] as? [String: Any]
        let data = error?["data"] as? [String: Any]
        return "\(data?["code"] ?? "-") \(data?["field"] ?? "-") \(data?["permission"] ?? "-")"
      }
      let card = #""query":{"contactGet":{"contact":"\#(ada)"}}"#
      #expect(try ask("{\(card)}", uid: 60_022) == "forbidden - record")
      #expect(try ask("{\(card)}", uid: 60_021) == "- - -")
      #expect(
        try ask(#"{"query":{"metricsQuery":{"metric":"calls.logged"}}}"#, uid: 60_021) == "forbidden query figures")
      let consent = #"{"type":"ConsentGranted","data":{"contact":"\#(ada)","purpose":"news","channel":"email"}}"#
      #expect(try ask(#"{"with":[\#(consent)],\#(card)}"#, uid: 60_021) == "forbidden with[0].type consent")
    }
  }
}
