import Engine
import Glibc

/// Leaves a file in the data folder when the process dies of itself: a page of a derived file that is damaged may have been
/// what it died of, so the next start makes everything derived again.
///
/// A process that is killed leaves none: what it had committed can be trusted.
enum CrashMark {
  private static let signals = [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE]

  // All are set once, before the handler that reads them is installed, and never change or go.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var reserve: UnsafeMutablePointer<CChar>?
  nonisolated(unsafe) private static var previous: UnsafeMutablePointer<sigaction>?

  /// Watches over the process from now on; to be called once.
  static func install(dataFolder: String) {
    unsafe path = unsafe strdup("\(dataFolder)/\(EngineOptions.crashMark)")
    unsafe reserve = unsafe strdup("\(dataFolder)/\(EngineOptions.reserve)")
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    unsafe previous = unsafe actions
    for number in signals {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { CrashMark.leave($0) }
      action.sa_flags = SA_ONSTACK
      _ = unsafe sigaction(number, &action, actions + Int(number))
    }
  }

  /// In the handler of a signal: nothing but system calls.
  private static func leave(_ number: Int32) {
    if let path = unsafe path {
      let file = unsafe open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
      if file >= 0 {
        _ = close(file)
      } else if let reserve = unsafe reserve {
        // On a full device no file can be made: what is held back for that becomes the mark.
        _ = unsafe rename(reserve, path)
      }
    }
    // What was to happen happens now: the signal is raised again and delivered when this returns.
    if let previous = unsafe previous { _ = unsafe sigaction(number, previous + Int(number), nil) }
    _ = raise(number)
  }
}
