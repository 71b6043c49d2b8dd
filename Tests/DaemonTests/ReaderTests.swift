import Foundation
import Glibc
import TestSupport
import Testing

/// Another program that reads an environment of the daemon's and is killed with its reader slot taken.
@Suite struct `A killed reader` {
  @Test(arguments: ["views/contacts.1", "registry", "index", "log"])
  func `is found while the daemon runs, and its slot is free again`(part: String) throws {
    let folder = try ScratchFolder("kd")
    let daemon = try DaemonProcess(data: folder.path("data"))
    _ = try LineClient(path: daemon.socketPath).makeContact()
    let reader = Process()
    let output = Pipe()
    let input = Pipe()
    reader.executableURL = URL(fileURLWithPath: BuiltProducts.path("TestPeer"))
    reader.arguments = ["--read", folder.path("data/\(part)")]
    (reader.standardOutput, reader.standardInput) = (output, input)
    try reader.run()
    #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held\n")
    let slots = folder.path("data/\(part)/lock.mdb")
    #expect(try Self.holds(slots, reader.processIdentifier))
    kill(reader.processIdentifier, SIGKILL)
    reader.waitUntilExit()
    let end = Date(timeIntervalSinceNow: 30)
    var pace = Pace(perSecond: 50)
    while try Self.holds(slots, reader.processIdentifier) {
      try #require(Date() < end, "the slot is still taken")
      pace.wait()
    }
    #expect(daemon.stop() == 0)
  }

  /// Whether a slot of the reader table has that process: LMDB writes its number as it is.
  private static func holds(_ path: String, _ process: Int32) throws -> Bool {
    let wanted = withUnsafeBytes(of: process) { Data($0) }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    return stride(from: 0, to: bytes.count - 3, by: 4).contains { bytes[$0..<$0 + 4] == wanted }
  }
}
