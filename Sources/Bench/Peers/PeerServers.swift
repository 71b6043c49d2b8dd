import Foundation

/// Another system's server, of the benchmark's own, durable and tuned for what is measured, on a Unix socket in a folder
/// of its own; killed when it goes away.
final class PeerServer {
  /// Where it listens.
  let socket: String
  private let process: Process
  private let folder: ScratchFolder

  private init(_ folder: ScratchFolder, socket: String, command: [String]) throws(BenchError) {
    self.folder = folder
    self.socket = socket
    process = Process()
    try Self.prepare(process, command, log: folder.path + "/log")
    do { try process.run() } catch { throw BenchError("starting \(command[0]): \(error)") }
    let start = nanoseconds()
    while (try? Socket(path: socket)) == nil {
      guard process.isRunning, seconds(since: start) < 60 else {
        let said = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
        throw BenchError("\(command[0]) did not come up; it said: \(said.suffix(600))")
      }
      pause(milliseconds: 20)
    }
  }

  deinit { stop() }

  /// Ends it, without waiting for what it would still write: its data is not needed any more.
  func stop() {
    guard process.isRunning else { return }
    // PostgreSQL may run under runuser, so its own process is told, which then ends its children.
    let file = try? String(contentsOfFile: folder.path + "/data/postmaster.pid", encoding: .utf8)
    if let line = file?.split(separator: "\n").first, let postmaster = Int32(line) {
      _ = kill(postmaster, SIGQUIT)
    } else {
      process.terminate()
    }
    process.waitUntilExit()
  }

  /// Redis with an append-only file that is synced before every reply.
  static func redis() throws(BenchError) -> PeerServer {
    let folder = try ScratchFolder()
    let socket = folder.path + "/redis"
    return try PeerServer(
      folder, socket: socket,
      command: [
        executable("redis-server"), "--port", "0", "--unixsocket", socket, "--dir", folder.path, "--save", "",
        "--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0", "--loglevel", "warning",
      ])
  }

  /// PostgreSQL with synchronous commits and room enough that nothing else is written meanwhile.
  static func postgres() throws(BenchError) -> PeerServer {
    let folder = try ScratchFolder()
    let data = folder.path + "/data"
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(folder.path)", "unix_socket_permissions=0777", "fsync=on",
      "synchronous_commit=on", "wal_sync_method=fdatasync", "full_page_writes=on", "shared_buffers=1GB",
      "wal_buffers=64MB", "max_wal_size=8GB", "min_wal_size=2GB", "checkpoint_timeout=30min", "max_connections=150",
      "random_page_cost=1.1", "jit=off", "log_min_messages=warning",
    ]
    // PostgreSQL refuses to run as root.
    let user = try getuid() == 0 ? [executable("runuser"), "-u", "postgres", "--"] : []
    if !user.isEmpty { try run(["/bin/chown", "postgres", folder.path]) }
    try run(
      user + [executable("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-locale", "-E", "UTF8"])
    return try PeerServer(
      folder, socket: folder.path + "/.s.PGSQL.5432",
      command: user + [executable("postgres"), "-D", data] + settings.flatMap { ["-c", $0] })
  }

  /// The program of that name: in the path, or where Debian puts PostgreSQL's.
  private static func executable(_ name: String) throws(BenchError) -> String {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders =
      path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
      + versions.sorted().reversed().map { "/usr/lib/postgresql/\($0)/bin" }
    for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
      return "\(folder)/\(name)"
    }
    throw BenchError("\(name) is not installed: run config/peers, which installs what is missing")
  }

  private static func run(_ command: [String]) throws(BenchError) {
    let process = Process()
    let log = "\(FileManager.default.temporaryDirectory.path)/kith-bench-\(getpid()).log"
    try prepare(process, command, log: log)
    defer { try? FileManager.default.removeItem(atPath: log) }
    do { try process.run() } catch { throw BenchError("starting \(command[0]): \(error)") }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      throw BenchError("\(command.joined(separator: " ")) failed: \(said.suffix(600))")
    }
  }

  private static func prepare(_ process: Process, _ command: [String], log: String) throws(BenchError) {
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
  }
}
