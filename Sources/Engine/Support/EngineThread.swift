import Dispatch
import Foundation
import Synchronization

/// A thread of the engine, for work that blocks: the shared pool of Swift's tasks never waits for a disk.
final class EngineThread: Sendable {
  private let ended = DispatchSemaphore(value: 0)

  /// Starts `body` on a new thread.
  init(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let ended = ended
    let work = Mutex<(@Sendable () -> Void)?>(body)
    let started = DispatchSemaphore(value: 0)
    let thread = Thread {
      // On Linux only the thread itself can give the kernel its name, and Foundation does so only once `start` has noted
      // which thread it is.
      started.wait()
      Thread.current.name = name
      // What the body holds is let go before anybody is told that it has ended.
      do {
        let body = work.withLock { $0.take() }
        body?()
      }
      ended.signal()
    }
    // Decoding and merging do not recurse deeply; a known size keeps the memory of idle threads small.
    thread.stackSize = Self.stackBytes
    thread.start()
    started.signal()
  }

  /// Waits until the body has returned; to be called once.
  func join() { ended.wait() }

  private static let stackBytes = 1 << 20
}

extension EngineThread {
  /// Lets the machine's other work go first on the calling thread: for work that nobody waits for.
  static func yieldToOthers() {
    // On Linux the niceness is a thread's own. Where it cannot be set, the thread is as important as the others.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
  }

  private static let niceness: Int32 = 10
}
