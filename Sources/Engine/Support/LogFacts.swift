import Domain
import EventLog
import FactSchema
import ReadModels
import Synchronization

/// The facts of subjects as the log has them, for read models that tell them again: each is read and decoded once for all of
/// them, and kept until ``forget()``.
final class LogFacts: FactSource {
  private let eventReader: EventReader
  private let beginning: Beginning?
  private let telling: Telling
  private let kept = Mutex<[Position: RecordedEvent]>([:])
  private let isEnded = Atomic(false)
  private let mayRead: @Sendable () throws(Refusal) -> Void

  /// With what holds from the beginning, for who makes rows of it; `mayRead` is asked for each fact that is told. What a
  /// retraction does goes by all those behind which it stands, and is told only where somebody asks for it.
  init(
    _ eventReader: EventReader, _ beginning: Beginning?, told telling: Telling = .asRecorded,
    mayRead: @escaping @Sendable () throws(Refusal) -> Void = { () throws(Refusal) in }
  ) {
    self.eventReader = eventReader
    self.beginning = beginning
    self.telling = telling
    self.mayRead = mayRead
  }

  func initial(upTo end: Position) throws(Refusal) -> InitialState {
    try beginning?.initial(upTo: ReplayEnd(position: end)) ?? InitialState()
  }

  var hasDamage: Bool { eventReader.log.damage.isAny }
  var log: SubjectID? { SubjectID(.log, eventReader.log.origin.value) }

  func erased(by position: Position) -> [ErasedFact]? { eventReader.erased.facts(erasedBy: position) }

  func tell(
    _ subject: SubjectID, types: [FactType], from begin: Position, to end: Position,
    _ body: (_ before: RecordedEvent?, _ after: RecordedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    // What retracts a fact names its subjects.
    var retractions: [Retracting] = []
    for position in try positions(of: subject, types: [.factRetracted], upTo: end) {
      if let retraction = try fact(at: position)?.retracting { retractions.append(retraction) }
    }
    var told = TwiceTold(retractions, from: begin, to: end)
    for position in try positions(of: subject, types: types, upTo: end) {
      guard let fact = try fact(at: position) else { continue }
      guard let (erasure, erased) = eventReader.erased.fact(at: position) else {
        let (before, after) = try told.told(fact)
        try body(before, after)
        continue
      }
      // Whichever of the two was read: as it was, and as it is, at both ends.
      let before = try told.told(begin < erasure ? erased.before : erased.after).before
      let after = try told.told(end < erasure ? erased.before : erased.after).after
      try body(before, after)
    }
  }

  func facts(of subject: SubjectID, types: [FactType], upTo end: Position) throws(Refusal) -> [RecordedEvent] {
    try facts(of: subject, types: types, after: .zero, before: end.next, limit: .max)
  }

  /// The same past one position and before another, the first so many.
  func facts(
    of subject: SubjectID, types: [FactType], after: Position, before end: Position, limit: Int
  ) throws(Refusal) -> [RecordedEvent] {
    guard end > .zero else { return [] }
    var facts: [RecordedEvent] = []
    for position in try positions(of: subject, types: types, after: after, upTo: end.previous, limit: limit) {
      if let fact = try fact(at: position) { facts.append(fact) }
    }
    return facts
  }

  /// Whether more than so many facts of these types name the subjects, those that name several counted for each.
  func hasMore(
    than limit: Int, of subjects: some Sequence<SubjectID>, types: [FactType], upTo end: Position
  ) throws(Refusal) -> Bool {
    var left = limit
    for subject in subjects {
      left -= try positions(of: subject, types: types, upTo: end, limit: left + 1).count
      if left < 0 { return true }
    }
    return false
  }

  private func positions(
    of subject: SubjectID, types: [FactType], after: Position = .zero, upTo end: Position, limit: Int = .max
  ) throws(Refusal) -> [Position] {
    let filter = LogFilter(types: types.map(\.rawValue), subjects: [subject])
    return try eventReader.index.positions(filter, after: after, before: end.next, limit: limit)
  }

  /// The fact at a position that the log has; nil of a damaged one.
  func fact(at position: Position) throws(Refusal) -> RecordedEvent? {
    guard !isEnded.load(ordering: .relaxed) else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
    try mayRead()
    if let known = kept.withLock({ $0[position] }) { return known }
    let chunk = eventReader.chunk(after: position.previous, limit: 1, kinds: .all, told: telling)
    if let fault = chunk.fault { throw .internal("the fact at position \(position) cannot be read: \(fault.cause)") }
    guard let fact = chunk.events.first else { return nil }
    kept.withLock { kept in
      if kept.count >= Self.keptMax { kept.removeAll() }
      kept[position] = fact
    }
    return fact
  }

  /// Lets whoever is told facts get no more of them.
  func end() { isEnded.store(true, ordering: .relaxed) }

  /// Lets go of all that is kept.
  func forget() { kept.withLock { if !$0.isEmpty { $0.removeAll() } } }

  private static let keptMax = 1 << 12
}
