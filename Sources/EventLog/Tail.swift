import FactSchema
import Synchronization

/// The batches that are durable in the journal and not yet in the log's file, for readers.
///
/// A batch is taken out only when the file has it, so a reader that does not find a position here finds it in a snapshot
/// of the file that it takes afterwards.
final class Tail: Sendable {
  private let entries = Mutex<[JournalEntry]>([])

  /// The batches, in order.
  var all: [JournalEntry] { entries.withLock { $0 } }

  func append(_ entry: JournalEntry) { entries.withLock { $0.append(entry) } }

  func removeAll() { entries.withLock { $0.removeAll(keepingCapacity: true) } }

  /// The batch that holds the position; nil when none does. Takes time in proportion to the logarithm of their number.
  func entry(holding position: Position) -> JournalEntry? {
    entries.withLock { Self.entry(holding: position, in: $0) }
  }

  /// The batches that hold the positions, at one and the same moment.
  func entries(holding positions: some Sequence<Position>) -> [JournalEntry?] {
    entries.withLock { entries in positions.map { Self.entry(holding: $0, in: entries) } }
  }

  private static func entry(holding position: Position, in entries: [JournalEntry]) -> JournalEntry? {
    guard let oldest = entries.first, position >= oldest.first else { return nil }
    var low = 0
    var high = entries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if entries[middle].first <= position { low = middle } else { high = middle }
    }
    return position <= entries[low].last ? entries[low] : nil
  }
}
