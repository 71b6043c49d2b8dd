import APISchema
import Domain
import SwiftProtobuf
import TestSupport
import Testing

/// Random commands, questions and disturbances, each answer held against the model's.
struct ModelRun<System: Modelled> {
  let system: System
  let seed: UInt64
  let uids: [UInt32]
  var model = PlainModel()
  var commands: RandomCommands
  var step = 0
  /// The last requests under a command id, to be asked again.
  private var asked: [(request: RecordRequest, uid: UInt32)] = []
  var tally = Tally()

  /// What a run did.
  struct Tally {
    var accepted = 0
    var refused = 0
    var replayed = 0
    var questions = 0
    var disturbances = 0
  }

  init(_ system: System, seed: UInt64, uids: [UInt32]) {
    self.system = system
    self.seed = seed
    self.uids = uids
    commands = RandomCommands(seed: seed)
  }

  var place: String { "seed \(seed), step \(step)" }

  mutating func run(steps: Int, disturbances: Int) async throws {
    let stride = max(1, steps / max(1, disturbances))
    while step < steps {
      step += 1
      (system as? ModelledEngine)?.turnClock(&commands.random)
      if step % stride == 0 {
        tally.disturbances += 1
        try await system.disturb(&commands.random)
      }
      if commands.random.oneIn(3) {
        tally.questions += 1
        try await question()
      } else {
        try await record()
      }
    }
    try await everything()
    try await system.verify()
  }

  // MARK: - Commands

  private mutating func record() async throws {
    var uid = commands.random.pick(uids)
    var requests: [RecordRequest] = []
    let clock = system.now
    let now = max(clock, model.lastRecordedAt)
    if commands.random.oneIn(12), !asked.isEmpty {
      let earlier = commands.random.pick(asked.suffix(200))
      uid = earlier.uid
      requests.append(earlier.request)
      if commands.random.oneIn(4) { requests[0].correlationID = "changed" }
    }
    for _ in 0..<(commands.random.oneIn(5) ? 4 : 1) { requests.append(commands.request(model, now: now)) }
    let results = try await system.record(requests, uid: uid)
    for (request, result) in zip(requests, results) {
      try judge(request, result, uid, now, clock)
      if !request.commandID.isEmpty { asked.append((request, uid)) }
    }
  }

  private mutating func judge(
    _ request: RecordRequest, _ result: Result<RecordReply, Refused>, _ uid: UInt32, _ now: Int64,
    _ clock: Int64
  ) throws {
    let reply = try? result.get()
    var time = now
    if let reply, !reply.replayed {
      time = microseconds(reply.recordedAt)
      if system.isTimeExact { try require(time, now, request) }
      try #require(time >= model.lastRecordedAt, "\(place): recordedAt went back")
    }
    let verdict = model.record(
      request, uid: uid, now: time, clock: system.isTimeExact ? clock : time,
      assigned: reply?.events.map(\.subject) ?? [])
    switch (verdict, result) {
    case (.accepted(let recorded), .success(let reply)):
      tally.accepted += 1
      try require(reply.events, recorded, request)
      try require(reply.position, model.head, request)
      try #require(!reply.replayed, "\(place)")
      try #require(Set(recorded.map(\.position)).count == recorded.count, "\(place)")
    case (.replayed(let first), .success(let reply)):
      tally.replayed += 1
      try require(reply, first, request)
    case (.refused(let codes, let event), .failure(let refused)):
      tally.refused += 1
      let malformed = system.looksAtFormFirst ? try MissingFields.events(of: request) : []
      guard malformed.isEmpty else {
        try require(refused.code, Refusal.Code.invalid.rawValue, request)
        try #require(refused.event.map(malformed.contains) ?? false, "\(place): \(refused) for \(request)")
        return
      }
      let isExpected = Refusal.Code(rawValue: refused.code).map(codes.contains) ?? false
      try #require(isExpected, "\(place): refused as \(refused), expected \(codes) for \(request)")
      if refused.event != nil { try require(refused.event, event, request) }
    default:
      Issue.record("\(place): \(result), expected \(verdict) for \(request)")
      throw Differs()
    }
  }

  struct Differs: Error {}

  /// Ends the run when an answer is not what was expected.
  func require<Value: Equatable>(_ answer: Value, _ expected: Value, _ about: Any) throws {
    guard answer != expected else { return }
    Issue.record("\(place): \(answer)\nexpected \(expected)\nfor \(about)")
    throw Differs()
  }
}
