import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

extension PlainModel {
  /// What becomes of a command.
  enum Verdict {
    case accepted([RecordReply.Recorded])
    case replayed(RecordReply)
    /// For one of these reasons; which of several is said first is not promised. The event that is at fault, if one is.
    case refused(Set<Refusal.Code>, event: Int?)
  }

  /// Judges a command and, when it is accepted, records it. `assigned` are the ids that the daemon chose.
  mutating func record(_ request: RecordRequest, uid: UInt32, now: Int64, clock: Int64, assigned: [String])
    -> Verdict
  {
    let key = "\(uid) \(request.commandID)"
    if !request.commandID.isEmpty, let earlier = commands[key] {
      guard earlier.request == request else { return .refused([.idReused], event: nil) }
      var reply = earlier.reply
      reply.replayed = true
      return .replayed(reply)
    }
    let before = state
    let count = log.count
    var codes: Set<Refusal.Code> = []
    if request.expect.contains(where: { state.version($0.subject) != $0.version }) { codes.insert(.conflict) }
    if request.hasUnless, stands(against: request.unless) { codes.insert(.conflict) }
    var failed: Int?
    var recorded: [RecordReply.Recorded] = []
    for (index, event) in request.events.enumerated() {
      let occurredAt = event.hasOccurredAt ? microseconds(event.occurredAt) : clock
      var entry = Entry(
        position: head + 1, fact: event.fact, subject: "", occurredAt: occurredAt, recordedAt: now, uid: uid,
        commandID: request.commandID, correlationID: request.correlationID, causationID: request.causationID)
      let id = index < assigned.count ? assigned[index] : "new\(index)"
      var problems = judge(&entry, assigned: id)
      if occurredAt < Self.earliest || occurredAt > clock + 86_400_000_000 { problems.insert(.invalid) }
      guard problems.isEmpty else {
        codes.formUnion(problems)
        failed = index
        break
      }
      log.append(entry)
      recorded.append(.with { ($0.position, $0.subject, $0.version) = (entry.position, entry.subject, entry.version) })
    }
    guard codes.isEmpty else {
      state = before
      log.removeSubrange(count...)
      return .refused(codes, event: failed)
    }
    for place in count..<log.count {
      for subject in log[place].subjects where subject.hasPrefix("contact_") {
        histories[subject, default: []].append(place)
      }
    }
    lastRecordedAt = now
    if !request.commandID.isEmpty {
      let reply = RecordReply.with {
        ($0.position, $0.recordedAt, $0.events) = (head, stamp(now), recorded)
      }
      commands[key] = (request, reply)
    }
    return .accepted(recorded)
  }

  static let earliest: Int64 = -2_208_988_800_000_000

  /// Whether a fact of the types about the subjects exists past the bound.
  private func stands(against condition: Condition) -> Bool {
    log.dropFirst(Int(min(condition.after, head))).contains { entry in
      condition.any.isEmpty
        ? matches(entry, condition.types, condition.subjects)
        : condition.any.contains { matches(entry, $0.types, $0.subjects) }
    }
  }

  func matches(_ entry: Entry, _ types: [String], _ subjects: [String]) -> Bool {
    (types.isEmpty || types.contains(entry.type))
      && (subjects.isEmpty || entry.subjects.contains { subjects.contains($0) })
  }

  // MARK: - One fact

  /// What is wrong with the fact; when nothing is, the entry is completed and the state changed.
  private mutating func judge(_ entry: inout Entry, assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .contactCreated, .contactDetailsChanged, .contactTagged, .contactUntagged, .consentGranted, .consentWithdrawn:
      return judgeContact(&entry, assigned)
    case .callLogged(let fact):
      var wrong = directionProblems(fact.direction)
      if fact.durationSeconds < 0 { wrong.insert(.invalid) }
      if !isWord(fact.outcome) { wrong.insert(.invalid) }
      return interaction(&entry, fact.contact, fact.deal, "", wrong)
    case .emailLogged(var fact):
      if fact.channel.isEmpty { fact.channel = "email" }
      entry.fact.fact = .emailLogged(fact)
      return interaction(&entry, fact.contact, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .messageLogged(let fact):
      return interaction(&entry, fact.contact, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .letterLogged(var fact):
      if fact.channel.isEmpty { fact.channel = "letter" }
      entry.fact.fact = .letterLogged(fact)
      return interaction(&entry, fact.contact, fact.deal, fact.campaign, directionProblems(fact.direction))
    case .meetingLogged(let fact):
      return interaction(&entry, fact.contact, fact.deal, "", fact.durationSeconds < 0 ? [.invalid] : [])
    case .visitLogged(let fact):
      return interaction(&entry, fact.contact, fact.deal, "", fact.durationSeconds < 0 ? [.invalid] : [])
    case .noteAdded(let fact):
      return interaction(&entry, fact.contact, fact.deal, "", fact.text.isEmpty ? [.invalid] : [])
    case .factRetracted(let fact): return retract(&entry, fact)
    case .pipelineDefined(let fact): return define(&entry, fact, assigned)
    case .dealOpened, .dealStageChanged, .dealRevised, .dealWon, .dealLost, .dealReopened:
      return judgeDeal(&entry, assigned)
    case .campaignCreated, .campaignSent, .campaignResponseRecorded: return judgeCampaign(&entry, assigned)
    case .orderPlaced, .paymentReceived: return judgeOrder(&entry, assigned)
    default: return entry.fact.type?.subjectKind == .task ? judgeTask(&entry, assigned) : [.invalid]
    }
  }

  /// The problem of an id that must name something that is there.
  func missing(_ id: String, _ kind: String, _ isThere: Bool) -> Set<Refusal.Code> {
    if !id.hasPrefix(kind + "_") || id.count != kind.count + 27 { return [.invalid] }
    return isThere ? [] : [.notFound]
  }

  func missingContact(_ id: String) -> Set<Refusal.Code> { missing(id, "contact", state.contacts[id] != nil) }

  /// The problem of an id for something new.
  func taken(_ id: String, _ kind: String) -> Set<Refusal.Code> {
    if id.isEmpty { return [] }
    if !id.hasPrefix(kind + "_") { return [.invalid] }
    return state.version(id) > 0 ? [.conflict] : []
  }

  func isWord(_ text: String) -> Bool {
    guard let first = text.first else { return true }
    let small = "abcdefghijklmnopqrstuvwxyz0123456789"
    return small.contains(first) && text.count <= 64 && text.allSatisfy { small.contains($0) || $0 == "_" || $0 == "-" }
  }

  func requiredWord(_ text: String) -> Set<Refusal.Code> { text.isEmpty || !isWord(text) ? [.invalid] : [] }

  private func directionProblems(_ direction: Direction) -> Set<Refusal.Code> {
    direction == .inbound || direction == .outbound ? [] : [.invalid]
  }

  /// Interactions and notes: about a contact, perhaps with a deal of the same contact and a campaign.
  private func interaction(
    _ entry: inout Entry, _ contact: String, _ deal: String, _ campaign: String, _ others: Set<Refusal.Code>
  ) -> Set<Refusal.Code> {
    var wrong = others.union(missingContact(contact))
    if !deal.isEmpty {
      wrong.formUnion(missing(deal, "deal", state.deals[deal] != nil))
      if let found = state.deals[deal], found.card.contact != contact { wrong.insert(.invalid) }
      entry.others.append(deal)
    }
    if !campaign.isEmpty {
      wrong.formUnion(missing(campaign, "campaign", state.campaigns[campaign] != nil))
      entry.others.append(campaign)
    }
    entry.subject = contact
    entry.version = state.version(contact)
    entry.owner = state.contacts[contact]?.card.owner ?? ""
    return wrong
  }

  /// Of an interaction, note, order, payment, send or response; about what that fact was about.
  private mutating func retract(_ entry: inout Entry, _ fact: FactRetracted) -> Set<Refusal.Code> {
    var wrong = requiredWord(fact.reason)
    if fact.position == 0 { return wrong.union([.invalid]) }
    guard fact.position <= head else { return wrong.union([.notFound]) }
    let original = log[Int(fact.position) - 1]
    if !Self.retractableTypes.contains(original.type) { wrong.insert(.conflict) }
    if state.retractions[fact.position] != nil { wrong.insert(.conflict) }
    guard wrong.isEmpty else { return wrong }
    state.retractions[fact.position] = entry.position
    entry.subject = original.subject
    entry.others = original.others
    // An order or a payment is changed by its retraction; what was only logged about a contact changes nothing of it.
    if var order = state.orders[original.subject] {
      order.version += 1
      order.retractedBy = entry.position
      state.orders[original.subject] = order
    }
    if let version = state.payments[original.subject] { state.payments[original.subject] = version + 1 }
    entry.version = state.version(original.subject)
    return []
  }

  private mutating func define(
    _ entry: inout Entry, _ proposed: PipelineDefined, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    if fact.pipeline.isEmpty { fact.pipeline = assigned }
    var wrong: Set<Refusal.Code> = []
    if !fact.pipeline.hasPrefix("pipeline_"), !fact.pipeline.hasPrefix("new") { wrong.insert(.invalid) }
    if fact.name.isEmpty || fact.stages.isEmpty { wrong.insert(.invalid) }
    for stage in fact.stages {
      wrong.formUnion(requiredWord(stage.stage))
      if stage.probability > 100 { wrong.insert(.invalid) }
    }
    if Set(fact.stages.map(\.stage)).count != fact.stages.count { wrong.insert(.invalid) }
    guard wrong.isEmpty else { return wrong }
    let version = (state.pipelines[fact.pipeline]?.version ?? 0) + 1
    if version == 1 { state.made["pipeline", default: []].append(fact.pipeline) }
    state.pipelines[fact.pipeline] = .with {
      ($0.id, $0.version, $0.name, $0.stages) = (fact.pipeline, version, fact.name, fact.stages)
    }
    entry.fact.fact = .pipelineDefined(fact)
    entry.subject = fact.pipeline
    entry.version = version
    return []
  }
}
