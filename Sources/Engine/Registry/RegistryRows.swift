import Bytes
import Cryptography
import Domain
import FactSchema
import LMDB

/// The keys and values of the registry's rows: one byte that names the table, then the key in an order that keeps what
/// is read together near.
enum RegistryRows {
  enum TableByte: UInt8 {
    case state = 1
    case slot, holder, command, sends, pipeline
  }

  static func stateKey(_ subject: SubjectID) -> [UInt8] { key(.state, subject) }
  static func slotKey(_ subject: SubjectID) -> [UInt8] { key(.slot, subject) }

  /// A digest, because the text may be longer than a key and is personal.
  static func holderKey(_ id: ExternalID) -> [UInt8] {
    [TableByte.holder.rawValue, id.kind.rawValue] + SHA256.digest(Array(id.text.utf8)).bytes
  }

  static func commandKey(_ command: CommandKey) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(5 + command.id.utf8.count)
    append(command, to: &key)
    return key
  }

  static func append(_ command: CommandKey, to key: inout [UInt8]) {
    key.append(TableByte.command.rawValue)
    key.appendBigEndian(command.uid)
    key.append(contentsOf: command.id.utf8)
  }

  static func sendsKey(_ pair: SendKey) -> [UInt8] {
    var key = [TableByte.sends.rawValue]
    append(pair.campaign, to: &key)
    append(pair.contact, to: &key)
    return key
  }

  static func pipelineKey(_ definedAt: Position) -> [UInt8] {
    var key = [TableByte.pipeline.rawValue]
    key.appendBigEndian(definedAt.value)
    return key
  }

  static let pipelinePrefix = [TableByte.pipeline.rawValue]

  static func bytes(_ subject: SubjectID) -> [UInt8] {
    var bytes: [UInt8] = []
    append(subject, to: &bytes)
    return bytes
  }

  static func subject(_ bytes: [UInt8]) -> SubjectID? {
    guard bytes.count == 17, let kind = SubjectKind(rawValue: bytes[0]) else { return nil }
    return SubjectID(kind, bytes.span.bigEndian(at: 1))
  }

  static func bytes(_ number: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(number)
    return bytes
  }

  static func number(_ bytes: [UInt8]) -> UInt64? {
    bytes.count == 8 ? bytes.span.bigEndian(at: 0) : nil
  }

  static func append(_ entry: CommandEntry, to bytes: inout [UInt8]) {
    bytes.appendBigEndian(entry.first.value)
    bytes.appendBigEndian(entry.count)
  }

  static func entry(_ bytes: [UInt8]) -> CommandEntry? {
    guard bytes.count == 10 else { return nil }
    return CommandEntry(first: Position(bytes.span.bigEndian(at: 0)), count: bytes.span.bigEndian(at: 8))
  }

  static func append(_ subject: SubjectID, to bytes: inout [UInt8]) {
    bytes.append(subject.kind.rawValue)
    bytes.appendBigEndian(subject.value)
  }

  private static func key(_ table: TableByte, _ subject: SubjectID) -> [UInt8] {
    var key = [table.rawValue]
    key.reserveCapacity(18)
    append(subject, to: &key)
    return key
  }
}
