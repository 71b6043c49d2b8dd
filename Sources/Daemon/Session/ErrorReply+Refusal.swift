import APISchema
import Domain
import FactSchema
import SwiftProtobuf

extension ErrorReply {
  /// What a refusal is on the wire: the only place where one becomes the other. Who is not given personal fields is not
  /// told whose an external id is either.
  init(
    _ refusal: Refusal, seesPersonal: Bool = true, userName: (UInt32) -> String = { String($0) }
  ) {
    self.init()
    number = refusal.code == .internal ? -32603 : -32000
    code = refusal.code == .internal ? "" : refusal.code.rawValue
    message = refusal.message
    retryable = refusal.code.isRetryable
    if let event = refusal.event { self.event = UInt32(clamping: event) }
    if let name = refusal.field { field = name }
    if let word = refusal.reason { reason = word.rawValue }
    if let id = refusal.subject { subject = id.description }
    if let number = refusal.version { version = number.value }
    if let reached = refusal.position { position = reached.value }
    if let held = refusal.role { role = held.word }
    if !seesPersonal, refusal.reason == .externalIDTaken {
      message = "\(field): is taken"
      clearSubject()
      clearVersion()
    }
    if let change = refusal.change {
      actor = .with {
        $0.uid = change.uid
        $0.name = userName(change.uid)
        $0.role = change.role.word
        if let name = change.roleName { $0.roleName = name }
      }
      recordedAt = change.recordedAt.timestamp
      if let value = change.value, seesPersonal || !change.isPersonal { self.value = value }
    }
    if let lacking = refusal.permission { permission = lacking.word }
  }
}
