public import APISchema
import Bytes
import Descriptors
import FactSchema
import SwiftProtobuf

/// A question about what would be, read from bytes that a ``RequestDecoder`` has checked.
public struct CheckedWhatIfRequest: Sendable {
  /// The request.
  public let request: WhatIfRequest
  /// The method of its query; nil where it names none, or more than one.
  public let method: Method?
  /// The query's encoded request message.
  public let query: [UInt8]
  /// The facts that are added, as an encoded request to record them.
  public let recording: [UInt8]

  /// What a query of that method is called in a request.
  public static func member(_ method: Method) -> String {
    DescriptorPool.shared.type(named: "WhatIfQuery").table.fields.first { $0.number == method.rawValue }?.jsonName
      ?? method.name
  }

  /// Reads a request; nil when it is none after all.
  public init?(checked bytes: [UInt8]) {
    do {
      request = try WhatIfRequest(serializedBytes: bytes)
      let with = request.with
      recording = try RecordRequest.with { $0.events = with }.serializedBytes()
    } catch {
      return nil
    }
    // What is asked stands under its method's number, and the last one counts: two must not be taken for it.
    var asked: [(number: UInt64, content: [UInt8])] = []
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes.span) {
      guard field.number == WhatIfRequest.Field.query else { continue }
      var inner = ProtobufReader(field.content)
      while let query = inner.field(bytes.span) {
        asked.append((query.number, [UInt8](copying: bytes.span.extracting(query.content))))
      }
    }
    query = asked.first?.content ?? []
    method = asked.count == 1 ? asked.first.flatMap { Method(rawValue: Int($0.number)) } : nil
  }
}

extension WhatIfQuery {
  /// An encoded query of that method; nil where that is no query of read models.
  public init?(_ method: Method, _ encoded: [UInt8]) {
    var bytes: [UInt8] = []
    bytes.appendField(UInt64(method.rawValue), encoded)
    guard let query = try? WhatIfQuery(serializedBytes: bytes), query.method != nil else { return nil }
    self = query
  }
}

extension WhatIfAnswer {
  /// The encoded answer, whichever it is.
  public var encoded: [UInt8]? {
    guard let bytes: [UInt8] = try? serializedBytes() else { return nil }
    var reader = ProtobufReader(0..<bytes.count)
    return reader.field(bytes.span).map { [UInt8](copying: bytes.span.extracting($0.content)) }
  }
}
