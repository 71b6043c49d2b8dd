import APISchema
import Domain
import EventLog
import FactSchema
import Synchronization

/// The one thread that writes: decides, seals, appends and commits whatever waits, together, and then answers.
///
/// Batches form by themselves while a commit is under way; waiting for more would lose.
final class Writer {
  let options: EngineOptions
  let surroundings: EngineSurroundings
  let eventReader: EventReader
  let registry: Registry
  let shared: WriterShared
  let checkpointer: Checkpointer
  let feed: CommitFeed
  let follower: FollowerInbox
  let pool: QueryPool
  let erasures: Erasures
  var ids: IDMaker
  /// The log's epoch when the batch under way began.
  private(set) var epoch: UInt32 = 1
  /// What facts about the company are about.
  let company: SubjectID
  /// What is still to be recorded before anything else.
  var seeds: Seeds?
  /// Whether they are in the open batch.
  var areSeedsOpen = false
  /// Whether a log that has facts gets them before the first command.
  let seedsAtOnce: Bool
  /// Of the open batch's facts; made only for conditions.
  var openPlaces = OpenPlaces()
  private let clockWatch: ClockWatch
  let notices: Notices
  /// Whether the last commit met a full device.
  private var hasMetFullDisk = false
  private var outcomes = Outcomes()
  private let retry = Wakeup()

  init(
    options: EngineOptions, surroundings: EngineSurroundings, eventReader: EventReader, registry: Registry,
    shared: WriterShared, checkpointer: Checkpointer, feed: CommitFeed, follower: FollowerInbox,
    pool: QueryPool, erasures: Erasures, clockWatch: ClockWatch, notices: Notices, beginning: Beginning,
    seedsAtOnce: Bool
  ) {
    self.options = options
    self.surroundings = surroundings
    self.eventReader = eventReader
    self.registry = registry
    self.shared = shared
    self.checkpointer = checkpointer
    self.feed = feed
    self.follower = follower
    self.pool = pool
    self.erasures = erasures
    self.clockWatch = clockWatch
    self.notices = notices
    company = beginning.company
    seeds = beginning.seeds
    self.seedsAtOnce = seedsAtOnce
    self.ids = IDMaker(randomBytes: surroundings.randomBytes)
  }

  /// Obeys until the queue is closed and everything in it is answered, and learns what other writers append.
  func run() {
    checkpointer.resume(registry)
    registry.tendCommands()
    guard seedEarlierLog() else { return }
    while let waiting = shared.queue.take(elseIsDue: { feed.isBehind || checkpointer.isAwaited && !registry.isFreezing }
    ) {
      var start = waiting.startIndex
      repeat {
        guard obey(waiting, &start) else { return }
      } while start < waiting.endIndex
    }
    checkpointer.drain(registry)
  }

  /// Obeys as many commands as fit in a batch, decided again as long as other writers are first; false when the engine must
  /// not go on.
  private func obey(_ waiting: [Command], _ start: inout Int) -> Bool {
    let first = start
    var rehearsed: [Int: OpenBatch.Verdict] = [:]
    var overtakenSince: ContinuousClock.Instant?
    var left = options.limits.decisions
    while left > 0 || overtakenSince.map({ $0.duration(to: .now) < deciding }) ?? true {
      left -= 1
      checkpointer.advance(registry)
      registry.tendCommands()
      guard learnWhatCame(before: waiting[start...], &start) else { return !shared.hasDied }
      guard start < waiting.endIndex, var batch = openBatch(waiting, &start, rehearsed) else { return true }
      let end = commit(&batch)
      registry.closeFacts()
      openPlaces.removeAll()
      guard end == .headMoved else { return end == .answered }
      // What was rehearsed has been, and changes nothing that others see. A branch begins where the log is now.
      for (index, verdict) in zip(first..., batch.verdicts)
      where waiting[index].request.hasRehearsal && waiting[index].branch == nil {
        rehearsed[index] = verdict
      }
      start = first
      overtakenSince = overtakenSince ?? .now
    }
    let end = min(waiting.endIndex, first + options.limits.batchCommands)
    refuse(waiting[first..<end], Self.overtaken)
    start = end
    return true
  }

  /// Learns what other writers have appended; false where that cannot be done: the commands are refused then.
  private func learnWhatCame(before commands: ArraySlice<Command>, _ start: inout Int) -> Bool {
    do throws(CommitFeed.Failure) {
      try feed.takeWhatCame { () throws(CommitFeed.Failure) in
        checkpointer.advance(registry)
        // On a full disk what is learned could not be written, and memory must not grow instead.
        if let refusal = checkpointer.refusal { throw .later(refusal) }
      }
      return true
    } catch {
      switch error {
      case .later(let refusal):
        refuse(commands, refusal)
        // With nothing else to do it is tried again, and not all the time.
        if commands.isEmpty { retry.wait(milliseconds: Self.retryMilliseconds) }
      case .never(let cause): shared.die(because: cause, surroundings)
      }
      start = commands.endIndex
      return false
    }
  }

  /// A batch of what waits, decided; nil where the commands are refused.
  private func openBatch(
    _ waiting: [Command], _ start: inout Int, _ rehearsed: [Int: OpenBatch.Verdict]
  ) -> OpenBatch? {
    var batch: OpenBatch
    do throws(Refusal) {
      batch = try openBatch()
    } catch {
      refuse(waiting[start...], error)
      start = waiting.endIndex
      return nil
    }
    gather(waiting, &start, &batch, rehearsed)
    registry.release()
    return batch
  }

  /// A batch of facts that are recorded now; throws where nothing can be recorded for now.
  func openBatch() throws(Refusal) -> OpenBatch {
    areSeedsOpen = false
    let clock = surroundings.now()
    clockWatch.look(at: clock)
    epoch = eventReader.status.epoch
    if let refusal = checkpointer.refusal ?? follower.refusal { throw refusal }
    try registry.refresh()
    return OpenBatch(context(recordedAt: max(clock, clockWatch.recordedAtLast), clock))
  }

  /// What deciding takes from outside at that time.
  private func context(recordedAt: Instant, _ clock: Instant) -> DecisionContext {
    DecisionContext(
      now: recordedAt, clock: clock, log: SubjectID(.log, eventReader.log.origin.value), company: company,
      makeID: { [self] kind in SubjectID(kind, ids.make(at: clock)) })
  }

  private func gather(
    _ waiting: [Command], _ start: inout Int, _ batch: inout OpenBatch, _ rehearsed: [Int: OpenBatch.Verdict]
  ) {
    let limits = options.limits
    let expected = min(waiting.endIndex - start, limits.batchCommands)
    batch.reserve(expected)
    registry.fetch(waiting[start..<start + expected])
    while start < waiting.endIndex, batch.tickets.count < limits.batchCommands,
      batch.records.count < limits.batchEvents, batch.bytes < limits.batchBytes
    {
      // What may be expanded into as many facts as a batch takes begins one of its own.
      if !batch.records.isEmpty, waiting[start].events.contains(where: { $0.fact.isExpanded }) { return }
      let verdict = rehearsed[start] ?? judge(waiting[start], &batch)
      batch.tickets.append(waiting[start].ticket)
      start += 1
      batch.verdicts.append(verdict)
    }
  }

  /// What became of a batch.
  enum Committed {
    case answered
    /// Another writer was first: nothing of it is in the log, and nobody was answered.
    case headMoved
    /// Whether it is in the log is not known.
    case unknown
  }

  /// Makes the batch durable, hands it on and answers.
  func commit(_ batch: inout OpenBatch) -> Committed {
    guard !batch.records.isEmpty else {
      answer(batch)
      return .answered
    }
    let appended: Appended
    do throws(FactLogError) {
      appended = try append(&batch)
    } catch {
      registry.rollBack(to: .beginning)
      if case .headMoved = error { return .headMoved }
      tell(error)
      guard let refusal = Self.refusal(for: error) else {
        shared.die(because: "\(error)", surroundings)
        return .unknown
      }
      batch.failed(refusal)
      answer(batch)
      return .answered
    }
    if areSeedsOpen { seedsAreRecorded(by: batch) }
    if hasMetFullDisk {
      hasMetFullDisk = false
      notices.diskHasRoom(for: Notices.log)
    }
    feed.take(batch, appended) {
      destroyKeys(batch)
      answer(batch)
    }
    return .answered
  }

  /// Destroys the keys of who was erased by the batch.
  private func destroyKeys(_ batch: OpenBatch) {
    guard batch.events.contains(where: { $0.type == FactType.personalDataErased.rawValue }) else { return }
    try? registry.refresh()
    defer { registry.release() }
    for event in batch.events where event.type == FactType.personalDataErased.rawValue {
      erasures.destroyKeys(event, registry)
    }
  }

  /// Says why nothing is recorded, where it is no fault of what was to be.
  private func tell(_ error: FactLogError) {
    switch error {
    case .noSpace:
      hasMetFullDisk = true
      notices.diskIsFull(for: Notices.log)
    case .full:
      notices.begin(
        .logFull,
        "the log has come to the \(options.logMapSize) bytes of log.mapSize: facts are refused as storageFull until it is "
          + "raised and the daemon restarted, queries are answered")
    default: break
    }
  }

  /// How a failed append is answered when it certainly left no trace; nil when that is not certain.
  private static func refusal(for error: FactLogError) -> Refusal? {
    switch error {
    case .noSpace: Refusal(.storageFull, "the disk is full; nothing of the command was recorded")
    case .full:
      Refusal(.storageFull, "the log has reached the size that it may have; nothing of the command was recorded")
    case .closed: Refusal(.damaged, "nothing was recorded: \(error)")
    case .invalid(_, let reason): .internal("a record was not accepted by the log: \(reason)")
    default: nil
    }
  }

  private func append(_ batch: inout OpenBatch) throws(FactLogError) -> Appended {
    let clock = ContinuousClock()
    let begun = clock.now
    let appended = try appendWithSoundKeys(&batch)
    let cost = CommitCost(
      position: appended.head, commands: batch.tickets.count, events: batch.records.count,
      microseconds: begun.duration(to: clock.now).microseconds)
    shared.lastCommit.withLock { $0 = cost }
    return appended
  }

  /// Appends the batch; a subject whose slot in the vault holds no sound key any more gets a new one.
  private func appendWithSoundKeys(_ batch: inout OpenBatch) throws(FactLogError) -> Appended {
    while true {
      do throws(FactLogError) {
        return try eventReader.log.append(batch.records, at: eventReader.head)
      } catch {
        // Each time one slot less is unsound: at most as many times as the batch has subjects.
        guard case .keyDamaged(let slot) = error, replace(slot, in: &batch) else { throw error }
      }
    }
  }

  /// Gives the subject that has the slot a new key; false when it is not known whose it is.
  private func replace(_ slot: UInt64, in batch: inout OpenBatch) -> Bool {
    guard let record = batch.records.first(where: { $0.key == .slot(slot) }) else { return false }
    do throws(Refusal) {
      try registry.refresh()
      defer { registry.release() }
      for subject in [record.header.subject] + record.header.otherSubjects {
        guard try registry.slot(of: subject) == slot else { continue }
        let key = batch.newKeys.key(for: subject)
        eventReader.log.damage.note(slot: slot, .replaced)
        for index in batch.records.indices where batch.records[index].key == .slot(slot) {
          batch.records[index].key = key
        }
        return true
      }
      return false
    } catch {
      return false
    }
  }

  private func answer(_ batch: OpenBatch) {
    for (ticket, verdict) in zip(batch.tickets, batch.verdicts) {
      switch verdict {
      case .refused(let refusal): outcomes.add(ticket, .failure(refusal))
      case .rehearsed(let reply): outcomes.add(ticket, .success(reply))
      case .recorded(let entry, let isReplay):
        do throws(Refusal) {
          let headers = try headers(of: entry)
          let last = Position(entry.first.value + UInt64(entry.count) - 1)
          outcomes.add(ticket, .success(RecordReplies.encode(headers, isReplay: isReplay)), position: last)
        } catch {
          outcomes.add(ticket, .failure(error))
        }
      }
    }
    outcomes.deliver()
  }

  /// The headers of a command's facts, of this batch or from the log.
  func headers(of entry: CommandEntry) throws(Refusal) -> ArraySlice<EventHeader> {
    if let first = registry.openHeaders.first?.position, entry.first >= first {
      let start = Int(entry.first.value - first.value)
      return registry.openHeaders[start..<start + Int(entry.count)]
    }
    var headers: [EventHeader] = []
    for offset in 0..<UInt64(entry.count) {
      guard let header = try eventReader.header(at: Position(entry.first.value + offset)) else {
        throw .internal("a recorded command's facts are not in the log")
      }
      headers.append(header)
    }
    return headers[...]
  }

  private func refuse(_ commands: ArraySlice<Command>, _ refusal: Refusal) {
    for command in commands { outcomes.add(command.ticket, .failure(refusal)) }
    outcomes.deliver()
  }

  /// How long a batch is decided again at least.
  private var deciding: Duration { .milliseconds(options.limits.decidingMilliseconds) }

  private static let retryMilliseconds = 100
  private static let overtaken = Refusal(
    .tooMany, "other writers of the log were first each time; nothing of the command was recorded, ask again")
}

extension OpenBatch {
  /// Nothing of the batch was recorded: refuses what would have been, and what waited for it.
  mutating func failed(_ refusal: Refusal) {
    let first = records.first?.header.position
    for index in verdicts.indices {
      guard case .recorded(let entry, _) = verdicts[index], let first, entry.first >= first else { continue }
      verdicts[index] = .refused(refusal)
    }
    records.removeAll()
    events.removeAll()
  }
}

extension Duration {
  /// Whole microseconds; 0 of a duration that is negative, as to a moment that has passed meanwhile.
  var microseconds: UInt64 {
    let (seconds, attoseconds) = max(.zero, self).components
    return UInt64(seconds) * 1_000_000 + UInt64(attoseconds / 1_000_000_000_000)
  }
}
