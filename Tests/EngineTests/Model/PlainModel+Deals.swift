import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

extension PlainModel {
  mutating func judgeDeal(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    if case .dealOpened(let fact) = entry.fact.fact { return open(&entry, fact, assigned) }
    let id = dealID(entry.fact)
    var wrong = missing(id, "deal", state.deals[id] != nil)
    guard var deal = state.deals[id] else { return wrong.union(formProblems(entry.fact)) }
    let stages = pipeline(deal.card.pipeline)?.stages.map(\.stage) ?? []
    switch entry.fact.fact {
    case .dealStageChanged(let fact):
      if !deal.isOpen || fact.stage == deal.card.stage { wrong.insert(.conflict) }
      if !stages.contains(fact.stage) { wrong.insert(.invalid) }
      deal.leave(entry.occurredAt)
      deal.enter(fact.stage, entry.occurredAt)
    case .dealRevised(var fact):
      wrong.formUnion(revise(&deal, &fact))
      entry.fact.fact = .dealRevised(fact)
    case .dealWon(var fact):
      if !deal.isOpen { wrong.insert(.conflict) }
      if fact.hasValue {
        guard let value = Cash(fact.value) else { return wrong.union([.invalid]) }
        fact.value = value.money
        deal.card.value = value.money
      }
      entry.fact.fact = .dealWon(fact)
      deal.close(.won, entry.occurredAt)
    case .dealLost(let fact):
      if !deal.isOpen { wrong.insert(.conflict) }
      if !isWord(fact.reason) { wrong.insert(.invalid) }
      deal.close(.lost, entry.occurredAt)
      (deal.card.reason, deal.card.competitor) = (fact.reason, fact.competitor)
    case .dealReopened(let fact):
      if deal.isOpen { wrong.insert(.conflict) }
      // Without a stage it goes back to the one it was closed in, which must still be there.
      if fact.stage.isEmpty, !stages.contains(deal.card.stage) { wrong.insert(.conflict) }
      if !fact.stage.isEmpty, !stages.contains(fact.stage) { wrong.insert(.invalid) }
      deal.card.state = .open
      deal.card.clearClosedAt()
      (deal.card.reason, deal.card.competitor, deal.closed) = ("", "", nil)
      deal.enter(fact.stage.isEmpty ? deal.card.stage : fact.stage, entry.occurredAt)
    default: break
    }
    guard wrong.isEmpty else { return wrong }
    deal.card.version += 1
    state.deals[id] = deal
    entry.subject = id
    entry.version = deal.card.version
    entry.others = [deal.card.contact]
    return []
  }

  private func dealID(_ fact: Fact) -> String {
    switch fact.fact {
    case .dealStageChanged(let fact): fact.deal
    case .dealRevised(let fact): fact.deal
    case .dealWon(let fact): fact.deal
    case .dealLost(let fact): fact.deal
    case .dealReopened(let fact): fact.deal
    default: ""
    }
  }

  /// What is wrong with a fact whatever is known of its deal.
  private func formProblems(_ fact: Fact) -> Set<Refusal.Code> {
    switch fact.fact {
    case .dealStageChanged(let fact): requiredWord(fact.stage)
    case .dealRevised(let fact): formProblems(of: fact)
    case .dealWon(let fact) where fact.hasValue && Cash(fact.value) == nil: [.invalid]
    case .dealLost(let fact) where !isWord(fact.reason): [.invalid]
    default: []
    }
  }

  private func formProblems(of fact: DealRevised) -> Set<Refusal.Code> {
    var set: Set<String> = []
    if fact.hasTitle { set.insert("title") }
    if fact.hasValue { set.insert("value") }
    if fact.hasExpectedClose { set.insert("expectedClose") }
    if fact.hasOwner { set.insert("owner") }
    let isWrong =
      set.isEmpty && fact.clear.isEmpty || !set.isDisjoint(with: fact.clear)
      || !Set(fact.clear).isSubset(of: ["value", "expectedClose", "owner"]) || fact.hasTitle && fact.title.isEmpty
      || fact.hasValue && Cash(fact.value) == nil
    return isWrong ? [.invalid] : []
  }

  private mutating func open(_ entry: inout Entry, _ proposed: DealOpened, _ assigned: String) -> Set<Refusal.Code> {
    var fact = proposed
    var wrong = taken(fact.deal, "deal").union(missingContact(fact.contact))
    if fact.deal.isEmpty { fact.deal = assigned }
    if fact.title.isEmpty { wrong.insert(.invalid) }
    if fact.hasValue {
      if let value = Cash(fact.value) { fact.value = value.money } else { wrong.insert(.invalid) }
    }
    let first = (state.made["pipeline"] ?? []).first
    if fact.pipeline.isEmpty { fact.pipeline = first ?? Self.builtIn.id }
    // The built-in pipeline takes deals only until one is defined.
    let isThere = state.pipelines[fact.pipeline] != nil || first == nil && fact.pipeline == Self.builtIn.id
    wrong.formUnion(missing(fact.pipeline, "pipeline", isThere))
    let stages = isThere ? pipeline(fact.pipeline)?.stages.map(\.stage) ?? [] : []
    if isThere, fact.stage.isEmpty { fact.stage = stages.first ?? "" }
    if isThere, !stages.contains(fact.stage) { wrong.insert(.invalid) }
    guard wrong.isEmpty else { return wrong }
    state.made["deal", default: []].append(fact.deal)
    var deal = Deal(card: DealCard())
    deal.card = .with {
      ($0.id, $0.version, $0.contact, $0.title) = (fact.deal, 1, fact.contact, fact.title)
      ($0.pipeline, $0.state, $0.expectedClose, $0.owner) = (fact.pipeline, .open, fact.expectedClose, fact.owner)
      if fact.hasValue { $0.value = fact.value }
      $0.openedAt = stamp(entry.occurredAt)
    }
    deal.enter(fact.stage, entry.occurredAt)
    state.deals[fact.deal] = deal
    entry.fact.fact = .dealOpened(fact)
    entry.subject = fact.deal
    entry.version = 1
    entry.others = [fact.contact, fact.pipeline]
    return []
  }

  /// The value of a closed deal is not revised; all else of it is.
  private func revise(_ deal: inout Deal, _ fact: inout DealRevised) -> Set<Refusal.Code> {
    var wrong = formProblems(of: fact)
    if !deal.isOpen, fact.hasValue || fact.clear.contains("value") { wrong.insert(.conflict) }
    if fact.hasValue, let value = Cash(fact.value) { fact.value = value.money }
    if fact.hasTitle { deal.card.title = fact.title }
    if fact.hasValue { deal.card.value = fact.value }
    if fact.hasExpectedClose { deal.card.expectedClose = fact.expectedClose }
    if fact.hasOwner { deal.card.owner = fact.owner }
    if fact.clear.contains("value") { deal.card.clearValue() }
    if fact.clear.contains("expectedClose") { deal.card.expectedClose = "" }
    if fact.clear.contains("owner") { deal.card.owner = "" }
    return wrong
  }

  // MARK: - Tasks

  mutating func judgeTask(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    if let (id, wrong, change) = taskChange(entry) {
      var wrong = wrong.union(missing(id, "task", state.tasks[id] != nil))
      guard var task = state.tasks[id] else { return wrong }
      if task.state != .open { wrong.insert(.conflict) }
      guard wrong.isEmpty else { return wrong }
      task.version += 1
      change(&task)
      state.tasks[id] = task
      (entry.subject, entry.version) = (id, task.version)
      entry.others = [task.contact, task.deal].filter { !$0.isEmpty }
      return []
    }
    guard case .taskScheduled(var fact) = entry.fact.fact else { return [.invalid] }
    var wrong = taken(fact.task, "task")
    if fact.task.isEmpty { fact.task = assigned }
    if fact.title.isEmpty || !fact.hasDueAt { wrong.insert(.invalid) }
    if !fact.contact.isEmpty { wrong.formUnion(missingContact(fact.contact)) }
    if !fact.deal.isEmpty {
      wrong.formUnion(missing(fact.deal, "deal", state.deals[fact.deal] != nil))
      // A deal implies its contact.
      if let deal = state.deals[fact.deal] {
        if fact.contact.isEmpty { fact.contact = deal.card.contact }
        if deal.card.contact != fact.contact { wrong.insert(.invalid) }
      }
    }
    guard wrong.isEmpty else { return wrong }
    state.made["task", default: []].append(fact.task)
    state.tasks[fact.task] = .with {
      ($0.id, $0.version, $0.contact, $0.deal, $0.title) = (fact.task, 1, fact.contact, fact.deal, fact.title)
      ($0.dueAt, $0.owner, $0.state) = (fact.dueAt, fact.owner, .open)
    }
    entry.fact.fact = .taskScheduled(fact)
    (entry.subject, entry.version) = (fact.task, 1)
    entry.others = [fact.contact, fact.deal].filter { !$0.isEmpty }
    return []
  }

  /// Of a fact that changes a task: which, what is wrong with it whatever the task, and what it does to the card.
  private func taskChange(_ entry: Entry) -> (String, Set<Refusal.Code>, (inout TaskCard) -> Void)? {
    switch entry.fact.fact {
    case .taskCompleted(let fact):
      return (
        fact.task, isWord(fact.outcome) ? [] : [.invalid],
        { ($0.state, $0.outcome, $0.completedAt) = (.done, fact.outcome, stamp(entry.occurredAt)) }
      )
    case .taskReassigned(let fact):
      return (fact.task, fact.owner.isEmpty ? [.invalid] : [], { $0.owner = fact.owner })
    case .taskRevised(let fact):
      return (fact.task, fact.title.isEmpty ? [.invalid] : [], { $0.title = fact.title })
    case .taskCancelled(let fact):
      return (
        fact.task, isWord(fact.reason) ? [] : [.invalid],
        { ($0.state, $0.reason, $0.cancelledAt) = (.cancelled, fact.reason, stamp(entry.occurredAt)) }
      )
    case .taskRescheduled(let fact):
      return (fact.task, fact.hasDueAt ? [] : [.invalid], { $0.dueAt = fact.dueAt })
    default: return nil
    }
  }
}

extension PlainModel.Deal {
  mutating func enter(_ stage: String, _ time: Int64) {
    card.stage = stage
    visits.append((stage, time, nil))
  }

  mutating func leave(_ time: Int64) { visits[visits.count - 1].leftAt = time }

  mutating func close(_ state: DealCard.State, _ time: Int64) {
    leave(time)
    card.state = state
    card.closedAt = stamp(time)
    closed = (card.owner, dayNumber(time))
  }
}
