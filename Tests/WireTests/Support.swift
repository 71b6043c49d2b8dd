import NIOCore
import SwiftProtobuf
import TestSupport
import Testing

@testable import Descriptors
@testable import Wire

/// The message as JSON text.
func json(_ message: some Message, _ messageType: String) throws -> String {
  try JSONWriter.text(message.serializedBytes(), as: #require(MessageType(named: messageType)))
}

/// The message that a JSON object stands for.
func message<M: Message>(_ text: String, _ messageType: String, as type: M.Type) throws -> M {
  let bytes = Array(text.utf8)
  return try M(serializedBytes: JSONReader.encode(bytes.span, as: #require(MessageType(named: messageType))))
}

/// Why the JSON text is refused.
func refusal(_ text: String, _ messageType: String) throws -> WireError? {
  let bytes = Array(text.utf8)
  let messageType = try #require(MessageType(named: messageType))
  do throws(WireError) {
    _ = try JSONReader.encode(bytes.span, as: messageType)
    return nil
  } catch {
    return error
  }
}

extension RequestDecoder {
  func line(_ text: String) -> InboundMessage {
    let bytes = Array(text.utf8)
    return decodeLine(bytes.span)
  }

  /// What became of a line that holds one request.
  func one(_ text: String) throws -> InboundRequest {
    guard case .one(let request) = line(text) else { throw NotOne() }
    return request
  }
}

struct NotOne: Error {}

extension InboundRequest {
  var call: MethodCall? { if case .call(let call) = self { call } else { nil } }
  var error: WireError? { if case .refused(_, let error) = self { error } else { nil } }
  var id: RequestID {
    switch self {
    case .call(let call): call.id
    case .refused(let id, _): id
    }
  }
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
