import Bytes
public import Domain
public import FactSchema
public import RowStore

/// Figures by the day on which things occurred, in the company's time zone, and by the words that they can be asked by.
public struct MetricsProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = ReadModelName.metrics
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 8

  /// What is counted; no personal field is.
  public let kinds = FactKinds(
    header: [.campaignSent, .factRetracted],
    open: [
      .contactCreated, .contactDetailsChanged, .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged,
      .visitLogged, .dealOpened, .dealRevised, .dealWon, .dealLost, .dealReopened, .dealTransferred, .campaignCreated,
      .campaignCostRecorded, .campaignResponseRecorded, .orderPlaced, .paymentReceived, .companyConfigured,
    ])
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [QueryKind(MetricsQuery.init)]
  }

  /// Follows every fact of its kind.
  public init() {}

  /// A deal's figures are its own; all else is counted by contacts and their owners.
  public func part(of header: EventHeader) -> SubjectID? {
    header.subject.kind == .deal ? header.subject : header.contact ?? header.subject
  }

  /// Figures are what all parts come to.
  public func sum(ofTable table: UInt8) -> RowSum? { table == 1 ? MetricRow.sum : nil }

  /// A message is counted by its campaign's channel.
  public let context: FactContext? = FactContext(
    readers: [.campaignSent, .campaignResponseRecorded], kind: .campaign, makers: [.campaignCreated])

  /// Whose row it is; a figure is nobody's.
  public func subject(ofRow key: [UInt8]) -> SubjectID? {
    switch key.first ?? 0 {
    case 2: return SubjectID(.contact, beginning: key)
    case 3: return SubjectID(.deal, beginning: key)
    case 4: return SubjectID(.campaign, beginning: key)
    case 5: return SubjectID(.contact, ending: key)
    default: return nil
    }
  }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    // What most facts are comes first: to look into a fact is to copy it.
    if let fields = InteractionFields(event.shared) { return try interaction(fields, event.header, &view) }
    let header = event.header
    switch event.fact.fact {
    case .contactCreated(let fact):
      try changeOwner(fact.owner, header, &view)
      let words = [fact.owner, fact.source, ActorWord.of(header)]
      try count(.contacts, try day(of: header, &view), words, +1, &view)
    case .contactDetailsChanged(let fact):
      if fact.hasOwner { try changeOwner(fact.owner, header, &view) }
      if fact.clear.contains("owner") { try changeOwner("", header, &view) }
    case .campaignCreated(let fact): view.create(MetricsTable.campaign(header.subject), Array(fact.channel.utf8))
    case .campaignCostRecorded(let fact): try spent(fact, header, &view)
    case .dealOpened, .dealRevised, .dealWon, .dealLost, .dealReopened, .dealTransferred:
      try deal(event.fact, header, &view)
    case .campaignSent, .orderPlaced, .paymentReceived: try trade(event.fact, header, &view)
    case .campaignResponseRecorded(let fact) where fact.response == .bounced: try bounced(fact, header, &view)
    case .companyConfigured(let fact): try configure(fact, header, &view)
    default: break
    }
  }

  // MARK: - By contacts

  private func trade(_ fact: Fact, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let day = try day(of: header, &view)
    switch fact.fact {
    case .campaignSent:
      let campaign = try header.required(.campaign)
      let channel = String(decoding: try view.row(MetricsTable.campaign(campaign)) ?? [], as: UTF8.self)
      try count(.sends, day, [campaign.description, channel, ActorWord.of(header)], +1, &view)
    case .orderPlaced(let fact):
      let owner = String(decoding: try owner(header, &view), as: UTF8.self)
      let amount = Amount(fact.total)
      try count(
        .orders, day, [owner, amount?.currency.description ?? "", ActorWord.of(header)], +1, quantity: fact.itemCount,
        sum: Int128(amount?.minorUnits ?? 0), &view)
      try customerDay(header, owner, &view)
    case .paymentReceived(let fact):
      let amount = Amount(fact.amount)
      let owner = String(decoding: try owner(header, &view), as: UTF8.self)
      let words = [owner, amount?.currency.description ?? "", ActorWord.of(header)]
      try count(.payments, day, words, +1, sum: Int128(amount?.minorUnits ?? 0), &view)
    default: break
    }
  }

  private func bounced(
    _ fact: CampaignResponseRecorded, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let channel = String(
      decoding: try view.row(MetricsTable.campaign(try header.required(.campaign))) ?? [], as: UTF8.self)
    let words = [fact.campaign, channel, fact.bounce == .hard ? "HARD" : "SOFT", ActorWord.of(header)]
    try count(.bounces, try day(of: header, &view), words, +1, &view)
  }

  /// Its words are hashed where they stand: every interaction is counted, and mostly where others were.
  private func interaction(
    _ fields: InteractionFields, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard fields.kind.isInteraction else { return }
    let owner = try owner(header, &view)
    let message = fields.message.span
    let type = fields.kind.name
    let direction = Self.directionWord(fields.direction)
    let channel = fields.kind.channel
    var hash = WordsHash()
    hash.add(owner.span)
    hash.add(type.utf8.span)
    hash.add(direction.utf8.span)
    if channel.isEmpty { hash.add(message.extracting(fields.channel)) } else { hash.add(channel.utf8.span) }
    hash.add(message.extracting(fields.outcome))
    let isForAnother = !fields.onBehalfOf.isEmpty
    if isForAnother { hash.add(message.extracting(fields.onBehalfOf)) } else { ActorWord.add(header, to: &hash) }
    let key = MetricsTable.bucket(.interactions, day: try day(of: header, &view), hash)
    func words() -> [String] {
      let sent = String(decoding: fields.message[fields.channel], as: UTF8.self)
      return [
        String(decoding: owner, as: UTF8.self), type, direction, channel.isEmpty ? sent : channel,
        String(decoding: fields.message[fields.outcome], as: UTF8.self),
        isForAnother
          ? String(decoding: fields.message[fields.onBehalfOf], as: UTF8.self) : ActorWord.of(header),
      ]
    }
    try count(key, words(), +1, quantity: fields.durationSeconds, &view)
  }

  private static func directionWord(_ number: UInt64) -> String {
    switch Direction(rawValue: Int(truncatingIfNeeded: number)) {
    case .inbound: "INBOUND"
    case .outbound: "OUTBOUND"
    case .unspecified, .UNRECOGNIZED, nil: ""
    }
  }

  /// The days on which a contact placed orders that count: one for each day, under the owner at the first of them.
  private func customerDay(
    _ header: EventHeader, _ owner: String, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let day = try day(of: header, &view)
    let key = MetricsTable.customerDay(day, try header.requiredContact())
    guard try view.row(key) == nil else { return }
    view.create(key, [])
    try count(.customerDays, day, [owner], +1, &view)
  }

  /// Costs belong to the day that they are told of, whenever that was.
  private func spent(
    _ fact: CampaignCostRecorded, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    guard let day = CalendarDate(fact.on)?.day, let amount = Amount(fact.amount) else { return }
    let channel = String(decoding: try view.row(MetricsTable.campaign(header.subject)) ?? [], as: UTF8.self)
    let words = [header.subject.description, channel, amount.currency.description]
    try count(.campaignCosts, day, words, +1, sum: Int128(amount.minorUnits), &view)
  }

  // MARK: - Deals

  private func deal(_ fact: Fact, _ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let key = MetricsTable.deal(header.subject)
    let stored = try view.row(key)
    if case .dealOpened = fact.fact {} else if stored == nil { throw .cannotApply("\(header.subject) is not known") }
    var deal = stored.map(DealFigures.init) ?? DealFigures()
    let day = try day(of: header, &view)
    switch fact.fact {
    case .dealOpened(let fact):
      deal.owner = fact.owner
      deal.pipeline = fact.pipeline
      deal.value = fact.hasValue ? Amount(fact.value) : nil
      try count(.dealsOpened, day, [fact.owner, fact.pipeline, fact.stage, ActorWord.of(header)], +1, &view)
    case .dealTransferred(let fact): if !fact.pipeline.isEmpty { deal.pipeline = fact.pipeline }
    case .dealRevised(let fact):
      if fact.hasOwner { deal.owner = fact.owner }
      if fact.clear.contains("owner") { deal.owner = "" }
      if fact.hasValue { deal.value = Amount(fact.value) }
      if fact.clear.contains("value") { deal.value = nil }
      try correctOwner(of: &deal, &view)
    case .dealWon(let fact):
      if fact.hasValue { deal.value = Amount(fact.value) }
      try close(&deal, day, state: "WON", reason: "", by: ActorWord.of(header), &view)
    case .dealLost(let fact):
      try close(&deal, day, state: "LOST", reason: fact.reason, by: ActorWord.of(header), &view)
    case .dealReopened: try reopen(&deal, &view)
    default: break
    }
    view.put(key, deal.encoded)
  }

  private func close(
    _ deal: inout DealFigures, _ day: Int32, state: String, reason: String, by actor: String,
    _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    deal.closedWords = [deal.owner, deal.pipeline, state, reason, deal.value?.currency.description ?? "", actor]
    deal.closedDay = day
    deal.closedSum = deal.value?.minorUnits ?? 0
    try count(.dealsClosed, day, deal.closedWords, +1, sum: Int128(deal.closedSum), &view)
  }

  /// A closed deal counts under the owner that it has, whoever had it when it was closed.
  private func correctOwner(of deal: inout DealFigures, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard !deal.closedWords.isEmpty, deal.closedWords[0] != deal.owner else { return }
    try count(.dealsClosed, deal.closedDay, deal.closedWords, -1, sum: -Int128(deal.closedSum), &view)
    deal.closedWords[0] = deal.owner
    try count(.dealsClosed, deal.closedDay, deal.closedWords, +1, sum: Int128(deal.closedSum), &view)
  }

  /// Only the last outcome counts: a deal that is open again is neither won nor lost.
  private func reopen(_ deal: inout DealFigures, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard !deal.closedWords.isEmpty else { return }
    try count(.dealsClosed, deal.closedDay, deal.closedWords, -1, sum: -Int128(deal.closedSum), &view)
    deal.closedWords = []
    deal.closedDay = 0
    deal.closedSum = 0
  }

  // MARK: - Rows

  /// Adds to the figures of a bucket: at the end of its row, whose words stay as they are. A row of zeros is removed.
  private func count(
    _ family: MetricFamily, _ day: Int32, _ words: [String], _ times: Int64, quantity: Int64 = 0, sum: Int128 = 0,
    _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = MetricsTable.bucket(family, day: day, WordsHash(words))
    try count(key, words, times, quantity: quantity, sum: sum, &view)
  }

  private func count(
    _ key: RowKey, _ words: @autoclosure () -> [String], _ times: Int64, quantity: Int64 = 0, sum: Int128 = 0,
    _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var row = try view.row(key) ?? MetricRow(words()).encoded
    guard let isZero = row.addFigures(times, quantity, sum) else { throw .cannotApply("a stored figure is malformed") }
    if isZero { view.delete(key) } else { view.put(key, row) }
  }

  private func changeOwner(
    _ owner: String, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = MetricsTable.owner(header.subject)
    guard let row = OwnerTimes.row(try view.row(key), saying: owner, at: header.occurredAt) else { return }
    view.put(key, row)
  }

  /// The owner of the fact's contact when the fact occurred, as far as that is known here, in UTF-8; empty where it has none.
  private func owner(_ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) -> ArraySlice<UInt8> {
    OwnerTimes.owner(at: header.occurredAt, in: try view.row(MetricsTable.owner(try header.requiredContact())))
  }
}
