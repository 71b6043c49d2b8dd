import FactSchema
import Foundation
import Glibc
import LMDB
import TestSupport
import Testing

@testable import EventLog

@Suite struct `Faults` {
  let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @Test func `what was appended survives the process being killed`() async throws {
    let folder = fixture.options.folder
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      let log = try JournaledLog.open(.init(folder: folder, logMapSize: 1 << 30, vaultBlock: 4), now: Fixture.now)
      for position in 1...10 as ClosedRange<UInt64> {
        try log.append([Fixture.record(position, contact: position, slot: position)])
      }
      kill(getpid(), SIGKILL)
    }
    let log = try fixture.open()
    #expect(log.head == Position(10))
    #expect(log.nextFreeSlot == 11)
    #expect(
      try log.read(after: .zero, limit: 100).map(\.personal)
        == Array(repeating: .plain(Array("Ada Lovelace".utf8)), count: 10))
    try log.append([Fixture.record(11, slot: 11)])
  }

  @Test func `on a full device nothing is stored, reads go on, and so does the log once there is room`() async throws {
    let folder = fixture.options.folder
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      func limit(_ bytes: UInt) {
        var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      }
      let log = try JournaledLog.open(
        .init(folder: folder, logMapSize: 1 << 30, vaultBlock: 16, reserveBytes: 0), now: Fixture.now)
      try log.append((1...10).map { Fixture.record($0) })
      // No byte more than the file has now.
      var status = stat()
      stat(folder + "/log/data.mdb", &status)
      limit(UInt(status.st_size))
      var before = log.status
      var error: FactLogError?
      while error == nil {
        before = log.status
        do throws(FactLogError) {
          try log.append([Fixture.record(before.head.value + 1, open: [UInt8](repeating: 7, count: 2 << 20))])
        } catch let thrown {
          error = thrown
        }
      }
      guard error == .noSpace, log.status == before, before.head.value > 10 else { exit(2) }
      guard try log.read(after: .zero, limit: 100).count == before.head.value else { exit(3) }
      limit(.max)
      let next = before.head.next
      try log.append([Fixture.record(next.value, open: [UInt8](repeating: 7, count: 2 << 20))])
      guard log.head == next, try log.record(at: next)?.open.count == 2 << 20 else { exit(4) }
    }
    let log = try fixture.open()
    #expect(try log.read(after: .zero, limit: 100).count == log.head.value)
  }

  @Test func `a full device while keys are made is no space, and no slot is used`() async throws {
    let folder = fixture.options.folder
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      signal(SIGXFSZ, SIG_IGN)
      let log = try JournaledLog.open(
        .init(folder: folder, logMapSize: 1 << 30, vaultBlock: 65_536, reserveBytes: 0), now: Fixture.now)
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: .max)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do throws(FactLogError) {
        try log.append([Fixture.record(1)])
        exit(2)
      } catch {
        guard error == .noSpace, log.nextFreeSlot == 1 else { exit(3) }
      }
      limit.rlim_cur = .max
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      try log.append([Fixture.record(1)])
      guard try log.record(at: Position(1))?.slot == 1 else { exit(4) }
    }
  }

  @Test func `a folder that cannot be written in is refused by name`() {
    // Not even root makes folders there.
    let folder = "/sys/kith-data"
    #expect(throws: EventLogError.readOnly(path: folder)) {
      try JournaledLog.open(.init(folder: folder), now: Fixture.now)
    }
  }

  @Test func `another process that has the folder is named as such`() async throws {
    let folder = fixture.options.folder
    let log = try fixture.open()
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      do throws(EventLogError) {
        _ = try JournaledLog.open(.init(folder: folder, logMapSize: 1 << 30), now: Fixture.now)
        exit(2)
      } catch {
        guard error == .lockedByAnother(path: folder) else { exit(3) }
      }
    }
    #expect(log.head == .zero)
  }

  @Test func `a log of a newer format is refused`() throws {
    do {
      let log = try fixture.open()
      var write = try log.environment.write()
      var identity: [UInt8] = [0, 0, 0, 3, 9, 9]
      LogMeta.appendDigest(to: &identity, from: 0)
      try write.put(LogMeta.identityKey, identity, in: log.meta)
      try write.commit()
    }
    #expect(throws: EventLogError.newerFormat(3, upTo: 2)) { try fixture.open() }
  }

  @Test func `a stop between vault and log at creation is made good`() throws {
    try FileManager.default.createDirectory(atPath: fixture.options.folder, withIntermediateDirectories: true)
    try Vault.create(path: fixture.options.folder + "/vault", origin: LogOrigin(42), entropy: .system)
    #expect(try fixture.open().origin == LogOrigin(42))
  }

  @Test(arguments: [0, 4096, 8192])
  func `a first start that ended before anything was made is begun again`(bytes: Int) throws {
    let folder = fixture.options.folder + "/log"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(count: bytes).write(to: URL(fileURLWithPath: folder + "/data.mdb"))
    #expect(try fixture.open().head == .zero)
  }

  @Test func `a log whose first pages are gone is refused and left as it is`() throws {
    try { () in _ = try fixture.open() }()
    let file = URL(fileURLWithPath: fixture.options.folder + "/log/data.mdb")
    try Data(count: 8192).write(to: file)
    #expect(throws: EventLogError.self) { try fixture.open() }
    #expect(try Data(contentsOf: file) == Data(count: 8192))
  }

  @Test func `the reserve is given back and taken again`() throws {
    let log = try fixture.open()
    let reserve = fixture.options.folder + "/reserve"
    #expect(try log.restoreReserve())
    #expect(allocatedBytes(reserve) >= 1 << 20)
    try log.releaseReserve()
    #expect(allocatedBytes(reserve) == 0)
    #expect(try log.restoreReserve())
    #expect(allocatedBytes(reserve) >= 1 << 20)
  }
}
