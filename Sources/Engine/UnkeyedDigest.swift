import APISchema
import Bytes
import Cryptography
import Domain
import FactSchema
import SwiftProtobuf

/// By what the same request was known again by releases that wrote records of format 1: the digest of the `RecordRequest`
/// as protobuf's library writes it, without the command id, the rehearsal's name and the command that it corrects.
///
/// It confirms a guess to whoever has it, so that nothing durable is given it any more: it is made where a command is held
/// against such a record, and in memory for rehearsals.
enum UnkeyedDigest {
  /// Throws where the request cannot be encoded.
  static func of(_ command: Command) throws(Refusal) -> Digest256 {
    var bytes: [UInt8] = []
    do throws(FactCodec.Failure) {
      for event in command.sent { append(try FactCodec.inOrder(event.fact), event, to: &bytes) }
    } catch {
      throw .internal("the request cannot be encoded")
    }
    bytes.append(contentsOf: try beside(command.addressed ?? command.request))
    return SHA256.digest(bytes)
  }

  /// A `ProposedEvent`, as one of the request's.
  private static func append(_ message: [UInt8], _ event: Command.Event, to bytes: inout [UInt8]) {
    let type = event.fact.type.rawValue
    let fact = varintCount(UInt64(type) << 3) + varintCount(UInt64(message.count)) + message.count
    var count = 1 + varintCount(UInt64(fact)) + fact
    let time = event.occurredAt.map { UnixTime(seconds: $0.seconds, nanos: $0.nanos) }
    if let time { count += 2 + time.messageCount }
    bytes.appendHead(RecordRequest.Field.events, count: count)
    bytes.appendHead(ProposedEvent.Field.fact, count: fact)
    bytes.appendField(UInt64(type), message)
    if let time { bytes.appendField(ProposedEvent.Field.occurredAt, time) }
  }

  /// What stands behind the events: in the order of their numbers, they are the first field.
  static func beside(_ request: RecordRequest) throws(Refusal) -> [UInt8] {
    var content = request
    content.events = []
    content.clearCommandID()
    content.clearRehearsal()
    if CommandKey.corrected(content.causationID, uid: 0) != nil { content.clearCausationID() }
    do {
      return try content.serializedBytes()
    } catch {
      throw .internal("the request cannot be encoded")
    }
  }
}
