import APISchema
import Domain
import EventLog
import FactSchema
import RowSchema
import Synchronization

extension Writer {
  /// Decides about one command: all of its facts go into the batch, or none and no trace of them.
  func judge(_ command: Command, _ batch: inout OpenBatch) -> OpenBatch.Verdict {
    registry.beginCounting()
    defer { registry.endCounting() }
    do throws(Refusal) {
      try CommandRules.check(command, limits: options.limits)
      if let order = command.branch {
        order.decide(try branch(order, command, batch))
        return .rehearsed([])
      }
      guard command.request.hasRehearsal else { return try record(command, &batch) }
      return .rehearsed(try rehearse(command, batch))
    } catch {
      return .refused(error)
    }
  }

  private func record(_ command: Command, _ batch: inout OpenBatch) throws(Refusal) -> OpenBatch.Verdict {
    if let key = command.key {
      if let (entry, _) = try recorded(key, command, batch) { return .recorded(entry, isReplay: true) }
      if let corrected = command.corrected, let (entry, _) = try recorded(corrected, command, batch) {
        return .recorded(entry, isReplay: true)
      }
    }
    if let obstacle = command.obstacle { throw obstacle }
    let behind = try Expectations.behind(command.request.expect, knowing: registry)
    let open = behind.isEmpty ? [] : batch.records
    let checkpoint = registry.checkpoint
    let mark = batch.mark
    let headerCount = registry.openHeaders.count
    let wereSeedsOpen = areSeedsOpen
    let end = registry.nextInLog
    do throws(Refusal) {
      // Facts of the daemon's own are of the log and not of the company: a loss is recorded as the next fact.
      if command.role != .daemon { try bringSeeds(into: &batch) }
      if command.request.hasUnless { try check(command.request.unless) }
      let first = nextPosition
      let context = together(command, in: batch.context, upTo: end)
      try decideAll(command, in: context, behind, open) { (header, decided, event) throws(Refusal) in
        let part = command.key == nil ? nil : try event.map { (event) throws(Refusal) in try command.part(event) }
        try accept(header, decided, part, into: &batch)
      }
      let entry = CommandEntry(first: first, count: UInt16(nextPosition.value - first.value))
      if let key = command.key { registry.remember(key, at: entry.first) }
      if let corrected = command.corrected { registry.remember(corrected, at: entry.first) }
      return .recorded(entry, isReplay: false)
    } catch {
      registry.rollBack(to: checkpoint)
      registry.closeFacts(from: headerCount)
      batch.rollBack(to: mark)
      areSeedsOpen = wereSeedsOpen
      throw error
    }
  }

  /// The facts that were recorded under a command id, when by the same request; nil when none were.
  private func recorded(
    _ key: CommandKey, _ command: Command, _ batch: OpenBatch
  ) throws(Refusal) -> (entry: CommandEntry, headers: ArraySlice<EventHeader>)? {
    guard let entry = try registry.entry(of: key) else { return nil }
    let headers = try headers(of: entry)
    guard try isKnown(command, by: headers, batch) else {
      throw headers.first?.commandID == key.id ? Self.reused : Self.correctedSince
    }
    return (entry, headers)
  }

  /// Where the next fact will stand.
  var nextPosition: Position { registry.nextPosition }

  /// The context for what one command takes back together, of what the log had up to `end`: none of its own facts, nor of those
  /// that the daemon brings with them.
  func together(_ command: Command, in context: DecisionContext, upTo end: Position) -> DecisionContext {
    var context = context
    context.retractions = JointRetractions(
      CommandRules.retracted(by: command.events), begin: nextPosition, end: end)
    return context
  }

  /// Decides the command's facts one after the other, each knowing those before it, and checks what it expects; `accept` is
  /// given each, and its place among the command's, which none has that the daemon records with another.
  func decideAll(
    _ command: Command, in context: DecisionContext, _ behind: [Expectations.Behind], _ open: [PendingRecord],
    accept: (EventHeader, DecidedEvent, Int?) throws(Refusal) -> Void
  ) throws(Refusal) {
    var count = command.events.count
    if command.events.contains(where: { $0.fact.isExpanded }) {
      // How many there are stands in each header, and is known only when all are decided.
      let (checkpoint, headers) = (registry.checkpoint, registry.openHeaders.count)
      defer {
        registry.rollBack(to: checkpoint)
        registry.closeFacts(from: headers)
      }
      count = 0
      try decideEach(command, of: UInt16.max, in: context, behind) { (_, _, _) in count += 1 }
    }
    var own: [Expectations.Own] = []
    try decideEach(command, of: UInt16(count), in: context, behind) { (header, decided, event) throws(Refusal) in
      if !behind.isEmpty { own.append(Expectations.Own(header, decided.encoded.message, event)) }
      try accept(header, decided, event)
    }
    try check(behind, own, open)
  }

  private func decideEach(
    _ command: Command, of count: UInt16, in context: DecisionContext, _ behind: [Expectations.Behind],
    accept: (EventHeader, DecidedEvent, Int?) throws(Refusal) -> Void
  ) throws(Refusal) {
    let request = command.request
    var place: UInt16 = 0
    for index in command.events.indices {
      let event = command.events[index]
      let occurredAt = try event.occurredAt.map { (time) throws(Refusal) in
        try CommandRules.instant(time, event: index)
      }
      func take(_ fact: EncodedFact, isExpanded: Bool) throws(Refusal) -> EncodedFact {
        let position = nextPosition
        let decided = try decide(
          Proposal(fact, occurredAt: occurredAt), position: position, knowing: registry, in: context)
        registry.apply(decided.changes)
        let header = EventHeader(
          position: position, type: decided.type, recordedAt: context.now, occurredAt: decided.occurredAt,
          subject: decided.subject, version: decided.version, otherSubjects: decided.otherSubjects, uid: command.uid,
          role: isExpanded ? .daemon : command.role, commandID: request.commandID.nonEmpty, index: place, count: count,
          correlationID: request.correlationID.nonEmpty,
          causationID: isExpanded ? EventHeader.expanded : request.causationID.nonEmpty, isOfDay: event.isOfDay,
          roleName: isExpanded ? nil : command.roleName, epoch: epoch(of: fact.type))
        registry.open(header, decided.encoded.content)
        place += 1
        try accept(header, decided, isExpanded ? nil : index)
        return decided.encoded
      }
      do throws(Refusal) {
        let fact = try take(event.fact, isExpanded: false)
        let most = options.limits.commandFacts - Int(place) - (command.events.count - index - 1)
        guard fact.isExpanded,
          let expansion = try expansion(of: fact.fact, knowing: registry, limit: max(0, most))
        else { continue }
        do throws(Refusal) {
          for part in expansion.facts { _ = try take(try EncodedFact(own: part), isExpanded: true) }
        } catch {
          throw error.naming(expansion.field)
        }
      } catch {
        // Who knows an older state is told that first.
        throw behind.first?.refusal ?? CommandRules.refusal(error, inEvent: index)
      }
    }
  }

  /// Puts a decided fact into the batch; a subject that seals for the first time gets a key of its own.
  func accept(
    _ header: EventHeader, _ decided: DecidedEvent, _ part: RequestPart?, into batch: inout OpenBatch
  ) throws(Refusal) {
    let fact = decided.encoded
    var subject = fact.hasPersonal ? decided.sealSubject : nil
    // Something personal was sent that the fact has no place for: an address, or a text of nothing.
    if subject == nil, part?.hasPersonal ?? false { subject = decided.sealSubject ?? header.sealSubject }
    // The erasure itself may name its contact by an address: the key is there until it is recorded.
    if let erased = subject, fact.type != .personalDataErased, registry.mayHaveErasures,
      try registry.state(of: erased)?.contact.erasedAt ?? 0 > 0
    {
      throw Refusal(.erased, "\(erased) was erased: nothing personal can be said of it", subject: erased)
    }
    var record = PendingRecord(header: header, message: fact.message, openCount: fact.openCount)
    if let subject { record.key = try registry.slot(of: subject).map { .slot($0) } ?? batch.newKeys.key(for: subject) }
    record.request = part
    batch.records.append(record)
    batch.events.append(RecordedEvent(header: header, fact: fact.content))
    batch.bytes += fact.message.count
  }

  // MARK: Conditions

  /// Refuses when a fact that the condition means exists past its bound: in the index, its tail, or the open batch; and a
  /// bound past the head, which is of another log or a later state of this one.
  private func check(_ condition: Condition) throws(Refusal) {
    let filters = try ConditionRules.filters(condition)
    let after = Position(condition.after)
    guard after < registry.nextInLog else { throw LogReader.isPastHead("unless.after", head: eventReader.head) }
    var found: (position: Position, field: String)?
    for (field, filter) in filters {
      guard
        let first = try eventReader.first(filter, after: after)
          ?? openPlaces.first(filter, registry.openHeaders, after),
        found.map({ first < $0.position }) ?? true
      else { continue }
      found = (first, field)
    }
    guard let (position, field) = found else { return }
    throw .conflict(
      "the fact at position \(position) stands against it", field: field, reason: .condition, position: position)
  }

  // MARK: Rehearsing

  private func rehearse(_ command: Command, _ batch: OpenBatch) throws(Refusal) -> [UInt8] {
    let request = command.request
    let context = batch.context
    // In memory alone, as long as the rehearsal is.
    let digest = try UnkeyedDigest.of(command)
    let corrected = command.corrected
    if let key = command.key {
      for key in [key, corrected].compactMap(\.self) {
        guard let (_, headers) = try recorded(key, command, batch) else { continue }
        return RecordReplies.encode(headers, isReplay: true, isRehearsal: true)
      }
    }
    let name = Rehearsals.Key(uid: command.uid, name: request.rehearsal)
    let caller = command.ticket.caller
    var rehearsal = try take(name, caller, now: context.clock)
    defer { put(rehearsal, name, caller) }
    for id in [request.commandID, corrected?.id ?? ""] where !id.isEmpty {
      guard let answered = rehearsal.answers[id] else { continue }
      guard answered.digest == digest else { throw Self.reused }
      return answered.reply
    }
    return try rehearse(command, digest, &rehearsal, batch)
  }

  private func rehearse(
    _ command: Command, _ digest: Digest256, _ rehearsal: inout Rehearsals.Rehearsal, _ batch: OpenBatch
  ) throws(Refusal) -> [UInt8] {
    let context = batch.context
    if let obstacle = command.obstacle { throw obstacle }
    let checkpoint = registry.checkpoint
    let headerCount = registry.openHeaders.count
    registry.beginRehearsal(rehearsal.layer, rehearsal.facts)
    (rehearsal.layer, rehearsal.facts) = (RegistryLayer(), RehearsedFacts())
    var facts: [EncodedFact] = []
    defer {
      registry.closeFacts(from: headerCount)
      (rehearsal.layer, rehearsal.facts) = registry.endRehearsal(since: checkpoint)
      rehearsal.facts.keepContents(ofAtMost: options.limits.branchAdded)
    }
    do throws(Refusal) {
      // In the order in which what is recorded is refused.
      let behind = try Expectations.behind(command.request.expect, knowing: registry)
      try rehearseSeeds(in: context) { _, decided in facts.append(decided.encoded) }
      if command.request.hasUnless { try check(command.request.unless) }
      let first = registry.openHeaders.count
      let context = together(command, in: context, upTo: registry.nextInLog)
      try decideAll(command, in: context, behind, batch.records) { _, decided, _ in facts.append(decided.encoded) }
      for fact in facts { rehearsal.count(fact) }
      let headers = registry.openHeaders[first...]
      defer { registry.rehearse(from: headerCount) }
      if !command.request.commandID.isEmpty {
        let replayed = RecordReplies.encode(headers, isReplay: true, isRehearsal: true)
        rehearsal.remember(replayed, digest, of: command.request.commandID)
        if let corrected = command.corrected { rehearsal.remember(replayed, digest, of: corrected.id) }
      }
      return RecordReplies.encode(headers, isReplay: false, isRehearsal: true)
    } catch {
      registry.rollBack(to: checkpoint)
      throw RehearsedFacts.named(error)
    }
  }

  private static let reused = Refusal(
    .idReused, "the commandId was used for another request; a new request needs a new one", field: "commandId")

  private static let correctedSince = Refusal(
    .idReused, "the command with this commandId was recorded as it was corrected", field: "commandId",
    reason: .corrected)
}

extension String {
  /// The text, or nil when it is empty.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
