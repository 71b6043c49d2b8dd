import Dispatch
import FactSchema
import TestSupport
import Testing

@testable import EventLog

/// Every implementation of ``FactLog``, each of which must keep ``LogContract``.
enum LogKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  /// All records are in the journal.
  case journal
  /// The journal is emptied into the log's file every few batches.
  case file
  case memory

  var testDescription: String { rawValue }

  /// An empty log.
  func make() throws -> ContractLog {
    let fixture = try Fixture()
    switch self {
    case .journal: return ContractLog(log: try fixture.open(), fixture: fixture)
    case .file:
      fixture.options.journalBytes = 32 << 10
      return ContractLog(log: try fixture.open(), fixture: fixture)
    case .memory:
      return ContractLog(log: try MemoryLog(entropy: Fixture.counting(), now: Fixture.now), fixture: fixture)
    }
  }
}

/// A log, and the folder that it may need.
struct ContractLog {
  let log: any FactLog
  let fixture: Fixture
}

/// What a log was given, kept as plainly as can be.
struct PlainLog {
  var records: [PendingRecord] = []
  var leaves: [[UInt8]] = []
  /// The slot of each record's seal.
  var sealed: [UInt64?] = []
  /// The slot of each subject that has one.
  var slots: [SubjectID: UInt64] = [:]

  var head: Position { Position(UInt64(records.count)) }
  var root: [UInt8] { `The audit tree`.root(leaves[...]) }

  /// A batch of random records about a few contacts, and the contacts that have a new key in it, in order.
  func batch(_ random: inout SeededGenerator, count: Int? = nil) -> (records: [PendingRecord], new: [SubjectID]) {
    var new: [SubjectID] = []
    let records = (0..<(count ?? 1 + random.below(6))).map { index in
      let contact = UInt64(1 + random.below(40))
      let subject = SubjectID(.contact, UInt128(contact))
      let personal = random.oneIn(3) ? [] : (0..<random.below(90) + 1).map { UInt8(($0 * 7 + index) & 255) }
      var record = Fixture.record(
        UInt64(self.records.count + index + 1), contact: contact, personal: personal, slot: nil,
        open: (0..<random.below(300)).map { UInt8($0 & 255) })
      guard !personal.isEmpty else { return record }
      if let slot = slots[subject] {
        record.key = .slot(slot)
      } else if let number = new.firstIndex(of: subject) {
        record.key = .new(number)
      } else {
        record.key = .new(new.count)
        new.append(subject)
      }
      return record
    }
    return (records, new)
  }

  /// Takes over what became durable.
  mutating func take(_ batch: (records: [PendingRecord], new: [SubjectID]), _ appended: Appended) {
    records += batch.records
    leaves += appended.leaves.map(\.bytes)
    for (subject, slot) in zip(batch.new, appended.newSlots) { slots[subject] = slot }
    sealed += batch.records.map { $0.openCount < $0.message.count ? slots[$0.header.subject] : nil }
  }

  /// Appends random batches to both.
  mutating func fill(_ log: any FactLog, batches: Int, _ random: inout SeededGenerator) throws {
    for _ in 0..<batches {
      let batch = batch(&random)
      take(batch, try log.append(batch.records, at: head))
    }
  }

  /// The record at the position as it is to be read.
  func expected(_ position: UInt64, isErased: (UInt64) -> Bool = { _ in false }) -> ReadRecord {
    let pending = records[Int(position) - 1]
    let personal = Array(pending.message[pending.openCount...])
    let slot = sealed[Int(position) - 1]
    return ReadRecord(
      header: pending.header, open: Array(pending.message[..<pending.openCount]),
      personal: personal.isEmpty ? .none : slot.map(isErased) ?? false ? .erased : .plain(personal), slot: slot,
      leaf: leaves[Int(position) - 1])
  }
}

/// A record as it is read.
struct ReadRecord: Equatable {
  var header: EventHeader
  var open: [UInt8]
  var personal: PersonalPart
  var slot: UInt64?
  var leaf: [UInt8]

  init(header: EventHeader, open: [UInt8], personal: PersonalPart, slot: UInt64?, leaf: [UInt8]) {
    self.header = header
    self.open = open
    self.personal = personal
    self.slot = slot
    self.leaf = leaf
  }

  init(_ record: LogRecord) {
    self.init(
      header: record.header, open: record.open, personal: record.personal, slot: record.slot, leaf: record.leaf.bytes)
  }
}

/// What `body` makes on a thread of its own, where it may wait.
func beside<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
  }
}
