import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import LMDB

/// What the reading and the writing threads tell each other.
private final class Progress: Sendable {
  let isDone = Atomic<Bool>(false)
  let wrong = Atomic<Int>(0)
  let ended = DispatchSemaphore(value: 0)
  static let threads = 2
}

@Suite struct `Growth`: Sendable {
  let folder: ScratchFolder
  let environment: Environment
  let table: Table

  init() throws {
    folder = try ScratchFolder("growth")
    environment = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20))
    table = try environment.openTable("rows")
  }

  func key(_ number: Int) -> [UInt8] { [UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)] }

  /// Puts the rows in one transaction, growing as often as that needs; how often.
  func put(_ rows: Range<Int>) throws -> Int {
    var growths = 0
    while true {
      do throws(LMDBError) {
        var write = try environment.write()
        for row in rows { try write.put(key(row), [UInt8](repeating: UInt8(row & 255), count: 2000), in: table) }
        try write.commit()
        return growths
      } catch {
        guard error.code == .mapFull else { throw error }
        try environment.grow()
        growths += 1
      }
    }
  }

  @Test func `a full map grows and the write goes through the second time`() throws {
    let before = environment.mapSize
    #expect(try put(0..<2000) == 1)
    #expect(environment.mapSize >= before + Environment.growthStepMin)
    let read = try environment.read()
    #expect(try read.info(of: table).entries == 2000)
    #expect(try read.get(key(1999), in: table)?.first == UInt8(1999 & 255))
  }

  @Test func `every byte of the file is allocated, at first and after growth`() throws {
    func allocated() -> (size: Int, blocks: Int) {
      var status = stat()
      stat(environment.options.path + "/data.mdb", &status)
      return (Int(status.st_size), Int(status.st_blocks) * 512)
    }
    #expect(allocated().size == environment.mapSize)
    #expect(allocated().blocks >= allocated().size)
    try environment.grow(atLeast: 40 << 20)
    #expect(environment.mapSize == 40 << 20)
    #expect(allocated().size == environment.mapSize)
    #expect(allocated().blocks >= allocated().size)
  }

  @Test func `sizes are asked for on another thread while the map is exchanged`() throws {
    _ = try put(0..<10)
    let progress = Progress()
    let used = environment.info().usedBytes
    Thread.detachNewThread { [environment] in
      while !progress.isDone.load(ordering: .relaxed) {
        if environment.info().usedBytes != used { progress.wrong.add(1, ordering: .relaxed) }
      }
      progress.ended.signal()
    }
    for _ in 0..<200 {
      // The size itself does not matter: every call takes the map away and makes it again.
      try environment.adoptMapSize()
    }
    progress.isDone.store(true, ordering: .relaxed)
    progress.ended.wait()
    #expect(progress.wrong.load(ordering: .relaxed) == 0)
  }

  @Test func `growing within an own write transaction is refused`() throws {
    let write = try environment.write()
    #expect(throws: LMDBError(.nestedWrite, operation: "grow", path: environment.options.path)) {
      try environment.grow()
    }
    try write.commit()
  }

  @Test func `readers in other threads read right while the map grows`() throws {
    _ = try put(0..<100)
    let progress = Progress()
    for _ in 0..<Progress.threads {
      // Threads of their own: readers that spin would take the writing task's place in the pool.
      Thread.detachNewThread {
        repeat {
          if !readsRight() { progress.wrong.add(1, ordering: .relaxed) }
        } while !progress.isDone.load(ordering: .relaxed)
        progress.ended.signal()
      }
    }
    for batch in 0..<40 { _ = try put((batch * 500)..<(batch * 500 + 500)) }
    progress.isDone.store(true, ordering: .relaxed)
    for _ in 0..<Progress.threads { progress.ended.wait() }
    #expect(progress.wrong.load(ordering: .relaxed) == 0)
    #expect(try environment.read().info(of: table).entries == 20_000)
  }

  /// Whether a snapshot has as many sound rows as it says.
  func readsRight() -> Bool {
    do {
      let read = try environment.read()
      var rows = 0
      try read.scan(table) { key, value in
        let isSound = value.count == 2000 && value[0] == key[2] && value[1999] == key[2]
        rows += isSound ? 1 : 0
        return isSound ? .next : .stop
      }
      return try read.info(of: table).entries == rows
    } catch {
      return false
    }
  }

  @Test func `the grown size is taken over at the next opening`() throws {
    let path = folder.path("again")
    let grown = try { () in
      let environment = try Environment(.init(path: path, mapSize: 1 << 20))
      try environment.grow()
      return environment.mapSize
    }()
    #expect(try Environment(.init(path: path, mapSize: 1 << 20)).mapSize == grown)
  }

  @Test func `no space for growth is an error and nothing is broken`() async throws {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try ScratchFolder("limit")
      let environment = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20))
      let table = try environment.openTable("rows")
      var limit = rlimit(rlim_cur: 3 << 19, rlim_max: 3 << 19)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do throws(LMDBError) {
        try environment.grow()
        exit(1)
      } catch {
        guard error.code == .noSpace, environment.mapSize == 1 << 20 else { exit(2) }
      }
      var write = try environment.write()
      try write.put([1], [1], in: table)
      try write.commit()
      guard try environment.read().get([1], in: table) == [1] else { exit(3) }
    }
  }

  @Test func `where there is little space, growth is little`() async throws {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try ScratchFolder("limit")
      let environment = try Environment(.init(path: folder.path("environment"), mapSize: 1 << 20))
      var limit = rlimit(rlim_cur: 4 << 20, rlim_max: 4 << 20)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try environment.grow()
      guard environment.mapSize == (1 << 20) + Environment.growthStepTight else { exit(1) }
    }
  }
}
