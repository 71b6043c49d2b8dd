import Domain
import FactSchema
import ReadModels
import Synchronization

/// What retractions concern that is too long to be told again on the follower's thread: it is replayed on another one, while
/// the read model waits before the first of them, and then put into the rows at one position.
final class RetellingJob: Sendable {
  /// From the first retraction on; the parts are told as they stand at the last one.
  let events: ArraySlice<RecordedEvent>
  private let parts: Set<SubjectID>
  private let begin: Position
  private let projection: any Projection
  private let facts: LogFacts
  private let result = Mutex<Result<[SubjectID: Retelling], Refusal>?>(nil)

  /// Of events of which the first is a retraction.
  init(
    _ events: ArraySlice<RecordedEvent>, _ parts: Set<SubjectID>, _ projection: any Projection,
    _ eventReader: EventReader, _ beginning: Beginning
  ) {
    self.events = events
    self.parts = parts
    self.projection = projection
    begin = events.first?.position.previous ?? .zero
    facts = LogFacts(eventReader, beginning)
  }

  /// What became of it; nil while it is not done.
  var outcome: Result<[SubjectID: Retelling], Refusal>? { result.withLock { $0 } }

  /// Gives it up.
  func cancel() { facts.end() }

  func run() {
    let made = Result { () throws(Refusal) in try retellings() }
    result.withLock { $0 = made }
  }

  private func retellings() throws(Refusal) -> [SubjectID: Retelling] {
    var made: [SubjectID: Retelling] = [:]
    for part in parts { made[part] = try retelling(of: part, by: projection) }
    return made
  }

  private func retelling(of part: SubjectID, by projection: some Projection) throws(Refusal) -> Retelling {
    try Retelling(of: part, by: projection, from: facts, since: begin, upTo: events.last?.position ?? begin)
  }
}
