import APISchema
import Descriptors
import FactSchema
import Rights
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Wire

@Suite struct `The differences of two answers` {
  private static func told(
    _ method: APISchema.Method, _ left: (any Message)?, _ right: (any Message)?, hidesPersonal: Bool = false
  ) throws -> WhatIfReply {
    let bytes = try #require(
      ReplyDifferences(hidesPersonal: hidesPersonal).encoded(
        of: method, try left?.serializedBytes(), try right?.serializedBytes()))
    return try WhatIfReply(serializedBytes: bytes)
  }

  private static func lines(_ reply: WhatIfReply) -> [String] {
    reply.differences.map { difference in
      "\(difference.path): \(difference.hasAsItIs ? difference.asItIs : "-") "
        + "\(difference.hasAsItWouldBe ? difference.asItWouldBe : "-")"
    }
  }

  private static func card(_ body: (inout ContactCard) -> Void) -> ContactGetReply {
    var reply = ContactGetReply()
    reply.position = 7
    reply.contact.name = "Ada"
    body(&reply.contact)
    return reply
  }

  @Test func `are values, by the names that lead to them`() throws {
    let left = Self.card { card in
      card.tags = ["vip"]
      card.openDeals = 1
      card.ordersTotal = [.with { ($0.currency, $0.amount) = ("EUR", "10.00") }]
      card.consents = [
        .with { ($0.purpose, $0.channel) = ("news", "email") },
        .with { ($0.purpose, $0.channel, $0.granted) = ("news", "post", true) },
      ]
    }
    let right = Self.card { card in
      card.tags = ["vip", "new"]
      card.ordersTotal = [
        .with { ($0.currency, $0.amount) = ("CHF", "1.00") }, .with { ($0.currency, $0.amount) = ("EUR", "12.00") },
      ]
      card.consents = [.with { ($0.purpose, $0.channel) = ("news", "post") }]
      card.organization = "contact_1"
    }
    #expect(
      try Self.lines(Self.told(.contactGet, left, right)) == [
        #"contact.organization: "" "contact_1""#, #"contact.tags: ["vip"] ["vip","new"]"#,
        #"contact.consents[news email]: {"purpose":"news","channel":"email","granted":false,"untilOn":"","ended":false} -"#,
        "contact.consents[news post].granted: true false", "contact.openDeals: 1 0",
        #"contact.ordersTotal[EUR].amount: "10.00" "12.00""#,
        #"contact.ordersTotal[CHF]: - {"currency":"CHF","amount":"1.00"}"#,
      ])
    #expect(try Self.told(.contactGet, left, left).differences.isEmpty)
    // What is not there has nothing of it.
    #expect(try Self.told(.contactGet, nil, left).differences.map(\.path) == ["contact"])
    #expect(try Self.told(.contactGet, left, nil).differences.map(\.hasAsItWouldBe) == [false])
  }

  @Test func `are by place where nothing names the entries of a list, or two the same`() throws {
    func series(_ values: [(String, Double)]) -> MetricsQueryReply {
      .with { reply in
        reply.series = values.map { at, value in .with { ($0.at, $0.value) = (at, value) } }
      }
    }
    let left = series([("2026-01", 1), ("2026-02", 2)])
    #expect(
      try Self.lines(Self.told(.metricsQuery, left, series([("2026-02", 3)]))).map { $0.prefix(24) } == [
        "series[2026-01]: {\"at\":\"", "series[2026-02].value: 2",
      ])
    let twice = series([("2026-01", 1), ("2026-01", 2)])
    #expect(try Self.lines(Self.told(.metricsQuery, twice, left)).first?.hasPrefix("series[1].at: ") ?? false)
  }

  @Test func `are not told of what may stand on the next page of the other`() throws {
    func page(_ ids: [String], goesOn: Bool) -> OrderListReply {
      .with { reply in
        reply.orders = ids.map { id in .with { $0.id = id } }
        if goesOn { reply.cursor = "more" }
      }
    }
    func paths(_ left: OrderListReply, _ right: OrderListReply) throws -> ([String], Bool) {
      let told = try Self.told(.orderList, left, right)
      return (told.differences.map(\.path), told.more)
    }
    // One more at the beginning pushes the last one to the next page; and one less draws one from it.
    let (ends, goesOn) = (page(["c", "b", "a"], goesOn: false), page(["d", "c", "b"], goesOn: true))
    #expect(try paths(ends, goesOn) == (["orders[d]"], true) && paths(goesOn, ends) == (["orders[d]"], true))
    #expect(try paths(page(["c", "b"], goesOn: true), page(["c", "a"], goesOn: true)) == ([], true))
    #expect(try paths(page(["c", "b", "a"], goesOn: true), page(["c", "a"], goesOn: true)) == (["orders[b]"], false))
    // Where both end, everything is known.
    #expect(try paths(ends, page(["d", "c", "b"], goesOn: false)) == (["orders[a]", "orders[d]"], false))
  }

  @Test func `hide what is personal, and are bounded`() throws {
    let (left, right) = (Self.card { $0.emails = ["ada@example.org"] }, Self.card { $0.name = "Eve" })
    #expect(try Self.told(.contactGet, left, right).differences.map(\.path) == ["contact.name", "contact.emails"])
    #expect(try Self.told(.contactGet, left, right, hidesPersonal: true).differences.isEmpty)
    func list(_ prefix: String) -> OrderListReply {
      .with { reply in
        reply.orders = (0..<ReplyDifferences.countMax + 1).map { number in .with { $0.id = "\(prefix)\(number)" } }
      }
    }
    let many = try Self.told(.orderList, list("a"), list("b"))
    #expect(many.differences.count == ReplyDifferences.countMax && many.more)
    #expect(ReplyDifferences(hidesPersonal: false).encoded(of: .contactGet, [8], nil) == nil)
  }

  /// Put into the one answer, they make the other one of it.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func `are there exactly where texts differ`(seed: UInt64) throws {
    var messages = RandomMessages(random: SeededGenerator(seed: seed))
    for method in APISchema.Method.allCases where method.isQuery {
      let left = try messages.message(method.reply.table.name)
      let right = messages.random.oneIn(3) ? left : try messages.message(method.reply.table.name)
      let told = try WhatIfReply(
        serializedBytes: #require(ReplyDifferences(hidesPersonal: false).encoded(of: method, left, right)))
      let (first, second) = try (Self.text(left, method), Self.text(right, method))
      // Or they may differ behind where a page ended.
      #expect((told.differences.isEmpty && !told.more) == (first == second), "\(method)")
      for difference in told.differences {
        #expect(difference.asItIs != difference.asItWouldBe || !difference.hasAsItIs)
      }
    }
  }

  /// Without what is not compared.
  private static func text(_ reply: [UInt8], _ method: APISchema.Method) throws -> JSONValue? {
    guard case .object(let members)? = JSONValue(try JSONWriter.text(reply, as: method.reply)) else { return nil }
    return .object(members.filter { $0.name != "position" && $0.name != "cursor" })
  }
}

@Suite struct `A question about what would be, as it is sent,` {
  @Test func `names one query, in both framings`() throws {
    let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 1)
    func read(_ params: String) throws -> CheckedWhatIfRequest? {
      let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"whatif","params":\#(params)}"#.utf8)
      guard case .one(.call(let call)) = decoder.decodeLine(line.span) else { return nil }
      return CheckedWhatIfRequest(checked: call.request)
    }
    let asked = try #require(
      try read(
        #"{"without":[17,0,18],"with":[{"type":"NoteAdded","data":{"contact":"c","text":"t"}}],"query":{"companyGet":{}}}"#
      ))
    #expect(asked.method == .companyGet && asked.query.isEmpty && asked.request.without == [17, 0, 18])
    #expect(try RecordRequest(serializedBytes: asked.recording).events.count == 1)
    #expect(try read(#"{"without":[1],"query":{}}"#)?.method == nil)
    #expect(try read(#"{"query":{"companyGet":{},"teamList":{}}}"#)?.method == nil)
    #expect(try read(#"{"without":[1]}"#) == nil && read(#"{"query":{"logRead":{}}}"#) == nil)
    let query = try #require(WhatIfQuery(.teamList, [56, 1]))
    let bytes: [UInt8] = try WhatIfRequest.with { ($0.without, $0.query) = ([3, 4], query) }.serializedBytes()
    #expect(try StrictCheck.check(bytes.span, 0..<bytes.count, APISchema.Method.whatif.request.index).entries == 0)
    #expect(CheckedWhatIfRequest(checked: bytes)?.method == .teamList)
    #expect(WhatIfQuery(.record, []) == nil)
  }
}
