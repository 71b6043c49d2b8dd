/// Reads JSON text into encoded protobuf messages, by their shape.
///
/// Refused with the field's path: unknown and repeated fields, null, wrong types, numbers out of range, unknown words,
/// bad times, and a required field that is absent.
public enum JSONReader {
  /// The encoded message that a JSON object stands for. Throws `notJSON` or `invalid`.
  public static func encode(_ text: Span<UInt8>, as shape: MessageShape) throws(WireError)
    -> [UInt8]
  {
    throw WireError(.internalError, "not built yet")
  }

  /// The encoded request of the method or fact that `target` names, from its `params` object. Throws as `encode`.
  public static func encodeParams(_ text: Span<UInt8>, of target: MethodCatalogue.Target)
    throws(WireError) -> [UInt8]
  {
    throw WireError(.internalError, "not built yet")
  }
}
