import APISchema
import FactSchema
import TestSupport
import Testing

@testable import Descriptors
@testable import Wire

/// The bounds of the schema, whatever the framing.
@Suite struct `The bounds of fields` {
  @Test func `are there for every text and list that can be sent, and for every answer`() {
    for (message, field) in SchemaDocuments.sentFields {
      if field.kind == .string { #expect(field.maxBytes != nil, "\(message).\(field.protoName) needs max_bytes") }
      if field.label == .repeated { #expect(field.maxCount != nil, "\(message).\(field.protoName) needs max_count") }
    }
    let outcomes = SchemaTables.message(named: "Reply")?.fields ?? []
    for outcome in outcomes where Method(rawValue: outcome.number) != nil {
      #expect(outcome.maxBytes != nil, "the outcome \(outcome.protoName) needs max_bytes")
    }
  }

  /// The least texts and lists that reach a bound, and one more: in JSON, in JSON with escapes, and in binary.
  @Test func `hold to the byte and to the entry in both framings`() throws {
    for (message, field) in SchemaDocuments.sentFields {
      let messageType = try #require(MessageType(named: message))
      if let most = field.maxBytes {
        for (count, fits) in [(most, true), (most + 1, false)] {
          let text = String(repeating: "x", count: count)
          let escaped = String(repeating: "\\u0078", count: count)
          let value =
            field.label == .repeated ? ["[\"\(text)\"]", "[\"\(escaped)\"]"] : ["\"\(text)\"", "\"\(escaped)\""]
          for json in value { check(fits, messageType, field, json: "{\"\(field.jsonName)\":\(json)}") }
          check(fits, messageType, field, ProtobufBytes.field(field.number, content: text.utf8))
        }
      }
      if let most = field.maxCount, field.kind == .string {
        for (count, fits) in [(most, true), (most + 1, false)] {
          let list = Array(repeating: "\"x\"", count: count).joined(separator: ",")
          check(fits, messageType, field, json: "{\"\(field.jsonName)\":[\(list)]}")
          check(
            fits, messageType, field, (0..<count).flatMap { _ in ProtobufBytes.field(field.number, content: [0x78]) })
        }
      }
    }
  }

  @Test func `count lists that are mixed with other fields`() throws {
    let details = try #require(MessageType(named: "ContactDetailsChanged"))
    let table = details.table
    let emails = try #require(table.fields.first { $0.jsonName == "emails" })
    let phones = try #require(table.fields.first { $0.jsonName == "phones" })
    var bytes = ProtobufBytes.field(1, content: [0x78])
    for _ in 0..<33 {
      bytes += ProtobufBytes.field(emails.number, content: [0x78]) + ProtobufBytes.field(phones.number, content: [0x79])
    }
    check(false, details, emails, bytes)
  }

  @Test func `a request has so many entries in all its lists together, and not one more`() {
    let lines = 512
    for (events, fits) in [(127, true), (128, false)] {
      let line = Array(repeating: "{}", count: lines).joined(separator: ",")
      let event =
        #"{"type":"OrderPlaced","data":{"contact":"c","total":{"currency":"EUR","amount":"1"},"lines":[\#(line)]}}"#
      let params = "{\"events\":[" + Array(repeating: event, count: events).joined(separator: ",") + "]}"
      let text = Array(params.utf8)
      let code: String
      var encoded: [UInt8] = []
      do throws(WireError) {
        encoded = try JSONReader.encodeParams(text.span, of: MethodCatalogue.Target(method: .record, fact: nil))
        code = ""
      } catch {
        code = error.kind.code
      }
      #expect(code == (fits ? "" : "tooLarge"))
      guard fits else { continue }
      // One more event in binary.
      let range = 0..<encoded.count
      let counts = try? StrictCheck.check(encoded.span, range, Method.record.request.index)
      #expect(counts?.entries == events * (lines + 1))
      let twice = encoded + encoded
      #expect(throws: WireError.self) {
        try StrictCheck.check(twice.span, 0..<twice.count, Method.record.request.index)
      }
    }
  }

  private func check(_ fits: Bool, _ messageType: MessageType, _ field: FieldTable, json: String) {
    let text = Array(json.utf8)
    do throws(WireError) {
      _ = try JSONReader.encode(text.span, as: messageType)
      #expect(fits, "\(messageType.table.name).\(field.jsonName)")
    } catch {
      judge(fits, messageType, field, error)
    }
  }

  private func check(_ fits: Bool, _ messageType: MessageType, _ field: FieldTable, _ bytes: [UInt8]) {
    do throws(WireError) {
      try StrictCheck.check(bytes.span, 0..<bytes.count, messageType.index)
      #expect(fits, "\(messageType.table.name).\(field.jsonName)")
    } catch {
      judge(fits, messageType, field, error)
    }
  }

  /// What is within its bound may still lack what the message requires.
  private func judge(_ fits: Bool, _ messageType: MessageType, _ field: FieldTable, _ error: WireError) {
    let isBound = error.message.hasPrefix("must have at most")
    #expect(isBound != fits, "\(messageType.table.name).\(field.jsonName): \(error)")
    if isBound { #expect(error.field.hasPrefix(field.jsonName), "\(error)") }
  }
}
