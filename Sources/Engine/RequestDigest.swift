import APISchema
import Bytes
import Cryptography
import Domain
import FactSchema
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
      var bytes: [UInt8] = []
      bytes.reserveCapacity(64 + events.reduce(0) { $0 + $1.fact.message.count + 48 })
      for event in events { append(try FactCodec.inOrder(event.fact), event, to: &bytes) }
      if !isPlain(request) { bytes.append(contentsOf: try besideEvents(request)) }
      return SHA256.digest(bytes)
    } catch {
      return nil
    }
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

  /// Whether nothing stands behind the events.
  private static func isPlain(_ request: borrowing RecordRequest) -> Bool {
    request.expect.isEmpty && !request.hasUnless && !request.hasCorrelationID && !request.hasCausationID
  }

  /// What stands behind the events: in the order of their numbers, they are the first field. By itself, so that a plain
  /// request is not copied.
  @inline(never)
  private static func besideEvents(_ request: RecordRequest) throws -> [UInt8] {
    var content = request
    content.events = []
    content.clearCommandID()
    content.clearRehearsal()
    if CommandKey.corrected(content.causationID, uid: 0) != nil { content.clearCausationID() }
    return try content.serializedBytes()
  }
}
