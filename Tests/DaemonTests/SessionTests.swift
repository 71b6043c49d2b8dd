import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A session in JSON lines` {
  @Test func `hello tells protocol, role, durability and limits`() async throws {
    try await withDaemon { running in
      let result = try running.client().call("hello", ["client": "test", "protocol": 1])
      #expect(result["protocol"] as? Int == 1 && result["durability"] as? String == "fsync")
      #expect(result["role"] as? String == "operator")
      let limits = try #require(result["limits"] as? [String: Any])
      #expect(limits["inFlight"] as? Int == 4096 && limits["requestBytes"] as? Int == 4 << 20)
      let log = try #require(result["log"] as? [String: Any])
      #expect((log["origin"] as? String)?.count == 32 && log["head"] as? Int == 0)
    }
  }

  @Test func `an unknown protocol is refused`() async throws {
    try await withDaemon { running in
      let refused = try running.client().refusal("hello", ["protocol": 2])
      #expect(refused?.code == "unsupportedProtocol" && refused?.data["retryable"] == "0")
    }
  }

  @Test func `an unknown method is refused by JSON-RPC's number`() async throws {
    try await withDaemon { running in
      let refused = try running.client().refusal("contact.erase")
      #expect(refused?.number == -32601)
    }
  }

  @Test func `what is not JSON is refused and the connection goes on`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.send(line: "what?")
      let error = try #require(try client.receive()["error"] as? [String: Any])
      #expect(error["code"] as? Int == -32700)
      #expect(try client.call("hello")["protocol"] as? Int == 1)
    }
  }

  @Test func `a query sees what its connection recorded before it`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let contact = try client.makeContact()
      for count in 1...20 {
        try client.send("CallLogged", ["contact": contact, "direction": "INBOUND"], id: 2 * count)
        try client.send("contact.get", ["contact": contact], id: 2 * count + 1)
        #expect(try client.receive()["id"] as? Int == 2 * count)
        let result = try #require(try client.receive()["result"] as? [String: Any])
        #expect((result["contact"] as? [String: Any])?["interactionCount"] as? Int == count)
      }
    }
  }

  @Test(arguments: ["commandId", "correlationId", "causationId"])
  func `an empty id is refused, not taken for none`(field: String) async throws {
    try await withDaemon { running in
      let client = try running.client()
      #expect(try client.refusal("ContactCreated", ["name": "Ada", field: ""])?.data["field"] == field)
      let event: [String: Any] = ["type": "ContactCreated", "data": ["name": "Ada"]]
      #expect(try client.refusal("record", ["events": [event], field: ""])?.data["field"] == field)
      #expect(try client.call("hello")["protocol"] as? Int == 1)
    }
  }

  @Test func `replies come in the order of the requests, whatever they are`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let contact = try client.makeContact()
      let methods: [(String, [String: Any])] = [
        ("contact.get", ["contact": contact]), ("CallLogged", ["contact": contact, "direction": "OUTBOUND"]),
        ("hello", [:]), ("log.read", ["limit": 1]), ("nonsense", [:]), ("pipeline.board", [:]),
        ("NoteAdded", ["contact": contact, "text": "hello"]), ("projection.list", [:]), ("CallLogged", [:]),
      ]
      for id in 0..<900 { try client.send(methods[id % methods.count].0, methods[id % methods.count].1, id: id) }
      #expect(try client.receiveIDs(900) == Array(0..<900))
    }
  }

  @Test func `hundreds of cards asked for at once are answered in order, past those that the loop answers itself`()
    async throws
  {
    try await withDaemon { running in
      let client = try running.client()
      let contacts = try (0..<3).map { try client.makeContact("N\($0)") }
      for id in 0..<600 { try client.send("contact.get", ["contact": contacts[id % 3]], id: id) }
      for id in 0..<600 {
        let reply = try client.receive()
        let result = try #require(reply["result"] as? [String: Any])
        #expect(reply["id"] as? Int == id)
        #expect((result["contact"] as? [String: Any])?["id"] as? String == contacts[id % 3])
      }
    }
  }

  @Test func `two thousand commands may be sent before the first reply is read`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      let contact = try client.makeContact()
      for id in 0..<2_000 {
        try client.send("CallLogged", ["contact": contact, "direction": "INBOUND", "notes": "n\(id)"], id: id)
      }
      #expect(try client.receiveIDs(2_000) == Array(0..<2_000))
      #expect(try client.call("system.status")["position"] as? Int == place(2_001))
    }
  }

  @Test func `a notification is obeyed and never answered`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.send(line: #"{"jsonrpc":"2.0","method":"ContactCreated","params":{"name":"Ada"}}"#)
      try client.send(line: #"{"jsonrpc":"2.0","method":"no.such"}"#)
      #expect(try client.call("log.read")["head"] as? Int == place(1))
    }
  }

  @Test func `a batch is answered by one array in order`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.send(
        line: """
          [{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Ada"}},\
          {"jsonrpc":"2.0","method":"ContactCreated","params":{"name":"Bob"}},7,\
          {"jsonrpc":"2.0","id":2,"method":"contact.find","params":{}}]
          """)
      let line = try #require(try client.readLine())
      let replies = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String: Any]])
      #expect(replies.map { $0["id"] as? Int } == [1, nil, 2])
      let result = try #require(replies.last?["result"] as? [String: Any])
      #expect((result["contacts"] as? [Any])?.count == 2)
    }
  }

  @Test func `a batch of notifications is not answered`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.send(line: #"[{"jsonrpc":"2.0","method":"hello"},{"jsonrpc":"2.0","method":"hello"}]"#)
      #expect(try client.call("hello")["protocol"] as? Int == 1)
    }
  }

  @Test func `a batch over the limit is refused whole`() async throws {
    try await withDaemon(["limits.batch": "2"]) { running in
      let client = try running.client()
      let one = #"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"A"}}"#
      try client.send(line: "[\(one),\(one),\(one)]")
      #expect((try client.receive()["error"] as? [String: Any])?["code"] as? Int == -32000)
      #expect(try client.call("log.read")["head"] as? Int == 0)
    }
  }

  @Test func `a request may come in pieces`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      for byte in Array(#"{"jsonrpc":"2.0","id":5,"method":"hello"}"#.utf8) + [10] { try client.send([byte]) }
      #expect(try client.receive()["id"] as? Int == 5)
    }
  }

  @Test func `atLeast ahead of the log is behind after its timeout`() async throws {
    try await withDaemon { running in
      let refused = try running.client().refusal("contact.find", ["atLeast": 99, "timeoutMs": 1])
      #expect(refused?.code == "behind" && refused?.data["retryable"] == "1")
    }
  }

  @Test(arguments: ["projection.list", "projection.status"])
  func `how a read model stands waits for atLeast like a query`(method: String) async throws {
    try await withDaemon { running in
      let client = try running.client()
      try client.call("ContactCreated", ["name": "Ada"])
      var params: [String: Any] = ["atLeast": place(1)]
      if method == "projection.status" { params["projection"] = "contacts" }
      let result = try client.call(method, params)
      let infos = result["projections"] as? [[String: Any]] ?? [result["projection"] as? [String: Any] ?? [:]]
      #expect(infos.allSatisfy { $0["position"] as? Int == place(1) }, "\(infos)")
      params["atLeast"] = 99
      params["timeoutMs"] = 1
      #expect(try client.refusal(method, params)?.code == "behind")
      params["timeoutMs"] = 60_001
      #expect(try client.refusal(method, params)?.data["field"] == "timeoutMs")
    }
  }

  @Test func `a field's path begins at the parameters that were sent`() async throws {
    try await withDaemon { running in
      let client = try running.client()
      #expect(
        try client.refusal("CallLogged", ["contact": "contact_x", "direction": "INBOUND"])?.data["field"] == "contact")
      let event: [String: Any] = ["type": "CallLogged", "data": ["contact": "contact_x", "direction": "INBOUND"]]
      #expect(try client.refusal("record", ["events": [event]])?.data["field"] == "events[0].data.contact")
    }
  }
}
