public import FactSchema

/// Where the facts that concern a subject are told again, from the log: they have been recorded, and do not change.
public protocol FactSource: Sendable {
  /// Whether facts may be missing because they are damaged, so that others may contradict what is told.
  var hasDamage: Bool { get }

  /// What is told before the first fact, of rows that stand at `end`.
  func initial(upTo end: Position) throws(Refusal) -> InitialState

  /// Calls `body` with each fact of these types that names the subject, in the order of the log: as it stood at `begin`, nil
  /// where it was not recorded yet, and as it stands at `end`.
  ///
  /// One that does not stand is told with what took it back. Throws what `body` throws, and when the log or its index cannot
  /// be read; a damaged record is left out.
  func tell(
    _ subject: SubjectID, types: [FactType], from begin: Position, to end: Position,
    _ body: (_ before: RecordedEvent?, _ after: RecordedEvent) throws(Refusal) -> Void
  ) throws(Refusal)

  /// The facts that the erasure at a position took something personal from, as they were before; nil where that is not known
  /// any more.
  func erased(by position: Position) -> [ErasedFact]?

  /// The log as a subject, which some facts are about; nil where it has none such.
  var log: SubjectID? { get }

  /// The facts of these types that name the subject, up to `end`, whether they stand or not.
  func facts(of subject: SubjectID, types: [FactType], upTo end: Position) throws(Refusal) -> [RecordedEvent]
}

/// Tells facts as they stood at one position and as they stand at a later one.
public struct TwiceTold {
  private let begin: Position
  private var standings: (before: Standings, after: Standings)
  /// The retractions that restore consent.
  private let restoring: Set<Position>

  /// By the retractions of the facts that will be asked about.
  public init(_ retractions: [Retracting], from begin: Position, to end: Position) {
    self.begin = begin
    standings = (Standings(retractions, asOf: begin), Standings(retractions, asOf: end))
    restoring = Set(retractions.lazy.filter(\.restoresConsent).map(\.by))
  }

  /// The fact as it stood, nil where it was not recorded yet, and as it stands.
  public mutating func told(_ fact: RecordedEvent) throws(Refusal) -> (before: RecordedEvent?, after: RecordedEvent) {
    let after = told(fact, by: try standings.after.retractedBy(fact.position))
    guard fact.position <= begin else { return (nil, after) }
    return (told(fact, by: try standings.before.retractedBy(fact.position)), after)
  }

  private func told(_ fact: RecordedEvent, by retraction: Position?) -> RecordedEvent {
    fact.retracted(by: retraction, restoringConsent: retraction.map(restoring.contains) ?? false)
  }
}
