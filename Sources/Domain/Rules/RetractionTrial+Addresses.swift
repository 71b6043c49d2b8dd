import FactSchema
import RowSchema

/// What a retraction leads to of the addresses that its subject's facts speak of.
extension RetractionTrial {
  /// No address is written to again because of it but where that is meant. What was suppressed by hand, or because a message
  /// bounced for good, is not taken back otherwise either where it says nothing new now: it would when the rest falls.
  func checkSuppressions(_ told: RetoldTwice) throws(Refusal) {
    for key in told.after.changedAddresses(from: told.before) {
      let before = try knowledge.words(onAddress: key)
      let after = try told.after.said(ofAddress: key, from: told.before)
      if after.count > Bounds.suppressionWords, after.count > before.count {
        throw .conflict(
          "\(after.count) facts would say whether the address may be written to, and there may be \(Bounds.suppressionWords)",
          field: "position", reason: .tooManySuppressions, subject: subject, position: root.position)
      }
      if retraction.restoresConsent { continue }
      let word =
        after.first { $0.position == root.position.value } ?? before.first { $0.position == root.position.value }
      let suppressed = falls && (word?.cause == .added || word?.cause == .hardBounce)
      guard suppressed || allowsMore(before, after) else { continue }
      throw .conflict(
        "\(suppressed ? "the address is suppressed by it" : "an address would be written to again"): say with "
          + "confirmConsent that this is meant", field: "position", reason: .confirmConsent, subject: subject,
        version: try version(of: subject), position: root.position)
    }
  }

  /// Whether something may be sent to the address afterwards that might not be sent before.
  private func allowsMore(_ before: [AddressState.Word], _ after: [AddressState.Word]) -> Bool {
    let time = max(now, root.header.occurredAt)
    func allow(_ purpose: String, _ channel: String, _ words: [AddressState.Word]) -> Bool {
      Suppressions.objection(purpose: purpose, channel: channel, at: time, in: words) == nil
    }
    // The empty word stands for all that nobody spoke of.
    for channel in Set((before + after).map(\.channel)).union([""]) {
      for purpose in [Consents.transactional, ""] where allow(purpose, channel, after) {
        if !allow(purpose, channel, before) { return true }
      }
    }
    return false
  }
}
