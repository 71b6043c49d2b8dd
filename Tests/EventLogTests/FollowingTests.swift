import Dispatch
import EventLog
import FactSchema
import Synchronization
import TestSupport
import Testing

/// Following, which every log offers in the same way.
@Suite struct `Whoever follows a log` {
  /// Reads what came when it is told, a little at a time, on a thread of its own.
  private final class SlowReader: Sendable {
    private let told = DispatchSemaphore(value: 0)
    private let calls = Atomic(0)
    private let log: any FactLog
    let stretch = 7

    init(_ log: any FactLog) { self.log = log }

    func follow() -> LogFollowing {
      log.follow { [self] in
        calls.add(1, ordering: .relaxed)
        told.signal()
      }
    }

    var callCount: Int { calls.load(ordering: .relaxed) }

    /// What it read up to that position; and the most that it held at a time.
    func read(upTo end: Position) throws -> (records: [LogRecord], heldMax: Int) {
      var read: [LogRecord] = []
      var heldMax = 0
      var position = Position.zero
      while position < end {
        let held = try log.read(after: position, limit: stretch)
        heldMax = max(heldMax, held.count)
        read += held
        position = held.last?.header.position ?? position
        if held.isEmpty { told.wait() }
      }
      return (read, heldMax)
    }
  }

  @Test(arguments: LogKind.allCases) func `is told of every batch, and reads all of it at its own pace`(
    kind: LogKind
  ) async throws {
    let made = try kind.make()
    let log = made.log
    let batches = 150
    var random = SeededGenerator(seed: 21)
    var plain = PlainLog()
    let sizes = (0..<batches).map { _ in 1 + random.below(6) }
    let end = Position(UInt64(sizes.reduce(0, +)))
    let reader = SlowReader(log)
    let following = reader.follow()
    async let read = beside { try reader.read(upTo: end) }
    for size in sizes {
      let batch = plain.batch(&random, count: size)
      plain.take(batch, try log.append(batch.records, at: plain.head))
    }
    let (records, heldMax) = try await read
    #expect(records.map(ReadRecord.init) == (1...end.value).map { plain.expected($0) })
    #expect(heldMax <= reader.stretch)
    // Once for each batch, whoever reads how slowly: nothing is queued for anybody.
    #expect(reader.callCount == batches)
    following.end()
    try plain.fill(log, batches: 3, &random)
    #expect(reader.callCount == batches)
  }

  @Test(arguments: LogKind.allCases) func `finds what it is told of, while others append`(kind: LogKind) throws {
    let made = try kind.make()
    let log = made.log
    let missed = Atomic(0)
    let highest = Mutex(Position.zero)
    let following = log.follow {
      // As whoever decides at the head does: what is there is all that was appended.
      let head = log.head
      if ((try? log.record(at: head)) ?? nil) == nil { missed.add(1, ordering: .relaxed) }
      highest.withLock { $0 = max($0, head) }
    }
    DispatchQueue.concurrentPerform(iterations: 3) { writer in
      var left = 30
      while left > 0 {
        let head = log.head
        let record = Fixture.record(head.value + 1, contact: UInt64(writer), personal: [], slot: nil)
        if (try? log.append([record], at: head)) != nil { left -= 1 }
      }
    }
    following.end()
    #expect(missed.load(ordering: .relaxed) == 0)
    #expect(highest.withLock { $0 } == Position(90))
  }

  @Test(arguments: LogKind.allCases) func `is not told once it let go, and the others are`(kind: LogKind) throws {
    let made = try kind.make()
    let log = made.log
    let first = Atomic(0)
    let second = Atomic(0)
    var following: LogFollowing? = log.follow { first.add(1, ordering: .relaxed) }
    let other = log.follow { second.add(1, ordering: .relaxed) }
    try log.append([Fixture.record(1, personal: [], slot: nil)], at: .zero)
    #expect(following != nil)
    following = nil
    try log.append([Fixture.record(2, personal: [], slot: nil)], at: Position(1))
    #expect(first.load(ordering: .relaxed) == 1)
    #expect(second.load(ordering: .relaxed) == 2)
    other.end()
    // What was refused has moved nothing.
    #expect((try? log.append([Fixture.record(9, personal: [], slot: nil)], at: Position(8))) == nil)
    #expect(second.load(ordering: .relaxed) == 2)
  }
}
