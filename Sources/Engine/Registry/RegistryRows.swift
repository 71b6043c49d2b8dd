import Bytes
import Domain
import FactSchema
import LMDB

/// The keys and values of the registry's rows: one byte that names the table, then the key in an order that keeps what
/// is read together near.
enum RegistryRows {
  enum TableByte: UInt8 {
    case state = 1
    case slot, holder, command, sends, pipeline, owner, address
  }

  static func stateKey(_ subject: SubjectID) -> [UInt8] { key(.state, subject) }
  static func slotKey(_ subject: SubjectID) -> [UInt8] { key(.slot, subject) }

  static func holderKey(_ id: ExternalKey) -> [UInt8] {
    var key = [TableByte.holder.rawValue, id.kind.rawValue]
    key.appendBigEndian(id.value)
    return key
  }

  /// What was said of an address.
  static func addressKey(_ address: ExternalKey) -> [UInt8] {
    var key = [TableByte.address.rawValue]
    key.appendBigEndian(address.value)
    return key
  }

  /// The commands of a hash: the ids themselves are in the log.
  static func commandKey(_ hash: UInt64) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(9)
    appendCommandKey(hash, to: &key)
    return key
  }

  static func appendCommandKey(_ hash: UInt64, to key: inout [UInt8]) {
    key.append(TableByte.command.rawValue)
    key.appendBigEndian(hash)
  }

  /// The hash in such a key; nil in a damaged one.
  static func commandHash(_ key: Span<UInt8>) -> UInt64? { key.count == 9 ? key.bigEndian(at: 1) : nil }

  static let commandPrefix = [TableByte.command.rawValue]

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

  static func ownerKey(_ owned: Owned) -> [UInt8] {
    var key = ownerPrefix(owned.owner)
    append(owned.subject, to: &key)
    return key
  }

  static func ownerPrefix(_ owner: UInt64) -> [UInt8] {
    var key = [TableByte.owner.rawValue]
    key.appendBigEndian(owner)
    return key
  }

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

  /// How many, and the address of the last one where it is known.
  static func bytes(_ sends: Sends) -> [UInt8] {
    var bytes = bytes(UInt64(sends.count))
    if let address = sends.address { bytes.appendBigEndian(address.value) }
    return bytes
  }

  static func sends(_ bytes: [UInt8]) -> Sends? {
    guard bytes.count == 8 || bytes.count == 24 else { return nil }
    let count: UInt64 = bytes.span.bigEndian(at: 0)
    let address = bytes.count == 24 ? ExternalKey(.suppression, bytes.span.bigEndian(at: 8)) : nil
    return Sends(count: UInt32(truncatingIfNeeded: count), address: address)
  }

  /// Positions one after the other.
  static func positions(_ bytes: [UInt8]) -> [Position]? {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: 8) else { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { Position(bytes.span.bigEndian(at: $0)) }
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
