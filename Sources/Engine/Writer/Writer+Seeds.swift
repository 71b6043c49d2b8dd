import Domain
import EventLog
import FactSchema

extension Writer {
  /// Records what a log of an earlier release does not say, at its head; where that cannot be done now, the next command
  /// brings it. False when the engine must not go on.
  func seedEarlierLog() -> Bool {
    guard seeds != nil, seedsAtOnce, eventReader.head > .zero else { return true }
    var end = Committed.answered
    do throws(Refusal) {
      var batch = try openBatch()
      try bringSeeds(into: &batch)
      registry.release()
      end = commit(&batch)
    } catch {
      registry.rollBack(to: .beginning)
      registry.release()
    }
    registry.closeFacts()
    return end != .unknown
  }

  /// Puts the seeds before whatever is recorded next, in the same commit, where the log does not have them.
  func bringSeeds(into batch: inout OpenBatch) throws(Refusal) {
    guard let seeds, !areSeedsOpen else { return }
    // Another writer may have brought them.
    guard try registry.version(of: company) == nil else { return self.seeds = nil }
    try bring(seeds, in: batch.context) { (header, decided) throws(Refusal) in
      try accept(header, decided, nil, into: &batch)
    }
    areSeedsOpen = true
  }

  /// The log says it from now on; one that had facts before has grown of its own, which is said.
  func seedsAreRecorded(by batch: OpenBatch) {
    seeds = nil
    let positions = batch.records.map(\.header).filter { $0.role == .daemon && !$0.isExpanded }.map(\.position)
    guard let first = positions.first, let last = positions.last, first > Position(1) else { return }
    notices.add(
      "the log of an earlier release did not say what holds for the company: the daemon has recorded it, from position "
        + "\(first) to \(last)")
  }

  /// Lets a rehearsal know what would be recorded before its first fact.
  func rehearseSeeds(
    in context: DecisionContext, accept: (EventHeader, DecidedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    guard let seeds, !areSeedsOpen, try registry.version(of: context.company) == nil else { return }
    try bring(seeds, in: context, accept: accept)
  }

  private func bring(
    _ seeds: Seeds, in context: DecisionContext, accept: (EventHeader, DecidedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    var initially = context
    initially.isInitial = true
    try bring(seeds.initial, because: Seeds.cause, in: initially, accept: accept)
    try bring(seeds.later, because: Seeds.configured, in: context, accept: accept)
  }

  /// Decides facts of the daemon's own as a command without an id.
  func bring(
    _ facts: [Fact.OneOf_Fact], because cause: String, in context: DecisionContext,
    accept: (EventHeader, DecidedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    for (index, content) in facts.enumerated() {
      let decided = try decide(
        Proposal(try EncodedFact(own: content)), position: nextPosition, knowing: registry, in: context)
      registry.apply(decided.changes)
      let header = EventHeader(
        position: nextPosition, type: decided.type, recordedAt: context.now, occurredAt: decided.occurredAt,
        subject: decided.subject, version: decided.version, otherSubjects: decided.otherSubjects,
        uid: surroundings.ownUID, role: .daemon, index: UInt16(index), count: UInt16(facts.count), causationID: cause)
      registry.open(header, decided.encoded.content)
      try accept(header, decided)
    }
  }
}
