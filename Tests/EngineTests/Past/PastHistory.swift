import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine
@testable import TestModel

/// An engine with a random history, and its facts as they are read from the log.
final class PastHistory {
  let kith: TestEngine
  let log: MemoryLog
  private(set) var entries: [PlainModel.Entry] = []

  /// So many random commands are proposed; time goes on or stands still between them. With `resets` the clock is wrong now
  /// and then, and begun anew.
  init(
    seed: UInt64, steps: Int, resets: Bool = false, configure: (inout EngineOptions) -> Void = { _ in }
  ) async throws {
    let clock = TestClock()
    log = try MemoryLog(now: clock.now)
    kith = try TestEngine(over: log, clock: clock, configure: configure)
    var facts = RandomFacts(seed: seed)
    var model = PlainModel()
    for step in 1...steps {
      clock.advance(milliseconds: facts.random.oneIn(4) ? 0 : Int64(facts.random.below(900_000)))
      if resets, step.isMultiple(of: 60) {
        clock.jump(days: step.isMultiple(of: 120) ? 3 : -2)
        if facts.random.oneIn(3) || step == 180 { _ = try kith.engine.resetClock(uid: 0) }
      }
      let command = kith.command(facts.request(model, now: clock.now.microseconds))
      kith.engine.submit([command])
      _ = await kith.collector.outcome(command.ticket)
      for entry in try read(after: model.head) {
        entries.append(entry)
        model.append(entry)
      }
    }
  }

  /// Reads the facts of the log anew.
  func readAgain() throws { entries = try read(after: 0) }

  private func read(after position: UInt64) throws -> [PlainModel.Entry] {
    let reader = kith.engine.eventReader
    return try log.read(after: Position(position), limit: .max).map { PlainModel.Entry(try reader.event($0)) }
  }

  /// When the fact at the position was recorded; of none, when the log was made.
  func time(at position: UInt64) -> Int64 {
    position == 0 ? log.createdAt.microseconds : entries[Int(position) - 1].recordedAt
  }
}

/// Questions to the engine as it was at a moment.
struct AtMoment: Answering {
  let kith: TestEngine
  let moment: Moment
  /// What time it was then.
  let now: Int64
  var isTimeExact: Bool { true }

  func actor(_ uid: UInt32) -> Actor { .with { ($0.uid, $0.name, $0.role) = (uid, "user\(uid)", "agent") } }

  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    do {
      return try await kith.ask(request, at: moment)
    } catch let refusal as Refusal {
      throw Refused(refusal)
    }
  }
}

extension TestEngine {
  /// The digest of a read model's rows at a position.
  func digest(of name: String, at position: Position) throws -> Digest256 {
    let projection = try #require(engine.options.readModels.first { $0.name == name })
    return try Replay(
      engine.eventReader, engine.beginning, projection, engine.options.limits,
      in: .init(bytesMax: .max) { () throws(ViewError) in throw .noSpace }
    ).replay(upTo: ReplayEnd(position: position)) {}.source.state.digest
  }

  /// Asks about the past.
  func ask<Request: MethodRequest>(_ request: Request, at moment: Moment) async throws -> Request.Answer {
    let ticket = collector.ticket()
    let job = try engine.job(Request.method, request.serializedBytes(), ticket)
    engine.submit(MomentJob(query: job.query, moment: moment, ticket: ticket))
    return try await Request.Answer(serializedBytes: collector.outcome(ticket).result.get())
  }
}
