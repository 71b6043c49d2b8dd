public import APISchema
import Bytes
import SwiftProtobuf

/// One message that a daemon sent in the binary framing.
public enum InboundReply: Sendable, Equatable {
  /// The answer to request `id`: the method's encoded reply message.
  case result(id: UInt64, Method, [UInt8])
  case error(id: UInt64, ErrorReply)
  /// An encoded `Event` of a subscription.
  case event(subscription: UInt64, [UInt8])
  case ended(LogEnded)
  /// An outcome that this version does not know; to be ignored when the id is 0.
  case unknown(id: UInt64)
}

/// Reads replies, for clients. Frames are cut by an `InboundFramer`.
public enum ReplyDecoder {
  /// Reads one binary message. Throws `internalError` when it is not an encoded `Reply`. Never traps.
  public static func decode(_ message: Span<UInt8>) throws(WireError) -> InboundReply {
    var id: UInt64 = 0
    var number: UInt64 = 0
    var content = 0..<0
    var reader = ProtobufReader(0..<message.count)
    while !reader.isAtEnd {
      guard let tag = reader.tag(message) else { throw malformed }
      if tag.number == Reply.Field.id, tag.wireType == .varint {
        guard let value = reader.varint(message) else { throw malformed }
        id = value
      } else if tag.wireType == .delimited {
        guard let range = reader.delimited(message) else { throw malformed }
        number = tag.number
        content = range
      } else if !reader.skip(tag.wireType, message) {
        throw malformed
      }
    }
    switch number {
    case Reply.Field.error:
      guard let error = try? ErrorReply(serializedBytes: [UInt8](copying: message.extracting(content))) else {
        throw malformed
      }
      return .error(id: id, error)
    case Reply.Field.event: return try event(message, content)
    case Reply.Field.ended:
      guard let ended = try? LogEnded(serializedBytes: [UInt8](copying: message.extracting(content))) else {
        throw malformed
      }
      return .ended(ended)
    default:
      guard let method = Method(rawValue: Int(number)) else { return .unknown(id: id) }
      return .result(id: id, method, [UInt8](copying: message.extracting(content)))
    }
  }

  private static func event(_ message: Span<UInt8>, _ range: Range<Int>) throws(WireError) -> InboundReply {
    var subscription: UInt64 = 0
    var content = 0..<0
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      guard let tag = reader.tag(message) else { throw malformed }
      if tag.number == LogEvent.Field.subscription, tag.wireType == .varint {
        guard let value = reader.varint(message) else { throw malformed }
        subscription = value
      } else if tag.number == LogEvent.Field.event, tag.wireType == .delimited {
        guard let event = reader.delimited(message) else { throw malformed }
        content = event
      } else if !reader.skip(tag.wireType, message) {
        throw malformed
      }
    }
    return .event(subscription: subscription, [UInt8](copying: message.extracting(content)))
  }

  private static var malformed: WireError { WireError(.internalError, "the daemon sent what is not an encoded Reply") }
}
