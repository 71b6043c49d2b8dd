public import Domain
public import Schema

/// Campaigns, and how many contacts did what with their messages.
public struct CampaignsProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "campaigns"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 2
  /// The facts that it looks at.
  public let kinds = FactKinds(
    header: [.campaignSent], open: [.campaignCreated, .campaignResponseRecorded, .factRetracted])
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [QueryKind(CampaignGetQuery.init), QueryKind(CampaignListQuery.init), QueryKind(CampaignReportQuery.init)]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// The campaign, or the contact whose part in it the row is.
  public func subject(ofRow key: [UInt8]) -> SubjectID? {
    key.first == 3 ? SubjectID(.contact, ending: key) : SubjectID(.campaign, beginning: key)
  }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    switch event.fact.fact {
    case .campaignCreated(let fact):
      var card = CampaignCard()
      card.id = header.subject.description
      card.version = header.version.value
      card.name = fact.name
      card.channel = fact.channel
      card.purpose = fact.purpose
      if fact.hasCost { card.cost = fact.cost }
      card.createdAt = header.occurredAt.timestamp
      view.create(CampaignsTable.campaign(header.subject), try view.encoded(card))
    case .campaignSent: try count(CampaignFigures.sent, +1, header, &view)
    case .campaignResponseRecorded(let fact): try count(fact.response.rawValue, +1, header, &view)
    case .factRetracted:
      let original = try ViewWriter.retracted(by: event)
      switch original.fact.fact {
      case .campaignSent: try count(CampaignFigures.sent, -1, original.header, &view)
      case .campaignResponseRecorded(let fact): try count(fact.response.rawValue, -1, original.header, &view)
      default: break
      }
    default: break
    }
  }

  /// Counts one message or response of a contact; the campaign's totals follow what the contact counts as.
  private func count(
    _ figure: Int, _ change: Int64, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard figure < CampaignFigures.count else { return }
    let campaign = try header.required(.campaign)
    let contactKey = CampaignsTable.contact(campaign, try header.requiredContact())
    let before = CampaignFigures(try view.get(contactKey))
    var after = before
    after[figure] = UInt64(max(0, Int64(before[figure]) + change))
    if after.isEmpty { view.delete(contactKey) } else { view.put(contactKey, after.encoded) }
    let (left, joined) = (CampaignTotals.of(before), CampaignTotals.of(after))
    guard left != joined else { return }
    let key = CampaignsTable.totals(campaign)
    var totals = CampaignTotals(try view.get(key))
    totals.replace(left, by: joined)
    view.put(key, totals.encoded)
  }
}

/// The keys of the campaigns view.
enum CampaignsTable {
  /// A ``CampaignCard``.
  static func campaign(_ campaign: SubjectID) -> RowKey { RowKey(table: 1).with(campaign) }
  static let campaigns = RowKey(table: 1)
  /// The ``CampaignTotals`` of a campaign.
  static func totals(_ campaign: SubjectID) -> RowKey { RowKey(table: 2).with(campaign) }
  /// The ``CampaignFigures`` of one contact: how many messages and responses.
  static func contact(_ campaign: SubjectID, _ contact: SubjectID) -> RowKey {
    RowKey(table: 3).with(campaign).with(contact)
  }
}
