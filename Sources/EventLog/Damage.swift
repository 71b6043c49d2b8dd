public import Schema
import Synchronization

/// What of the log is known to be damaged: found by whoever read it, kept in a file of the log's folder, and tried again
/// at each start.
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

  private struct State {
    var found: [Position: RecordFault] = [:]
    var slots: Set<UInt64> = []
    var sentences = 0
  }

  /// The positions whose pages end a process that reads them, in order; they are never read.
  let shunned: [ClosedRange<UInt64>]
  private let state = Mutex(State())
  /// Holding it orders the writing of the file.
  private let saving = Mutex(false)
  private let hasAny: Atomic<Bool>
  private let hasMended = Atomic(false)
  private let path: String
  private let origin: LogOrigin
  private let file: UInt64
  private let onFound: @Sendable (_ sentence: String) -> Void

  init(_ list: DamageList, path: String, onFound: @escaping @Sendable (_ sentence: String) -> Void) {
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

  /// The damaged vault slots that were to be sealed with.
  public var slots: [UInt64] { state.withLock { $0.slots.sorted() } }

  /// Takes note of a damaged record, or part of one.
  public func note(_ position: Position, _ fault: RecordFault) {
    guard fault != .page || !isShunned(position) else { return }
    let sentence: String? = state.withLock { state in
      guard state.found[position] == nil, state.found.count < Self.entriesMax else { return nil }
      state.found[position] = fault
      state.sentences += 1
      guard state.sentences <= Self.sentencesMax else { return nil }
      return state.sentences < Self.sentencesMax
        ? "the record at position \(position) is damaged: \(fault)" : "more records are damaged; `damaged` names them"
    }
    hasAny.store(true, ordering: .relaxed)
    if let sentence { onFound(sentence) }
    save()
  }

  /// Takes note of a vault slot that nothing can be sealed with, so that its subject was given another.
  public func note(slot: UInt64) {
    guard state.withLock({ $0.slots.insert(slot).inserted }) else { return }
    onFound("slot \(slot) of the vault holds no sound key; its subject gets a new one, and what it had sealed is lost")
  }

  /// The most entries that are kept.
  static let entriesMax = 1000
  /// The most sentences that are said about records.
  private static let sentencesMax = 20

  /// Says that a record that was damaged is sound: a copy of it was put back.
  func mended() { hasMended.store(true, ordering: .relaxed) }

  /// Writes the list anew, without what was mended: once nothing is left that was made without it.
  public func forgetMended() { save() }

  /// Whether something was damaged when it was last read and is sound now: what was made without it is to be made again.
  public var isMended: Bool { hasMended.load(ordering: .relaxed) }

  // MARK: Never touched

  func isShunned(_ position: Position) -> Bool { shunned.contains { $0.contains(position.value) } }

  /// The position next to a run of shunned ones, in that direction: a scan must end there; nil when none comes.
  func stop(from position: UInt64, ascending: Bool) -> UInt64? {
    ascending
      ? shunned.first { $0.lowerBound > position }.map { $0.lowerBound - 1 }
      : shunned.last { $0.upperBound < position }.map { $0.upperBound + 1 }
  }

  // MARK: The file

  /// Writes the list; a list that cannot be written is found again by reading.
  private func save() {
    saving.withLock { _ in
      let found = state.withLock { $0.found.keys.sorted() }
      try? DamageList(origin: origin, file: file, shunned: shunned, found: found).write(path, durably: !shunned.isEmpty)
    }
  }
}
