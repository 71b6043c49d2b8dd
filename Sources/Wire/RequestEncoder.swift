public import APISchema
import Bytes

/// Writes requests, for clients.
public enum RequestEncoder {
  /// Appends one binary frame: `request` is the method's encoded request message.
  public static func appendFrame(
    _ request: [UInt8], of method: Method, id: UInt64, into out: inout [UInt8]
  ) {
    var head = StackBytes<32>()
    head.appendField(Request.Field.id, id)
    head.appendHead(UInt64(method.rawValue), count: request.count)
    out.append(frameOf: head.count + request.count)
    head.append(to: &out)
    out.append(contentsOf: request)
  }

  /// The encoded request of a method or fact by its name, from the text of its `params`. For command lines.
  ///
  /// Throws `noSuchMethod`, `notJSON`, `paramsNotObject` or `invalid`.
  public static func request(named name: String, params: String) throws(WireError) -> (
    method: Method, request: [UInt8]
  ) {
    guard let target = MethodCatalogue.target(named: name) else {
      throw WireError(.noSuchMethod, "there is no method \(EchoedName.text(Array(name.utf8)))")
    }
    let bytes = Array(params.utf8)
    return (target.method, try JSONReader.encodeParams(bytes.span, of: target))
  }
}
