public import FactSchema
public import RowSchema

/// One word on being written to, of a contact or of what holds without one, as the registry and the card keep it.
public protocol ConsentRow {
  /// The word for what is written, or `*`.
  var purpose: String { get }
  /// The word for how it is sent, or `*`.
  var channel: String { get }
  /// Whether the contact agreed.
  var granted: Bool { get }
}

extension SubjectState.ConsentState: ConsentRow {}
extension ContactCard.Consent: ConsentRow {}
extension CompanyCard.ConsentDefault: ConsentRow {
  /// Whether those who never spoke are written to.
  public var granted: Bool { consent == .granted }
}

/// Whether a contact may be written to for a purpose on a channel.
///
/// The rows of a contact hold one row for each pair of purpose and channel that it spoke of, in the order of the
/// positions of its latest word on them.
public enum Consents {
  /// The word that stands for all purposes or all channels.
  public static let all = "*"
  /// The purpose that is exempt from consent.
  public static let transactional = "transactional"

  /// Puts a newer row behind the others, in the place of the older one on the same pair.
  ///
  /// Where a contact has spoken of as many pairs as it may, a word that says nothing new leaves no row: whatever is said
  /// later of its pair is said of it in either case.
  public static func record<Row: ConsentRow>(_ row: Row, in rows: inout [Row]) {
    if rows.count >= Bounds.consents,
      saysNothingNew(purpose: row.purpose, channel: row.channel, granted: row.granted, in: rows)
    {
      return
    }
    rows.removeAll { $0.purpose == row.purpose && $0.channel == row.channel }
    rows.append(row)
  }

  /// Whether the pair has a row of its own.
  static func isKnown<Row: ConsentRow>(purpose: String, channel: String, in rows: [Row]) -> Bool {
    rows.contains { $0.purpose == purpose && $0.channel == channel }
  }

  /// Whether a word on a pair that has no row of its own is what a word for all says already.
  static func saysNothingNew<Row: ConsentRow>(
    purpose: String, channel: String, granted: Bool, in rows: [Row]
  ) -> Bool {
    !isKnown(purpose: purpose, channel: channel, in: rows)
      && latest(purpose: purpose, channel: channel, in: rows)?.granted == granted
  }

  /// The latest row that speaks of the purpose and channel, `*` included; nil when none does.
  public static func latest<Row: ConsentRow>(purpose: String, channel: String, in rows: [Row]) -> Row? {
    rows.last { row in
      (row.purpose == purpose || row.purpose == all) && (row.channel == channel || row.channel == all)
    }
  }

  /// Puts a newer default behind the others; those that speak of nothing but what it speaks of go.
  public static func record<Row: ConsentRow>(default row: Row, in rows: inout [Row]) {
    rows.removeAll { isCovered($0, purpose: row.purpose, channel: row.channel) }
    rows.append(row)
  }

  /// Whether all that the row speaks of is spoken of here too.
  static func isCovered(_ row: some ConsentRow, purpose: String, channel: String) -> Bool {
    (purpose == row.purpose || purpose == all) && (channel == row.channel || channel == all)
  }

  /// Whether sending is allowed; without any word of the contact, what the company's defaults say; without one, it is.
  public static func allowSending<Row: ConsentRow, Default: ConsentRow>(
    purpose: String, channel: String, in rows: [Row], defaults: () throws(Refusal) -> [Default]
  ) throws(Refusal) -> Bool {
    if purpose == transactional { return true }
    if let row = latest(purpose: purpose, channel: channel, in: rows) { return row.granted }
    return latest(purpose: purpose, channel: channel, in: try defaults())?.granted ?? true
  }

  /// Whether a response withdraws the campaign's purpose on its channel.
  public static func isWithdrawn(by response: CampaignResponse) -> Bool {
    response == .unsubscribed || response == .complained
  }
}
