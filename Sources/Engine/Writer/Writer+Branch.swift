import APISchema
import Domain
import FactSchema
import SwiftProtobuf

extension Writer {
  /// Decides a branch as one more command of a rehearsal, of which nothing is kept: what is left out is retracted, what is
  /// added is judged by the same rules as everything that is recorded.
  func branch(_ order: BranchOrder, _ command: Command, _ batch: OpenBatch) throws(Refusal) -> Branch {
    if let obstacle = command.obstacle { throw obstacle }
    var rehearsal: Rehearsals.Rehearsal?
    let name = Rehearsals.Key(uid: command.uid, name: command.request.rehearsal)
    if command.request.hasRehearsal { rehearsal = try takeOut(name) }
    defer { if let rehearsal { put(rehearsal, name, order.caller) } }
    let rehearsed = try rehearsal?.rehearsed() ?? []
    let checkpoint = registry.checkpoint
    let headerCount = registry.openHeaders.count
    var branch = Branch(at: nextPosition.previous)
    registry.beginRehearsal(rehearsal?.layer ?? RegistryLayer(), rehearsal?.facts ?? RehearsedFacts())
    rehearsal?.layer = RegistryLayer()
    defer {
      registry.rollBack(to: checkpoint)
      registry.closeFacts(from: headerCount)
      // Ended also where there is nothing to put it back into.
      let (layer, _) = registry.endRehearsal(since: checkpoint)
      rehearsal?.layer = layer
    }
    try branch.add(rehearsed)
    var events: [RecordedEvent] = []
    func accept(_ header: EventHeader, _ decided: DecidedEvent) {
      events.append(RecordedEvent(header: header, fact: decided.encoded.content))
    }
    try rehearseSeeds(in: batch.context, accept: accept)
    branch.leftOut = try leftOut(order.without, upTo: branch.position, in: batch.context)
    if !command.events.isEmpty {
      try decideAll(command, in: batch.context, [], []) { (header, decided, _) in accept(header, decided) }
    }
    try branch.add(events)
    return branch
  }

  /// What is left out with these, in the order of the log.
  private func leftOut(
    _ named: [Position], upTo end: Position, in context: DecisionContext
  ) throws(Refusal) -> [Position] {
    var leaving = LeavingOut(limit: options.limits.branchLeftOut)
    do throws(Refusal) {
      try leaving.leaveOut(named, upTo: end) { (position) throws(Refusal) in
        try registry.retractions(of: position).filter { $0 <= end }
      } retract: { (position) throws(Refusal) in
        try checkLeftOut(position, upTo: end)
        // Nobody is written to because of it.
        let retraction = Fact.OneOf_Fact.factRetracted(
          .with { ($0.position, $0.reason, $0.confirmConsent) = (position.value, "whatif", true) })
        try bring([retraction], because: "whatif", in: context) { _, _ in }
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

extension String {
  /// Without these first characters, where they are.
  fileprivate func dropPrefix(_ prefix: String) -> Substring {
    hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
  }
}
