import Synchronization

/// Somebody who is told that a log's head has moved; no more once it has ended or is let go of.
public final class LogFollowing: Sendable {
  private let followers: LogFollowers
  private let number: UInt64

  init(_ followers: LogFollowers, _ number: UInt64) {
    self.followers = followers
    self.number = number
  }

  deinit { end() }

  /// Ends it: who follows is not called any more, but for a call that has begun.
  public func end() { followers.remove(number) }
}

/// Those who are told that a log's head has moved: one call each and nothing that is kept for them.
final class LogFollowers: Sendable {
  private struct State {
    var followers: [(number: UInt64, onMove: @Sendable () -> Void)] = []
    var numberLast: UInt64 = 0
  }

  private let state = Mutex(State())

  func add(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing {
    state.withLock { state in
      state.numberLast += 1
      state.followers.append((state.numberLast, onMove))
      return LogFollowing(self, state.numberLast)
    }
  }

  func remove(_ number: UInt64) { state.withLock { $0.followers.removeAll { $0.number == number } } }

  /// Tells everybody, outside any lock: who is told may look at the log at once.
  func tell() {
    for follower in state.withLock({ $0.followers }) { follower.onMove() }
  }
}
