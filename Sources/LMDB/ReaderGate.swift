import Glibc
import Synchronization

/// Counts the transactions under way and can hold new ones back until they have ended.
///
/// Entering and leaving cost one atomic addition each while the gate is open.
@safe
final class ReaderGate: Sendable {
  private static let closed = 1 << 62

  /// The transactions inside, and ``closed`` while new ones must wait.
  private let state = Atomic<Int>(0)
  // Both are made once, never moved, and used only through the pthread functions, which are thread-safe.
  nonisolated(unsafe) private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  nonisolated(unsafe) private let changed: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Whether entering would wait, as things are.
  var isClosed: Bool { state.load(ordering: .relaxed) & Self.closed != 0 }

  /// Enters, waiting while the gate is closed.
  func enter() {
    while state.add(1, ordering: .acquiring).oldValue & Self.closed != 0 {
      leave()
      unsafe pthread_mutex_lock(mutex)
      while state.load(ordering: .relaxed) & Self.closed != 0 { unsafe pthread_cond_wait(changed, mutex) }
      unsafe pthread_mutex_unlock(mutex)
    }
  }

  func leave() {
    guard state.subtract(1, ordering: .acquiringAndReleasing).newValue == Self.closed else { return }
    unsafe pthread_mutex_lock(mutex)
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Holds new ones back and waits until all inside have left; false, and open again, when `seconds` have passed.
  func close(seconds: Int) -> Bool {
    var deadline = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &deadline)
    deadline.tv_sec += seconds
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    state.bitwiseOr(Self.closed, ordering: .acquiringAndReleasing)
    while state.load(ordering: .acquiring) != Self.closed {
      guard unsafe pthread_cond_timedwait(changed, mutex, &deadline) != ETIMEDOUT else {
        state.bitwiseAnd(~Self.closed, ordering: .releasing)
        unsafe pthread_cond_broadcast(changed)
        return false
      }
    }
    return true
  }

  /// Lets everyone in again.
  func open() {
    unsafe pthread_mutex_lock(mutex)
    state.bitwiseAnd(~Self.closed, ordering: .releasing)
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(mutex)
  }
}
