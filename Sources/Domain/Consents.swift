public import Bytes
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

/// Such a word of a contact.
public protocol SpokenConsent: ConsentRow {
  /// When it was said.
  var saidAt: Instant { get set }
  /// Where one that was granted ends; `nil` and empty where it does not.
  var end: ConsentEnd { get }
}

/// Until when a contact agreed.
public struct ConsentEnd: Sendable, Equatable {
  /// The time from which on it no longer holds.
  public var at: Instant?
  /// The last day on which it holds, where that was told as a day; else empty.
  public var on: String

  /// By one of both; neither is no end.
  public init(at: Instant?, on: String) {
    self.at = at
    self.on = on
  }

  /// Whether there is one.
  public var isSaid: Bool { at != nil || !on.isEmpty }

  /// Whether it has passed, by the days of that zone.
  public func hasPassed(at time: Instant, in zone: Zone) -> Bool {
    if let at { return at <= time }
    guard let last = CalendarDate(on) else { return false }
    return last.day < zone.day(of: time)
  }
}

extension SubjectState.ConsentState: SpokenConsent {
  /// When it was said.
  public var saidAt: Instant {
    get { Instant(microseconds: occurredAt) }
    set { occurredAt = newValue.microseconds }
  }
  /// Where it ends.
  public var end: ConsentEnd { ConsentEnd(at: hasUntilAt ? Instant(microseconds: untilAt) : nil, on: untilOn) }
}

extension ContactCard.Consent: SpokenConsent {
  /// When it was said.
  public var saidAt: Instant {
    get { Instant(since) ?? Bounds.earliest }
    set { since = newValue.timestamp }
  }
  /// Where it ends.
  public var end: ConsentEnd { ConsentEnd(at: hasUntilAt ? Instant(untilAt) : nil, on: untilOn) }
}

extension CompanyCard.ConsentDefault: ConsentRow {
  /// Whether those who never spoke are written to.
  public var granted: Bool { consent == .granted }
}

/// Whether a contact may be written to for a purpose on a channel.
///
/// The rows of a contact hold one row for each pair of purpose and channel that it spoke of, its latest word by when it
/// occurred, in the order of those times; at the same time a withdrawal is later. So they are the same in whatever order
/// the words were recorded.
public enum Consents {
  /// The word that stands for all purposes or all channels.
  public static let all = "*"
  /// The purpose that is exempt from consent.
  public static let transactional = "transactional"

  /// Why nothing may be sent.
  public enum Objection: Sendable, Equatable {
    /// It withdrew its consent.
    case withdrawn
    /// It agreed until a time that has passed.
    case ended
    /// It never spoke, and the company wants it to have agreed.
    case missing
  }

  /// Puts a row among the others, in the place of an earlier one on the same pair.
  ///
  /// Where a contact has spoken of as many pairs as it may, a word that says nothing new leaves no row: whatever is said
  /// later of its pair is said of it in either case.
  public static func record<Row: SpokenConsent>(_ row: Row, in rows: inout [Row]) {
    if let known = rows.firstIndex(where: { $0.purpose == row.purpose && $0.channel == row.channel }) {
      if isLater(rows[known], than: row) { return }
      rows.remove(at: known)
    } else if rows.count >= Bounds.consents, let said = placeOfSame(as: row, in: rows) {
      // A withdrawal is one of the narrower pair too, at the later time.
      guard !row.granted, isLater(row, than: rows[said]) else { return }
      var same = rows.remove(at: said)
      same.saidAt = row.saidAt
      return insert(same, in: &rows)
    }
    insert(row, in: &rows)
  }

  private static func insert<Row: SpokenConsent>(_ row: Row, in rows: inout [Row]) {
    rows.insert(row, at: rows.firstIndex { isLater($0, than: row) } ?? rows.endIndex)
  }

  /// Whether a word holds over another one, whichever was recorded first.
  static func isLater(_ row: some SpokenConsent, than other: some SpokenConsent) -> Bool {
    if row.saidAt != other.saidAt { return row.saidAt > other.saidAt }
    return !row.granted && other.granted
  }

  /// Whether the pair has a row of its own.
  static func isKnown<Row: ConsentRow>(purpose: String, channel: String, in rows: [Row]) -> Bool {
    rows.contains { $0.purpose == purpose && $0.channel == channel }
  }

  /// Whether a word on a pair that has no row of its own is what a word for all says already, or is earlier than that.
  static func saysNothingNew<Row: SpokenConsent>(_ row: Row, in rows: [Row]) -> Bool {
    !isKnown(purpose: row.purpose, channel: row.channel, in: rows) && placeOfSame(as: row, in: rows) != nil
  }

  private static func placeOfSame<Row: SpokenConsent>(as row: Row, in rows: [Row]) -> Int? {
    guard let place = rows.lastIndex(where: { speaks($0, of: row.purpose, row.channel) }) else { return nil }
    let known = rows[place]
    let isSame = known.granted == row.granted && known.end == row.end
    return isSame || isLater(known, than: row) ? place : nil
  }

  /// The latest row that speaks of the purpose and channel, `*` included; nil when none does.
  public static func latest<Row: ConsentRow>(purpose: String, channel: String, in rows: [Row]) -> Row? {
    rows.last { speaks($0, of: purpose, channel) }
  }

  /// Whether a word is on the purpose and channel, by itself or as one on all.
  static func speaks(_ row: some ConsentRow, of purpose: String, _ channel: String) -> Bool {
    (row.purpose == purpose || row.purpose == all) && (row.channel == channel || row.channel == all)
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

  /// What stands against sending something at that time, by the latest of these words of the contact; without any, what the
  /// company's defaults say; without one, nothing does.
  ///
  /// The latest word holds though it has ended: then nothing is sent on an earlier one.
  public static func objection<Row: SpokenConsent>(
    purpose: String, channel: String, at time: Instant, in rows: [Row],
    company: () throws(Refusal) -> SubjectState.CompanyState
  ) throws(Refusal) -> Objection? {
    if purpose == transactional { return nil }
    guard let row = latest(purpose: purpose, channel: channel, in: rows) else {
      let usual = latest(purpose: purpose, channel: channel, in: try company().consentDefaults)
      return usual?.granted ?? true ? nil : .missing
    }
    if !row.granted { return .withdrawn }
    guard row.end.isSaid else { return nil }
    return row.end.hasPassed(at: time, in: Zone(try company().timeZone) ?? .utc) ? .ended : nil
  }

  /// Whether a response withdraws the campaign's purpose on its channel.
  public static func isWithdrawn(by response: CampaignResponse) -> Bool {
    response == .unsubscribed || response == .complained
  }
}

extension SubjectState.ConsentState {
  /// What a fact says at that time; `granted` is the fact where it is one that grants.
  init(_ purpose: String, _ channel: String, at time: Instant, position: Position, granted: ConsentGranted? = nil) {
    self.init()
    self.purpose = purpose
    self.channel = channel
    self.granted = granted != nil
    self.position = position.value
    occurredAt = time.microseconds
    guard let granted else { return }
    if granted.hasUntilAt, let end = Instant(granted.untilAt) { untilAt = end.microseconds }
    untilOn = granted.untilOn
  }
}
