import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon

@Suite struct `The kithd process` {
  let folder: ScratchFolder
  let data: String

  init() throws {
    folder = try ScratchFolder("kd")
    data = folder.path("data")
    chmod(folder.path, 0o755)
  }

  /// How a daemon that cannot start ends: its status and what it said.
  func failure(_ arguments: [String] = [], launcher: [String] = []) throws -> (status: Int32, said: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      launcher + [BuiltProducts.path("kithd"), "--data", data, "--socket", folder.path("s")] + arguments
    process.standardError = output
    try process.run()
    let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  @Test(arguments: [SIGTERM, SIGINT]) func `a signal stops it, and its socket is gone`(number: Int32) throws {
    let process = try DaemonProcess(data: data)
    process.signal(number)
    #expect(process.wait() == 0)
    #expect(!FileManager.default.fileExists(atPath: process.socketPath))
    #expect(!FileManager.default.fileExists(atPath: process.socketPath + ".lock"))
  }

  @Test func `a stop answers every command that was read`() throws {
    let process = try DaemonProcess(data: data)
    let client = try LineClient(path: process.socketPath)
    for id in 0..<2_000 { try client.send("ContactCreated", ["name": "N\(id)"], id: id) }
    #expect(try client.receive()["id"] as? Int == 0)
    process.signal(SIGTERM)
    var accepted = 1
    var refused = 0
    while let line = try client.readLine() {
      if line.contains("\"result\"") { accepted += 1 } else if line.contains("shuttingDown") { refused += 1 }
    }
    #expect(process.wait() == 0)
    let again = try DaemonProcess(data: data)
    let head = try LineClient(path: again.socketPath).call("hello")["log"] as? [String: Any]
    #expect(head?["head"] as? Int == place(accepted))
    #expect(again.stop() == 0)
  }

  @Test func `what was acknowledged is there after a kill`() throws {
    let process = try DaemonProcess(data: data)
    let client = try LineClient(path: process.socketPath)
    let contact = try client.makeContact()
    process.kill()
    let again = try DaemonProcess(data: data)
    #expect(
      try LineClient(path: again.socketPath).call("contact.get", ["contact": contact, "atLeast": 1])["contact"] != nil)
    #expect(again.stop() == 0)
  }

  @Test func `a second one on the same folder is refused`() throws {
    let process = try DaemonProcess(data: data, socket: folder.path("first"))
    let (status, said) = try failure()
    #expect(status == ExitStatus.locked, "\(said)")
    #expect(process.stop() == 0)
  }

  @Test func `a second one on the same socket is refused`() throws {
    let process = try DaemonProcess(data: folder.path("other"), socket: folder.path("s"))
    let (status, said) = try failure()
    #expect(status == ExitStatus.unavailable && said.contains("belongs to another kithd"), "\(said)")
    #expect(process.stop() == 0)
  }

  @Test func `a bad setting is one sentence`() throws {
    let (status, said) = try failure(["--set", "limits.batch=none"])
    #expect(status == ExitStatus.configuration && said.contains("`limits.batch` must be a whole number"))
  }

  @Test func `a config file that is not there is refused`() throws {
    #expect(try failure(["--config", folder.path("none.yaml")]).status == ExitStatus.configuration)
  }

  @Test(.enabled(if: geteuid() == 0)) func `a data folder that cannot be written is refused`() throws {
    let launcher = PeerProcess.launcher(uid: 60_001, gid: 60_001, groups: [])
    // Root's own home is closed to it, a config file there included.
    let (status, said) = try failure(launcher: ["HOME=/"] + launcher)
    #expect(status == ExitStatus.cannotCreate && said.contains(data), "\(said)")
  }

  @Test func `check tells whether the settings are good`() throws {
    #expect(try failure(["--check"]).status == 0)
    #expect(try failure(["--check", "--set", "roles.users.agent=no-such-user"]).status == ExitStatus.configuration)
  }

  @Test(arguments: [
    (["--set", "socket.group=no-such-group"], "socket.group"),
    (["--socket", "/tmp/" + String(repeating: "x", count: 103)], "108 bytes"),
  ]) func `check and a start refuse the same`(arguments: [String], part: String) throws {
    for check in [["--check"], []] {
      let (status, said) = try failure(arguments + check)
      #expect(status == ExitStatus.configuration && said.contains(part), "\(said)")
    }
    // Nothing was made on the way.
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test func `a config file that is there and cannot be read is refused`() throws {
    let home = folder.path("config")
    try FileManager.default.createDirectory(atPath: home + "/kith/kith.yaml", withIntermediateDirectories: true)
    for arguments in [["--check"], []] {
      let (status, said) = try failure(arguments, launcher: ["XDG_CONFIG_HOME=" + home])
      #expect(status == ExitStatus.configuration && said.contains(home + "/kith/kith.yaml"), "\(said)")
    }
    // Nor is a link that leads nowhere taken as if there were no file.
    try FileManager.default.removeItem(atPath: home + "/kith/kith.yaml")
    try FileManager.default.createSymbolicLink(atPath: home + "/kith/kith.yaml", withDestinationPath: "/nowhere")
    let (status, said) = try failure(["--check"], launcher: ["XDG_CONFIG_HOME=" + home])
    #expect(status == ExitStatus.configuration && said.contains(home + "/kith/kith.yaml"), "\(said)")
  }

  @Test func `the clock is set anew by a start that says so, and stays so`() throws {
    let process = try DaemonProcess(data: data)
    let client = try LineClient(path: process.socketPath)
    _ = try client.makeContact()
    #expect(process.stop() == 0)
    // The log is not ahead of the clock: there is nothing to set.
    let again = try DaemonProcess(data: data, arguments: ["--reset-clock"])
    let log = try LineClient(path: again.socketPath).call("hello")["log"] as? [String: Any]
    #expect(log?["head"] as? Int == place(1))
    let refusal = try LineClient(path: again.socketPath).refusal("ClockReset", ["was": "2020-01-01T00:00:00Z"])
    #expect(refusal?.code == "invalid")
    #expect(again.stop() == 0)
    #expect(again.said.contains("--reset-clock changed nothing"))
  }

  @Test(.enabled(if: geteuid() == 0)) func `SIGHUP takes a permission away and closes the connections that hold it`()
    throws
  {
    let config = folder.path("kith.yaml")
    let yaml = "socket:\n  mode: \"0666\"\nroles:\n  define:\n    eye: [read, personal]\n  users:\n    eye: [60005]\n"
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: config))
    let process = try DaemonProcess(data: data, socket: folder.path("s"), arguments: ["--config", config])
    let hello = Data(#"{"jsonrpc":"2.0","id":1,"method":"hello"}"#.utf8) + [10]
    let before = try PeerPipe(process.socketPath, uid: 60_005)
    try before.send(hello)
    let said = String(decoding: try #require(before.line()), as: UTF8.self)
    #expect(said.contains(#""role":"custom","#) && said.contains(#""permissions":["read","personal"]"#))
    try Data(yaml.replacing("[read, personal]", with: "[read]").utf8).write(to: URL(fileURLWithPath: config))
    process.signal(SIGHUP)
    #expect(before.line() == nil)
    let after = try PeerPipe(process.socketPath, uid: 60_005)
    try after.send(hello)
    #expect(String(decoding: try #require(after.line()), as: UTF8.self).contains(#""permissions":["read"]"#))
    // What cannot be is not taken over.
    try Data(yaml.replacing("personal]", with: "persnal]").utf8).write(to: URL(fileURLWithPath: config))
    process.signal(SIGHUP)
    var pace = Pace(perSecond: 50)
    for _ in 0..<500 where !process.said.contains("persnal") { pace.wait() }
    try after.send(hello)
    #expect(String(decoding: try #require(after.line()), as: UTF8.self).contains(#""permissions":["read"]"#))
    #expect(process.stop() == 0)
    #expect(process.said.contains("names `persnal`, which is no permission; the nearest is `personal`"))
  }

  @Test(.enabled(if: geteuid() == 0)) func `SIGHUP takes a role away and closes the connections that hold it`() throws {
    let config = folder.path("kith.yaml")
    let yaml = "socket:\n  mode: \"0666\"\nroles:\n  users:\n    agent: [60002]\n    reader: [60003]\n"
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: config))
    let process = try DaemonProcess(data: data, socket: folder.path("s"), arguments: ["--config", config])
    let (agent, agentIn, agentOut) = try PeerProcess.start(process.socketPath, uid: 60_002)
    let (reader, readerIn, readerOut) = try PeerProcess.start(process.socketPath, uid: 60_003)
    let hello = Data(#"{"jsonrpc":"2.0","id":1,"method":"hello"}"#.utf8) + [10]
    for handle in [agentIn, readerIn] { try handle.write(contentsOf: hello) }
    #expect(String(decoding: agentOut.availableData, as: UTF8.self).contains(#""role":"agent""#))
    #expect(String(decoding: readerOut.availableData, as: UTF8.self).contains(#""role":"reader""#))
    try Data(yaml.replacing("agent: [60002]", with: "agent: [60003]").utf8).write(to: URL(fileURLWithPath: config))
    process.signal(SIGHUP)
    // The agent's connection ends; the reader's goes on as an agent's.
    #expect(try agentOut.readToEnd() ?? Data() == Data())
    // Its event loop may be another one, which hears of it a moment later.
    var said = ""
    var pace = Pace(perSecond: 50)
    for _ in 0..<500 where !said.contains(#""role":"agent""#) {
      try readerIn.write(contentsOf: hello)
      said = String(decoding: readerOut.availableData, as: UTF8.self)
      pace.wait()
    }
    #expect(said.contains(#""role":"agent""#))
    for (peer, input) in [(agent, agentIn), (reader, readerIn)] {
      try? input.close()
      peer.waitUntilExit()
    }
    #expect(process.stop() == 0)
  }

  @Test func `its threads have names`() throws {
    let process = try DaemonProcess(data: data)
    try LineClient(path: process.socketPath).call("hello")
    let threads = "/proc/\(process.pid)/task"
    let wanted = Set(["writer", "checkpoint", "follow", "build", "schedule", "subscribe", "tend"].map { "kith-\($0)" })
    var names: Set<String> = []
    // Each names itself when it first runs, which may be after the first answer.
    let deadline = ContinuousClock.now + .seconds(10)
    while !wanted.isSubset(of: names), ContinuousClock.now < deadline {
      names = Set(
        try FileManager.default.contentsOfDirectory(atPath: threads).compactMap {
          try? String(contentsOfFile: "\(threads)/\($0)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
        })
    }
    #expect(wanted.isSubset(of: names), "\(names)")
    #expect(process.stop() == 0)
  }

  @Test func `a reload of bad settings changes nothing and is said`() throws {
    let config = folder.path("kith.yaml")
    try Data("limits:\n  batch: 7\n".utf8).write(to: URL(fileURLWithPath: config))
    let process = try DaemonProcess(data: data, arguments: ["--config", config])
    try Data("limits:\n  batch: none\n".utf8).write(to: URL(fileURLWithPath: config))
    process.signal(SIGHUP)
    while !process.said.contains("stay as they were") { try #require(process.isRunning) }
    let limits = try LineClient(path: process.socketPath).call("hello")["limits"] as? [String: Any]
    #expect(limits?["batch"] as? Int == 7)
    #expect(process.stop() == 0)
  }

  @Test func `a reload names what needs a restart`() throws {
    let config = folder.path("kith.yaml")
    try Data("logLevel: info\n".utf8).write(to: URL(fileURLWithPath: config))
    let process = try DaemonProcess(data: data, arguments: ["--config", config])
    try Data("rebuild:\n  memory: 64MiB\nlog:\n  maxReaders: 99\n".utf8).write(to: URL(fileURLWithPath: config))
    process.signal(SIGHUP)
    while !process.said.contains("need a restart: log, rebuild.memory") { try #require(process.isRunning) }
    #expect(process.stop() == 0)
  }

  @Test func `a reload compares with what runs, not with the last file`() throws {
    let config = folder.path("kith.yaml")
    func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: config)) }
    try write("limits:\n  events: 7\n  batch: 7\n")
    let process = try DaemonProcess(data: data, arguments: ["--config", config])
    func reload(_ count: Int) throws {
      process.signal(SIGHUP)
      while process.said.components(separatedBy: "settings are reloaded").count - 1 < count {
        try #require(process.isRunning)
      }
    }
    func limits() throws -> [Int?] {
      let limits = try LineClient(path: process.socketPath).call("hello")["limits"] as? [String: Any]
      return [limits?["events"] as? Int, limits?["batch"] as? Int]
    }
    try write("limits:\n  events: 9\n  batch: 9\n")
    for count in 1...2 { try reload(count) }
    // Each says it anew; what is told is what holds.
    while process.said.components(separatedBy: "need a restart: limits.events").count < 3 {
      try #require(process.isRunning)
    }
    #expect(try limits() == [7, 9])
    try write("limits:\n  events: 7\n  batch: 8\n")
    try reload(3)
    #expect(try limits() == [7, 8])
    #expect(process.stop() == 0)
    #expect(process.said.components(separatedBy: "need a restart").count == 3)
  }

  @Test func `it serves a socket that systemd passes in, and leaves it there`() throws {
    let socket = folder.path("passed")
    let process = try DaemonProcess(
      data: data, socket: socket, launcher: [BuiltProducts.path("TestPeer"), "--pass", socket])
    #expect(try LineClient(path: socket).call("hello")["protocol"] as? Int == 1)
    #expect(process.stop() == 0)
    #expect(FileManager.default.fileExists(atPath: socket))
  }

  @Test func `it tells systemd when it is ready`() throws {
    let path = folder.path("notify")
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(descriptor) }
    var address = try #require(SocketAddressBytes(path))
    let isBound = address.bind(descriptor)
    #expect(isBound)
    let process = try DaemonProcess(data: data, environment: ["NOTIFY_SOCKET": path])
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    #expect(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) == "READY=1")
    #expect(process.stop() == 0)
  }

  @Test func `it says where its data and its socket are`() throws {
    let process = try DaemonProcess(data: data)
    #expect(process.stop() == 0)
    #expect(process.said.contains("data=\(data)") && process.said.contains("socket=\(process.socketPath)"))
  }
}
