import Foundation
import Glibc

/// A real `kithd` on a data folder, as a process of its own. It is killed when the last reference goes.
public final class DaemonProcess {
  public struct DidNotStart: Error, CustomStringConvertible {
    public let description: String
    /// What it ended with; nil when it was ended for its silence. A death by signal is its negative number.
    public let status: Int32?
  }

  public let socketPath: String
  private let process = Process()
  private let errorLog: URL

  /// Starts the daemon and waits until its socket answers, or throws with what the daemon said.
  ///
  /// - Parameters:
  ///   - data: the data folder.
  ///   - socket: the socket's path; `data`'s own when absent.
  ///   - environment: added to the test's own environment.
  ///   - launcher: words put before the daemon's own path, such as `setpriv --reuid 65534`.
  public init(
    data: String, socket: String? = nil, arguments: [String] = [], environment: [String: String] = [:],
    launcher: [String] = [], waitingSeconds: Double = 60
  ) throws {
    socketPath = socket ?? data + "/kith.sock"
    errorLog = FileManager.default.temporaryDirectory.appendingPathComponent("kithd-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: errorLog.path, contents: nil)
    let command = launcher + [BuiltProducts.path("kithd"), "--data", data, "--socket", socketPath] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    // So that it need not begin itself anew for that, thousands of times.
    let quiet = ["SWIFT_BACKTRACE": "registers=none"]
    process.environment = ProcessInfo.processInfo.environment.merging(quiet) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errorLog)
    try process.run()
    let end = Date(timeIntervalSinceNow: waitingSeconds)
    while (try? LineClient(path: socketPath)) == nil {
      guard process.isRunning else {
        let status = wait()
        throw DidNotStart(description: "kithd ended with \(status): \(said)", status: status)
      }
      guard Date() < end else {
        process.terminate()
        throw DidNotStart(description: "kithd did not answer within \(waitingSeconds) s: \(said)", status: nil)
      }
      usleep(5_000)
    }
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: errorLog)
  }

  public var pid: Int32 { process.processIdentifier }
  public var isRunning: Bool { process.isRunning }
  /// What the daemon wrote on standard error so far.
  public var said: String { (try? String(contentsOf: errorLog, encoding: .utf8)) ?? "" }

  /// Ends the process at once, as a crash would.
  public func kill() {
    guard process.isRunning else { return }
    Glibc.kill(pid, SIGKILL)
    process.waitUntilExit()
  }

  public func signal(_ number: Int32) { Glibc.kill(pid, number) }

  /// Asks for a graceful stop and returns the exit status; a death by signal is its negative number.
  @discardableResult
  public func stop() -> Int32 {
    signal(SIGTERM)
    return wait()
  }

  /// Waits for the end and returns the exit status; a death by signal is its negative number, also that of the kill
  /// that ends it after two minutes.
  public func wait() -> Int32 {
    let process = pid
    let limit = DispatchWorkItem { Glibc.kill(process, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: limit)
    self.process.waitUntilExit()
    limit.cancel()
    return self.process.terminationReason == .uncaughtSignal
      ? -self.process.terminationStatus : self.process.terminationStatus
  }
}
