import Bytes
import Cryptography
import FactSchema

/// Which keys of damaged slots may be taken from copies.
///
/// A key was random and is in no digest, so that the log demands it in another way: it opens every seal that names its slot.
/// That says nothing of whether it was erased since, and no key may come back that was. An erased slot that was damaged
/// afterwards would look like one that holds a damaged key, but for this: of the key something is left. So a key is
/// taken only where the slot still has a good part of its bytes, which one that was overwritten with zeros cannot have, and
/// never where any copy has the slot erased.
struct SlotRepair {
  struct Outcome {
    var slot: UInt64
    /// The slot's bytes, and the copy that has them.
    var taken: (bytes: [UInt8], source: Int)?
    /// How many seals the key opens.
    var seals: UInt64 = 0
    /// Some of the records that have them.
    var positions: [UInt64] = []
    var reason: String?
  }

  private(set) var outcomes: [Outcome] = []

  /// How many of the slot's bytes must be left, of those of the key that are not zero.
  static let remainsMin = 16
  private static let positionsMax = 16

  private struct Candidate {
    var bytes: [UInt8]
    var key: SealingKey
    var source: Int
    var seals: UInt64 = 0
    var positions: [UInt64] = []
    var failed = false
  }

  /// `records` are those that the log has after its records were repaired, up to `end`.
  init(
    _ target: StoredLog, _ origin: LogOrigin, slots: [UInt64], _ copies: [Comparison.CopySource],
    records: consuming RepairedRecords, later: [JournalEntry], head: UInt64
  ) throws(EventLogError) {
    var candidates: [UInt64: [Candidate]] = [:]
    var reasons: [UInt64: String] = [:]
    for slot in slots {
      let (found, reason) = try Self.candidates(target, slot, copies)
      candidates[slot] = found
      reasons[slot] = reason
    }
    if candidates.values.contains(where: { !$0.isEmpty }) {
      let check = SealCheck(origin)
      for position in stride(from: 1, through: head, by: 1) {
        if let found = try records.record(at: position) {
          try Self.hold(&candidates, found.bytes, Position(position), check)
        }
      }
      for entry in later {
        for value in entry.first.value...entry.last.value where value > head {
          let position = Position(value)
          try entry.withRecord(at: position) { (bytes) throws(EventLogError) in
            try Self.hold(&candidates, [UInt8](copying: bytes), position, check)
          }
        }
      }
    }
    outcomes = slots.map { Self.outcome($0, candidates[$0] ?? [], reasons[$0]) }
  }

  private static func candidates(
    _ target: StoredLog, _ slot: UInt64, _ copies: [Comparison.CopySource]
  ) throws(EventLogError) -> (found: [Candidate], reason: String?) {
    let remains = try target.slot(slot) ?? []
    var found: [Candidate] = []
    for copy in copies {
      guard let bytes = try copy.log.slot(slot) else { continue }
      switch Vault.decode(bytes.span, slot: slot) {
      case .erased: return ([], "it is erased in \(copy.log.folder), and what was erased stays so")
      case .damaged: continue
      case .key(let key): found.append(Candidate(bytes: bytes, key: key, source: copy.number))
      }
    }
    guard !found.isEmpty else { return ([], "no copy has a sound key in it") }
    let fitting = found.filter { candidate in
      zip(candidate.bytes, remains).count { $0 == $1 && $0 != 0 } >= remainsMin
    }
    guard fitting.isEmpty else { return (fitting, nil) }
    return (
      [],
      "too little of it is left to tell a damaged key from one that was erased since the copies were made"
    )
  }

  /// Tries the keys on the seals of a record.
  private static func hold(
    _ candidates: inout [UInt64: [Candidate]], _ record: [UInt8], _ position: Position, _ check: SealCheck
  ) throws(EventLogError) {
    guard let (layout, _, header) = try? StoredRecord.checked(record, position),
      let seals = try? Seal.all(record.span, layout)
    else { return }
    for seal in seals {
      guard var tried = candidates[seal.slot], !tried.isEmpty else { continue }
      for index in tried.indices {
        if try check.opens(seal, of: record, layout.format, position, type: header.type, under: tried[index].key) {
          tried[index].seals += 1
          if tried[index].positions.count < positionsMax { tried[index].positions.append(position.value) }
        } else {
          tried[index].failed = true
        }
      }
      candidates[seal.slot] = tried
    }
  }

  private static func outcome(_ slot: UInt64, _ tried: [Candidate], _ reason: String?) -> Outcome {
    if let reason { return Outcome(slot: slot, reason: reason) }
    guard let right = tried.first(where: { !$0.failed && $0.seals > 0 }) else {
      let isTried = tried.contains { $0.failed }
      return Outcome(
        slot: slot,
        reason: isTried
          ? "the key that the copies have does not open every seal that names it"
          : "no sound record is sealed with it, so that nothing bears its key out")
    }
    return Outcome(slot: slot, taken: (right.bytes, right.source), seals: right.seals, positions: right.positions)
  }
}
