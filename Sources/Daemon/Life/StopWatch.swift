import Dispatch
import Glibc
import Logging
import Synchronization

/// Sees to it that a stop ends: within `limits.stopSeconds` of the signal whatever is busy, and at once at a second signal.
///
/// Ending in the middle is safe: what was acknowledged is on the disk, and what is derived is as a kill leaves it. On a
/// queue of its own, because what is busy may hold every other thread; and already while the daemon starts.
enum StopWatch {
  private static let seconds = Atomic<Int>(Limits().stopSeconds)
  private static let queue = DispatchQueue(label: "kith-stop")
  private static let signals = Atomic<Int>(0)
  // Set once, by `begin`, and never looked at: a source works only as long as somebody has it.
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Watches from now on; to be called once, before the signals are caught elsewhere.
  static func begin(_ logger: Logger) {
    unsafe sources = [SIGTERM, SIGINT].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { signalled(logger) }
      source.resume()
      return source
    }
  }

  /// How many seconds a stop may take from now on.
  static func set(seconds number: Int) { seconds.store(number, ordering: .relaxed) }

  private static func signalled(_ logger: Logger) {
    guard signals.add(1, ordering: .relaxed).newValue == 1 else {
      return end("A second signal ends the stop at once", logger)
    }
    let limit = seconds.load(ordering: .relaxed)
    queue.asyncAfter(deadline: .now() + .seconds(limit)) {
      end("The stop has not ended within \(limit) seconds and is cut short", logger)
    }
  }

  private static func end(_ reason: String, _ logger: Logger) {
    logger.warning(
      "\(reason): what was acknowledged is on the disk, the read models go on from where they were written.")
    _exit(ExitStatus.stopped)
  }
}
