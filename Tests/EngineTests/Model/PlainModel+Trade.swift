import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func judgeOrder(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    if case .paymentReceived(let fact) = entry.fact.fact { return pay(&entry, fact, assigned) }
    guard case .orderPlaced(var fact) = entry.fact.fact else { return [.invalid] }
    var wrong = taken(fact.order, "order").union(missingContact(fact.contact))
    if fact.order.isEmpty { fact.order = assigned }
    if let total = Cash(fact.total) { fact.total = total.money } else { wrong.insert(.invalid) }
    if fact.itemCount < 0 { wrong.insert(.invalid) }
    // A retracted order no longer holds its external id.
    let isTaken = state.orders.values.contains { $0.externalID == fact.externalID }
    if !fact.externalID.isEmpty, isTaken { wrong.insert(.conflict) }
    entry.fact.fact = .orderPlaced(fact)
    (entry.subject, entry.version, entry.others) = (fact.order, 1, [fact.contact])
    return wrong
  }

  private func pay(
    _ entry: inout Entry, _ proposed: PaymentReceived, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.payment, "payment").union(missingContact(fact.contact))
    if fact.payment.isEmpty { fact.payment = assigned }
    if let amount = Cash(fact.amount) { fact.amount = amount.money } else { wrong.insert(.invalid) }
    if !fact.order.isEmpty {
      let order = state.orders[fact.order] ?? state.fallenOrders[fact.order]
      wrong.formUnion(missing(fact.order, "order", order != nil))
      if let order, order.contact != fact.contact { wrong.insert(.invalid) }
      if state.fallenOrders[fact.order] != nil { wrong.insert(.conflict) }
    }
    entry.fact.fact = .paymentReceived(fact)
    (entry.subject, entry.version) = (fact.payment, 1)
    entry.others = [fact.contact] + (fact.order.isEmpty ? [] : [fact.order])
    return wrong
  }

  // MARK: - Campaigns

  func judgeCampaign(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    switch entry.fact.fact {
    case .campaignCreated(let fact): return create(&entry, fact, assigned)
    case .campaignRevised(var fact):
      var wrong = missing(fact.campaign, "campaign", state.campaigns[fact.campaign] != nil)
      let saysNothing = !fact.hasName && !fact.hasCost && fact.clear.isEmpty
      if saysNothing || fact.hasName && fact.name.isEmpty || fact.clear.contains("name")
        || fact.hasCost && !fact.clear.isEmpty
      {
        wrong.insert(.invalid)
      }
      if fact.hasCost {
        if let cost = Cash(fact.cost) { fact.cost = cost.money } else { wrong.insert(.invalid) }
      }
      entry.fact.fact = .campaignRevised(fact)
      (entry.subject, entry.version) = (fact.campaign, state.version(fact.campaign) + 1)
      return wrong
    case .campaignCostRecorded(var fact):
      var wrong = missing(fact.campaign, "campaign", state.campaigns[fact.campaign] != nil)
      if let amount = Cash(fact.amount) { fact.amount = amount.money } else { wrong.insert(.invalid) }
      if fact.on == "2026-02-30" { wrong.insert(.invalid) }
      entry.fact.fact = .campaignCostRecorded(fact)
      (entry.subject, entry.version) = (fact.campaign, state.version(fact.campaign))
      return wrong
    case .campaignSent(let fact):
      let wrong = campaignProblems(fact.campaign, fact.contact)
      guard wrong.isEmpty, let campaign = state.campaigns[fact.campaign] else { return wrong }
      let wrongAddress = addressProblems(fact, by: campaign.channel)
      if !wrongAddress.isEmpty { return wrongAddress }
      if !maySend(campaign, to: fact.contact, at: entry.occurredAt) { return [.conflict] }
      let address = address(of: entry.fact)
      if !mayReach(address, purpose: campaign.purpose, channel: campaign.channel, at: entry.occurredAt) {
        return [.conflict]
      }
      complete(&entry, fact.campaign, fact.contact)
      return []
    case .campaignResponseRecorded(var fact):
      var wrong = campaignProblems(fact.campaign, fact.contact)
      if !(1...8).contains(fact.response.rawValue) { wrong.insert(.invalid) }
      if fact.response != .bounced, fact.bounce != .unspecified { wrong.insert(.invalid) }
      if fact.response == .bounced, fact.bounce == .unspecified { fact.bounce = .soft }
      entry.fact.fact = .campaignResponseRecorded(fact)
      guard wrong.isEmpty else { return wrong }
      let wasSent = log.contains {
        guard case .campaignSent(let sent) = $0.fact.fact, !isRetracted($0) else { return false }
        return sent.campaign == fact.campaign && sent.contact == fact.contact
      }
      if !wasSent { return [.conflict] }
      complete(&entry, fact.campaign, fact.contact)
      return []
    default: return [.invalid]
    }
  }

  private func campaignProblems(_ campaign: String, _ contact: String) -> Set<Refusal.Code> {
    missing(campaign, "campaign", state.campaigns[campaign] != nil).union(missingContact(contact))
  }

  private func complete(_ entry: inout Entry, _ campaign: String, _ contact: String) {
    (entry.subject, entry.version, entry.others) = (contact, state.version(contact), [campaign])
  }

  private func create(
    _ entry: inout Entry, _ proposed: CampaignCreated, _ assigned: String
  ) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.campaign, "campaign")
    if fact.campaign.isEmpty { fact.campaign = assigned }
    if fact.name.isEmpty { wrong.insert(.invalid) }
    wrong.formUnion(requiredWord(fact.channel).union(requiredWord(fact.purpose)))
    if fact.hasCost {
      if let cost = Cash(fact.cost) { fact.cost = cost.money } else { wrong.insert(.invalid) }
    }
    entry.fact.fact = .campaignCreated(fact)
    (entry.subject, entry.version) = (fact.campaign, 1)
    return wrong
  }
}
