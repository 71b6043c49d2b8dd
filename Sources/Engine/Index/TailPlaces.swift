import Domain
import FactSchema

/// Where facts of a stretch in memory stand, by what they are about and by their type: so that finding the first one past
/// a position takes the logarithm of the stretch. Made only when somebody asks, and then as far as it was not yet.
struct TailPlaces {
  private struct Key: Hashable {
    var subject: SubjectID
    var type: UInt32
  }

  private var bySubject: [Key: [Position]] = [:]
  private var byType: [UInt32: [Position]] = [:]
  private var taken = 0

  /// Takes those of the stretch that were added since the last time.
  mutating func take(_ entries: [IndexEntry]) {
    for entry in entries[taken...] { note(entry.position, entry.type, entry.subject, entry.otherSubjects) }
    taken = entries.count
  }

  /// Takes those of the stretch that were added since the last time.
  mutating func take(_ headers: [EventHeader]) {
    for header in headers[taken...] { note(header.position, header.type, header.subject, header.otherSubjects) }
    taken = headers.count
  }

  private mutating func note(
    _ position: Position, _ type: UInt32, _ subject: SubjectID, _ otherSubjects: [SubjectID]
  ) {
    byType[type, default: []].append(position)
    bySubject[Key(subject: subject, type: type), default: []].append(position)
    for subject in otherSubjects { bySubject[Key(subject: subject, type: type), default: []].append(position) }
  }

  /// The position of the first fact meant that lies past another.
  func first(_ filter: LogFilter, after: Position) -> Position? {
    var first: Position?
    for type in filter.typesMeant {
      if filter.subjects.isEmpty {
        Self.lower(&first, to: byType[type], after)
      } else {
        for subject in filter.subjects { Self.lower(&first, to: bySubject[Key(subject: subject, type: type)], after) }
      }
    }
    return first
  }

  private static func lower(_ first: inout Position?, to positions: [Position]?, _ after: Position) {
    guard let positions else { return }
    var low = 0
    var high = positions.count
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] > after { high = middle } else { low = middle + 1 }
    }
    guard low < positions.count else { return }
    first = min(first ?? positions[low], positions[low])
  }
}
