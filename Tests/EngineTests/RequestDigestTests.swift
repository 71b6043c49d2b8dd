import APISchema
import Cryptography
import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// By what a request is known again that was recorded in format 1. The oracle is protobuf's library, which decodes the
/// facts and encodes the request.
@Suite struct `The digest of a request without a key` {
  private static let ticket = Collector().ticket()

  private static func command(_ request: RecordRequest, _ messages: [(FactType, [UInt8])]) throws -> Command {
    var conditions = request
    conditions.events = []
    let events = try zip(messages, request.events).map { message, event in
      Command.Event(
        try FactCodec.read(type: message.0.rawValue, message: message.1),
        occurredAt: event.hasOccurredAt ? event.occurredAt : nil)
    }
    return Command(request: conditions, events: events, uid: 1000, role: .agent, ticket: ticket)
  }

  private static func oracle(_ request: RecordRequest) throws -> Digest256 {
    var content = request
    content.clearCommandID()
    content.clearRehearsal()
    if content.causationID.hasPrefix("corrects:") { content.clearCausationID() }
    return SHA256.digest(try content.serializedBytes())
  }

  @Test(arguments: FactType.allCases)
  func `is that of what the library writes, whatever the order of the fields sent`(_ type: FactType) throws {
    var random = RandomFields(seed: UInt64(type.rawValue))
    for _ in 0..<40 {
      var request = RecordRequest.with { $0.commandID = "c" }
      var messages: [(FactType, [UInt8])] = []
      for _ in 0..<1 + random.generator.below(3) {
        let message = try random.message(type.message)
        messages.append((type, message))
        let fact = ProtobufBytes.field(Int(type.rawValue), content: message)
        request.events.append(
          try ProposedEvent.with { event in
            event.fact = try Fact(serializedBytes: fact)
            if random.generator.oneIn(2) { event.occurredAt = random.time() }
          })
      }
      if random.generator.oneIn(3) { request.expect = [.with { ($0.subject, $0.version) = ("contact_1", 3) }] }
      if random.generator.oneIn(3) { request.unless = .with { ($0.types, $0.after) = (["CallLogged"], 9) } }
      if random.generator.oneIn(3) { request.correlationID = "because" }
      if random.generator.oneIn(3) { request.causationID = random.generator.oneIn(2) ? "corrects:b" : "b" }
      if random.generator.oneIn(3) { request.rehearsal = "r" }
      let digest = try UnkeyedDigest.of(Self.command(request, messages))
      #expect(try digest == Self.oracle(request), "\(request.textFormatString())")
    }
  }

  /// As 1.0.0 recorded it.
  @Test func `is what it was in the first release`() throws {
    let call = called("contact_1", seconds: 90, notes: "talked about it")
    let note = Fact.OneOf_Fact.noteAdded(.with { ($0.contact, $0.text, $0.deal) = ("contact_1", "note", "deal_1") })
    var request = request([call, note], commandID: "one")
    request.events[1].occurredAt = Google_Protobuf_Timestamp(seconds: -5, nanos: 7_000_000)
    request.expect = [.with { $0.subject = "contact_1" }]
    let messages: [(FactType, [UInt8])] = try request.events.map { event in
      (try #require(event.fact.type), try #require(try event.fact.fact?.message()))
    }
    let digest = try UnkeyedDigest.of(Self.command(request, messages))
    #expect(digest.description == "7daad191d99a4c560669331dd8964c227288f4eef9b5dd18e96349019049ed60")
  }
}

/// Encoded messages with fields at random, in any order.
private struct RandomFields {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func message(_ table: MessageTable) throws -> [UInt8] {
    var fields: [[UInt8]] = []
    for field in table.fields {
      let count = field.label == .repeated ? generator.below(4) : generator.below(4) == 0 ? 0 : 1
      for _ in 0..<count { fields.append(try value(field)) }
    }
    if generator.oneIn(3) { fields.shuffle(using: &generator) }
    return fields.flatMap { $0 }
  }

  private mutating func value(_ field: FieldTable) throws -> [UInt8] {
    switch field.kind {
    case .bool: return ProtobufBytes.field(field.number, varint: UInt64(generator.below(2)))
    case .int32, .uint32, .int64, .uint64:
      return ProtobufBytes.field(field.number, varint: generator.next() >> UInt64(33 + generator.below(31)))
    case .enumeration: return ProtobufBytes.field(field.number, varint: UInt64(generator.below(3)))
    case .double: return ProtobufBytes.field(field.number, doubleBits: (1.0).bitPattern)
    case .string:
      let text = generator.oneIn(5) ? "" : String(repeating: "é ", count: generator.below(90)) + "x"
      return ProtobufBytes.field(field.number, content: text.utf8)
    case .timestamp: return ProtobufBytes.field(field.number, content: try time().serializedBytes() as [UInt8])
    case .message(let name):
      let table = try #require(SchemaTables.messages.first { $0.name == name })
      return ProtobufBytes.field(field.number, content: try message(table))
    }
  }

  mutating func time() -> Google_Protobuf_Timestamp {
    Google_Protobuf_Timestamp(
      seconds: Int64(generator.below(4_000_000_000)) - 2_000_000_000,
      nanos: generator.oneIn(2) ? 0 : Int32(generator.below(1000)) * 1_000_000)
  }
}
