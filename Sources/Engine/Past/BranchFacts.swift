import Domain
import EventLog
import FactSchema
import ReadModels

/// The facts of subjects as a branch has them: those of the log up to where it branches off, without those that are left out,
/// and what was added.
final class BranchFacts: FactSource {
  private let source: LogFacts
  private let eventReader: EventReader
  private let branch: Branch
  private let leftOut: Set<Position>
  /// With what retractions among them do.
  let added: [RecordedEvent]

  init(_ branch: Branch, _ log: LogFacts, _ eventReader: EventReader) throws(Refusal) {
    self.source = log
    self.eventReader = eventReader
    self.branch = branch
    leftOut = Set(branch.leftOut)
    added = try Self.told(branch, eventReader)
  }

  var hasDamage: Bool { source.hasDamage }
  var log: SubjectID? { source.log }

  /// None: nobody is erased in a branch.
  func erased(by position: Position) -> [ErasedFact]? { nil }

  /// As of where it branches off: what says otherwise behind that is refused.
  func initial(upTo end: Position) throws(Refusal) -> InitialState {
    try source.initial(upTo: min(end, branch.position))
  }

  func tell(
    _ subject: SubjectID, types: [FactType], from begin: Position, to end: Position,
    _ body: (_ before: RecordedEvent?, _ after: RecordedEvent) throws(Refusal) -> Void
  ) throws(Refusal) {
    // What retracts a fact names its subjects.
    let retractions = try facts(of: subject, types: [.factRetracted], upTo: end).compactMap(\.retracting)
    var told = TwiceTold(retractions, from: begin, to: end)
    for fact in try facts(of: subject, types: types, upTo: end) {
      let (before, after) = try told.told(fact)
      try body(before, after)
    }
  }

  func facts(of subject: SubjectID, types: [FactType], upTo end: Position) throws(Refusal) -> [RecordedEvent] {
    var known = try source.facts(of: subject, types: types, upTo: min(end, branch.position))
    if !leftOut.isEmpty {
      // What a retraction does may be something else without one before it.
      known = try known.filter { !leftOut.contains($0.position) }.map { (event) throws(Refusal) in
        try Self.told(event, branch, eventReader)
      }
    }
    let numbers = Set(types.map(\.rawValue))
    return known
      + added.filter {
        $0.position <= end && numbers.contains($0.type)
          && ($0.header.subject == subject || $0.header.otherSubjects.contains(subject))
      }
  }

  // MARK: What retractions do

  private static func told(_ branch: Branch, _ eventReader: EventReader) throws(Refusal) -> [RecordedEvent] {
    guard branch.added.contains(where: { $0.retracting?.target != nil }) else { return branch.added }
    return try branch.added.map { (event) throws(Refusal) in try told(event, branch, eventReader) }
  }

  /// A retraction with what it does in the branch; any other fact as it is.
  private static func told(
    _ event: RecordedEvent, _ branch: Branch, _ eventReader: EventReader
  ) throws(Refusal) -> RecordedEvent {
    guard let target = event.retracting?.target else { return event }
    return event.with(try retraction(of: target, at: event.position, branch, eventReader))
  }

  /// Goes from what is retracted down to what is no retraction, each as it stands when that was recorded.
  private static func retraction(
    of target: Position, at end: Position, _ branch: Branch, _ eventReader: EventReader
  ) throws(Refusal) -> Retraction {
    let leftOut = Set(branch.leftOut)
    var standings = Standings { (position) throws(Refusal) in
      let recorded = try eventReader.index.retractions(of: position...position).map(\.by)
      let added = branch.added.filter { $0.position <= end && $0.retracting?.target == position }.map(\.position)
      return recorded.filter { $0 <= min(end, branch.position) && !leftOut.contains($0) } + added
    }
    var retraction = Retraction(standings: [], type: nil)
    var (position, next) = (end, target)
    while next > .zero, next < position {
      position = next
      retraction.standings.append(.init(position: position, retractedBy: try standings.retractedBy(position)))
      guard let event = event(at: position, branch, eventReader) else { break }
      guard let earlier = event.retracting?.target else {
        retraction.type = event.type
        break
      }
      next = earlier
    }
    return retraction
  }

  private static func event(at position: Position, _ branch: Branch, _ eventReader: EventReader) -> RecordedEvent? {
    if position > branch.position { return branch.added.first { $0.position == position } }
    guard let record = try? eventReader.log.record(at: position) else { return nil }
    return try? eventReader.event(record)
  }
}
