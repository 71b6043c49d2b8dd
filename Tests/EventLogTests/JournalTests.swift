import Bytes
import FactSchema
import Foundation
import Glibc
import LMDB
import Synchronization
import TestSupport
import Testing

@testable import EventLog

@Suite struct `The journal` {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    fixture.options.journalBytes = 64 << 10
  }

  var path: String { fixture.options.folder + "/log/journal" }

  func content() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  func put(_ content: [UInt8]) throws { try Data(content).write(to: URL(fileURLWithPath: path)) }

  /// Appends that many batches of one record and lets the log go without settling it; the root.
  @discardableResult
  func fill(_ count: UInt64) throws -> Digest256 {
    let log = try fixture.open()
    for _ in 0..<count { try log.append([Fixture.record(log.head.value + 1)]) }
    return log.root
  }

  /// What opening the log refuses with.
  func refusal() -> String {
    do throws(any Error) {
      _ = try fixture.open()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `is emptied into the log's file when it is full, again and again`() throws {
    var roots: [Digest256] = []
    do {
      let log = try fixture.open()
      for position in 1...100 as ClosedRange<UInt64> {
        roots.append(try log.append([Fixture.record(position)]).root)
        #expect(try log.read(after: .zero, limit: 1000).count == Int(position))
      }
      #expect(log.tail.all.count < 16)
    }
    let log = try fixture.open()
    #expect(log.head == Position(100))
    #expect(log.root == roots.last)
    #expect(try log.read(after: .zero, limit: 1000).map(\.header.position.value) == Array(1...100))
  }

  @Test(arguments: [32 << 10, 256 << 10]) func `takes another size at the next start`(bytes: Int) throws {
    let root = try fill(5)
    fixture.options.journalBytes = bytes
    do {
      let log = try fixture.open()
      #expect(log.head == Position(5))
      #expect(log.root == root)
    }
    #expect(try content().count == bytes)
    try fill(200)
    #expect(try fixture.open().head == Position(205))
  }

  @Test func `is passed by a batch that it can never hold`() throws {
    let large = [UInt8](repeating: 7, count: 100 << 10)
    do {
      let log = try fixture.open()
      for position in 1...9 as ClosedRange<UInt64> {
        try log.append([Fixture.record(position, open: position % 3 == 0 ? large : [1])])
      }
    }
    let log = try fixture.open()
    #expect(
      try log.read(after: .zero, limit: 100).map(\.open.count) == [1, 1, 100 << 10, 1, 1, 100 << 10, 1, 1, 100 << 10])
  }

  @Test func `never hides a record from a reader while it is emptied`() async throws {
    let log = try fixture.open()
    let reading = Task { () async throws -> Void in
      while log.head < Position(2000) {
        let head = log.head.value
        let last = min(head, 64)
        #expect(try log.read(after: Position(head - last), limit: 64).count >= last)
        #expect(try log.readBackward(before: Position(head + 1), limit: 64).count == last)
        for position in [1, head / 2, head] where position > 0 && position <= head {
          #expect(try log.record(at: Position(position)) != nil)
        }
        let many = (0..<last).map { Position(head - $0) }
        #expect(try log.records(at: many).allSatisfy { (try? $0.get()) != nil })
        await Task.yield()
      }
    }
    for position in 1...2000 as ClosedRange<UInt64> { try log.append([Fixture.record(position)]) }
    try await reading.value
  }

  /// Every sector of the last entry but its padding, and the whole entry.
  @Test(arguments: [0, 1, 2, 3])
  func `gives up a last entry that was cut off, and takes another in its place`(sector: Int) throws {
    let large = [UInt8](repeating: 7, count: 1500)
    let root = try fill(3)
    try { () in
      let log = try fixture.open()
      try log.append([Fixture.record(4, open: large)])
    }()
    // The second opening began a new generation: the entry is its first.
    var bytes = try content()
    let start = Journal.block + 512 * sector
    bytes.replaceSubrange(start..<(start + 512), with: repeatElement(0, count: 512))
    try put(bytes)
    let log = try fixture.open()
    #expect(log.head == Position(3))
    #expect(log.root == root)
    try log.append([Fixture.record(4)])
    #expect(try log.record(at: Position(4))?.open == [1, 2, 3])
  }

  @Test func `is refused when an entry before a sound one is damaged`() throws {
    try fill(3)
    var bytes = try content()
    bytes[2 * Journal.block + 100] ^= 1
    try put(bytes)
    #expect(refusal().contains("the journal is damaged before the fact at position 3"))
  }

  @Test func `is not missed silently`() throws {
    let root = try { () in
      let log = try fixture.open()
      try log.append([Fixture.record(1)])
      try log.checkpoint()
      let root = log.root
      try log.append([Fixture.record(2)])
      return root
    }()
    try FileManager.default.removeItem(atPath: path)
    #expect(refusal().contains("the journal is missing"))
    try put([])
    let log = try fixture.open()
    #expect(log.head == Position(1))
    #expect(log.root == root)
    try log.append([Fixture.record(2)])
  }

  @Test(arguments: [0, 8, 20, 40, 50])
  func `is refused when its first block is damaged`(byte: Int) throws {
    try fill(2)
    var bytes = try content()
    bytes[byte] ^= 1
    try put(bytes)
    #expect(refusal() != "")
    bytes[byte] ^= 1
    try put(bytes)
    #expect(refusal() == "")
  }

  @Test(arguments: [0, 100, 4096, 8191])
  func `is refused when it is cut short`(bytes: Int) throws {
    try fill(2)
    try put(Array(try content().prefix(bytes)))
    #expect(bytes == 0 || refusal().contains("the journal is cut short"))
  }

  @Test func `of another log is refused`() throws {
    try fill(1)
    let other = try Fixture()
    other.options.journalBytes = fixture.options.journalBytes
    let entropy = Entropy { (count) throws(EventLogError) in [UInt8](repeating: 9, count: count) }
    _ = try JournaledLog.open(other.options, entropy: entropy, now: Fixture.now)
    try put(Array(try Data(contentsOf: URL(fileURLWithPath: other.options.folder + "/log/journal"))))
    #expect(refusal().contains("the journal belongs to another log"))
  }

  @Test func `of a later state of the log is refused, and an earlier one is done with`() throws {
    let file = URL(fileURLWithPath: fixture.options.folder + "/log/data.mdb")
    try fill(2)
    let earlier = (log: try Data(contentsOf: file), journal: try content())
    try fill(2)
    let later = (log: try Data(contentsOf: file), journal: try content())
    try earlier.log.write(to: file)
    #expect(refusal().contains("it goes on after position 2 of another state of the log, whose file ends at 0"))
    try later.log.write(to: file)
    try put(earlier.journal)
    let log = try fixture.open()
    #expect(log.head == Position(2))
  }

  @Test func `does not take entries of an earlier turn for its own`() throws {
    let root = try { () in
      let log = try fixture.open()
      for position in 1...3 as ClosedRange<UInt64> { try log.append([Fixture.record(position)]) }
      try log.checkpoint()
      return log.root
    }()
    // Still there, block for block, and of a generation that is over.
    let bytes = try content()
    let entry = JournalEntry.read(bytes.span, at: Journal.block, generation: bytes.span.bigEndian(at: 32))
    #expect(entry?.first == nil)
    let log = try fixture.open()
    #expect(log.head == Position(3))
    #expect(log.root == root)
  }

  @Test func `has no entry of which a bit is not as it was written`() throws {
    try { () in
      let log = try fixture.open()
      try log.append([Fixture.record(1), Fixture.record(2, personal: [], slot: nil), Fixture.record(3)])
    }()
    var bytes = try content()
    let generation: UInt128 = bytes.span.bigEndian(at: 32)
    let length = Int(bytes.span.bigEndian(at: Journal.block + 4, as: UInt32.self))
    #expect(JournalEntry.read(bytes.span, at: Journal.block, generation: generation)?.records.count == 3)
    for bit in 0..<(length * 8) {
      bytes[Journal.block + bit / 8] ^= 1 << (bit % 8)
      #expect(JournalEntry.read(bytes.span, at: Journal.block, generation: generation) == nil, "bit \(bit)")
      bytes[Journal.block + bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test func `of version 1 is taken over, and goes on as version 2`() throws {
    let root = try fill(5)
    try put(Self.asVersion1(try content()))
    let log = try fixture.open()
    #expect(log.head == Position(5))
    #expect(log.root == root)
    #expect(try content()[8..<12] == [0, 0, 0, 2])
    try log.append([Fixture.record(6)])
    #expect(try log.read(after: .zero, limit: 10).map(\.header.position.value) == Array(1...6))
  }

  @Test func `of version 1 without entries goes on as version 2`() throws {
    try { () in
      let log = try fixture.open()
      try log.append([Fixture.record(1)])
      try log.checkpoint()
    }()
    try put(Self.asVersion1(try content()))
    #expect(try fixture.open().head == Position(1))
    #expect(try content()[8..<12] == [0, 0, 0, 2])
  }

  @Test func `of a newer version is refused, and up to which one is read`() throws {
    try fill(2)
    var bytes = try content()
    bytes.replace(at: 8, byBigEndian: UInt32(3))
    bytes.replaceSubrange(48..<80, with: Hashing.digest(bytes.span, 0..<48).bytes)
    try put(bytes)
    #expect(refusal() == "the log has format 3, made by a newer release; this one reads up to 2")
  }

  /// The journal as a release wrote it that knew version 1 only.
  private static func asVersion1(_ content: [UInt8]) -> [UInt8] {
    var bytes = content
    bytes.replace(at: 8, byBigEndian: UInt32(1))
    bytes.replaceSubrange(48..<80, with: Hashing.digest(bytes.span, 0..<48).bytes)
    let generation: UInt128 = bytes.span.bigEndian(at: 32)
    for start in stride(from: Journal.block, to: bytes.count, by: Journal.block) {
      guard let entry = JournalEntry.read(bytes.span, at: start, generation: generation) else { continue }
      bytes.replace(at: start, byBigEndian: JournalEntry.magicOfWholeDigest)
      let end = start + entry.bytes.count - JournalEntry.digestBytes
      bytes.replaceSubrange(end..<(end + 32), with: Hashing.digest(bytes.span, start..<end).bytes)
    }
    return bytes
  }

  @Test func `is not written to when the log's file could not take over what it holds`() throws {
    fixture.options.logMapSize = 4 << 20
    var error: FactLogError?
    var head = Position.zero
    do {
      let log = try fixture.open()
      while error == nil {
        head = log.head
        do throws(FactLogError) {
          try log.append([Fixture.record(head.value + 1, open: [UInt8](repeating: 7, count: 40_000))])
        } catch let thrown {
          error = thrown
        }
      }
      #expect(log.head == head && head > .zero)
    }
    #expect(error == .full)
    #expect(try fixture.open().head == head)
  }

  @Test func `of another size for which there is no room is not made, and the one that is there goes on`() async throws
  {
    let root = try fill(5)
    let folder = fixture.options.folder
    await #expect(processExitsWith: .success) { [folder = folder as String, root = root.description as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 512 << 10, rlim_max: .max)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let said = Mutex<[String]>([])
      var options = LocalLog.Options(
        folder: folder, logMapSize: 1 << 30, vaultBlock: 64, journalBytes: 1 << 20, reserveBytes: 0)
      options.onDamage = { sentence in said.withLock { $0.append(sentence) } }
      let log = try JournaledLog.open(options, now: Fixture.now)
      guard log.root.description == root, said.withLock({ $0.count }) == 1 else { exit(2) }
      guard !FileManager.default.fileExists(atPath: folder + "/log/journal.new") else { exit(3) }
    }
    #expect(try fixture.open().root == root)
  }
}
