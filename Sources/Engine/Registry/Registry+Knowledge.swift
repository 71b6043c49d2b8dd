import Cryptography
import Domain
import EventLog
import FactSchema
import LMDB
import RowSchema
import SwiftProtobuf

extension Registry: Knowledge {
  func state(of subject: SubjectID) throws(Refusal) -> SubjectState? {
    if let state = layers.state(of: subject) { return state }
    guard let bytes = try row(RegistryRows.stateKey(subject)) else { return nil }
    guard let state = try? SubjectState(serializedBytes: bytes) else { throw Self.unreadable }
    layers.read.keep(state, of: subject)
    return state
  }

  func version(of subject: SubjectID) throws(Refusal) -> FactSchema.Version? {
    if let version = layers.version(of: subject) { return version }
    return try state(of: subject).map { FactSchema.Version($0.version) }
  }

  func key(of id: ExternalID) -> ExternalKey {
    ExternalKey(id.kind, eventReader.log.secret.key.externalID(id.kind, id.text))
  }

  func holder(of key: ExternalKey) throws(Refusal) -> SubjectID? {
    if let holder = layers.first({ $0.holders[key] }) { return holder }
    guard let bytes = try row(RegistryRows.holderKey(key)) else { return nil }
    guard let holder = RegistryRows.subject(bytes) else { throw Self.unreadable }
    return holder
  }

  func recorded(at position: Position) throws(Refusal) -> RecordedSummary? {
    guard position > .zero else { return nil }
    return try header(at: position).map(RecordedSummary.init)
  }

  func retraction(of position: Position) throws(Refusal) -> Position? {
    if let by = layers.first({ $0.retractions[position] }) { return by }
    return try eventReader.index.retraction(of: position)
  }

  func sends(of campaign: SubjectID, to contact: SubjectID) throws(Refusal) -> UInt32 {
    let pair = SendKey(campaign: campaign, contact: contact)
    if let count = layers.first({ $0.sends[pair] }) { return count }
    guard let bytes = try row(RegistryRows.sendsKey(pair)) else { return 0 }
    guard let count = RegistryRows.number(bytes) else { throw Self.unreadable }
    return UInt32(truncatingIfNeeded: count)
  }

  func firstPipeline() throws(Refusal) -> SubjectID? {
    guard let snapshot else { throw Self.unreadable }
    do throws(LMDBError) {
      if let row = try snapshot.transaction.first(in: store.rows, prefix: RegistryRows.pipelinePrefix) {
        guard let pipeline = RegistryRows.subject(row.value) else { throw LMDBError(.corrupted, operation: "get") }
        return pipeline
      }
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
    for layer in [layers.frozen, layers.live, layers.rehearsal] {
      if let first = layer?.pipelines.min(by: { $0.key < $1.key }) { return first.value }
    }
    return nil
  }

  /// The key slot of a subject that has one.
  func slot(of subject: SubjectID) throws(Refusal) -> UInt64? {
    if let slot = layers.slot(of: subject) { return slot }
    guard let bytes = try row(RegistryRows.slotKey(subject)) else { return nil }
    guard let slot = RegistryRows.number(bytes) else { throw Self.unreadable }
    layers.read.keep(slot: slot, of: subject)
    return slot
  }

  /// Where the facts of a command are that was recorded, or is in the open batch.
  func entry(of command: CommandKey) throws(Refusal) -> CommandEntry? {
    if commands.isNew(command.hash) { return nil }
    var places: [Position] = []
    if let bytes = try row(RegistryRows.commandKey(command.hash)) {
      guard let written = RegistryRows.positions(bytes) else { throw Self.unreadable }
      places = written
    }
    places += layers.places(ofCommands: command.hash)
    // Of two that have the name, which earlier releases allowed for one that was corrected, the later one holds.
    for first in places.reversed() {
      guard let header = try header(at: first) else { throw Self.unreadable }
      if command.names(header) { return CommandEntry(first: first, count: header.count) }
    }
    return nil
  }

  private func header(at position: Position) throws(Refusal) -> EventHeader? {
    guard let first = openHeaders.first?.position, position >= first else {
      return try eventReader.header(at: position)
    }
    let index = Int(position.value - first.value)
    return index < openHeaders.count ? openHeaders[index] : nil
  }

  private func row(_ key: [UInt8]) throws(Refusal) -> [UInt8]? {
    guard let snapshot else { throw Self.unreadable }
    do throws(LMDBError) {
      return try snapshot.transaction.get(key, in: store.rows)
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
  }

  private static let unreadable = Refusal.internal(
    "a row of the registry cannot be read; delete the folder and restart")
}
