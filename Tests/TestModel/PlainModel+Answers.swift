import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

/// The replies that the model expects. `now` is when the question is answered.
extension PlainModel {
  func card(_ id: String, own: Bool = true, now: Int64) -> ContactCard? {
    guard let contact = state.contacts[id] else { return nil }
    var card = contact.card
    (card.organization, card.referrer, card.roles) = (contact.organization, contact.referrer, contact.rolesShown)
    card.memberships = contact.memberships.map { membership in
      .with {
        ($0.organization, $0.relationship) = (membership.organization, membership.relationship)
        if membership.since != .min { $0.since = stamp(membership.since) }
        if membership.until != .max { $0.until = stamp(membership.until) }
      }
    }
    card.consents = contact.consents.sorted { ($0.purpose, $0.channel) < ($1.purpose, $1.channel) }
    for index in card.consents.indices { card.consents[index].ended = hasEnded(card.consents[index], at: now) }
    card.suppressions = suppressions(of: card)
    card.interactionCount = UInt64(interactions(id).count)
    if let last = lastInteraction(id) { card.lastInteractionAt = stamp(last) }
    card.openDeals = UInt64(state.deals.values.count { $0.isOpen && $0.people.contains(id) })
    let orders = state.orders.values.filter { $0.contact == id }
    card.ordersCount = UInt64(orders.count)
    card.ordersTotal = Cash.sums(orders.compactMap { Cash($0.total) }).filter { $0.minor != 0 }.map(\.money)
    if !own { countPeople(&card) }
    return card
  }

  /// Whether somebody agreed until then only. A day has ended when the next begins in the company's zone.
  func hasEnded(_ word: ContactCard.Consent, at time: Int64) -> Bool {
    if word.hasUntilAt { return microseconds(word.untilAt) <= time }
    return !word.untilOn.isEmpty && word.untilOn < Self.text(PlainZone.day(state.company.timeZone, time))
  }

  /// The contacts that meet all conditions of the request.
  func found(_ request: ContactFindRequest, now: Int64) -> [ContactListItem] {
    state.contacts.values.map(\.card).filter { card in
      if !request.archived, card.hasArchivedAt { return false }
      let time = request.hasRoleAt ? microseconds(request.roleAt) : now
      if request.hasRole, state.contacts[card.id]?.has(role: request.role, at: time) != true { return false }
      if request.hasOwner, card.owner != request.owner {
        return false
      }
      if request.hasSource {
        guard card.sourceIds.contains(where: { $0.source == request.source && $0.id == request.externalID }) else {
          return false
        }
      } else if request.hasExternalID, card.externalID != request.externalID {
        return false
      }
      if request.hasTag, !card.tags.contains(where: { $0.lowercased() == request.tag.lowercased() }) { return false }
      if request.hasEmail, !card.emails.contains(where: { $0.lowercased() == request.email.lowercased() }) {
        return false
      }
      if request.hasPhone, !card.phones.contains(request.phone) { return false }
      if request.hasName, Self.folded(card.name) != Self.folded(request.name) { return false }
      guard request.hasText else { return true }
      let words = Self.folded(card.name).split(separator: " ")
      return Self.folded(request.text).split(separator: " ").allSatisfy { asked in
        words.contains { $0.hasPrefix(asked) }
      }
    }.map { card in
      .with {
        ($0.id, $0.version, $0.kind, $0.name) = (card.id, card.version, card.kind, card.name)
        ($0.emails, $0.phones, $0.tags, $0.owner) = (card.emails, card.phones, card.tags, card.owner)
        ($0.jobTitle, $0.organization) = (card.jobTitle, state.contacts[card.id]?.organization ?? "")
        if card.hasArchivedAt { $0.archivedAt = card.archivedAt }
      }
    }
  }

  /// The names that the model's world uses, without case and accents.
  static func folded(_ name: String) -> String {
    var text = name.lowercased()
    for (accented, plain) in [("ë", "e"), ("ä", "a"), ("é", "e"), ("ü", "u"), ("'", "")] {
      text = text.split(separator: accented, omittingEmptySubsequences: false).joined(separator: plain)
    }
    return text
  }

  /// A contact's history in the order asked for.
  func entries(_ request: ContactHistoryRequest, actor: (UInt32) -> Actor) -> [HistoryEntry] {
    let namesPersons = !request.own && hasPeople(request.contact)
    let all = namesPersons ? historyOfPeople(request.contact) : history(request.contact).map { ($0, "") }
    let persons = Dictionary(uniqueKeysWithValues: all.map { ($0.0.position, $0.1) })
    var entries = all.map(\.0).filter { request.types.isEmpty || request.types.contains($0.type) }
    if request.order == .occurred {
      entries.sort { ($0.occurredAt, $0.position) < ($1.occurredAt, $1.position) }
    }
    if !request.hasBackward || request.backward { entries.reverse() }
    return entries.map { entry in
      .with {
        ($0.position, $0.fact, $0.actor) = (entry.position, entry.fact, actor(entry.uid))
        if entry.isOfDaemon { $0.actor.role = "daemon" }
        ($0.occurredAt, $0.recordedAt) = (stamp(entry.occurredAt), stamp(entry.recordedAt))
        if let by = state.retractions[entry.position] {
          ($0.retractedBy, $0.retractor) = (by, log.first { $0.position == by }.map { actor($0.uid) } ?? Actor())
        }
        $0.changes = changes(of: entry)
        if let person = persons[entry.position], !person.isEmpty { $0.person = person }
      }
    }
  }

  func event(_ entry: Entry, actor: (UInt32) -> Actor) -> Event {
    .with {
      ($0.position, $0.fact, $0.version) = (entry.position, entry.fact, entry.version)
      $0.subjects = [entry.subject] + entry.others.sorted()
      ($0.occurredAt, $0.recordedAt, $0.actor) = (stamp(entry.occurredAt), stamp(entry.recordedAt), actor(entry.uid))
      if entry.isOfDaemon { $0.actor.role = "daemon" }
      if !entry.commandID.isEmpty { $0.commandID = entry.commandID }
      if !entry.correlationID.isEmpty { $0.correlationID = entry.correlationID }
      if !entry.causationID.isEmpty { $0.causationID = entry.causationID }
      if let by = state.retractions[entry.position] { $0.retractedBy = by }
      ($0.commandIndex, $0.commandCount) = (UInt32(entry.index), UInt32(entry.count))
    }
  }

  // MARK: - Deals

  func dealCard(_ id: String, now: Int64) -> DealCard? {
    guard let deal = state.deals[id] else { return nil }
    var card = deal.card
    card.rotting = lastMoment(of: deal).map { now > $0 } ?? false
    return card
  }

  /// When each open deal is allowed to be where it is for the last time, without rotting.
  var lastMoments: [String: Int64] { state.deals.compactMapValues(lastMoment) }

  /// As long as the stage allows after it entered the stage and after its last interaction.
  private func lastMoment(of deal: Deal) -> Int64? {
    let stage = pipeline(deal.card.pipeline)?.stages.first { $0.stage == deal.card.stage }
    guard deal.isOpen, let days = stage?.rotDays, days > 0, let visit = deal.visits.last else { return nil }
    return max(visit.enteredAt, lastInteraction(of: deal) ?? visit.enteredAt) + Int64(days) * 86_400_000_000
  }

  func visits(_ id: String, now: Int64) -> [StageVisit] {
    (state.deals[id]?.visits ?? []).map { visit in
      .with {
        ($0.stage, $0.pipeline, $0.enteredAt) = (visit.stage, visit.pipeline, stamp(visit.enteredAt))
        if let left = visit.leftAt { $0.leftAt = stamp(left) }
        $0.seconds = max(0, ((visit.leftAt ?? now) - visit.enteredAt) / 1_000_000)
      }
    }
  }

  func deals(_ request: DealListRequest, now: Int64) -> [DealCard] {
    state.deals.keys.sorted().compactMap { dealCard($0, now: now) }.filter { card in
      if request.hasContact, let deal = state.deals[card.id] {
        let isThere = request.own ? deal.people.contains(request.contact) : isDeal(deal, ofPeopleOf: request.contact)
        if !isThere { return false }
      }
      if request.hasPipeline, card.pipeline != request.pipeline { return false }
      if request.hasStage, card.stage != request.stage { return false }
      if request.hasOwner, card.owner != request.owner { return false }
      if request.hasState, card.state != request.state { return false }
      return !request.hasRotting || card.rotting == request.rotting
    }
  }

  /// The stages in order, then those that a later definition left out while deals are open in them, by their words.
  func board(_ card: PipelineCard) -> [PipelineBoardReply.BoardStage] {
    let open = state.deals.values.filter { $0.isOpen && $0.card.pipeline == card.id }
    let known = card.stages.map { ($0.stage, $0.probability) }
    let gone = Set(open.map(\.card.stage)).subtracting(known.map(\.0)).sorted().map { ($0, UInt32(0)) }
    return (known + gone).map { stage, probability in
      let deals = open.filter { $0.card.stage == stage }
      let sums = Cash.sums(deals.compactMap(\.value))
      return .with {
        ($0.stage, $0.probability, $0.count) = (stage, probability, UInt64(deals.count))
        $0.totals = sums.map(\.money)
        $0.weighted = sums.map { Self.weighted($0, probability).money }
      }
    }
  }

  /// To the nearest minor unit, halves up.
  static func weighted(_ sum: Cash, _ probability: UInt32) -> Cash {
    let (quotient, rest) = (sum.minor * Int128(probability)).quotientAndRemainder(dividingBy: 100)
    return Cash(sum.currency, rest >= 50 ? quotient + 1 : quotient)
  }

  // MARK: - Tasks and orders

  func taskCard(_ id: String, now: Int64) -> TaskCard? {
    guard var card = state.tasks[id] else { return nil }
    // A day is over when the next one begins in the task's zone.
    let due = microseconds(card.dueAt)
    let late = card.dueOn.isEmpty ? due : PlainZone.time(card.zone, dayNumber(due) + 1, 0)
    card.overdue = card.state == .open && late < now
    return card
  }

  /// What to remind of from one time on to before another, by their times.
  func reminders(_ request: ReminderListRequest, now: Int64) -> [Reminder] {
    var found: [(time: Int64, card: TaskCard)] = []
    for card in state.tasks.keys.compactMap({ taskCard($0, now: now) }) where card.state == .open {
      if request.hasOwner, card.owner != request.owner { continue }
      let due = microseconds(card.dueAt)
      for time in Set(card.reminders.map { due + Self.triggers[$0, default: 0] }) {
        if request.hasFrom, time < microseconds(request.from) { continue }
        if request.hasTo, time >= microseconds(request.to) { continue }
        let day = Self.text(PlainZone.day(state.company.timeZone, time))
        if request.hasFromOn, day < request.fromOn { continue }
        if request.hasToOn, day > request.toOn { continue }
        found.append((time, card))
      }
    }
    found.sort { ($0.time, $0.card.id) < ($1.time, $1.card.id) }
    return found.map { time, card in .with { ($0.at, $0.task) = (stamp(time), card) } }
  }

  /// What the triggers of the model's world mean.
  static let triggers: [String: Int64] = [
    "-PT15M": -900_000_000, "-P1D": -86_400_000_000, "PT1H": 3_600_000_000, "PT0S": 0, "-PT24H": -86_400_000_000,
    "P1W": 604_800_000_000,
  ]

  /// With what was spent.
  func campaignCard(_ id: String) -> CampaignCard? {
    guard var card = state.campaigns[id] else { return nil }
    let costs = log.filter { $0.subject == id && !isRetracted($0) }.compactMap { entry -> Cash? in
      guard case .campaignCostRecorded(let fact) = entry.fact.fact else { return nil }
      return Cash(fact.amount)
    }
    card.spent = Cash.sums(costs).map(\.money)
    return card
  }

  func tasks(_ request: TaskListRequest, now: Int64) -> [TaskCard] {
    state.tasks.keys.sorted().compactMap { taskCard($0, now: now) }.filter { card in
      if request.hasContact, card.contact != request.contact { return false }
      if request.hasDeal, card.deal != request.deal { return false }
      if request.hasOwner, card.owner != request.owner { return false }
      if request.hasState, card.state != request.state { return false }
      let time = microseconds(card.dueAt)
      let day = card.dueOn.isEmpty ? Self.text(PlainZone.day(state.company.timeZone, time)) : card.dueOn
      if request.hasDueFromOn, day < request.dueFromOn { return false }
      if request.hasDueToOn, day > request.dueToOn { return false }
      if request.hasDueFrom, microseconds(card.dueAt) < microseconds(request.dueFrom) { return false }
      return !request.hasDueTo || microseconds(card.dueAt) < microseconds(request.dueTo)
    }
  }

  func orders(_ request: OrderListRequest) -> [OrderCard] {
    var paid: [String: [Cash]] = [:]
    for case (.paymentReceived(let fact), let entry) in log.map({ ($0.fact.fact, $0) }) where !isRetracted(entry) {
      if let amount = Cash(fact.amount) { paid[fact.order, default: []].append(amount) }
    }
    let wanted = state.orders.values.filter { card in
      guard request.hasContact, !request.own else { return !request.hasContact || card.contact == request.contact }
      return isOf(card.contact, request.contact, at: microseconds(card.placedAt))
    }
    return wanted.map { card in
      var card = card
      card.paid = Cash.sums(paid[card.id] ?? []).filter { $0.minor != 0 }.map(\.money)
      return card
    }
  }
}
