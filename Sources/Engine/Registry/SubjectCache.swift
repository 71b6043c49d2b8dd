import Schema

/// What the environment has of subjects, decoded, as many as are talked about in a while, then none again: a contact that
/// is talked with today is talked with again.
struct SubjectCache {
  /// One subject, as far as it was looked up.
  final class Entry {
    fileprivate(set) var state: SubjectState?
    fileprivate(set) var slot: UInt64?
  }

  private(set) var entries: [SubjectID: Entry] = [:]

  /// Keeps the state that the environment has from now on.
  mutating func keep(_ state: SubjectState, of subject: SubjectID) { entry(of: subject).state = state }

  /// Keeps the key slot that the environment has from now on.
  mutating func keep(slot: UInt64, of subject: SubjectID) { entry(of: subject).slot = slot }

  private mutating func entry(of subject: SubjectID) -> Entry {
    if let entry = entries[subject] { return entry }
    if entries.count >= Self.countMax { entries.removeAll(keepingCapacity: true) }
    let entry = Entry()
    entries[subject] = entry
    return entry
  }

  private static let countMax = 1 << 15
}
