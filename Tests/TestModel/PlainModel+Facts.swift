import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// What an accepted fact changes.
extension PlainModel.State {
  mutating func change(_ entry: PlainModel.Entry) {
    changeContact(entry)
    changeConsent(entry)
    changeDeal(entry)
    changeTask(entry)
    changeTrade(entry)
    changeUsers(entry)
    changeAddress(entry)
    switch entry.fact.fact {
    case .factRetracted: raise(entry)
    case .pipelineDefined(let fact) where entry.isInitial:
      builtIn = .with { ($0.id, $0.name, $0.stages) = (fact.pipeline, fact.name, fact.stages) }
    case .companyConfigured(let fact):
      (company.id, company.version) = (entry.subject, entry.version)
      if fact.hasPhoneRegion || fact.clear.contains("phoneRegion") { company.phoneRegion = fact.phoneRegion }
      if fact.hasTimeZone || fact.clear.contains("timeZone") { company.timeZone = fact.timeZone }
      if fact.hasCurrency || fact.clear.contains("currency") { company.currency = fact.currency }
      if fact.hasLocale || fact.clear.contains("locale") { company.locale = fact.locale }
      if fact.hasWeekStart { company.weekStart = fact.weekStart }
      if fact.clear.contains("weekStart") { company.clearWeekStart() }
      if fact.hasFiscalYearStart || fact.clear.contains("fiscalYearStart") {
        company.fiscalYearStart = fact.fiscalYearStart
      }
    case .consentDefaultSet(let fact):
      (company.id, company.version) = (entry.subject, entry.version)
      company.consentDefaults.removeAll {
        ["*", $0.purpose].contains(fact.purpose) && ["*", $0.channel].contains(fact.channel)
      }
      company.consentDefaults.append(
        .with { ($0.purpose, $0.channel, $0.consent) = (fact.purpose, fact.channel, fact.consent) })
    case .pipelineDefined(let fact):
      if pipelines[fact.pipeline] == nil { make(.pipeline, fact.pipeline) }
      pipelines[fact.pipeline] = .with {
        ($0.id, $0.version, $0.name, $0.stages) = (fact.pipeline, entry.version, fact.name, fact.stages)
      }
    default: break
    }
  }

  /// Notes that there is something new.
  mutating func make(_ kind: SubjectKind, _ id: String) { made[kind.prefix, default: []].append(id) }

  /// What a retraction does beside that something does not stand any more: the version is the one that it says.
  private mutating func raise(_ entry: PlainModel.Entry) {
    contacts[entry.subject]?.card.version = entry.version
    deals[entry.subject]?.card.version = entry.version
    tasks[entry.subject]?.version = entry.version
    campaigns[entry.subject]?.version = entry.version
    orders[entry.subject]?.version = entry.version
    fallenOrders[entry.subject]?.version = entry.version
    if suppressions[entry.subject] != nil { suppressions[entry.subject] = entry.version }
    if payments[entry.subject] != nil { payments[entry.subject] = entry.version }
    if fallenPayments[entry.subject] != nil { fallenPayments[entry.subject] = entry.version }
  }

  /// What a fact leaves that does not stand: its id, and that somebody objected.
  mutating func passOver(_ entry: PlainModel.Entry) {
    switch entry.fact.fact {
    case .orderPlaced(let fact):
      fallenOrders[fact.order] = .with { ($0.id, $0.version, $0.contact) = (fact.order, entry.version, fact.contact) }
    case .paymentReceived(let fact): fallenPayments[fact.payment] = entry.version
    case .campaignResponseRecorded(let fact) where !restored.contains(entry.position):
      changeConsent(entry)
      if fact.response == .complained { changeAddress(entry) }
    case .factRetracted: raise(entry)
    default: break
    }
    if entry.fact.type?.creates != nil { fallen.insert(entry.subject) }
  }

  // MARK: - Contacts

  private mutating func changeContact(_ entry: PlainModel.Entry) {
    if case .contactCreated(let fact) = entry.fact.fact {
      make(.contact, fact.contact)
      contacts[fact.contact] = PlainModel.Contact(
        card: .with {
          ($0.id, $0.kind, $0.name) = (fact.contact, fact.kind, fact.name)
          ($0.givenName, $0.familyName, $0.organization) = (fact.givenName, fact.familyName, fact.organization)
          ($0.emails, $0.phones, $0.tags) = (fact.emails, fact.phones, fact.tags)
          ($0.source, $0.owner, $0.externalID) = (fact.source, fact.owner, fact.externalID)
          ($0.phoneRegion, $0.createdAt) = (fact.phoneRegion, stamp(entry.occurredAt))
          ($0.title, $0.jobTitle, $0.nickname) = (fact.title, fact.jobTitle, fact.nickname)
          ($0.birthday, $0.anniversary, $0.language) = (fact.birthday, fact.anniversary, fact.language)
          ($0.addresses, $0.websites, $0.handles) = (fact.addresses, fact.websites, fact.handles)
          ($0.sourceIds, $0.emailLabels, $0.phoneLabels) = (fact.sourceIds, fact.emailLabels, fact.phoneLabels)
        }, owners: fact.owner.isEmpty ? [] : [(entry.occurredAt, fact.owner)])
      if !fact.organization.isEmpty {
        contacts[fact.contact]?.organizations = [(fact.organization, .min, 0)]
        contacts[fact.contact]?.saidOrganization = fact.organization
      }
      if !fact.referrer.isEmpty { contacts[fact.contact]?.referrers = [(fact.referrer, .min, 0)] }
    }
    changeBelonging(entry)
    guard var card = contacts[entry.subject]?.card else { return }
    switch entry.fact.fact {
    // What was only logged about a contact has the version that there was.
    case .contactCreated, .contactDetailsChanged, .contactTagged, .contactUntagged, .contactsRelated,
      .relationshipEnded, .contactArchived, .contactRestored, .contactRoleAssigned, .contactRoleEnded:
      card.version = entry.version
    default: return
    }
    switch entry.fact.fact {
    case .contactDetailsChanged(let fact): change(&card, fact)
    case .contactTagged(let fact): card.tags += fact.tags.filter { !card.tags.contains($0) }
    case .contactUntagged(let fact): card.tags.removeAll { fact.tags.contains($0) }
    case .contactArchived: card.archivedAt = stamp(entry.occurredAt)
    case .contactRestored: card.clearArchivedAt()
    default: break
    }
    contacts[entry.subject]?.card = card
    if case .contactDetailsChanged(let fact) = entry.fact.fact, fact.hasOwner || fact.clear.contains("owner") {
      // That nobody has it says something only where somebody had it.
      let isFirst = contacts[entry.subject]?.owners.isEmpty ?? true
      if !isFirst || fact.hasOwner { contacts[entry.subject]?.owners.append((entry.occurredAt, fact.owner)) }
    }
  }

  private func change(_ card: inout ContactCard, _ fact: ContactDetailsChanged) {
    if fact.hasKind { card.kind = fact.kind }
    if fact.hasName { card.name = fact.name }
    if fact.hasGivenName { card.givenName = fact.givenName }
    if fact.hasFamilyName { card.familyName = fact.familyName }
    if fact.hasOwner { card.owner = fact.owner }
    if fact.hasSource { card.source = fact.source }
    if fact.hasExternalID { card.externalID = fact.externalID }
    if !fact.emails.isEmpty { (card.emails, card.emailLabels) = (fact.emails, fact.emailLabels) }
    if !fact.phones.isEmpty {
      (card.phones, card.phoneRegion, card.phoneLabels) = (fact.phones, fact.phoneRegion, fact.phoneLabels)
    }
    describe(&card, fact)
    if !fact.tags.isEmpty { card.tags = fact.tags }
    for field in fact.clear {
      switch field {
      case "givenName": card.givenName = ""
      case "familyName": card.familyName = ""
      case "owner": card.owner = ""
      case "source": card.source = ""
      case "organization", "referrer", "title", "birthday", "addresses", "handles", "sourceIds", "language",
        "emailLabels":
        break
      case "externalId": card.externalID = ""
      case "emails": (card.emails, card.emailLabels) = ([], [])
      case "phones": (card.phones, card.phoneRegion, card.phoneLabels) = ([], "", [])
      default: card.tags = []
      }
    }
  }

  private mutating func changeConsent(_ entry: PlainModel.Entry) {
    func say(_ purpose: String, _ channel: String, _ fact: ConsentGranted? = nil) {
      contacts[entry.subject]?.words.append(
        .with {
          ($0.purpose, $0.channel, $0.granted, $0.since) = (purpose, channel, fact != nil, stamp(entry.occurredAt))
          guard let fact else { return }
          ($0.basis, $0.untilOn) = (fact.basis == .unspecified ? .consent : fact.basis, fact.untilOn)
          if fact.hasUntilAt { $0.untilAt = fact.untilAt }
        })
    }
    switch entry.fact.fact {
    case .consentGranted(let fact): say(fact.purpose, fact.channel, fact)
    case .consentWithdrawn(let fact): say(fact.purpose, fact.channel)
    case .campaignResponseRecorded(let fact) where fact.response == .unsubscribed || fact.response == .complained:
      if let campaign = campaigns[fact.campaign] { say(campaign.purpose, campaign.channel) }
    default: break
    }
  }

  // MARK: - Deals

  private mutating func changeDeal(_ entry: PlainModel.Entry) {
    let time = entry.occurredAt
    if case .dealOpened(let fact) = entry.fact.fact {
      make(.deal, fact.deal)
      deals[fact.deal] = PlainModel.Deal(
        card: .with {
          ($0.id, $0.contact, $0.title) = (fact.deal, fact.contact, fact.title)
          ($0.pipeline, $0.state, $0.expectedClose, $0.owner) = (fact.pipeline, .open, fact.expectedClose, fact.owner)
          if fact.hasValue { $0.value = fact.value }
          $0.openedAt = stamp(time)
        }, openedAt: time)
      deals[fact.deal]?.enter(fact.stage, time)
    }
    // What is retracted about a deal was about its contact.
    guard var deal = deals[entry.subject] else { return }
    deal.card.version = entry.version
    switch entry.fact.fact {
    case .dealTransferred(let fact):
      if !fact.contact.isEmpty { deal.card.contact = fact.contact }
      if !fact.pipeline.isEmpty {
        deal.leave(time)
        deal.card.pipeline = fact.pipeline
        deal.enter(fact.stage, time)
      }
    // Where the stage that it was in before is one of what is not known, it is in this one already.
    case .dealStageChanged(let fact) where fact.stage != deal.card.stage:
      deal.leave(time)
      deal.enter(fact.stage, time)
    case .dealContactAdded(let fact):
      let entry = DealContact.with { ($0.contact, $0.roles) = (fact.contact, fact.roles) }
      if let place = deal.card.contacts.firstIndex(where: { $0.contact == fact.contact }) {
        deal.card.contacts[place] = entry
      } else {
        deal.card.contacts.append(entry)
      }
    case .dealContactRemoved(let fact): deal.card.contacts.removeAll { $0.contact == fact.contact }
    case .dealRevised(let fact):
      if fact.hasTitle { deal.card.title = fact.title }
      if fact.hasValue { deal.card.value = fact.value }
      if fact.hasExpectedClose { deal.card.expectedClose = fact.expectedClose }
      if fact.hasOwner { deal.card.owner = fact.owner }
      if fact.clear.contains("value") { deal.card.clearValue() }
      if fact.clear.contains("expectedClose") { deal.card.expectedClose = "" }
      if fact.clear.contains("owner") { deal.card.owner = "" }
    case .dealWon(let fact):
      if fact.hasValue { deal.card.value = fact.value }
      deal.close(.won, time)
    case .dealLost(let fact):
      deal.close(.lost, time)
      (deal.card.reason, deal.card.competitor) = (fact.reason, fact.competitor)
    case .dealReopened(let fact):
      deal.card.state = .open
      deal.card.clearClosedAt()
      (deal.card.reason, deal.card.competitor, deal.closed) = ("", "", nil)
      deal.enter(fact.stage.isEmpty ? deal.card.stage : fact.stage, time)
    default: break
    }
    deals[entry.subject] = deal
  }

  // MARK: - Tasks

  private mutating func changeTask(_ entry: PlainModel.Entry) {
    if case .taskScheduled(let fact) = entry.fact.fact {
      make(.task, fact.task)
      tasks[fact.task] = .with {
        ($0.id, $0.contact, $0.deal, $0.title) = (fact.task, fact.contact, fact.deal, fact.title)
        ($0.dueAt, $0.owner, $0.state) = (fact.dueAt, fact.owner, .open)
        ($0.dueOn, $0.recurrence, $0.zone) = (fact.dueOn, fact.recurrence, fact.zone)
        $0.reminders = fact.reminders
      }
      begin(fact.task)
    }
    guard var task = tasks[entry.subject] else { return }
    task.version = entry.version
    switch entry.fact.fact {
    case .taskCompleted(let fact):
      if task.occurrence > 0 {
        occurrences[entry.subject, default: []].append(
          .with {
            ($0.occurrence, $0.dueAt) = (task.occurrence, task.dueAt)
            ($0.completedAt, $0.outcome) = (stamp(entry.occurredAt), fact.outcome)
          })
      }
      if let next = series[entry.subject]?.next() {
        (task.dueAt, task.dueOn, task.occurrence) = (stamp(next.due), next.date, task.occurrence + 1)
      } else {
        (task.state, task.outcome, task.completedAt) = (.done, fact.outcome, stamp(entry.occurredAt))
      }
    case .taskCancelled(let fact):
      (task.state, task.reason, task.cancelledAt) = (.cancelled, fact.reason, stamp(entry.occurredAt))
    case .taskReassigned(let fact): task.owner = fact.owner
    case .taskRevised(let fact): revise(&task, fact)
    case .taskRescheduled(let fact): (task.dueAt, task.dueOn) = (fact.dueAt, fact.dueOn)
    default: break
    }
    tasks[entry.subject] = task
    if case .taskRevised(let fact) = entry.fact.fact,
      fact.hasRecurrence || fact.hasZone || fact.clear.contains("recurrence") || fact.clear.contains("zone")
    {
      begin(entry.subject)
    }
  }

  private func revise(_ task: inout TaskCard, _ fact: TaskRevised) {
    if fact.hasTitle { task.title = fact.title }
    if fact.hasRecurrence { task.recurrence = fact.recurrence }
    if fact.hasZone { task.zone = fact.zone }
    if !fact.reminders.isEmpty { task.reminders = fact.reminders }
    if fact.clear.contains("recurrence") { task.recurrence = "" }
    if fact.clear.contains("zone") { task.zone = "" }
    if fact.clear.contains("reminders") { task.reminders = [] }
  }

  /// A task's rule begins with when it is due.
  private mutating func begin(_ id: String) {
    guard let task = tasks[id] else { return }
    let series = PlainSeries(
      task.recurrence, zone: task.zone, due: microseconds(task.dueAt), isOfDays: !task.dueOn.isEmpty)
    self.series[id] = series
    tasks[id]?.occurrence = series.occurrence
  }

  // MARK: - Orders and campaigns

  private mutating func changeTrade(_ entry: PlainModel.Entry) {
    switch entry.fact.fact {
    case .orderPlaced(let fact):
      make(.order, fact.order)
      orders[fact.order] = .with {
        ($0.id, $0.version, $0.contact, $0.total) = (fact.order, entry.version, fact.contact, fact.total)
        ($0.itemCount, $0.externalID, $0.placedAt) = (fact.itemCount, fact.externalID, stamp(entry.occurredAt))
      }
    case .paymentReceived(let fact):
      make(.payment, fact.payment)
      payments[fact.payment] = entry.version
    case .campaignCreated(let fact):
      make(.campaign, fact.campaign)
      campaigns[fact.campaign] = .with {
        ($0.id, $0.version, $0.name) = (fact.campaign, entry.version, fact.name)
        ($0.channel, $0.purpose, $0.createdAt) = (fact.channel, fact.purpose, stamp(entry.occurredAt))
        if fact.hasCost { $0.cost = fact.cost }
      }
    case .campaignRevised(let fact):
      campaigns[fact.campaign]?.version = entry.version
      if fact.hasName { campaigns[fact.campaign]?.name = fact.name }
      if fact.hasCost { campaigns[fact.campaign]?.cost = fact.cost }
      if fact.clear.contains("cost") { campaigns[fact.campaign]?.clearCost() }
    default: break
    }
  }
}

extension PlainModel.Deal {
  fileprivate mutating func enter(_ stage: String, _ time: Int64) {
    card.stage = stage
    // Nor entered before the one before it was left.
    visits.append((stage, card.pipeline, max(time, visits.last?.leftAt ?? time), nil))
  }

  /// Nothing is left before it was entered.
  fileprivate mutating func leave(_ time: Int64) {
    visits[visits.count - 1].leftAt = max(time, visits[visits.count - 1].enteredAt)
  }

  fileprivate mutating func close(_ state: DealCard.State, _ time: Int64) {
    leave(time)
    card.state = state
    card.closedAt = stamp(time)
    closed = time
  }
}
