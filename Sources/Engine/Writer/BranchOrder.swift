import Dispatch
import Domain
import FactSchema
import Synchronization

/// A branch that the writer is to decide: what becomes of it is awaited by the thread that asks about it.
final class BranchOrder: OutcomeReceiver {
  /// The facts that are to be left out.
  let without: [Position]
  /// Whose branch it is.
  let caller: Caller
  private let state = Mutex<(decided: Branch?, outcome: Result<Branch, Refusal>?)>((nil, nil))
  private let semaphore = DispatchSemaphore(value: 0)

  init(without: [Position], caller: Caller) {
    self.without = without
    self.caller = caller
  }

  /// Notes what was decided; it holds when the batch in which it was is durable.
  func decide(_ branch: Branch) { state.withLock { $0.decided = branch } }

  func deliver(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      state.withLock { state in
        state.outcome =
          switch outcome.result {
          case .failure(let refusal): .failure(refusal)
          case .success: state.decided.map { .success($0) } ?? .failure(.internal("a branch was not decided"))
          }
      }
    }
    semaphore.signal()
  }

  /// What became of it; nil where it is not known within the time.
  func outcome(within milliseconds: Int) -> Result<Branch, Refusal>? {
    _ = semaphore.wait(timeout: .now() + .milliseconds(milliseconds))
    return state.withLock { $0.outcome }
  }
}
