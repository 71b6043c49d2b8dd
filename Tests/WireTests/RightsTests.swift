@testable import APISchema
@testable import FactSchema
@testable import Rights
import Testing

@testable import Wire

@Suite struct `What roles allow` {
  /// Who could call what in the release that had five roles and nothing else, and what came since.
  static let before: [(methods: [Method], roles: [Role])] = [
    ([.hello], [.none, .reader, .agent, .auditor, .operator]),
    (
      [
        .rpcDiscover, .contactGet, .contactFind, .contactHistory, .dealGet, .dealList, .pipelineList, .pipelineBoard,
        .campaignGet, .campaignList, .campaignReport, .taskGet, .taskList, .reminderList, .orderList, .metricsQuery,
        .metricsList, .userGet, .userList, .teamList,
      ], [.reader, .agent, .auditor, .operator]
    ),
    ([.record, .commandGet, .logIdentify], [.agent, .operator]),
    (
      [.logRead, .logSubscribe, .logCredit, .logUnsubscribe, .projectionList, .projectionStatus],
      [.auditor, .operator]
    ),
    ([.whatif], [.agent, .operator]),
    ([.projectionRebuild, .projectionVerify, .systemStatus], [.operator]),
  ]
  static let clients: [Role] = [.none, .reader, .agent, .auditor, .operator]

  @Test func `the five roles allow what they always did`() {
    for (methods, roles) in Self.before {
      for method in methods {
        #expect(Self.clients.filter { Rights($0).allow(method.needs) } == roles, "\(method)")
      }
    }
    #expect(Self.before.flatMap(\.methods).count == 34)
  }

  @Test(arguments: FactType.allCases.filter { !$0.isOfTheDaemon })
  func `agents and operators record every fact, and nobody else does`(type: FactType) {
    let needs = Method.record.needs.union(type.needs)
    // Nothing is erased by who records all day.
    let who: [Role] = type == .personalDataErased ? [.operator] : [.agent, .operator]
    #expect(Self.clients.filter { Rights($0).allow(needs) } == who)
    #expect(type.needs.contains(.record))
  }

  /// Whoever has every permission that there is a word for.
  private static let trusted = Rights(["trusted": Permissions(Permission.allCases.map { Permissions($0) }).union(.role)]
  )

  @Test func `what the schema says nothing of is for operators alone`() {
    let made = FieldTable(
      900, "madeUp", "made_up", .message("MadeUpRequest"), .oneof, personal: false, required: false, doc: "")
    #expect(Self.clients.filter { Rights($0).allow(made.needs) } == [.operator])
    #expect(!Self.trusted.allow(made.needs) && Self.trusted.lacks(made.needs) == nil)
    #expect(
      Self.trusted.refusal(of: "call made.up", made.needs)
        == "the role trusted may not call made.up: operators alone may")
    #expect(FactType.clockReset.needs == .unopened)
  }

  @Test func `every role may ask what there is, and only who has one`() {
    for permission in Permission.allCases {
      let rights = Rights(["one": [.role, Permissions(permission)]])
      #expect(rights.allow(Method.rpcDiscover.needs) && rights.allow(Method.hello.needs))
      let methods = Method.allCases.filter { rights.allow($0.needs) }
      #expect(methods.allSatisfy { $0.needs.subtracting([.role, Permissions(permission)]).isEmpty }, "\(permission)")
    }
  }

  @Test func `several roles allow all that each of them does`() {
    let both = Rights(["agent": Role.agent.permissions, "auditor": Role.auditor.permissions])
    #expect(both.allow([.record, .log, .audit, .personal]) && !both.allow(.operate))
    #expect(both.roles == ["agent", "auditor"])
    #expect(
      both.refusal(of: "call system.status", .status)
        == "the roles agent and auditor may not call system.status: it takes the permission status")
    #expect(both.lacks([.log, .status, .operate]) == .operate)
    #expect(both.refusal(of: "x", [.status, .operate]).hasSuffix("it takes the permissions operate and status"))
  }

  @Test func `a record holds the role that allows exactly what its client may, else that it is another`() {
    for role in Self.clients { #expect(Rights(role).role == role) }
    #expect(Rights(["agent": Role.agent.permissions, "reader": Role.reader.permissions]).role == .agent)
    #expect(Rights(["agent": Role.agent.permissions, "auditor": Role.auditor.permissions]).role == .custom)
    #expect(Rights(["mine": Role.reader.permissions]).role == .reader)
    #expect(Rights(["bot": [.role, .log, .record]]).role == .custom && Self.trusted.role == .custom)
  }

  @Test func `the numbers that records hold stay`() {
    let numbers: [Role: UInt8] = [
      .none: 0, .reader: 1, .agent: 2, .auditor: 3, .operator: 4, .daemon: 5, .custom: 6,
    ]
    for role in Role.allCases { #expect(role.rawValue == numbers[role], "\(role)") }
    let bits: [Permission: UInt8] = [
      .read: 1, .record: 2, .log: 3, .audit: 4, .operate: 5, .personal: 6, .consent: 7, .figures: 8, .status: 9,
      .configure: 10,
      .erase: 11,
    ]
    for (permission, bit) in bits { #expect(permission.rawValue == bit) }
  }

  @Test func `a fact that needs more is refused by its name before its fields are looked at`() throws {
    let clerk = RequestDecoder(rights: Rights(["clerk": [.role, .record]]), batchMax: 3)
    let error = try #require(clerk.one(#"{"jsonrpc":"2.0","id":1,"method":"ConsentGranted","params":{"x":1}}"#).error)
    #expect(error.kind == .forbidden && error.reply.permission == "consent" && error.reply.role == "custom")
    #expect(error.message == "the role clerk may not call ConsentGranted: it takes the permission consent")
    let note = #"{"jsonrpc":"2.0","id":1,"method":"NoteAdded","params":{"contact":"c","text":"t"}}"#
    #expect(try clerk.one(note).call?.fact == Int(FactType.noteAdded.rawValue))
  }
}
