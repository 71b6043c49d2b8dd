import APISchema
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Rights
@testable import Wire

@Suite struct `Requests in JSON` {
  let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 3)

  @Test func `a request gives its id, method and message`() throws {
    let call = try #require(
      decoder.one(#"{"jsonrpc": "2.0", "id": 7, "method": "contact.get", "params": {"contact": "contact_1"}}"#).call)
    #expect(call.id == .number(7))
    #expect(call.method == .contactGet)
    #expect(call.fact == nil)
    #expect(try ContactGetRequest(serializedBytes: call.request).contact == "contact_1")
  }

  @Test func `members may stand in any order and with escapes`() throws {
    let call = try #require(
      decoder.one(" {\"params\":{} , \"\\u006dethod\":\"log\\u002eread\",\"jsonrpc\":\"2\\u002e0\",\"id\":\"a\\n\"}\t")
        .call)
    #expect(call.method == .logRead)
    #expect(call.id == .raw(Array(#""a\n""#.utf8)))
  }

  @Test(arguments: [
    ("1", RequestID.number(1)), ("0", .number(0)), ("null", .null), ("-1", .raw(Array("-1".utf8))),
    ("1.50", .raw(Array("1.50".utf8))), (#""x""#, .raw(Array(#""x""#.utf8))),
    ("999999999999999999", .number(999_999_999_999_999_999)),
    ("12345678901234567890123", .raw(Array("12345678901234567890123".utf8))),
  ])
  func `ids come back as they were sent`(written: String, expected: RequestID) throws {
    let request = try decoder.one(#"{"jsonrpc":"2.0","method":"system.status","id":\#(written)}"#)
    #expect(request.call?.id == expected)
    var out: [UInt8] = []
    expected.append(to: &out)
    #expect(text(out) == written)
  }

  @Test func `a request without an id is a notification, refused or not`() throws {
    #expect(try decoder.one(#"{"jsonrpc":"2.0","method":"system.status"}"#).call?.id == RequestID.none)
    #expect(try decoder.one(#"{"jsonrpc":"2.0","method":"no.such"}"#).id == .none)
    #expect(try decoder.one(#"{"jsonrpc":"2.0","method":"contact.get"}"#).id == .none)
  }

  @Test func `a fact's name is a call of record`() throws {
    let call = try #require(
      decoder.one(#"{"jsonrpc":"2.0","id":1,"method":"NoteAdded","params":{"contact":"c","text":"t"}}"#).call)
    #expect(call.method == .record)
    #expect(call.fact == 26)
    #expect(try RecordRequest(serializedBytes: call.request).events[0].fact.noteAdded.text == "t")
  }

  @Test(arguments: [
    #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, "", " ", "{", #"{"jsonrpc":"2.0"}}"#, "nul",
    #"{"a":tru}"#, "[1,2", #"[{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","method"]"#, "{\"a\":\"\u{1}\"}",
    #"{"a":"\x"}"#, #"{"a":"\ud800"}"#, #"{"a":"\udc00\ud800"}"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"a":.5}"#,
    #"{"a":1e}"#, #"{"a":+1}"#, #"{'a':1}"#, #"{"a":1,}"#, #"[1,]"#, #"{"a" 1}"#, "{} {}", "\u{FEFF}{}", "NaN", "--1",
  ])
  func `what is not JSON is refused as such, with the id null`(line: String) throws {
    let request = try decoder.one(line)
    #expect(request.error?.kind == .notJSON)
    #expect(request.id == .null)
  }

  @Test func `what is not UTF-8 is not JSON`() throws {
    for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]] {
      let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"#.utf8) + [0x22] + bytes + Array(#""}"#.utf8)
      guard case .one(let request) = decoder.decodeLine(line.span) else { throw NotOne() }
      #expect(request.error?.kind == .notJSON)
    }
  }

  @Test func `64 levels of nesting are JSON and 65 are not`() throws {
    func line(_ depth: Int) -> String {
      let inner = String(repeating: "[", count: depth - 2) + String(repeating: "]", count: depth - 2)
      return #"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"x":\#(inner)}}"#
    }
    #expect(try decoder.one(line(64)).error?.kind == .invalid)
    #expect(try decoder.one(line(65)).error?.kind == .notJSON)
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(try decoder.one(deep).error?.kind == .notJSON)
    #expect(try decoder.one(String(repeating: "[", count: 2_000_000)).error?.kind == .notJSON)
    #expect(try decoder.one(String(repeating: #"{"a":"#, count: 400_000)).error?.kind == .notJSON)
  }

  @Test(arguments: [
    (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, RequestID.null), (#"{"foo": "boo"}"#, .null), ("1", .null),
    (#""x""#, .null), ("null", .null), ("[]", .null), (#"{"jsonrpc":"1.0","id":4,"method":"hello"}"#, .number(4)),
    (#"{"jsonrpc":"2.0","id":4}"#, .number(4)), (#"{"id":4,"method":"hello"}"#, .number(4)),
    (#"{"jsonrpc":"2.0","id":{},"method":"hello"}"#, .null), (#"{"jsonrpc":"2.0","id":true,"method":"hello"}"#, .null),
    (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"hello"}"#, .number(1)), ("{}", .null),
    (#"{"jsonrpc":"2.0","id":4,"method":"hello","parms":{}}"#, .number(4)),
    (#"{"jsonrpc":2.0,"id":4,"method":"hello"}"#, .number(4)),
  ])
  func `what is no request is refused as such, with its id where it has one`(line: String, id: RequestID) throws {
    let request = try decoder.one(line)
    #expect(request.error?.kind == .notRequest)
    #expect(request.id == id)
  }

  @Test func `an id that is too long is not echoed`() throws {
    let id = String(repeating: "x", count: 255)
    let request = try decoder.one(#"{"jsonrpc":"2.0","method":"hello","id":"\#(id)"}"#)
    #expect(request.error?.kind == .notRequest && request.id == .null)
  }

  @Test func `an unknown method is refused with its name cut`() throws {
    let error = try #require(
      decoder.one(#"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 100))","params":[]}"#).error)
    #expect(error == WireError(.noSuchMethod, "there is no method \(String(repeating: "m", count: 64))"))
  }

  @Test(arguments: ["[]", "[1]", "\"bar\"", "5", "null", "true"])
  func `parameters that are no object are refused`(params: String) throws {
    let request = try decoder.one(#"{"jsonrpc":"2.0","id":1,"method":"contact.get","params":\#(params)}"#)
    #expect(request.error?.kind == .paramsNotObject)
    #expect(request.id == .number(1))
  }

  @Test func `absent parameters are none`() throws {
    #expect(try decoder.one(#"{"jsonrpc":"2.0","id":1,"method":"hello"}"#).call?.request == [])
    let error = try decoder.one(#"{"jsonrpc":"2.0","id":1,"method":"contact.get"}"#).error
    #expect(error == WireError(.invalid, field: "contact", "is required"))
  }

  @Test func `a batch is answered element by element`() throws {
    let line = decoder.line(#"[{"jsonrpc":"2.0","id":1,"method":"hello"}, 5 ,{"jsonrpc":"2.0","method":"hello"}]"#)
    guard case .batch(let requests) = line else { throw NotOne() }
    #expect(requests.map(\.id) == [.number(1), .null, .none])
    #expect(requests.map(\.error?.kind) == [nil, .notRequest, nil])
  }

  @Test func `the examples of the JSON-RPC specification`() throws {
    guard case .batch(let invalid) = decoder.line("[1,2,3]") else { throw NotOne() }
    #expect(invalid.map(\.error?.kind) == [.notRequest, .notRequest, .notRequest])
    guard case .batch(let one) = decoder.line("[1]") else { throw NotOne() }
    #expect(one.map(\.error?.kind) == [.notRequest])
    #expect(try decoder.one("[]").error?.kind == .notRequest)
  }

  @Test func `a batch over the limit is refused whole`() throws {
    let one = #"{"jsonrpc":"2.0","id":1,"method":"hello"}"#
    let request = try decoder.one("[\(one),\(one),\(one),\(one)]")
    #expect(request.error?.kind == .tooLarge)
    #expect(request.id == .null)
  }

  @Test func `a role is refused before its parameters are looked at`() throws {
    let reader = RequestDecoder(rights: Rights(.reader), batchMax: 3)
    let error = try #require(reader.one(#"{"jsonrpc":"2.0","id":1,"method":"record","params":{"x":1}}"#).error)
    #expect(error.kind == .forbidden)
    #expect(error.reply.role == "reader")
    #expect(error.reply.permission == "record")
    #expect(error.message == "the role reader may not call record: it takes the permission record")
  }
}

@Suite struct `The catalogue of methods` {
  @Test func `the methods are those of the schema`() throws {
    let requests = try #require(SchemaTables.messages.first { $0.name == "Request" })
    let numbers = requests.fields.filter { $0.label == .oneof }.map(\.number)
    #expect(Method.allCases.map(\.rawValue) == numbers)
    #expect(Method.contactGet.name == "contact.get" && Method.rpcDiscover.name == "rpc.discover")
    #expect(MethodCatalogue.names.count == numbers.count + FactType.allCases.count)
    for name in MethodCatalogue.names { #expect(MethodCatalogue.target(named: name) != nil) }
  }
}
