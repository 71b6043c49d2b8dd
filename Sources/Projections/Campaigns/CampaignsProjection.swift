public import Domain
import Schema

/// Campaigns, and how many contacts did what with their messages.
public struct CampaignsProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = "campaigns"
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 1
  /// The facts that it looks at.
  public let kinds = FactKinds(
    header: [.campaignSent], open: [.campaignCreated, .campaignResponseRecorded, .factRetracted])

  /// Follows every fact of its kind.
  public init() {}

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

  /// Counts one message or response of a contact; the campaign's figure moves with the contact's first and last.
  private func count(
    _ figure: Int, _ change: Int64, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard figure < CampaignFigures.count else { return }
    let campaign = try header.required(.campaign)
    let contactKey = CampaignsTable.contact(campaign, try header.requiredContact())
    var contact = CampaignFigures(try view.get(contactKey))
    let before = contact[figure]
    let after = UInt64(max(0, Int64(before) + change))
    contact[figure] = after
    if contact.isEmpty { view.delete(contactKey) } else { view.put(contactKey, contact.encoded) }
    guard (before == 0) != (after == 0) else { return }
    let key = CampaignsTable.figures(campaign)
    var figures = CampaignFigures(try view.get(key))
    figures[figure] = UInt64(max(0, Int64(figures[figure]) + change))
    view.put(key, figures.encoded)
  }
}

/// The keys of the campaigns view.
enum CampaignsTable {
  /// A ``CampaignCard``.
  static func campaign(_ campaign: SubjectID) -> RowKey { RowKey(table: 1).with(campaign) }
  static let campaigns = RowKey(table: 1)
  /// The ``CampaignFigures`` of a campaign: how many contacts.
  static func figures(_ campaign: SubjectID) -> RowKey { RowKey(table: 2).with(campaign) }
  /// The ``CampaignFigures`` of one contact: how many messages and responses.
  static func contact(_ campaign: SubjectID, _ contact: SubjectID) -> RowKey {
    RowKey(table: 3).with(campaign).with(contact)
  }
}

/// Counts of messages sent, at 0, and of each response, at its number; stored as varints.
struct CampaignFigures {
  static let sent = 0
  static let count = 9
  private var values = [UInt64](repeating: 0, count: count)

  init(_ row: [UInt8]?) {
    var index = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in row ?? [] {
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      if index < Self.count { values[index] = value }
      index += 1
      (value, shift) = (0, 0)
    }
  }

  subscript(index: Int) -> UInt64 {
    get { values[index] }
    set { values[index] = newValue }
  }

  subscript(response: CampaignResponse) -> UInt64 { values[response.rawValue] }

  var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

  var encoded: [UInt8] {
    var row: [UInt8] = []
    for value in values { row.appendVarint(value) }
    return row
  }
}
