/// Writes encoded protobuf messages as JSON text, by their shape and without decoding them into Swift messages.
public enum JSONWriter {
  /// Appends the message as one JSON object.
  ///
  /// Throws `internalError` when the bytes are not a message of that shape; what was appended by then is taken back.
  public static func append(_ message: Span<UInt8>, as shape: MessageShape, to out: inout [UInt8])
    throws(WireError)
  {
    throw WireError(.internalError, "not built yet")
  }

  /// The message as JSON text.
  public static func text(_ message: [UInt8], as shape: MessageShape) throws(WireError) -> String {
    var out: [UInt8] = []
    try append(message.span, as: shape, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
