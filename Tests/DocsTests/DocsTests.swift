import Foundation
import TestSupport
import Testing

/// What the documentation shows is what happens: every command in it is run, in order, on a fresh daemon.
@Suite struct `The documentation` {
  @Test(arguments: Document.all.filter { !$0.steps.isEmpty }.map(\.path))
  func `prints what it says`(path: String) throws {
    let document = try #require(Document.all.first { $0.path == path })
    let folder = try ScratchFolder("kith-docs")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let shell = Shell(folder: folder, socket: daemon.socketPath)
    var open: LineClient?
    for step in document.steps {
      switch step {
      case .send(let line):
        let client = try open ?? LineClient(path: daemon.socketPath)
        open = client
        try client.send(line: line)
      case .receive(let line, let text):
        let answer = try #require(try open?.readLine(), "\(path):\(line): nothing came")
        #expect(Output.matches(Output.normal(answer)[...], Output.normal(text)[...]), "\(path):\(line): < \(answer)")
      case .save(let name, let text): try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
      case .prepare(let line, let command):
        let (output, status) = try shell.run(command)
        #expect(status == 0, "\(path):\(line): \(command) ended with \(status): \(output)")
      case .run(let line, let command, let expected):
        let (output, _) = try shell.run(command)
        let normal = Output.normal(output)
        let wanted = Output.normal(expected.joined(separator: "\n"))
        #expect(Output.matches(normal[...], wanted[...]), "\(path):\(line): $ \(command)\n\(output)")
      }
    }
    #expect(daemon.stop() == 0)
  }

  /// The page for auditors again, its commands run by one.
  @Test(.enabled(if: geteuid() == 0, "only root may become another user"))
  func `shows auditors no command that they may not use`() throws {
    let document = try #require(Document.all.first { $0.path == "Docs/auditing.md" })
    let folder = try ScratchFolder("kith-docs")
    chmod(folder.path, 0o755)
    let kith = folder.path("kith")
    try FileManager.default.copyItem(atPath: BuiltProducts.path("kith"), toPath: kith)
    chmod(kith, 0o755)
    let daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("s"),
      arguments: ["--set", "roles.users.auditor=60011", "--set", "socket.mode=0666"])
    let shell = Shell(folder: folder, socket: daemon.socketPath)
    var count = 0
    for step in document.steps {
      switch step {
      case .save, .send, .receive: break
      case .prepare(_, let command): #expect(try shell.run(command).status == 0)
      case .run(let line, let command, _):
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
          ["PATH=\(folder.path):/usr/bin:/bin", "KITH_SOCKET=\(daemon.socketPath)"]
          + ["setpriv", "--reuid", "60011", "--regid", "60011", "--clear-groups", "sh", "-c", command]
        process.standardOutput = FileHandle.nullDevice
        let said = Pipe()
        process.standardError = said
        try process.run()
        let text = String(decoding: try said.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(document.path):\(line): \(text)")
        count += 1
      }
    }
    #expect(count > 3)
    #expect(daemon.stop() == 0)
  }

  /// Commands that set up, build, test or measure, which the continuous integration runs instead of this test, with what
  /// makes them short.
  static let elsewhere = [
    "./config/run": "KITH_BUILD=debug config/run", "./config/test": "config/test",
    "config/bench --history figures.jsonl": "KITH_BUILD=debug config/bench --history ",
  ]

  @Test func `shows no other commands`() {
    let commands = Document.all.flatMap(\.elsewhere).map { line in
      line.components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
    }
    #expect(commands.filter { Self.elsewhere[$0] == nil } == [])
    #expect(Self.elsewhere.keys.filter { !commands.contains($0) } == [])
  }

  @Test func `shows commands that the continuous integration runs`() throws {
    let script = try #require(Document.text(".ci/run"))
    for command in Self.elsewhere.values { #expect(script.contains(command)) }
  }

  @Test(arguments: [
    ("a\n...\nb", "a\nx\ny\nb", true), ("a\n...\nb", "a\nb", true), ("a\n...", "b", false), ("x ... z", "x y z", true),
    ("x ... z", "x y", false), ("contact_01h2xcejqtf2nbrexx3vqjhp41", "contact_01h2xcejqtf2nbrexx3vqjhp42", true),
    ("deal", "contact", false),
  ])
  func `compares outputs but for what differs between runs`(expected: String, actual: String, same: Bool) {
    #expect(Output.matches(Output.normal(actual)[...], Output.normal(expected)[...]) == same)
  }
}

/// Runs commands as a person at a terminal would, in a folder of their own.
struct Shell {
  let folder: ScratchFolder
  let socket: String

  /// What the command printed, errors included, and its exit status.
  func run(_ command: String) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["script", "-qec", "stty cols 110; " + command, "/dev/null"]
    process.currentDirectoryURL = folder.url
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = BuiltProducts.folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    environment["KITH_SOCKET"] = socket
    environment["NO_COLOR"] = "1"
    environment["TERM"] = "xterm"
    environment["TZ"] = "UTC"
    environment["SHELL"] = "/bin/sh"
    environment["KITH_SOURCE"] = Document.root.path
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}
