import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Descriptors
@testable import Rights
@testable import Wire

@Suite struct `Personal fields of answers` {
  private static let card = ContactCard.with {
    $0.id = "contact_1"
    $0.version = 3
    $0.name = "Ada"
    $0.emails = ["ada@example.org", "b@example.org"]
    $0.tags = ["vip"]
    $0.owner = "bob"
  }
  private static let reply = ContactGetReply.with {
    $0.position = 7
    $0.contact = card
  }

  private func encode(_ reply: some Message, _ method: Method, _ framing: Framing) throws -> [UInt8] {
    var out: [UInt8] = []
    let encoder = ReplyEncoder(framing: framing, hidesPersonal: true)
    #expect(encoder.appendResult(try reply.serializedBytes(), of: method, to: .number(1), into: &out))
    return out
  }

  /// Those of a card.
  private static let personal = [
    "name", "givenName", "familyName", "emails", "phones", "externalId", "title", "jobTitle", "nickname", "birthday",
    "anniversary", "addresses", "websites", "handles", "sourceIds", "emailLabels", "phoneLabels",
  ]

  @Test func `are left out of JSON, not shown as empty, and named`() throws {
    let result = try #require(JSONValue(bytes: encode(Self.reply, .contactGet, .json))?["result"]?["contact"])
    let names = Self.personal
    #expect(result["denied"]?.array?.compactMap(\.string) == names)
    for name in names { #expect(result[name] == nil) }
    #expect(result["id"]?.string == "contact_1" && result["tags"]?.array?.count == 1 && result["source"]?.string == "")
  }

  @Test func `are left out of frames and named`() throws {
    let frame = try encode(Self.reply, .contactGet, .binary)
    let card = try Reply(serializedBytes: Array(frame[5...])).contactGet.contact
    var expected = ContactCard.with {
      ($0.id, $0.version, $0.tags, $0.owner) = ("contact_1", 3, ["vip"], "bob")
    }
    expected.denied = Self.personal
    #expect(card == expected)
  }

  @Test func `are named whether they held anything or not`() throws {
    let empty = ContactGetReply.with { $0.contact = .with { $0.id = "contact_1" } }
    let frame = try encode(empty, .contactGet, .binary)
    #expect(try Reply(serializedBytes: Array(frame[5...])).contactGet.contact.denied == Self.personal)
  }

  @Test func `of a fact are left out of its data`() throws {
    let change = ContactDetailsChanged.with {
      ($0.contact, $0.name, $0.emails, $0.owner) = ("contact_1", "Ada", ["a@example.org"], "bob")
    }
    let reply = ContactHistoryReply.with {
      $0.entries = [
        .with {
          $0.position = 2
          $0.fact = .with { $0.contactDetailsChanged = change }
          $0.summary = "Details changed"
        },
        .with {
          $0.position = 1
          $0.fact = .with { $0.contactTagged = .with { ($0.contact, $0.tags) = ("contact_1", ["vip"]) } }
        },
      ]
    }
    let entries = try #require(
      JSONValue(bytes: encode(reply, .contactHistory, .json))?["result"]?["entries"]?.array)
    #expect(entries[0]["data"] == JSONValue(#"{"contact":"contact_1","owner":"bob"}"#))
    #expect(
      entries[0]["denied"]?.array?.compactMap(\.string) == [
        "summary", "changes", "data.name", "data.givenName", "data.familyName", "data.emails", "data.phones",
        "data.externalId", "data.title", "data.jobTitle", "data.nickname", "data.birthday", "data.anniversary",
        "data.addresses", "data.websites", "data.handles", "data.sourceIds", "data.emailLabels", "data.phoneLabels",
      ])
    #expect(entries[0]["summary"] == nil && entries[0]["type"]?.string == "ContactDetailsChanged")
    #expect(entries[1]["denied"]?.array?.compactMap(\.string) == ["summary", "changes"])
    #expect(entries[1]["data"] == JSONValue(#"{"contact":"contact_1","tags":["vip"]}"#))
  }

  @Test func `are left out with what stands for them openly`() throws {
    let key = String(repeating: "0a", count: 16)
    let bounced = CampaignResponseRecorded.with {
      ($0.contact, $0.response, $0.addressKey) = ("contact_1", .bounced, key)
    }
    let reply = LogReadReply.with {
      $0.events = [.with { $0.fact = .with { $0.campaignResponseRecorded = bounced } }]
    }
    let events = try #require(JSONValue(bytes: encode(reply, .logRead, .json))?["result"]?["events"]?.array)
    #expect(events[0]["data"]?["response"]?.string == "BOUNCED" && events[0]["data"]?["addressKey"] == nil)
    #expect(events[0]["denied"]?.array?.compactMap(\.string) == ["data.addressKey"])
  }

  @Test func `of a subscription's event are left out`() throws {
    let event = Event.with {
      $0.position = 4
      $0.fact = .with { $0.noteAdded = .with { ($0.contact, $0.text) = ("contact_1", "secret") } }
    }
    let bytes: [UInt8] = try event.serializedBytes()
    for framing in [Framing.json, .binary] {
      var out: [UInt8] = []
      let encoder = ReplyEncoder(framing: framing, hidesPersonal: true)
      let isWritten = encoder.appendEvent(bytes.span, subscription: 1, into: &out)
      #expect(isWritten && !String(decoding: out, as: UTF8.self).contains("secret"))
      #expect(String(decoding: out, as: UTF8.self).contains("data.text"))
    }
    var out: [UInt8] = []
    let broken: [UInt8] = [0x12]
    let encoder = ReplyEncoder(framing: .binary, hidesPersonal: true)
    let isWritten = encoder.appendEvent(broken.span, subscription: 1, into: &out)
    #expect(!isWritten && out.isEmpty)
  }

  @Test func `that this release does not know are left out too`() throws {
    var bytes: [UInt8] = try Self.card.serializedBytes()
    bytes += [0xFA, 0x0F, 3] + Array("new".utf8)
    let messageType = try #require(MessageType(named: "ContactCard"))
    let shown = PersonalFields().leftOut(of: bytes.span, messageType.index) ?? bytes
    #expect(!String(decoding: shown, as: UTF8.self).contains("new"))
  }

  @Test func `are given whole, byte for byte, to who may see them`() throws {
    var out: [UInt8] = []
    let bytes: [UInt8] = try Self.reply.serializedBytes()
    ReplyEncoder(framing: .binary).appendResult(bytes, of: .contactGet, to: .number(1), into: &out)
    #expect(out.suffix(bytes.count) == bytes[...])
    out = []
    ReplyEncoder(framing: .json).appendResult(bytes, of: .contactGet, to: .number(1), into: &out)
    #expect(JSONValue(bytes: out)?["result"]?["contact"]?["denied"] == nil)
    #expect(JSONValue(bytes: out)?["result"]?["contact"]?["phones"]?.array?.isEmpty == true)
  }

  /// Nothing that one may not see is left out without a word.
  @Test func `stand in messages that can say so`() throws {
    var seen: Set<String> = []
    func check(_ name: String) throws {
      guard name != "Fact", seen.insert(name).inserted else { return }
      let table = try #require(SchemaTables.message(named: name))
      if table.fields.contains(where: { $0.isPersonal || $0.kind == .message("Fact") }) {
        #expect(table.fields.contains { $0.namesDenied }, "\(name) has no `denied`")
      }
      for field in table.fields {
        if case .message(let inner) = field.kind { try check(inner) }
      }
    }
    try check("Reply")
    #expect(seen.count > 40)
  }
}

@Suite struct `Personal fields of requests` {
  private let eye = RequestDecoder(rights: Rights(["eye": [.role, .read, .record]]), batchMax: 3)

  /// Every field of a request that the schema says to be personal, with its method.
  static let asked: [(method: Method, field: FieldTable)] = Method.allCases.flatMap { method in
    method.request.table.fields.filter(\.isPersonal).map { (method, $0) }
  }

  @Test func `are not asked by without the permission, in either framing`() throws {
    #expect(Self.asked.count >= 5)
    for (method, field) in Self.asked {
      let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method.name)","params":{"\#(field.jsonName)":""}}"#
      let error = try #require(eye.one(line).error)
      #expect(error.kind == .forbidden && error.field == field.jsonName)
      #expect(error.reply.permission == "personal" && error.reply.field == field.jsonName)
      let request = ProtobufBytes.field(field.number, content: "a".utf8)
      let message = ProtobufBytes.field(Int(method.rawValue), content: request)
      let refused = eye.decodeFrame(message.span).error
      #expect(refused?.field == field.jsonName)
    }
  }

  @Test func `may be recorded, and other fields asked by`() throws {
    for line in [
      #"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Ada"}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"record","params":{"events":[{"type":"ContactCreated","data":{"name":"A"}}]}}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"contact.find","params":{"tag":"vip","owner":"bob"}}"#,
    ] { #expect(try eye.one(line).call != nil) }
  }
}
