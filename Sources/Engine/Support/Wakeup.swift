import Dispatch
import Synchronization

/// Wakes one thread that sleeps until there is something to do.
///
/// Waking a thread that is not asleep costs one atomic operation and no call into the kernel.
final class Wakeup: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let isSignalled = Atomic(false)

  /// Ends the sleep of the thread, or its next one.
  func signal() {
    if isSignalled.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged {
      semaphore.signal()
    }
  }

  /// Sleeps until the next signal since the last return, or that many milliseconds; nil is for ever.
  func wait(milliseconds: Int? = nil) {
    if let milliseconds {
      guard semaphore.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return }
    } else {
      semaphore.wait()
    }
    isSignalled.store(false, ordering: .sequentiallyConsistent)
  }
}
