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
    _ request: RecordRequest, in model: inout PlainModel, uid: UInt32, now: Int64, clock: Int64, assigned: [String],
    refusedEvent: Int?
  ) -> Verdict {
    let key = "\(uid) \(request.commandID)"
    if !request.commandID.isEmpty, let earlier = commands[key] {
      guard earlier.request == request else { return .refused([.idReused], event: nil) }
      var reply = earlier.reply
      reply.replayed = true
      return .replayed(reply)
    }
    let (head, before) = (model.head, model.state)
    model.commandBegin = head + 1
    var codes: Set<Refusal.Code> = []
    if head == 0 {
      begin(&model, now, clock)
      model.together(past: 0)
    }
    let behind = request.expect.filter { model.state.version($0.subject) != $0.version }
    if !behind.allSatisfy({ 0 < $0.version && $0.version < model.state.version($0.subject) }) {
      codes.insert(.conflict)
    }
    if request.hasUnless, Self.stands(against: request.unless, in: model) { codes.insert(.conflict) }
    var failed: Int?
    let known = model
    var recorded: [RecordReply.Recorded] = []
    for (index, event) in request.events.enumerated() {
      let occurredAt = event.hasOccurredAt ? microseconds(event.occurredAt) : clock
      var entry = PlainModel.Entry(
        position: model.head + 1, fact: event.fact, subject: "", occurredAt: occurredAt, recordedAt: now, uid: uid,
        commandID: request.commandID, correlationID: request.correlationID, causationID: request.causationID)
      let id = index < assigned.count ? assigned[index] : "new\(index)"
      model.isRefused = refusedEvent == index
      model.retractedLater = request.events[(index + 1)...].map(\.fact.factRetracted.position)
      model.clock = clock
      var problems = model.judge(&entry, assigned: id)
      if occurredAt < Self.earliest || occurredAt > clock + 86_400_000_000 { problems.insert(.invalid) }
      guard problems.isEmpty else {
        codes.formUnion(problems)
        failed = index
        break
      }
      model.append(entry)
      guard let expanded = Self.expand(entry, in: &model) else {
        codes.insert(.conflict)
        failed = index
        break
      }
      recorded.append(
        .with {
          ($0.position, $0.subject, $0.version) = (entry.position, entry.subject, entry.version)
          if expanded > 0 { $0.expanded = UInt32(expanded) }
        })
    }
    if failed != nil, !behind.isEmpty { codes.insert(.conflict) }
    if codes.isEmpty, let objection = Self.objection(to: behind, recorded, in: model, knowing: known) {
      codes.insert(objection.code)
      failed = objection.event
    }
    guard codes.isEmpty else {
      model.rewind(to: head, before)
      return .refused(codes, event: failed)
    }
    model.together(past: known.head)
    lastRecordedAt = now
    if !request.commandID.isEmpty {
      let reply = RecordReply.with {
        ($0.position, $0.recordedAt, $0.events) = (model.head, stamp(now), recorded)
      }
      commands[key] = (request, reply)
    }
    return .accepted(recorded)
  }

  /// Records what the daemon does behind a fact that says it of many; how much that is, and nil where it cannot be done.
  private static func expand(_ entry: PlainModel.Entry, in model: inout PlainModel) -> Int? {
    let facts: [Fact] =
      switch entry.fact.fact {
      case .workHandedOver(let handover): model.handedOver(handover)
      case .pipelineDefined(let definition): model.moved(by: definition)
      default: []
      }
    for fact in facts {
      var part = PlainModel.Entry(
        position: model.head + 1, fact: fact, subject: "", occurredAt: entry.occurredAt, recordedAt: entry.recordedAt,
        uid: entry.uid, commandID: entry.commandID, correlationID: entry.correlationID, causationID: "expanded",
        isOfDaemon: true)
      guard model.judge(&part, assigned: "").isEmpty else { return nil }
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

  /// Why versions that are behind stand against what was recorded, if they do: somebody has changed the same field since, or
  /// it cannot be told.
  private static func objection(
    to behind: [Expectation], _ recorded: [RecordReply.Recorded], in model: PlainModel, knowing known: PlainModel
  ) -> (code: Refusal.Code, event: Int?)? {
    for expectation in behind {
      // What the daemon records behind a fact is the command's too, and none of those that were sent.
      let own = model.log.dropFirst(Int(known.head)).filter { $0.subject == expectation.subject }
      let since = known.log.filter {
        $0.subject == expectation.subject && $0.version > expectation.version
          && (!($0.fact.type?.keepsVersion ?? false) || raises($0, in: known))
      }
      let theirs = since.map { touched($0.fact) }
      guard !own.isEmpty, since.count <= 100, !theirs.contains(nil) else { return (.conflict, nil) }
      for entry in own {
        guard let mine = touched(entry.fact) else { return (.conflict, nil) }
        let meets = theirs.contains { other in mine.contains { field in other?.contains { meet(field, $0) } ?? false } }
        if meets { return (.stale, recorded.firstIndex { $0.position == entry.position }) }
      }
    }
    return nil
  }

  /// Whether a retraction has raised the version of its subject.
  private static func raises(_ entry: PlainModel.Entry, in model: PlainModel) -> Bool {
    guard case .factRetracted = entry.fact.fact else { return false }
    return !model.log.contains {
      $0.subject == entry.subject && $0.position < entry.position && $0.version == entry.version
    }
  }

  /// Whether they are of one field, of which an entry is written `tags:vip`.
  private static func meet(_ a: String, _ b: String) -> Bool {
    let (first, second) = (a.split(separator: ":"), b.split(separator: ":"))
    return first[0] == second[0] && (first.count == 1 || second.count == 1 || a == b)
  }

  /// The fields that a fact changes; nil where it does not tell them one by one.
  private static func touched(_ fact: Fact) -> [String]? {
    func named(_ fields: [(String, Bool)], _ clear: [String] = []) -> [String] {
      fields.filter(\.1).map(\.0) + clear
    }
    switch fact.fact {
    case .contactTagged(let fact): return fact.tags.map { "tags:\($0)" }
    case .contactUntagged(let fact): return fact.tags.map { "tags:\($0)" }
    case .contactDetailsChanged(let fact):
      return named(
        [
          ("kind", fact.hasKind), ("name", fact.hasName), ("givenName", fact.hasGivenName),
          ("familyName", fact.hasFamilyName), ("organization", fact.hasOrganization), ("emails", !fact.emails.isEmpty),
          ("phones", !fact.phones.isEmpty), ("tags", !fact.tags.isEmpty), ("source", fact.hasSource),
          ("owner", fact.hasOwner), ("externalId", fact.hasExternalID),
        ], fact.clear)
    case .dealStageChanged: return ["stage"]
    case .dealTransferred(let fact):
      return named([
        ("contact", !fact.contact.isEmpty), ("pipeline", !fact.pipeline.isEmpty), ("stage", !fact.stage.isEmpty),
      ])
    case .dealRevised(let fact):
      return named(
        [
          ("title", fact.hasTitle), ("value", fact.hasValue), ("expectedClose", fact.hasExpectedClose),
          ("owner", fact.hasOwner),
        ], fact.clear)
    case .taskReassigned: return ["owner"]
    case .taskRescheduled: return ["dueAt"]
    case .taskRevised(let fact):
      return named(
        [
          ("title", fact.hasTitle), ("recurrence", fact.hasRecurrence), ("zone", fact.hasZone),
          ("reminders", !fact.reminders.isEmpty),
        ], fact.clear)
    case .campaignRevised(let fact): return named([("name", fact.hasName), ("cost", fact.hasCost)], fact.clear)
    default: return nil
    }
  }

  /// 1900, from which on facts happen.
  static let earliest: Int64 = -2_208_988_800_000_000

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
