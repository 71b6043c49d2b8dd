import APISchema
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Rights
@testable import Wire

@Suite struct `A reference to a contact` {
  private static let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 10)

  private static func call(_ method: String, _ params: String) throws -> MethodCall {
    let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#.utf8)
    guard case .one(.call(let call)) = decoder.decodeLine(line.span) else {
      throw LineClient.Failed(description: "\(decoder.decodeLine(line.span))")
    }
    return call
  }

  @Test func `is an object in JSON and a text once encoded`() throws {
    let call = try Self.call(
      "contact.get", #"{"contact": { "email" : "b\u00e9a@example.org" }, "atLeast": 7, "timeoutMs": 9}"#)
    #expect(call.hasReferences)
    #expect(try ContactGetRequest(serializedBytes: call.request).contact == "email:béa@example.org")
    let named = NamedContacts(in: call.request, of: call.method)
    #expect(named.places.map(\.path) == ["contact"] && named.places[0].reference.text == "béa@example.org")
    #expect(named.atLeast == 7 && named.timeoutMilliseconds == 9)
    let plain = try Self.call("contact.get", #"{"contact":"contact_1"}"#)
    #expect(!plain.hasReferences)
  }

  @Test func `is found and replaced wherever a contact's id is wanted, and nothing else is changed`() throws {
    let call = try Self.call(
      "record",
      #"""
      {"events":[
        {"type":"NoteAdded","data":{"text":"email:a@b.org","contact":{"email":"a@b.org"}},"occurredAt":"2026-01-01T00:00:00Z"},
        {"type":"ContactCreated","data":{"name":"n","organization":{"externalId":"x"},"emails":["a@b.org"]}},
        {"type":"OrderPlaced","data":{"contact":{"phone":"+441"},"total":{"currency":"EUR","amount":"1"},"externalId":"email:q"}}],
       "expect":[{"subject":"contact_1"},{"subject":{"email":"a@b.org"},"version":3}],
       "unless":{"any":[{"subjects":["deal_1",{"externalId":"x"}]}],"after":300},"commandId":"email:c"}
      """#)
    let named = NamedContacts(in: call.request, of: call.method)
    #expect(
      named.places.map(\.path) == [
        "events[0].data.contact", "events[1].data.organization", "events[2].data.contact", "expect[1].subject",
        "unless.any[0].subjects[1]",
      ])
    let ids = Dictionary(named.places.map { ($0.reference, "contact_of_\($0.reference.text)") }) { first, _ in first }
    let replaced = try RecordRequest(
      serializedBytes: NamedContacts.replaced(in: call.request, of: call.method, by: ids))
    var expected = try RecordRequest(serializedBytes: call.request)
    expected.events[0].fact.noteAdded.contact = "contact_of_a@b.org"
    expected.events[1].fact.contactCreated.organization = "contact_of_x"
    expected.events[2].fact.orderPlaced.contact = "contact_of_+441"
    expected.expect[1].subject = "contact_of_a@b.org"
    expected.unless.any[0].subjects[1] = "contact_of_x"
    #expect(replaced == expected)
  }

  @Test func `is bounded in its bytes and in its number, in both framings`() throws {
    func outcome(_ contact: String) throws -> InboundRequest {
      let request = try Request.with { $0.contactGet.contact = contact }.serializedBytes() as [UInt8]
      return Self.decoder.decodeFrame(request.span)
    }
    for (kind, most) in [("email", 254), ("phone", 160), ("externalId", 200)] {
      for (count, isAllowed) in [(most, true), (most + 1, false)] {
        let text = String(repeating: "x", count: count)
        let isRead = (try? Self.call("contact.get", #"{"contact":{"\#(kind)":"\#(text)"}}"#)) != nil
        #expect(isRead == isAllowed, "\(kind) of \(count)")
        guard case .call(let call) = try outcome("\(kind):\(text)") else {
          #expect(!isAllowed)
          continue
        }
        #expect(isAllowed && call.hasReferences)
      }
    }
    guard case .refused = try outcome(String(repeating: "x", count: 65)) else {
      Issue.record("a long id is read")
      return
    }
    for (count, isAllowed) in [(1_000, true), (1_001, false)] {
      let event = #"{"type":"NoteAdded","data":{"contact":{"email":"a@b.org"},"text":"n"}}"#
      let events = [String](repeating: event, count: count).joined(separator: ",")
      #expect(((try? Self.call("record", #"{"events":[\#(events)]}"#)) != nil) == isAllowed)
    }
  }

  @Test func `is not what creates a contact, nor any other text`() {
    for (method, params) in [
      ("ContactCreated", #"{"contact":{"email":"a@b.org"},"name":"n"}"#),
      ("deal.get", #"{"deal":{"email":"a@b.org"}}"#),
      ("NoteAdded", #"{"contact":"contact_1","text":{"email":"a@b.org"}}"#),
    ] {
      #expect(throws: LineClient.Failed.self) { try Self.call(method, params) }
    }
  }
}
