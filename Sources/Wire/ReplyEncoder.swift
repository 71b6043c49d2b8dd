public import APISchema
import Bytes
import Descriptors
import FactSchema
import Rights
import SwiftProtobuf

/// Writes replies and notifications in one framing.
///
/// Each call appends one whole line or frame; nothing at all where the id is `none`.
public struct ReplyEncoder: Sendable {
  /// The connection's framing.
  public let framing: Framing
  /// Whether personal fields are left out of all that is written.
  public let hidesPersonal: Bool

  /// Writes replies in that framing, for a client that is given personal fields or not.
  public init(framing: Framing, hidesPersonal: Bool = false) {
    self.framing = framing
    self.hidesPersonal = hidesPersonal
  }

  /// Appends the answer to a call but of `rpc.discover`, whose result in JSON is the document: `result` is the method's
  /// encoded reply message, spliced in the binary framing.
  ///
  /// False when `result` is not such a message and an internal error was written in its place; where nothing is hidden,
  /// possible in the JSON framing only.
  @discardableResult
  public func appendResult(_ result: [UInt8], of method: Method, to id: RequestID, into out: inout [UInt8]) -> Bool {
    if id == .none { return true }
    guard hidesPersonal else { return appendWhole(result, of: method, to: id, into: &out) }
    guard let shown = PersonalFields().leftOut(of: result.span, method.reply.index) else {
      let error = WireError(.internalError, "the bytes are not an encoded \(method.reply.table.name)")
      appendError(error.reply, to: id, into: &out)
      return false
    }
    return appendWhole(shown, of: method, to: id, into: &out)
  }

  private func appendWhole(
    _ result: [UInt8], of method: Method, to id: RequestID, into out: inout [UInt8]
  ) -> Bool {
    guard framing == .json else {
      Self.appendFrame(id: id.binary, field: UInt64(method.rawValue), result.span, into: &out)
      return true
    }
    let start = out.count
    out.append(literal: "{\"jsonrpc\":\"2.0\",\"id\":")
    id.append(to: &out)
    out.append(literal: ",\"result\":")
    do throws(WireError) {
      try JSONWriter.append(result.span, as: method.reply, to: &out)
    } catch {
      out.removeLast(out.count - start)
      appendError(error.reply, to: id, into: &out)
      return false
    }
    out.append(literal: "}\n")
    return true
  }

  /// Appends a refusal. `fact` is the call's: paths then begin at its parameters and not at `events[0].data`.
  public func appendError(_ error: ErrorReply, fact: Int? = nil, to id: RequestID, into out: inout [UInt8]) {
    if id == .none { return }
    let error = fact == nil ? error : Self.relativeToParams(error)
    guard framing == .json else {
      let bytes: [UInt8] = (try? error.serializedBytes()) ?? []
      Self.appendFrame(id: id.binary, field: Reply.Field.error, bytes.span, into: &out)
      return
    }
    out.append(literal: "{\"jsonrpc\":\"2.0\",\"id\":")
    id.append(to: &out)
    out.append(literal: ",\"error\":{\"code\":")
    out.append(decimal: Int64(error.number == 0 ? -32000 : error.number))
    out.append(literal: ",\"message\":")
    JSONString.append(error.message, to: &out)
    if !error.code.isEmpty { Self.appendData(of: error, into: &out) }
    out.append(literal: "}}\n")
  }

  private static func appendData(of error: ErrorReply, into out: inout [UInt8]) {
    out.append(literal: ",\"data\":{\"code\":")
    JSONString.append(error.code, to: &out)
    if error.hasField { append(text: error.field, "field", into: &out) }
    if error.hasEvent { append(number: UInt64(error.event), "event", into: &out) }
    out.append(literal: ",\"retryable\":")
    if error.retryable { out.append(literal: "true") } else { out.append(literal: "false") }
    if error.hasReason { append(text: error.reason, "reason", into: &out) }
    if error.hasSubject { append(text: error.subject, "subject", into: &out) }
    if error.hasVersion { append(number: error.version, "version", into: &out) }
    if error.hasPosition { append(number: error.position, "position", into: &out) }
    if error.hasRole { append(text: error.role, "role", into: &out) }
    if error.hasPermission { append(text: error.permission, "permission", into: &out) }
    if error.hasActor { append(error.actor, into: &out) }
    if error.hasRecordedAt { append(error.recordedAt, "recordedAt", into: &out) }
    if error.hasValue { append(text: error.value, "value", into: &out) }
    out.append(literal: "}")
  }

  private static func append(text: String, _ name: StaticString, into out: inout [UInt8]) {
    appendName(name, into: &out)
    JSONString.append(text, to: &out)
  }

  private static func append(number: UInt64, _ name: StaticString, into out: inout [UInt8]) {
    appendName(name, into: &out)
    out.append(decimal: number)
  }

  private static func append(_ actor: Actor, into out: inout [UInt8]) {
    out.append(literal: ",\"actor\":{\"uid\":")
    out.append(decimal: UInt64(actor.uid))
    append(text: actor.name, "name", into: &out)
    append(text: actor.role, "role", into: &out)
    if actor.hasRoleName { append(text: actor.roleName, "roleName", into: &out) }
    out.append(literal: "}")
  }

  private static func append(_ time: Google_Protobuf_Timestamp, _ name: StaticString, into out: inout [UInt8]) {
    appendName(name, into: &out)
    var text: [UInt8] = []
    _ = UnixTime(seconds: time.seconds, nanos: time.nanos).appendRFC3339(to: &text)
    JSONString.append(text.span.text, to: &out)
  }

  private static func appendName(_ name: StaticString, into out: inout [UInt8]) {
    out.append(literal: ",\"")
    out.append(literal: name)
    out.append(literal: "\":")
  }

  /// The error of a `record` of one event as the caller of that fact's own name knows it.
  private static func relativeToParams(_ error: ErrorReply) -> ErrorReply {
    guard error.hasField, error.field.hasPrefix("events[0]") else { return error }
    var relative = error
    var field = error.field.dropFirst("events[0]".count)
    // Which fact it is the method says.
    if field == ".type" { field = "" }
    if field.hasPrefix(".data") { field = field.dropFirst(".data".count) }
    if field.hasPrefix(".") { field = field.dropFirst() }
    if error.message.hasPrefix(error.field) {
      relative.message = String(field) + error.message.dropFirst(error.field.count)
      if field.isEmpty, relative.message.hasPrefix(": ") { relative.message.removeFirst(2) }
    }
    if field.isEmpty { relative.clearField() } else { relative.field = String(field) }
    return relative
  }

  // MARK: The service's description

  /// Appends what stands before the service's description in its answer: the document itself of so many bytes as JSON,
  /// the encoded reply as binary.
  public func appendDescriptionHead(count: Int, to id: RequestID, into out: inout [UInt8]) {
    guard framing == .json else {
      return Self.appendFrameHead(id: id.binary, field: UInt64(Method.rpcDiscover.rawValue), count, into: &out)
    }
    out.append(literal: "{\"jsonrpc\":\"2.0\",\"id\":")
    id.append(to: &out)
    out.append(literal: ",\"result\":")
  }

  /// Appends what stands behind it.
  public func appendDescriptionTail(into out: inout [UInt8]) {
    if framing == .json { out.append(literal: "}\n") }
  }

  // MARK: Notifications

  /// Appends a `log.event` notification with an encoded `Event`. False when it is not one and nothing was written; where
  /// nothing is hidden, possible in the JSON framing only.
  @discardableResult
  public func appendEvent(_ event: Span<UInt8>, subscription: UInt64, into out: inout [UInt8]) -> Bool {
    guard hidesPersonal else { return appendWhole(event, subscription: subscription, into: &out) }
    guard let shown = PersonalFields().leftOut(of: event, Self.event.index) else { return false }
    return appendWhole(shown.span, subscription: subscription, into: &out)
  }

  private func appendWhole(_ event: Span<UInt8>, subscription: UInt64, into out: inout [UInt8]) -> Bool {
    guard framing == .json else {
      Self.appendEventFrame(event, subscription, into: &out)
      return true
    }
    let start = out.count
    out.append(literal: "{\"jsonrpc\":\"2.0\",\"method\":\"log.event\",\"params\":{\"subscription\":")
    out.append(decimal: subscription)
    out.append(literal: ",\"event\":")
    do throws(WireError) {
      try JSONWriter.append(event, as: Self.event, to: &out)
    } catch {
      out.removeLast(out.count - start)
      return false
    }
    out.append(literal: "}}\n")
    return true
  }

  /// Appends a `log.ended` notification.
  public func appendEnded(_ ended: LogEnded, into out: inout [UInt8]) {
    guard framing == .json else {
      let bytes: [UInt8] = (try? ended.serializedBytes()) ?? []
      Self.appendFrame(id: 0, field: Reply.Field.ended, bytes.span, into: &out)
      return
    }
    out.append(literal: "{\"jsonrpc\":\"2.0\",\"method\":\"log.ended\",\"params\":{\"subscription\":")
    out.append(decimal: ended.subscription)
    Self.append(number: ended.position, "position", into: &out)
    Self.append(text: ended.code, "code", into: &out)
    out.append(literal: "}}\n")
  }

  // MARK: Frames

  private static let event = DescriptorPool.shared.type(named: "Event")

  private static func appendFrame(id: UInt64, field: UInt64, _ content: Span<UInt8>, into out: inout [UInt8]) {
    appendFrameHead(id: id, field: field, content.count, into: &out)
    out.append(content)
  }

  /// Appends a frame up to its content of so many bytes.
  private static func appendFrameHead(id: UInt64, field: UInt64, _ count: Int, into out: inout [UInt8]) {
    var head = StackBytes<32>()
    head.appendField(Reply.Field.id, id)
    head.appendHead(field, count: count)
    out.append(frameOf: head.count + count)
    head.append(to: &out)
  }

  private static func appendEventFrame(_ event: Span<UInt8>, _ subscription: UInt64, into out: inout [UInt8]) {
    var notification = StackBytes<32>()
    notification.appendPresentField(LogEvent.Field.subscription, subscription)
    notification.appendHead(LogEvent.Field.event, count: event.count)
    let count = notification.count + event.count
    var head = StackBytes<16>()
    head.appendHead(Reply.Field.event, count: count)
    out.append(frameOf: head.count + count)
    head.append(to: &out)
    notification.append(to: &out)
    out.append(event)
  }
}
