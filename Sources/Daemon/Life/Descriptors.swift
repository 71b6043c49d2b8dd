import Glibc

/// How many files the system lets this process have open, and how many of them connections may take.
///
/// What the log, the read models and a rebuild need is set aside, so that clients cannot take it from them.
enum Descriptors {
  /// The least with which the daemon starts.
  static let least = 160
  /// What is set aside at least: the log, registry, index and every read model twice, threads, the system's user database.
  private static let asideMin = 128
  /// What is set aside where there are many: a rebuild may have hundreds of sorted pieces open.
  private static let asideMax = 1_024

  /// Lets the process have as many as the system allows.
  static func raiseLimit() {
    var limit = current()
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// How many files may be open.
  static var open: Int { Int(clamping: current().rlim_cur) }

  /// How many connections may be, of so many files that may be open.
  static func connections(of open: Int) -> Int { open - min(asideMax, max(asideMin, open / 2)) }

  private static func current() -> rlimit {
    var limit = rlimit()
    _ = unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return limit
  }
}
