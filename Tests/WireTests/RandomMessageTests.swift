import APISchema
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Description
@testable import Descriptors
@testable import Wire

@Suite struct `Random messages of every messageType` {
  static let seeds: Range<UInt64> = 0..<4

  @Test func `every message of the schema is known to these tests`() {
    #expect(Set(messageTypes.keys) == Set(SchemaTables.messages.map(\.name)))
  }

  @Test(arguments: seeds)
  func `come back from JSON as they were`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for table in SchemaTables.messages {
      let messageType = try #require(MessageType(named: table.name))
      for _ in 0..<8 {
        let bytes = try messages.message(table.name)
        let written = Array(try JSONWriter.text(bytes, as: messageType).utf8)
        let read = try JSONReader.encode(written.span, as: messageType)
        #expect(read == bytes, "seed \(seed), \(table.name): \(text(written))")
      }
    }
  }

  @Test(arguments: seeds)
  func `are the same facts to record to protobuf's own library`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for _ in 0..<200 {
      let bytes = try messages.message("RecordRequest")
      let theirs = try RecordRequest(serializedBytes: bytes)
      let read = try #require(CheckedRecordRequest(checked: bytes), "seed \(seed)")
      var ours = read.request
      ours.events = try read.events.map { event in
        var proposed = ProposedEvent()
        proposed.fact.fact = try Fact.OneOf_Fact(number: event.type, event.message.span)
        if let occurredAt = event.occurredAt { proposed.occurredAt = occurredAt }
        if let occurredOn = event.occurredOn { proposed.occurredOn = occurredOn }
        return proposed
      }
      #expect(ours == theirs, "seed \(seed)")
      #expect(CheckedRecordRequest(checked: Array(bytes.dropLast())) == nil, "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func `are the same JSON to protobuf's own library`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for (name, type) in messageTypes.sorted(by: { $0.key < $1.key }) where !Self.holdsFact(name) {
      // What is an object of ours is a list to it.
      if SchemaTables.message(named: name)?.fields.contains(where: \.isObject) ?? false { continue }
      let messageType = try #require(MessageType(named: name))
      for _ in 0..<4 {
        let bytes = try messages.message(name)
        let written = try JSONWriter.text(bytes, as: messageType)
        let ours = try type.init(jsonString: written)
        let theirs = try type.init(serializedBytes: bytes)
        #expect(ours.isEqualTo(message: theirs), "seed \(seed), \(name): \(written)")
      }
    }
  }

  @Test(arguments: seeds)
  func `are what the checks of the binary framing accept`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for table in SchemaTables.messages where table.name != "Request" && table.name != "Reply" {
      let messageType = try #require(MessageType(named: table.name))
      let bytes = try messages.message(table.name)
      #expect(throws: Never.self, "seed \(seed), \(table.name)") {
        try StrictCheck.check(bytes.span, 0..<bytes.count, messageType.index)
      }
    }
  }

  @Test(arguments: seeds)
  func `are as the service description says`(seed: UInt64) throws {
    let schema = try #require(ServiceSchema(document: ServiceDescription.document))
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for method in Method.allCases where method != .rpcDiscover {
      let reply = try JSONWriter.text(messages.message(method.reply.table.name), as: method.reply)
      let result = try #require(JSONValue(reply))
      #expect(schema.problems(method: method.name, result: result) == [], "seed \(seed): \(reply)")
    }
    let event = try JSONWriter.text(messages.message("LogEvent"), as: #require(MessageType(named: "LogEvent")))
    #expect(try schema.problems(notification: "log.event", params: #require(JSONValue(event))) == [])
  }

  /// Whether a message is written in JSON as protobuf's own mapping does not.
  private static func holdsFact(_ name: String) -> Bool {
    guard let table = SchemaTables.messages.first(where: { $0.name == name }) else { return false }
    return table.name == "Fact"
      || table.fields.contains { field in
        if case .message(let inner) = field.kind { holdsFact(inner) } else { false }
      }
  }
}
