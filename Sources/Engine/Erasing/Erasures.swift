import APISchema
import Domain
import EventLog
import FactSchema
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization

/// What becomes of an erasure behind its fact: whatever of the data lies in files is gone, and a fact says so.
///
/// The keys are destroyed on the writer's thread, before the command is answered, and the read models take the data out of their
/// rows as they follow. What was in a row may still lie in its file, so on a thread of its own every read model is built into a
/// new file, and the registry is written into one: for all erasures since at once. A process that ends in between begins that
/// again at the next start.
final class Erasures: Sendable {
  /// One that is not completed.
  struct Pending: Sendable {
    var contact: SubjectID
    var position: Position
  }

  private let eventReader: EventReader
  private let readModels: ReadModelRegistry
  private let builder: Builder
  private let checkpointer: Checkpointer
  private let moments: Moments
  private let commands: CommandQueue
  private let limits: EngineLimits
  private let uid: UInt32
  private let pending = Mutex<[Pending]>([])
  private let wakeup = Wakeup()
  private let isStopping = Atomic(false)

  init(
    eventReader: EventReader, readModels: ReadModelRegistry, builder: Builder, checkpointer: Checkpointer,
    moments: Moments, commands: CommandQueue, limits: EngineLimits, uid: UInt32
  ) {
    self.eventReader = eventReader
    self.readModels = readModels
    self.builder = builder
    self.checkpointer = checkpointer
    self.moments = moments
    self.commands = commands
    self.limits = limits
    self.uid = uid
  }

  // MARK: At once

  /// Destroys the keys of whom a durable fact erases, before it is answered; what they sealed is known for a moment to those who
  /// have it in their rows. On the writer's thread.
  func destroyKeys(_ event: RecordedEvent, _ registry: Registry) {
    guard case .personalDataErased(let fact) = event.fact.fact else { return }
    let facts = try? ErasedFact.all(of: fact, at: event.position, knowing: registry)
    eventReader.erased.add(facts, erasedBy: event.position)
    // A subject has several where one was damaged. What cannot be destroyed now is by the thread.
    var slots = Set(Self.subjects(fact).compactMap { (try? registry.slot(of: $0)) ?? nil })
    for position in facts?.map(\.before.position) ?? [] {
      if let slot = ((try? eventReader.log.record(at: position)) ?? nil)?.slot { slots.insert(slot) }
    }
    for slot in slots.sorted() { try? eventReader.log.erase(slot: slot) }
    registry.logFacts.forget()
    add(Pending(contact: event.header.subject, position: event.position))
  }

  /// Whose keys an erasure destroys.
  private static func subjects(_ fact: PersonalDataErased) -> [SubjectID] {
    ([fact.contact] + fact.suppressions).compactMap { SubjectID($0) }
  }

  // MARK: The thread

  /// Takes one up that is not completed; also one that another process began.
  func add(_ erasure: Pending) {
    pending.withLock { $0.append(erasure) }
    wakeup.signal()
  }

  func stop() {
    isStopping.store(true, ordering: .releasing)
    wakeup.signal()
  }

  private var isStopped: Bool { isStopping.load(ordering: .acquiring) }

  func run() {
    EngineThread.yieldToOthers()
    var (pause, failures) = (limits.erasurePauseMilliseconds, 0)
    while !isStopped {
      if pending.withLock({ $0.isEmpty }) { wakeup.wait() }
      guard !isStopped else { return }
      gather()
      let round = pending.withLock { Array($0.prefix(Self.roundMax)) }
      guard !round.isEmpty else { continue }
      guard complete(round) else {
        failures += 1
        // A read model that is being built or opened is in the way for a while.
        if failures == Self.failuresTold {
          readModels.notices.begin(
            .unerased,
            "what was erased at position \(round[0].position) may still lie in files of read models or the registry: "
              + "making them anew is tried again")
        }
        wakeup.wait(milliseconds: pause)
        pause = min(pause * 2, Self.pauseMillisecondsMax)
        continue
      }
      (pause, failures) = (limits.erasurePauseMilliseconds, 0)
      readModels.notices.end(.unerased, "what was erased lies in no file any more")
      let done = Set(round.map(\.position))
      pending.withLock { $0.removeAll { done.contains($0.position) } }
    }
  }

  /// Waits for those that come close behind, so that they are done together.
  private func gather() {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .milliseconds(limits.erasureGatherMilliseconds))
    var now = clock.now
    while !isStopped, now < end {
      wakeup.wait(milliseconds: max(1, Int(now.duration(to: end).microseconds / 1_000)))
      now = clock.now
    }
  }

  // MARK: Left by an earlier process

  /// Takes up the newest erasures of which no fact says that they are completed, and destroys the keys that are there still:
  /// before anything is made from the log, or answered.
  func resume() {
    let erased = LogFilter(types: [FactType.personalDataErased.rawValue])
    var before = Position(.max)
    var found: [Pending] = []
    var completed = 0
    while completed <= Self.roundMax, !isStopped,
      let position = try? eventReader.index.positions(erased, after: .zero, before: before, limit: 1, backward: true)
        .first, let header = try? eventReader.header(at: position)
    {
      before = position
      let receipts = LogFilter(types: [FactType.erasureCompleted.rawValue], subjects: [header.subject])
      if (try? eventReader.index.first(receipts, after: position)) == .some(nil) {
        found.append(Pending(contact: header.subject, position: position))
      } else {
        completed += 1
      }
    }
    for erasure in found.reversed() {
      _ = destroyed(erasure)
      add(erasure)
    }
  }

  // MARK: Making anew

  /// Makes everything anew that may have the data, and records that; false where something is in the way, so that it is to be
  /// tried again.
  private func complete(_ round: [Pending]) -> Bool {
    guard let last = round.map(\.position).max() else { return true }
    var receipts: [Position: ErasureCompleted] = [:]
    for erasure in round {
      guard let receipt = destroyed(erasure) else { return false }
      receipts[erasure.position] = receipt
    }
    moments.forget()
    guard checkpointer.rewriteRegistry(from: last, nudging: commands, isStopped: { [self] in isStopped }),
      rebuild()
    else { return false }
    removeOtherVersions()
    let reached = readModels.places.keys.sorted() + ["registry"]
    for erasure in round {
      guard var receipt = receipts[erasure.position], !isStopped else { return false }
      receipt.reached = reached
      guard isRecorded(receipt) else { return false }
    }
    return true
  }

  /// Builds all read models into new files and waits until they serve; false where that came to nothing.
  private func rebuild() -> Bool {
    let places = Array(readModels.places.values).sorted()
    guard let begun = readModels.beginRebuild(places, head: eventReader.head) else { return false }
    guard builder.submit(.rebuild(begun.places, resumed: [:])) else {
      for place in places { readModels.abandon(place) }
      return false
    }
    while !isStopped {
      let (isBuilding, hasFailed) = readModels.state.withLock { state in
        (
          places.contains { state.entries[$0].building != nil },
          places.contains { state.entries[$0].live == nil || state.entries[$0].failedBuild != nil }
        )
      }
      if !isBuilding { return !hasFailed }
      wakeup.wait(milliseconds: Self.lookMilliseconds)
    }
    return false
  }

  /// Generations of other versions, which are kept for a way back, have the data too.
  private func removeOtherVersions() {
    for view in readModels.state.withLock({ $0.entries.compactMap(\.live) }) {
      let identity = view.identity
      for found in Generations.found(in: builder.views, of: identity.projection)
      where found.generation < identity.generation {
        Generations.remove(Generations.path(builder.views, identity.projection, found.generation))
      }
    }
  }

  private func isRecorded(_ receipt: ErasureCompleted) -> Bool {
    guard let encoded = try? EncodedFact(own: .erasureCompleted(receipt)) else { return false }
    let outcome = AwaitedOutcome()
    let caller = Caller(uid: uid, standing: .operator, receiver: outcome)
    let command = Command(
      request: .init(), events: [Command.Event(encoded)], uid: uid, role: .daemon,
      ticket: Ticket(caller: caller, number: 0))
    guard case .taken = commands.push([command]) else { return false }
    while !isStopped {
      if let result = outcome.wait(milliseconds: Self.lookMilliseconds) { return (try? result.get()) != nil }
    }
    return false
  }

  // MARK: What is gone, and what stays

  /// Destroys every key that sealed something of whom the erasure is about, and says what is gone by that and what stays; nil
  /// where that cannot be done now.
  private func destroyed(_ erasure: Pending) -> ErasureCompleted? {
    do {
      guard let record = try eventReader.log.record(at: erasure.position),
        case .personalDataErased(let fact) = try eventReader.event(record).fact.fact
      else { return nil }
      var receipt = ErasureCompleted.with {
        ($0.contact, $0.erasure) = (fact.contact, erasure.position.value)
      }
      var rests = ErasureRests(fact)
      var slots: Set<UInt64> = []
      for subject in Self.subjects(fact) {
        let filter = LogFilter(subjects: [subject])
        for position in try eventReader.index.positions(filter, after: .zero, before: erasure.position, limit: .max) {
          guard let record = try? eventReader.log.record(at: position) else { continue }
          let isOwn = record.header.sealSubject == subject
          if isOwn, let slot = record.slot {
            slots.insert(slot)
            receipt.facts += 1
          }
          if subject == erasure.contact { rests.take(record, isOwn: isOwn) }
        }
      }
      for slot in slots.sorted() { try eventReader.log.erase(slot: slot) }
      receipt.keys = UInt64(slots.count)
      receipt.rests = rests.said
      return receipt
    } catch {
      return nil
    }
  }

  private static let roundMax = 1_000
  private static let pauseMillisecondsMax = 600_000
  private static let failuresTold = 6
  private static let lookMilliseconds = 20
}

/// What an erasure leaves, as it is said.
private struct ErasureRests {
  private var others: [UInt64] = []
  private var othersCount: UInt64 = 0
  private var digests: UInt64 = 0
  private let suppressed: Int

  init(_ fact: PersonalDataErased) { suppressed = fact.addressKeys.count }

  /// Takes a record that names the contact.
  mutating func take(_ record: LogRecord, isOwn: Bool) {
    // Records of format 1 have no epoch.
    if record.header.epoch == 0, record.header.commandID != nil { digests += 1 }
    guard !isOwn, case .plain(let bytes) = record.personal, !bytes.isEmpty else { return }
    othersCount += 1
    if others.count < Self.positionsMax { others.append(record.header.position.value) }
  }

  var said: [ErasureCompleted.Rest] {
    var said: [ErasureCompleted.Rest] = []
    if othersCount > 0 {
      said.append(
        .with {
          ($0.what, $0.count, $0.positions) = ("othersTexts", othersCount, others)
          $0.why = "what was written about several people is of the first of them, and goes with that one"
        })
    }
    if suppressed > 0 {
      said.append(
        .with {
          ($0.what, $0.count) = ("suppressions", UInt64(suppressed))
          $0.why = "so that nothing is sent to the addresses should they come back, a code of each is kept"
        })
    }
    if digests > 0 {
      said.append(
        .with {
          ($0.what, $0.count) = ("digestsOfFormat1", digests)
          $0.why = "records of the first release hold a digest by which who guesses a whole request can confirm it"
        })
    }
    return said
  }

  private static let positionsMax = 1_000
}
