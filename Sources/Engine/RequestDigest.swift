import Cryptography
import Domain
import Schema
import SwiftProtobuf

/// By what the same request is known again: the digest of the `RecordRequest` as protobuf's library writes it, without
/// the command id, the rehearsal's name and the command that it corrects.
///
/// Records hold it since the first release, so that its form stays. It is put together from the facts' messages as they
/// are, because decoding and encoding them once more took as long as recording them.
enum RequestDigest {
  /// Nil where the request cannot be encoded.
  static func of(_ request: RecordRequest, _ events: [Command.Event]) -> Digest256? {
    do {
      var bytes = ProtoBytes(capacity: 64 + events.reduce(0) { $0 + $1.fact.message.count + 48 })
      for event in events { append(try FactCodec.inOrder(event.fact), event, to: &bytes) }
      bytes.append(try besideEvents(request))
      return SHA256.digest(bytes.bytes)
    } catch {
      return nil
    }
  }

  /// A `ProposedEvent`, as one of the request's.
  private static func append(_ message: [UInt8], _ event: Command.Event, to bytes: inout ProtoBytes) {
    let type = event.fact.type.rawValue
    let fact = ProtoBytes.size(UInt64(type) << 3) + ProtoBytes.size(UInt64(message.count)) + message.count
    var count = 1 + ProtoBytes.size(UInt64(fact)) + fact
    var time = ProtoBytes(capacity: 0)
    if let occurredAt = event.occurredAt {
      time = ProtoBytes(capacity: 16)
      time.field(1, UInt64(bitPattern: occurredAt.seconds))
      time.field(2, UInt64(bitPattern: Int64(occurredAt.nanos)))
      count += 2 + time.bytes.count
    }
    bytes.begin(RecordRequest.Field.events, count: count)
    bytes.begin(ProposedEvent.Field.fact, count: fact)
    bytes.field(UInt64(type), message: message)
    if event.occurredAt != nil { bytes.field(ProposedEvent.Field.occurredAt, message: time.bytes) }
  }

  /// What stands behind the events: in the order of their numbers, they are the first field.
  private static func besideEvents(_ request: RecordRequest) throws -> [UInt8] {
    let isPlain =
      request.expect.isEmpty && !request.hasUnless && !request.hasCorrelationID && !request.hasCausationID
    if isPlain { return [] }
    var content = request
    content.events = []
    content.clearCommandID()
    content.clearRehearsal()
    if CommandKey.corrected(content.causationID, uid: 0) != nil { content.clearCausationID() }
    return try content.serializedBytes()
  }
}
