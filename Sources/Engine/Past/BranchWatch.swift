import Domain
import ReadModels
import RowStore
import Synchronization

/// What the making of a branch looks at: whether it may go on, and how many facts it has read.
final class BranchWatch: Sendable {
  private let caller: Caller
  private let views: [any RowSource]
  private let limits: EngineLimits
  private let isStopping: @Sendable () -> Bool
  private let begun = ContinuousClock.now
  private let steps = Atomic(0)
  private let isInTheWay = Atomic(false)

  init(
    _ caller: Caller, _ views: [any RowSource], _ limits: EngineLimits, isStopping: @escaping @Sendable () -> Bool
  ) {
    self.caller = caller
    self.views = views
    self.limits = limits
    self.isStopping = isStopping
  }

  /// Counts a fact that is read.
  func step() throws(Refusal) {
    let count = steps.add(1, ordering: .relaxed).newValue
    guard count <= limits.branchFacts else {
      throw Refusal(
        .tooLarge,
        "more than \(limits.branchFacts) facts would have to be told again: leave out or add fewer at a time")
    }
    if count.isMultiple(of: Self.stepsPerLook) { try look() }
  }

  /// Looks whether it may go on.
  func look() throws(Refusal) {
    guard !isStopping(), !caller.hasLeft else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
    guard begun.duration(to: .now) < .seconds(limits.branchSeconds) else {
      throw Refusal(
        .timedOut, "what would be could not be found within \(limits.branchSeconds) s, which is the longest allowed")
    }
    guard !views.contains(where: \.holdsReadersBack) else {
      isInTheWay.store(true, ordering: .relaxed)
      throw .internal("a file that is read must grow")
    }
  }

  /// The watch of a query on the branch.
  func ofQuery() -> QueryWatch {
    QueryWatch(
      seconds: limits.querySeconds,
      isInTheWay: { [self] in
        guard views.contains(where: \.holdsReadersBack) else { return false }
        isInTheWay.store(true, ordering: .relaxed)
        return true
      }, hasCallerLeft: { [self] in caller.hasLeft || isStopping() })
  }

  /// Whether it ended because it was in the way, and is to begin again.
  func beginsAgain() -> Bool {
    steps.store(0, ordering: .relaxed)
    return isInTheWay.exchange(false, ordering: .relaxed)
  }

  private static let stepsPerLook = 64
}
