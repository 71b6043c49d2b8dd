import APISchema
import ArgumentParser
import FactSchema
import RowSchema

/// `kith campaign list|show|report`
struct CampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign", abstract: "Campaigns and what came of them.",
    subcommands: [List.self, Show.self, Report.self])

  init() {}

  /// `kith campaign list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "All campaigns.")

    @OptionGroup var page: PageOptions
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      try await kith.list(
        CampaignListRequest(), page: page, query: query, as: "CampaignCard", none: "there are no campaigns yet",
        [
          .init("name"), .init("channel"), .init("purpose"), .init("cost", right: true), .init("created"),
          .init("id", whole: true),
        ]
      ) { campaign in
        [
          .init(campaign.name, .bold), .init(campaign.channel), .init(campaign.purpose),
          .init(Show.money(campaign.cost)), .init(Show.date(campaign.createdAt)), .init(campaign.id, .dim),
        ]
      }
    }
  }

  /// `kith campaign show CAMPAIGN`
  struct Show: KithAction {
    static let configuration = CommandConfiguration(abstract: "A campaign.")

    @Argument(help: "An id or a name.")
    var campaign: String
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      typealias Show = KithCommands.Show
      var request = CampaignGetRequest()
      request.campaign = try await References(kith: kith).id(campaign, kind: .campaign)
      query.apply(to: &request)
      let card = try await kith.call(request).campaign
      if kith.console.style.isJSON { return try kith.json(card, as: "CampaignCard") }
      kith.console.line(kith.console.styled(DisplayText.safe(card.name), .bold))
      kith.console.fields([
        ("id", card.id), ("channel", card.channel), ("purpose", card.purpose), ("cost", Show.money(card.cost)),
        ("spent", Show.money(card.spent)),
        ("created", Show.time(card.createdAt)), ("version", String(card.version)),
      ])
    }
  }

  /// `kith campaign report CAMPAIGN`
  struct Report: KithAction {
    static let configuration = CommandConfiguration(abstract: "How many contacts did what with a campaign.")

    @Argument(help: "An id or a name.")
    var campaign: String
    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = CampaignReportRequest()
      request.campaign = try await References(kith: kith).id(campaign, kind: .campaign)
      query.apply(to: &request)
      let report = try await kith.call(request)
      if kith.console.style.isJSON { return try kith.json(report, as: "CampaignReportReply") }
      kith.console.line(
        kith.console.styled(DisplayText.safe(report.campaign.name), .bold)
          + "  \(report.campaign.channel), \(report.campaign.purpose)  \(KithCommands.Show.money(report.cost))")
      var table = TextTable([.init(""), .init("contacts", right: true), .init("rate", right: true), .init("of")])
      func row(_ name: String, _ count: UInt64, _ rate: String, _ of: String) {
        table.rows.append([
          .init(name), .init(Figures.grouped(Int64(count))), .init(rate), .init(rate.isEmpty ? "" : of, .dim),
        ])
      }
      let rates = report.rates
      row("sent", report.sent, "", "")
      row("delivered", report.delivered, ratio(rates.delivery, rates.hasDelivery), "sent")
      row("not known", report.unknown, "", "")
      row("bounced", report.bounced, ratio(rates.bounce, rates.hasBounce), "sent")
      row("  for good", report.hardBounced, ratio(rates.hardBounce, rates.hasHardBounce), "sent")
      row("  otherwise", report.softBounced, ratio(rates.softBounce, rates.hasSoftBounce), "sent")
      row("opened", report.opened, ratio(rates.open, rates.hasOpen), "delivered")
      row("clicked", report.clicked, ratio(rates.click, rates.hasClick), "delivered")
      row("replied", report.replied, ratio(rates.reply, rates.hasReply), "delivered")
      row("converted", report.converted, ratio(rates.conversion, rates.hasConversion), "delivered")
      row("unsubscribed", report.unsubscribed, ratio(rates.unsubscribe, rates.hasUnsubscribe), "delivered")
      row("complained", report.complained, ratio(rates.complaint, rates.hasComplaint), "delivered")
      kith.console.table(table)
      func each(_ name: String, _ sums: [Money]) {
        if !sums.isEmpty { kith.console.line("\(name): \(KithCommands.Show.money(sums))") }
      }
      each("spent", report.spent)
      each("spent for each that replied", report.costPerReply)
      each("spent for each that converted", report.costPerConversion)
      kith.console.line(kith.console.styled("delivered: \(Self.basis(report.deliveredBasis))", .dim))
    }

    /// What the daemon's word for how deliveries were found means.
    private static func basis(_ word: String) -> String {
      switch word {
      case "confirmed": "confirmed, or answered since"
      case "sentMinusBounced": "sent and not bounced, as no delivery is confirmed"
      default: word
      }
    }

    private func ratio(_ value: Double, _ isThere: Bool) -> String { KithCommands.Show.ratio(value, isThere) }
  }
}
