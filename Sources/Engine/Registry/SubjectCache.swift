import FactSchema
import RowSchema

/// What the environment has of subjects, decoded, as many as are talked about in a while, then none again: a contact that
/// is talked with today is talked with again.
struct SubjectCache {
  /// One subject, as far as it was looked up.
  final class Entry {
    fileprivate(set) var state: SubjectState?
    fileprivate(set) var slot: UInt64?
  }

  private(set) var entries: [SubjectID: Entry] = [:]
  /// The lists of the states: some contacts have hundreds of tags and consents.
  private var listed = 0

  /// Keeps the state that the environment has from now on.
  mutating func keep(_ state: SubjectState, of subject: SubjectID) {
    if listed >= Self.listedMax { removeAll() }
    let entry = entry(of: subject)
    listed += Self.listed(state) - (entry.state.map(Self.listed) ?? 0)
    entry.state = state
  }

  /// Keeps the key slot that the environment has from now on.
  mutating func keep(slot: UInt64, of subject: SubjectID) { entry(of: subject).slot = slot }

  private mutating func entry(of subject: SubjectID) -> Entry {
    if let entry = entries[subject] { return entry }
    if entries.count >= Self.countMax { removeAll() }
    let entry = Entry()
    entries[subject] = entry
    return entry
  }

  private mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    listed = 0
  }

  private static func listed(_ state: SubjectState) -> Int {
    guard case .contact(let contact) = state.state else { return 0 }
    return contact.tags.count + contact.consents.count
  }

  private static let countMax = 1 << 15
  private static let listedMax = 1 << 17
}
