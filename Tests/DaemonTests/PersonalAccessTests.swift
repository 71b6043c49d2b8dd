import APISchema
import Descriptors
import FactSchema
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon
@testable import Rights
@testable import Wire

/// One who may do everything but see personal fields is given none, whatever is asked. Every personal field of every fact is
/// recorded with a mark, every question of a test that has to ask all of them is asked again, and marks are looked for in
/// every byte that comes back. Needs root, to be two people.
@Suite(.enabled(if: geteuid() == 0)) struct `Who may not see personal fields` {
  private static let blind = 60_011
  private static let seeing = 60_012
  private static let settings = [
    "socket.mode": "0666", "roles.users.blind": "\(blind)", "roles.users.seeing": "\(seeing)",
    "roles.define.blind": Permission.allCases.filter { $0 != .personal }.map(\.word).joined(separator: ","),
    "roles.define.seeing": Permission.allCases.map(\.word).joined(separator: ","),
  ]

  /// A question as a line, and what is asked.
  private struct Question {
    var method: APISchema.Method
    var line: String

    init(_ method: APISchema.Method, _ params: [String: Any]) throws {
      self.method = method
      let object: [String: Any] = [
        "jsonrpc": "2.0", "id": 1, "method": method.name, "params": params,
      ]
      line = String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }

    /// The same in the binary framing.
    func frame() throws -> Data {
      let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 1)
      let bytes = Array(line.utf8)
      guard case .one(.call(let call)) = decoder.decodeLine(bytes.span) else {
        throw LineClient.Failed(description: "not a request: \(line)")
      }
      return Data(
        BinaryFrames.frame([8, 1] + ProtobufBytes.field(Int(method.rawValue), content: call.request)))
    }
  }

  /// Every question of those, and for each list its pages of one entry.
  private static func questions(_ asked: [(method: String, params: [String: Any])]) throws -> [Question] {
    var questions: [Question] = []
    for method in APISchema.Method.allCases {
      let mine = asked.filter { $0.method == method.name }
      for question in mine { questions.append(try Question(method, question.params)) }
      let fields = method.request.table.fields
      guard fields.contains(where: { $0.jsonName == "limit" }) else { continue }
      questions.append(try Question(method, (mine.first?.params ?? [:]).merging(["limit": 1]) { $1 }))
      if !fields.contains(where: \.isRequired) { questions.append(try Question(method, ["limit": 1])) }
    }
    return questions
  }

  private func ask(_ question: Question, _ pipe: PeerPipe, _ framing: Framing) throws -> Data {
    try pipe.send(framing == .json ? Data((question.line + "\n").utf8) : question.frame())
    return try #require(framing == .json ? pipe.line() : pipe.frame())
  }

  private func company(_ running: RunningDaemon) throws -> (EveryCall, PersonalMarks) {
    let marks = PersonalMarks()
    var calls = EveryCall(client: try running.client(), marks: marks)
    try calls.recordCompany()
    try calls.query()
    try calls.administer()
    return (calls, marks)
  }

  @Test(arguments: [Framing.json, .binary])
  func `is given none by any method`(framing: Framing) async throws {
    try await withDaemon(Self.settings) { running in
      let (calls, marks) = try company(running)
      let questions = try Self.questions(calls.questions)
      let (blind, seeing) = (
        try PeerPipe(running.path, uid: Self.blind), try PeerPipe(running.path, uid: Self.seeing)
      )
      var shown: Set<APISchema.Method> = []
      for question in questions {
        let answer = try ask(question, blind, framing)
        #expect(!PersonalMarks.areIn(answer), "\(question.line): \(String(decoding: answer, as: UTF8.self))")
        if PersonalMarks.areIn(try ask(question, seeing, framing)) { shown.insert(question.method) }
      }
      // The marks are there to be seen, of every fact and field that has any.
      #expect(shown.isSuperset(of: [.contactGet, .contactFind, .contactHistory, .dealGet, .dealList, .pipelineBoard]))
      #expect(shown.contains(.whatif))
      #expect(shown.isSuperset(of: [.taskGet, .taskList, .orderList, .logRead]))
      let types = FactType.allCases.filter { type in
        !type.isOfTheDaemon && type.message.fields.contains(where: \.isPersonal)
      }
      #expect(Set(marks.used.map(\.type)) == Set(types))
    }
  }

  @Test(arguments: [Framing.json, .binary])
  func `is given none by a subscription`(framing: Framing) async throws {
    try await withDaemon(Self.settings) { running in
      let (calls, _) = try company(running)
      let head = try #require(try calls.client.call("hello")["log"] as? [String: Any])["head"] as? Int ?? 0
      for (uid, sees) in [(Self.blind, false), (Self.seeing, true)] {
        let pipe = try PeerPipe(running.path, uid: uid)
        _ = try ask(Question(.logSubscribe, ["after": 0, "credits": 10_000]), pipe, framing)
        var marked = 0
        for _ in 0..<head {
          let event = try #require(framing == .json ? pipe.line() : pipe.frame())
          if PersonalMarks.areIn(event) { marked += 1 }
        }
        #expect(sees ? marked > 15 : marked == 0)
      }
    }
  }

  /// Walks through an answer: what is denied is not there, and where it would be it is named.
  private func checkDenied(_ value: Any, _ whole: Any, _ path: String) -> Int {
    if let list = value as? [Any], let wholes = whole as? [Any] {
      return zip(list, wholes).reduce(0) { $0 + checkDenied($1.0, $1.1, path) }
    }
    guard let object = value as? [String: Any], let other = whole as? [String: Any] else { return 0 }
    let denied = Set(object["denied"] as? [String] ?? [])
    let data = Set((object["data"] as? [String: Any] ?? [:]).keys.map { "data." + $0 })
    #expect(denied.isDisjoint(with: object.keys) && denied.isDisjoint(with: data), "\(path) \(denied)")
    let missing = Set((other["data"] as? [String: Any] ?? [:]).keys.map { "data." + $0 }).subtracting(data)
    #expect(missing.isSubset(of: denied), "\(path)")
    for (name, inner) in other where object[name] == nil { #expect(denied.contains(name), "\(path).\(name) \(inner)") }
    return object.reduce(denied.count) { count, member in
      member.key == "data"
        ? count : count + checkDenied(member.value, other[member.key] ?? [:], path + "." + member.key)
    }
  }

  @Test func `is told what is denied, and nothing else is missing`() async throws {
    try await withDaemon(Self.settings) { running in
      let (calls, _) = try company(running)
      let (blind, seeing) = (
        try PeerPipe(running.path, uid: Self.blind), try PeerPipe(running.path, uid: Self.seeing)
      )
      var denied: [APISchema.Method: Int] = [:]
      for question in try Self.questions(calls.questions) {
        let answers = try [blind, seeing].map { pipe in
          try JSONSerialization.jsonObject(with: ask(question, pipe, .json)) as? [String: Any] ?? [:]
        }
        guard let result = answers[0]["result"], let whole = answers[1]["result"] else { continue }
        // Its digests and places are of now; and of two answers fewer differences are told.
        guard
          ![.whatif, .systemStatus, .projectionList, .projectionStatus, .projectionRebuild].contains(question.method)
        else {
          continue
        }
        denied[question.method, default: 0] += checkDenied(result, whole, question.method.name)
      }
      for method in [
        APISchema.Method.contactGet, .contactFind, .contactHistory, .dealGet, .taskGet, .orderList, .logRead,
      ] {
        #expect(denied[method] ?? 0 > 0, "\(method)")
      }
    }
  }

  @Test func `records, but is not told whose an external id is`() async throws {
    try await withDaemon(Self.settings) { running in
      let made = try running.client().call("ContactCreated", ["name": "Ada", "externalId": "crm-1"])
      let id = try #require((made["events"] as? [[String: Any]])?.first?["subject"] as? String)
      let again = #"{"jsonrpc":"2.0","id":1,"method":"ContactCreated","params":{"name":"Bob","externalId":"crm-1"}}"#
      for (uid, sees) in [(Self.blind, false), (Self.seeing, true)] {
        let pipe = try PeerPipe(running.path, uid: uid)
        try pipe.send(Data((again + "\n").utf8))
        let answer = String(decoding: try #require(pipe.line()), as: UTF8.self)
        #expect(answer.contains("externalIdTaken") && answer.contains(id) == sees, "\(answer)")
        try pipe.send(Data((again.replacing("crm-1", with: "crm-\(uid)") + "\n").utf8))
        #expect(String(decoding: try #require(pipe.line()), as: UTF8.self).contains("recordedAt"))
      }
    }
  }

  @Test func `is told who changed a field since, but not to what`() async throws {
    try await withDaemon(Self.settings) { running in
      let client = try running.client()
      let made = try client.call("ContactCreated", ["name": "Ada", "emails": ["ada@example.org"]])
      let id = try #require((made["events"] as? [[String: Any]])?.first?["subject"] as? String)
      _ = try client.call("ContactDetailsChanged", ["contact": id, "emails": ["new@example.org"], "source": "fair"])
      // Both fields were changed since; of the open one everybody is told the value.
      for (field, value) in [("emails", "new@example.org"), ("source", "fair")] {
        let data = field == "emails" ? #"["mine@example.org"]"# : #""web""#
        let line = """
          {"jsonrpc":"2.0","id":1,"method":"record","params":{"expect":[{"subject":"\(id)","version":1}],"events":[\
          {"type":"ContactDetailsChanged","data":{"contact":"\(id)","\(field)":\(data)}}]}}
          """
        for (uid, sees) in [(Self.blind, field == "source"), (Self.seeing, true)] {
          let pipe = try PeerPipe(running.path, uid: uid)
          try pipe.send(Data((line + "\n").utf8))
          let answer = String(decoding: try #require(pipe.line()), as: UTF8.self)
          #expect(answer.contains(#""code":"stale""#) && answer.contains(#""recordedAt""#), "\(answer)")
          #expect(answer.contains(value) == sees, "\(answer)")
        }
      }
    }
  }
}
