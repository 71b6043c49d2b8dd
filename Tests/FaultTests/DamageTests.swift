import Foundation
import Glibc
import TestSupport
import Testing

/// Files are damaged while the daemon is away.
@Suite struct `Damage` {
  /// A folder with something of everything in it, and no daemon on it.
  private static func filled(contacts: Int = 10) throws -> ScratchFolder {
    let folder = try ScratchFolder("kith-damage")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    try Company.everything(about: Company.contacts(contacts, through: client), through: client)
    #expect(daemon.stop() == 0)
    return folder
  }

  /// Starts on the folder: every read model equals a rebuild, and the daemon says what it made again.
  private static func expectRemade(_ folder: ScratchFolder, naming word: String) throws {
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    #expect(try Company.notices(through: client).contains { $0.contains(word) })
    #expect(try Company.differing(through: client) == [])
    let found = try client.call("contact.find", ["email": "ada3@example.com"])["contacts"] as? [Any]
    #expect(found?.count == 1)
    #expect(daemon.stop() == 0)
  }

  /// The LMDB files under a part of the data folder.
  private static func databases(_ folder: ScratchFolder, _ part: String) throws -> [URL] {
    let names = FileManager.default.enumerator(atPath: folder.path("data/" + part))?.compactMap { $0 as? String } ?? []
    let files = names.filter { $0.hasSuffix("data.mdb") }.map {
      URL(fileURLWithPath: folder.path("data/\(part)/\($0)"))
    }
    return try #require(files.isEmpty ? nil : files)
  }

  @Test(arguments: ["views", "registry", "index"])
  func `to derived files that are cut off makes them again`(part: String) throws {
    let folder = try Self.filled()
    for file in try Self.databases(folder, part) {
      let handle = try FileHandle(forWritingTo: file)
      // Four pages are left: the two that LMDB begins with, and two of the data.
      try handle.truncate(atOffset: 4 * 4_096)
      try handle.close()
    }
    try Self.expectRemade(folder, naming: part == "views" ? "contacts" : part)
  }

  @Test(arguments: ["views", "registry", "index"])
  func `to the first pages of derived files makes them again`(part: String) throws {
    var dice = SeededGenerator(seed: Company.seed)
    let folder = try Self.filled()
    for file in try Self.databases(folder, part) {
      let handle = try FileHandle(forWritingTo: file)
      try handle.write(contentsOf: (0..<8_192).map { _ in UInt8.random(in: 0...255, using: &dice) })
      try handle.close()
    }
    try Self.expectRemade(folder, naming: part == "views" ? "contacts" : part)
  }

  @Test(arguments: ["views", "registry", "index"])
  func `by derived files of another log makes them again`(part: String) throws {
    let folder = try Self.filled()
    let other = try Self.filled(contacts: 12)
    try FileManager.default.removeItem(atPath: folder.path("data/" + part))
    try FileManager.default.copyItem(atPath: other.path("data/" + part), toPath: folder.path("data/" + part))
    try Self.expectRemade(folder, naming: part == "views" ? "contacts" : part)
  }

  @Test(arguments: ["views", "registry", "index"])
  func `by deletion of derived files makes them again`(part: String) throws {
    let folder = try Self.filled()
    try FileManager.default.removeItem(atPath: folder.path("data/" + part))
    try Self.expectRemade(folder, naming: part == "views" ? "contacts" : part)
  }

  @Test func `that may have made the daemon crash makes everything derived again`() throws {
    let folder = try Self.filled()
    do {
      let daemon = try DaemonProcess(
        data: folder.path("data"), socket: folder.path("s"), environment: ["SWIFT_BACKTRACE": "enable=no"])
      daemon.signal(SIGSEGV)
      #expect(daemon.wait() == -SIGSEGV)
    }
    try Self.expectRemade(folder, naming: "crashed")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    #expect(try Company.notices(through: LineClient(path: daemon.socketPath)) == [])
    #expect(daemon.stop() == 0)
  }

  @Test func `to one row of a read model is found at start and mended`() throws {
    let folder = try Self.filled()
    let file = try #require(
      try Self.databases(folder, "views").first {
        $0.deletingLastPathComponent().lastPathComponent.hasPrefix("contacts")
      })
    #expect(try Self.replace("Ada Lovelace 4", by: "Ada Lovelock 4", in: file) > 0)
    try Self.expectRemade(folder, naming: "contacts generation 1 is made again: its file is not as it was left")
  }

  /// Replaces a text by another of the same length wherever it stands in the file; how often.
  private static func replace(_ text: String, by other: String, in file: URL) throws -> Int {
    var data = try Data(contentsOf: file)
    var count = 0
    var start = data.startIndex
    while let range = data.range(of: Data(text.utf8), in: start..<data.endIndex) {
      data.replaceSubrange(range, with: Data(other.utf8))
      start = range.upperBound
      count += 1
    }
    try data.write(to: file)
    return count
  }
}
