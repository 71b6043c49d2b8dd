/// What is counted of one contact and campaign: messages that stand, and those of each response, at its number.
enum CampaignFigure: Int, CaseIterable {
  case sent, delivered, bounced, opened, clicked, replied, converted, unsubscribed, complained
  /// Those of the bounced that did for good.
  case hardBounced
}

/// A contact's part in a campaign.
typealias CampaignPart = Counts<CampaignFigure>

/// What contacts count as in a campaign's report.
enum CampaignTotal: Int, CaseIterable {
  case sent
  /// Known to have received: it was said, or the contact has answered.
  case received
  case bounced
  /// Of whom a delivery was recorded, whatever came later.
  case confirmed
  case opened, clicked, replied, converted, unsubscribed, complained
  /// Have opened and clicked: a click is recorded of some who let no opening be seen.
  case openedAndClicked
  /// Those of the bounced of whose messages one did for good.
  case hardBounced
}

/// How many contacts count as each.
typealias CampaignTotals = Counts<CampaignTotal>

extension CampaignTotals {
  private static let answers: [(CampaignTotal, CampaignFigure)] = [
    (.opened, .opened), (.clicked, .clicked), (.replied, .replied), (.converted, .converted),
    (.unsubscribed, .unsubscribed), (.complained, .complained),
  ]

  /// What one contact counts as.
  ///
  /// A contact is sent while one of its messages stands, and without one nothing of it counts. It has answered when it did
  /// something with a message, which must have arrived for that. It has bounced when all of its messages did, unless it
  /// has answered; so nobody has both bounced and received.
  init(of part: CampaignPart) {
    self.init()
    guard part[.sent] > 0 else { return }
    let hasAnswered = Self.answers.contains { part[$0.1] > 0 }
    let hasBounced = !hasAnswered && part[.bounced] >= part[.sent]
    self[.sent] = 1
    self[.bounced] = hasBounced ? 1 : 0
    self[.hardBounced] = hasBounced && part[.hardBounced] > 0 ? 1 : 0
    self[.received] = !hasBounced && (hasAnswered || part[.delivered] > 0) ? 1 : 0
    self[.confirmed] = min(1, part[.delivered])
    for (total, figure) in Self.answers { self[total] = min(1, part[figure]) }
    self[.openedAndClicked] = min(self[.opened], self[.clicked])
  }
}
