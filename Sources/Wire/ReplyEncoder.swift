public import Schema

/// Writes replies and notifications in one framing.
///
/// Each call appends one whole line or frame; nothing at all where the id is `none`.
public struct ReplyEncoder: Sendable {
  public let framing: Framing

  public init(framing: Framing) { self.framing = framing }

  /// Appends the answer to a call: `result` is the method's encoded reply message.
  ///
  /// False when `result` is not such a message and an internal error was written in its place; possible in the JSON
  /// framing only.
  @discardableResult
  public func appendResult(
    _ result: [UInt8], of method: Method, to id: RequestID, into out: inout [UInt8]
  ) -> Bool {
    false
  }

  /// Appends a refusal. `fact` is the call's: paths then begin at its parameters and not at `events[0].data`.
  public func appendError(
    _ error: ErrorReply, fact: Int? = nil, to id: RequestID, into out: inout [UInt8]
  ) {
  }

  /// Appends a `log.event` notification with an encoded `Event`. False as `appendResult`, and then nothing was written.
  @discardableResult
  public func appendEvent(_ event: Span<UInt8>, subscription: UInt64, into out: inout [UInt8])
    -> Bool
  {
    false
  }

  /// Appends a `log.ended` notification.
  public func appendEnded(_ ended: LogEnded, into out: inout [UInt8]) {
  }

  /// Appends the answer to a JSON batch: one line with the given replies, each as this encoder wrote it; nothing when
  /// all of them are empty.
  public static func appendBatch(_ replies: [[UInt8]], into out: inout [UInt8]) {
  }
}
