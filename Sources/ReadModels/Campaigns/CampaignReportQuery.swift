import APISchema
import Domain
import FactSchema
import RowSchema

/// `campaign.report`: how many contacts did what, and the rates.
struct CampaignReportQuery: QueryBody {
  let projections = [ReadModelName.campaigns]
  private let campaign: SubjectID

  init(_ request: CampaignReportRequest) throws(Refusal) {
    campaign = try request.subject()
  }

  func run(_ context: QueryContext) throws(Refusal) -> [UInt8] {
    let snapshot = try context.snapshot()
    guard let row = try CampaignsProjection.campaigns.row(campaign, snapshot) else {
      throw CampaignReportRequest.missing(campaign)
    }
    let card = try CampaignsProjection.campaigns.row(of: row)
    let totals = CampaignTotals(try snapshot.get(CampaignsProjection.totals(campaign)))
    var reply = CampaignReportReply()
    reply.position = snapshot.position.value
    reply.campaign = card
    reply.sent = totals[.sent]
    reply.bounced = totals[.bounced]
    reply.hardBounced = totals[.hardBounced]
    reply.softBounced = Self.rest(totals[.bounced], without: totals[.hardBounced])
    if totals[.confirmed] > 0 {
      reply.deliveredBasis = "confirmed"
      reply.delivered = totals[.received]
      reply.unknown = Self.rest(totals[.sent], without: totals[.received] &+ totals[.bounced])
    } else {
      reply.deliveredBasis = "sentMinusBounced"
      reply.delivered = Self.rest(totals[.sent], without: totals[.bounced])
    }
    reply.opened = totals[.opened]
    reply.clicked = totals[.clicked]
    reply.replied = totals[.replied]
    reply.converted = totals[.converted]
    reply.unsubscribed = totals[.unsubscribed]
    reply.complained = totals[.complained]
    reply.rates = Self.rates(reply, clickedOfOpened: totals[.openedAndClicked])
    if card.hasCost { reply.cost = card.cost }
    reply.spent = card.spent
    reply.costPerReply = Self.each(card.spent, of: reply.replied)
    reply.costPerConversion = Self.each(card.spent, of: reply.converted)
    return try Self.encoded(reply)
  }

  /// What each of so many costs, rounded to the minor unit, halves up.
  private static func each(_ sums: [Money], of count: UInt64) -> [Money] {
    guard count > 0 else { return [] }
    return sums.compactMap { sum in
      guard let currency = Currency(sum.currency), let units = Int128(minorUnits: sum) else { return nil }
      return .exactly((2 * units + Int128(count)) / (2 * Int128(count)), of: currency)
    }
  }

  /// Never below 0, whatever a damaged row says.
  private static func rest(_ whole: UInt64, without part: UInt64) -> UInt64 { whole > part ? whole - part : 0 }

  private static func rates(
    _ report: CampaignReportReply, clickedOfOpened: UInt64
  ) -> CampaignReportReply.Rates {
    func set(_ count: UInt64, of whole: UInt64, _ body: (Double) -> Void) {
      if whole > 0 { body(Double(count) / Double(whole)) }
    }
    var rates = CampaignReportReply.Rates()
    set(report.delivered, of: report.sent) { rates.delivery = $0 }
    set(report.bounced, of: report.sent) { rates.bounce = $0 }
    set(report.hardBounced, of: report.sent) { rates.hardBounce = $0 }
    set(report.softBounced, of: report.sent) { rates.softBounce = $0 }
    set(report.opened, of: report.delivered) { rates.open = $0 }
    set(report.clicked, of: report.delivered) { rates.click = $0 }
    set(clickedOfOpened, of: report.opened) { rates.clickToOpen = $0 }
    set(report.replied, of: report.delivered) { rates.reply = $0 }
    set(report.converted, of: report.delivered) { rates.conversion = $0 }
    set(report.unsubscribed, of: report.delivered) { rates.unsubscribe = $0 }
    set(report.complained, of: report.delivered) { rates.complaint = $0 }
    return rates
  }
}
