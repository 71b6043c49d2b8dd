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
  private let known = Mutex<[SubjectID: Known]>([:])

  /// What is known of the retractions that name a subject.
  private struct Known {
    /// Up to here all were looked at, and count.
    var looked = Position.zero
    /// The first that does not count.
    var first: Position?
  }

  /// Those that were said by that time.
  init(_ eventReader: EventReader, by time: Instant) {
    self.eventReader = eventReader
    self.time = time
  }

  /// Whether the retraction at the position counts.
  func counts(_ position: Position) throws(Refusal) -> Bool {
    guard let header = try eventReader.header(at: position), header.occurredAt <= time else { return false }
    return try first(naming: header.subject, before: position) == nil
  }

  /// The first retraction before a position that names the subject and does not count.
  private func first(naming subject: SubjectID, before end: Position) throws(Refusal) -> Position? {
    var found = known.withLock { $0[subject] } ?? Known()
    let filter = LogFilter(types: [FactType.factRetracted.rawValue], subjects: [subject])
    while found.first == nil, found.looked.next < end {
      let positions = try eventReader.index.positions(filter, after: found.looked, before: end, limit: Self.atOnce)
      for position in positions where found.first == nil {
        if try counts(position) { found.looked = position } else { found.first = position }
        keep(found, of: subject)
      }
      guard positions.count == Self.atOnce else { break }
    }
    return found.first.flatMap { $0 < end ? $0 : nil }
  }

  private func keep(_ found: Known, of subject: SubjectID) {
    known.withLock { known in
      if known.count >= Self.knownMax { known.removeAll(keepingCapacity: true) }
      known[subject] = found
    }
  }

  private static let atOnce = 1_000
  private static let knownMax = 10_000
}
