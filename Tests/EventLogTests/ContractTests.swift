import FactSchema
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import EventLog

/// What every log promises, tried with each of them.
@Suite struct `Every log` {
  // MARK: Appending

  @Test(arguments: LogKind.allCases) func `is at position 0 with the root of nothing when it is new`(
    kind: LogKind
  ) throws {
    let log = try kind.make().log
    #expect(log.status == LogStatus(head: .zero, root: Digest256(`The audit tree`.root([])), nextFreeSlot: 1, epoch: 1))
    #expect(log.createdAt == Fixture.now)
    #expect(log.origin.value != 0)
    #expect(!log.damage.isAny)
  }

  @Test(arguments: LogKind.allCases, [1, 2] as [UInt64])
  func `gives a batch its positions, its slots and its leaves, and the root is RFC 6962's`(
    kind: LogKind, seed: UInt64
  ) throws {
    let made = try kind.make()
    let log = made.log
    var random = SeededGenerator(seed: seed)
    var plain = PlainLog()
    for _ in 0..<60 {
      let batch = plain.batch(&random)
      let before = log.status
      let appended = try log.append(batch.records, at: plain.head)
      let first = before.head.next
      #expect(appended.positions == first...Position(before.head.value + UInt64(batch.records.count)))
      #expect(appended.newSlots == before.nextFreeSlot..<before.nextFreeSlot + UInt64(batch.new.count))
      plain.take(batch, appended)
      #expect(appended.root.bytes == plain.root)
      #expect(
        log.status
          == LogStatus(head: plain.head, root: appended.root, nextFreeSlot: UInt64(plain.slots.count) + 1, epoch: 1))
    }
    for position in 1...plain.head.value {
      #expect(try log.leaf(at: Position(position))?.bytes == plain.leaves[Int(position) - 1])
      #expect(try log.record(at: Position(position)).map(ReadRecord.init) == plain.expected(position))
    }
    #expect(Set(plain.slots.values).count == plain.slots.count)
  }

  @Test(arguments: LogKind.allCases) func `refuses a batch at another head than its own, and stores nothing of it`(
    kind: LogKind
  ) throws {
    let made = try kind.make()
    let log = made.log
    var random = SeededGenerator(seed: 5)
    var plain = PlainLog()
    try plain.fill(log, batches: 4, &random)
    let before = log.status
    for head in [0, plain.head.value - 1, plain.head.value + 1, .max] {
      let records = [Fixture.record(head &+ 1, contact: 99, slot: nil, open: [1])].map { record in
        var record = record
        record.key = .new(0)
        return record
      }
      #expect(throws: FactLogError.headMoved(to: plain.head)) { try log.append(records, at: Position(head)) }
      #expect(log.status == before)
    }
    #expect(try log.read(after: .zero, limit: 1000).count == plain.records.count)
    try plain.fill(log, batches: 1, &random)
    #expect(log.root.bytes == plain.root)
  }

  /// What the others appended meanwhile is elsewhere's to each of them.
  @Test(arguments: LogKind.allCases) func `lets one of many writers be first, and none lose what it decides again`(
    kind: LogKind
  ) throws {
    let made = try kind.make()
    let log = made.log
    let losses = Mutex(0)
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      var written = 0
      while written < 40 {
        let head = log.head
        let batch = (0..<2).map { index in
          Fixture.record(
            head.value + 1 + UInt64(index), contact: UInt64(writer + 1), personal: [], slot: nil,
            open: [UInt8(writer), UInt8(written + index)])
        }
        do throws(FactLogError) {
          try log.append(batch, at: head)
          written += 2
        } catch {
          guard case .headMoved(let moved) = error, moved > head else {
            failures.withLock { $0.append("\(error)") }
            return
          }
          losses.withLock { $0 += 1 }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let records = try log.read(after: .zero, limit: 1000)
    #expect(records.map(\.header.position.value) == Array(1...160))
    for writer in 0..<4 as Range<UInt8> {
      #expect(records.filter { $0.open[0] == writer }.map { $0.open[1] } == Array(0..<40))
    }
    #expect(log.root.bytes == `The audit tree`.root(records.map(\.leaf.bytes)[...]))
  }

  @Test(arguments: LogKind.allCases) func `refuses a batch of which a record cannot be stored whole`(
    kind: LogKind
  ) throws {
    let made = try kind.make()
    let log = made.log
    func plain(otherSubjects: [SubjectID] = [], commandID: String? = nil, message: [UInt8] = [1, 2]) -> PendingRecord {
      let header = EventHeader(
        position: Position(2), type: 16, recordedAt: Fixture.now, occurredAt: Fixture.now,
        subject: SubjectID(.contact, 1), version: Version(2), otherSubjects: otherSubjects, uid: 1000, role: .agent,
        commandID: commandID)
      return PendingRecord(header: header, message: message, openCount: message.count)
    }
    func sealed(_ position: UInt64, _ key: SealKey?) -> PendingRecord {
      var record = Fixture.record(position)
      record.key = key
      return record
    }
    let first = sealed(1, .new(0))
    let crowded = plain(otherSubjects: (0..<65).map { SubjectID(.contact, $0) })
    let cases: [(batch: [PendingRecord], index: Int)] = [
      ([], 0), ([sealed(2, .new(0))], 0), ([first, sealed(3, .new(0))], 1), ([first, sealed(1, .new(0))], 1),
      ([first, plain(commandID: String(repeating: "x", count: 129))], 1), ([first, plain(commandID: "")], 1),
      ([first, plain(commandID: "é")], 1), ([first, crowded], 1),
      ([first, plain(message: [UInt8](repeating: 1, count: LogLimits.partBytesMax + 1))], 1),
      // Whose personal part has no key, one that was never given, one that leaves some out.
      ([sealed(1, nil)], 0), ([first, sealed(2, .slot(1))], 1), ([first, sealed(2, .slot(0))], 1),
      ([first, sealed(2, .new(2))], 1), ([sealed(1, .new(1))], 0), ([sealed(1, .new(-1))], 0),
    ]
    for (number, expected) in cases.enumerated() {
      do throws(FactLogError) {
        try log.append(expected.batch, at: .zero)
        Issue.record("case \(number) was stored")
      } catch {
        guard case .invalid(expected.index, _) = error else {
          Issue.record("case \(number): \(error)")
          continue
        }
      }
      #expect(log.status.head == .zero && log.status.nextFreeSlot == 1)
    }
    #expect(try log.append([first, sealed(2, .new(0))], at: .zero).newSlots == 1..<2)
  }

  // MARK: Reading

  @Test(arguments: LogKind.allCases, [1, 2, 3] as [UInt64])
  func `reads any stretch in both directions as it was written`(kind: LogKind, seed: UInt64) throws {
    let made = try kind.make()
    let log = made.log
    var random = SeededGenerator(seed: seed)
    var plain = PlainLog()
    try plain.fill(log, batches: 30, &random)
    let count = plain.head.value
    for _ in 0..<300 {
      let from = random.oneIn(10) ? .max - UInt64(random.below(2)) : UInt64(random.below(Int(count) + 5))
      let limit = random.oneIn(8) ? .max : random.below(12)
      let order = random.oneIn(2) ? LogOrder.ascending : .descending
      // One that ends by itself, and one that is told to.
      let stop = random.oneIn(2) ? Int.max : 1 + random.below(5)
      var seen: [ReadRecord] = []
      try log.scan(order, from: Position(from), limit: limit) { (view) throws(FactLogError) in
        seen.append(ReadRecord(try view.record()))
        return seen.count < stop ? .next : .stop
      }
      let there: [UInt64] =
        switch order {
        case .ascending: from >= count ? [] : Array(from + 1...count)
        case .descending: from <= 1 ? [] : (1...min(from - 1, count)).reversed()
        }
      #expect(seen == there.prefix(min(limit, stop)).map { plain.expected($0) }, "from \(from), \(order), \(limit)")
    }
  }

  @Test(arguments: LogKind.allCases) func `has nothing at 0 and past the head`(kind: LogKind) throws {
    let made = try kind.make()
    let log = made.log
    var random = SeededGenerator(seed: 3)
    var plain = PlainLog()
    try plain.fill(log, batches: 5, &random)
    for position in [.zero, plain.head.next, Position(.max)] {
      #expect(try log.record(at: position) == nil)
      #expect(try log.leaf(at: position) == nil)
    }
    let asked = [plain.head.next, Position(2), .zero, plain.head, Position(2), Position(.max)]
    let found = try log.records(at: asked).map { ReadRecord(try $0.get()) }
    #expect(found == [plain.expected(2), plain.expected(plain.head.value), plain.expected(2)])
    #expect(!log.damage.isAny)
  }

  /// Position and root are of one and the same batch, and every record up to there can be read.
  @Test(arguments: LogKind.allCases) func `says where it stands when what stands there can be read`(
    kind: LogKind
  ) async throws {
    let made = try kind.make()
    let log = made.log
    let isDone = Atomic(false)
    async let looked = beside {
      var looks = 0
      repeat {
        let status = log.status
        let leaves = try log.read(after: .zero, limit: Int(status.head.value)).map(\.leaf.bytes)
        guard `The audit tree`.root(leaves[...]) == status.root.bytes else { return -1 }
        looks += 1
      } while !isDone.load(ordering: .acquiring)
      return looks
    }
    var random = SeededGenerator(seed: 8)
    var plain = PlainLog()
    try plain.fill(log, batches: 150, &random)
    isDone.store(true, ordering: .releasing)
    #expect(try await looked > 0)
  }

  // MARK: Sealing

  @Test(arguments: LogKind.allCases) func `never opens again what was sealed with an erased key, and the root stands`(
    kind: LogKind
  ) throws {
    let made = try kind.make()
    let log = made.log
    var random = SeededGenerator(seed: 12)
    var plain = PlainLog()
    try plain.fill(log, batches: 40, &random)
    let root = log.root
    let erased = Set(plain.slots.values.sorted().prefix(5))
    for slot in erased { try log.erase(slot: slot) }
    func expectErased() throws {
      let records = try log.read(after: .zero, limit: .max).map(ReadRecord.init)
      #expect(records == (1...plain.head.value).map { plain.expected($0) { slot in erased.contains(slot) } })
      try log.scan(from: .zero) { (view) throws(FactLogError) in
        let position = view.position.value
        let slot = plain.sealed[Int(position) - 1]
        let isErased = slot.map(erased.contains) ?? false
        let pending = plain.records[Int(position) - 1]
        let fact = try view.fact(opening: true)
        #expect(fact.isErased == isErased)
        #expect(fact.message == (isErased ? Array(pending.message[..<pending.openCount]) : pending.message))
        return .next
      }
    }
    try expectErased()
    #expect(log.root == root)
    // Neither sealed with, nor given again.
    let slot = try #require(erased.min())
    let used = Fixture.record(plain.head.value + 1, slot: slot)
    #expect(throws: FactLogError.keyDamaged(slot: slot)) { try log.append([used], at: plain.head) }
    #expect(log.head == plain.head)
    plain.slots = plain.slots.filter { !erased.contains($0.value) }
    try plain.fill(log, batches: 20, &random)
    #expect(erased.isDisjoint(with: plain.slots.values))
    try expectErased()
  }

  @Test(arguments: LogKind.allCases) func `cannot erase a slot that was never given`(kind: LogKind) throws {
    let made = try kind.make()
    for slot in [0, 1_000_000] as [UInt64] {
      #expect(throws: FactLogError.keyDamaged(slot: slot)) { try made.log.erase(slot: slot) }
    }
  }

  // MARK: Keeping

  @Test(arguments: LogKind.allCases) func `keeps under a name what was kept there first`(kind: LogKind) throws {
    let made = try kind.make()
    #expect(try made.log.kept("region", otherwise: [1, 2]) == [1, 2])
    #expect(try made.log.kept("region", otherwise: [3]) == [1, 2])
    #expect(try made.log.kept("other", otherwise: []) == [])
    #expect(try made.log.kept("other", otherwise: [4]) == [])
  }
}
