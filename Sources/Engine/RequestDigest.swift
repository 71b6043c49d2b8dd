import APISchema
import Domain
import EventLog
import FactSchema
import SwiftProtobuf

extension Command {
  /// What it said of the fact at that place, by which it is known again.
  func part(_ index: Int) throws(Refusal) -> RequestPart {
    let event = sent[index]
    var forms: RequestPart.Forms = []
    if event.occurredAt != nil { forms.insert(.time) }
    if event.isOfDay { forms.insert(.day) }
    if event.namesByAddress { forms.insert(.address) }
    return RequestPart(
      type: event.fact.type.rawValue, message: event.fact.message,
      // An address is as personal as what it stands for.
      openCount: event.namesByAddress ? 0 : event.fact.openCount,
      time: (event.occurredAt?.seconds ?? 0, event.occurredAt?.nanos ?? 0), forms: forms,
      beside: index == 0 && !isPlain(request) ? try UnkeyedDigest.beside(request) : [])
  }

  /// Whether nothing stands beside the events.
  private func isPlain(_ request: borrowing RecordRequest) -> Bool {
    request.expect.isEmpty && !request.hasUnless && !request.hasCorrelationID && !request.hasCausationID
  }
}
