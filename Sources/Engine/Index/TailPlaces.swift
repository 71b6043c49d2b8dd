import Domain
import Schema

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
    for entry in entries[taken...] {
      byType[entry.type, default: []].append(entry.position)
      note(entry.subject, entry)
      for subject in entry.otherSubjects { note(subject, entry) }
    }
    taken = entries.count
  }

  private mutating func note(_ subject: SubjectID, _ entry: IndexEntry) {
    bySubject[Key(subject: subject, type: entry.type), default: []].append(entry.position)
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
