import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

/// Judges commands as a client must find them judged, over the plain model of what was recorded.
struct CommandJudge {
  /// What becomes of a command.
  enum Verdict {
    case accepted([RecordReply.Recorded])
    case replayed(RecordReply)
    /// For one of these reasons; which of several is said first is not promised. The event that is at fault, if one is.
    case refused(Set<Refusal.Code>, event: Int?)
  }

  /// The company's id, and whose process the engine runs in.
  var company = ""
  var ownUID: UInt32 = 0
  /// By uid and command id: what was asked and answered.
  private var commands: [String: (request: RecordRequest, reply: RecordReply)] = [:]
  private(set) var lastRecordedAt = Int64.min

  /// Judges a command and, when it is accepted, records it. `assigned` are the ids that the daemon chose.
  mutating func record(
    _ request: RecordRequest, in model: inout PlainModel, uid: UInt32, now: Int64, clock: Int64, assigned: [String]
  ) -> Verdict {
    let key = "\(uid) \(request.commandID)"
    if !request.commandID.isEmpty, let earlier = commands[key] {
      guard earlier.request == request else { return .refused([.idReused], event: nil) }
      var reply = earlier.reply
      reply.replayed = true
      return .replayed(reply)
    }
    let (head, before) = (model.head, model.state)
    var codes: Set<Refusal.Code> = []
    if head == 0 { begin(&model, now, clock) }
    if request.expect.contains(where: { model.state.version($0.subject) != $0.version }) { codes.insert(.conflict) }
    if request.hasUnless, Self.stands(against: request.unless, in: model) { codes.insert(.conflict) }
    var failed: Int?
    var recorded: [RecordReply.Recorded] = []
    for (index, event) in request.events.enumerated() {
      let occurredAt = event.hasOccurredAt ? microseconds(event.occurredAt) : clock
      var entry = PlainModel.Entry(
        position: model.head + 1, fact: event.fact, subject: "", occurredAt: occurredAt, recordedAt: now, uid: uid,
        commandID: request.commandID, correlationID: request.correlationID, causationID: request.causationID)
      let id = index < assigned.count ? assigned[index] : "new\(index)"
      var problems = model.judge(&entry, assigned: id)
      if occurredAt < Self.earliest || occurredAt > clock + 86_400_000_000 { problems.insert(.invalid) }
      guard problems.isEmpty else {
        codes.formUnion(problems)
        failed = index
        break
      }
      model.append(entry)
      let expanded = Self.expand(entry, in: &model)
      recorded.append(
        .with {
          ($0.position, $0.subject, $0.version) = (entry.position, entry.subject, entry.version)
          if expanded > 0 { $0.expanded = UInt32(expanded) }
        })
    }
    guard codes.isEmpty else {
      model.rewind(to: head, before)
      return .refused(codes, event: failed)
    }
    lastRecordedAt = now
    if !request.commandID.isEmpty {
      let reply = RecordReply.with {
        ($0.position, $0.recordedAt, $0.events) = (model.head, stamp(now), recorded)
      }
      commands[key] = (request, reply)
    }
    return .accepted(recorded)
  }

  /// Records what the daemon does with work that is handed over; how much that is.
  private static func expand(_ entry: PlainModel.Entry, in model: inout PlainModel) -> Int {
    guard case .workHandedOver(let handover) = entry.fact.fact else { return 0 }
    let facts = model.handedOver(handover)
    for fact in facts {
      var part = PlainModel.Entry(
        position: model.head + 1, fact: fact, subject: "", occurredAt: entry.occurredAt, recordedAt: entry.recordedAt,
        uid: entry.uid, commandID: entry.commandID, correlationID: entry.correlationID, causationID: "expanded",
        isOfDaemon: true)
      _ = model.judge(&part, assigned: "")
      model.append(part)
    }
    return facts.count
  }

  /// What the daemon records before the first fact of a log.
  private func begin(_ model: inout PlainModel, _ now: Int64, _ clock: Int64) {
    let builtIn = PlainModel.builtIn
    let configured = Fact.with { $0.companyConfigured.clear = ["phoneRegion"] }
    let defined = Fact.with {
      $0.pipelineDefined = .with { ($0.pipeline, $0.name, $0.stages) = (builtIn.id, builtIn.name, builtIn.stages) }
    }
    let seeds: [(fact: Fact, subject: String, version: UInt64)] = [(configured, company, 1), (defined, builtIn.id, 0)]
    for seed in seeds {
      model.append(
        PlainModel.Entry(
          position: model.head + 1, fact: seed.fact, subject: seed.subject, version: seed.version, occurredAt: clock,
          recordedAt: now, uid: ownUID, causationID: "initial", isOfDaemon: true))
    }
  }

  private static let earliest: Int64 = -2_208_988_800_000_000

  /// Whether a fact of the types about the subjects exists past the bound.
  private static func stands(against condition: Condition, in model: PlainModel) -> Bool {
    model.log.dropFirst(Int(min(condition.after, model.head))).contains { entry in
      condition.any.isEmpty
        ? entry.matches(condition.types, condition.subjects)
        : condition.any.contains { entry.matches($0.types, $0.subjects) }
    }
  }
}

extension PlainModel.Entry {
  func matches(_ types: [String], _ subjects: [String]) -> Bool {
    (types.isEmpty || types.contains(type))
      && (subjects.isEmpty || self.subjects.contains { subjects.contains($0) })
  }
}
