public import FactSchema

/// What the facts of one command take back, which is judged together where one of them alone would leave a deal nowhere.
///
/// Made for each command and not kept, so it is not Sendable.
public final class JointRetractions {
  /// What they take back, as far as it is told.
  private(set) var targets: Set<Position> = []
  /// Where the first fact of the command stands.
  let begin: Position
  /// What stands from there on was not recorded before, and is not taken back: it is the command's own.
  let end: Position
  private var bySubject: [SubjectID: [Position]] = [:]
  /// Those of which it was not asked yet what they are about.
  private var unknown: [Position] = []

  /// Those targets, of a command whose first fact stands at `begin`, over a log of which `end` is the next position.
  public init(_ targets: some Sequence<Position>, begin: Position, end: Position) {
    (self.begin, self.end) = (begin, end)
    for target in targets { insert(target) }
  }

  /// Says that one more is taken back.
  public func insert(_ target: Position) {
    if target < end, targets.insert(target).inserted { unknown.append(target) }
  }

  /// Those that are about the subject.
  func of(_ subject: SubjectID, knowing knowledge: any Knowledge) throws(Refusal) -> [Position] {
    while let target = unknown.popLast() {
      if let recorded = try knowledge.recorded(at: target) { bySubject[recorded.subject, default: []].append(target) }
    }
    return bySubject[subject] ?? []
  }
}

@available(*, unavailable)
extension JointRetractions: Sendable {}
