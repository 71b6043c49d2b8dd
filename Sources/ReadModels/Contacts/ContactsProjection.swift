import APISchema
import Bytes
public import Cryptography
public import Domain
public import FactSchema
import RowSchema
public import RowStore

/// The cards of contacts, and what they are found by; and the company's own, which says how phones are found.
public struct ContactsProjection: Projection {
  /// What it is called in queries and in the data folder.
  public let name = ReadModelName.contacts
  /// Raised when rows mean something else than before.
  public let version: UInt32 = 14
  /// Of interactions and retractions only that they were, of deals and tasks also whose; of names and the like all.
  public let kinds = FactKinds(
    header: [
      .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .dealReopened, .dealWon,
      .dealLost, .factRetracted,
    ],
    open: [
      .dealContactAdded, .dealContactRemoved, .contactsRelated, .relationshipEnded, .contactRoleAssigned,
      .contactRoleEnded, .contactArchived, .contactRestored, .contactTagged, .contactUntagged, .consentGranted,
      .consentWithdrawn, .campaignCreated,
      .campaignResponseRecorded, .dealOpened, .dealTransferred, .orderPlaced, .companyConfigured, .consentDefaultSet,
    ] + FactType.namingOwner,
    whole: [.contactCreated, .contactDetailsChanged, .suppressionAdded, .suppressionLifted, .personalDataErased])
  /// The queries that it answers.
  public var queries: [QueryKind] {
    [
      QueryKind { [linkKey] (request: ContactGetRequest) throws(Refusal) in try ContactGetQuery(request, linkKey) },
      QueryKind { [linkKey] (request: ContactFindRequest) throws(Refusal) in
        try ContactFindQuery(request, linkKey)
      },
      QueryKind(CompanyGetQuery.init), QueryKind(ContactRelationsQuery.init), QueryKind(ContactTreeQuery.init),
      QueryKind { [linkKey] (request: SuppressionListRequest) throws(Refusal) in
        try SuppressionListQuery(request, linkKey)
      },
    ]
  }
  private var linkKey = LinkKey.ofNoLog

  /// Follows every fact of its kind.
  public init() {}

  /// The same, with what makes look-ups of what may name a person in that log.
  public func reading(under linkKey: LinkKey) -> any Projection {
    var reading = self
    reading.linkKey = linkKey
    return reading
  }

  /// E-mail addresses, phones and external ids are looked up under the log's secret.
  public var secretMark: String? { linkKey.mark }

  /// A deal by itself, because it may be one contact's first and another's then; else the contact; else the task or the
  /// campaign itself.
  public func part(of header: EventHeader) -> SubjectID? {
    header.subject.kind == .deal ? header.subject : header.contact ?? header.subject
  }

  /// Whoever objected by a response stays withdrawn though the response is retracted, unless that restores consent.
  public let retractedKinds = FactKinds(.campaignResponseRecorded)

  /// What filters may name is counted by the facts that name it; the deals that are open are added to what is counted of their
  /// contact.
  public func sum(ofTable table: UInt8) -> RowSum? {
    if ContactsTable.isOfKnown(table) { return RowCount.sum }
    return table == ContactsTable.countersTable ? ContactCounters.retold : nil
  }

  /// A response withdraws what its campaign was made for.
  public let context: FactContext? = FactContext(
    readers: [.campaignResponseRecorded], kind: .campaign, makers: [.campaignCreated])

  /// Whose row it is that has this key.
  public func subject(ofRow key: [UInt8]) -> SubjectID? { ContactsTable.subject(ofRow: key) }

  /// Changes the rows as the event asks; ignores what it does not care about.
  public func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    // Most facts are interactions, of which nothing but the header counts.
    if FactType(rawValue: event.type)?.isInteraction ?? false { return try interaction(event, &view) }
    let header = event.header
    if let owner = event.fact.fact?.owner { try Known.note(owner: owner, &view) }
    switch event.fact.fact {
    case .contactCreated(let fact): try created(fact, event, &view)
    case .contactDetailsChanged(let fact): try changed(fact, event, &view)
    case .personalDataErased(let fact): try erased(fact, header, &view)
    case .contactsRelated, .relationshipEnded, .contactTagged, .contactUntagged, .contactRoleAssigned,
      .contactRoleEnded,
      .contactArchived, .contactRestored:
      try stand(event.fact.fact, header, &view)
    case .consentGranted(let fact): try consent(fact.purpose, fact.channel, granted: fact, header, &view)
    case .consentWithdrawn(let fact): try consent(fact.purpose, fact.channel, header, &view)
    case .campaignCreated(let fact):
      view.create(ContactsTable.campaign(header.subject), Array("\(fact.purpose)\n\(fact.channel)".utf8))
    case .campaignResponseRecorded(let fact):
      let withdraws = Consents.isWithdrawn(by: fact.response)
      guard withdraws || Suppressions.cause(of: fact) != nil else { return }
      if event.retractedBy != nil {
        // It outlives the response, and not the contact.
        guard event.leavesObjection, try view.row(ContactsTable.identity(header.subject)) != nil else { return }
      }
      try SuppressionRows.respond(fact, header, linkKey, &view)
      if withdraws { try withdraw(header, &view) }
    case .suppressionAdded(let fact): try SuppressionRows.add(fact, header, &view)
    case .suppressionLifted(let fact): try SuppressionRows.lift(fact, header, &view)
    case .dealOpened, .dealReopened, .dealWon, .dealLost, .dealTransferred, .dealContactAdded, .dealContactRemoved:
      try deal(event.fact.fact, header, &view)
    case .orderPlaced(let fact): try order(fact, header, &view)
    case .factRetracted: try retraction(event, &view)
    case .companyConfigured, .consentDefaultSet: try CompanyRow.change(by: event, &view)
    default: break
    }
  }

  // MARK: - What a contact is

  private func created(_ fact: ContactCreated, _ event: RecordedEvent, _ view: inout ViewWriter)
    throws(ProjectionFailure)
  {
    let header = event.header
    let region = try region(fact.phoneRegion, of: fact.phones, &view)
    var card = ContactCard.encoded(fact, header, phoneRegion: region)
    for field in event.erasedFields { card.appendPresentField(ContactCard.Field.erased, field) }
    try MembershipRows.begin(header.subject, fact, &card, &view)
    view.create(ContactsTable.identity(header.subject), card)
    for key in keys(of: fact, header.subject, region) { view.insert(key) }
    try Known.note(tags: fact.tags, &view)
  }

  private func changed(_ fact: ContactDetailsChanged, _ event: RecordedEvent, _ view: inout ViewWriter)
    throws(ProjectionFailure)
  {
    let header = event.header
    try Known.note(tags: fact.tags, &view)
    let region = try region(fact.phoneRegion, of: fact.phones, &view)
    var belonging: Belonging?
    let (changesOrganization, changesReferrer) = (
      fact.hasOrganization || fact.clear.contains("organization"),
      fact.hasReferrer || fact.clear.contains("referrer")
    )
    if changesOrganization || changesReferrer {
      belonging = try MembershipRows.change(header.subject, &view) { belonging in
        if changesOrganization {
          belonging.state(fact.organization, since: header.occurredAt, at: header.position)
        }
        if changesReferrer { belonging.refer(fact.referrer, since: header.occurredAt, at: header.position) }
      }
    }
    try change(header, &view) { card in
      if let belonging { MembershipRows.show(belonging, on: &card) }
      card.version = header.version.value
      card.take(fact)
      card.erased = ErasedNames.joined(card.erased, event.erasedFields, cleared: fact.clear)
      if !fact.phones.isEmpty { card.phoneRegion = region }
    }
  }

  /// What is personal is not there any more; and who was erased is in no list.
  private func erased(_ fact: PersonalDataErased, _ header: EventHeader, _ view: inout ViewWriter)
    throws(ProjectionFailure)
  {
    try change(header, &view) { card in
      card.version = header.version.value
      card.erasedAt = header.occurredAt.timestamp
      if !card.hasArchivedAt { card.archivedAt = header.occurredAt.timestamp }
    }
    for address in fact.addressKeys { try SuppressionRows.erase(address, header, &view) }
  }

  /// What a contact is to others and to the company.
  private func stand(_ fact: Fact.OneOf_Fact?, _ header: EventHeader, _ view: inout ViewWriter)
    throws(ProjectionFailure)
  {
    switch fact {
    case .contactsRelated(let fact): try belong(header, &view) { $0.relate(fact, at: header.occurredAt) }
    case .relationshipEnded(let fact): try belong(header, &view) { $0.end(fact, at: header.occurredAt) }
    case .contactTagged(let fact):
      try Known.note(tags: fact.tags, &view)
      try change(header, &view) { card in
        card.version = header.version.value
        card.tags = Tags.adding(fact.tags, to: card.tags)
      }
    case .contactUntagged(let fact):
      try change(header, &view) { card in
        card.version = header.version.value
        card.tags = Tags.removing(fact.tags, from: card.tags)
      }
    case .contactRoleAssigned(let fact):
      try Known.note(role: fact.role, &view)
      try roles(header, &view) { Roles.assign(fact, at: header.occurredAt, in: &$0) }
    case .contactRoleEnded(let fact): try roles(header, &view) { Roles.end(fact, at: header.occurredAt, in: &$0) }
    case .contactArchived:
      try change(header, &view) { card in
        card.version = header.version.value
        card.archivedAt = header.occurredAt.timestamp
      }
    case .contactRestored:
      try change(header, &view) { card in
        card.version = header.version.value
        card.clearArchivedAt()
      }
    default: break
    }
  }

  /// The region that completed the phones of a fact; none where all of them say their calling code. Facts say it, but for
  /// those of the first releases: theirs is what held from the beginning.
  private func region(
    _ said: String, of phones: [String], _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> String {
    guard said.isEmpty, phones.contains(where: { !PhoneNumber.isComplete($0) }) else { return said }
    return try view.message(ContactsTable.company, CompanyCard.self)?.phoneRegion ?? ""
  }

  /// Changes the identity, and the look-ups that follow from it.
  private func change(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout ContactCard) -> Void
  ) throws(ProjectionFailure) {
    let contact = header.subject
    let key = ContactsTable.identity(contact)
    guard let old = try view.message(key, ContactCard.self) else { throw .cannotApply("\(contact) has no card") }
    var card = old
    body(&card)
    let parts = ContactLookup.differing(old, card)
    let before = Set(keys(of: old, contact, old.phoneRegion, parts))
    let after = Set(keys(of: card, contact, card.phoneRegion, parts))
    for key in before.subtracting(after) { view.delete(key) }
    for key in after.subtracting(before) { view.put(key, []) }
    view.put(key, try view.encoded(card))
    if parts.contains(.name), ContactLookup.isPlacedAnew(old, card) { renamed(header, &view) }
  }

  /// Changes what the contact belongs to and is to others.
  private func belong(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout Belonging) -> Void
  ) throws(ProjectionFailure) {
    let belonging = try MembershipRows.change(header.subject, &view, body)
    try change(header, &view) { card in
      card.version = header.version.value
      MembershipRows.show(belonging, on: &card)
    }
  }

  /// Changes the roles.
  private func roles(
    _ header: EventHeader, _ view: inout ViewWriter, _ body: (inout [ContactRole]) -> Void
  ) throws(ProjectionFailure) {
    try change(header, &view) { card in
      card.version = header.version.value
      body(&card.rolesHeld)
    }
  }

  private func renamed(_ header: EventHeader, _ view: inout ViewWriter) {
    view.insert(ContactsTable.renaming(header.position, header.subject))
    view.insert(ContactsTable.renaming(of: header.subject, header.position))
  }

  private func keys(
    of card: some ContactDetails, _ contact: SubjectID, _ region: String, _ parts: ContactLookup.Parts = .all
  ) -> [RowKey] {
    ContactLookup.keys(of: card, contact, region: PhoneRegion(region), linkKey, parts: parts)
  }

  // MARK: - Consents

  private func consent(
    _ purpose: String, _ channel: String, granted: ConsentGranted? = nil, _ header: EventHeader,
    _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var row = ContactCard.Consent()
    row.purpose = purpose
    row.channel = channel
    row.granted = granted != nil
    row.since = header.occurredAt.timestamp
    if let granted {
      row.basis = granted.basis == .unspecified ? .consent : granted.basis
      if granted.hasUntilAt { row.untilAt = granted.untilAt }
      row.untilOn = granted.untilOn
    }
    let key = ContactsTable.identity(header.subject)
    guard var card = try view.message(key, ContactCard.self) else {
      throw .cannotApply("\(header.subject) has no card")
    }
    Consents.record(row, in: &card.consents)
    view.put(key, try view.encoded(card))
  }

  /// Withdraws the campaign's purpose on its channel.
  private func withdraw(_ header: EventHeader, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let campaign = try header.required(.campaign)
    guard let row = try view.row(ContactsTable.campaign(campaign)) else {
      throw .cannotApply("\(campaign) is not known")
    }
    let words = String(decoding: row, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard words.count == 2 else { throw .cannotApply("the row of \(campaign) is malformed") }
    try consent(String(words[0]), String(words[1]), header, &view)
  }

  // MARK: - What is counted

  private func interaction(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let (contact, time) = (event.header.subject, event.header.occurredAt)
    let deal = event.header.otherSubjects.first { $0.kind == .deal }
    let more = ContactCounters.interaction(at: time, namesDeal: deal != nil)
    try view.add(ContactsTable.counters(contact), more.encoded, by: ContactCounters.sum)
    // It is of the part of the first, so that what is told of the others must be a sum, or rows of its own.
    var before: [UInt8] = []
    for other in event.header.otherSubjects where other.kind == .contact {
      if before.isEmpty { before.appendBigEndian(contact.value) }
      try view.add(ContactsTable.counters(other), ContactCounters.tookPart.encoded, by: ContactCounters.sum)
      view.insert(ContactsTable.participation(other, time, event.position)) { [before] row in
        row += before
        row.append(deal == nil ? 0 : 1)
      }
      before.appendBigEndian(other.value)
    }
    guard let deal else { return }
    try view.add(ContactsTable.interactions(of: deal, with: contact), more.encoded, by: ContactCounters.sum)
  }

  /// What becomes of a deal: it counts for the people that it has then, while it is open.
  private func deal(
    _ fact: Fact.OneOf_Fact?, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = ContactsTable.deal(header.subject)
    let before = DealPlace(try view.row(key))
    let begun = DealPlace(contact: try header.requiredContact(), isOpen: false, openedAt: header.occurredAt)
    var after = before ?? begun
    switch fact {
    case .dealOpened, .dealReopened: after.isOpen = true
    case .dealTransferred(let fact): if let contact = SubjectID(fact.contact) { after.contact = contact }
    case .dealContactAdded(let fact):
      if let contact = SubjectID(fact.contact), !after.others.contains(contact) { after.others.append(contact) }
    case .dealContactRemoved(let fact): after.others.removeAll { $0.description == fact.contact }
    default: after.isOpen = false
    }
    guard after != before else { return }
    view.put(key, after.encoded)
    let (had, has) = (before?.counting ?? [], after.counting)
    for contact in had where !has.contains(contact) {
      try add(-1, toOpenDealsOf: contact, &view)
      view.delete(ContactsTable.openDeal(header.subject, of: contact))
    }
    for contact in has where !had.contains(contact) {
      try add(+1, toOpenDealsOf: contact, &view)
      var row: [UInt8] = []
      row.appendBigEndian(after.openedAt.microseconds)
      view.put(ContactsTable.openDeal(header.subject, of: contact), row)
    }
  }

  private func add(
    _ change: Int64, toOpenDealsOf contact: SubjectID, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = ContactsTable.counters(contact)
    var counters = ContactCounters(try view.row(key))
    counters.openDeals = UInt64(max(0, Int64(counters.openDeals) + change))
    if counters.isEmpty { view.delete(key) } else { view.put(key, counters.encoded) }
  }

  private func order(
    _ fact: OrderPlaced, _ header: EventHeader, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let key = ContactsTable.counters(try header.requiredContact())
    var counters = ContactCounters(try view.row(key))
    counters.ordersCount += 1
    if let amount = Amount(fact.total) { counters.addToTotal(amount) }
    view.put(key, counters.encoded)
  }

  /// What a retraction does beside leaving something out: the version is raised, and who may stand elsewhere by name from now
  /// on is noted for pages that began before.
  private func retraction(_ event: RecordedEvent, _ view: inout ViewWriter) throws(ProjectionFailure) {
    let header = event.header
    guard header.subject.kind == .contact else { return }
    let key = ContactsTable.identity(header.subject)
    guard var card = try view.message(key, ContactCard.self) else { return }
    if card.version != header.version.value {
      card.version = header.version.value
      view.put(key, try view.encoded(card))
    }
    let type = event.retraction?.type.flatMap { FactType(rawValue: $0) }
    if type == .contactDetailsChanged || type == .contactCreated { renamed(header, &view) }
  }
}
