import Description
import Foundation
import TestSupport
import Testing
import Wire

@testable import Daemon

/// The client of `withDaemon` holds every call against the description; here every method and fact is called.
@Suite struct `The service description is true` {
  @Test func `every fact is recorded and every method answered as it says`() async throws {
    try await withDaemon { daemon in
      let client = try daemon.client()
      var caller = EveryCall(client: client)
      try caller.recordCompany()
      try caller.query()
      try caller.administer()
      try caller.subscribe()
      // Facts that the daemon alone records are refused from everybody.
      let own =
        ["ClockReset": [:], "LogLossAccepted": ["from": 1], "ErasureCompleted": ["erasure": 1]]
        as [String: [String: Any]]
      for (fact, data) in own { #expect(try client.refusal(fact, data)?.code == "invalid") }
      #expect(Set(MethodCatalogue.names).subtracting(caller.called) == Set(own.keys))
    }
  }

  @Test func `it is what the daemon gives`() async throws {
    try await withDaemon { daemon in
      let client = try LineClient(path: daemon.path)
      try client.send(line: #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#)
      let line = try client.readLine()
      let reply = try JSONValue(#require(line))
      #expect(reply?["result"] == JSONValue(ServiceDescription.document))
    }
  }

  @Test(arguments: [
    ("contact.get", #"{"contact":"contact_01h2xcejqtf2nbrexx3vqjhp41"}"#, "notFound"),
    ("contact.get", #"{"contact":"x"}"#, "invalid"), ("contact.find", #"{"limit":0}"#, "invalid"),
    ("deal.get", #"{"deal":"deal_01h2xcejqtf2nbrexx3vqjhp41"}"#, "notFound"),
    ("contact.find", #"{"atLeast":999999,"timeoutMs":1}"#, "behind"),
    ("NoteAdded", #"{"contact":"x","text":"y"}"#, "invalid"),
    ("record", #"{"events":[]}"#, "invalid"), ("hello", #"{"protocol":99}"#, "unsupportedProtocol"),
    ("metrics.query", #"{"metric":"no.such"}"#, "invalid"), ("log.read", #"{"types":["NoSuch"]}"#, "invalid"),
    ("projection.status", #"{"projection":"nosuch"}"#, "notFound"),
    ("log.unsubscribe", #"{"subscription":99}"#, "notFound"),
    ("NoteAdded", #"{"contact":"contact_01h2xcejqtf2nbrexx3vqjhp41","text":"y"}"#, "notFound"),
  ])
  func `refusals are as it says`(method: String, params: String, word: String) async throws {
    try await withDaemon { daemon in
      let object = try #require(JSONSerialization.jsonObject(with: Data(params.utf8)) as? [String: Any])
      let refusal = try daemon.client().refusal(method, object)
      #expect(refusal?.code == word, "\(String(describing: refusal))")
    }
  }
}
