public import FactSchema
import Synchronization

/// What of the log is known to be damaged: found by whoever read it, and, where the log is in a folder, kept in a file there
/// and tried again at each start.
///
/// Damage stays where it is: what is damaged is not shown, everything else is.
public final class Damage: Sendable {
  /// A record that cannot be trusted, or a part of one.
  public struct Entry: Sendable, Equatable {
    /// Where it stands.
    public let position: Position
    /// What is wrong with it.
    public let fault: RecordFault
  }

  /// What is wrong with a slot of the vault.
  public enum SlotFault: Sendable, Equatable, CustomStringConvertible {
    /// It holds nothing, though a record is sealed with it.
    case empty
    /// It was to be sealed with and holds no sound key, so that its subject was given another.
    case replaced

    /// Goes on from the slot's number.
    public var description: String {
      switch self {
      case .empty: "holds no key any more; what was sealed with it is lost"
      case .replaced: "holds no sound key; its subject has a new one, and what was sealed with the old one is lost"
      }
    }
  }

  private struct State {
    var found: [Position: RecordFault] = [:]
    var slots: [UInt64: SlotFault] = [:]
    var sentences = 0
  }

  /// The positions whose pages end a process that reads them, in order; they are never read.
  let shunned: [ClosedRange<UInt64>]
  private let state = Mutex(State())
  /// Holding it orders the writing of the file.
  private let saving = Mutex(false)
  private let hasAny: Atomic<Bool>
  private let hasMended = Atomic(false)
  private let path: String?
  private let origin: LogOrigin
  private let file: UInt64
  private let onFound: @Sendable (_ sentence: String) -> Void

  /// Without a path what is found is known as long as this is.
  init(_ list: DamageList, path: String?, onFound: @escaping @Sendable (_ sentence: String) -> Void) {
    self.path = path
    origin = list.origin
    file = list.file
    self.onFound = onFound
    shunned = list.shunned
    hasAny = Atomic(!list.shunned.isEmpty)
    for range in shunned {
      onFound(
        range.count == 1
          ? "the record at position \(range.lowerBound) is damaged: \(RecordFault.page)"
          : "the records from position \(range.lowerBound) to \(range.upperBound) are damaged, as their pages are")
    }
  }

  /// Whether anything is damaged; costs nothing.
  public var isAny: Bool { hasAny.load(ordering: .relaxed) }

  /// What is damaged, in the order of positions: the first of them, when there are many.
  public var entries: [Entry] {
    var entries = state.withLock { $0.found.map { Entry(position: $0.key, fault: $0.value) } }
    for range in shunned {
      entries += range.prefix(Self.entriesMax).map { Entry(position: Position($0), fault: .page) }
    }
    entries.sort { $0.position < $1.position }
    return Array(entries.prefix(Self.entriesMax))
  }

  /// The damaged slots of the vault that somebody came upon since the start, in order.
  public var slots: [(slot: UInt64, fault: SlotFault)] {
    state.withLock { $0.slots.map { ($0.key, $0.value) } }.sorted { $0.slot < $1.slot }
  }

  /// Takes note of a damaged record, or part of one.
  public func note(_ position: Position, _ fault: RecordFault) {
    guard fault != .page || !isShunned(position) else { return }
    let (isNew, sentence): (Bool, String?) = state.withLock { state in
      guard state.found[position] == nil, state.found.count < Self.entriesMax else { return (false, nil) }
      state.found[position] = fault
      return (true, Self.sentence("the record at position \(position) is damaged: \(fault)", &state))
    }
    guard isNew else { return }
    hasAny.store(true, ordering: .relaxed)
    if let sentence { onFound(sentence) }
    save()
  }

  /// Takes note of a damaged slot of the vault.
  public func note(slot: UInt64, _ fault: SlotFault) {
    let sentence: String? = state.withLock { state in
      guard state.slots[slot] != .replaced, state.slots[slot] != fault else { return nil }
      guard state.slots[slot] != nil || state.slots.count < Self.entriesMax else { return nil }
      state.slots[slot] = fault
      return Self.sentence("slot \(slot) of the vault \(fault)", &state)
    }
    if let sentence { onFound(sentence) }
  }

  private static func sentence(_ text: String, _ state: inout State) -> String? {
    state.sentences += 1
    guard state.sentences <= sentencesMax else { return nil }
    return state.sentences < sentencesMax ? text : "more is damaged; `damaged` names it"
  }

  /// The most entries that are kept, of records and of slots.
  static let entriesMax = 1000
  /// The most sentences that are said since the start.
  private static let sentencesMax = 20

  /// Says that a record that was damaged is sound: a copy of it was put back.
  func mended() { hasMended.store(true, ordering: .relaxed) }

  /// Writes the list anew, without what was mended: once nothing is left that was made without it.
  public func forgetMended() { save() }

  /// Whether something was damaged when it was last read and is sound now: what was made without it is to be made again.
  public var isMended: Bool { hasMended.load(ordering: .relaxed) }

  // MARK: Never touched

  func isShunned(_ position: Position) -> Bool {
    let place = firstShunned(from: position.value)
    return place < shunned.count && shunned[place].contains(position.value)
  }

  /// The place of the first run that does not end before the position.
  private func firstShunned(from position: UInt64) -> Int {
    var (low, high) = (0, shunned.count)
    while low < high {
      let middle = (low + high) / 2
      if shunned[middle].upperBound < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The position next to a run of shunned ones, in that direction from one that is not: a scan must end there; nil when none
  /// comes.
  func stop(from position: UInt64, ascending: Bool) -> UInt64? {
    let place = firstShunned(from: position)
    return ascending
      ? shunned[place...].first.map { $0.lowerBound - 1 } : shunned[..<place].last.map { $0.upperBound + 1 }
  }

  // MARK: The file

  /// Writes the list; a list that cannot be written is found again by reading.
  private func save() {
    guard let path else { return }
    saving.withLock { _ in
      let found = state.withLock { $0.found.keys.sorted() }
      try? DamageList(origin: origin, file: file, shunned: shunned, found: found).write(path, durably: !shunned.isEmpty)
    }
  }
}
