public import Descriptors
import FactSchema

/// Reads JSON text into encoded protobuf messages, by their type.
///
/// Refused with the field's path: unknown and repeated fields, null, wrong types, numbers out of range, unknown words,
/// bad times, and a required field that is absent. Never traps, whatever the bytes.
public enum JSONReader {
  /// The encoded message that a JSON object stands for. Linear in the text's size.
  ///
  /// Throws `notJSON`, or `invalid` with the field's path.
  public static func encode(_ text: Span<UInt8>, as messageType: MessageType) throws(WireError) -> [UInt8] {
    var at = try start(of: text)
    guard text[at] == UInt8(ascii: "{") else {
      throw WireError(.invalid, "\(messageType.table.name) must be an object, not \(JSONScanner.kind(text, at).words)")
    }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var reader = MessageReader(text)
    try reader.readObject(text, &at, messageType.index, to: &out)
    return out
  }

  /// The encoded request of the method or fact that `target` names, from its `params`; paths begin at the parameters.
  ///
  /// Throws `notJSON`, `paramsNotObject`, or `invalid` with the field's path.
  public static func encodeParams(_ text: Span<UInt8>, of target: MethodCatalogue.Target) throws(WireError) -> [UInt8] {
    try encodeChecked(text, from: start(of: text), of: target).request
  }

  /// The same for `params` that are known to be well-formed JSON and begin at `start`; and what was counted of it.
  static func encodeChecked(
    _ text: Span<UInt8>, from start: Int, of target: MethodCatalogue.Target
  ) throws(WireError) -> (request: [UInt8], counts: RequestCounts) {
    guard text[start] == UInt8(ascii: "{") else {
      throw WireError(.paramsNotObject, "params must be an object, not \(JSONScanner.kind(text, start).words)")
    }
    var at = start
    var out: [UInt8] = []
    var reader = MessageReader(text)
    out.reserveCapacity(256)
    if let fact = target.fact {
      try reader.readFactParams(text, &at, fact, to: &out)
    } else {
      try reader.readObject(text, &at, target.method.request.index, to: &out)
    }
    return (out, RequestCounts(entries: reader.entries, references: reader.references))
  }

  /// Checks the whole text and gives where its value begins.
  private static func start(of text: Span<UInt8>) throws(WireError) -> Int {
    guard JSONScanner.isValid(text) else {
      throw WireError(.notJSON, "the text is not JSON in UTF-8, or is nested deeper than \(JSONScanner.depthMax)")
    }
    var at = 0
    JSONScanner.skipSpace(text, &at, text.count)
    return at
  }
}
