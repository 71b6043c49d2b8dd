import APISchema
import Domain
import EventLog
import FactSchema
import Foundation
import LMDB
import ReadModels
import RowSchema
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// Takes outcomes and lets a test await each by its number.
final class Collector: OutcomeReceiver {
  private struct State {
    var outcomes: [UInt64: Outcome] = [:]
    var waiting: [UInt64: CheckedContinuation<Outcome, Never>] = [:]
    var numberLast: UInt64 = 0
    var deliveries = 0
  }

  private let state = Mutex(State())

  func deliver(_ outcomes: [Outcome]) {
    let ready = state.withLock { state -> [(CheckedContinuation<Outcome, Never>, Outcome)] in
      state.deliveries += 1
      var ready: [(CheckedContinuation<Outcome, Never>, Outcome)] = []
      for outcome in outcomes {
        if let continuation = state.waiting.removeValue(forKey: outcome.number) {
          ready.append((continuation, outcome))
        } else {
          state.outcomes[outcome.number] = outcome
        }
      }
      return ready
    }
    for (continuation, outcome) in ready { continuation.resume(returning: outcome) }
  }

  /// A ticket of a connection of its own, or of that one.
  func ticket(_ caller: Caller? = nil) -> Ticket {
    let number = state.withLock { state in
      state.numberLast += 1
      return state.numberLast
    }
    return Ticket(caller: caller ?? self.caller(), number: number)
  }

  /// A connection whose outcomes come here.
  func caller(uid: UInt32 = 1000, _ standing: Standing = .user) -> Caller {
    Caller(uid: uid, standing: standing, receiver: self)
  }

  func outcome(_ ticket: Ticket) async -> Outcome {
    await withCheckedContinuation { continuation in
      let outcome = state.withLock { state -> Outcome? in
        if let outcome = state.outcomes.removeValue(forKey: ticket.number) { return outcome }
        state.waiting[ticket.number] = continuation
        return nil
      }
      if let outcome { continuation.resume(returning: outcome) }
    }
  }

  var deliveries: Int { state.withLock { $0.deliveries } }
}

/// A clock that a test turns.
final class TestClock: Sendable {
  private let time = Mutex(Instant(microseconds: 1_700_000_000_000_000))

  var now: Instant { time.withLock { $0 } }

  /// As a wrong clock, or one that is set right.
  func jump(days: Int64) { advance(milliseconds: days * 86_400_000) }

  func advance(milliseconds: Int64) {
    time.withLock { $0 = Instant(microseconds: $0.microseconds + milliseconds * 1000) }
  }
}

/// An engine over a scratch folder, opened and started.
final class TestEngine {
  let folder: ScratchFolder
  let clock: TestClock
  let collector = Collector()
  private(set) var engine: Engine
  private(set) var options: EngineOptions
  private var surroundings: EngineSurroundings
  /// The log, where it is not in the folder.
  let log: (any FactLog)?
  /// The position of the last accepted command.
  private(set) var last = Position.zero

  init(
    folder: ScratchFolder? = nil, readModels: [any Projection] = ReadModelCatalogue.all,
    bootID: String = "boot-1", said: Said? = nil, over log: (any FactLog)? = nil, clock: TestClock = TestClock(),
    seed: UInt64 = 7,
    configure: (inout EngineOptions) -> Void = { _ in }
  ) throws {
    let folder = try folder ?? ScratchFolder()
    var options = EngineOptions(
      folder: folder.path("data"), readModels: readModels, logMapSize: 1 << 30, allowsCopyOnWrite: true,
      reserveBytes: 4096)
    configure(&options)
    self.clock = clock
    self.log = log
    let random = RandomBox(seed: seed)
    surroundings = EngineSurroundings(
      now: { clock.now }, randomBytes: { random.bytes($0) }, userName: { "user\($0)" }, ownUID: 4711, bootID: bootID,
      onFatal: { _ in }, onNotice: { said?.hear($0) })
    self.folder = folder
    self.options = options
    engine = try Self.open(options, surroundings, log)
    engine.start()
  }

  private static func open(
    _ options: EngineOptions, _ surroundings: EngineSurroundings, _ log: (any FactLog)?
  ) throws -> Engine {
    try log.map { try Engine.open(options, surroundings, over: $0) } ?? Engine.open(options, surroundings)
  }

  /// Stops, lets `between` change the folder, and opens again.
  func restart(_ between: (String) throws -> Void = { _ in }) throws {
    try stop()
    try between(options.folder)
    engine = try Self.open(options, surroundings, log)
    engine.start()
  }

  /// Stops, and opens again with other limits.
  func restart(limits: (inout EngineLimits) -> Void) throws {
    try stop()
    limits(&options.limits)
    engine = try Self.open(options, surroundings, log)
    engine.start()
  }

  /// The same with a change to what is derived that nobody can tell from what was left: as of who has the log's secret.
  func restart(vouchingFor names: String..., change: (String) throws -> Void) throws {
    let files = engine.files
    try restart { folder in
      try change(folder)
      for name in names { try files.vouch(for: name) }
    }
  }

  /// Goes on from the files as they are now, as after a kill; with `bootID`, as after the machine's restart.
  func crash(bootID: String? = nil) throws {
    let copy = try ScratchCopy(of: options.folder)
    try stop()
    try FileManager.default.removeItem(atPath: options.folder)
    try FileManager.default.moveItem(atPath: copy.folder.path("data"), toPath: options.folder)
    if let bootID { surroundings.bootID = bootID }
    engine = try Self.open(options, surroundings, log)
    engine.start()
  }

  /// Stops and closes everything: another engine may open the folder.
  func stop() throws {
    engine.stop()
    let idle = try ScratchFolder()
    var elsewhere = options
    elsewhere.folder = idle.path("data")
    elsewhere.readModels = []
    // The files close when the last reference goes.
    engine = try Engine.open(elsewhere, surroundings)
  }

  func command(_ request: RecordRequest, uid: UInt32 = 1000, of caller: Caller? = nil) -> Command {
    var conditions = request
    conditions.events = []
    let events = request.events.map { event in
      Command.Event(encoded(event.fact), occurredAt: event.hasOccurredAt ? event.occurredAt : nil)
    }
    return Command(request: conditions, events: events, uid: uid, role: .agent, ticket: collector.ticket(caller))
  }

  func record(_ request: RecordRequest, uid: UInt32 = 1000, of caller: Caller? = nil) async throws -> RecordReply {
    let command = command(request, uid: uid, of: caller)
    engine.submit([command])
    let outcome = await collector.outcome(command.ticket)
    let reply = try RecordReply(serializedBytes: outcome.result.get())
    if let position = outcome.position { last = position }
    return reply
  }

  func record(_ facts: Fact.OneOf_Fact..., commandID: String = "") async throws -> RecordReply {
    try await record(request(facts, commandID: commandID))
  }

  /// Waits for the receipt of an erasure behind that position; queries are answered with it from then on.
  func waitForReceipt(after position: UInt64) async throws {
    var found: [Event] = []
    while found.isEmpty {
      await Task.yield()
      found = try await read(.with { ($0.after, $0.types) = (position, ["ErasureCompleted"]) }).events
    }
    last = max(last, Position(found[0].position))
  }

  func query<Request: ReadModelRequest>(_ request: Request, after: Position? = nil) async throws -> Request.Answer {
    try await query(Request.method, request, after: after, as: Request.Answer.self)
  }

  func query<Reply: Message>(
    _ method: APISchema.Method, _ request: some Message, after: Position? = nil, as reply: Reply.Type
  ) async throws -> Reply {
    try await Reply(serializedBytes: answer(method, request.serializedBytes(), after: after))
  }

  /// The encoded answer to an encoded question.
  func answer(_ method: APISchema.Method, _ request: [UInt8], after: Position? = nil) async throws -> [UInt8] {
    var job = try engine.job(method, request, collector.ticket())
    job.after = after ?? last
    engine.submit([job])
    return try await collector.outcome(job.ticket).result.get()
  }

  func card(_ contact: String, after: Position? = nil) async throws -> ContactCard {
    let request = ContactGetRequest.with { $0.contact = contact }
    return try await query(request, after: after).contact
  }

  func read(_ request: LogReadRequest) async throws -> LogReadReply {
    let job = LogReadJob(request: request, ticket: collector.ticket())
    engine.submit([job])
    return try await LogReadReply(serializedBytes: collector.outcome(job.ticket).result.get())
  }

  func verify(_ projection: String) async throws -> ProjectionVerifyReply {
    let job = VerifyJob(projection: projection, ticket: collector.ticket())
    engine.submit(job)
    return try await ProjectionVerifyReply(serializedBytes: collector.outcome(job.ticket).result.get())
  }

  /// Awaits its knowing everything that is in the log, of which others may have appended some.
  func knowsLog() async {
    guard let log else { return }
    while engine.head < log.head { await Task.yield() }
  }

  /// Awaits the read model's having reached the last position, by a query where there is one; its info then.
  func caughtUp(_ name: String) async throws -> ProjectionInfo {
    while true {
      let info = try engine.projection(name)
      if info.state == .following, info.position == engine.head.value, !info.hasBuilding { return info }
      await Task.yield()
    }
  }
}

/// Random bytes from a seed, for any thread.
final class RandomBox: Sendable {
  private let generator: Mutex<SeededGenerator>

  init(seed: UInt64 = 7) { generator = Mutex(SeededGenerator(seed: seed)) }

  func bytes(_ count: Int) -> [UInt8] {
    generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
  }
}

/// The fact as the socket hands it on; it must be one.
func encoded(_ fact: Fact) -> EncodedFact {
  do {
    return try FactCodec.encode(fact)
  } catch {
    preconditionFailure("not a fact: \(error)")
  }
}

/// A request to record facts.
func request(_ facts: [Fact.OneOf_Fact], commandID: String = "") -> RecordRequest {
  RecordRequest.with { request in
    if !commandID.isEmpty { request.commandID = commandID }
    request.events = facts.map { content in
      ProposedEvent.with { event in event.fact = Fact.with { $0.fact = content } }
    }
  }
}

func created(_ name: String, id: String = "", externalID: String = "") -> Fact.OneOf_Fact {
  .contactCreated(
    ContactCreated.with {
      $0.contact = id
      $0.name = name
      $0.externalID = externalID
    })
}

func called(_ contact: String, seconds: Int64 = 60, notes: String = "") -> Fact.OneOf_Fact {
  .callLogged(
    CallLogged.with {
      $0.contact = contact
      $0.direction = .outbound
      $0.durationSeconds = seconds
      $0.notes = notes
    })
}

func retracted(_ position: UInt64) -> Fact.OneOf_Fact {
  .factRetracted(
    FactRetracted.with {
      $0.position = position
      $0.reason = "mistaken"
    })
}

func contactID(_ number: UInt64) -> String { SubjectID(.contact, UInt128(number) << 64 | 7).description }

/// A copy of a data folder as it is at this moment, while the engine has it open.
final class ScratchCopy {
  let folder: ScratchFolder

  init(of path: String) throws {
    folder = try ScratchFolder()
    do {
      try FileManager.default.copyItem(atPath: path, toPath: folder.path("data"))
    } catch {
      // A generation was removed meanwhile.
      try? FileManager.default.removeItem(atPath: folder.path("data"))
      try FileManager.default.copyItem(atPath: path, toPath: folder.path("data"))
    }
  }
}

extension DerivedFiles {
  /// Says of a file as it is now what was said of it when it was closed.
  func vouch(for name: String) throws {
    let said = try #require(statement(name))
    let bytes = try Environment(Environment.Options(path: "\(folder)/\(name)", mapSize: 0, readOnly: true)).info()
      .usedBytes
    state(name, bytes: bytes, position: said.position, leaf: said.leaf)
  }
}
