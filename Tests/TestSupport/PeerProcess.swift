public import Foundation
import Glibc

/// Runs TestPeer as another user: what a real client of that uid and those groups would get.
public enum PeerProcess {
  /// A copy of TestPeer that any user may run; build folders need not be open to others.
  public static let program: String = {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("kith-peer-\(UUID().uuidString)").path
    try? FileManager.default.copyItem(atPath: BuiltProducts.path("TestPeer"), toPath: copy)
    chmod(copy, 0o755)
    return copy
  }()

  /// The words that run a command as that user and nobody else.
  public static func launcher(uid: Int, gid: Int, groups: [Int]) -> [String] {
    ["setpriv", "--reuid", "\(uid)", "--regid", "\(gid)"]
      + (groups.isEmpty ? ["--clear-groups"] : ["--groups", groups.map(String.init).joined(separator: ",")])
  }

  /// Starts one that stays connected: its input and output.
  public static func start(
    _ socket: String, uid: Int, gid: Int = 60_000, groups: [Int] = []
  ) throws -> (process: Process, input: FileHandle, output: FileHandle) {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = launcher(uid: uid, gid: gid, groups: groups) + [program, socket]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    return (process, input.fileHandleForWriting, output.fileHandleForReading)
  }

  /// Sends lines, and returns the lines that come back.
  public static func exchange(
    _ lines: [String], _ socket: String, uid: Int, gid: Int = 60_000, groups: [Int] = []
  ) throws -> [[String: Any]] {
    let (process, input, output) = try start(socket, uid: uid, gid: gid, groups: groups)
    try input.write(contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
    try input.close()
    // Not until the end: a connection that has subscribed stays open, and gets events among the replies.
    var received = Data()
    var replies: [[String: Any]] = []
    while replies.count < lines.count {
      let more = output.availableData
      guard !more.isEmpty else { break }
      received.append(more)
      while let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let object = try JSONSerialization.jsonObject(with: Data(received[..<end])) as? [String: Any] ?? [:]
        received = Data(received[(end + 1)...])
        if object["id"] != nil { replies.append(object) }
      }
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return replies
  }

  /// Opens so many connections as that user and sends the text on each; they stay until the holder ends.
  public static func hold(_ count: Int, _ socket: String, uid: Int, _ text: String) throws -> Holder {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      launcher(uid: uid, gid: 60_000, groups: []) + [program, "--hold", "\(count)", socket, text]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let holder = Holder(process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading)
    while holder.next() != "sent" {}
    return holder
  }

  /// Opens so many connections as that user and sends the text on each, so many times, whether it is answered or not; until
  /// what is returned is ended.
  public static func flood(
    _ count: Int, _ socket: String, uid: Int, _ text: String, times: Int, reads: Bool
  ) throws -> Flood {
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      launcher(uid: uid, gid: 60_000, groups: []) + [
        program, "--flood", "\(count)", socket, "\(times)", reads ? "reads" : "deaf",
      ]
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    return Flood(process)
  }

  /// A process that floods.
  public final class Flood {
    private let process: Process

    fileprivate init(_ process: Process) { self.process = process }

    deinit { end() }

    /// Ends it with all its connections.
    public func end() {
      guard process.isRunning else { return }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// Connections of another process.
  public final class Holder {
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    private var received = Data()

    fileprivate init(process: Process, input: FileHandle, output: FileHandle) {
      self.process = process
      self.input = input
      self.output = output
    }

    deinit { end() }

    /// What came next on one of them: its number, from 1, and the line, or `closed`.
    public func next() -> String {
      while true {
        if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
          let line = String(decoding: received[received.startIndex..<end], as: UTF8.self)
          received = Data(received[(end + 1)...])
          return line
        }
        let more = output.availableData
        if more.isEmpty { return "sent" }
        received.append(more)
      }
    }

    /// Ends them all at once.
    public func end() {
      guard process.isRunning else { return }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }
}
