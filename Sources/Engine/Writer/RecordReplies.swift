import Schema

/// Encodes answers to commands.
enum RecordReplies {
  /// An encoded RecordReply; a rehearsed one has no positions.
  static func encode(_ headers: some Collection<EventHeader>, isReplay: Bool, isRehearsal: Bool = false) -> [UInt8] {
    var reply = ProtoBytes(capacity: 32 + headers.count * 56)
    var last: EventHeader?
    for header in headers { last = header }
    guard let last else { return [] }
    reply.field(1, isRehearsal ? 0 : last.position.value)
    reply.field(2, last.recordedAt)
    for header in headers {
      let position = isRehearsal ? 0 : header.position.value
      let version = header.version.value
      let count =
        (position == 0 ? 0 : 1 + ProtoBytes.size(position)) + 2 + header.subject.textBytes
        + (version == 0 ? 0 : 1 + ProtoBytes.size(version))
      reply.begin(3, count: count)
      reply.field(1, position)
      reply.field(2, header.subject)
      reply.field(3, version)
    }
    reply.field(4, isReplay)
    return reply.bytes
  }
}
