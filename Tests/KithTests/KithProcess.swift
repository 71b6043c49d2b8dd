import Foundation
import TestSupport

/// A daemon on a folder of its own, and the real `kith` run against it.
final class KithRig {
  let folder: ScratchFolder
  let daemon: DaemonProcess

  init(arguments: [String] = []) throws {
    folder = try ScratchFolder("kith-cli")
    daemon = try DaemonProcess(data: folder.path("data"), arguments: arguments)
  }

  /// What one run of `kith` came to.
  struct Run {
    var status: Int32
    var output: String
    var error: String

    /// The lines of standard output as JSON objects.
    var objects: [[String: Any]] {
      output.split(separator: "\n").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
    }
  }

  /// Runs `kith` against the daemon.
  func kith(_ arguments: String..., input: String? = nil) throws -> Run {
    try Self.run(["--socket", daemon.socketPath], arguments, input: input)
  }

  /// Runs `kith` with these arguments; those of `options` stand behind the rest, the words of `launcher` before all.
  static func run(
    _ options: [String], _ arguments: [String], input: String? = nil, launcher: [String] = []
  ) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = launcher + [BuiltProducts.path("kith")] + arguments + options
    let scratch = try ScratchFolder("kith-run")
    func file(_ name: String, _ text: String = "") throws -> FileHandle {
      try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path(name)))
      return try FileHandle(forUpdating: URL(fileURLWithPath: scratch.path(name)))
    }
    process.standardInput = try file("input", input ?? "")
    process.standardOutput = try file("output")
    process.standardError = try file("error")
    var environment = ProcessInfo.processInfo.environment
    environment["KITH_SOCKET"] = nil
    process.environment = environment
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOfFile: scratch.path("output"), encoding: .utf8),
      error: try String(contentsOfFile: scratch.path("error"), encoding: .utf8))
  }

  /// Writes a file into the rig's folder; gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    let path = folder.path(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}
