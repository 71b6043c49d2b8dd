import Foundation

/// A daemon of the benchmark's own, on a folder of its own.
public final class DaemonProcess {
  /// The folder that holds its data, its socket and what it said.
  public let folder: String
  private let executable: String
  private var process: Process?

  /// Where it listens.
  public var socket: String { folder + "/s" }

  /// Prepares a daemon; nothing runs yet.
  public init(executable: String, folder: String) {
    self.executable = executable
    self.folder = folder
  }

  deinit { process?.terminate() }

  /// Starts it and waits for its first answer to `probe`; how many seconds that took.
  @discardableResult
  func start(probe: (ControlClient) throws(BenchError) -> Void = { _ = try $0.head() }) throws(BenchError) -> Double {
    let log = folder + "/kithd.log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = ["--data", folder + "/data", "--socket", socket]
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    let start = nanoseconds()
    do { try process.run() } catch { throw BenchError("starting \(executable): \(error)") }
    self.process = process
    var failure = BenchError("no answer")
    while process.isRunning, seconds(since: start) < 600 {
      do throws(BenchError) {
        try probe(try ControlClient(path: socket))
        return seconds(since: start)
      } catch {
        failure = error
      }
      pause(milliseconds: 1)
    }
    throw BenchError("kithd did not come up: \(failure); it said: \(said)")
  }

  /// Stops it in good order; how many seconds that took.
  @discardableResult
  func stop() throws(BenchError) -> Double {
    guard let process else { return 0 }
    let start = nanoseconds()
    process.terminate()
    process.waitUntilExit()
    self.process = nil
    guard process.terminationStatus == 0 else {
      throw BenchError("kithd ended with status \(process.terminationStatus); it said: \(said)")
    }
    return seconds(since: start)
  }

  /// The end of what it wrote.
  private var said: String {
    let text = (try? String(contentsOfFile: folder + "/kithd.log", encoding: .utf8)) ?? ""
    return String(text.suffix(600))
  }

  /// Its own memory in megabytes: what is neither a file's nor shared.
  var memory: Double {
    guard let process,
      let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
      let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
    else { return 0 }
    return kilobytes / 1_024
  }

  /// The seconds of processor time it has used.
  var processorSeconds: Double {
    guard let process,
      let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return 0 }
    let fields = text[name...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
    return (user + system) / 100
  }
}

/// A folder that is removed when it is no longer needed.
final class ScratchFolder {
  let path: String

  /// Under `TMPDIR`, else under /tmp.
  init() throws(BenchError) {
    let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    path = "\(base)/kith-bench.\(getpid()).\(UInt32.random(in: 0 ... .max))"
    do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
      throw BenchError("making \(path): \(error.localizedDescription)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
