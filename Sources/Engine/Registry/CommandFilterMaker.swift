import Bytes
import LMDB
import Synchronization

/// Makes filters of the command ids in the registry's rows, on a thread of its own: nobody waits for one.
final class CommandFilterMaker: Sendable {
  /// What became of a filter that was asked for.
  enum Outcome: Sendable {
    case made(CommandFilter)
    /// The rows could not be read: ids are looked up without a filter.
    case failed
  }

  private struct State {
    /// For how many ids the next one must have room; nil when none is wanted.
    var wanted: Int?
    var outcome: Outcome?
    var isClosed = false
  }

  private let store: DerivedStore
  private let room: ClosedRange<Int>
  private let state = Mutex(State())
  private let wakeup = Wakeup()

  /// Filters with room for that many ids; more make one that is wrong about new ids more often.
  init(_ store: DerivedStore, room: ClosedRange<Int>) {
    self.store = store
    self.room = room
  }

  // MARK: The writer's side

  /// Begins a filter of all that is in the rows now, with room for twice that and at least for so many.
  func begin(room: Int) {
    state.withLock { state in
      state.wanted = room
      state.outcome = nil
    }
    wakeup.signal()
  }

  /// The filter that was begun, once it is made.
  func take() -> Outcome? { state.withLock { $0.outcome.take() } }

  /// Whether one with more room can be made.
  func canExceed(_ filter: CommandFilter) -> Bool { filter.capacity < room.upperBound }

  /// Ends the thread.
  func close() {
    state.withLock { $0.isClosed = true }
    wakeup.signal()
  }

  // MARK: Its own thread

  func run() {
    EngineThread.yieldToOthers()
    while !state.withLock({ $0.isClosed }) {
      makeWanted()
      wakeup.wait()
    }
  }

  /// Makes the filter that is wanted, if one is.
  func makeWanted() {
    guard let wanted = state.withLock({ $0.wanted.take() }) else { return }
    do throws(LMDBError) {
      guard let filter = try make(room: wanted) else { return }
      state.withLock { $0.outcome = .made(filter) }
    } catch {
      state.withLock { $0.outcome = .failed }
    }
  }

  /// Nil when it is closed before.
  private func make(room wanted: Int) throws(LMDBError) -> CommandFilter? {
    let wanted = max(wanted, 2 * (try estimate()))
    var filter = CommandFilter(capacity: min(max(wanted, room.lowerBound), room.upperBound))
    var after: [UInt8]?
    repeat {
      guard !state.withLock({ $0.isClosed }) else { return nil }
      after = try add(after: after, to: &filter)
    } while after != nil
    return filter
  }

  /// How many there are, by those of a 256th of all hashes.
  private func estimate() throws(LMDBError) -> Int {
    let transaction = try store.environment.read()
    var count = 0
    try transaction.scan(store.rows, prefix: RegistryRows.commandPrefix + [0]) { _, _ in
      count += 1
      return .next
    }
    return count << 8
  }

  /// Adds the next rows, in a transaction of their own so that pages are kept from use for a moment only; the last key, or
  /// nil when none is left.
  private func add(after key: [UInt8]?, to filter: inout CommandFilter) throws(LMDBError) -> [UInt8]? {
    let transaction = try store.environment.read()
    var left = Self.stretchRows
    var last: [UInt8]?
    let start = key.map { ScanStart.after($0) } ?? .end
    try transaction.scan(store.rows, from: start, prefix: RegistryRows.commandPrefix) { key, _ in
      if let hash = RegistryRows.commandHash(key) { filter.insert(hash) }
      left -= 1
      if left > 0 { return .next }
      last = Array(copying: key)
      return .stop
    }
    return last
  }

  private static let stretchRows = 1 << 16
}
