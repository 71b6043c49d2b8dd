import APISchema
import Bytes
import Domain
import FactSchema

/// Encodes answers to commands.
enum RecordReplies {
  /// An encoded RecordReply; a rehearsed one has no positions.
  static func encode(_ headers: ArraySlice<EventHeader>, isReplay: Bool, isRehearsal: Bool = false) -> [UInt8] {
    var reply: [UInt8] = []
    reply.reserveCapacity(32 + min(headers.count, Self.reservedMax) * 56)
    // A span lends the headers, which are large.
    let headers = headers.span
    guard headers.count > 0 else { return [] }
    let last = headers.count - 1
    reply.appendField(RecordReply.Field.position, isRehearsal ? 0 : headers[last].position.value)
    reply.appendField(RecordReply.Field.recordedAt, headers[last].recordedAt)
    for index in headers.indices where !headers[index].isExpanded {
      var expanded: UInt64 = 0
      while index + 1 + Int(expanded) <= last, headers[index + 1 + Int(expanded)].isExpanded { expanded += 1 }
      let position = isRehearsal ? 0 : headers[index].position.value
      let version = headers[index].version.value
      let subject = headers[index].subject
      let count =
        (position == 0 ? 0 : 1 + varintCount(position)) + 2 + subject.textBytes
        + (version == 0 ? 0 : 1 + varintCount(version)) + (expanded == 0 ? 0 : 1 + varintCount(expanded))
      reply.appendHead(RecordReply.Field.events, count: count)
      reply.appendField(RecordReply.Recorded.Field.position, position)
      reply.appendField(RecordReply.Recorded.Field.subject, subject)
      reply.appendField(RecordReply.Recorded.Field.version, version)
      reply.appendField(RecordReply.Recorded.Field.expanded, expanded)
    }
    reply.appendField(RecordReply.Field.replayed, isReplay)
    return reply
  }

  /// For how many facts room is made at once; what is expanded takes none.
  private static let reservedMax = 10_000
}
