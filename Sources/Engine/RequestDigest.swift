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
    var message = event.fact.message
    var beside: [UInt8] = []
    if index == 0, let addressed {
      // Who is named there so is a person, too: the code is also of all that stands beside the facts.
      forms.insert(.addressBeside)
      beside = try UnkeyedDigest.beside(addressed.withoutAddresses)
      message += try UnkeyedDigest.beside(addressed)
    } else if index == 0, !isPlain(request) {
      beside = try UnkeyedDigest.beside(request)
    }
    return RequestPart(
      type: event.fact.type.rawValue, message: message,
      // An address is as personal as what it stands for.
      openCount: event.namesByAddress ? 0 : event.fact.openCount,
      time: (event.occurredAt?.seconds ?? 0, event.occurredAt?.nanos ?? 0), forms: forms, beside: beside)
  }

  /// Whether nothing stands beside the events.
  private func isPlain(_ request: borrowing RecordRequest) -> Bool {
    request.expect.isEmpty && !request.hasUnless && !request.hasCorrelationID && !request.hasCausationID
  }
}
