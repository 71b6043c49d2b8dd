import FactSchema
import RowSchema

/// What a retraction leads to, where that depends on more than the subject's own facts.
extension RetractionTrial {
  /// A card stays small enough to be given as a whole.
  func checkRoom(_ told: RetoldTwice) throws(Refusal) {
    guard subject.kind == .contact, let after = told.after.state?.contact else { return }
    let before = told.before.state?.contact
    func check(
      _ count: Int, was: Int, most: Int, _ what: String, _ reason: ErrorReason
    ) throws(Refusal) {
      guard count > most, count > was else { return }
      throw .conflict(
        "\(subject) would have \(count) \(what) and may have \(most)", field: "position", reason: reason,
        subject: subject, version: try version(of: subject))
    }
    try check(after.tags.count, was: before?.tags.count ?? 0, most: Bounds.contactTags, "tags", .tooManyTags)
    try check(
      after.consents.count, was: before?.consents.count ?? 0, most: Bounds.consents, "pairs of purpose and channel",
      .tooManyConsents)
  }

  /// An external id that the subject has again must be free.
  func checkExternalIDs(_ told: RetoldTwice) throws(Refusal) {
    for key in told.after.keys.subtracting(told.before.keys) {
      guard let holder = try knowledge.holder(of: key), holder != subject else { continue }
      throw .conflict(
        "externalId belongs to \(holder) by now", field: "position", reason: .externalIDTaken, subject: holder,
        version: try version(of: holder))
    }
  }

  // MARK: - Contacts

  /// What a contact belongs to again must be an organization, and not belong to it; and one that somebody belongs to stays one.
  func checkOrganization(_ told: RetoldTwice) throws(Refusal) {
    guard subject.kind == .contact, let after = told.after.state?.contact else { return }
    let before = told.before.state?.contact
    if after.kind == .person, before?.kind != .person, let state = try knowledge.state(of: subject),
      state.contact.members > 0
    {
      throw .conflict(
        "\(subject) is the organization of \(state.contact.members) contacts, so that it cannot become a person",
        field: "position", reason: .hasMembers, subject: subject, version: state.unchanged)
    }
    let was = before?.belongs.memberships ?? []
    for membership in after.belongs.memberships where !was.contains(membership) {
      let organization = membership.organization
      guard let state = try knowledge.state(of: organization) else { continue }
      guard state.contact.kind == .organization else {
        throw try stoodOn(fallOfKind(of: organization) ?? retraction.target, organization)
      }
    }
    for kind in Decider.withoutCircles {
      let was = before?.belongs.relations(kind) ?? []
      let added = after.belongs.relations(kind).filter { !was.contains($0) }
      // What was there already leads nowhere new.
      guard case .back(let other) = try knowledge.circle(of: kind, from: subject, added) else { continue }
      throw .conflict(
        "\(other) belongs to \(subject) itself", field: "position", reason: .circle, subject: other,
        version: try version(of: other))
    }
  }

  /// Where it was said that a contact is a person, or taken back that it is an organization, where that can be found.
  private func fallOfKind(of contact: SubjectID) throws(Refusal) -> Position? {
    let types = [FactType.contactDetailsChanged]
    guard try !knowledge.hasMoreFacts(than: Bounds.toldFacts, of: contact, types: types) else { return nil }
    let facts = try knowledge.facts(
      of: contact, types: types, after: .zero, before: retraction.by, limit: .max)
    for fact in facts.reversed() where fact.header.subject == contact {
      guard case .contactDetailsChanged(let change) = fact.fact.fact, change.hasKind else { continue }
      let fall = try knowledge.retraction(of: fact.position)
      if change.kind == .person, fall == nil { return fact.position }
      if change.kind == .organization, let fall { return fall }
    }
    return nil
  }

  // MARK: - Owners

  /// Nothing that is open is left with somebody who was deactivated.
  ///
  /// Where the same command takes back what made the subject, nothing is left.
  func checkOwners(_ told: RetoldTwice) throws(Refusal) {
    if let first = told.course.first, others?.targets.contains(first.fact.position) ?? false { return }
    let course = told.course.filter { $0.fact.position >= root.position }
    for (index, place) in course.enumerated() {
      guard let owner = place.now.state?.openOwner, owner != place.then.state?.openOwner,
        let user = try knowledge.holder(of: knowledge.key(of: .user(owner)))
      else { continue }
      let isLast = index + 1 == course.count
      let end = isLast ? retraction.by : course[index + 1].fact.position
      var first = try knowledge.facts(
        of: user, types: [.userDeactivated], after: place.fact.position, before: end, limit: 1
      ).first?.position
      if first == nil, isLast, try knowledge.state(of: user)?.user.deactivated ?? false {
        first = try knowledge.facts(
          of: user, types: [.userDeactivated], after: .zero, before: end, limit: Bounds.toldFacts
        ).last?.position
      }
      guard let first else { continue }
      throw .conflict(
        "\(subject) would be open and the work of a user who was deactivated at \(first): hand it over first",
        field: "position", reason: .stoodOn, subject: user, version: try version(of: user), position: first)
    }
  }

  // MARK: - Consents

  /// Whether the contact itself objected by it, through a link or a portal.
  var isOwnObjection: Bool {
    switch root.fact.fact {
    case .consentWithdrawn(let fact): fact.selfService
    case .campaignResponseRecorded(let fact): fact.selfService && Consents.isWithdrawn(by: fact.response)
    default: false
    }
  }

  /// Nobody is written to again because of it but where that is meant. What somebody withdrew is not taken back otherwise
  /// either where it says nothing new now: it would when what was said since falls.
  func checkConsents(_ told: RetoldTwice) throws(Refusal) {
    guard subject.kind == .contact, let words = try words else { return }
    if retraction.restoresConsent { return try checkRestoring() }
    var withdrew = false
    if falls, case .consentWithdrawn = root.fact.fact { withdrew = true }
    if !withdrew, try !allowsMore(told, words) { return }
    throw .conflict(
      withdrew
        ? "\(subject) withdrew its consent by it: say with confirmConsent that this is to be taken back"
        : "\(subject) would be written to again: say with confirmConsent that this is meant",
      field: "position", reason: .confirmConsent, subject: subject, version: try version(of: subject),
      position: root.position)
  }

  /// An objection outlives its response unless what takes back the response itself says otherwise.
  private func checkRestoring() throws(Refusal) {
    guard falls, retraction.target != root.position, case .campaignResponseRecorded(let fact) = root.fact.fact,
      Consents.isWithdrawn(by: fact.response)
    else { return }
    throw .conflict(
      "the objection that came by the fact at \(root.position) is taken back with confirmConsent by retracting that fact "
        + "itself, not by retracting a retraction", field: "position", reason: .confirmConsent, subject: subject,
      version: try version(of: subject), position: root.position)
  }

  /// What the fact says of being written to, for what and how; nil where nothing.
  private var words: (purpose: String, channel: String)? {
    get throws(Refusal) {
      switch root.fact.fact {
      case .consentGranted(let fact): return (fact.purpose, fact.channel)
      case .consentWithdrawn(let fact): return (fact.purpose, fact.channel)
      case .campaignResponseRecorded(let fact) where Consents.isWithdrawn(by: fact.response):
        guard let id = SubjectID(fact.campaign), let campaign = try knowledge.state(of: id)?.campaign else {
          return nil
        }
        return (campaign.purpose, campaign.channel)
      default: return nil
      }
    }
  }

  /// Whether something may be sent afterwards, of what the fact speaks of, that might not be sent before.
  private func allowsMore(
    _ told: RetoldTwice, _ said: (purpose: String, channel: String)
  ) throws(Refusal) -> Bool {
    guard let before = told.before.state?.contact.consents, let after = told.after.state?.contact.consents else {
      return false
    }
    let company = try knowledge.state(of: company)?.company ?? SubjectState.CompanyState()
    let rows = before + after + company.consentDefaults
    // The empty word stands for all that nobody spoke of.
    let purposes = said.purpose == Consents.all ? Set(rows.map(\.purpose)).union([""]) : [said.purpose]
    let channels = said.channel == Consents.all ? Set(rows.map(\.channel)).union([""]) : [said.channel]
    guard purposes.count * channels.count <= Self.pairsMax else { return true }
    func allow(
      _ purpose: String, _ channel: String, _ rows: [SubjectState.ConsentState]
    ) throws(Refusal) -> Bool {
      try Consents.objection(purpose: purpose, channel: channel, at: now, in: rows) { () throws(Refusal) in company }
        == nil
    }
    for purpose in purposes where purpose != Consents.all {
      for channel in channels where channel != Consents.all {
        if try allow(purpose, channel, after), try !allow(purpose, channel, before) { return true }
      }
    }
    return false
  }

  /// How many pairs of purpose and channel are looked at; beyond that, consent is taken for restored.
  private static let pairsMax = 4_096
}

extension SubjectState.DealState {
  var isOpen: Bool { !won && !lost }
}
