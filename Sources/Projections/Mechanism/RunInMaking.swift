import Dispatch
import LMDB
import Synchronization

/// Does work on another thread: a build's, which sorts and writes there what it has gathered while it goes on.
public typealias BuildHelper = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void

/// A run that is being sorted and written, on whatever thread.
final class RunInMaking: Sendable {
  private let result = Mutex<Result<RowRun, LMDBError>?>(nil)
  private let isMade = DispatchSemaphore(value: 0)

  /// Makes the run of all changes, in the order of their keys; once.
  func make(of overlay: Overlay, _ inserts: PendingInserts, in folder: String) {
    let made: Result<RowRun, LMDBError>
    do throws(LMDBError) {
      made = .success(try Self.run(of: overlay, inserts, in: folder))
    } catch {
      made = .failure(error)
    }
    result.withLock { $0 = made }
    isMade.signal()
  }

  /// The run, once it is made.
  func wait() throws(LMDBError) -> RowRun {
    isMade.wait()
    isMade.signal()
    guard let result = result.withLock({ $0 }) else { throw LMDBError(.corrupted, operation: "wait") }
    return try result.get()
  }

  private static func run(
    of overlay: Overlay, _ inserts: PendingInserts, in folder: String
  ) throws(LMDBError) -> RowRun {
    var run = try RunWriter(in: folder, findable: overlay.changedCount)
    let rows = inserts.rows
    let values = inserts.values
    let none: [UInt8] = []
    for step in FlushOrder(overlay, inserts).steps {
      switch step {
      case .insert(let index):
        let row = rows[Int(index)]
        try run.append(row.key, .inserted, values.span.extracting(row.start..<row.start + Int(row.count)))
      case .change(let index):
        let entry = overlay.entries[Int(index)]
        if let value = entry.value {
          try run.append(entry.key, entry.isAddition ? .addition : .value, value.span)
        } else {
          try run.append(entry.key, .deleted, none.span)
        }
      }
    }
    return try run.finish(level: 0)
  }
}

/// What was put aside last: still found in memory while its run is made.
struct AsideInMaking {
  var overlay: Overlay
  var inserts: PendingInserts
  var run: RunInMaking
}

extension Overlay {
  /// What it says of the key; nil when it knows nothing of it.
  func found(_ key: RowKey) -> RowRun.Found? {
    guard let index = index(of: key) else { return nil }
    let entry = entries[index]
    guard entry.isAddition else { return entry.value.map { .value($0) } ?? .deleted }
    return entry.value.map { .addition($0) }
  }
}
