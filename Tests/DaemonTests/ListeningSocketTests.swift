import Foundation
import Glibc
import TestSupport
import Testing

@testable import Daemon

@Suite struct `The socket` {
  let folder: ScratchFolder
  let path: String

  init() throws {
    folder = try ScratchFolder("k")
    path = folder.path("kith.sock")
  }

  func open(_ path: String? = nil, mode: UInt16 = 0o660, group: UInt32? = nil) throws -> ListeningSocket {
    try ListeningSocket(path: path ?? self.path, mode: mode, group: group)
  }

  func sentence(_ path: String? = nil) -> String {
    do {
      _ = try open(path)
      return "opened"
    } catch {
      return "\(error)"
    }
  }

  func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(lstat(path, &status) == 0)
    return status
  }

  /// A socket file that nobody listens on.
  func makeStale() throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = try #require(SocketAddressBytes(path))
    let isBound = address.bind(descriptor)
    close(descriptor)
    #expect(isBound)
    #expect(throws: LineClient.Failed.self) { try LineClient(path: path) }
  }

  @Test(arguments: [0o600, 0o660, 0o666] as [UInt16]) func `has the mode it is given`(mode: UInt16) throws {
    let socket = try open(mode: mode)
    defer { socket.remove() }
    #expect(try status(path).st_mode & 0o777 == mode_t(mode))
  }

  @Test(.enabled(if: geteuid() == 0)) func `has the group it is given`() throws {
    let socket = try open(group: 12_345)
    defer { socket.remove() }
    #expect(try status(path).st_gid == 12_345)
  }

  @Test func `answers as soon as it is there`() throws {
    let socket = try open()
    defer { socket.remove() }
    _ = try LineClient(path: path)
  }

  @Test func `leaves nothing behind when it is removed`() throws {
    try open().remove()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func `leaves nothing but itself and its lock`() throws {
    let socket = try open()
    defer { socket.remove() }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["kith.sock", "kith.sock.lock"])
  }

  @Test func `replaces one that refuses connections`() throws {
    try makeStale()
    let socket = try open()
    defer { socket.remove() }
    _ = try LineClient(path: path)
  }

  @Test func `is refused while another holds it`() throws {
    let socket = try open()
    defer { socket.remove() }
    #expect(sentence().contains("belongs to another kithd"))
  }

  @Test func `never replaces a live one of another program`() throws {
    let other = try open()
    try FileManager.default.removeItem(atPath: path + ".lock")
    #expect(sentence().contains("in use by another process"))
    _ = try LineClient(path: path)
    close(other.descriptor)
  }

  @Test func `never replaces a file of another kind`() throws {
    try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
    #expect(sentence().contains("file of another kind"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func `never replaces a link`() throws {
    symlink(folder.path("elsewhere"), path)
    #expect(sentence().contains("file of another kind"))
  }

  @Test func `can have a path of 107 bytes`() throws {
    let long = folder.path + "/" + String(repeating: "s", count: 107 - folder.path.utf8.count - 1)
    let socket = try open(long)
    defer { socket.remove() }
    _ = try LineClient(path: long)
  }

  @Test func `cannot have a path of 108 bytes, and says so`() {
    let long = folder.path + "/" + String(repeating: "s", count: 108 - folder.path.utf8.count - 1)
    #expect(sentence(long).contains("has 108 bytes and the system allows 107"))
  }

  @Test func `needs its folder`() {
    #expect(sentence(folder.path("missing/kith.sock")).contains("Does its folder exist"))
  }

  @Test func `is not taken from systemd when it is meant for another process`() throws {
    #expect(try Systemd.passedSocket(["LISTEN_FDS": "1", "LISTEN_PID": "1"], pid: getpid()) == nil)
  }

  @Test func `is refused when systemd passes several`() {
    #expect(throws: SocketError.self) {
      try Systemd.passedSocket(["LISTEN_FDS": "2", "LISTEN_PID": "\(getpid())"], pid: getpid())
    }
  }
}
