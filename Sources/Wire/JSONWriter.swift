public import Descriptors
import FactSchema

/// Writes encoded protobuf messages as JSON text, by their type and without decoding them into Swift messages.
///
/// Scalars and lists are always written, also when they are 0, false, "" or []; optional fields and messages only when
/// they are present; a word that is not set is left out. Fields that the type does not have are ignored.
public enum JSONWriter {
  /// Appends the message as one JSON object without any line end. Linear in the message's size.
  ///
  /// Throws `internalError` when the bytes are not a message of that type; what was appended by then is taken back.
  public static func append(_ message: Span<UInt8>, as messageType: MessageType, to out: inout [UInt8])
    throws(WireError)
  {
    let start = out.count
    guard message.count <= MessageWriter.bytesMax,
      MessageWriter().write(message, 0..<message.count, messageType.index, to: &out)
    else {
      out.removeLast(out.count - start)
      throw WireError(.internalError, "the bytes are not an encoded \(messageType.table.name)")
    }
  }

  /// The message as JSON text. Throws as `append`.
  public static func text(_ message: [UInt8], as messageType: MessageType) throws(WireError) -> String {
    var out: [UInt8] = []
    try append(message.span, as: messageType, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
