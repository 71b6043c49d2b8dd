import APISchema
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Description
@testable import Wire

@Suite struct `The service description` {
  let document: JSONValue
  let schema: ServiceSchema

  init() throws {
    document = try #require(JSONValue(ServiceDescription.document))
    schema = try #require(ServiceSchema(document: ServiceDescription.document))
  }

  @Test func `is an OpenRPC document with every method and fact`() {
    #expect(document["openrpc"]?.string == "1.2.6")
    let callable = MethodCatalogue.names.filter { name in
      FactType.allCases.first { $0.name == name }?.isOfTheDaemon != true
    }
    #expect(schema.names == callable.sorted())
    for method in document["methods"]?.array ?? [] {
      #expect(method["params"]?.array != nil && method["result"]?["schema"] != nil)
    }
  }

  @Test func `has a word on everything that can be called`() {
    for method in document["methods"]?.array ?? [] {
      #expect(method["description"]?.string?.isEmpty == false, "\(method["name"]?.string ?? "")")
    }
  }

  @Test func `says what may be called with which permissions, and which fields are personal`() throws {
    let methods = try #require(document["methods"]?.array)
    func words(_ name: String) -> [String]? {
      methods.first { $0["name"]?.string == name }?["x-permissions"]?.array?.compactMap(\.string)
    }
    #expect(words("contact.get") == ["read"] && words("hello") == [] && words("system.status") == ["status"])
    #expect(words("NoteAdded") == ["record"] && words("ConsentGranted") == ["record", "consent"])
    #expect(words("metrics.query") == ["figures"] && words("PipelineDefined") == ["record", "configure"])
    let find = try #require(methods.first { $0["name"]?.string == "contact.find" }?["params"]?.array)
    let personal = find.filter { $0["schema"]?["x-personal"]?.bool == true }.compactMap { $0["name"]?.string }
    #expect(personal.sorted() == ["email", "externalId", "name", "phone", "text"])
    let card = document["components"]?["schemas"]?["ContactCard"]
    #expect(card?["properties"]?["name"]?["x-personal"]?.bool == true)
    #expect(card?["properties"]?["tags"]?["x-personal"] == nil)
  }

  @Test func `refers only to what it holds`() {
    func references(_ value: JSONValue) -> [String] {
      (value.members ?? []).flatMap { $0.name == "$ref" ? [$0.value.string ?? ""] : references($0.value) }
        + (value.array ?? []).flatMap(references)
    }
    for reference in Set(references(document)) {
      let target = reference.split(separator: "/").dropFirst().reduce(document as JSONValue?) { $0?[String($1)] }
      #expect(target != nil, "\(reference)")
    }
  }

  @Test func `knows what a request may not be`() throws {
    let contact = "contact_01h2xcejqtf2nbrexx3vqjhp41"
    let good = try #require(
      JSONValue(#"{"contact": "\#(contact)", "text": "t", "commandId": "x", "expect": [{"subject": "\#(contact)"}]}"#))
    #expect(schema.problems(method: "NoteAdded", params: good) == [])
    for bad in [#""#, #", "text": 1"#, #", "text": "t", "x": 1"#] {
      #expect(
        try !schema.problems(method: "NoteAdded", params: #require(JSONValue(#"{"contact": "\#(contact)"\#(bad)}"#)))
          .isEmpty)
    }
    let event = #"{"events": [{"type": "NoteAdded", "data": {"contact": "\#(contact)", "txt": "t"}}]}"#
    #expect(try !schema.problems(method: "record", params: #require(JSONValue(event))).isEmpty)
  }

  @Test func `knows what a result must hold`() throws {
    let bad = try #require(JSONValue(#"{"position": 1, "contact": {"id": "c"}}"#))
    #expect(!schema.problems(method: "contact.get", result: bad).isEmpty)
  }

  @Test func `knows the errors and which of them are worth a retry`() throws {
    let behind = WireError(.invalid, field: "x", "y").reply
    var out: [UInt8] = []
    ReplyEncoder(framing: .json).appendError(behind, to: .number(1), into: &out)
    let error = try #require(JSONValue(bytes: out)?["error"])
    #expect(schema.problems(method: "contact.get", error: error) == [])
    #expect(
      ErrorWord.allCases.filter(\.isRetryable)
        == [.behind, .rebuilding, .tooMany, .storageFull, .shuttingDown])
  }

  @Test func `is the result of discovery in both framings`() throws {
    #expect(try DiscoverReply(serializedBytes: ServiceDescription.reply).document == ServiceDescription.document)
    var out: [UInt8] = []
    let encoder = ReplyEncoder(framing: .json)
    encoder.appendDescriptionHead(count: ServiceDescription.document.utf8.count, to: .number(1), into: &out)
    out += ServiceDescription.document.utf8
    encoder.appendDescriptionTail(into: &out)
    #expect(JSONValue(bytes: out)?["result"] == document)
    #expect(schema.problems(method: "rpc.discover", result: document) == [])
  }
}
