import Synchronization

/// The answer to a request that was sent, to be waited for once.
public final class PendingReply: Sendable {
  private enum State {
    case sent
    case awaited(CheckedContinuation<Result<[UInt8], KithError>, Never>)
    case answered(Result<[UInt8], KithError>)
  }

  private let state = Mutex(State.sent)

  init() {}

  /// The encoded reply message. Waits for it; a cancelled task waits on.
  public var encoded: [UInt8] {
    get async throws(KithError) {
      let result = await withCheckedContinuation { continuation in
        let result: Result<[UInt8], KithError>? = state.withLock { state in
          if case .answered(let result) = state { return result }
          state = .awaited(continuation)
          return nil
        }
        if let result { continuation.resume(returning: result) }
      }
      return try result.get()
    }
  }

  func finish(_ result: Result<[UInt8], KithError>) {
    let waiting: CheckedContinuation<Result<[UInt8], KithError>, Never>? = state.withLock { state in
      if case .awaited(let continuation) = state {
        state = .answered(result)
        return continuation
      }
      state = .answered(result)
      return nil
    }
    waiting?.resume(returning: result)
  }
}
