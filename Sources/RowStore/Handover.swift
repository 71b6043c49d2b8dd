import Dispatch
import LMDB
import Synchronization

/// One result, made on one thread and taken on another.
final class Handover<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, LMDBError>?>(nil)
  private let isMade = DispatchSemaphore(value: 0)

  /// Makes the result; once for each ``take()``.
  func make(_ body: () throws(LMDBError) -> Value) {
    let made = Result(catching: body)
    result.withLock { $0 = made }
    isMade.signal()
  }

  /// The result, once it is made.
  func take() throws(LMDBError) -> Value {
    isMade.wait()
    guard let made = result.withLock({ $0.take() }) else { throw LMDBError(.corrupted, operation: "take") }
    return try made.get()
  }
}
