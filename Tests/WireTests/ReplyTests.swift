import APISchema
import Bytes
import FactSchema
import NIOCore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Rights
@testable import Wire

/// The only frame of these bytes.
private func frame(_ bytes: [UInt8]) throws -> [UInt8] {
  var framer = InboundFramer(messageBytes: 1 << 20)
  framer.feed(ByteBuffer(bytes: bytes))
  guard case .frame(let message)? = framer.next(), framer.unfinishedBytes == 0 else { throw NotOne() }
  return Array(message.readableBytesView)
}

/// What a client makes of the only frame of these bytes.
private func received(_ bytes: [UInt8]) throws -> InboundReply {
  let message = try frame(bytes)
  return try ReplyDecoder.decode(message.span)
}

@Suite struct `Replies` {
  let lines = ReplyEncoder(framing: .json)
  let frames = ReplyEncoder(framing: .binary)
  let result: [UInt8]

  init() throws {
    result = try LogCreditReply.with {
      $0.position = 3
      $0.subscription = 1
      $0.credits = 300
    }.serializedBytes()
  }

  @Test func `a result is one line of JSON`() {
    var out: [UInt8] = []
    #expect(lines.appendResult(result, of: .logCredit, to: .number(12), into: &out))
    #expect(
      text(out) == #"{"jsonrpc":"2.0","id":12,"result":{"position":3,"subscription":1,"credits":300}}"# + "\n")
  }

  @Test(arguments: [0, 1, 127, 128, 300_000, UInt64.max])
  func `a result is one frame that protobuf's own library reads`(id: UInt64) throws {
    var out: [UInt8] = []
    #expect(frames.appendResult(result, of: .logCredit, to: .number(id), into: &out))
    let reply = try Reply(serializedBytes: frame(out))
    #expect(reply.id == id)
    #expect(reply.logCredit.credits == 300)
    #expect(try received(out) == .result(id: id, .logCredit, result))
  }

  @Test func `notifications are not answered`() {
    var out: [UInt8] = []
    lines.appendResult(result, of: .logCredit, to: .none, into: &out)
    lines.appendError(ErrorReply(), to: .none, into: &out)
    #expect(out.isEmpty)
  }

  @Test func `a result that is none becomes an internal error`() {
    var out: [UInt8] = []
    #expect(!lines.appendResult([0xFF], of: .logCredit, to: .number(1), into: &out))
    #expect(
      text(out)
        == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"the bytes are not an encoded LogCreditReply"}}"#
        + "\n")
  }

  @Test func `JSON-RPC's own errors have their number and no data`() {
    var out: [UInt8] = []
    lines.appendError(WireError(.notJSON, "no").reply, to: .null, into: &out)
    #expect(text(out) == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}"# + "\n")
  }

  @Test func `a refusal has its word and all that is known`() {
    let error = ErrorReply.with {
      $0.code = "conflict"
      $0.message = "say \"no\""
      $0.field = "events[2].data.contact"
      $0.event = 2
      $0.reason = "consentWithdrawn"
      $0.subject = "contact_1"
      $0.version = 4
      $0.position = 9
      $0.role = "agent"
      $0.retryable = true
    }
    var out: [UInt8] = []
    lines.appendError(error, to: .raw(Array(#""x""#.utf8)), into: &out)
    #expect(
      text(out)
        == #"{"jsonrpc":"2.0","id":"x","error":{"code":-32000,"message":"say \"no\"","data":{"code":"conflict","#
        + #""field":"events[2].data.contact","event":2,"retryable":true,"reason":"consentWithdrawn","#
        + #""subject":"contact_1","version":4,"position":9,"role":"agent"}}}"# + "\n")
  }

  @Test(arguments: [
    ("events[0].data.contact", "contact"), ("events[0].occurredAt", "occurredAt"),
    ("expect[0].subject", "expect[0].subject"),
    ("events[0].data", nil), ("events[0]", nil), ("unless.types[1]", "unless.types[1]"),
  ])
  func `paths begin at the parameters when a fact was called by its name`(path: String, expected: String?) throws {
    let error = WireError(.invalid, field: path, "is wrong").reply
    var out: [UInt8] = []
    lines.appendError(error, fact: 26, to: .number(1), into: &out)
    let reply = try #require(JSONValue(bytes: out)?["error"])
    #expect(reply["data"]?["field"]?.string == expected)
    #expect(reply["message"]?.string == (expected.map { "\($0): " } ?? "") + "is wrong")
  }

  @Test func `an error is one frame`() throws {
    let error = WireError(.invalid, field: "limit", "is wrong").reply
    var out: [UInt8] = []
    frames.appendError(error, to: .number(5), into: &out)
    #expect(try Reply(serializedBytes: frame(out)).error == error)
    #expect(try received(out) == .error(id: 5, error))
  }

  @Test func `events are notifications`() throws {
    let event = Event.with {
      $0.position = 9
      $0.fact.taskCompleted.task = "task_1"
    }
    let bytes: [UInt8] = try event.serializedBytes()
    var out: [UInt8] = []
    #expect(lines.appendEvent(bytes.span, subscription: 4, into: &out))
    #expect(
      text(out)
        == #"{"jsonrpc":"2.0","method":"log.event","params":{"subscription":4,"event":{"position":9,"#
        + #""type":"TaskCompleted","data":{"task":"task_1","outcome":"","occurrence":0},"subjects":[],"version":0,"#
        + #""commandIndex":0,"commandCount":0}}}"#
        + "\n")
    out = []
    #expect(frames.appendEvent(bytes.span, subscription: 400, into: &out))
    let reply = try Reply(serializedBytes: frame(out))
    #expect(reply.id == 0 && reply.event.subscription == 400 && reply.event.event == event)
    #expect(try received(out) == .event(subscription: 400, bytes))
  }

  @Test func `an event that is none is not written`() {
    var out = Array("before".utf8)
    let bytes: [UInt8] = [0xFF]
    #expect(!lines.appendEvent(bytes.span, subscription: 4, into: &out))
    #expect(text(out) == "before")
  }

  @Test func `the end of a subscription is a notification`() throws {
    let ended = LogEnded.with {
      $0.subscription = 4
      $0.position = 7
      $0.code = "shuttingDown"
    }
    var out: [UInt8] = []
    lines.appendEnded(ended, into: &out)
    #expect(
      text(out)
        == #"{"jsonrpc":"2.0","method":"log.ended","params":{"subscription":4,"position":7,"code":"shuttingDown"}}"#
        + "\n")
    out = []
    frames.appendEnded(ended, into: &out)
    #expect(try received(out) == .ended(ended))
  }
}

@Suite struct `Requests in protobuf` {
  let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 3)

  private func decode(_ bytes: [UInt8]) -> InboundRequest { decoder.decodeFrame(bytes.span) }

  /// A request to record these encoded bytes as an event.
  private func record(fact bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [8, 5]
    let method = out.begin(delimited: 17)
    let event = out.begin(delimited: 1)
    let fact = out.begin(delimited: 1)
    out.append(contentsOf: bytes)
    for start in [fact, event, method] { out.end(delimited: start) }
    return out
  }

  @Test func `a request is found without decoding it`() throws {
    let request = Request.with {
      $0.id = 300
      $0.dealList.limit = 7
    }
    let call = try #require(decode(request.serializedBytes()).call)
    #expect(call.id == .number(300))
    #expect(call.method == .dealList)
    #expect(try DealListRequest(serializedBytes: call.request).limit == 7)
  }

  @Test func `a client's frame is a request`() throws {
    var out: [UInt8] = []
    RequestEncoder.appendFrame([0x0A, 1, 0x61], of: .contactGet, id: 9, into: &out)
    let call = try #require(decode(frame(out)).call)
    #expect(call == MethodCall(id: .number(9), method: .contactGet, request: [0x0A, 1, 0x61]))
  }

  @Test func `facts are recorded`() throws {
    let request = Request.with {
      $0.id = 1
      $0.record.events = [
        .with {
          $0.fact.noteAdded.contact = "c"; $0.fact.noteAdded.text = "t"
        }
      ]
    }
    #expect(try decode(request.serializedBytes()).call?.method == .record)
  }

  @Test(
    arguments: [[0xFF], [8], [0x08, 1, 0x0A], [0x82, 0x01, 5, 1], [0x81, 0x01, 1], [0x0D, 1, 2, 3, 4]] as [[UInt8]])
  func `what is no request is not read`(bytes: [UInt8]) {
    #expect(decode(bytes).error?.kind == .notJSON)
  }

  @Test func `a request has one method`() {
    #expect(decode([8, 3]).error?.kind == .notRequest)
    #expect(decode([8, 3]).id == .number(3))
    #expect(decode([]).error?.kind == .notRequest)
    #expect(decode([0x82, 0x01, 0, 0x82, 0x01, 0]).error?.kind == .notRequest)
  }

  @Test func `an unknown method is refused`() {
    let request = decode([8, 3, 0x9A, 0x06, 0])
    #expect(request.error?.kind == .noSuchMethod)
    #expect(request.id == .number(3))
  }

  @Test(
    arguments: [
      ([0xD2, 1, 2, 0x58, 1], "events[0].data.11", "NoteAdded has no field 11"),
      ([0xD2, 1, 3, 0x0A, 1, 0x61], "events[0].data.text", "is required"),
      ([0xD2, 1, 3, 0x0A, 1, 0xFF], "events[0].data.contact", "must be text in UTF-8"),
      ([0xD2, 1, 2, 0x08, 1], "events[0].data.contact", "is not encoded as the schema has it"),
      ([0xD2, 1, 6, 0x0A, 1, 0x61, 0x0A, 1, 0x61], "events[0].data.contact", "is given twice"),
      ([0xA2, 1, 5, 0x0A, 1, 0x61, 0x10, 9], "events[0].data.direction", "must be one of INBOUND, OUTBOUND"),
      ([0xFA, 0x7F, 0], "events[0].type", "there is no fact of number 2047"),
      ([], "events[0].type", "is required"),
      ([0xD2, 1, 0, 0xD2, 1, 0], "events[0].data", "must be one fact"),
      (
        [0xE2, 1, 7, 0x22, 1, 0x61, 0x2A, 2, 0x10, 0xFF], "events[0].data.dueAt",
        "must be a time between the years 1 and 9999"
      ),
      ([0xD2, 1, 1, 0x0A], "events[0].data.contact", "is not encoded as the schema has it"),
      ([0xD2, 1, 1, 0x80], "events[0].data", "is not an encoded NoteAdded"),
      (
        [0xF2, 1, 9, 0x12, 1, 0x61, 0x1A, 4, 0x0A, 1, 0x61, 0x80], "events[0].data.stages[0]",
        "is not an encoded PipelineDefined.Stage"
      ),
    ] as [([UInt8], String, String)])
  func `what a fact may not hold is refused with its path`(fact: [UInt8], field: String, expected: String) {
    let request = decode(record(fact: fact))
    #expect(request.error == WireError(.invalid, field: field, expected))
    #expect(request.error?.reply.event == 0)
    #expect(request.id == .number(5))
  }

  @Test func `numbers over their range are refused`() {
    let error = decode([0xD2, 0x02, 6, 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F]).error
    #expect(error == WireError(.invalid, field: "limit", "must be a whole number from 0 to 4294967295"))
  }

  @Test func `a role is refused before its parameters are looked at`() {
    let reader = RequestDecoder(rights: Rights(.reader), batchMax: 3)
    let bytes: [UInt8] = [8, 3, 0x8A, 1, 1, 0xFF]
    #expect(reader.decodeFrame(bytes.span).error?.kind == .forbidden)
  }
}
