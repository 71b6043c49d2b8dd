import APISchema
import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import TestModel

/// Random commands, questions and disturbances, each answer held against the model's.
struct ModelRun<System: Modelled> {
  let system: System
  let seed: UInt64
  let uids: [UInt32]
  var questions: ModelQuestions<System>
  private var judge = CommandJudge()
  var step = 0
  /// The last requests under a command id, to be asked again.
  private var asked: [(request: RecordRequest, uid: UInt32)] = []
  var tally = Tally()

  /// What a run did.
  struct Tally {
    var accepted = 0
    var refused = 0
    var replayed = 0
    var rehearsed = 0
    var questions = 0
    var disturbances = 0
  }

  init(_ system: System, seed: UInt64, uids: [UInt32]) {
    self.system = system
    self.seed = seed
    self.uids = uids
    questions = ModelQuestions(system, seed: seed)
  }

  private var random: SeededGenerator {
    get { questions.facts.random }
    set { questions.facts.random = newValue }
  }

  mutating func run(steps: Int, disturbances: Int) async throws {
    let origin = try await system.origin()
    judge.company = SubjectID(.company, try #require(UInt128(origin, radix: 16))).description
    judge.ownUID = system.ownUID
    let stride = max(1, steps / max(1, disturbances))
    while step < steps {
      step += 1
      questions.place = "seed \(seed), step \(step)"
      system.turnClock(&random)
      if step % stride == 0 {
        tally.disturbances += 1
        try await system.disturb(&random)
      }
      if random.oneIn(3) {
        tally.questions += 1
        if random.oneIn(15) { try await log() } else { try await questions.one() }
      } else {
        try await record()
      }
    }
    try await questions.everything()
    try await log()
    try await system.verify()
  }

  // MARK: - Commands

  private mutating func record() async throws {
    var uid = random.pick(uids)
    var requests: [RecordRequest] = []
    let clock = system.now
    let now = max(clock, judge.lastRecordedAt)
    if random.oneIn(12), !asked.isEmpty {
      let earlier = random.pick(asked.suffix(200))
      uid = earlier.uid
      requests.append(earlier.request)
      if random.oneIn(4) { requests[0].correlationID = "changed" }
    }
    for _ in 0..<(random.oneIn(5) ? 4 : 1) { requests.append(questions.facts.request(questions.model, now: now)) }
    let rehearsed = try await rehearsed(requests, uid)
    let results = try await system.record(requests, uid: uid)
    if let rehearsed { try compare(rehearsed, results[0], requests[0]) }
    for (request, result) in zip(requests, results) {
      try compare(request, result, uid, now, clock)
      if !request.commandID.isEmpty { asked.append((request, uid)) }
    }
  }

  /// What a rehearsal says of a request that is to be recorded alone, now and then; the engine's own, which knows all that the
  /// log has.
  private mutating func rehearsed(
    _ requests: [RecordRequest], _ uid: UInt32
  ) async throws -> Result<RecordReply, Refused>? {
    guard requests.count == 1, system is ModelledEngine, random.oneIn(2) else { return nil }
    var request = requests[0]
    request.rehearsal = "step \(step)"
    tally.rehearsed += 1
    return try await system.record([request], uid: uid)[0]
  }

  /// A rehearsal and what is recorded of the same request always agree.
  private func compare(
    _ rehearsed: Result<RecordReply, Refused>, _ recorded: Result<RecordReply, Refused>, _ request: RecordRequest
  ) throws {
    switch (rehearsed, recorded) {
    case (.success(let tried), .success(let done)):
      try questions.require(tried.replayed, done.replayed, request)
      try questions.require(tried.events.map(\.version), done.events.map(\.version), request)
      try questions.require(tried.events.map(\.expanded), done.events.map(\.expanded), request)
      func kinds(_ reply: RecordReply) -> [Substring?] { reply.events.map { $0.subject.split(separator: "_").first } }
      try questions.require(kinds(tried), kinds(done), request)
    case (.failure(let tried), .failure(let done)):
      try questions.require(tried.code, done.code, request)
      try questions.require(tried.event == done.event, "rehearsed \(tried), recorded \(done)", request)
      // What was rehearsed has no position yet.
      let isSame = tried.message == done.message || tried.message.contains("of the rehearsal")
      try questions.require(isSame, "rehearsed \(tried), recorded \(done)", request)
    default: try questions.require(false, "rehearsed \(rehearsed), recorded \(recorded)", request)
    }
  }

  private mutating func compare(
    _ request: RecordRequest, _ result: Result<RecordReply, Refused>, _ uid: UInt32, _ now: Int64,
    _ clock: Int64
  ) throws {
    let reply = try? result.get()
    var time = now
    if let reply, !reply.replayed {
      time = microseconds(reply.recordedAt)
      if system.isTimeExact { try questions.require(time, now, request) }
      try questions.require(time >= judge.lastRecordedAt, "recordedAt went back", request)
    }
    let verdict = judge.record(
      request, in: &questions.model, uid: uid, now: time, clock: system.isTimeExact ? clock : time,
      assigned: reply?.events.map(\.subject) ?? [], refusedEvent: result.refused?.event)
    switch (verdict, result) {
    case (.accepted(let recorded), .success(let reply)):
      tally.accepted += 1
      try questions.require(reply.events, recorded, request)
      try questions.require(reply.position, questions.model.head, request)
      try questions.require(!reply.replayed, "called a replay", request)
      try questions.require(Set(recorded.map(\.position)).count, recorded.count, request)
    case (.replayed(let first), .success(let reply)):
      tally.replayed += 1
      try questions.require(reply, first, request)
    case (.refused(let codes, let event), .failure(let refused)):
      tally.refused += 1
      let malformed = system.looksAtFormFirst ? try MissingFields.events(of: request) : []
      guard malformed.isEmpty else {
        try questions.require(refused.code, Refusal.Code.invalid.rawValue, request)
        try questions.require(refused.event.map(malformed.contains) ?? false, "\(refused)", request)
        return
      }
      let isExpected = Refusal.Code(rawValue: refused.code).map(codes.contains) ?? false
      try questions.require(isExpected, "refused as \(refused), expected \(codes)", request)
      if refused.event != nil {
        let expected = event.map { "\($0)" } ?? "none"
        try questions.require(refused.event == event, "refused as \(refused), expected event \(expected)", request)
      }
    default:
      try questions.require(false, "\(result), expected \(verdict)", request)
    }
  }

  // MARK: - The log

  private mutating func log() async throws {
    let model = questions.model
    let contact = random.pick(model.state.made["contact"] ?? [questions.facts.newID(.contact)])
    let filters = LogReadRequest.with {
      if random.oneIn(3) { $0.types = ["DealOpened", "FactRetracted"] }
      if random.oneIn(2) { $0.subjects = [contact] }
      if random.oneIn(2) { $0.after = UInt64(random.below(Int(model.head) + 1)) }
      if random.oneIn(2) { $0.before = UInt64(random.below(Int(model.head) + 2)) }
      $0.backward = random.oneIn(2)
    }
    var found: [Event] = []
    var request = filters
    while true {
      request.limit = UInt32(1 + random.below(500))
      let reply = try await system.answer(to: request)
      try questions.require(reply.head, model.head, request)
      found += reply.events
      guard reply.more else { break }
      if filters.backward { request.before = reply.next } else { request.after = reply.next }
    }
    for index in found.indices {
      found[index].subjects[1...].sort()
      found[index].fact = found[index].fact.withoutAddressKey
    }
    let after = filters.hasAfter ? filters.after : 0
    let before = filters.hasBefore ? filters.before : model.head + 1
    var expected = model.log.filter {
      $0.position > after && $0.position < before && $0.matches(filters.types, filters.subjects)
    }
    if filters.backward { expected.reverse() }
    try questions.require(found, expected.map { model.event($0, actor: system.actor) }, filters)
  }
}

extension Result where Success == RecordReply, Failure == Refused {
  /// Why it was refused, if it was.
  fileprivate var refused: Refused? { if case .failure(let refused) = self { refused } else { nil } }
}
