import APISchema
import Domain
import Engine
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `A query beside others` {
  static let queries = QueryCatalogue(ReadModelCatalogue.all)

  /// A company of so many contacts, each with a call.
  private static func fill(_ kith: TestEngine, _ contacts: Int) async throws {
    for start in stride(from: 0, to: contacts, by: 200) {
      let ids = (start..<min(start + 200, contacts)).map { contactID(UInt64($0 + 1)) }
      _ = try await kith.record(request(ids.map { created("Ada \($0.suffix(4))", id: $0) }))
      _ = try await kith.record(request(ids.map { called($0) }))
    }
  }

  private static let nobody = ContactFindRequest.with { $0.text = "nobody" }

  @Test func `ends when it takes longer than it may`() async throws {
    let kith = try TestEngine { $0.limits.querySeconds = 0 }
    try await Self.fill(kith, 400)
    let error = await #expect(throws: Refusal.self) {
      try await kith.query(ContactFindRequest.with { $0.text = "ada" })
    }
    #expect(error?.code == .timedOut && error?.code.isRetryable == false)
    let page = await #expect(throws: Refusal.self) {
      try await kith.read(LogReadRequest.with { ($0.types, $0.limit) = (["CallLogged"], 400) })
    }
    #expect(page?.code == .timedOut)
    // What reads a few rows never gets that far.
    #expect(try await kith.card(contactID(1)).name.hasPrefix("Ada"))
    kith.engine.stop()
  }

  @Test func `has the same answer where the long ones are as among the short ones`() async throws {
    var answers: [[[UInt8]]] = []
    for microseconds in [1, 60_000_000] {
      let kith = try TestEngine { $0.limits.shortQueryMicroseconds = microseconds }
      try await Self.fill(kith, 300)
      var replies: [[UInt8]] = []
      // Twice: the second time is begun where the first one ended.
      for _ in 0..<2 {
        replies.append(
          try await kith.query(ContactFindRequest.with { $0.text = "ada" })
            .serializedBytes())
        replies.append(try await kith.query(Self.nobody).serializedBytes())
        replies.append(
          try await kith.query(MetricsQueryRequest.with { ($0.metric, $0.by) = ("calls.logged", "day") })
            .serializedBytes())
        replies.append(
          try await kith.read(LogReadRequest.with { ($0.after, $0.limit) = (place(0), 600) }).serializedBytes())
        replies.append(
          try await kith.read(LogReadRequest.with { ($0.types, $0.limit) = (["CallLogged"], 300) }).serializedBytes())
      }
      kith.engine.stop()
      answers.append(replies)
    }
    #expect(answers[0] == answers[1])
  }

  @Test func `that waits for a position goes when its client does`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada", id: contactID(1)))
    let (leaving, staying) = (kith.collector.caller(uid: 1), kith.collector.caller(uid: 1))
    let query = try Self.queries.query(
      .contactGet, ContactGetRequest.with { ($0.contact, $0.timeoutMs) = (contactID(1), 60_000) }.serializedBytes())
    let jobs = [leaving, leaving, staying].map { caller in
      QueryJob(query: query, after: Position(place(2)), ticket: kith.collector.ticket(caller))
    }
    kith.engine.submit(jobs)
    #expect(kith.engine.status().waitingQueries == 3)
    kith.engine.leave(leaving)
    #expect(kith.engine.status().waitingQueries == 1)
    _ = try await kith.record(created("Eve", id: contactID(2)))
    let reply = try await ContactGetReply(serializedBytes: kith.collector.outcome(jobs[2].ticket).result.get())
    #expect(reply.contact.name == "Ada")
    kith.engine.stop()
  }

  @Test func `may wait though another uid has as many waiting as it may`() async throws {
    let kith = try TestEngine { $0.limits.queriesWaiting = 40 }
    _ = try await kith.record(created("Ada", id: contactID(1)))
    let query = try Self.queries.query(
      .contactGet, ContactGetRequest.with { ($0.contact, $0.timeoutMs) = (contactID(1), 60_000) }.serializedBytes())
    let (greedy, modest) = (kith.collector.caller(uid: 1), kith.collector.caller(uid: 2))
    let many = (0..<30).map { _ in
      QueryJob(query: query, after: Position(place(2)), ticket: kith.collector.ticket(greedy))
    }
    kith.engine.submit(many)
    #expect(kith.engine.status().waitingQueries == 10)
    for job in many[10...] {
      let outcome = await kith.collector.outcome(job.ticket)
      #expect(throws: Refusal(.tooMany, "too many queries wait")) { try outcome.result.get() }
    }
    let one = QueryJob(query: query, after: Position(place(2)), ticket: kith.collector.ticket(modest))
    kith.engine.submit([one])
    _ = try await kith.record(created("Eve", id: contactID(2)))
    for job in many[..<10] + [one] { _ = try await kith.collector.outcome(job.ticket).result.get() }
    kith.engine.stop()
  }
}

@Suite struct `A query's watch` {
  @Test func `looks now and then, and ends everything after its first no`() {
    var looks = 0
    let watch = QueryWatch(
      seconds: 3_600,
      hasCallerLeft: {
        looks += 1
        return looks > 3
      })
    var steps = 0
    while watch.mayGoOn() { steps += 1 }
    #expect(watch.stopped == .callerLeft)
    // Once when it began, and then three times.
    #expect(looks == 4 && steps > 100 && steps < 1_000)
    #expect(!watch.mayGoOn())
    #expect(throws: Refusal.self) { try watch.step() }
  }

  @Test func `lets a file grow that it reads`() {
    let watch = QueryWatch(seconds: 3_600, isInTheWay: { true })
    while watch.mayGoOn() {}
    #expect(watch.stopped == .slice)
  }

  @Test func `of a client that has gone ends before it begins`() {
    #expect(!QueryWatch(seconds: 60, hasCallerLeft: { true }).mayGoOn())
  }
}

@Suite struct `A rehearsal's bounds` {
  private func rehearsed(_ name: String, _ facts: [Fact.OneOf_Fact]) -> RecordRequest {
    var request = request(facts)
    request.rehearsal = name
    return request
  }

  @Test func `end it when it holds too many bytes`() async throws {
    let kith = try TestEngine { $0.limits.rehearsalBytes = 256 << 10 }
    let caller = kith.collector.caller()
    _ = try await kith.record(rehearsed("one", [created("Ada", id: contactID(1))]), of: caller)
    let granted = Fact.OneOf_Fact.consentGranted(
      .with {
        ($0.contact, $0.purpose, $0.channel) = (contactID(1), "news", "email")
        $0.evidence = String(repeating: "n", count: 5_000)
      })
    var accepted = 0
    let error = await #expect(throws: Refusal.self) {
      while accepted < 100 {
        _ = try await kith.record(rehearsed("one", [granted]), of: caller)
        accepted += 1
      }
    }
    #expect(error?.code == .tooLarge && (4...7).contains(accepted))
    _ = try await kith.record(rehearsed("two", [created("Ada", id: contactID(1))]), of: caller)
    kith.engine.stop()
  }

  @Test func `forget it when the last connection that used it is gone`() async throws {
    let kith = try TestEngine()
    let (first, second) = (kith.collector.caller(), kith.collector.caller())
    let creation = rehearsed("import", [created("Ada", id: contactID(1))])
    _ = try await kith.record(creation, of: first)
    let again = await #expect(throws: Refusal.self) { _ = try await kith.record(creation, of: second) }
    #expect(again?.code == .conflict)
    kith.engine.leave(first)
    let still = await #expect(throws: Refusal.self) { _ = try await kith.record(creation, of: second) }
    #expect(still?.code == .conflict)
    kith.engine.leave(second)
    _ = try await kith.record(creation, of: kith.collector.caller())
    kith.engine.stop()
  }

  @Test func `leave room for the rehearsals of others`() async throws {
    let kith = try TestEngine()
    let greedy = kith.collector.caller(uid: 1)
    let creation = [created("Ada", id: contactID(1))]
    var begun = 0
    let error = await #expect(throws: Refusal.self) {
      while begun < 100 {
        _ = try await kith.record(rehearsed("r\(begun)", creation), uid: 1, of: greedy)
        begun += 1
      }
    }
    #expect(error?.code == .tooMany && begun == 4)
    _ = try await kith.record(rehearsed("r0", creation), uid: 2, of: kith.collector.caller(uid: 2))
    _ = try await kith.record(rehearsed("r0", creation), uid: 0, of: kith.collector.caller(uid: 0, .operator))
    // What its client leaves behind makes room at once.
    kith.engine.leave(greedy)
    _ = try await kith.record(rehearsed("r9", creation), uid: 1, of: kith.collector.caller(uid: 1))
    kith.engine.stop()
  }
}
