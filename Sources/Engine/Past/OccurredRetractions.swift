import Domain
import FactSchema
import Synchronization

/// Which retractions count where facts are told as of the time when things happened: those that had been said by then.
///
/// A retraction could not have been recorded while something stood on what it takes back. So one that was said later holds back
/// those behind it that are about a subject which it names, and they hold back others.
final class OccurredRetractions: Sendable {
  private let eventReader: EventReader
  private let time: Instant
  private let passed = Mutex(Passed())

  /// What was found so far, going through the retractions of the log in their order.
  private struct Passed {
    /// Up to here all were looked at.
    var end = Position.zero
    /// Those that do not count.
    var heldBack: Set<Position> = []
    /// What they name: a later one that is about such a subject does not count either.
    var subjects: Set<SubjectID> = []
  }

  /// Those that were said by that time.
  init(_ eventReader: EventReader, by time: Instant) {
    self.eventReader = eventReader
    self.time = time
  }

  /// Whether the retraction at the position counts. Goes once through those before it, whoever asks.
  func counts(_ position: Position) throws(Refusal) -> Bool {
    try passed.withLock { (passed) throws(Refusal) in
      while passed.end < position {
        let next = try eventReader.index.positions(
          Self.retractions, after: passed.end, before: position.next, limit: Self.atOnce)
        for retraction in next {
          try look(at: retraction, &passed)
          passed.end = retraction
        }
        if next.count < Self.atOnce { passed.end = position }
      }
      return !passed.heldBack.contains(position)
    }
  }

  private func look(at retraction: Position, _ passed: inout Passed) throws(Refusal) {
    guard let header = try eventReader.header(at: retraction) else {
      passed.heldBack.insert(retraction)
      return
    }
    guard header.occurredAt > time || passed.subjects.contains(header.subject) else { return }
    passed.heldBack.insert(retraction)
    passed.subjects.insert(header.subject)
    passed.subjects.formUnion(header.otherSubjects)
  }

  private static let retractions = LogFilter(types: [FactType.factRetracted.rawValue], subjects: [])
  private static let atOnce = 1_000
}
