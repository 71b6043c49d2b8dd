import Schema

/// Of one contact and campaign: the messages that stand, at 0, and those of each response, at its number.
struct CampaignFigures {
  static let sent = 0
  static let count = 9
  private var values: Varints

  init(_ row: [UInt8]?) { values = Varints(row, count: Self.count) }

  subscript(index: Int) -> UInt64 {
    get { values[index] }
    set { values[index] = newValue }
  }

  subscript(response: CampaignResponse) -> UInt64 { values[response.rawValue] }

  var isEmpty: Bool { values.isEmpty }
  var encoded: [UInt8] { values.encoded }
}

/// What contacts count as in a campaign's report: how many of each.
///
/// A contact is sent while one of its messages stands, and without one nothing of it counts. It has answered when it did
/// something with a message, which must have arrived for that. It has bounced when all of its messages did, unless it has
/// answered; so nobody has both bounced and received.
struct CampaignTotals: Equatable {
  enum Total: Int, CaseIterable {
    case sent
    /// Known to have received: it was said, or the contact has answered.
    case received
    case bounced
    /// Of whom a delivery was recorded, whatever came later.
    case confirmed
    case opened, clicked, replied, converted, unsubscribed, complained
    /// Have opened and clicked: a click is recorded of some who let no opening be seen.
    case openedAndClicked
  }

  private static let answers: [(Total, CampaignResponse)] = [
    (.opened, .opened), (.clicked, .clicked), (.replied, .replied), (.converted, .converted),
    (.unsubscribed, .unsubscribed), (.complained, .complained),
  ]

  private var values: Varints

  init(_ row: [UInt8]?) { values = Varints(row, count: Total.allCases.count) }

  subscript(total: Total) -> UInt64 { values[total.rawValue] }

  /// What one contact counts as.
  static func of(_ contact: CampaignFigures) -> CampaignTotals {
    var totals = CampaignTotals(nil)
    guard contact[CampaignFigures.sent] > 0 else { return totals }
    func count(_ total: Total, if isSo: Bool) { if isSo { totals.values[total.rawValue] = 1 } }
    let hasAnswered = answers.contains { contact[$0.1] > 0 }
    let hasBounced = !hasAnswered && contact[.bounced] >= contact[CampaignFigures.sent]
    count(.sent, if: true)
    count(.bounced, if: hasBounced)
    count(.received, if: !hasBounced && (hasAnswered || contact[.delivered] > 0))
    count(.confirmed, if: contact[.delivered] > 0)
    for (total, response) in answers { count(total, if: contact[response] > 0) }
    count(.openedAndClicked, if: contact[.opened] > 0 && contact[.clicked] > 0)
    return totals
  }

  /// Counts a contact as `new`, that counted as `old`.
  mutating func replace(_ old: CampaignTotals, by new: CampaignTotals) {
    for index in 0..<Total.allCases.count {
      values[index] = values[index] &+ new.values[index] &- old.values[index]
    }
  }

  var encoded: [UInt8] { values.encoded }
}

/// A fixed number of numbers, in a row one after the other as varints.
private struct Varints: Equatable {
  private var values: [UInt64]

  /// What the row lacks is 0.
  init(_ row: [UInt8]?, count: Int) {
    values = [UInt64](repeating: 0, count: count)
    var index = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in row ?? [] {
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      if index < count { values[index] = value }
      index += 1
      (value, shift) = (0, 0)
    }
  }

  subscript(index: Int) -> UInt64 {
    get { values[index] }
    set { values[index] = newValue }
  }

  var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    for value in values { row.appendVarint(value) }
    return row
  }
}
