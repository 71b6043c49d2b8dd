import APISchema
import Engine
import EventLog
import FactSchema
import ReadModels
import TestSupport

@testable import TestModel

/// Two engines with data folders of their own over one log: each command goes to one of them and each question to one,
/// in turns that never fit.
final class TwoEngines: Modelled {
  private let engines: [ModelledEngine]
  private var commands = 0
  private var questions = 0

  init() throws {
    let clock = TestClock()
    let log = try MemoryLog(now: clock.now)
    engines = try [7, 8].map { try ModelledEngine(over: log, clock: clock, seed: $0) }
  }

  var now: Int64 { engines[0].now }
  var isTimeExact: Bool { true }
  var looksAtFormFirst: Bool { false }
  func actor(_ uid: UInt32) -> Actor { engines[0].actor(uid) }
  var ownUID: UInt32 { engines[0].ownUID }
  func origin() -> String { engines[0].origin() }
  func turnClock(_ random: inout SeededGenerator) { engines[0].turnClock(&random) }
  func stop() { for engine in engines { engine.stop() } }

  func record(_ requests: [RecordRequest], uid: UInt32) async throws -> [Result<RecordReply, Refused>] {
    commands += 1
    return try await engines[commands % 2].record(requests, uid: uid)
  }

  func answer<Request: MethodRequest>(to request: Request) async throws -> Request.Answer {
    questions += 1
    return try await engines[questions / 2 % 2].answer(to: request)
  }

  func disturb(_ random: inout SeededGenerator) async throws { try await random.pick(engines).disturb(&random) }

  func verify() async throws {
    for engine in engines { try await engine.verify() }
    for model in engines[0].kith.options.readModels {
      let first = try await engines[0].kith.caughtUp(model.name)
      let second = try await engines[1].kith.caughtUp(model.name)
      guard first.position == second.position, first.digest == second.digest else {
        throw Refused(code: "differs", message: "\(model.name) is another one in each engine: \(first), \(second)")
      }
    }
  }
}
