import APISchema
import Domain
import FactSchema
import RowSchema
import RowStore

/// Campaigns, and how many contacts did what with their messages.
struct CampaignsProjection: Projection {
  let name = ReadModelName.campaigns
  let version: UInt32 = 5
  let kinds = CampaignCard.facts.union(
    FactKinds(header: [.campaignSent, .factRetracted], open: [.campaignResponseRecorded]))
  var queries: [QueryKind] {
    [Self.campaigns.get(CampaignGetRequest.self), Self.campaigns.list, QueryKind(CampaignReportQuery.init)]
  }

  /// Listed in the order of their ids.
  static let campaigns = CardCollection<CampaignListRequest, CampaignCard>(
    ReadModelName.campaigns, table: 1, beside: [2])

  /// The ``CampaignTotals`` of a campaign.
  static func totals(_ campaign: SubjectID) -> RowKey { RowKey(table: 2).with(campaign) }

  /// The ``CampaignPart`` of one contact.
  static func part(_ campaign: SubjectID, _ contact: SubjectID) -> RowKey {
    RowKey(table: 3).with(campaign).with(contact)
  }

  /// The contact that something was sent to or responded; else the campaign.
  func part(of header: EventHeader) -> SubjectID? {
    switch header.subject.kind {
    case .contact, .campaign: header.subject
    default: nil
    }
  }

  /// A campaign's totals are what all contacts count as.
  func sum(ofTable table: UInt8) -> RowSum? { table == 2 ? CampaignTotals.sum : nil }

  /// The campaign, or the contact whose part in it the row is.
  func subject(ofRow key: [UInt8]) -> SubjectID? {
    key.first == 3 ? SubjectID(.contact, ending: key) : Self.campaigns.subject(ofRow: key)
  }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    switch event.fact.fact {
    case .campaignSent: try count([.sent], event.header, &view)
    case .campaignResponseRecorded(let fact):
      try count(Self.figures(of: fact), event.header, &view)
    case .campaignCostRecorded(let fact):
      try Self.campaigns.change(event.header.subject, &view) { (card, _) in card.spend(fact.amount) }
    default: try Self.campaigns.apply(event, &view)
    }
  }

  /// What a response counts as; nothing where this release does not know it.
  private static func figures(of fact: CampaignResponseRecorded) -> [CampaignFigure] {
    switch fact.response {
    case .bounced: fact.bounce == .hard ? [.bounced, .hardBounced] : [.bounced]
    case .unspecified, .UNRECOGNIZED: []
    default: CampaignFigure(rawValue: fact.response.rawValue).map { [$0] } ?? []
    }
  }

  /// Counts one message or response of a contact; the campaign's totals follow what the contact counts as.
  private func count(
    _ figures: [CampaignFigure], _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard !figures.isEmpty else { return }
    let campaign = try header.required(.campaign)
    let key = Self.part(campaign, try header.requiredContact())
    let before = CampaignPart(try view.row(key))
    var after = before
    for figure in figures { after[figure] += 1 }
    view.put(key, after.encoded)
    let (left, joined) = (CampaignTotals(of: before), CampaignTotals(of: after))
    guard left != joined else { return }
    var totals = CampaignTotals(try view.row(Self.totals(campaign)))
    totals.replace(left, by: joined)
    view.put(Self.totals(campaign), totals.encoded)
  }
}

extension CampaignCard {
  /// Adds to what was spent in that currency.
  fileprivate mutating func spend(_ amount: Money) {
    guard let more = Amount(amount) else { return }
    let place = spent.firstIndex { $0.currency == amount.currency }
    let sum = (place.flatMap { Int128(minorUnits: spent[$0]) } ?? 0) + Int128(more.minorUnits)
    let money = Money.exactly(sum, of: more.currency)
    if let place { spent[place] = money } else { spent.append(money) }
    spent.sort { $0.currency < $1.currency }
  }
}

extension Int128 {
  /// The minor units of a sum as it is stored, exact beyond what a fact may say.
  init?(minorUnits sum: Money) { self.init(sum.amount.filter { $0 != "." }) }
}
