import Foundation
import Glibc
import TestSupport
import Testing

/// What others on the machine may do to the daemon's files, socket and descriptors.
@Suite struct `A daemon among others` {
  let folder: ScratchFolder
  let data: String

  init() throws {
    folder = try ScratchFolder("kith-others")
    data = folder.path("data")
  }

  private func start(_ arguments: [String] = [], launcher: [String] = []) throws -> DaemonProcess {
    try DaemonProcess(data: data, socket: folder.path("s"), arguments: arguments, launcher: launcher)
  }

  private func refusal(_ arguments: [String] = []) -> DaemonProcess.DidNotStart? {
    #expect(throws: DaemonProcess.DidNotStart.self) {
      try DaemonProcess(data: data, socket: folder.path("t"), arguments: arguments)
    }
  }

  /// Looks again and again, a little later each time, until it is so.
  private func eventually(_ isSo: () throws -> Bool) throws -> Bool {
    var pace = Pace(perSecond: 50)
    for _ in 0..<500 {
      if try isSo() { return true }
      pace.wait()
    }
    return false
  }

  // MARK: - The folder

  @Test func `keeps its folder although the lock file is removed`() throws {
    let daemon = try start()
    try FileManager.default.removeItem(atPath: data + "/kith.lock")
    let refused = refusal()
    #expect(refused?.status == 75, "\(refused?.description ?? "")")
    #expect(daemon.stop() == 0)
  }

  @Test func `refuses a folder that others may write to, and files of it`() throws {
    #expect(try start().stop() == 0)
    for path in [data, data + "/views", data + "/vault", data + "/log/data.mdb"] {
      var before = stat()
      try #require(lstat(path, &before) == 0)
      chmod(path, before.st_mode | 0o002)
      let refused = refusal()
      #expect(refused?.status == 73, "\(refused?.description ?? "")")
      #expect(refused?.description.contains("\(path) may be written to by others") == true)
      chmod(path, before.st_mode)
    }
    #expect(try start().stop() == 0)
  }

  @Test func `refuses a folder and files that others may read, but for one to pass through to its socket`() throws {
    #expect(try start().stop() == 0)
    func expectRefused(_ path: String) throws {
      var before = stat()
      try #require(lstat(path, &before) == 0)
      for bit in [mode_t(0o004), 0o040] {
        chmod(path, before.st_mode | bit)
        let refused = refusal()
        #expect(refused?.status == 73, "\(path): \(refused?.description ?? "")")
        #expect(refused?.description.contains("\(path) may be read by others") == true)
      }
      chmod(path, before.st_mode)
    }
    for path in [data, data + "/vault"] { try expectRefused(path) }
    // Nobody comes to what is in a folder that nobody may enter.
    chmod(data + "/views", 0o755)
    #expect(try start().stop() == 0)
    chmod(data + "/views", 0o700)
    chmod(data, 0o711)
    for path in ["/views", "/vault", "/log", "/log/data.mdb"] { try expectRefused(data + path) }
    #expect(try start().stop() == 0)
  }

  @Test func `refuses a socket and a configuration in a folder where others may put another in its place`() throws {
    let open = folder.path("open")
    try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: false)
    let config = open + "/kith.yaml"
    try Data("logLevel: info\n".utf8).write(to: URL(fileURLWithPath: config))
    func refused(_ arguments: [String]) -> DaemonProcess.DidNotStart? {
      #expect(throws: DaemonProcess.DidNotStart.self) {
        try DaemonProcess(data: data, socket: folder.path("t"), arguments: arguments)
      }
    }
    for mode in [mode_t(0o777), 0o775] {
      chmod(open, mode)
      let socket = refused(["--socket", open + "/s"])
      #expect(
        socket?.description.contains("\(open), which others may write to") == true, "\(String(describing: socket))")
      let settings = refused(["--config", config])
      #expect(settings?.status == 78, "\(String(describing: settings))")
      #expect(settings?.description.contains("\(open), which others may write to") == true)
    }
    // Where each may change their own alone, as in /tmp.
    chmod(open, 0o1777)
    let daemon = try DaemonProcess(data: data, socket: open + "/s", arguments: ["--config", config])
    #expect(daemon.stop() == 0)
  }

  // MARK: - What a crash leaves

  @Test(arguments: [String?.none, "registers=all"])
  func `leaves nothing of its memory when it crashes`(setting: String?) throws {
    let empty = ["SWIFT_BACKTRACE": setting ?? ""]
    // As large a dump as there can be is allowed to who starts it.
    let daemon = try DaemonProcess(
      data: data, socket: folder.path("s"), environment: empty, launcher: ["prlimit", "--core=unlimited"])
    let limits = try String(contentsOfFile: "/proc/\(daemon.pid)/limits", encoding: .utf8)
    #expect(limits.contains(#/Max core file size +1 +1 /#), "\(limits)")
    #expect(try String(contentsOfFile: "/proc/\(daemon.pid)/comm", encoding: .utf8) == "kithd\n")
    let client = try LineClient(path: daemon.socketPath)
    _ = try client.call("ContactCreated", ["name": "Zyzzyvacanary"])
    kill(daemon.pid, SIGSEGV)
    // What is sent like that is not met again when the report is written.
    #expect(try eventually { daemon.said.contains("Backtrace took") }, "there is no report: \(daemon.said)")
    daemon.kill()
    let said = daemon.said
    #expect(said.contains("Program crashed") && said.contains("Thread 0"))
    #expect(!said.contains("Registers:") && !said.contains("rsp 0x") && !said.contains("Zyzzyvacanary"))
  }

  @Test(.enabled(if: getuid() == 0, "only root may give files away"))
  func `refuses a folder and files of another user`() throws {
    #expect(try start().stop() == 0)
    for path in [data, data + "/vault"] {
      chown(path, 60_001, 60_001)
      let refused = refusal()
      #expect(refused?.status == 73, "\(refused?.description ?? "")")
      #expect(refused?.description.contains("belongs to another user (uid 60001)") == true)
      chown(path, 0, 0)
    }
    #expect(try start().stop() == 0)
  }

  @Test(arguments: ["vault.new", "log/journal.new", "views/contacts.1/scratch", "reserve", "kith.lock", "views/extra"])
  func `refuses a link in its folder, and does not write where it leads`(name: String) throws {
    #expect(try start().stop() == 0)
    let victim = folder.path("victim")
    try Data("untouched".utf8).write(to: URL(fileURLWithPath: victim))
    let path = data + "/" + name
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: victim)
    let refused = refusal()
    #expect(refused?.status == 73, "\(refused?.description ?? "")")
    #expect(refused?.description.contains("\(path) is a symbolic link") == true)
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "untouched")
    try FileManager.default.removeItem(atPath: path)
    #expect(try start().stop() == 0)
  }

  @Test func `refuses a configuration that others may write to or that is another user's`() throws {
    let config = folder.path("kith.yaml")
    try Data("logLevel: info\n".utf8).write(to: URL(fileURLWithPath: config))
    chmod(config, 0o666)
    let open = refusal(["--config", config])
    #expect(open?.status == 78 && open?.description.contains(config) == true, "\(open?.description ?? "")")
    chmod(config, 0o644)
    if getuid() == 0 {
      chown(config, 60_001, 60_001)
      #expect(refusal(["--config", config])?.status == 78)
      chown(config, 0, 0)
    }
    #expect(try start(["--config", config]).stop() == 0)
  }

  // MARK: - The socket

  @Test func `leaves the socket of a successor in place when it stops`() throws {
    let first = try start()
    for name in ["s", "s.lock"] { try FileManager.default.removeItem(atPath: folder.path(name)) }
    let second = try DaemonProcess(data: folder.path("other"), socket: folder.path("s"))
    #expect(first.stop() == 0)
    #expect(try LineClient(path: folder.path("s")).call("hello")["protocol"] as? Int == 1)
    #expect(FileManager.default.fileExists(atPath: folder.path("s.lock")))
    #expect(second.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("s")))
  }

  @Test func `says that its socket was removed`() throws {
    let daemon = try start()
    let client = try LineClient(path: daemon.socketPath)
    try FileManager.default.removeItem(atPath: folder.path("s"))
    #expect(try eventually { daemon.said.contains("The socket \(folder.path("s")) was removed") })
    #expect(try eventually { try Company.notices(through: client).contains { $0.contains("socket") } })
    #expect(daemon.stop() == 0)
  }

  // MARK: - The vault and the journal

  @Test func `records nothing without its vault, goes on answering, and says where the keys still are`() throws {
    var daemon = try start()
    var client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(2, through: client)
    try FileManager.default.removeItem(atPath: data + "/vault")
    let refused = #expect(throws: LineClient.Refused.self) {
      try client.call("NoteAdded", ["contact": contacts[0], "text": "lost"])
    }
    #expect(refused?.code == "damaged", "\(String(describing: refused))")
    #expect(try client.call("contact.get", ["contact": contacts[1]])["contact"] != nil)
    #expect(try eventually { daemon.said.contains("/proc/\(daemon.pid)/fd/") })
    let place = try #require(daemon.said.firstMatch(of: /copy it from (\/proc\/[0-9]+\/fd\/[0-9]+)/)?.output.1)
    // A copy, as an operator makes it.
    try Data(contentsOf: URL(fileURLWithPath: String(place))).write(to: URL(fileURLWithPath: data + "/vault"))
    chmod(data + "/vault", 0o600)
    #expect(throws: LineClient.Refused.self) { try client.call("NoteAdded", ["contact": contacts[0], "text": "lost"]) }
    #expect(daemon.stop() == 0)
    daemon = try start()
    client = try LineClient(path: daemon.socketPath)
    let events = try Company.log(through: client)
    #expect(events.compactMap { ($0["data"] as? [String: Any])?["name"] as? String }.count == 2)
    try client.call("NoteAdded", ["contact": contacts[0], "text": "kept"])
    #expect(daemon.stop() == 0)
  }

  @Test func `says that its log was removed, records nothing more, and says where it still is`() throws {
    var daemon = try start()
    var client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(3, through: client)
    try FileManager.default.removeItem(atPath: data + "/log/data.mdb")
    #expect(try eventually { daemon.said.contains("data.mdb was removed or moved") })
    let refused = #expect(throws: LineClient.Refused.self) {
      try client.call("NoteAdded", ["contact": contacts[0], "text": "lost"])
    }
    #expect(refused?.code == "damaged", "\(String(describing: refused))")
    let place = try #require(daemon.said.firstMatch(of: /copy it from (\/proc\/[0-9]+\/fd\/[0-9]+)/)?.output.1)
    try #require(Shell.run("cp", ["--sparse=always", String(place), data + "/log/data.mdb"]) == 0)
    chmod(data + "/log/data.mdb", 0o600)
    daemon.kill()
    daemon = try start()
    client = try LineClient(path: daemon.socketPath)
    #expect(try Company.log(through: client).count == 3)
    #expect(daemon.stop() == 0)
  }

  @Test(arguments: [false, true])
  func `records nothing without its journal, and loses nothing that it acknowledged`(isMoved: Bool) throws {
    var daemon = try start()
    var client = try LineClient(path: daemon.socketPath)
    let contacts = try Company.contacts(5, through: client)
    if isMoved {
      try FileManager.default.moveItem(atPath: data + "/log/journal", toPath: data + "/log/elsewhere")
      #expect(try eventually { daemon.said.contains("journal was removed or moved") })
    } else {
      try FileManager.default.removeItem(atPath: data + "/log/journal")
    }
    let refused = #expect(throws: LineClient.Refused.self) {
      try client.call("NoteAdded", ["contact": contacts[0], "text": "lost"])
    }
    #expect(refused?.code == "damaged", "\(String(describing: refused))")
    #expect(try Company.log(through: client).count == 5)
    daemon.kill()
    daemon = try start()
    client = try LineClient(path: daemon.socketPath)
    #expect(try Company.log(through: client).count == 5)
    try client.call("NoteAdded", ["contact": contacts[0], "text": "kept"])
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  // MARK: - Descriptors

  @Test func `sets aside the files that it needs, refuses connections beyond, and its log can grow`() throws {
    let launcher = ["sh", "-c", "ulimit -n 300 && exec \"$@\"", "sh"]
    let daemon = try start(launcher: launcher)
    #expect(daemon.said.contains("leaves room for 150 connections of the 1024 that are set"), "\(daemon.said)")
    let client = try LineClient(path: daemon.socketPath)
    let contact = try Company.contacts(1, through: client)[0]
    var others: [LineClient] = []
    var refused = 0
    for _ in 0..<300 {
      let other = try LineClient(path: daemon.socketPath)
      if (try? other.call("hello")) == nil { refused += 1 } else { others.append(other) }
    }
    // One user may hold eight tenths of the 150, also an operator.
    #expect(others.count == 119 && refused == 181)
    // Past what is allocated to begin with, and past a journal several times.
    let text = String(repeating: "grows ", count: 10_000)
    for _ in 0..<(Company.isLong ? 2_000 : 400) { try client.call("NoteAdded", ["contact": contact, "text": text]) }
    try client.call("projection.rebuild", ["projection": "all"])
    #expect(try Company.differing(through: client) == [])
    others = []
    #expect(daemon.stop() == 0)
  }

  @Test func `waits for files rather than asking for them all the time`() throws {
    let daemon = try start()
    let client = try LineClient(path: daemon.socketPath)
    let contact = try Company.contacts(1, through: client)[0]
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.pid)/fd").count
    try #require(Shell.run("prlimit", ["--pid", "\(daemon.pid)", "--nofile=\(open):4096"]) == 0)
    let waiting = try LineClient(path: daemon.socketPath)
    let before = try DaemonMeter.processorSeconds(daemon.pid)
    var pace = Pace(perSecond: 20)
    for number in 0..<30 {
      try client.call("NoteAdded", ["contact": contact, "text": "note \(number)"])
      pace.wait()
    }
    #expect(try DaemonMeter.processorSeconds(daemon.pid) - before < 0.75)
    try #require(Shell.run("prlimit", ["--pid", "\(daemon.pid)", "--nofile=4096:4096"]) == 0)
    #expect(try waiting.call("hello")["protocol"] as? Int == 1)
    #expect(daemon.stop() == 0)
  }
}
