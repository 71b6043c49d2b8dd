public import Schema

/// One message that a daemon sent in the binary framing.
public enum InboundReply: Sendable, Equatable {
  /// The answer to request `id`: the method's encoded reply message.
  case result(id: UInt64, Method, [UInt8])
  case error(id: UInt64, ErrorReply)
  /// An encoded `LogEvent`.
  case event([UInt8])
  case ended(LogEnded)
  /// An outcome that this version does not know; to be ignored when the id is 0.
  case unknown(id: UInt64)
}

/// Reads replies, for clients. Frames are cut by an `InboundFramer`.
public enum ReplyDecoder {
  /// Reads one binary message. Throws `internalError` when it is not an encoded `Reply`.
  public static func decode(_ message: Span<UInt8>) throws(WireError) -> InboundReply {
    throw WireError(.internalError, "not built yet")
  }
}
