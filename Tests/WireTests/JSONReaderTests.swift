import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Wire

@Suite struct `JSON as messages` {
  @Test func `a record is read with its facts`() throws {
    let request = try message(
      #"""
      {"commandId": "c-1", "events": [
        {"type": "CallLogged", "data": {"contact": "contact_1", "direction": "INBOUND", "durationSeconds": 180},
         "occurredAt": "2026-01-31T10:30:00.25+01:00"},
        {"data": {"contact": "contact_2", "text": "a\u0041\n\"ü\ud83d\ude00"}, "type": "NoteAdded"}],
       "expect": [{"subject": "contact_1", "version": "18446744073709551615"}],
       "unless": {"types": ["NoteAdded"], "after": 12}}
      """#, "RecordRequest", as: RecordRequest.self)
    let expected = RecordRequest.with {
      $0.commandID = "c-1"
      $0.events = [
        .with {
          $0.fact.callLogged.contact = "contact_1"
          $0.fact.callLogged.direction = .inbound
          $0.fact.callLogged.durationSeconds = 180
          $0.occurredAt.seconds = 1_769_851_800
          $0.occurredAt.nanos = 250_000_000
        },
        .with {
          $0.fact.noteAdded.contact = "contact_2"
          $0.fact.noteAdded.text = "aA\n\"ü😀"
        },
      ]
      $0.expect = [
        .with {
          $0.subject = "contact_1"
          $0.version = .max
        }
      ]
      $0.unless.types = ["NoteAdded"]
      $0.unless.after = 12
    }
    #expect(request == expected)
  }

  @Test func `a fact called by its name is a record of one event`() throws {
    let (method, bytes) = try RequestEncoder.request(
      named: "ContactCreated",
      params: #"""
        {"correlationId": "x", "name": "Ada", "occurredAt": "2026-01-01T00:00:00Z", "emails": ["a@x.org"],
         "commandId": "c-9", "expect": [{"subject": "contact_1"}], "unless": {"after": 3}, "causationId": "y",
         "kind": "ORGANIZATION"}
        """#)
    let expected = RecordRequest.with {
      $0.events = [
        .with {
          $0.fact.contactCreated.name = "Ada"
          $0.fact.contactCreated.emails = ["a@x.org"]
          $0.fact.contactCreated.kind = .organization
          $0.occurredAt.seconds = 1_767_225_600
        }
      ]
      $0.commandID = "c-9"
      $0.correlationID = "x"
      $0.causationID = "y"
      $0.expect = [.with { $0.subject = "contact_1" }]
      $0.unless.after = 3
    }
    #expect(method == .record)
    #expect(try RecordRequest(serializedBytes: bytes) == expected)
  }

  @Test func `every field may be written with escapes in its name`() throws {
    let money = try message(#"{"\u0061mount": "1", "cu\u0072rency": "EUR"}"#, "Money", as: Money.self)
    #expect(money.amount == "1" && money.currency == "EUR")
  }

  @Test(arguments: [
    ("180", 180), ("\"180\"", 180), ("1e2", 100), ("2.0", 2), ("0.00012e5", 12), ("-0", 0), ("0e999999999999", 0),
    ("-9223372036854775808", Int64.min), ("9223372036854775807", .max), ("\"-5\"", -5), ("12300e-2", 123),
    ("1.000000000000000000000000000000", 1), ("922337203685477580.7e1", .max),
  ])
  func `whole numbers are read exactly, however they are written`(written: String, expected: Int64) throws {
    let visit = try message(#"{"seconds": \#(written)}"#, "StageVisit", as: StageVisit.self)
    #expect(visit.seconds == expected)
  }

  @Test(arguments: [
    "1.5", "9223372036854775808", "-9223372036854775809", "1e19", "1e-1", "\"\"", "\"x\"", "\"1 \"", "\"+1\"",
    "1e999999999999",
    "\"-\"", "99999999999999999999999999", "\"00\"",
  ])
  func `what is no whole number of 64 bits is refused`(written: String) throws {
    #expect(
      try refusal(#"{"seconds": \#(written)}"#, "StageVisit")
        == WireError(
          .invalid, field: "seconds",
          "must be a whole number from -9223372036854775808 to 9223372036854775807"))
  }

  @Test(arguments: ["-1", "4294967296", "0.5"])
  func `what is no whole number of 32 bits is refused`(written: String) throws {
    let error = try refusal(#"{"limit": \#(written)}"#, "OrderListRequest")
    #expect(error == WireError(.invalid, field: "limit", "must be a whole number from 0 to 4294967295"))
  }

  @Test(arguments: [
    ("2026-01-31T10:30:00Z", 1_769_855_400, 0), ("2026-01-31t10:30:00.5z", 1_769_855_400, 500_000_000),
    ("2026-01-31T10:30:00.123456789012+02:00", 1_769_848_200, 123_456_789),
    ("2024-02-29T23:59:59-23:59", 1_709_337_539, 0),
  ])
  func `times are read with any offset`(written: String, seconds: Int64, nanos: Int32) throws {
    let visit = try message(#"{"enteredAt": "\#(written)"}"#, "StageVisit", as: StageVisit.self)
    #expect(visit.enteredAt == Google_Protobuf_Timestamp(seconds: seconds, nanos: nanos))
  }

  @Test(arguments: [
    "2026-01-31", "2026-02-30T00:00:00Z", "2025-02-29T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T10:30:00",
    "2026-01-31 10:30:00Z", "2026-01-31T10:30:00.Z", "2026-13-01T00:00:00Z", "2026-01-31T10:30:60Z", "", "now",
    "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+01:00", "2026-01-31T10:30:00+1:00", "2026-01-31T10:30:00ZZ",
    "+2026-01-31T10:30:00Z", "9999-12-31T23:59:59-00:01",
  ])
  func `what is no time is refused`(written: String) throws {
    #expect(
      try refusal(#"{"enteredAt": "\#(written)"}"#, "StageVisit")
        == WireError(.invalid, field: "enteredAt", "must be a time in RFC 3339, such as 2026-01-31T09:30:00Z"))
  }

  @Test(arguments: [
    (
      #"{"events": [{"type": "NoteAdded", "data": {"contact": "a", "text": "b", "txt": ""}}]}"#,
      "events[0].data.txt", "NoteAdded has no such field"
    ),
    (
      #"{"events": [{"type": "NoteAdded", "data": {"contact": "a", "text": "b"}},{"type": "NoteAdded", "data": {"contact": 5, "text": "b"}}]}"#,
      "events[1].data.contact", "must be a string, not a number"
    ),
    (
      #"{"events": [{"data": {"contact": null}, "type": "NoteAdded"}]}"#,
      "events[0].data.contact", "must be a string, not null: leave out what is not to be set"
    ),
    (#"{"events": [{"type": "NoteAded", "data": {}}]}"#, "events[0].type", "there is no fact named NoteAded"),
    (#"{"events": [{"type": 5, "data": {}}]}"#, "events[0].type", "must be the name of a fact, not a number"),
    (#"{"events": [{"data": {}}]}"#, "events[0].type", "is required"),
    (#"{"events": [{"type": "NoteAdded"}]}"#, "events[0].data", "is required"),
    (#"{"events": [{"type": "NoteAdded", "type": "NoteAdded", "data": {}}]}"#, "events[0].type", "is given twice"),
    (#"{"events": [{"data": {}, "data": {}, "type": "NoteAdded"}]}"#, "events[0].data", "is given twice"),
    (#"{"events": [{"type": "NoteAdded", "data": []}]}"#, "events[0].data", "must be an object, not a list"),
    (#"{"events": [{"type": "NoteAdded", "data": {"text": "x"}}]}"#, "events[0].data.contact", "is required"),
    (
      #"{"events": [{"type": "NoteAdded", "data": {"contact": "", "text": "x"}}]}"#, "events[0].data.contact",
      "is required"
    ),
    (
      #"{"events": [{"type": "ContactTagged", "data": {"contact": "a", "tags": []}}]}"#, "events[0].data.tags",
      "is required"
    ),
    (
      #"{"events": [{"type": "ContactTagged", "data": {"contact": "a", "tags": ["x", 1]}}]}"#,
      "events[0].data.tags[1]", "must be a string, not a number"
    ),
    (
      #"{"events": [{"type": "ContactTagged", "data": {"contact": "a", "tags": "x"}}]}"#,
      "events[0].data.tags", "must be a list, not a string"
    ),
    (
      #"{"events": [{"type": "CallLogged", "data": {"contact": "a", "direction": "UP"}}]}"#,
      "events[0].data.direction", "must be one of INBOUND, OUTBOUND"
    ),
    (
      #"{"events": [{"type": "CallLogged", "data": {"contact": "a", "direction": "DIRECTION_UNSPECIFIED"}}]}"#,
      "events[0].data.direction", "must be one of INBOUND, OUTBOUND"
    ),
    (
      #"{"events": [{"type": "CallLogged", "data": {"contact": "a", "direction": 7}}]}"#,
      "events[0].data.direction", "must be one of INBOUND, OUTBOUND"
    ),
    (
      #"{"events": [{"type": "CallLogged", "data": {"contact": "a", "direction": true}}]}"#,
      "events[0].data.direction", "must be a word, not true or false"
    ),
    (
      #"{"events": [{"type": "OrderPlaced", "data": {"contact": "a", "lines": [{}, {"unitPrice": {"value": 1}}]}}]}"#,
      "events[0].data.lines[1].unitPrice.value", "Money has no such field"
    ),
    (
      #"{"events": [{"type": "OrderPlaced", "data": {"contact": "a", "total": "5"}}]}"#,
      "events[0].data.total", "must be an object, not a string"
    ),
    (#"{"events": [], "commandId": "x"}"#, "events", "is required"),
    (#"{"commandId": "x", "commandId": "x"}"#, "commandId", "is given twice"),
    (#"{"events": {}}"#, "events", "must be a list, not an object"),
    (#"{"events": [{"fact": {}}]}"#, "events[0].fact", "ProposedEvent has no such field"),
    (#"{"": 1}"#, "", "RecordRequest has no such field"),
  ])
  func `what cannot be read is refused with its path`(text: String, field: String, expected: String) throws {
    #expect(try refusal(text, "RecordRequest") == WireError(.invalid, field: field, expected))
  }

  @Test(arguments: [
    (#"{"txt": 1}"#, "txt", "NoteAdded has no such field"),
    (#"{"contact": 1}"#, "contact", "must be a string, not a number"),
    (#"{"contact": "a"}"#, "text", "is required"), (#"{"contact": "a", "contact": "a"}"#, "contact", "is given twice"),
    (#"{"commandId": "a", "commandId": "a"}"#, "commandId", "is given twice"),
    (#"{"occurredAt": "2026-01-31T09:30:00Z", "occurredAt": "2026-01-31T09:30:00Z"}"#, "occurredAt", "is given twice"),
    (#"{"expect": [{"version": 1}]}"#, "expect[0].subject", "is required"),
    (#"{"unless": {"tyes": []}}"#, "unless.tyes", "Condition has no such field"),
    (#"{"events": []}"#, "events", "NoteAdded has no such field"),
    (#"{"rehearsal": "x"}"#, "rehearsal", "NoteAdded has no such field"),
    (
      #"{"occurredAt": "x"}"#, "occurredAt",
      "must be a time in RFC 3339, such as 2026-01-31T09:30:00Z, or a date such as 2026-01-31"
    ),
  ])
  func `paths begin at the parameters when a fact is called by its name`(
    params: String, field: String, expected: String
  ) {
    #expect(throws: WireError(.invalid, field: field, expected)) {
      try RequestEncoder.request(named: "NoteAdded", params: params)
    }
  }

  @Test func `the name of an unknown field is cut and escaped`() throws {
    let name = String(repeating: "é", count: 40)
    #expect(try refusal(#"{"\#(name)": 1}"#, "Money")?.field == String(repeating: "é", count: 32))
    #expect(try refusal(#"{"a\u001b[31m\u202e": 1}"#, "Money")?.field == #"a\u{1b}[31m\u{202e}"#)
  }

  @Test(arguments: [
    "", "{", "[]x", "{\"a\":1,}", "{\"currency\":\"\\ud800\"}", "nul", "{\"currency\":01}", "\u{FEFF}{}",
  ])
  func `what is not JSON is told from what is not a message`(text: String) throws {
    #expect(try refusal(text, "Money")?.kind == .notJSON)
  }

  @Test func `an error names the event it is about`() throws {
    let error = try refusal(
      #"{"events": [{"type": "NoteAdded", "data": {"contact": "a", "text": "b"}}, {}]}"#, "RecordRequest")
    #expect(error?.reply.event == 1)
    #expect(error?.reply.code == "invalid")
    #expect(error?.reply.message == "events[1].type: is required")
  }
}
