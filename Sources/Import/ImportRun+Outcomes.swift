import Client
import FactSchema

extension ImportRun {
  /// Waits for the answers about a row, and counts or rejects it.
  mutating func finish(_ flight: Flight) async throws(KithError) {
    var created: Bool?
    if let plan = flight.plan {
      for creation in flight.creations {
        created = try await finish(creation, plan, ids: flight.ids, isRetry: false) || created ?? false
      }
    }
    if let refusal = flight.refusal {
      guard try await wasCorrected(flight) else { return try reject(flight, because: refusal) }
      return tally.replayed += 1
    }
    guard let plan = flight.plan else { return }
    guard let pending = flight.pending else {
      // A row without facts is there for its subjects.
      if plan.subjects.allSatisfy({ !$0.canBeCreated || knowledge[SubjectKey($0)] != nil }) {
        return countWithoutFacts(created, plan)
      }
      return try await tryAgain(flight, plan, refused: nil)
    }
    do throws(KithError) { count(try await pending.outcome(), flight.draft, plan) } catch {
      if error.isPassing || error.endsImport { throw error }
      if try await isThere(plan, ids: knownIDs(plan, flight.ids), refused: error) {
        tally.replayed += 1
      } else {
        try await tryAgain(flight, plan, refused: error)
      }
    }
  }

  /// Waits for the creation of a subject; whether it was created now. What an earlier import created, or what holds the
  /// same external id, is used.
  private mutating func finish(
    _ creation: Creation, _ plan: RowBuilder.Plan, ids: [String: String], isRetry: Bool
  ) async throws(KithError) -> Bool {
    let subject = creation.subject
    let key = SubjectKey(subject)
    do throws(KithError) {
      let outcome = try await creation.pending.outcome()
      knowledge[key] = .known(id: subject.id)
      guard !outcome.wasRecordedBefore else { return false }
      tally.subjectsCreated += 1
      note(RehearsedCommands.Command(events: creation.draft.events, id: subject.commandID), creation.draft, outcome)
      return true
    } catch {
      if error.isPassing || error.endsImport { throw error }
      if error.code == .idReused {
        // An earlier run created it from another row, which said something else of it.
        knowledge[key] = .known(id: subject.id)
      } else if error.code == .conflict, let holder = error.subject, holder.hasPrefix("\(subject.kind.prefix)_") {
        knowledge[key] = .known(id: holder)
      } else if case let known = knownIDs(plan, ids), known != ids, !isRetry {
        // It names a subject that turned out to have another id.
        return try await make(subject, plan, ids: known)
      } else {
        knowledge[key] = nil
        failures[key] = error.message(about: subject.name)
      }
      return false
    }
  }

  /// Creates a subject and waits for it; whether it was created now.
  private mutating func make(
    _ subject: RowBuilder.SubjectPlan, _ plan: RowBuilder.Plan, ids: [String: String]
  ) async throws(KithError) -> Bool {
    knowledge[SubjectKey(subject)] = nil
    late.insert(SubjectKey(subject))
    guard let creation = try await create(subject, plan, ids: ids) else { return false }
    return try await finish(creation, plan, ids: ids, isRetry: true)
  }

  /// Whether a row that could not be read or converted was imported all the same, as it was corrected.
  private func wasCorrected(_ flight: Flight) async throws(KithError) -> Bool {
    guard let pending = flight.pending, flight.questionID != nil else { return false }
    do throws(KithError) { _ = try await pending.outcome() } catch {
      if error.isPassing || error.endsImport { throw error }
      return error.code == .idReused && error.reason == "corrected"
    }
    return false
  }

  /// Whether a row that is refused as another was recorded all the same: as it was corrected in a rejects file, or by the
  /// first release. A second correction, or what another mapping makes of the row, was not.
  private func isThere(
    _ plan: RowBuilder.Plan, ids: [String: String], refused error: KithError
  ) async throws(KithError) -> Bool {
    guard error.code == .idReused else { return false }
    let identity = plan.identity
    guard error.reason != "corrected" else { return identity.correctedID == nil }
    guard identity.isFormer else { return false }
    do throws(KithError) {
      // The id is taken, so that this may be answered and cannot be recorded.
      guard let draft = try builder.factsOrRefusal(of: plan, ids: ids, as: .former) else { return false }
      let command = RehearsedCommands.Command(draft.events, identity)
      return try await sink.send(record(command)).outcome().wasRecordedBefore
    } catch {
      if error.isPassing || error.endsImport { throw error }
      return false
    }
  }

  /// A row was refused: once more, where what it was sent with turned out to be wrong. It may name a subject by an id that
  /// it does not have, one that was created only later, or one whose creation failed by the fault of another row.
  private mutating func tryAgain(
    _ flight: Flight, _ plan: RowBuilder.Plan, refused: KithError?
  ) async throws(KithError) {
    let own = Set(flight.creations.map { SubjectKey($0.subject) })
    let unmade = plan.subjects.filter { subject in
      let key = SubjectKey(subject)
      return subject.canBeCreated && knowledge[key] == nil && !own.contains(key)
    }
    let isStale =
      !unmade.isEmpty || knownIDs(plan, flight.ids) != flight.ids
      || plan.subjects.contains { late.contains(SubjectKey($0)) }
    guard isStale else { return try reject(flight, plan, refused) }
    do throws(KithError) {
      var created = false
      for subject in unmade {
        created = try await make(subject, plan, ids: knownIDs(plan, flight.ids)) || created
      }
      guard plan.subjects.allSatisfy({ !$0.canBeCreated || knowledge[SubjectKey($0)] != nil }) else {
        return try reject(flight, plan, refused)
      }
      guard let draft = try builder.factsOrRefusal(of: plan, ids: knownIDs(plan, flight.ids)) else {
        return countWithoutFacts(created, plan)
      }
      let pending = try await send(draft, as: plan.identity)
      count(try await pending.outcome(), draft, plan)
    } catch {
      if error.isPassing || error.endsImport { throw error }
      try reject(flight, plan, error)
    }
  }

  /// The ids of a row's subjects, as they are known by now.
  func knownIDs(_ plan: RowBuilder.Plan, _ ids: [String: String]) -> [String: String] {
    var ids = ids
    for subject in plan.subjects {
      if case .known(let id)? = knowledge[SubjectKey(subject)] { ids[subject.name] = id }
    }
    return ids
  }

  // MARK: Counting

  private mutating func count(_ outcome: RecordOutcome, _ draft: RowBuilder.Draft?, _ plan: RowBuilder.Plan) {
    if outcome.wasRecordedBefore {
      tally.replayed += 1
    } else {
      tally.recorded += 1
      if let draft { note(RehearsedCommands.Command(draft.events, plan.identity), draft, outcome) }
    }
  }

  /// A row for which there are no facts counts by what became of its subjects: whether one was created, and nil where
  /// nothing had to be sent. A mapping without facts is a list of subjects, and those that are there are there.
  mutating func countWithoutFacts(_ created: Bool?, _ plan: RowBuilder.Plan?) {
    if created == true {
      tally.recorded += 1
    } else if created != nil
      || builder.mapping.isListOfSubjects
        && plan?.subjects.contains(where: { knowledge[SubjectKey($0)] != nil }) == true
    {
      tally.replayed += 1
    } else {
      tally.skipped += 1
    }
  }

  // MARK: Rejecting

  private mutating func reject(
    _ flight: Flight, _ plan: RowBuilder.Plan, _ error: KithError?
  ) throws(KithError) {
    var cause: String?
    for key in plan.subjects.map(SubjectKey.init) where cause == nil && knowledge[key] == nil { cause = failures[key] }
    try reject(flight, because: cause ?? error?.rowMessage ?? "nothing of it could be recorded")
  }

  private mutating func reject(_ flight: Flight, because reason: String) throws(KithError) {
    tally.rejected += 1
    do { try reject(flight.row, reason) } catch {
      throw KithError(.malformed, "the rejects cannot be written: \(error)")
    }
  }
}

extension RowBuilder {
  /// The row's facts; a row that makes none is refused as the daemon would.
  func factsOrRefusal(
    of plan: Plan, ids: [String: String], as form: Form = .current
  ) throws(KithError) -> Draft? {
    do throws(RowError) { return try facts(of: plan, ids: ids, as: form) } catch {
      throw KithError(.invalid, error.description)
    }
  }

  /// What creates the subject, likewise.
  func creationOrRefusal(
    of subject: SubjectPlan, _ plan: Plan, ids: [String: String]
  ) throws(KithError) -> Draft? {
    do throws(RowError) { return try creation(of: subject, plan, ids: ids) } catch {
      throw KithError(.invalid, error.description)
    }
  }
}

extension KithError {
  /// Whether the daemon is gone for now: the same goes well when it is back.
  var isAway: Bool { [.disconnected, .shuttingDown, .noDaemon].contains(code) }

  /// Whether the same may go well a little later.
  var isPassing: Bool { isRetryable || isAway || isOfFullRehearsal }

  /// Whether the daemon holds as much of a dry run as it may.
  var isOfFullRehearsal: Bool { code == .tooLarge && field == "rehearsal" }

  /// Whether no later row can fare better.
  var endsImport: Bool {
    [.forbidden, .malformed, .noSuchMethod].contains(code) || code.rawValue == "unsupported" || field == "rehearsal"
  }

  /// The refusal of what creates a subject, without the path to its only fact.
  func message(about subject: String) -> String {
    "\(subject): \(message.replacing(/^events\[0\]\.(data\.)?/, with: ""))"
  }

  /// The refusal as a row's reason, which counts the row's facts from 1.
  var rowMessage: String {
    guard code != .idReused else {
      return reason == "corrected"
        ? "this row was corrected and imported before, with other facts"
        : "this row was imported before and became other facts; did the mapping change? Give it another name"
    }
    return message.replacing(/^events\[(\d+)\]\.(data\.)?/) { "fact \((Int($0.output.1) ?? 0) + 1): " }
  }
}

/// What came of an import's rows so far.
package struct ImportTally: Sendable, Equatable {
  package var rows = 0
  package var recorded = 0
  /// Recorded by an earlier run.
  package var replayed = 0
  package var rejected = 0
  /// There was nothing to record for them.
  package var skipped = 0
  /// Subjects that were created beside the rows' own facts.
  package var subjectsCreated = 0

  package init() {}
}
