import APISchema
import FactSchema
import TestSupport

@testable import Descriptors
@testable import Rights
@testable import Wire

/// The JSON scanner is held against a slow reader; what reads and writes messages, against each other.
enum JSONFuzz {
  private static let decoder = RequestDecoder(rights: Rights(.operator), batchMax: 8)

  static func problem(_ kind: UInt8, _ choice: UInt8, _ bytes: [UInt8]) -> String? {
    switch kind % 4 {
    case 0: return scanner(bytes)
    case 1: return line(bytes)
    case 2: return reader(bytes, messageType(choice))
    default: return writer(bytes, messageType(choice))
    }
  }

  static func messageType(_ choice: UInt8) -> MessageType {
    MessageType(index: Int(choice) % SchemaTables.messages.count)
  }

  static func written(_ message: [UInt8], _ messageType: MessageType) -> [UInt8]? {
    var out: [UInt8] = []
    return (try? JSONWriter.append(message.span, as: messageType, to: &out)) == nil ? nil : out
  }

  /// The scanner accepts what the slow reader accepts, and strings read the same.
  private static func scanner(_ bytes: [UInt8]) -> String? {
    let value = JSONValue(bytes: bytes)
    if JSONScanner.isValid(bytes.span) != (value != nil) { return "the scanner and the slow reader differ" }
    guard case .string(let text) = value else { return nil }
    guard let first = bytes.firstIndex(of: UInt8(ascii: "\"")), let last = bytes.lastIndex(of: UInt8(ascii: "\""))
    else {
      return "a string without quotes"
    }
    let content = JSONText.content(first + 1..<last, bytes.span)
    if content != Array(text.utf8) { return "a string reads differently" }
    var again: [UInt8] = []
    guard JSONString.append(content.span, 0..<content.count, to: &again) else { return "a string cannot be written" }
    return JSONValue(bytes: again) == value ? nil : "a string that was written reads differently"
  }

  /// What is accepted from a line is a message that the binary framing accepts.
  private static func line(_ bytes: [UInt8]) -> String? {
    let requests: [InboundRequest] =
      switch decoder.decodeLine(bytes.span) {
      case .one(let request): [request]
      case .batch(let requests): requests
      }
    for case .call(let call) in requests {
      guard JSONValue(bytes: bytes) != nil else { return "a line was accepted that is not JSON" }
      let range = 0..<call.request.count
      guard (try? StrictCheck.check(call.request.span, range, call.method.request.index)) != nil else {
        return "a line was accepted whose message is not"
      }
    }
    return nil
  }

  /// What is read can be written, and reads the same again.
  private static func reader(_ bytes: [UInt8], _ messageType: MessageType) -> String? {
    guard let message = try? JSONReader.encode(bytes.span, as: messageType) else { return nil }
    guard let text = written(message, messageType) else { return "what was read cannot be written" }
    // Rates are null where nothing was delivered, which no request may say.
    if messageType.table.name.hasPrefix("CampaignReportReply") { return nil }
    guard let again = try? JSONReader.encode(text.span, as: messageType), let repeated = written(again, messageType)
    else {
      return "what was written cannot be read"
    }
    return repeated == text ? nil : "what was written reads differently"
  }

  /// What is written is JSON, for whatever bytes a message is made of.
  private static func writer(_ bytes: [UInt8], _ messageType: MessageType) -> String? {
    guard let text = written(bytes, messageType) else { return nil }
    return JSONScanner.isValid(text.span) ? nil : "what was written is not JSON"
  }
}
