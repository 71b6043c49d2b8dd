public import FactSchema
public import RowSchema

/// One word of a contact on being written to, as the registry and the card keep it.
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

  /// Whether sending is allowed; without any word of the contact, what the configuration says.
  public static func allowSending<Row: ConsentRow>(
    purpose: String, channel: String, in rows: [Row], default fallback: DecisionContext.ConsentDefault
  ) -> Bool {
    purpose == transactional || latest(purpose: purpose, channel: channel, in: rows)?.granted ?? (fallback == .allowed)
  }

  /// Whether a response withdraws the campaign's purpose on its channel.
  public static func isWithdrawn(by response: CampaignResponse) -> Bool {
    response == .unsubscribed || response == .complained
  }
}
