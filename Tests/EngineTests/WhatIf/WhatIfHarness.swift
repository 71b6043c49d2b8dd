import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Engine
@testable import TestModel

extension TestEngine {
  /// What is asked about what would be.
  struct Branching {
    var without: [UInt64] = []
    var with: [Fact.OneOf_Fact] = []
    var rehearsal: String?
    var uid: UInt32 = 1000
    var caller: Caller?
  }

  /// Both answers; nil where there is none.
  struct WhatIfAnswers<Answer: Message> {
    var asItIs: Answer?
    var asItWouldBe: Answer?
    var reply: WhatIfReply
  }

  func job<Request: MethodRequest>(_ request: Request, _ branching: Branching) throws -> WhatIfJob {
    var query = try engine.job(
      Request.method, request.serializedBytes(),
      collector.ticket(branching.caller ?? collector.caller(uid: branching.uid)))
    query.after = last
    let differences = ReplyDifferences(hidesPersonal: false)
    return WhatIfJob(
      query, at: "query.contactGet.", without: branching.without.map { Position($0) },
      with: branching.with.map { fact in Command.Event(encoded(Fact.with { $0.fact = fact })) },
      rehearsal: branching.rehearsal, role: .agent, roleName: nil
    ) { (method, left, right) throws(Refusal) in
      guard let told = differences.encoded(of: method, left, right) else { throw .internal("no answers") }
      return told
    }
  }

  func whatIf<Request: MethodRequest>(
    _ request: Request, _ branching: Branching
  ) async throws -> WhatIfAnswers<Request.Answer> {
    let job = try job(request, branching)
    engine.submit(job)
    let reply = try await WhatIfReply(serializedBytes: collector.outcome(job.ticket).result.get())
    func answer(_ isThere: Bool, _ answer: WhatIfAnswer) throws -> Request.Answer? {
      isThere ? try Request.Answer(serializedBytes: #require(answer.encoded)) : nil
    }
    return WhatIfAnswers(
      asItIs: try answer(reply.hasAsItIs, reply.asItIs),
      asItWouldBe: try answer(reply.hasAsItWouldBe, reply.asItWouldBe), reply: reply)
  }

  /// The branch as the writer decides it.
  func branch(_ branching: Branching) throws -> Branch {
    let job = try job(CompanyGetRequest(), branching)
    let order = BranchOrder(without: job.without, caller: job.ticket.caller)
    #expect(engine.writing.queue.push([Command(order, job)]) == .taken)
    while true {
      if let outcome = order.outcome(within: 100) { return try outcome.get() }
    }
  }

  /// The refusal of a question.
  func refusal<Request: MethodRequest>(
    _ request: Request, _ branching: Branching, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> Refusal? {
    await #expect(throws: Refusal.self, sourceLocation: sourceLocation) { try await self.whatIf(request, branching) }
  }

  /// The digests of the rows that serve.
  func liveDigests() async throws -> [String: Digest256] {
    var digests: [String: Digest256] = [:]
    for model in options.readModels {
      _ = try await caughtUp(model.name)
      let place = try #require(engine.readModels.places[model.name])
      digests[model.name] = engine.readModels.state.withLock { $0.entries[place].live?.state.digest }
    }
    return digests
  }
}

/// Questions to what would be.
struct InBranch: Answering {
  let kith: TestEngine
  let branching: TestEngine.Branching
  var now: Int64 { kith.clock.now.microseconds }
  var isTimeExact: Bool { true }

  func actor(_ uid: UInt32) -> Actor { .with { ($0.uid, $0.name, $0.role) = (uid, "user\(uid)", "agent") } }

  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    do {
      let answers = try await kith.whatIf(request, branching)
      guard let answer = answers.asItWouldBe else { throw Refused(code: "notFound", message: "is not there") }
      return answer
    } catch let refusal as Refusal {
      throw Refused(refusal)
    }
  }
}

/// Appends facts as another writer does that has decided them.
func append(_ events: some Sequence<RecordedEvent>, to log: MemoryLog) throws {
  var batch: [PendingRecord] = []
  for event in events {
    let encoded = try FactCodec.encode(event.fact)
    batch.append(
      PendingRecord(
        header: event.header, message: encoded.message, openCount: encoded.openCount,
        key: encoded.hasPersonal ? .new(batch.count { $0.key != nil }) : nil))
  }
  try log.append(batch, at: log.head)
}
