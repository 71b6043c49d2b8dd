import APISchema
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Descriptors
@testable import Wire

@Suite struct `Messages as JSON` {
  @Test func `scalars and lists are written also when they are empty`() throws {
    #expect(
      try json(ContactListItem(), "ContactListItem")
        == #"{"id":"","version":0,"name":"","emails":[],"phones":[],"tags":[],"owner":"","jobTitle":"","organization":""}"#
    )
  }

  @Test func `optional fields and messages are written only when they are present`() throws {
    #expect(try json(ContactGetReply(), "ContactGetReply") == #"{"position":0}"#)
    var reply = ContactFindReply()
    reply.cursor = ""
    #expect(try json(reply, "ContactFindReply") == #"{"position":0,"contacts":[],"cursor":""}"#)
  }

  @Test func `a word is written by its name and left out when it is not set`() throws {
    var task = TaskCard()
    task.state = .done
    #expect(try json(task, "TaskCard").contains(#""state":"DONE""#))
    #expect(try !json(TaskCard(), "TaskCard").contains("state"))
  }

  @Test func `a word that is not known is written as its number`() throws {
    var task = TaskCard()
    task.state = .UNRECOGNIZED(9)
    #expect(try json(task, "TaskCard").contains(#""state":9"#))
  }

  @Test(arguments: [
    (0, 0, "1970-01-01T00:00:00.000Z"), (1_775_000_000, 999_999_999, "2026-03-31T23:33:20.999Z"),
    (-1, 1_000_000, "1969-12-31T23:59:59.001Z"), (951_782_400, 0, "2000-02-29T00:00:00.000Z"),
    (-62_135_596_800, 0, "0001-01-01T00:00:00.000Z"), (253_402_300_799, 500_000_000, "9999-12-31T23:59:59.500Z"),
  ])
  func `times are RFC 3339 in UTC with three digits`(seconds: Int64, nanos: Int32, expected: String) throws {
    var stage = StageVisit()
    stage.enteredAt = Google_Protobuf_Timestamp(seconds: seconds, nanos: nanos)
    #expect(try json(stage, "StageVisit") == #"{"stage":"","enteredAt":"\#(expected)","seconds":0,"pipeline":""}"#)
  }

  @Test func `numbers of 64 bits are numbers`() throws {
    var visit = StageVisit()
    visit.seconds = .min
    #expect(try json(visit, "StageVisit") == #"{"stage":"","seconds":-9223372036854775808,"pipeline":""}"#)
    var reply = LogCreditReply()
    reply.credits = .max
    #expect(
      try json(reply, "LogCreditReply") == #"{"position":0,"subscription":0,"credits":18446744073709551615}"#)
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"), (1e15, "1000000000000000"), (1.5e300, "1.5e+300"),
    (0.30000000000000004, "0.30000000000000004"), (-0.0, "-0.0"), (.leastNonzeroMagnitude, "5e-324"),
  ])
  func `doubles are written as short as they read back`(value: Double, expected: String) throws {
    var point = MetricsQueryReply.Point()
    point.value = value
    #expect(try json(point, "MetricsQueryReply.Point") == #"{"value":\#(expected),"amounts":[]}"#)
    #expect(Double(expected)?.bitPattern == value.bitPattern)
  }

  @Test func `strings are escaped where JSON demands it and nowhere else`() throws {
    var money = Money()
    money.currency = "a\"b\\c\n\r\t\u{8}\u{c}\u{1}\u{1f}/\u{7f}"
    money.amount = "Grüße, Zoë 😀 \u{2028}"
    #expect(
      try json(money, "Money")
        == #"{"currency":"a\"b\\c\n\r\t\b\f\u0001\u001f/"# + "\u{7f}\",\"amount\":\"Grüße, Zoë 😀 \u{2028}\"}")
  }

  @Test func `a fact is written as its type and its data`() throws {
    var event = Event()
    event.position = 7
    event.fact.noteAdded.contact = "contact_1"
    event.fact.noteAdded.text = "hello"
    event.subjects = ["contact_1"]
    event.version = 1
    event.actor.uid = 1000
    event.actor.name = "ada"
    event.actor.role = "agent"
    event.commandID = "c-1"
    #expect(
      try json(event, "Event")
        == #"{"position":7,"type":"NoteAdded","data":{"contact":"contact_1","text":"hello","deal":""},"#
        + #""subjects":["contact_1"],"version":1,"actor":{"uid":1000,"name":"ada","role":"agent"},"commandId":"c-1","#
        + #""commandIndex":0,"commandCount":0}"#)
  }

  @Test func `a fact that this version does not know has an empty type`() throws {
    let bytes: [UInt8] = [0x08, 3, 0x12, 4, 0xFA, 0x7F, 1, 0]
    let written = try JSONWriter.text(bytes, as: #require(MessageType(named: "Event")))
    #expect(
      written == #"{"position":3,"type":"","data":{},"subjects":[],"version":0,"commandIndex":0,"commandCount":0}"#)
  }

  @Test func `rates are null where there is nothing to divide by`() throws {
    var report = CampaignReportReply()
    report.rates.delivery = 0.5
    #expect(
      try json(report, "CampaignReportReply").contains(
        #""rates":{"delivery":0.5,"bounce":null,"open":null,"click":null,"clickToOpen":null,"reply":null,"#
          + #""conversion":null,"unsubscribe":null,"complaint":null,"hardBounce":null,"softBounce":null}"#))
  }

  @Test func `the last of repeated scalars counts and lists are joined`() throws {
    let bytes: [UInt8] = [
      0x10, 1, 0x2A, 1, 0x61, 0x10, 2, 0x3A, 1, 0x74, 0x2A, 1, 0x62, 0x0A, 1, 0x78, 0x0A, 1, 0x79,
    ]
    let written = try JSONWriter.text(bytes, as: #require(MessageType(named: "ContactListItem")))
    #expect(
      written
        == #"{"id":"y","version":2,"name":"","emails":["a","b"],"phones":[],"tags":["t"],"owner":"","jobTitle":"","organization":""}"#
    )
  }

  @Test func `a card that is two rows one after the other is one object`() throws {
    var identity = ContactCard()
    identity.id = "contact_1"
    identity.name = "Ada"
    identity.emails = ["a@x.org"]
    var counters = ContactCard()
    counters.openDeals = 2
    counters.ordersTotal = [.with { $0.currency = "EUR" }]
    let bytes: [UInt8] = try identity.serializedBytes() + counters.serializedBytes()
    let whole = try ContactCard(serializedBytes: bytes)
    #expect(try JSONWriter.text(bytes, as: #require(MessageType(named: "ContactCard"))) == json(whole, "ContactCard"))
  }

  @Test func `messages that stand more than once are merged as protobuf merges them`() throws {
    var first = ContactGetReply()
    first.contact.name = "Ada"
    first.contact.createdAt.seconds = 5
    var second = ContactGetReply()
    second.contact.owner = "bob"
    second.contact.createdAt.nanos = 7_000_000
    let bytes: [UInt8] = try first.serializedBytes() + second.serializedBytes()
    let merged = try ContactGetReply(serializedBytes: bytes)
    let written = try JSONWriter.text(bytes, as: #require(MessageType(named: "ContactGetReply")))
    #expect(written == (try json(merged, "ContactGetReply")))
    #expect(written.contains("1970-01-01T00:00:05.007Z"))
  }

  @Test func `fields that the messageType does not have are ignored`() throws {
    let bytes: [UInt8] = [0x98, 0x06, 1, 0xA2, 0x06, 1, 9, 0x0A, 1, 0x45, 0xA9, 0x06, 1, 2, 3, 4, 5, 6, 7, 8]
    #expect(try JSONWriter.text(bytes, as: #require(MessageType(named: "Money"))) == #"{"currency":"E","amount":""}"#)
  }

  @Test(
    arguments: [
      [0x0A], [0x0A, 5, 1], [0x0B], [0x08, 1], [0x00], [0x0A, 1, 0xFF], [0x80], [0x0F, 1],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ] as [[UInt8]])
  func `bytes that are no message are an error and leave nothing behind`(bytes: [UInt8]) throws {
    let messageType = try #require(MessageType(named: "Money"))
    var out = Array("before".utf8)
    #expect(throws: WireError(.internalError, "the bytes are not an encoded Money")) {
      try JSONWriter.append(bytes.span, as: messageType, to: &out)
    }
    #expect(text(out) == "before")
  }
}
