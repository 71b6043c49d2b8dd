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
  let publisher: CommitPublisher
  let pool: QueryPool
  var ids: IDMaker
  /// Of the open batch's facts; made only for conditions.
  var openPlaces = OpenPlaces()
  private let clockWatch: ClockWatch
  private let notices: Notices
  /// Whether the last commit met a full device.
  private var hasMetFullDisk = false
  private var outcomes = Outcomes()

  init(
    options: EngineOptions, surroundings: EngineSurroundings, eventReader: EventReader, registry: Registry,
    shared: WriterShared, checkpointer: Checkpointer, publisher: CommitPublisher, pool: QueryPool,
    clockWatch: ClockWatch,
    notices: Notices
  ) {
    self.options = options
    self.surroundings = surroundings
    self.eventReader = eventReader
    self.registry = registry
    self.shared = shared
    self.checkpointer = checkpointer
    self.publisher = publisher
    self.pool = pool
    self.clockWatch = clockWatch
    self.notices = notices
    self.ids = IDMaker(randomBytes: surroundings.randomBytes)
  }

  /// Obeys until the inbox is closed and everything in it is answered.
  func run() {
    checkpointer.resume(registry)
    registry.tendCommands()
    while let waiting = shared.queue.take() {
      var start = waiting.startIndex
      while start < waiting.endIndex {
        guard obey(waiting, &start) else { return }
      }
    }
    checkpointer.drain(registry)
  }

  /// Obeys as many commands as fit in a batch; false when the engine must not go on.
  private func obey(_ waiting: [Command], _ start: inout Int) -> Bool {
    checkpointer.advance(registry)
    registry.tendCommands()
    let clock = surroundings.now()
    clockWatch.look(at: clock)
    var batch = OpenBatch(context(recordedAt: max(clock, clockWatch.recordedAtLast), clock))
    do throws(Refusal) {
      if let refusal = checkpointer.refusal ?? publisher.refusal { throw refusal }
      try registry.refresh()
      gather(waiting, &start, &batch)
    } catch {
      refuse(waiting[start...], error)
      start = waiting.endIndex
      return true
    }
    registry.release()
    let isAlive = commit(&batch)
    registry.openHeaders.removeAll(keepingCapacity: true)
    openPlaces.removeAll()
    return isAlive
  }

  /// What deciding takes from outside at that time.
  private func context(recordedAt: Instant, _ clock: Instant) -> DecisionContext {
    DecisionContext(
      now: recordedAt, clock: clock, region: options.region, consentDefault: options.consentDefault,
      log: SubjectID(.log, eventReader.log.origin.value),
      makeID: { [self] kind in SubjectID(kind, ids.make(at: clock)) })
  }

  private func gather(_ waiting: [Command], _ start: inout Int, _ batch: inout OpenBatch) {
    let limits = options.limits
    let expected = min(waiting.endIndex - start, limits.batchCommands)
    batch.reserve(expected)
    registry.fetch(waiting[start..<start + expected])
    while start < waiting.endIndex, batch.tickets.count < limits.batchCommands,
      batch.records.count < limits.batchEvents, batch.bytes < limits.batchBytes
    {
      let verdict = judge(waiting[start], &batch)
      batch.tickets.append(waiting[start].ticket)
      start += 1
      batch.verdicts.append(verdict)
    }
  }

  /// Makes the batch durable, hands it on and answers; false when the outcome of the commit is not known.
  private func commit(_ batch: inout OpenBatch) -> Bool {
    guard !batch.records.isEmpty else {
      answer(batch)
      return true
    }
    do throws(FactLogError) {
      let cost = try append(&batch)
      shared.lastCommit.withLock { $0 = cost }
      registry.keep()
      clockWatch.recorded(at: batch.now)
      if hasMetFullDisk {
        hasMetFullDisk = false
        notices.diskHasRoom(for: Notices.log)
      }
    } catch {
      registry.rollBack(to: .beginning)
      tell(error)
      guard let refusal = Self.refusal(for: error) else {
        shared.die(because: "\(error)", surroundings)
        return false
      }
      batch.failed(refusal)
      answer(batch)
      return true
    }
    let durable = DurableBatch(batch)
    publisher.publish(durable)
    answer(batch)
    publisher.handOn(durable)
    return true
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

  private func append(_ batch: inout OpenBatch) throws(FactLogError) -> CommitCost {
    let clock = ContinuousClock()
    let begun = clock.now
    let appended = try appendWithSoundKeys(&batch)
    for (slot, subject) in zip(appended.newSlots, batch.newKeys.subjects) { registry.remember(slot: slot, of: subject) }
    return CommitCost(
      position: appended.head, commands: batch.tickets.count, events: batch.records.count,
      microseconds: begun.duration(to: clock.now).microseconds)
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
  /// Whole microseconds.
  var microseconds: UInt64 {
    let (seconds, attoseconds) = components
    return UInt64(seconds) * 1_000_000 + UInt64(attoseconds / 1_000_000_000_000)
  }
}
