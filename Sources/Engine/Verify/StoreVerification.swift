import APISchema
import Domain
import EventLog
import FactSchema
import LMDB
import ReadModels
import RowStore
import SwiftProtobuf

/// Compares the registry or the index, row by row, with a copy that is made from the log beside it.
///
/// What is compared is what is on the disk: the daemon writes both in large steps, and knows the rest from memory.
final class StoreVerification {
  /// Which of the two it is.
  enum Part: String, CaseIterable {
    case registry, index
  }

  private let part: Part
  private let live: DerivedStore
  private let copy: DerivedStore
  private let eventReader: EventReader
  private let limits: EngineLimits
  private let isStopped: () -> Bool
  private var damaged: [EventReader.Fault] = []
  private var recordsOfFormat1: UInt64 = 0

  /// `copy` is a new store for the same log.
  init(
    of part: Part, _ live: DerivedStore, with copy: DerivedStore, _ eventReader: EventReader, limits: EngineLimits,
    isStopped: @escaping () -> Bool
  ) {
    self.part = part
    self.live = live
    self.copy = copy
    self.eventReader = eventReader
    self.limits = limits
    self.isStopped = isStopped
  }

  /// Compares all rows.
  func run() throws(Refusal) -> ProjectionVerifyReply {
    let eventReader = eventReader
    var findings = RowFindings(limit: limits.verifyDifferences) { [part] key, value in
      switch part {
      case .registry: RegistryRows.subject(ofRow: key, value)
      case .index: IndexRows.subject(ofRow: key) { position in (try? eventReader.header(at: position))?.subject }
      }
    }
    var after: [UInt8]?
    repeat {
      let stretch = try stretch(after: after)
      after = findings.compare(stretch.found, with: stretch.expected)
    } while after != nil
    let digest = try digest()
    return .with { reply in
      reply.projection = part.rawValue
      reply.position = copy.position.value
      reply.recordsOfFormat1 = recordsOfFormat1
      reply.take(findings, expectedDigest: digest, damaged: damaged, eventReader.log.secret.key)
    }
  }

  /// The next rows of both, at one position.
  private func stretch(after key: [UInt8]?) throws(Refusal) -> (found: RowStretch, expected: RowStretch) {
    for _ in 0..<limits.verifyAttempts {
      try goOn(upTo: live.position)
      do throws(LMDBError) {
        let transaction = try live.environment.read()
        guard try live.position(in: transaction) == copy.position else { continue }
        let other = try copy.environment.read()
        var found = RowStretch(rowsMax: limits.verifyRows)
        var expected = found
        let start = key.map { ScanStart.after($0) } ?? .end
        try transaction.scan(live.rows, from: start) { key, value in found.take(key, value) ? .next : .stop }
        try other.scan(copy.rows, from: start) { key, value in expected.take(key, value) ? .next : .stop }
        return (found, expected)
      } catch {
        throw Refusal(error.isOfDamage ? .damaged : .internal, "the rows cannot be compared: \(error)")
      }
    }
    throw Refusal(.behind, "facts are recorded faster than they can be verified; verify when less is recorded")
  }

  /// Takes the copy up to a position.
  private func goOn(upTo end: Position) throws(Refusal) {
    guard !isStopped() else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
    guard copy.position < end else { return }
    let catchUp = CatchUp(
      eventReader: eventReader, registry: Registry(store: copy, eventReader: eventReader),
      index: LogIndex(store: copy),
      limits: limits, end: end,
      onDamaged: { [self] position, fault in damaged.append(EventReader.Fault(position: position, cause: "\(fault)")) },
      onFormat1: { [self] in recordsOfFormat1 += 1 },
      mayGoOn: { [isStopped] in !isStopped() })
    do throws(EngineError) {
      switch part {
      case .registry: try catchUp.catchUpRegistry()
      case .index: try catchUp.catchUpIndex()
      }
    } catch {
      throw Refusal(error.code == .storageFull ? .storageFull : .internal, error.message)
    }
  }

  /// The digest of the copy's rows.
  private func digest() throws(Refusal) -> Digest256 {
    var digest = RowDigest()
    do throws(LMDBError) {
      let transaction = try copy.environment.read()
      try transaction.scan(copy.rows, from: .end) { key, value in
        digest.add(bytes: key.indices.map { key[$0] }, value)
        return .next
      }
    } catch {
      throw .internal("the rows cannot be compared: \(error)")
    }
    return digest.sum
  }
}

extension RegistryRows {
  /// Whose row it is: a subject's own, else who holds what it names; nil for a command's.
  static func subject(ofRow key: [UInt8], _ value: [UInt8]) -> SubjectID? {
    switch TableByte(rawValue: key.first ?? 0) {
    case .state, .slot: subject(Array(key.dropFirst()))
    case .sends, .owner: key.count == 35 || key.count == 26 ? subject(Array(key.suffix(17))) : nil
    case .holder, .pipeline: subject(value)
    // Of an address several may have said something.
    case .command, .address, nil: nil
    }
  }
}

extension IndexRows {
  /// Whose row it is: the one under which a fact is found; of a row under a type or a retraction, the fact's own.
  static func subject(ofRow key: [UInt8], header: (Position) -> SubjectID?) -> SubjectID? {
    guard key.count > 8 else { return nil }
    if key.first == 1 { return RegistryRows.subject(Array(key.dropFirst().prefix(17))) }
    return header(position(key.span))
  }
}
