import Domain
import Schema

extension ErrorReply {
  /// What a refusal is on the wire: the only place where one becomes the other.
  init(_ refusal: Refusal) {
    self.init()
    number = refusal.code == .internal ? -32603 : -32000
    code = refusal.code == .internal ? "" : refusal.code.rawValue
    message = refusal.message
    retryable = refusal.code.isRetryable
    if let event = refusal.event { self.event = UInt32(clamping: event) }
    if let name = refusal.field { field = Self.path(name, event: refusal.event) }
    if let word = refusal.reason { reason = word }
    if let id = refusal.subject { subject = id.description }
    if let number = refusal.version { version = number.value }
    if let reached = refusal.position { position = reached.value }
    if let held = refusal.role { role = held.word }
  }

  /// A fact's field as a path into its `record`; any other field as it is.
  private static func path(_ field: String, event: Int?) -> String {
    guard let event else { return field }
    return field == "occurredAt" ? "events[\(event)].occurredAt" : "events[\(event)].data.\(field)"
  }
}
