@testable import EventLog
import FactSchema
import LMDB
import Synchronization
import TestSupport

/// A log in a folder of its own, with the same keys and nonces every time, and records to put into it.
final class Fixture {
  static let now = Instant(microseconds: 1_790_000_000_000_000)
  let folder: ScratchFolder
  var options: LocalLog.Options

  init() throws {
    folder = try ScratchFolder("log")
    options = LocalLog.Options(folder: folder.path("data"), logMapSize: 1 << 30, vaultBlock: 64, reserveBytes: 1 << 20)
  }

  func open() throws -> JournaledLog {
    try JournaledLog.open(options, entropy: Self.counting(), now: Self.now)
  }

  /// Bytes that count on from where the last call ended.
  static func counting() -> Entropy {
    let next = Mutex<UInt8>(0)
    return Entropy { (count) throws(EventLogError) in
      next.withLock { next in
        (0..<count).map { _ in
          defer { next &+= 1 }
          return next
        }
      }
    }
  }

  /// A record about the contact with that number; sealed with the key in the slot, or one that is new and gets it, when
  /// there is a personal part.
  static func record(
    _ position: UInt64, contact: UInt64 = 1, personal: [UInt8] = Array("Ada Lovelace".utf8), slot: UInt64? = 1,
    open: [UInt8] = [1, 2, 3]
  ) -> PendingRecord {
    PendingRecord(
      header: EventHeader(
        position: Position(position), type: 16, recordedAt: now, occurredAt: now,
        subject: SubjectID(.contact, UInt128(contact)), version: Version(position), uid: 1000, role: .agent,
        commandID: "command-\(position)"),
      message: open + personal, openCount: open.count, key: slot.map { .slot($0) })
  }
}

extension FactLog {
  /// Appends at the head; a slot that was not given yet stands for the new key that gets it.
  @discardableResult
  func append(_ batch: [PendingRecord]) throws(FactLogError) -> Appended {
    let status = status
    let batch = batch.map { record in
      var record = record
      func key(_ key: SealKey) -> SealKey {
        guard case .slot(let slot) = key, slot >= status.nextFreeSlot else { return key }
        return .new(Int(slot - status.nextFreeSlot))
      }
      record.key = record.key.map(key)
      if let kept = record.kept { record.kept?.key = key(kept.key) }
      return record
    }
    return try append(batch, at: status.head)
  }

  /// The records before the position, the latest first; ends before a damaged one, unless that is the first.
  func readBackward(before position: Position, limit: Int) throws(FactLogError) -> [LogRecord] {
    var found: [LogRecord] = []
    do throws(FactLogError) {
      try scan(.descending, from: position, limit: limit) { (view) throws(FactLogError) in
        found.append(try view.record())
        return .next
      }
    } catch {
      guard case .damaged = error, !found.isEmpty else { throw error }
    }
    return found
  }
}

extension RecordCodec {
  static func encode(_ header: EventHeader, open: [UInt8], seals: [UInt8], to bytes: inout [UInt8]) -> Digest256 {
    encode(header, open: open.span, seals: seals, requestDigest: header.requestDigest, to: &bytes)
  }
}
