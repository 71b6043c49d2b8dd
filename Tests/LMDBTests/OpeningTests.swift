import Foundation
import Glibc
import LMDB
import TestSupport
import Testing

@Suite struct `Opening` {
  let folder: ScratchFolder
  let path: String

  init() throws {
    folder = try ScratchFolder("open")
    path = folder.path("environment")
  }

  /// An environment with so many rows of 1,000 bytes.
  func fill(_ rows: Int, _ durability: Environment.Durability = .derived) throws {
    let environment = try Environment(.init(path: path, mapSize: 8 << 20, durability: durability))
    let table = try environment.openTable("rows")
    var write = try environment.write()
    for row in 0..<rows {
      try write.put([UInt8(row >> 8), UInt8(row & 255)], [UInt8](repeating: 7, count: 1000), in: table)
    }
    try write.commit()
  }

  @Test func `the same folder is not opened twice in a process`() throws {
    let first = try Environment(.init(path: path))
    let other = folder.path + "/./environment"
    #expect(throws: LMDBError(.alreadyOpen, operation: "mdb_env_open", path: other)) {
      _ = try Environment(.init(path: other))
    }
    #expect(first.mapSize > 0)
  }

  /// A page of the slots that is not on the device would be a signal to the reader that needs it on a full one.
  @Test func `every slot of a reader is on the device`() throws {
    let environment = try Environment(.init(path: path, maxReaders: 512))
    var status = stat()
    try #require(stat(path + "/lock.mdb", &status) == 0)
    #expect(status.st_size >= 511 * 64 && Int(status.st_blocks) * 512 >= Int(status.st_size))
    #expect(environment.info().maxReaders == 512)
  }

  @Test func `no room for the slots of readers is an error, and leaves no file`() async throws {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try ScratchFolder("limit")
      var limit = rlimit(rlim_cur: 16 << 10, rlim_max: 16 << 10)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do throws(LMDBError) {
        _ = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20, maxReaders: 512))
        exit(1)
      } catch {
        guard error.code == .noSpace else { exit(2) }
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("environment"))
      guard left.isEmpty else { exit(3) }
    }
  }

  @Test func `a closed environment opens again with its rows`() throws {
    try fill(10)
    let environment = try Environment(.init(path: path))
    let table = try environment.openTable("rows", create: false)
    #expect(try environment.read().info(of: table).entries == 10)
  }

  @Test func `a table that is not there is an error unless it is to be made`() throws {
    let environment = try Environment(.init(path: path))
    #expect(throws: LMDBError(.tableNotFound, operation: "mdb_dbi_open", path: path)) {
      _ = try environment.openTable("missing", create: false)
    }
  }

  @Test func `a file that is none of LMDB's is refused`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try Data(repeating: 0x5A, count: 20_000).write(to: URL(fileURLWithPath: path + "/data.mdb"))
    #expect(throws: LMDBError(.invalid, operation: "mdb_env_open", path: path)) {
      _ = try Environment(.init(path: path))
    }
  }

  @Test(arguments: [Environment.Durability.derived, .synced])
  func `a file that was cut off is refused`(durability: Environment.Durability) throws {
    try fill(2000, durability)
    #expect(truncate(path + "/data.mdb", 40_960) == 0)
    #expect(throws: LMDBError(.corrupted, operation: "mdb_env_open", path: path)) {
      _ = try Environment(.init(path: path, durability: durability))
    }
  }

  @Test func `a refused opening leaves the folder free`() throws {
    try fill(2000)
    #expect(truncate(path + "/data.mdb", 40_960) == 0)
    #expect(throws: LMDBError.self) { _ = try Environment(.init(path: path)) }
    try FileManager.default.removeItem(atPath: path + "/data.mdb")
    #expect(try Environment(.init(path: path)).info().lastTransaction == 0)
  }

  @Test func `a folder that cannot be made is the kernel's error`() {
    let missing = folder.path("a/b/c")
    #expect(throws: LMDBError(.system(ENOENT), operation: "mkdir", path: missing)) {
      _ = try Environment(.init(path: missing))
    }
  }

  @Test func `a read-only environment reads and does not write`() throws {
    try fill(10)
    let environment = try Environment(.init(path: path, readOnly: true))
    let table = try environment.openTable("rows")
    #expect(try environment.read().info(of: table).entries == 10)
    #expect(throws: LMDBError(.system(EACCES), operation: "mdb_txn_begin", path: path)) { _ = try environment.write() }
  }

  @Test func `more readers than allowed are refused, and ended ones are used again`() throws {
    let environment = try Environment(.init(path: path, maxReaders: 2))
    for _ in 0..<10 { _ = try environment.read() }
    let first = try environment.read()
    let second = try environment.read()
    #expect(throws: LMDBError(.tooManyReaders, operation: "mdb_txn_begin", path: path)) { _ = try environment.read() }
    _ = consume first
    _ = consume second
    _ = try environment.read()
  }

  @Test func `a copy holds what the environment held`() throws {
    try fill(100)
    let copied = folder.path("copy")
    try FileManager.default.createDirectory(atPath: copied, withIntermediateDirectories: false)
    do {
      let environment = try Environment(.init(path: path))
      try environment.copy(to: copied, compact: true)
    }
    let copy = try Environment(.init(path: copied))
    let table = try copy.openTable("rows", create: false)
    #expect(try copy.read().info(of: table).entries == 100)
  }

  @Test func `a commit survives the process being killed, an open transaction does not`() async throws {
    for durability in [Environment.Durability.derived, .synced] {
      let path = folder.path("killed-\(durability)")
      let isSynced = durability == .synced
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, isSynced = isSynced as Bool] in
        let environment = try Environment(
          .init(path: path, mapSize: 8 << 20, durability: isSynced ? .synced : .derived))
        let table = try environment.openTable("rows")
        var write = try environment.write()
        try write.put([1], [1], in: table)
        try write.commit()
        var open = try environment.write()
        try open.put([2], [2], in: table)
        kill(getpid(), SIGKILL)
      }
      let environment = try Environment(.init(path: path, durability: durability))
      let table = try environment.openTable("rows", create: false)
      let read = try environment.read()
      #expect(try read.get([1], in: table) == [1])
      #expect(try read.get([2], in: table) == nil)
    }
  }

  @Test func `the slots of killed readers are cleared`() async throws {
    let path = path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let environment = try Environment(.init(path: path, maxReaders: 1))
      let read = try environment.read()
      kill(getpid(), SIGKILL)
      _ = consume read
    }
    let environment = try Environment(.init(path: path, maxReaders: 1))
    _ = try environment.read()
  }
}
