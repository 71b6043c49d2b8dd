import Engine
import Glibc

/// Starts this very program once more, to look at files that may kill whoever looks at them.
public enum Examiner {
  /// The first word of the command line of such a process.
  public static let word = "--examine"

  /// What the other process does: the status that it ends with.
  public static func run(_ words: [String]) -> Int32 {
    // It is meant to be killed: without a trace of what it read.
    MemoryTraces.preventCoreDumps()
    let isKnown = Examination.run(words) { line in
      let bytes = Array((line + "\n").utf8)
      _ = unsafe write(STDOUT_FILENO, bytes, bytes.count)
    }
    return isKnown ? 0 : ExitStatus.configuration
  }

  /// Has the words looked into by another process, and gives each line that it says.
  static func examine(_ words: [String], _ onLine: (Substring) -> Void) -> ExaminationEnd {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return .failed(SystemError.text) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let number = spawn(["kithd", word] + words, output: ends[1])
    close(ends[1])
    defer { close(ends[0]) }
    guard let number else { return .failed(SystemError.text) }
    readLines(ends[0], onLine)
    var status: Int32 = 0
    while unsafe waitpid(number, &status, 0) < 0 {
      guard errno == EINTR else { return .failed(SystemError.text) }
    }
    switch status & 0x7F {
    case 0: return status == 0 ? .done : .failed("it ended with status \(status >> 8 & 0xFF)")
    case SIGBUS, SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGTRAP: return .killed
    case let signal: return .failed("signal \(signal) ended it")
    }
  }

  /// Starts the program with these words; its process id, or nil with `errno` set.
  private static func spawn(_ words: [String], output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    // Nothing of the environment but that a crash is not to be described.
    var environment = unsafe [strdup("SWIFT_BACKTRACE=enable=no"), nil]
    defer {
      unsafe arguments.forEach { unsafe free($0) }
      unsafe environment.forEach { unsafe free($0) }
    }
    var number: pid_t = 0
    let result = unsafe posix_spawn(&number, "/proc/self/exe", &actions, nil, &arguments, &environment)
    guard result == 0 else {
      errno = result
      return nil
    }
    return number
  }

  private static func readLines(_ descriptor: Int32, _ onLine: (Substring) -> Void) {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      while let end = text.firstIndex(of: "\n") {
        onLine(text[..<end])
        text = String(text[text.index(after: end)...])
      }
    }
  }
}
