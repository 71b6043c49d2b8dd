import Dispatch
import Glibc
import Logging
import Synchronization

/// Catches SIGTERM and SIGINT, and sees to it that a stop ends: within `limits.stopSeconds` of the signal whatever is busy,
/// and at once at a second signal.
///
/// Ending in the middle is safe: what was acknowledged is on the disk, and what is derived is as a kill leaves it. On a
/// thread of its own, because what is busy may hold every other thread; and already while the daemon starts. Each signal is
/// counted where it arrives: Dispatch tells two that come soon after each other as one.
enum StopWatch {
  private static let seconds = Atomic<Int>(Limits().stopSeconds)
  /// The end of the pipe that a byte is put into for each signal; set before they are caught, and never closed.
  private static let entry = Atomic<Int32>(-1)

  /// Watches from now on; what it returns has an element at the first signal. To be called once.
  static func begin(_ logger: Logger) throws(StartError) -> AsyncStream<Void> {
    let (first, told) = AsyncStream.makeStream(of: Void.self)
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw StartError(
        "no pipe can be made: \(unsafe String(cString: strerror(errno))).", exitStatus: ExitStatus.inputOutput)
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    entry.store(ends[1], ordering: .releasing)
    let exit = ends[0]
    for number in [SIGTERM, SIGINT] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { _ in StopWatch.count() }
      action.sa_flags = SA_RESTART
      _ = unsafe sigaction(number, &action, nil)
    }
    DispatchQueue(label: "kith-stop").async { watch(exit, logger) { told.yield() } }
    return first
  }

  /// How many seconds a stop may take from now on.
  static func set(seconds number: Int) { seconds.store(number, ordering: .relaxed) }

  /// In the handler of a signal: nothing but a system call.
  private static func count() {
    let before = errno
    var byte: UInt8 = 1
    _ = unsafe write(entry.load(ordering: .acquiring), &byte, 1)
    errno = before
  }

  private static func watch(_ exit: Int32, _ logger: Logger, _ stop: () -> Void) {
    guard signals(exit, withinSeconds: nil) < 2 else { return end("A second signal ends the stop at once", logger) }
    stop()
    let limit = seconds.load(ordering: .relaxed)
    end(
      signals(exit, withinSeconds: limit) > 0
        ? "A second signal ends the stop at once"
        : "The stop has not ended within \(limit) seconds and is cut short", logger)
  }

  /// Waits for a signal; how many came, 0 when the time is over.
  private static func signals(_ exit: Int32, withinSeconds limit: Int?) -> Int {
    let end = limit.map { ContinuousClock.now + .seconds($0) }
    while true {
      let left = end.map { max((ContinuousClock.now.duration(to: $0) / .milliseconds(1)).rounded(.up), 0) }
      var wanted = pollfd(fd: exit, events: Int16(POLLIN), revents: 0)
      var bytes: [UInt8] = [0, 0]
      if unsafe poll(&wanted, 1, left.map { Int32($0) } ?? -1) > 0 {
        let count = unsafe read(exit, &bytes, bytes.count)
        if count > 0 { return count }
      }
      if left == 0 { return 0 }
    }
  }

  private static func end(_ reason: String, _ logger: Logger) {
    logger.warning(
      "\(reason): what was acknowledged is on the disk, the read models go on from where they were written.")
    _exit(ExitStatus.stopped)
  }
}
