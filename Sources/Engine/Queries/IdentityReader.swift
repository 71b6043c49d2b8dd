import APISchema
import Bytes
import Cryptography
import Domain
import EventLog
import FactSchema
import LMDB

/// Makes identities under the log's secret for clients, which never see it.
struct IdentityReader: Sendable {
  let eventReader: EventReader
  let registry: DerivedStore

  /// Answers a `log.identify` of that uid: the encoded LogIdentifyReply.
  func identify(_ request: LogIdentifyRequest, uid: UInt32) throws(Refusal) -> [UInt8] {
    let log = eventReader.log
    var reply: [UInt8] = []
    reply.reserveCapacity(16 + request.names.count * 72)
    reply.appendField(LogIdentifyReply.Field.position, eventReader.head.value)
    for (index, name) in request.names.enumerated() {
      guard !name.texts.isEmpty else { throw .invalid("names[\(index)].texts", "is required") }
      guard !name.hasFormerID || TextRules.isClientID(name.formerID) else {
        throw .invalid("names[\(index)].formerId", TextRules.clientIDNeeded(Bounds.clientIDBytes))
      }
      let isFormer = name.hasFormerID ? try wasRecorded(CommandKey(uid: uid, id: name.formerID)) : false
      var identity: [UInt8] = []
      identity.appendField(
        LogIdentifyReply.Identity.Field.identity, log.secret.key.identity(of: name.texts).description)
      identity.appendField(LogIdentifyReply.Identity.Field.isFormer, isFormer)
      reply.appendField(LogIdentifyReply.Field.identities, identity)
    }
    return reply
  }

  /// Whether a command of that name was recorded before the log had a secret. What is that old is in the registry's file
  /// since the daemon's start, which another thread than the writer's may read.
  private func wasRecorded(_ command: CommandKey) throws(Refusal) -> Bool {
    guard eventReader.log.secret.after > .zero else { return false }
    let row: [UInt8]?
    do throws(LMDBError) {
      let transaction = try registry.environment.read()
      row = try transaction.get(RegistryRows.commandKey(command.hash), in: registry.rows)
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
    for first in row.flatMap(RegistryRows.positions) ?? [] where first <= eventReader.log.secret.after {
      if let header = try eventReader.header(at: first), command.names(header) { return true }
    }
    return false
  }
}
