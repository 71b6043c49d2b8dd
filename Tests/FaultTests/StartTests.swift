import Foundation
import TestSupport
import Testing

/// What may be wrong with the data folder when the daemon starts.
@Suite struct `A data folder` {
  @Test func `is refused to a second daemon`() throws {
    let folder = try ScratchFolder("kith-two")
    let first = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let refusal = #expect(throws: DaemonProcess.DidNotStart.self) {
      try DaemonProcess(data: folder.path("data"), socket: folder.path("other"))
    }
    #expect(refusal?.description.contains(folder.path("data")) == true, "\(refusal?.description ?? "")")
    #expect(try LineClient(path: first.socketPath).call("hello")["protocol"] as? Int == 1)
    #expect(first.stop() == 0)
  }

  @Test func `that cannot be written is refused with a sentence that names it`() throws {
    let folder = try ScratchFolder("kith-read-only")
    let data = folder.path("data")
    do {
      let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
      _ = try Company.contacts(1, through: LineClient(path: daemon.socketPath))
      #expect(daemon.stop() == 0)
    }
    // Root may write anywhere, so the daemon is started as nobody where the test runs as root.
    let launcher = getuid() == 0 ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] : []
    try Self.setPermissions(0o555, of: 0o444, under: data)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
    defer { try? Self.setPermissions(0o755, of: 0o644, under: data) }
    let refusal = #expect(throws: DaemonProcess.DidNotStart.self) {
      try DaemonProcess(data: data, socket: folder.path("t"), environment: ["HOME": "/"], launcher: launcher)
    }
    #expect(refusal?.description.contains(data) == true, "\(refusal?.description ?? "")")
    #expect(refusal?.description.contains("Fatal error") == false, "\(refusal?.description ?? "")")
  }

  @Test func `is its owner's alone, with everything that the daemon makes in it`() throws {
    let folder = try ScratchFolder("kith-modes")
    let data = folder.path("made/data")
    let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    try Company.everything(about: Company.contacts(2, through: client), through: client)
    try client.call("projection.rebuild", ["projection": "contacts"])
    try Company.waitUntil(1, through: client)
    let names = try FileManager.default.subpathsOfDirectory(atPath: data)
    #expect(names.contains("log/data.mdb") && names.contains("vault") && names.contains("views/contacts.2/data.mdb"))
    for name in [""] + names {
      let mode = try FileManager.default.attributesOfItem(atPath: data + "/" + name)[.posixPermissions] as? Int
      #expect(mode.map { $0 & 0o077 } == 0, "\(name): \(String(mode ?? 0, radix: 8))")
    }
    #expect(daemon.stop() == 0)
  }

  private static func setPermissions(_ folders: Int, of files: Int, under path: String) throws {
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: folders], ofItemAtPath: path)
    for name in manager.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
      var isFolder: ObjCBool = false
      _ = manager.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      try manager.setAttributes(
        [.posixPermissions: isFolder.boolValue ? folders : files], ofItemAtPath: path + "/" + name)
    }
  }
}
