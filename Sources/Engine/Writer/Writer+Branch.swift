import APISchema
import Domain
import FactSchema
import SwiftProtobuf

extension Writer {
  /// Decides a branch as one more command of a rehearsal, of which nothing is kept: what is left out is retracted, what is
  /// added is judged by the same rules as everything that is recorded.
  func branch(_ order: BranchOrder, _ command: Command, _ batch: OpenBatch) throws(Refusal) -> Branch {
    if let obstacle = command.obstacle { throw obstacle }
    let rehearsed = command.request.hasRehearsal ? try planned(command, order.caller) : []
    let checkpoint = registry.checkpoint
    let headerCount = registry.openHeaders.count
    var branch = Branch(at: nextPosition.previous)
    registry.beginRehearsal(RegistryLayer(), RehearsedFacts())
    defer {
      registry.rollBack(to: checkpoint)
      registry.closeFacts(from: headerCount)
      _ = registry.endRehearsal(since: checkpoint)
    }
    var events: [RecordedEvent] = []
    func accept(_ header: EventHeader, _ decided: DecidedEvent) {
      events.append(RecordedEvent(header: header, fact: decided.encoded.content))
    }
    try rehearseSeeds(in: batch.context, accept: accept)
    do throws(Refusal) {
      for events in rehearsed {
        let again = Command(command, request: RecordRequest(), events: events)
        let context = together(again, in: batch.context, upTo: registry.nextInLog)
        try decideAll(again, in: context, [], []) { (header, decided, _) in accept(header, decided) }
      }
    } catch {
      throw .invalid(
        "rehearsal", "does not fit what was recorded since, so rehearse again: \(error.message)")
    }
    branch.leftOut = try leftOut(order.without, upTo: branch.position, in: batch.context)
    if !command.events.isEmpty {
      let context = together(command, in: batch.context, upTo: registry.nextInLog)
      try decideAll(command, in: context, [], []) { (header, decided, _) in accept(header, decided) }
    }
    try branch.add(events)
    return branch
  }

  /// What was rehearsed under the name, command by command: decided again, because others may have recorded what it does not go
  /// with. Without what the daemon records of its own with it.
  private func planned(_ command: Command, _ caller: Caller) throws(Refusal) -> [[Command.Event]] {
    let name = Rehearsals.Key(uid: command.uid, name: command.request.rehearsal)
    let rehearsal = try takeOut(name)
    defer { put(rehearsal, name, caller) }
    var commands: [[Command.Event]] = []
    for event in try rehearsal.rehearsed() where !event.header.isExpanded && !event.isInitial {
      let again = try Command.Event(again: event)
      if event.header.index == 0 || commands.isEmpty { commands.append([]) }
      commands[commands.count - 1].append(again)
    }
    return commands
  }

  /// What is left out with these, in the order of the log.
  private func leftOut(
    _ named: [Position], upTo end: Position, in context: DecisionContext
  ) throws(Refusal) -> [Position] {
    var leaving = LeavingOut(limit: options.limits.branchLeftOut)
    var context = context
    let together = JointRetractions([], begin: nextPosition, end: end.next)
    context.retractions = together
    func retractions(of position: Position) throws(Refusal) -> [Position] {
      try registry.retractions(of: position).filter { $0 <= end }
    }
    do throws(Refusal) {
      try leaving.leaveOut(named, upTo: end, retractions: retractions) { (position) throws(Refusal) in
        try checkLeftOut(position, upTo: end)
        together.insert(position)
        // Nobody is written to because of it. Where only the response itself could say so of its objection, this stays.
        do throws(Refusal) {
          try bring([retraction(of: position, confirming: true)], because: "whatif", in: context) { _, _ in }
        } catch {
          guard error.reason == .confirmConsent else { throw error }
          try bring([retraction(of: position, confirming: false)], because: "whatif", in: context) { _, _ in }
        }
      }
      try leaving.takeFallen(retractions: retractions) { (position) throws(Refusal) in
        try fallen(with: position, upTo: end)
      }
    } catch {
      var refusal = error
      // The client named no position of a retraction, but what is left out.
      if refusal.field == "position" { refusal.message = "without: " + refusal.message.dropPrefix("position: ") }
      refusal.field = "without"
      throw refusal
    }
    return leaving.positions.sorted()
  }

  private func retraction(of position: Position, confirming: Bool) -> Fact.OneOf_Fact {
    .factRetracted(.with { ($0.position, $0.reason, $0.confirmConsent) = (position.value, "whatif", confirming) })
  }

  /// The facts that had been retracted already and name what the fact at the position made: there is nothing that their
  /// entries could be told of.
  private func fallen(with position: Position, upTo end: Position) throws(Refusal) -> [Position] {
    guard let made = try registry.recorded(at: position), FactType(rawValue: made.type)?.creates != nil else {
      return []
    }
    let facts = try registry.facts(
      of: made.subject, types: FactType.allCases.filter { $0 != .factRetracted }, after: position, before: end.next,
      limit: options.limits.branchLeftOut + 1)
    var fallen: [Position] = []
    for fact in facts {
      if let retraction = try registry.retraction(of: fact.position), retraction <= end { fallen.append(fact.position) }
    }
    return fallen
  }

  private func checkLeftOut(_ position: Position, upTo end: Position) throws(Refusal) {
    guard position > .zero, position <= end, let recorded = try registry.recorded(at: position) else {
      throw Refusal(
        .notFound, "\(position) is beyond the facts recorded so far", field: "position", position: position)
    }
    switch recorded.subject.kind {
    case .company, .pipeline, .user, .team, .log:
      let name = FactType(rawValue: recorded.type)?.name ?? "the fact"
      throw .conflict(
        "\(name) at \(position) holds for the whole company and cannot be left out: add another one instead",
        field: "position", reason: .notRetractable, subject: recorded.subject, position: position)
    default: return
    }
  }
}

extension Command.Event {
  /// One that records a decided fact again.
  fileprivate init(again event: RecordedEvent) throws(Refusal) {
    guard case .some(let content) = event.fact.fact else { throw .internal("a rehearsed fact is of no type") }
    self.init(
      try EncodedFact(own: content), occurredAt: event.header.occurredAt.timestamp, isOfDay: event.header.isOfDay)
  }
}

extension String {
  /// Without these first characters, where they are.
  fileprivate func dropPrefix(_ prefix: String) -> Substring {
    hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
  }
}
