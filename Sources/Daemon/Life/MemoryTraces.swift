import Glibc

/// What a crash would leave of the memory: names and texts in clear, and keys.
public enum MemoryTraces {
  /// No core dump is made of this process, neither as a file nor by a program that the system pipes it to.
  static func preventCoreDumps() {
    // One byte is less than any dump, and the one limit that also holds for pipes (Linux, fs/coredump.c).
    var limit = rlimit(rlim_cur: 1, rlim_max: 1)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }

  /// Begins the process once more, under its id, where reports of a crash would show registers and the memory that they lead to:
  /// the runtime reads what is to be in them before anything of the program runs. Returns where there is nothing to change.
  public static func keepOutOfCrashReports() {
    let given = unsafe getenv(variable).map { unsafe String(cString: $0) } ?? ""
    guard !silent.contains(where: given.contains), let path = ownPath() else { return }
    // The last setting of a kind holds.
    guard unsafe setenv(variable, given.isEmpty ? silent[0] : "\(given),\(silent[0])", 1) == 0 else { return }
    var arguments = unsafe CommandLine.arguments.map { unsafe strdup($0) } + [nil]
    _ = unsafe execv(path, &arguments)
    // It could not: it goes on as it is.
    unsafe arguments.forEach { unsafe free($0) }
  }

  private static let variable = "SWIFT_BACKTRACE"
  private static let silent = ["registers=none", "enable=no"]

  /// The program's file, under its own name: a link in its place would name the process otherwise.
  private static func ownPath() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
