import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What is said of campaigns, and what filters may name, worked out from all facts anew.
extension PlainModel {
  func report(_ id: String) -> CampaignReportReply? {
    guard let campaign = campaignCard(id) else { return nil }
    var messages: [String: Int] = [:]
    var responses: [String: [CampaignResponse]] = [:]
    var bouncedForGood: Set<String> = []
    for entry in log where !isRetracted(entry) {
      if case .campaignSent(let fact) = entry.fact.fact, fact.campaign == id { messages[fact.contact, default: 0] += 1 }
      if case .campaignResponseRecorded(let fact) = entry.fact.fact, fact.campaign == id {
        responses[fact.contact, default: []].append(fact.response)
        if fact.response == .bounced, fact.bounce == .hard { bouncedForGood.insert(fact.contact) }
      }
    }
    let reached = Array(messages.keys)
    func did(_ contact: String, _ response: CampaignResponse) -> Bool {
      responses[contact, default: []].contains(response)
    }
    let answered = reached.filter { contact in
      [.opened, .clicked, .replied, .converted, .unsubscribed, .complained].contains { did(contact, $0) }
    }
    let bounced = reached.filter { contact in
      let bounces = responses[contact, default: []].count { $0 == .bounced }
      return bounces >= messages[contact, default: 0] && !answered.contains(contact)
    }
    let notBounced = reached.filter { !bounced.contains($0) }
    let isConfirmed = reached.contains { did($0, .delivered) }
    let delivered = isConfirmed ? notBounced.filter { did($0, .delivered) || answered.contains($0) } : notBounced
    func count(_ response: CampaignResponse) -> UInt64 { UInt64(reached.count { did($0, response) }) }
    return .with { reply in
      (reply.campaign, reply.sent) = (campaign, UInt64(reached.count))
      if campaign.hasCost { reply.cost = campaign.cost }
      reply.spent = campaign.spent
      reply.deliveredBasis = isConfirmed ? "confirmed" : "sentMinusBounced"
      (reply.delivered, reply.bounced) = (UInt64(delivered.count), UInt64(bounced.count))
      reply.hardBounced = UInt64(bounced.count { bouncedForGood.contains($0) })
      reply.softBounced = UInt64(bounced.count { !bouncedForGood.contains($0) })
      reply.unknown = UInt64(notBounced.count - delivered.count)
      (reply.opened, reply.clicked) = (count(.opened), count(.clicked))
      (reply.replied, reply.converted) = (count(.replied), count(.converted))
      (reply.unsubscribed, reply.complained) = (count(.unsubscribed), count(.complained))
      reply.costPerReply = Self.each(campaign.spent, reply.replied)
      reply.costPerConversion = Self.each(campaign.spent, reply.converted)
      let both = UInt64(reached.count { did($0, .opened) && did($0, .clicked) })
      reply.rates = Self.rates(reply, openedAndClicked: both)
    }
  }

  /// To the nearest minor unit, halves up.
  private static func each(_ sums: [Money], _ count: UInt64) -> [Money] {
    guard count > 0 else { return [] }
    return sums.compactMap { Cash($0, isSum: true) }.map { sum in
      let (quotient, rest) = sum.minor.quotientAndRemainder(dividingBy: Int128(count))
      return Cash(sum.currency, 2 * rest >= Int128(count) ? quotient + 1 : quotient).money
    }
  }

  private static func rates(
    _ reply: CampaignReportReply, openedAndClicked: UInt64
  ) -> CampaignReportReply.Rates {
    func rate(_ part: UInt64, _ whole: UInt64, _ set: (Double) -> Void) {
      if whole > 0 { set(Double(part) / Double(whole)) }
    }
    var rates = CampaignReportReply.Rates()
    rate(reply.delivered, reply.sent) { rates.delivery = $0 }
    rate(reply.bounced, reply.sent) { rates.bounce = $0 }
    rate(reply.hardBounced, reply.sent) { rates.hardBounce = $0 }
    rate(reply.softBounced, reply.sent) { rates.softBounce = $0 }
    rate(reply.opened, reply.delivered) { rates.open = $0 }
    rate(reply.clicked, reply.delivered) { rates.click = $0 }
    rate(openedAndClicked, reply.opened) { rates.clickToOpen = $0 }
    rate(reply.replied, reply.delivered) { rates.reply = $0 }
    rate(reply.converted, reply.delivered) { rates.conversion = $0 }
    rate(reply.unsubscribed, reply.delivered) { rates.unsubscribe = $0 }
    rate(reply.complained, reply.delivered) { rates.complaint = $0 }
    return rates
  }

  // MARK: - What filters may name

  /// Whether a fact, retracted or not, has given anything that owner.
  func isKnown(owner: String) -> Bool {
    log.contains { entry in
      if isRetracted(entry) { return false }
      switch entry.fact.fact {
      case .contactCreated(let fact): return fact.owner == owner
      case .contactDetailsChanged(let fact): return fact.owner == owner
      case .dealOpened(let fact): return fact.owner == owner
      case .dealRevised(let fact): return fact.owner == owner
      case .taskScheduled(let fact): return fact.owner == owner
      case .taskReassigned(let fact): return fact.owner == owner
      default: return false
      }
    }
  }

  func isKnown(tag: String) -> Bool {
    func has(_ tags: [String]) -> Bool { tags.contains { $0.lowercased() == tag.lowercased() } }
    return log.contains { entry in
      if isRetracted(entry) { return false }
      switch entry.fact.fact {
      case .contactCreated(let fact): return has(fact.tags)
      case .contactDetailsChanged(let fact): return has(fact.tags)
      case .contactTagged(let fact): return has(fact.tags)
      default: return false
      }
    }
  }

  /// Whether it was ever a stage of that pipeline, or of any.
  func isKnown(stage: String, of pipeline: String?) -> Bool {
    var stages: [String: Set<String>] = [:]
    let builtIn = BuiltInPipeline.id.description
    let builtInStages = Set(state.builtIn?.stages.map(\.stage) ?? [])
    for entry in log where !entry.isInitial && !isRetracted(entry) {
      switch entry.fact.fact {
      case .pipelineDefined(let fact): stages[fact.pipeline, default: []].formUnion(fact.stages.map(\.stage))
      case .dealOpened(let fact) where fact.pipeline == builtIn:
        stages[builtIn, default: []].formUnion(builtInStages)
      default: break
      }
    }
    if stages.isEmpty { stages[builtIn] = builtInStages }
    return stages.contains { (pipeline == nil || $0.key == pipeline) && $0.value.contains(stage) }
  }
}
